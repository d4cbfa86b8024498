"""Dates: real, partial, relative and masked, typed and ordered, and never invented.

It stands apart because a masked date is no date: it keeps its words and its place in the document's order, and nothing more.
"""

import calendar
import re
from dataclasses import dataclass

from chartcase.fact import DatePrecision, FactDate
from chartcase.patterns import Hit, Pattern

_MONTH = r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
_PATTERNS: tuple[tuple[str, Pattern], ...] = (
    (
        "masked",
        Pattern(
            r"\[\*\*[^\]\n]{1,40}\*\*\]|\[(?:date|redacted|dob|doi|dos|masked|removed)[^\]\n]{0,20}\]|<(?:date|redacted|masked)[^>\n]{0,20}>|\((?:date of (?:injury|service|birth|surgery|loss|exam|visit)|doi|dos|date)\)"
        ),
    ),
    (
        "masked",
        Pattern(
            r"\b(?:X{1,2}|\d{1,2})[/-]X{1,4}[/-](?:X{2,4}|\d{2,4})\b|\bX{1,2}[/-]\d{1,2}[/-](?:X{2,4}|\d{2,4})\b|\bX{2,4}[/-](?:X{2,4}|\d{2,4})\b|\b\d{1,2}/\d{1,2}/X{2,4}\b|\b\d{1,2}/X{2,4}\b"
        ),
    ),
    (
        "masked",
        Pattern(
            r"\b(?:the specified date|date specified|the (?:stated|indicated|given|listed|redacted) date|an unspecified date|a specified date|date (?:redacted|withheld|not specified))\b"
        ),
    ),
    (
        "masked",
        Pattern(
            r"(?:\b(?:on|in|since|from|of|until|dated|date|by) )(?P<bare>_{3,}(?:[/-]_{2,}){0,2})|\b(?P<bare2>__+/__+(?:/__+)?)"
        ),
    ),
    ("masked", Pattern(r"\b(?:in|on|since|from|of|until|dated|year) (?P<bare>X{2,4})\b")),
    ("iso", Pattern(r"\b(?P<y>(?:19|20)\d{2})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b")),
    ("numeric", Pattern(r"\b(?P<m>\d{1,2})(?P<s>[/.-])(?P<d>\d{1,2})[/.-](?P<y>\d{4}|\d{2})\b")),
    (
        "worded",
        Pattern(
            rf"\b(?P<mon>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?:of )?(?P<y>(?:19|20)\d{{2}})\b|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<mon2>{_MONTH}),?[ -](?P<y2>(?:19|20)\d{{2}})\b"
        ),
    ),
    ("month", Pattern(rf"\b(?P<mon>{_MONTH})(?: of)?,? (?P<y>(?:19|20)\d{{2}})\b")),
    ("month", Pattern(r"\b(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d{2})\b")),
    (
        "year",
        Pattern(
            r"\b(?:in|since|of|from|year|circa|around|late|early|until|during|dated|mid-?|back in) (?P<y>(?:19|20)\d{2})\b"
        ),
    ),
    (
        "relative",
        Pattern(
            r"\b(?:within|in|during|over|less than) (?:the )?(?:last |past |previous |prior |preceding )?(?:\d{1,3}|six|twelve|twenty-four|eighteen|two|three)[ -](?:weeks?|months?|years?)(?: (?:prior to|before|of|preceding) (?:the )?(?:initial |proposed |requested )?(?:injection|procedure|request|date of (?:service|request)|initiating (?:epidural )?injections?))?|\bPOD ?#?\d{1,2}\b|\b(?:yesterday|last (?:week|month|year|spring|summer|fall|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december)|this morning|\d{1,2} (?:weeks?|days?|months?) (?:post-?op(?:erative(?:ly)?)?|after (?:the )?(?:surgery|injection|injury)|s/p))\b"
        ),
    ),
    (
        "relative",
        Pattern(
            r"\b(?:about |approximately |roughly |almost |over |nearly |around |some )?(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|a couple of)(?: ?(?:to|-|or) ?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve))? (?:days?|weeks?|wks?|months?|mos?|years?|yrs?) (?:ago|prior|earlier|before|previously|back)\b"
        ),
    ),
)
_EARLIEST, _LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date in the stream: its words' place, the ISO form as far as the words give one, and how precise they are."""

    start: int
    end: int
    raw: str
    iso: str | None
    precision: DatePrecision

    def dated(self, order: int) -> FactDate:
        """As a fact's date, with its place in the document's order."""
        return FactDate(raw=self.raw, iso=self.iso, precision=self.precision, order=order)


def dates_in(data: bytes) -> tuple[DateHit, ...]:
    """All dates of an ASCII stream, from left to right; where readings overlap, the one listed first wins."""
    taken: dict[int, DateHit] = {}
    for kind, pattern in _PATTERNS:
        for hit in pattern.find_all(data):
            found = _read(kind, hit, data)
            if found is not None and not any(at in taken for at in range(found.start, found.end)):
                taken.update(dict.fromkeys(range(found.start, found.end), found))
    return tuple(sorted(set(taken.values()), key=lambda item: item.start))


def _read(kind: str, hit: Hit, data: bytes) -> DateHit | None:
    groups = hit.groups
    start, end = next((hit.spans[name] for name in ("bare", "bare2") if name in groups), (hit.start, hit.end))
    raw = data[start:end].decode("ascii")
    if kind == "masked":
        return DateHit(start, end, raw, None, DatePrecision.MASKED)
    if kind == "relative":
        return DateHit(start, end, raw, None, DatePrecision.RELATIVE)
    if kind == "year":
        low, high = hit.spans["y"]
        return DateHit(low, high, groups["y"], groups["y"], DatePrecision.YEAR)
    year = _year(groups.get("y") or groups.get("y2") or "")
    month = _month(groups.get("mon") or groups.get("mon2")) or int(groups.get("m") or 0)
    if kind == "month":
        return (
            DateHit(start, end, raw, f"{year:04d}-{month:02d}", DatePrecision.MONTH)
            if _plausible(year, month, 1)
            else None
        )
    day = int(groups.get("d") or groups.get("d2") or 0)
    if not _plausible(year, month, day):
        return None
    return DateHit(start, end, raw, f"{year:04d}-{month:02d}-{day:02d}", DatePrecision.DAY)


def _year(text: str) -> int:
    """Two digits are this or the last century: 00-49 are 20xx (no chart of an adult's spine is older than 1950)."""
    year = int(text)
    return year if year > 99 else 2000 + year if year < 50 else 1900 + year


def _month(words: str | None) -> int:
    return 0 if words is None else [name.lower() for name in calendar.month_abbr].index(words[:3].lower())


def _plausible(year: int, month: int, day: int) -> bool:
    return _EARLIEST <= year <= _LATEST and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def is_masked(raw: str) -> bool:
    """Whether the words of a dated entry hide the date.

    >>> is_masked("XX/XX/XX"), is_masked("03/02/2024")
    (True, False)
    """
    return re.search(r"[Xx_]{2,}|[\[<]", raw) is not None
