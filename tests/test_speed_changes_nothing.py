"""The quick ways of reading a record against slow, plain ones, on every text of the corpora folder."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from chartcase.case.compared import compared_by
from chartcase.case.conflict_rules import ConflictRules, load_conflict_rules
from chartcase.case.conflicts import conflicts_of
from chartcase.case.standpoint import Standpoint, standpoints_of
from chartcase.fact import Fact
from chartcase.find.candidates import Block, everything
from chartcase.find.context import Context
from chartcase.find.find import Finder
from chartcase.find.rulebook import RuleBook
from chartcase.flow import extract, finder
from chartcase.patterns import PatternSet
from chartcase.record import Box, Page, PageSource, Record, Word
from chartcase.resources import rules
from chartcase.segment.build import segment
from chartcase.segment.outline import Outline

_CORPORA = Path(__file__).parent.parent / "corpora"
_TEXTS = sorted(_CORPORA.glob("*/*.txt"))


class _PlainSet(PatternSet):
    """Asks each pattern by itself."""

    def matching(self, text: bytes) -> Sequence[int]:
        return [place for place, pattern in enumerate(self.patterns) if pattern.search(text) is not None]

    def full(self, words: str) -> int | None:
        return next((place for place, pattern in enumerate(self.patterns) if pattern.full(words) is not None), None)


class _AllOf:
    """Holds every rule for possible, everywhere."""

    def __init__(self, rulebook: RuleBook) -> None:
        self._rulebook = rulebook

    def blocks(self, outline: Outline) -> Iterator[Block]:
        yield everything(self._rulebook.rules, self._rulebook.attributes, len(outline.stream.data))


def _record(path: Path) -> Record:
    text = path.read_text(encoding="utf-8")
    pages: list[Page] = []
    for number, page in enumerate(text.split("\f"), 1):
        start = pages[-1].end + 1 if pages else 0
        pages.append(Page(number, start, start + len(page), PageSource.TEXT))
    return Record(path.name, text, tuple(pages))


@pytest.fixture(scope="module", name="plain")
def _plain() -> Finder:
    """The installed finder without any set of patterns, and with medspaCy's own ConText."""
    quick = finder()
    segmenting = quick.segment_rules
    slow = replace(
        quick,
        context=Context(rules(), plain=True),
        segment_rules=replace(
            segmenting,
            policy_set=_PlainSet(segmenting.policy_set.patterns),
            speaker_set=_PlainSet(segmenting.speaker_set.patterns),
            title_set=_PlainSet(segmenting.title_set.patterns),
            title_pattern_set=_PlainSet(segmenting.title_pattern_set.patterns),
            title_answers={},
        ),
    )
    slow.__dict__["scanner"] = _AllOf(quick.rulebook)
    return slow


@pytest.mark.parametrize("path", _TEXTS, ids=lambda path: path.stem)
def test_the_quick_way_finds_what_the_plain_way_finds(path: Path, plain: Finder) -> None:
    """Asking patterns together, and cues without medspaCy, gives the same sentences, roles and facts as asking patterns
    one by one, and medspaCy itself."""
    record = _record(path)
    quick, slow = segment(record, finder().segment_rules), segment(record, plain.segment_rules)
    assert quick.sentences == slow.sentences
    assert finder().find(quick) == plain.find(slow)


def _every_pair(
    facts: Sequence[Fact], standpoints: dict[str, Standpoint], table: ConflictRules
) -> list[tuple[str, frozenset[str]]]:
    """Conflicts by holding every fact against every other, two at a time; rules against the last one said are left
    out."""
    found: dict[tuple[str, frozenset[str]], None] = {}
    for rule in table.conflicts:
        one = ConflictRules(families=table.families, conflicts=(rule,))
        ours = compared_by(rule, [fact for fact in facts if fact.type == rule.type], standpoints, table)
        near: dict[str, set[str]] = {fact.id: set() for fact in ours}
        for pair in combinations(ours, 2):
            if conflicts_of(pair, standpoints, one):
                near[pair[0].id].add(pair[1].id)
                near[pair[1].id].add(pair[0].id)
        found.update(((rule.field, group), None) for group in _hanging_together(near))
    return list(found)


def _hanging_together(near: dict[str, set[str]]) -> list[frozenset[str]]:
    groups: set[frozenset[str]] = set()
    for start in near:
        group, open_ = {start}, [start]
        while open_:
            fresh = near[open_.pop()] - group
            group |= fresh
            open_.extend(fresh)
        if len(group) > 1:
            groups.add(frozenset(group))
    return sorted(groups, key=sorted)


@pytest.mark.parametrize("seed", range(4))
def test_conflicts_are_those_of_every_pair(seed: int) -> None:
    """Holding kinds of facts against one another finds the same conflicts as holding every pair."""
    paths = random.Random(seed).sample(_TEXTS, 4)  # noqa: S311
    outlines = [segment(_record(path), finder().segment_rules) for path in paths]
    facts: list[Fact] = []
    standpoints: dict[str, Standpoint] = {}
    for outline in outlines:
        found = finder().find(outline, first=1 + len(facts))
        facts.extend(found)
        standpoints.update(standpoints_of(outline, found, [None] * len(outline.documents)))
    table = load_conflict_rules(rules())
    table = table.model_copy(update={"conflicts": tuple(rule for rule in table.conflicts if not rule.latest)})
    quick = {(one.field, frozenset(one.facts)) for one in conflicts_of(facts, standpoints, table)}
    assert quick == set(_every_pair(facts, standpoints, table))


def test_words_between_are_those_of_a_walk_over_all_pages() -> None:
    """The pages found by bisection hold the same words as all pages looked through, at every border."""
    box = Box(0, 0, 1, 1)
    pages = [
        Page(
            number,
            start,
            start + 9,
            PageSource.DIGITAL,
            words=(Word(start, start + 4, box), Word(start + 5, start + 9, box)),
        )
        for number, start in enumerate(range(0, 40, 10), 1)
    ]
    record = Record("r", "word word\n" * 4, tuple(pages))
    every = [word for page in pages for word in page.words]
    for start, end in combinations(range(41), 2):
        assert list(record.words_between(start, end)) == [w for w in every if w.start < end and start < w.end]


def test_a_record_read_twice_gives_the_same_case() -> None:
    """What is kept from one record to the next (sentences, titles) changes nothing."""
    record = _record(_TEXTS[0])
    assert extract(record) == extract(record)
