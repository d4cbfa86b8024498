"""A small run of the benchmark: full extraction against stock medspaCy on the same texts, in turn."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

TOP = Path(__file__).resolve().parents[2]
LEAST = 1.1
"""Half of the ratio that is reached on notes full of findings; see docs/performance.md."""


@pytest.fixture(scope="module", name="benchmark")
def _benchmark() -> Iterator[ModuleType]:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("benchmark", TOP / "scripts" / "benchmark.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["benchmark"] = module
    sys.path.insert(0, str(TOP / "scripts"))
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(TOP / "scripts"))
    del sys.modules["benchmark"]


def test_full_extraction_stays_ahead_of_stock_medspacy(benchmark: ModuleType) -> None:
    """Everything that chartcase does costs less CPU than stock medspaCy's smaller task on the same texts."""
    texts, terms = benchmark.texts(), benchmark.terms()
    engines = [benchmark.Engine(name, sys.executable, terms) for name in ("chartcase", "medspacy")]
    try:
        engines[0].cost(texts[8:48])
        row = benchmark.compare("small", engines, [texts[0:3], texts[3:6]])
    finally:
        for engine in engines:
            engine.close()
    assert row.ratio("medspacy") >= LEAST, row.costs


def test_a_long_record_has_so_many_pages(benchmark: ModuleType) -> None:
    """The texts in turn, one a page."""
    assert benchmark.long_record(["a", "b"], 5) == "a\fb\fa\fb\fa"


def test_rows_count_by_their_size(benchmark: ModuleType) -> None:
    """A megabyte of all rows is made of each by its share; an engine that left one out is left out."""
    rows = [benchmark.Row("a", {"chartcase": 1.0, "medspacy": 10.0}, 3.0), benchmark.Row("b", {"chartcase": 5.0}, 1.0)]
    assert benchmark.together("all", rows) == benchmark.Row("all", {"chartcase": 2.0}, 4.0)


def test_what_was_not_measured_is_empty(benchmark: ModuleType) -> None:
    """A row without stock medspaCy and edsnlp shows no ratio."""
    row = benchmark.Row("10 pages", {"chartcase": 2.0, "spacy": 1.0})
    assert benchmark.show(row) == "| 10 pages | 2.00 |  |  | 1.00 |  |  |"


def test_an_engine_that_is_not_there_is_told(benchmark: ModuleType) -> None:
    """No silent zero where an engine does not start."""
    with pytest.raises(RuntimeError, match="nothing ended; is it installed"):
        benchmark.Engine("nothing", sys.executable, {})
