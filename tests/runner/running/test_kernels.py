"""Warm kernels: as cold ones in all they give, apart from each other, and gone afterwards."""

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from IPython.core.history import HistoryManager
from jobs_made import specification
from jupyter_client.manager import start_new_kernel
from loaded import loaded
from traitlets.config.loader import DeferredConfigString
from trial_project import notebook, project

from analysis import problem_words
from analysis.places import STATES
from analysis.runner.keeping import store
from analysis.runner.kernels import (
    ENVIRONMENT,
    KERNEL,
    SPECIFICATIONS,
    child,
    launch,
    provisioner,
    rehearsal,
    warm,
)
from analysis.runner.kernels.launch import shared_template
from analysis.runner.limits import LIMITS
from analysis.runner.running.job import run_job
from analysis.sources.state import keys_of, read_state

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
ROOT = Path(__file__).parents[3]
STATE = """\
import json, os, random, signal, sys
import matplotlib as mpl, matplotlib.pyplot as plt, numpy as np
import pandera.pandas  # sets two variables, in the template already
state = {
    "matplotlib": {**mpl.rcParams, "interactive": mpl.is_interactive()},
    "folder": os.getcwd(),
    "in the project": os.path.isfile("data/counts.csv"),
    "environment": dict(os.environ),
    "search path": sys.path,
    "figures": plt.get_fignums(),
    "argument": sys.argv[0],
    "signals": [str(signal.getsignal(n)) for n in signal.valid_signals()],
    "fakes": [name for name in sys.modules if name.startswith("fake")],
}
drawn = [random.random(), float(np.random.random())]
print(json.dumps([state, drawn], default=str, sort_keys=True))
"""
DRAWS = """\
from analysis import charts, load, measures
history = load("data/counts.csv")
ratings = bundle.table("r", measures.rating_distribution(history.evaluations, by=["year"]))
bundle.chart("r", charts.rating_distribution(ratings, title="Năm 2011"))
"""
SPOILS = """\
mpl.rcParams["font.size"] = 33
os.environ["SPOILT"] = "1"
os.chdir("/")
sys.modules["fake_module"] = sys
plt.figure()
random.seed(1); np.random.seed(1)
"""


