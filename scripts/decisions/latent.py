"""The case behind a decision: what is true of it, and the outcome that follows by the planted model.

It stands apart so that the truth is drawn before a word is written, and no phrase can change it.
"""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from decisions.anatomy import ABOVE, ROOTS, SHARE, TWO_ABOVE, Root

LOG_ODDS: Mapping[str, float] = {
    "objective_signs": math.log(4.0),
    "imaging_concordant": math.log(2.5),
    "care_6_weeks": math.log(3.0),
    "relief_50": math.log(4.5),
    "emg_positive": math.log(1.8),
    "sedation": math.log(0.45),
    "three_levels": math.log(0.35),
    "repeat": math.log(0.6),
}
"""What each driver adds to the log odds of a decision in favour of the request. `relief_50` (an earlier injection gave
at least half relief) can hold in repeats alone, and `repeat` is the odds of a repeat without it."""

INTERCEPT = -2.05
NULLS = ("side", "sex", "age", "organisation", "weekday", "specialty", "region", "approach", "year", "form")
"""What is drawn apart from the outcome and therefore must not come out as a driver."""

ORGANISATIONS = (
    "Bluebonnet Review Partners", "Caprock Medical Review", "Lone Creek Independent Review", "Meridian Peer Services",
    "Northgate Review Organization", "Palo Duro Clinical Review", "Quarry Street Review", "Redbud Medical Consultants",
    "Sabine Independent Review", "Trinity Fork Review", "Umber Hill Review Services", "Whitewater Case Review",
)  # fmt: skip
SPECIALTIES = (
    "Anesthesiology", "Pain Medicine", "Physical Medicine and Rehabilitation", "Orthopedic Surgery",
    "Neurological Surgery", "Occupational Medicine",
)  # fmt: skip
APPROACHES = {"lumbar": ("transforaminal", "transforaminal", "interlaminar", "unsaid", "caudal"),
              "cervical": ("interlaminar", "interlaminar", "transforaminal", "unsaid")}  # fmt: skip
FORMS = ("tdi", "letter", "hearing", "imr")
FORM_SHARE = (46, 24, 12, 18)


@dataclass(frozen=True)
class Latent:
    """One case. Weeks and percent are whole; `relief_percent` and `relief_weeks` are 0 for a first injection."""

    index: int
    form: str
    root: Root
    levels: tuple[str, ...]
    side: str
    sex: str
    age: int
    approach: str
    repeat: bool
    objective_signs: bool
    imaging_concordant: bool
    care_weeks: int
    relief_percent: int
    relief_weeks: int
    emg: str
    sedation: bool
    organisation: str
    specialty: str
    decided: date
    injured: date
    probability: float
    outcome: str

    @property
    def drivers(self) -> dict[str, bool]:
        """Every planted driver and whether it holds."""
        return {
            "objective_signs": self.objective_signs,
            "imaging_concordant": self.imaging_concordant,
            "care_6_weeks": self.care_weeks >= 6,
            "relief_50": self.repeat and self.relief_percent >= 50,
            "emg_positive": self.emg == "positive",
            "sedation": self.sedation,
            "three_levels": len(self.levels) >= 3,
            "repeat": self.repeat,
        }

    @property
    def favourable(self) -> bool:
        """Whether the request got at least a part of what it asked for."""
        return self.outcome != "upheld"


def drawn(index: int, rng: random.Random) -> Latent:
    """A case with its outcome. The order of draws is fixed, so a seed always gives the same case."""
    root = rng.choices(ROOTS, SHARE)[0]
    approach = rng.choice(APPROACHES[root.region])
    repeat = rng.random() < 0.45
    helped = rng.random() < 0.5
    decided = _decided(rng)
    bare = Latent(
        index=index,
        form=rng.choices(FORMS, FORM_SHARE)[0],
        root=root,
        levels=_levels(root, approach, rng),
        side=rng.choice(("left", "right")),
        sex=rng.choice(("male", "female")),
        age=round(min(max(rng.gauss(46, 11), 20), 78)),
        approach=approach,
        repeat=repeat,
        objective_signs=rng.random() < 0.52,
        imaging_concordant=rng.random() < 0.58,
        care_weeks=_care(rng),
        relief_percent=_percent(helped, rng) if repeat else 0,
        relief_weeks=_weeks(helped, rng) if repeat else 0,
        emg=rng.choices(("none", "positive", "negative"), (60, 22, 18))[0],
        sedation=rng.random() < 0.2,
        organisation=rng.choice(ORGANISATIONS),
        specialty=rng.choice(SPECIALTIES),
        decided=decided,
        injured=decided - timedelta(days=rng.randint(260, 900)),
        probability=0.0,
        outcome="",
    )  # fmt: skip
    return _with_outcome(bare, rng)


def log_odds(drivers: Mapping[str, bool]) -> float:
    """The planted model: the log odds of a decision in favour of the request."""
    return INTERCEPT + sum(LOG_ODDS[name] for name, holds in drivers.items() if holds)


def _with_outcome(case: Latent, rng: random.Random) -> Latent:
    probability = 1 / (1 + math.exp(-log_odds(case.drivers)))
    divisible = len(case.levels) > 1 or case.sedation
    if rng.random() >= probability:
        outcome = "upheld"
    else:
        outcome = "partially_overturned" if divisible and rng.random() < 0.25 else "overturned"
    return replace(case, probability=probability, outcome=outcome)


def _levels(root: Root, approach: str, rng: random.Random) -> tuple[str, ...]:
    """One to three discs, the lowest that of the root; a caudal injection names none."""
    if approach == "caudal":
        return ()
    count = rng.choices((1, 2, 3), (58, 30, 12))[0]
    return (TWO_ABOVE[root.level], ABOVE[root.level], root.level)[3 - count :]


def _percent(helped: bool, rng: random.Random) -> int:
    return rng.choice((50, 50, 60, 60, 70, 75, 80, 90)) if helped else rng.choice((10, 15, 20, 25, 30, 30, 35, 40))


def _weeks(helped: bool, rng: random.Random) -> int:
    return rng.choice((6, 6, 7, 8, 8, 10, 12, 16)) if helped else rng.choice((1, 1, 2, 2, 3, 4))


def _care(rng: random.Random) -> int:
    """Weeks of conservative care."""
    return rng.choice((6, 6, 8, 8, 9, 10, 12, 12, 16)) if rng.random() < 0.56 else rng.choice((0, 1, 2, 3, 4, 4))


def _decided(rng: random.Random) -> date:
    """A day of 2014 to 2024; any weekday from Monday to Friday alike."""
    day = date(2014, 1, 1) + timedelta(days=rng.randrange(4018))
    return day - timedelta(days=max(day.weekday() - 4, 0))
