"""Who writes one document: its chance, its way with dates and names, and the fillings of phrases.

It stands apart because history, reviews and forms share them, and every document draws its own.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from decisions import phrases_visits as visits
from decisions.latent import Latent
from decisions.wording import one_of, said, some_of, tidy

DATES: dict[str, Callable[[date], str]] = {
    "masked": lambda _day: "XX/XX/XX",
    "masked_long": lambda _day: "XX/XX/XXXX",
    "blank": lambda _day: "[DATE]",
    "slashed": lambda day: f"{day:%m/%d/%Y}",
    "short": lambda day: f"{day.month}/{day.day}/{day:%y}",
    "words": lambda day: f"{day:%B} {day.day}, {day.year}",
}
DATE_SHARE = (34, 10, 8, 26, 10, 12)
PROCEDURES = {
    "transforaminal": ("transforaminal epidural steroid injection", "transforaminal ESI", "TFESI"),
    "interlaminar": ("interlaminar epidural steroid injection", "interlaminar ESI", "ILESI"),
    "caudal": ("caudal epidural steroid injection", "caudal ESI"),
    "unsaid": ("epidural steroid injection", "ESI"),
}
DOCTORS = (
    "Dr. Abend",
    "Dr. Bascom",
    "Dr. Calloway",
    "Dr. Dunmore",
    "Dr. Everard",
    "Dr. Farrow",
    "Dr. Gantry",
    "Dr. Holm",
)
SUBJECTS = ("The claimant", "Claimant", "The patient", "The injured worker", "Patient")


@dataclass(frozen=True)
class Scribe:
    """One document's voice."""

    case: Latent
    rng: random.Random
    date_style: str
    subject: str
    doctor: str
    drugs: dict[str, str]
    request: str
    service: str
    accident: str

    def day(self, day: date) -> str:
        """A date as this document writes it."""
        return DATES[self.date_style](day)

    @property
    def slots(self) -> dict[str, str]:
        """The fillings of phrases."""
        case, root = self.case, self.case.root
        he, his, him = ("He", "his", "him") if case.sex == "male" else ("She", "her", "her")
        return {
            "who": self.subject,
            "he": he,
            "he_low": he.lower(),
            "his": his,
            "him": him,
            "doctor": self.doctor,
            "side": case.side,
            "root": root.name,
            "region": root.region,
            "level": root.level,
            "pain": self.rng.choice(root.pain),
            "muscle": self.rng.choice(root.muscles),
            "reflex": self.rng.choice(root.reflexes) if root.reflexes else "",
            "skin": self.rng.choice(root.skin),
            "weeks": str(case.care_weeks),
            "visits": str(max(2 * case.care_weeks + self.rng.choice((-2, 0, 0, 2, 4)), 1)),
            "percent": str(case.relief_percent),
            "relief_weeks": str(case.relief_weeks),
            "relief_unit": "week" if case.relief_weeks == 1 else "weeks",
            "weeks_unit": "week" if case.care_weeks == 1 else "weeks",
            "request": self.request,
            "service": self.service,
            "date_of_injury": self.day(case.injured),
            "accident": self.accident,
            "score": str(self.rng.randint(5, 9)),
            **self.drugs,
        }

    def one(self, templates: Sequence[str], **more: str) -> str:
        """One of the templates, filled."""
        return one_of(templates, self.rng, self.slots | more)

    def some(self, templates: Sequence[str], count: int, **more: str) -> list[str]:
        """Several of them, filled."""
        return some_of(templates, count, self.rng, self.slots | more)

    def maybe(self, chance: float) -> bool:
        """True in `chance` of cases."""
        return self.rng.random() < chance


def scribe(case: Latent, rng: random.Random) -> Scribe:
    """A voice for the case."""
    he = "he" if case.sex == "male" else "she"
    his, him = ("his", "him") if he == "he" else ("her", "her")
    accident = said(rng.choice(visits.ACCIDENTS), rng, {"he": he, "his": his, "him": him})
    drugs = {
        "nsaid": rng.choice(visits.NSAIDS),
        "nerve": rng.choice(visits.NERVE_DRUGS),
        "relaxant": rng.choice(visits.RELAXANTS),
    }
    service = _service(case, rng)
    return Scribe(
        case=case,
        rng=rng,
        date_style=rng.choices(tuple(DATES), DATE_SHARE)[0],
        subject=rng.choice(SUBJECTS),
        doctor=rng.choice(DOCTORS),
        drugs=drugs,
        request=_asked(case, service, rng),
        service=service,
        accident=accident[:1].lower() + accident[1:],
    )


def _service(case: Latent, rng: random.Random) -> str:
    """The injection by its name alone: "right L4-5 transforaminal ESI"."""
    name = rng.choice(PROCEDURES[case.approach])
    side = case.side if case.approach in {"transforaminal", "unsaid"} else ""
    place = _listed(case.levels) if case.levels else ""
    region = case.root.region if not case.levels or rng.random() < 0.3 else ""
    return " ".join(part for part in (side, region, place, name) if part)


def _asked(case: Latent, service: str, rng: random.Random) -> str:
    """The injection as it is asked for: with its number, its guidance, its sedation."""
    again = rng.choice(("repeat ", "second ", "repeat ")) if case.repeat else rng.choice(("", "", "initial "))
    guidance = rng.choice(("", " under fluoroscopy", " with fluoroscopic guidance", " with fluoroscopy and contrast"))
    sedation = f" {rng.choice(visits.SEDATION)}" if case.sedation else ""
    return f"{again}{service}{guidance}{sedation}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def joined(parts: Sequence[str]) -> str:
    """Sentences in a row; empty ones left out."""
    return " ".join(tidy(part) for part in parts if part)
