"""The head and foot of a document in words, from what the office gave of its form."""

from datetime import date
from typing import Any

from analysis.documents.cards import TEMPLATES
from analysis.documents.form import Form
from analysis.words import Words


def filled(form: Form, words: Words) -> dict[str, Any]:
    """Return the texts of a form as a template takes them; a blank is dots to write on."""
    say = {
        key: words.say(TEMPLATES / "briefing.yml", f"blanks.{key}")
        for key in ("superior", "issuing_body", "number", "place", "signer_title")
    }
    given = form.model_dump(exclude_none=True)
    return {
        **{"marking": "", "signed_for": "", "signer": ""},
        **say,
        **given,
        "recipients": _listed(form.recipients),
        "place_and_date": f"{given.get('place', say['place'])}, {_dated(form.date, words)}",
    }


def _listed(recipients: list[str]) -> list[str]:
    """Return the recipients as a document lists them: a comma after each, a stop at the end."""
    bare = [recipient.rstrip(" ,;.") for recipient in recipients]
    return [f"{name}{'.' if at == len(bare) else ','}" for at, name in enumerate(bare, 1)]


def _dated(day: date | None, words: Words) -> str:
    if day is None:
        return words.say(TEMPLATES / "briefing.yml", "blanks.date")
    if words.language == "vi":
        # Days below ten and the months January and February are written with a zero.
        month = f"{day.month:02d}" if day.month < 3 else str(day.month)
        return f"ngày {day.day:02d} tháng {month} năm {day.year}"
    return words.date(day)
