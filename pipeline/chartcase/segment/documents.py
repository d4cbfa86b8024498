"""The documents of a record: where one ends and the next begins, and what each is.

It stands apart because one fax holds many documents, and who speaks depends on which of them a sentence stands in.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, takewhile
from operator import itemgetter

from chartcase.fact import Speaker
from chartcase.patterns import PatternSet
from chartcase.record import Furniture, FurnitureKind, Page, Record
from chartcase.segment.authorship import RETELLING, day_of
from chartcase.segment.days import days_in
from chartcase.segment.lines import cut, looks_like_heading, placed_lines
from chartcase.segment.numbering import page_marks
from chartcase.segment.outline import Document
from chartcase.segment.page_start import PageView
from chartcase.segment.rules import Cue, SegmentRules
from chartcase.segment.seams import NAMES_PATIENT, is_marker, seams
from chartcase.segment.stream import fold

_TITLE_LINES, _HEAD_LINES = 20, 60
_OPENING_LINES = 6
_SEPARATOR = re.compile(
    r"(?i)\W*(?:attachment|exhibit|document|enclosure|tab|item)\s+(?:[a-z]|\d{1,3})\b|[=*#-]{3}.*\b(?:document"
    r"|attachment|exhibit)\b"
)
_LATER_PAGE = re.compile(r"(?i)\bpage\s*(?:[2-9]|\d\d+)\b")
_ITEM = re.compile(r"\s*(?:[\u2022\u00b7\u25cf*]|-\s|\d{1,2}[.)]\s)")
_TITLE_WIDTH = 120
_LEAST_COUNTED = 3
_NAMED_LINES, _NAMED_WIDTH = 4, 60
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_SAME_HEADING = 0.85
"""Share of letters in the same order."""
_LEAST_WEIGHT = 2
_CUE_WORTH = 0.25
"""Natural logarithms that one point of a cue's weight is worth beside the model: chosen with the authors of corpora/dev
and the voices of corpora/document_heads.yaml left out (models/document_kind/card.md)."""
_PART_OF = {"examination_report": "clinical_note", "request_form": "clinical_note", "chart_sheet": "clinical_note"}
_QUOTES_NONE = frozenset({"therapy_note", "cover"})
"""Documents that hold no reports of others: such a heading in them begins one."""
_NAMED = frozenset({"examination_report", "request_form", "cover"})
"""Kinds that differ from a chart in what they are for, which only a cue says: their words are a chart's."""
_FORM_FROM = 9
"""Weight of cues from which what reads like a chart is a form that asks for a service."""
_NOTE = 200
"""Characters of a text too short for its words to tell more than which of its cues to believe."""
_TOLD = 8_000
"""Characters of an open document that tell whether it retells or quotes: of the texts of corpora/dev none speaks
otherwise behind them, and asking anew at each seam of a long one would take time that grows with its square."""
_PASSAGE = 1_000
"""Characters of a text too short for its words alone to tell a retelling from the chart."""
_LIKELY = -1.0
"""Natural logarithm of the model's probability from which a short text retells without one cue."""
_GOLD_KINDS = {
    "hearing_decision": "iro_decision",
    "cover": "packet",
    "examination_report": "clinical_note",
    "request_form": "clinical_note",
    "chart_sheet": "clinical_note",
}


def documents_of(record: Record, rules: SegmentRules, furniture: Sequence[Furniture]) -> tuple[Document, ...]:
    """The documents in order: where a page begins one by its title, by its number, or by how the page before it ends;
    a page that is numbered as a later one of its own document begins none."""
    views = page_views(record, rules, furniture)
    full = max((len(view.lines) for view in views), default=0)
    counted = len(views) >= _LEAST_COUNTED and {view.printed.of for view in views if view.printed} == {len(views)}
    opened = [
        page.start
        for index, page in enumerate(record.pages)
        if index == 0 or _begins(views[index - 1], views[index], full, rules, counted)
    ]
    starts = _with_inner(record, opened, rules, furniture)
    bounds = zip(starts, [*starts[1:], len(record.text)], strict=True)
    heads = {item.start for item in furniture if item.kind is FurnitureKind.FAX}
    return tuple(_document(record, index, start, end, rules, heads) for index, (start, end) in enumerate(bounds))


