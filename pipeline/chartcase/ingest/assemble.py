"""Writes the words of a page into one text and tells where each of them stands in it.

It stands apart because these offsets are the coordinates of every fact: a word's span is the word, exactly.
"""

from collections.abc import Sequence
from typing import NamedTuple

from chartcase.ingest.layout import lay_out
from chartcase.ingest.token import Table, Token


class Spot(NamedTuple):
    """A word by its index and its span in the text of the page."""

    word: int
    start: int
    end: int


class Written(NamedTuple):
    """The text of a page, the spans of its words in reading order, and the gutters between its columns."""

    text: str
    spots: list[Spot]
    gutters: tuple[float, ...]


def assemble(tokens: Sequence[Token], tables: Sequence[Table] = (), known: Sequence[float] = ()) -> Written:
    """The page written out; `text[start:end]` of a spot is its word. `known` are the gutters of the pages before."""
    pieces: list[str] = []
    spots: list[Spot] = []
    at = 0
    layout = lay_out(tokens, tables, known)
    for before, index in layout.placed:
        word = tokens[index].text
        at += len(before)
        spots.append(Spot(index, at, at + len(word)))
        pieces += (before, word)
        at += len(word)
    return Written("".join(pieces), spots, layout.gutters)
