"""CPT codes against the words of a request."""

import pytest

from chartcase.flow import extract
from chartcase.record import Page, PageSource, Record


def miscoded(service: str, code: str) -> list[tuple[str, ...]]:
    """Values of the conflicts of code and words that a form gives."""
    text = f"PRIOR AUTHORIZATION REQUEST\nService: {service}\nCPT code: {code}\n"
    found = extract(Record("form.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))).conflicts
    return [conflict.values for conflict in found if conflict.field == "request.cpt"]


@pytest.mark.parametrize(
    ("service", "code", "procedure"),
    [
        ("Lumbar L5-S1 transforaminal epidural steroid injection, right", "62323", "transforaminal_esi"),
        ("Lumbar L4-5 interlaminar epidural steroid injection", "64483", "interlaminar_esi"),
        ("Lumbar L4-5 transforaminal epidural steroid injection", "64479", "transforaminal_esi"),
    ],
)
def test_a_code_of_another_injection_is_a_conflict(service: str, code: str, procedure: str) -> None:
    """Another approach or another region than the code's is listed with both."""
    assert miscoded(service, code) == [(procedure, code)]


@pytest.mark.parametrize(
    ("service", "code"),
    [
        ("Lumbar L5-S1 transforaminal epidural steroid injection", "64483"),
        ("Cervical C7-T1 interlaminar epidural steroid injection", "62321"),
        ("Caudal epidural steroid injection", "62323"),
        ("Lumbar L4-5 and L5-S1 transforaminal epidural steroid injections", "64483, 64484"),
        ("MRI lumbar spine", "72148"),
        ("Lumbar epidural steroid injection", "62323"),
    ],
)
def test_a_code_that_fits_its_words_is_none(service: str, code: str) -> None:
    """A caudal injection shares its code with the lumbar interlaminar one; other codes are not looked at."""
    assert miscoded(service, code) == []
