"""What if: another value for a policy's parameter, a derived quantity or a fact's key, checked before it is used.

It stands apart so that a slip in `--set` is refused instead of silently changing nothing.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chartcase.criteria.policy import DerivedTest, Policy, leaves
from chartcase.criteria.reading_leaf import override_names
from chartcase.errors import SettingError
from chartcase.fact import Value

PARAMS = "params."


@dataclass(frozen=True, slots=True)
class Supposed:
    """The policy with other parameters, the values supposed of the case, and both in words."""

    policy: Policy
    what_if: Mapping[str, Value]
    said: tuple[str, ...] = ()


def suppose(policy: Policy, overrides: Mapping[str, Value]) -> Supposed:
    """The suppositions sorted into parameters of the policy and values of the case.

    Raises:
        SettingError: a name that the policy does not use, or a parameter's value out of its bounds.
    """
    names = settable(policy)
    for name in overrides:
        if name not in names:
            close = difflib.get_close_matches(name, names, n=4, cutoff=0.3) or sorted(names)[:6]
            raise SettingError(f"Policy {policy.id} has nothing named {name}; close to it: {', '.join(close)}.")
    figures = {name[len(PARAMS) :]: value for name, value in overrides.items() if name.startswith(PARAMS)}
    what_if = {name: value for name, value in overrides.items() if not name.startswith(PARAMS)}
    said = tuple(f"{name} = {_shown(value)}" for name, value in sorted(overrides.items()))
    return Supposed(with_params(policy, figures), what_if, said)


def with_params(policy: Policy, figures: Mapping[str, Value]) -> Policy:
    """The policy with other figures.

    Raises:
        SettingError: no number, or one out of the parameter's bounds.
    """
    params = dict(policy.params)
    for name, value in figures.items():
        param = params[name]
        if isinstance(value, bool) or not isinstance(value, int | float) or not param.lowest <= value <= param.highest:
            raise SettingError(f"{name} takes a number from {param.lowest:g} to {param.highest:g} ({param.unit}).")
        params[name] = param.model_copy(update={"value": value})
    return policy.model_copy(update={"params": params})


def settable(policy: Policy) -> frozenset[str]:
    """Every name that can be supposed for this policy."""
    return frozenset({*(PARAMS + name for name in policy.params), *_tested(policy)})


def _tested(policy: Policy) -> Iterator[str]:
    for criterion in policy.criteria:
        for leaf in leaves(criterion.test) if criterion.test is not None else ():
            if isinstance(leaf, DerivedTest):
                yield leaf.derived
            else:
                yield from override_names(leaf)


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)
