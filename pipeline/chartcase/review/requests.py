"""What a reviewer's browser may ask for, as typed values.

It stands apart so that nothing else ever meets unchecked input.
"""

from typing import Literal

from pydantic import Field, TypeAdapter

from chartcase.criteria.contract import contract
from chartcase.errors import ReviewError
from chartcase.fact import Assertion, Frozen, Range, Speaker, Value

MOST_TEXT = 20_000
Words = dict[str, str]


class Act(Frozen):
    """Any change: `version` is the number of the newest line that the page has seen."""

    version: int = Field(ge=0)


class OnRow(Act):
    """Accept or reject a row."""

    kind: Literal["accept", "reject"]
    row: str
    reason: str = Field(default="", max_length=500)


class Correct(Act):
    """Give a row another value."""

    kind: Literal["correct"]
    row: str
    value: Words
    assertion: Assertion
    words: str = ""


class Choose(Act):
    """Choose a side of a conflict."""

    kind: Literal["choose"]
    conflict: str
    fact: str


class Add(Act):
    """Add a fact from marked words: offsets in the page's text."""

    kind: Literal["add"]
    type: str
    value: Words
    assertion: Assertion
    stated_by: Speaker
    page: int = Field(ge=1)
    start: int = Field(ge=0)
    end: int = Field(ge=1)


class Decide(Act):
    """Write the decision and its rationale."""

    kind: Literal["decide"]
    decision: str = Field(max_length=MOST_TEXT)
    rationale: str = Field(max_length=MOST_TEXT)


class Answer(Act):
    """Answer a question that stops the review."""

    kind: Literal["answer"]
    question: str
    answer: Literal["yes", "no"]


class Plain(Act):
    """Undo the last change, or finish."""

    kind: Literal["undo", "finish"]


Change = OnRow | Correct | Choose | Add | Decide | Answer | Plain
CHANGE: TypeAdapter[Change] = TypeAdapter(Change)


class Marked(Frozen):
    """Words that were marked on a page: a box in points, or offsets in the page's text."""

    page: int = Field(ge=1)
    box: tuple[float, float, float, float] | None = None
    start: int = Field(default=0, ge=0)
    end: int = Field(default=0, ge=0)


class Found(Frozen):
    """The words that a mark holds."""

    page: int
    start: int
    end: int
    quote: str
    boxes: tuple[tuple[float, float, float, float], ...] = ()


def typed_value(fact_type: str, told: Words) -> dict[str, object]:
    """A form's texts as the values that the fact contract wants.

    Raises:
        ReviewError: a key or a word that the type does not have, or no number where one belongs.
    """
    known = contract().types.get(fact_type)
    if known is None:
        raise ReviewError("There is no such kind of fact.", "Choose one from the list.")
    return {key: _typed(fact_type, key, text.strip()) for key, text in told.items() if text.strip() and key in known}


def _typed(fact_type: str, key: str, text: str) -> Value:
    kind, choices = contract().kind(fact_type, key), contract().choices(fact_type, key)
    if kind in {"number", "weeks"}:
        return _number(key, text)
    if kind in {"flag", "flag_or_word"} and text in {"true", "false"}:
        return text == "true"
    several = kind in {"levels", "roots", "codes", "texts", "words"} or (fact_type, key) == (
        "radicular_symptom",
        "qualities",
    )
    parts = tuple(part.strip() for part in text.split(",") if part.strip()) if several else (text,)
    if choices and any(part not in choices for part in parts):
        raise ReviewError(
            f"{key.replace('_', ' ').capitalize()} must be one of: {', '.join(choices)}.", "Choose one of them."
        )
    return parts if several else text


def _number(key: str, text: str) -> Value:
    low, dash, high = text.partition("-")
    try:
        numbers = [float(part.replace("%", "").strip()) for part in ((low, high) if dash else (low,))]
    except ValueError:
        raise ReviewError(f"{key.replace('_', ' ').capitalize()} must be a number.", "Write 6, 1.5 or 6-8.") from None
    plain = [int(number) if number.is_integer() else number for number in numbers]
    if len(plain) == 1:
        return plain[0]
    return Range(lo=min(plain), hi=max(plain))
