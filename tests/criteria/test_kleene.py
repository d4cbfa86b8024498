"""The logic: its laws, its oracle, and that learning more never turns an answer around."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase.criteria.kleene import Truth, all_of, any_of, at_least, truth, when

KNOWN = [Truth.TRUE, Truth.FALSE, Truth.UNKNOWN]
truths = st.sampled_from(KNOWN)
any_truth = st.sampled_from(list(Truth))

Tree = tuple[str, object]
trees = st.recursive(
    truths.map(lambda value: ("leaf", value)),
    lambda below: (
        st.tuples(st.sampled_from(["all", "any"]), st.lists(below, min_size=1, max_size=4))
        | st.tuples(st.just("at_least"), st.tuples(st.integers(1, 4), st.lists(below, min_size=4, max_size=5)))
    ),
    max_leaves=14,
)


def ours(tree: Tree) -> Truth:
    form, below = tree
    if form == "leaf":
        return below
    if form == "at_least":
        count, parts = below
        return at_least(count, [ours(part) for part in parts])
    return (all_of if form == "all" else any_of)(ours(part) for part in below)


def sql(tree: Tree) -> str:
    """The tree as an SQL expression; "at least n" is a sum of ones, with its upper end where NULL counts as one."""
    form, below = tree
    if form == "leaf":
        return {Truth.TRUE: "1", Truth.FALSE: "0", Truth.UNKNOWN: "NULL"}[below]
    if form == "at_least":
        count, parts = below
        least = " + ".join(f"COALESCE(({sql(part)}), 0)" for part in parts)
        most = " + ".join(f"COALESCE(({sql(part)}), 1)" for part in parts)
        return f"CASE WHEN {least} >= {count} THEN 1 WHEN {most} < {count} THEN 0 ELSE NULL END"
    return f" {'AND' if form == 'all' else 'OR'} ".join(f"({sql(part)})" for part in below)


@given(trees)
def test_sqlite_agrees_on_random_trees(tree: Tree) -> None:
    """SQLite's three-valued logic gives the same for every tree without parts that do not apply."""
    with sqlite3.connect(":memory:") as store:
        (found,) = store.execute(f"SELECT {sql(tree)}").fetchone()
    store.close()
    assert ours(tree) is truth(None if found is None else bool(found))


@given(st.lists(any_truth, min_size=1, max_size=6), st.data(), st.integers(1, 6))
def test_learning_more_never_turns_an_answer_around(values: list[Truth], data: st.DataObject, count: int) -> None:
    """Where an answer is known, putting a value in place of an unknown part keeps it (or makes it not apply)."""
    learned = [data.draw(any_truth) if value is Truth.UNKNOWN else value for value in values]
    for join in (all_of, any_of, lambda parts: at_least(count, parts)):
        before, after = join(values), join(learned)
        assert before is Truth.UNKNOWN or after is before


@given(st.lists(any_truth, max_size=6), st.randoms())
def test_the_order_of_parts_does_not_matter(values: list[Truth], random: object) -> None:
    """All, any and at least are symmetric."""
    shuffled = list(values)
    random.shuffle(shuffled)
    assert all_of(values) is all_of(shuffled)
    assert any_of(values) is any_of(shuffled)
    assert at_least(2, values) is at_least(2, shuffled)


@pytest.mark.parametrize("join", [all_of, any_of])
def test_parts_that_do_not_apply_are_left_out(join: object) -> None:
    """A group of nothing that applies does not apply; else the rest decides."""
    assert join([Truth.NOT_APPLICABLE]) is Truth.NOT_APPLICABLE
    assert join([]) is Truth.NOT_APPLICABLE
    assert join([Truth.NOT_APPLICABLE, Truth.FALSE]) is Truth.FALSE


def test_unknown_is_never_false() -> None:
    """One unknown part keeps "all" open unless another is false."""
    assert all_of([Truth.TRUE, Truth.UNKNOWN]) is Truth.UNKNOWN
    assert all_of([Truth.FALSE, Truth.UNKNOWN]) is Truth.FALSE
    assert any_of([Truth.FALSE, Truth.UNKNOWN]) is Truth.UNKNOWN


def test_at_least_asks_no_more_than_applies() -> None:
    """Two of three are asked for and only one applies: that one decides."""
    assert at_least(2, [Truth.TRUE, Truth.NOT_APPLICABLE, Truth.NOT_APPLICABLE]) is Truth.TRUE
    assert at_least(2, [Truth.TRUE, Truth.UNKNOWN, Truth.FALSE]) is Truth.UNKNOWN


def test_when_its_condition_is_unknown_so_is_the_whole() -> None:
    """Whether a criterion applies is not guessed from what it would say."""
    assert when(Truth.UNKNOWN, Truth.TRUE) is Truth.UNKNOWN
    assert when(Truth.FALSE, Truth.UNKNOWN) is Truth.NOT_APPLICABLE
    assert when(Truth.TRUE, Truth.FALSE) is Truth.FALSE
