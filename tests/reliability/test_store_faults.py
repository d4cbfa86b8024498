"""A corpus store on a full, erring or read-only disk, and under `kill -9`: what was committed stays."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pytest

from chartcase.corpus import store as store_module
from chartcase.corpus.schema import TableName, schema_of
from chartcase.corpus.store import Manifest, Writer, open_store, writing
from chartcase.errors import OutputError

MADE = Manifest(program_version="0")
TEXTS = TableName.DOCUMENTS
NOTE = "She completed physical therapy for 6 weeks without relief.\n"


def _part(number: int, size: int = 6000) -> dict[TableName, pa.Table]:
    """One document; its words do not pack."""
    schema = schema_of(TEXTS)
    row = {field.name: None for field in schema} | {"document": f"d{number}", "text": os.urandom(size // 2).hex()}
    held = {name: value for name, value in row.items() if name in schema.names}
    return {TEXTS: pa.Table.from_pylist([held], schema=schema)}


def _committed_until_refused(writer: Writer) -> int:
    """How many parts were confirmed before the first that was not."""
    for number in range(500):
        try:
            writer.commit(_part(number))
        except OutputError:
            return number
    return 500


def _left_over(folder: Path) -> list[Path]:
    return list(folder.rglob("*.part"))


def test_a_full_disk_loses_no_committed_part(small_disk: Path) -> None:
    """The next part is refused in one sentence and leaves nothing; with room again the store goes on."""
    filler = small_disk / "ballast"
    filler.write_bytes(bytes(120_000))
    folder = small_disk / "store"
    with writing(folder, MADE) as writer:
        confirmed = _committed_until_refused(writer)
        assert 3 < confirmed < 500
        assert _left_over(folder) == []
    assert open_store(folder).count(TEXTS) == confirmed
    filler.unlink()
    with writing(folder, MADE) as writer:
        writer.commit(_part(0))
    assert open_store(folder).count(TEXTS) == confirmed + 1
    assert open_store(folder).table(TEXTS).num_rows == confirmed + 1


def test_a_read_only_store_is_read_and_not_written(small_disk: Path) -> None:
    """Questions are answered; a builder is told in one sentence."""
    folder = small_disk / "store"
    with writing(folder, MADE) as writer:
        writer.commit(_part(0))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)  # noqa: S607 - the system's own
    assert open_store(folder).table(TEXTS).num_rows == 1
    with pytest.raises(OutputError), writing(folder, MADE):
        pass


def test_build_on_a_full_disk_says_so(small_disk: Path, tmp_path: Path, call: Callable[..., object]) -> None:
    """The command ends with its own code, and a second start makes the store."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "note.txt").write_text(NOTE)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        for _ in range(1000):
            file.write(bytes(4096))
    refused = call("corpus", "build", notes, "-o", small_disk / "store")
    assert refused.code == OutputError.exit_code  # type: ignore[attr-defined]
    filler.unlink()
    assert call("corpus", "build", notes, "-o", small_disk / "store").code == 0  # type: ignore[attr-defined]
    assert open_store(small_disk / "store").count(TEXTS) == 1


@pytest.mark.parametrize("broken", ["mkstemp", "fsync", "replace"])
def test_an_error_at_any_step_leaves_the_store_as_it_was(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The part does not count, nothing half-written is left, and the same part can be committed afterwards."""

    def failing(*_given: object, **_named: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    places = {"mkstemp": store_module.tempfile, "fsync": store_module.os, "replace": Path}
    with writing(tmp_path / "store", MADE) as writer:
        writer.commit(_part(0))
        with monkeypatch.context() as patched:
            patched.setattr(places[broken], broken, failing)
            with pytest.raises(OutputError):
                writer.commit(_part(1))
        assert open_store(tmp_path / "store").count(TEXTS) == 1
        assert _left_over(tmp_path / "store") == []
        writer.commit(_part(1))
    assert open_store(tmp_path / "store").count(TEXTS) == 2


_BUILDER = """
import os, sys
from pathlib import Path
import pyarrow as pa
from chartcase.corpus.schema import TableName, schema_of
from chartcase.corpus.store import Manifest, writing
schema = schema_of(TableName.DOCUMENTS)
row = {field.name: None for field in schema} | {"text": os.urandom(3000).hex()}
with writing(Path(sys.argv[1]), Manifest(program_version="0")) as writer:
    while True:
        made = writer.commit({TableName.DOCUMENTS: pa.Table.from_pylist([row], schema=schema)})
        print(made.number, flush=True)
"""


def test_a_killed_builder_loses_no_committed_part(tmp_path: Path) -> None:
    """Killed five times after parts of different number: each confirmed part is there, whole, and the next start
    sweeps what never counted."""
    confirmed = 0
    for wanted in (1, 2, 3, 5, 8):
        builder = subprocess.Popen(
            [sys.executable, "-c", _BUILDER, tmp_path / "store"], stdout=subprocess.PIPE, text=True
        )
        assert builder.stdout is not None
        for _ in range(wanted):
            confirmed = max(confirmed, int(builder.stdout.readline()))
        builder.send_signal(signal.SIGKILL)
        confirmed = max([confirmed, *(int(line) for line in builder.stdout.read().split())])
        builder.wait()
        builder.stdout.close()
        store = open_store(tmp_path / "store")
        assert store.count(TEXTS) >= confirmed
        assert store.table(TEXTS).num_rows == store.count(TEXTS)
    with writing(tmp_path / "store", MADE):
        named = {path.name for path in open_store(tmp_path / "store").files(TEXTS)}
        assert {path.name for path in (tmp_path / "store" / TEXTS).iterdir()} == named
        assert _left_over(tmp_path / "store") == []
