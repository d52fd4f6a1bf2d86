"""What a year-end batch costs: each figure a ratio within one run, printed and written as JSON.

Run by ``make bench``; ``python tests/benchmarks/bench.py throughput`` runs one part.
"""

import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import psutil
import review_notebooks
from explored import clicked, first_chart
from kept_answers import kept_answers
from PIL import Image
from reading import reading

from analysis.places import project_root
from analysis.runner.asking.request import request
from analysis.sources import load
from analysis.sources.state import read_state
from analysis.words import Words

ROOT = project_root()
FIGURES = Path(__file__).with_name("figures.json")
SHIPPED = ROOT / "reports/reviews/2011-2015.yml"
# Four charts or more each, in PNG and SVG.
MANY_CHARTS = ("rating_distribution", "trend_review", "appointment_outcomes", "training_outcomes")
_TICKS = os.sysconf("SC_CLK_TCK")


def review_file(
    folder: Path, name: str, units: list[str] | str, notebooks: list[str], **keys: Any
) -> Path:
    """Write a review of the demo, or of another source."""
    content = {
        "title": {"vi": "Đo thời gian", "en": "Benchmark"},
        **{"source": "data/demo", "published": "data/published", "years": [2011, 2015]},
        **{"units": units, "notebooks": notebooks, "language": ["vi"], **keys},
    }
    path = folder / f"{name}.yml"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


@contextmanager
def published(path: Path) -> Iterator[Path]:
    """The place where the command publishes a review of a trial; gone afterwards."""
    output = ROOT / "reports/output"
    store_before = set((output / ".store").glob("*"))
    try:
        yield output / path.stem
    finally:
        builds = (output / path.stem).resolve()
        (output / path.stem).unlink(missing_ok=True)
        for folder in {builds, *(output / ".store").glob("*")} - store_before:
            shutil.rmtree(folder, ignore_errors=True)


