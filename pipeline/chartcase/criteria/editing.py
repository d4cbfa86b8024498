"""A policy file with other figures: only the figures and the id change, comments and order stay.

It stands apart because the file is a person's text, and writing it anew from data would lose what they wrote beside it.
"""

from pathlib import Path

import yaml

from chartcase.criteria.policy import Policy
from chartcase.criteria.reading import parse_policy
from chartcase.errors import RulesError


def edited_text(original: Path, edited: Policy, new_id: str) -> str:
    """The text of `original` with the parameters of `edited` under the id `new_id` (the new file's name without .yaml).

    Raises:
        RulesError: the result would be no valid policy (an id that is no lower-case name, for example).
    """
    text = original.read_text(encoding="utf-8")
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    wanted = {("id",): new_id} | {
        ("params", name, "value"): f"{param.value:g}" for name, param in edited.params.items()
    }
    spots = [(_scalar(root, steps), new) for steps, new in wanted.items()]
    for node, new in sorted(spots, key=lambda spot: spot[0].start_mark.index, reverse=True):
        text = text[: node.start_mark.index] + new + text[node.end_mark.index :]
    parse_policy(text, original.with_name(f"{new_id}.yaml"))
    return text


def _scalar(root: yaml.Node | None, steps: tuple[str, ...]) -> yaml.ScalarNode:
    node = root
    for step in steps:
        if not isinstance(node, yaml.MappingNode):
            break
        node = next((value for key, value in node.value if key.value == step), None)
    if not isinstance(node, yaml.ScalarNode):
        raise RulesError(f"The policy file has no plain field {'.'.join(steps)} to change.")
    return node
