"""How parts of a day are written that the finder of dates has no use for: a day without a year, a month, a feast.

It stands apart because here every such part must go, while a case is built on full dates alone.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from chartcase.deidentify.words import known
from chartcase.patterns import Pattern

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"  # noqa: E501
_FULL_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_NUMBERED = r"\d{1,2}(?:st|nd|rd|th)"
_UNITS = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
_LATER = (
    rf"(?:tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|twenty[ -]{_UNITS}|thirtieth|"
    r"thirty[ -]first)"
)
_ORDINAL = rf"(?:{_UNITS}|{_LATER})"
_YEAR = r"(?:,?[ ](?:nineteen|twenty)[ -][a-z]+(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
_M, _D = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_AFTER = (
    r"(?:on|dated|seen|since|until|dos|doi|dob|by|before|after|due|next|rtc|labs?|mri|emg|x-?rays?|follow-?up|f/u|recheck|"
    r"appt|appointment|thru|through|held|mon|tues?|wed|thurs?|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|sched(?:uled)?|of|visit|called|scheduled for|signed|typed|dict(?:ated)?|"
    r"rec'?d|rcvd|received|reported|rptd|printed|coll(?:ected)?|sent|admitted|adm|disch(?:arged)?|onset|filled|faxed)"
)
_BEFORE = r"(?:mri|emg|ct|x-?rays?|esi|visit|note|labs?|injection|appt|surgery)"
# A weight, a share, a part of a row of doses follows no date.
_ENDS = r"(?:[^\w/.%-]|[.,;:)]|$)"

# What belongs to the days of a note, whatever the case; the group `x`, where there is one, is what goes.
_ANY_CASE = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?[ -]?(?:day[ ])?(?:of[ ])?{_MONTH}\.?[ ,-]{{0,2}}'?(?:(?:19|20)?\d{{2}})?\b",
    rf"\b{_MONTH}[ .-]{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?(?:[ ,-]{{1,2}}(?:19|20)?\d{{2}})?\b",
    rf"\b(?:the[ ])?{_ORDINAL}[ ](?:day[ ])?of[ ]{_FULL_MONTH}{_YEAR}?\b",
    rf"\b{_FULL_MONTH},?[ ](?:the[ ])?{_ORDINAL}\b{_YEAR}?",
    rf"\bthe[ ](?P<x>{_NUMBERED}|{_LATER})(?:[.,;)\n]|$|[ ](?:at|and|to|with|by|for|of|she|he|that)\b)",
    rf"\b{_AFTER}[ :(]{{1,2}}(?P<x>{_M}[/-]{_D}){_ENDS}",
    rf"\b(?P<x>{_M}/{_D})(?:[:]|[ ]{_BEFORE}\b)",
    rf"(?:^|[^\w/.,-])(?P<x>{_M}/(?:1[1-9]|2\d|3[01])){_ENDS}",
    rf"(?:^|[|\n])[ \t]*(?P<x>{_M}[/-]{_D})(?:[ ]{{1,2}}|:)[A-Za-z]",
    # a grade, a score or a share is never more than the whole of which it is counted, and the wholes are few
    rf"(?:^|[^\w/.,+-])(?P<x>(?:1[0-2]/[1-9]|9/[1-8]|8/[1-7]|7/[1-6]|6/[1-5]|5/[1-4]|4/[1-3]|3/[12]|2/1)){_ENDS}",
    rf"(?:^|[^\w/.,+-])(?P<x>0?[1-9]/0?[789]){_ENDS}",
    rf"(?:^|[^\w/.,+-])(?P<x>(?:0[1-9]/(?:0[1-9]|1\d)|(?:0?[1-9]|1[0-2])/0[1-9])){_ENDS}",
    r"(?:^|[^\w/.-])(?P<x>(?:0?[1-9]|1[0-2])[ ](?:0?[1-9]|[12]\d|3[01])[ ](?:19|20)?\d{2})(?:[\n.,;]|[ ]{2}|$)",
    rf"\b(?:dob|born|b\.|bday|birth\w*|d\.o\.b\.?)[ :.]*(?P<x>{_M}[ ./-]{_D}(?:[ ./-](?:19|20)?\d{{2}})?)\b",
    r"\b(?P<x>(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:19|20)?\d{2})(?:[ \n,;.]|$)",
    rf"\b(?P<x>(?:0?[1-9]|[12]\d|3[01])[ -]?{_MONTH}[ -]?'?(?:19|20)?\d{{0,4}})\b",
    rf"\b(?:(?:last|next|this|on|until|til|since|by|each|every)[ ])?(?P<x>(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?:[ ]the[ ]{_NUMBERED})?)\b",  # noqa: E501
    rf"\b(?P<x>(?:mon|tues?|wed|thurs?|thu|fri|sun)\b\.?,?[ ]{_M}[/-]{_D})\b",
    r"\b(?:last|next|this|on|until|til|since|by)[ ](?P<x>mon|tues?|wed|thurs?|thu|fri|sat|sun)\b",
    r"\b(?P<x>[ivx]{1,4}[-.][ivx]{1,4}[-.](?:19|20)?\d{2}|[0-3]?\d[-.][ivx]{1,4}[-.](?:19|20)?\d{2}|[ivx]{1,4}-[ivx]{1,4}-\d{2})\b",
    r"\bthe[ ](?P<x>\d{1,2}(?:st|nd|rd|th))[ ]",
    r"\b(?:mo(?:nth)?)[ :.]*(?P<x>\d{1,2}[ ]*day[ :.]*\d{1,2})\b",
    r"\b(?P<x>\d{1,2}\.[ivx]{1,4}\.\d{2,4})\b",
    rf"\b(?:in|since|last|this|next|until|by|early|late|mid)[ -](?P<x>{_MONTH})\.?(?:[ .,;)\n]|$)",
)  # fmt: skip
_CASED = (
    r"\b(?P<x>Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec)\b",
    r"\b(?P<x>Mar|Jun|Jul):",
    r"\b(?P<x>Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sun)\b",
    r"\b(?P<x>MON|TUES?|WED|THURS?|FRI|SUN)\b",
    r"\b(?P<x>(?:JAN|FEB|APR|AUG|SEPT?|OCT|NOV|DEC)(?:UARY|RUARY|IL|UST|EMBER|OBER)?)\b",
)  # fmt: skip
# Words as well, in small letters.
_WORDS_TOO = frozenset({"lent", "advent", "epiphany", "passover"})


@lru_cache(maxsize=1)
def _patterns() -> tuple[Pattern, ...]:
    feasts = [day.capitalize() if day in _WORDS_TOO else f"(?i:{day})" for day in known().holidays]
    return (
        *(Pattern(source) for source in _ANY_CASE),
        *(Pattern(source, cased=True) for source in _CASED),
        Pattern(rf"\b(?:{'|'.join(feasts)})(?:[ ](?:eve|day|of))?(?:[ ]'?(?:19|20)?\d{{2}})?\b", cased=True),
    )


def days_in(data: bytes) -> Iterator[tuple[int, int]]:
    """Spans of parts of days in an ASCII text; they may overlap each other and full dates."""
    for hit in chain.from_iterable(pattern.find_all(data) for pattern in _patterns()):
        yield hit.spans["x"] if "x" in hit.groups else (hit.start, hit.end)
