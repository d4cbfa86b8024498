"""The pages of a case's sources: where each stands in the text, its words with their boxes, and the file it came from.

It stands apart because only the worksheet needs it: facts carry their own boxes, but a reviewer marks any word. The
file itself is not copied: its path and hash are kept, so that a second copy of a patient's record never lies about.
"""

from collections.abc import Mapping, Sequence
from hashlib import file_digest
from pathlib import Path

from pydantic import ValidationError

from chartcase.case.case import Case
from chartcase.deliver.atomic import write
from chartcase.deliver.case_files import RECORD, RECORDS
from chartcase.errors import CaseError, FileMissing
from chartcase.fact import Frozen
from chartcase.record import Record

PAGES = "pages.json"
PlacedWord = tuple[int, int, float, float, float, float]
"""start, end in the source's text; x0, y0, x1, y1 in points from the page's top left."""


class PageWords(Frozen):
    """One page: `text[start:end]` of its source, and its words in reading order (none for plain text)."""

    number: int
    start: int
    end: int
    words: tuple[PlacedWord, ...] = ()


class SourcePages(Frozen):
    """One source: its name in the case, where the file was when it was read (None = not known), its pages."""

    name: str
    path: str | None
    sha256: str
    pages: tuple[PageWords, ...]


class CasePages(Frozen):
    """All sources of a case."""

    sources: tuple[SourcePages, ...]


def write_pages(folder: Path, records: Sequence[Record], paths: Mapping[str, Path]) -> None:
    """`pages.json` in `folder`; `paths` maps a source's name to the file that was read.

    Raises:
        OutputError: it could not be written.
    """
    pages = CasePages(sources=tuple(_source(record, paths.get(record.source)) for record in records))
    write(folder / PAGES, pages.model_dump_json().encode())


def _source(record: Record, path: Path | None) -> SourcePages:
    return SourcePages(
        name=record.source,
        path=str(path.resolve()) if path is not None else None,
        sha256=record.sha256,
        pages=tuple(
            PageWords(
                number=page.number,
                start=page.start,
                end=page.end,
                words=tuple((word.start, word.end, *word.box.rounded()) for word in page.words),
            )
            for page in record.pages
        ),
    )


def open_pages(folder: Path, case: Case) -> CasePages:
    """What `write_pages` wrote; for a case without it, pages without words, cut at the form feeds of the text.

    Raises:
        CaseError: the file is none of ours.
        FileMissing: the text of a source is not in the folder.
    """
    file = folder / PAGES
    if not file.is_file():
        texts = open_texts(folder, case)
        return CasePages(sources=tuple(_cut(source.name, source.sha256, texts[source.name]) for source in case.sources))
    try:
        return CasePages.model_validate_json(file.read_bytes())
    except ValidationError:
        raise CaseError(f"{folder.name}/{PAGES} does not hold pages of this version.") from None


def _cut(name: str, sha256: str, text: str) -> SourcePages:
    pages: list[PageWords] = []
    start = 0
    for number, piece in enumerate(text.split("\f"), start=1):
        pages.append(PageWords(number=number, start=start, end=start + len(piece)))
        start += len(piece) + 1
    return SourcePages(name=name, path=None, sha256=sha256, pages=tuple(pages))


def open_texts(folder: Path, case: Case) -> dict[str, str]:
    """The text of every source, by name.

    Raises:
        FileMissing: a text is not in the folder.
    """
    names = [source.name for source in case.sources]
    files = [folder / RECORD] if len(names) == 1 else [folder / RECORDS / f"{name}.txt" for name in names]
    if not all(file.is_file() for file in files):
        raise FileMissing(
            f"The text of the case is not in {folder.name}.", "Name a folder that `chartcase extract` wrote."
        )
    return {name: file.read_bytes().decode("utf-8") for name, file in zip(names, files, strict=True)}


def found_file(source: SourcePages, given: Sequence[Path] = ()) -> Path | None:
    """The very file that the source was read from, at its old place or among `given`; None where it is gone."""
    candidates = [*given, *([Path(source.path)] if source.path else [])]
    for candidate in candidates:
        if candidate.is_file() and has_digest(candidate, source.sha256):
            return candidate
    return None


def has_digest(path: Path, sha256: str) -> bool:
    """Whether the file is the one with this digest."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == sha256
