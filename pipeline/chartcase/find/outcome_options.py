"""A decision's printed outcomes, one a line, of which the reviewer marks his own ("X Upheld (Agree)").

It stands apart because a line says nothing by itself: whether it is an outcome or only the form's words is told by its
mark and by the lines beside it.
"""

from chartcase.find.mention import View
from chartcase.patterns import Hit, Pattern

_MARK = r"(?:\[x\]|\(x\)|_*x_*|>+|\*+)"
_OPTION = Pattern(
    rf"^ ?(?:[-*_]+ )?(?P<mark>{_MARK} )?(?:partial(?:ly)? |partly )?(?:uph[eo]ld|over-?turn(?:ed)?)"
    rf"(?: in part)? ?(?:\((?:dis)?agree[^)]*\))?[ .:]*(?P<behind>{_MARK})?[ .]*$"
)
_BESIDE = 3
"""Sentences before and after in which the form's other outcomes stand."""


def is_unmarked_option(view: View) -> bool:
    """Whether the outcome is a printed line without a mark, beside the form's other outcomes."""
    here = _OPTION.search(view.text.encode("ascii"))
    if here is None or _is_marked(here):
        return False
    index, every = view.sentence.index, view.outline.sentences
    beside = [*every[max(index - _BESIDE, 0) : index], *every[index + 1 : index + 1 + _BESIDE]]
    return any(_OPTION.search(view.outline.text(other).encode("ascii")) is not None for other in beside)


def _is_marked(option: Hit) -> bool:
    return bool(option.groups.get("mark") or option.groups.get("behind"))
