"""What the lines of a history make of a case: the facts as they stand, and a mark on each that was dealt with.

It stands apart as pure data in and out: the same lines always give the same case, whoever asks.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chartcase.case.case import Case, Conflict
from chartcase.case.compared import shown
from chartcase.case.derive import derive
from chartcase.deliver import worksheet_words as words
from chartcase.deliver.worksheet_marks import Change, Mark, Review, State
from chartcase.fact import Evidence, Fact, Grade
from chartcase.review.store import Line

DONE = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "choose": "chosen",
    "add": "added",
    "undo": "undone",
    "decide": "decision",
    "answer": "answered",
    "finish": "finished",
}
"""How each kind of line is told."""
GO_ON = "yes"
"""The answer to a question that lets the review go on."""


@dataclass(slots=True)
class _State:
    """What is gathered while lines are read."""

    facts: dict[str, Fact]
    marks: dict[str, Mark] = field(default_factory=dict[str, Mark])
    chosen: dict[str, str] = field(default_factory=dict[str, str])
    answers: dict[str, str] = field(default_factory=dict[str, str])
    decision: str = ""
    rationale: str = ""
    finished: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A case as a review left it, with the review."""

    case: Case
    review: Review


def undone(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of lines that a later line undid."""
    return frozenset(int(line.subject) for line in lines if line.kind == "undo")


def apply(case: Case, lines: Sequence[Line], reviewer: str) -> Reviewed:
    """The case with every line that stands applied in order."""
    gone = undone(lines)
    state = _State(facts={fact.id: fact for fact in case.facts})
    conflicts = {conflict_id(conflict): conflict for conflict in case.conflicts}
    for line in lines:
        if line.number not in gone:
            _apply(state, line, conflicts)
    kept = tuple(fact for fact in state.facts.values() if not _is_gone(state.marks.get(fact.id)))
    left = tuple(found for conflict in case.conflicts if (found := _left(conflict, {fact.id: fact for fact in kept})))
    # only a yes closes a question: after a no the criteria stay unsure
    asked = tuple(question for question in case.questions if state.answers.get(question) != GO_ON)
    told = {"facts": kept, "conflicts": left, "derived": derive(kept, case.sources), "questions": asked}
    after = case.model_copy(update=told)
    history = tuple(_told(line, case, state, gone) for line in lines)
    review = Review(
        version=lines[-1].number if lines else 0,
        reviewer=", ".join(dict.fromkeys(line.who for line in lines)) or reviewer,
        marks=state.marks,
        chosen=state.chosen,
        answers=state.answers,
        decision=state.decision,
        rationale=state.rationale,
        finished=state.finished,
        history=history,
    )
    return Reviewed(after, review)


def conflict_id(conflict: Conflict) -> str:
    """A conflict's name: its field and its first fact."""
    return f"{conflict.field}:{conflict.facts[0]}"


def _apply(state: _State, line: Line, conflicts: Mapping[str, Conflict]) -> None:
    if line.kind == "choose":
        _choose(state, line, conflicts)
    elif line.kind == "decide":
        told = json.loads(line.new)
        state.decision, state.rationale = told["decision"], told["rationale"]
    elif line.kind == "answer":
        state.answers[line.subject] = line.new
    elif line.kind == "finish":
        state.finished = f"{line.who}, {line.at}"
    elif line.kind == "add":
        fact = Fact.model_validate_json(line.new)
        state.facts[fact.id] = fact
        state.marks[fact.id] = _mark(line, State.ADDED)
    elif line.kind in {"accept", "correct", "reject"}:
        _row(state, line)


def _row(state: _State, line: Line) -> None:
    ids = tuple(line.subject.split())
    if line.kind == "reject":
        for fact_id in ids:
            state.marks[fact_id] = _mark(line, State.REJECTED)
    elif line.kind == "accept":
        for fact_id in ids:
            state.facts[fact_id] = confirmed(state.facts[fact_id])
            state.marks[fact_id] = _mark(line, State.ACCEPTED)
    else:
        was = words.phrase(state.facts[ids[0]])
        state.facts[ids[0]] = Fact.model_validate_json(line.new)
        state.marks[ids[0]] = _mark(line, State.CORRECTED, was)
        for fact_id in ids[1:]:
            state.marks[fact_id] = _mark(line, State.SET_ASIDE)


def _choose(state: _State, line: Line, conflicts: Mapping[str, Conflict]) -> None:
    conflict = conflicts[line.subject]
    key = conflict.field.partition(".")[2]
    kept = state.facts[line.new]
    for fact_id in conflict.facts:
        same = _said(state.facts[fact_id], key) == _said(kept, key)
        state.marks[fact_id] = _mark(line, State.ACCEPTED if same else State.SET_ASIDE)
        if same:
            state.facts[fact_id] = confirmed(state.facts[fact_id])
    state.chosen[line.subject] = line.new


def _said(fact: Fact, key: str) -> str:
    return fact.assertion.value if key == "assertion" else shown(fact.value.get(key, ""))


def _left(conflict: Conflict, facts: Mapping[str, Fact]) -> Conflict | None:
    """The conflict among the facts that are left; None where they agree now."""
    key = conflict.field.partition(".")[2]
    ids = tuple(fact_id for fact_id in conflict.facts if fact_id in facts)
    values = tuple(dict.fromkeys(_said(facts[fact_id], key) for fact_id in ids))
    return Conflict(field=conflict.field, facts=ids, values=values) if len(values) > 1 else None


def confirmed(fact: Fact) -> Fact:
    """The fact once a person has looked at its words: no longer read with doubt."""
    evidence = tuple(one.model_copy(update={"doubtful": False}) for one in fact.evidence)
    return fact.model_copy(update={"evidence": evidence})


def corrected(fact: Fact, value: dict[str, object], assertion: str) -> Fact:
    """The fact with another value and assertion, on the reviewer's word beside the same quote.

    Raises:
        pydantic.ValidationError: the value is none.
    """
    plain = confirmed(fact).model_dump() | {"value": value, "assertion": assertion, "grade": Grade.EXPLICIT}
    return Fact.model_validate(plain)


def added(facts: Iterable[Fact], told: Mapping[str, object], evidence: Evidence) -> Fact:
    """A fact that a reviewer marked, with the next free number.

    Raises:
        pydantic.ValidationError: the value is none.
    """
    number = max((int(fact.id[1:]) for fact in facts), default=0) + 1
    plain = {**told, "id": f"f{number:04d}", "evidence": (evidence,), "confidence": 1.0, "rule": "reviewer.added"}
    return Fact.model_validate(plain)


def _is_gone(mark: Mark | None) -> bool:
    return mark is not None and mark.state in {State.REJECTED, State.SET_ASIDE}


def _mark(line: Line, state: State, was: str = "") -> Mark:
    return Mark(
        state=state, who=line.who, at=_clock(line.at), was=was, reason=line.reason, origin=line.origin or "auto-client"
    )


def _clock(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC"


def _told(line: Line, case: Case, state: _State, gone: frozenset[int]) -> Change:
    subject = line.subject
    old, new = line.old, line.new
    if line.kind in {"accept", "correct", "reject", "add"}:
        fact_id = line.subject.split()[0]
        fact = state.facts.get(fact_id)
        subject = words.label(fact) if fact else fact_id
        old = _phrase(line.old)
        new = _phrase(line.new) or (words.phrase(fact) if fact else "")
    elif line.kind == "choose":
        subject = words.field_words(line.subject.partition(":")[0])
        new = words.phrase(case.fact(line.new))
    elif line.kind == "decide":
        subject, old, new = "and rationale", "", json.loads(line.new)["decision"]
    elif line.kind == "undo":
        subject, old, new = f"line {line.subject}", "", ""
    elif line.kind == "answer":
        subject, old = f"“{line.subject}”", ""
    return Change(
        number=line.number,
        at=_clock(line.at),
        who=line.who,
        what=DONE[line.kind],
        subject=subject,
        old=old,
        new=new,
        origin=line.origin,
        reason=line.reason,
        row=line.subject.split()[0] if line.kind in {"accept", "correct", "reject", "add"} else "",
        undone=line.number in gone,
    )


def _phrase(plain: str) -> str:
    return words.phrase(Fact.model_validate_json(plain)) if plain else ""
