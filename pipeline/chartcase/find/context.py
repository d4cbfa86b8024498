"""ConText over one sentence: which cues reach which spans. The only module that imports spaCy and medspaCy.

It stands apart because spaCy objects live and die here: text and offsets go in, plain values come out.
"""

import importlib
import importlib.util
import re
import warnings
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pydantic import Field

from chartcase.fact import Frozen
from chartcase.find.modifiers import Category, Modifier
from chartcase.patterns import Pattern
from chartcase.rulefile import read_model

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TOKEN = re.compile(r"\w+|[^\w\s]")
_GROUP = "chartcase"
_ENDS_REACH = frozenset(
    {"by", "due", "because", "at", "in", "and", "but", "after", "secondary", "today", "on", "when", "as", "or", "since"}
)
_AUXILIARIES = frozenset({"was", "were", "is", "are", "been", "be", "being", "has", "have", "had"})
_ARTICLES = frozenset({"a", "an", "the", "for", "to", "of", "that"})
_SEEN_SENTENCES = 4096


class _CueRule(Frozen):
    category: Category
    words: tuple[str, ...] = Field(min_length=1)
    scope: int | None = None


class _TokenPattern(Frozen):
    """A cue whose middle varies and that reaches both ways: one of `first`, any number of `middle`, one of `last`."""

    category: Category
    first: tuple[str, ...]
    middle: tuple[str, ...]
    last: tuple[str, ...]


class _Terminators(Frozen):
    words: tuple[str, ...]


class ContextRules(Frozen):
    """rules/context.yaml, by the work the cues do."""

    pseudo: tuple[_CueRule, ...]
    preceding: tuple[_CueRule, ...]
    following: tuple[_CueRule, ...]
    terminating: _Terminators
    token_patterns: tuple[_TokenPattern, ...] = Field(min_length=1)


class Context:
    """medspaCy's ConText with our own rules; sentences that recur are answered from memory."""

    def __init__(self, folder: Path) -> None:
        """Read `folder`/context.yaml; medspaCy itself is loaded when the first sentence with a cue comes.

        Raises:
            RulesError: the file is wrong.
        """
        self._rules = read_model(folder / "context.yaml", ContextRules)
        self._any_cue = Pattern(_union(self._rules))
        self._both_ways = _both_ways(self._rules)
        self._component: Any = None
        self._answer = lru_cache(maxsize=_SEEN_SENTENCES)(self._run)

    def modifiers(self, sentence: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[Modifier, ...], ...]:
        """For each span of the sentence (offsets into it) the cues that reach it, in order of the text."""
        if not spans or self._any_cue.search(sentence.encode("ascii")) is None:
            return tuple(() for _ in spans)
        return self._answer(sentence, tuple(spans))

    def _run(self, sentence: str, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[Modifier, ...], ...]:
        if self._component is None:
            self._component = _component(self._rules)
        doc = _tokenised(self._component.nlp.vocab, sentence)
        targets = [doc.char_span(start, end, alignment_mode="expand") for start, end in spans]
        doc.spans[_GROUP] = cast(Any, targets)
        self._component(doc)
        return tuple(_plain(target, self._both_ways) for target in targets)


def _plain(target: Any, both_ways: frozenset[str]) -> tuple[Modifier, ...]:
    found: list[Modifier] = []
    for modifier in target._.modifiers:
        start, end = modifier.modifier_span
        words = target.doc[start:end]
        # medspaCy's own pruning drops a cue for every target when it overlaps one of them
        if start < target.end and target.start < end:
            continue
        if words.text.lower() in both_ways and _leans_back(target.doc, start, end) != (target.end <= start):
            continue
        category = Category(modifier.category.lower())
        found.append(Modifier(category, words.start_char, words.end_char, words.text.lower()))
    return tuple(sorted(found, key=lambda item: (item.start, item.end, item.category)))


