"""Expressions on a linear-time engine (RE2), so that no text, however hostile, can stall a rule.

It stands apart as the only place that knows the engine. Texts are ASCII (see `segment.stream`), so that byte and
character offsets are the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, Protocol, cast

import re2

from chartcase import kept
from chartcase.literals import Needs
from chartcase.sieve import Sieve

_Span = tuple[int, int]
_ANYWHERE, _WHOLE = cast(Any, re2)._re2.RE2.Anchor.UNANCHORED, cast(Any, re2)._re2.RE2.Anchor.ANCHOR_BOTH
WORTH_SIEVING = 40_000
"""Characters after which it pays to read what expressions need, which costs as much as asking each of them of a few
pages."""
_WORTH_SIEVING_TEXTS = 200
"""Texts after which it pays however short they are: a headline asks as many expressions as a page."""
_MOST_KEPT, _LONGEST_KEPT = 4096, 1000
"""Lines whose answers are kept, and the characters of the longest."""
_NO_GROUPS: Mapping[str, str] = {}
_NO_SPANS: Mapping[str, _Span] = {}


class _Compiled(Protocol):
    """RE2 as its own package binds it; the wrapper around it costs more than most searches of a sentence."""

    def Match(self, anchor: Any, text: bytes, pos: int, endpos: int) -> Sequence[_Span]: ...  # noqa: N802
    def NamedCapturingGroups(self) -> Sequence[tuple[bytes, int]]: ...  # noqa: N802


_Match = Callable[[Any, bytes, int, int], Sequence[_Span]]


class Hit(NamedTuple):
    """One match: [start, end), and of its named groups that took part the words and the places."""

    start: int
    end: int
    groups: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]


class Pattern:
    """A case-insensitive expression (unless `cased`) over ASCII text; it is compiled with its first question, since
    about a short note most expressions are asked nothing."""

    __slots__ = ("_match", "_names", "cased", "source")

    def __init__(self, source: str, *, cased: bool = False) -> None:
        self.source = source
        self.cased = cased
        self._match: _Match = self._first_match
        self._names: tuple[tuple[str, int], ...] = ()

    def check(self) -> None:
        """Compile it, unless that is known to work.

        Raises:
            ValueError: RE2 does not take it (look-around and back-references are not in the language).
        """
        kept.once(self._compiled, "RE2", str(self.cased), self.source)

    def _first_match(self, anchor: Any, text: bytes, pos: int, endpos: int) -> Sequence[_Span]:
        return self._compiled()(anchor, text, pos, endpos)

    def _compiled(self) -> "_Match":
        compiled = _compile(self.source, self.cased)
        self._names = tuple((name.decode("ascii"), index) for name, index in compiled.NamedCapturingGroups())
        self._match = compiled.Match
        return self._match

    def find_all(self, text: bytes, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Matches in text[start:end] from left to right that do not overlap; empty ones are left out.

        `^` and `$` stand for the borders of the piece (RE2 itself would take those of the whole text).
        """
        piece = text if start == 0 and end is None else text[start:end]
        return (self._hit(spans, piece, start) for spans in self._matches(piece, 0, len(piece)))

    def find_in_each(self, text: bytes, spans: Iterable[_Span]) -> list[Hit]:
        """As `find_all` in one span after the other, but `^` and `$` stand for the borders of the whole text."""
        match, hit, found = self._match, self._hit, list[Hit]()
        for position, end in spans:
            while position <= end:
                groups = match(_ANYWHERE, text, position, end)
                low, high = groups[0]
                if low < 0:
                    break
                if high > low:
                    found.append(hit(groups, text, 0))
                position = high if high > position else position + 1
        return found

    def _matches(self, text: bytes, position: int, end: int) -> Iterator[Sequence[_Span]]:
        match = self._match
        while position <= end:
            spans = match(_ANYWHERE, text, position, end)
            low, high = spans[0]
            if low < 0:
                return
            if high > low:
                yield spans
            position = high if high > position else position + 1

    def needs(self) -> Needs:
        """What a text must hold before it can match there."""
        return kept.needs(self.source)

    def search(self, text: bytes, start: int = 0, end: int | None = None) -> Hit | None:
        """The first match in text[start:end], whose borders `^` and `$` stand for."""
        piece = text if start == 0 and end is None else text[start:end]
        spans = self._match(_ANYWHERE, piece, 0, len(piece))
        return self._hit(spans, piece, start) if spans[0][0] >= 0 else None

    def found(self, text: bytes) -> bool:
        """Whether it matches anywhere in `text`; cheaper than `search` where nobody asks for the words."""
        return self._match(_ANYWHERE, text, 0, len(text))[0][0] >= 0

    def occurs(self, words: str) -> bool:
        """Whether it matches anywhere in words; what is not ASCII, as a box in a title, is a mark of no meaning."""
        return self.found(words.encode("ascii", "replace"))

    def full(self, text: str) -> Hit | None:
        """The match that takes all of `text`."""
        data = text.encode("ascii", "replace")
        spans = self._match(_WHOLE, data, 0, len(data))
        return self._hit(spans, data, 0) if spans[0][0] >= 0 else None

    def _hit(self, match: Sequence[_Span], piece: bytes, shift: int) -> Hit:
        start, end = match[0]
        if not self._names:
            return Hit(start + shift, end + shift, _NO_GROUPS, _NO_SPANS)
        spans = {name: span for name, index in self._names if (span := match[index])[0] >= 0}
        groups = {name: piece[low:high].decode("ascii") for name, (low, high) in spans.items()}
        moved = {name: (low + shift, high + shift) for name, (low, high) in spans.items()} if shift else spans
        return Hit(start + shift, end + shift, groups, moved)


