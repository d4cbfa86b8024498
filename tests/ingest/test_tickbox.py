"""Which drawings are tick boxes."""

from collections.abc import Callable

import pytest

from chartcase.ingest.tickbox import Shape, ShapeKind, drawn_ticks
from chartcase.ingest.ticks import EMPTY, TICKED
from chartcase.ingest.token import Token
from chartcase.record import Box

Words = Callable[..., list[Token]]


def _shape(kind: ShapeKind, x0: float, y0: float, x1: float, y1: float, *, dark: bool = False) -> Shape:
    return Shape(kind, Box(x0, y0, x1, y1), stroked=not dark, dark=dark)


def _square(left: float = 38.0, top: float = 101.0, side: float = 8.0, *, dark: bool = False) -> Shape:
    return _shape(ShapeKind.RECT, left, top, left + side, top + side, dark=dark)


def _signs(shapes: list[Shape], tokens: list[Token]) -> list[str]:
    return [tick.text for tick in drawn_ticks(shapes, tokens).ticks]


def test_an_empty_square_before_a_label_is_an_empty_box(words: Words) -> None:
    """The box becomes one sign where the square stands."""
    ticks = drawn_ticks([_square()], words("Cervical")).ticks
    assert [(tick.text, tick.box) for tick in ticks] == [(EMPTY, Box(38.0, 101.0, 46.0, 109.0))]


@pytest.mark.parametrize(
    "mark",
    [
        [_shape(ShapeKind.LINE, 38, 101, 46, 109), _shape(ShapeKind.LINE, 38, 101, 46, 109)],
        [_shape(ShapeKind.CURVE, 39, 98, 49, 108)],
    ],
    ids=["cross", "check mark"],
)
def test_a_cross_or_a_check_mark_ticks_it(words: Words, mark: list[Shape]) -> None:
    """Slanted strokes as large as the box are a mark, also where they run over its edge."""
    assert _signs([_square(), *mark], words("Cervical")) == [TICKED]


def test_a_typed_cross_ticks_it_and_is_no_word_any_more(words: Words) -> None:
    """The X inside the box belongs to the box."""
    tokens = [*words("X", left=39.5), *words("Cervical")]
    drawn = drawn_ticks([_square()], tokens)
    assert ([tick.text for tick in drawn.ticks], drawn.consumed) == ([TICKED], {0})


def test_a_filled_square_beside_hollow_ones_is_ticked(words: Words) -> None:
    """Filled and hollow squares on one page are chosen and unchosen answers."""
    shapes = [_square(top=101), _square(top=121), _square(top=122, left=39, side=6, dark=True)]
    assert _signs(shapes, [*words("Cervical"), *words("Lumbar", top=120)]) == [EMPTY, TICKED]


def test_filled_squares_alone_are_no_ticks(words: Words) -> None:
    """Without a hollow one they may be bullets: nothing is said to be ticked."""
    assert TICKED not in _signs([_square(dark=True)], words("Cervical"))


def test_four_lines_make_a_square(words: Words) -> None:
    """Some programs draw each side by itself."""
    sides = [(38, 101, 46, 101), (38, 109, 46, 109), (38, 101, 38, 109), (46, 101, 46, 109)]
    assert _signs([_shape(ShapeKind.LINE, *side) for side in sides], words("Cervical")) == [EMPTY]


def test_a_border_and_its_fill_are_one_box(words: Words) -> None:
    """A white fill inside a border is not a second box."""
    assert _signs([_square(), _square(left=38.5, top=101.5, side=7)], words("Cervical")) == [EMPTY]


@pytest.mark.parametrize(
    "shapes",
    [
        [_square(side=3.0)],
        [_square(side=30.0)],
        [_shape(ShapeKind.RECT, 20, 101, 46, 109)],
        [_square(left=30.0), _square(left=38.0)],
        [_square(top=300.0)],
        [_square(left=51.0, side=12.0)],
    ],
    ids=["bullet", "picture", "cell", "grid", "no label", "around a word"],
)
def test_other_drawings_are_no_boxes(words: Words, shapes: list[Shape]) -> None:
    """Bullets, frames, cells of a grid, squares without words beside them and frames around words."""
    assert _signs(shapes, words("of 10")) == []
