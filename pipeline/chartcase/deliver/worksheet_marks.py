"""What reviewers did to a case, as the worksheet shows it.

It stands apart so that every form of the worksheet can carry a review without knowing how reviews are stored.
"""

from enum import StrEnum

from pydantic import Field

from chartcase.fact import Frozen


class State(StrEnum):
    """What became of a value. `set_aside`: another side of a conflict was chosen, or a correction took its place."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ADDED = "added"
    SET_ASIDE = "set_aside"


STATE_WORDS = {
    State.DRAFT: "not checked",
    State.ACCEPTED: "accepted",
    State.CORRECTED: "corrected",
    State.REJECTED: "rejected",
    State.ADDED: "added by reviewer",
    State.SET_ASIDE: "set aside",
}


class Mark(Frozen):
    """What was done to one fact: `was` is its value before a correction, in words; `origin` a code of DTR."""

    state: State
    who: str
    at: str
    was: str = ""
    reason: str = ""
    origin: str = "auto-client"


class Change(Frozen):
    """One line of the history; `undone` lines stay."""

    number: int
    at: str
    who: str
    what: str
    subject: str
    old: str = ""
    new: str = ""
    origin: str = ""
    reason: str = ""
    row: str = ""
    undone: bool = False


class Review(Frozen):
    """A review so far: marks by fact id, the fact chosen for each conflict, and the reviewer's own words."""

    version: int = 0
    reviewer: str = ""
    marks: dict[str, Mark] = Field(default_factory=dict)
    chosen: dict[str, str] = Field(default_factory=dict)
    answers: dict[str, str] = Field(default_factory=dict)
    decision: str = ""
    rationale: str = ""
    finished: str = ""
    history: tuple[Change, ...] = ()
