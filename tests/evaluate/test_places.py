"""Places carried from one reading of a document to another."""

from hypothesis import given
from hypothesis import strategies as st

from chartcase.evaluate.places import Carrier, line_and_column, nth

OWN = "Patient completed PT.\nDenies bladder dysfunction. PT helped."


def quoted(own: str, other: str, quote: str) -> str | None:
    """What the carrier takes for `quote` in `other`."""
    start = own.index(quote)
    span = Carrier(own, other).carry((start, start + len(quote)))
    return None if span is None else other[slice(*span)]


def test_the_same_text_keeps_its_places() -> None:
    """Nothing is searched where nothing changed."""
    assert Carrier(OWN, OWN).carry((8, 20)) == (8, 20)


def test_wrapping_does_not_lose_a_quote() -> None:
    """Other white space inside a quote is the same quote."""
    assert quoted(OWN, OWN.replace(" ", "\n"), "completed PT.\nDenies") == "completed\nPT.\nDenies"


def test_a_running_header_does_not_shift_a_repeated_word() -> None:
    """The second PT stays the second one where both readings have two."""
    other = "CLINIC FAX 1/1\n" + OWN.replace("\n", "\f")
    start = OWN.index("PT helped")
    span = Carrier(OWN, other).carry((start, start + 2))
    assert span is not None
    assert other[span[0] :].startswith("PT helped")


def test_a_repeated_word_in_a_header_is_told_from_the_quote() -> None:
    """Where counts differ, the words around decide."""
    other = "PT CLINIC\n" + OWN
    start = OWN.index("PT helped")
    span = Carrier(OWN, other).carry((start, start + 2))
    assert span is not None
    assert other[span[0] :].startswith("PT helped")


def test_a_misread_word_inside_a_quote_is_bridged() -> None:
    """OCR slips leave a quote where most of its characters are read."""
    assert quoted(OWN, OWN.replace("bladder", "b1adder"), "Denies bladder dysfunction") == "Denies b1adder dysfunction"


def test_words_that_were_not_read_have_no_place() -> None:
    """A lost page gives None, not a neighbour."""
    assert quoted(OWN, "Patient completed PT.", "Denies bladder dysfunction") is None


@given(st.text(alphabet="ab \n", max_size=30), st.integers(0, 30), st.integers(1, 10))
def test_every_place_of_an_unchanged_text_is_itself(text: str, start: int, length: int) -> None:
    """The law of the carrier: identity on identity."""
    span = (min(start, len(text)), min(start + length, len(text)))
    assert Carrier(text, text).carry(span) == span


@given(st.lists(st.sampled_from(["pain", "left", "right", "leg"]), min_size=1, max_size=12), st.data())
def test_rewrapping_keeps_every_word(words: list[str], data: st.DataObject) -> None:
    """Whatever the line breaks, a word is carried to the word of the same number."""
    own, other = " ".join(words), "\n\n".join(words)
    number = data.draw(st.integers(0, len(words) - 1))
    start = sum(len(word) + 1 for word in words[:number])
    expected = sum(len(word) + 2 for word in words[:number])
    span = Carrier(own, other).carry((start, start + len(words[number])))
    assert span == (expected, expected + len(words[number]))


def test_occurrences_may_overlap_and_end() -> None:
    """The n-th place counts from one; there is no place beyond the last."""
    assert nth("aaa", "aa", 2) == 1
    assert nth("aaa", "aa", 3) is None


def test_lines_and_columns_count_from_one() -> None:
    """The first character is 1:1; the one after a line end opens the next line."""
    assert line_and_column("ab\ncd", 0) == (1, 1)
    assert line_and_column("ab\ncd", 3) == (2, 1)
    assert line_and_column("ab\ncd", 4) == (2, 2)
