"""What the ticked boxes of a request form ask for: side, guidance, contrast, phase, sedation.

It stands apart from the requested procedure because a box names none: its word alone says what is asked.
"""

from collections.abc import Sequence

from chartcase.fact import Assertion, Value
from chartcase.find.mention import Measured, Mention, View


def ticked(mention: Mention, view: View) -> Sequence[Measured]:
    """A ticked box of a request form."""
    word = mention.groups["word"].lower()
    for key, words in _TICKS.items():
        if word in words:
            if key == "sedation" and not _under_sedation(view):
                return ()
            return (Measured({key: words[word]}, (), Assertion.PRESENT),)
    return ()


_TICKS: dict[str, dict[str, Value]] = {
    "laterality": {"left": "left", "right": "right", "bilateral": "bilateral"},
    "guidance": {
        "fluoroscopy": "fluoroscopy",
        "fluoro": "fluoroscopy",
        "ct": "ct",
        "ct guidance": "ct",
        "ultrasound": "ultrasound",
    },
    "contrast": {"contrast": True},
    "phase": {"initial": "initial", "repeat": "repeat"},
    "sedation": {
        **{word: word for word in ("none", "minimal", "moderate", "deep", "iv", "general")},
        "no sedation": "none",
        "iv sedation": "iv",
    },
}


def _under_sedation(view: View) -> bool:
    if "sedation" in view.text.lower() or view.sentence.section.kind == "anesthesia":
        return True
    return any("sedation" in view.outline.text(sentence).lower() for sentence in view.previous_sentences(5))
