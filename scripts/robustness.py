"""Score extraction on the gold corpora written another way: misspelt, in capitals, with other drugs and other words.

It stands apart from scripts/evaluate because these texts are nobody's: they show whether a rule reads the language of
the field or the hand of one author. A gold fact keeps its value; its place moves with the words.
"""

import argparse
import random
import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from chartcase.errors import ChartcaseError
from chartcase.evaluate.gold import Gold, GoldFact, gold_files, read_gold
from chartcase.evaluate.judge import Outcome, Prediction, judge
from chartcase.evaluate.score import Scores, summarise
from chartcase.evaluate.vocabulary import vocabulary
from chartcase.flow import extract
from chartcase.ingest.text import text_pages
from chartcase.record import Record

TOP = Path(__file__).resolve().parents[1]
Rewrite = Callable[[str], str]
Edit = tuple[int, int, str]

DRUGS = (
    ("naproxen", "etodolac"), ("ibuprofen", "diclofenac"), ("meloxicam", "nabumetone"), ("gabapentin", "pregabalin"),
    ("cyclobenzaprine", "methocarbamol"), ("tizanidine", "baclofen"), ("hydrocodone", "oxycodone"),
    ("tramadol", "tapentadol"), ("duloxetine", "venlafaxine"),
)  # fmt: skip
OTHER_DRUG: Mapping[str, str] = dict(DRUGS) | {other: one for one, other in DRUGS}
SHORT_FORM: Mapping[str, str] = {
    "physical therapy": "PT", "without": "w/o", "history of": "h/o", "bilateral": "b/l", "complains of": "c/o",
    "home exercise program": "HEP", "epidural steroid injection": "ESI", "straight leg raise": "SLR",
}  # fmt: skip
OTHER_PERSON: Mapping[str, str] = {"claimant": "member", "patient": "member", "injured worker": "injured employee"}
_LONG_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{8,}(?![A-Za-z])")
_MISSPELT_SHARE = 0.25
"""Of the words of eight letters and more, so many are misspelt: more than anybody does, so that it shows."""
_WRAP = re.compile(r"(?<=[a-z,])\n(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text with its edits applied; `moved` leads from an offset of the old text to one of the new."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def moved(self, at: int) -> int:
        """The offset in the new text."""
        place = bisect_right(self.starts, at) - 1
        return at + (self.shifts[place] if place >= 0 else 0)


def rewritten(text: str, edits: Iterable[Edit]) -> Rewritten:
    """The text with [start, end) replaced, for edits in order that do not overlap."""
    parts, starts, shifts, last, shift = list[str](), list[int](), list[int](), 0, 0
    for start, end, new in edits:
        parts += [text[last:start], new]
        shift += len(new) - (end - start)
        starts.append(end)
        shifts.append(shift)
        last = end
    return Rewritten("".join([*parts, text[last:]]), tuple(starts), tuple(shifts))


def words_for(others: Mapping[str, str]) -> Callable[[str], Iterable[Edit]]:
    """Edits that put other words in place of those, in the same case of letters."""
    known = re.compile(rf"(?i)\b(?:{'|'.join(sorted(map(re.escape, others), key=len, reverse=True))})\b")

    def edits(text: str) -> Iterable[Edit]:
        for match in known.finditer(text):
            new = others[match.group().lower()]
            yield *match.span(), new[0].upper() + new[1:] if match.group()[0].isupper() else new

    return edits


def misspelt(text: str) -> Iterable[Edit]:
    """A letter lost, doubled or swapped with its neighbour inside of long words; the same ones at every run."""
    chance = random.Random(len(text))  # noqa: S311 - repeatable, not secret
    for match in _LONG_WORD.finditer(text):
        if chance.random() >= _MISSPELT_SHARE:
            continue
        word, at = match.group(), chance.randrange(2, len(match.group()) - 2)
        slips = (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
        yield *match.span(), chance.choice(slips)


def cased(change: Rewrite) -> Callable[[str], Iterable[Edit]]:
    """Edits that change the case of every letter that keeps its length."""
    return lambda text: ((at, at + 1, change(sign)) for at, sign in enumerate(text) if len(change(sign)) == 1)


def unwrapped(text: str) -> Iterable[Edit]:
    """Lines that go on with a small letter are joined to those before them."""
    return ((*match.span(), " ") for match in _WRAP.finditer(text))


WAYS: Mapping[str, Callable[[str], Iterable[Edit]]] = {
    "as written": lambda text: (),
    "misspelt, a quarter of the long words": misspelt,
    "other drugs of the same class": words_for(OTHER_DRUG),
    "short forms": words_for(SHORT_FORM),
    "another word for the patient": words_for(OTHER_PERSON),
    "lines joined": unwrapped,
    "capitals throughout": cased(str.upper),
    "small letters throughout": cased(str.lower),
}


def moved_gold(gold: Gold, way: str) -> Gold:
    """The gold over the rewritten text."""
    new = rewritten(gold.text, WAYS[way](gold.text))

    def fact(old: GoldFact) -> GoldFact:
        drug = OTHER_DRUG.get(str(old.value.get("drug"))) if way.startswith("other drugs") else None
        value = {**old.value, "drug": drug} if drug else old.value
        return replace(old, span=(new.moved(old.span[0]), new.moved(old.span[1])), value=value)

    never = tuple(replace(one, span=(new.moved(one.span[0]), new.moved(one.span[1]))) for one in gold.never)
    return replace(gold, text=new.text, facts=tuple(map(fact, gold.facts)), never=never)


def outcome(gold: Gold) -> Outcome:
    """Extracted and judged."""
    case = extract(Record(gold.document, gold.text, text_pages(gold.text)))
    return judge(gold, Prediction(gold.text, case.facts, case.conflicts), vocabulary())


def scores(golds: Iterable[Gold], way: str) -> Scores:
    """The figures of the corpus written that way."""
    return summarise([outcome(moved_gold(gold, way)) for gold in golds])


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="scripts/robustness", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[TOP / "corpora" / "dev"], metavar="GOLD_DIR")
    golds = [read_gold(path) for folder in parser.parse_args().folders for path in gold_files(folder)]
    table = Table("written", "found F1", "strict F1", "never-violations", "evidence errors")
    for way in WAYS:
        found = scores(golds, way)
        table.add_row(
            way, f"{found.overall.found_f1:.3f}", f"{found.overall.strict_f1:.3f}", str(len(found.never_violations)),
            str(len(found.evidence_errors)),
        )  # fmt: skip
    Console(width=120, highlight=False).print(table)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ChartcaseError as error:
        sys.exit(f"{error.sentence} {error.advice}")
