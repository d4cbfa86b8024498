"""A rule file read once: typed by a pydantic model, and an error that names file, line and field.

It stands apart because findings, policies and lexicons are all edited by people who read YAML, not tracebacks.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from chartcase import kept
from chartcase.errors import RulesError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Model = TypeVar("Model", bound=BaseModel)
Step = str | int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands in a file; line counts from 1."""

    path: Path
    line: int
    field: str

    def __str__(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}, line {self.line}, field {self.field or '(the whole file)'}"


def read_model(path: Path, model: type[Model]) -> Model:
    """The file as a `model`.

    Raises:
        RulesError: no YAML, or a field of a wrong kind; the sentence names the place and what to write.
    """
    text = path.read_text(encoding="utf-8")
    try:
        data = kept.document(text, lambda: _parsed(text))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulesError(f"{Place(path, line, '')}: no valid YAML ({error.problem}).") from None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        # the places of fields cost as much as reading again: only for a file that is wrong
        place = locate(path, yaml.compose(text, Loader=yaml.SafeLoader), first["loc"])
        raise RulesError(f"{place}: {first['msg']}.") from None


def _parsed(text: str) -> object:
    data: object = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where it is built
    return data


def locate(path: Path, node: yaml.Node | None, steps: tuple[Step, ...]) -> Place:
    """The place of the field that `steps` lead to, or of the deepest parent that exists."""
    line, field = 1, ".".join(str(step) for step in steps)
    for step in steps:
        if node is None:
            break
        line = node.start_mark.line + 1
        node = _child(node, step)
    return Place(path, node.start_mark.line + 1 if node is not None else line, field)


def _child(node: yaml.Node, step: Step) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: yaml.Node = node.value[step]
        return child
    return None
