import json
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]


def test_what_is_cited_is_what_is_packaged():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    packaged = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (cited["cff-version"], cited["type"]) == ("1.2.0", "software")
    assert (cited["version"], cited["license"]) == (packaged["version"], packaged["license"])
    # What the format demands beside: a title, a message, and authors with a name.
    assert cited["title"] and cited["message"] and all(each["name"] for each in cited["authors"])


def test_the_container_is_set_up_as_the_makefile_does_it():
    told = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))
    assert told["postCreateCommand"] == "make setup"
    assert "\nsetup:" in (ROOT / "Makefile").read_text("utf-8")
