"""Where an entry of a retold history begins, and what its source is: a dated line, a table's row, a title with its day.

It stands apart because reviewers list what they read in many shapes, and whoever speaks in an entry is told by its
source alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from chartcase.fact import Speaker
from chartcase.patterns import Pattern
from chartcase.segment.rules import EncounterRule

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{2,6})?\.?"
_DAY = (
    r"(?P<date>\[\*\*[^\]]{1,30}\*\*\]|\[DATE\]|<DATE>|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|[Xx]{{2,4}}/[Xx]{{2,4}}(?:/[Xx]{{2,4}})?|{_MONTH} \d{{1,2}}, \d{{4}})"
)
_DATED = re.compile(rf"\s{{0,8}}(?:[\u2022*-]\s{{0,4}})?{_DAY}\s*(?P<mark>[:\u2013\u2014]|-\s|\.\s|,\s|\n)\s*(?=\S)")
_SOURCED = re.compile(
    rf"\s{{0,8}}(?:[\u2022*-]\s{{0,4}})?{_DAY}(?:,\s+|\s*[-\u2013\u2014|/]\s*|\s+(?=[A-Za-z]|\())"
    r"(?P<source>[^:\n;]{3,80}?):(?=\s)"
)
_LABELLED = re.compile(
    r"\s{0,8}(?:[\u2022*-]\s{0,4})?"
    r"(?P<source>[A-Z][^:\n;|]{1,60}?)(?:,? (?:of|from|on|dated)|,|\s[-\u2013\u2014])?"
    rf"\s+\(?{_DAY}\)?"
    r"(?P<behind>[^:\n;|.]{0,50}):(?=\s)"
)
_TITLED = re.compile(
    rf"\s*(?P<source>[A-Z][^:\n;|]{{1,60}}?)(?:,? (?:of|from|on|dated)|[,:]|\s[-\u2013\u2014])?\s+\(?{_DAY}\)?"
    r"(?P<behind>[^:\n;|.]{0,50}):?\s*$"
)
_ROW = re.compile(
    r"\s{0,8}(?:\|\s{0,8})?(?:#?\d{1,2}\.?\s{0,8}\|\s{0,8})?(?P<first>[^|\n]{2,60})\|(?P<second>[^|\n]{2,80})\|"
)
_ALONE = re.compile(rf"\(?{_DAY}\)?$")
_NAMES_SOURCE = Pattern(
    r"^(?:[a-z'&-]+ ){0,4}?(?:(?:office|clinic|follow-?up|progress|visit|consult[a-z]*|chart|procedure|operative|op"
    r"|therapy|pt|discharge|new patient|initial|h&p|re-?check|recheck|er|emergency|mri|ct|x-?rays?|emg|ncs|ncv|ur"
    r"|utili[sz]ation|denial|appeal|reconsideration|rehab(?:ilitation)?|evaluation|examination|exam|physical exam"
    r"|radiology|imaging)\b|dr\.? )"
    r"|^(?:the )?(?:health )?(?:plan|carrier|insurer|payer)(?:,? (?:1st|2nd|first|second|initial)|(?:'s)? (?:review"
    r"|decision|letter))"
    r"|\b(?:m\.?d|d\.?o|pa-?c|n\.?p|fnp|aprn|d\.?c|d?\.?p\.?t)\b\.?"
)
"""A source is named by its sort of paper, or by a name with its credentials."""
_IN_PROSE = Pattern(r"^(?:on|at|in|the|per|from|by|as|after|before|since|until|and|but|with|an?|his|her|this|that) ")
_TELLS = Pattern(
    r"^[ ,)]*(?:the|he|she|was|were|is|are|had|has|we|i|it|which|who|shows?|showed|reports?|notes?|says?|said|reads?) "
)
_TITLES_SOURCE = Pattern(
    r"^(?:physical |clinical |office |clinic |spine |neuro[a-z]* |orthop[a-z]* |pain )*(?:exam(?:ination)?|evaluation"
    r"|consult(?:ation)?|visit|note|follow-?up)(?: findings| note| report)?\b|^dr\.? [a-z-]+$"
)
_MASKED_DAY = rf"(?:{_DAY.replace('?P<date>', '')}|[Xx]{{2,8}}|_{{2,}})"
_REVIEW = (
    r"(?:utili[sz]ation[- ]review|utili[sz]ation management|peer[- ]review|(?:UR|ur)\b|pre-?authorization"
    r"|(?:notice of )?(?:adverse|reconsideration|appeal|non-?certification|denial))"
)
_DECIDER = r"[A-Z][^,;:\n]{1,40}, ?(?:M\.?D|D\.?O|D\.?C|PhD)\.?,?"
_REFUSES = (
    r"(?:(?:again |also |then |subsequently |has |had )?(?:upheld|denied|non-?certified|certified"
    r"|did not certify|declined|refused|determined|opined|recommended))"
)
_OF_REVIEW = re.compile(
    rf"\s*(?:(?:Per|According to|In|As per|On|By) )?(?:(?:an?|the|A|An|The) )?(?:(?:initial|first|second|prior|previous"
    rf"|subsequent|Initial|First|Second|Prior|Previous|Subsequent) )?(?i:{_REVIEW})\b(?:[ /-][a-z]+){{0,5}}"
    rf"\s+(?:(?:letter|report|decision|notice)\s+)?(?:dated|of|on|from|by|completed|performed|was|issued)\s"
    rf"|\s*On {_MASKED_DAY}, (?:an? |the )?(?i:{_REVIEW})\b[^.:;]{{0,60}}\b(?:was|were|by|denied|upheld)\s"
    rf"|\s*(?:On|In) (?:an? |the )?(?:letter |notice |determination |review )?(?:dated )?{_MASKED_DAY},? {_DECIDER}"
    rf"\s{_REFUSES}\s"
)
"""A paragraph that retells a denial begins with the review and its day, or with the doctor who refused."""
_DECISION = Pattern(
    r"\b(?:upheld|denied|denial|(?:non|not)[- ]?certified|non-?certification|not (?:medically )?(?:necessary|approved"
    r"|recommended|supported|warranted|indicated)|adverse determination (?:was|is)|not certify)\b"
)
_NOT_ALL_OF_IT = Pattern(
    r"\b(?:i (?:find|agree|disagree|uphold|overturn)|this reviewer|(?:is|are) (?:upheld|overturned)|iro"
    r"|independent review)\b"
)
"""A paragraph in which whoever decides has the word as well."""
_STUDIES = frozenset({"imaging", "electrodiagnostic", "therapy"})
_SAID_BY_CLINIC = EncounterRule(kind="visit", speaker=Speaker.TREATING, pattern="")
_BY_A_PAYER = EncounterRule(kind="utilization_review", speaker=Speaker.UR, pattern="")
_A_DAY = re.compile(rf"(?P<date>{_MASKED_DAY})")
_DAY_NEAR = 30
"""Characters behind a denial's first words in which its day stands, at most."""


