"""Numbers, durations and percentages as the field writes them, in words and digits, as values.

It stands apart because every measure needs the same arithmetic, and a wrong week count decides a case.
"""

import re

from chartcase.fact import Number, Range

DAYS_A_MONTH = 30.4
"""Fixed by the fact contract."""

_WEEKS = {"d": 1 / 7, "w": 1.0, "m": DAYS_A_MONTH / 7, "y": 12 * DAYS_A_MONTH / 7}
_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a": 1,
    "an": 1,
    "once": 1,
    "twice": 2,
    "thrice": 3,
}
_DOZENS = {"": 12, "a": 12, "one": 12, "two": 24, "three": 36, "half a": 6}
_FRACTIONS = {
    "half": 50,
    "three-quarters": 75,
    "three quarters": 75,
    "three-fourths": 75,
    "three fourths": 75,
    "two-thirds": 67,
    "two thirds": 67,
    "one-third": 33,
    "one third": 33,
    "a third": 33,
    "one-quarter": 25,
    "one quarter": 25,
    "a quarter": 25,
}
_NUMBER = re.compile(
    r"\d+(?:\.\d+)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?|[a-z]+"
)
_UNIT = re.compile(r"(?P<unit>days?|weeks?|wks?|months?|mos?|mths?|years?|yrs?|(?<=[\d ])[dw])\b", re.IGNORECASE)


def number(words: str) -> Number | None:
    """A count in digits or words; None where it says none.

    >>> number("34"), number("twenty-four"), number("two dozen"), number("several")
    (34, 24, 24, None)
    """
    text = words.strip().lower()
    if text.endswith("dozen"):
        return _DOZENS.get(text.removesuffix("dozen").strip())
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text)
    parts = re.split(r"[- ]", text)
    if not all(part in _WORDS for part in parts) or not parts:
        return None
    return sum(_WORDS[part] for part in parts)


def weeks(words: str) -> float | Range | None:
    """A duration in weeks, one decimal; a range as it is given; None for "several weeks" and "a few years".

    >>> weeks("6 weeks"), weeks("six to eight months"), weeks("5 days"), weeks("a year"), weeks("a few years")
    (6.0, Range(lo=26.1, hi=34.7), 0.7, 52.1, None)
    """
    unit = _UNIT.search(words)
    if unit is None:
        return None
    factor = _WEEKS[unit["unit"][0].lower()]
    low, high = _bounds(words[: unit.start()])
    if low is None:
        return None
    if high is not None and high > low:
        return Range(lo=round(low * factor, 1), hi=round(high * factor, 1))
    return round(low * factor, 1)


def _bounds(words: str) -> tuple[float | None, float | None]:
    text = words.lower().strip(" -.")
    extra = 0.5 if re.search(r"and (?:a|one) half", text) else 0.0
    text = re.sub(r"and (?:a|one) half", "", text)
    if re.search(r"\bhalf an?\b|\bhalf a\b", text):
        return 0.5, None
    if re.search(r"\b(?:few|several)\b", text):
        return None, None
    found = [
        value
        for word in _NUMBER.findall(re.sub(r"\b(?:to|or|a couple of|couple|of)\b", " ", text))
        if (value := number(word)) is not None
    ]
    if re.search(r"\bcouple\b", text):
        return 2.0, None
    if not found:
        return None, None
    return found[0] + extra, float(found[1]) if len(found) > 1 else None


def percent(words: str) -> Number | Range | None:
    """A share in percent: 70, a range, or a fraction in words.

    >>> percent("70%"), percent("50-60%"), percent("about half"), percent("fifty to sixty percent")
    (70, Range(lo=50.0, hi=60.0), 50, Range(lo=50.0, hi=60.0))
    """
    found = [float(value) for value in re.findall(r"\d+(?:\.\d+)?", words)]
    if not found and re.search(r"\bper ?cent\b|%", words, re.IGNORECASE):
        found = [float(value) for word in _NUMBER.findall(words.lower()) if (value := number(word)) is not None]
    if not found:
        text = words.lower()
        return next((share for name, share in _FRACTIONS.items() if name in text), None)
    if any(value > 100 for value in found):
        return None
    if len(found) > 1 and found[1] > found[0]:
        return Range(lo=found[0], hi=found[1])
    return _plain(found[0])


def _plain(value: float) -> Number:
    return int(value) if value == int(value) else value
