import contextlib
import os

import matplotlib as mpl
import pytest
from hypothesis import settings

from analysis.runner import execute
from analysis.runner.kernels.launch import NoWarmKernel, Template

# A timing belongs to `make bench`, never to a test: the same example is slow on a busy machine.
# `make test-full` asks for the profile by name, and for more examples.
settings.register_profile("suite", deadline=None, max_examples=25)
settings.register_profile("full", deadline=None, max_examples=200)
settings.load_profile("suite")
# Each process of a test has a cache folder of its own and would list this machine's fonts anew.
os.environ["MPLCONFIGDIR"] = mpl.get_cachedir()


@pytest.fixture(autouse=True)
def own_secret(tmp_path_factory, monkeypatch):
    """Keep the secret and the snapshots of whoever runs the tests out of them."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session", autouse=True)
def one_template():
    """Fork the kernels of every build of this process from one template: starting it takes long."""
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
        yield shared
    for template in started:
        template.close()
