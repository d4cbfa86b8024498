"""Mends misread dates: masked ones (XX/XX/XX) and numeric ones, also where their slashes came apart.

It stands apart because a mask is no word and no number, and engines make both of it.
"""

import re
from collections.abc import Callable

from chartcase.ingest.ocr.lexicon import Lexicon

_BETWEEN = r"(?:\s?[/’'‘`´,.:;°|*!Il1UJ\\\]\[()^~-]{1,2}\s?|\s)"
_X = "XxKkNYV%<"
_MASK = re.compile(
    rf"(?<![A-Za-z0-9/])(?:(?P<month>[{_X}]{{2,3}})(?P<one>{_BETWEEN}))?(?P<day>[{_X}]{{2,3}})(?P<two>{_BETWEEN})"
    rf"(?P<year>[{_X}]{{4,6}}|(?<=.)[{_X}]{{2,3}})(?![A-Za-z0-9/])"
)
_WRITTEN_MASK = re.compile(r"X{1,2}/(?:X{1,2}/)?X{2,4}")
_LEAST_X = 3
_SPLIT = r"(?P<{}>\s?[/’'‘`,.:;°|*!\\-]?\s?)"
_NUMERIC = re.compile(
    rf"(?<![\w/.-])(?P<month>\d{{1,2}}){_SPLIT.format('one')}(?P<day>\d{{1,2}}){_SPLIT.format('two')}"
    r"(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_GLYPHS = r"[\dOoQlI|!ZzSs$GbBg]"
_SLASHED = re.compile(
    rf"(?<![\w/])(?P<month>{_GLYPHS}{{1,2}})/(?P<day>{_GLYPHS}{{1,2}})/(?P<year>{_GLYPHS}{{2,4}})(?![\w/])"
)
_LAST_MONTH, _LAST_DAY = 12, 31

Found = tuple[int, int, str]
"""Start and end in the line, and what stands there."""


def mended_dates(line: str, lexicon: Lexicon) -> list[Found]:
    """The dates of a line that were misread, as they can only be meant."""
    return [
        *_masked(line),
        *_matches(_NUMERIC, line, _numeric),
        *_matches(_SLASHED, line, lambda m: _slashed(m, lexicon)),
    ]


def _masked(line: str) -> list[Found]:
    return _matches(_MASK, line, _mask)


def _matches(pattern: re.Pattern[str], line: str, meant: Callable[[re.Match[str]], str | None]) -> list[Found]:
    found: list[Found] = []
    for match in pattern.finditer(line):
        text = meant(match)
        if text is not None and text != match.group():
            found.append((match.start(), match.end(), text))
    return found


def _mask(match: re.Match[str]) -> str | None:
    if match.group().count("X") < _LEAST_X or _WRITTEN_MASK.fullmatch(match.group()):
        return None
    if match["month"] is None and (len(match["year"]) < 4 or match["two"] == "-"):
        return None
    year = "XXXX" if len(match["year"]) >= 4 else "XX"
    return f"XX/XX/{year}" if match["month"] is not None else f"XX/{year}"


def _numeric(match: re.Match[str]) -> str | None:
    """Only where something is wrong between the parts: a date with dashes or full stops is one as it is."""
    parts = match["one"].strip(), match["two"].strip()
    if parts in {("/", "/"), ("-", "-"), (".", ".")} and match["one"] in "/-.":
        return None
    if not match["one"] or not match["two"] or not _legal(match["month"], match["day"]):
        return None
    return f"{match['month']}/{match['day']}/{match['year']}"


def _slashed(match: re.Match[str], lexicon: Lexicon) -> str | None:
    month, day, year = (lexicon.number(match[part]) or "" for part in ("month", "day", "year"))
    if not _legal(month, day) or len(year) == 3:
        return None
    return f"{month}/{day}/{year}"


def _legal(month: str, day: str) -> bool:
    return month.isdigit() and day.isdigit() and 1 <= int(month) <= _LAST_MONTH and 1 <= int(day) <= _LAST_DAY
