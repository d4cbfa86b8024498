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


def assemble(tokens: Sequence[Token], tables: Sequence[Table] = ()) -> tuple[str, list[Spot]]:
    """The text of a page and the spans of its words in reading order; `text[start:end]` is the word."""
    pieces: list[str] = []
    spots: list[Spot] = []
    at = 0
    for before, index in lay_out(tokens, tables):
        word = tokens[index].text
        at += len(before)
        spots.append(Spot(index, at, at + len(word)))
        pieces += (before, word)
        at += len(word)
    return "".join(pieces), spots
