"""SQL and search over a store: the store's tables, one SELECT, nothing else."""

import json
from pathlib import Path

import pytest

from chartcase.corpus.query import answered, as_csv, as_json, as_lines, asking
from chartcase.corpus.search import quotes, texts
from chartcase.corpus.store import open_store
from chartcase.errors import QueryError, SettingError


def asked(store: Path, sql: str) -> list[tuple[object, ...]]:
    """All rows of an answer."""
    with asking(open_store(store)) as connection:
        return list(answered(connection, sql).rows)


def test_tables_are_there(store: Path) -> None:
    """Counts and a join; a table without rows is there with its columns."""
    assert asked(store, "SELECT outcome, count(*) FROM decisions GROUP BY 1") == [("upheld", 5)]
    assert asked(store, "SELECT count(*) FROM facts JOIN documents USING (document)") == [(5,)]
    assert asked(store, "SELECT count(policy) FROM criteria") == [(0,)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM '/etc/hostname'",
        "COPY (SELECT 1) TO '{store}/documents/part-000001.parquet'",
        "CREATE TABLE x AS SELECT 1",
        "ATTACH '{store}/x.db'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "SELECT 1; SELECT 2",
        "DROP VIEW facts",
        "SELECT * FROM glob('/*')",
        "",
    ],
)
def test_nothing_else_is_reached(store: Path, sql: str) -> None:
    """Files, network, writing, settings, several statements."""
    before = {path: path.read_bytes() for path in store.rglob("*.parquet")}
    with pytest.raises(QueryError):
        asked(store, sql.format(store=store))
    assert {path: path.read_bytes() for path in store.rglob("*.parquet")} == before


def test_an_error_quotes_no_record(store: Path) -> None:
    """A conversion error of DuckDB repeats the value; ours does not. A wrong name in the query is told."""
    with pytest.raises(QueryError) as failure:
        asked(store, "SELECT CAST(text AS INTEGER) FROM documents")
    assert "Alpha" not in failure.value.sentence
    with pytest.raises(QueryError, match="nowhere"):
        asked(store, "SELECT nowhere FROM facts")


def test_forms_hold_the_same(store: Path) -> None:
    """JSON parses; CSV has a header and one line a row; a table's lines too."""
    sql = "SELECT path, paths, year FROM documents JOIN decisions USING (document) ORDER BY path"
    with asking(open_store(store)) as connection:
        parsed = json.loads("\n".join(as_json(answered(connection, sql))))
        lines = list(as_csv(answered(connection, sql)))
        shown = list(as_lines(answered(connection, sql)))
    assert [row["path"] for row in parsed][:2] == ["a.txt", "b.txt"]
    assert lines[0] == "path,paths,year"
    assert len(lines) == len(shown) == 6


def test_no_result_is_an_empty_array(store: Path) -> None:
    """Still JSON."""
    with asking(open_store(store)) as connection:
        assert json.loads("\n".join(as_json(answered(connection, "SELECT * FROM conflicts")))) == []


def test_a_cell_is_never_a_formula(store: Path) -> None:
    """A value that begins like one gets an apostrophe."""
    with asking(open_store(store)) as connection:
        assert list(as_csv(answered(connection, "SELECT '=1+1' AS a, '@x' AS b")))[1] == "'=1+1,'@x"


def test_search_finds_quotes_that_hold_every_word(store: Path) -> None:
    """Capitals do not matter."""
    (hit,) = quotes(open_store(store), ["ALPHA", "radiculopathy"], 10)
    assert (hit.path, hit.page, hit.fact) == ("a.txt", 1, "f0001")
    assert list(quotes(open_store(store), ["alpha", "stenosis"], 10)) == []


def test_search_of_texts_gives_the_place(store: Path) -> None:
    """With page and words around; at most so many."""
    hits = list(texts(open_store(store), ["sciatica"], 10))
    assert [hit.path for hit in hits] == ["b.txt", "deeper/b_spaced.txt"]
    assert hits[0].page == 1
    assert "SUM(1) sciatica" in hits[0].snippet
    assert len(list(texts(open_store(store), ["sciatica"], 1))) == 1


def test_a_search_for_nothing_is_told(store: Path) -> None:
    """Spaces are no word."""
    with pytest.raises(SettingError):
        list(quotes(open_store(store), [" "], 10))
