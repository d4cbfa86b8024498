"""The command `audit`: whether the history of a review is whole.

It stands apart so that the command line as a whole stays cheap to start.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class What(StrEnum):
    """What to do with a history."""

    VERIFY = "verify"


def audit(
    what: Annotated[What, typer.Argument(help="verify: check the chain of hashes.")],
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A case folder with a review.")],
) -> None:
    """Check that no line of a review's history was changed, taken out or cut off."""
    from chartcase.review.store import STORE, verify

    count = verify(case / STORE)
    typer.echo(f"The history is whole: {count} line{'' if count == 1 else 's'}.")
