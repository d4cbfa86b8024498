"""Settles what the words of a line are and how far each can be trusted: repaired, read again, or in doubt.

It stands apart because here a number is called sure or doubtful; the figures behind each step come from ocr_report.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from chartcase.ingest.ocr.lexicon import Lexicon
from chartcase.ingest.ocr.lines import Line
from chartcase.ingest.ocr.repair import mended
from chartcase.ingest.ocr.shapes import EDGES, Shape, shape_of, tells_figures
from chartcase.ingest.ocr.spots import SECOND, THIRD, Again, Reading

# The engine alone is believed from this confidence on, by shape.
_ALONE = {Shape.GUARDED: 0.9, Shape.PLAIN: 0.94, Shape.WORD: 0.0, Shape.AMBIGUOUS: 2.0, Shape.STRANGE: 2.0}
# On a page that reads badly all over: figures that no table guards, and short words in capitals, which a figure may be.
_ALONE_ROUGH, _CAPITALS_ROUGH = 0.97, 0.85
_CAPITALS = re.compile(r"[A-Z]{2,4}")
# What a word is worth once two readings agree, two out of three do, or none (0..1; below 0.6 is in doubt). Readings
# whose confidences add up to less than this agree by chance too often.
_AGREED, _MAJORITY, _WEAK, _SPLIT = 0.97, 0.75, 0.5, 0.3
_ENOUGH = 1.2
# A word below this is shown as doubtful (chartcase.find.evidence).
_DOUBTFUL = 0.6
# From these confidences on the second engine outweighs the first, and is worth its agreement.
_FOREIGN_SURE, _FOREIGN_LIKELY = 0.95, 0.65
_ALIKE = str.maketrans("lI|Oox×", "11100XX")
# No agreement makes up for a shape that charts do not write.
_MOST_FOR = {Shape.AMBIGUOUS: 0.45, Shape.STRANGE: 0.45}
_MOST_TOGETHER = 5
# Words nearer than this, in heights of capitals, are not in different cells.
_CELL_GAP = 1.4


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

    def __repr__(self) -> str:
        """No chart text."""
        return f"Piece({self.first}, {self.last}, {self.confidence:.2f})"


def resolved(lines: Sequence[Line], number: int, lexicon: Lexicon, again: Again) -> list[Piece]:
    """The words of a line, none of them lost, each once."""
    line = lines[number]
    texts = [word.text for word in line.words]
    pieces = _mended(texts, [word.confidence for word in line.words], lexicon)
    groups = _groups(number, pieces, lexicon, again)
    spans = [(group[0].first, group[-1].last) for group, doubted in groups if doubted]
    opinions = iter(again.second_opinions(number, spans))
    settled: list[Piece] = []
    for group, doubted in groups:
        settled += _read_again(number, group, next(opinions), texts, lexicon, again) if doubted else group
    return _capped(line, settled, lexicon)


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


def _groups(number: int, pieces: Sequence[Piece], lexicon: Lexicon, again: Again) -> list[tuple[list[Piece], bool]]:
    """The pieces, neighbours that are in doubt together, and whether they are."""
    groups: list[tuple[list[Piece], bool]] = []
    for place, piece in enumerate(pieces):
        doubted = not _is_believed(number, pieces, place, lexicon, again)
        if doubted and groups and groups[-1][1] and len(groups[-1][0]) < _MOST_TOGETHER:
            groups[-1][0].append(piece)
        else:
            groups.append(([piece], doubted))
    return groups


def _is_believed(number: int, pieces: Sequence[Piece], place: int, lexicon: Lexicon, again: Again) -> bool:
    """True for a word that needs no other reading; a misread word of letters is worth a second engine only."""
    piece = pieces[place]
    shape = shape_of([one.text for one in pieces], place, lexicon)
    if shape is Shape.WORD:
        return piece.confidence >= _enough_for_letters(piece, again) or not again.asks_for_letters(number)
    enough = _ALONE[shape]
    if again.is_rough and tells_figures(piece.text.strip(EDGES), lexicon):
        enough = max(enough, _ALONE_ROUGH)
    return piece.raw is None and piece.confidence >= enough and not _beside_number(pieces, place)


def _enough_for_letters(piece: Piece, again: Again) -> float:
    capitals = again.is_rough and _CAPITALS.fullmatch(piece.text.strip(EDGES))
    return _CAPITALS_ROUGH if capitals else _DOUBTFUL


def _beside_number(pieces: Sequence[Piece], place: int) -> bool:
    """Two bare numbers beside each other: perhaps a slash between them was lost."""
    if not pieces[place].text.strip(EDGES).isdigit():
        return False
    beside = [pieces[other] for other in (place - 1, place + 1) if 0 <= other < len(pieces)]
    return any(other.text.strip(EDGES).isdigit() for other in beside)


def _read_again(
    number: int, group: Sequence[Piece], foreign: Reading | None, texts: Sequence[str], lexicon: Lexicon, again: Again
) -> list[Piece]:
    first, last = group[0].first, group[-1].last

    def other(reading: Reading) -> list[Piece]:
        return _in_place(reading.words, reading.confidence, (first, last), texts, lexicon)

    def again_read() -> list[Piece]:
        return other(again.read(number, first, last, SECOND))

    if foreign is not None and foreign.words:
        judged = _judged(group, other(foreign), again_read, lexicon)
        bare = again.laid_bare(number, first, last) if _has_sure_figures(judged) else None
        return judged if bare is None or _figures(other(bare)) == _figures(judged) else _valued(judged, _WEAK)
    second = again_read()
    agrees = _text(second) == _text(group)
    if agrees and not (again.is_rough and _tell_figures(group, lexicon)):
        return _valued(group, _AGREED if _sure(group, second) else _WEAK)
    third = other(again.read(number, first, last, THIRD))
    if agrees:
        return _valued(group, _AGREED if _sure(group, second) and _text(third) == _text(group) else _WEAK)
    if _text(third) == _text(group):
        return _valued(group, _MAJORITY if _outweigh(group, third, second) else _WEAK)
    if _text(third) == _text(second) and _text(third):
        return _fitted(second, group, _MAJORITY if _outweigh(second, third, group) else _WEAK)
    return _valued(group, _SPLIT)


def _has_sure_figures(pieces: Sequence[Piece]) -> bool:
    return bool(_figures(pieces)) and _least(pieces) >= _DOUBTFUL


def _figures(pieces: Sequence[Piece]) -> list[str]:
    """The words that hold figures, as readings are compared."""
    return [_folded([piece]) for piece in pieces if any(letter.isdigit() for letter in piece.text)]


def _tell_figures(group: Sequence[Piece], lexicon: Lexicon) -> bool:
    return any(tells_figures(piece.text.strip(EDGES), lexicon) for piece in group)


def _judged(
    group: Sequence[Piece], foreign: Sequence[Piece], again_read: Callable[[], Sequence[Piece]], lexicon: Lexicon
) -> list[Piece]:
    """What another engine says counts for more than what the same engine says of another picture, which is asked only
    where the two engines differ."""
    whole, told, sure = _is_whole(group, lexicon), _is_whole(foreign, lexicon), _least(foreign)
    if _folded(foreign) == _folded(group) or _ends_with(foreign, group):
        better = group if whole or not told else foreign
        return _fitted(better, group, _AGREED if sure >= _FOREIGN_LIKELY else _WEAK)
    second = again_read()
    if whole and (not told or (_folded(second) == _folded(group) and sure < _FOREIGN_SURE)):
        return _valued(group, _WEAK)
    backed = _folded(second) == _folded(foreign) or (not whole and _folded(second) == _folded(group))
    if not told:
        return _fitted(foreign, group, _SPLIT)
    return _fitted(foreign, group, _MAJORITY if backed and sure >= _FOREIGN_SURE else _WEAK)


def _is_whole(pieces: Sequence[Piece], lexicon: Lexicon) -> bool:
    """True where every word has a shape that charts write."""
    texts = [piece.text for piece in pieces]
    return bool(texts) and not any(shape_of(texts, place, lexicon) in _MOST_FOR for place in range(len(texts)))


def _folded(pieces: Sequence[Piece]) -> str:
    """What two engines' readings are compared by: glyphs that no engine tells apart count as one."""
    return _text(pieces).translate(_ALIKE)


