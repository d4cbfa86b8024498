"""Facts that cannot all hold, side by side, by the table in rules/conflicts.yaml.

It stands apart because nothing may be merged silently: the reader sees both values and who said each.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, islice
from pathlib import Path

from pydantic import Field

from chartcase.case.case import Conflict
from chartcase.fact import Assertion, DatePrecision, Fact, Frozen, Range, Value
from chartcase.rulefile import read_model


class Differ(StrEnum):
    """How two values clash."""

    UNEQUAL = "unequal"
    DISJOINT = "disjoint"


class Across(StrEnum):
    """In what two facts must differ so that one does not merely go on with the other."""

    SPEAKER = "speaker"
    SOURCE = "source"
    DOCUMENT = "document"
    ENTRY = "entry"
    SECTION = "section"
    SENTENCE = "sentence"


class ConflictRule(Frozen):
    """One entry of rules/conflicts.yaml."""

    field: str = Field(pattern=r"^[a-z_]+\.[a-z_]+$")
    differ: Differ
    values: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    compatible: tuple[str, ...] = ()
    assertions: tuple[Assertion, ...] = (Assertion.PRESENT,)
    across: tuple[Across, ...] = ()
    kinds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    least: float = 0.0
    tolerance: float = 0.0
    latest: bool = Field(default=False, description="only against the last one said before")
    numbered: bool = Field(default=False, description="where two events are numbered, only numbered facts are compared")

    @property
    def type(self) -> str:
        """The fact type."""
        return self.field.split(".")[0]

    @property
    def key(self) -> str:
        """The value key, or "assertion"."""
        return self.field.split(".")[1]


class ConflictRules(Frozen):
    """The file as a whole."""

    families: Mapping[str, tuple[str, ...]]
    conflicts: tuple[ConflictRule, ...]

    def family(self, procedure: str) -> str:
        """The family of a procedure, itself where it has none."""
        return next((name for name, members in self.families.items() if procedure in members), procedure)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a fact stands: what `across` compares."""

    document: tuple[str, int]
    entry: int | None
    section: str
    sentence: int


Standpoints = Mapping[str, Standpoint]
"""By fact id."""


def load_conflict_rules(folder: Path) -> ConflictRules:
    """rules/conflicts.yaml.

    Raises:
        RulesError: the file is wrong; the sentence names the place.
    """
    return read_model(folder / "conflicts.yaml", ConflictRules)


def conflicts_of(facts: Sequence[Fact], standpoints: Standpoints, rules: ConflictRules) -> tuple[Conflict, ...]:
    """All conflicts, in the order of the rules, then of the facts; one for each field and thing spoken of."""
    found: list[Conflict] = []
    seen: set[tuple[str, frozenset[str]]] = set()
    for rule in rules.conflicts:
        for cluster in _clusters(rule, facts, standpoints, rules):
            conflict = _conflict(rule, cluster)
            mark = (rule.field, frozenset(conflict.facts))
            if mark not in seen:
                seen.add(mark)
                found.append(conflict)
    return tuple(found)


def _clusters(
    rule: ConflictRule, facts: Sequence[Fact], standpoints: Standpoints, rules: ConflictRules
) -> Iterable[list[Fact]]:
    candidates = compared_by(rule, facts)
    clashing: dict[str, set[str]] = defaultdict(set)
    for bucket in _buckets(rule, candidates, rules):
        pairs = _successive(rule, bucket, rules) if rule.latest else _unlike(rule, bucket, standpoints, rules)
        for earlier, later in pairs:
            if _clash(rule, earlier, later, standpoints, rules):
                clashing[earlier.id].add(later.id)
                clashing[later.id].add(earlier.id)
    by_id = {fact.id: fact for fact in candidates}
    for group in _components(clashing):
        yield sorted((by_id[fact_id] for fact_id in group), key=lambda fact: int(fact.id[1:]))


def compared_by(rule: ConflictRule, facts: Sequence[Fact]) -> list[Fact]:
    """The facts that a rule holds against each other at all: where it asks for numbers and the facts tell of two
    numbered events or more, one without a number may be any of them and is left out."""
    found = [fact for fact in facts if _eligible(rule, fact)]
    if rule.numbered and len({shown(fact.value["ordinal"]) for fact in facts if _is_numbered(rule, fact)}) > 1:
        return [fact for fact in found if _is_numbered(rule, fact)]
    return found


