"""What is asked for: approach, region, side, levels and roots of the injection under review, first or repeat.

It stands apart because every policy starts from the request, and a packet holds several that must not be mixed up.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chartcase.case.chronology import days
from chartcase.case.measured import Ground, asked_once
from chartcase.case.quantity import Quantity
from chartcase.case.view import bounds, ids, word, words
from chartcase.fact import Assertion, Fact, Value

EPIDURALS = frozenset(
    {"interlaminar_esi", "transforaminal_esi", "caudal_esi", "selective_nerve_root_block", "epidural_steroid_injection"}
)
OTHER_BLOCKS = frozenset({"facet_injection", "medial_branch_block", "si_joint_injection", "trigger_point_injection"})
"""ODG criterion 10 names facet, sacroiliac, lumbar sympathetic and trigger-point injections."""

APPROACH = {
    "interlaminar_esi": "interlaminar",
    "transforaminal_esi": "transforaminal",
    "selective_nerve_root_block": "transforaminal",
    "caudal_esi": "caudal",
}
CPT_APPROACH = {
    **dict.fromkeys(("62320", "62321"), "interlaminar"),
    **dict.fromkeys(("64479", "64480", "64483", "64484"), "transforaminal"),
}
"""62322 and 62323 stand for lumbar interlaminar and for caudal alike, so they name no approach."""

CPT_REGION = dict.fromkeys(("62322", "62323", "64483", "64484"), "lumbar")
"""62320, 62321, 64479 and 64480 stand for cervical and thoracic alike, so they name no region."""

REGION_OF_LETTER = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral"}


@dataclass(frozen=True, slots=True)
class Target:
    """One place that is asked for: its discs and roots (either may be empty), and the facts that name it."""

    levels: frozenset[str]
    roots: frozenset[str]
    side: str | None
    facts: tuple[str, ...]


@asked_once
def asked_for(ground: Ground) -> tuple[Fact, ...]:
    """The request facts of the epidural under review: those asked for or planned, else those only recommended."""
    requests = [fact for fact in ground.of_type("request") if word(fact, "procedure") in EPIDURALS | {None}]
    asked = [fact for fact in requests if fact.assertion in {Assertion.PRESENT, Assertion.PLANNED, Assertion.POSSIBLE}]
    return tuple(asked or [fact for fact in requests if fact.assertion is Assertion.RECOMMENDED])


@asked_once
def targets(ground: Ground) -> tuple[Target, ...]:
    """The distinct places asked for, in a fixed order; () where no request names a level or a root."""
    found: dict[tuple[frozenset[str], frozenset[str]], list[Fact]] = {}
    for fact in asked_for(ground):
        key = (frozenset(words(fact, "levels")), frozenset(words(fact, "roots")))
        if key != (frozenset(), frozenset()):
            found.setdefault(key, []).append(fact)
    return tuple(
        Target(levels, roots, _one({side for fact in facts if (side := word(fact, "laterality"))}), ids(facts))
        for (levels, roots), facts in sorted(found.items(), key=lambda item: (sorted(item[0][0]), sorted(item[0][1])))
    )


def _one(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def approach_of(fact: Fact) -> str | None:
    """The approach (interlaminar, transforaminal or caudal) by the procedure's name or its CPT code."""
    named = APPROACH.get(word(fact, "procedure") or "")
    coded = {CPT_APPROACH[code] for code in words(fact, "cpt") if code in CPT_APPROACH}
    return named or _one(coded)


def region_of(fact: Fact) -> str | None:
    """The region by name, by the letter of level or root, or by CPT code; a disc between two counts as the upper."""
    if named := word(fact, "region"):
        return named
    letters = {level[0] for key in ("levels", "roots") for level in words(fact, key)}
    coded = {CPT_REGION[code] for code in words(fact, "cpt") if code in CPT_REGION}
    return _one({REGION_OF_LETTER[letter] for letter in letters if letter in REGION_OF_LETTER} or coded)


@asked_once
def requested_region(ground: Ground) -> Quantity:
    """The region of the request."""
    return _agreed(ground, "request.region", region_of, "No request names a region, a level or a root.")


@asked_once
def requested_approach(ground: Ground) -> Quantity:
    """How the needle goes in."""
    return _agreed(ground, "request.approach", approach_of, "No request says interlaminar, transforaminal or caudal.")


def requested_side(ground: Ground) -> Quantity:
    """The side of the request."""
    return _agreed(ground, "request.side", lambda fact: word(fact, "laterality"), "No request names a side.")


def requested_levels(ground: Ground) -> Quantity:
    """The discs asked for."""
    return _agreed(ground, "request.levels", lambda fact: words(fact, "levels") or None, "No request names a level.")


def requested_roots(ground: Ground) -> Quantity:
    """The roots asked for."""
    return _agreed(ground, "request.roots", lambda fact: words(fact, "roots") or None, "No request names a root.")


