"""What a policy asks about and the record never mentions, with the words that were searched for.

It stands apart because silence must be shown with what was looked for: not found is not the same as denied.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from chartcase.case.case import Case
from chartcase.criteria.policy import FactTest, Policy, Scalar, leaves
from chartcase.deliver.worksheet_words import title, word
from chartcase.fact import Fact, Frozen
from chartcase.resources import rules

MOST_WORDS = 8
_VERDICT = re.compile(r"\b(?:(?:NOT |UN)?MET|UNDETERMINED|[Mm]issing|[Nn]ot documented)\b")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NotFound(Frozen):
    """One thing without a mention: what, the question it would answer, examples of the words searched for."""

    what: str
    question: str
    searched: tuple[str, ...]


class SearchRule(Frozen):
    """What a rule of a finding matches: its fixed values and examples of its words."""

    value: dict[str, str]
    examples: tuple[str, ...]


def not_found(case: Case, policy: Policy) -> tuple[NotFound, ...]:
    """The tests of the policy for which the case has no fact at all, in the policy's order, each once."""
    found: dict[tuple[str, str], NotFound] = {}
    for leaf in _tests(policy):
        fact_type = leaf.fact.partition(".")[0]
        if any(_speaks(fact, fact_type, leaf.where) for fact in case.facts):
            continue
        named = [_words(value) for value in leaf.where.values() if not isinstance(value, bool | int | float)]
        what = f"{title(fact_type)}: {', '.join(named)}" if named and named != ["program"] else title(fact_type)
        searched = searched_words(fact_type, leaf.where)
        found.setdefault((fact_type, what), NotFound(what=what, question=policy.words(leaf.text), searched=searched))
    return tuple(found.values())


def _tests(policy: Policy) -> Iterator[FactTest]:
    for criterion in policy.criteria:
        if criterion.test is not None:
            yield from (leaf for leaf in leaves(criterion.test) if isinstance(leaf, FactTest))


def _speaks(fact: Fact, fact_type: str, where: Mapping[str, Scalar | tuple[str, ...]]) -> bool:
    if fact.type != fact_type:
        return False
    for key, wanted in where.items():
        allowed = set(wanted) if isinstance(wanted, tuple) else {str(wanted)}
        value = fact.value.get(key)
        if not allowed.intersection(value if isinstance(value, tuple) else (str(value),)):
            return False
    return True


def _words(value: Scalar | tuple[str, ...]) -> str:
    return ", ".join(word(item) for item in value) if isinstance(value, tuple) else word(str(value))


def searched_words(fact_type: str, where: Mapping[str, Scalar | tuple[str, ...]]) -> tuple[str, ...]:
    """Examples of the words that are searched for, those of the rules for `where` first where there are such rules."""
    known = search_rules(fact_type)
    fitting = [rule for rule in known if _fits(rule, where)] or list(known)
    plain = [[example for example in rule.examples if not _VERDICT.search(example)] for rule in fitting]
    examples = dict.fromkeys(example for some in plain for example in some[:3])
    # where reviewers' verdicts are all that there is, they are shown
    return tuple(examples or dict.fromkeys(example for rule in fitting for example in rule.examples[:3]))[:MOST_WORDS]


def _fits(rule: SearchRule, where: Mapping[str, Scalar | tuple[str, ...]]) -> bool:
    for key, wanted in where.items():
        allowed = wanted if isinstance(wanted, tuple) else (str(wanted),)
        if rule.value.get(key) not in allowed:
            return False
    return bool(where)


@lru_cache(maxsize=64)
def search_rules(fact_type: str) -> tuple[SearchRule, ...]:
    """The rules of a finding as far as their words go, () for a type without a file."""
    path: Path = rules() / "findings" / f"{fact_type}.yaml"
    if not path.is_file():
        return ()
    plain: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    return tuple(
        SearchRule(
            value={key: str(value) for key, value in _pairs(rule.get("value"))},
            examples=tuple(str(example) for example in rule.get("examples") or ()),
        )
        for rule in plain.get("rules") or ()
    )


def _pairs(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if value else []
