"""The store on disk: parts of Parquet files that are committed as a whole, and the reading of what is committed.

It stands apart as the only place that knows how a store survives a kill: a part's files are written under temporary
names, flushed and renamed, and count only once a commit names them; what no commit names is swept away at the next
start.

    STORE/store.json              schema version, chartcase version, policies
    STORE/<table>/part-000001.parquet
    STORE/commits/000001.json     written last; names the files of its part
"""

import fcntl
import os
import re
import tempfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from chartcase.corpus.schema import SCHEMA_VERSION, TableName, schema_of
from chartcase.deliver.atomic import PART, drop, make_folder, sweep, write
from chartcase.errors import FileMissing, OutputError, StoreError
from chartcase.fact import Frozen

MANIFEST, COMMITS, LOCK = "store.json", "commits", ".lock"
ModelT = TypeVar("ModelT", bound=Frozen)
_PART_NAME = re.compile(r"part-\d{6,}\.parquet")
_COMMIT_NAME = re.compile(r"\d{6,}\.json")


class Manifest(Frozen):
    """What a store was made with; it never mixes two of them. `policies` is () where each document gets its own."""

    schema_version: str = SCHEMA_VERSION
    program_version: str
    policies: tuple[str, ...] = ()


class Commit(Frozen):
    """One part: its number, the rows of each table, and its files by table, relative to the store."""

    number: int
    files: dict[TableName, str]
    rows: dict[TableName, int]


