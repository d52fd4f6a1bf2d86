"""What a manifest has to hold for whoever reads it: checked in one place, relied on elsewhere."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from analysis.languages import Language
from analysis.runner.keeping.files import inside
from analysis.runner.running.specification import STATUSES


def _inside(name: str) -> str:
    if not inside(name):
        raise ValueError("should be a path below the build's folder")
    return name


def _status(status: str) -> str:
    if status not in STATUSES:
        raise ValueError(f"should be one of {', '.join(STATUSES)}")
    return status


Below = Annotated[str, AfterValidator(_inside)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Part(BaseModel):
    # More keys may stand beside those that are read.
    model_config = ConfigDict(extra="ignore", strict=True)


class Asked(_Part):
    """The review, as its file said."""

    name: str
    title: dict[Language, str] = Field(min_length=1)
    years: list[int] = Field(min_length=2, max_length=2)


class Input(_Part):
    """A file that was read."""

    file: str
    sha256: str


class Code(_Part):
    """What made the build."""

    code_sha256: str
    lock_sha256: str
    commit: str | None
    python: str
    platform: str


class Ran(_Part):
    """A run: what was asked, and how it ended."""

    folder: Below
    notebook: str
    unit: str
    language: Language
    fingerprint: Sha256
    status: Annotated[str, AfterValidator(_status)]
    seconds: float = Field(ge=0, allow_inf_nan=False)
    parts: dict[str, str]


class Shape(_Part):
    """A whole manifest."""

    review: Asked
    inputs: list[Input]
    code: Code
    jobs: list[Ran] = Field(min_length=1)
    files: dict[Below, Sha256]
    documents: dict[str, str] = {}
    finished: str


def check_shape(content: Any) -> None:
    """Refuse what is no manifest.

    Raises
    ------
    pydantic.ValidationError
        A key is missing or of another kind.
    """
    Shape.model_validate(content)
