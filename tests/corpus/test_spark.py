"""Spark gives the same tables as local workers, to the byte."""

import io
import shutil
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pytest

from chartcase.corpus import build as building
from chartcase.corpus.schema import KEYS, TableName
from chartcase.corpus.store import open_store

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore"),  # what Spark deprecates among its own modules is not ours to mend
]
pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'chartcase[spark]'")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java, and there is none", allow_module_level=True)


def sorted_bytes(store: Path, table: TableName) -> bytes:
    """The table sorted by its key, as Arrow writes it."""
    found = open_store(store).table(table)
    rows = sorted(found.to_pylist(), key=lambda row: [str(row[name]) for name in KEYS[table]])
    stream = io.BytesIO()
    ordered = pa.Table.from_pylist(rows, schema=found.schema)
    with pa.ipc.new_stream(stream, ordered.schema) as writer:
        writer.write_table(ordered.combine_chunks())
    return stream.getvalue()


@pytest.fixture
def decisions(quick: ModuleType, tmp_path: Path) -> Path:
    """Two dozen decisions, a copy, and a file that fails."""
    place = tmp_path / "in"
    place.mkdir()
    for number in range(24):
        text = quick.LETTER.replace("44-year-old", f"{20 + number}-year-old")
        (place / f"{number:02d}.txt").write_text(text, encoding="utf-8")
    (place / "copy.txt").write_text((place / "07.txt").read_text(encoding="utf-8"), encoding="utf-8")
    (place / "empty.txt").write_text("", encoding="utf-8")
    return place


def test_spark_and_local_tables_are_the_same_bytes(decisions: Path, tmp_path: Path) -> None:
    """Every table, sorted by its key; and a build by the other engine finds everything known."""
    options = building.Options()
    for name in ("local", "spark"):
        engine = building.engine_named(name, options, workers=1, master="local[2]")
        made = building.build([decisions], tmp_path / name, engine, options)
        assert (made.read, made.failed, made.copies) == (24, 1, 1)
    for table in TableName:
        assert sorted_bytes(tmp_path / "local", table) == sorted_bytes(tmp_path / "spark", table), table
    again = building.engine_named("local", options, workers=1, master="")
    assert building.build([decisions], tmp_path / "spark", again, options).read == 0
