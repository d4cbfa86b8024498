"""What kind of document its words make likely."""

import math

import pytest

from chartcase import resources
from chartcase.segment.document_model import DocumentModel, load_document_model, scaled, words_and_pairs

LETTER = (
    "Dear Provider, we have completed our review of your request and we are not able to approve the injection. The "
    "member has had back pain for two months. You may appeal this decision or speak with the doctor who made it. Our "
    "policy asks for six weeks of therapy and the notes that you sent do not show it. The request is not certified.\n"
)


def test_a_text_of_few_known_words_is_not_told() -> None:
    """A line says too little of its kind."""
    assert load_document_model(resources.models()).log_probabilities("Left L4-5 TFESI.") is None


def test_the_probabilities_of_all_kinds_sum_to_one() -> None:
    """They are logarithms of a distribution."""
    known = load_document_model(resources.models()).log_probabilities(LETTER)
    assert known is not None
    assert sum(map(math.exp, known.values())) == pytest.approx(1.0)


def test_a_letter_without_a_title_sounds_like_a_letter_more_than_like_a_chart() -> None:
    """The words of a payer's letter are its own."""
    known = load_document_model(resources.models()).log_probabilities(LETTER)
    assert known is not None
    assert known["ur_letter"] > known["clinical_note"]
    assert known["ur_letter"] > known["therapy_note"]


def test_numbers_are_no_words() -> None:
    """What is told by numbers is told of one patient."""
    assert words_and_pairs("L4-5 at 70% in 2021: yes") == {"l", "at", "%", "in", ":", "yes", "l at", "at %", "% in"} | {
        "in :",
        ": yes",
    }


def test_a_longer_text_has_no_longer_vector() -> None:
    """Both vectors have the same Euclidean length."""
    short, long = scaled(["a", "b"]), scaled(list("abcdefgh"))
    lengths = [math.sqrt(sum(value * value for value in vector.values())) for vector in (short, long)]
    assert lengths[0] == pytest.approx(lengths[1])


def test_an_untaught_model_knows_nothing() -> None:
    """Without words the rules decide alone."""
    assert DocumentModel((), (), {}).log_probabilities(LETTER) is None
