"""A case on a reviewer's desk: what it looks like now, and what each change makes of it.

It stands apart as the whole of a review without any web: the server only carries its words.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from pydantic import ValidationError

from chartcase.case.case import Case
from chartcase.criteria.api import Assessment, check
from chartcase.deliver.drawing import open_for_worksheet
from chartcase.deliver.forms import Deliverable
from chartcase.deliver.worksheet_view import Row, Worksheet
from chartcase.errors import ReviewError
from chartcase.fact import Fact
from chartcase.review import changes
from chartcase.review.changes import Reviewed
from chartcase.review.marking import evidence_of, found_words
from chartcase.review.requests import (
    Add,
    Answer,
    Change,
    Choose,
    Correct,
    Decide,
    Found,
    Marked,
    OnRow,
    Plain,
    typed_value,
)
from chartcase.review.store import STORE, Entry, Line, Stale, Store

AUTO, OVERRIDE, MANUAL = "auto-client", "override", "manual"
"""Where a value came from (codes of DTR): extracted, changed by a person, entered by a person. The page never says."""


class Desk:
    """One case folder under review against one policy."""

    def __init__(
        self,
        path: Path,
        policy: str,
        sources: Sequence[Path] = (),
        reviewer: str = "reviewer",
        template: Path | None = None,
    ) -> None:
        """Open the case and its history; `template` is the reviewer's own Word file.

        Raises:
            FileMissing: there is no case.
            CaseError: the case is of another version.
            PolicyMissing: there is no such policy.
            ReviewError: the history belongs to another reading of the record.
        """
        self._open = open_for_worksheet(path, policy, sources)
        self._store = Store(self._open.folder / STORE, _basis(self._open.case))
        if not self._store.fits():
            raise ReviewError(
                "This record was read anew after its review began, so the review no longer fits it.",
                "Read it into another folder; or, to begin anew, move review.sqlite* out of this one.",
            )
        self._reviewer = reviewer
        self._template = template
        self._known: tuple[tuple[Line, ...], Reviewed, Assessment, Worksheet] | None = None

    def __enter__(self) -> "Desk":
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes that draw pages."""
        self._open.pictures.close()

    @property
    def name(self) -> str:
        """The case's name."""
        return self._open.name

    def view(self) -> Worksheet:
        """The worksheet as it stands."""
        return self._now()[3]

    def picture(self, page: int, width: int) -> bytes | None:
        """A page as PNG."""
        return self._open.pictures.page(page, width)

    def deliverable(self) -> Deliverable:
        """What files are made of, as it stands."""
        _, reviewed, assessment, view = self._now()
        return Deliverable(view, reviewed.case, assessment, self._open.policy, self._open.pictures, self._template)

    def marked(self, mark: Marked) -> Found:
        """The words that were marked on a page.

        Raises:
            ReviewError: there are none.
        """
        return found_words(self._open.pages, self._open.texts, mark)

    def act(self, change: Change) -> str:
        """Make a change; a sentence about it. It is on disk when this returns.

        Raises:
            Stale: somebody else changed the review since the page was loaded.
            ReviewError: it cannot be done.
        """
        lines, _, _, view = self._now()
        if change.version != view.review.version:
            who = lines[-1].who if lines else "Somebody else"
            raise Stale(
                f"{who} changed this review meanwhile; your last change was not saved.", "Look and do it again."
            )
        _let_through(change, view)
        try:
            entry, told = self._entered(change)
        except (KeyError, ValidationError):
            raise ReviewError("This cannot be done here.", "Load the page again.") from None
        self._store.add(entry, change.version)
        return told

    def _entered(self, change: Change) -> tuple[Entry, str]:
        lines, reviewed, _, view = self._now()
        match change:
            case OnRow():
                return self._on_row(change, view)
            case Correct():
                return self._correct(change, reviewed, view)
            case Choose():
                return self._choose(change, reviewed)
            case Add():
                return self._add(change, reviewed)
            case Decide():
                return self._decide(change)
            case Answer():
                return self._answer(change)
            case Plain():
                return self._plain(change, lines, view)

    def _now(self) -> tuple[tuple[Line, ...], Reviewed, Assessment, Worksheet]:
        lines = self._store.lines()
        if self._known is None or self._known[0] != lines:
            reviewed = changes.apply(self._open.case, lines, self._reviewer)
            assessment = check(reviewed.case, self._open.policy)
            view = self._open.worksheet(reviewed.review, reviewed.case, assessment)
            self._known = (lines, reviewed, assessment, view)
        return self._known

    def _entry(self, kind: str, subject: str, **fields: str) -> Entry:
        return Entry(who=self._reviewer, kind=kind, subject=subject, **fields)

    def _on_row(self, change: OnRow, view: Worksheet) -> tuple[Entry, str]:
        row = _row(view, change.row)
        if change.kind == "accept" and row.conflict and not view.review.chosen.get(row.conflict):
            raise ReviewError("The record says two things here.", "Choose one of the values first.")
        if change.kind == "reject" and not change.reason.strip():
            raise ReviewError("A rejection needs a reason.", "Say why in a word.")
        entry = self._entry(change.kind, " ".join(row.facts), origin=_origin(row), reason=change.reason.strip())
        return entry, f"{row.label}: {changes.DONE[change.kind]}. U to undo."

    def _correct(self, change: Correct, reviewed: Reviewed, view: Worksheet) -> tuple[Entry, str]:
        row = _row(view, change.row)
        old = _fact(self._facts(reviewed), row.id)
        new = changes.corrected(old, typed_value(row.type, change.value), change.assertion.value)
        told = {"old": old.model_dump_json(), "new": new.model_dump_json()}
        origin = MANUAL if _origin(row) == MANUAL else OVERRIDE
        return self._entry(
            "correct", " ".join(row.facts), origin=origin, **told
        ), f"{row.label}: corrected. Criteria checked again."

    def _choose(self, change: Choose, reviewed: Reviewed) -> tuple[Entry, str]:
        known = {changes.conflict_id(conflict): conflict for conflict in self._open.case.conflicts}
        if change.fact not in known[change.conflict].facts:
            raise KeyError(change.fact)
        before = reviewed.review.chosen.get(change.conflict, "")
        return self._entry(
            "choose", change.conflict, old=before, new=change.fact, origin=OVERRIDE
        ), "Chosen. Criteria checked again."

    def _add(self, change: Add, reviewed: Reviewed) -> tuple[Entry, str]:
        found = self.marked(Marked(page=change.page, start=change.start, end=change.end))
        told: dict[str, object] = {
            "type": change.type,
            "value": typed_value(change.type, change.value),
            "assertion": change.assertion,
            "stated_by": change.stated_by,
        }
        used = (*self._facts(reviewed), *self._ever_added())
        fact = changes.added(used, told, evidence_of(self._open.pages, found))
        return self._entry("add", fact.id, new=fact.model_dump_json(), origin=MANUAL), "Added. Criteria checked again."

    def _decide(self, change: Decide) -> tuple[Entry, str]:
        told = json.dumps({"decision": change.decision, "rationale": change.rationale})
        return self._entry("decide", "decision", new=told, origin=MANUAL), "Decision and rationale saved."

    def _answer(self, change: Answer) -> tuple[Entry, str]:
        if change.question not in self._open.case.questions:
            raise KeyError(change.question)
        return self._entry("answer", change.question, new=change.answer, origin=MANUAL), "Answered."

    def _plain(self, change: Plain, lines: Sequence[Line], view: Worksheet) -> tuple[Entry, str]:
        if change.kind == "undo":
            gone = changes.undone(lines)
            last = next((line for line in reversed(lines) if line.kind != "undo" and line.number not in gone), None)
            if last is None:
                raise ReviewError("There is nothing to undo.", "")
            return self._entry("undo", str(last.number)), "Undone. Criteria checked again."
        if any(conflict.chosen is None for conflict in view.conflicts):
            raise ReviewError("A conflict is still open.", "Choose a value first.")
        return self._entry("finish", "review"), "Finished. Export the worksheet when you like."

    def _facts(self, reviewed: Reviewed) -> tuple[Fact, ...]:
        return tuple({fact.id: fact for fact in (*self._open.case.facts, *reviewed.case.facts)}.values())

    def _ever_added(self) -> tuple[Fact, ...]:
        """Facts that were added and undone: their numbers are never given again."""
        return tuple(Fact.model_validate_json(line.new) for line in self._store.lines() if line.kind == "add")


