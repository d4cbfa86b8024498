"""The script that holds an analysis against what was planted tells a recovered driver from a lost one."""

import importlib.util
import math
import sys
from pathlib import Path
from types import ModuleType

import pytest
from decided_cases import decided

from chartcase.corpus.intervals import Ratio

TOP = Path(__file__).resolve().parents[2]
DAYS = ("Monday", "Tuesday")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("check_drivers", TOP / "scripts" / "check_drivers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_drivers"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("planted", "low", "high", "out", "covered"),
    [
        (2.0, 1.5, 2.5, True, True),
        (2.0, 1.1, 1.9, True, False),
        (2.0, 0.9, 2.5, False, True),
        (0.5, 1.5, 2.5, False, False),
    ],
)
def test_out_and_covered_are_two_questions(
    script: ModuleType, planted: float, low: float, high: float, out: bool, covered: bool
) -> None:
    """An interval may leave 1 out and still miss what was planted; the wrong side is no recovery."""
    found = Ratio((low + high) / 2, low, high, 0.01)
    one = script.Recovered("a", planted, found, None, 1.0, 1.0)
    assert (one.came_out, one.covered) == (out, covered)


def test_planted_drivers_and_nulls_of_a_corpus(script: ModuleType) -> None:
    """700 decisions with one driver and nulls: the one comes out, is read without a fault, and no null does."""
    found = decided(700, 11)
    known = {
        one.document: script.Truth(
            {"objective_signs": one.features["objective_signs"] is True}, one.favourable is True, DAYS[place % 2], "tdi"
        )
        for place, one in enumerate(found)
    }
    (driver,) = script.drivers(found, known, {"objective_signs": math.log(7.0)})
    assert driver.came_out
    assert driver.covered
    assert (driver.sensitivity, driver.specificity) == (1.0, 1.0)
    null = script.nulls(found, known)
    assert {"side", "sex", "age", "organisation", "weekday"} <= set(null)
    assert all(q > 0.05 for _, q, _ in null.values())
