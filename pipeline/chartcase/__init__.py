"""chartcase reads the record behind a medical-necessity decision and makes one structured case of it.

The public names; each is loaded when it is first used, so that importing chartcase costs nothing:

    from chartcase import read, extract, check, load_policy
    case = extract(read("fax.pdf"))
    for criterion in check(case, load_policy("odg_esi")).criteria: ...
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chartcase.case.case import Case, Conflict
    from chartcase.criteria.api import check, load_policy, policies
    from chartcase.criteria.assessment import Assessment
    from chartcase.errors import ChartcaseError
    from chartcase.fact import Evidence, Fact
    from chartcase.flow import extract, read
    from chartcase.record import Record

__all__ = [
    "Assessment",
    "Case",
    "ChartcaseError",
    "Conflict",
    "Evidence",
    "Fact",
    "Record",
    "check",
    "extract",
    "load_policy",
    "policies",
    "read",
]

_HOME = {
    "Assessment": "criteria.assessment",
    "Case": "case.case",
    "ChartcaseError": "errors",
    "Conflict": "case.case",
    "Evidence": "fact",
    "Fact": "fact",
    "Record": "record",
    "check": "criteria.api",
    "extract": "flow",
    "load_policy": "criteria.api",
    "policies": "criteria.api",
    "read": "flow",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module on first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'chartcase' has no attribute {name!r}")
    return getattr(import_module(f"chartcase.{_HOME[name]}"), name)
