"""Sides of the examination: where they are said, which holds for a whole sentence, which the words deny.

It stands apart because readings of tests, columns and symptoms of limbs all ask for sides, and none needs the others.
"""

import re
from typing import Protocol

from chartcase.find.attributes import AttributeHit
from chartcase.find.exam_gaps import LIGHT_TOUCH, TOPIC
from chartcase.find.mention import View


class Spanned(Protocol):
    """Anything that ends somewhere in the stream."""

    @property
    def end(self) -> int:
        """Stream offset behind its last character."""
        ...


def sides_in(view: View, low: int, high: int) -> list[AttributeHit]:
    """Side words and one-letter sides in stream [low, high) of the sentence, in order, without doubles."""
    low, high = max(low, view.sentence.start), min(high, view.sentence.end)
    hits = [*view.attributes("side", low, high), *view.attributes("short_side", low, high)]
    kept: list[AttributeHit] = []
    for hit in sorted(hits, key=lambda item: (item.start, item.start - item.end)):
        if (not kept or hit.start >= kept[-1].end) and hit.words != LIGHT_TOUCH:
            kept.append(hit)
    return kept


def topic_side(view: View) -> AttributeHit | None:
    """The side that opens the sentence or a part of it and holds for what follows: "On the left, EHL 4/5 ..."."""
    said = view.between(view.sentence.start, view.mention.end)
    match = next(iter(reversed(list(TOPIC.finditer(said)))), None)
    if match is None:
        return None
    start = view.sentence.start
    named = next(name for name in ("side", "side2", "side3") if match[name])
    hits = sides_in(view, start + match.start(named), start + match.end())
    return hits[0] if hits else None


def denied_beside(last: Spanned, view: View) -> tuple[int, int, str] | None:
    """Where the words deny the test on the other side: "positive on the left but not on the right"."""
    low = last.end
    match = _OTHER_SIDE.match(view.between(low, view.sentence.end))
    if match is None or match["here"].lower() == match["there"].lower():
        return None
    return low + match.start("not"), low + match.end(), match["there"].lower()


_OTHER_SIDE = re.compile(
    r"^(?: (?:on|to|at|in) the| \d{2} degrees)* (?P<here>left|right)(?: side)?,? (?P<not>but not (?:on |to )?(?:the )?)"
    r"(?P<there>left|right)\b",
    re.IGNORECASE,
)
