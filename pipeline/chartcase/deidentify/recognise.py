"""Finds every identifier of a text, as spans that do not overlap.

It stands apart because recall is its only duty: where two readings overlap, both are taken away.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from chartcase.deidentify.days import days_in
from chartcase.deidentify.forms import forms
from chartcase.deidentify.identifiers import Found, Identifier
from chartcase.deidentify.names import names_in
from chartcase.deidentify.numbers import numbers_in
from chartcase.deidentify.plain import digits_seen, letters_seen, plain
from chartcase.fact import DatePrecision
from chartcase.find.dates import dates_in
from chartcase.find.rulebook import DateRule
from chartcase.patterns import Pattern

# A day and month without a year ("3/4", "March 4th") is a date element all the same; a vertebral or muscle grade
# ("4/5", "5/5") and a score ("7/10") is none.
_DAY = Pattern(
    r"\b(?:on|dated|seen|since|until|dos|doi|dob|by|from|before|after)[ :]+(?P<x>\d{1,2}[/-]\d{1,2})\b"
    r"|\b(?P<y>(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?[ ]\d{1,2}(?:st|nd|rd|th)?)\b"
    r"|\b(?P<z>\d{1,2}(?:st|nd|rd|th)?(?:[ ]of)?[ ](?:january|february|march|april|june|july|august|september|october|"
    r"november|december))\b|\b(?P<w>\d{1,2}[ ]?[/.-][ ]?\d{1,2}[ ]?[/.-][ ]?(?:19|20)?\d{2})\b"
    r"|\b(?P<v>(?:19|20)\d{2}[/.-]?[01]\d[/.-]?[0-3]\d|(?:19|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2})\b"
    r"|(?P<t>\[\*\*[^\]\n]{1,60}\*\*\])"
    r"|\b(?P<u>(?:early |mid-?|late )?(?:spring|summer|fall|autumn|winter|christmas|thanksgiving|easter|halloween)"
    r"(?:[ ](?:of[ ])?'?(?:19|20)?\d{2})|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?[ ]'\d{2})\b"
)
# A month by itself is a date element too; "may" and "march" are other words as well, so case decides.
_MONTH = Pattern(
    r"\b(?:[Ii]n|[Ss]ince|[Ll]ast|[Tt]his|[Nn]ext|[Uu]ntil|[Bb]y|[Ff]rom|[Tt]o|[Ee]arly|[Ll]ate|[Mm]id|[Oo]f)[\s-]"
    r"(?P<x>January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:[Ll]ast|[Ss]ince|[Oo]n|[Bb]efore|[Aa]fter|[Aa]round|[Tt]his)[ ]"
    r"(?P<y>Christmas|Thanksgiving|Easter|Halloween)\b"
    r"|\b(?P<z>January|February|April|June|July|August|September|October|November|December)\b",
    cased=True,
)
_KEPT_DATES = frozenset({DatePrecision.MASKED, DatePrecision.RELATIVE, DatePrecision.YEAR})


def identifiers_in(text: str, dates: Sequence[DateRule]) -> tuple[Found, ...]:
    """Identifiers in order; a bare year may stay (Safe Harbor), every finer date goes."""
    flat = plain(text)
    found = [*_days(flat.data, dates), *_formed(flat.data)]
    seen = digits_seen(flat.text)
    if seen != flat.text:
        data = seen.encode("ascii")
        found += [replace(one, iso=None) for one in chain(_days(data, dates), _formed(data))]
    found += [Found(start, end, Identifier.OTHER) for start, end in numbers_in(seen)]
    letters = letters_seen(flat.text)
    found += [Found(start, end, Identifier.NAME) for start, end in names_in(letters, letters.encode("ascii"))]
    return _apart((Found(*flat.place(one.start, one.end), one.kind, one.iso) for one in found), text)


def _days(data: bytes, dates: Sequence[DateRule]) -> Iterator[Found]:
    for date in dates_in(data, dates):
        if date.precision not in _KEPT_DATES:
            iso = date.iso if date.precision is DatePrecision.DAY else None
            yield Found(date.start, date.end, Identifier.DATE, iso)
    for hit in chain(_DAY.find_all(data), _MONTH.find_all(data)):
        start, end = next(span for name, span in hit.spans.items() if name in hit.groups)
        yield Found(start, end, Identifier.DATE)
    yield from (Found(start, end, Identifier.DATE) for start, end in days_in(data))


def _formed(data: bytes) -> Iterator[Found]:
    for kind, pattern in forms():
        for hit in pattern.find_all(data):
            start, end = hit.spans.get("x", (hit.start, hit.end))
            yield Found(start, end, kind)


def _apart(found: Iterable[Found], text: str) -> tuple[Found, ...]:
    """Joined where they overlap, or where nothing but a space lies between parts of one kind; the first kind wins."""
    apart: list[Found] = []
    for one in sorted(found, key=lambda item: (item.start, -item.end)):
        last = apart[-1] if apart else None
        if last is not None and (one.start < last.end or _runs_on(last, one, text)):
            whole = one.start >= last.start and one.end <= last.end
            apart[-1] = Found(last.start, max(last.end, one.end), last.kind, last.iso if whole else None)
        else:
            apart.append(one)
    return tuple(apart)


def _runs_on(last: Found, one: Found, text: str) -> bool:
    return last.kind is one.kind is Identifier.NAME and text[last.end : one.start] in (" ", ", ", ". ", "")
