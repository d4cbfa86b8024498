"""A policy file into a policy: typed, checked as a whole, and every error with file, line, field and what to write.

It stands apart because a nurse edits these files, and a slip must never pass silently as "unknown".
"""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from chartcase.criteria.policy import FORMS, AppliesTo, Effective, Policy
from chartcase.criteria.soundness import Fault, faults
from chartcase.errors import FileMissing, PolicyMissing, RulesError
from chartcase.fact import Frozen
from chartcase.resources import rules
from chartcase.rulefile import locate

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast reader where PyYAML was built with it; both keep lines."""

TAGS = frozenset(FORMS.values())


class PolicyInfo(Frozen):
    """What the list of policies shows."""

    id: str
    payer: str
    title: str
    version: str
    effective: Effective
    applies_to: AppliesTo
    path: str


def load_policy(id_or_path: str | Path) -> Policy:
    """The policy of that id under rules/policies, or in that file.

    Raises:
        PolicyMissing: there is none of that id; the sentence names those that come close.
        FileMissing: a path ends in .yaml and nothing is there.
        RulesError: the file is wrong; the sentence names file, line, field and what to write.
    """
    return read_policy(policy_path(id_or_path))


def policy_path(id_or_path: str | Path) -> Path:
    """The file of that policy.

    Raises:
        PolicyMissing: there is none of that id.
        FileMissing: a path ends in .yaml and nothing is there.
    """
    named = Path(id_or_path)
    if named.suffix in {".yaml", ".yml"}:
        if not named.is_file():
            raise FileMissing(f"There is no policy file {named.name}.")
        return named
    found = {path.stem: path for path in policy_files()}
    if str(id_or_path) not in found:
        close = difflib.get_close_matches(str(id_or_path), found, n=3) or sorted(found)
        raise PolicyMissing(f"There is no policy of that name; close to it: {', '.join(close)}.")
    return found[str(id_or_path)]


def policies() -> tuple[PolicyInfo, ...]:
    """All policies of this installation, by id.

    Raises:
        RulesError: one of them is wrong.
    """
    return tuple(_info(path) for path in policy_files())


def policy_files() -> tuple[Path, ...]:
    """The policy files of this installation, by name."""
    return tuple(sorted((rules() / "policies").rglob("*.yaml"), key=lambda path: path.stem))


def _info(path: Path) -> PolicyInfo:
    policy = read_policy(path)
    return PolicyInfo(
        id=policy.id,
        payer=policy.payer,
        title=policy.title,
        version=policy.version,
        effective=policy.effective,
        applies_to=policy.applies_to,
        path=path.name,
    )


def read_policy(path: Path) -> Policy:
    """The file as a policy, valid as a whole.

    Raises:
        RulesError: it is not; the sentence names file, line, field and what to write.
    """
    return parse_policy(path.read_text(encoding="utf-8"), path)


def parse_policy(text: str, path: Path) -> Policy:
    """`text` as a policy; `path` only names it in errors, and its stem must be the policy's id.

    Raises:
        RulesError: see `read_policy`.
    """
    root = _composed(text, path)
    if doubled := next(_doubled(root), None):
        raise RulesError(
            f"{_file(path)}, line {doubled.start_mark.line + 1}: {doubled.value!r} stands twice; keep one."
        )
    try:
        policy = Policy.model_validate(yaml.load(text, Loader=LOADER))  # noqa: S506 - the loader is a safe one
    except yaml.MarkedYAMLError as error:
        raise _no_yaml(path, error) from None
    except ValidationError as error:
        first = _first(error.errors(include_input=False, include_url=False))
        raise _refusal(path, root, Fault(first["loc"], _advice(first))) from None
    fault = next(faults(policy, path.stem), None)
    if fault:
        raise _refusal(path, root, fault)
    return policy


def _composed(text: str, path: Path) -> yaml.Node:
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        raise _no_yaml(path, error) from None
    if root is None:
        raise RulesError(f"{_file(path)}, line 1: the file is empty; write a policy.")
    return root


def _no_yaml(path: Path, error: yaml.MarkedYAMLError) -> RulesError:
    """Also for a tag that would build an object of the program: rule files are plain data."""
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    return RulesError(f"{_file(path)}, line {line}: this is no YAML ({error.problem}).")


def _doubled(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield key
                seen.add(key.value)
            yield from _doubled(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _doubled(value)


def _file(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _first(errors: Sequence[ErrorDetails]) -> ErrorDetails:
    """The error to tell: an unknown field before what follows from it (the field that seems missing)."""
    return next((error for error in errors if error["type"] == "extra_forbidden"), errors[0])


def _refusal(path: Path, root: yaml.Node, fault: Fault) -> RulesError:
    steps = tuple(step for step in fault.steps if step not in TAGS)
    return RulesError(f"{locate(path, root, steps)}: {fault.advice}.")


def _advice(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind == "extra_forbidden":
        return f"there is no field {error['loc'][-1]!r} here; remove it or mend its spelling"
    if kind == "missing":
        return f"add the field {error['loc'][-1]!r}"
    if kind in {"union_tag_not_found", "union_tag_invalid"}:
        return f"write exactly one of {', '.join(FORMS)}"
    return error["msg"][0].lower() + error["msg"][1:]
