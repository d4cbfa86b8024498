"""What one leaf says of a case at one level of evidence, and on which facts.

It stands apart because here, and only here, facts turn into true, false and unknown: silence and "not documented" are
unknown, a denial is false, and two facts that cannot both hold are a conflict that stays unknown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chartcase.case.chronology import newer
from chartcase.case.quantity import Quantity
from chartcase.case.symptom import settle
from chartcase.case.view import bounds, denied, ids, unrecorded, word
from chartcase.criteria.contract import contract
from chartcase.criteria.kleene import Truth, truth
from chartcase.criteria.policy import COMPARING, DerivedTest, FactTest, Limit, Op, Policy, Take
from chartcase.criteria.worlds import World
from chartcase.fact import Assertion, Fact, Value

TYPES_BEHIND: Mapping[str, tuple[str, ...]] = {
    "care.physical_therapy_weeks": ("physical_therapy",),
    "care.therapy_not_tolerated": ("physical_therapy",),
    "care.prescription_weeks": ("medication_trial",),
    "care": ("physical_therapy", "conservative_care", "medication_trial"),
    "exam": ("exam_finding",),
    "imaging.age_months": ("imaging_study",),
    "imaging": ("imaging_study", "imaging_finding"),
    "injection": ("prior_injection",),
    "symptom": ("radicular_symptom",),
    "diagnosis": ("diagnosis",),
    "emg": ("electrodiagnostic",),
    "risk": ("risk",),
}
"""Fact types whose "not documented" speaks to a quantity, by its name or the part before the dot."""

SUPPOSED = "Supposed."
"""The note on a value that the reader supposes (what if)."""

DAYS_IN = {"days": 1.0, "weeks": 7.0, "months": 30.4}
"""Days a unit of time, as the fact contract counts them."""

WITHOUT = frozenset({"without", "none", "no"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A leaf's truth, the facts for and against, those that say the record lacks it, a conflict, and a word on it."""

    truth: Truth
    supports: tuple[str, ...] = ()
    refutes: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    note: str = ""


def read_leaf(leaf: FactTest | DerivedTest, policy: Policy, world: World) -> Reading:
    """The leaf's reading at this level."""
    limit = policy.limit(leaf.value)
    if isinstance(leaf, DerivedTest):
        return read_quantity(leaf, limit, world)
    given = supposed_for(leaf, world.what_if)
    return read_facts(leaf, limit, world) if given is None else _read_supposed(leaf, limit, given)


def supposed_for(leaf: FactTest, what_if: Mapping[str, Value]) -> Value | None:
    """The supposed value that a leaf is about: by "type.key", or by "type.<the one thing that `where` names>"."""
    for name in override_names(leaf):
        if name in what_if:
            return what_if[name]
    return None


def override_names(leaf: FactTest) -> tuple[str, ...]:
    """Names under which `--set` can suppose a value for a leaf."""
    if leaf.key is not None:
        return (leaf.fact,)
    wanted = [value for value in leaf.where.values() if isinstance(value, str)]
    return (f"{leaf.type}.{wanted[0]}",) if len(wanted) == 1 else (leaf.type,)


def _read_supposed(leaf: FactTest, limit: Limit | None, given: Value) -> Reading:
    if leaf.op in {Op.PRESENT, Op.RECORDED}:
        return Reading(truth(given not in (False, "absent", "no")), note=SUPPOSED)
    if leaf.op is Op.RULED_OUT:
        return Reading(truth(given in (True, "absent", "ruled_out")), note=SUPPOSED)
    return Reading(truth(_passes(leaf.op, given, limit)), note=SUPPOSED)


def read_quantity(leaf: DerivedTest, limit: Limit | None, world: World) -> Reading:
    """A leaf on a derived quantity."""
    quantity = world.quantity(leaf.derived)
    behind = TYPES_BEHIND.get(leaf.derived) or TYPES_BEHIND.get(leaf.derived.partition(".")[0], ())
    lacking = ids(fact for kind in behind for fact in world.facts(kind) if unrecorded(fact))
    if quantity.conflict:
        return Reading(Truth.UNKNOWN, quantity.facts, quantity.against, lacking, quantity.conflict, quantity.why)
    answer = truth(_quantity_passes(leaf.op, quantity, _converted(limit, leaf.unit, quantity.unit)))
    supports, refutes = _sides(quantity, answer, limit)
    note = _note(quantity) or ("" if answer.known else _silence(lacking))
    return Reading(answer, supports, refutes, lacking, note=note)


def _converted(limit: Limit | None, unit: str | None, wanted: str | None) -> Limit | None:
    """A limit in the quantity's own unit of time: 30 days are 30/7 weeks."""
    if unit == wanted or unit not in DAYS_IN or wanted not in DAYS_IN or not isinstance(limit, int | float):
        return limit
    return limit * DAYS_IN[unit] / DAYS_IN[wanted]


