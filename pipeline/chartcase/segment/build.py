"""Record -> Outline: one pass over the paragraphs that keeps track of document, section, dated entry and list.

It stands apart as the only place where those trackers meet.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from chartcase.record import Record
from chartcase.segment.documents import documents_of
from chartcase.segment.entries import Form, Opening, opening_of
from chartcase.segment.furniture import furniture_of
from chartcase.segment.labels import title_of, with_colons
from chartcase.segment.lines import (
    Paragraph,
    goes_on_heading,
    is_numbered_title,
    lines_of,
    looks_like_heading,
    paragraphs_of,
)
from chartcase.segment.outline import Encounter, Outline, Role, Section, Sentence
from chartcase.segment.pieces import copy_span, pieces_of
from chartcase.segment.place import ENTRY, EXAMINED, SPLIT, START, Part, Place
from chartcase.segment.policy_model import Setting
from chartcase.segment.policy_rows import (
    answer_start,
    answered_below,
    is_answer_label,
    is_answered,
    is_criterion,
    names_criteria,
    parted,
    verdict_start,
)
from chartcase.segment.policy_run import begun, behind_columns, demanded_columns
from chartcase.segment.policy_text import Reading, read_sentence
from chartcase.segment.rules import SegmentRules, normal_title
from chartcase.segment.section_kinds import (
    COPIED_LISTS,
    ENDS_ENTRY,
    LEAVES_STICKY,
    OF_A_VISIT,
    ONE_LINE,
    ONE_PARAGRAPH,
    RETELLS,
    REVIEWS,
    STICKY,
    kind_in,
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
_LONGEST_LEAD = 90
_ENDS_TITLE = re.compile(r"[^\W_]\)?\s*$")
_LONGEST_TITLE, _TITLE_WORDS = 60, 6
_ENTRIES_OF_ONE, _CONTINUED = 2, -1000
"""Entries of one paragraph each after which the next paragraph is none of theirs; once one went on, none is."""


def segment(record: Record, rules: SegmentRules) -> Outline:
    """The outline of a record."""
    outline = _Walk(with_capitals(with_colons(record, rules), rules), rules).outline()
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
        self._place: Place = Place(self._documents[0])
        self._answered: frozenset[int] = frozenset()

    def outline(self) -> Outline:
        paragraphs = parted(paragraphs_of(lines_of(self._record, self._furniture)))
        self._answered = answered_below(paragraphs)
        for number, paragraph in enumerate(paragraphs):
            after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            alone = paragraph.blank_before and (after is None or after.blank_before)
            leads = paragraph.blank_before and after is not None and _is_row(after.lines[0].text)
            self._paragraph(number, paragraph, alone=alone, leads=leads)
        return Outline(
            self._record,
            self._writer.stream(),
            self._documents,
            tuple(self._encounters),
            tuple(self._sentences),
            self._furniture,
        )

    def _paragraph(self, number: int, paragraph: Paragraph, *, alone: bool, leads: bool) -> None:
        self._enter_document(paragraph.start)
        pieces = pieces_of(paragraph)
        joined = "\n".join(self._record.text[start:end] for start, end in pieces)
        heading = (len(paragraph.lines) <= 3 and looks_like_heading(joined)) or (
            paragraph.blank_before and self._is_title(joined, alone)
        )
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
            self._place = replace(self._place, section=START)
        self._enter_table(joined)
        self._enter_criteria(joined, lead=heading or alone or leads)
        if self._place.run is not None and (heading or paragraph.blank_before or not self._place.run.quoted):
            self._place = replace(self._place, run=None)
        below = number in self._answered or (alone and self._place.criteria and not joined.rstrip().endswith("."))
        for index, (low, high, part) in enumerate(self._parts(joined, below, heading)):
            sentence = joined[low:high]
            first = index == 0
            if first or not (heading and goes_on_heading(joined[:low], sentence)):
                self._enter_section(sentence, heading and first, item, first and entry_end > 0, first)
            self._write(number, pieces, (low, high), heading, item, part)

    def _ends_run_in(self, paragraph: Paragraph, item: bool) -> bool:
        """Whether a section whose label shares a line with its words ends before the paragraph: what a consent warns of
        ends with its line, even where no label follows."""
        kind = self._place.section.kind
        copied = self._place.document.kind in REVIEWS and kind in COPIED_LISTS and not item
        return (copied or kind in ONE_PARAGRAPH) and (paragraph.blank_before or (kind in ONE_LINE and not item))

    def _parts(self, joined: str, below: bool, heading: bool) -> Iterator[tuple[int, int, Part]]:
        """The spans of a paragraph's sentences; of a checklist's row the criterion and its answer apart. `below`: an
        answer stands in the paragraphs below."""
        spans = sentence_spans(joined)
        if self._place.document.kind not in REVIEWS or heading:
            yield from ((low, high, Part.NONE) for low, high in spans)
            return
        for index, (low, high) in enumerate(spans):
            after = joined[slice(*spans[index + 1])] if index + 1 < len(spans) else ""
            behind = self._behind_criterion(joined[low:high])
            if behind and joined[low + behind] == "(":
                yield low, high, Part.BRACKETED
            elif behind:
                yield low, low + len(joined[low : low + behind].rstrip()), Part.CRITERION
                yield low + behind, high, Part.ANSWER
            elif is_answered(joined[low:high], after) or (below and not index and is_criterion(joined[low:high])):
                yield low, high, Part.CRITERION
            else:
                yield low, high, Part.NONE

    def _enter_criteria(self, joined: str, *, lead: bool) -> None:
        """Keep whether the last title, or the line that leads a list, says that criteria follow."""
        if self._place.criteria and (_is_row(joined) or is_criterion(joined)):
            return
        short = len(joined) <= _LONGEST_LEAD and not joined.rstrip().endswith((".", ";")) and not _ITEM.match(joined)
        if short and (lead or joined.rstrip().endswith(":") or "|" in joined):
            self._place = replace(self._place, criteria=names_criteria(joined))

    def _enter_table(self, line: str) -> None:
        """Keep how many columns of the table's rows say what is demanded; outside a table there are none."""
        row = line.lstrip().startswith("|") or ("|" in line and self._place.document.kind in REVIEWS)
        demands = (demanded_columns(line) or self._place.demands) if row else 0
        if demands != self._place.demands:
            self._place = replace(self._place, demands=demands)

    def _is_title(self, line: str, alone: bool) -> bool:
        """Whether a line is a section's title in sentence case: one that is known ("What the payer asks for"), right
        above its text only where that is not the patient's; or, `alone`, one in a review that ends a section of policy
        text ("Guidance and sedation")."""
        if len(line) > _LONGEST_TITLE or not _ENDS_TITLE.search(line) or _ITEM.match(line):
            return False
        section, known = self._place.section, self._rules.section(line)
        if not alone:
            return known is not None and known.role is not Role.STATEMENT
        ends_policy = (
            (section.role is not Role.STATEMENT or section.kind == "prior_review")
            and self._place.document.kind in REVIEWS
            and line[:1].isupper()
            and len(line.split()) <= _TITLE_WORDS
        )
        return ends_policy or known is not None

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
            self._place = Place(self._documents[self._place.document.index + 1])

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
            section=EXAMINED if opening.form is Form.TITLE else ENTRY,
            form=opening.form,
            outside=place.section if place.encounter is None else place.outside,
            under=place.encounter if opening.form is Form.STUDY and place.entries < _ENTRIES_OF_ONE else None,
            entries=place.entries + 1,
            list_role=Role.STATEMENT,
            run_in=False,
            bulleted=bool(_ITEM.match(joined)),
        )
        return opening.end

    def _encounter(self, opening: Opening, origin: int) -> Encounter:
        rule = opening.rule
        start, stop = origin + opening.start, origin + opening.stop
        return Encounter(len(self._encounters), rule.kind, rule.speaker, self._record.text[start:stop], start, stop)

    def _leave_entry(self, joined: str, paragraph: Paragraph, heading: bool) -> None:
        """End an entry with the paragraph that belongs to it no more: the first outside a table, the next heading
        below a title, and in a list of entries of one paragraph each, or of bullets, what white space parts from the
        last."""
        place = self._place
        if place.encounter is None or place.document.kind not in REVIEWS:
            return
        alike = place.entries >= _ENTRIES_OF_ONE or (place.bulleted and not _ITEM.match(joined))
        apart = paragraph.blank_before and alike and not self._is_of_a_chart(joined)
        heading = heading and not _ITEM.match(joined)
        ends = {
            Form.ROW: paragraph.blank_before or heading,
            Form.TITLE: heading,
            Form.PROSE: paragraph.blank_before or heading,
            Form.STUDY: paragraph.blank_before or self._is_labelled(joined),
            Form.DATED: apart,
        }[place.form]
        if ends:
            section = ENTRY if place.under is not None else place.outside
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
        if label is not None and not heading and self._answers_criterion(label):
            self._place = replace(self._place, section=Section("other", label, Role.STATEMENT, None), run_in=True)
            return
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
                run_in=not heading or (label is not None and bool(sentence.partition(label)[2].strip(" :"))),
            )
        elif heading and (not _ITEM.match(sentence) or is_numbered_title(sentence)):
            encounter = None if sentence.isupper() and len(sentence.split()) > 1 else self._place.encounter
            section = Section("other", sentence, Role.STATEMENT, None)
            self._place = replace(self._place, section=section, encounter=encounter, list_role=Role.STATEMENT)

    def _answers_criterion(self, label: str) -> bool:
        """Whether a label begins the answer to the criterion before it ("Evidence: ...")."""
        if self._place.document.kind not in REVIEWS or not self._sentences or not is_answer_label(label):
            return False
        return self._sentences[-1].role in (Role.REQUIREMENT, Role.GUIDELINE)

    def _kind(self, kind: str, title: str) -> str:
        """The kind of a section; a review discusses its reasons and sums up what others wrote, where a note plans, and
        the impression right behind a picture's name among results is of that picture."""
        if kind == "impression" and self._place.section.kind == "results" and self._sentences:
            last = self._sentences[-1]
            return "results" if names_a_picture(self._writer.tail(last.start)) else kind
        return kind_in(kind, normal_title(title), self._place.document.kind)

    def _write(
        self, number: int, pieces: list[tuple[int, int]], span: tuple[int, int], heading: bool, item: bool, part: Part
    ) -> None:
        start = self._writer.length
        end_at = copy_span(self._writer, pieces, span)
        clean = self._writer.tail(start)
        place = self._place
        setting = Setting(place.document.kind, place.section.kind, item, heading, place.encounter is not None)
        answers = part is Part.ANSWER
        section, list_role = (START, Role.STATEMENT) if answers else (place.section, place.list_role)
        read = read_sentence(clean.encode("ascii"), section, list_role, setting, self._rules)
        if part is Part.ANSWER and read.role is Role.REQUIREMENT and not is_criterion(clean):
            read = replace(read, role=Role.STATEMENT)
        if part is Part.CRITERION:
            read = replace(read, role=Role.REQUIREMENT, leaves=False)
        elif part is Part.BRACKETED:
            behind = verdict_start(clean)
            read = replace(read, role=Role.STATEMENT, low=max(read.low, behind), high=max(read.high, behind))
        read = self._in_run(clean, read if part in SPLIT else self._behind_demands(clean, read))
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

    def _behind_criterion(self, sentence: str) -> int:
        """Where in a row of a checklist the patient's part begins: behind the columns of what is demanded, or behind
        the criterion and its verdict; 0 where the sentence is no such row."""
        if self._place.demands and "|" in sentence and self._place.criteria:
            behind = behind_columns(sentence, self._place.demands)
            return behind if sentence[behind:].strip(" |\n") else 0
        return answer_start(sentence, listed=self._place.criteria)

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


def _is_row(text: str) -> bool:
    return bool(_ITEM.match(text)) or "|" in text
