"""Facts of pages that came twice, each marked with the fact that it repeats: both stay, and one of them counts.

It stands apart because the same words sent twice are one statement, and still nothing may be lost.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from chartcase.case.case import DuplicatePage
from chartcase.fact import Fact

_Page = tuple[str, int]


def with_repeats(
    facts: Sequence[Fact], duplicates: Sequence[DuplicatePage], starts: Mapping[_Page, int]
) -> tuple[Fact, ...]:
    """The facts in the same order; `starts` are the offsets of pages in their source's text.

    A fact repeats the nearest one of the other page with the same type, value, assertion and speaker; where only one
    of the two was read clearly, that one counts. What the second page says differently stays a fact of its own.
    """
    pages = {(twice.source, twice.page): (twice.of_source, twice.of_page) for twice in duplicates}
    if not pages:
        return tuple(facts)
    held: dict[_Page, list[Fact]] = defaultdict(list)
    for fact in facts:
        held[_page(fact)].append(fact)
    repeats: dict[str, str] = {}
    for page, first in pages.items():
        free = list(held[first])
        for fact in held[page]:
            partner = _partner(fact, free, starts)
            if partner is not None:
                free.remove(partner)
                repeats |= _pair(partner, fact, repeats)
    return tuple(
        fact.model_copy(update={"repeats": repeats[fact.id]}) if fact.id in repeats else fact for fact in facts
    )


def _pair(first: Fact, second: Fact, repeats: Mapping[str, str]) -> dict[str, str]:
    """Which of two equal facts repeats which: the doubtful one the clear one, else the later the earlier."""
    if first.id not in repeats and _is_doubtful(first) and not _is_doubtful(second):
        return {first.id: second.id}
    return {second.id: repeats.get(first.id, first.id)}


def _partner(fact: Fact, free: Sequence[Fact], starts: Mapping[_Page, int]) -> Fact | None:
    same = [other for other in free if _says(other) == _says(fact)]
    return min(same, key=lambda other: abs(_depth(other, starts) - _depth(fact, starts)), default=None)


def _says(fact: Fact) -> tuple[object, ...]:
    return (fact.type, sorted((key, str(value)) for key, value in fact.value.items()), fact.assertion, fact.stated_by)


def _page(fact: Fact) -> _Page:
    return fact.evidence[0].source, fact.evidence[0].page


def _depth(fact: Fact, starts: Mapping[_Page, int]) -> int:
    """How many characters into its page a fact stands."""
    return fact.evidence[0].start - starts.get(_page(fact), 0)


def _is_doubtful(fact: Fact) -> bool:
    return any(evidence.doubtful for evidence in fact.evidence)
