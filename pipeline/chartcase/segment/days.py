"""Days as charts write them, found in a line.

It stands apart because running lines, headings and signatures are all told by the days that stand in them.
"""

import re

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = re.compile(
    rf"(?i)(?<![\d/.-])(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})|\d{{4}}[/-]\d{{1,2}}[/-]\d{{1,2}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}[ -]{_MONTH}[ -]\d{{4}})(?![\d/-])"
)
BIRTH = re.compile(r"(?i)\b(?:d\.?o\.?b\b|born\b|birth ?date|birth|date of birth)")
"""The label of a birth date."""


def days_in(line: str) -> list[str]:
    """The days of a line as written, in order.

    >>> days_in("OFFICE VISIT 9/4/2024, next Oct 16, 2024")
    ['9/4/2024', 'Oct 16, 2024']
    """
    return [found.group() for found in _DAY.finditer(line)]
