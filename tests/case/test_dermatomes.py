"""The dermatome map: votes, not verdicts, and a disc that reaches different roots by zone."""

import pytest

from chartcase.case.dermatomes import dermatomes, longest

MAP = dermatomes()


@pytest.mark.parametrize(
    ("level", "zone", "roots"),
    [
        ("L4-5", "paracentral", {"L5"}),
        ("L4-5", "foraminal", {"L4"}),
        ("L4-5", None, {"L4", "L5"}),
        ("C6-7", "paracentral", {"C7"}),
        ("C6-7", "foraminal", {"C7"}),
        ("C7-T1", None, {"C8"}),
        ("L5-S1", "paracentral", {"S1"}),
        ("L5-S1", "foraminal", {"L5"}),
    ],
)
def test_a_disc_reaches_roots_by_zone(level: str, zone: str | None, roots: set[str]) -> None:
    """Lumbar: the lower root paracentrally, the upper one in the foramen; cervical: the lower one either way."""
    assert MAP.reached(level, zone) == roots


def test_several_areas_vote_together() -> None:
    """Fingers one to three and the back of the arm fit C6 and C7; the shoulder alone does not outvote them."""
    sites = ["shoulder", "posterolateral arm", "elbow", "distal anterior forearm", "palm", "fingers 1-3"]
    assert MAP.candidates(sites) == {"C6", "C7"}


def test_a_strong_area_counts_double() -> None:
    """The great toe is L5's own; the buttock is shared by L5 and S1."""
    assert MAP.votes(["great toe"])["L5"] == 2
    assert MAP.votes(["buttock"]) == {"L5": 1, "S1": 1}


def test_an_area_off_the_map_votes_for_none() -> None:
    """A leg names no root."""
    assert MAP.candidates(["leg"]) == frozenset()


@pytest.mark.parametrize(
    ("site", "below"),
    [
        ("foot", True),
        ("left calf", True),
        ("posterior leg", True),
        ("anterior thigh", False),
        ("back of knee", False),
        ("leg", None),
        ("lower extremity", None),
        ("hand", None),
    ],
)
def test_below_the_knee(site: str, below: bool | None) -> None:
    """A thigh is above, a calf below, and "leg" does not say."""
    assert MAP.below_knee(site) is below


def test_longest_area_wins_as_whole_words() -> None:
    """The anterior thigh beats the thigh; a hip is not in a chip."""
    assert longest("the left anterior thigh", ["thigh", "anterior thigh"]) == "anterior thigh"
    assert longest("chip", ["hip"]) is None


def test_every_strong_area_is_an_area_and_every_root_has_a_source() -> None:
    """The map's own promises."""
    for root in MAP.roots.values():
        assert set(root.strong_areas) <= set(root.areas)
        assert root.sources


@pytest.mark.parametrize(
    ("name", "key", "roots"),
    [
        ("Achilles", "reflexes", {"S1"}),
        ("extensor hallucis longus", "muscles", {"L5"}),
        ("triceps", "reflexes", {"C7"}),
        ("great toe extension", "actions", {"L5"}),
    ],
)
def test_muscles_and_reflexes_point_to_roots(name: str, key: str, roots: set[str]) -> None:
    """By the map's lists."""
    assert MAP.tested(name, key) == roots
