"""Assessments side by side: two policies, what would flip, and the document's own view against the checker's.

It stands apart because each is a comparison of finished assessments and computes no status of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field

from chartcase.case.case import Case
from chartcase.case.view import REVIEWERS
from chartcase.criteria.assessment import Assessment, CriterionResult, Disposition
from chartcase.criteria.checking import check
from chartcase.criteria.judging import Status
from chartcase.criteria.policy import Policy, Topic
from chartcase.errors import FileMissing
from chartcase.fact import Frozen
from chartcase.rulefile import read_model

WEIGHT: Mapping[Status, int] = {
    Status.NOT_MET: 6,
    Status.LIKELY_NOT_MET: 5,
    Status.UNDETERMINED: 4,
    Status.LIKELY_MET: 3,
    Status.MET: 2,
    Status.NOT_APPLICABLE: 1,
    Status.NOT_ASSESSED: 0,
}
"""Which status of several stands for all: the one that holds the request up most."""


class TopicRow(Frozen):
    """One topic in two policies: the criteria of each with their statuses, what stands for all, and if that differs."""

    topic: Topic
    first: tuple[CriterionResult, ...]
    second: tuple[CriterionResult, ...]
    first_status: Status
    second_status: Status

    @property
    def changes(self) -> bool:
        """Whether the choice of policy changes the answer here."""
        return self.first_status is not self.second_status


def side_by_side(first: Assessment, second: Assessment) -> tuple[TopicRow, ...]:
    """Two assessments of one case by topic, in the topics' order; topics that neither has are left out."""
    return tuple(row for topic in Topic if (row := _row(topic, first, second)).first or row.second)


def _row(topic: Topic, first: Assessment, second: Assessment) -> TopicRow:
    ours = tuple(result for result in first.criteria if result.topic is topic)
    theirs = tuple(result for result in second.criteria if result.topic is topic)
    return TopicRow(topic=topic, first=ours, second=theirs, first_status=_worst(ours), second_status=_worst(theirs))


def _worst(results: Sequence[CriterionResult]) -> Status:
    return max((result.status for result in results), key=WEIGHT.__getitem__, default=Status.NOT_ASSESSED)


class Flip(Frozen):
    """A criterion whose status a supposition changes."""

    id: str
    title: str
    before: Status
    after: Status
    reason: str


def flips(before: Assessment, after: Assessment) -> tuple[Flip, ...]:
    """Criteria that stand differently in two assessments by one policy."""
    return tuple(
        Flip(id=new.id, title=new.title, before=old.status, after=new.status, reason=new.reason)
        for old, new in zip(before.criteria, after.criteria, strict=True)
        if old.status is not new.status
    )


class MirrorRow(Frozen):
    """One criterion: by the whole record, by reviewers' words, by everybody else's, and as the document states it."""

    id: str
    title: str
    checker: Status
    by_reviewers: Status
    by_record: Status
    stated: Status | None
    differs: bool
    why: str


class Mirror(Frozen):
    """Where the document and the checker differ, beside what documents decided."""

    policy: str
    rows: tuple[MirrorRow, ...]
    dispositions: tuple[Disposition, ...]
    outcome: str


AGAINST = frozenset({"upheld", "not_certified", "not_necessary"})
IN_FAVOUR = frozenset({"overturned", "certified", "necessary"})


def mirror(case: Case, policy: Policy, stated: Mapping[str, Status] | None = None) -> Mirror:
    """The checker's statuses beside the document's own view, criterion by criterion.

    What reviewers say (utilization review, IRO, hearing, the author of an assessment) is read apart from what those say
    who treat, test or operate; the request counts for both. `stated` are statuses that the document itself writes.
    """
    whole = check(case, policy)
    reviewers = check(_told_by(case, reviewing=True), policy)
    record = check(_told_by(case, reviewing=False), policy)
    rows = zip(whole.criteria, reviewers.criteria, record.criteria, strict=True)
    return Mirror(
        policy=policy.id,
        rows=tuple(_mirror_row(*row, (stated or {}).get(row[0].id)) for row in rows),
        dispositions=whole.dispositions,
        outcome=_outcome(whole),
    )


def _outcome(whole: Assessment) -> str:
    """What the documents decided beside what holds the request up here; never what should have been decided."""
    said = {disposition.outcome for disposition in whole.dispositions}
    open_or_unmet = sum(WEIGHT[result.status] >= WEIGHT[Status.UNDETERMINED] for result in whole.criteria)
    unmet = sum(result.status is Status.NOT_MET for result in whole.criteria)
    if said & AGAINST and said & IN_FAVOUR:
        return "The documents decided both ways."
    if said & AGAINST and not open_or_unmet:
        return "The document decided against the request; here no criterion is unmet or open."
    if said & IN_FAVOUR and unmet:
        return f"The document decided for the request; here {unmet} of the criteria are not met."
    return (
        "The outcome and the statuses do not contradict each other." if said else "No document of the record decided."
    )


def _mirror_row(
    whole: CriterionResult, reviewers: CriterionResult, record: CriterionResult, stated: Status | None
) -> MirrorRow:
    differs = stated is not whole.status if stated is not None else _contradicts(reviewers.status, record.status)
    return MirrorRow(
        id=whole.id,
        title=whole.title,
        checker=whole.status,
        by_reviewers=reviewers.status,
        by_record=record.status,
        stated=stated,
        differs=differs,
        why=whole.reason,
    )


def _contradicts(reviewers: Status, record: Status) -> bool:
    """Whether two views both say something, and not the same."""
    silent = {Status.UNDETERMINED, Status.NOT_ASSESSED, Status.NOT_APPLICABLE}
    return reviewers not in silent and record not in silent and _leaning(reviewers) != _leaning(record)


def _leaning(status: Status) -> bool:
    return status in {Status.MET, Status.LIKELY_MET}


def _told_by(case: Case, *, reviewing: bool) -> Case:
    kept = tuple(fact for fact in case.facts if fact.type == "request" or (fact.stated_by in REVIEWERS) is reviewing)
    left = {fact.id for fact in kept}
    conflicts = tuple(conflict for conflict in case.conflicts if left.issuperset(conflict.facts))
    return case.model_copy(update={"facts": kept, "conflicts": conflicts})


class StatedStatus(Frozen):
    """The status that a document writes for a criterion."""

    model_config = ConfigDict(extra="ignore")

    status: Status


class StatedFile(Frozen):
    """A file with `criteria:`, as gold files have it; what else it holds is left alone."""

    model_config = ConfigDict(extra="ignore")

    criteria: dict[str, Annotated[StatedStatus | str | dict[str, object], Field(union_mode="left_to_right")]]


def read_stated(path: Path) -> dict[str, Status]:
    """The statuses that a document states, by criterion.

    Raises:
        FileMissing: there is no such file.
        RulesError: it has no `criteria:` of that form.
    """
    if not path.is_file():
        raise FileMissing(f"There is no file {path.name}.")
    found = read_model(path, StatedFile).criteria
    return {name: entry.status for name, entry in found.items() if isinstance(entry, StatedStatus)}


def differing(rows: Sequence[MirrorRow]) -> Iterator[MirrorRow]:
    """The rows in which document and checker differ."""
    return (row for row in rows if row.differs)
