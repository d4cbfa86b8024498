"""Combine documents of our corpora into faxed packets, with the truth beside them: which page is whose, of what kind,
sent twice, out of order or missing, and whose name each bears.

It stands apart because real packets cannot be published, and every part of reading one must be measured.
"""

import argparse
import json
import random
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chartcase import resources
from chartcase.case.identity import IdentityRules
from chartcase.ingest.text import PAGE_BREAK, text_pages
from chartcase.record import Record

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
LINES, WIDTH = (22, 30, 40, 48), 96
"""Lines of a full page, one number a packet."""
KINDS = {
    "clinical": "office_visit",
    "therapy": "therapy",
    "imaging": "imaging",
    "operative": "operative",
    "ur": "ur_letter",
    "iro": "decision",
    "hearing": "decision",
    "necessity": "other",
}
"""Kinds of pages by the first word of a corpus file's name; packets of the corpus are left out."""
GIVEN = (
    ("Harlan", "M"), ("Robert", "M"), ("Corwin", "M"), ("Lennart", "M"), ("William", "M"), ("Joseph", "M"),
    ("Delphine", "F"), ("Margaret", "F"), ("Bettany", "F"), ("Elizabeth", "F"), ("Tamsin", "F"), ("Nadia", "F"),
)  # fmt: skip
FAMILY = (
    "Brisko", "Ostrakova", "Crake-Holloway", "Oyelaran", "Quint", "Rauschenberg", "Duquenne-Pratt", "Lindqvist",
    "Abernathy", "Okereke", "Wainwright", "Delacroix", "Halloran", "Barnes", "Vance", "Mulroney", "Tran", "Castellanos",
)  # fmt: skip
SHORT = {"Robert": "Bob", "William": "Bill", "Joseph": "Joe", "Margaret": "Peggy", "Elizabeth": "Liz"}
STRIPES: tuple[str, ...] = (
    "11/{day:02d}/2024 09:{minute:02d}  FROM: {sender}  FAX 555-0100  TO: REVIEW INTAKE  P.{page:03d}/{pages:03d}",
    "NOV-{day:02d}-2024 14:{minute:02d}   From:{sender}    5550100144     To:8005550199      P.{page}/{pages}",
    "From: {sender}   Page: {page}/{pages}   Date: 11/{day}/2024 2:{minute:02d}:10 PM",
    "Nov {day} 2024 02:{minute:02d}pm   {sender}   5550100144   P{page:03d}/{pages:03d}",
    "11/{day:02d}/24 14:{minute:02d} FAX 555 010 0144   {sender}    [{page:03d}/{pages:03d}]",
    "2024-11-{day:02d} 14:{minute:02d} {sender}  5550100144 >> 8005550199   pg {page} of {pages}",
)
SENDERS = ("HARBOR VIEW SPINE", "SUMMIT ORTHO", "MILLRACE PAIN CENTER", "CEDAR IMAGING")
COVERS = (
    "FAX COVER SHEET\n\nTo: Utilization Review\nFrom: {sender}\nRe: records\nPages: {pages} including this one\n\n"
    "CONFIDENTIAL. If you got this by mistake, shred it and call the sender.",
    "F A C S I M I L E   T R A N S M I S S I O N\n\nDATE: 11/03/2024\nTO: Appeals Department\nFROM: {sender}\n"
    "NUMBER OF PAGES: {pages}\nSUBJECT: Medical records as requested\n\nThe information in this fax is privileged.",
    "{sender}\nFax transmittal\n\nAttention: Intake nurse\nPages to follow: {pages}\nComments: office notes, imaging "
    "and therapy records for the pending request.\n\nPlease call if any page is missing.",
)
AS_OF = 2024
_AGE = r"(?i)\b\d{2}(?=[ -]?(?:year|yr|y/?o\b|y\.o))|(?<=age: )\d{2}\b|(?<=age )\d{2}\b|\b\d{2}(?= ?[/,]? ?[MF]\b)"
_CONFUSED = {
    "e": "c",
    "c": "e",
    "l": "1",
    "i": "l",
    "o": "0",
    "a": "o",
    "n": "u",
    "u": "n",
    "t": "f",
    "s": "5",
    "h": "b",
}


@dataclass(frozen=True)
class Person:
    """A made-up patient."""

    given: str
    family: str
    sex: str
    birth: tuple[int, int, int]
    number: int


@dataclass(frozen=True)
class Leaf:
    """One page: its words, the number of its document, which of how many pages of it, and whose it is."""

    text: str
    document: int
    kind: str
    number: int
    of: int
    person: int
    printed: bool = False
    name: str = ""
    """Of the corpus file."""
    copy_of: int | None = None
    """The place in the packet, from 0, of the page that it repeats."""


