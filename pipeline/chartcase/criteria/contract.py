"""The fact contract as a policy needs it: which types and keys there are, and which words a closed key may hold.

It stands apart so that a policy that asks for a fact nobody can find is refused when it is read, not silently unknown.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from chartcase.fact import Frozen
from chartcase.resources import rules
from chartcase.rulefile import read_model

NUMBERS = frozenset({"number", "weeks"})


class Members(Frozen):
    """A list whose members come from a closed choice."""

    any_of: tuple[str, ...]


Written = Annotated[str | tuple[str, ...] | Members, Field(union_mode="left_to_right")]


class ContractFile(Frozen):
    """rules/contract.yaml."""

    lists: dict[str, tuple[str, ...]]
    types: dict[str, dict[str, Written]]

    def kind(self, fact_type: str, key: str) -> str:
        """The name of what a key holds ("number", "flag", "text", ...), or "choice" for a closed choice."""
        written = self.types[fact_type][key]
        return written if isinstance(written, str) and written not in self.lists else "choice"

    def choices(self, fact_type: str, key: str) -> tuple[str, ...]:
        """The words that a closed key may hold, () for an open one."""
        written = self.types[fact_type][key]
        if isinstance(written, str):
            return self.lists.get(written, ())
        return written.any_of if isinstance(written, Members) else written

    def holds_number(self, fact_type: str, key: str) -> bool:
        """Whether the key holds a number or a range."""
        return self.kind(fact_type, key) in NUMBERS


def keys(contract: ContractFile) -> Mapping[str, tuple[str, ...]]:
    """The keys of every type."""
    return {name: tuple(found) for name, found in contract.types.items()}


@lru_cache(maxsize=2)
def contract(path: Path | None = None) -> ContractFile:
    """The contract in rules/contract.yaml, read once.

    Raises:
        RulesError: the file is wrong.
    """
    return read_model(path or rules() / "contract.yaml", ContractFile)
