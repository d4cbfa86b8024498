"""Numbers that are no quantity of a chart: whatever is not a dose, a grade, a level, a code of the trade, a year or an
hour is taken for somebody's.

It stands apart because here, as with names, a number has to be known in order to stay.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from chartcase import resources

# One word with a digit in it, as it stands between blanks and brackets.
_TOKEN = re.compile(r"(?<![A-Za-z0-9.])[A-Za-z#*]{0,12}[-./]?\d[A-Za-z0-9]{0,40}(?:[-./:+][A-Za-z0-9]{1,40}){0,8}")
_RUN = re.compile(r"(?<![\w.])(?:[A-Z0-9]{1,5}[ ])?\d{2,6}(?:(?: | ?[.-] ?)\d{2,6}){2,6}(?![\w/%])")
_UNIT_AFTER = re.compile(
    r" ?(?:mg|mcg|ug|ml|cc|units?|iu|lbs?|pounds|kg|grams?|g\b|steps?|f(?:ee)?t\b|yards?|meters?|miles?|k?cal|mm|cm|hz|"
    r"hours?|hrs?|min|sec|ms\b|%|dollars|tab|rads?|mgy|patients|people|cells|/)",
    re.IGNORECASE,
)
_CODE_BEFORE = re.compile(
    r"(?:cpt|hcpcs|codes?|procedures?|proc|icd(?:-?10)?|dx|drg|rev|modifier|section|rule|chapter|tac|usc|cfr|pmid|doi|"
    r"vol|pp?\.)[^A-Za-z\n]{0,40}$",
    re.IGNORECASE,
)
_LEVELS = r"[CTLS]\d{1,2}(?:[-/,](?:[CTLS])?\d{1,2})*"
_ICD = r"[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})|[MGSRZ]\d{2}[0-9A-Z]{0,2}|S\d{2}\.?[0-9A-Z]{3}[A-Z]"
_HCPCS = r"[ACEGJKLQSV]\d{4}"
_DOSE = (
    r"\d{1,4}(?:\.\d{1,3})?(?:-\d{1,4}(?:\.\d{1,3})?)?(?:/\d{1,4}(?:\.\d{1,3})?)?-?(?:mg|mcg|ml|cc|g|gm|mm|cm|kg|lbs?|hz|t|x|"
    r"yom|yof|yo|y|d|w|wks?|hrs?|h|f|m|u|units|th|st|nd|rd|am|pm|a|p|ga|gauge|k|s|in|ft|min|mo|deg|c|v|r|l|b|e|ma|pack|q|"
    r"week|weeks|day|days|month|months|year|years|old|point|points|step|level|levels|hour|hours|s/p)(?:/[a-z]{1,4})?"
)
_YEARS = r"(?:19|20)\d{2}(?:[-/](?:19|20)?\d{2})?"
_CLOCK = r"(?:[01]\d|2[0-3])[0-5]\d(?:h|hrs)?|\d{1,2}:\d{2}(?::\d{2})?(?:[ap]m?)?"
_PLAIN = r"\d{1,3}(?:[-/.x:]\d{1,3}){0,2}|\d{1,4}\.\d{1,3}|\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d)?|\d{2,3}/\d{2,3}"
_KEPT = re.compile(
    rf"(?:{_LEVELS}|{_ICD}|{_HCPCS}|{_DOSE}|{_YEARS}|{_CLOCK}|{_PLAIN}|[QXqx]\d{{1,3}}(?:-\d{{1,2}})?[A-Za-z]{{0,3}})",
    re.IGNORECASE,
)
_MASKED = re.compile(r"[Xx*#_.0/-]+")
_MOST_DIGITS, _MOST_MIXED, _LEAST_RUN, _CODE_DIGITS = 3, 2, 8, 5
"""Digits that stay without a reason; digits beside letters that do; of a number in groups; of a procedure's code."""
# Source of the borders: the CPT sections that a spine or pain record cites (surgery of spine and nerves, imaging,
# nerve studies, therapy, visits); a zip code can fall into one as well, so what stands before decides first.
_SECTIONS = (
    (20000, 20999), (22010, 22899), (27096, 27299), (61850, 64999), (70010, 73725), (76000, 77086), (95800, 96139),
    (97010, 97799), (98925, 98943), (99202, 99499),
)  # fmt: skip


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    """The procedure codes that the rules name."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((resources.rules() / "lexicon").glob("*.yaml")))
    return frozenset(code for text in texts for code in re.findall(r"(?<!\d)\d{5}(?!\d)", text))


def numbers_in(text: str) -> Iterator[tuple[int, int]]:
    """Spans of numbers of an ASCII text that stand for no quantity; they may overlap each other."""
    for token in _TOKEN.finditer(text):
        if not _stays(token.group(), token.start(), token.end(), text):
            yield token.span()
    for run in _RUN.finditer(text):
        words = re.findall(r"\d+", run.group())
        if sum(map(len, words)) >= _LEAST_RUN and not any(_is_code(word) for word in words) and _of_one_number(words):
            yield run.span()


def _stays(word: str, start: int, end: int, text: str) -> bool:
    bare = word.lstrip("#*").rstrip(".:+-/")
    digits = sum(sign.isdigit() for sign in bare)
    if (
        "XX" in bare.upper()
        or _MASKED.fullmatch(bare)
        or digits <= (_MOST_MIXED if re.search(r"[A-Za-z]{2}", bare) else _MOST_DIGITS)
    ):
        return True
    if _KEPT.fullmatch(bare) or _UNIT_AFTER.match(text, end) or text[max(start - 1, 0) : start] in ("$", ","):
        return True
    codes = re.fullmatch(r"(\d{5})(?:[-/](?:\d{5}|\d{2}|[A-Z0-9]{2}))*", bare)
    if codes and _is_code(codes.group(1)):
        return True
    return bool(_CODE_BEFORE.search(text, max(start - 60, 0), start)) and digits <= _CODE_DIGITS + _MOST_DIGITS


def _is_code(word: str) -> bool:
    return len(word) == _CODE_DIGITS and (word in _codes() or any(low <= int(word) <= high for low, high in _SECTIONS))


def _of_one_number(words: list[str]) -> bool:
    """Whether groups look like those of one number: doses and readings in a row end in zeros or rise evenly."""
    return any(word.startswith("0") or not word.endswith(("0", "5")) for word in words)
