"""What an analyst waits for: from a click to the new chart, and for the first chart of a kernel."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.words import Words

QUESTIONS = ("ratings_by_year", "women_by_year", "units_by_share", "training_rates_by_rating")
FIRST = "from analysis import explore, load\nexplored = explore(load('data/demo'))"


def clicked(_: Path, times: int = 9) -> dict[str, Any]:
    """CPU of a click against the same measure, finding and chart called directly, and saved.

    The two take turns; told are the median of the ratios and, over all questions, how the 95th
    percentile of the clicks is to that of the calls.
    """
    import matplotlib

    matplotlib.use("agg")
    from analysis import explore, load

    explored: Any = explore(load("data/demo"), words=Words("vi"))
    panel = explored.panels[0]
    told: dict[str, Any] = {}
    every: list[tuple[float, float]] = []
    for question in QUESTIONS:
        explored.question.value = question
        pairs = [(_cpu_of(panel.refresh), _cpu_of(_called(panel))) for _ in range(times + 1)][1:]
        every += pairs
        told[question] = {
            "click_s": statistics.median(click for click, _ in pairs),
            "ratio": statistics.median(click / called for click, called in pairs),
        }
    click_95, called_95 = (
        statistics.quantiles(each, n=20)[-1] for each in zip(*every, strict=True)
    )
    return {**told, "click_95_s": click_95, "ratio_95": click_95 / called_95}


def _called(panel: Any) -> Callable[[], None]:
    from analysis import charts, findings, measures

    asked, history = panel.asked, panel._history
    lines = "\n".join([*asked.names, asked.people, *asked.lines, "charts.save(drawn, place)"])
    code = compile(lines, "called", "exec")

    def call() -> None:
        from matplotlib import pyplot as plt

        with tempfile.TemporaryDirectory() as folder:
            rooms = {"charts": charts, "findings": findings, "measures": measures}
            known = {"history": history, "place": f"{folder}/chart"}
            exec(code, {**rooms, **known})
        plt.close("all")

    return call


def _cpu_of(call: Callable[[], None]) -> float:
    before = time.process_time()
    call()
    return time.process_time() - before


def first_chart(_: Path, times: int = 3) -> dict[str, Any]:
    """Seconds until a kernel is ready, and until its first chart, warm against cold."""
    from analysis.exploring.lab import prepare
    from analysis.runner.kernels.warm import start_template

    cold_path = os.environ.get("JUPYTER_PATH")
    prepare()
    warm_path = os.environ["JUPYTER_PATH"]
    start_template()
    found: dict[str, list[tuple[float, float]]] = {"warm": [], "cold": []}
    for _turn in range(times + 1):
        for how, path in (("warm", warm_path), ("cold", cold_path or "")):
            os.environ["JUPYTER_PATH"] = path
            found[how].append(_started())
    told = {
        f"{how}_{what}_s": statistics.median(each[at] for each in pairs[1:])
        for how, pairs in found.items()
        for at, what in enumerate(("ready", "chart"))
    }
    return {
        **told,
        "ratio_ready": told["cold_ready_s"] / told["warm_ready_s"],
        "ratio": told["cold_chart_s"] / told["warm_chart_s"],
    }


def _started() -> tuple[float, float]:
    from jupyter_client import KernelManager

    begin = time.perf_counter()
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        ready = time.perf_counter() - begin
        reply = client.execute_interactive(FIRST, timeout=300, output_hook=lambda _: None)
        assert reply["content"]["status"] == "ok", reply["content"]
        return ready, time.perf_counter() - begin
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
