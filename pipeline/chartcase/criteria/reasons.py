"""The sentences of an assessment: why a criterion stands as it does, in words that a nurse can defend.

It stands apart so that no status is ever computed from words, and no word ever says deny.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from chartcase.criteria.judging import Judged, Status, deciding
from chartcase.criteria.kleene import Truth
from chartcase.criteria.policy import AtLeast, DerivedTest, FactTest, Policy
from chartcase.criteria.reading_leaf import SUPPOSED, Reading
from chartcase.fact import Fact, Speaker

SPEAKERS: Mapping[Speaker, str] = {
    Speaker.PATIENT: "the patient",
    Speaker.TREATING: "the treating side",
    Speaker.RADIOLOGY: "the radiologist",
    Speaker.OPERATIVE: "the operative report",
    Speaker.THERAPY: "the therapist",
    Speaker.UR: "utilization review",
    Speaker.IRO: "the IRO reviewer",
    Speaker.HEARING: "the hearing officer",
    Speaker.REVIEWER: "the assessment's author",
    Speaker.UNKNOWN: "a speaker not named",
}
OPENING: Mapping[Status, str] = {
    Status.MET: "Met",
    Status.LIKELY_MET: "Likely met, by inference or doubtful words only",
    Status.UNDETERMINED: "Cannot be determined from this record",
    Status.LIKELY_NOT_MET: "Likely not met, by inference or doubtful words only",
    Status.NOT_MET: "Not met on this record",
    Status.NOT_APPLICABLE: "Does not apply",
    Status.NOT_ASSESSED: "Not assessed",
}
PLAIN: Mapping[Status, str] = {
    Status.MET: "met",
    Status.LIKELY_MET: "likely met",
    Status.NOT_MET: "not met",
    Status.LIKELY_NOT_MET: "likely not met",
    Status.UNDETERMINED: "cannot be determined from this record",
    Status.NOT_APPLICABLE: "not applicable",
    Status.NOT_ASSESSED: "not assessed",
}
MOST_TOLD = 3
"""A reason names so many deciding tests; the proof has them all."""


def reason(status: Status, judged: Judged, policy: Policy, facts: Mapping[str, Fact]) -> str:
    """One sentence: the status in words, then the tests that decide it and who said so, with pages."""
    decisive = deciding(judged)
    spoken = [leaf for leaf in decisive if leaf.reading and _heard(leaf.reading)]
    told = list(dict.fromkeys(_told(leaf, policy, facts) for leaf in spoken or decisive[:1]))
    more = f"; and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
    return f"{OPENING[status]}: {'; '.join(told[:MOST_TOLD])}{more}."


def conflict_reason(field: str, sides: Sequence[Sequence[str]], facts: Mapping[str, Fact]) -> str:
    """The sentence for a conflict that decides: what differs, and both sides with who said them."""
    told = " against ".join(f"{', '.join(side)} ({said(side, facts)})" for side in sides)
    name = field.replace("_", " ").replace(".", ": ")
    return f"{OPENING[Status.UNDETERMINED]}: the record contradicts itself on {name}, and that decides: {told}."


def held_back_reason(reason: str) -> str:
    """The sentence of a criterion while a question about the whole record is open."""
    return f"Not sure while the question about this record is open; if all of it holds: {reason[0].lower()}{reason[1:]}"


def silent_reason() -> str:
    """The sentence for a criterion that the policy leaves unassessed where nothing speaks to it."""
    return f"{OPENING[Status.NOT_ASSESSED]}: nothing in the record raises it."


def strict_words(policy: Policy, judged: Judged) -> str:
    """Why the strict reading differs: which tests rest on a reviewer's word alone."""
    attested = [leaf for leaf in _leaves(judged) if leaf.firm.known and leaf.explicit is not leaf.firm]
    words = "; ".join(dict.fromkeys(text(leaf, policy) for leaf in attested))
    return f"Only a reviewer's own word says that {words}; no source fact is given."


def text(leaf: Judged, policy: Policy) -> str:
    """What a leaf tests, with the policy's figures."""
    return policy.words(leaf.node.text) if isinstance(leaf.node, FactTest | DerivedTest) else ""


def said(ids: Iterable[str], facts: Mapping[str, Fact]) -> str:
    """Who said these facts and on which pages: "the treating side, page 3"."""
    places: dict[str, set[int]] = {}
    for fact in (facts[fact_id] for fact_id in ids if fact_id in facts):
        places.setdefault(SPEAKERS[fact.stated_by], set()).add(fact.evidence[0].page)
    return "; ".join(f"{who}, {_pages(pages)}" for who, pages in sorted(places.items()))


def _pages(pages: set[int]) -> str:
    ordered = sorted(pages)
    shown = ", ".join(str(page) for page in ordered[:MOST_TOLD])
    return f"page{'s' if len(ordered) > 1 else ''} {shown}{' and others' if len(ordered) > MOST_TOLD else ''}"


def _leaves(judged: Judged) -> Iterable[Judged]:
    if judged.reading is not None:
        yield judged
    for part in judged.parts:
        yield from _leaves(part)


def _heard(reading: Reading) -> bool:
    return bool(reading.supports or reading.refutes or reading.lacking or reading.conflict or reading.note == SUPPOSED)


def _told(leaf: Judged, policy: Policy, facts: Mapping[str, Fact]) -> str:
    reading = leaf.reading or Reading(Truth.UNKNOWN)
    truth = leaf.firm if leaf.firm.known else leaf.lenient
    because = _because(reading, truth, facts)
    if truth is Truth.UNKNOWN:
        return f"whether {text(leaf, policy)} is open{because}"
    return f"{text(leaf, policy) if truth is Truth.TRUE else _not_so(leaf, policy)}{because}"


def _not_so(leaf: Judged, policy: Policy) -> str:
    said_otherwise = leaf.node.not_so if isinstance(leaf.node, FactTest | DerivedTest) else None
    return policy.words(said_otherwise) if said_otherwise else f"it is not so that {text(leaf, policy)}"


def _because(reading: Reading, truth: Truth, facts: Mapping[str, Fact]) -> str:
    deciding_facts = {
        Truth.TRUE: reading.supports,
        Truth.FALSE: reading.refutes or reading.supports,
    }.get(truth, reading.conflict or reading.lacking or reading.supports)
    who = said(deciding_facts, facts)
    note = reading.note.rstrip(".")
    inner = [note[0].lower() + note[1:]] if note else []
    return f" ({'; '.join([*inner, *([who] if who else [])])})" if inner or who else ""


def overall(statuses: Sequence[Status]) -> str:
    """How many criteria stand how; the decision stays with the reviewer."""
    found = Counter(statuses)
    del found[Status.NOT_ASSESSED]
    listed = ", ".join(f"{found[status]} {words}" for status, words in PLAIN.items() if found[status]) or "none"
    return f"Of {found.total()} criteria: {listed}. The decision and its rationale are the reviewer's own."


def group_name(judged: Judged) -> str:
    """The form of a node in words: all, any, at least 2, when, or test."""
    node = judged.node
    if isinstance(node, FactTest | DerivedTest):
        return "test"
    return f"at least {node.at_least}" if isinstance(node, AtLeast) else type(node).__name__.lower().removesuffix("of")
