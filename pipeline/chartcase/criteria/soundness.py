"""Whether a well-formed policy is sound: every name leads somewhere, and every test can be made.

It stands apart from reading, because a policy that was edited in a spreadsheet is held to the same rules.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chartcase.case.derive import MEASURES
from chartcase.criteria.contract import contract
from chartcase.criteria.policy import (
    COMPARING,
    STATING,
    Criterion,
    DerivedTest,
    FactTest,
    Limit,
    Node,
    Op,
    Policy,
    Take,
    children,
)
from chartcase.rulefile import Step

UNITS = frozenset({"weeks", "months", "%", "sessions", "levels", "injections", "kinds", "days"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a policy: where (steps into the file) and what to write instead."""

    steps: tuple[Step, ...]
    advice: str


def faults(policy: Policy, stem: str) -> Iterator[Fault]:
    """What is wrong with a policy that is well formed: names that lead nowhere, tests that cannot be made."""
    if policy.id != stem:
        yield Fault(("id",), f"write {stem!r}, the name of the file")
    yield from _twice("criteria", [criterion.id for criterion in policy.criteria])
    yield from _twice("sources", [source.id for source in policy.sources])
    for name, param in policy.params.items():
        yield from _source(policy, param.source, ("params", name, "source"))
        if not param.lowest <= param.value <= param.highest:
            yield Fault(("params", name, "value"), f"write a number from {param.lowest:g} to {param.highest:g}")
    for number, criterion in enumerate(policy.criteria):
        yield from _criterion(policy, criterion, ("criteria", number))


def _twice(field: str, names: Sequence[str]) -> Iterator[Fault]:
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Fault((field, number, "id"), f"{name!r} stands twice; write another id")


def _source(policy: Policy, named: str, steps: tuple[Step, ...]) -> Iterator[Fault]:
    known = [source.id for source in policy.sources]
    if named not in known:
        yield Fault(steps, f"no source of that id; write one of {', '.join(known)}")


def _criterion(policy: Policy, criterion: Criterion, steps: tuple[Step, ...]) -> Iterator[Fault]:
    yield from _source(policy, criterion.source, (*steps, "source"))
    if (criterion.test is None) == (criterion.not_assessed is None):
        yield Fault((*steps, "id"), "write either a test or, in not_assessed, why there is none")
    if criterion.test is not None:
        yield from _node(policy, criterion.test, (*steps, "test"))


def _node(policy: Policy, node: Node, steps: tuple[Step, ...]) -> Iterator[Fault]:
    if isinstance(node, FactTest | DerivedTest):
        yield from _leaf(policy, node, steps)
        return
    for place, child in zip(_places(node), children(node), strict=True):
        yield from _node(policy, child, (*steps, *place))


def _places(node: Node) -> Iterator[tuple[Step, ...]]:
    for field in ("all", "any", "of"):
        if field in type(node).model_fields:
            yield from ((field, number) for number in range(len(children(node))))
            return
    yield from (("when",), ("then",))


def _leaf(policy: Policy, leaf: FactTest | DerivedTest, steps: tuple[Step, ...]) -> Iterator[Fault]:
    yield from _source(policy, leaf.source, (*steps, "source"))
    yield from _parameters(policy, leaf, steps)
    if leaf.unit is not None and leaf.unit not in UNITS:
        yield Fault((*steps, "unit"), f"write one of {', '.join(sorted(UNITS))}")
    if (leaf.value is None) != (leaf.op in STATING):
        yield Fault((*steps, "value" if leaf.value is not None else "op"), f"{leaf.op} needs {_needs(leaf.op)} value")
    if isinstance(leaf, FactTest):
        yield from _fact_test(policy, leaf, steps)
    elif leaf.derived not in MEASURES:
        yield Fault((*steps, "derived"), f"no such quantity; {_close(leaf.derived, MEASURES)}")
    elif leaf.op in STATING:
        yield Fault((*steps, "op"), "a derived quantity is compared: write ge, gt, le, lt, eq or in")


def _needs(op: Op) -> str:
    return "no" if op in STATING else "a"


def _parameters(policy: Policy, leaf: FactTest | DerivedTest, steps: tuple[Step, ...]) -> Iterator[Fault]:
    value = leaf.value
    if isinstance(value, str) and value.startswith("$") and value[1:] not in policy.params:
        yield Fault((*steps, "value"), f"no such parameter; {_close(value[1:], policy.params)}")
        return
    if leaf.op in COMPARING and value is not None and not _is_number(policy.limit(value)):
        yield Fault((*steps, "value"), f"{leaf.op} compares numbers: write a number or $parameter")
    if leaf.op is Op.IN and not isinstance(value, tuple):
        yield Fault((*steps, "value"), "in needs a list: write [.., ..]")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _fact_test(policy: Policy, leaf: FactTest, steps: tuple[Step, ...]) -> Iterator[Fault]:
    words = contract()
    if leaf.type not in words.types:
        yield Fault((*steps, "fact"), f"no such fact type; {_close(leaf.type, words.types)}")
        return
    keys = words.types[leaf.type]
    if leaf.key is not None and leaf.key not in keys:
        yield Fault((*steps, "fact"), f"{leaf.type} has no such key; {_close(leaf.key, keys)}")
        return
    yield from _key_of_op(leaf, steps)
    for key, wanted in leaf.where.items():
        if key not in keys:
            yield Fault((*steps, "where", key), f"{leaf.type} has no such key; {_close(key, keys)}")
        else:
            yield from _choice(leaf.type, key, wanted, (*steps, "where", key))
    if leaf.key and leaf.op in {Op.EQ, Op.IN} and leaf.value is not None:
        yield from _choice(leaf.type, leaf.key, policy.limit(leaf.value), (*steps, "value"))


def _key_of_op(leaf: FactTest, steps: tuple[Step, ...]) -> Iterator[Fault]:
    counting = leaf.take is Take.COUNT
    if leaf.op in STATING and leaf.key is not None:
        yield Fault((*steps, "fact"), f"{leaf.op} tests whole facts: write {leaf.type!r} and put the key under where")
    if leaf.op not in STATING and leaf.key is None and not counting:
        yield Fault((*steps, "fact"), f"{leaf.op} compares a key: write {leaf.type}.<key>")
    if leaf.key and leaf.op in COMPARING and not contract().holds_number(leaf.type, leaf.key):
        yield Fault((*steps, "op"), f"{leaf.fact} holds no number: write eq or in")


def _choice(fact_type: str, key: str, wanted: Limit | None, steps: tuple[Step, ...]) -> Iterator[Fault]:
    allowed = contract().choices(fact_type, key)
    named: tuple[Limit | None, ...] = wanted if isinstance(wanted, tuple) else (wanted,)
    for word in named:
        if allowed and word not in allowed:
            yield Fault(steps, f"{fact_type}.{key} never holds {word!r}; {_close(str(word), allowed)}")


def _close(word: str, known: Iterable[str]) -> str:
    names = sorted(known)
    return f"write one of {', '.join(difflib.get_close_matches(word, names, n=4, cutoff=0.3) or names[:8])}"
