import pytest
from hypothesis import settings

# A timing belongs to `make bench`, never to a test: the same example is slow on a busy machine.
settings.register_profile("suite", deadline=None, max_examples=50)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def own_secret(tmp_path_factory, monkeypatch):
    """Keep the secret and the snapshots of whoever runs the tests out of them."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
