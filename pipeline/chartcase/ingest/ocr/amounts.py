"""Mends misread amounts: doses, percents, counts of weeks and visits, grades of strength, ratings, codes.

It stands apart because here a wrong digit passes for a right one; a glyph is made a digit only where a number must be.
"""

import re
from collections.abc import Callable, Sequence

from chartcase.ingest.ocr.dates import Found
from chartcase.ingest.ocr.lexicon import Lexicon

_GLYPH = r"[\dOoQDlI|!i\]ZzSs$§GbBgqJ]"
_DOSE = re.compile(r"(?<![\w.])(?P<number>\d+(?:[.,]\d+)?)(?P<gap>\s?)(?P<unit>[A-Za-z\d]{2,4}\.?)(?![\w])")
_COUNT = re.compile(rf"(?<![\w.$/-])(?P<number>{_GLYPH}{{1,3}})(?P<gap>[ -]?)(?P<noun>[A-Za-z%]+)")
_PERCENT = re.compile(r"(?<![\w.])(?P<number>\d{1,2}|100)\s?(?:°\s?[%oo]|%[o0]|[%9]%|°/[o0]|9[6%]o|o/o|0/0)(?![\w])")
_PERCENT_AS_96 = re.compile(
    r"(?<![\w.,/-])(?P<number>\d0|\d5|100)(?:96|9[Oo]|%6|9%)(?= (?:relief|pain|improvement|better|reduction|for"
    r"|decrease|of|less)\b)"
)
_NOUN = re.compile(r"(?<![\w.])(?P<number>\d{1,3} )(?P<noun>[a-z]{5,9})(?![\w])")
_GRADE = re.compile(
    r"(?<![\w./-])(?P<grade>[0-5SsOo])(?P<sign>[+-]?)(?P<bar>\s?[/’'‘`°|]\s?)(?P<of>[5Ss$])(?P<after>[+-]?)(?![\w/]|[,.]\d)"
)
_STRENGTH_44 = re.compile(r"(?<![\w./])(?P<grade>[0-4])4/5(?!\d)")
_STRENGTH_POINT = re.compile(r"(?<![\w./-])(?P<grade>[0-5])[.,;:]5(?=[.,;:)]|\s(?!mg|mm|cm|m[lL]|cc|\d)|$)")
_REFLEX = re.compile(
    r"(?P<place>\b[A-Za-z]+)[ :]+(?P<grade>[0-4lI|])(?P<plus>4|(?<=[lI|])[+tr])(?=[.,;:)]|\s|$)"
    r"(?! (?:mg|days|weeks|visits|sessions|years|percent))"
)
_GLUED_DATE = re.compile(r"(?<![\d/])(?P<month>0\d|1[0-2])(?P<day>[0-2]\d|3[01])/(?P<year>(?:19|20)\d\d)(?![\d/])")
_RATING = re.compile(
    rf"(?<![\w./-])(?P<number>10|{_GLYPH})(?P<bar>\s?[/’'‘`°:]\s?)(?P<of>[1lI|][0OoQ])(?![\w/]|[,.]\d)"
)
_BILATERAL = re.compile(r"(?<![\w/])b/(?:1l|l1|[1I|])(?![\w/])")
_HOURS = re.compile(r"(?<![\w/])(?:[gq]9?|9)(?P<hours>4|6|8|12)h(?![\w])")
_POUNDS = re.compile(r"(?<![\w.])(?P<number>\d{1,3} )[1I|]bs?(?![\w])")
_CODE = re.compile(rf"(?<![\w-])(?=(?:{_GLYPH}*\d){{3}}){_GLYPH}{{5}}(?![\w-])")
_DIAGNOSIS = re.compile(
    rf"(?<![\w.])(?P<letter>[GMRSZ])(?P<block>{_GLYPH}{{2}})[.,](?P<rest>{_GLYPH}{{1,4}})(?P<after>[AaDS]?)(?![\w])"
)
# The point lost or doubled: `M54 16`, `M54, 17` of the chapters that spines are coded in; not before what is counted.
_DIAGNOSIS_APART = re.compile(r"(?<![\w.])(?P<block>[MG][459]\d),? (?P<rest>\d{1,2})(?=[).,;:]|$)")
_CODE_APART = re.compile(r"(?<![\w.,$-])(?P<one>\d{2,3})[.,-](?P<two>\d{2,3})(?![\w-])")
# `pain 3 10 today`: the stroke between was lost.
_RATING_APART = re.compile(r"(?<![\w./,-])(?P<number>10|\d) 10(?=[.,;:)]|$| (?P<next>[A-Za-z]+))")


