"""The forms of a worksheet by the ending of a file's name.

It stands apart so that the command line and the review server write the same files.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from chartcase.case.case import Case
from chartcase.criteria.api import Assessment, Policy
from chartcase.deliver.fhir import Origin, response
from chartcase.deliver.pictures import CasePictures
from chartcase.deliver.worksheet_view import Worksheet
from chartcase.errors import SettingError


@dataclass(frozen=True, slots=True)
class Deliverable:
    """What a worksheet file is made of: the worksheet and what stands behind it."""

    view: Worksheet
    case: Case
    assessment: Assessment
    policy: Policy
    pictures: CasePictures
    template: Path | None = None


def worksheet_bytes(made: Deliverable, name: str) -> bytes:
    """The worksheet in the form that `name` ends with.

    Raises:
        SettingError: no form ends so.
    """
    for ending, form in FORMS.items():
        if name.lower().endswith(ending):
            return form(made)
    raise SettingError(
        f"A worksheet is written as {', '.join(FORMS)}, not as {Path(name).suffix or 'a file without an ending'}.",
        "Name the output worksheet.html, worksheet.docx or worksheet.pdf.",
    )


def _fhir(made: Deliverable) -> bytes:
    origins = {fact: Origin(mark.origin) for fact, mark in made.view.review.marks.items()}
    return response(made.policy, made.assessment, origins=origins).to_json().encode()


def _json(made: Deliverable) -> bytes:
    whole = {
        "case": made.case.model_dump(mode="json"),
        "assessment": made.assessment.model_dump(mode="json", by_alias=True),
        "review": made.view.review.model_dump(mode="json"),
        "policy_version": made.view.policy_version,
    }
    return json.dumps(whole, indent=1, ensure_ascii=True).encode()


def _history(made: Deliverable) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["number", "at", "who", "what", "subject", "old", "new", "origin", "reason", "undone"])
    for line in made.view.review.history:
        told = (line.at, line.who, line.what, line.subject, line.old, line.new, line.origin, line.reason)
        writer.writerow([line.number, *map(harmless, told), "yes" if line.undone else "no"])
    return stream.getvalue().encode("utf-8", "replace")


def harmless(text: str) -> str:
    """A cell's text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _html(made: Deliverable) -> bytes:
    from chartcase.deliver.html import offline_page

    return offline_page(made.view, made.pictures)


def _word(made: Deliverable) -> bytes:
    from chartcase.deliver.docx import word_bytes

    return word_bytes(made.view, made.template)


def _excel(made: Deliverable) -> bytes:
    from chartcase.deliver.xlsx import excel_bytes

    return excel_bytes(made.view)


def _pdf(made: Deliverable) -> bytes:
    from chartcase.deliver.pdf import pdf_bytes

    return pdf_bytes(made.view)


FORMS: Mapping[str, Callable[[Deliverable], bytes]] = {
    ".fhir.json": _fhir,
    ".json": _json,
    ".html": _html,
    ".docx": _word,
    ".xlsx": _excel,
    ".pdf": _pdf,
    ".csv": _history,
}
