"""A policy's tree judged at the three levels of evidence, and the status that follows.

It stands apart as the pure part of checking: from worlds to truths, with nothing said yet in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from chartcase.criteria.kleene import Truth, all_of, any_of, at_least, when
from chartcase.criteria.policy import AllOf, AnyOf, AtLeast, DerivedTest, FactTest, Node, Policy, When, children
from chartcase.criteria.reading_leaf import Reading, read_leaf
from chartcase.criteria.worlds import Worlds
from chartcase.fact import Grade


class Status(StrEnum):
    """What the checker says of a criterion; it never says more than this."""

    MET = "MET"
    LIKELY_MET = "LIKELY_MET"
    UNDETERMINED = "UNDETERMINED"
    LIKELY_NOT_MET = "LIKELY_NOT_MET"
    NOT_MET = "NOT_MET"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    NOT_ASSESSED = "NOT_ASSESSED"


@dataclass(frozen=True, slots=True)
class Judged:
    """A node with its truth at each level; a leaf also with the reading at the level that speaks."""

    node: Node
    explicit: Truth
    firm: Truth
    lenient: Truth
    reading: Reading | None = None
    parts: tuple["Judged", ...] = ()


FIRM_STATUS = {
    Truth.TRUE: Status.MET,
    Truth.FALSE: Status.NOT_MET,
    Truth.NOT_APPLICABLE: Status.NOT_APPLICABLE,
}
LENIENT_STATUS = {
    Truth.TRUE: Status.LIKELY_MET,
    Truth.FALSE: Status.LIKELY_NOT_MET,
    Truth.NOT_APPLICABLE: Status.NOT_APPLICABLE,
    Truth.UNKNOWN: Status.UNDETERMINED,
}


def judge(node: Node, policy: Policy, levels: Worlds) -> Judged:
    """The node and all below it, judged."""
    if isinstance(node, FactTest | DerivedTest):
        return _judge_leaf(node, policy, levels)
    parts = tuple(judge(child, policy, levels) for child in children(node))
    return combine(node, parts)


def combine(node: Node, parts: tuple[Judged, ...]) -> Judged:
    """A group from its judged parts, level by level."""
    return Judged(
        node,
        explicit=joined(node, [part.explicit for part in parts]),
        firm=joined(node, [part.firm for part in parts]),
        lenient=joined(node, [part.lenient for part in parts]),
        parts=parts,
    )


def joined(node: Node, values: Sequence[Truth]) -> Truth:
    """The truth of a group of this form from the truths of its parts."""
    if isinstance(node, AllOf):
        return all_of(values)
    if isinstance(node, AnyOf):
        return any_of(values)
    return at_least(node.at_least, values) if isinstance(node, AtLeast) else when(values[0], values[1])


def _judge_leaf(leaf: FactTest | DerivedTest, policy: Policy, levels: Worlds) -> Judged:
    """A weaker level only speaks where the firm one is silent, so more evidence never turns an answer around."""
    explicit = read_leaf(leaf, policy, levels.explicit)
    firm = read_leaf(leaf, policy, levels.firm)
    if firm.truth.known or firm.conflict:
        return Judged(leaf, explicit.truth, firm.truth, firm.truth, firm)
    lenient = read_leaf(leaf, policy, levels.lenient)
    return Judged(leaf, explicit.truth, firm.truth, lenient.truth, lenient if lenient.truth.known else firm)


def status_of(judged: Judged) -> Status:
    """(T,T) MET, (?,T) LIKELY_MET, (?,?) UNDETERMINED, (?,F) LIKELY_NOT_MET, (F,F) NOT_MET."""
    return FIRM_STATUS.get(judged.firm) or LENIENT_STATUS[judged.lenient]


HELD_BACK = {
    Status.MET: Status.LIKELY_MET,
    Status.NOT_MET: Status.LIKELY_NOT_MET,
    Status.NOT_APPLICABLE: Status.UNDETERMINED,
}
"""What a status becomes while a question about the whole record is open: nothing is sure of a record that may be two
patients'."""


def grade_of(judged: Judged) -> Grade | None:
    """The weakest evidence that the status needs; None where it is undetermined."""
    if judged.firm.known:
        return Grade.EXPLICIT if judged.explicit is judged.firm else Grade.ATTESTED
    return Grade.IMPLIED if judged.lenient.known else None


def contested(judged: Judged) -> Judged:
    """The same, but unknown: a conflict decides it."""
    return replace(judged, firm=Truth.UNKNOWN, lenient=Truth.UNKNOWN)


def deciding(judged: Judged) -> tuple[Judged, ...]:
    """The leaves that make the node what it is, at the level that speaks, in the policy's order."""
    if judged.reading is not None:
        return (judged,)
    told = judged.firm if judged.firm.known else judged.lenient
    parts = [part for part in judged.parts if _spoken(part) is not Truth.NOT_APPLICABLE] or list(judged.parts)
    if isinstance(judged.node, When):
        condition, then = judged.parts
        return deciding(then if _spoken(condition) is Truth.TRUE else condition)
    same = [part for part in parts if _spoken(part) is told]
    return tuple(leaf for part in same or parts for leaf in deciding(part))


def _spoken(judged: Judged) -> Truth:
    return judged.firm if judged.firm.known else judged.lenient
