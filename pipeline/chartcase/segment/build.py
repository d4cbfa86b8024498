"""Record -> Outline: one pass over the paragraphs that keeps track of document, section, dated entry and list.

It stands apart as the only place where those trackers meet.
"""

import re
from dataclasses import dataclass, replace

from chartcase.record import Record
from chartcase.segment.documents import documents_of
from chartcase.segment.entries import Form, Opening, opening_of
from chartcase.segment.furniture import furniture_of
from chartcase.segment.labels import title_of
from chartcase.segment.lines import Line, Paragraph, lines_of, looks_like_heading, paragraphs_of
from chartcase.segment.outline import Document, Encounter, Outline, Role, Section, Sentence
from chartcase.segment.policy_model import Setting
from chartcase.segment.policy_run import Run, begun, behind_columns, demanded_columns
from chartcase.segment.policy_text import Reading, read_sentence
from chartcase.segment.retraction import taken_back
from chartcase.segment.rules import SegmentRules, normal_title
from chartcase.segment.section_kinds import (
    ENDS_ENTRY,
    LEAVES_STICKY,
    OF_A_VISIT,
    OF_REVIEWS,
    ONE_LINE,
    ONE_PARAGRAPH,
    RETELLS,
    REVIEWS,
    STICKY,
    names_a_picture,
)
from chartcase.segment.sentences import sentence_spans
from chartcase.segment.small_letters import with_capitals
from chartcase.segment.stream import StreamWriter

_ITEM = re.compile(
    r"\s*(?:[\u2022\u00b7\u25cf\u25aa\uf0b7*]|-\s|[\u2610\u2611\u2612\u2713\u2714\u2717]|\[[ xX]?\]"
    r"|\(?\d{1,2}[.)]\s|\(?[a-hA-H][.)]\s)"
)
_OPENS_LIST = re.compile(r":$|^(?:enclosures?|attachments?|encl\.?)(?: \(\d+\))?$", re.IGNORECASE)
_LONGEST_TITLE, _TITLE_WORDS, _NUMBERED_WORDS = 60, 6, 4
_START = Section("", "", Role.STATEMENT, None)
_ENTRY = Section("entry", "", Role.STATEMENT, None)
_EXAMINED = Section("exam", "", Role.STATEMENT, None)
_ENTRIES_OF_ONE, _CONTINUED = 2, -1000
"""Entries of one paragraph each after which the next paragraph is none of theirs; once one went on, none is."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands; `run_in`: the section's label and words share a line; `form`: how the entry began;
    `outside`: the section that the entries stand in; `under`: the visit in whose midst a study is told; `entries`: how
    many of them followed one another, each of one paragraph."""

    document: Document
    section: Section = _START
    encounter: Encounter | None = None
    list_role: Role = Role.STATEMENT
    run_in: bool = False
    form: Form = Form.DATED
    outside: Section = _START
    under: Encounter | None = None
    entries: int = 0
    run: Run | None = None
    demands: int = 0


def segment(record: Record, rules: SegmentRules) -> Outline:
    """The outline of a record."""
    outline = _Walk(with_capitals(record, rules), rules).outline()
    return replace(outline, record=record)


