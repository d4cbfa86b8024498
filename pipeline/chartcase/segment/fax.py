"""What the sender's stripe on a faxed page says: sender, recipient, time, page n of m.

It stands apart because every maker of fax machines writes the stripe differently, and scanning misreads it first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chartcase.record import Furniture, FurnitureKind, Record

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}"
_DATE = (
    rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}|{_MONTH}[. -]*\d{{1,2}}[, -]+\d{{4}}"
    rf"|\d{{1,2}}[. -]{_MONTH}[. -]\d{{4}}|[Xx]{{1,4}}[/-][Xx]{{1,4}}(?:[/-][Xx]{{1,4}})?)"
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?"
_TIME = re.compile(
    rf"(?i)(?:{_DATE}\s*(?:\([a-z]{{3}}\)\s*)?,?\s*(?:at\s)?{_CLOCK}|{_CLOCK}\s+{_DATE}|{_DATE}|{_CLOCK})"
)
# "P.003/045", "PG 3/6", "Page: 3 of 45", "[003/045]"; a slash is misread as 7, 1, I or l between figures of one width.
_OF = r"\s{0,4}(?:/|\\|of)\s{0,4}"
_PAGE = re.compile(
    rf"(?i)(?:\bp(?:a[gq]es?|gs?|s)?\s?[.:,#]?\s{{0,4}}|\[\s{{0,4}})(?P<n>[\dOo]{{1,4}}){_OF}(?P<m>[\dOo]{{1,4}})\b\]?"
    r"|\bp\s?[.,]?\s?(?P<n2>[\dOo]{3})[71Il|](?P<m2>[\dOo]{3})\b"
    r"|(?:^|\s\s)(?P<n3>\d{2,4})/(?P<m3>\d{2,4})\s*$"
)
_LONE_PAGE = re.compile(r"(?i)\bp(?:a[gq]e|g)?\s?[.:,#]?\s*(?P<n>\d{1,4})\s*$")
_STOP = (
    rf"(?=\s{{2,}}|\s+(?:fax|to|from|tel|phone|page|pg|p\.|date|time|via|->|>>)\b|\s+p\.?\d|\s+{_DATE}|\s*[|;]|\s*$)"
)
_SENDER = re.compile(rf"(?i)\b(?:from|fax station|sender|sent by)(?:\s*[:;.]\s*|\s+)(?P<x>\S.*?){_STOP}")
_RECIPIENT = re.compile(rf"(?i)(?:\bto(?:\s*[:;.]|\s)|->|>>)\s*(?P<x>\S.*?){_STOP}")
_PHONE = re.compile(r"\(?\+?\d[\d() .-]{6,}\d")
_LABEL = re.compile(r"(?i)\b(?:fax(?: server| no| number)?|tel|phone|received|rcvd|sent|date|time|via|page)\b[.:]*")
_MOST_PAGES = 5000


@dataclass(frozen=True, slots=True)
class FaxLine:
    """One stripe: the page of the record it stands on, and what it says; None where it does not say so."""

    page: int
    sender: str | None = None
    recipient: str | None = None
    time: str | None = None
    number: int | None = None
    of: int | None = None

    def __repr__(self) -> str:
        """No words of a record."""
        return f"FaxLine({self.page}, {self.number}/{self.of})"


def fax_lines(record: Record, furniture: tuple[Furniture, ...]) -> Iterator[FaxLine]:
    """One stripe a page, in order of pages: the one that says most where several were stamped."""
    best: dict[int, FaxLine] = {}
    for item in furniture:
        if item.kind is FurnitureKind.FAX:
            line = read_line(record.text[item.start : item.end], record.page_at(item.start).number)
            if line.page not in best or _told(line) > _told(best[line.page]):
                best[line.page] = line
    yield from best.values()


def read_line(line: str, page: int) -> FaxLine:
    """The fields of a stripe.

    >>> read_line("11/03/2024 14:22  FROM: SUMMIT SPINE  TO: INTAKE  P.003/045", 3).number
    3
    """
    number, of = page_of(line)
    sender, recipient, time = _SENDER.search(line), _RECIPIENT.search(line), _TIME.search(line)
    return FaxLine(
        page,
        _name(sender["x"]) if sender else _unlabelled(line),
        _name(recipient["x"]) if recipient else None,
        time.group().strip() if time else None,
        number,
        of,
    )


def page_of(line: str) -> tuple[int | None, int | None]:
    """The n and m of "page n of m", n alone, or neither; what cannot be (n > m, page 0) is neither."""
    every = list(_PAGE.finditer(line))
    if every:
        found = every[-1]
        number, of = (_number(found[name] or found[f"{name}2"] or found[f"{name}3"]) for name in ("n", "m"))
        return (number, of) if 0 < number <= of <= _MOST_PAGES else (None, None)
    lone = _LONE_PAGE.search(line)
    number = _number(lone["n"]) if lone else 0
    return (number, None) if 0 < number <= _MOST_PAGES else (None, None)


def _number(digits: str) -> int:
    return int(digits.upper().replace("O", "0"))


def _name(words: str) -> str | None:
    return " ".join(words.split()).strip(" :;,.-") or None


def _unlabelled(line: str) -> str | None:
    """The first piece of a stripe without labels that is neither time, nor page, nor number."""
    rest = line
    for pattern in (_RECIPIENT, _TIME, _PAGE, _LONE_PAGE, _PHONE, _LABEL):
        rest = pattern.sub("  ", rest)
    pieces = (piece.strip(" :;,.()[]-|>") for piece in re.split(r"\s{2,}", rest))
    return next((_name(piece) for piece in pieces if sum(letter.isalpha() for letter in piece) >= 4), None)


def _told(line: FaxLine) -> int:
    return sum(value is not None for value in (line.sender, line.recipient, line.time, line.number, line.of))
