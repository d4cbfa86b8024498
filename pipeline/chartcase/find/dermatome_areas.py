"""Which root an area of skin points to, for the areas that point to one with little overlap.

It stands apart from the map of the case stage, which weighs all areas: a found fact may only carry what its own words
settle (rules/lexicon/dermatomes.yaml, strong_areas, with sources there).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from chartcase.resources import rules
from chartcase.rulefile import read_model


class _Root(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    strong_areas: tuple[str, ...] = ()


class _Areas(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    roots: Mapping[str, _Root]


@lru_cache(maxsize=1)
def _roots_by_area() -> Mapping[str, str]:
    areas = read_model(rules() / "lexicon" / "dermatomes.yaml", _Areas)
    return {area: root for root, entry in areas.roots.items() for area in entry.strong_areas}


def derived_roots(sites: Iterable[str]) -> tuple[str, ...]:
    """The roots that the sites point to, each once, in order of the sites; () where none of them points to one root."""
    by_area = _roots_by_area()
    return tuple(dict.fromkeys(root for site in sites if (root := by_area.get(site)) is not None))
