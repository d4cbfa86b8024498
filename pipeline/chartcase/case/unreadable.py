"""Words that name no thing of their kind, such as a lumbar disc "K-1": flagged, never guessed.

It stands apart because a dictation slip is neither a fact nor nothing.
"""

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field

from chartcase.case.case import Unreadable
from chartcase.fact import Frozen
from chartcase.find.evidence import quote
from chartcase.find.guarded import Guarded
from chartcase.patterns import Pattern
from chartcase.rulefile import read_model
from chartcase.segment.outline import Outline


class _Slip(Frozen):
    why: str
    pattern: str
    not_before: str | None = None
    examples: tuple[str, ...] = Field(min_length=1)


class _Slips(Frozen):
    unreadable: tuple[_Slip, ...]


class SlipRules:
    """rules/unreadable.yaml, compiled."""

    def __init__(self, folder: Path) -> None:
        """Read the file.

        Raises:
            RulesError: it is wrong; the sentence names the place.
        """
        slips = read_model(folder / "unreadable.yaml", _Slips).unreadable
        self._slips = tuple((slip.why, _guarded(slip)) for slip in slips)

    def of(self, outline: Outline) -> Iterable[Unreadable]:
        """The slips of a record, in order of the text."""
        data = outline.stream.data
        found = [
            (hit.start, hit.end, why)
            for why, guarded in self._slips
            for hit in guarded.pattern.find_all(data)
            if guarded.allows(data, hit.start, hit.end, outline.sentence_at(hit.start).start, len(data))
        ]
        for start, end, why in sorted(found):
            words = quote(outline.record, *outline.stream.spans(start, end)[0])
            yield Unreadable(
                source=words.source, page=words.page, start=words.start, end=words.end, quote=words.quote, why=why
            )


def _guarded(slip: _Slip) -> Guarded:
    before = Pattern(slip.not_before) if slip.not_before is not None else None
    return Guarded(Pattern(slip.pattern), before, None)