@pytest.fixture(autouse=True)
def worker(monkeypatch, one_template):
    """Make this process what a worker is."""
    for name, value in {**ENVIRONMENT, "JUPYTER_PATH": str(SPECIFICATIONS)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(warm, "_refusal", None)
    with one_template() as address:
        warm.use_template(address)
        yield
        warm.end_template()


@pytest.fixture
def own_template(worker):
    """Give this process a template of its own, which may come to harm."""
    warm.use_template(None)


@pytest.fixture
def cold(monkeypatch):
    def switch(on):
        monkeypatch.setattr(warm, "_refusal", warm.NoWarmKernel("asked for") if on else None)

    return switch


def run(root, name, build, folder="run", limits=LIMITS):
    """Run a notebook; what it left is in the folder of the build, however it ended."""
    (unfinished := build / "unfinished").mkdir(parents=True, exist_ok=True)
    kept = store.store_of(build)
    places = {"unfinished": str(unfinished), "store": str(kept), "build": str(build)}
    job = specification(root, name, folder=folder, fingerprint=folder, limits=limits, **places)
    result = run_job(job)
    if result["status"] == "done":
        store.put(kept, folder, build / folder)
    return result


def printed(folder):
    content = nbformat.read(folder / "notebook.ipynb", as_version=4)
    outputs = [out for cell in content.cells for out in cell.get("outputs", [])]
    return json.loads(next(out.text for out in outputs if out.output_type == "stream"))


def test_a_warm_kernel_leaves_the_same_bytes_as_a_cold_one(tmp_path, cold):
    folders = {}
    for name in ("warm", "cold"):
        cold(name == "cold")
        result = run(ROOT, "women_share", tmp_path / name)
        assert (result["status"], result["why_cold"] is None) == ("done", name == "warm")
        folder = tmp_path / name / "run"
        files = [path for path in folder.rglob("*") if path.is_file()]
        folders[name] = {path.relative_to(folder): path.read_bytes() for path in files}
    assert len(folders["warm"]) > 10
    assert folders["warm"].keys() == folders["cold"].keys()
    for path, content in folders["warm"].items():
        assert content == folders["cold"][path], path


def test_a_kernel_imports_nothing_that_its_template_could_have(tmp_path):
    told = "import json, sys; print(json.dumps(sorted(sys.modules)))"
    warms = f"rehearsal.warm_up(Path({str(tmp_path)!r}))"
    code = (
        f"from pathlib import Path; from analysis.runner.kernels import rehearsal; {warms}; {told}"
    )
    command = [sys.executable, "-c", code]
    warmed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    project(root := tmp_path)
    notebook(root / "notebooks", "modules", DRAWS, told, "bundle.close()")
    assert run(root, "modules", tmp_path / "build")["status"] == "done"
    loaded = set(printed(tmp_path / "build/run")) - set(json.loads(warmed.stdout))
    # The template itself is run as a module.
    assert loaded <= {"runpy", "analysis.runner.kernels.template"}


def test_a_kernel_draws_on_pages_that_its_template_ruled(tmp_path):
    told = (
        "import json\nfrom analysis.charts.draw import blank\n"
        "print(json.dumps(len(blank._ruled[1, 1]) - blank._USUAL[1, 1]))"
    )
    project(root := tmp_path)
    notebook(root / "notebooks", "pages", DRAWS, told, "bundle.close()")
    assert run(root, "pages", tmp_path / "build")["status"] == "done"
    assert printed(tmp_path / "build/run") == -1


def test_the_words_of_problems_and_of_each_catalogue_named_are_read_ahead(monkeypatch):
    read = []
    monkeypatch.setattr("analysis.wording.sentences", lambda path: read.append(path) or {})
    for pattern in rehearsal._CATALOGUES:
        before = len(read)
        rehearsal._read_catalogues(pattern, None)
        assert len(read) > before, pattern
    assert Path(problem_words.__file__).with_suffix(".yml") in read


def test_a_part_that_a_library_lacks_does_not_keep_the_template_from_warming_up(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setattr(rehearsal, "_LIBRARIES", ("pandas.no_such_part", "no_such_library"))
    for name in ("_ROOMS", "_CATALOGUES"):
        monkeypatch.setattr(rehearsal, name, {})
    monkeypatch.setattr(rehearsal, "_rehearse", lambda folder: None)
    monkeypatch.setattr("gc.freeze", lambda: None)
    assert rehearsal.warm_up(Path()) == {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def test_a_kernel_makes_nothing_for_debuggers_and_subshells(tmp_path):
    code = (
        "import json, threading; kernel = get_ipython().kernel\n"
        "names = [each.name for each in threading.enumerate()]\n"
        "counted = len(kernel._kernel_modules), hasattr(get_ipython(), '_sys_modules_keys')\n"
        "print(json.dumps([names, *counted]))"
    )
    (tmp_path / "project").mkdir()
    root = project(tmp_path / "project")
    notebook(root / "notebooks", "asks", code, "bundle.close()")
    assert run(root, "asks", tmp_path / "build")["why_cold"] is None
    threads, modules, to_reset = printed(tmp_path / "build/run")
    assert "Shell channel" not in threads and "Control" in threads
    # Else a thorough %reset would take every module for the notebook's own.
    assert modules == 0 and not to_reset


def test_a_kernel_starts_as_if_it_were_the_first(tmp_path, cold):
    (root := tmp_path / "project").mkdir()
    project(root)
    cells = (STATE, SPOILS, "plt.close('all'); bundle.close()")
    notebook(root / "notebooks", "state", *cells)
    told = []
    for place, is_cold in enumerate((False, False, True)):
        cold(is_cold)
        result = run(root, "state", tmp_path / "build", folder=str(place))
        assert result["status"] == "done", result
        assert provisioner.kernel_status() == 0
        told.append(printed(tmp_path / "build" / str(place)))
    states, draws = zip(*told, strict=True)
    assert states[0]["in the project"]
    for state in states:
        # The process that a kernel is told to end with.
        assert state["environment"].pop("JPY_PARENT_PID")
    assert states[0] == states[1]
    assert states[1] == states[2]
    assert len({value for pair in draws for value in pair}) == 6


def test_runs_leave_no_process_and_no_folder_and_open_no_port(tmp_path, monkeypatch):
    root = project(tmp_path)
    (scratch := tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    ports = """\
    import os, psutil, subprocess
    family = [psutil.Process(), psutil.Process().parent()]
    assert not any(process.net_connections("inet") for process in family)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if output_dir.endswith("19"):
        subprocess.Popen(["sleep", "600"], **quiet)
    if not os.fork():
        print("from a fork", flush=True)
        os._exit(0)
    os.wait()
    bundle.close()
    """
    notebook(root / "notebooks", "ports", textwrap.dedent(ports))
    this = psutil.Process()
    before = set(this.children(recursive=True))
    for place in range(20):
        result = run(root, "ports", tmp_path / "build", folder=str(place))
        assert (result["status"], result["why_cold"]) == ("done", None), result
    assert "from a fork" in (tmp_path / "build/19/notebook.ipynb").read_text("utf-8")
    left = set(this.children(recursive=True)) - before
    assert left == set()
    assert not this.net_connections("inet")
    assert not [path for path in scratch.iterdir() if "kernel-" in path.name]
    assert not [p for p in psutil.process_iter(["cmdline", "cwd"]) if _of(p, root)]


WITHOUT_NAMES = """\
from analysis.runner.kernels import compat
compat.OWN_PIPE = False
del compat._OutputThread
"""


@pytest.mark.usefixtures("own_template")
@pytest.mark.parametrize("is_cold", [False, True])
def test_a_kernel_runs_without_the_private_names_of_ipykernel(tmp_path, monkeypatch, cold, is_cold):
    cold(is_cold)
    root = project(tmp_path)
    forks = """\
    import os, psutil
    # The port for output shows that ipykernel did as it always does.
    assert psutil.Process().net_connections("inet")
    if not os.fork():
        print("from a fork", flush=True)
        os._exit(0)
    os.wait()
    """
    notebook(root / "notebooks", "forks", textwrap.dedent(forks), DRAWS, "bundle.close()")
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_NAMES)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT)]))
    result = run(root, "forks", tmp_path / "build")
    assert (result["status"], result["why_cold"] is None) == ("done", not is_cold), result
    assert "from a fork" in (tmp_path / "build/run/notebook.ipynb").read_text("utf-8")


