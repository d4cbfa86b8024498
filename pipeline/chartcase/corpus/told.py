"""Who speaks in a decision: what its denials give as reasons, and what the deciding reviewer says himself.

It stands apart because analysis must know both: reasons are compared with what was checked, and a model that predicts
outcomes must never see the decision's own words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chartcase.case.case import Case
from chartcase.corpus.schema import TextSpan
from chartcase.corpus.words import DecisionWords
from chartcase.fact import Fact, Speaker
from chartcase.segment.outline import Outline, Sentence


@dataclass(frozen=True, slots=True)
class Told:
    """A document as read: its outline and its case."""

    outline: Outline
    case: Case
    words: DecisionWords

    def determinations(self, *stages: str) -> Iterator[Fact]:
        """Determination facts of these stages."""
        return (fact for fact in self.case.facts if fact.type == "determination" and fact.value.get("stage") in stages)

    def denials(self) -> list[Sentence]:
        """Sentences of the denials before the decision: entries of utilization review, or what a cue opens.

        A cue ("Utilization review denied the request.") holds to the end of its paragraph.
        """
        found: list[Sentence] = []
        opened: int | None = None
        for sentence in self.outline.sentences:
            if self._is_own(sentence):
                continue
            if opened != sentence.paragraph:
                opened = sentence.paragraph if self.words.denial.found(self.outline.text(sentence)) else None
            if opened is not None or sentence.speaker is Speaker.UR:
                found.append(sentence)
        return found

    def own(self, stages: Sequence[str]) -> list[Sentence]:
        """Sentences of the one who decides: his sections, and every paragraph in which he gives his decision."""
        paragraphs = {
            self.outline.sentence_of_record(fact.evidence[0].start).paragraph
            for fact in self.determinations(*stages)
            if fact.value.get("outcome") is not None
        }
        return [
            sentence
            for sentence in self.outline.sentences
            if self._is_own(sentence) or (sentence.paragraph in paragraphs and sentence.encounter is None)
        ]

    def reasons(self, stages: Sequence[str]) -> tuple[str, ...]:
        """Codes of the reasons that denials state; a denial that is itself the decision gives them in its own words."""
        sentences = self.own(stages) if "ur" in stages else self.denials()
        return self.words.reasons_in([self.outline.text(sentence) for sentence in sentences])

    def spans(self, sentences: Iterable[Sentence]) -> tuple[TextSpan, ...]:
        """Where sentences stand in the record's text, neighbours joined."""
        joined: list[TextSpan] = []
        for sentence in sentences:
            if sentence.end <= sentence.start:
                continue
            for start, end in self.outline.stream.spans(sentence.start, sentence.end):
                if joined and not self.outline.record.text[joined[-1].end : start].strip():
                    joined[-1] = TextSpan(joined[-1].start, max(end, joined[-1].end))
                else:
                    joined.append(TextSpan(start, end))
        return tuple(joined)

    def _is_own(self, sentence: Sentence) -> bool:
        if sentence.encounter is not None:
            return False
        section = sentence.section
        return section.kind in self.words.own_sections or section.title.lower().strip(" :.") in self.words.own_titles
