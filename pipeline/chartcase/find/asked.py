"""Whether the place of a procedure's name asks for it: below "Requested:", behind a form's label, over its code.

It stands apart from the words that tell a procedure's standing because here the lines around it decide.
"""

from chartcase.find.mention import View
from chartcase.patterns import Pattern

_LABEL_BEGINS = 30
_ITEM = Pattern(r"^(?:\(?(?:[a-h]|\d)[.)]|[-*]) ")
_ASKS = Pattern(
    r"^(?:services? |treatments? )?request(?:ed|s)?(?: (?:services?|treatments?|items?))? ?:?$"
    r"|^[^.;:]{0,40}\b(?:looked at|reviewed|received|considered|decided on) (?:the|your|a|this) requests?"
    r"(?: (?:from|for|by|of|to)\b[^.;:]{0,60})?:$"
    r"|\b(?:asked|requested)(?: us)?(?: for| to (?:cover|approve|authori[sz]e))?(?: the following| these)?"
    r"(?: services?| treatments?)?:$"
)
_LIST = 6
"""Items of a list that may stand between its heading and the one at hand."""


def is_listed(view: View) -> bool:
    """Whether it is an item of a list under "Requested:"."""
    if not _ITEM.occurs(view.text):
        return False
    for sentence in view.previous_sentences(_LIST):
        text = view.outline.text(sentence)
        if not _ITEM.occurs(text):
            return _ASKS.occurs(text)
    return False


def is_on_form(view: View) -> bool:
    """Whether a form that asks for a service names it behind a label of its own, or a line right above its code."""
    labelled = view.sentence.document.asks and ":" in view.before[:_LABEL_BEGINS]
    return labelled or _stands_above_code(view)


def _stands_above_code(view: View) -> bool:
    here, sentences = view.sentence, view.outline.sentences
    if here.section.kind not in ("", "other") or here.index + 1 >= len(sentences):
        return False
    below = sentences[here.index + 1]
    return below.document is here.document and view.outline.text(below).lower().startswith("cpt ")