def _is_numbered(rule: ConflictRule, fact: Fact) -> bool:
    return fact.type == rule.type and "ordinal" in fact.value


def _buckets(rule: ConflictRule, candidates: Sequence[Fact], rules: ConflictRules) -> Iterable[list[Fact]]:
    """Candidates that can speak of the same thing at all, so that long records stay linear."""
    if not rule.same:
        return [list(candidates)]
    buckets: dict[str, list[Fact]] = defaultdict(list)
    for fact in candidates:
        for term in _terms(fact, rule.same[0], rules):
            buckets[term].append(fact)
    return buckets.values()


def _eligible(rule: ConflictRule, fact: Fact) -> bool:
    if fact.type != rule.type or fact.assertion not in rule.assertions:
        return False
    if rule.kinds and fact.value.get("kind") not in rule.kinds:
        return False
    if rule.key == "assertion":
        affirms = fact.assertion in (Assertion.PRESENT, Assertion.POSSIBLE)
        return not (affirms and rule.needs) or any(key in fact.value for key in rule.needs)
    value = fact.value.get(rule.key)
    if value is None or (isinstance(value, int | float) and value < rule.least):
        return False
    return not rule.values or value in rule.values


def _successive(rule: ConflictRule, bucket: Sequence[Fact], rules: ConflictRules) -> Iterable[tuple[Fact, Fact]]:
    """Each fact with the last one before it that speaks of the same thing."""
    last: dict[tuple[frozenset[str], ...], int] = {}
    for index, later in enumerate(bucket):
        places = [place for place in last.values() if _same_thing(rule, bucket[place], later, rules)]
        if places:
            yield bucket[max(places)], later
        last[_things(rule, later, rules)] = index


