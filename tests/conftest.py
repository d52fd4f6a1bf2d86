import contextlib
import gc
import itertools
import os
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings

# Whoever imports what is there sees another system from then on.
collect_ignore = ["tools/windows"]

# A timing belongs to `make bench`, never to a test: the same example is slow on a busy machine.
# `make test-full` asks for the profile by name, and for more examples.
# The same examples each time, so that what passed here passes there; the long run looks for others.
settings.register_profile("suite", deadline=None, max_examples=25, derandomize=True)
settings.register_profile("full", deadline=None, max_examples=200)
settings.load_profile("suite")
_numbers = itertools.count()


def pytest_collection_finish():
    """Let no later collection of garbage look at what was imported: it is never any."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def fonts():
    """Spare each process of a test to list this machine's fonts: it has a cache of its own."""
    import matplotlib as mpl

    os.environ["MPLCONFIGDIR"] = mpl.get_cachedir()


@pytest.fixture(scope="session", autouse=True)
def apart_from_the_user(fonts, tmp_path_factory):
    """Keep the secret and the cache of whoever runs the tests out of what several of them share.

    That is made before a test has its own, and would make a secret among the user's settings.
    """
    shared = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(shared / "config"))
        patch.setenv("XDG_CACHE_HOME", str(shared / "cache"))
        patch.setenv("CADRE_REVIEW_OWN", str(shared / "notebooks"))
        yield


@pytest.fixture(scope="session")
def places(tmp_path_factory):
    """Where the folders of single tests lie; making one by pytest's own way looks at them all."""
    return tmp_path_factory.mktemp("places")


@pytest.fixture(autouse=True)
def own_secret(places, monkeypatch):
    """Keep the secret and the snapshots of whoever runs the tests out of them."""
    own = places / str(next(_numbers))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(own / "cache"))
    # An analyst's own notebooks and cards are no part of what is tested.
    monkeypatch.setenv("CADRE_REVIEW_OWN", str(own / "notebooks"))


@pytest.fixture(autouse=True)
def user_of_no_language(monkeypatch):
    """Speak English where a test says no other, whatever the system of whoever runs it speaks."""
    for name in ("LC_ALL", "LC_MESSAGES", "CADRE_REVIEW_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture(scope="session", autouse=True)
def every_row_is_accounted_for():
    """Fail whichever test reads a sheet of which a row that holds anything is not told.

    Of what it reads in processes of its own nothing is seen here.
    """
    from analysis.sources.workbook import workbook

    read_sheet = workbook._read_sheet

    def read_and_check(sheet, *given):
        reading = read_sheet(sheet, *given)
        held = {
            number
            for number, row in enumerate(sheet.rows)
            if any(value is not None and str(value).strip() for value in row)
        }
        told = reading.rows.get((sheet.file, sheet.name), {})
        assert set(told) == held, (sheet.name, sorted(held ^ set(told)))
        return reading

    with mock.patch.object(workbook, "_read_sheet", read_and_check):
        yield


@pytest.fixture(autouse=True)
def words_of_review(monkeypatch):
    """Keep the review that one test opens, and its words, out of the others."""
    monkeypatch.setattr("analysis.words._of_review", [None])


@pytest.fixture(scope="session")
def kept_by_all(tmp_path_factory, worker_id):
    """Read the demo and the ledger once a run; return the cache folder that holds them."""
    from analysis.sources.state import read_state

    base = tmp_path_factory.getbasetemp()
    # With several workers each has its folder within that of the run.
    folder = (base if worker_id == "master" else base.parent) / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        # A secret, by whomever it was made, would keep it under a key that no test asks for.
        patch.setenv("XDG_CONFIG_HOME", str(base / "no secret"))
        for source in ("data/demo", "data/published"):
            read_state(source)
    return folder


@pytest.fixture
def read_once(own_secret, kept_by_all, monkeypatch):
    """Find what was read once a run: it is kept by the files' content, and other content apart."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept_by_all))


@pytest.fixture(scope="session")
def browser():
    """Start Chromium once for all pages and pictures."""
    import programs

    chromium = programs.chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        options = ["--no-sandbox", "--disable-gpu"]
        running = player.chromium.launch(executable_path=chromium, args=options)
        yield running
        running.close()


@pytest.fixture(scope="session", autouse=True)
def one_template():
    """Fork the kernels of every build of this process from one template: starting it takes long."""
    from analysis.runner.kernels import launch
    from analysis.runner.kernels.launch import NoWarmKernel, Template
    from analysis.runner.running import execute

    started = []

    @contextlib.contextmanager
    def shared():
        try:
            if not started or started[-1].process.poll() is not None:
                started.append(Template())
        except NoWarmKernel:
            yield None
            return
        yield started[-1].address

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(execute, "shared_template", shared)
        patch.setattr(launch, "start_ahead", lambda: None)
        yield shared
    for template in started:
        template.close()


@pytest.fixture
def in_this_process(one_template, monkeypatch):
    """Run the jobs of a build here: for tests of what is built, not of the processes that do it."""
    from analysis.runner.kernels import warm
    from analysis.runner.publishing import fill
    from analysis.runner.running.job import run_job

    def execute(specifications, workers, on_result, cluster=None):
        results = []
        for each in specifications:
            results.append(run_job(each))
            on_result(results[-1])
        return results

    monkeypatch.setattr(fill, "execute", execute)
    # What `run_job` adds to the environment goes again.
    with mock.patch.dict(os.environ), one_template() as address:
        warm.use_template(address)
        yield
        warm.end_template()


@pytest.fixture
def scratch(monkeypatch, one_template):
    """Give a test a temporary directory of its own, whose path leaves room for sockets."""
    with one_template(), tempfile.TemporaryDirectory(prefix="s", dir="/tmp") as folder:
        # Other tests fork from the template too, so its folder lies elsewhere and stays.
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr("tempfile.tempdir", folder)
        yield Path(folder)