class PatternSet:
    """Many patterns asked at once which of them match a text.

    RE2's own sets remember in every state which of their expressions matched so far; each text makes them build states
    anew. Here most expressions are held back by the text's words, and the few that are left are asked one by one.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        """The patterns are named by their place."""
        self.patterns = tuple(patterns)
        self._every = range(len(self.patterns))
        self._places = {pattern: place for place, pattern in enumerate(self.patterns)}
        self._seen = self._texts = 0
        self._told: dict[bytes, Sequence[int]] = {}

    def __len__(self) -> int:
        """How many patterns it asks."""
        return len(self.patterns)

    def matching(self, text: bytes) -> Sequence[int]:
        """The places of the patterns that match anywhere in `text`, in order; lines that recur are asked once."""
        told = self._told.get(text)
        if told is None:
            told = [place for place in self._possible(text) if self.patterns[place].found(text)]
            if len(text) <= _LONGEST_KEPT:
                if len(self._told) >= _MOST_KEPT:
                    self._told.clear()
                self._told[text] = told
        return told

    def shows(self, pattern: Pattern, text: bytes) -> bool:
        """Whether one of its patterns matches anywhere in `text`."""
        return self._places[pattern] in self.matching(text)

    def full(self, words: str) -> int | None:
        """The place of the first pattern that takes all of the words."""
        possible = self._possible(words.encode("ascii", "replace"))
        return next((place for place in possible if self.patterns[place].full(words) is not None), None)

    def prepare(self) -> None:
        """Read at once what the patterns need, as pays for many texts."""
        self._texts = _WORTH_SIEVING_TEXTS
        _ = self._sieve

    def _possible(self, text: bytes) -> Sequence[int]:
        if self._seen < WORTH_SIEVING and self._texts < _WORTH_SIEVING_TEXTS:
            self._seen += len(text)
            self._texts += 1
            return self._every
        return self._sieve.possible(text)

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve([pattern.needs() for pattern in self.patterns])


def _options(*, cased: bool) -> Any:
    options = cast(Any, re2).Options()
    options.case_sensitive = cased
    options.log_errors = False
    options.encoding = cast(Any, re2).Options.Encoding.LATIN1
    options.max_mem = 64 << 20
    return options


@lru_cache(maxsize=4096)
def _compile(source: str, cased: bool) -> _Compiled:
    engine = cast(Any, re2)
    options = _options(cased=cased)
    try:
        # compile() reports what is wrong with the source; the expression that it holds is what is asked from then on
        return cast(_Compiled, engine.compile(source.encode("ascii"), options)._regexp)
    except (engine.error, UnicodeEncodeError) as error:
        raise ValueError(f"RE2 does not take this expression: {error}") from None
