"""Names: what may be one person's, and what may not."""

import pytest

from chartcase.case.names import Name, name_of, same_person

ENDS = frozenset({"dob", "mrn", "denies"})
SHORT = {"robert": frozenset({0}), "bob": frozenset({0})}


def named(words: str, *, titled: bool = False) -> Name:
    name = name_of(words, ENDS, titled=titled)
    assert name is not None
    return name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harlan Brisko", "BRISKO, HARLAN J."),
        ("Harlan J Brisko Jr.", "Harlan Brisko"),
        ("H. Brisko", "Harlan Brisko"),
        ("Brisko", "Harlan Brisko"),
        ("Bettany Crake-Holloway", "Crake-Holloway, B."),
        ("Bettany Crake-Holloway", "Bettany Crake Holloway"),
        ("Bettany Crake-Holloway", "Holloway, Bettany"),
        ("Bob Ostrakova", "Robert Ostrakova"),
        ("Delphine Ostrakova", "Delphlne Ostrakcva"),
        ("Corwin Barnes", "Corwin Bames"),
        ("Corwin Barnes DOB", "Barnes Corwin"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    """Order, initials, hyphens, short forms, generations and misread letters do not part a name from itself."""
    assert same_person(named(one), named(other), SHORT) is True
    assert same_person(named(other), named(one), SHORT) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harlan Brisko", "Delphine Ostrakova"),
        ("Maria Lopez", "Juan Lopez"),
        ("Brisko, H.", "Brisko, M."),
        ("H. Brisko", "Margaret Brisko"),
        ("Maria Lopez", "Maria Okereke"),
    ],
)
def test_two_persons(one: str, other: str) -> None:
    """Another family name, or the same one with another given name, is another person."""
    assert same_person(named(one), named(other), SHORT) is False
    assert same_person(named(other), named(one), SHORT) is False


def test_a_given_name_alone_and_a_family_name_alone_tell_nothing() -> None:
    """The two may be one person: neither says so."""
    assert same_person(named("Harlan"), named("Brisko"), SHORT) is None


def test_two_family_names_after_titles_are_two_persons() -> None:
    """A title stands before a family name, so two that differ are two."""
    assert same_person(named("Brisko", titled=True), named("Quint", titled=True), SHORT) is False


@pytest.mark.parametrize("words", ["XXXXX, XXXXX", "DOB", "denies Pain", "J.", "Xx"])
def test_what_is_no_name(words: str) -> None:
    """A mask, a label, or an initial alone gives no name."""
    assert name_of(words, ENDS) is None


def test_a_name_never_shows_itself() -> None:
    """Its `repr` holds no word of it."""
    assert "brisko" not in repr(named("Harlan Brisko")).lower()