@dataclass(frozen=True, slots=True)
class Store:
    """A store that is read: its folder, what it was made with, and its commits in order.

    Only what a commit names is read, so reading needs no lock while another process builds.
    """

    folder: Path
    manifest: Manifest
    commits: tuple[Commit, ...]

    def files(self, table: TableName) -> tuple[Path, ...]:
        """The committed files of a table, in order; () where it has no row."""
        return tuple(self.folder / commit.files[table] for commit in self.commits if table in commit.files)

    def count(self, table: TableName) -> int:
        """How many rows a table has."""
        return sum(commit.rows.get(table, 0) for commit in self.commits)

    def batches(self, table: TableName, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows of a table in order, a batch at a time, so that memory stays flat; `columns` None for all."""
        schema = _schema(table, columns)
        for file in self.files(table):
            with pq.ParquetFile(file) as opened:
                held = [name for name in schema.names if name in opened.schema_arrow.names]
                for batch in cast(Any, opened).iter_batches(batch_size=1024, columns=held):
                    yield _completed(batch, schema)

    def table(self, table: TableName, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole table in memory; `documents` holds every text, so name its columns."""
        return pa.Table.from_batches(list(self.batches(table, columns)), schema=_schema(table, columns))


def _schema(table: TableName, columns: Sequence[str] | None) -> pa.Schema:
    schema = schema_of(table)
    return schema if columns is None else pa.schema([cast(Any, schema).field(name) for name in columns])


def _completed(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """The batch with nulls for columns that were added after it was written."""
    found, held = cast(Any, batch), set(batch.schema.names)
    arrays: list[Any] = [
        found.column(field.name) if field.name in held else pa.nulls(batch.num_rows, field.type)
        for field in cast(Any, schema)
    ]
    completed: pa.RecordBatch = cast(Any, pa.RecordBatch).from_arrays(arrays, schema=schema)
    return completed


def open_store(folder: Path) -> Store:
    """The store in that folder, as far as it is committed.

    Raises:
        FileMissing: there is no store.
        StoreError: it was made by another schema version, or a file of it is damaged.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise FileMissing(f"There is no store in {folder.name}.", "Make one with `chartcase corpus build`.")
    manifest = _read(path, Manifest)
    if manifest.schema_version != SCHEMA_VERSION:
        raise StoreError(
            f"The store has schema version {manifest.schema_version}; this chartcase reads {SCHEMA_VERSION}."
        )
    names = sorted(file for file in (folder / COMMITS).glob("*.json") if _COMMIT_NAME.fullmatch(file.name))
    return Store(folder, manifest, tuple(_read(file, Commit) for file in names))


def _read(path: Path, model: type[ModelT]) -> ModelT:
    try:
        return model.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        raise StoreError(f"{path.name} of the store cannot be read.", "Build it again into another folder.") from None


@dataclass(slots=True)
class Writer:
    """A store that is being built; one writer at a time (see `writing`)."""

    folder: Path
    last: int

    def commit(self, tables: Mapping[TableName, pa.Table]) -> Commit:
        """Write one part of all tables, then the commit that makes it count.

        Raises:
            OutputError: something could not be written; the part then does not count.
        """
        number = self.last + 1
        filled = {name: table for name, table in tables.items() if table.num_rows}
        files = {name: f"{name}/part-{number:06d}.parquet" for name in filled}
        for name, table in filled.items():
            _write_table(self.folder / files[name], table)
        made = Commit(number=number, files=files, rows={name: table.num_rows for name, table in filled.items()})
        write(self.folder / COMMITS / f"{number:06d}.json", made.model_dump_json(indent=1).encode())
        self.last = number
        return made


@contextmanager
def writing(folder: Path, manifest: Manifest) -> Generator[Writer]:
    """The store in that folder, made if there is none, locked against other writers and swept of what never counted.

    Raises:
        StoreError: another process writes to it, or it was made with another version or other policies, or the folder
            holds something else.
        OutputError: it cannot be written.
    """
    make_folder(folder)
    with _locked(folder):
        _claim(folder, manifest)
        store = open_store(folder)
        _sweep(store)
        yield Writer(folder, max((commit.number for commit in store.commits), default=0))


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    """An advisory lock that the system takes back when the process ends, however it ends."""
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise OutputError(f"{folder.name} could not be written ({os.strerror(error.errno or 0)}).") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise StoreError("Another process builds this store.", "Wait until it is done.") from None
    finally:
        os.close(descriptor)


def _claim(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a new store; refuse a folder that is none, or a store made otherwise."""
    path = folder / MANIFEST
    if path.exists():
        found = _read(path, Manifest)
        if found != manifest:
            raise StoreError(
                f"The store was made with chartcase {found.program_version}, schema {found.schema_version} and "
                f"{', '.join(found.policies) or 'fitting policies'}.",
                "Build into another folder: a store never mixes two.",
            )
        return
    if not all(_may_be_begun(entry) for entry in folder.iterdir()):
        raise StoreError("The folder holds something else than a store.", "Name an empty or a new folder with -o.")
    for name in (*TableName, COMMITS):
        make_folder(folder / name)
    write(path, manifest.model_dump_json(indent=1).encode())


def _may_be_begun(entry: Path) -> bool:
    """Whether it is what a builder leaves that was stopped, by a kill or a full disk, before its manifest stood."""
    if entry.is_dir():
        return entry.name in {*TableName, COMMITS} and not any(entry.iterdir())
    return entry.name == LOCK or entry.name.endswith(PART)


def _sweep(store: Store) -> None:
    """Remove parts that no commit names and temporary files of writers that are gone."""
    named = {file for commit in store.commits for file in commit.files.values()}
    sweep(store.folder)
    for place in (*TableName, COMMITS):
        make_folder(store.folder / place)
        sweep(store.folder / place)
    for table in TableName:
        for file in (store.folder / table).iterdir():
            if _PART_NAME.fullmatch(file.name) and f"{table}/{file.name}" not in named:
                file.unlink()


def _write_table(path: Path, table: pa.Table) -> None:
    """A Parquet file, whole or not at all: Arrow writes it straight to disk, so no second copy is held in memory."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{os.getpid()}-", suffix=PART)
        with ExitStack() as unfinished:
            unfinished.callback(drop, Path(name))
            with os.fdopen(descriptor, "wb") as file:
                cast(Any, pq).write_table(table, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
            unfinished.pop_all()
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise OutputError(f"{path.name} could not be written ({os.strerror(error.errno or 0)}).") from None
