"""The rules that segmenting reads: section headings, document kinds, dated entries, speakers and policy text.

It stands apart so that the rules are read and validated once and handed to every record.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field, field_validator

from chartcase.errors import RulesError
from chartcase.fact import Frozen, Speaker
from chartcase.patterns import Pattern, PatternSet
from chartcase.rulefile import read_model
from chartcase.segment.document_model import DocumentModel, load_document_model
from chartcase.segment.outline import Role
from chartcase.segment.page_start import StartModel, load_start_model
from chartcase.segment.policy_model import PolicyModel, load_policy_model
from chartcase.segment.policy_signs import SIGNS
from chartcase.spelling import Respelling, load_respelling

_MOST_TITLES = 4096
"""Headings recur: an answer is kept until there are so many."""


class _Expression(Frozen):
    pattern: str

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, source: str) -> str:
        Pattern(source).check()
        return source


class SectionRule(Frozen):
    """One kind of section with the titles it is known by."""

    kind: str
    role: Role = Role.STATEMENT
    speaker: Speaker | None = None
    titles: tuple[str, ...]
    patterns: tuple[str, ...] = ()


class DocumentCue(_Expression):
    """Words that speak for a document kind; `title` and `head` cues count in the first lines only, and `title` cues
    also start a document inside a packet."""

    kind: str
    weight: int = Field(gt=0)
    title: bool = False
    head: bool = False


class EncounterRule(_Expression):
    """What a dated entry retells."""

    kind: str
    speaker: Speaker


class PolicyTextRule(_Expression):
    """Sentences that are no statement about the patient, unless `unless` matches too."""

    role: Role
    unless: str | None = None


class SpeakerCue(_Expression):
    """Words that say whose statement follows; `carries`: what the rest of its paragraph retells is theirs too;
    `thing`: they name a document or an examination, nobody who wrote it; `behind`: they stand behind the statement."""

    speaker: Speaker
    carries: bool = False
    thing: bool = False
    behind: bool = False


class _Sections(Frozen):
    sections: tuple[SectionRule, ...]


class _Documents(Frozen):
    speakers: dict[str, Speaker]
    cues: tuple[DocumentCue, ...]


class _Encounters(Frozen):
    kinds: tuple[EncounterRule, ...]


class _PolicyText(Frozen):
    anchors: str
    tails: str
    heads: str
    rules: tuple[PolicyTextRule, ...]


class Person(Frozen):
    """Somebody, or a document, that can be named as the source of what is retold."""

    speaker: Speaker
    words: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Frame(Frozen):
    """How a sentence names its source: `{person}` stands for the words of each person, or of `persons` alone."""

    pattern: str
    examples: tuple[str, ...]
    behind: bool = False
    carries: bool = True
    persons: tuple[Speaker, ...] = ()


class Speakers(Frozen):
    """rules/speakers.yaml."""

    says: str
    shows: str
    persons: tuple[Person, ...]
    frames: tuple[Frame, ...]
    cues: tuple[SpeakerCue, ...]

    def all_cues(self) -> tuple[SpeakerCue, ...]:
        """The cues as written, and every person in every frame."""
        framed = (
            SpeakerCue(
                speaker=person.speaker,
                pattern=self.framed(frame, person.words),
                carries=frame.carries and not frame.behind,
                behind=frame.behind,
            )
            for person in self.persons
            for frame in self.frames
            if not frame.persons or person.speaker in frame.persons
        )
        written = (cue.model_copy(update={"pattern": self._verbs(cue.pattern)}) for cue in self.cues)
        return (*written, *framed)

    def framed(self, frame: Frame, words: str) -> str:
        """The expression of a frame about whoever `words` name."""
        return self._verbs(frame.pattern).replace("{person}", words)

    def _verbs(self, pattern: str) -> str:
        return pattern.replace("{says}", self.says).replace("{shows}", self.shows)


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled expression with what it stands for; `unless` takes its word back."""

    name: str
    pattern: Pattern
    weight: int = 1
    unless: Pattern | None = None


@dataclass(frozen=True, slots=True)
class VoiceCue:
    """A compiled cue of a speaker, as in rules/speakers.yaml."""

    speaker: Speaker
    pattern: Pattern
    carries: bool
    thing: bool
    behind: bool


@dataclass(frozen=True, slots=True)
class SegmentRules:
    """All rules of segmenting, compiled. `policy_set` asks the cues of policy text, `heads`, `tails` and `anchors`, and
    what tells of the patient (`policy_signs`)."""

    titles: dict[str, SectionRule]
    title_patterns: tuple[SectionRule, ...]
    title_pattern_set: PatternSet
    document_speakers: dict[str, Speaker]
    document_kinds: tuple[str, ...]
    title_cues: tuple[Cue, ...]
    title_set: PatternSet
    head_cues: tuple[Cue, ...]
    head_set: PatternSet
    document_cues: tuple[Cue, ...]
    document_model: DocumentModel
    start_model: StartModel
    encounters: tuple[tuple[Pattern, EncounterRule], ...]
    anchors: Pattern
    tails: Pattern
    heads: Pattern
    policy_model: PolicyModel
    respelling: Respelling
    policy: tuple[Cue, ...]
    policy_set: PatternSet
    speakers: tuple[VoiceCue, ...]
    speaker_set: PatternSet
    title_answers: dict[str, SectionRule | None] = field(default_factory=dict[str, "SectionRule | None"])

    def prepare(self) -> None:
        """Read at once what the patterns need, as pays for many texts."""
        for asked in (self.title_pattern_set, self.title_set, self.head_set, self.policy_set, self.speaker_set):
            asked.prepare()

    def section(self, title: str) -> SectionRule | None:
        """The rule of a heading as written, or None."""
        if title not in self.title_answers:
            if len(self.title_answers) >= _MOST_TITLES:
                self.title_answers.clear()
            self.title_answers[title] = self._section(normal_title(title))
        return self.title_answers[title]

    def _section(self, name: str) -> SectionRule | None:
        rule = self.titles.get(name)
        if rule is not None or not name:
            return rule
        place = self.title_pattern_set.full(name)
        return self.titles.get(plain_title(name)) if place is None else self.title_patterns[place]


