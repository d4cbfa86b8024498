"""What the second engine is shown: time goes with the length of its cut-outs."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.ink import Gray
from chartcase.ingest.ocr.lines import lines_of
from chartcase.ingest.ocr.prepare import Prepared
from chartcase.ingest.ocr.spots import Again

DPI, HIGH, WIDE = 200.0, 20.0, 90.0
INCH = 72.0


@dataclass
class Shown:
    """An engine that keeps the length of what it is shown, in words of `WIDE` pixels and their gaps."""

    lengths: list[int] = field(default_factory=list[int])

    def line(self, gray: Gray, dpi: float) -> tuple[EngineWord, ...]:
        """Nothing is read."""
        del dpi
        self.lengths.append(round(gray.shape[1] / (WIDE + HIGH)))
        return ()


def again_on(text: str, foot: float, second: Shown | None) -> Again:
    """A page of one line, `foot` pixels from its top."""
    page = Prepared(
        np.full((2200, 1700), 255, dtype=np.uint8), np.diag([INCH / DPI, INCH / DPI, 1.0]), 1.0, True, False
    )
    words = [
        EngineWord(word, PixelBox(at * (WIDE + HIGH), foot - HIGH, at * (WIDE + HIGH) + WIDE, foot), 0.5, 0)
        for at, word in enumerate(text.split())
    ]
    return Again(page, lines_of(words), Shown(), second)


@pytest.mark.parametrize(
    ("text", "place", "length"),
    [
        ("she took ibuprofen twice daily", 2, 1),
        ("she took (post-operative) twice daily", 2, 1),
        ("she took 800mg twice daily", 2, 3),
        ("at the LS level today", 2, 3),
        ("at the L4-5 level today", 2, 3),
        ("at the ibu8rofen level today", 2, 3),
    ],
)
def test_a_word_of_letters_is_shown_alone_and_a_figure_in_company(text: str, place: int, length: int) -> None:
    """What is short or holds a figure is told by its neighbours."""
    shown = Shown()
    again_on(text, 1000.0, shown).second_opinions(0, [(place, place)])
    assert shown.lengths == [length]


@pytest.mark.parametrize(("foot", "length", "letters"), [(60.0, 1, False), (100.0, 3, True)])
def test_the_senders_stripe_is_not_worth_much_time(foot: float, length: int, *, letters: bool) -> None:
    """Its figures are shown alone, its letters not at all; 0.42 inches from the top of the page it ends."""
    shown = Shown()
    again = again_on("FROM: HARBOR 555-0100 FAX P.001/002", foot, shown)
    again.second_opinions(0, [(2, 2)])
    assert shown.lengths == [length]
    assert again.asks_for_letters(0) is letters


def test_without_a_second_engine_nobody_is_asked() -> None:
    """No opinion for any span."""
    again = again_on("took 800mg twice", 1000.0, None)
    assert again.second_opinions(0, [(1, 1)]) == [None]
    assert not again.asks_for_letters(0)