@dataclass(frozen=True)
class Packet:
    """Pages in the order in which they came, with the numbers of their stripes; `clean` is the text before letters were
    misread."""

    leaves: tuple[Leaf, ...]
    stripes: tuple[int, ...]
    of: int
    text: str
    clean: str

    def truth(self) -> dict[str, object]:
        """The packet without its words; pages count from 1."""
        return {
            "of": self.of,
            "pages": [
                {
                    "page": place,
                    "stripe": stripe,
                    "document": leaf.document,
                    "kind": leaf.kind,
                    "number": leaf.number,
                    "of": leaf.of,
                    "printed": leaf.printed,
                    "person": leaf.person,
                    "copy_of": None if leaf.copy_of is None else leaf.copy_of + 1,
                }
                for place, (leaf, stripe) in enumerate(zip(self.leaves, self.stripes, strict=True), start=1)
            ],
        }


class Maker:
    """Makes packets from the documents of one split; the same seed gives the same packets."""

    def __init__(self, split: Path, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - no secret
        self._rules = IdentityRules(resources.rules())
        self._lines = LINES[-1]
        self._documents = [
            (KINDS[kind], file.read_text(encoding="utf-8"), file.stem)
            for file in sorted(split.glob("*.txt"))
            if (kind := file.name.partition("_")[0]) in KINDS
        ]

    def packet(self, documents: int, *, persons: int = 1, noise: float = 0.0, trouble: bool = True) -> Packet:
        """A packet of so many documents and a cover. `noise` is the share of letters that are misread; `trouble` sends
        a page twice, loses one and exchanges two."""
        people = self._people(persons)
        self._lines = self._chance.choice(LINES)
        leaves = [self._cover(people[0])]
        drawn = set[int]()
        for number in range(1, documents + 1):
            person = 1 if persons > 1 and number == (documents + 1) // 2 else 0
            kind, text, name = self._document(people[person], drawn)
            leaves += (replace(leaf, name=name) for leaf in self._leaves(number, kind, text, people[person], person))
        of = len(leaves)
        numbered = list(enumerate(leaves, start=1))
        if trouble:
            numbered = self._troubled(numbered)
            of += numbered[-1][0] - of if numbered[-1][0] > of else 0
        return self._bound(numbered, of, noise)

    def _document(self, person: Person, drawn: set[int]) -> tuple[str, str, str]:
        """A document of a patient of that sex that is not in the packet yet, while there are some."""
        fitting = [at for at, (_, text, _) in enumerate(self._documents) if sex_of(text) in (person.sex, None)]
        at = self._chance.choice([at for at in fitting if at not in drawn] or fitting)
        drawn.add(at)
        return self._documents[at]

    def _people(self, count: int) -> list[Person]:
        families = self._chance.sample(FAMILY, count)
        given = self._chance.sample(GIVEN, count)
        if count > 1 and self._chance.random() < 0.25:
            families[1] = families[0]
        return [
            Person(
                name,
                family,
                sex,
                (self._chance.randint(1940, 1999), self._chance.randint(1, 12), self._chance.randint(1, 28)),
                self._chance.randint(1_000_000, 9_999_999),
            )
            for (name, sex), family in zip(given, families, strict=True)
        ]

    def _cover(self, person: Person) -> Leaf:
        text = self._chance.choice(COVERS).format(
            sender=self._chance.choice(SENDERS), pages=self._chance.randint(8, 60)
        )
        if self._chance.random() < 0.5:
            text += f"\n\nPatient: {self._name(person)}"
        return Leaf(text, 0, "cover", 1, 1, 0)

    def _leaves(self, document: int, kind: str, text: str, person: Person, who: int) -> Iterator[Leaf]:
        """The pages of a document, with a heading that names the patient on the first and most of the others."""
        lines = [piece for line in self._named(text, person).split("\n") for piece in _wrapped(line)]
        lines = [self._heading(person), "", *lines] if who or self._chance.random() < 0.9 else lines
        sheets = [lines[at : at + self._lines] for at in range(0, len(lines), self._lines)]
        style = self._chance.random()
        for number, sheet in enumerate(sheets, start=1):
            head = [self._running(person), ""] if number > 1 and style < 0.7 else []
            foot = ["", f"Page {number} of {len(sheets)}"] if len(sheets) > 1 and style > 0.35 else []
            yield Leaf("\n".join([*head, *sheet, *foot]), document, kind, number, len(sheets), who, bool(foot))

    def _named(self, text: str, person: Person) -> str:
        """The text with the patient's name, birth date and number in place of what stands there."""
        text = re.sub(_AGE, str(AS_OF - person.birth[0]), text.replace("\f", "\n"))
        plain = re.sub(
            r"(?i)((?:patient|claimant|employee|member|enrollee|pt)(?: name)?: *)\[NAME\]",
            rf"\1{self._name(person)}",
            text,
        )
        record = Record("made.txt", plain, text_pages(plain))
        spans = {(start, end): field for page in self._rules.pages(record, ()) for field, start, end in page.spans}
        for (start, end), field in sorted(spans.items(), reverse=True):
            given = {"name": self._name, "birth": self._birth, "number": lambda one: str(one.number)}[field](person)
            plain = plain[:start] + given + plain[end:]
        return plain

    def _name(self, person: Person) -> str:
        """One of the ways in which charts write a name."""
        given, family = person.given, person.family
        forms = (
            f"{given} {family}",
            f"{family}, {given}",
            f"{family.upper()}, {given.upper()}",
            f"{given[0]}. {family}",
            f"{family}, {given[0]}.",
            f"{SHORT.get(given, given)} {family}",
            f"{given} {family.replace('-', ' ')}",
            f"{given} J. {family}",
        )
        return self._chance.choice(forms)

    def _birth(self, person: Person) -> str:
        year, month, day = person.birth
        return self._chance.choice(
            (f"{month:02d}/{day:02d}/{year}", f"{month}/{day}/{year % 100:02d}", f"{year}-{month:02d}-{day:02d}")
        )

    def _heading(self, person: Person) -> str:
        forms: tuple[Callable[[], str], ...] = (
            lambda: f"Patient: {self._name(person)}    DOB: {self._birth(person)}    MRN: {person.number}",
            lambda: f"PATIENT NAME: {self._name(person)}   Sex: {person.sex}",
            lambda: f"Patient: {self._name(person)}",
            lambda: f"Claimant: {self._name(person)}   Date of birth: {self._birth(person)}",
            lambda: f"Name: {person.given} {person.family}   DOB: {self._birth(person)}",
        )
        return self._chance.choice(forms)()

    def _running(self, person: Person) -> str:
        form = f"{person.family.upper()}, {person.given.upper()}   DOB: {self._birth(person)}"
        return self._chance.choice((form, f"Patient: {self._name(person)}   MRN: {person.number}"))

    def _troubled(self, numbered: list[tuple[int, Leaf]]) -> list[tuple[int, Leaf]]:
        """A page exchanged with the next of its document, one lost, and one sent again at another place."""
        inner = [
            place
            for place in range(1, len(numbered) - 1)
            if numbered[place][1].document == numbered[place + 1][1].document
        ]
        if inner:
            at = self._chance.choice(inner)
            numbered[at], numbered[at + 1] = numbered[at + 1], numbered[at]
        gone = self._chance.choice([at for at in range(1, len(numbered) - 1) if not numbered[at][1].person])
        del numbered[gone]
        again = self._chance.randrange(1, len(numbered))
        numbered.append((len(numbered) + 2, replace(numbered[again][1], copy_of=again)))
        return numbered

    def _bound(self, numbered: Sequence[tuple[int, Leaf]], of: int, noise: float) -> Packet:
        stripe, sender = self._chance.choice(STRIPES), self._chance.choice(SENDERS)
        day, texts = self._chance.randint(1, 28), list[str]()
        for place, (number, leaf) in enumerate(numbered):
            line = stripe.format(day=day, minute=(place // 3) % 60, sender=sender, page=number, pages=of)
            texts.append(f"{line}\n{leaf.text}")
        clean = PAGE_BREAK.join(texts)
        leaves, numbers = tuple(leaf for _, leaf in numbered), tuple(number for number, _ in numbered)
        return Packet(leaves, numbers, of, self._misread(clean, noise), clean)

    def _misread(self, text: str, share: float) -> str:
        if not share:
            return text
        chance = self._chance
        return "".join(
            _CONFUSED[letter] if letter in _CONFUSED and chance.random() < share else letter for letter in text
        )


def sex_of(text: str) -> str | None:
    """The sex of whom a document speaks, by its pronouns; None where they are few or mixed."""
    male = len(re.findall(r"(?i)\b(?:he|his|him|male|man|mr)\b", text))
    female = len(re.findall(r"(?i)\b(?:she|her|female|woman|ms|mrs)\b", text))
    if max(male, female) < 2 or min(male, female) > 0.2 * max(male, female):
        return None
    return "M" if male > female else "F"


def _wrapped(line: str) -> list[str]:
    return (
        textwrap.wrap(line, WIDTH, drop_whitespace=False, break_long_words=False) or [""]
        if len(line) > WIDTH
        else [line]
    )


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="scripts/make_packets", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--split", default="dev", choices=("dev", "test"))
    parser.add_argument("--packets", type=int, default=10)
    parser.add_argument("--documents", type=int, default=8, help="documents a packet")
    parser.add_argument("--persons", type=int, default=1, choices=(1, 2))
    parser.add_argument("--noise", type=float, default=0.0, help="share of letters that are misread")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> int:
    """Write DIR/packet_NN.txt and DIR/packet_NN.json."""
    chosen = options()
    chosen.output.mkdir(parents=True, exist_ok=True)
    maker = Maker(CORPORA / chosen.split, chosen.seed)
    for number in range(1, chosen.packets + 1):
        packet = maker.packet(chosen.documents, persons=chosen.persons, noise=chosen.noise)
        target = chosen.output / f"packet_{number:02d}.txt"
        target.write_text(packet.text, encoding="utf-8")
        target.with_suffix(".json").write_text(json.dumps(packet.truth(), indent=1), encoding="utf-8")
        print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
