import subprocess
import sys
from pathlib import Path

import pytest

from analysis.cli.clean import clean_output
from analysis.runner.asking.review import RequestError
from analysis.runner.publishing.publish import locked, new_build, publish, remove_others


def published(output, text, review="r"):
    with locked(output, review), new_build(output, review) as build:
        (build / "index.html").write_text(text)
        place = publish(build, output, review)
        remove_others(build, output, review)
        return place


def builds(output, review="r"):
    return list((output / ".builds" / review).iterdir())


def test_the_newest_build_is_shown_and_the_older_one_removed(tmp_path):
    place = published(tmp_path, "old")
    assert (place / "index.html").read_text() == "old"
    assert published(tmp_path, "new") == place == tmp_path / "r"
    assert (place / "index.html").read_text() == "new"
    assert len(builds(tmp_path)) == 1


def test_reviews_whose_names_begin_alike_are_left_alone(tmp_path):
    other = published(tmp_path, "other", "2011-2015")
    published(tmp_path, "new", "2011")
    published(tmp_path, "newer", "2011")
    assert (other / "index.html").read_text() == "other"


@pytest.mark.parametrize("end", [KeyboardInterrupt, RuntimeError])
def test_a_build_that_does_not_end_well_leaves_what_was_published(tmp_path, end):
    place = published(tmp_path, "old")
    with pytest.raises(end), new_build(tmp_path, "r") as build:
        (build / "index.html").write_text("half")
        raise end
    assert (place / "index.html").read_text() == "old"
    assert len(builds(tmp_path)) == 1


def refuse(*_, **__):
    raise OSError("no links here")


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("end", [KeyboardInterrupt, PermissionError])
def test_what_goes_wrong_after_the_switch_leaves_what_is_published(
    tmp_path, monkeypatch, end, links
):
    if not links:
        monkeypatch.setattr(Path, "symlink_to", refuse)
    published(tmp_path, "old")
    with pytest.raises(end), locked(tmp_path, "r"), new_build(tmp_path, "r") as build:
        (build / "index.html").write_text("new")
        place = publish(build, tmp_path, "r")
        raise end
    assert (place / "index.html").read_text() == "new"
    # The next build removes what is left of the old one.
    assert (published(tmp_path, "next") / "index.html").read_text() == "next"
    assert len(builds(tmp_path)) == links


def test_without_links_the_folder_itself_is_changed(tmp_path, monkeypatch):
    linked = published(tmp_path, "linked")
    monkeypatch.setattr(Path, "symlink_to", refuse)
    for text in ("first", "second"):
        published(tmp_path, text)
        assert not linked.is_symlink()
        assert (linked / "index.html").read_text() == text
    monkeypatch.undo()
    published(tmp_path, "linked again")
    assert linked.is_symlink()
    assert (linked / "index.html").read_text() == "linked again"
    assert len(builds(tmp_path)) == 1


def test_a_second_build_of_one_review_is_told_who_builds(tmp_path):
    refused = pytest.raises(RequestError, match=r"r is being built by process \d+")
    with locked(tmp_path, "r"), locked(tmp_path, "other"), refused:
        published(tmp_path, "second")
    published(tmp_path, "after")


def test_the_lock_of_a_dead_process_is_free(tmp_path):
    code = (
        "import os, sys, pathlib\n"
        "from analysis.runner.publishing.publish import locked, new_build\n"
        "output = pathlib.Path(sys.argv[1])\n"
        "with locked(output, 'r'), new_build(output, 'r'): os._exit(9)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert ended.returncode == 9 and len(builds(tmp_path)) == 1
    place = published(tmp_path, "next")
    assert (place / "index.html").read_text() == "next"
    assert len(builds(tmp_path)) == 1


def killed(output, monkeypatch, at, links=True):
    """Publish, and die at the renaming or linking that is the `at`-th."""
    steps = []

    def dying(real):
        def step(self, *given, **named):
            steps.append(real.__name__)
            if len(steps) == at:
                raise SystemExit("killed")
            return real(self, *given, **named)

        return step

    with monkeypatch.context() as patch:
        # A process that is killed does not tidy up either.
        patch.setattr(
            "analysis.runner.publishing.publish.remove", lambda place: None, raising=False
        )
        for name in ("rename", "replace", "symlink_to"):
            patch.setattr(Path, name, dying(getattr(Path, name)))
        if not links:
            patch.setattr(Path, "symlink_to", refuse)
        with pytest.raises(SystemExit):
            published(output, "new")
    return steps


@pytest.mark.parametrize("linked_before", [True, False])
@pytest.mark.parametrize("links", [True, False])
def test_a_publication_killed_between_its_steps_is_put_back_by_the_next_start(
    tmp_path, monkeypatch, links, linked_before
):
    at = 0
    while True:
        at += 1
        output = tmp_path / str(at)
        with monkeypatch.context() as patch:
            if not linked_before:
                patch.setattr(Path, "symlink_to", refuse)
            place = published(output, "old")
        try:
            killed(output, monkeypatch, at, links)
        except pytest.fail.Exception:
            break
        with locked(output, "r"):
            assert (place / "index.html").read_text() in ("old", "new"), at
        clean_output(output)
        assert (place / "index.html").read_text() in ("old", "new"), at
        assert (published(output, "next") / "index.html").read_text() == "next"
        assert len(builds(output)) == (1 if place.is_symlink() else 0)
    # As many moments as there are steps, one at least.
    assert at > 1
