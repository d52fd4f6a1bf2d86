"""The form of a document: who issues it, its number, place and date, its recipients, its signer."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from analysis.languages import LANGUAGES
from analysis.spoken import Message, NotSo

Text = Annotated[str, Field(min_length=1)]


def _day(value: Any) -> Any:
    if value is not None and type(value) is not date:
        raise NotSo(Message("should.day"))
    return value


class Form(BaseModel):
    """What an office fills in on a document; what is left out is left blank, to write by hand.

    Attributes
    ----------
    superior, issuing_body : str, optional
        The party committee above the issuing one, and that itself.
    number, marking : str, optional
        Number and symbol; a security marking.
    place : str, optional
    date : date, optional
    recipients : list of str
    signed_for, signer_title, signer : str, optional
        On whose behalf, as what, and who signs.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    superior: Text | None = None
    issuing_body: Text | None = None
    number: Text | None = None
    marking: Text | None = None
    place: Text | None = None
    date: Annotated[Any, BeforeValidator(_day)] = None
    recipients: list[Text] = []
    signed_for: Text | None = None
    signer_title: Text | None = None
    signer: Text | None = None


class _InEach(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


# The form of the documents in each language.
if TYPE_CHECKING:
    Forms = _InEach
else:
    Forms = create_model("Forms", __base__=_InEach, **dict.fromkeys(LANGUAGES, (Form, Form())))
