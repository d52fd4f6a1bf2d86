"""What the command says of itself, and of a request that it cannot read, in the user's language."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup

from analysis import spoken
from analysis.cli.output import bear_any_letter
from analysis.formats.catalogue import read_catalogue
from analysis.languages import LANGUAGES
from analysis.spoken import say

_TEXTS = Path(__file__).with_name("help.yml")
_PROGRAM, _LANGUAGE = "review", "--language"
_LONG_DASH = re.compile("[–—]-?(?=[a-z])")
_BAD_REQUEST = 2


class NotUnderstood(Exception):
    """What was typed is no command; the message says what to type."""


class Command(TyperCommand):
    """A command whose help is in the user's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what the command does, and what its arguments and options are."""
        texts = read_catalogue(_TEXTS)
        _write_usage(ctx, formatter, [_name(each) for each in self.params if not _is_option(each)])
        formatter.write_paragraph()
        formatter.write_text(_in(texts[self.name]["about"]))
        told = {name: _in(text) for name, text in texts[self.name].items()}
        arguments = [(_name(p), told[p.name]) for p in self.params if not _is_option(p)]
        options = [(_name(p), told[p.name]) for p in self.params if _is_option(p)]
        _write(formatter, "arguments", arguments)
        _write(formatter, "options", [*options, *_shared(texts)])


class Group(TyperGroup):
    """All commands; what they say is in the language that `--language` or the system names."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what each command does."""
        texts = read_catalogue(_TEXTS)
        _write_usage(ctx, formatter, [say("usage.command_name")])
        formatter.write_paragraph()
        formatter.write_text(_in(texts["review"]))
        about = [(name, _in(texts[name]["about"])) for name in self.commands]
        _write(formatter, "commands", about)
        _write(formatter, "options", [*_shared(texts)])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is named.

        Raises
        ------
        NotUnderstood
            There is none of this name.
        """
        if args[0] not in self.commands:
            near = _suggestion(args[0], [*self.commands])
            raise NotUnderstood(say("usage.no_command", command=args[0], near=near))
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *others: Any, **named: Any) -> Any:
        """Run the command that the arguments name, and end the process with its status."""
        bear_any_letter(sys.stdout, sys.stderr)
        language, rest = _language_of(sys.argv[1:] if args is None else args)
        if args is None:
            # Left to be read there: on Windows stars in it are expanded.
            sys.argv[1:] = rest
        with spoken.spoken_in(language if language in LANGUAGES else spoken.of_user()):
            if language not in (None, *LANGUAGES):
                _refuse(say("usage.language", language=language, known=", ".join(LANGUAGES)))
            for word in rest:
                if dashed := _LONG_DASH.match(word):
                    _refuse(say("usage.dash", word=word, rest=word[dashed.end() :]))
            given = None if args is None else rest
            named = {**named, "prog_name": _PROGRAM, "standalone_mode": False}
            try:
                status = super().main(given, *others, **named)
            except Exception as error:
                if (told := _told(error)) is None:
                    raise
                _refuse(told)
        sys.exit(status)


def _refuse(told: str) -> None:
    print(told, file=sys.stderr)
    sys.exit(_BAD_REQUEST)


def _language_of(given: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the language that is named anywhere, and the other words."""
    language, rest = None, [*given]
    for at, word in enumerate(given):
        if word == "--":
            break
        if word == _LANGUAGE:
            return " ".join(given[at + 1 : at + 2]), [*given[:at], *given[at + 2 :]]
        if word.startswith(f"{_LANGUAGE}="):
            return word.partition("=")[2], [*given[:at], *given[at + 1 :]]
    return language, rest


def _told(error: Exception) -> str | None:
    """Return what is said of a request that could not be read; None of any other error."""
    # By name: typer keeps these classes to itself, or has them from click.
    names = {each.__name__ for each in type(error).__mro__}
    if isinstance(error, NotUnderstood):
        return str(error)
    if "UsageError" not in names:
        return None
    wrong: Any = error
    if "NoArgsIsHelpError" in names:
        return str(wrong.message)
    command = wrong.ctx.command_path if wrong.ctx else _PROGRAM
    return say("usage.see", command=command, why=_why(wrong, names))


def _why(wrong: Any, names: set[str]) -> str:
    if "NoSuchOption" in names:
        options = [name for each in wrong.ctx.command.params for name in each.opts]
        known = [*(name for name in options if name.startswith("-")), _LANGUAGE, "--help"]
        near = _suggestion(wrong.option_name, known)
        return say("usage.no_option", option=wrong.option_name, near=near)
    if "BadOptionUsage" in names:
        return say("usage.no_value", option=wrong.option_name)
    if "MissingParameter" in names:
        return say("usage.missing", name=_name(wrong.param))
    if "BadParameter" in names:
        return say("usage.no_number", option=_name(wrong.param))
    # Neither typer nor click says otherwise which.
    more = re.search(r" \((.*)\)$", wrong.message)
    return say("usage.more", words=more[1] if more else wrong.message)


def _suggestion(word: str, known: list[str]) -> str:
    from analysis.formats.shape import suggestion

    return suggestion(word, known)


def _is_option(param: Any) -> bool:
    return bool(param.param_type_name == "option")


def _name(param: Any) -> str:
    """Return how a parameter is written: `--out OUT`, or `[REVIEWS]...`."""
    if _is_option(param):
        option = param.opts[0]
        return option if param.is_flag else f"{option} {option.strip('-').upper()}"
    name = param.name.upper()
    return f"{name if param.required else f'[{name}]'}{'...' if param.nargs != 1 else ''}"


def _write_usage(ctx: Any, formatter: Any, pieces: list[str]) -> None:
    words = " ".join([*pieces, say("usage.options_name")])
    formatter.write_usage(ctx.command_path, words, prefix=f"{say('usage.usage')} ")


def _write(formatter: Any, heading: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(say(f"usage.{heading}")):
            formatter.write_dl(rows)


def _shared(texts: Any) -> Iterator[tuple[str, str]]:
    known = ", ".join(LANGUAGES)
    yield f"{_LANGUAGE} LANGUAGE", _in(texts["shared"]["language"]).format(languages=known)
    yield "--help", _in(texts["shared"]["help"])


def _in(text: dict[str, str]) -> str:
    return spoken.in_language(text, spoken.language())