def _basis(case: Case) -> str:
    """A digest of what a review's lines speak of: the sources, and each fact with its number, value and place."""
    facts = [
        (fact.id, fact.type, fact.model_dump(mode="json", include={"value", "assertion"}), _places(fact))
        for fact in case.facts
    ]
    told = ([source.sha256 for source in case.sources], facts)
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _places(fact: Fact) -> list[tuple[str, int, int]]:
    return [(evidence.source, evidence.start, evidence.end) for evidence in fact.evidence]


def _let_through(change: Change, view: Worksheet) -> None:
    """Until every question is answered, nothing is possible but an answer and undoing.

    Raises:
        ReviewError: a question is open, or was answered so that the review stops.
    """
    if isinstance(change, Answer) or (isinstance(change, Plain) and change.kind == "undo"):
        return
    answers = [view.review.answers.get(question, "") for question in view.questions]
    if "" in answers:
        raise ReviewError("A question above the worksheet is still open.", "Answer it first.")
    if any(answer != changes.GO_ON for answer in answers):
        raise ReviewError("This review stands still: a question was answered with no.", "Undo that to go on.")


def _row(view: Worksheet, name: str) -> Row:
    for row in view.rows:
        if row.id == name:
            return row
    raise KeyError(name)


def _fact(facts: Sequence[Fact], fact_id: str) -> Fact:
    return next(fact for fact in facts if fact.id == fact_id)


def _origin(row: Row) -> str:
    return row.mark.origin if row.mark is not None else AUTO
