"""Pairing predicted facts with gold: one to one, and what counts as right."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase.evaluate.gold import GoldFact
from chartcase.evaluate.match import pair_up, same
from chartcase.evaluate.vocabulary import vocabulary
from chartcase.fact import Assertion, Evidence, Fact, Range, Speaker, Value

MakeFact = Callable[..., Fact]


def gold(start: int, end: int, value: Mapping[str, Value] | None = None, kind: str = "physical_therapy") -> GoldFact:
    """A gold fact at a place; assertion and speaker are those of `at`."""
    return GoldFact(kind, value or {}, Assertion.PRESENT, Speaker.TREATING, None, None, (start, end))


def at(start: int, end: int, value: object = None, **fields: object) -> Fact:
    """A predicted fact at a place."""
    plain: dict[str, object] = {
        "id": "f0001",
        "type": "physical_therapy",
        "value": value or {},
        "assertion": "present",
        "stated_by": "treating",
        "evidence": (Evidence(source="n", page=1, start=start, end=end, quote="x" * (end - start)),),
        "confidence": 0.5,
        "rule": "physical_therapy.named",
    }
    return Fact.model_validate(plain | fields)


def pairs(golds: list[GoldFact], facts: list[Fact]) -> list[tuple[int, int, bool]]:
    """(gold, predicted, right) of every pair."""
    found = pair_up(golds, [fact.span for fact in golds], facts, vocabulary())
    return [(pair.gold, pair.predicted, pair.right) for pair in found]


def test_sharing_one_character_is_enough() -> None:
    """Overlap, not equality, makes a pair; touching does not."""
    assert pairs([gold(0, 5)], [at(4, 9)]) == [(0, 0, True)]
    assert pairs([gold(0, 5)], [at(5, 9)]) == []


def test_another_type_never_pairs() -> None:
    """The same words as another type are missed and spurious."""
    assert pairs([gold(0, 5, kind="request")], [at(0, 5)]) == []


def test_two_facts_of_one_place_share_one_gold() -> None:
    """One to one: the second prediction stays alone."""
    assert len(pairs([gold(0, 5)], [at(0, 5), at(0, 5)])) == 1


def test_more_pairs_beat_a_better_one() -> None:
    """A pair is given up for two; a greedy choice would find one."""
    golds = [gold(0, 10, {"weeks": 6}), gold(8, 20, {"weeks": 9})]
    facts = [at(0, 20, {"weeks": 9}), at(9, 12, {"weeks": 6})]
    assert len(pairs(golds, facts)) == 2


def test_a_right_pair_beats_a_larger_overlap() -> None:
    """Of two predictions at one place, the right one is taken."""
    assert pairs([gold(0, 10, {"weeks": 6})], [at(0, 10, {"weeks": 5}), at(3, 6, {"weeks": 6})]) == [(0, 1, True)]


def test_the_larger_overlap_decides_between_equals() -> None:
    """Of two wrong predictions, the one that shares more words is taken."""
    assert pairs([gold(0, 10, {"weeks": 6})], [at(8, 12), at(0, 9)]) == [(0, 1, False)]


def test_a_gold_fact_without_a_place_pairs_with_nothing() -> None:
    """Words that were not read cannot be found."""
    assert pair_up([gold(0, 5)], [None], [at(0, 5)], vocabulary()) == ()


def test_any_of_several_quotes_can_carry_the_pair() -> None:
    """A fact that rests on two places pairs by either."""
    evidence = [at(0, 3).evidence[0], at(50, 60).evidence[0]]
    assert pairs([gold(55, 58)], [at(0, 3, evidence=evidence)]) == [(0, 0, True)]


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({}, True),
        ({"value": {"weeks": 6, "sessions": 12}}, True),
        ({"value": {}}, False),
        ({"value": {"weeks": 6.2}}, False),
        ({"assertion": "absent"}, False),
        ({"stated_by": "ur"}, False),
        ({"grade": "implied"}, True),
    ],
)
def test_right_is_what_gold_gives(fields: dict[str, object], right: bool) -> None:
    """Every value key of gold, the assertion and the speaker; what gold leaves out is not scored."""
    assert pairs([gold(0, 5, {"weeks": 6})], [at(0, 5, **({"value": {"weeks": 6}} | fields))]) == [(0, 0, right)]


@pytest.mark.parametrize(
    ("expected", "got", "weeks", "equal"),
    [
        (26.1, 26.0, True, True),
        (26.1, 25.9, True, False),
        (26.1, 26.0, False, False),
        (6, 6.0, False, True),
        (Range(lo=4, hi=6), Range(lo=4.1, hi=6), True, True),
        (Range(lo=4, hi=6), 4, True, False),
        (("L4-5", "L5-S1"), ("L5-S1", "L4-5"), False, True),
        (("L4-5",), ("L4-5", "L5-S1"), False, False),
        (True, 1, False, False),
        ("left", "left", False, True),
        ("left", None, False, False),
    ],
)
def test_when_two_values_are_the_same(expected: Value, got: Value | None, weeks: bool, equal: bool) -> None:
    """Lists in any order, numbers by value, weeks within 0.1."""
    assert same(expected, got, weeks=weeks) is equal


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=6)


@given(spans, spans)
def test_pairs_are_one_to_one_and_none_is_left_over(golds: list[tuple[int, int]], facts: list[tuple[int, int]]) -> None:
    """No fact serves twice, and no free gold fact overlaps a free prediction."""
    wanted = [gold(start, start + size) for start, size in golds]
    given_facts = [at(start, start + size) for start, size in facts]
    found = pairs(wanted, given_facts)
    assert len({item[0] for item in found}) == len({item[1] for item in found}) == len(found)
    free_gold = [fact.span for n, fact in enumerate(wanted) if n not in {item[0] for item in found}]
    free = [fact.evidence[0] for n, fact in enumerate(given_facts) if n not in {item[1] for item in found}]
    assert not any(span[0] < item.end and item.start < span[1] for span in free_gold for item in free)
