"""What `review` says of itself and of what it cannot read, in the language of who asks."""

import os
import subprocess
import sys
import unicodedata

import pytest
import typer
from typer.testing import CliRunner

from analysis.cli import app
from analysis.cli.help import _TEXTS
from analysis.formats.catalogue import read_catalogue

COMMANDS = typer.main.get_command(app).commands
# Of click and typer, which speak English alone.
THEIRS = ("Usage", "Options", "Arguments", "Commands", "Show this", "required", "default", "Error")


def ask(*words, **environment):
    answer = CliRunner().invoke(app, [*words], env={"LC_ALL": "", "LANG": "C", **environment})
    assert "Traceback" not in answer.output
    return answer


def test_the_catalogue_holds_the_commands_and_what_each_takes_and_no_more():
    told = read_catalogue(_TEXTS)
    assert set(told) == {"review", "shared", *COMMANDS}
    for name, command in COMMANDS.items():
        assert set(told[name]) == {"about", *(each.name for each in command.params)}, name


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_in_the_language_asked_for(name):
    words = [*filter(None, [name]), "--help"]
    texts = read_catalogue(_TEXTS)
    about = texts[name]["about"] if name else texts["review"]
    for language, other in (("vi", "en"), ("en", "vi")):
        told = " ".join(ask(*words, "--language", language).stdout.split())
        assert about[language] in told and about[other] not in told
        for each in COMMANDS[name].params if name else []:
            assert texts[name][each.name][language] in told
    vietnamese = ask(*words, LANG="vi_VN.UTF-8")
    assert vietnamese.exit_code == 0
    assert not [word for word in THEIRS if word in vietnamese.stdout]
    assert unicodedata.is_normalized("NFC", vietnamese.stdout)


def test_without_a_word_the_help_is_told():
    answer = ask(LANG="vi_VN")
    assert answer.exit_code == 2 and "Các lệnh:" in answer.stderr


UNREADABLE = {
    "no command": (["biuld"], ["'biuld'", "did you mean build?"], ["có phải là build?"]),
    "no option": (
        *(["build", "--jbos", "3"], ["review build: there is no option --jbos", "--jobs?"]),
        ["không có lựa chọn --jbos; có phải là --jobs?", "xem: review build --help"],
    ),
    "no value": (["build", "--unit"], ["--unit is followed by a value"], ["phải có giá trị"]),
    "no number": (
        *(["build", "--jobs", "two"], ["--jobs", "a whole number, 1 or more"]),
        ["--jobs", "phải là số nguyên từ 1 trở lên"],
    ),
    "zero": (["build", "--jobs", "0"], ["whole number, 1 or more"], ["số nguyên từ 1 trở lên"]),
    "a word less": (["verify"], ["review verify: PATH is missing; add it"], ["thiếu PATH"]),
    "an option less": (["new", "mine"], ["--question QUESTION is missing"], ["thiếu --question"]),
    "a blank in a path": (
        *(
            ["check", "so", "lieu 2013"],
            ["lieu 2013 is one word too many", "with blanks in quotes"],
        ),
        ["không rõ lieu 2013 là gì", "dấu cách trong ngoặc kép"],
    ),
    "an option before the command": (["--force", "build"], ["no option --force"], ["--force"]),
}


@pytest.mark.parametrize(("words", "english", "vietnamese"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_one_line(words, english, vietnamese):
    for language, parts in (("en", english), ("vi", vietnamese)):
        answer = ask(*words, "--language", language)
        assert (answer.exit_code, answer.stdout) == (2, ""), answer.output
        assert len(answer.stderr.splitlines()) == 1
        assert all(part in answer.stderr for part in parts), answer.stderr
        assert not [word for word in THEIRS if word in answer.stderr]


@pytest.mark.parametrize("words", [["--language", "fr"], ["--language=fr"], ["--language"]])
def test_an_unknown_language_is_told(words):
    answer = ask("status", *words)
    assert answer.exit_code == 2 and "should be one of vi, en" in answer.stderr


@pytest.mark.parametrize(
    "words", [["--language", "vi", "status", "x.yml"], ["status", "--language=vi", "x.yml"]]
)
def test_the_language_may_stand_anywhere(words):
    assert "x.yml: không đọc được" in ask(*words).output


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["check", "nowhere"]])
def test_a_pipe_in_another_encoding_is_borne(words):
    command = [sys.executable, "-c", "from analysis.cli import app; app()", *words]
    places = {"PYTHONIOENCODING": "cp1252", "LANG": "vi_VN.UTF-8", "LC_ALL": "", "PYTHONUTF8": "0"}
    told = subprocess.run(command, capture_output=True, env={**os.environ, **places}, check=False)
    assert told.returncode == (0 if "--help" in words else 2), told.stderr
    assert b"Traceback" not in told.stderr and b"\\u" in told.stdout + told.stderr
