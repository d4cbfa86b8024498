"""Which expressions words let through."""

from chartcase.literals import needs_of
from chartcase.sieve import Sieve

_SIEVE = Sieve([needs_of(source) for source in (r"\bpain\b", "left leg", r"\d+ ?mg", "x*")])


def test_words_let_through_what_they_may_hold() -> None:
    """Every expression all of whose pieces stand in the text, in order; what needs nothing always."""
    assert _SIEVE.possible(b"No PAIN in the left leg.") == [0, 1, 3]
    assert _SIEVE.possible(b"painful legs, 5 mg left") == [1, 2, 3]
    assert _SIEVE.possible(b"") == [3]


def test_lines_are_told_apart() -> None:
    """Each line by its own words, with its place in the stream; blank lines are left out."""
    told = [(start, end, _SIEVE.places(says)) for start, end, says in _SIEVE.lines(b"pain\n\nleft\nleg left")]
    assert told == [(0, 4, [0, 3]), (6, 10, [3]), (11, 19, [1, 3])]


def test_a_sieve_of_nothing_lets_nothing_through() -> None:
    """No expression, no place."""
    assert Sieve([]).possible(b"pain") == []


def test_a_long_word_costs_its_length() -> None:
    """A text without a blank is one word: what stands inside it is found."""
    assert 1 not in _SIEVE.possible(b"a" * 200_000)
    assert Sieve([needs_of("leg")]).possible(b"a" * 200_000 + b"legs") == [0]
