"""A house is known by a word that houses bear, in a row with a word that the trade does not use."""

import pytest

from chartcase.deidentify.houses import houses_in


@pytest.mark.parametrize(
    "name", ["Tamarack Ridge Care Center", "Prairie Mutual Casualty", "Gravois Rehab", "EVANGELINE SUGAR COOP"]
)
def test_the_name_of_a_house_goes_whole(name: str) -> None:
    """Its plain words too."""
    text = f"seen at {name} today" if not name.isupper() else name
    assert (text.index(name), text.index(name) + len(name)) in list(houses_in(text))


@pytest.mark.parametrize("words", ["Physical Therapy", "Review of Systems", "Pain Management", "MEDICAL HISTORY"])
def test_headings_stay(words: str) -> None:
    """All their words are of the trade."""
    assert list(houses_in(f"{words}\nLumbar pain.")) == []
