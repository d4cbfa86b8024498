"""Concordance: whether imaging shows pressure on a root that fits symptom, examination and the place asked for.

It stands apart because it decides most cases and rests on the dermatome map's uncertainty: a disc reaches one root by
a paracentral herniation and another in the foramen.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from chartcase.case.examination import exam_roots, objective_signs, radiculopathy
from chartcase.case.imaging import NERVE_KINDS, Picture, picture, reach
from chartcase.case.measured import Ground
from chartcase.case.quantity import Quantity
from chartcase.case.request import Target, requested_approach, requested_region, targets
from chartcase.case.symptom import symptom_roots, symptom_sides
from chartcase.case.view import ids, reviewing, word
from chartcase.fact import Fact, Grade


def concordance(ground: Ground) -> Quantity:
    """Whether imaging shows pressure on a root that fits symptom, examination and the place asked for.

    Requests that name different places (left L2, left L5) are asked one by one; if imaging fits one and not the other,
    they are a conflict that decides.
    """
    name = "imaging.concordant"
    places: tuple[Target | None, ...] = targets(ground) or (None,)
    answers = [_concordant(name, ground, target) for target in places]
    if all(answer.value == answers[0].value for answer in answers):
        return max(answers, key=lambda answer: len(answer.conflict))
    both = tuple(sorted({fact for target in places if target for fact in target.facts}))
    return Quantity(
        name, conflict=both, why="The requests name different places, and imaging fits one and not the other."
    )


def _concordant(name: str, ground: Ground, target: Target | None) -> Quantity:
    seen = picture(ground)
    fits = tuple(fact for fact in seen.newest if _fits(fact, ground, target))
    roots, levels = _reached(fits, ground), frozenset(level for fact in fits if (level := word(fact, "level")))
    bears = partial(_bears_on, roots=roots, levels=levels, fitting=bool(fits), ground=ground, target=target)
    denials = tuple(fact for fact in seen.denials if bears(fact))
    older = tuple(fact for fact in seen.older if _fits(fact, ground, target))
    silenced = frozenset((word(denial, "level"), reviewing(denial)) for denial in denials)
    standing = tuple(fact for fact in fits if not _overruled(fact, silenced))
    denied_levels = frozenset(word(denial, "level") for denial in denials)
    unopposed = tuple(fact for fact in standing if not _opposed(fact, denied_levels))
    if unopposed:
        return _fitting(name, unopposed, ground)
    if standing and denials:
        both = ids((*standing, *denials))
        return Quantity(name, facts=ids(standing), against=ids(denials), conflict=both, why="The record says both.")
    if denials:
        return Quantity(name, value=False, facts=ids((*fits, *older)), against=ids(denials), why=_denial_words(older))
    if older and ground.lenient:
        return Quantity(
            name, value=True, facts=ids(older), why="An older study shows it; the newest says nothing of it."
        )
    return _unfitting(name, ground, seen, target)


def _fitting(name: str, fits: Sequence[Fact], ground: Ground) -> Quantity:
    felt = any(True for _ in ground.said("radicular_symptom"))
    signed = felt or radiculopathy(ground).value is True or objective_signs(ground).value is True
    if signed or any(_vouched(fact) for fact in fits):
        return Quantity(name, value=True, facts=ids(fits), why=_fit_words(fits, ground))
    return Quantity(name, facts=ids(fits), why="No limb symptom or sign is recorded that imaging could fit.")


def _opposed(fact: Fact, levels: frozenset[str | None]) -> bool:
    """A denial without a level opposes every finding, one with a level those at it."""
    return None in levels or word(fact, "level") in levels


def _overruled(fact: Fact, silenced: frozenset[tuple[str | None, bool]]) -> bool:
    """A protrusion or narrowing whose own report says that no nerve is touched there shows no root under pressure.

    A statement on a nerve is not overruled, and a reviewer's general denial overrules nobody: those are conflicts.
    """
    if word(fact, "nerve") or word(fact, "relation") or word(fact, "kind") in NERVE_KINDS:
        return False
    return (word(fact, "level"), reviewing(fact)) in silenced


def _unfitting(name: str, ground: Ground, seen: Picture, target: Target | None) -> Quantity:
    if not seen.newest:
        return Quantity(name, facts=ids(seen.older), why="No imaging finding shows a root under pressure.")
    why = "Imaging shows pressure, but not on a root, level and side that fit the symptoms and the request."
    placed = all(word(fact, "level") for fact in seen.newest)
    if ground.lenient and placed and (target or symptom_roots(ground).known):
        return Quantity(name, value=False, against=ids(seen.newest), why=why)
    return Quantity(name, against=ids(seen.newest) if placed else (), facts=() if placed else ids(seen.newest), why=why)


def _fits(fact: Fact, ground: Ground, target: Target | None) -> bool:
    if _vouched(fact):
        return True
    roots = reach(fact, ground)
    place = bool(roots) and _side_fits(fact, ground, target) and _place_fits(fact, roots, ground, target)
    return place and _signs_fit(roots, ground)


def _vouched(fact: Fact) -> bool:
    """A reviewer's word that imaging confirms the root's trouble, with no level of its own."""
    vouches = fact.grade is Grade.ATTESTED or (reviewing(fact) and word(fact, "kind") == "nerve_root_pathology")
    return vouches and word(fact, "level") is None


def _side_fits(fact: Fact, ground: Ground, target: Target | None) -> bool:
    side = word(fact, "side")
    asked = {target.side} if target and target.side in {"left", "right"} else symptom_sides(ground)
    return side in {None, "bilateral"} or not asked or side in asked


def _place_fits(fact: Fact, roots: frozenset[str], ground: Ground, target: Target | None) -> bool:
    """A root asked for must be reached; a level asked for must be the finding's own.

    In the neck a needle that is not said to be transforaminal goes in at C7-T1 or C6-7 whatever root hurts (the policy
    payer_cervical_6wk), and a caudal one at the sacral hiatus, so there the level asked for says nothing.
    """
    if target is None or requested_approach(ground).value == "caudal":
        return True
    if target.roots:
        return bool(roots & target.roots)
    if requested_region(ground).value == "cervical" and requested_approach(ground).value != "transforaminal":
        return True
    return word(fact, "level") in target.levels


def _signs_fit(roots: frozenset[str], ground: Ground) -> bool:
    for quantity in (symptom_roots(ground), exam_roots(ground)):
        named = quantity.value if isinstance(quantity.value, tuple) else ()
        if named and not roots & frozenset(named):
            return False
    return True


def _reached(fits: Iterable[Fact], ground: Ground) -> frozenset[str]:
    return frozenset(root for fact in fits for root in reach(fact, ground))


def _bears_on(
    denial: Fact, *, roots: frozenset[str], levels: frozenset[str], fitting: bool, ground: Ground, target: Target | None
) -> bool:
    """Whether a denial of nerve pressure is about the place in question.

    One that names neither level nor nerve is about all of it; else it must name a level (and nerve) of what fits, or,
    where nothing fits, of what is asked for.
    """
    if not _side_fits(denial, ground, target):
        return False
    level, nerve = word(denial, "level"), word(denial, "nerve")
    asked = target.roots if target else frozenset[str]()
    if nerve in ground.map.roots and (roots or asked) and nerve not in (roots or asked):
        return False
    if level is None or fitting:
        return level is None or level in levels
    met = frozenset(disc for root in asked for disc in ground.map.levels(root))
    return level in met | (target.levels if target else frozenset[str]())


def _fit_words(fits: Iterable[Fact], ground: Ground) -> str:
    levels = sorted({level for fact in fits if (level := word(fact, "level"))})
    roots = sorted(_reached(fits, ground))
    felt = symptom_roots(ground).value
    parts = [
        f"Imaging at {', '.join(levels)} can press on {' or '.join(roots)}"
        if levels
        else "A reviewer says that imaging fits"
    ]
    if isinstance(felt, tuple) and roots:
        parts.append(f"the symptoms fit {' or '.join(felt)}")
    return "; ".join(parts) + "."


def _denial_words(older: Sequence[Fact]) -> str:
    told = "The record says that imaging shows no nerve under pressure there"
    return f"{told}; an older study did." if older else f"{told}."
