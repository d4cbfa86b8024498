"""Signs of a review of systems: "fever (-), weakness (+)" denies the one and reports the other.

It stands apart from the cues of words because a sign belongs to the item it touches, before or behind it, and to no
neighbour.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.find.modifiers import Category, Modifier

_MARK = re.compile(r"\(\s?[+-]\s?\)")
_SIGNED = re.compile(r"\(\s?[+-]\s?\)|[A-Za-z] -\s?[,.;]")
"""What a sentence must hold to be looked at."""
_PARTS = re.compile(r"[^,;]+")
_LEADS = re.compile(r"\s*(?:and\s|[A-Za-z /]{2,40}:\s?)?\(\s?(?P<sign>[+-])\s?\)\s?(?=[A-Za-z])")
_ENDS = re.compile(r"[A-Za-z)]\s?\(\s?(?P<sign>[+-])\s?\)\s*\.?\s*$")
_BARE = re.compile(r"^\s*(?:[A-Za-z/]+\s){1,3}(?P<sign>-)(?P<end>\s*\.?)\s*$")
"""A minus that nothing follows; at the end of a line it could be a dash."""
_SIGN = "(-)"


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of a list, characters [start, end), and its sign with its place; `leads`: it goes on for those behind."""

    start: int
    end: int
    sign: str
    at: int
    leads: bool


def signed(
    sentence: str, spans: Sequence[tuple[int, int]], found: tuple[tuple[Modifier, ...], ...]
) -> tuple[tuple[Modifier, ...], ...]:
    """The cues of each span of a sentence, with the signs of its items in place of what a "(-)" reaches as a word."""
    if _SIGNED.search(sentence) is None:
        return found
    items = _items(sentence)
    if not items:
        return found
    return tuple(_of(span, cues, items) for span, cues in zip(spans, found, strict=True))


def _items(sentence: str) -> list[_Item]:
    """The signed parts in order; none where a sign stands in the midst of one."""
    items: list[_Item] = []
    for part in _PARTS.finditer(sentence):
        words = part.group()
        leads = _LEADS.match(words)
        hit = leads or _ENDS.search(words) or _minus(sentence, part)
        if hit is not None and len(_MARK.findall(words)) <= 1:
            at = part.start() + hit.start("sign")
            items.append(_Item(part.start(), part.end(), hit["sign"], at, leads is not None))
    return items


def _minus(sentence: str, part: re.Match[str]) -> re.Match[str] | None:
    """A bare minus at the end of a part that a mark closes."""
    hit = _BARE.match(part.group())
    closed = hit is not None and (part.end() < len(sentence) or "." in hit["end"])
    return hit if closed else None


def _of(span: tuple[int, int], cues: tuple[Modifier, ...], items: Sequence[_Item]) -> tuple[Modifier, ...]:
    own = next((item for item in items if item.start <= span[0] and span[1] <= item.end), None)
    if own is None and not any(item.leads for item in items):
        own = _Item(span[0], span[1], "", span[0], leads=False)
    if own is None:
        own = next((item for item in reversed(items) if item.leads and item.end <= span[0]), None)
    if own is None:
        return cues
    others = tuple(cue for cue in cues if cue.words != _SIGN)
    if own.sign != "-":
        return others
    denied = Modifier(Category.NEGATED, own.at, own.at + 1, "-")
    return tuple(sorted((*others, denied), key=lambda cue: (cue.start, cue.end, cue.category)))
