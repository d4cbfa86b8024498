"""A policy as a FHIR R4 Questionnaire, and an assessment as the QuestionnaireResponse that a DTR client would hold.

It stands apart because it is the only module that speaks FHIR. Each test of the policy is a yes-no question; an answer
says where it came from (Da Vinci DTR, extension information-origin), and where the record does not say there is none,
so that the person is asked exactly there. Without coverage and intended use this claims no conformance to DTR.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from chartcase.criteria.assessment import Assessment, CriterionResult, Proof
from chartcase.criteria.kleene import Truth
from chartcase.criteria.policy import Criterion, DerivedTest, FactTest, Policy, leaves

ORIGIN_URL = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin"
CANONICAL = "urn:chartcase:questionnaire:"


class Origin(StrEnum):
    """Where an answer came from (codes of DTR 2.2)."""

    AUTO_CLIENT = "auto-client"
    AUTO_SERVER = "auto-server"
    OVERRIDE = "override"
    MANUAL = "manual"


RANK: Mapping[Origin, int] = {Origin.AUTO_CLIENT: 0, Origin.AUTO_SERVER: 1, Origin.OVERRIDE: 2, Origin.MANUAL: 3}
"""An answer that rests on several facts has the origin with the most of a person in it."""


class Element(BaseModel):
    """A FHIR element: camel case in JSON, absent where it has no value."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    def to_json(self) -> str:
        """The element as indented FHIR JSON."""
        return self.model_dump_json(by_alias=True, exclude_none=True, indent=2)


class Extension(Element):
    """An extension with a code or with parts."""

    url: str
    value_code: str | None = None
    extension: tuple["Extension", ...] | None = None


class Question(Element):
    """Questionnaire.item."""

    link_id: str
    text: str
    type: Literal["group", "boolean", "display"]
    required: bool | None = None
    item: tuple["Question", ...] | None = None


class Questionnaire(Element):
    """The questions of a policy."""

    resource_type: Literal["Questionnaire"] = "Questionnaire"
    id: str
    url: str
    version: str
    name: str
    title: str
    status: Literal["draft"] = "draft"
    subject_type: tuple[str, ...] = ("Patient",)
    publisher: str
    description: str
    item: tuple[Question, ...]


class Answer(Element):
    """QuestionnaireResponse.item.answer with its origin."""

    extension: tuple[Extension, ...]
    value_boolean: bool


class ResponseItem(Element):
    """QuestionnaireResponse.item; no answer where the record does not say."""

    link_id: str
    text: str
    answer: tuple[Answer, ...] | None = None
    item: tuple["ResponseItem", ...] | None = None


class QuestionnaireResponse(Element):
    """What the record answers."""

    resource_type: Literal["QuestionnaireResponse"] = "QuestionnaireResponse"
    questionnaire: str
    status: Literal["in-progress", "completed"]
    authored: str | None = Field(default=None, description="ISO date-time with a zone")
    item: tuple[ResponseItem, ...]


def questionnaire(policy: Policy) -> Questionnaire:
    """The policy's tests as questions: a group a criterion, a yes-no question a test."""
    return Questionnaire(
        id=_slug(policy.id),
        url=f"{CANONICAL}{policy.id}",
        version=_slug(policy.version),
        name="".join(part.capitalize() for part in policy.id.split("_")),
        title=policy.title,
        publisher=policy.payer,
        description=f"Criteria paraphrased from: {'; '.join(source.link for source in policy.sources)}",
        item=tuple(_group(policy, criterion) for criterion in policy.criteria),
    )


def response(
    policy: Policy,
    assessment: Assessment,
    *,
    origins: Mapping[str, Origin] | None = None,
    authored: str | None = None,
) -> QuestionnaireResponse:
    """What the record answers to the policy's questionnaire.

    `origins` says of a fact id where it came from after review (an extracted fact that nobody touched is auto-client).
    What only follows by inference is left to the person, like what is unknown.
    """
    results = {result.id: result for result in assessment.criteria}
    items = tuple(_answered(policy, criterion, results[criterion.id], origins or {}) for criterion in policy.criteria)
    complete = all(item.answer for group in items for item in group.item or ())
    return QuestionnaireResponse(
        questionnaire=f"{CANONICAL}{policy.id}|{_slug(policy.version)}",
        status="completed" if complete else "in-progress",
        authored=authored,
        item=items,
    )


def _group(policy: Policy, criterion: Criterion) -> Question:
    if criterion.test is None:
        text = f"{criterion.title} (not assessed: {criterion.not_assessed})"
        return Question(link_id=criterion.id, text=text, type="display")
    questions = tuple(
        Question(link_id=link, text=text, type="boolean", required=False) for link, text in _asked(policy, criterion)
    )
    return Question(link_id=criterion.id, text=criterion.title, type="group", item=questions)


def _asked(policy: Policy, criterion: Criterion) -> Iterator[tuple[str, str]]:
    for number, leaf in enumerate(_tests(criterion), start=1):
        text = policy.words(leaf.text)
        yield f"{criterion.id}.{number}", f"{text[0].upper()}{text[1:]}?"


def _tests(criterion: Criterion) -> Sequence[FactTest | DerivedTest]:
    return tuple(leaves(criterion.test)) if criterion.test is not None else ()


def _answered(
    policy: Policy, criterion: Criterion, result: CriterionResult, origins: Mapping[str, Origin]
) -> ResponseItem:
    proofs = tuple(_leaf_proofs(result.proof)) if result.proof is not None else ()
    contested = bool(result.conflict)
    items = [
        ResponseItem(link_id=link, text=text, answer=None if contested else _answer(proof, origins))
        for (link, text), proof in zip(_asked(policy, criterion), proofs, strict=False)
    ]
    return ResponseItem(link_id=criterion.id, text=criterion.title, item=tuple(items) or None)


def _leaf_proofs(proof: Proof) -> Iterator[Proof]:
    if not proof.parts:
        yield proof
    for part in proof.parts:
        yield from _leaf_proofs(part)


def _answer(proof: Proof, origins: Mapping[str, Origin]) -> tuple[Answer, ...] | None:
    if proof.truth not in {Truth.TRUE, Truth.FALSE}:
        return None
    found = [origins.get(fact_id, Origin.AUTO_CLIENT) for fact_id in (*proof.supports, *proof.against)]
    origin = max(found, key=RANK.__getitem__, default=Origin.AUTO_CLIENT)
    told = Extension(url=ORIGIN_URL, extension=(Extension(url="source", value_code=origin.value),))
    return (Answer(extension=(told,), value_boolean=proof.truth is Truth.TRUE),)


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-")[:64]
