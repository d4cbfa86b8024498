"""A number is called sure where readings agree on a shape that charts write, and doubtful everywhere else."""

from dataclasses import dataclass

import pytest

from chartcase.ingest.ocr.doubt import Piece, resolved
from chartcase.ingest.ocr.engine import EngineWord
from chartcase.ingest.ocr.geometry import PixelBox
from chartcase.ingest.ocr.lexicon import Lexicon
from chartcase.ingest.ocr.lines import lines_of
from chartcase.ingest.ocr.spots import Manner, Reading

DOUBTFUL = 0.6


@dataclass
class Others:
    """What the other readings of a place say: the same engine's, in turn, and the second engine's."""

    same: list[tuple[str, float]]
    second: tuple[str, float] | None = None
    asked: int = 0
    is_rough: bool = False
    bare: str | None = None

    def asks_for_letters(self, _number: int) -> bool:
        """As the real one, outside the sender's stripe."""
        return self.second is not None

    def laid_bare(self, _number: int, _first: int, _last: int) -> Reading | None:
        """The second engine's reading with lost scan lines left white."""
        return Reading(tuple(self.bare.split()), 0.9) if self.bare is not None else None

    def read(self, _number: int, _first: int, _last: int, _manner: Manner) -> Reading:
        """The next of the same engine's readings."""
        self.asked += 1
        text, confidence = self.same[min(self.asked, len(self.same)) - 1]
        return Reading(tuple(text.split()), confidence)

    def second_opinions(self, _number: int, spans: list[tuple[int, int]]) -> list[Reading | None]:
        """The second engine's reading of every span."""
        return [Reading(tuple(self.second[0].split()), self.second[1]) if self.second else None for _ in spans]


def settle(line: str, confidence: float, others: Others, lexicon: Lexicon) -> list[Piece]:
    """A line whose words the engine read with that confidence, settled with the help of the others."""
    words = [
        EngineWord(text, PixelBox(100.0 * at, 0.0, 100.0 * at + 60.0, 20.0), confidence, 0)
        for at, text in enumerate(line.split())
    ]
    return resolved(lines_of(words), 0, lexicon, others)  # type: ignore[arg-type]


def only(pieces: list[Piece], text: str) -> Piece:
    """The one piece of that text."""
    (piece,) = [piece for piece in pieces if piece.text == text]
    return piece


def test_a_legal_word_read_clearly_is_not_read_again(lexicon: Lexicon) -> None:
    """Reading again costs time."""
    others = Others([])
    assert only(settle("disc at L4-5 today", 0.95, others, lexicon), "L4-5").confidence == 0.95
    assert others.asked == 0


@pytest.mark.parametrize(
    ("again", "sure"),
    [
        ([("L4-5", 0.8)], True),
        ([("L4-5", 0.3)], False),
        ([("L4-6", 0.8), ("L4-7", 0.8)], False),
        ([("L3-5", 0.2), ("L4-5", 0.9)], True),
        ([("L3-5", 0.8), ("L4-5", 0.8)], False),
    ],
)
def test_one_engine_must_agree_with_itself(lexicon: Lexicon, again: list[tuple[str, float]], sure: bool) -> None:
    """Two readings of some confidence, or two against one that is much weaker."""
    piece = only(settle("disc at L4-5 today", 0.8, Others(again), lexicon), "L4-5")
    assert (piece.confidence >= DOUBTFUL) is sure


def test_no_agreement_makes_a_strange_shape_sure(lexicon: Lexicon) -> None:
    """`05/32/1986` is no date, however often it is read."""
    others = Others([("05/32/1986", 0.99)], ("05/32/1986", 0.99))
    assert only(settle("born 05/32/1986 in", 0.99, others, lexicon), "05/32/1986").confidence < DOUBTFUL


@pytest.mark.parametrize(
    ("second", "text", "sure"),
    [
        (("L4-5", 0.99), "L4-5", True),
        (("L4-5", 0.4), "L4-5", False),
        (("L3-4", 0.8), "L4-5", False),
        (("L3-4", 0.99), "L3-4", False),
        (("Z#9", 0.99), "L4-5", False),
        (("", 0.0), "L4-5", True),
    ],
)
def test_a_second_engine_lifts_doubt_or_makes_it(
    lexicon: Lexicon, second: tuple[str, float], text: str, sure: bool
) -> None:
    """Agreement lifts it, another legal reading makes it; where the second engine is silent the first decides."""
    piece = only(settle("disc at L4-5 today", 0.8, Others([("L4-5", 0.8)], second), lexicon), text)
    assert (piece.confidence >= DOUBTFUL) is sure


@pytest.mark.parametrize(("rough", "asked"), [(False, 0), (True, 2)])
def test_figures_of_a_rough_page_are_read_three_times(lexicon: Lexicon, rough: bool, asked: int) -> None:
    """A date that is sure on a clean page needs the agreement of two other pictures on a page that reads badly."""
    others = Others([("07/19/2025", 0.9), ("07/19/2023", 0.9)], is_rough=rough)
    piece = only(settle("on 07/19/2025 seen", 0.95, others, lexicon), "07/19/2025")
    assert others.asked == asked
    assert (piece.confidence < DOUBTFUL) is rough


def test_a_level_of_a_rough_page_is_guarded_by_its_shape(lexicon: Lexicon) -> None:
    """Few levels exist: it is not read again."""
    others = Others([], is_rough=True)
    assert only(settle("disc at L4-5 today", 0.95, others, lexicon), "L4-5").confidence == 0.95


def test_two_readings_outvote_the_first(lexicon: Lexicon) -> None:
    """The second engine and the second picture agree: their reading stands, and the first is kept as raw."""
    piece = only(settle("about 30% relief", 0.6, Others([("80%", 0.8)], ("80%", 0.99)), lexicon), "80%")
    assert piece.raw == "30%"
    assert piece.confidence >= DOUBTFUL


def test_a_misread_word_is_shown_to_the_second_engine(lexicon: Lexicon) -> None:
    """Its reading is taken where it is sure, and the doubt stays."""
    piece = only(
        settle("the fraoture healed", 0.4, Others([("fraoture", 0.4)], ("fracture", 0.99)), lexicon), "fracture"
    )
    assert piece.confidence < DOUBTFUL


@pytest.mark.parametrize(("bare", "sure"), [(None, True), ("65", True), ("65 dally", True), ("55", False), ("", False)])
def test_a_torn_figure_must_read_the_same_however_it_is_filled(
    lexicon: Lexicon, bare: str | None, *, sure: bool
) -> None:
    """What two engines read from one mended picture may be what mended it."""
    others = Others([("65", 0.9)], second=("65", 0.99), bare=bare)
    assert (only(settle("took 65 daily", 0.85, others, lexicon), "65").confidence >= 0.6) is sure
