"""Settles what the words of a line are and how far each can be trusted: repaired, read again, or in doubt.

It stands apart because here a number is called sure or doubtful; the figures behind each step come from ocr_report.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chartcase.ingest.ocr.lexicon import Lexicon
from chartcase.ingest.ocr.lines import Line
from chartcase.ingest.ocr.repair import mended
from chartcase.ingest.ocr.shapes import EDGES, Shape, shape_of
from chartcase.ingest.ocr.spots import SECOND, THIRD, Again, Manner

# The engine alone is believed from this confidence on, by shape.
_ALONE = {Shape.GUARDED: 0.9, Shape.PLAIN: 0.94, Shape.WORD: 0.0, Shape.AMBIGUOUS: 2.0, Shape.STRANGE: 2.0}
# What a word is worth once readings agree, two out of three agree, or none do (0..1; below 0.6 is in doubt).
_AGREED, _MAJORITY, _SPLIT = 0.97, 0.75, 0.3
# No agreement makes up for a shape that charts do not write.
_MOST_FOR = {Shape.AMBIGUOUS: 0.45, Shape.STRANGE: 0.45}
_MOST_TOGETHER = 5
TRACE: list[tuple[object, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One word as it is given: it stands on words `first` to `last` (both counted in) of a line, or on a `part` of
    their
    width (0..1), and has a confidence and, where it was repaired, the raw reading."""

    first: int
    last: int
    text: str
    confidence: float
    raw: str | None = None
    part: tuple[float, float] = (0.0, 1.0)
    how: str = ""

    def __repr__(self) -> str:
        """No chart text."""
        return f"Piece({self.first}, {self.last}, {self.confidence:.2f})"


def resolved(lines: Sequence[Line], number: int, lexicon: Lexicon, again: Again) -> list[Piece]:
    """The words of a line, none of them lost, each once."""
    line = lines[number]
    texts = [word.text for word in line.words]
    pieces = _mended(texts, [word.confidence for word in line.words], lexicon)
    settled: list[Piece] = []
    for group in _groups(pieces, lexicon):
        if len(group) == 1 and _is_believed(pieces, pieces.index(group[0]), lexicon):
            settled.append(group[0])
            continue
        settled += _read_again(line, number, group, texts, lexicon, again)
    return _capped(settled, lexicon)


def _mended(texts: Sequence[str], confidences: Sequence[float], lexicon: Lexicon) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for repair in mended(texts, lexicon):
        pieces += _as_read(texts, confidences, range(at, repair.first))
        span = range(repair.first, repair.last + 1)
        pieces += _laid_over(repair.text.split(), _as_read(texts, confidences, span))
        at = repair.last + 1
    return [*pieces, *_as_read(texts, confidences, range(at, len(texts)))]


def _as_read(texts: Sequence[str], confidences: Sequence[float], places: range) -> list[Piece]:
    return [Piece(place, place, texts[place], confidences[place]) for place in places]


def _laid_over(words: Sequence[str], pieces: Sequence[Piece]) -> list[Piece]:
    """Other words in place of pieces: one by one where there are as many, by their length otherwise."""
    if len(words) == len(pieces):
        return [
            old if old.text == new else replace(old, text=new, raw=old.raw or old.text)
            for old, new in zip(pieces, words, strict=True)
        ]
    raw = " ".join(piece.raw or piece.text for piece in pieces)
    confidence = min(piece.confidence for piece in pieces)
    total, at = max(sum(map(len, words)), 1), 0
    laid: list[Piece] = []
    for word in words:
        part = at / total, (at + len(word)) / total
        laid.append(Piece(pieces[0].first, pieces[-1].last, word, confidence, raw, part))
        at += len(word)
    return laid


def _groups(pieces: Sequence[Piece], lexicon: Lexicon) -> list[list[Piece]]:
    """The pieces, neighbours that are in doubt together."""
    groups: list[list[Piece]] = []
    open_group = False
    for place, piece in enumerate(pieces):
        doubted = not _is_believed(pieces, place, lexicon)
        if doubted and open_group and len(groups[-1]) < _MOST_TOGETHER:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        open_group = doubted
    return groups


def _is_believed(pieces: Sequence[Piece], place: int, lexicon: Lexicon) -> bool:
    piece = pieces[place]
    shape = shape_of([one.text for one in pieces], place, lexicon)
    if shape is Shape.WORD:
        return True
    return piece.raw is None and piece.confidence >= _ALONE[shape] and not _beside_number(pieces, place)


def _beside_number(pieces: Sequence[Piece], place: int) -> bool:
    """Two bare numbers beside each other: perhaps a slash between them was lost."""
    if not pieces[place].text.strip(EDGES).isdigit():
        return False
    beside = [pieces[other] for other in (place - 1, place + 1) if 0 <= other < len(pieces)]
    return any(other.text.strip(EDGES).isdigit() for other in beside)


def _read_again(
    line: Line, number: int, group: Sequence[Piece], texts: Sequence[str], lexicon: Lexicon, again: Again
) -> list[Piece]:
    first, last = group[0].first, group[-1].last

    def other(manner: Manner) -> list[Piece]:
        reading = again.read(number, first, last, manner)
        return _in_place(reading.words, reading.confidence, (first, last), texts, lexicon)

    second = other(SECOND)
    if _text(second) == _text(group):
        found = _valued(group, _AGREED, "agree")
    else:
        third = other(THIRD)
        if _text(third) == _text(group):
            found = _valued(group, _MAJORITY, "first+third")
        elif _text(third) == _text(second) and _text(third):
            found = _fitted(second, group, _MAJORITY, "second+third")
        else:
            found = _valued(group, _SPLIT, "split")
    if TRACE is not None:
        TRACE.append(
            (
                number,
                first,
                last,
                found[0].how if found else "",
                [p.text for p in group],
                [p.confidence for p in group],
                [(p.text, p.confidence) for p in second],
                [s.value for s in (shape_of([q.text for q in group], k, lexicon) for k in range(len(group)))],
            )
        )
    return found


def _in_place(
    words: Sequence[str], confidence: float, span: tuple[int, int], texts: Sequence[str], lexicon: Lexicon
) -> list[Piece]:
    """Another reading of a span, mended in the company of the words around it."""
    first, last = span
    before, after = list(texts[:first]), list(texts[last + 1 :])
    whole = _mended([*before, *words, *after], [confidence] * (len(before) + len(words) + len(after)), lexicon)
    end = len(before) + len(words)
    return [piece for piece in whole if piece.first >= len(before) and piece.last < end]


def _text(pieces: Sequence[Piece]) -> str:
    """What readings are compared by: white space and punctuation at the edges of words do not count."""
    return "".join(piece.text.replace(" ", "").strip(EDGES) for piece in pieces)


def _valued(group: Sequence[Piece], worth: float, how: str) -> list[Piece]:
    return [replace(piece, confidence=worth, how=how) for piece in group]


def _fitted(pieces: Sequence[Piece], group: Sequence[Piece], worth: float, how: str) -> list[Piece]:
    """Another reading in place of a group."""
    return _valued(_laid_over([piece.text for piece in pieces], group), worth, how)


def _capped(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    texts = [piece.text for piece in pieces]
    return [
        replace(piece, confidence=min(piece.confidence, _MOST_FOR.get(shape_of(texts, place, lexicon), 1.0)))
        for place, piece in enumerate(pieces)
    ]
