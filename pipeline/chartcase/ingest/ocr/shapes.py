"""Tells whether a recognised word has a shape that charts write, or mixes letters, digits and signs as only
misreadings do.

It stands apart because a wrong reading mostly has a wrong shape: this alone finds most of them, without reading again.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from chartcase.ingest.ocr.amounts import is_near
from chartcase.ingest.ocr.lexicon import Lexicon
from chartcase.ingest.ocr.vertebrae import are_neighbours, is_level, is_vertebra

EDGES = "()[]{}<>.,;:*?!\"'“”‘’_—–-~|=•#"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_RANGE = rf"{_NUMBER}(?:[-–]{_NUMBER})?"
_DATE = re.compile(r"(?P<month>\d{1,2})/(?:(?P<day>\d{1,2})/(?:\d{2}|\d{4})|(?:19|20)\d\d)")
_GUARDED = re.compile(
    r"(?:(?:XX/)?XX/(?:XX|XXXX|\d{4})|(?:19|20)\d\d-\d{1,2}(?:-\d{1,2})?"
    r"|\d{1,2}:\d\d(?::\d\d)?(?:[ap]m)?|[0-5][+-]?/5[+-]?|(?:10|\d)(?:\.\d)?(?:-\d{1,2})?/10"
    r"|[A-TV-Z]\d\d\.\d{1,4}[A-Z]?|\d{5}-(?:\d\d|[A-Z]{2})|(?:\d{1,2}-)?(?:\d{1,2}|100)%|[0-4]\+)"
)
_UNITS = "mg|mcg|mL|ml|cc|g|kg|lbs?|mm|cm|hrs?|wks?|mos?|yrs?|yo|y/o|d|h|T|G|w|M|F"
_COMPOUNDS = (
    "year|month|week|day|visit|hour|minute|gauge|inch|level|point|pound|fold|session|mile|step|foot|degree|view|part"
    "|item|story"
)
_PLAIN = re.compile(
    rf"(?:[$<>≥≤+x×]?{_RANGE}(?:%|°|x|X|\+)?|\d+(?:st|nd|rd|th)|{_RANGE}(?:{_UNITS})|\d{{1,2}}(?:\.\d)?/\d{{3}}|\d{{2,3}}/\d{{2,3}}|\d/\d"
    rf"|\d+-(?:{_COMPOUNDS})s?(?:-old)?|[Qq]\d{{1,2}}(?:h|hrs?|-\d{{1,2}}h)|\d{{1,2}}(?:[-–]\d{{1,2}})?x/(?:wk|week|day|night|month|d|mo)"
    r"|P\.?\d{1,4}/\d{1,4}|(?:\d{3}-)?\d{3}-\d{4}|[A-Z]{2,4}-\d{1,4}|[ABDHJ]\d{1,4}|[A-Z]{3,4}\d{1,2}|T[12](?:-weighted|/T2|W)?"
    r"|[A-Za-z]+/\d+|[A-Za-z]{2,}:\d{1,3}|\d{1,2}/(?:wk|week|day|month|d)|\d{1,2}-[A-Z][a-z]{2}-\d{4}|[A-Z0]{2}-X{4})"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’./&()—-]*|[&+/%☐☒]")
_RATIO = re.compile(r"(\d+)/(\d+)")
# What a root, a level or a figure is read as, and what might be a word or another figure as well.
_AMBIGUOUS = re.compile(
    r"[CTLS][SsIlLRBGZb&?$!|tiH]|S[TJf]|\+[0-5]|[CL]o|L[dA]|[CTL][A-Za-z][-/][^A-Za-z]{0,3}|T[1lI|!i]{2,3}|[CTLS][A-Z]\d|(?:[CTL][A-Za-z\d]-)?[CTLS]/|[Il|!]|lt|\$\d|1[1-4][-/][2-5]|1?5-[8$]1|[1-9]20[0-3]\d|\d{3}-20[0-3]\d"
)
# Beside vertebrae: the letter read as a digit, `18-9` for T8-9 and `14` for L4. On a line about strength: `45` for 4/5.
_LETTERLESS_PAIR = re.compile(r"1(?P<upper>\d)[-/](?P<lower>\d)")
_LETTERLESS = re.compile(r"1[1-9]|[24][1-5]|11[0-2]")
_BEFORE_PLACES = frozenset(("of", "on", "at", "and", "to", "the"))
_SLASHLESS = re.compile(r"[0-5]5")
_DECIMAL_OR_ROOT = re.compile(r"1\.[1-5](?:[-/](?:1\.)?[2-5])?")
# A half-read mask; a number that something hangs on which numbers do not have.
_HALF_READ = re.compile(r"X{2}|L[Ss5]-S(?!1)|(?<![\w.])[‘’'|_•=\]]{1,8}\d|\d[‘’|~_•=<>\[?-]+(?:[.,;:)]|$)")
# More than two decimals behind a number of two digits and more: a code or two numbers with a speck between them.
_LONG_DECIMALS = re.compile(r"\d{2,30}\.\d{3,30}")
_LONE_FIGURE = re.compile(r"[1-9][.,;:)]?")
# A share above the whole; a ratio out of 6 to 9, which grades are not.
_OVER_WHOLE = re.compile(r"(?:1\d[1-9]|1[1-9]\d|[2-9]\d\d)(?:\.\d+)?%")
_ODD_RATIO = re.compile(r"\d/[6-9]")
_MONTH, _SIGNS = re.compile(r"\d{1,2}/(?:19|20)\d\d"), frozenset(("&", "$", "§", "€", "?"))
# `25.50` for 25/50: charts give two decimals of what has a unit.
_TWO_DECIMALS = re.compile(r"\d{2}\.\d{2}")
# Before the unit of a dose stands no word in capitals: `ANN mg` was 600 mg.
_DOSES, _CAPITALS = frozenset(("mg", "mcg", "mL", "ml")), re.compile(r"[A-Z]{2,4}")
_STROKES = frozenset(("|", "!", "]", "l"))
_LAST_MONTH, _LAST_DAY = 12, 31
# The lowest and highest systolic pressure, and the lowest diastolic one, that charts give.
_PRESSURES = (60, 260, 30)


class Shape(StrEnum):
    """What a word's shape says: `GUARDED` shapes allow few readings, `PLAIN` ones any digits, `WORD` has none."""

    GUARDED = "guarded"
    PLAIN = "plain"
    WORD = "word"
    AMBIGUOUS = "ambiguous"
    STRANGE = "strange"