def _leans_back(doc: "Doc", start: int, end: int) -> bool:
    """Whether a cue that works both ways speaks of what stands before it: "PT was declined." and not "declined PT"."""
    after = doc[end].lower_ if end < len(doc) else "."
    before = doc[start - 1].lower_ if start > 0 else ""
    if after in _ENDS_REACH or (not after[0].isalnum() and after not in "([\"'"):
        return True
    return before in _AUXILIARIES and after not in _ARTICLES and doc[start].lower_ != "no"


def _tokenised(vocab: Any, sentence: str) -> "Doc":
    """Words and single marks: linear, and the same for cues and sentences (spaCy's special cases split 'b.i.d.' by
    context)."""
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    for token in _TOKEN.finditer(sentence):
        words.append(token.group())
        spaces.append(token.end() < len(sentence) and sentence[token.end()] == " ")
    return Doc(vocab, words=words, spaces=spaces, sent_starts=[at == 0 for at in range(len(words))])


class _Tokenizer:
    """Our tokens for the cues' own words, so that cue and sentence are cut alike."""

    def __init__(self, vocab: Any) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> "Doc":
        return _tokenised(self._vocab, text)


def _component(rules: ContextRules) -> Any:
    with warnings.catch_warnings():
        _silence_pyrush()
        import spacy
        from medspacy.context import ConText

        nlp = cast(Any, spacy.blank("en"))
        nlp.tokenizer = _Tokenizer(nlp.vocab)
        component: Any = ConText(
            nlp,
            name="chartcase_context",
            rules=None,
            input_span_type="group",
            span_group_name=_GROUP,
            prune_on_target_overlap=False,
        )
        component.add(_context_rules(rules))
    component.nlp = nlp
    return component


def _silence_pyrush() -> None:
    """PyRuSH 1.0.13 logs every token of a note; the pinned 1.0.8 has no logger at all."""
    if importlib.util.find_spec("loguru") is not None:
        importlib.import_module("loguru").logger.disable("PyRuSH")


def _context_rules(rules: ContextRules) -> list[Any]:
    from medspacy.context import ConTextRule

    made: list[Any] = []
    both = _both_ways(rules)
    cues = {words.lower() for group in (rules.preceding, rules.following) for cue in group for words in cue.words}
    seen: set[tuple[str, Category]] = set()
    for direction, group in (("PSEUDO", rules.pseudo), ("FORWARD", rules.preceding), ("BACKWARD", rules.following)):
        for cue in group:
            for words in cue.words:
                if direction == "PSEUDO" and words.lower() in cues:
                    continue  # the longer cue beats the short one inside it by itself
                reach = "BIDIRECTIONAL" if words.lower() in both and direction != "PSEUDO" else direction
                if reach == "BIDIRECTIONAL" and (words.lower(), cue.category) in seen:
                    continue
                seen.add((words.lower(), cue.category))
                made.append(ConTextRule(words, cue.category.value.upper(), direction=reach, max_scope=cue.scope))
    for rule in rules.token_patterns:
        first, middle, last = ({"LOWER": {"IN": list(words)}} for words in (rule.first, rule.middle, rule.last))
        tokens = [first, {**middle, "OP": "*"}, last]
        made.append(
            ConTextRule(
                rule.first[0], rule.category.value.upper(), pattern=cast(Any, tokens), direction="BIDIRECTIONAL"
            )
        )
    made.extend(ConTextRule(words, "TERMINATE", direction="TERMINATE") for words in rules.terminating.words)
    return made


def _both_ways(rules: ContextRules) -> frozenset[str]:
    """Cues listed as preceding and as following: medspaCy keeps one rule a word, so they run both ways and lean by
    grammar."""
    preceding = {words.lower() for cue in rules.preceding for words in cue.words}
    following = {words.lower() for cue in rules.following for words in cue.words}
    return frozenset(preceding & following)


def _union(rules: ContextRules) -> str:
    """One expression that matches wherever any cue could: the cheap question before the dear one."""
    cues = {words.lower() for group in (rules.preceding, rules.following) for cue in group for words in cue.words}
    firsts = sorted({re.escape(words.split()[0]) for words in cues})
    return "(?:" + "|".join(firsts) + ")"
