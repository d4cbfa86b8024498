"""Words -> the quotes and texts of a store that hold all of them, with document, page and a snippet.

It stands apart because a search shows words of records, which only a command that says so may do.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from chartcase.corpus.query import answered, asking
from chartcase.corpus.store import Store
from chartcase.errors import SettingError

AROUND = 60
"""Characters of a snippet on each side of the first word."""

_QUOTES = """
    SELECT d.document, d.path, f.page, f.fact, f.type, f.stated_by, f.quote
    FROM facts f JOIN documents d USING (document) WHERE {every} ORDER BY d.path, f.start LIMIT ?
"""
_TEXTS = "SELECT document, path, page_starts, text FROM documents WHERE {every} ORDER BY path LIMIT ?"


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the words stand. `fact` is None for a hit in the text alone; `page` None where the store does not tell."""

    document: str
    path: str
    page: int | None
    fact: str | None
    type: str | None
    stated_by: str | None
    snippet: str


def quotes(store: Store, words: Sequence[str], limit: int) -> Iterator[Hit]:
    """Facts whose quote holds every word, in the order of paths; capitals do not matter."""
    with asking(store) as connection:
        answer = answered(connection, _QUOTES.format(every=_every("f.quote", words)), [*_lower(words), limit])
        for document, path, page, fact, kind, stated_by, quote in answer.rows:
            yield Hit(str(document), str(path), _number(page), str(fact), str(kind), str(stated_by), str(quote))


def texts(store: Store, words: Sequence[str], limit: int) -> Iterator[Hit]:
    """Documents whose text holds every word, each with the place of the first."""
    first = _lower(words)[0]
    with asking(store) as connection:
        answer = answered(connection, _TEXTS.format(every=_every("text", words)), [*_lower(words), limit])
        for document, path, starts, text in answer.rows:
            words_of = str(text)
            place = max(words_of.lower().find(first), 0)
            pages = cast(list[int], starts) if isinstance(starts, list) else []
            page = max(bisect_right(pages, place), 1) if pages else None
            yield Hit(str(document), str(path), page, None, None, None, _snippet(words_of, place, len(first)))


def _every(column: str, words: Sequence[str]) -> str:
    return " AND ".join([f"contains(lower({column}), ?)"] * len(words))


def _lower(words: Sequence[str]) -> list[str]:
    found = [word.lower() for word in words if word.strip()]
    if not found:
        raise SettingError("A search needs a word.", "Write what to look for after the store.")
    return found


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _snippet(text: str, place: int, length: int) -> str:
    piece = text[max(place - AROUND, 0) : place + length + AROUND]
    return " ".join(piece.split())
