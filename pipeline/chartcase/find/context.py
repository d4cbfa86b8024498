"""ConText over one sentence: which cues reach which spans, quickly or by medspaCy itself.

It stands apart as the only module that imports spaCy and medspaCy: their objects live and die here, text and offsets go
in, plain values come out.
"""

import importlib
import importlib.util
import warnings
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from chartcase.find.cue_rules import CueTable, TokenPattern, load_cues
from chartcase.find.cues import TOKEN, CueReader, leans_back
from chartcase.find.modifiers import Category, Modifier
from chartcase.find.signs import signed

if TYPE_CHECKING:
    from spacy.tokens import Doc

_GROUP = "chartcase"
_SEEN_SENTENCES = 4096


class _Reader(Protocol):
    def modifiers(self, sentence: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[Modifier, ...], ...]: ...


class Context:
    """ConText with our own rules; sentences that recur are answered from memory."""

    def __init__(self, folder: Path, *, plain: bool = False) -> None:
        """Read `folder`/context.yaml. `plain`: medspaCy's ConText itself answers, which the quick reader is held to.

        Raises:
            RulesError: the file is wrong.
        """
        table = load_cues(folder)
        reader: _Reader = MedspacyReader(table) if plain else CueReader(table)
        self._answer = lru_cache(maxsize=_SEEN_SENTENCES)(reader.modifiers)

    def modifiers(self, sentence: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[Modifier, ...], ...]:
        """For each span of the sentence (offsets into it) the cues that reach it, in order of the text."""
        return signed(sentence, spans, self._answer(sentence, tuple(spans))) if spans else ()


class MedspacyReader:
    """medspaCy's ConText over one sentence at a time."""

    def __init__(self, table: CueTable) -> None:
        """Load medspaCy only when the first sentence comes."""
        self._table = table
        self._component: Any = None

    def modifiers(self, sentence: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[Modifier, ...], ...]:
        """For each span of the sentence (offsets into it) the cues that reach it, in order of the text."""
        if self._component is None:
            self._component = _component(self._table)
        doc = _tokenised(self._component.nlp.vocab, sentence)
        targets = [doc.char_span(start, end, alignment_mode="expand") for start, end in spans]
        doc.spans[_GROUP] = cast(Any, targets)
        self._component(doc)
        return tuple(_plain(target, self._table.both_ways) for target in targets)


def _plain(target: Any, both_ways: frozenset[str]) -> tuple[Modifier, ...]:
    found: list[Modifier] = []
    lower = [token.lower_ for token in target.doc]
    # a span that is asked for twice holds each modifier twice
    for modifier in dict.fromkeys(target._.modifiers):
        start, end = modifier.modifier_span
        words = target.doc[start:end]
        # medspaCy's own pruning drops a cue for every target when it overlaps one of them
        if start < target.end and target.start < end:
            continue
        if words.text.lower() in both_ways and leans_back(lower, start, end) != (target.end <= start):
            continue
        category = Category(modifier.category.lower())
        found.append(Modifier(category, words.start_char, words.end_char, words.text.lower()))
    return tuple(sorted(found, key=lambda item: (item.start, item.end, item.category)))


def _tokenised(vocab: Any, sentence: str) -> "Doc":
    """The tokens of the quick reader: spaCy's own special cases split 'b.i.d.' by context."""
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    for token in TOKEN.finditer(sentence):
        words.append(token.group())
        spaces.append(token.end() < len(sentence) and sentence[token.end()] == " ")
    return Doc(vocab, words=words, spaces=spaces, sent_starts=[at == 0 for at in range(len(words))])


class _Tokenizer:
    """Our tokens for the cues' own words, so that cue and sentence are cut alike."""

    def __init__(self, vocab: Any) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> "Doc":
        return _tokenised(self._vocab, text)


def _component(table: CueTable) -> Any:
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
        component.add(_context_rules(table))
    component.nlp = nlp
    return component


def _silence_pyrush() -> None:
    """PyRuSH 1.0.13 logs every token of a note; the pinned 1.0.8 has no logger at all."""
    if importlib.util.find_spec("loguru") is not None:
        importlib.import_module("loguru").logger.disable("PyRuSH")


def _context_rules(table: CueTable) -> list[Any]:
    from medspacy.context import ConTextRule

    made: list[Any] = []
    for cue in table.cues:
        category = "TERMINATE" if cue.category is None else cue.category.value.upper()
        made.append(ConTextRule(cue.words, category, direction=cue.direction.value, max_scope=cue.scope))
    made.extend(_token_rule(pattern) for pattern in table.patterns)
    return made


def _token_rule(pattern: TokenPattern) -> Any:
    from medspacy.context import ConTextRule

    first, middle, last = ({"LOWER": {"IN": list(words)}} for words in (pattern.first, pattern.middle, pattern.last))
    tokens = [first, {**middle, "OP": "*"}, last]
    return ConTextRule(
        pattern.first[0], pattern.category.value.upper(), pattern=cast(Any, tokens), direction="BIDIRECTIONAL"
    )
