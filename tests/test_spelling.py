"""Misspelt words are found, ordinary words are not, and both in linear time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase import resources
from chartcase.spelling import NearPattern, NearWords, distance, load_respelling

NAMES = ("gabapentin", "cyclobenzaprine", "tramadol", "prednisone", "prednisolone", "aspirin")
NEAR = NearWords(NAMES, ["morphing"])
FIELD = load_respelling(resources.rules())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("gabapentine", "gabapentin"),
        ("gabapetnin", "gabapentin"),
        ("cyclobenzaprene", "cyclobenzaprine"),
        ("tramadal", "tramadol"),
    ],
)
def test_a_slip_gives_its_name(written: str, name: str) -> None:
    """A letter changed, added, lost or swapped still names the drug."""
    assert NEAR.nearest(written) == name


@pytest.mark.parametrize(
    "word", ["gabapentin", "prednisone", "prednisolone", "aspiring", "program", "tramline", "ramadol", "bagapentin"]
)
def test_other_words_are_nobodys_slip(word: str) -> None:
    """Right spellings, ordinary words, short names' neighbours and words with another first letter give nothing."""
    assert NEAR.nearest(word) is None


def test_short_names_forgive_one_slip_and_long_ones_two() -> None:
    """Two slips are forgiven from ten letters on."""
    assert NEAR.nearest("tramadil") == "tramadol"
    assert NEAR.nearest("tramedil") is None
    assert NEAR.nearest("gabbapentine") == "gabapentin"


def test_an_ordinary_word_of_the_list_is_left_alone() -> None:
    """A word that is listed as ordinary is no slip even one letter away."""
    assert NearWords(["morphine"], ["morphing"]).nearest("morphing") is None
    assert NearWords(["morphine"]).nearest("morphing") == "morphine"


def test_names_are_found_in_a_text_with_their_place() -> None:
    """The pattern gives each slip once, in the group that lexicon rules read."""
    hits = list(NearPattern(NEAR).find_all(b"on Gabapentine and tramadol, then tramadal"))
    assert [(hit.groups["words"], hit.start) for hit in hits] == [("Gabapentine", 3), ("tramadal", 34)]


@given(st.text("abcdefgh", max_size=9), st.text("abcdefgh", max_size=9))
def test_distance_is_symmetric_and_zero_only_for_equals(left: str, right: str) -> None:
    """The number of slips is the same in both directions, and none only between equal words."""
    assert distance(left, right) == distance(right, left)
    assert (distance(left, right) == 0) == (left == right)


@given(st.sampled_from([name for name in NAMES if len(name) >= 10]), st.data())
def test_every_lost_letter_is_found(name: str, data: st.DataObject) -> None:
    """Whichever letter but the first is lost, the name (or one spelt like the rest) is found."""
    at = data.draw(st.integers(1, len(name) - 1))
    written = name[:at] + name[at + 1 :]
    assert NEAR.nearest(written) is not None or written in NAMES


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("theraphy", "therapy"),
        ("steriod", "steroid"),
        ("Herination", "Herniation"),
        ("transforminal", "transforaminal"),
        ("intralaminar", "interlaminar"),
        ("WEEKNESS", "WEAKNESS"),
        ("paraesthesia", "paresthesia"),
        ("lumber", "lumbar"),
    ],
)
def test_a_word_of_the_field_is_read_as_meant(written: str, meant: str) -> None:
    """A slip of typing or dictation, in any case of letters."""
    assert list(FIELD.of(f"({written})", 0, len(written) + 2)) == [(1, len(written) + 1, meant)]


@pytest.mark.parametrize(
    "words",
    [
        "spondylolysis and spondylitis",
        "extension of the retrusion",
        "neurologist and neurosurgery",
        "meditation, mediation and inspections",
        "myopathy without intentions",
        "the deceased decreases",
        "subcuticular stitches",
        "dorsiflexors and plantarflexors",
        "insertions",
        "radiculopathies, dermatomes, myotomes",
    ],
)
def test_words_that_mean_something_else_stay(words: str) -> None:
    """Neighbours of the field's words in English and in the field."""
    assert list(FIELD.of(words, 0, len(words))) == []


def test_the_words_of_the_field_are_nobodys_slip() -> None:
    """No word is listed twice, and none is read as another."""
    words = " ".join((*FIELD.rules.words, *FIELD.rules.ordinary))
    assert list(FIELD.of(words, 0, len(words))) == []
    assert set(FIELD.rules.words).isdisjoint(FIELD.rules.ordinary)


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8))
def test_distance_is_that_of_a_plain_table(left: str, right: str) -> None:
    """Two numbers a column tell what a table of all beginnings of both words tells."""
    table = [[at + to for to in range(len(right) + 1)] for at in range(len(left) + 1)]
    for at in range(1, len(left) + 1):
        for to in range(1, len(right) + 1):
            changed = table[at - 1][to - 1] + (left[at - 1] != right[to - 1])
            table[at][to] = min(table[at - 1][to] + 1, table[at][to - 1] + 1, changed)
            if at > 1 and to > 1 and left[at - 1] == right[to - 2] and left[at - 2] == right[to - 1]:
                table[at][to] = min(table[at][to], table[at - 2][to - 2] + 1)
    assert distance(left, right) == table[-1][-1]