def page_views(record: Record, rules: SegmentRules, furniture: Sequence[Furniture]) -> tuple[PageView, ...]:
    """The pages as the model of page starts sees them."""
    by_page: dict[int, list[Furniture]] = defaultdict(list)
    for item in furniture:
        by_page[record.page_at(item.start).number].append(item)
    return tuple(
        PageView(
            tuple(_lines(record, page, by_page[page.number])),
            mark.printed,
            bool(title := _title(record, page, rules, by_page[page.number])),
            title,
            title in {record.text[item.start : item.end] for item in by_page[page.number]},
            day_of(list(_lines(record, page, [one for one in by_page[page.number] if one.kind is FurnitureKind.FAX]))),
        )
        for page, mark in zip(record.pages, page_marks(record, furniture), strict=True)
    )


def _begins(before: PageView, page: PageView, full: int, rules: SegmentRules, counted: bool) -> bool:
    """Whether a page begins a document; `counted`: one count of pages runs through the whole packet, and then only a
    title with its day begins one on a later page."""
    if (
        page.printed is not None
        and page.printed.number > 1
        and not (counted and page.titled and (page.day or days_in(page.title)))
    ):
        return False
    if _SEPARATOR.match(page.title):
        return True
    if page.titled and _is_same(before.title, page.title):
        # the head of one document on each of its pages, or the next visit of a practice
        return page.day != before.day or (page.day is None and not page.runs)
    return page.titled or rules.start_model.begins(before, page, full)


def _is_same(title: str, other: str) -> bool:
    """Whether two headings are one, days left out, but for misread letters."""
    plain, also = (_NOT_LETTERS.sub(" ", heading).strip().lower() for heading in (title, other))
    return bool(plain) and SequenceMatcher(None, plain, also, autojunk=False).ratio() >= _SAME_HEADING


def _placed(record: Record, page: Page) -> Iterator[tuple[int, str]]:
    yield from placed_lines(record.text, page.start, page.end)


def _lines(record: Record, page: Page, furniture: Sequence[Furniture]) -> Iterator[str]:
    marked = {item.start for item in furniture}
    yield from (line for at, line in _placed(record, page) if at not in marked)


def _title(record: Record, page: Page, rules: SegmentRules, furniture: Sequence[Furniture]) -> str:
    """The line that opens a page as a document's title does, a running one too; "" where none does."""
    if any(
        _LATER_PAGE.search(record.text[item.start : item.end])
        for item in furniture
        if item.kind is not FurnitureKind.FAX
    ):
        return ""
    marked = {item.start for item in furniture if item.kind is not FurnitureKind.HEADER}
    opening = [line for at, line in _placed(record, page) if at not in marked]
    if opening and _SEPARATOR.match(opening[0]):
        return opening[0]
    titles = opening[:_OPENING_LINES]
    return next((line for at, line in enumerate(titles) if is_title(line, rules) or _is_named(titles, at, rules)), "")


def _is_named(opening: Sequence[str], at: int, rules: SegmentRules) -> bool:
    """Whether a short line beside the one that names the patient is a title, however it is written."""
    bare = " ".join(opening[at].split())
    beside = opening[max(at - 1, 0) : at + 2]
    return (
        at < _NAMED_LINES
        and len(bare) <= _NAMED_WIDTH
        and bare[:1].isupper()
        and bare[-1:] not in ".,;"
        and any(NAMES_PATIENT.match(line) for line in beside)
        and bool(rules.title_set.matching(_ascii(bare)))
    )


def is_title(line: str, rules: SegmentRules) -> bool:
    """Whether a line can be a title and is one of a document, however its words are spaced."""
    return bool(title_kinds(line, rules))


