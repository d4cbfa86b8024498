"""Rows of a reviewer's checklist: which words of a row are the criterion's, and where what the record shows begins.

It stands apart because a criterion and its answer share a line, a row or an item, and only the answer speaks of the
patient.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from chartcase.patterns import Pattern
from chartcase.segment.lines import Paragraph

_NAMES_CRITERIA = Pattern(
    r"\b(?:criteri(?:a|on)|policy|policies|checklist|elements?|requirements?|guidelines?|standards?|indications?|rules?)\b"
)
_OF_ONE_CASE = Pattern(
    r"\b(?:he|she|his|her|him|left|right|bilateral(?:ly)?|was|were|had|did|does|is|are|has|denies|reports?|continues?"
    r"|attended|completed|tried|stopped|took|takes|this|the patient|the claimant|the member|xx/xx|mg|ongoing)\b"
    r"|\bdaily(?:[.,;)]|$)|\b(?:19|20)\d\d\b|\d/\d|\[date\]|\b[clst]\d|\b\d+ (?:visits|sessions)\b"
)
"""Words that a criterion lacks: sides, days, doses, persons, and whatever happened."""
_BOUNDS = Pattern(
    r"\b(?:at least|or (?:more|greater|longer|better)|within|fail(?:ure|ed|s)?|unless|or|documented|no|weeks?|months?"
    r"|minimum|with|that|guidance|must|should|trial|absence|presence|evidence|confirmed|adequate|appropriate)\b|%"
)
_EXCEPT = re.compile(r"(?i)\bunless\b.*", re.DOTALL)
_LEAST_WORDS = 4
_VERDICT = (
    r"(?:[.:;,?]|\s[-\u2013\u2014])?\s{1,3}[(\[]?(?:is |are )?(?:(?:not|partially|NOT|PARTIALLY) )?"
    r"(?:MET|Met|met|SATISFIED|Satisfied|satisfied|YES|Yes)\b\s?[)\]]?"
)
_ANSWERED = re.compile(rf"(?P<criterion>.{{12,220}}?){_VERDICT}\s?(?:[:.;,-]|\s?(?=\()|->)\s*(?=\S)", re.DOTALL)
_JUDGED = re.compile(rf"(?P<criterion>.{{12,220}}?){_VERDICT}\s?[.;]?\s*", re.DOTALL)
_PARTED = re.compile(r"(?P<criterion>[^|:>\u2192]{12,220}?)\s{0,4}(?:->|=>|\u2192|:|\|)\s+(?=\S)")
_MARK = re.compile(r"\s*(?:[-*\u2022]\s+|\[[ xX]?\]\s*|\(?(?P<number>\d{1,2}|[a-hA-H])[.)]\s+|#\d{1,2}[.:]?\s+)")
_ANSWER = re.compile(
    r"\s*(?:(?:not|partially) )?(?:MET|Met|met|Yes|YES|Satisfied|SATISFIED|Documented|Shown|Present)\b\s?[:.,;(-]"
)
_LABELLED = re.compile(
    r"(?i)\s*(?:criterion|requirement|element|indication|standard)\s*(?:#?\d+|[a-h])?\s*[:.)-]\s+(?P<criterion>.+)",
    re.DOTALL,
)
_ANSWER_LABEL = re.compile(
    r"(?i)(?:the )?(?:(?:chart|record|clinical|documented|patient) )?(?:evidence|records?|findings?|facts?"
    r"|documentation|response|chart|met by|shown by)"
    r"(?: (?:found|shows?|submitted|provided|in the (?:record|chart|file)|on file))?"
)
_ONLY_VERDICT = re.compile(
    r"(?i)[\s|]*(?:(?:not|partially|appears?) )*(?:met|satisfied|fulfilled|yes|no|n/?a|unknown|unclear)\W*"
)
_STARTS = re.compile(r"\s*[A-Z0-9]")
_LEAST_ROWS = 3


def names_criteria(title: str) -> bool:
    """Whether a heading or a line before a list says that criteria follow."""
    return _NAMES_CRITERIA.found(_plain(title))


def is_criterion(words: str) -> bool:
    """Whether words say what is demanded: of nobody in particular, with a bound, a denial or a choice.

    >>> is_criterion("Six weeks of conservative treatment"), is_criterion("Six weeks of therapy, no help on the left")
    (True, False)
    """
    bare = _EXCEPT.sub("unless", words[mark.end() :] if (mark := _MARK.match(words)) else words)
    data = _plain(bare)
    return len(bare.split()) >= _LEAST_WORDS and not _OF_ONE_CASE.found(data) and _BOUNDS.found(data)


def answer_start(row: str, *, listed: bool) -> int:
    """Offset behind the criterion and its verdict in a row, 0 where the row has none; only where criteria are `listed`
    does a bare colon or bar part the two.

    >>> answer_start("1. Failure of NSAIDs or acetaminophen - Met: Naproxen failed.", listed=False)
    46
    """
    for match in (_ANSWERED.match(row), _PARTED.match(row) if listed else None):
        if match is not None and is_criterion(match["criterion"]):
            return 0 if _ONLY_VERDICT.fullmatch(row[match.end() :]) else match.end()
    return 0


def verdict_start(row: str) -> int:
    """Offset of the verdict behind a criterion, 0 where there is none."""
    match = _ANSWERED.match(row)
    if match is None:
        return 0
    words = row[match.end("criterion") :]
    return len(row) - len(words.lstrip(" .:;,?-"))


def is_answered(sentence: str, after: str) -> bool:
    """Whether a sentence is a criterion by its label, one that the sentence `after` it answers, or one with its verdict
    that more follows."""
    labelled = _LABELLED.fullmatch(sentence)
    if labelled is not None:
        return is_criterion(labelled["criterion"])
    if _ANSWER.match(after):
        return is_criterion(sentence)
    judged = _JUDGED.fullmatch(sentence) if after else None
    return judged is not None and is_criterion(judged["criterion"])


def is_answer_label(label: str) -> bool:
    """Whether a label stands before what a record shows ("Evidence", "Record")."""
    return _ANSWER_LABEL.fullmatch(label.strip()) is not None


def parted(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, with the line of each criterion of a list apart from the answer in the lines below it."""
    rows = {at for at, one in enumerate(paragraphs) if _is_row(one.lines[0].text)}
    if len(rows) < _LEAST_ROWS:
        return list(paragraphs)
    result: list[Paragraph] = []
    for at, one in enumerate(paragraphs):
        if at in rows and len(one.lines) > 1 and _STARTS.match(one.lines[1].text):
            result += [replace(one, lines=one.lines[:1]), replace(one, lines=one.lines[1:], blank_before=False)]
        else:
            result.append(one)
    return result


def answered_below(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Which paragraphs are criteria, numbered in one list, that other paragraphs below each of them answer."""
    marked = [at for at, one in enumerate(paragraphs) if _is_numbered(one.lines[0].text)]
    rows = [at for at in marked if len(paragraphs[at].lines) == 1 and _is_row(paragraphs[at].lines[0].text)]
    last = len(paragraphs) - 1
    answered = [at for at in rows if at < last and not _is_numbered(paragraphs[at + 1].lines[0].text)]
    return frozenset(answered if len(answered) >= _LEAST_ROWS else ())


def _plain(words: str) -> bytes:
    return words.encode("ascii", "replace")


def _is_numbered(line: str) -> bool:
    mark = _MARK.match(line)
    return mark is not None and mark["number"] is not None


def _is_row(line: str) -> bool:
    return _is_numbered(line) and is_criterion(line)
