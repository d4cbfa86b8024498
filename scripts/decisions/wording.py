"""A small grammar of phrases: `<a|b>` is one of both, `{slot}` is filled in, and both nest.

It stands apart so that the tables of phrases are plain text.
"""

import random
import re
from collections.abc import Mapping, Sequence

_CHOICE = re.compile(r"<([^<>]*)>")
_SPACES = re.compile(r" {2,}")
_GAP = re.compile(r" +(?=[.,;:)])")


def said(template: str, rng: random.Random, slots: Mapping[str, str]) -> str:
    """`template` with every choice made and every slot filled.

    `said("<No|Without> {thing}.", rng, {"thing": "numbness"})` is "No numbness." or "Without numbness.".

    Raises:
        KeyError: a slot has no filling.
    """
    while match := _CHOICE.search(template):
        template = template[: match.start()] + rng.choice(match[1].split("|")) + template[match.end() :]
    return tidy(template.format_map(slots))


def one_of(templates: Sequence[str], rng: random.Random, slots: Mapping[str, str]) -> str:
    """One of the templates, filled."""
    return said(rng.choice(templates), rng, slots)


def some_of(templates: Sequence[str], count: int, rng: random.Random, slots: Mapping[str, str]) -> list[str]:
    """`count` different templates, filled; all of them where there are fewer."""
    return [said(template, rng, slots) for template in rng.sample(templates, min(count, len(templates)))]


def tidy(text: str) -> str:
    """`text` without doubled spaces or a space before a stop, and with a capital at its start."""
    text = _GAP.sub("", _SPACES.sub(" ", text)).strip()
    return text[:1].upper() + text[1:]


def variants(template: str) -> int:
    """How many texts a template can become, slots aside."""
    count = 1
    while match := _CHOICE.search(template):
        choices = match[1].split("|")
        count *= len(choices)
        template = template[: match.start()] + choices[0] + template[match.end() :]
    return count
