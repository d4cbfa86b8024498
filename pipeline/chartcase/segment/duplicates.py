"""Pages that came twice: nearly the same words, but for what scanning misreads.

It stands apart because a form filled in anew looks like a page sent twice; figures and sides that are read clearly and
differ tell them apart.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from heapq import nsmallest

from chartcase.record import Furniture, Page, Record, Word

_SHINGLE = 9
_SKETCH = 160
_LEAST_SHARED = 0.10
"""Of two sketches; two readings of one page with 8 % of letters wrong share about a quarter of their shingles."""
_LEAST_ALIKE, _LEAST_ALIKE_GIVEN = 0.72, 0.95
"""Share of words in the same order: of pages that were recognised, and of pages whose words were given."""
_LEAST_WORDS = 15
_SURE = 0.85
_MOST_DIFFERENT = 0.04
_TELLING = frozenset({"left", "right", "bilateral", "no", "not", "denies", "negative", "positive", "without", "with"})
_MANY = 40
_PAGES_KEPT = 1024
_PARTS = re.compile(r"[A-Za-z0-9]+(?:[./-][A-Za-z0-9]+)*%?")


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
    differing = sum(_differ(one, other, *change) for change in changes)
    figures = sum(any(letter.isdigit() for letter in word) for word in one.words)
    allowed = 0 if one.given or other.given else _MOST_DIFFERENT * figures
    # words that letters alone part are not counted against a page that was recognised
    alike = matcher.ratio() + (0.0 if one.given and other.given else _nearly(one, other, changes))
    return min(alike, 1.0) if alike >= least and differing <= allowed else None


def _differ(one: _Sheet, other: _Sheet, low: int, high: int, start: int, end: int) -> int:
    """How many figures or telling words were read for sure on both sides and are not the same."""
    left = [word for word, sure in zip(one.words[low:high], one.sure[low:high], strict=True) if sure and _tells(word)]
    right = [
        word for word, sure in zip(other.words[start:end], other.sure[start:end], strict=True) if sure and _tells(word)
    ]
    return max(len(left), len(right)) if left and right else 0


def _tells(word: str) -> bool:
    return word in _TELLING or any(letter.isdigit() for letter in word)


def _nearly(one: _Sheet, other: _Sheet, changes: Sequence[tuple[int, int, int, int]]) -> float:
    """The share of words that differ by a few letters only."""
    near = 0
    for low, high, start, end in changes:
        if high - low == end - start and high - low <= 4:
            pairs = zip(one.words[low:high], other.words[start:end], strict=True)
            near += sum(SequenceMatcher(None, left, right, autojunk=False).ratio() >= 0.6 for left, right in pairs)
    return 2.0 * near / max(len(one.words) + len(other.words), 1)


def _sheets(record: Record, furniture: Sequence[Furniture]) -> Iterator[_Sheet]:
    spans = sorted((item.start, item.end) for item in furniture)
    for page in record.pages:
        words = list(_words(record, page, spans))
        if len(words) >= _LEAST_WORDS:
            given = not any(word.confidence is not None for word in page.words)
            yield _Sheet(
                record.source, page.number, tuple(word for word, _ in words), tuple(sure for _, sure in words), given
            )


def _words(record: Record, page: Page, furniture: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Lower-case words, and whether each was read for sure; furniture is left out."""
    doubted = {at for word in page.words if _is_doubted(word) for at in range(word.start, word.end)}
    here = [(start, end) for start, end in furniture if page.start <= start < page.end]
    for match in _PARTS.finditer(record.text, page.start, page.end):
        if not here or not any(start <= match.start() < end for start, end in here):
            yield match.group().lower(), match.start() not in doubted


def _is_doubted(word: Word) -> bool:
    return word.confidence is not None and word.confidence < _SURE