def normal_title(title: str) -> str:
    """Lower case, one space, without numbering, brackets' content and the closing colon.

    >>> normal_title("2)  PHYSICAL EXAM :"), normal_title("IMPRESSION / DIAGNOSIS:")
    ('physical exam', 'impression/diagnosis')
    """
    name = re.sub(r"^[\s*#_\-\u2022]*(?:\(?(?:\d{1,2}|[a-hivx]{1,4})[.)]\s*)?", "", title.strip().lower())
    name = name.replace("\u2019", "'").replace("\u2018", "'")
    name = re.sub(r" ?[\[(][^\])]*[\])]?", "", re.sub(r"\s+", " ", name)).replace(" / ", "/")
    return name.strip(" :*#_-.")


def plain_title(name: str) -> str:
    """A normal title without words that only say whose or of when it is.

    >>> plain_title("today's plan"), plain_title("relevant past medical hx"), plain_title("imaging summary")
    ('plan', 'past medical history', 'imaging')
    """
    name = re.sub(r"\bhx\b", "history", name)
    name = re.sub(
        r"^(?:(?:current|present|pertinent|relevant|updated|today'?s|(?:patient|claimant)(?:'s)?|brief) )+", "", name
    )
    return re.sub(
        r"(?: (?:today|summary|section|details|update|as follows|per (?:the )?(?:patient|chart|record))){1,6}$",
        "",
        name,
    )


def load_segment_rules(folder: Path, models: Path) -> SegmentRules:
    """All rules of segmenting from the folder rules/, and the model of policy text from the folder models/.

    Raises:
        RulesError: a file is wrong; the sentence names the place.
    """
    sections = read_model(folder / "sections.yaml", _Sections).sections
    documents = read_model(folder / "documents.yaml", _Documents)
    encounters = read_model(folder / "encounters.yaml", _Encounters).kinds
    policy = read_model(folder / "policy_text.yaml", _PolicyText)
    speakers = read_model(folder / "speakers.yaml", Speakers).all_cues()
    voices = tuple(VoiceCue(cue.speaker, Pattern(cue.pattern), cue.carries, cue.thing, cue.behind) for cue in speakers)
    cues = tuple(_policy_cue(rule) for rule in policy.rules)
    heads, tails, anchors = Pattern(policy.heads), Pattern(policy.tails), Pattern(policy.anchors)
    titles = tuple(_document_cue(cue) for cue in documents.cues if cue.title)
    first = tuple(_document_cue(cue) for cue in documents.cues if cue.head)
    return SegmentRules(
        titles=_titles(sections),
        title_patterns=tuple(rule for rule in sections for _ in rule.patterns),
        title_pattern_set=PatternSet([Pattern(source) for rule in sections for source in rule.patterns]),
        document_speakers=documents.speakers,
        document_kinds=tuple(dict.fromkeys(cue.kind for cue in documents.cues)),
        title_cues=titles,
        title_set=PatternSet([cue.pattern for cue in titles]),
        head_cues=first,
        head_set=PatternSet([cue.pattern for cue in first]),
        document_cues=tuple(_document_cue(cue) for cue in documents.cues if not (cue.title or cue.head)),
        document_model=load_document_model(models),
        start_model=load_start_model(models),
        encounters=tuple((Pattern(rule.pattern), rule) for rule in encounters),
        anchors=anchors,
        tails=tails,
        heads=heads,
        policy_model=load_policy_model(models),
        respelling=load_respelling(folder),
        policy=cues,
        policy_set=PatternSet([*(cue.pattern for cue in cues), heads, tails, anchors, *SIGNS]),
        speakers=voices,
        speaker_set=PatternSet([cue.pattern for cue in voices]),
    )


def _titles(sections: tuple[SectionRule, ...]) -> dict[str, SectionRule]:
    titles: dict[str, SectionRule] = {}
    for rule in sections:
        for title in rule.titles:
            if title in titles and titles[title].kind != rule.kind:
                raise RulesError(
                    f"rules/sections.yaml: title {title!r} stands under {titles[title].kind} and {rule.kind}; keep one."
                )
            titles[title] = rule
    return titles


def _document_cue(cue: DocumentCue) -> Cue:
    return Cue(cue.kind, Pattern(cue.pattern), cue.weight)


def _policy_cue(rule: PolicyTextRule) -> Cue:
    return Cue(rule.role.value, Pattern(rule.pattern), unless=Pattern(rule.unless) if rule.unless else None)