def title_kinds(line: str, rules: SegmentRules) -> frozenset[str]:
    """The kinds of documents that a line is a title of."""
    if not _can_be_title(line):
        return frozenset()
    return frozenset(rules.title_cues[at].name for at in rules.title_set.matching(_ascii(" ".join(line.split()))))


def _with_inner(
    record: Record, opened: Sequence[int], rules: SegmentRules, furniture: Sequence[Furniture]
) -> list[int]:
    """The starts with those inside pages; what a review retells, heading and all, begins no document."""
    marked = {item.start: item.kind for item in furniture}
    stripes = {start for start, kind in marked.items() if kind is FurnitureKind.FAX}
    starts = set(opened)
    before = _OpenDocument(0)
    for page in record.pages:
        if page.start in starts:
            before = _OpenDocument(page.start)
        lines = tuple(_placed(record, page))
        for seam in seams(record.text, lines, marked, lambda line: title_kinds(line, rules)):
            if seam.marked:
                begins = _begins_behind(lines, seam.start, rules)
            else:
                kind = before.kind_at(seam.start, record.text, rules, stripes)
                begins = kind in _QUOTES_NONE if seam.quoted else kind not in RETELLING
            if begins:
                starts.add(seam.start)
                before = _OpenDocument(seam.start)
    return sorted(starts)


@dataclass(slots=True)
class _OpenDocument:
    """The document that a walk over the record stands in."""

    start: int
    _read: int = 0
    _kind: str = ""

    def kind_at(self, end: int, text: str, rules: SegmentRules, stripes: set[int]) -> str:
        """Its kind by the words up to `end`, and no more of them than tell it."""
        if self._read < _TOLD:
            self._read = min(end - self.start, _TOLD)
            self._kind = part_of(kind_of(_unstriped(text, self.start, self.start + self._read, stripes), rules))
        return self._kind


def _begins_behind(lines: Sequence[tuple[int, str]], mark: int, rules: SegmentRules) -> bool:
    """Whether what stands behind a page's mark in running text, up to the next mark, begins a document."""
    at = bisect_left(lines, mark, key=itemgetter(0))
    behind = list(_up_to_mark(lines, range(at + 1, len(lines))))
    since = list(_up_to_mark(lines, range(at - 1, -1, -1)))[::-1]
    title = next((line for line in behind[:_OPENING_LINES] if is_title(line, rules)), "")
    before, page = PageView(tuple(since), None, False), PageView(tuple(behind), None, bool(title), title)
    full = max(len(since), len(behind))
    return bool(behind) and (page.titled or rules.start_model.begins(before, page, full))


def _up_to_mark(lines: Sequence[tuple[int, str]], places: range) -> Iterator[str]:
    return takewhile(lambda line: not is_marker(line), (lines[at][1] for at in places))


def _can_be_title(line: str) -> bool:
    """A heading, whatever follows its day ("PROGRESS NOTE - 9/18/2023 - K. Ferreira, NP for Dr. Roe"), or a short line
    of a form ("EXAM: MRI LUMBAR SPINE   DATE: ..."); never a list item or running prose."""
    bare = line.strip()
    if _ITEM.match(line) or bare[:1].islower():
        return False
    return (
        looks_like_heading(line)
        or (len(bare) <= _TITLE_WIDTH and bare[-1] not in ".,;" and (":" in bare or "  " in bare))
        or _is_dated_heading(bare)
    )


def _is_dated_heading(line: str) -> bool:
    """Whether capitals stand before the day that parts them from the rest of a short line."""
    days = days_in(line) if len(line) <= _TITLE_WIDTH else []
    before = line.partition(days[0])[0].rstrip(" -\u2013|,") if days else ""
    return before.isupper() and looks_like_heading(before)


