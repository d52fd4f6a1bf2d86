"""What is misspelt or missing in a text, a card or an order of ids is told before anything runs."""

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from contextlib import ExitStack, contextmanager

import pytest
import yaml

from analysis.documents.catalogues import catalogues
from analysis.documents.catalogues.asked_for import named_in, program
from analysis.documents.catalogues.catalogues import Known, declared_languages, faults, faults_in
from analysis.formats.catalogue import CatalogueError, read_catalogue
from analysis.languages import LANGUAGES, read_languages
from analysis.places import project_root

ROOT = project_root()
NAMES = [path.relative_to(ROOT).as_posix() for path in catalogues.catalogues(ROOT)]
COPIED = ("analysis/**/*.py", "analysis/**/*.yml", "notebooks/*.ipynb", "reports/README.md")
COPIED += ("reports/results/*.yml", "reports/templates/*", "reports/reviews/*.yml")
COPIED += ("data/published/*", "pyproject.toml", "requirements.lock")
# Codes of lists that an office may add to: another code there is another word of the office.
OPEN = {
    "analysis/vocabulary.yml": {"ratings", "rating_variants", "post_groups", "unit_kinds"}
    | {"staff_classes", "outcome_kinds", "consequences"},
    "analysis/rules.yml": {"women_targets"},
    "analysis/sources/words/headers.yml": {"rating_parts", "whose_ratings"},
    # Codes of the system's and of pydantic's.
    "analysis/messages.yml": {"system", "should"},
    # Phrases of codes, which are held against the vocabulary when all files are of their form.
    "analysis/findings/sentences/common.yml": {"level_phrase"},
    "analysis/findings/sentences/outcomes/rates.yml": {"kind_phrase"},
    "analysis/findings/sentences/units.yml": {"apart_in"},
    "reports/templates/briefing.yml": {"sections", "deck"},
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    root = tmp_path_factory.mktemp("copy")
    for path in (path for pattern in COPIED for path in ROOT.glob(pattern) if path.is_file()):
        place = root / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return root


@pytest.fixture(scope="module")
def known(copy):
    sections = yaml.safe_load((ROOT / "analysis/vocabulary.yml").read_text("utf-8"))
    return Known(copy, LANGUAGES, named_in(program(copy), sections))


@contextmanager
def written(path, text):
    """Let a file of the copy hold a text for as long as the block goes on."""
    old = path.read_text("utf-8")
    path.write_text(text, "utf-8")
    try:
        yield
    finally:
        path.write_text(old, "utf-8")


def keys_of(node, above=()):
    """Give each key of a file with the keys above it, as PyYAML marks them."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key, above
            yield from keys_of(value, (*above, key))
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from keys_of(each, above)


def test_nothing_is_missing_in_what_is_shipped():
    assert len(NAMES) > 70
    assert faults(ROOT, declared_languages(ROOT)) == []


def batches(name, text):
    """Give the keys of a file that can be misspelt at a time: of one depth, and of one language."""
    parts = defaultdict(list)
    for key, above in keys_of(yaml.compose(text)):
        names = [each.value for each in above]
        if len(names) == 1 and names[0] in OPEN.get(name, ()):
            continue
        # These are ids, which are looked up when all files are of their form: below.
        if (name.endswith("notebooks.yml") and not above) or (
            "/results/" in name and "columns" in names
        ):
            continue
        language = key.value if key.value in LANGUAGES else ""
        parts[len(above), language].append((key, above))
    return parts.values()


# What `--help` says is held against the commands themselves, in tests/cli/test_help.py.
@pytest.mark.parametrize("name", [each for each in NAMES if each != "analysis/cli/help.yml"])
def test_a_misspelt_key_is_told_with_its_line(name, copy, known):
    path = copy / name
    text = path.read_text("utf-8")
    untold = []
    for keys in batches(name, text):
        lines = text.split("\n")
        for key, _ in reversed(keys):
            at, line = key.end_mark.column - bool(key.style), key.end_mark.line
            lines[line] = f"{lines[line][:at]}x{lines[line][at:]}"
        with written(path, "\n".join(lines)):
            told = faults_in(name, read_catalogue(path), known)
        at_lines = {int(re.match(rf"{path}, line (\d+): ", line)[1]) for line in told}
        for key, above in keys:
            near = {each.start_mark.line + 1 for each in (key, *above[-1:])}
            untold += [] if near & at_lines else [key.value]
    assert untold == []


WOMEN = "reports/results/women_by_year.yml"
BRIEFING = "reports/templates/briefing.yml"
MISSPELT = [
    (BRIEFING, "[women_change,", "[women_chnge,", "women_change"),
    (BRIEFING, "appointed_by_rating]", "apointed_by_rating]", "appointed_"),
    (BRIEFING, "charts: [women_by_year]", "charts: [womens]", "women_"),
    (BRIEFING, "[women_by_post_group,", "[women_by_post,", "women_by_post_"),
    (BRIEFING, "  votes_cast: {", "  votes_cats: {", "votes_cast"),
    (BRIEFING, "leadership: [directives]", "leadership: [directivs]", "directives"),
    (BRIEFING, "none: [training_counts,", "none: [training_count,", "training_counts"),
    (BRIEFING, "charts: [flows, cadres", "charts: [flow, cadres", "flows"),
    (BRIEFING, "then: [rated, not_rated", "then: [rated, not_raated", "not_rated"),
    (BRIEFING, "[decomposition]}", "[decompositio]}", "decomposition"),
    (BRIEFING, "  women_share:", "  women_shares:", "women_share"),
    ("reports/templates/notebooks.yml", "women_share:", "women_shares:", "women_share"),
    ("reports/templates/columns.yml", "as: ratings}", "as: ratngs}", "ratings"),
    ("reports/templates/columns.yml", "women: {", "womn: {", "women"),
    (WOMEN, "method: women_share", "method: women_shar", "women_share"),
    (WOMEN, "category: year", "category: yaer", "year"),
    (WOMEN, "[low, high]", "[lo, high]", "low"),
    (WOMEN, "judged: [total]", "judged: [totl]", "total"),
    (WOMEN, "form: line", "form: lines", "'line'"),
    (WOMEN, '"{women}/{total}", en', '"{womn}/{total}", en', "women"),
    (WOMEN, ", unknown]", ", unknwn]", "unknown"),
    ("reports/results/ratings_by_year.yml", '"{n} ({share})"', '"{n} ({shar})"', "share"),
    (
        "reports/results/cadres_by_year.yml",
        ": ratings_by_year",
        ": ratings_by_yr",
        "ratings_by_year",
    ),
    ("reports/results/mix_and_rate.yml", "marked_by: mix", "marked_by: mx", "mix"),
    ("reports/results/mix_and_rate.yml", "  total:", "  totl:", "total"),
    ("reports/results/mix_and_rate.yml", "as: points", "as: poins", "points"),
    ("analysis/vocabulary.yml", "parent: training", "parent: traning", "training"),
    ("analysis/vocabulary.yml", "rating: good", "rating: god", "good"),
    ("analysis/rules.yml", "consequence: may_resign", "consequence: may_resgn", "may_resign"),
    ("analysis/rules.yml", "[public_employee]", "[public_employe]", "public_employee"),
]


@pytest.mark.parametrize(("name", "old", "new", "meant"), MISSPELT)
def test_a_misspelt_id_is_told_with_its_line_and_the_nearest_name(copy, name, old, new, meant):
    path = copy / name
    text = path.read_text("utf-8")
    assert old in text
    line = text[: text.index(old)].count("\n") + 1 + (old[0] == "\n")
    with written(path, text.replace(old, new, 1)):
        told = faults(copy, LANGUAGES)
    assert told and all("line" in each for each in told)
    assert any(each.startswith(f"{path}, line {line}: ") and meant in each for each in told), told


GONE = [
    (
        "analysis/findings/sentences/women/women.yml",
        ["women_change", "rose", "en"],
        "not told in en",
    ),
    ("analysis/charts/draw/texts.yml", ["no_data"], "'no_data' is missing"),
    ("analysis/charts/draw/texts.yml", ["no_data", "vi"], "not told in vi"),
    ("analysis/findings/sentences/common.yml", ["share_of"], "'share_of' is missing"),
    ("analysis/problem_words.yml", ["blank_sex"], "'blank_sex' is missing"),
    ("analysis/problem_words.yml", ["blank_sex", "remedy", "vi"], "not told in vi"),
    ("analysis/counts/words.yml", ["tier", "any", "en"], "not told in en"),
    ("analysis/findings/lists/verdicts.yml", ["count", "agrees", "vi"], "not told in vi"),
    ("analysis/vocabulary.yml", ["sexes", "female", "en"], "not told in en"),
    ("analysis/rules.yml", ["rating_rules", 0, "vi"], "not told in vi"),
    ("reports/templates/texts.yml", ["navigation"], "'navigation' is missing"),
    (BRIEFING, ["methods", "census"], "'methods.census' is missing"),
    (WOMEN, ["name", "en"], "not told in en"),
    (WOMEN, ["name"], "should have a `name`"),
]


@pytest.mark.parametrize(("name", "place", "told"), GONE, ids=lambda value: str(value)[-40:])
def test_what_is_missing_is_named_by_file_and_key(copy, name, place, told):
    path = copy / name
    text = path.read_text("utf-8")
    held = content = yaml.safe_load(text)
    for key in place[:-1]:
        held = held[key]
    del held[place[-1]]
    with written(path, dumped(content)):
        found = faults(copy, LANGUAGES)
    assert any(told in line and line.startswith(str(path.parent)) for line in found), found


def dumped(content):
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def test_fields_are_alike_in_both_languages(copy):
    path = copy / "analysis/findings/sentences/common.yml"
    text = path.read_text("utf-8")
    for old, new, why in [
        ('en: "{text} (simulated)"', 'en: "(simulated)"', "in en lacks the fields text"),
        ('en: "{text} (simulated)"', 'en: "{text (simulated)"', "brace of the text in en"),
    ]:
        line = text[: text.index(old)].count("\n") + 1
        with written(path, text.replace(old, new)):
            (told,) = [each for each in faults(copy, LANGUAGES) if why in each]
        assert told.startswith(f"{path}, line {line}: ")


def with_language(content, language):
    """Return a catalogue with each text in one more language, and how many texts that are."""
    if isinstance(content, list):
        parts = [with_language(each, language) for each in content]
        return [part for part, _ in parts], sum(n for _, n in parts)
    if not isinstance(content, dict):
        return content, 0
    parts = {key: with_language(value, language) for key, value in content.items()}
    told = {key: value for key, (value, _) in parts.items()}
    own = {language: f"{content['en']} ({language})"} if "vi" in content else {}
    return {**told, **own}, sum(n for _, n in parts.values()) + len(own)


# What is said in a third language by each way that there is: a finding, a page, a chart, a label, a
# message, a problem, a number.
SAID = """
import pandas as pd
from analysis import findings
from analysis.charts.draw.frame import say as on_chart
from analysis.documents.rendering import page_text
from analysis.problem_words import reason
from analysis.spoken import say, spoken_in
from analysis.words import Words
words = Words("de")
with spoken_in("de"):
    said = [
        findings.problems_met(pd.DataFrame(), words=words).whole,
        page_text("simulated", words), on_chart("no_data", words), words.label("sexes", "female"),
        say("check_path", place="x"), reason("empty_workbook", "{}", words), words.number(0.5, 1),
    ]
print("\\n".join(said))
"""


def test_of_a_third_language_what_is_missing_is_listed_and_all_is_told_once_it_is_there(copy):
    account = copy / "reports/README.md"
    templates = [copy / f"reports/templates/{form}-de.docx" for form in ("briefing", "sheet")]
    texts = copy / "reports/templates/texts.yml"
    with ExitStack() as kept:
        named = texts.read_text("utf-8").replace("en: English}", "en: English, de: Deutsch}")
        kept.enter_context(written(texts, named))
        languages = declared_languages(copy)
        found = faults(copy, languages)
        wanted = -1  # its own name has been told already
        for name in NAMES:
            content, n = with_language(read_catalogue(copy / name), "de")
            kept.enter_context(written(copy / name, dumped(content)))
            wanted += n
        account_de = f"{account.read_text('utf-8')}\n# Methoden\n"
        kept.enter_context(written(account, account_de))
        for template in templates:
            template.write_bytes(b"")
            kept.callback(template.unlink)
        whole = faults(copy, languages)
        offered = copy / "analysis/languages.yml"
        own = "- {code: de, longest_title: 12, longest_finding: 25}\n"
        kept.enter_context(written(offered, offered.read_text("utf-8") + own))
        said = ended(copy, "-c", SAID).stdout.splitlines()
    assert languages == ("vi", "en", "de")
    assert sum(line.endswith("not told in de") for line in found) == wanted > 1000
    others = [line for line in found if not line.endswith("not told in de")]
    assert [str(each) in line for each, line in zip((*templates, account), others, strict=True)]
    assert whole == []
    assert [line.endswith("(de)") for line in said] == [True] * 6 + [False] and said[-1] == "0,5"


def test_a_language_that_is_offered_before_its_texts_is_listed_and_nothing_crashes(copy):
    offered = copy / "analysis/languages.yml"
    own = "  - {code: fr, longest_title: 12, longest_finding: 25}\n"
    command = "from analysis.cli import app; app()"
    with written(offered, offered.read_text("utf-8") + own):
        languages = declared_languages(copy)
        listed = ended(copy, "-c", command, "check", "--catalogues", LC_ALL="fr_FR.UTF-8")
        helped = ended(copy, "-c", command, "--help", LC_ALL="fr_FR.UTF-8")
        refused = ended(copy, "-c", command, "check", "data/published", "--language", "fr")
    assert languages == ("vi", "en", "fr")
    assert listed.returncode == 2 and listed.stderr.count("not told in fr\n") > 1000
    assert helped.returncode == 0 and "Review the history" in helped.stdout
    assert refused.returncode == 2 and ".yml: " in refused.stderr and "'fr'" in refused.stderr


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("languages: []", "list of at least one"),
        ("language:\n- {code: de, longest_title: 1, longest_finding: 2}", "list of at least one"),
        ("languages:\n- {cod: de, longest_title: 1, longest_finding: 2}", "language 1 should have"),
        ("languages:\n- {code: de, longest_title: 1}", "longest_finding (int)"),
        ("languages:\n- {code: de, longest_title: 1, longest_finding: two}", "language 1"),
        ("languages:\n- {code: de_DE, longest_title: 1, longest_finding: 2}", "two small letters"),
    ],
)
def test_a_slip_in_the_list_of_languages_is_told_with_its_file(tmp_path, text, why):
    (path := tmp_path / "languages.yml").write_text(text, "utf-8")
    with pytest.raises(CatalogueError) as refused:
        read_languages(path)
    assert str(refused.value).startswith(f"{path}: ") and why in str(refused.value)


def ended(copy, *command, **environment):
    """Return how Python ends in a copy of the project."""
    environment = {**os.environ, "PYTHONPATH": str(copy), **environment}
    asked = [sys.executable, *command]
    return subprocess.run(asked, cwd=copy, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    "command", [["build", "reports/reviews/published.yml"], ["check", "--catalogues"]], ids=str
)
def test_the_command_ends_with_two_before_anything_runs(copy, command, tmp_path):
    briefing = copy / "reports/templates/briefing.yml"
    text = briefing.read_text("utf-8")
    line = text[: text.index("[women_change,")].count("\n") + 1
    with written(briefing, text.replace("[women_change,", "[women_chnge,")):
        ended = subprocess.run(
            [sys.executable, "-c", "from analysis.cli import app; app()", *command],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "XDG_CACHE_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
        )
    assert ended.returncode == 2, ended.stderr
    assert f"{briefing}, line {line}: findings: there is no 'women_chnge'" in ended.stderr
    assert "did you mean women_change" in ended.stderr and "done" not in ended.stdout
    assert not list(copy.glob("reports/output/published"))
