"""Days as charts write them, found in a line.

It stands apart because running lines, headings and signatures are all told by the days that stand in them.
"""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
DAY = (
    rf"(?<![\d/.*-])(?P<day>\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})|\d{{4}}[/-]\d{{1,2}}[/-]\d{{1,2}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}[ -]{_MONTH}[ -]\d{{4}})(?![\d/-])"
)
"""A day written out; not the inside of a masked one ("[**2020-2-17**]"). To be searched whatever the case."""
_DAY = re.compile(rf"(?i){DAY}")
BIRTH = re.compile(r"(?i)\b(?:d\.?o\.?b\b|born\b|birth ?date|birth|date of birth)")
"""The label of a birth date."""
_FIRST_YEAR = 1950


def year_of(written: int) -> int:
    """The year that is meant: of two digits 00-49 are 20xx, the rest 19xx (no chart of an adult's spine is
    older than 1950).

    >>> year_of(24), year_of(98), year_of(2024)
    (2024, 1998, 2024)
    """
    if written > 99:
        return written
    return written + (2000 if written < 50 else 1900)


def days_in(line: str) -> list[str]:
    """The days of a line as written, in order.

    >>> days_in("OFFICE VISIT 9/4/2024, next Oct 16, 2024")
    ['9/4/2024', 'Oct 16, 2024']
    """
    return [found["day"] for found in _DAY.finditer(line)]


def day_of_words(words: str) -> date | None:
    """The day that the words mean, months before days as in the United States, two digits of a year as in `year_of`;
    None where the calendar has no such day.

    >>> day_of_words("3/4/24"), day_of_words("17 Mar 2023"), day_of_words("13/13/2024")
    (datetime.date(2024, 3, 4), datetime.date(2023, 3, 17), None)
    """
    numbers = [int(figures) for figures in re.findall(r"\d+", words)]
    named = re.search(r"(?i)[a-z]{3}", words)
    if named is not None and named.group().lower() in _MONTHS and len(numbers) == 2:
        year, month, day = numbers[1], _MONTHS.index(named.group().lower()) + 1, numbers[0]
    elif len(numbers) == 3:
        year, month, day = numbers if numbers[0] > 31 else (numbers[2], numbers[0], numbers[1])
    else:
        return None
    try:
        found = date(year_of(year), month, day)
    except ValueError:
        return None
    return found if found.year >= _FIRST_YEAR else None
