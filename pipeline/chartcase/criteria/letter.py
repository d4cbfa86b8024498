"""The letter to the provider: what to send, why, and where was looked.

It stands apart because its tone matters: not found is not denied, and an unreadable page is named, not passed over.
"""

from collections.abc import Sequence

from chartcase.criteria.assessment import Assessment, CriterionResult, Looked
from chartcase.criteria.judging import Status
from chartcase.fact import Frozen


class Asked(Frozen):
    """One thing to send, why, and the criteria it is for."""

    what: str
    why: str
    criteria: tuple[str, ...]


class Letter(Frozen):
    """The letter's parts in order; each paragraph is a sentence or a few."""

    title: str
    heading: tuple[str, ...]
    opening: str
    asked: tuple[Asked, ...]
    contrary: tuple[str, ...]
    looked: tuple[str, ...]
    closing: str


def write_letter(assessment: Assessment) -> Letter:
    """The letter for an assessment. It quotes no words of the record and names no patient."""
    titles = {result.id: result.title for result in assessment.criteria}
    asked = tuple(
        Asked(what=item.ask, why=item.why, criteria=tuple(titles[name] for name in item.criteria))
        for item in assessment.missing
    )
    return Letter(
        title="Request for documentation",
        heading=("To: ", "Patient and claim number: ", f"Policy: {assessment.title} ({assessment.version})"),
        opening=_opening(len(asked)),
        asked=asked,
        contrary=tuple(_contrary(assessment.criteria)),
        looked=tuple(_looked(source) for source in assessment.looked),
        closing=(
            "What was not found may still exist: not found is not the same as denied. "
            "No decision is made by this letter; it only asks for what would settle the criteria named above."
        ),
    )


def _opening(count: int) -> str:
    if count == 0:
        return "The record that was sent answers every criterion of this policy; nothing more is asked for."
    return (
        "The record that was sent does not answer all criteria of this policy. "
        f"Please send the following {f'{count} items' if count > 1 else 'item'}; the first settles the most."
    )


def _contrary(results: Sequence[CriterionResult]) -> list[str]:
    return [f"{result.title}. {result.reason}" for result in results if result.status is Status.NOT_MET]


def _looked(source: Looked) -> str:
    count = f"{source.pages} page{'' if source.pages == 1 else 's'}"
    if not source.unreadable:
        return f"{source.source}: {count}, all read."
    lost = ", ".join(str(page) for page in source.unreadable)
    return f"{source.source}: {count}; could not be read: page {lost}. Please send {_them(source)} again, more legibly."


def _them(source: Looked) -> str:
    return "this page" if len(source.unreadable) == 1 else "these pages"
