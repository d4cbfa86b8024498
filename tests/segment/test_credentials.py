"""Letters behind names, as they are written and as they are not."""

import re

import pytest

from chartcase.patterns import Pattern
from chartcase.segment.credentials import CREDENTIAL, CREDENTIAL_WORDS, SURE_CREDENTIAL, TITLE_BEHIND


@pytest.mark.parametrize(
    "written",
    ["MD", "M.D.", "DO", "D.O.", "PA-C", "P.A.", "FNP-BC", "FNP", "DPT", "D.P.T.", "OTR/L", "Ph.D.", "PsyD", "FAAPMR"],
)
def test_a_credential_is_known_however_it_is_written(written: str) -> None:
    """With and without full stops, in one engine and the other."""
    for source in (SURE_CREDENTIAL, CREDENTIAL, TITLE_BEHIND):
        assert re.fullmatch(source, written)
        assert Pattern(source, cased=True).full(written)


@pytest.mark.parametrize(
    ("written", "sure", "behind_a_name", "of_no_patient"),
    [
        ("PA", False, True, True),
        ("OT", False, True, True),
        ("Esq.", False, False, True),
        ("MDs", False, False, False),
        ("do", False, False, False),
        ("Pt", False, False, False),
        ("MRI", False, False, False),
    ],
)
def test_what_only_looks_like_one_is_none(written: str, sure: bool, behind_a_name: bool, of_no_patient: bool) -> None:
    """A state is one only behind a name, a lawyer signs no chart, words and studies are none."""
    found = tuple(bool(re.fullmatch(source, written)) for source in (SURE_CREDENTIAL, CREDENTIAL, TITLE_BEHIND))
    assert found == (sure, behind_a_name, of_no_patient)


def test_words_of_names_know_the_same_ones() -> None:
    """Names that are compared word by word leave out what the expressions know."""
    assert {"md", "do", "np", "pa", "dpt", "faapmr", "esq"} <= CREDENTIAL_WORDS
    assert CREDENTIAL_WORDS.isdisjoint({"", "jr", "roe"})