class Form(StrEnum):
    """How an entry begins: with its day, as a label that names a study or a therapist's paper, as a row, as a title, or
    as a paragraph that tells of a denial."""

    DATED = "dated"
    STUDY = "study"
    ROW = "row"
    TITLE = "title"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Opening:
    """An entry that a paragraph begins: its rule, and its day as joined-text [start, end); `end`: where its head
    ends."""

    form: Form
    rule: EncounterRule
    start: int
    stop: int
    end: int


Rules = Sequence[tuple[Pattern, EncounterRule]]


def opening_of(joined: str, rules: Rules, *, review: bool, retells: bool) -> Opening | None:
    """The entry that a paragraph begins, or None; only a `review` lists sources in rows and titles, and only one that
    `retells` in labels or prose: in an assessment what stands behind "MRI 2/2/2024:" is its author's summary."""
    if review:
        opening = _row(joined, rules) or (retells and _by_label(joined, rules)) or None
        if opening is not None:
            return opening
    dated = _dated(joined, rules)
    if dated is not None or not review:
        return dated
    return _title(joined) or (_retold_denial(joined) if retells else None)


def _dated(joined: str, rules: Rules) -> Opening | None:
    match = _DATED.match(joined)
    if match is None:
        return None
    head = _plain(joined[match.end() : match.end() + 90])
    rule = _rule(head, rules)
    if match["mark"].startswith(",") and (rule is None or head[:1].isdigit() or b"," in head[:40].split(b".")[0][:12]):
        return None
    return Opening(Form.DATED, rule or _SAID_BY_CLINIC, match.start("date"), match.end("date"), match.end())


def _by_label(joined: str, rules: Rules) -> Opening | None:
    by_source = _named(_SOURCED.match(joined), rules, labelled=False)
    return by_source or _named(_LABELLED.match(joined), rules, labelled=True)


def _named(match: re.Match[str] | None, rules: Rules, *, labelled: bool) -> Opening | None:
    """An entry whose head names source and day and ends with a colon; `labelled`: the source stands first."""
    if match is None:
        return None
    source = _plain(match["source"])
    behind = _plain(match.groupdict().get("behind") or "")
    if not _NAMES_SOURCE.found(source) or _IN_PROSE.found(source) or _TELLS.found(behind):
        return None
    rule = _rule(source, rules) or _SAID_BY_CLINIC
    form = Form.STUDY if labelled and rule.kind in _STUDIES else Form.DATED
    return Opening(form, rule, match.start("date"), match.end("date"), match.end())


def _row(joined: str, rules: Rules) -> Opening | None:
    """A table's row that begins with its day and its source, in either order."""
    match = _ROW.match(joined)
    if match is None:
        return None
    for day, source in (("first", "second"), ("second", "first")):
        found = _ALONE.match(match[day].strip())
        if found is not None:
            named = _plain(match[source].strip())
            if not _NAMES_SOURCE.found(named):
                return None
            rule = _rule(named, rules) or _SAID_BY_CLINIC
            origin = match.start(day) + len(match[day]) - len(match[day].lstrip())
            return Opening(Form.ROW, rule, origin + found.start("date"), origin + found.end("date"), match.end())
    return None


def _title(joined: str) -> Opening | None:
    """A title that names an examination or a visit with its day ("Examination (Dr. Kessinger, 08/27/2025)")."""
    match = _TITLED.match(joined)
    if match is None or not _TITLES_SOURCE.found(_plain(match["source"])):
        return None
    return Opening(Form.TITLE, _SAID_BY_CLINIC, match.start("date"), match.end("date"), 0)


def _retold_denial(joined: str) -> Opening | None:
    """A paragraph that tells who refused the service, when and why, in prose."""
    match = _OF_REVIEW.match(joined)
    if match is None:
        return None
    words = _plain(joined)
    if "." not in joined or not _DECISION.found(words) or _NOT_ALL_OF_IT.found(words):
        return None
    day = _A_DAY.search(joined, 0, match.end() + _DAY_NEAR)
    start, stop = day.span("date") if day is not None else (match.start(), match.start())
    return Opening(Form.PROSE, _BY_A_PAYER, start, stop, match.end())


def _rule(head: bytes, rules: Rules) -> EncounterRule | None:
    return next((rule for pattern, rule in rules if pattern.search(head)), None)


def _plain(words: str) -> bytes:
    return re.sub(r"[^\x20-\x7e]+", " ", words).encode("ascii").lower()
