"""Pages typed without capitals, with the capitals that its lines and sentences would begin with.

It stands apart because titles, labels and the ends of sentences are told by their capitals; what is cut by the text
with capitals is quoted from the record as it is, since each character keeps its place.
"""

import re
from dataclasses import replace

from chartcase.record import Record
from chartcase.segment.rules import SegmentRules

_LEAST_LETTERS = 120
_MOST_CAPITALS = 0.01
"""Capitals among the letters of a text typed without them: a stray name or level, where others have three to ten in a
hundred."""
_LABEL = re.compile(r"^\s*(?P<title>[a-z][^:\n.;?!]{0,60}?)\s*:(?=\s|$)")
_SENTENCE = re.compile(r"[.?!][\"')\]]*\s+[a-z]")
_ENDS = re.compile(r"[.:;?!]\s*$")
_LEVEL = re.compile(r"\b[clts]\d{1,2}\b")
_SIDE = re.compile(r"(?<![\w'/-])[lr](?= (?:[a-z]{4}|[CLTS]\d))")
_TITLE_WORDS, _WRAPPED = 8, 40


def with_capitals(record: Record, rules: SegmentRules) -> Record:
    """The record itself where its pages have capitals; else one of the same length in which the titles and sentences
    of pages without them have them."""
    pieces = [record.text[page.start : page.end] for page in record.pages]
    if not any(map(_lacks_capitals, pieces)):
        return record
    text = list(record.text)
    for page, piece in zip(record.pages, pieces, strict=True):
        if _lacks_capitals(piece):
            text[page.start : page.end] = _capitalised(piece, rules)
    return replace(record, text="".join(text))


def _lacks_capitals(text: str) -> bool:
    """Whether it is typed without them, but for lines in capitals throughout, such as a sender's stripe."""
    small = "".join(line for line in text.split("\n") if any(map(str.islower, line)))
    letters = sum(map(str.isalpha, small))
    return letters >= _LEAST_LETTERS and sum(map(str.isupper, small)) <= _MOST_CAPITALS * letters


def _capitalised(text: str, rules: SegmentRules) -> str:
    lines = text.split("\n")
    written = [_line(line, before, rules) for before, line in zip(["", *lines], lines, strict=False)]
    text = "\n".join(written)
    for shape in (_SENTENCE, _LEVEL, _SIDE):
        text = shape.sub(lambda match: match.group().upper(), text)
    return text


def _line(line: str, before: str, rules: SegmentRules) -> str:
    """One line: a known title in capitals, a label or the beginning of a paragraph with one."""
    label = _LABEL.match(line)
    title = label["title"] if label is not None else line.strip()
    short = len(title.split()) <= _TITLE_WORDS
    if short and rules.section(title) is not None:
        return line.replace(title, _of_same_length(title.upper(), title), 1)
    if short and title and not before.strip() and not _ENDS.search(line):
        return line.replace(title, _of_same_length(title.title(), title), 1)
    begins = label is not None or not before.strip() or _ENDS.search(before) or len(before.rstrip()) < _WRAPPED
    start = len(line) - len(line.lstrip())
    first = line[start : start + 1]
    return line[:start] + _of_same_length(first.upper(), first) + line[start + 1 :] if begins else line


def _of_same_length(new: str, old: str) -> str:
    """The new words, the old ones where a letter has no capital of its own."""
    return new if len(new) == len(old) else old
