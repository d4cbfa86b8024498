"""What a check gives: one result a criterion with its proof, what is missing, and what documents decided themselves.

It stands apart as a frozen value with a stable JSON form that delivery and the worksheet read.
"""

from typing import Annotated

from pydantic import ConfigDict, Field

from chartcase.criteria.judging import Status
from chartcase.criteria.kleene import Truth
from chartcase.criteria.policy import Topic
from chartcase.fact import Assertion, Frozen, Grade, Speaker

Ids = tuple[str, ...]


class Named(Frozen):
    """A value with fields whose JSON name is a word that Python keeps for itself."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)


class Citation(Frozen):
    """The words behind a fact: quote, source, page, who said it and how."""

    fact: str
    type: str
    quote: str
    source: str
    page: int
    said_by: Speaker
    assertion: Assertion
    grade: Grade
    doubtful: bool = False


class Proof(Named):
    """One node of the evaluated tree: a leaf ("test") carries facts, a group ("all", "any", "when", ...) parts."""

    kind: str
    text: str
    truth: Truth
    truth_if_lenient: Truth
    ask: str | None = None
    supports: Annotated[Ids, Field(alias="for")] = ()
    against: Ids = ()
    lacking: Ids = ()
    conflict: Ids = ()
    note: str = ""
    citations: tuple[Citation, ...] = ()
    parts: tuple["Proof", ...] = ()


class StrictReading(Frozen):
    """What the status would be without a reviewer's own word, that is on explicit facts alone."""

    status: Status
    reason: str


class CriterionResult(Named):
    """One criterion: status, weakest evidence it needs, one sentence of reason, facts for and against, what to ask."""

    id: str
    title: str
    topic: Topic
    status: Status
    grade: Grade | None
    reason: str
    supports: Annotated[Ids, Field(alias="for")] = ()
    against: Ids = ()
    conflict: Ids = ()
    ask: str | None = None
    strict_reading: StrictReading | None = None
    proof: Proof | None = None


class MissingItem(Frozen):
    """Something to ask for: what, which criteria want it, how many of them it could settle alone, and why."""

    ask: str
    criteria: tuple[str, ...]
    settles: int
    why: str


class Disposition(Frozen):
    """What a document itself decided (a denial, an IRO's outcome, an assessment's conclusion): beside our statuses."""

    fact: str
    stage: str | None
    outcome: str | None
    said_by: Speaker
    quote: str
    source: str
    page: int


class Looked(Frozen):
    """Where was looked: a source, its pages, and those that could not be read."""

    source: str
    pages: int
    unreadable: tuple[int, ...] = ()


class Assessment(Frozen):
    """A case checked against a policy. It says what is met, not met or cannot be determined, and decides nothing."""

    policy: str
    title: str
    payer: str
    version: str
    criteria: tuple[CriterionResult, ...]
    overall: str
    missing: tuple[MissingItem, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    looked: tuple[Looked, ...] = ()
    notes: tuple[str, ...] = ()
    supposed: tuple[str, ...] = ()

    def criterion(self, criterion_id: str) -> CriterionResult:
        """The result of that criterion.

        Raises:
            KeyError: the policy has none of that id.
        """
        for result in self.criteria:
            if result.id == criterion_id:
                return result
        raise KeyError(criterion_id)

    def to_json(self) -> str:
        """The assessment as indented JSON, with the keys "for" and "against"."""
        return self.model_dump_json(by_alias=True, indent=2)

    def __repr__(self) -> str:
        """No chart text: policy and counts only."""
        return f"Assessment({self.policy}, {len(self.criteria)} criteria)"

    __str__ = __repr__
