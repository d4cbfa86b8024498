"""Rates by what was asked, who decided, where and when."""

from dataclasses import replace

from decided_cases import decided

from chartcase.corpus.outcomes import SPLITS, UNSAID, exhibits, rates
from chartcase.corpus.sample import sample

BY_ID = {split.id: split for split in SPLITS}


def test_groups_add_up() -> None:
    """Every decision is in one group of a split, and its outcome is counted."""
    found = decided(60)
    told = rates(found, BY_ID["organisation"])
    assert sum(one.share.n for one in told) == 60
    assert sum(one.share.count for one in told) == sum(one.favourable is True for one in found)
    assert sorted(document for one in told for document in one.documents) == sorted(one.document for one in found)


def test_what_is_not_stated_is_a_group_of_its_own_and_last() -> None:
    """Unknown is a value."""
    found = decided(20)
    found[0] = replace(found[0], specialty=None)
    assert rates(found, BY_ID["specialty"])[-1].label == UNSAID


def test_partly_granted_is_granted() -> None:
    """An overturn in part counts with the overturns; a missing outcome with none."""
    one = decided(1)[0]
    assert replace(one, outcome="partially_overturned").favourable is True
    assert replace(one, outcome="upheld").favourable is False
    assert replace(one, outcome="dismissed").favourable is None


def test_a_text_counts_once() -> None:
    """Of two documents with the same text the first counts."""
    first, second = decided(2)
    found = sample([first, replace(second, same_as=first.document)])
    assert found.decided == (first,)
    assert found.dropped_same == 1


def test_other_stages_do_not_count() -> None:
    """A utilization review's letter is no last word."""
    first, second = decided(2)
    found = sample([first, replace(second, stage="ur")])
    assert found.decided == (first,)
    assert found.dropped_stage == 1


def test_every_figure_says_filter_n_and_documents() -> None:
    """Filter, n and the documents of each group, for every split."""
    for one in exhibits(sample(decided(80))):
        assert one.filter
        assert one.n == 80
        assert {document for group in one.members for document in group.documents}


def test_nothing_planted_is_nothing_found() -> None:
    """Outcomes that follow no split: no exhibit claims a difference."""
    for one in exhibits(sample(decided(300, 3, effect=0.0))):
        assert "beyond chance" not in one.says, one.id


def test_few_decisions_are_marked() -> None:
    """A group below thirty is marked in the table."""
    for one in exhibits(sample(decided(40))):
        assert all(row[-1] == ("few" if isinstance(row[1], int) and row[1] < 30 else "") for row in one.table.rows)
