"""The border cases of tests/policies/<id>.yaml: each policy at its limits, in silence, in conflict, masked."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from chartcase.case.case import Case
from chartcase.criteria.api import Policy, check, load_policy
from chartcase.criteria.reading import LOADER, policy_files

FOLDER = Path(__file__).parents[1] / "policies"
BORDERS = {"at", "below", "above", "silence", "conflict", "masked"}


@lru_cache
def policy_of(name: str) -> Policy:
    return load_policy(name)


@lru_cache
def cases_of(name: str) -> list[Any]:
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=LOADER)["cases"]  # noqa: S506 - safe


def told() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in cases_of(path.stem):
            yield pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize(("policy", "told_case"), list(told()))
def test_each_case_comes_out_as_told(policy: str, told_case: dict[str, Any], make_case: Callable[..., Case]) -> None:
    """The statuses named under `expect` are those of the assessment."""
    case = make_case(
        told_case["facts"],
        told_case.get("conflicts", ()),
        documents=told_case.get("documents", 1),
        document_date=told_case.get("document_date"),
    )
    assessment = check(case, policy_of(policy))
    found = {name: assessment.criterion(name).status.value for name in told_case["expect"]}
    assert found == told_case["expect"]


@pytest.mark.parametrize("path", policy_files(), ids=lambda path: path.stem)
def test_every_policy_has_its_border_cases(path: Path) -> None:
    """For each policy: at a limit, just below, just above, in silence, in conflict, with a masked date."""
    cases = cases_of(path.stem)
    assert {case["border"] for case in cases} >= BORDERS


@pytest.mark.parametrize("path", policy_files(), ids=lambda path: path.stem)
def test_every_criterion_has_a_case(path: Path) -> None:
    """Each criterion of a policy that can be assessed comes out in at least two ways in its cases."""
    cases = cases_of(path.stem)
    for criterion in policy_of(path.stem).criteria:
        if criterion.test is not None:
            ways = {case["expect"][criterion.id] for case in cases if criterion.id in case["expect"]}
            assert len(ways) >= 2, criterion.id
