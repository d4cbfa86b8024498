"""The policies that decisions were checked by: titles and topics of their criteria, and which policy leads.

It stands apart because a store names policies by id alone, and one of them may no longer be installed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chartcase.corpus.decided import Check, Decision
from chartcase.corpus.rechecked import installed

GROUP_OF_STATUS: Mapping[str, str] = {
    "MET": "met",
    "LIKELY_MET": "met",
    "UNDETERMINED": "open",
    "LIKELY_NOT_MET": "not met",
    "NOT_MET": "not met",
}
"""A status as one of three; criteria that do not apply or are not assessed are in no group."""


class Reading(StrEnum):
    """By which of a document's words a criterion was checked."""

    RECORD = "record"
    STATED = "stated"
    STRICT = "strict"


WHAT_READINGS_ARE = (
    "Record: by what the record shows, without the decision's rationale and the payer's "
    "reviewers. Stated: by all that the "
    "document says, so that the rationale speaks in it too. Strict: the same without facts that "
    "rest on a reviewer's own "
    "word. None is what the decision itself found."
)
STATUSES = ("met", "open", "not met")
ENOUGH = 10
"""A policy by which fewer decisions were checked gets no chapter, but is named."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A policy: its title, how many decisions were checked by it, and title and topic of each criterion, in order."""

    policy: str
    title: str
    decisions: int
    criteria: Mapping[str, tuple[str, str]]


def yardsticks(decided: Sequence[Decision], wanted: Iterable[str] = ()) -> list[Yardstick]:
    """The policies that decisions were checked by, the most used first; only the wanted ones where some are named."""
    used = Counter(policy for one in decided for policy in {check.policy for check in one.checks})
    seen: dict[str, dict[str, None]] = {}
    for one in decided:
        for check in one.checks:
            seen.setdefault(check.policy, {})[check.criterion] = None
    chosen = set(wanted) or set(used)
    found: list[Yardstick] = []
    for policy, count in sorted(used.items(), key=lambda item: (-item[1], item[0])):
        if policy in chosen:
            known = installed(policy)
            titles = {one.id: (one.title, one.topic.value) for one in known.criteria} if known else {}
            criteria = {one: titles.get(one, (one.replace("_", " "), "")) for one in seen[policy]}
            found.append(Yardstick(policy, known.title if known else policy, count, criteria))
    return found


def statuses(decision: Decision, policy: str, reading: Reading = Reading.RECORD) -> dict[str, str]:
    """Criterion to its group of statuses, for what applies."""
    return {
        check.criterion: group
        for check in decision.checks
        if check.policy == policy and (group := GROUP_OF_STATUS.get(_status(check, reading) or ""))
    }


def _status(check: Check, reading: Reading) -> str | None:
    if reading is Reading.RECORD:
        return check.record
    return check.strict if reading is Reading.STRICT else check.stated
