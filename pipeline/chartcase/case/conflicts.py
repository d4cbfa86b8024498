"""Facts that cannot all hold, side by side, by the table in rules/conflicts.yaml.

It stands apart because nothing may be merged silently: the reader sees both values and who said each.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations, islice

from chartcase.case.case import Conflict
from chartcase.case.chronology import iso_days
from chartcase.case.compared import Things, affirms, compared_by, shown, terms, things, words_of
from chartcase.case.conflict_rules import Across, ConflictRule, ConflictRules, Differ
from chartcase.case.standpoint import Standpoint, Standpoints
from chartcase.case.view import word
from chartcase.fact import DatePrecision, Fact, Range, Speaker, Value

_Said = tuple[Things, str | None, object]
_ANY = frozenset({"unspecified", "abnormality"})
_CLOSES = re.compile(r"\b(?:discharg\w*|d/c|final|completed|total)\b", re.IGNORECASE)
"""Words of a course that is over: its count grows no more."""
_OVER = frozenset({"completed", "stopped"})
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
    candidates = compared_by(rule, facts, standpoints, rules)
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


def _buckets(rule: ConflictRule, candidates: Sequence[Fact], rules: ConflictRules) -> Iterable[list[Fact]]:
    """Candidates that can speak of the same thing at all, so that long records stay linear."""
    if not rule.same:
        return [list(candidates)]
    buckets: dict[str, list[Fact]] = defaultdict(list)
    for fact in candidates:
        for term in terms(fact, rule.same[0], rules):
            buckets[term].append(fact)
    return buckets.values()


def _successive(rule: ConflictRule, bucket: Sequence[Fact], rules: ConflictRules) -> Iterable[tuple[Fact, Fact]]:
    """Each fact with the last one before it that speaks of the same thing."""
    last: dict[tuple[frozenset[str], ...], int] = {}
    for index, later in enumerate(bucket):
        places = [place for place in last.values() if _same_thing(rule, bucket[place], later, rules)]
        if places:
            yield bucket[max(places)], later
        last[things(rule, later, rules)] = index


def _unlike(
    rule: ConflictRule, bucket: Sequence[Fact], standpoints: Standpoints, rules: ConflictRules
) -> Iterable[tuple[Fact, Fact]]:
    """Pairs to hold against one another: not all that clash, but enough that what clashes hangs together.

    Facts that say the same of the same thing clash with the same others, so of each such kind two places are enough for
    the facts of another kind to be held against.
    """
    kinds: dict[_Said, dict[Hashable, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in bucket:
        visit = standpoints[fact.id].visit if rule.course else None
        stands = (
            visit,
            _told_on(standpoints[fact.id]) if rule.grows else None,
            *(_standing(across, fact, standpoints) for across in (*rule.across, *_visit(rule))),
        )
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
    value = affirms(fact) if rule.key == "assertion" else fact.value[rule.key]
    return things(rule, fact, rules), _day(fact), value if value != () else fact.id


def _clash(rule: ConflictRule, one: Fact, other: Fact, standpoints: Standpoints, rules: ConflictRules) -> bool:
    stand = (tuple(_standing(across, fact, standpoints) for across in rule.across) for fact in (one, other))
    if rule.across and len(set(stand)) == 1:
        return False
    if rule.course and _of_two_visits(one, other, standpoints):
        return False
    if rule.grows and _has_grown(rule, one, other, standpoints):
        return False
    return _may_clash(rule, one, other, rules)


def _of_two_visits(one: Fact, other: Fact, standpoints: Standpoints) -> bool:
    """Whether two visits say so: things change from one to the next. What a review retells of two visits is a course
    only in the words of those who were there; an outside examiner's finding stands against the treating doctor's."""
    here, there = standpoints[one.id], standpoints[other.id]
    if here.visit is None or there.visit is None or not here.visit.is_another_than(there.visit):
        return False
    if (one.stated_by is Speaker.REVIEWER) != (other.stated_by is Speaker.REVIEWER):
        return False
    retold = here.entry is not None or there.entry is not None
    return here.visit.study or not retold or {one.stated_by, other.stated_by} <= _OF_A_VISIT


def _has_grown(rule: ConflictRule, one: Fact, other: Fact, standpoints: Standpoints) -> bool:
    """Whether the higher count may only be the later one: the lower is of a course under way, or was told at an
    earlier visit and not as the last."""
    low, high = sorted((one, other), key=lambda fact: _bounds(fact.value[rule.key]))
    if word(low, "state") == "ongoing":
        return True
    early, late = _told_on(standpoints[low.id]), _told_on(standpoints[high.id])
    if early is None or late is None or early >= late:
        return False
    return word(low, "state") not in _OVER and _CLOSES.search(standpoints[low.id].passage) is None


def _told_on(here: Standpoint) -> str | None:
    return here.visit.day if here.visit is not None else here.written


def _may_clash(rule: ConflictRule, one: Fact, other: Fact, rules: ConflictRules) -> bool:
    """Whether they clash wherever they stand."""
    if not _same_thing(rule, one, other, rules) or (rule.key != "date" and _dated_apart(one, other)):
        return False
    if rule.key == "assertion":
        return affirms(one) != affirms(other)
    return _values_clash(rule, one.value[rule.key], other.value[rule.key])


def _values_clash(rule: ConflictRule, one: Value, other: Value) -> bool:
    if rule.differ is Differ.DISJOINT:
        return not words_of(one) & words_of(other)
    if rule.differ is Differ.SLIPPED:
        return one != other and _is_slip(str(one), str(other))
    if isinstance(one, Range | int | float) and isinstance(other, Range | int | float):
        low, high = _bounds(one), _bounds(other)
        return low[1] + rule.tolerance < high[0] or high[1] + rule.tolerance < low[0]
    return one != other


def _is_slip(one: str, other: str) -> bool:
    """Whether one day may be the other, miswritten: the same year, or the same month and day."""
    return one[:4] == other[:4] or one[5:] == other[5:]


def _bounds(value: Value) -> tuple[float, float]:
    if isinstance(value, Range):
        return value.lo, value.hi
    number = float(value) if isinstance(value, int | float) else 0.0
    return number, number


def _same_thing(rule: ConflictRule, one: Fact, other: Fact, rules: ConflictRules) -> bool:
    return _of_one_thing(rule, things(rule, one, rules), things(rule, other, rules))


def _of_one_thing(rule: ConflictRule, mine: Things, theirs: Things) -> bool:
    same = len(rule.same)
    if any(one.isdisjoint(other) for one, other in zip(mine[:same], theirs[:same], strict=True)):
        return False
    loose = ((one - _ANY, other - _ANY) for one, other in zip(mine[same:], theirs[same:], strict=True))
    return not any(one and other and one.isdisjoint(other) for one, other in loose)


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
