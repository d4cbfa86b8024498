"""What an expression needs: never more than its matches hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartcase.literals import EDGE, needs_of
from chartcase.patterns import Pattern
from chartcase.sieve import Sieve

_WORDS = st.sampled_from(["pain", "L5", "no", "mri", "a", "mg", "10", "of", "c"])
_ATOMS = st.one_of(
    _WORDS,
    st.sampled_from(
        [r"\b", r"\d", r"\w", ".", "[a-c]", "[^x]", "[5-7/]", " ", "-", r"\.", "^", "$", r"[\d.]", "(?m:^)"]
    ),
)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    repeated = st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{1,3}", "{0,2}", "+?"])).map(
        lambda pair: f"(?:{pair[0]}){pair[1]}"
    )
    either = st.lists(inner, min_size=2, max_size=3).map(lambda some: f"(?:{'|'.join(some)})")
    return st.one_of(repeated, either, st.lists(inner, min_size=1, max_size=4).map("".join))


_EXPRESSIONS = st.recursive(_ATOMS, _wrapped, max_leaves=12)
_TEXTS = st.lists(st.one_of(_WORDS, st.sampled_from([" ", "-", "/", ".", "\n", "x", "7"])), max_size=12).map("".join)


@settings(max_examples=400, deadline=None)
@given(_EXPRESSIONS, _TEXTS)
def test_what_matches_is_never_held_back(source: str, text: str) -> None:
    """Wherever an expression matches, all that it is said to need is there; and what is said to stay in its line
    does."""
    pattern, data = Pattern(source), text.encode("ascii")
    if pattern.found(data):
        assert Sieve([pattern.needs()]).possible(data) == [0]
    if not pattern.needs().crosses:
        assert all(b"\n" not in data[hit.start : hit.end] for hit in pattern.find_all(data))


@pytest.mark.parametrize(
    ("source", "clauses"),
    [
        (r"\bpain\b", [{f"{EDGE}pain{EDGE}"}]),
        ("left leg", [{f"{EDGE}leg"}, {f"left{EDGE}"}]),
        ("(?:left|right) leg", [{f"left{EDGE}", f"right{EDGE}"}]),
        (r"mri\w* (?:of |the )?spine", [{"mri"}, {f"{EDGE}spine"}]),
        ("pains?", [{"pain", "pains"}]),
        ("x*", []),
        (r"\w+", []),
    ],
)
def test_the_rarest_pieces_are_asked_for(source: str, clauses: list[set[str]]) -> None:
    """Words with the edges that the expression asks for; nothing where anything matches."""
    found = [set(clause) for clause in needs_of(source).clauses]
    assert sorted(map(sorted, found)) == sorted(map(sorted, clauses))


@pytest.mark.parametrize("source", ["(?s:a.b)", r"\pL", r"\x41", "(?i)a"])
def test_what_is_not_read_may_match_anywhere(source: str) -> None:
    """An expression that uses more of the language is never held back, in no line."""
    assert needs_of(source).clauses == ()
    assert needs_of(source).crosses


@pytest.mark.parametrize(("source", "crosses"), [("[^.]x", True), (r"[^.\n]x", False), (r"\Wx", True), (".x", False)])
def test_line_breaks(source: str, crosses: bool) -> None:
    """A class that leaves out some signs takes line breaks, unless it leaves them out too."""
    assert needs_of(source).crosses is crosses
