"""Pages that came twice: nearly the same words, but for what scanning misreads.

It stands apart because a form filled in anew, or a note carried forward to the next visit, looks like a page sent
twice; one figure, date or side that is read clearly and differs tells them apart.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from heapq import nsmallest

from chartcase.record import Furniture, FurnitureKind, Page, Record, Word

_SHINGLE = 9
_SKETCH = 160
_LEAST_SHARED = 0.10
"""Of two sketches; two readings of one page with 8 % of letters wrong share about a quarter of their shingles."""
_LEAST_ALIKE, _LEAST_ALIKE_GIVEN = 0.72, 0.95
"""Share of words in the same order: of pages that were recognised, and of pages whose words were given."""
_LEAST_WORDS = 15
_SURE = 0.85
_TELLING = frozenset({"left", "right", "bilateral", "no", "not", "denies", "negative", "positive", "without", "with"})
_MANY = 40
_PAGES_KEPT = 1024
_PARTS = re.compile(r"[A-Za-z0-9]+(?:[./-][A-Za-z0-9]+)*%?")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")
_LOOKS_LIKE = str.maketrans("oilzsb", "011258")
"""Letters that are taken for figures, and figures for letters."""
_RUNNING = frozenset({FurnitureKind.HEADER, FurnitureKind.FOOTER})
_ONE_WORD = 0.5
"""Share of letters from which on a doubted figure can be a misreading of another."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A page that repeats an earlier one; `likeness` is the share of words that agree, 0..1."""

    source: str
    page: int
    of_source: str
    of_page: int
    likeness: float


@dataclass(frozen=True, repr=False)
class _Sheet:
    """The words of a page that are not furniture, and which of them were read for sure."""

    source: str
    page: int
    words: tuple[str, ...]
    sure: tuple[bool, ...]
    given: bool

    @cached_property
    def sketch(self) -> frozenset[int]:
        """The smallest hashes of its shingles: a fixed-size stand-in for all of them."""
        return _sketch("".join(self.words).encode("ascii", "ignore"))


@lru_cache(maxsize=_PAGES_KEPT)
def _sketch(letters: bytes) -> frozenset[int]:
    """Kept, since the pages of a record are compared when it is segmented and again in its packet."""
    shingles = {zlib.crc32(letters[at : at + _SHINGLE]) for at in range(max(len(letters) - _SHINGLE, 0))}
    return frozenset(nsmallest(_SKETCH, shingles))


def duplicates_of(records: Sequence[tuple[Record, Sequence[Furniture]]]) -> tuple[Twin, ...]:
    """Every page that repeats an earlier one, with the first page that it repeats."""
    if sum(len(record.pages) for record, _ in records) < 2:
        return ()
    sheets = [sheet for record, furniture in records for sheet in _sheets(record, furniture)]
    holders: dict[int, list[int]] = defaultdict(list)
    found: list[Twin] = []
    for index, sheet in enumerate(sheets):
        first = _first_alike(index, sheets, holders)
        if first is not None:
            other, alike = first
            found.append(Twin(sheet.source, sheet.page, other.source, other.page, round(alike, 3)))
            continue
        for shingle in sheet.sketch:
            holders[shingle].append(index)
    return tuple(found)


def _first_alike(index: int, sheets: Sequence[_Sheet], holders: dict[int, list[int]]) -> tuple[_Sheet, float] | None:
    sheet = sheets[index]
    shared = Counter(
        holder
        for shingle in sheet.sketch
        if len(holders.get(shingle, ())) <= _MANY
        for holder in holders.get(shingle, ())
    )
    for holder, count in shared.most_common(5):
        if count >= _LEAST_SHARED * min(len(sheet.sketch), len(sheets[holder].sketch)):
            alike = likeness(sheets[holder], sheet)
            if alike is not None:
                return sheets[holder], alike
    return None


