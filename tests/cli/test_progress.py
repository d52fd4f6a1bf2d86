import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cli.progress import expected_seconds, finished_event, shown, summary
from analysis.runner.kernels import launch
from analysis.runner.running.specification import STATUSES
from analysis.spoken import spoken_in


def result(folder="u/one/vi", status="done", *, seconds=1.0, error=None, **others):
    told = {"folder": folder, "fingerprint": "f", "status": status, "seconds": seconds}
    error = error and {"ename": "ValueError", "evalue": error, "cell": 3, "traceback": ""}
    return {**told, "error": error, "why_cold": None, "reused": False, **others}


def test_a_run_is_expected_to_take_as_long_as_it_or_its_like_took():
    jobs = [
        {"folder": f"{unit}/{notebook}/vi", "notebook": notebook}
        for unit in ("a", "b")
        for notebook in ("one", "two", "three")
    ]
    before = [
        {"folder": "a/one/vi", "notebook": "one", "seconds": 4.0, "status": "done"},
        {"folder": "c/one/vi", "notebook": "one", "seconds": 2.0, "status": "done"},
        {"folder": "a/two/vi", "notebook": "two", "seconds": 9.0, "status": "done"},
        {"folder": "a/three/vi", "notebook": "three", "seconds": 600.0, "status": "timed_out"},
    ]
    assert expected_seconds(jobs, {"jobs": before}) == {
        **{"a/one/vi": 4, "a/two/vi": 9, "a/three/vi": 5},
        **{"b/one/vi": 3, "b/two/vi": 9, "b/three/vi": 5},
    }
    assert set(expected_seconds(jobs, None).values()) == {1.0}


def test_equal_errors_are_told_once():
    results = [
        result(f"u{n}/one/vi", "failed", error="no such year", seconds=0.5) for n in range(37)
    ]
    results += [result(), result("v", reused=True), result("w", "killed", error="too much")]
    lines = summary("r", results)
    assert lines[0] == "r: 40 runs: 1 unchanged, 1 done, 37 failed, 1 killed"
    assert lines[1] == (
        "r: 37 runs, same cause: ValueError: no such year (u0/one/vi, u1/one/vi, u2/one/vi, …)"
    )
    assert lines[2] == "r: 1 run: ValueError: too much (w)"
    assert len(lines) == 3


def test_kernels_started_afresh_are_told_with_the_reason():
    lines = summary("r", [result(why_cold="no fork here"), result("v", why_cold="no fork here")])
    assert lines[1:] == ["r: 2 runs in kernels started afresh: no fork here"]


@pytest.mark.parametrize(("language", "said"), [("vi", "chỉ Linux"), ("en", "on Linux only")])
def test_why_a_kernel_was_started_afresh_is_told_in_the_language_of_the_user(
    monkeypatch, language, said
):
    monkeypatch.setattr(launch.sys, "platform", "win32")
    with pytest.raises(launch.NoWarmKernel) as refused:
        launch.Template()
    # As it comes from a worker.
    why = pickle.loads(pickle.dumps(refused.value.why))
    with spoken_in(language):
        (line,) = summary("r", [result(why_cold=why), result("v", why_cold=why)])[1:]
    assert said in line and "win32" in line


@given(
    st.lists(st.tuples(st.sampled_from(STATUSES), st.booleans()), max_size=20),
)
def test_every_run_is_counted_once(ends):
    results = [result(str(n), status, reused=reused) for n, (status, reused) in enumerate(ends)]
    told = summary("r", results)[0].split(": ", 2)[2]
    assert sum(int(word) for word in told.split() if word.isdigit()) == len(ends)


def test_without_a_terminal_there_is_a_line_for_each_run_that_ran(capsys):
    expected = {"u/one/vi": 1.0, "v": 2.0}
    with shown("r", expected) as tell:
        tell(result())
        tell(result("v", reused=True))
    assert capsys.readouterr().out == "r/u/one/vi: done (1.0 s)\n"


def test_json_is_a_line_for_each_event_and_nothing_else(capsys):
    with shown("r", {"u/one/vi": 1.0}, log_json=True) as tell:
        tell(result(error="Đảng ủy [red]\nline", status="failed"))
    print(finished_event("r", [result()], "index.html", 0))
    job, finished = map(json.loads, capsys.readouterr().out.splitlines())
    assert (job["event"], job["status"], job["error"]["evalue"]) == (
        *("job", "failed"),
        "Đảng ủy [red]\nline",
    )
    assert finished == {
        **{"event": "finished", "review": "r", "runs": {"done": 1}},
        **{"index": "index.html", "exit_status": 0},
    }
