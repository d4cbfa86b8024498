"""Get what was extracted from a gold document: from a folder of results, or by extracting now.

It stands apart so that scoring works on results of any run, and only this module knows where they lie.
"""

from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from chartcase.case.case import Case
from chartcase.errors import CaseError, FileMissing
from chartcase.evaluate.gold import Gold, decode
from chartcase.evaluate.judge import Prediction
from chartcase.fact import Fact

Predictor = Callable[[Gold], Prediction]
SCANS = (".pdf", ".tif", ".tiff", ".png", ".jpg", ".docx")


def from_results(folder: Path) -> Predictor:
    """Take `folder/NAME/facts.jsonl` (with `record.txt` and `case.json` where they are) for the document NAME.ext."""

    def predict(gold: Gold) -> Prediction:
        place = folder / Path(gold.document).stem
        facts = _facts(place / "facts.jsonl")
        record, case = place / "record.txt", place / "case.json"
        text = decode(record.read_bytes()) if record.is_file() else gold.text
        return Prediction(text, facts, _case(case).conflicts if case.is_file() else None)

    return predict


def by_extraction(documents: Path | None) -> Predictor:
    """Read and extract the document beside its gold, or the one of that name (else of that stem) in `documents`."""

    def predict(gold: Gold) -> Prediction:
        # extraction loads spaCy and the rules: only when it is asked for
        from chartcase.flow import extract, read

        record = read(source_of(gold, documents))
        case = extract(record)
        return Prediction(record.text, case.facts, case.conflicts)

    return predict


def source_of(gold: Gold, documents: Path | None) -> Path:
    """The file to read for `gold`.

    Raises:
        FileMissing: `documents` holds nothing of that name or stem.
    """
    if documents is None:
        return gold.path.parent / gold.document
    stem = documents / Path(gold.document).stem
    for candidate in (documents / gold.document, *(stem.with_name(stem.name + suffix) for suffix in SCANS)):
        if candidate.is_file():
            return candidate
    raise FileMissing(f"{documents.name} holds no document for {gold.path.name}.")


def _facts(path: Path) -> tuple[Fact, ...]:
    if not path.is_file():
        raise FileMissing(f"There is no {path.parent.name}/{path.name} among the results.")
    lines = path.read_text(encoding="utf-8").split("\n")
    try:
        return tuple(Fact.model_validate_json(line) for line in lines if line.strip())
    except ValidationError:
        raise CaseError(f"{path.parent.name}/{path.name} holds a line that is no fact.") from None


def _case(path: Path) -> Case:
    try:
        return Case.model_validate_json(path.read_bytes())
    except ValidationError:
        raise CaseError(f"{path.parent.name}/{path.name} is no case of this schema version.") from None