def _document(record: Record, index: int, start: int, end: int, rules: SegmentRules, stripes: set[int]) -> Document:
    kind = kind_of(_unstriped(record.text, start, end, stripes), rules)
    speaker = rules.document_speakers.get(kind, Speaker.UNKNOWN)
    title = _name_of([line for at, line in placed_lines(record.text, start, end) if at not in stripes], rules)
    return Document(
        index, _GOLD_KINDS.get(kind, kind), start, end, speaker, title[:120], asks=kind == "request_form", sort=kind
    )


def _unstriped(text: str, start: int, end: int, stripes: set[int]) -> str:
    """The words in [start, end) without the sender's stripes, whose addressee says nothing of a page's kind."""
    return "\n".join(line for at, line in cut(text, start, end) if at not in stripes)


def _name_of(lines: Sequence[str], rules: SegmentRules) -> str:
    """The title among a document's first lines; its first line where none is one."""
    opening = [" ".join(line.split()) for line in lines[:_OPENING_LINES]]
    return next(
        (bare for line, bare in zip(lines, opening, strict=False) if is_title(line, rules)), next(iter(opening), "")
    )


def kind_of(text: str, rules: SegmentRules) -> str:
    """The kind that the rules' cues and the model of words make likeliest together; the cues alone where there are too
    few words, and clinical_note where neither speaks. Without one cue of its own no text is of a kind of `_NAMED`, and
    a passage retells only where the model is sure of it, since part of a chart sounds like a retelling too. A cover
    is told by its cues: its words are those of what follows it."""
    weights = _cue_weights(text, rules)
    loudest = max(weights, key=weights.__getitem__)
    known = rules.document_model.log_probabilities(text)
    if loudest == "cover" and weights["cover"]:
        return "cover"
    if known is None:
        return loudest if weights[loudest] >= _LEAST_WEIGHT else "clinical_note"
    scores = {
        kind: value + _CUE_WORTH * weights[kind]
        for kind, value in known.items()
        if weights[kind] > 0 or (len(text) > _NOTE and _needs_no_cue(kind, value, text))
    }
    if not scores:
        return "clinical_note"
    best = max(scores, key=scores.__getitem__)
    # a form may have a note behind it; what it asks for stays asked
    asks = weights["request_form"] >= _FORM_FROM
    short = len(text) <= _PASSAGE and loudest == "request_form"
    return "request_form" if asks and (short or best == "clinical_note") else best


def _needs_no_cue(kind: str, known: float, text: str) -> bool:
    return kind not in _NAMED and (len(text) > _PASSAGE or kind not in RETELLING or known > _LIKELY)


def _cue_weights(text: str, rules: SegmentRules) -> dict[str, int]:
    """The sum of the weights of each kind's cues; title and head cues count in the first lines only."""
    head, whole = _head(text), _ascii(text)
    weights = dict.fromkeys(rules.document_kinds, 0)
    told = _told(head, rules.title_set, rules.title_cues) + _told(head, rules.head_set, rules.head_cues)
    told.extend(cue for cue in rules.document_cues if cue.pattern.found(whole))
    for cue in told:
        weights[cue.name] += cue.weight
    return weights


def _told(lines: Sequence[bytes], cues: PatternSet, names: Sequence[Cue]) -> list[Cue]:
    """The cues that some line holds, each once."""
    found = {at for line in lines for at in cues.matching(line)}
    return [cue for at, cue in enumerate(names) if at in found]


def part_of(kind: str) -> str:
    """The kind that one which only the rules know is part of; else the kind itself."""
    return _PART_OF.get(kind, kind)


def _head(text: str) -> list[bytes]:
    """The first lines that can be titles: no running prose, but a question however long."""
    opening = islice(cut(text, 0, len(text)), _HEAD_LINES)
    lines = [line.strip() for _, line in opening if line.strip()][:_TITLE_LINES]
    return [_ascii(" ".join(line.split())) for line in lines if line.endswith("?") or _can_be_title(line)]


def _ascii(text: str) -> bytes:
    if text.isascii():
        return text.encode("ascii")
    return "".join(fold(character) if character not in "\n\t" else character for character in text).encode("ascii")
