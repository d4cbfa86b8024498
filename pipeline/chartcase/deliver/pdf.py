"""The worksheet as a tagged PDF, set by Typst.

It stands apart because it alone speaks Typst: the text of the record goes in as data and is never read as markup.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Literal

from chartcase.deliver.worksheet_marks import STATE_WORDS
from chartcase.deliver.worksheet_view import Worksheet
from chartcase.errors import OutputError

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: headings, tables, reading order and language are in the file for screen readers."""


def pdf_bytes(view: Worksheet) -> bytes:
    """The worksheet as PDF/UA.

    Raises:
        OutputError: Typst could not set it.
    """
    import typst

    data = view.model_dump(mode="json", exclude={"pages"})
    states = {state.value: told for state, told in STATE_WORDS.items()}
    inputs = {"data": json.dumps({"view": data, "states": states}, ensure_ascii=True)}
    try:
        made = typst.compile(_template(), format="pdf", sys_inputs=inputs, pdf_standards=STANDARD)
    except (typst.TypstError, RuntimeError):
        raise OutputError("The PDF could not be set.", "Write .docx or .html instead.") from None
    return made


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (Path(__file__).parent / "worksheet.typ").read_bytes()
