"""Where a walk over a record stands: document, section, dated entry, list, table and checklist.

It stands apart as the one value that the walk replaces and never edits.
"""

from dataclasses import dataclass
from enum import Enum, auto

from chartcase.segment.entries import Form
from chartcase.segment.outline import Document, Encounter, Role, Section
from chartcase.segment.policy_run import Run

START = Section("", "", Role.STATEMENT, None)
ENTRY = Section("entry", "", Role.STATEMENT, None)
EXAMINED = Section("exam", "", Role.STATEMENT, None)


class Part(Enum):
    """What of a checklist's row a sentence is; `BRACKETED`: both, with an answer in brackets that leans on the
    criterion's words."""

    NONE = auto()
    CRITERION = auto()
    ANSWER = auto()
    BRACKETED = auto()


SPLIT = frozenset({Part.CRITERION, Part.ANSWER})


@dataclass(frozen=True, slots=True)
class Place:
    """Where the walk stands; `run_in`: the section's label and words share a line; `form`: how the entry began;
    `outside`: the section that the entries stand in; `under`: the visit in whose midst a study is told; `entries`: how
    many of them followed one another, each of one paragraph; `criteria`: the last title says that criteria follow;
    `bulleted`: the entry is a bullet of a list."""

    document: Document
    section: Section = START
    encounter: Encounter | None = None
    list_role: Role = Role.STATEMENT
    run_in: bool = False
    form: Form = Form.DATED
    outside: Section = START
    under: Encounter | None = None
    entries: int = 0
    criteria: bool = False
    run: Run | None = None
    demands: int = 0
    bulleted: bool = False
