"""Score the reading of made packets: where documents begin and what they are, pages sent twice, late or lost, stripes,
and packets of two patients.

It stands apart from scripts/evaluate, which scores facts against gold files; here the truth is made with the packet.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from make_packets import CORPORA, KINDS, Maker, Packet
from packet_styles import CREDENTIALS, Told, authored

from chartcase.case.case import Case, NumberedBy, SourceDocument
from chartcase.flow import extract
from chartcase.ingest.text import text_pages
from chartcase.record import Box, Page, PageSource, Record, Word

SURE, DOUBTED = 0.96, 0.5
"""Three of four misread words are read with doubt."""


@dataclass
class Score:
    """Hits, misses and false finds of one thing."""

    hits: int = 0
    missed: int = 0
    false: int = 0

    def add(self, truth: Iterable[object], found: Iterable[object]) -> None:
        """Count the things that are in both, in the truth alone, and found alone."""
        true, told = Counter(truth), Counter(found)
        self.hits += (true & told).total()
        self.missed += (true - told).total()
        self.false += (told - true).total()

    def __str__(self) -> str:
        precision = self.hits / max(self.hits + self.false, 1)
        recall = self.hits / max(self.hits + self.missed, 1)
        counts = f"({self.hits} hits, {self.missed} missed, {self.false} false)"
        return f"precision {precision:6.1%}  recall {recall:6.1%}  {counts}"


@dataclass
class Share:
    """How many of how many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """One more."""
        self.right, self.of = self.right + right, self.of + 1

    def __str__(self) -> str:
        return f"{self.right / max(self.of, 1):6.1%} of {self.of}"


@dataclass
class Scores:
    """All figures of a report."""

    starts: Score = field(default_factory=Score)
    first_kinds: Share = field(default_factory=Share)
    later_kinds: Share = field(default_factory=Share)
    copies: Score = field(default_factory=Score)
    lost: Score = field(default_factory=Score)
    late: Score = field(default_factory=Score)
    stripes: Share = field(default_factory=Share)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)


def case_of(packet: Packet) -> Case:
    """The case of a packet; one with misread letters as a recogniser gives it, with a confidence for every word."""
    plain = Record("packet.txt", packet.text, text_pages(packet.text))
    if packet.text == packet.clean:
        return extract(plain)
    pages = (replace(page, source=PageSource.OCR, words=tuple(_words(packet, page))) for page in plain.pages)
    return extract(replace(plain, pages=tuple(pages)))


def _words(packet: Packet, page: Page) -> Iterator[Word]:
    """Misread words are doubted as recognisers doubt them: not all."""
    for number, match in enumerate(re.finditer(r"\S+", packet.text[page.start : page.end])):
        start, end = page.start + match.start(), page.start + match.end()
        misread = packet.text[start:end] != packet.clean[start:end]
        yield Word(start, end, Box(0.0, 0.0, 1.0, 1.0), SURE if not misread or number % 4 == 0 else DOUBTED)


def score(packet: Packet, case: Case, scores: Scores) -> None:
    """Hold a case against the packet that it was made of."""
    pages = list(enumerate(zip(packet.leaves, packet.stripes, strict=True), start=1))
    documents = case.sources[0].documents
    copies = {place for place, (leaf, _) in pages if leaf.copy_of is not None}
    starts = [
        place
        for place, (leaf, _) in pages
        if place not in copies and (place == 1 or packet.leaves[place - 2].document != leaf.document)
    ]
    scores.starts.add(starts, [one.first_page for one in documents if one.first_page not in copies])
    for place, (leaf, stripe) in pages:
        if place not in copies:
            found = kind_at(documents, place)
            (scores.first_kinds if place in starts else scores.later_kinds).add(found == leaf.kind)
            scores.confusions[(leaf.kind, found)] += found != leaf.kind
        line = case.sources[0].pages[place - 1].fax
        scores.stripes.add(line is not None and line.number == stripe)
    scores.copies.add(
        [(place, (leaf.copy_of or 0) + 1) for place, (leaf, _) in pages if leaf.copy_of is not None],
        [(twice.page, twice.of_page) for twice in case.duplicates],
    )
    _score_order(packet, case, copies, scores)


