"""Expressions that are compiled when they are asked for the first time."""

import gc
import importlib
import pkgutil

import pytest

import chartcase
from chartcase.patterns import Pattern, PatternSet


def _modules() -> list[str]:
    found = pkgutil.walk_packages(chartcase.__path__, "chartcase.")
    return [module.name for module in found if module.name not in ("chartcase.__main__", "chartcase.ready")]


def test_every_expression_of_the_code_compiles() -> None:
    """None waits for a record to be found wrong."""
    before = len(_patterns())
    for name in _modules():
        importlib.import_module(name)
    every = _patterns()
    assert len(every) >= max(before, 500)
    for pattern in every:
        pattern.occurs("any text")


def _patterns() -> list[Pattern]:
    return [one for one in gc.get_objects() if isinstance(one, Pattern)]


@pytest.mark.parametrize("source", [r"(?=pain)", r"(a)\1", "(", "\u00b5g"])
def test_what_the_engine_does_not_take_is_told(source: str) -> None:
    """Look-around, back-references, an open bracket and what is no ASCII: by the check, and by the first question."""
    pattern = Pattern(source)
    with pytest.raises(ValueError, match="RE2"):
        pattern.check()
    with pytest.raises(ValueError, match="RE2"):
        pattern.occurs("pain")


def test_the_first_answer_is_whole() -> None:
    """The first question of all, whichever it is, gives words, places and every match."""
    text = b"left leg, right arm"
    for ask in (
        lambda pattern: next(pattern.find_all(text)),
        lambda pattern: pattern.search(text),
        lambda pattern: pattern.find_in_each(text, [(0, len(text))])[0],
    ):
        hit = ask(Pattern(r"(?P<side>left|right) (?P<limb>leg|arm)"))
        assert (hit.start, hit.end) == (0, 8)
        assert hit.groups == {"side": "left", "limb": "leg"}
        assert hit.spans == {"side": (0, 4), "limb": (5, 8)}
    assert len(Pattern("left|right").find_in_each(text, [(0, 8), (8, len(text))])) == 2


def test_expressions_of_two_kinds_are_kept_apart() -> None:
    """The same source with and without regard to case."""
    assert Pattern("pain").occurs("PAIN")
    assert not Pattern("pain", cased=True).occurs("PAIN")


def test_a_set_asks_before_and_after_it_knows_what_is_needed() -> None:
    """The same places match, whether or not words hold expressions back."""
    patterns = [Pattern(r"\bpain\b"), Pattern("left leg"), Pattern(r"\d+ ?mg")]
    fresh, ready = PatternSet(patterns), PatternSet(patterns)
    ready.prepare()
    for text in (b"pain in the left leg", b"5 mg", b"", b"painful"):
        assert list(fresh.matching(text)) == list(ready.matching(text))


def test_a_title_with_a_ticked_box_can_be_asked() -> None:
    """What is not ASCII ends no reading: a section's title is as the record has it."""
    assert Pattern("symptoms").occurs("☒ Symptoms")
    assert not Pattern("symptoms").occurs("☒ → °")