def _ends_with(foreign: Sequence[Piece], group: Sequence[Piece]) -> bool:
    """True where the second engine joined the words to those before them: `DOS:04/05/2021`."""
    return _folded(foreign).endswith(f":{_folded(group)}")


def _sure(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    return _least(one) + _least(other) >= _ENOUGH


def _outweigh(one: Sequence[Piece], other: Sequence[Piece], against: Sequence[Piece]) -> bool:
    """Two readings that agree against a third: only where they are sure and it is not."""
    return _sure(one, other) and max(_least(one), _least(other)) > _least(against) + 0.2


def _least(pieces: Sequence[Piece]) -> float:
    return min((piece.confidence for piece in pieces), default=0.0)


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


def _valued(group: Sequence[Piece], worth: float) -> list[Piece]:
    return [replace(piece, confidence=worth) for piece in group]


def _fitted(pieces: Sequence[Piece], group: Sequence[Piece], worth: float) -> list[Piece]:
    """Another reading in place of a group."""
    return _valued(_laid_over([piece.text for piece in pieces], group), worth)


def _capped(line: Line, pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """Whatever the readings say, a shape that charts do not write stays in doubt, and so do numbers side by side."""
    texts = [piece.text for piece in pieces]
    capped: list[Piece] = []
    for place, piece in enumerate(pieces):
        most = _MOST_FOR.get(shape_of(texts, place, lexicon), 1.0)
        if _beside_number(pieces, place) and _is_close(line, pieces, place):
            most = min(most, _MOST_FOR[Shape.AMBIGUOUS])
        capped.append(replace(piece, confidence=min(piece.confidence, most)))
    return capped


def _is_close(line: Line, pieces: Sequence[Piece], place: int) -> bool:
    """True where a neighbouring word is nearer than cells of a table are."""
    gaps = [
        line.words[right.first].box.x0 - line.words[left.last].box.x1
        for left, right in (
            (pieces[place - 1], pieces[place]),
            *zip(pieces[place : place + 1], pieces[place + 1 : place + 2], strict=False),
        )
        if left.last < right.first
    ]
    return any(gap < _CELL_GAP * line.capitals for gap in gaps)