def shape_of(words: Sequence[str], place: int, lexicon: Lexicon) -> Shape:
    """The shape of a word in its line."""
    core = words[place].strip(EDGES)
    after = words[place + 1].strip(EDGES) if place + 1 < len(words) else ""
    if _HALF_READ.search(words[place]) and not _GUARDED.fullmatch(words[place].strip("()[].,;:*")):
        return Shape.STRANGE
    if _is_half_level(words, place) or _is_half_date(core, words, place) or _is_misread_level(words, place, lexicon):
        return Shape.AMBIGUOUS
    if _is_guarded(core, lexicon):
        return Shape.GUARDED
    if _is_ambiguous(core, after, lexicon) or _has_lost_a_sign(core, words, place, after, lexicon):
        return Shape.AMBIGUOUS
    if _PLAIN.fullmatch(core):
        return Shape.STRANGE if _is_out_of_place(core, words, place, after, lexicon) else Shape.PLAIN
    if not core or _WORD.fullmatch(core):
        return Shape.STRANGE if _is_no_word(core, words, place, after, lexicon) else Shape.WORD
    return Shape.STRANGE


def tells_figures(core: str, lexicon: Lexicon) -> bool:
    """True for a word whose digits no table guards: dates, percents, ratings and bare numbers; not levels and codes."""
    guarded = is_level(core) or is_vertebra(core) or core in lexicon.codes
    return any(letter.isdigit() for letter in core) and not guarded


def _is_half_level(words: Sequence[str], place: int) -> bool:
    """A vertebra right before its neighbour (`L5 S1`, `T8 9`), or after it: perhaps the hyphen of a level was lost.

    A comma or slash between the two, or a third vertebra beside them, makes a list.
    """
    low, high = max(place - 1, 0), min(place + 2, len(words))
    pairs = [at for at in range(low, high - 1) if _may_be_level(words[at], words[at + 1])]
    return any(not any(is_vertebra(other.strip(EDGES)) for other in _around(words, at)) for at in pairs)


def _is_misread_level(words: Sequence[str], place: int, lexicon: Lexicon) -> bool:
    """A vertebra right before a lone figure that counts nothing: `L4 6` was L4-5, and a lost row made 6 of its 5."""
    for at in (place - 1, place):
        if at < 0 or at + 1 >= len(words) or not is_vertebra(words[at].lstrip(EDGES)):
            continue
        after = words[at + 2].strip(EDGES) if at + 2 < len(words) else ""
        if _LONE_FIGURE.fullmatch(words[at + 1]) and after not in lexicon.rules.counted:
            return True
    return False


def _may_be_level(upper: str, lower: str) -> bool:
    return is_vertebra(upper.lstrip(EDGES)) and are_neighbours(upper.lstrip(EDGES), lower.rstrip(EDGES))


def _around(words: Sequence[str], at: int) -> Sequence[str]:
    """The word before a pair and the one after it."""
    return [*words[max(at - 1, 0) : at], *words[at + 2 : at + 3]]


def _is_guarded(core: str, lexicon: Lexicon) -> bool:
    date = _DATE.fullmatch(core)
    if date is not None:
        return 1 <= int(date["month"]) <= _LAST_MONTH and 1 <= int(date["day"] or 1) <= _LAST_DAY
    return is_level(core) or is_vertebra(core) or core in lexicon.codes or _GUARDED.fullmatch(core) is not None


