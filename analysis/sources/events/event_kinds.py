"""Of which kind an event is: by its own cell, its group, a marked column, or the list's titles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from analysis.sources.mapping.asks import asking, nearest_in, of_heading, of_word
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import UNKNOWN_KIND, Line
from analysis.sources.rows.row_kinds import unit_stated
from analysis.sources.words.headers import Column, Header, folded
from analysis.sources.words.persons import begins, without_accents
from analysis.sources.words.quoting import quoted
from analysis.sources.workbook.context import Context, is_marked
from analysis.vocabulary import code_of, fold, wordings, words

_COURSE = "training"
_LEAST_COLUMNS = 2


def kinds_in(titles: Iterable[str]) -> frozenset[str]:
    """Return the kinds of event that a list's titles name, each by its longest wording.

    A kind stands for the one above it that is named too (*đào tạo cao cấp lý luận chính trị*);
    kinds of one family, named together, are the family.

    Examples
    --------
    >>> sorted(kinds_in(["DANH SÁCH CÁN BỘ ĐIỀU ĐỘNG, LUÂN CHUYỂN"]))
    ['rotated', 'transferred']
    >>> kinds_in(["Bổ nhiệm lại và bổ nhiệm"]) == kinds_in(["Bổ nhiệm, bổ nhiệm lại"])
    True
    """
    told = _told_by(titles)
    if _says(told, "no_events_yet"):
        return frozenset()
    found = set()
    for word, code in sorted(wordings("outcome_kinds").items(), key=lambda each: -len(each[0])):
        if f" {word} " in told:
            found.add(code)
            told = re.sub(rf"(?<= ){re.escape(word)}(?= )", "|", told)
    found -= {_family(code) for code in found if _family(code) != code}
    families = {_family(code) for code in found}
    return frozenset(found if len(found) < 2 or len(families) > 1 else families)


def only_proposed(titles: Iterable[str], names: Iterable[str] = ()) -> bool:
    """Say whether the events of a list are only proposed or planned: none of them was yet.

    Its titles say so (*đề nghị bổ nhiệm*, *kèm theo Tờ trình*), or where none says that the events
    were (*được*, *đã*) the names of its sheet and file, with accents or without.

    Examples
    --------
    >>> only_proposed(["KẾ HOẠCH LUÂN CHUYỂN"]), only_proposed(["Kết quả thực hiện kế hoạch"])
    (True, False)
    """
    told = _told_by(titles)
    decided = _says(told, "decided")
    told = _without(told, "as_planned") if decided else told
    if _says(told, "only_proposed"):
        return True
    if any(begins(each.lstrip("( "), "proposals") for each in titles):
        return True
    return not decided and any(map(_is_named_as_planned, names))


def only_evaluated(titles: Iterable[str]) -> bool:
    """Say whether a list's titles evaluate: the events in its columns or heads are their reason."""
    return _says(_told_by(titles), "words_of_ratings")


def with_kinds(header: Header) -> Header:
    """Return the header of a list of events with its columns that are each of one kind.

    A list that rates people, or says the kind in words, has none.
    """
    if not header.has("name") or header.has("rating", "rating_mark", "kind"):
        return header
    found = [
        Column(at, "kind_mark", path[-1])
        for at, path in header.unused
        if code_of("outcome_kinds", path[-1])
    ]
    # A degree alone is a quality of somebody; beside another course it is one too.
    sure = [column for column in found if fold(column.header) not in folded("not_used")]
    if len(found) < _LEAST_COLUMNS or not sure:
        return header
    taken = {column.index for column in found}
    unused = tuple(each for each in header.unused if each[0] not in taken)
    return replace(header, columns=(*header.columns, *found), unused=unused)


def kind_of_event(line: Line, context: Context, reading: Reading) -> str | None:
    """Return the kind of the event of a row; what is wrong with it is told, and gives None.

    Of rows whose list tells no kind `kinds_untold` tells, once.
    """
    word, headed = line.text(context.header.index("kind")), line.kind not in (None, UNKNOWN_KIND)
    if word or (context.header.has("kind") and not headed):
        return _of_word(word, line, context, reading)
    if headed:
        return line.kind
    if columns := context.header.of("kind_mark"):
        marked = [each.header for each in columns if is_marked(line.text(each.index))]
        if len(marked) == 1:
            return code_of("outcome_kinds", marked[0])
        at = columns[0].index
        reading.problems.append(context.problem("error", "no_one_kind", line.row, at))
        return None
    return None if line.kind else _of_titles(line, context, reading)