def _of(process, root):
    return process.info["cmdline"] == ["sleep", "600"] and process.info["cwd"] == str(root)


@pytest.mark.usefixtures("own_template")
def test_a_template_with_a_second_thread_is_not_forked_and_the_thread_is_named(
    tmp_path, monkeypatch
):
    root = project(tmp_path)
    notebook(root / "notebooks", "plain", "bundle.close()")
    intruder = """\
    import ctypes, sys, threading, time
    def wait():
        ctypes.CDLL(None).prctl(15, b"intruder")
        time.sleep(60)
    if "analysis.runner.kernels.template" in sys.orig_argv:
        threading.Thread(target=wait, daemon=True).start()
    """
    (tmp_path / "sitecustomize.py").write_text(textwrap.dedent(intruder))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    result = run(root, "plain", tmp_path / "build")
    assert result["status"] == "done"
    assert "2 threads" in result["why_cold"] and "intruder" in result["why_cold"]


@pytest.mark.parametrize(
    ("code", "status"),
    [("import os; os._exit(3)", 3), ("import os; os.kill(os.getpid(), 11)", -signal.SIGSEGV)],
)
def test_how_a_kernel_ended_is_known(code, status):
    manager, client = start_new_kernel(kernel_name=KERNEL)
    client.execute(code)
    assert _ended(manager) == status
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_a_kernel_that_is_killed_while_it_starts_was_killed(tmp_path, monkeypatch):
    root = project(tmp_path)
    notebook(root / "notebooks", "plain", "bundle.close()")

    def killed(order):
        kernel = warm.start_kernel(order)
        os.kill(kernel.pid, signal.SIGKILL)
        return kernel

    monkeypatch.setattr(provisioner, "start_kernel", killed)
    result = run(root, "plain", tmp_path / "build")
    assert (result["status"], result["error"]["ename"]) == ("killed", "KernelKilled")
    assert "SIGKILL" in result["error"]["evalue"]
    # A later run without any kernel does not die of it.
    (root / "notebooks/broken.ipynb").write_text("{")
    broken = run(root, "broken", tmp_path / "build")
    assert (broken["status"], broken["why_cold"]) == ("failed", None)
    assert "kernel" not in broken["error"]["evalue"]


def test_a_template_that_the_system_refuses_leaves_nothing(monkeypatch, scratch):
    def refused(*args, **others):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(launch.subprocess, "Popen", refused)
    before = psutil.Process().num_fds()
    with pytest.raises(launch.NoWarmKernel, match="Permission denied"):
        launch.Template()
    assert not list(scratch.iterdir())
    assert psutil.Process().num_fds() == before


def test_a_template_that_is_killed_while_it_rehearses_leaves_nothing(scratch):
    template, until = launch.Template(), time.monotonic() + 60
    while not list(scratch.rglob("*.png")):
        assert time.monotonic() < until, "nothing was drawn for trial"
        time.sleep(0.005)
    template.process.kill()
    template.close()
    assert not list(scratch.iterdir())


