"""The words near a mention, never more than a long sentence of them.

It stands apart so that a measure's work per mention does not grow with the text: a page without a full stop is one
sentence to the splitter.
"""

from chartcase.find.mention import View

REACH = 400
"""Characters on either side; longer than nearly every sentence of a note."""


def before(view: View) -> str:
    """The sentence up to the mention, its last part where it is long."""
    return view.between(max(view.sentence.start, view.mention.start - REACH), view.mention.start)


def after(view: View) -> str:
    """The sentence from the mention on, its first part where it is long."""
    return view.between(view.mention.end, min(view.sentence.end, view.mention.end + REACH))


def around(view: View) -> str:
    """The sentence around the mention, as far as `before` and `after` reach."""
    low = max(view.sentence.start, view.mention.start - REACH)
    return view.between(low, min(view.sentence.end, view.mention.end + REACH))


def clause(view: View) -> tuple[int, int]:
    """Stream bounds of the mention's clause; in a sentence beyond all measure the near part stands for it."""
    if view.sentence.end - view.sentence.start <= 4 * REACH:
        return view.clause()
    return (
        max(view.sentence.start, view.mention.start - REACH // 4),
        min(view.sentence.end, view.mention.end + REACH // 4),
    )