def timed(path: Path, *options: str) -> float:
    """Return the seconds that the command takes to build a review."""
    start = time.perf_counter()
    subprocess.run(_command(path, *options), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _command(path: Path, *options: str) -> list[str]:
    return [str(Path(sys.executable).with_name("review")), "build", str(path), *options]


def some_units(number: int) -> list[str]:
    return sorted(load("data/demo").evaluations["unit"].unique())[:number]


def warm_against_one_process(folder: Path, times: int = 9) -> dict[str, Any]:
    """CPU of a run in a forked kernel against the same code called in one warm process.

    Runs of both take turns, since other tenants of a machine change what its second is worth;
    the medians are told.
    """
    told = {}
    for source in ("data/demo", "data/published"):
        read_state(source)
    for notebook in MANY_CHARTS:
        with (
            _runner("kernel", notebook, folder) as kernel,
            _runner("called", notebook, folder) as c,
        ):
            pairs = [(_next(kernel), _next(c)) for _ in range(times + 1)][1:]
        kernel_s, called_s = (statistics.median(each) for each in zip(*pairs, strict=True))
        told[notebook] = {
            **{"kernel_s": kernel_s, "called_s": called_s},
            "ratio": statistics.median(one / other for one, other in pairs),
        }
    return told


@contextmanager
def _runner(how: str, notebook: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process that runs the notebook once for each line, and answers with its CPU."""
    command = [sys.executable, str(Path(__file__)), f"_{how}", notebook, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as running:
        yield running


def _next(running: subprocess.Popen[str]) -> float:
    assert running.stdin and running.stdout
    running.stdin.write("run\n")
    running.stdin.flush()
    told = running.stdout.readline()
    assert told, "the runner broke off"
    return float(told)


def _serve(used: Callable[[], float], run: Callable[[int], None]) -> None:
    for number, _ in enumerate(sys.stdin):
        before = used()
        run(number)
        print(used() - before, flush=True)


def _kernel(notebook: str, folder: str) -> None:
    from analysis.runner.keeping import store
    from analysis.runner.kernels import warm
    from analysis.runner.limits import LIMITS
    from analysis.runner.running.job import run_job
    from analysis.runner.running.specification import Specification

    place = Path(tempfile.mkdtemp(dir=folder))
    kept, unfinished = store.store_of(place), store.unfinished_runs(store.store_of(place), "r")
    template = warm.start_template().process.pid

    def run(number: int) -> None:
        result = run_job(
            Specification(
                folder=str(number),
                path=f"notebooks/{notebook}.ipynb",
                parameters={},
                fingerprint=f"{number:064d}",
                unfinished=str(unfinished),
                store=str(kept),
                build=str(place),
                root=str(ROOT),
                limits=LIMITS,
                states="{}",
                recorded=False,
            )
        )
        assert (result["status"], result["why_cold"]) == ("done", None), result

    def used() -> float:
        # The kernels are the template's children, which it has waited for.
        fields = Path(f"/proc/{template}/stat").read_text().rsplit(")", 1)[1].split()
        return sum(os.times()[:2]) + sum(map(int, fields[11:15])) / _TICKS

    _serve(used, run)


def _called(notebook: str, folder: str) -> None:
    import contextlib
    import io

    import matplotlib

    matplotlib.use("agg")
    cells = nbformat.read(ROOT / f"notebooks/{notebook}.ipynb", as_version=4).cells
    code = [compile(cell.source, "cell", "exec") for cell in cells if cell.cell_type == "code"]

    def run(_: int) -> None:
        names: dict[str, Any] = {}
        with contextlib.redirect_stdout(io.StringIO()):
            for number, cell in enumerate(code):
                exec(cell, names)
                if number == 1:
                    names["output_dir"] = tempfile.mkdtemp(dir=folder)

    _serve(time.process_time, run)


def throughput(folder: Path) -> dict[str, Any]:
    """All notebooks of eight units, two at a time: the papermill command against a build."""
    units = some_units(8)
    notebooks = review_notebooks.NAMES
    targets = ["committees_2016_2020", "deputies_2011_2015"]
    path = review_file(folder, "throughput", units, notebooks, targets=targets)
    jobs = request(path).jobs
    lines = []
    for number, job in enumerate(jobs):
        out = folder / f"papermill/{number}"
        out.mkdir(parents=True)
        given = {"unit": job["unit"], "output_dir": str(out)}
        words = [f"-r {name} '{value}'" for name, value in given.items()]
        lines.append(f"{job['path']} {out}/notebook.ipynb {' '.join(words)}")
    papermill = Path(sys.executable).with_name("papermill")
    start, used = time.perf_counter(), _cpu_of_children()
    subprocess.run(
        ["xargs", "-P2", "-L1", str(papermill), "--no-progress-bar", "--log-level", "ERROR"],
        **{"input": "\n".join(lines), "text": True, "cwd": ROOT, "check": True},
        **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL},
    )
    commands, commands_cpu = time.perf_counter() - start, _cpu_of_children() - used
    with published(path) as place:
        used = _cpu_of_children()
        two = timed(path, "--jobs", "2", "--force")
        two_cpu = _cpu_of_children() - used
        used = _cpu_of_children()
        three = timed(path, "--force")
        three_cpu = _cpu_of_children() - used
        for number, job in enumerate(jobs):
            for chart in (place / job["folder"]).glob("charts/*"):
                other = folder / f"papermill/{number}/charts/{chart.name}"
                assert _pixels(chart) == _pixels(other), other
            drawn = sum(1 for _ in (place / job["folder"]).glob("charts/*"))
            assert drawn == sum(1 for _ in (folder / f"papermill/{number}").glob("charts/*"))
        charts = sum(1 for _ in place.rglob("charts/*.png")) / len(jobs)
    each = {"papermill": commands, "build_of_two": two, "build": three}
    return {
        **{"runs": len(jobs), "charts_a_run": charts},
        **{f"{name}_s_a_run": seconds / len(jobs) for name, seconds in each.items()},
        **{"papermill_cpu_s_a_run": commands_cpu / len(jobs)},
        **{"build_of_two_cpu_s_a_run": two_cpu / len(jobs)},
        **{"ratio_two_at_a_time": commands / two, "ratio": commands / three},
        **{"ratio_of_cpu": commands_cpu / two_cpu},
        **{"idle_two_at_a_time": _idle(two, two_cpu), "idle": _idle(three, three_cpu)},
    }


def _idle(seconds: float, cpu: float) -> float:
    """Return the share of the machine's cores that a command left idle; others' use counts too."""
    return 1 - cpu / (seconds * (os.cpu_count() or 1))


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _pixels(chart: Path) -> bytes:
    """Return what a chart shows: a build stamps its charts, the papermill command does not."""
    if chart.suffix == ".png":
        with Image.open(chart) as picture:
            return picture.tobytes()
    content = chart.read_bytes()
    return re.sub(rb'<metadata id="cadre-review">.*?</metadata>\n', b"", content)


def one_chart(folder: Path, times: int = 10) -> dict[str, Any]:
    """CPU to save a chart as PNG and SVG: by matplotlib, which draws it twice, and drawn once."""
    from analysis import charts, measures
    from analysis.charts.draw.frame import figure_of
    from analysis.charts.save.paper import PRINT_DPI, save

    ratings = measures.rating_distribution(
        load("data/demo").of_tier("district").evaluations, by=["year"]
    )
    figure = figure_of(
        charts.rating_distribution(ratings, title="Năm 2011–2015", words=Words("vi"))
    )
    png, svg = folder / "chart.png", folder / "chart.svg"

    def twice() -> None:
        figure.savefig(png, dpi=PRINT_DPI, pil_kwargs={"compress_level": 3})
        figure.savefig(svg)

    def once() -> None:
        save(figure, png, svg, salt="bench")

    pairs = [(_cpu_of(twice), _cpu_of(once)) for _ in range(times + 1)][1:]
    twice_s, once_s = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    return {"twice_s": twice_s, "once_s": once_s, "ratio": ratio}


def _cpu_of(call: Callable[[], None]) -> float:
    before = time.process_time()
    call()
    return time.process_time() - before


def unchanged(folder: Path) -> dict[str, Any]:
    """A second build of the district and every unit with nothing changed."""
    path = review_file(folder, "unchanged", "each", ["confidence_votes"])
    with published(path):
        first = timed(path)
        second = timed(path)
    return {"first_s": first, "second_s": second, "ratio": first / second}


def memory(folder: Path) -> dict[str, Any]:
    """The most memory (PSS) of all processes of a build with three workers."""
    path = review_file(folder, "memory", some_units(3), list(MANY_CHARTS))
    most = 0.0
    with published(path):
        command = [*_command(path, "--jobs", "3"), "--force"]
        running = psutil.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        while running.poll() is None:
            most = max(most, _pss(running))
            time.sleep(0.3)
        assert running.returncode == 0
    return {"workers": 3, "peak_pss_gb": most, "ratio_to_1.5_gb": most / 1.5}


def _pss(process: psutil.Process) -> float:
    total = 0
    for each in (process, *process.children(recursive=True)):
        try:
            total += each.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 1e9


def growth(folder: Path) -> dict[str, Any]:
    """Seconds a run with 10, 51 and 500 units: the last against the first."""
    told: dict[str, Any] = {}
    for number in (10, 51, 500):
        source = _counts(folder, number)
        units = [f"Đơn vị {n:03d}" for n in range(number)]
        path = review_file(
            folder, f"growth_{number}", units, ["women_share"], source=str(source), published=None
        )
        with published(path):
            told[f"s_a_run_of_{number}"] = timed(path) / number
    told["ratio"] = told["s_a_run_of_500"] / told["s_a_run_of_10"]
    return told


def _counts(folder: Path, number: int) -> Path:
    """Write the demo's counts as those of so many units, its units over and over."""
    import pandas as pd

    columns = ["year", "unit", "tier", "post_group", "sex", "rating", "origin"]
    cells = load("data/demo").evaluations.groupby(columns, dropna=False, observed=True)["count"]
    counts = cells.sum().reset_index().drop(columns="origin")
    names = sorted(counts["unit"].unique())
    parts = [
        counts[counts["unit"] == names[n % len(names)]].assign(unit=f"Đơn vị {n:03d}")
        for n in range(number)
    ]
    path = folder / f"counts_{number}.csv"
    pd.concat(parts).to_csv(path, index=False)
    return path


PARTS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "warm_against_one_process": warm_against_one_process,
    "throughput": throughput,
    "one_chart": one_chart,
    "unchanged": unchanged,
    "memory": memory,
    "growth": growth,
    "kept_answers": kept_answers,
    "reading": reading,
    "clicked": clicked,
    "first_chart": first_chart,
}


def main(wanted: list[str]) -> None:
    """Run the parts asked for, all by default; keep the figures of the others."""
    known = json.loads(FIGURES.read_text()) if FIGURES.is_file() else {}
    machine = {
        "date": str(date.today()),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
    for part in wanted or list(PARTS):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            known[part] = {**PARTS[part](Path(folder)), **machine}
        print(part, json.dumps(known[part], indent=2), flush=True)
        FIGURES.write_text(json.dumps(known, indent=2) + "\n")


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1].startswith("_"):
        {"_kernel": _kernel, "_called": _called}[sys.argv[1]](*sys.argv[2:])
    else:
        main(sys.argv[1:])