@pytest.mark.parametrize("name", ["SIGABRT", "SIGSEGV", "SIGFPE", "SIGBUS", "SIGILL"])
def test_a_kernel_that_crashed_was_not_killed_from_outside(tmp_path, name):
    root = project(tmp_path)
    notebook(root / "notebooks", "crash", f"import os, signal; os.kill(os.getpid(), signal.{name})")
    result = run(root, "crash", tmp_path / "build")
    assert (result["status"], result["error"]["ename"]) == ("failed", "KernelCrashed")
    assert f"crashed ({name})" in result["error"]["evalue"]


STOPS_TEMPLATE = "import os, signal; template = os.getppid(); os.kill(template, signal.SIGSTOP)"
ENDS = "os.kill(os.getpid(), signal.SIGKILL)"


@pytest.mark.parametrize(
    ("ends", "status", "told"),
    [("bundle.close()", "done", None), (ENDS, "killed", "how is not known")],
)
@pytest.mark.usefixtures("own_template")
def test_a_stopped_template_holds_up_no_run_and_blames_none(
    tmp_path, monkeypatch, ends, status, told
):
    monkeypatch.setattr(warm, "_SECONDS_TO_ANSWER", 1)
    root = project(tmp_path)
    notebook(root / "notebooks", "stops", STOPS_TEMPLATE, ends)
    notebook(root / "notebooks", "next", "bundle.close()")
    template = warm.start_template().process
    result = run(root, "stops", tmp_path / "build")
    assert psutil.Process(template.pid).status() == psutil.STATUS_STOPPED
    assert result["status"] == status, result
    assert told is None or told in result["error"]["evalue"]
    # It would be waited for at its end as well; that it is killed then is the same.
    template.kill()
    later = run(root, "next", tmp_path / "build", folder="next")
    assert (later["status"], later["why_cold"]) == ("done", None)
    assert warm.start_template().process.pid != template.pid


def test_a_stopped_kernel_is_ended_by_its_time(tmp_path):
    root = project(tmp_path)
    stops = "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"
    notebook(root / "notebooks", "stops", stops, "bundle.close()")
    result = run(root, "stops", tmp_path / "build", limits={**LIMITS, "seconds": 1})
    assert (result["status"], result["error"]["ename"]) == ("timed_out", "TimedOut")


LEFT_OPEN = {
    "held": 'held = open(folder / "held", "w"); held.write("in its buffer")',
    "circle": """
class Circle: pass
circle = Circle()
circle.itself, circle.file = circle, open(folder / "circle", "w")
circle.file.write("in its buffer")
""",
    "module": 'pathlib.held = open(folder / "module", "w"); pathlib.held.write("in its buffer")',
}


@pytest.mark.parametrize(
    ("is_cold", "names"),
    [
        (True, [*LEFT_OPEN]),
        (False, [*LEFT_OPEN]),
        *((False, [name]) for name in LEFT_OPEN),
        (False, []),
    ],
)
def test_a_kernel_finishes_what_its_notebook_left_open(tmp_path, cold, is_cold, names):
    cold(is_cold)
    code = f"""
import atexit, pathlib, threading, time
folder = pathlib.Path({str(tmp_path)!r})
atexit.register(lambda: (folder / "atexit").write_text("called"))
def later():
    time.sleep(1)
    (folder / "thread").write_text("awaited")
threading.Thread(target=later).start()
"""
    manager, client = start_new_kernel(kernel_name=KERNEL)
    for cell in (code, *(LEFT_OPEN[name] for name in names)):
        client.execute_interactive(cell, timeout=30)
    client.stop_channels()
    manager.shutdown_kernel()
    left = {path.name: path.read_text() for path in tmp_path.iterdir()}
    files = dict.fromkeys(names, "in its buffer")
    assert left == {**files, "atexit": "called", "thread": "awaited"}


@pytest.mark.usefixtures("own_template")
def test_a_killed_template_takes_its_kernels_along_and_is_replaced():
    manager, client = start_new_kernel(kernel_name=KERNEL)
    kernel, template = manager.provisioner.pid, warm.start_template().process
    template.kill()
    assert _ended(manager) == -signal.SIGKILL
    _gone(kernel)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    manager, client = start_new_kernel(kernel_name=KERNEL)
    assert manager.is_alive() and warm.start_template().process.pid != template.pid
    client.stop_channels()
    manager.shutdown_kernel()
    _gone(manager.provisioner.pid)


