"""The documents of a record: where one ends and the next begins, and what each is.

It stands apart because one fax holds many documents, and who speaks depends on which of them a sentence stands in.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from chartcase.fact import Speaker
from chartcase.record import Furniture, FurnitureKind, Page, Record
from chartcase.segment.lines import looks_like_heading
from chartcase.segment.outline import Document
from chartcase.segment.rules import SegmentRules
from chartcase.segment.stream import fold

_TITLE_LINES = 20
_OPENING_LINES = 6
_SEPARATOR = re.compile(
    r"(?i)\W*(?:attachment|exhibit|document|enclosure|tab|item)\s+(?:[a-z]|\d{1,3})\b|[=*#-]{3,}.*\b(?:document"
    r"|attachment|exhibit)\b"
)
_LATER_PAGE = re.compile(r"(?i)\bpage\s*(?:[2-9]|\d\d+)\b")
_ITEM = re.compile(r"\s*(?:[\u2022\u00b7\u25cf*]|-\s|\d{1,2}[.)]\s)")
_TITLE_WIDTH = 120
_LEAST_WEIGHT = 2
_GOLD_KINDS = {
    "hearing_decision": "iro_decision",
    "cover": "packet",
    "examination_report": "clinical_note",
    "request_form": "clinical_note",
}


def documents_of(record: Record, rules: SegmentRules, furniture: Sequence[Furniture]) -> tuple[Document, ...]:
    """The documents in order; a page that opens with a title begins one, unless it is numbered as a later page of its
    own."""
    by_page: dict[int, list[Furniture]] = defaultdict(list)
    for item in furniture:
        by_page[record.page_at(item.start).number].append(item)
    starts = [
        page.start
        for index, page in enumerate(record.pages)
        if index == 0 or _titled(record, page, rules, by_page[page.number])
    ]
    bounds = zip(starts, [*starts[1:], len(record.text)], strict=True)
    return tuple(_document(record, index, start, end, rules) for index, (start, end) in enumerate(bounds))


def _titled(record: Record, page: Page, rules: SegmentRules, furniture: Sequence[Furniture]) -> bool:
    if any(
        _LATER_PAGE.search(record.text[item.start : item.end])
        for item in furniture
        if item.kind is not FurnitureKind.FAX
    ):
        return False
    marked = {record.text[item.start : item.end] for item in furniture}
    opening = [line for line in record.text[page.start : page.end].split("\n") if line.strip() and line not in marked]
    if opening and _SEPARATOR.match(opening[0]):
        return True
    titles = [_ascii(line).strip() for line in opening[:_OPENING_LINES] if _can_be_title(line)]
    return any(rules.title_set.matching(line) for line in titles)


def _can_be_title(line: str) -> bool:
    """A heading, or a short line of a form ("EXAM: MRI LUMBAR SPINE   DATE: ..."); never a list item or running
    prose."""
    bare = line.strip()
    if _ITEM.match(line) or bare[:1].islower():
        return False
    return looks_like_heading(line) or (
        len(bare) <= _TITLE_WIDTH and bare[-1] not in ".,;" and (":" in bare or "  " in bare)
    )


def _document(record: Record, index: int, start: int, end: int, rules: SegmentRules) -> Document:
    text = record.text[start:end]
    kind = kind_of(text, rules)
    speaker = rules.document_speakers.get(kind, Speaker.UNKNOWN)
    title = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return Document(index, _GOLD_KINDS.get(kind, kind), start, end, speaker, title[:120], asks=kind == "request_form")


def kind_of(text: str, rules: SegmentRules) -> str:
    """The kind whose cues weigh most; title cues count in the first lines only; clinical_note where too few speak."""
    head, whole = _head(text), _ascii(text)
    weights = dict.fromkeys(rules.document_kinds, 0)
    titles = {at for line in head for at in rules.title_set.matching(line)}
    told = [cue for at, cue in enumerate(rules.title_cues) if at in titles]
    told.extend(cue for cue in rules.document_cues if cue.pattern.found(whole))
    for cue in told:
        weights[cue.name] += cue.weight
    decisions = {kind: weight for kind, weight in weights.items() if kind in rules.decision_kinds}
    strongest = max(decisions.values(), default=0)
    contenders = decisions if strongest >= rules.decisive and weights["cover"] < strongest else weights
    best = max(contenders, key=lambda kind: contenders[kind])
    return best if weights[best] >= _LEAST_WEIGHT else "clinical_note"


def _head(text: str) -> list[bytes]:
    """The first lines that can be titles: short ones, and a question however long."""
    lines = [line.strip() for line in text.split("\n", 60)[:60] if line.strip()][:_TITLE_LINES]
    return [_ascii(line) for line in lines if len(line) <= _TITLE_WIDTH or line.endswith("?")]


def _ascii(text: str) -> bytes:
    if text.isascii():
        return text.encode("ascii")
    return "".join(fold(character) if character not in "\n\t" else character for character in text).encode("ascii")
