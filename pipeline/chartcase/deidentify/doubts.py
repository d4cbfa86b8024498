"""What in a masked text could still be somebody's: words and numbers that nothing explains, each with its place.

It stands apart from the hard look because a doubt may be nothing: a person looks at the places and decides. It asks
more of a word than the finder does, so that what the finder let through is named here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chartcase.deidentify.identifiers import Found, Identifier
from chartcase.deidentify.numbers import numbers_in
from chartcase.deidentify.plain import digits_seen, letters_seen, plain
from chartcase.deidentify.tokens import Token, tokens_of
from chartcase.deidentify.words import known


class Doubt(StrEnum):
    """Why something is doubted."""

    NAME = "a word that people are called by"
    STRANGE = "a word that no list knows"
    BESIDE = "a word beside a mask"
    NUMBER = "a number without a unit"
    DAY = "a word or number that may be a day"
    SHORT = "a short form that no list knows"
    INITIALS = "letters that may be initials"


@dataclass(frozen=True, slots=True)
class Place:
    """text[start:end] is doubted; `line` and `column` count from 1. Never holds the words themselves."""

    start: int
    end: int
    doubt: Doubt
    line: int
    column: int


_MASKS = "|".join(kind.value for kind in Identifier)
_MASK = re.compile(
    rf"\[(?:{_MASKS})\]|XX/XX/XX|90\+|\[\*\*[^\]\n]{{0,60}}\*\*\]|\[[A-Z][A-Za-z ]{{0,20}}\]|X{{2,}}[X/.-]*|_{{2,}}"
)
_BORDER = re.compile(r"[ ,&.'\"(/-]{0,2}")
_DAY_WORDS = """january february march april june july august september october november december mon tue tues wed thu
    thur thurs fri sun monday tuesday wednesday thursday friday saturday sunday jan feb apr jun jul aug sept oct nov dec
    spring summer autumn winter mother's father's birthday"""
_DAY_NAMES = frozenset(_DAY_WORDS.split())
_SHORT_DAY = re.compile(
    r"(?<![\w/.,+-])(?:0?[1-9]|1[0-2])[-.](?:1[1-9]|2\d|3[01])"
    r"(?![\w/.,%-]|[ -]?(?:mg|mcg|ml|cc|cm|mm|min|day|week|month|year|"
    r"visit|session|point|degree|lb|kg|hour|hr|wk|time|x|%|of|out|percent|st|nd|rd|th|to|[a-z]+s\b))",
    re.IGNORECASE,
)
_LONE = re.compile(r"(?<![\w/.,-])(?:#|ext\.? ?|x)?\d{3,4}(?![\w/.,%-])")
_BESIDE_NUMBER = re.compile(
    r"(?<=\|)[ /,-]{1,3}(?!(?:19|20)\d\d\b)\d{3,}|(?<!\w)(?!(?:19|20)\d\d\b)\d{3,}(?=[ /,-]{1,3}\|)"
)
_USER = re.compile(r"(?<![\w/-])[a-z]{2,12}\d{1,4}(?![\w/-])")
_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Za-z]\.[ ]?){2,3}(?![\w])|(?:(?<=[/:] )|(?<=[/:]))[a-z]{2,3}(?=[ \t]*(?:\n|$))"
    r"|(?<=[.;] )[a-z]{2,3}(?=[ \t]*(?:\n|$))|(?<=[a-z] )[A-Z]\.(?= [A-Z][a-z])"
)
_ABBREVIATIONS = """m.d. d.o. p.t. d.c. r.n. n.p. p.a. j.d. p.m. a.m. i.e. e.g. u.s. p.o. b.i.d. t.i.d. q.i.d. q.d.
    d.p.t. ph.d. y.o. i.v. i.m. s.p. w.c. o.t. a.k.a. v.a. e.r. o.r. d.d.s. p.r.n. h.s. d.p.m. p.c. l.e. u.e."""
_ABBREVIATED = frozenset(_ABBREVIATIONS.split())
_LEAST, _LEAST_LOUD = 3, 5
"""Letters of a doubted word; of one in capitals that no list knows, for shorter ones are short forms."""


_DENSE_LEAST, _DENSE_WORDS = 8, 12
"""Identifiers of a text that is all identifiers, and words for each of them: of records of other styles one identifier
in six was missed; they hold one in five words, a note holds one in fifty (docs/reliability.md, row 13)."""


def doubts_in(text: str, found: Sequence[Found] = ()) -> tuple[Place, ...]:
    """Doubted places of `text` in order, outside of what was `found` and of masks that stand there already."""
    flat = plain(text)
    gone = {at for one in found for at in range(one.start, one.end)}
    masks = {at for mask in _MASK.finditer(flat.text) for at in range(*mask.span())}
    taken = [at in masks or origin in gone for at, origin in enumerate(flat.origin)]
    doubted = [*_words(_without(letters_seen(flat.text), taken)), *_signs(digits_seen(_without(flat.text, taken)))]
    last, places = 0, list[Place]()
    for start, end, doubt in sorted(doubted):
        if start >= last:
            low, high = flat.place(start, end)
            places.append(Place(low, high, doubt, text.count("\n", 0, low) + 1, low - text.rfind("\n", 0, low)))
            last = end
    return tuple(places)


def is_dense(text: str, found: Sequence[Found]) -> bool:
    """Whether a text holds so many identifiers that some will have been missed."""
    words = len(re.findall(r"\w+", text))
    return len(found) >= _DENSE_LEAST and len(found) * _DENSE_WORDS >= words


def _without(text: str, taken: Sequence[bool]) -> str:
    """`text` with what is taken as signs that belong to no word; of the same length, lines kept."""
    return "".join("|" if gone and sign != "\n" else sign for sign, gone in zip(text, taken, strict=True))


def _words(free: str) -> Iterator[tuple[int, int, Doubt]]:
    for token in tokens_of(free):
        doubt = _doubt(token, free)
        if doubt is not None:
            yield token.start, token.end, doubt


def _doubt(token: Token, free: str) -> Doubt | None:
    if token.low in _DAY_NAMES and (token.capital or token.low not in known().trade):
        return Doubt.DAY
    if len(token.word) < _LEAST or _is_eponym(token):
        return None
    borne = token.low in known().given or token.low in known().surnames
    beside = _beside_mask(token, free)
    if token.word.islower():
        return Doubt.BESIDE if beside and token.low in known().given else _of_small(token)
    if beside and token.titled and (borne or token.low not in known().trade):
        return Doubt.BESIDE
    if token.word.isupper() and len(token.word) < _LEAST_LOUD and not borne:
        return None if token.low in known().trade or token.low in known().words else Doubt.SHORT
    if token.low not in known().trade and any(known().may_be_name(part) for part in token.parts if len(part) >= _LEAST):
        return Doubt.STRANGE
    return _of_word(token)


def _of_word(token: Token) -> Doubt | None:
    """A word of English with a capital: a name too, or nothing of the trade in a line of capitals."""
    if token.low not in known().trade:
        if token.low in known().given or token.low in known().surnames:
            return Doubt.NAME
        known_part = any(part.lower() in known().trade for part in token.parts)
        return Doubt.STRANGE if token.loud and len(token.word) >= _LEAST_LOUD and not known_part else None
    return Doubt.NAME if token.low in known().given and not (token.begins or token.in_title or token.loud) else None


def _of_small(token: Token) -> Doubt | None:
    if token.low in known().given and (token.low not in known().trade):
        return Doubt.NAME
    return Doubt.STRANGE if any(known().is_unknown(part) for part in token.parts) else None


def _is_eponym(token: Token) -> bool:
    return any(part.lower() in known().eponyms for part in token.parts)


def _beside_mask(token: Token, free: str) -> bool:
    after = _BORDER.match(free, token.end)
    if after is not None and free[after.end() : after.end() + 1] == "|":
        return True
    return (
        free[: token.start].rstrip(" ,&.'\"(/-")[-1:] == "|" and "\n" not in free[max(token.start - 2, 0) : token.start]
    )


def _is_explained(text: str, found: re.Match[str]) -> bool:
    """Whether a word before or behind a number says what it counts, or it is a year."""
    if re.fullmatch(r"(?:19|20)\d\d", found.group()):
        return True
    before, after = text[max(found.start() - 24, 0) : found.start()], text[found.end() : found.end() + 24]
    return bool(
        re.match(r" ?[-]?[A-Za-z]{1,12}\b", after)
        or re.search(r"(?<![a-z])[a-z]{2,24}[ :=]{1,3}(?:of |to |was |is )?$", before)
    )


def _signs(text: str) -> Iterator[tuple[int, int, Doubt]]:
    for start, end in numbers_in(text):
        yield start, end, Doubt.NUMBER
    yield from ((*found.span(), Doubt.DAY) for found in _SHORT_DAY.finditer(text))
    for found in _INITIALS.finditer(text):
        if found.group().replace(" ", "").lower() not in _ABBREVIATED:
            yield *found.span(), Doubt.INITIALS
    yield from ((*found.span(), Doubt.NUMBER) for found in _USER.finditer(text))
    yield from ((*found.span(), Doubt.BESIDE) for found in _BESIDE_NUMBER.finditer(text))
    yield from ((*found.span(), Doubt.NUMBER) for found in _LONE.finditer(text) if not _is_explained(text, found))
