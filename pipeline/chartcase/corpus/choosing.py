"""Which policy a document of a corpus is checked against where nobody names one.

It stands apart because a table of criteria means nothing without the rule that picked the policy.
"""

from collections.abc import Mapping, Sequence

from chartcase.case.case import Case
from chartcase.case.derive import firm_ground
from chartcase.case.dermatomes import Dermatomes
from chartcase.case.request import phase
from chartcase.case.view import words
from chartcase.criteria.fitting import fits
from chartcase.criteria.policy import Policy

CITED: Mapping[str, str] = {"ODG": "odg_esi", "eviCore": "evicore_cmm200", "LCD": "medicare_esi", "NCD": "medicare_esi"}
"""Criteria that a document says it was decided by, and the policy of this installation that holds them."""

GENERAL = "odg_esi"
_FEW_REGIONS = 2


def chosen(case: Case, policies: Sequence[Policy], roots: Dermatomes) -> Policy:
    """The policy that the document itself cites; else one that fits the request's phase, region and procedure as
    `check` would say; else the general one."""
    by_id = {policy.id: policy for policy in policies}
    cited = {name for fact in case.facts if fact.type == "determination" for name in words(fact, "criteria_cited")}
    for name, policy_id in CITED.items():
        if name in cited and policy_id in by_id:
            return by_id[policy_id]
    asked = phase(firm_ground(case.facts, case.sources, roots)).value
    fitting = [policy for policy in policies if fits(case, policy, roots)]
    for policy in fitting:
        if policy.applies_to.phase is not None and policy.applies_to.phase == asked:
            return policy
    for policy in fitting:
        if policy.applies_to.phase is None and len(policy.applies_to.regions) <= _FEW_REGIONS:
            return policy
    return by_id.get(GENERAL, policies[0])
