"""Training of the document-kind model."""

from pathlib import Path

import pytest

from chartcase.errors import RulesError
from chartcase.learn.document_kind import Labelled, fit, views_of, write, written
from chartcase.segment.document_model import load_document_model

CHART = "patient reports leg pain and weakness today exam shows decreased reflexes plan is an injection next week "
LETTER = "we have reviewed your request and the service is not certified because criteria are not met you may appeal "
REPORT = "sagittal and axial images show a disc protrusion with canal stenosis conus normal marrow signal unremarkable "
DOCUMENTS = [
    Labelled(words * 3 + f"number{letter}", kind, letter)
    for kind, words in (("clinical_note", CHART), ("ur_letter", LETTER), ("imaging_report", REPORT))
    for letter in "abcd"
]


def test_words_that_part_the_kinds_are_learnt() -> None:
    """Each kind's own words make it likelier than the other."""
    model = fit(DOCUMENTS, 10.0)
    assert set(model.kinds) == {"clinical_note", "ur_letter", "imaging_report"}
    chart = model.kinds.index("clinical_note")
    assert model.weights["patient"][chart] > 0 > model.weights["certified"][chart]


def test_two_kinds_are_too_few() -> None:
    """They would be stored with the weights of one."""
    with pytest.raises(ValueError, match="three kinds"):
        fit([document for document in DOCUMENTS if document.kind != "ur_letter"], 10.0)


def test_a_word_of_one_document_is_not_learnt() -> None:
    """It would tell the document and not the kind."""
    assert "numbera" not in fit(DOCUMENTS, 10.0).weights


def test_a_long_document_is_shown_in_parts() -> None:
    """Whole, without its first lines, and in halves; a short one only whole and without its first lines."""
    text = "\n".join(f"line {number}" for number in range(40))
    views = list(views_of(text))
    assert views[0] == text
    assert not views[1].startswith("line 0\n")
    assert len(views) == 5
    assert len(list(views_of("one\ntwo"))) == 2


def test_a_model_that_is_written_is_read_the_same(tmp_path: Path) -> None:
    """JSON keeps kinds, intercepts and weights."""
    model = fit(DOCUMENTS, 10.0)
    write(tmp_path / "document_kind" / "weights.json", model)
    read = load_document_model(tmp_path)
    assert (read.kinds, read.intercepts, dict(read.weights)) == (model.kinds, model.intercepts, dict(model.weights))


def test_a_voice_stands_for_an_author(tmp_path: Path) -> None:
    """Beginnings of documents are read with their kind, and no voice is one of the corpus's authors."""
    path = tmp_path / "heads.yaml"
    path.write_text(
        "documents:\n  - kind: cover\n    voice: a\n    text: |2\n        FAX\n      to: UR\n", encoding="utf-8"
    )
    assert written(path) == (Labelled("  FAX\nto: UR\n", "cover", "voice a"),)


def test_a_beginning_without_a_voice_is_refused(tmp_path: Path) -> None:
    """Nobody could leave it out."""
    path = tmp_path / "heads.yaml"
    path.write_text("documents:\n  - {kind: cover, text: FAX}\n", encoding="utf-8")
    with pytest.raises(RulesError, match="voice"):
        written(path)