def _is_ambiguous(core: str, after: str, lexicon: Lexicon) -> bool:
    if core.isdigit() and core[0] == "1" and after in lexicon.rules.only_root_after:
        return True
    if _AMBIGUOUS.fullmatch(core):
        return core != "I" and after not in lexicon.rules.not_root_after
    return _DECIMAL_OR_ROOT.fullmatch(core) is not None and after not in lexicon.rules.counted


def _has_lost_a_sign(core: str, words: Sequence[str], place: int, after: str, lexicon: Lexicon) -> bool:
    """Digits that may have been a level, a vertebra or a grade of strength; not where a unit follows."""
    if not core or not core[0].isdigit() or after in lexicon.rules.counted:
        return False
    pair = _LETTERLESS_PAIR.fullmatch(core)
    if pair is not None:
        return int(pair["lower"]) == int(pair["upper"]) + 1
    others = [word.strip(EDGES) for at, word in enumerate(words) if at != place]
    if _LETTERLESS.fullmatch(core) and _is_where_vertebrae_stand(words, place, others, lexicon):
        return True
    return _SLASHLESS.fullmatch(core) is not None and any(word.lower() in lexicon.rules.strength for word in others)


def _is_where_vertebrae_stand(words: Sequence[str], place: int, others: Sequence[str], lexicon: Lexicon) -> bool:
    """On a line with vertebrae; or after `of` and its like on a line about the spine."""
    if any(is_level(word) or is_vertebra(word) for word in others):
        return True
    return words[place - 1] in _BEFORE_PLACES and any(word.lower() in lexicon.rules.spine for word in others)


def _is_out_of_place(core: str, words: Sequence[str], place: int, after: str, lexicon: Lexicon) -> bool:
    """A number that cannot be, `2 min` of a disc (for mm), a percentage without its sign, a number after a lone stroke
    or before half a unit."""
    units = lexicon.rules.counted | lexicon.rules.after_numbers
    if _cannot_be(core) or (_TWO_DECIMALS.fullmatch(core) and after not in units):
        return True
    if after == "min" and any(word.strip(EDGES).lower() in lexicon.rules.spine for word in words):
        return True
    if core.isdigit() and int(core) > 100 and after in lexicon.rules.effect:
        return True
    return (place > 0 and words[place - 1] in _STROKES) or _is_half_unit(after, lexicon)


def _is_half_date(core: str, words: Sequence[str], place: int) -> bool:
    """`& 7/2023` for 8/7/2023: a month and a year after a sign that was a figure."""
    return place > 0 and words[place - 1] in _SIGNS and _MONTH.fullmatch(core) is not None


def _cannot_be(core: str) -> bool:
    """A date or a pressure that does not exist, and what charts do not write."""
    ratio = _RATIO.fullmatch(core)
    if ratio is not None and not _is_ratio(int(ratio[1]), int(ratio[2])):
        return True
    return any(shape.fullmatch(core) for shape in (_DATE, _ODD_RATIO, _OVER_WHOLE, _LONG_DECIMALS))


def _is_ratio(one: int, other: int) -> bool:
    """A score out of its most, a day of a month, a blood pressure, a strength of two drugs."""
    pressure = _PRESSURES[0] <= one <= _PRESSURES[1] and other >= _PRESSURES[2]
    return one <= other or pressure or (one <= _LAST_MONTH and other <= _LAST_DAY) or other >= 300


def _is_half_unit(word: str, lexicon: Lexicon) -> bool:
    known = lexicon.rules.after_numbers | lexicon.rules.counted | lexicon.rules.short_words
    return 2 <= len(word) <= 3 and word.isalpha() and word.islower() and word not in known


def _is_like_one(word: str, lexicon: Lexicon) -> bool:
    """`45 ycar`: nearly what is counted, and no word of its own."""
    known = lexicon.rules.one_of | lexicon.rules.like_one_of
    return word.islower() and word not in known and any(is_near(word, noun) for noun in lexicon.rules.one_of)


def _is_no_word(core: str, words: Sequence[str], place: int, after: str, lexicon: Lexicon) -> bool:
    """A sign, or a letter or two that are no word, before a unit, where a number stood; a stroke before half a unit;
    half a unit, or a misread one, after a number."""
    before = words[place - 1].strip(EDGES) if place else ""
    if before.isdigit() and _is_half_unit(core, lexicon):
        return True
    if before.replace("-", "").isdigit() and _is_like_one(core, lexicon):
        return True
    if words[place] in _STROKES and (after == "%" or _is_half_unit(after, lexicon)):
        return True
    if after == "%":
        return len(core) == 1 and core in lexicon.digit_of
    if not core or after not in lexicon.rules.counted or after in ("percent", "g"):
        return False
    if after in _DOSES and _CAPITALS.fullmatch(core):
        return True
    return not any(letter.isalpha() for letter in core) or (
        len(core) <= 2 and core.lower() not in lexicon.rules.short_words
    )
