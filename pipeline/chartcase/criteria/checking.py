"""A case checked against a policy: every criterion judged, explained, proved, and what is missing put in order.

It stands apart as the one screen on which the parts of the checker meet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chartcase.case.case import Case
from chartcase.case.dermatomes import Dermatomes, dermatomes
from chartcase.case.view import word
from chartcase.criteria import reasons
from chartcase.criteria.assessment import (
    Assessment,
    Citation,
    CriterionResult,
    Disposition,
    Looked,
    Proof,
    StrictReading,
)
from chartcase.criteria.conflicts import Sides, leads_apart, only, sides
from chartcase.criteria.fitting import notes
from chartcase.criteria.judging import (
    FIRM_STATUS,
    HELD_BACK,
    Judged,
    Status,
    contested,
    deciding,
    grade_of,
    judge,
    status_of,
)
from chartcase.criteria.kleene import Truth
from chartcase.criteria.missing import asks_of, missing_items
from chartcase.criteria.policy import Criterion, DerivedTest, FactTest, Policy, Silence, leaves
from chartcase.criteria.reading_leaf import TYPES_BEHIND, Reading
from chartcase.criteria.supposing import Supposed, suppose
from chartcase.criteria.worlds import Worlds, worlds
from chartcase.fact import Assertion, Fact, Grade, Value

UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A criterion judged on the whole case, and the conflict that decides it, if one does."""

    criterion: Criterion
    judged: Judged | None
    contested_by: Sides | None = None


def check(
    case: Case, policy: Policy, *, overrides: Mapping[str, Value] | None = None, roots: Dermatomes | None = None
) -> Assessment:
    """The case checked against the policy.

    `overrides` are suppositions: a parameter ("params.care_weeks"), a derived quantity ("care.weeks") or a fact's key
    ("request.guidance") gets another value. `roots` is the dermatome map, None for the installed one.

    Raises:
        SettingError: an override names nothing that the policy uses, or a value that it cannot have.
    """
    supposed = suppose(policy, overrides or {})
    facts = {fact.id: fact for fact in case.facts}
    opinions = tuple(_opinions(case, supposed, roots or dermatomes()))
    results = tuple(_result(opinion, supposed.policy, facts) for opinion in opinions)
    undecided = {
        opinion.criterion.id: opinion.judged
        for opinion, result in zip(opinions, results, strict=True)
        if opinion.judged is not None and result.status in ASKING
    }
    told = tuple(_held_back(result) for result in results) if case.questions else results
    return Assessment(
        policy=policy.id,
        title=policy.title,
        payer=policy.payer,
        version=policy.version,
        criteria=told,
        overall=reasons.overall([result.status for result in told]),
        missing=missing_items(undecided, supposed.policy),
        dispositions=tuple(_dispositions(case)),
        looked=tuple(_looked(case)),
        notes=notes(case, policy, roots or dermatomes()),
        supposed=supposed.said,
    )


ASKING = frozenset({Status.UNDETERMINED, Status.LIKELY_MET, Status.LIKELY_NOT_MET})


def _opinions(case: Case, supposed: Supposed, roots: Dermatomes) -> Iterator[Opinion]:
    def levels(facts: tuple[Fact, ...]) -> Worlds:
        return worlds(facts, case.sources, roots, supposed.what_if)

    whole = levels(case.facts)
    disputes = [
        (found, [levels(only(case, found, group)) for group in found.groups])
        for found in sides(case, types_used(supposed.policy))
    ]
    for criterion in supposed.policy.criteria:
        if criterion.test is None:
            yield Opinion(criterion, None)
            continue
        judged = judge(criterion.test, supposed.policy, whole)
        yield Opinion(criterion, judged, _deciding_dispute(criterion, judged, supposed.policy, disputes))


def _deciding_dispute(
    criterion: Criterion, judged: Judged, policy: Policy, disputes: list[tuple[Sides, list[Worlds]]]
) -> Sides | None:
    """The first conflict whose sides lead apart; where the whole case is undetermined anyway, none decides."""
    if criterion.test is None or not judged.firm.known:
        return None
    for found, alternatives in disputes:
        if leads_apart([judge(criterion.test, policy, levels) for levels in alternatives]):
            return found
    return None


def types_used(policy: Policy) -> frozenset[str]:
    """Fact types that the policy's tests can rest on."""
    used: set[str] = set()
    for criterion in policy.criteria:
        for leaf in leaves(criterion.test) if criterion.test is not None else ():
            if isinstance(leaf, DerivedTest):
                used |= {"request", *TYPES_BEHIND.get(leaf.derived.partition(".")[0], ())}
                used |= {"imaging_finding", "radicular_symptom", "exam_finding"} if "imaging" in leaf.derived else set()
            else:
                used.add(leaf.type)
    return frozenset(used)


