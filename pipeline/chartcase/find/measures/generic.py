"""The measure of every type that needs none of its own: the rule's fixed value, its named groups, and attached
attributes.

It stands apart so that a finding type can be added with data alone.
"""

from collections.abc import Sequence

from chartcase.fact import Value
from chartcase.find import quantities
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.rulebook import FindingSpec, Key, KeyKind


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact: fixed keys, then taken groups, then attributes from the mention's clause."""
    value: dict[str, Value] = dict(base_value(mention))
    spans: list[tuple[int, int]] = []
    for name, group in mention.rule.spec.take.items():
        taken = _read(finding.keys[name], mention.groups.get(group))
        if taken is not None:
            value[name] = taken
    for name, key in finding.keys.items():
        if key.attach is None or name in value:
            continue
        hit = view.in_clause(key.attach)
        if hit is not None and hit.value is not None:
            value[name] = _shaped(key, hit.value)
            spans.append((hit.start, hit.end))
    return (Measured(value, tuple(spans)),)


def base_value(mention: Mention) -> dict[str, Value]:
    """What the rule itself fixes: its `value`, and what its lexicon says of the matched words."""
    value: dict[str, Value] = dict(mention.rule.value)
    if mention.rule.words is not None and "words" in mention.groups:
        value.update(mention.rule.words.value(mention.groups["words"]))
    return value


def _read(key: Key, words: str | None) -> Value | None:
    if words is None:
        return None
    if key.kind is KeyKind.NUMBER:
        return quantities.number(words)
    if key.kind is KeyKind.QUANTITY:
        return quantities.weeks(words) if key.unit == "weeks" else quantities.number(words)
    return (words,) if key.kind is KeyKind.LIST else words.lower()


def _shaped(key: Key, value: Value) -> Value:
    if key.kind is KeyKind.LIST and isinstance(value, str):
        return (value,)
    if key.kind is not KeyKind.LIST and isinstance(value, tuple):
        return value[0]
    return value
