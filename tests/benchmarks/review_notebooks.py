"""The notebooks that reviews run: explore and tutorial are for an analyst's hands."""

from analysis import wording
from analysis.documents.cards import TEMPLATES
from analysis.places import project_root

NAMES = sorted(wording.sentences(TEMPLATES / "notebooks.yml"))
PATHS = [project_root() / f"notebooks/{name}.ipynb" for name in NAMES]