def _result(opinion: Opinion, policy: Policy, facts: Mapping[str, Fact]) -> CriterionResult:
    criterion, judged = opinion.criterion, opinion.judged
    if judged is None:
        reason = f"{reasons.OPENING[Status.NOT_ASSESSED]}: {criterion.not_assessed or ''}"
        return _bare(criterion, Status.NOT_ASSESSED, reason)
    if opinion.contested_by is not None:
        judged = contested(judged)
    status = status_of(judged)
    if status is Status.UNDETERMINED and criterion.if_silent is Silence.NOT_ASSESSED and not _spoken(judged):
        return _bare(criterion, Status.NOT_ASSESSED, reasons.silent_reason())
    return _told(criterion, status, judged, opinion, policy, facts)


def _bare(criterion: Criterion, status: Status, reason: str) -> CriterionResult:
    return CriterionResult(
        id=criterion.id, title=criterion.title, topic=criterion.topic, status=status, grade=None, reason=reason
    )


def _told(
    criterion: Criterion, status: Status, judged: Judged, opinion: Opinion, policy: Policy, facts: Mapping[str, Fact]
) -> CriterionResult:
    disputed = opinion.contested_by
    reason = (
        reasons.conflict_reason(disputed.conflict.field, disputed.ids(), facts)
        if disputed
        else reasons.reason(status, judged, policy, facts)
    )
    both = tuple(sorted({fact_id for side in disputed.ids() for fact_id in side})) if disputed else ()
    readings = list(_readings(judged))
    asks = asks_of(judged) if status in ASKING else ()
    return CriterionResult(
        id=criterion.id,
        title=criterion.title,
        topic=criterion.topic,
        status=status,
        grade=grade_of(judged),
        reason=reason,
        supports=_joined(reading.supports for reading in readings),
        against=_joined(reading.refutes for reading in readings),
        conflict=both or _joined(reading.conflict for reading in readings),
        ask=" ".join(asks) or (f"Which of the two holds: {disputed.conflict.field}." if disputed else None),
        strict_reading=_strict(judged, policy) if not disputed else None,
        proof=prove(judged, policy, facts),
    )


def _held_back(result: CriterionResult) -> CriterionResult:
    """The result while a question about the whole record is open."""
    held = HELD_BACK.get(result.status)
    if held is None:
        return result
    return result.model_copy(update={"status": held, "reason": reasons.held_back_reason(result.reason)})


def _strict(judged: Judged, policy: Policy) -> StrictReading | None:
    if grade_of(judged) is not Grade.ATTESTED or not judged.firm.known:
        return None
    status = FIRM_STATUS.get(judged.explicit, Status.UNDETERMINED)
    return StrictReading(status=status, reason=reasons.strict_words(policy, judged))


def _spoken(judged: Judged) -> bool:
    """Whether any fact speaks to its open tests: for, against, or by saying that the record lacks it."""
    heard = (leaf.reading for leaf in deciding(judged) if leaf.reading is not None)
    return any(found.supports or found.refutes or found.conflict or found.lacking for found in heard)


def _readings(judged: Judged) -> Iterator[Reading]:
    if judged.reading is not None:
        yield judged.reading
    for part in judged.parts:
        yield from _readings(part)


def _joined(groups: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({fact_id for group in groups for fact_id in group}))


def prove(judged: Judged, policy: Policy, facts: Mapping[str, Fact]) -> Proof:
    """The evaluated tree with fact ids, quotes, pages and speakers, for and against."""
    reading = judged.reading or Reading(Truth.UNKNOWN)
    leaf = isinstance(judged.node, FactTest | DerivedTest)
    cited = {*reading.supports, *reading.refutes, *reading.lacking, *reading.conflict}
    return Proof(
        kind=reasons.group_name(judged),
        text=reasons.text(judged, policy) if leaf else getattr(judged.node, "text", None) or "",
        truth=judged.firm,
        truth_if_lenient=judged.lenient,
        ask=judged.node.ask if isinstance(judged.node, FactTest | DerivedTest) else None,
        supports=reading.supports,
        against=reading.refutes,
        lacking=reading.lacking,
        conflict=reading.conflict,
        note=reading.note,
        citations=tuple(_cite(facts[fact_id]) for fact_id in sorted(cited) if fact_id in facts),
        parts=tuple(prove(part, policy, facts) for part in judged.parts),
    )


def _cite(fact: Fact) -> Citation:
    first = fact.evidence[0]
    return Citation(
        fact=fact.id,
        type=fact.type,
        quote=first.quote,
        source=first.source,
        page=first.page,
        said_by=fact.stated_by,
        assertion=fact.assertion,
        grade=fact.grade,
        doubtful=any(evidence.doubtful for evidence in fact.evidence),
    )


def _dispositions(case: Case) -> Iterator[Disposition]:
    for fact in case.facts:
        if fact.type == "determination" and fact.assertion is Assertion.PRESENT and word(fact, "outcome"):
            first = fact.evidence[0]
            yield Disposition(
                fact=fact.id,
                stage=word(fact, "stage"),
                outcome=word(fact, "outcome"),
                said_by=fact.stated_by,
                quote=first.quote,
                source=first.source,
                page=first.page,
            )


def _looked(case: Case) -> Iterator[Looked]:
    for source in case.sources:
        lost = tuple(page.number for page in source.pages if page.read_as == UNREADABLE)
        yield Looked(source=source.name, pages=len(source.pages), unreadable=lost)
