"""Sentences that name a treatment and tell nothing of it: questions, menus of options, titles of notes.

It stands apart because every measure of a treatment must leave them out in the same way.
"""

import re

from chartcase.find.mention import View
from chartcase.find.reach import Reach
from chartcase.segment.outline import Role

_MENU = re.compile(r"\b(?:options?|choices|alternatives)\b[^.]*(?:includ\w*|such as|are|were)?[^.]*:\s*$", re.IGNORECASE)
_DEMAND = re.compile(
    r"\b(?:with documented|documented (?:trial|counsel+ing|attendance)|minimum (?:of )?\d|(?:criteria|policy|guidelines?|payer|plan)(?: [a-z]+){0,3} (?:requires?|asks?|wants?|calls? for)|is required|are required|must (?:be|have))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^[\W\d]*(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|what|which|how|why|when|where|who|please|any)\b", re.IGNORECASE)
_TITLE = re.compile(r"^(?: (?:daily|progress|initial|discharge|re-?|visit|clinic|office))* ?(?:notes?|summary|summaries|evaluation|eval|report|visit|consult(?:ation)?)\b\W*(?:$|dated|of|from|on|\(|:)", re.IGNORECASE)
_FURTHEST_MENU = 4


def is_no_statement(view: View) -> bool:
    """Whether the sentence asks, demands, or stands in a menu of options."""
    if view.sentence.role is Role.QUESTION:
        return False
    return (view.text.rstrip().endswith("?") and _ASKS.match(view.text) is not None) or _DEMAND.search(view.text) is not None or _in_menu(view)


def _in_menu(view: View) -> bool:
    if not view.sentence.item:
        return False
    return any(_MENU.search(view.outline.text(other)) for other in view.previous_sentences(_FURTHEST_MENU))


def is_label(view: View, reach: Reach) -> bool:
    """Whether the mention only names a kind of note ("physical therapy progress note.")."""
    return _TITLE.match(view.between(reach.here[1], view.sentence.end)) is not None
