"""What a mention's cues make of it, where its own measure does not say.

It stands apart so that "denied", "planned" and "not documented" mean the same for every fact type.
"""

from chartcase.fact import Assertion
from chartcase.find.mention import Mention
from chartcase.find.modifiers import Category

# In the order in which one outweighs the next: what the record lacks is no denial, what is hypothetical is no plan.
_ORDER = (
    (Category.NOT_DOCUMENTED, Assertion.NOT_DOCUMENTED),
    (Category.HYPOTHETICAL, Assertion.HYPOTHETICAL),
    (Category.NEGATED, Assertion.ABSENT),
    (Category.DECLINED, Assertion.ABSENT),
    (Category.PLANNED, Assertion.PLANNED),
    (Category.RECOMMENDED, Assertion.RECOMMENDED),
    (Category.POSSIBLE, Assertion.POSSIBLE),
    (Category.HISTORICAL, Assertion.HISTORICAL),
)


def assertion_of(mention: Mention, *ignored: Category) -> Assertion:
    """The assertion that the cues give, but for the ignored categories; present where none speaks."""
    if mention.rule.spec.assertion is not None:
        return mention.rule.spec.assertion
    for category, assertion in _ORDER:
        if category not in ignored and mention.has(category):
            return assertion
    return Assertion.PRESENT


def response_of(mention: Mention) -> str | None:
    """The response to a treatment that the cues give: failed, partial, helped, not_tolerated; None where none speaks.

    The nearest cue counts; at the same distance the more specific words do.
    """
    named = {
        Category.FAILED: "failed",
        Category.PARTIAL: "partial",
        Category.HELPED: "helped",
        Category.NOT_TOLERATED: "not_tolerated",
    }
    cues = [modifier for modifier in mention.modifiers if modifier.category in named]
    if not cues:
        return None
    nearest = min(cues, key=lambda cue: (max(cue.start - mention.end, mention.start - cue.end, 0), -len(cue.words)))
    return named[nearest.category]


def state_of(mention: Mention) -> str | None:
    """How far a course of treatment got: planned, ongoing, completed, stopped; None where no cue speaks."""
    if mention.has(Category.PLANNED, Category.RECOMMENDED):
        return "planned"
    for category in (Category.STOPPED, Category.ONGOING, Category.COMPLETED):
        if mention.has(category):
            return category.value
    return None
