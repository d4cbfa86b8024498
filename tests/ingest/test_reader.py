"""From a path to a record, or to one sentence."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from chartcase.errors import (
    DamagedFile,
    EmptyFile,
    FileMissing,
    FileRefused,
    InputError,
    LimitExceeded,
    WrongFormat,
)
from chartcase.ingest import Limits, read
from chartcase.record import PageSource

RawPdf = Callable[..., bytes]
Save = Callable[..., Path]


def test_a_text_is_its_own_record(save: Save) -> None:
    """The text as decoded, its name without a folder, the digest of its bytes."""
    data = b"Pain 7/10.\r\n\fPlan: PT.\r\n"
    record = read(save(data, "note.txt"))
    assert (record.source, record.text) == ("note.txt", "Pain 7/10.\n\fPlan: PT.\n")
    assert record.sha256 == hashlib.sha256(data).hexdigest()
    assert [page.source for page in record.pages] == [PageSource.TEXT] * 2
    assert record.warnings == ()


def test_a_pdf_has_the_digest_of_its_bytes(save: Save, raw_pdf: RawPdf) -> None:
    """The same whoever reads the pages."""
    data = raw_pdf(b"BT /F1 12 Tf 50 700 Td (Hello) Tj ET")
    assert read(save(data)).sha256 == hashlib.sha256(data).hexdigest()


def test_a_word_document_is_one_page(save: Save) -> None:
    """Word has no pages until it is printed."""
    document, stream = docx.Document(), BytesIO()
    document.add_paragraph("Left L5 radiculopathy")
    document.save(stream)
    record = read(save(stream.getvalue(), "letter.docx"))
    assert (record.text, len(record.pages)) == ("Left L5 radiculopathy", 1)


def test_a_name_that_lies_is_told(save: Save, raw_pdf: RawPdf) -> None:
    """A PDF called note.txt is read as a PDF, with a warning."""
    record = read(save(raw_pdf(b"BT /F1 12 Tf 50 700 Td (Hello) Tj ET"), "note.txt"))
    assert record.text == "Hello"
    assert "says plain text, but it is a PDF" in record.warnings[0]


@pytest.mark.parametrize(
    ("data", "name", "error", "said"),
    [
        (b"", "record.pdf", EmptyFile, "The file is empty."),
        (b" \n", "note.txt", EmptyFile, "The file holds no text."),
        (b"<!DOCTYPE html><html>Sign in</html>", "record.pdf", WrongFormat, "The file is a web page, not a PDF."),
        (b"<html>Sign in</html>", "note.txt", WrongFormat, "The file is a web page, which is not read."),
        (bytes(range(256)) * 9, "record.pdf", WrongFormat, "The file is a binary file, not a PDF."),
        (bytes(range(256)) * 9, "record", WrongFormat, "The file is a binary file, which is not read."),
        (b"{\\rtf1 words}", "letter.docx", WrongFormat, "The file is an RTF document, not a Word document."),
        (b"%PDF-1.4\n1 0 obj\n<</Type", "record.pdf", DamagedFile, "The PDF is cut off or broken."),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    save: Save, data: bytes, name: str, error: type[InputError], said: str
) -> None:
    """One sentence and one exit code for each, and no word of the file in it."""
    with pytest.raises(error) as caught:
        read(save(data, name))
    assert caught.value.sentence == said


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """Also where a folder of its path is a file."""
    (tmp_path / "note.txt").write_text("pain")
    for path in (tmp_path / "nothing.pdf", tmp_path / "note.txt" / "inner.pdf"):
        with pytest.raises(FileMissing):
            read(path)


def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    """A pipe without a writer would keep the reader waiting for ever."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(WrongFormat):
            read(path)


@pytest.mark.parametrize("name", ["x" * 300, "a\x00b"])
def test_a_name_that_the_system_refuses_is_told(tmp_path: Path, name: str) -> None:
    """Too long, or with a NUL."""
    with pytest.raises(FileRefused):
        read(tmp_path / name)


def test_a_file_over_the_limit_is_not_read(save: Save) -> None:
    """At the limit it is read, a byte above it is not."""
    path = save(b"Pain 7/10.", "note.txt")
    assert read(path, limits=Limits(file_bytes=10)).text == "Pain 7/10."
    with pytest.raises(LimitExceeded):
        read(path, limits=Limits(file_bytes=9))


def test_importing_the_stage_loads_no_reader() -> None:
    """The command line's help and a run over texts pay for no PDF library; nor does a text start a process."""
    program = (
        "import sys, tempfile, pathlib; from chartcase.ingest import read, guard\n"
        "path = pathlib.Path(tempfile.mkdtemp()) / 'n.txt'; path.write_text('pain'); read(path)\n"
        "print(sorted({'pdfplumber', 'pypdfium2', 'pdfminer', 'docx', 'PIL', 'spacy'} & sys.modules.keys()),"
        " guard._pool._idle)"
    )
    path = os.pathsep.join(sys.path)
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={"PYTHONPATH": path})
    assert (told.stdout.strip(), told.stderr) == ("[] []", "")
