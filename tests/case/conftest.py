"""Grounds in few words for the tests of measures."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.case.case import Case
from chartcase.case.dermatomes import dermatomes
from chartcase.case.measured import Ground, in_order

_SPEC = importlib.util.spec_from_file_location("casebook", Path(__file__).parents[1] / "criteria" / "casebook.py")
assert _SPEC is not None
assert _SPEC.loader is not None
casebook = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(casebook)


@pytest.fixture
def make_case() -> Callable[..., Case]:
    """`make_case([{type: ..., value: {...}}, ...])`: see casebook.build_case."""
    return casebook.build_case


@pytest.fixture
def ground(make_case: Callable[..., Case]) -> Callable[..., Ground]:
    """`ground([{type: ..., value: {...}}, ...], lenient=False)`: what a measure is given."""

    def make(facts: list[dict[str, object]], *, lenient: bool = False, **fields: object) -> Ground:
        case = make_case(facts, **fields)
        return Ground(in_order(case.facts), case.sources, dermatomes(), lenient)

    return make
