"""Facts that cannot all hold, side by side, by the table in rules/conflicts.yaml.

It stands apart because nothing may be merged silently: the reader sees both values and who said each.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations, islice

from chartcase.case.case import Conflict
from chartcase.case.chronology import iso_days
from chartcase.case.conflict_rules import Across, ConflictRule, ConflictRules, Differ, expression
from chartcase.case.standpoint import Standpoint, Standpoints
from chartcase.fact import Assertion, DatePrecision, Fact, Range, Speaker, Value

_Things = tuple[frozenset[str], ...]
"""What a fact gives for the keys of `same`, then of `compatible`."""
_Said = tuple[_Things, str | None, object]
_ANY = frozenset({"unspecified", "abnormality"})
_OF_A_VISIT = frozenset({Speaker.PATIENT, Speaker.TREATING, Speaker.UNKNOWN})
"""Whose words of two visits tell a course and not two accounts of one thing."""


def conflicts_of(facts: Sequence[Fact], standpoints: Standpoints, rules: ConflictRules) -> tuple[Conflict, ...]:
    """All conflicts, in the order of the rules, then of the facts; one for each field and thing spoken of."""
    found: list[Conflict] = []
    seen: set[tuple[str, frozenset[str]]] = set()
    by_type: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_type[fact.type].append(fact)
    for rule in rules.conflicts:
        for cluster in _clusters(rule, by_type[rule.type], standpoints, rules):
            conflict = _conflict(rule, cluster)
            mark = (rule.field, frozenset(conflict.facts))
            if mark not in seen:
                seen.add(mark)
                found.append(conflict)
    return tuple(found)


def joined(conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """One conflict of those in a field that share a fact, in the place of the first."""
    kept: list[Conflict] = []
    for conflict in conflicts:
        near = [one for one in kept if one.field == conflict.field and not set(one.facts).isdisjoint(conflict.facts)]
        for one in near[1:]:
            kept.remove(one)
        if near:
            kept[kept.index(near[0])] = _union(*near, conflict)
        else:
            kept.append(conflict)
    return tuple(kept)


def _union(*conflicts: Conflict) -> Conflict:
    facts = sorted({fact for one in conflicts for fact in one.facts}, key=lambda fact: int(fact[1:]))
    values = dict.fromkeys(value for one in conflicts for value in one.values)
    return Conflict(field=conflicts[0].field, facts=tuple(facts), values=tuple(values))


def _clusters(
    rule: ConflictRule, facts: Sequence[Fact], standpoints: Standpoints, rules: ConflictRules
) -> Iterable[list[Fact]]:
    candidates = compared_by(rule, facts, standpoints)
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


def compared_by(rule: ConflictRule, facts: Sequence[Fact], standpoints: Standpoints) -> list[Fact]:
    """The facts that a rule holds against each other at all: where it asks for numbers and the facts tell of two
    numbered events or more, one without a number may be any of them and is left out."""
    found = [fact for fact in facts if _eligible(rule, fact) and _allows(rule, fact, standpoints[fact.id])]
    if rule.void is not None and any(fact.type == rule.type and _is_void(rule, fact) for fact in facts):
        return []
    if rule.numbered and len({shown(fact.value["ordinal"]) for fact in facts if _is_numbered(rule, fact)}) > 1:
        return [fact for fact in found if _is_numbered(rule, fact)]
    return found


def _is_void(rule: ConflictRule, fact: Fact) -> bool:
    return fact.assertion in rule.assertions and fact.value.get(rule.key) == rule.void


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
    if (rule.kinds and fact.value.get("kind") not in rule.kinds) or _gives(fact, rule.skip):
        return False
    if rule.speakers and fact.stated_by not in rule.speakers:
        return False
    if rule.key == "assertion":
        return _affirms_enough(rule, fact) if _affirms(fact) else _denies_enough(rule, fact)
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
    kinds: dict[_Said, dict[Hashable, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in bucket:
        stands = tuple(_standing(across, fact, standpoints) for across in (*rule.across, *_visit(rule)))
        kinds[_said(rule, fact, rules)][stands].append(fact)
    for (said, mine), (answered, theirs) in combinations(kinds.items(), 2):
        if _of_one_thing(rule, said[0], answered[0]) and _may_clash(rule, _first(mine), _first(theirs), rules):
            yield from _held_against(mine, theirs, rule)
            yield from _held_against(theirs, mine, rule)


def _visit(rule: ConflictRule) -> tuple[Across, ...]:
    return (Across.SPEAKER, Across.DOCUMENT, Across.ENTRY) if rule.course else ()


def _held_against(
    mine: Mapping[Hashable, Sequence[Fact]], theirs: Mapping[Hashable, Sequence[Fact]], rule: ConflictRule
) -> Iterable[tuple[Fact, Fact]]:
    anchors = [facts[0] for facts in islice(theirs.values(), None if rule.course else 2)]
    return ((fact, anchor) for facts in mine.values() for fact in facts for anchor in anchors)


def _first(kind: Mapping[Hashable, Sequence[Fact]]) -> Fact:
    return next(iter(kind.values()))[0]


def _said(rule: ConflictRule, fact: Fact, rules: ConflictRules) -> _Said:
    """All that decides with which facts it clashes, but for where it stands; an empty list is like no other."""
    value = _affirms(fact) if rule.key == "assertion" else fact.value[rule.key]
    return _things(rule, fact, rules), _day(fact), value if value != () else fact.id


def _things(rule: ConflictRule, fact: Fact, rules: ConflictRules) -> _Things:
    return tuple(_terms(fact, key, rules) for key in (*rule.same, *rule.compatible))


def _clash(rule: ConflictRule, one: Fact, other: Fact, standpoints: Standpoints, rules: ConflictRules) -> bool:
    stand = (tuple(_standing(across, fact, standpoints) for across in rule.across) for fact in (one, other))
    if rule.across and len(set(stand)) == 1:
        return False
    if rule.course and _of_two_visits(one, other, standpoints):
        return False
    return _may_clash(rule, one, other, rules)


def _of_two_visits(one: Fact, other: Fact, standpoints: Standpoints) -> bool:
    """Whether two visits told in one document say so: things change from one to the next."""
    here, there = standpoints[one.id], standpoints[other.id]
    visits = {one.stated_by, other.stated_by} <= _OF_A_VISIT and here.document == there.document
    return visits and None not in (here.entry, there.entry) and here.entry != there.entry


def _may_clash(rule: ConflictRule, one: Fact, other: Fact, rules: ConflictRules) -> bool:
    """Whether they clash wherever they stand."""
    if not _same_thing(rule, one, other, rules) or (rule.key != "date" and _dated_apart(one, other)):
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
    return _of_one_thing(rule, _things(rule, one, rules), _things(rule, other, rules))


def _of_one_thing(rule: ConflictRule, mine: _Things, theirs: _Things) -> bool:
    same = len(rule.same)
    if any(one.isdisjoint(other) for one, other in zip(mine[:same], theirs[:same], strict=True)):
        return False
    loose = ((one - _ANY, other - _ANY) for one, other in zip(mine[same:], theirs[same:], strict=True))
    return not any(one and other and one.isdisjoint(other) for one, other in loose)


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
    mine, theirs = iso_days(_day(one) or ""), iso_days(_day(other) or "")
    return mine is not None and theirs is not None and (mine[1] < theirs[0] or theirs[1] < mine[0])


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
