"""Tricks of writing change nothing: what is found under them is quoted as it stands, at its own place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase.flow import extract
from chartcase.ingest.text import text_pages
from chartcase.record import Record

NOTE = (
    "She completed physical therapy for 6 weeks without relief. Naproxen 500 mg failed. MRI shows a disc bulge at L4-5."
)
TRICKS = {
    "zero width": lambda text: "\u200b".join(text),
    "soft hyphens": lambda text: text.replace("ph", "p\u00adh"),
    "direction marks": lambda text: f"\u202a{text}\u202c".replace(" ", " \u2066"),
    "wide digits": lambda text: text.translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    "Arabic digits": lambda text: text.translate({ord("0") + n: 0x660 + n for n in range(10)}),
    "combining marks": lambda text: text.replace("e", "e\u0301"),
    "accents in one": lambda text: unicodedata.normalize("NFC", text.replace("e", "e\u0301")),
    "Cyrillic letters": lambda text: text.translate(str.maketrans("aeopc", "аеорс")),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "joiners": lambda text: text.replace("a", "a\u2060\ufeff"),
}


def _found(text: str) -> list[tuple[str, str, str]]:
    case = extract(Record("note.txt", text, text_pages(text)))
    for fact in case.facts:
        for evidence in fact.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
    return [(fact.type, fact.value.model_dump_json() if hasattr(fact.value, "model_dump_json") else str(fact.value),
             fact.assertion) for fact in case.facts]  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
def test_the_same_facts_are_found_at_their_places(trick: str) -> None:
    """Each quote is the record's own characters, hidden ones included, and the facts are those of the plain note."""
    assert _found(TRICKS[trick](NOTE)) == _found(NOTE)


@given(st.text(st.sampled_from("a6 \u200b\u202e\u0301\u2066\uff16\u0666\ufeff\u00ad\n\fеL4-5.\U0001f600"), max_size=60))
def test_any_mixture_keeps_quotes_at_their_spans(noise: str) -> None:
    """Before, within and after what is found."""
    _found(f"{noise} physical therapy for 6{noise[:3]} weeks {noise}")
