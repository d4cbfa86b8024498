"""A case read back from the files that `extract` wrote.

It stands apart because every command after extraction starts with it and must refuse a foreign file in one sentence.
"""

from pathlib import Path

from pydantic import ValidationError

from chartcase.case.case import Case
from chartcase.errors import CaseError, FileMissing

CASE_FILE = "case.json"


def open_case(path: Path) -> Case:
    """The case in a folder that `extract` wrote, or in a case.json.

    Raises:
        FileMissing: nothing is there, or a folder without a case.json.
        CaseError: the file is no case of this schema version.
    """
    file = path / CASE_FILE if path.is_dir() else path
    if not file.is_file():
        raise FileMissing(f"There is no case at {path.name}.", "Name a folder that `chartcase extract` wrote.")
    try:
        return Case.model_validate_json(file.read_bytes())
    except ValidationError:
        raise CaseError(f"{file.parent.name}/{file.name} is no case of this schema version.") from None
