"""Where sentences end: a splitter for clinical prose, lists and dictation.

It stands apart because negation and attribution live inside one sentence: a wrong border denies what was said.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_LONGEST = 1000
"""No sentence of a chart is longer; what has no end costs more than its length, since every mention looks around in
it."""
# An ending mark, closing quotes or footnote digits, then white space or, in dictation, a capital with no space between.
_END = re.compile(
    r"[.?!]+[\"')\]\u201d\u2019]*(?=\s|$)"
    r"|(?<=[a-z)%])\.(?=[A-Z][a-z])"
    r"|;\s+(?=[A-Z]?[a-z]*\s*(?:XX|\d{1,2}/\d{1,2})/)"
)
_ABBREVIATION = re.compile(
    r"(?i)(?:^|[\s(])(?:dr|mr|mrs|ms|prof|st|vs|e\.g|i\.e|cf|approx|appx|fig|dept|resp|temp|wt|ht|neg|pos|lat"
    r"|bilat|bil|dec|decr|dim|incr|sens|int|ref|no|nos|dx|hx|tx|rx|sx|fx"
    r"|parasag|paracent|posterolat|anterolat|inf|sup|ant|post"
    r"|inc|ltd|jr|sr|ave|blvd|ste|p\.?o|ext|incl|esp|max|min|est|vol|sec|art|ch|u\.s|c\.s|m\.d|d\.o|d\.c|ph\.d"
    r"|r\.n|p\.a|l\.p\.t"
    r"|[a-z]|[a-z]\.[a-z])\.$"
)
_MAY_END = re.compile(
    r"(?i)(?:p\.?r\.?n|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.?h\.?s|q\.?d|h\.?s|a\.m|p\.m|etc|m\.d|d\.o|d\.c|ph\.d"
    r"|inc|r\.n|p\.a|mos?|wks?|yrs?|hrs?|mins?)\.$"
)
_MONTH = re.compile(r"(?i)(?:^|[\s(,])(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$")
_DAY_OR_YEAR = re.compile(r"\s{0,3}(?:\d{1,2}(?:st|nd|rd|th)?\b|(?:19|20)\d\d\b|of\b)")
"""Behind a month's abbreviation a day or a year goes on with the date."""
_SMALL = re.compile(r"[a-z]")
_LEADER = "...."
"""Dots that lead from a label to its answer ("Gabapentin ...... no") end nothing."""
_SIDE_OR_TICK = re.compile(r"[a-z0-9)/%] [LRB]\.$|[\])\u2612] ?[a-z]{2,6}\.$")
_ENUMERATOR = re.compile(r"(?:^\n\s{0,14}|[.;]\s{1,14}|\n\s{0,14})\(?\d{1,2}[.)]$|:\s{1,14}\(?0?1[.)]$")
"""A number that counts an item; behind a colon only the first does: "Attended: 9." is an answer."""
_NEXT_STARTS = re.compile(r"\s*[\"'(\[\u201c\u2018]*(?:[A-Z0-9#<\[*_\u2022\u2610\u2611\u2612>~+-]|\$)")
_BREAK_BEFORE = re.compile(
    r"(?<=[.;?!)])\s+(?=\(?\d{1,2}[.)]\s+[A-Z])"
    r"|(?<=:)(?:\s+(?=\(?0?1[.)]\s+[A-Z])|\s*\n\s*(?=\(?\d{1,2}[.)]\s+[A-Z]))"
    r"|(?<=\.)\s+(?=\([a-h]\)\s+[A-Z])"
    r"|(?<!\s)\s+(?=[\u2022\u2610\u2611\u2612\u25cf]\s*\S)"
    r"|(?<=[.;])\s+(?=[CTLS]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}\s*:)"
    r"|(?<=\S)\s{2,}(?=[A-Z][A-Za-z ]{2,30}:\s)"
    r"|(?:(?<=[\]\u2610\u2611\u2612] Yes)|(?<=[\]\u2610\u2611\u2612] No)|(?<=[\]\u2610\u2611\u2612]Yes)"
    r"|(?<=[\]\u2610\u2611\u2612]No)|(?<=[\]\u2610\u2611\u2612] Y)|(?<=[\]\u2610\u2611\u2612] N))"
    r"\s+(?=[A-Z][A-Za-z/ -]{2,30}[:?]?\s?[\[\u2610\u2611\u2612])"
    r"|(?<=\S)\s+(?=\[\s?[xX\u2713]?\s?\]|\(\s?[xX]?\s?\)\s?[A-Z])"
)
_BOX = r"(?:\[\s?[xX\u2713]?\s?\]|[\u2610\u2611\u2612])"
_NO_BOX = r"[^\n\[\u2610\u2611\u2612]"
_BOXES_BEHIND = re.compile(rf"(?m)^{_NO_BOX}+{_BOX}(?:{_NO_BOX}+{_BOX})+[ \t]*$")
"""A line whose boxes stand behind their words: "Cancer [ ]  Diabetes [x]"."""
_ANSWERED = re.compile(rf"(?i)\b(?:yes|no|y|n)\s?{_BOX}")
_EACH_BOX = re.compile(_BOX)
# Marks of direction, joiners of no width, accents that stand alone: nobody sees them, and no border depends on them.
_HIDDEN = re.compile(r"[\u00ad\u0300-\u036f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one paragraph, in order, without white space at their edges.

    >>> [ "Denies relief with NSAIDs. 34 sessions of PT."[a:b] for a, b in sentence_spans("Denies relief with NSAIDs.
    34 sessions of PT.") ]
    ['Denies relief with NSAIDs.', '34 sessions of PT.']
    """
    if text.isascii() or _HIDDEN.search(text) is None:
        return _spans(text)
    seen = [place for place, sign in enumerate(text) if _HIDDEN.match(sign) is None]
    spans = _spans("".join(text[place] for place in seen))
    return [(seen[low], seen[high - 1] + 1) for low, high in spans]


def _spans(text: str) -> list[tuple[int, int]]:
    borders = {0, len(text)}
    borders.update(match.end() for match in _END.finditer(text) if _ends(text, match))
    behind = [match.span() for match in _BOXES_BEHIND.finditer(text) if _names_first(match.group())]
    borders.update(
        match.start()
        for match in _BREAK_BEFORE.finditer(text)
        if not any(low <= match.start() < high for low, high in behind)
    )
    borders.update(box.end() for low, high in behind for box in _EACH_BOX.finditer(text, low, high))
    ordered = sorted(borders)
    spans = (_trimmed(text, low, high) for low, high in pairwise(ordered))
    return [part for span in spans if span is not None for part in _cut(text, *span)]


def _names_first(line: str) -> bool:
    """Whether a word leads to the first box of a line, and a label only where one leads to each, and none of the boxes
    belongs to yes or no."""
    leads = [lead.rstrip() for lead in _EACH_BOX.split(line)[:-1]]
    labelled = [lead.endswith(":") for lead in leads]
    return any(map(str.isalpha, leads[0])) and (all(labelled) or not labelled[0]) and not _ANSWERED.search(line)


def _cut(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """What is too long for a sentence in parts, each up to the last white space that fits."""
    while high - low > _LONGEST:
        space = next((at for at in range(low + _LONGEST, low, -1) if text[at].isspace()), low + _LONGEST)
        part = _trimmed(text, low, space)
        if part is not None:
            yield part
        low = space
    rest = _trimmed(text, low, high)
    if rest is not None:
        yield rest


def _ends(text: str, match: re.Match[str]) -> bool:
    end = match.end()
    if match.group().startswith(_LEADER):
        return False
    if text[match.start()] in ";?!":
        return True
    before = ("\n" if match.start() <= 14 else "") + text[max(0, match.start() - 14) : match.start() + 1]
    after = text[end : end + 12]
    if not after.strip():
        return True
    if _ENUMERATOR.search(before):
        return False
    starts = bool(_NEXT_STARTS.match(after))
    if _MAY_END.search(before):
        return _starts_behind_short_form(before, after)
    if _SIDE_OR_TICK.search(before) and re.match(r"\s+[A-Z][A-Za-z]{2,}", after):
        return True
    if _ABBREVIATION.search(before) or (_MONTH.search(before) and _DAY_OR_YEAR.match(after)):
        return False
    return (
        starts
        or bool(re.match(r"\s+[a-z]", after) and text[match.start()] != ".")
        or bool(re.match(r"\s+(?:he|she|they|there|patient|pt|claimant|the|no)\b", after))
    )


def _starts_behind_short_form(before: str, after: str) -> bool:
    """Whether a capital behind "t.i.d." begins a sentence; in a text of capitals the next word tells nothing."""
    return bool(_SMALL.search(before + after) and re.match(r"\s+(?:[A-Z][a-z]|[A-Z]{2,}\b)", after))


def _trimmed(text: str, low: int, high: int) -> tuple[int, int] | None:
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return (low, high) if high > low else None
