"""The dermatome map: which roots an area, a muscle, a reflex or a disc points to, with the map's own uncertainty.

It stands apart because symptom, examination, imaging and request meet only in it. Its data and their sources are in
rules/lexicon/dermatomes.yaml.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from chartcase.fact import Frozen
from chartcase.resources import rules
from chartcase.rulefile import read_model

STRONG_VOTE = 2
"""An area that the sources give to one root with little overlap counts double; a shared one counts once."""


class RootSource(Frozen):
    """Where entries of the map come from."""

    title: str
    link: str


class MapMeta(Frozen):
    """The map's form and its sources."""

    schema_: str = Field(alias="schema")
    sources: dict[str, RootSource]


class Discs(Frozen):
    """The disc that reaches a root by a paracentral herniation, and the one beside which the root leaves."""

    paracentral: str | None = None
    foraminal: str | None = None


class Root(Frozen):
    """What belongs to one root."""

    discs: Discs
    areas: tuple[str, ...]
    strong_areas: tuple[str, ...]
    muscles: tuple[str, ...]
    actions: tuple[str, ...]
    reflexes: tuple[str, ...]
    tests: tuple[str, ...]
    sources: tuple[str, ...]


class Extent(Frozen):
    """Areas by how far down a limb they lie."""

    below_knee: tuple[str, ...]
    above_knee: tuple[str, ...]
    leg_only: tuple[str, ...]
    arm: tuple[str, ...]
    trunk_only: tuple[str, ...]
    below_knee_phrases: tuple[str, ...]
    above_knee_phrases: tuple[str, ...]


class MapFile(Frozen):
    """rules/lexicon/dermatomes.yaml."""

    meta: MapMeta
    roots: dict[str, Root]
    extent: Extent
    nondermatomal: tuple[str, ...]


_LISTS: Mapping[str, Callable[[Root], tuple[str, ...]]] = {
    "muscles": lambda root: root.muscles,
    "actions": lambda root: root.actions,
    "reflexes": lambda root: root.reflexes,
    "tests": lambda root: root.tests,
}


@dataclass(frozen=True)
class Dermatomes:
    """The map, ready to be asked."""

    roots: Mapping[str, Root]
    extent: Extent

    def votes(self, sites: Iterable[str]) -> Counter[str]:
        """Votes a root gets from areas of pain or numbness: 2 for a strong area, 1 for a shared one."""
        votes: Counter[str] = Counter()
        for site in sites:
            for root, entry in self.roots.items():
                area = longest(site, entry.areas)
                if area and area == self._longest_of_all(site):
                    votes[root] += STRONG_VOTE if area in entry.strong_areas else 1
        return votes

    def candidates(self, sites: Iterable[str]) -> frozenset[str]:
        """Roots with at least half the votes of the best one; empty where no area is on the map."""
        votes = self.votes(sites)
        best = max(votes.values(), default=0)
        return frozenset(root for root, count in votes.items() if 2 * count >= best > 0)

    def reached(self, level: str, zone: str | None = None) -> frozenset[str]:
        """Roots that trouble at a disc can reach: by zone "paracentral" or "foraminal", or either where none is given.

        L4-5 reaches L5 by a paracentral herniation and L4 in the foramen; C6-7 reaches C7 either way.
        """
        return frozenset(
            root
            for root, entry in self.roots.items()
            if (zone != "foraminal" and entry.discs.paracentral == level)
            or (zone != "paracentral" and entry.discs.foraminal == level)
        )

    def levels(self, root: str) -> frozenset[str]:
        """Discs at which the root can be met: where it leaves, and where a paracentral herniation reaches it."""
        entry = self.roots.get(root)
        return (
            frozenset(level for level in (entry.discs.paracentral, entry.discs.foraminal) if level)
            if entry
            else frozenset()
        )

    def tested(self, name: str, key: str) -> frozenset[str]:
        """Roots of a muscle, an action, a reflex or a test (`key` is the map's list: "muscles", "actions", ...)."""
        return frozenset(root for root, entry in self.roots.items() if name.lower() in _LISTS[key](entry))

    def below_knee(self, site: str) -> bool | None:
        """Whether an area lies below the knee; None for "leg" or an area of another limb."""
        found = {
            verdict: longest(site, areas)
            for verdict, areas in (
                (True, self.extent.below_knee),
                (False, self.extent.above_knee),
                (None, self.extent.leg_only),
            )
        }
        best = max(found.values(), key=lambda area: len(area or ""))
        return next((verdict for verdict, area in found.items() if area == best), None) if best else None

    def in_arm(self, site: str) -> bool:
        """Whether an area lies in shoulder, arm, wrist or hand."""
        return longest(site, self.extent.arm) is not None

    def _longest_of_all(self, site: str) -> str | None:
        return longest(site, (area for entry in self.roots.values() for area in entry.areas))


def longest(site: str, areas: Iterable[str]) -> str | None:
    """The longest of `areas` that stands in `site` as whole words: "left anterior thigh" holds "anterior thigh"."""
    words = f" {_plain(site)} "
    return max((area for area in areas if f" {_plain(area)} " in words), key=len, default=None)


@lru_cache(maxsize=4096)
def _plain(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9-]+", words.lower()))


@lru_cache(maxsize=2)
def dermatomes(path: Path | None = None) -> Dermatomes:
    """The map of rules/lexicon/dermatomes.yaml, or of another file of its form, read once.

    Raises:
        RulesError: the file is wrong.
    """
    file = read_model(path or rules() / "lexicon" / "dermatomes.yaml", MapFile)
    return Dermatomes(file.roots, file.extent)
