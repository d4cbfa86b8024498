"""Which words at the start of a sentence are the title of a section that shares its line with what stands in it.

It stands apart because charts write such a title in four ways, and only one of them has a colon.
"""

import re
from dataclasses import replace

from chartcase.record import Record
from chartcase.segment.rules import SegmentRules

_LABEL = re.compile(r"\s*(?P<title>(?:\(?\d{1,2}[.)]\s*)?[A-Za-z][^:\n.;?!]{0,110}?)\s*:(?=\s|$)")
_ANGLED = re.compile(r"(?m)(?:^[ \t]{0,8}|[.;] {1,4})(?P<title>[A-Z][A-Za-z/&]{0,6}(?: [A-Za-z/&]{1,8})?)>(?=\s)")
_LEAST_ANGLED = 2
"""Known titles with an arrow's head from which it is how the chart writes them."""
_STOPPED = re.compile(r"\s*(?P<title>[A-Z][A-Za-z/&' -]{2,40})\.\s*$")
_BARE = re.compile(
    r"(?P<title>[A-Z][A-Z/&]{1,12}(?: [A-Z/&]{2,14}){0,2})\s+(?=[a-z0-9+]|[A-Z][a-z])"
    r"(?!(?:was|were|is|are|and|or|of|risk|ruled|excluded|protocol|work-?up)\b)"
)
_OF_CHARTS = frozenset(
    {
        "complaint",
        "history",
        "past_history",
        "surgical_history",
        "medications",
        "review_of_systems",
        "exam",
        "results",
        "assessment",
        "assessment_plan",
        "impression",
        "plan",
    }
)


def title_of(sentence: str, rules: SegmentRules, *, first: bool, review: bool) -> str | None:
    """The title that a sentence begins with, or that it is; None where it has none.

    `first`: it is the first of its paragraph; `review`: it stands in a letter, a decision or an assessment.
    """
    label = _LABEL.match(sentence) or _stopped(sentence, rules, opens=first and review)
    if label is None and first and not review:
        label = _bare(sentence, rules)
    return label["title"] if label is not None else None


def with_colons(record: Record, rules: SegmentRules) -> Record:
    """The record itself; where its chart ends titles with an arrow's head ("FH> mother: DM"), one of the same length in
    which they end with a colon."""
    found = list(_ANGLED.finditer(record.text)) if ">" in record.text else []
    if sum(rules.section(label["title"]) is not None for label in found) < _LEAST_ANGLED:
        return record
    text = list(record.text)
    for label in found:
        text[label.end() - 1] = ":"
    return replace(record, text="".join(text))


def _stopped(sentence: str, rules: SegmentRules, *, opens: bool) -> re.Match[str] | None:
    """A known title that is a sentence of its own: in capitals ("EXAMINATION."), or the first of a paragraph in a
    review ("Rationale.")."""
    label = _STOPPED.match(sentence)
    if label is None or rules.section(label["title"]) is None:
        return None
    return label if label["title"].isupper() or opens else None


def _bare(sentence: str, rules: SegmentRules) -> re.Match[str] | None:
    """A known title of a chart in capitals that no colon parts from what follows ("EXAM walks without a limp")."""
    label = _BARE.match(sentence)
    rule = rules.section(label["title"]) if label is not None else None
    return label if rule is not None and rule.kind in _OF_CHARTS else None
