"""The store: only what is committed counts, one writer at a time, and other tools read it."""

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from chartcase.corpus.schema import CopyRow, TableName, schema_of, table_of
from chartcase.corpus.store import Manifest, open_store, writing
from chartcase.errors import FileMissing, StoreError

HERE = Manifest(program_version="1")


def copies(*paths: str) -> dict[TableName, pa.Table]:
    """A part with these copies."""
    return {TableName.COPIES: table_of(TableName.COPIES, [CopyRow("d", path) for path in paths])}


def test_what_no_commit_names_does_not_count_and_is_swept(tmp_path: Path) -> None:
    """A part whose commit never came, and a half-written temporary file."""
    with writing(tmp_path / "s", HERE) as writer:
        writer.commit(copies("a"))
    stray = tmp_path / "s" / "copies" / "part-000002.parquet"
    half = tmp_path / "s" / "facts" / ".999999999-x.part"
    stray.write_bytes((tmp_path / "s" / "copies" / "part-000001.parquet").read_bytes())
    half.write_bytes(b"half")
    assert open_store(tmp_path / "s").count(TableName.COPIES) == 1
    assert open_store(tmp_path / "s").table(TableName.COPIES).num_rows == 1
    with writing(tmp_path / "s", HERE) as writer:
        assert not stray.exists()
        assert not half.exists()
        assert writer.commit(copies("b")).number == 2


def test_two_writers_are_refused(tmp_path: Path) -> None:
    """The second is told at once; once the first is gone, it may."""
    with writing(tmp_path / "s", HERE), pytest.raises(StoreError), writing(tmp_path / "s", HERE):
        pass
    with writing(tmp_path / "s", HERE) as writer:
        assert writer.last == 0


def test_a_store_never_mixes_versions(tmp_path: Path) -> None:
    """Another chartcase or other policies would give other rows."""
    with writing(tmp_path / "s", HERE):
        pass
    with pytest.raises(StoreError), writing(tmp_path / "s", Manifest(program_version="2")):
        pass
    with pytest.raises(StoreError), writing(tmp_path / "s", Manifest(program_version="1", policies=("odg_esi",))):
        pass


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written into it but the lock."""
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(StoreError), writing(tmp_path, HERE):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {"photo.jpg", ".lock"}


def test_no_store_is_told(tmp_path: Path) -> None:
    """Where it could be made."""
    with pytest.raises(FileMissing):
        open_store(tmp_path)


def test_another_schema_version_is_refused(tmp_path: Path) -> None:
    """A store of the future is not guessed at."""
    (tmp_path / "store.json").write_text(json.dumps({"schema_version": "9.0", "program_version": "1"}))
    with pytest.raises(StoreError):
        open_store(tmp_path)


def test_a_part_without_a_column_that_was_added_reads_as_nulls(tmp_path: Path) -> None:
    """A column may be added without a new schema version."""
    with writing(tmp_path / "s", HERE) as writer:
        made = writer.commit(copies("a"))
    file = tmp_path / "s" / made.files[TableName.COPIES]
    pq.write_table(pq.read_table(file).drop_columns(["path"]), file)
    table = open_store(tmp_path / "s").table(TableName.COPIES)
    assert table.schema == schema_of(TableName.COPIES)
    assert table.column("path").null_count == 1


def test_other_tools_read_the_parts(store: Path) -> None:
    """DuckDB over the files as they lie."""
    parts = duckdb.read_parquet(str(store / "documents" / "*.parquet"))
    found = parts.aggregate("count(*), count(DISTINCT document)").fetchall()
    assert found == [(5, 5)]


def test_only_the_owner_reads_it(store: Path) -> None:
    """A store holds patients' data."""
    assert all(path.stat().st_mode & 0o077 == 0 for path in store.rglob("*"))


def test_batches_are_the_table(store: Path) -> None:
    """In the same order, columns as asked."""
    opened = open_store(store)
    names = [name for batch in opened.batches(TableName.DOCUMENTS, ("path",)) for name in batch.to_pydict()["path"]]
    assert names == opened.table(TableName.DOCUMENTS).column("path").to_pylist()
