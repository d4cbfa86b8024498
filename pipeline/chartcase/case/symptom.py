"""The radicular pattern: whether a limb symptom reaches where payers ask, and which roots its areas fit.

It stands apart because "leg pain" with a side and no distance is the commonest gap in a record, and must stay a gap.
Lumbar: below the knee; cervical: shoulder, arm, wrist or hand (the payer definitions of the criteria notes).
"""

from collections.abc import Callable

from chartcase.case.chronology import newer
from chartcase.case.measured import Ground, asked_once
from chartcase.case.quantity import Quantity
from chartcase.case.view import denied, flag, ids, reviewing, unrecorded, word, words
from chartcase.fact import Fact

Reads = Callable[[Fact], bool | None]


def below_knee(ground: Ground) -> Quantity:
    """Whether pain, numbness or weakness reaches below the knee."""
    symptoms = [fact for fact in _symptoms(ground) if word(fact, "limb") in {"lower", None}]
    settled = settle("symptom.below_knee", ground, symptoms, lambda fact: _below_knee(fact, ground))
    if settled.known or settled.conflict:
        return settled
    thigh_only = [fact for fact in symptoms if _thigh_only(fact, ground)]
    if ground.lenient and thigh_only and not _somewhere_unsaid(symptoms):
        return Quantity(
            "symptom.below_knee",
            value=False,
            against=ids(thigh_only),
            why="Every area that is named lies above the knee.",
        )
    return Quantity("symptom.below_knee", why=_gap(symptoms, "how far down the leg it goes"))


def in_arm(ground: Ground) -> Quantity:
    """Whether pain, numbness or weakness is felt in shoulder, arm, wrist or hand."""
    symptoms = [fact for fact in _symptoms(ground) if word(fact, "limb") in {"upper", None}]
    settled = settle("symptom.arm", ground, symptoms, lambda fact: _in_arm(fact, ground))
    if settled.known or settled.conflict:
        return settled
    return Quantity("symptom.arm", why=_gap(symptoms, "where in shoulder, arm or hand it is felt"))


@asked_once
def symptom_roots(ground: Ground) -> Quantity:
    """Roots that the record names for the symptoms, or else those that the named areas fit."""
    symptoms = tuple(ground.said("radicular_symptom"))
    named = [fact for fact in symptoms if words(fact, "roots")]
    if named:
        roots = frozenset(root for fact in named for root in words(fact, "roots"))
        return Quantity("symptom.roots", value=tuple(sorted(roots)), facts=ids(named))
    placed = [fact for fact in symptoms if ground.map.candidates(words(fact, "sites"))]
    roots = ground.map.candidates(site for fact in placed for site in words(fact, "sites"))
    if not roots:
        return Quantity("symptom.roots", why="No area is named that the dermatome map knows.")
    return Quantity(
        "symptom.roots", value=tuple(sorted(roots)), facts=ids(placed), why="By the dermatome map from the areas named."
    )


@asked_once
def symptom_sides(ground: Ground) -> frozenset[str]:
    """Sides on which the limb symptoms are; both for bilateral; empty where none is said."""
    sides = {side for fact in ground.said("radicular_symptom") if (side := word(fact, "side"))}
    return frozenset({"left", "right"}) if "bilateral" in sides else frozenset(sides)


def settle(name: str, ground: Ground, facts: list[Fact], reads: Reads) -> Quantity:
    """True or false as the facts say; where they differ, the newer ones decide, and else it is a conflict."""
    yes = [fact for fact in facts if reads(fact) is True]
    no = [fact for fact in facts if reads(fact) is False]
    if yes and no:
        latest = _latest(yes, no, ground)
        if latest is None:
            return Quantity(
                name, conflict=ids((*yes, *no)), facts=ids(yes), against=ids(no), why="The record says both."
            )
        return Quantity(name, value=latest, facts=ids(yes), against=ids(no), why="The newer entry decides.")
    if yes:
        return Quantity(name, value=True, facts=ids(yes))
    return Quantity(name, value=False, against=ids(no)) if no else Quantity(name)


def _latest(yes: list[Fact], no: list[Fact], ground: Ground) -> bool | None:
    """What the newest entry says; None where the order is not known or a reviewer contradicts those who treat."""
    if len({reviewing(fact) for fact in (*yes, *no)}) > 1:
        return None
    if any(all(newer(later, earlier, ground.sources) for earlier in yes) for later in no):
        return False
    return True if any(all(newer(later, earlier, ground.sources) for earlier in no) for later in yes) else None


def _symptoms(ground: Ground) -> tuple[Fact, ...]:
    """What is felt, and denials of it; "the right leg is free" says nothing of a left one that hurts."""
    felt = tuple(ground.said("radicular_symptom"))
    sides = {word(fact, "side") for fact in felt} - {None}
    denials = ground.denials("radicular_symptom")
    return (*felt, *(fact for fact in denials if not sides or word(fact, "side") in sides | {None, "bilateral"}))


def _below_knee(fact: Fact, ground: Ground) -> bool | None:
    said = flag(fact, "below_knee")
    if denied(fact):
        general = not words(fact, "sites") and not words(fact, "qualities") and said is None
        return False if said or general else None
    if said is not None:
        return said
    return True if any(ground.map.below_knee(site) for site in words(fact, "sites")) else None


def _thigh_only(fact: Fact, ground: Ground) -> bool:
    extents = [ground.map.below_knee(site) for site in words(fact, "sites")]
    return bool(extents) and all(extent is False for extent in extents)


def _somewhere_unsaid(symptoms: list[Fact]) -> bool:
    return any(not words(fact, "sites") and word(fact, "side") is None and not denied(fact) for fact in symptoms)


def _in_arm(fact: Fact, ground: Ground) -> bool | None:
    if denied(fact):
        return False if not words(fact, "sites") and not words(fact, "qualities") else None
    return True if any(ground.map.in_arm(site) for site in words(fact, "sites")) else None


def _gap(symptoms: list[Fact], missing: str) -> str:
    if any(unrecorded(fact) for fact in symptoms):
        return "Somebody says that the record lacks it."
    return f"A limb symptom is recorded, but not {missing}." if symptoms else "No limb symptom is recorded."
