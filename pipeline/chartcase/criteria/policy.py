"""A policy as a typed tree: payer, version, parameters, sources, and criteria whose leaves test facts or quantities.

It stands apart as pure data: reading it from YAML, checking a case with it and showing it are three other modules.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from chartcase.fact import Assertion, Frozen, Speaker

Scalar = bool | int | float | str
Limit = Scalar | tuple[str, ...]
"""What a leaf compares with; a string "$name" stands for the parameter of that name."""


class Op(StrEnum):
    """How a leaf tests."""

    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    EQ = "eq"
    IN = "in"
    PRESENT = "present"
    RULED_OUT = "ruled_out"
    RECORDED = "recorded"


COMPARING = frozenset({Op.GE, Op.GT, Op.LE, Op.LT})
STATING = frozenset({Op.PRESENT, Op.RULED_OUT, Op.RECORDED})


class Take(StrEnum):
    """Which of several facts that give a value decides.

    agree: all must say the same, else it is a conflict; any: one that passes is enough; best, least: the highest or the
    lowest number; sum: of all numbers, a lower bound; count: how many facts, a lower bound; latest: the newest fact.
    """

    AGREE = "agree"
    ANY = "any"
    BEST = "best"
    LEAST = "least"
    SUM = "sum"
    COUNT = "count"
    LATEST = "latest"


class Topic(StrEnum):
    """What a criterion is about, so that two policies can be laid side by side."""

    INDICATION = "indication"
    EXAMINATION = "examination"
    CARE = "conservative care"
    IMAGING = "imaging"
    GUIDANCE = "guidance"
    LEVELS = "levels"
    FREQUENCY = "frequency"
    RESPONSE = "earlier response"
    SAFETY = "safety"
    PROGRAM = "program"
    BASELINE = "baseline"
    EVIDENCE = "evidence"


class Standing(StrEnum):
    """How sure a source is: read on the page itself, in somebody's summary, or only remembered."""

    PAGE = "page"
    SUMMARY = "summary"
    UNVERIFIED = "unverified"


class PolicySource(Frozen):
    """Where a figure comes from."""

    id: str
    title: str
    link: str
    standing: Standing


class Param(Frozen):
    """A figure that a nurse may change. `lowest` and `highest` bound what may be written in its place."""

    value: int | float
    unit: str
    text: str
    source: str
    lowest: float = 0
    highest: float = 1000
    unverified: bool = False


class AppliesTo(Frozen):
    """The requests that a policy is for; an empty list means any."""

    procedures: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    cpt: tuple[Annotated[str, Field(pattern=r"^\d{5}$")], ...] = ()
    phase: str | None = Field(default=None, pattern="^(initial|repeat)$")


class Effective(Frozen):
    """From when until when (None = not known, or still)."""

    start: date | None = None
    end: date | None = None


class Leaf(Frozen):
    """What every leaf has: how it tests, what holds in words (and what is the case if not), its source, what to ask."""

    op: Op
    value: Limit | None = None
    unit: str | None = None
    text: str = Field(min_length=8)
    not_so: str | None = Field(default=None, min_length=8)
    source: str
    ask: str | None = Field(default=None, min_length=8)


class FactTest(Leaf):
    """A test of facts of one type ("risk") or of one key of them ("request.guidance").

    `where` narrows the facts by other keys. `asserted` says which assertions count as so, `said_by` whose word counts.
    """

    fact: str
    where: dict[str, Scalar | tuple[str, ...]] = Field(default_factory=dict)
    take: Take = Take.AGREE
    asserted: tuple[Assertion, ...] = (Assertion.PRESENT,)
    said_by: tuple[Speaker, ...] = ()

    @property
    def type(self) -> str:
        """The fact type."""
        return self.fact.partition(".")[0]

    @property
    def key(self) -> str | None:
        """The key that is compared, None for a test of whole facts."""
        return self.fact.partition(".")[2] or None


class DerivedTest(Leaf):
    """A test of a derived quantity ("care.weeks")."""

    derived: str


class AllOf(Frozen):
    """Holds where all parts hold."""

    all: "tuple[Node, ...]" = Field(min_length=1)
    text: str | None = None


class AnyOf(Frozen):
    """Holds where one part holds."""

    any: "tuple[Node, ...]" = Field(min_length=1)
    text: str | None = None


class AtLeast(Frozen):
    """Holds where so many parts hold."""

    at_least: int = Field(ge=1)
    of: "tuple[Node, ...]" = Field(min_length=1)
    text: str | None = None


class When(Frozen):
    """Applies only where `when` holds."""

    when: "Node"
    then: "Node"
    text: str | None = None


FORMS: Mapping[str, str] = {
    "fact": "<fact>",
    "derived": "<derived>",
    "all": "<all>",
    "any": "<any>",
    "at_least": "<at_least>",
    "when": "<when>",
}
"""The field that tells which form a node has, and the tag that pydantic puts into the place of an error for it."""


def _form(value: object) -> str | None:
    found = [
        tag for field, tag in FORMS.items() if (field in value if isinstance(value, dict) else hasattr(value, field))
    ]
    return found[0] if len(found) == 1 else None


Node = Annotated[
    Annotated[FactTest, Tag("<fact>")]
    | Annotated[DerivedTest, Tag("<derived>")]
    | Annotated[AllOf, Tag("<all>")]
    | Annotated[AnyOf, Tag("<any>")]
    | Annotated[AtLeast, Tag("<at_least>")]
    | Annotated[When, Tag("<when>")],
    Discriminator(_form),
]


class Silence(StrEnum):
    """What a criterion says where no fact speaks to it."""

    UNDETERMINED = "UNDETERMINED"
    NOT_ASSESSED = "NOT_ASSESSED"


class Criterion(Frozen):
    """One thing that the policy asks. Without a `test` it is not assessed, and `not_assessed` says why."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str = Field(min_length=8)
    topic: Topic
    source: str
    test: Node | None = None
    not_assessed: str | None = None
    if_silent: Silence = Silence.UNDETERMINED
    unverified: bool = False


class Policy(Frozen):
    """One payer's policy in one version."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    payer: str
    title: str
    version: str
    effective: Effective = Effective()
    applies_to: AppliesTo
    note: str | None = None
    sources: tuple[PolicySource, ...] = Field(min_length=1)
    params: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Param] = Field(default_factory=dict)
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    def limit(self, value: Limit | None) -> Limit | None:
        """A leaf's value with a parameter put in."""
        if isinstance(value, str) and value.startswith("$"):
            return self.params[value[1:]].value
        return value

    def words(self, text: str) -> str:
        """A leaf's text with the parameters' figures put in: "{care_weeks} weeks" becomes "4 weeks"."""
        for name, param in self.params.items():
            text = text.replace("{" + name + "}", f"{param.value:g}")
        return text


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node, () for a leaf."""
    if isinstance(node, AllOf):
        return node.all
    if isinstance(node, AnyOf):
        return node.any
    if isinstance(node, AtLeast):
        return node.of
    return (node.when, node.then) if isinstance(node, When) else ()


def leaves(node: Node) -> Iterator[FactTest | DerivedTest]:
    """Every leaf below a node, in order."""
    if isinstance(node, FactTest | DerivedTest):
        yield node
    for child in children(node):
        yield from leaves(child)


AllOf.model_rebuild()
AnyOf.model_rebuild()
AtLeast.model_rebuild()
When.model_rebuild()
Criterion.model_rebuild()
Policy.model_rebuild()
