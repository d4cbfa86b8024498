"""Criteria checked once more by what the record shows, without a word of the decision or of the payer's reviewers.

It stands apart because a status that was read with the decision's own rationale agrees with the outcome by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from chartcase.case.case import Case, Conflict, Source, SourcePage
from chartcase.corpus.schema import ConflictRow, DocumentRow
from chartcase.criteria.checking import check
from chartcase.criteria.policy import Policy
from chartcase.criteria.reading import load_policy, policies
from chartcase.fact import Fact


@lru_cache(maxsize=64)
def installed(policy: str) -> Policy | None:
    """The policy of that id, None where this installation has none."""
    return load_policy(policy) if policy in _known() else None


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(one.id for one in policies())


def record_case(document: DocumentRow, kept: Sequence[Fact], conflicts: Iterable[ConflictRow]) -> Case:
    """A case of these facts alone, with the conflicts that lie among them."""
    ids = {fact.id for fact in kept}
    page = SourcePage(number=1, read_as="text")
    return Case(
        program_version="",
        sources=(Source(name=document.name, sha256=document.document, pages=(page,)),),
        facts=tuple(kept),
        conflicts=tuple(
            Conflict(field=one.field, facts=one.facts, values=one.values)
            for one in conflicts
            if ids.issuperset(one.facts)
        ),
    )


def record_statuses(case: Case, wanted: Iterable[str]) -> Mapping[tuple[str, str], str]:
    """Policy and criterion to status, for the wanted policies that are installed."""
    found: dict[tuple[str, str], str] = {}
    for policy in map(installed, wanted):
        if policy is not None:
            found.update({(policy.id, one.id): one.status.value for one in check(case, policy).criteria})
    return found