def level_count(ground: Ground) -> Quantity:
    """How many levels (or roots, whichever is named) are asked for; a bilateral injection at one level is one.

    At least the most that one request names; at most all that the requests name together, because two lines of a
    request form can be two levels of one session or two tellings of one level.
    """
    naming = [fact for fact in asked_for(ground) if words(fact, "levels") or words(fact, "roots")]
    if not naming:
        return Quantity("request.level_count", "levels", why="No request names a level or a root.")
    most = max(max(len(words(fact, "levels")), len(words(fact, "roots"))) for fact in naming)
    together = max(len({name for fact in naming for name in words(fact, key)}) for key in ("levels", "roots"))
    return Quantity("request.level_count", "levels", low=most, high=together, facts=ids(naming))


def ordinal(ground: Ground) -> Quantity:
    """Which injection of its kind is asked for: 1 is the first."""
    numbered = [(number[0], fact) for fact in asked_for(ground) if (number := bounds(fact, "ordinal"))]
    if not numbered:
        return Quantity("request.ordinal", why="No request says which injection of a row it is.")
    values = {number for number, _ in numbered}
    facts = ids(fact for _, fact in numbered)
    if len(values) > 1:
        return Quantity("request.ordinal", conflict=facts, why=f"Requests number it {_listed(values)}.")
    return Quantity("request.ordinal", low=min(values), high=min(values), facts=facts)


@asked_once
def phase(ground: Ground) -> Quantity:
    """Initial or repeat: as said, by the request's number, or because an epidural of this region came before."""
    votes: dict[str, list[Fact]] = {"initial": [], "repeat": []}
    for fact in asked_for(ground):
        if said := _phase_of(fact):
            votes[said].append(fact)
    votes["repeat"].extend(earlier_epidurals(ground))
    if not any(votes.values()):
        votes["initial"].extend(ground.denials("prior_injection"))
    spoken = [name for name, facts in votes.items() if facts]
    if len(spoken) == 2:
        both = ids(fact for facts in votes.values() for fact in facts)
        return Quantity(
            "request.phase", conflict=both, why="The record calls it a first injection and tells of an earlier one."
        )
    if not spoken:
        return Quantity("request.phase", why="Nothing says whether it is a first injection or a repeat.")
    return Quantity("request.phase", value=spoken[0], facts=ids(votes[spoken[0]]))


def _phase_of(fact: Fact) -> str | None:
    if said := word(fact, "phase"):
        return said
    number = bounds(fact, "ordinal")
    return None if number is None else "initial" if number[0] <= 1 else "repeat"


@asked_once
def earlier_epidurals(ground: Ground) -> tuple[Fact, ...]:
    """Injections that were given, save those of another kind or another region than the one asked for."""
    region = requested_region(ground).value
    return tuple(
        fact
        for fact in ground.said("prior_injection")
        if word(fact, "procedure") in EPIDURALS | {None}
        and (region is None or region_of(fact) in (region, None))
        and not _on_the_day(fact, ground)
    )


def _on_the_day(fact: Fact, ground: Ground) -> bool:
    """Whether it was given on the day of the question or later: then it is the one asked about, not an earlier one."""
    given = days(fact.date)
    return given is not None and ground.day is not None and given[0] >= ground.day


def other_block_same_day(ground: Ground) -> Quantity:
    """True where a facet, sacroiliac or trigger-point injection is asked for together with the epidural.

    That both are asked for does not say that they are for one day: it is an inference.
    """
    others = _asked_besides(ground, lambda fact: word(fact, "procedure") in OTHER_BLOCKS)
    if not others:
        return Quantity("same_day.other_block", why="No other block is asked for in this record.")
    return _for_one_day("same_day.other_block", ids(others), ground)


def two_regions_same_day(ground: Ground) -> Quantity:
    """True where epidurals of two regions are asked for; again only by inference for one day."""
    asked = [fact for fact in asked_for(ground) if fact.assertion is not Assertion.RECOMMENDED]
    regions = {region for fact in asked if (region := region_of(fact))}
    if len(regions) < 2:
        return Quantity("same_day.two_regions", why="No second region is asked for in this record.")
    return _for_one_day("same_day.two_regions", ids(fact for fact in asked if region_of(fact)), ground)


def _for_one_day(name: str, facts: tuple[str, ...], ground: Ground) -> Quantity:
    why = "Both are asked for; whether for one day is not said."
    return Quantity(name, value=True if ground.lenient else None, facts=facts, why=why)


def _asked_besides(ground: Ground, wanted: Callable[[Fact], bool]) -> tuple[Fact, ...]:
    asked = (fact for fact in ground.of_type("request") if fact.assertion in {Assertion.PRESENT, Assertion.PLANNED})
    return tuple(fact for fact in asked if wanted(fact))


def _agreed(ground: Ground, name: str, read: Callable[[Fact], Value | None], silence: str) -> Quantity:
    said: dict[Value, list[Fact]] = {}
    for fact in asked_for(ground):
        value = read(fact)
        if value is not None:
            said.setdefault(value, []).append(fact)
    facts = ids(fact for group in said.values() for fact in group)
    if len(said) > 1:
        return Quantity(name, conflict=facts, why=f"The requests differ: {_listed(said)}.")
    return Quantity(name, value=next(iter(said)), facts=facts) if said else Quantity(name, why=silence)


def _listed(values: Iterable[Value]) -> str:
    return " against ".join(sorted(_words(value) for value in values))


def _words(value: Value) -> str:
    if isinstance(value, tuple):
        return " and ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
