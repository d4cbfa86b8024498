"""The checker's public names: policies, load_policy, check, and what they give.

It stands apart so that callers do not depend on how the checker is cut into modules.
"""

from chartcase.criteria.assessment import Assessment, CriterionResult, MissingItem, Proof
from chartcase.criteria.checking import check
from chartcase.criteria.judging import Status
from chartcase.criteria.policy import Policy
from chartcase.criteria.reading import PolicyInfo, load_policy, policies

__all__ = [
    "Assessment",
    "CriterionResult",
    "MissingItem",
    "Policy",
    "PolicyInfo",
    "Proof",
    "Status",
    "check",
    "load_policy",
    "policies",
]
