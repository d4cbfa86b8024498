"""What to ask for: the open tests' requests, ordered by how many criteria each could settle alone.

It stands apart because one missing note often holds up several criteria, and the letter should ask for it first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chartcase.criteria.assessment import MissingItem
from chartcase.criteria.judging import Judged, combine
from chartcase.criteria.kleene import Truth
from chartcase.criteria.policy import DerivedTest, FactTest, Policy
from chartcase.criteria.reasons import text

Open = Mapping[str, Judged]


def missing_items(open_criteria: Open, policy: Policy) -> tuple[MissingItem, ...]:
    """Items by how many criteria they settle, then by how many want them, then in the policy's order.

    `open_criteria` are the judged trees of criteria that are not firmly known, by id in the policy's order.
    """
    asks = list(dict.fromkeys(ask for judged in open_criteria.values() for ask in asks_of(judged)))
    items = [_item(ask, open_criteria, policy) for ask in asks]
    order = {ask: number for number, ask in enumerate(asks)}
    return tuple(sorted(items, key=lambda item: (-item.settles, -len(item.criteria), order[item.ask])))


def asks_of(judged: Judged) -> tuple[str, ...]:
    """What the open tests of a tree ask for, without repeats, in order."""
    if isinstance(judged.node, FactTest | DerivedTest):
        return (judged.node.ask,) if judged.node.ask and not judged.firm.known else ()
    return tuple(dict.fromkeys(ask for part in judged.parts if not part.firm.known for ask in asks_of(part)))


def _item(ask: str, open_criteria: Open, policy: Policy) -> MissingItem:
    wanting = [name for name, judged in open_criteria.items() if ask in asks_of(judged)]
    settled = [name for name in wanting if _settles(ask, open_criteria[name])]
    tests = dict.fromkeys(words for name in wanting for words in _tests(ask, open_criteria[name], policy))
    return MissingItem(
        ask=ask, criteria=tuple(wanting), settles=len(settled), why=f"To tell whether {_listed(list(tests))}."
    )


def _settles(ask: str, judged: Judged) -> bool:
    """Whether the criterion would be known once all that this item answers were known to hold, or not to hold."""
    return any(_with_answer(ask, judged, answer).firm.known for answer in (Truth.TRUE, Truth.FALSE))


def _with_answer(ask: str, judged: Judged, answer: Truth) -> Judged:
    if isinstance(judged.node, FactTest | DerivedTest):
        return replace(judged, firm=answer) if judged.node.ask == ask and not judged.firm.known else judged
    return combine(judged.node, tuple(_with_answer(ask, part, answer) for part in judged.parts))


def _tests(ask: str, judged: Judged, policy: Policy) -> Sequence[str]:
    if isinstance(judged.node, FactTest | DerivedTest):
        return [text(judged, policy)] if judged.node.ask == ask and not judged.firm.known else []
    return [words for part in judged.parts for words in _tests(ask, part, policy)]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])}, and {words[-1]}"