def _unlike(
    rule: ConflictRule, bucket: Sequence[Fact], standpoints: Standpoints, rules: ConflictRules
) -> Iterable[tuple[Fact, Fact]]:
    """Pairs to hold against one another: not all that clash, but enough that what clashes hangs together.

    Facts that say the same of the same thing clash with the same others, so of each such kind two places are enough for
    the facts of another kind to be held against.
    """
    kinds: dict[Hashable, dict[Hashable, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in bucket:
        stands = tuple(_standing(across, fact, standpoints) for across in rule.across)
        kinds[_said(rule, fact, rules)][stands].append(fact)
    for mine, theirs in combinations(kinds.values(), 2):
        if _may_clash(rule, _first(mine), _first(theirs), rules):
            yield from _held_against(mine, theirs)
            yield from _held_against(theirs, mine)


def _held_against(
    mine: Mapping[Hashable, Sequence[Fact]], theirs: Mapping[Hashable, Sequence[Fact]]
) -> Iterable[tuple[Fact, Fact]]:
    anchors = [facts[0] for facts in islice(theirs.values(), 2)]
    return ((fact, anchor) for facts in mine.values() for fact in facts for anchor in anchors)


def _first(kind: Mapping[Hashable, Sequence[Fact]]) -> Fact:
    return next(iter(kind.values()))[0]


def _said(rule: ConflictRule, fact: Fact, rules: ConflictRules) -> Hashable:
    """All that decides with which facts it clashes, but for where it stands; an empty list is like no other."""
    value = _affirms(fact) if rule.key == "assertion" else fact.value[rule.key]
    return _things(rule, fact, rules), _day(fact), value if value != () else fact.id


def _things(rule: ConflictRule, fact: Fact, rules: ConflictRules) -> tuple[frozenset[str], ...]:
    return tuple(_terms(fact, key, rules) for key in (*rule.same, *rule.compatible))


def _clash(rule: ConflictRule, one: Fact, other: Fact, standpoints: Standpoints, rules: ConflictRules) -> bool:
    stand = (tuple(_standing(across, fact, standpoints) for across in rule.across) for fact in (one, other))
    if rule.across and len(set(stand)) == 1:
        return False
    return _may_clash(rule, one, other, rules)


def _may_clash(rule: ConflictRule, one: Fact, other: Fact, rules: ConflictRules) -> bool:
    """Whether they clash wherever they stand."""
    if not _same_thing(rule, one, other, rules) or _dated_apart(one, other):
        return False
    if rule.key == "assertion":
        return _affirms(one) != _affirms(other)
    return _values_clash(rule, one.value[rule.key], other.value[rule.key])


def _affirms(fact: Fact) -> bool:
    return fact.assertion in (Assertion.PRESENT, Assertion.POSSIBLE)


def _values_clash(rule: ConflictRule, one: Value, other: Value) -> bool:
    if rule.differ is Differ.DISJOINT:
        return not _words(one) & _words(other)
    if isinstance(one, Range | int | float) and isinstance(other, Range | int | float):
        low, high = _bounds(one), _bounds(other)
        return low[1] + rule.tolerance < high[0] or high[1] + rule.tolerance < low[0]
    return one != other


def _bounds(value: Value) -> tuple[float, float]:
    if isinstance(value, Range):
        return value.lo, value.hi
    number = float(value) if isinstance(value, int | float) else 0.0
    return number, number


def _same_thing(rule: ConflictRule, one: Fact, other: Fact, rules: ConflictRules) -> bool:
    for key in rule.same:
        if not _terms(one, key, rules) & _terms(other, key, rules):
            return False
    for key in rule.compatible:
        mine, theirs = _terms(one, key, rules), _terms(other, key, rules)
        if mine and theirs and not mine & theirs:
            return False
    return True


def _terms(fact: Fact, key: str, rules: ConflictRules) -> frozenset[str]:
    """What a fact gives for a key, as words; a procedure by its family, a region from its levels where it is not
    said."""
    if key == "region" and "region" not in fact.value:
        return frozenset(
            _letter_region(level) for name in ("levels", "roots") for level in _words(fact.value.get(name, ()))
        )
    terms = _words(fact.value.get(key, ()))
    return frozenset(rules.family(term) for term in terms) if key == "procedure" else terms


def _letter_region(level: str) -> str:
    return {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "lumbar"}.get(level[:1], "")


def _words(value: Value) -> frozenset[str]:
    return frozenset(value) if isinstance(value, tuple) else frozenset((str(value),))


def _dated_apart(one: Fact, other: Fact) -> bool:
    """Both carry a real date, and not the same: two events, no contradiction."""
    return _day(one) is not None and _day(other) is not None and _day(one) != _day(other)


def _day(fact: Fact) -> str | None:
    dated = fact.date is not None and fact.date.precision is not DatePrecision.MASKED
    return fact.date.iso if dated and fact.date is not None else None


def _standing(across: Across, fact: Fact, standpoints: Standpoints) -> Hashable:
    """Where it stands, as far as `across` looks."""
    if across is Across.SPEAKER:
        return fact.stated_by
    if across is Across.SOURCE:
        return fact.evidence[0].source
    here = standpoints[fact.id]
    return {
        Across.DOCUMENT: here.document,
        Across.ENTRY: here.entry,
        Across.SECTION: here.section,
        Across.SENTENCE: here.sentence,
    }[across]


def _components(edges: Mapping[str, set[str]]) -> Iterable[set[str]]:
    left = set(edges)
    for start in sorted(edges):
        if start not in left:
            continue
        group, open_ = {start}, [start]
        while open_:
            for neighbour in edges[open_.pop()] - group:
                group.add(neighbour)
                open_.append(neighbour)
        left -= group
        yield group


def _conflict(rule: ConflictRule, cluster: Sequence[Fact]) -> Conflict:
    values = [fact.assertion.value if rule.key == "assertion" else shown(fact.value[rule.key]) for fact in cluster]
    return Conflict(field=rule.field, facts=tuple(fact.id for fact in cluster), values=tuple(dict.fromkeys(values)))


def shown(value: Value) -> str:
    """A value in words: a list by commas, a range with a dash, whole numbers without a point."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Range):
        return f"{shown(value.lo)}-{shown(value.hi)}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
