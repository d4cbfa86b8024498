"""Whether this installation can do its work, point by point, with the next step where it cannot.

It stands apart so that the answer can be tested and shown in more than one place.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec

from chartcase.errors import ChartcaseError
from chartcase.resources import folder

PYTHONS = ((3, 11), (3, 14))
"""The oldest Python that works, and the first that does not."""
PACKAGES = ("spacy", "medspacy", "PyRuSH", "numpy", "pdfplumber", "pypdfium2", "pydantic", "scikit-learn", "google-re2")
OCR_ENGINES = {"tesserocr": "tesserocr"}
LOGS_TEXT = (1, 0, 11)
"""The first PyRuSH that logs every token of a note."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One point: whether it is fine, what was seen, and the next step where it is not; `needed` ones make it fail."""

    point: str
    fine: bool
    seen: str
    advice: str = ""
    needed: bool = True


def examine() -> tuple[Finding, ...]:
    """Every point, in the order in which a person would mend them."""
    return (
        _python(),
        *(_package(name) for name in PACKAGES),
        _sentence_splitter(),
        _folder("rules"),
        _folder("models"),
        _temporary_files(),
        _ocr(),
        _second_opinion(),
    )


def _python() -> Finding:
    fine = PYTHONS[0] <= sys.version_info[:2] < PYTHONS[1]
    seen = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    return Finding("Python", fine, seen, "Use Python 3.11, 3.12 or 3.13.")


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, False, "missing", "Install chartcase again.")


def _sentence_splitter() -> Finding:
    try:
        seen = metadata.version("PyRuSH")
    except metadata.PackageNotFoundError:
        return Finding("PyRuSH keeps silent", False, "missing", "Install chartcase again.")
    fine = tuple(int(part) for part in seen.split(".")[:3]) < LOGS_TEXT
    return Finding("PyRuSH keeps silent", fine, seen, "Install the pinned version: this one logs words of a record.")


def _folder(name: str) -> Finding:
    try:
        count = sum(1 for path in folder(name).rglob("*") if path.is_file())
    except ChartcaseError as error:
        return Finding(f"{name}/", False, "missing", error.advice)
    return Finding(f"{name}/", True, f"{count} files")


def _temporary_files() -> Finding:
    try:
        with tempfile.TemporaryFile():
            return Finding("temporary files", True, "can be written")
    except OSError as error:
        return Finding("temporary files", False, os.strerror(error.errno or 0), "Free room, or set TMPDIR.")


def _ocr() -> Finding:
    found = [name for name, module in OCR_ENGINES.items() if find_spec(module) is not None]
    advice = "Scanned pages will be told as unreadable; install an OCR engine to read them."
    return Finding("OCR engine", bool(found), ", ".join(found) or "none", advice, needed=False)


def _second_opinion() -> Finding:
    # pulls in numpy, which `--help` must not pay for
    from chartcase.ingest.ocr import second

    seen = f"rapidocr {metadata.version('rapidocr')}" if second.is_installed() else "none"
    advice = "Words that are read with doubt stay in doubt; `pip install rapidocr==3.10.0` has them read twice."
    return Finding("second OCR engine", second.is_installed(), seen, advice, needed=False)


def lines(findings: tuple[Finding, ...]) -> Iterator[str]:
    """One line a finding, and the next step below those that are not fine."""
    for finding in findings:
        mark = "ok  " if finding.fine else ("FAIL" if finding.needed else "note")
        yield f"{mark}  {finding.point:<20} {finding.seen}"
        if not finding.fine:
            yield f"      {finding.advice}"
