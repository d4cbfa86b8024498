"""The injection ledger: how much the earlier epidurals helped, for how long, how many there were and how long ago.

It stands apart because restatements of one injection, a row of injections and masked dates must not mix in sums.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from chartcase.case.chronology import DAYS_A_WEEK, days
from chartcase.case.measured import Ground
from chartcase.case.quantity import Quantity
from chartcase.case.request import asked_for, earlier_epidurals, phase
from chartcase.case.view import bounds, ids, unrecorded, word
from chartcase.fact import Fact

DAYS_A_YEAR = 365
DAYS_HALF_A_YEAR = 183


def relief_percent(ground: Ground) -> Quantity:
    """Percent of pain relief by the latest earlier epidural that tells it."""
    return _of_latest("injection.relief_percent", "%", ground, lambda fact: bounds(fact, "relief_percent"))


def relief_weeks(ground: Ground) -> Quantity:
    """Weeks that the relief lasted, of the latest earlier epidural that tells it."""
    return _of_latest("injection.relief_weeks", "weeks", ground, lambda fact: bounds(fact, "relief_weeks"))


def best_relief_percent(ground: Ground) -> Quantity:
    """The most relief that any earlier epidural gave."""
    return _best("injection.best_relief_percent", "%", ground, "relief_percent")


def best_relief_weeks(ground: Ground) -> Quantity:
    """The longest relief that any earlier epidural gave."""
    return _best("injection.best_relief_weeks", "weeks", ground, "relief_weeks")


def function_improved(ground: Ground) -> Quantity:
    """Whether function improved after an earlier epidural."""
    return _answer("injection.function_improved", ground, "function", "improved")


def medication_reduced(ground: Ground) -> Quantity:
    """Whether pain medication went down after an earlier epidural."""
    return _answer("injection.medication_reduced", ground, "medication", "reduced")


def weeks_since_last(ground: Ground) -> Quantity:
    """Weeks from the latest earlier epidural to the day of the request; only by real dates."""
    name, unit = "injection.weeks_since_last", "weeks"
    given = earlier_epidurals(ground)
    if not given:
        return Quantity(name, unit, why=_no_injection(ground))
    undated = [fact for fact in given if days(fact.date) is None]
    spans = [(span, fact) for fact in given if (span := days(fact.date))]
    if not spans or ground.day is None:
        return Quantity(
            name, unit, facts=ids(given), why="The date of the last injection or of the request is masked or missing."
        )
    last = max(span[1] for span, _ in spans)
    first = max(span[0] for span, _ in spans)
    low, high = ((ground.day - edge).days / DAYS_A_WEEK for edge in (last, first))
    facts = ids(fact for _, fact in spans)
    if undated and not ground.lenient and not _restated(undated, spans):
        return Quantity(name, unit, high=max(high, 0.0), facts=facts, why="Another injection has no real date.")
    return Quantity(name, unit, low=max(low, 0.0), high=max(high, 0.0), facts=facts)


def _restated(undated: Sequence[Fact], spans: Sequence[tuple[tuple[date, date], Fact]]) -> bool:
    """Whether what has no date can only retell the dated ones: it numbers no other injection."""
    numbers = {bounds(fact, "ordinal") for _, fact in spans}
    return all(bounds(fact, "ordinal") in numbers | {None} for fact in undated)


def sessions_in_a_year(ground: Ground) -> Quantity:
    """Epidural sessions of this region in the 12 months up to the request, the one asked for included."""
    return _sessions_within("injection.sessions_12_months", DAYS_A_YEAR, ground)


def sessions_in_half_a_year(ground: Ground) -> Quantity:
    """The same for six months."""
    return _sessions_within("injection.sessions_6_months", DAYS_HALF_A_YEAR, ground)


def _sessions_within(name: str, window: int, ground: Ground) -> Quantity:
    """Sessions up to the request and with it, in a window of days.

    A first injection is the only one. Else at least those dated inside the window, and at most those and the undated
    ones; a record can always lack one, so the upper end holds only in the lenient reading.
    """
    unit = "sessions"
    first = phase(ground)
    if first.value == "initial":
        return Quantity(name, unit, low=1.0, high=1.0, facts=first.facts)
    given = earlier_epidurals(ground)
    if not given:
        return Quantity(name, unit, conflict=first.conflict, why=_no_injection(ground))
    low, high = _sessions(given, window, ground)
    why = "" if ground.lenient else "The record may not hold every session."
    return Quantity(name, unit, low=float(low), high=float(high) if ground.lenient else None, facts=ids(given), why=why)


def _sessions(given: Sequence[Fact], window: int, ground: Ground) -> tuple[int, int]:
    dates = {span for fact in given if (span := days(fact.date))}
    numbers = {number for fact in given if (number := bounds(fact, "ordinal"))}
    within = {span for span in dates if ground.day and 0 <= (ground.day - span[1]).days <= window}
    outside = {span for span in dates if ground.day and (ground.day - span[1]).days > window}
    in_all = max(len(dates), len(numbers), 1)
    return len(within) + 1, in_all - len(outside) + 1


def earlier_count(ground: Ground) -> Quantity:
    """How many epidurals of this region were given before: by the request's number, else at least those told."""
    name, unit = "injection.count", "injections"
    numbered = [(number[0], fact) for fact in asked_for(ground) if (number := bounds(fact, "ordinal"))]
    if len({number for number, _ in numbered}) == 1:
        count = numbered[0][0] - 1
        return Quantity(name, unit, low=count, high=count, facts=ids(fact for _, fact in numbered))
    if phase(ground).value == "initial":
        return Quantity(name, unit, low=0.0, high=0.0, facts=phase(ground).facts)
    given = earlier_epidurals(ground)
    if not given:
        return Quantity(name, unit, why=_no_injection(ground))
    numbers = [number[0] for fact in given if (number := bounds(fact, "ordinal"))]
    told = max([len({span for fact in given if (span := days(fact.date))}), 1, *(int(number) for number in numbers)])
    return Quantity(name, unit, low=float(told), high=float(told) if ground.lenient else None, facts=ids(given))


