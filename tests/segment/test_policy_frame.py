"""The frame of a sentence: order tells a supposition from what happened."""

from hypothesis import given
from hypothesis import strategies as st

from chartcase.segment.policy_frame import frame_of

_WORDS = st.lists(
    st.sampled_from(["had", "the", "claimant", "he", "tried", "therapy", "would", "if", "#"]), max_size=12
)


def test_the_order_of_the_same_words_tells() -> None:
    """A supposition opens with its verb; what happened opens with the one it happened to."""
    supposed = frame_of(["had", "the", "claimant", "tried", "therapy"])
    told = frame_of(["the", "claimant", "had", "tried", "therapy"])
    assert "=^/had/the" in supposed - told
    assert "=P/had/ed" in told - supposed


def test_names_of_the_patient_are_one_class() -> None:
    """Whether the patient is called claimant or worker makes no other frame."""
    assert frame_of(["the", "claimant", "must", "rest"]) == frame_of(["the", "worker", "must", "rest"])


def test_other_words_in_a_row_are_one() -> None:
    """How many words of content stand together does not count."""
    assert frame_of(["he", "has", "leg", "pain"]) == frame_of(["he", "has", "severe", "leg", "pain"])


def test_demand_needs_someone_named() -> None:
    """Only what is demanded of the one in question is marked as such."""
    assert "~must, named" in frame_of(["he", "must", "rest"])
    assert "~must, named" not in frame_of(["patients", "must", "rest"])


def test_no_words_have_an_empty_frame() -> None:
    """An empty sentence has its marks of begin and end alone."""
    assert frame_of([]) == {"=^/$"}


@given(_WORDS)
def test_a_supposition_with_would_is_one_with_would(words: list[str]) -> None:
    """What begins with "had" and ends with "would" is marked in both moods whatever stands between; "would" alone in
    one."""
    supposed = frame_of(["had", "the", "claimant", *words, "would"])
    assert {"~supposed first", "~would", "~supposed first, would"} <= supposed
    told = frame_of(["the", "claimant", *words, "would"])
    assert "~would" in told
    assert told.isdisjoint({"~supposed first", "~supposed first, would"})
