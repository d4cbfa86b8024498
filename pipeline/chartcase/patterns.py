"""Expressions on a linear-time engine (RE2), so that no text, however hostile, can stall a rule.

It stands apart as the only place that knows the engine. Texts are ASCII (see `segment.stream`), so that byte and
character offsets are the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, cast

import re2


class _Match(Protocol):
    def span(self, group: int = 0) -> tuple[int, int]: ...


class _Compiled(Protocol):
    @property
    def groupindex(self) -> Mapping[str | bytes, int]: ...
    def search(self, text: bytes, pos: int = ..., endpos: int = ...) -> _Match | None: ...
    def match(self, text: bytes, pos: int = ..., endpos: int = ...) -> _Match | None: ...
    def fullmatch(self, text: bytes, pos: int = ..., endpos: int = ...) -> _Match | None: ...
    def finditer(self, text: bytes, pos: int = ..., endpos: int = ...) -> Iterator[_Match]: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """One match: [start, end), and of its named groups that took part the words and the places."""

    start: int
    end: int
    groups: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]


class Pattern:
    """A case-insensitive expression (unless `cased`) over ASCII text."""

    __slots__ = ("_compiled", "_names", "source")

    def __init__(self, source: str, *, cased: bool = False) -> None:
        """Compile `source`.

        Raises:
            ValueError: RE2 does not take it (look-around and back-references are not in the language).
        """
        self.source = source
        self._compiled = _compile(source, cased)
        names = self._compiled.groupindex.items()
        self._names = tuple((name if isinstance(name, str) else name.decode("ascii"), index) for name, index in names)

    def find_all(self, text: bytes, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Matches in text[start:end] from left to right that do not overlap; empty ones are left out.

        `^` and `$` stand for the borders of the piece (RE2 itself would take those of the whole text).
        """
        piece = text if start == 0 and end is None else text[start:end]
        for match in self._compiled.finditer(piece):
            hit = self._hit(match, piece, start)
            if hit.end > hit.start:
                yield hit

    def search(self, text: bytes, start: int = 0, end: int | None = None) -> Hit | None:
        """The first match in text[start:end], whose borders `^` and `$` stand for."""
        piece = text if start == 0 and end is None else text[start:end]
        match = self._compiled.search(piece)
        return self._hit(match, piece, start) if match is not None else None

    def occurs(self, words: str) -> bool:
        """Whether it matches anywhere in ASCII words."""
        return self._compiled.search(words.encode("ascii")) is not None

    def full(self, text: str) -> Hit | None:
        """The match that takes all of `text`."""
        data = text.encode("ascii", "replace")
        match = self._compiled.fullmatch(data)
        return self._hit(match, data, 0) if match is not None else None

    def _hit(self, match: _Match, piece: bytes, shift: int) -> Hit:
        start, end = match.span()
        spans = {name: span for name, index in self._names if (span := match.span(index))[0] >= 0}
        groups = {name: piece[low:high].decode("ascii") for name, (low, high) in spans.items()}
        moved = {name: (low + shift, high + shift) for name, (low, high) in spans.items()}
        return Hit(start + shift, end + shift, groups, moved)


@lru_cache(maxsize=4096)
def _compile(source: str, cased: bool) -> _Compiled:
    engine = cast(Any, re2)
    options = engine.Options()
    options.case_sensitive = cased
    options.log_errors = False
    options.encoding = engine.Options.Encoding.LATIN1
    options.max_mem = 64 << 20
    try:
        return cast(_Compiled, engine.compile(source.encode("ascii"), options))
    except (engine.error, UnicodeEncodeError) as error:
        raise ValueError(f"RE2 does not take this expression: {error}") from None
