"""What the words around a mention do to it: the categories of our ConText rules.

It stands apart from the seam to medspaCy so that measures speak of negation and response without importing spaCy.
"""

from dataclasses import dataclass
from enum import StrEnum

EXCEPTS = (
    r"\b(?:except(?:ing)?|(?:apart|aside) from|other than|save for|but for|besides"
    r"|with (?:the |an |one )?(?:sole )?exceptions? of)\b"
)
"""Words that take out of a denial, or of a normal finding, what they name."""


class Category(StrEnum):
    """What a cue says of a mention in its scope."""

    NEGATED = "negated"
    NOT_DOCUMENTED = "not_documented"
    PLANNED = "planned"
    RECOMMENDED = "recommended"
    POSSIBLE = "possible"
    HISTORICAL = "historical"
    HYPOTHETICAL = "hypothetical"
    DECLINED = "declined"
    CONTRAINDICATED = "contraindicated"
    FAILED = "failed"
    PARTIAL = "partial"
    HELPED = "helped"
    NOT_TOLERATED = "not_tolerated"
    RESOLVED = "resolved"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Modifier:
    """A cue that reaches a mention: stream offsets of the cue, and its words in lower case."""

    category: Category
    start: int
    end: int
    words: str