def _of_latest(name: str, unit: str, ground: Ground, read: Callable[[Fact], tuple[float, float] | None]) -> Quantity:
    """By number or by real date the latest injection that tells it; where none is placed, all must tell the same side.

    Restatements that differ stay as bounds: 60 and 80 percent are at least 60 and at most 80.
    """
    given = earlier_epidurals(ground)
    telling = [(found, fact) for fact in given if (found := read(fact))]
    if not telling:
        return Quantity(name, unit, facts=ids(given), why=_untold(given, ground))
    newest = _latest([fact for _, fact in telling])
    chosen = [(found, fact) for found, fact in telling if fact in newest]
    facts = ids(fact for _, fact in chosen)
    return Quantity(
        name, unit, low=min(found[0] for found, _ in chosen), high=max(found[1] for found, _ in chosen), facts=facts
    )


def _latest(telling: list[Fact]) -> list[Fact]:
    """Those of the highest number, else of the newest real date; all where none is placed."""
    ranks = [rank for fact in telling if (rank := _rank(fact)) is not None]
    return [fact for fact in telling if _rank(fact) == max(ranks)] if ranks else telling


def _rank(fact: Fact) -> tuple[int, float] | None:
    number = bounds(fact, "ordinal")
    if number:
        return (1, number[0])
    span = days(fact.date)
    return (0, float(span[1].toordinal())) if span else None


def _best(name: str, unit: str, ground: Ground, key: str) -> Quantity:
    given = earlier_epidurals(ground)
    telling = [(found, fact) for fact in given if (found := bounds(fact, key))]
    if not telling:
        return Quantity(name, unit, facts=ids(given), why=_untold(given, ground))
    best = max(found for found, _ in telling)
    return Quantity(name, unit, low=best[0], high=best[1], facts=ids(fact for found, fact in telling if found == best))


def _answer(name: str, ground: Ground, key: str, wanted: str) -> Quantity:
    telling = _latest([fact for fact in earlier_epidurals(ground) if word(fact, key)])
    yes = [fact for fact in telling if word(fact, key) == wanted]
    no = [fact for fact in telling if word(fact, key) != wanted]
    if yes and no:
        return Quantity(name, facts=ids(yes), against=ids(no), conflict=ids(telling), why="The record says both.")
    if telling:
        return Quantity(name, value=bool(yes), facts=ids(yes), against=ids(no))
    return Quantity(name, why=_untold(earlier_epidurals(ground), ground))


def _untold(given: Iterable[Fact], ground: Ground) -> str:
    return "An earlier injection is recorded, but not this result of it." if tuple(given) else _no_injection(ground)


def _no_injection(ground: Ground) -> str:
    if any(unrecorded(fact) for fact in ground.of_type("prior_injection")):
        return "Somebody says that the record does not document earlier injections."
    return "No earlier epidural injection is recorded."
