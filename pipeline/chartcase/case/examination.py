"""Objective signs of a root lesion on examination, and diagnoses and risks that the record settles.

It stands apart because a sign counts only when somebody examined: "not documented" is a gap, "no evidence of
radiculopathy on examination" is an answer.
"""

import re

from chartcase.case.measured import Ground, asked_once
from chartcase.case.quantity import Quantity
from chartcase.case.symptom import settle
from chartcase.case.view import denied, ids, unrecorded, word, words
from chartcase.fact import Assertion, Fact

OBJECTIVE = {
    "motor": frozenset({"decreased", "absent", "positive"}),
    "sensory": frozenset({"decreased", "absent", "positive"}),
    "reflex": frozenset({"decreased", "absent"}),
    "tension": frozenset({"positive"}),
}
"""Weakness, sensory loss, a lost or weak reflex, or a positive tension sign: the four objective findings that payers
name (the payer definition behind seed 2, droracle 758304; lexicon of examination)."""

ALL_NORMAL = 3
"""So many of the four kinds must be recorded as normal before "no objective finding" is an answer and not a gap."""

RADICULOPATHY = re.compile(r"radicul|sciatic", re.IGNORECASE)
RADICULOPATHY_CODES = ("M54.1", "M54.3", "M54.4", "M50.1", "M51.1", "M47.2")
"""ICD-10-CM groups whose codes name radiculopathy, sciatica, or a disc disorder or spondylosis with radiculopathy."""


@asked_once
def objective_signs(ground: Ground) -> Quantity:
    """Whether an objective sign of a root lesion was found on examination."""
    name = "exam.objective"
    signs = [fact for fact in ground.said("exam_finding") if is_sign(fact)]
    against = [fact for fact in ground.of_type("exam_finding") if _denies(fact)]
    settled = settle(name, ground, [*signs, *against], is_sign_or_denial)
    return settled if settled.known or settled.conflict else _by_normal_findings(name, ground)


def is_sign_or_denial(fact: Fact) -> bool | None:
    """True for an objective sign, False for the statement that there is none."""
    return False if _denies(fact) else is_sign(fact) or None


def is_sign(fact: Fact) -> bool:
    """Whether an examination finding is one of the four objective signs."""
    return word(fact, "result") in OBJECTIVE.get(word(fact, "kind") or "", frozenset())


@asked_once
def exam_roots(ground: Ground) -> Quantity:
    """Roots that the objective signs fit: as said, else by muscle, reflex or test."""
    signs = [fact for fact in ground.said("exam_finding") if is_sign(fact)]
    roots = {root for fact in signs for root in sign_roots(fact, ground)}
    if not roots:
        return Quantity("exam.roots", why="No objective sign names a root, a muscle or a reflex.")
    return Quantity(
        "exam.roots", value=tuple(sorted(roots)), facts=ids(fact for fact in signs if sign_roots(fact, ground))
    )


def sign_roots(fact: Fact, ground: Ground) -> frozenset[str]:
    """Roots of one sign; a tension sign that names no root fits several and so names none."""
    if said := words(fact, "roots"):
        return frozenset(said)
    if word(fact, "kind") == "tension":
        return frozenset()
    named = [name for key in ("muscle", "test") if (name := word(fact, key))]
    lists = ("muscles", "actions", "reflexes")
    return frozenset(root for name in named for key in lists for root in ground.map.tested(_spaced(name), key))


@asked_once
def radiculopathy(ground: Ground) -> Quantity:
    """Whether radiculopathy is diagnosed."""
    facts = [fact for fact in ground.of_type("diagnosis") if names_radiculopathy(fact)]
    spoken = [fact for fact in facts if word(fact, "status") != "historical"]
    return settle("diagnosis.radiculopathy", ground, spoken, _yes_or_no)


def names_radiculopathy(fact: Fact) -> bool:
    """Whether a diagnosis is radiculopathy, radiculitis or sciatica, by its words or its code."""
    code = word(fact, "icd10") or ""
    return bool(RADICULOPATHY.search(word(fact, "term") or "")) or code.startswith(RADICULOPATHY_CODES)


def myelopathy(ground: Ground) -> Quantity:
    """Whether the cord is affected: said so, or an upper motor neuron sign on examination."""
    facts = [
        *_risks(ground, {"myelopathy"}),
        *(fact for fact in ground.said("exam_finding") if word(fact, "kind") == "umn"),
    ]
    return settle("risk.myelopathy", ground, facts, lambda fact: _cord(fact, ground))


def space_occupying(ground: Ground) -> Quantity:
    """Whether a tumour or another space-occupying lesion is in the spine; true, false, or nobody says."""
    masses = (fact for fact in ground.of_type("imaging_finding") if word(fact, "kind") == "mass")
    return settle("risk.space_occupying", ground, [*_risks(ground, {"space_occupying"}), *masses], _yes_or_no)


def _risks(ground: Ground, kinds: set[str]) -> tuple[Fact, ...]:
    return tuple(fact for fact in ground.of_type("risk") if word(fact, "kind") in kinds)


def _yes_or_no(fact: Fact) -> bool | None:
    if denied(fact):
        return False
    return True if fact.assertion in {Assertion.PRESENT, Assertion.POSSIBLE} else None


def _cord(fact: Fact, ground: Ground) -> bool | None:
    if fact.type == "risk":
        return _yes_or_no(fact)
    if word(fact, "result") in {"positive", "increased"}:
        return True
    return False if ground.lenient and word(fact, "result") in {"negative", "normal"} else None


def _denies(fact: Fact) -> bool:
    return denied(fact) and word(fact, "kind") is None and word(fact, "test") is None


def _by_normal_findings(name: str, ground: Ground) -> Quantity:
    normal = [fact for fact in ground.said("exam_finding") if _normal(fact)]
    kinds = {word(fact, "kind") for fact in normal}
    if len(kinds) >= ALL_NORMAL or (kinds and ground.lenient):
        return Quantity(name, value=False, against=ids(normal), why="What was examined is recorded as normal.")
    lacking = [fact for fact in ground.of_type("exam_finding") if unrecorded(fact)]
    if lacking:
        return Quantity(name, why="Somebody says that no current examination is documented.")
    return Quantity(
        name, against=ids(normal), why="No examination for weakness, sensation, reflexes and tension signs is recorded."
    )


def _normal(fact: Fact) -> bool:
    return word(fact, "kind") in OBJECTIVE and word(fact, "result") in {"normal", "negative"}


def _spaced(name: str) -> str:
    return name.replace("_", " ")