def mended_amounts(line: str, lexicon: Lexicon) -> list[Found]:
    """The amounts and codes of a line that were misread, as they can only be meant."""
    words = {word.strip(".,;:()").lower() for word in line.split()}
    rules: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]] = (
        (_DOSE, lambda match: _dose(match, lexicon)),
        (_COUNT, lambda match: _count(match, lexicon)),
        (_NOUN, lambda match: _noun(match, lexicon)),
        (_PERCENT, lambda match: f"{match['number']}%"),
        (_PERCENT_AS_96, lambda match: f"{match['number']}%"),
        (_GRADE, lambda match: _grade(match, words, lexicon)),
        (_STRENGTH_44, lambda match: f"{match['grade']}+/5" if words & lexicon.rules.strength else None),
        (_STRENGTH_POINT, lambda match: f"{match['grade']}/5" if _is_strength(words) else None),
        (_REFLEX, lambda match: _reflex(match, lexicon)),
        (_GLUED_DATE, lambda match: f"{match['month']}/{match['day']}/{match['year']}"),
        (_RATING, lambda match: _rating(match, words, lexicon)),
        (_BILATERAL, lambda _match: "b/l"),
        (_HOURS, lambda match: f"q{match['hours']}h"),
        (_POUNDS, lambda match: f"{match['number']}lb{'s' if match.group().endswith('s') else ''}"),
        (_CODE, lambda match: _code(match.group(), lexicon)),
        (_DIAGNOSIS, lambda match: _diagnosis(match, lexicon)),
        (_DIAGNOSIS_APART, lambda match: f"{match['block']}.{match['rest']}"),
        (_CODE_APART, lambda match: _code(match["one"] + match["two"], lexicon)),
        (_RATING_APART, lambda match: _rating_apart(match, words, lexicon)),
    )
    found: list[Found] = []
    for pattern, meant in rules:
        for match in pattern.finditer(line):
            text = meant(match)
            if text is not None and text != match.group():
                found.append((match.start(), match.end(), text))
    return found


def _dose(match: re.Match[str], lexicon: Lexicon) -> str | None:
    unit = lexicon.unit_of.get(match["unit"])
    return f"{match['number']}{match['gap']}{unit}" if unit else None


def _count(match: re.Match[str], lexicon: Lexicon) -> str | None:
    """`l2 visits`, `G weeks`: before what is counted, glyphs that are no word can only be a number."""
    number, noun = match["number"], match["noun"]
    if number.isdigit() or noun not in lexicon.rules.counted or number in lexicon.rules.not_numbers:
        return None
    if number.isalpha() and not match["gap"]:
        return None
    digits = lexicon.number(number)
    return f"{digits}{match['gap']}{noun}" if digits and not digits.startswith("0") else None


def _noun(match: re.Match[str], lexicon: Lexicon) -> str | None:
    """`12 visils`: after a number, a word one or two letters away from a single counted noun is that noun."""
    word = match["noun"]
    if word in lexicon.rules.nouns:
        return None
    near = [noun for noun in lexicon.rules.nouns if is_near(word, noun)]
    return f"{match['number']}{near[0]}" if len(near) == 1 else None


def is_near(word: str, noun: str) -> bool:
    """True where one may be the other misread: at most one letter in five is another one, and what is inserted or lost
    lies between equal ends."""
    if len(word) == len(noun):
        return sum(one != other for one, other in zip(word, noun, strict=True)) <= max(len(noun) // 5, 1)
    if abs(len(word) - len(noun)) > 1:
        return False
    head = next((at for at, (one, other) in enumerate(zip(word, noun, strict=False)) if one != other), 0)
    longer, shorter = (word, noun) if len(word) > len(noun) else (noun, word)
    return longer[head + 2 :] == shorter[head + 1 :] and head >= 2


def _grade(match: re.Match[str], words: set[str], lexicon: Lexicon) -> str | None:
    """A grade of strength out of 5; without a slash only on a line about strength."""
    if match["bar"].strip() != "/" and not words & lexicon.rules.strength:
        return None
    grade, of = lexicon.number(match["grade"]), lexicon.number(match["of"])
    return f"{grade}{match['sign']}/{of}{match['after']}" if grade and of and int(grade) <= 5 else None


def _is_strength(words: set[str]) -> bool:
    """True on a line that is plainly about strength: it says so, or has another grade."""
    return bool(words & {"strength", "motor", "power"}) or any(re.fullmatch(r"[0-5][+-]?/5", word) for word in words)


def _reflex(match: re.Match[str], lexicon: Lexicon) -> str | None:
    """`Achilles 14` and `biceps lt` are 1+: what follows a reflex is its grade."""
    if match["place"].lower() not in lexicon.rules.reflexes:
        return None
    grade = lexicon.number(match["grade"])
    return match.group()[: match.start("grade") - match.start()] + f"{grade}+" if grade else None


def _rating(match: re.Match[str], words: set[str], lexicon: Lexicon) -> str | None:
    """A rating out of 10; without a slash only on a line about pain."""
    if match["bar"].strip() != "/" and not words & lexicon.rules.ratings:
        return None
    number = lexicon.number(match["number"])
    return f"{number}/10" if number else None


def _rating_apart(match: re.Match[str], words: set[str], lexicon: Lexicon) -> str | None:
    """On a line about pain, where no ten of anything follows."""
    if not words & (lexicon.rules.ratings - {"10", "level", "today"}) or match["next"] in lexicon.rules.counted:
        return None
    return f"{match['number']}/10"


def _code(text: str, lexicon: Lexicon) -> str | None:
    """A procedure code that is known; five glyphs that make an unknown one are left as they are."""
    digits = lexicon.number(text)
    return digits if digits in lexicon.codes else None


def _diagnosis(match: re.Match[str], lexicon: Lexicon) -> str | None:
    block, rest = lexicon.number(match["block"]), lexicon.number(match["rest"])
    return f"{match['letter']}{block}.{rest}{match['after'].upper()}" if block and rest else None
