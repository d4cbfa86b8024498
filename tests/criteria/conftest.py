"""Cases in few words for the tests of the checker."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.case.case import Case

_SPEC = importlib.util.spec_from_file_location("casebook", Path(__file__).with_name("casebook.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
casebook = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(casebook)


@pytest.fixture
def make_case() -> Callable[..., Case]:
    """`make_case([{type: ..., value: {...}}, ...])`: see casebook.build_case."""
    return casebook.build_case