class _Walk:
    """One walk over a record's paragraphs."""

    def __init__(self, record: Record, rules: SegmentRules) -> None:
        self._record, self._rules = record, rules
        self._furniture = furniture_of(record)
        self._documents = documents_of(record, rules, self._furniture)
        self._writer = StreamWriter(record.text, rules.respelling)
        self._sentences: list[Sentence] = []
        self._encounters: list[Encounter] = []
        self._place: _Place = _Place(self._documents[0])

    def outline(self) -> Outline:
        paragraphs = paragraphs_of(lines_of(self._record, self._furniture))
        for number, paragraph in enumerate(paragraphs):
            after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            self._paragraph(number, paragraph, alone=paragraph.blank_before and (after is None or after.blank_before))
        return Outline(
            self._record,
            self._writer.stream(),
            self._documents,
            tuple(self._encounters),
            tuple(self._sentences),
            self._furniture,
        )

    def _paragraph(self, number: int, paragraph: Paragraph, *, alone: bool) -> None:
        self._enter_document(paragraph.start)
        pieces = _pieces(paragraph)
        joined = "\n".join(self._record.text[start:end] for start, end in pieces)
        heading = (len(paragraph.lines) <= 3 and looks_like_heading(joined)) or (alone and self._is_title(joined))
        heading = heading or self._is_explained_title(joined)
        entry_end = self._enter_entry(joined, pieces)
        if entry_end == 0:
            self._leave_entry(joined, paragraph, heading)
        item = bool(_ITEM.match(joined))
        if (
            not item
            and entry_end == 0
            and self._place.list_role is not Role.STATEMENT
            and not heading
            and paragraph.blank_before
            and not joined[:1].islower()
        ):
            self._place = replace(self._place, list_role=Role.STATEMENT)
        if self._place.run_in and self._ends_run_in(paragraph, item):
            self._place = replace(self._place, section=_START)
        self._enter_table(joined)
        if self._place.run is not None and (heading or paragraph.blank_before or not self._place.run.quoted):
            self._place = replace(self._place, run=None)
        for index, (low, high) in enumerate(sentence_spans(joined)):
            sentence = joined[low:high]
            first = index == 0
            if first or not (heading and _goes_on_heading(joined[:low], sentence)):
                self._enter_section(sentence, heading and first, item, first and entry_end > 0, first)
            self._write(number, pieces, (low, high), heading, item)

    def _ends_run_in(self, paragraph: Paragraph, item: bool) -> bool:
        """Whether a section whose label shares a line with its words ends before the paragraph: what a consent warns of
        ends with its line, even where no label follows."""
        kind = self._place.section.kind
        return kind in ONE_PARAGRAPH and (paragraph.blank_before or (kind in ONE_LINE and not item))

    def _enter_table(self, line: str) -> None:
        """Keep how many columns of the table's rows say what is demanded; outside a table there are none."""
        row = line.lstrip().startswith("|")
        demands = (demanded_columns(line) or self._place.demands) if row else 0
        if demands != self._place.demands:
            self._place = replace(self._place, demands=demands)

    def _is_title(self, line: str) -> bool:
        """Whether a line that stands alone is a section's title in sentence case: one that is known ("What the payer
        asks for"), or one in a review that ends a section of policy text ("Guidance and sedation")."""
        if len(line) > _LONGEST_TITLE or not line.strip()[-1:].isalnum() or _ITEM.match(line):
            return False
        section = self._place.section
        ends_policy = (
            (section.role is not Role.STATEMENT or section.kind == "prior_review")
            and self._place.document.kind in REVIEWS
            and line[:1].isupper()
            and len(line.split()) <= _TITLE_WORDS
        )
        return ends_policy or self._rules.section(line) is not None

    def _is_explained_title(self, line: str) -> bool:
        """Whether a line is, in capitals and with a remark in brackets, the title of what the patient says
        ("QUESTIONNAIRE (filled in ...)")."""
        title, bracket, _ = line.partition(" (")
        explained = bool(bracket) and line.rstrip(" :").endswith(")") and "\n" not in line
        rule = self._rules.section(title) if explained and title.isupper() else None
        return rule is not None and rule.speaker is not None

    def _enter_document(self, start: int) -> None:
        while (
            self._place.document.index + 1 < len(self._documents)
            and self._documents[self._place.document.index + 1].start <= start
        ):
            self._place = _Place(self._documents[self._place.document.index + 1])

    def _enter_entry(self, joined: str, pieces: list[tuple[int, int]]) -> int:
        """Begin an entry of a retold history; the length of its head, 0 where the paragraph begins none."""
        place = self._place
        if place.section.kind in STICKY:
            return 0
        opening = opening_of(
            joined,
            self._rules.encounters,
            review=place.document.kind in REVIEWS,
            retells=place.document.kind in RETELLS,
        )
        if opening is None:
            return 0
        encounter = self._encounter(opening, pieces[0][0])
        self._encounters.append(encounter)
        self._place = replace(
            place,
            encounter=encounter,
            section=_EXAMINED if opening.form is Form.TITLE else _ENTRY,
            form=opening.form,
            outside=place.section if place.encounter is None else place.outside,
            under=place.encounter if opening.form is Form.STUDY and place.entries < _ENTRIES_OF_ONE else None,
            entries=place.entries + 1,
            list_role=Role.STATEMENT,
            run_in=False,
        )
        return opening.end

    def _encounter(self, opening: Opening, origin: int) -> Encounter:
        rule = opening.rule
        start, stop = origin + opening.start, origin + opening.stop
        return Encounter(len(self._encounters), rule.kind, rule.speaker, self._record.text[start:stop], start, stop)

    def _leave_entry(self, joined: str, paragraph: Paragraph, heading: bool) -> None:
        """End an entry with the paragraph that belongs to it no more: the first outside a table, the next heading
        below a title, and in a list of entries of one paragraph each what white space parts from the last."""
        place = self._place
        if place.encounter is None or place.document.kind not in REVIEWS:
            return
        apart = paragraph.blank_before and place.entries >= _ENTRIES_OF_ONE and not self._is_of_a_chart(joined)
        heading = heading and not _ITEM.match(joined)
        ends = {
            Form.ROW: paragraph.blank_before or heading,
            Form.TITLE: heading,
            Form.STUDY: paragraph.blank_before or self._is_labelled(joined),
            Form.DATED: apart,
        }[place.form]
        if ends:
            section = _ENTRY if place.under is not None else place.outside
            self._place = replace(
                place, encounter=place.under, under=None, section=section, run_in=False, entries=0, form=Form.DATED
            )
        elif paragraph.blank_before:
            self._place = replace(place, entries=_CONTINUED)

    def _is_labelled(self, joined: str) -> bool:
        label = title_of(joined, self._rules, first=True, review=True)
        return bool(_ITEM.match(joined)) or (label is not None and self._rules.section(label) is not None)

    def _is_of_a_chart(self, joined: str) -> bool:
        """Whether a paragraph begins with the title of a part of a note ("Plan: ...")."""
        label = title_of(joined, self._rules, first=True, review=True)
        rule = self._rules.section(label) if label is not None else None
        return rule is not None and rule.kind in OF_A_VISIT

    def _enter_section(self, sentence: str, heading: bool, item: bool, opens_entry: bool, first: bool) -> None:
        review = self._place.document.kind in REVIEWS
        label = title_of(sentence, self._rules, first=first, review=review)
        if opens_entry or (label is None and not heading) or (item and self._place.section.role is not Role.STATEMENT):
            return
        rule = self._rules.section(label) if label is not None else None
        if rule is None and heading:
            rule = self._rules.section(sentence)
        current = self._place.section
        if current.kind in STICKY and (rule is None or rule.kind not in LEAVES_STICKY):
            return
        if rule is not None:
            title = label if label is not None and not heading else sentence
            kind = self._kind(rule.kind, title)
            encounter = None if kind in ENDS_ENTRY and heading else self._place.encounter
            self._place = replace(
                self._place,
                section=Section(kind, title, rule.role, rule.speaker),
                encounter=encounter,
                list_role=Role.STATEMENT,
                run_in=not heading,
            )
        elif heading and (not _ITEM.match(sentence) or _is_numbered_title(sentence)):
            encounter = None if sentence.isupper() and len(sentence.split()) > 1 else self._place.encounter
            section = Section("other", sentence, Role.STATEMENT, None)
            self._place = replace(self._place, section=section, encounter=encounter, list_role=Role.STATEMENT)

    def _kind(self, kind: str, title: str) -> str:
        """The kind of a section; a review discusses its reasons and sums up what others wrote, where a note plans, and
        the impression right behind a picture's name among results is of that picture."""
        if kind == "impression" and self._place.section.kind == "results" and self._sentences:
            last = self._sentences[-1]
            return "results" if names_a_picture(self._writer.tail(last.start)) else kind
        if kind != "assessment_plan" or self._place.document.kind not in REVIEWS:
            return kind
        return OF_REVIEWS.get(normal_title(title), kind)

    def _write(
        self, number: int, pieces: list[tuple[int, int]], span: tuple[int, int], heading: bool, item: bool
    ) -> None:
        start = self._writer.length
        end_at = _copy(self._writer, pieces, span)
        clean = self._writer.tail(start)
        place = self._place
        setting = Setting(place.document.kind, place.section.kind, item, heading, place.encounter is not None)
        read = read_sentence(clean.encode("ascii"), place.section, place.list_role, setting, self._rules)
        read = self._in_run(clean, self._behind_demands(clean, read))
        if read.leaves and place.section.role is not Role.STATEMENT:
            self._place = replace(place, section=Section("other", "", Role.STATEMENT, None))
        if _OPENS_LIST.search(clean):
            self._place = replace(self._place, list_role=read.role)
        sentence = Sentence(
            index=len(self._sentences),
            start=start,
            end=self._writer.length,
            role=read.role,
            section=self._place.section,
            document=place.document,
            encounter=place.encounter,
            paragraph=number,
            heading=heading,
            item=item,
            said_from=start + read.low,
            said_to=start + read.high,
        )
        if clean:
            self._sentences.append(sentence)
            self._writer.end_sentence(end_at)

    def _behind_demands(self, clean: str, read: Reading) -> Reading:
        """A table's row says of the patient what stands behind the columns of what is demanded."""
        if self._place.demands == 0 or "|" not in clean:
            return read
        return replace(read, low=max(read.low, behind_columns(clean, self._place.demands)))

    def _in_run(self, clean: str, read: Reading) -> Reading:
        """The reading of a sentence inside a quoted or cited guideline; begins, continues and ends such a run."""
        run = self._place.run
        if run is None:
            run = begun(clean, read.role)
            if run is None:
                return read
            self._place = replace(self._place, run=run)
            return replace(read, role=run.role) if read.role is Role.STATEMENT and run.quoted else read
        if read.role is Role.STATEMENT and not run.goes_on(clean, self._rules.anchors.found(clean.encode("ascii"))):
            self._place = replace(self._place, run=None)
            return read
        closes = run.quoted and clean.count('"') % 2 == 1
        self._place = replace(self._place, run=None if closes else replace(run, length=run.length + 1))
        return replace(read, role=run.role) if read.role is Role.STATEMENT else read