def _score_order(packet: Packet, case: Case, copies: set[int], scores: Scores) -> None:
    """By the stripe: a number that no page bears is lost, and of two exchanged pages one is late."""
    borne = {stripe for place, stripe in enumerate(packet.stripes, 1) if place not in copies}
    there = set(range(1, packet.of + 1)) - {stripe for place, stripe in enumerate(packet.stripes, 1) if place in copies}
    scores.lost.add(there - borne, [page.number for page in case.missing_pages if page.by is NumberedBy.FAX])
    kept = [stripe for place, stripe in enumerate(packet.stripes, 1) if place not in copies]
    swapped = sum(later < earlier for earlier, later in pairwise(kept))
    scores.late.add(range(swapped), range(sum(page.by is NumberedBy.FAX for page in case.misplaced)))


def kind_at(documents: Sequence[SourceDocument], page: int) -> str:
    """The kind of the document that a page stands in."""
    return next((one.page_kind for one in reversed(documents) if one.first_page <= page), "other")


_HELD_BACK = 6
"""Lines at either end of a corpus file, where its own head and signature stand."""


def authorship(chosen: argparse.Namespace) -> None:
    """Print how well days and authors of documents are told, by the set of styles; packets of one page a document."""
    bodies = [
        (kind, lines)
        for file in sorted((CORPORA / chosen.split).glob("*.txt"))
        if (kind := KINDS.get(file.name.partition("_")[0], "")) in CREDENTIALS
        and len(lines := file.read_text(encoding="utf-8").replace("\f", "\n").split("\n")) > 3 * _HELD_BACK
    ]
    for seen in (True, False):
        chance, days, authors = random.Random(chosen.seed), Score(), Score()  # noqa: S311 - no secret
        for _ in range(chosen.packets):
            drawn = chance.sample(bodies, min(chosen.documents, len(bodies)))
            told = [
                authored(kind, "\n".join(lines[_HELD_BACK:-_HELD_BACK][:40]), chance, seen=seen)
                for kind, lines in drawn
            ]
            _score_authorship(told, days, authors)
        print(f"corpora/{chosen.split}, {chosen.packets} packets, {'styles of the rules' if seen else 'other styles'}")
        print(f"  day of a document        {days}")
        print(f"  author of a document     {authors}")


def _score_authorship(told: Sequence[Told], days: Score, authors: Score) -> None:
    text = "\f".join(one.text for one in told)
    documents = {
        one.first_page: one for one in extract(Record("made.txt", text, text_pages(text))).sources[0].documents
    }
    for page, one in enumerate(told, start=1):
        found = documents.get(page)
        days.add([one.day] if one.day else [], [found.date] if found and found.date else [])
        name = found.author if found else None
        right = bool(name and one.surname and one.surname in name)
        authors.add([one.surname] if one.surname else [], [one.surname if right else name] if name else [])


def report(chosen: argparse.Namespace) -> None:
    """Print the table."""
    for noise in chosen.noise:
        scores, alarms, missed = Scores(), Share(), Share()
        maker = Maker(CORPORA / chosen.split, chosen.seed)
        for _ in range(chosen.packets):
            packet = maker.packet(chosen.documents, noise=noise)
            case = case_of(packet)
            score(packet, case, scores)
            alarms.add(bool(case.questions))
            missed.add(bool(case_of(maker.packet(chosen.documents, persons=2, noise=noise)).questions))
        print(f"corpora/{chosen.split}, {2 * chosen.packets} packets of {chosen.documents} documents, ", end="")
        print(f"{noise:.1%} of letters misread")
        print(f"  documents begin          {scores.starts}")
        print(f"  kind of a first page     {scores.first_kinds}")
        print(f"  kind of a later page     {scores.later_kinds}")
        print(f"  pages sent twice         {scores.copies}")
        print(f"  pages lost               {scores.lost}")
        print(f"  pages late               {scores.late}")
        print(f"  stripe's page number     {scores.stripes}")
        print(f"  two patients: asked      {missed}")
        print(f"  one patient: asked       {alarms}")
        if chosen.confusions:
            for (true, found), count in scores.confusions.most_common(12):
                print(f"    {true:14} read as {found:14} {count}") if count else None


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="scripts/packet_report", description=__doc__)
    parser.add_argument("--split", default="test", choices=("dev", "test"))
    parser.add_argument("--packets", type=int, default=20, help="of one patient, and as many of two")
    parser.add_argument("--documents", type=int, default=8)
    parser.add_argument("--noise", type=float, nargs="+", default=[0.0, 0.02], help="shares of misread letters")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--confusions", action="store_true")
    parser.add_argument("--authors", action="store_true", help="score days and authors of documents instead")
    return parser.parse_args()


if __name__ == "__main__":
    given = options()
    (authorship if given.authors else report)(given)
    sys.exit(0)
