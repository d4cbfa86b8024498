"""The same extraction on Apache Spark: files go out in slices, their rows come back and are committed here.

It stands apart because it alone knows Spark, which is an extra (`chartcase[spark]`). Rules and models are loaded once a
Python worker. The driver alone writes the store, so a kill, a copy or a resume means the same as for local workers.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa
from pydantic import TypeAdapter

import chartcase
from chartcase.corpus.extraction import Extraction, Outcome, given_up
from chartcase.corpus.listing import Found
from chartcase.errors import StoreError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SLICE = 16
"""Files a task: small, so that the last task of a wave does not keep the others waiting."""

WAVE = 16
"""Slices a core and wave: the driver holds the rows of one wave and no more."""

_IN = "number long, file binary, path string, document string, bytes long, paths array<string>, attempt int"
_OUT = "number long, outcome binary"
_OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome)


def spark_engine(policies: tuple[str, ...], master: str) -> Callable[[Sequence[Found]], Iterator[Outcome]]:
    """Files by Spark at `master` ("local[2]", "spark://host:7077"); a cluster's workers must see the same paths and
    have chartcase installed.

    Raises:
        StoreError: pyspark or Java is not there, or the cluster does not answer.
    """

    def run(files: Sequence[Found]) -> Iterator[Outcome]:
        if not files:
            return
        session = _session(master)
        try:
            _probe(session)
            wave = WAVE * SLICE * max(session.sparkContext.defaultParallelism, 1)
            for first in range(0, len(files), wave):
                yield from _wave(session, Extraction(policies), files[first : first + wave])
        finally:
            session.stop()

    return run


def _session(master: str) -> "SparkSession":
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise StoreError(
            "Spark is not installed.", "Run `pip install 'chartcase[spark]'`; Spark needs Java 17."
        ) from None
    # workers of this machine take the chartcase that runs here
    here = os.pathsep.join(filter(None, (str(Path(chartcase.__file__).parents[1]), os.environ.get("PYTHONPATH"))))
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder: Any = cast(Any, SparkSession).builder.master(master).appName("chartcase corpus")
    for key, value in _settings(here if master.startswith("local") else None).items():
        builder = builder.config(key, value)
    try:
        session: SparkSession = builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError):
        raise StoreError("Spark could not be started.", "Check Java (JAVA_HOME) and the --master URL.") from None
    cast(Any, session.sparkContext).setLogLevel("OFF")
    return session


def _settings(path: str | None) -> dict[str, str]:
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(SLICE),
    }
    return settings if path is None else settings | {"spark.executorEnv.PYTHONPATH": path}


def _probe(session: "SparkSession") -> None:
    """Send a file that is not there: a worker that answers with its failure can import chartcase.

    Raises:
        StoreError: none answers.
    """
    nothing = Found(os.devnull + os.sep + "none", "none", "", 0, ())
    try:
        _mapped(session, Extraction(), [nothing])
    except Exception as error:  # noqa: BLE001 - Spark has a dozen ways to say that a worker died
        advice = "Install this chartcase on every worker, and name its Python in PYSPARK_PYTHON."
        raise StoreError(f"No worker of Spark can run chartcase ({type(error).__name__}).", advice) from None


def _wave(session: "SparkSession", work: Extraction, files: Sequence[Found]) -> Iterator[Outcome]:
    """Outcomes in the order of files. A wave that fails is halved until the file that kills its worker stands alone."""
    try:
        yield from _mapped(session, work, files)
        return
    except Exception as error:  # noqa: BLE001 - Spark has a dozen ways to say that a worker died
        if cast(Any, session.sparkContext)._jsc is None:
            raise StoreError(f"Spark ended ({type(error).__name__}).", "Start the build again; it goes on.") from None
    if len(files) == 1:
        yield given_up(files[0])
        return
    middle = len(files) // 2
    yield from _wave(session, work, files[:middle])
    yield from _wave(session, work, files[middle:])


def _mapped(session: "SparkSession", work: Extraction, files: Sequence[Found]) -> Sequence[Outcome]:
    rows = [
        (number, bytearray(os.fsencode(one.file)), one.path, one.document, one.bytes, list(one.paths), one.attempt)
        for number, one in enumerate(files)
    ]
    slices = -(-len(rows) // SLICE)
    frame = session.createDataFrame(session.sparkContext.parallelize(rows, slices), schema=_IN)
    found: list[Any] = frame.mapInArrow(_Task(work), _OUT).collect()
    ordered = sorted(found, key=lambda row: int(row["number"]))
    return [_OUTCOME.validate_json(bytes(row["outcome"])) for row in ordered]


class _Task:
    """What a Python worker does with its slices; a class of this module, so that workers import it by name."""

    def __init__(self, work: Extraction) -> None:
        self.work = work

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Batches of files in, batches of outcomes out."""
        for batch in batches:
            rows = batch.to_pylist()
            outcomes = [_OUTCOME.dump_json(self.work(_found(row))) for row in rows]
            columns = [pa.array([row["number"] for row in rows], pa.int64()), pa.array(outcomes, pa.binary())]
            yield cast(Any, pa.RecordBatch).from_arrays(columns, names=["number", "outcome"])


def _found(row: dict[str, Any]) -> Found:
    return Found(
        file=os.fsdecode(row["file"]),
        path=row["path"],
        document=row["document"],
        bytes=row["bytes"],
        paths=tuple(row["paths"]),
        attempt=row["attempt"],
    )
