"""What happens to a document on its way: slips of the keyboard, wrapped lines, running headers.

It stands apart because noise comes after the words and never knows what they mean.
"""

import random
import re
import textwrap

_WORD = re.compile(r"\b[a-z]{8,}\b")
TYPING_SHARE = 0.3
"""How many documents have slips at all."""


def noisy(text: str, rng: random.Random) -> str:
    """The text with the noise that this document happens to have."""
    if rng.random() < TYPING_SHARE:
        text = mistyped(text, rng.randint(1, 5), rng)
    width = rng.choice((None, None, 78, 88, 96, 110))
    if width is not None:
        text = wrapped(text, width)
    return paged(text, rng) if rng.random() < 0.25 else text


def mistyped(text: str, slips: int, rng: random.Random) -> str:
    """The text with two letters swapped, one dropped or one doubled inside so many long words."""
    words = list(_WORD.finditer(text))
    for match in sorted(rng.sample(words, min(slips, len(words))), key=lambda found: -found.start()):
        place = match.start() + rng.randint(1, len(match[0]) - 3)
        pair = text[place : place + 2]
        slip = rng.choice((pair[::-1], pair[0], pair[0] + pair))
        text = text[:place] + slip + text[place + 2 :]
    return text


def wrapped(text: str, width: int) -> str:
    """Lines of at most `width`; lists and headings keep their lines."""
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) if len(line) > width else line
        for line in text.split("\n")
    )


def paged(text: str, rng: random.Random) -> str:
    """The text on pages, each with a running foot."""
    lines = text.split("\n")
    height = rng.randint(44, 58)
    pages = [lines[start : start + height] for start in range(0, len(lines), height)]
    return "\f".join("\n".join(page) + f"\n\nPage {number} of {len(pages)}\n" for number, page in enumerate(pages, 1))
