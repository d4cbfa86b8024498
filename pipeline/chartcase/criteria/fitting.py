"""Whether a policy is for this request at all, said as notes beside the statuses.

It stands apart because a check with the wrong policy must not look like a check with the right one.
"""

from collections.abc import Iterator

from chartcase.case.case import Case
from chartcase.case.derive import firm_ground
from chartcase.case.dermatomes import Dermatomes
from chartcase.case.measured import Ground
from chartcase.case.request import EPIDURALS, asked_for, phase, requested_region
from chartcase.case.view import word
from chartcase.criteria.policy import Policy, Standing


def notes(case: Case, policy: Policy, roots: Dermatomes) -> tuple[str, ...]:
    """What a reader should know before the statuses: misfits, unread pages, figures that nobody verified."""
    ground = firm_ground(case.facts, case.sources, roots)
    return (*_misfits(ground, policy), *_unread(case), *_unverified(policy), *case.questions)


def fits(case: Case, policy: Policy, roots: Dermatomes) -> bool:
    """Whether there is a request and nothing of it speaks against the policy: region, procedure, first or repeat."""
    ground = firm_ground(case.facts, case.sources, roots)
    return not any(_misfits(ground, policy))


def _misfits(ground: Ground, policy: Policy) -> Iterator[str]:
    wanted = policy.applies_to
    region = requested_region(ground).value
    if isinstance(region, str) and wanted.regions and region not in wanted.regions:
        yield f"This policy is for {' and '.join(wanted.regions)}; the request is {region}."
    names = {name for fact in asked_for(ground) if (name := word(fact, "procedure"))}
    if (
        names
        and wanted.procedures
        and not names & set(wanted.procedures)
        and not names <= EPIDURALS - set(wanted.procedures)
    ):
        yield "This policy is for another procedure than the one asked for."
    asked = phase(ground).value
    if isinstance(asked, str) and wanted.phase and asked != wanted.phase:
        yield f"This policy is for an injection that is {wanted.phase}; the request is {asked}."
    if not asked_for(ground):
        yield "No request for an epidural injection was found in this record."


def _unread(case: Case) -> Iterator[str]:
    for source in case.sources:
        lost = [str(page.number) for page in source.pages if page.read_as == "unreadable"]
        if lost:
            yield f"Not read in {source.name}: page {', '.join(lost)}. What stands there is missing here."


def _unverified(policy: Policy) -> Iterator[str]:
    if any(source.standing is not Standing.PAGE for source in policy.sources):
        yield "Some figures of this policy are from summaries or unverified; check them against the payer's own text."
    if policy.note:
        yield policy.note
