"""Which facts a rule of rules/conflicts.yaml holds against each other at all, and what they speak of.

It stands apart because who is asked and whether two answers clash are two questions.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from chartcase.case.conflict_rules import ConflictRule, ConflictRules, expression
from chartcase.case.standpoint import Standpoint, Standpoints
from chartcase.fact import Assertion, Fact, Range, Value

Things = tuple[frozenset[str], ...]
"""What a fact gives for the keys of `same`, then of `compatible`."""
_TELLING = ("ordinal", "date", "levels")
_BESIDE = 2
"""Sentences within which a second value is the other half of what one speaker tells."""


def compared_by(
    rule: ConflictRule, facts: Sequence[Fact], standpoints: Standpoints, rules: ConflictRules
) -> list[Fact]:
    """The facts that a rule holds against each other at all: where it asks for numbers and the facts tell of two
    numbered events or more, one without a number may be any of them and is left out."""
    found = [fact for fact in facts if _eligible(rule, fact) and _allows(rule, fact, standpoints[fact.id])]
    if rule.void and any(fact.type == rule.type and _is_void(rule, fact) for fact in facts):
        return []
    if rule.single and not _tell_of_one(facts):
        return []
    if rule.paired:
        found = _unpaired(rule, found, standpoints, rules)
    if rule.numbered and len({shown(fact.value["ordinal"]) for fact in facts if _is_numbered(rule, fact)}) > 1:
        return [fact for fact in found if _is_numbered(rule, fact)]
    return found


def _is_void(rule: ConflictRule, fact: Fact) -> bool:
    return fact.assertion in rule.assertions and fact.value.get(rule.key) in rule.void


def _is_numbered(rule: ConflictRule, fact: Fact) -> bool:
    return fact.type == rule.type and fact.assertion in rule.assertions and "ordinal" in fact.value


def _tell_of_one(facts: Iterable[Fact]) -> bool:
    """Whether the injections told of can all be one: no two numbers, days or levels."""
    given = [fact for fact in facts if fact.assertion is Assertion.PRESENT]
    return all(len({shown(fact.value[key]) for fact in given if key in fact.value}) < 2 for key in _TELLING)


def _unpaired(rule: ConflictRule, facts: Sequence[Fact], standpoints: Standpoints, rules: ConflictRules) -> list[Fact]:
    """The facts without those that stand beside another value of the same thing, or are a part of a list."""
    lists = {words_of(fact.value[rule.key]) for fact in facts if isinstance(fact.value.get(rule.key), tuple)}
    if lists:
        return [fact for fact in facts if not any(words_of(fact.value[rule.key]) < whole for whole in lists)]
    told: dict[tuple[object, ...], list[tuple[int, str]]] = defaultdict(list)
    tellers = {fact.id: _teller(rule, fact, standpoints, rules) for fact in facts}
    for fact in facts:
        told[tellers[fact.id]].append((standpoints[fact.id].sentence, shown(fact.value[rule.key])))
    return [fact for fact in facts if not _has_pair(rule, fact, standpoints, told[tellers[fact.id]])]


def _teller(rule: ConflictRule, fact: Fact, standpoints: Standpoints, rules: ConflictRules) -> tuple[object, ...]:
    here = standpoints[fact.id]
    same = tuple(terms(fact, key, rules) for key in rule.same)
    return here.document, here.section, fact.stated_by, same


def _has_pair(rule: ConflictRule, fact: Fact, standpoints: Standpoints, told: Sequence[tuple[int, str]]) -> bool:
    place, value = standpoints[fact.id].sentence, shown(fact.value[rule.key])
    return any(abs(place - other) <= _BESIDE and value != said for other, said in told)


def _eligible(rule: ConflictRule, fact: Fact) -> bool:
    if fact.type != rule.type or fact.assertion not in rule.assertions:
        return False
    if (rule.kinds and fact.value.get("kind") not in rule.kinds) or _gives(fact, rule.skip):
        return False
    if rule.speakers and fact.stated_by not in rule.speakers:
        return False
    if rule.key == "assertion":
        return _affirms_enough(rule, fact) if affirms(fact) else _denies_enough(rule, fact)
    value = fact.value.get(rule.key)
    if value is None or (isinstance(value, int | float) and value < rule.least):
        return False
    return not rule.values or value in rule.values


def _affirms_enough(rule: ConflictRule, fact: Fact) -> bool:
    needed = not rule.needs or any(key in fact.value for key in rule.needs)
    if rule.affirmers and fact.stated_by not in rule.affirmers:
        return False
    return needed and (not rule.affirming or _gives(fact, rule.affirming))


def _denies_enough(rule: ConflictRule, fact: Fact) -> bool:
    counts = not rule.deniers or fact.stated_by in rule.deniers
    if rule.denying and not _gives(fact, rule.denying):
        return False
    return counts and not any(key in fact.value for key in rule.general)


def _gives(fact: Fact, words: Sequence[str]) -> bool:
    """Whether one of the words is a value of the fact."""
    return any(value in words for value in fact.value.values() if isinstance(value, str))


def _allows(rule: ConflictRule, fact: Fact, here: Standpoint) -> bool:
    """Whether the words around the fact make it one that the rule speaks of."""
    if rule.documents and here.kind not in rule.documents:
        return False
    if (rule.sections and here.section not in rule.sections) or here.section in rule.not_sections:
        return False
    if not here.passage:
        return True
    if rule.foreign is not None and expression(rule.foreign).occurs(here.clause):
        return False
    if _gives(fact, rule.settled):
        return True
    if rule.where is not None and not expression(rule.where).occurs(here.passage):
        return False
    return rule.unless is None or not expression(rule.unless).occurs(here.clause)


def affirms(fact: Fact) -> bool:
    """Whether the fact says that it is so, or may be so."""
    return fact.assertion in (Assertion.PRESENT, Assertion.POSSIBLE)


def things(rule: ConflictRule, fact: Fact, rules: ConflictRules) -> Things:
    """What the fact gives for the keys by which the rule tells one thing from another."""
    return tuple(terms(fact, key, rules) for key in (*rule.same, *rule.compatible))


def terms(fact: Fact, key: str, rules: ConflictRules) -> frozenset[str]:
    """What a fact gives for a key, as words; a procedure by its family, a region from its levels where it is not
    said."""
    if key == "region" and "region" not in fact.value:
        return frozenset(
            _letter_region(level) for name in ("levels", "roots") for level in words_of(fact.value.get(name, ()))
        )
    terms = words_of(fact.value.get(key, ()))
    return frozenset(rules.family(term) for term in terms) if key == "procedure" else terms


def _letter_region(level: str) -> str:
    return {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "lumbar"}.get(level[:1], "")


def words_of(value: Value) -> frozenset[str]:
    """The words of a list; any other value as its only word."""
    return frozenset(value) if isinstance(value, tuple) else frozenset((str(value),))


def shown(value: Value) -> str:
    """A value in words: a list by commas, a range with a dash, whole numbers without a point."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Range):
        return f"{shown(value.lo)}-{shown(value.hi)}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
