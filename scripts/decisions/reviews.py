"""What the reviewers of a case say: the two denials before, and the reasons of the decision.

It stands apart because their words follow the case but are never its truth: a denial also gives reasons that the record
does not bear out.
"""

from decisions import phrases_review as said
from decisions.latent import Latent
from decisions.scribe import Scribe, joined

WRONG = 0.12
"""How often a denial gives a reason that the record contradicts."""


def lacks(case: Latent) -> dict[str, bool]:
    """Each reason that can be given against the case, and whether the record bears it out."""
    return {
        "radiculopathy": not case.objective_signs,
        "imaging": not case.imaging_concordant,
        "conservative_care": case.care_weeks < 6,
        "prior_relief": case.repeat and case.relief_percent < 50,
        "sedation": case.sedation,
        "levels": len(case.levels) >= 3,
    }


def possible(case: Latent) -> list[str]:
    """The reasons that can be thought of at all."""
    asked = {"prior_relief": case.repeat, "sedation": case.sedation, "levels": len(case.levels) > 1}
    return [name for name in lacks(case) if asked.get(name, True)]


def denial_reasons(scribe: Scribe) -> list[str]:
    """What the first denial gives: what is lacking, as a rule; now and then what is not."""
    bad = lacks(scribe.case)
    given = [name for name in possible(scribe.case) if scribe.maybe(0.8 if bad[name] else WRONG)]
    return given[:3] or ["documentation"]


def denial(scribe: Scribe, reasons: list[str]) -> str:
    """The first denial."""
    told = [scribe.one(said.UR_REASONS[reason]) for reason in reasons]
    return joined([scribe.one(said.UR_OPENINGS), *told, scribe.one(said.UR_ENDINGS)])


def appeal_reason(scribe: Scribe, reasons: list[str]) -> str:
    """What the second denial gives: one reason again, or that nothing new came."""
    return scribe.rng.choice([*reasons, "documentation"])


def appeal(scribe: Scribe, reason: str) -> str:
    """The second denial."""
    return joined([scribe.one(said.UR_REASONS[reason]), scribe.one(said.APPEAL_ENDINGS)])


def rationale(scribe: Scribe) -> str:
    """The decision's own reasons: what speaks for its outcome in this case, and the conclusion."""
    case = scribe.case
    return joined(
        [
            scribe.one(said.CRITERIA) if scribe.maybe(0.6) else "",
            *(_against(scribe) if case.outcome == "upheld" else _in_favour(scribe)),
            _partly(scribe) if case.outcome == "partially_overturned" else "",
            scribe.one(said.CONCLUSION[case.outcome]),
        ]
    )


def _against(scribe: Scribe) -> list[str]:
    unmet = [name for name, bad in lacks(scribe.case).items() if bad]
    named = scribe.rng.sample(unmet, min(len(unmet), scribe.rng.randint(1, 3))) or ["documentation"]
    return [scribe.one(said.AGAINST[name]) for name in named]


def _in_favour(scribe: Scribe) -> list[str]:
    bad = lacks(scribe.case)
    met = [name for name in possible(scribe.case) if not bad[name] and name in said.IN_FAVOUR]
    named = scribe.rng.sample(met, min(len(met), scribe.rng.randint(1, 3))) or ["documentation"]
    return [scribe.one(said.IN_FAVOUR[name]) for name in named]


def _partly(scribe: Scribe) -> str:
    return scribe.one((said.PARTLY["sedation" if scribe.case.sedation else "levels"],))