def likeness(one: _Sheet, other: _Sheet) -> float | None:
    """Share of words that agree in order, 0..1; None where the pages are not the same page."""
    if one.words == other.words:
        return 1.0
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    least = _LEAST_ALIKE_GIVEN if one.given and other.given else _LEAST_ALIKE
    changes = [opcode[1:] for opcode in matcher.get_opcodes() if opcode[0] != "equal"]
    if any(_differ(one, other, *change) for change in changes):
        return None
    # words that letters alone part are not counted against a page that was recognised
    alike = matcher.ratio() + (0.0 if one.given and other.given else _nearly(one, other, changes))
    return min(alike, 1.0) if alike >= least else None


def _differ(one: _Sheet, other: _Sheet, low: int, high: int, start: int, end: int) -> bool:
    """Whether figures or telling words stand on both sides that are not readings of the same ones."""
    left, right = _telling(one, low, high), _telling(other, start, end)
    shared = Counter(word for word, _ in left) & Counter(word for word, _ in right)
    left, right = _without(left, shared), _without(right, shared)
    return bool(left and right) and (_unmatched(left, right) or _unmatched(right, left))


def _telling(sheet: _Sheet, low: int, high: int) -> list[tuple[str, bool]]:
    """The telling words of a stretch as they look on paper, and whether each was read for sure."""
    pairs = zip(sheet.words[low:high], sheet.sure[low:high], strict=True)
    return [(word.translate(_LOOKS_LIKE) if _has_figure(word) else word, sure) for word, sure in pairs if _tells(word)]


def _without(words: Sequence[tuple[str, bool]], shared: Counter[str]) -> list[tuple[str, bool]]:
    left, kept = Counter(shared), list[tuple[str, bool]]()
    for word, sure in words:
        if left[word]:
            left[word] -= 1
        else:
            kept.append((word, sure))
    return kept


def _unmatched(words: Sequence[tuple[str, bool]], others: Sequence[tuple[str, bool]]) -> bool:
    """Whether one of the words was read for sure, and no word of the other side is a doubtful reading of it."""
    return any(
        sure and not any(not doubtless and _could_be(word, other) for other, doubtless in others)
        for word, sure in words
    )


def _could_be(word: str, other: str) -> bool:
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= _ONE_WORD


def _has_figure(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _tells(word: str) -> bool:
    return word in _TELLING or _has_figure(word)


def _nearly(one: _Sheet, other: _Sheet, changes: Sequence[tuple[int, int, int, int]]) -> float:
    """The share of words that differ by a few letters only."""
    near = 0
    for low, high, start, end in changes:
        if high - low == end - start and high - low <= 4:
            pairs = zip(one.words[low:high], other.words[start:end], strict=True)
            near += sum(SequenceMatcher(None, left, right, autojunk=False).ratio() >= 0.6 for left, right in pairs)
    return 2.0 * near / max(len(one.words) + len(other.words), 1)


def _sheets(record: Record, furniture: Sequence[Furniture]) -> Iterator[_Sheet]:
    for page in record.pages:
        words = list(_words(record, page, [item for item in furniture if page.start <= item.start < page.end]))
        if len(words) >= _LEAST_WORDS:
            given = not any(word.confidence is not None for word in page.words)
            yield _Sheet(
                record.source, page.number, tuple(word for word, _ in words), tuple(sure for _, sure in words), given
            )


def _words(record: Record, page: Page, furniture: Sequence[Furniture]) -> Iterator[tuple[str, bool]]:
    """Lower-case words, and whether each was read for sure; of running lines only the dates, since a visit's stands
    there, and of stripes and page numbers nothing."""
    doubted = {at for word in page.words if _is_doubted(word) for at in range(word.start, word.end)}
    for match in _PARTS.finditer(record.text, page.start, page.end):
        held = next((item for item in furniture if item.start <= match.start() < item.end), None) if furniture else None
        if held is None or (held.kind in _RUNNING and _DAY.fullmatch(match.group())):
            yield match.group().lower(), match.start() not in doubted


def _is_doubted(word: Word) -> bool:
    return word.confidence is not None and word.confidence < _SURE
