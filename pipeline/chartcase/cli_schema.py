"""The command `schema`: what the JSON that chartcase writes looks like.

It stands apart so that the command line as a whole stays cheap to start.
"""

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel


class Document(StrEnum):
    """What has a schema."""

    CASE = "case"
    FACT = "fact"
    ASSESSMENT = "assessment"


Which = Annotated[Document, typer.Argument(help="Which document: case.json, a line of facts.jsonl, or check --json.")]


def schema(which: Which = Document.CASE) -> None:
    """Print the JSON Schema of a case, a fact or an assessment."""
    typer.echo(json.dumps(_model(which).model_json_schema(mode="serialization"), indent=2))


def _model(which: Document) -> "type[BaseModel]":
    from chartcase.case.case import Case
    from chartcase.criteria.assessment import Assessment
    from chartcase.fact import Fact

    models: dict[Document, type[BaseModel]] = {
        Document.CASE: Case,
        Document.FACT: Fact,
        Document.ASSESSMENT: Assessment,
    }
    return models[which]
