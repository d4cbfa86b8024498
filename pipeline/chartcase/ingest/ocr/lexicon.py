"""What the repair of recognised words knows: confusable glyphs, units, the company words keep, procedure codes.

It stands apart because this knowledge is data of rules/, edited by people, and the repair only applies it.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from chartcase.rulefile import read_model


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    digits: dict[str, str]
    regions: dict[str, str]
    units: dict[str, tuple[str, ...]]
    sides: dict[str, tuple[str, ...]]
    counted: frozenset[str]
    not_numbers: frozenset[str]
    nouns: frozenset[str]
    one_of: frozenset[str]
    like_one_of: frozenset[str]
    short_words: frozenset[str]
    root_after: frozenset[str]
    root_before: frozenset[str]
    not_root_after: frozenset[str]
    only_root_after: frozenset[str]
    spine: frozenset[str]
    reflexes: frozenset[str]
    effect: frozenset[str]
    after_numbers: frozenset[str]
    strength: frozenset[str]
    ratings: frozenset[str]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    words: tuple[str, ...]


class _Codes(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    entries: dict[str, _Entry]


@dataclass(frozen=True)
class Lexicon:
    """rules/recognition.yaml, and the procedure codes of rules/lexicon/procedures.yaml."""

    rules: _File
    codes: frozenset[str]

    @cached_property
    def digit_of(self) -> dict[str, str]:
        """The likeliest digit for each glyph that is read for one; a digit stands for itself."""
        found = {digit: digit for digit in self.rules.digits}
        for digit, glyphs in self.rules.digits.items():
            for glyph in glyphs:
                found.setdefault(glyph, digit)
        return found

    @cached_property
    def region_of(self) -> dict[str, str]:
        """The regions of the spine that each glyph is read for, in a string, its own letter first."""
        found = {region: region for region in self.rules.regions}
        for region, glyphs in self.rules.regions.items():
            for glyph in glyphs:
                found[glyph] = found.get(glyph, "") + region
        return found

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """The unit for each misreading of one."""
        return {reading: unit for unit, readings in self.rules.units.items() for reading in readings}

    @cached_property
    def side_of(self) -> dict[str, str]:
        """The side for each misreading of one, in small letters."""
        return {reading: side for side, readings in self.rules.sides.items() for reading in readings}

    def number(self, text: str) -> str | None:
        """The digits that a reading stands for, None where a glyph of it is read for no digit."""
        digits = [self.digit_of.get(glyph) for glyph in text]
        return "".join(digit for digit in digits if digit) if all(digits) else None


def load_lexicon(rules: Path) -> Lexicon:
    """The lexicon of an installation.

    Raises:
        RulesError: a file is wrong.
    """
    codes = read_model(rules / "lexicon" / "procedures.yaml", _Codes)
    words = {word for entry in codes.entries.values() for word in entry.words}
    return Lexicon(read_model(rules / "recognition.yaml", _File), frozenset(words))
