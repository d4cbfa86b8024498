"""Folders -> store: list, skip what is known, extract in workers or on Spark, commit a part at a time.

It stands apart as the one screen of building; every step of it is another module.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from chartcase.case.assemble import program_version
from chartcase.corpus.extraction import Extraction, Outcome, Rows, given_up
from chartcase.corpus.listing import Found, Listed, Unhashed, listed
from chartcase.corpus.schema import CopyRow, FailureRow, Row, TableName, table_of
from chartcase.corpus.store import Manifest, Store, Writer, open_store, writing
from chartcase.errors import FileRefused, StoreError
from chartcase.fact import Frozen
from chartcase.workers import Supervisor

PART_DOCUMENTS = 500
PART_CHARACTERS = 32_000_000
"""A part is closed at so many documents or characters of text, whichever comes first: what a kill can lose, and what
memory holds."""

Engine = Callable[[Sequence[Found]], Iterator[Outcome]]
"""Outcomes of files in their order, as a stream."""


class Built(Frozen):
    """What a build did: paths listed, files known before, read now, failed now, copies, same text as another."""

    listed: int
    known: int
    read: int
    failed: int
    copies: int
    same_text: int


@dataclass(frozen=True, slots=True)
class Options:
    """How to build: `policies` are ids or files, () for the one that fits; `retry` tries failed files again."""

    policies: tuple[str, ...] = ()
    retry: bool = False
    part_documents: int = PART_DOCUMENTS


@dataclass(slots=True)
class _Known:
    """What a store holds: documents, texts by hash, attempts on failed documents and paths, copies that were told."""

    documents: set[str] = field(default_factory=set[str])
    texts: dict[bytes, str] = field(default_factory=dict[bytes, str])
    attempts: dict[str, int] = field(default_factory=dict[str, int])
    copies: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])


def build(
    given: Sequence[Path],
    folder: Path,
    engine: Engine,
    options: Options,
    *,
    started: Callable[[int], None] = lambda _total: None,
    each: Callable[[Outcome], None] = lambda _outcome: None,
) -> Built:
    """Bring the store up to date with the folders; `started` hears how many files there are to read.

    A store that was built by `engine` equals one built by any other: the order of files decides, not that of work.

    Raises:
        FileMissing, EmptyFile: nothing to read.
        StoreError: another builder, another version.
        OutputError: the disk is full, or the like; what is committed stays.
    """
    found = listed(given)
    manifest = Manifest(program_version=program_version(), policies=options.policies)
    with writing(folder, manifest) as writer:
        known = _known(open_store(folder))
        todo = tuple(_todo(found.files, known, retry=options.retry))
        started(len(todo))
        part = _Part(writer, known, options)
        part.add_copies(_copies(found, known))
        part.add_failures(_refusals(found.refused, known, retry=options.retry))
        for outcome in engine(todo):
            part.add(outcome)
            each(outcome)
        part.close()
        return Built(
            listed=sum(len(file.paths) for file in found.files) + len(found.refused),
            known=len(found.files) - len(todo),
            read=part.read,
            failed=part.failed,
            copies=sum(len(file.paths) - 1 for file in found.files),
            same_text=part.same_text,
        )


def local_engine(options: Options, workers: int) -> Engine:
    """Workers of this machine; one that dies takes no other file with it."""

    def run(files: Sequence[Found]) -> Iterator[Outcome]:
        work = Extraction(options.policies)
        if workers == 1 or len(files) < 2:
            return map(work, files)
        preload = ("chartcase.corpus.extraction", "chartcase.ready")
        return Supervisor(work, given_up, workers, preload).results(files)

    return run


@dataclass
class _Part:
    """Rows that wait for their commit."""

    writer: Writer
    known: _Known
    options: Options
    read: int = 0
    failed: int = 0
    same_text: int = 0
    _rows: list[Rows] = field(default_factory=list[Rows])
    _failures: list[FailureRow] = field(default_factory=list[FailureRow])
    _copies: list[CopyRow] = field(default_factory=list[CopyRow])
    _characters: int = 0

    def add(self, outcome: Outcome) -> None:
        """Take one outcome, and commit where the part is full."""
        if isinstance(outcome, FailureRow):
            self.add_failures([outcome])
        else:
            self._rows.append(self._placed(outcome))
            self._characters += len(outcome.document.text)
            self.read += 1
        full = len(self._rows) + len(self._failures) >= self.options.part_documents
        if full or self._characters >= PART_CHARACTERS:
            self.close()

    def add_failures(self, failures: Iterable[FailureRow]) -> None:
        """Take failures."""
        for failure in failures:
            self._failures.append(failure)
            self.failed += 1

    def add_copies(self, copies: Iterable[CopyRow]) -> None:
        """Take paths of files that have the bytes of another."""
        self._copies.extend(copies)

    def close(self) -> None:
        """Commit what waits, if anything does."""
        if self._rows or self._failures or self._copies:
            tables: dict[TableName, Sequence[Row]] = {
                TableName.DOCUMENTS: [rows.document for rows in self._rows],
                TableName.FACTS: [row for rows in self._rows for row in rows.facts],
                TableName.DECISIONS: [rows.decision for rows in self._rows if rows.decision is not None],
                TableName.CRITERIA: [row for rows in self._rows for row in rows.criteria],
                TableName.CONFLICTS: [row for rows in self._rows for row in rows.conflicts],
                TableName.COPIES: self._copies,
                TableName.FAILURES: self._failures,
            }
            self.writer.commit({name: table_of(name, rows) for name, rows in tables.items()})
        self._rows, self._failures, self._copies, self._characters = [], [], [], 0

    def _placed(self, rows: Rows) -> Rows:
        """The rows, with the earlier document of the same text named."""
        document = rows.document
        earlier = self.known.texts.setdefault(bytes.fromhex(document.text_hash), document.document)
        if earlier == document.document or not document.text.strip():
            return rows
        self.same_text += 1
        return replace(rows, document=replace(document, same_as=earlier))


def _known(store: Store) -> _Known:
    known = _Known()
    for batch in store.batches(TableName.DOCUMENTS, ("document", "text_hash")):
        for row in batch.to_pylist():
            known.documents.add(row["document"])
            known.texts.setdefault(bytes.fromhex(row["text_hash"]), row["document"])
    for batch in store.batches(TableName.COPIES):
        known.copies.update((row["document"], row["path"]) for row in batch.to_pylist())
    for batch in store.batches(TableName.FAILURES, ("document", "path", "attempt")):
        for row in batch.to_pylist():
            known.attempts[row["document"] or f"path {row['path']}"] = row["attempt"]
    return known


def _todo(files: Sequence[Found], known: _Known, *, retry: bool) -> Iterator[Found]:
    for file in files:
        attempts = known.attempts.get(file.document, 0)
        if file.document not in known.documents and (retry or not attempts):
            yield replace(file, attempt=attempts + 1)


def _copies(found: Listed, known: _Known) -> Iterator[CopyRow]:
    """Paths beside the first that no build told yet; of a known document also a first path that is new does not count:
    a file that was moved is no copy."""
    for file in found.files:
        for path in file.paths[1:]:
            if (file.document, path) not in known.copies:
                yield CopyRow(file.document, path)


def _refusals(refused: Sequence[Unhashed], known: _Known, *, retry: bool) -> Iterator[FailureRow]:
    for one in refused:
        attempts = known.attempts.get(f"path {one.path}", 0)
        if retry or not attempts:
            yield FailureRow(None, one.path, one.sentence, FileRefused.advice, FileRefused.exit_code, attempts + 1)


def engine_named(name: str, options: Options, *, workers: int, master: str) -> Engine:
    """The engine of that name: "local" or "spark".

    Raises:
        StoreError: there is no such engine, or it is not installed.
    """
    if name == "local":
        return local_engine(options, workers)
    if name == "spark":
        from chartcase.corpus.spark import spark_engine

        return spark_engine(options.policies, master)
    raise StoreError("There is no such engine.", "Write --engine local or --engine spark.")