def _sides(quantity: Quantity, answer: Truth, limit: Limit | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if limit is False:
        return quantity.against, quantity.facts
    if quantity.value is None and answer is Truth.FALSE:
        return (), tuple(sorted({*quantity.facts, *quantity.against}))
    return quantity.facts, quantity.against


def _note(quantity: Quantity) -> str:
    if quantity.low is None and quantity.high is None:
        return quantity.why
    return f"The record gives {_span(quantity)}. {quantity.why}".strip()


def _span(quantity: Quantity) -> str:
    low, high, unit = quantity.low, quantity.high, quantity.unit or ""
    glue = "" if unit == "%" else " "
    if high is None:
        return f"at least {low:g}{glue}{_counted(unit, low or 0)}".strip()
    if low is None or (low == 0 and high > 0):
        return f"at most {high:g}{glue}{_counted(unit, high)}".strip()
    shown = f"{low:.3g}" if low == high else f"{low:.3g} to {high:.3g}"
    return f"{shown}{glue}{_counted(unit, high)}".strip()


def _counted(unit: str, number: float) -> str:
    return unit.removesuffix("s") if number == 1 else unit


def _quantity_passes(op: Op, quantity: Quantity, limit: Limit | None) -> bool | None:
    if quantity.vouched:
        return True if op in {Op.LE, Op.LT} else None
    if quantity.value is not None:
        return _passes(op, quantity.value, limit)
    return _compare(op, quantity.low, quantity.high, limit)


def _compare(op: Op, low: float | None, high: float | None, limit: Limit | None) -> bool | None:
    """A number known between `low` and `high` (None = open) against a limit: true or false where both ends agree."""
    if not isinstance(limit, int | float) or (low is None and high is None):
        return None
    least = float("-inf") if low is None else low
    most = float("inf") if high is None else high
    ends = [_compared(op, least, limit), _compared(op, most, limit)]
    if op is Op.EQ:
        return None if least <= limit <= most and least != most else least == most == limit
    return ends[0] if ends[0] == ends[1] else None


def _compared(op: Op, number: float, limit: float) -> bool:
    answers: Mapping[Op, Callable[[], bool]] = {
        Op.GE: lambda: number >= limit,
        Op.GT: lambda: number > limit,
        Op.LE: lambda: number <= limit,
        Op.LT: lambda: number < limit,
        Op.EQ: lambda: number == limit,
    }
    return answers[op]()


def _passes(op: Op, value: Value, limit: Limit | None) -> bool | None:
    if op in COMPARING:
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
        return _compare(op, number, number, limit)
    if op is Op.IN and isinstance(limit, tuple):
        return bool(set(value) & set(limit)) if isinstance(value, tuple) else value in limit
    if limit is True and isinstance(value, str):
        return value.lower() not in WITHOUT
    return limit in value if isinstance(value, tuple) else value == limit


def read_facts(leaf: FactTest, limit: Limit | None, world: World) -> Reading:
    """A leaf on facts of one type."""
    told = [fact for fact in world.facts(leaf.type) if not leaf.said_by or fact.stated_by in leaf.said_by]
    lacking = ids(fact for fact in told if unrecorded(fact) and _could_match(fact, leaf))
    if leaf.op is Op.RECORDED:
        found = ids(fact for fact in told if _so(fact, leaf) and _matches(fact, leaf))
        return Reading(truth(bool(found)), supports=found, note="" if found else "The record holds none.")
    if leaf.op in {Op.PRESENT, Op.RULED_OUT}:
        return _read_statement(leaf, told, lacking, world)
    if leaf.take is Take.COUNT:
        return _read_total(
            leaf, limit, [fact for fact in told if _so(fact, leaf) and _matches(fact, leaf)], lacking, world
        )
    return _read_values(leaf, limit, told, lacking, world)


def _so(fact: Fact, leaf: FactTest) -> bool:
    if fact.type == "request":
        return fact.assertion not in {Assertion.ABSENT, Assertion.NOT_DOCUMENTED}
    return fact.assertion in {*leaf.asserted, Assertion.POSSIBLE} and not _says_none(fact)


def _says_none(fact: Fact) -> bool:
    return denied(fact) or (word(fact, "state") == "none" and fact.assertion is Assertion.PRESENT)


def _matches(fact: Fact, leaf: FactTest) -> bool:
    return all(key in fact.value and _fits(fact, key, wanted) for key, wanted in leaf.where.items())


def _could_match(fact: Fact, leaf: FactTest) -> bool:
    """A denial that leaves a key out denies the whole."""
    return all(key not in fact.value or _fits(fact, key, wanted) for key, wanted in leaf.where.items())


def _fits(fact: Fact, key: str, wanted: Limit) -> bool:
    """Words of the record need only contain what is wanted ("cervical radiculopathy" holds "radiculopathy")."""
    value = fact.value[key]
    if isinstance(value, str) and contract().kind(fact.type, key) == "text":
        choices = wanted if isinstance(wanted, tuple) else (wanted,)
        return any(str(choice).lower() in value.lower() for choice in choices)
    return _one_of(value, wanted)


def _one_of(value: Value, wanted: Limit) -> bool:
    choices = wanted if isinstance(wanted, tuple) else (wanted,)
    return any(item in choices for item in value) if isinstance(value, tuple) else value in choices


def _read_statement(leaf: FactTest, told: Sequence[Fact], lacking: tuple[str, ...], world: World) -> Reading:
    def says(fact: Fact) -> bool | None:
        if _says_none(fact):
            return False if _could_match(fact, leaf) else None
        return True if _so(fact, leaf) and _matches(fact, leaf) else None

    found = settle(leaf.fact, world.ground, list(told), says)
    answer = found.value if isinstance(found.value, bool) else None
    note = found.why or ("" if answer is not None else _silence(lacking))
    if leaf.op is Op.RULED_OUT:
        flipped = None if answer is None else not answer
        return Reading(truth(flipped), found.against, found.facts, lacking, found.conflict, note)
    return Reading(truth(answer), found.facts, found.against, lacking, found.conflict, note)


def _silence(lacking: tuple[str, ...]) -> str:
    return "Somebody says that the record does not document it." if lacking else "Nothing in the record says."


def _read_total(
    leaf: FactTest, limit: Limit | None, facts: Sequence[Fact], lacking: tuple[str, ...], world: World
) -> Reading:
    """A count or a sum is a lower bound: the record may lack some; the lenient reading takes it as all there is."""
    if not facts:
        return Reading(Truth.UNKNOWN, lacking=lacking, note=_silence(lacking))
    numbers = [bounds(fact, leaf.key or "") or (0.0, 0.0) for fact in facts]
    counting = leaf.take is Take.COUNT
    low = float(len(facts)) if counting else sum(number[0] for number in numbers)
    most = float(len(facts)) if counting else sum(number[1] for number in numbers)
    answer = truth(_compare(leaf.op, low, most if world.ground.lenient else None, limit))
    told = f"The record gives at least {low:g}."
    return Reading(answer, *_by_truth(answer, ids(facts)), lacking, note=told)


def _by_truth(answer: Truth, facts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return ((), facts) if answer is Truth.FALSE else (facts, ())


def _read_values(
    leaf: FactTest, limit: Limit | None, told: Sequence[Fact], lacking: tuple[str, ...], world: World
) -> Reading:
    key = leaf.key or ""
    giving = [fact for fact in told if _so(fact, leaf) and _matches(fact, leaf) and key in fact.value]
    if leaf.take is Take.SUM:
        return _read_total(leaf, limit, giving, lacking, world)
    denying = [fact for fact in told if denied(fact) and key in fact.value and _value_passes(leaf, fact, limit)]
    chosen = _chosen(leaf, giving, world)
    passing = [fact for fact in chosen if _value_passes(leaf, fact, limit) is True]
    failing = [*(fact for fact in chosen if _value_passes(leaf, fact, limit) is False), *denying]
    if passing and failing and leaf.take is not Take.ANY:
        both = ids((*passing, *failing))
        return Reading(Truth.UNKNOWN, ids(passing), ids(failing), lacking, both, "The record says both.")
    answer = truth(True if passing else False if failing and len(failing) >= len(chosen) else None)
    note = "" if answer.known else _silence(lacking) if not chosen else "What is given does not decide it."
    return Reading(answer, ids(passing), ids(failing), lacking, note=note)


def _value_passes(leaf: FactTest, fact: Fact, limit: Limit | None) -> bool | None:
    key = leaf.key or ""
    span = bounds(fact, key)
    return _compare(leaf.op, *span, limit) if span else _passes(leaf.op, fact.value[key], limit)


def _chosen(leaf: FactTest, giving: Sequence[Fact], world: World) -> Sequence[Fact]:
    """The facts whose value decides, by `take`; the latest only where the record tells which that is."""
    key = leaf.key or ""
    if leaf.take is Take.LATEST:
        sources = world.ground.sources
        latest = [one for one in giving if all(one is other or newer(one, other, sources) for other in giving)]
        return latest or giving
    if leaf.take in {Take.BEST, Take.LEAST} and giving:
        pick = max if leaf.take is Take.BEST else min
        best = pick(bounds(fact, key) or (0.0, 0.0) for fact in giving)
        return [fact for fact in giving if bounds(fact, key) == best]
    return giving