def test_a_killed_worker_takes_template_and_kernel_along(tmp_path):
    starts = """\
    import os, time
    from jupyter_client.manager import start_new_kernel
    from analysis.runner.kernels import KERNEL, warm
    manager, client = start_new_kernel(kernel_name=KERNEL)
    print(warm.start_template().process.pid, manager.provisioner.pid, flush=True)
    time.sleep(60)
    """
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", textwrap.dedent(starts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as worker:
        pids = [int(word) for word in worker.stdout.readline().split()]
        worker.kill()
    assert len(pids) == 2
    for pid in pids:
        _gone(pid)
    assert not list(tmp_path.glob("*kernel-*"))


ONE_OF_TWO = """\
import sys, time
from jupyter_client.manager import start_new_kernel
from analysis.runner.kernels import KERNEL, provisioner, warm
warm.use_template(sys.argv[1])
manager, client = start_new_kernel(kernel_name=KERNEL)
print(manager.provisioner.pid, provisioner.why_cold(), flush=True)
sys.stdin.readline()
client.stop_channels()
manager.shutdown_kernel()
manager, client = start_new_kernel(kernel_name=KERNEL)
print(manager.provisioner.pid, provisioner.why_cold(), flush=True)
sys.stdin.readline()
"""


@contextlib.contextmanager
def two_workers(template):
    """Two workers with a kernel each, both from one template."""
    with template() as address:
        command = [sys.executable, "-c", ONE_OF_TWO, address]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        workers = [subprocess.Popen(command, **pipes) for _ in range(2)]
        yield workers
        for worker in workers:
            worker.kill()
            worker.communicate()


def _says(worker):
    pid, why_cold = worker.stdout.readline().split(maxsplit=1)
    assert why_cold.strip() == "None"
    return psutil.Process(int(pid))


def test_workers_share_a_template_and_each_ends_with_its_own_kernels_alone(one_template):
    with two_workers(one_template) as workers:
        first, second = map(_says, workers)
        template = second.parent()
        assert first.parent() == template
        workers[0].kill()
        _gone(first.pid)
        assert second.status() != psutil.STATUS_ZOMBIE
        workers[1].stdin.write("\n")
        workers[1].stdin.flush()
        assert _says(workers[1]).parent() == template


def test_a_worker_whose_shared_template_is_killed_starts_one_of_its_own():
    with two_workers(shared_template) as workers:
        kernel = _says(workers[0])
        template = kernel.parent()
        template.kill()
        _gone(kernel.pid)
        workers[0].stdin.write("\n")
        workers[0].stdin.flush()
        assert _says(workers[0]).parent() != template


def _ended(manager):
    process = manager.provisioner.process
    for _ in range(500):
        if process.poll() is not None:
            break
        time.sleep(0.02)
    return process.poll()


def _gone(pid):
    for _ in range(500):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.02)
    raise AssertionError(f"process {pid} is still there")


def test_a_worker_loads_no_data_library():
    code = (
        "from analysis.runner.running import engine, execute, job\n"
        "from analysis.runner.kernels import provisioner\n"
    )
    assert loaded(code, "pandas", "numpy", "pyarrow", "matplotlib", "scipy") == []


@pytest.mark.parametrize("others", [[], ["--matplotlib=inline"], list(child.ARGUMENTS)])
def test_a_kernel_takes_its_arguments_as_ipython_would(others):
    argv = ["-f", "/a/kernel.json", *others]
    theirs = child.IPKernelApp()
    theirs.parse_command_line(argv)
    classes = {"HistoryManager": HistoryManager, "IPKernelApp": child.IPKernelApp}
    meant = {
        (section, key): _meant(value, classes[section].class_traits()[key])
        for section, settings in theirs.cli_config.items()
        for key, value in settings.items()
    }
    ours = child.settings_of(argv)
    assert meant == {(s, key): value for s, of in ours.items() for key, value in of.items()}
    assert child.settings_of([*argv, "--ip=127.0.0.1"]) is None


def _meant(value, trait):
    # A text of the command line is taken as its trait needs it.
    return value.get_value(trait) if isinstance(value, DeferredConfigString) else value


def test_a_template_reads_what_its_runs_look_at_and_stays_without_a_thread():
    code = (
        "import os; from analysis.runner.kernels import rehearsal\n"
        "rehearsal.read_ahead({}); rehearsal.read_ahead(os.environ)\n"
        "threads = len(os.listdir('/proc/self/task'))\n"
        "from analysis.sources import load, snapshot\n"
        "snapshot.read_reading = None\n"
        "print(threads, len(load('data/demo').sheets), len(load('data/published').claims))"
    )
    states = [read_state("data/demo"), read_state("data/published")]
    environment = {**os.environ, **ENVIRONMENT, STATES: keys_of(states, [])}
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    sheets, claims = len(states[0].history.sheets), len(states[1].history.claims)
    assert told.stdout.split() == ["1", str(sheets), str(claims)]
