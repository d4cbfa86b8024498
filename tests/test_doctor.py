"""What the doctor sees, and what it says of a broken installation."""

import sys
from collections.abc import Callable
from importlib import metadata

import pytest

from chartcase import doctor

Call = Callable[..., object]


def test_this_installation_is_fine(call: Call) -> None:
    """The tests' own environment passes, with a line a point."""
    called = call("doctor")
    assert called.code == 0
    assert "ok    spacy" in called.out


def test_a_missing_package_fails_with_its_advice(monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    """Exit code 1, and the next step below the point."""
    known = metadata.version

    def version(name: str) -> str:
        if name == "pdfplumber":
            raise metadata.PackageNotFoundError(name)
        return known(name)

    monkeypatch.setattr(metadata, "version", version)
    called = call("doctor")
    assert called.code == 1
    assert "FAIL  pdfplumber           missing\n      Install chartcase again." in called.out


@pytest.mark.parametrize(("found", "fine"), [("1.0.8", True), ("1.0.10", True), ("1.0.11", False), ("1.0.13", False)])
def test_a_sentence_splitter_that_logs_notes_is_refused(
    monkeypatch: pytest.MonkeyPatch, found: str, fine: bool
) -> None:
    """PyRuSH logs every token from 1.0.11 on."""
    known = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: found if name == "PyRuSH" else known(name))
    (finding,) = [item for item in doctor.examine() if item.point == "PyRuSH keeps silent"]
    assert finding.fine is fine


@pytest.mark.parametrize(("version", "fine"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)])
def test_the_pythons_that_work(monkeypatch: pytest.MonkeyPatch, version: tuple[int, int], fine: bool) -> None:
    """From 3.11 up to and with 3.13."""
    monkeypatch.setattr(sys, "version_info", version)
    assert doctor.examine()[0].fine is fine


def test_no_ocr_engine_is_a_note(monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    """Without one all but scanned pages work, so that it is no failure."""
    monkeypatch.setattr(doctor, "OCR_ENGINES", {})
    called = call("doctor")
    assert called.code == 0
    assert "note  OCR engine" in called.out