def _pieces(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Record spans of the paragraph's lines; lines that follow one another directly make one piece."""
    pieces: list[tuple[int, int]] = []
    previous: Line | None = None
    for line in paragraph.lines:
        if previous is not None and line.start == previous.end + 1:
            pieces[-1] = (pieces[-1][0], line.end)
        else:
            pieces.append((line.start, line.end))
        previous = line
    return pieces


def _is_numbered_title(line: str) -> bool:
    """Whether a numbered line is a heading in capitals ("4. WHAT HAS BEEN TRIED?"), no item of a list."""
    return line.isupper() and line.lstrip()[:1].isdigit() and len(line.split()) >= _NUMBERED_WORDS


def _goes_on_heading(before: str, line: str) -> bool:
    """Whether a line in capitals is the rest of the heading above it ("... CONCLUSIONS USED / TO SUPPORT THE
    DECISION:")."""
    return before.isupper() and line.isupper() and ":" not in before and "." not in before


def _add(writer: StreamWriter, start: int, end: int) -> None:
    """Write record [start, end) without what the dictation takes back."""
    for low, high in taken_back(writer.record_text, start, end):
        writer.add(start, low)
        writer.left_out(low, high)
        start = high
    writer.add(start, end)


def _copy(writer: StreamWriter, pieces: list[tuple[int, int]], span: tuple[int, int]) -> int:
    """Write joined [low, high) of the pieces; the record offset where it ended."""
    position, ended = 0, pieces[0][0]
    for start, end in pieces:
        low, high = max(span[0], position), min(span[1], position + end - start)
        if low < high:
            if ended > pieces[0][0] and low == position and low > span[0]:
                writer.gap(ended)
            _add(writer, start + low - position, start + high - position)
            ended = start + high - position
        position += end - start + 1
    return ended