def kinds_untold(lines: Iterable[Line], context: Context) -> list[Record]:
    """Return the error of the rows of a list whose kind neither titles nor a known head tells."""
    kinds = kinds_in(context.table_titles)
    own = context.header.has("kind", "kind_mark")
    lacking = {UNKNOWN_KIND} if len(kinds) == 1 else {UNKNOWN_KIND, None}
    lost = [] if own else [line.row for line in lines if line.kind in lacking]
    if not lost:
        return []
    key, at = "several_kinds" if len(kinds) > 1 else "no_kind_told", context.header.index("name")
    return [context.problem("error", key, lost[0], at, count=len(lost))]


def _of_word(word: str, line: Line, context: Context, reading: Reading) -> str | None:
    kind = context.sheet.answers.code("outcome_kinds", word) or code_of("outcome_kinds", word)
    column = context.header.index("kind")
    if kind is None and _is_course(word, context):
        return _course(word)
    if kind is None:
        told = quoted(word, [*wordings("outcome_kinds"), *folded("not_events")])
        found = context.problem("error", "unknown_outcome_kind", line.row, column, word=told)
        ask = of_word("outcome_kinds", word, nearest_in("outcome_kinds", word))
        reading.problems.append(asking(found, ask))
    return kind


def _is_course(word: str, context: Context) -> bool:
    """Say whether a word that is no known kind is a course.

    It begins as courses do. On a list of courses more do, and under a heading that names a course
    all that is not known for something else.
    """
    if not word or begins(word, "no_courses"):
        return False
    if begins(word, "courses"):
        return True
    if {*map(_family, kinds_in(context.table_titles))} != {_COURSE} or begins(word, "not_events"):
        return False
    headings = [f" {fold(column.header)} " for column in context.header.of("kind")]
    headed = (f" {of} " in each for of in folded("words_of_courses") for each in headings)
    return any(headed) or begins(word, "courses_on_lists")


def _course(word: str) -> str:
    """Return the kind of a course: that with whose wording it begins, else training as such."""
    begun = (f"{known} " for known in wordings("outcome_kinds"))
    known = [each for each in begun if f"{fold(word)} ".startswith(each)]
    kinds = (wordings("outcome_kinds")[each.strip()] for each in sorted(known, key=len)[-1:])
    return next((kind for kind in kinds if _family(kind) == _COURSE), _COURSE)


def _of_titles(line: Line, context: Context, reading: Reading) -> str | None:
    kinds = kinds_in(context.table_titles)
    if len(kinds) != 1:
        return None
    (kind,) = kinds
    for at, path in context.header.unused:
        # Beside it another column, of no known kind, may be marked: "Kéo dài".
        if code_of("outcome_kinds", path[-1]) == kind and not is_marked(line.text(at)):
            reading.problems.append(context.problem("error", "no_one_kind", line.row, at))
            return None
    for at, head in _other_kinds(line, kind, context.header):
        found = context.problem("error", "kind_not_headed", line.row, at)
        reading.problems.append(asking(found, of_heading(head, "Nội dung")))
        return None
    return kind


def _other_kinds(line: Line, kind: str, header: Header) -> Iterator[tuple[int, str]]:
    """Yield the unused cells of a row that name another kind than its list's titles do."""
    known = folded("not_used")
    for at, path in header.unused:
        told = code_of("outcome_kinds", line.text(at)) if fold(path[-1]) not in known else None
        # A degree or a course is a quality of somebody, but on a list of courses.
        if told and told != kind and (_family(kind) == _COURSE or _family(told) != _COURSE):
            yield at, path[-1]


def _family(kind: str) -> str:
    return str(words()["outcome_kinds"][kind].get("parent", kind))


def _told_by(titles: Iterable[str]) -> str:
    own = [title for title in titles if not unit_stated(title) and not _of_a_decision(title)]
    told = " \n ".join(f" {fold(title)} " for title in own)
    return _without(told, "as_proposed")


def _without(told: str, listed: str) -> str:
    for words_of_others in folded(listed):
        told = told.replace(f" {words_of_others} ", " | ")
    return told


def _is_named_as_planned(name: str) -> bool:
    plain = f" {without_accents(fold(name.replace('_', ' ')))} "
    for words_of_others in map(without_accents, folded("as_proposed")):
        plain = plain.replace(f" {words_of_others} ", " | ")
    return any(f" {without_accents(word)} " in plain for word in folded("only_proposed_by_name"))


def _says(told: str, listed: str) -> bool:
    return any(f" {word} " in told for word in folded(listed))


def _of_a_decision(title: str) -> bool:
    return fold(title).startswith(fold("kèm theo"))
