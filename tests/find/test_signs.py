"""Signs behind or before the items of a review of systems."""

import pytest

from chartcase.find.modifiers import Category, Modifier
from chartcase.find.signs import signed

WORD = Modifier(Category.NEGATED, 0, 3, "(-)")


def _denied(sentence: str, *words: str) -> list[bool]:
    """Whether each of the words is denied by a sign."""
    spans = [(at := sentence.index(word), at + len(word)) for word in words]
    cues = signed(sentence, spans, tuple(() for _ in spans))
    return [any(cue.category is Category.NEGATED for cue in found) for found in cues]


@pytest.mark.parametrize(
    "sentence",
    [
        "fever (-), weakness (+)",
        "(-) fever, (+) weakness",
        "ROS: (-) fever; (+) weakness",
        "fever -, weakness of the hand (+)",
    ],
)
def test_a_sign_belongs_to_the_item_it_touches(sentence: str) -> None:
    """The one is denied, the other is not, on whichever side the sign stands."""
    assert _denied(sentence, "fever", "weakness") == [True, False]


def test_a_sign_in_front_goes_on_for_the_items_behind_it() -> None:
    """A list may carry one sign for several items."""
    assert _denied("(-) fever, chills; (+) numbness, weakness", "chills", "weakness") == [True, False]


@pytest.mark.parametrize("sentence", ["fever - 101 last night", "fever -", "fever - none, chills"])
def test_a_dash_is_no_sign(sentence: str) -> None:
    """A minus counts only where nothing follows it in its part and a mark closes that."""
    assert _denied(sentence, "fever") == [False]


def test_a_sign_takes_the_place_of_the_cue_that_its_words_are() -> None:
    """What "(-)" reaches as a word it does not reach as a sign of another item."""
    sentence = "fever (-), DM (+)"
    assert signed(sentence, [(11, 13)], ((WORD,),)) == ((),)
