"""The quick reader of cues against medspaCy's ConText itself."""

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartcase import resources
from chartcase.errors import RulesError
from chartcase.find.context import Context
from chartcase.find.cue_rules import load_cues
from chartcase.find.cues import TOKEN

_TABLE = load_cues(resources.rules())
_CUES = [cue.words for cue in _TABLE.cues]
_VARYING = [word for one in _TABLE.patterns for words in (one.first, one.middle, one.last) for word in words]
_OTHERS = ["pain", "PT", "was", "and", "by", "the", "(", ",", ".", "L4-5", "fever", "x-ray"]
_words = st.one_of(st.sampled_from(_CUES), st.sampled_from(_VARYING), st.sampled_from(_OTHERS))


@lru_cache(maxsize=1)
def _both() -> tuple[Context, Context]:
    return Context(resources.rules()), Context(resources.rules(), plain=True)


@settings(max_examples=400, deadline=None)
@given(st.lists(_words, min_size=1, max_size=14), st.data())
def test_the_quick_reader_tells_what_medspacy_tells(words: list[str], data: st.DataObject) -> None:
    """Any row of cues and other words, any spans: the same cues reach the same spans."""
    sentence = " ".join(words)
    tokens = [token.span() for token in TOKEN.finditer(sentence)]
    spans: list[tuple[int, int]] = []
    for _ in range(data.draw(st.integers(1, 3))):
        first = data.draw(st.integers(0, len(tokens) - 1))
        last = data.draw(st.integers(first, min(first + 2, len(tokens) - 1)))
        spans.append((tokens[first][0], tokens[last][1]))
    quick, plain = _both()
    assert quick.modifiers(sentence, spans) == plain.modifiers(sentence, spans)


def test_every_cue_is_read_as_medspacy_reads_it() -> None:
    """A cue before, behind and between two mentions reaches those that medspaCy lets it reach."""
    quick, plain = _both()
    for words in _CUES:
        for sentence in (f"{words} fever", f"fever {words}", f"fever was {words} chills.", f"no fever {words} chills"):
            places = [(sentence.find(word), sentence.find(word) + len(word)) for word in ("fever", "chills")]
            spans = [place for place in places if place[0] >= 0]
            assert quick.modifiers(sentence, spans) == plain.modifiers(sentence, spans), words


def test_words_under_two_categories_are_told(tmp_path: Path) -> None:
    """Which of two cues with the same words would win is chance: the rule book says so instead."""
    text = (resources.rules() / "context.yaml").read_text(encoding="utf-8")
    wrong = text.replace("preceding:\n", "preceding:\n  - {category: planned, words: [denies]}\n", 1)
    (tmp_path / "context.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(RulesError, match=r"'denies' stands under planned and negated; keep one"):
        load_cues(tmp_path)
