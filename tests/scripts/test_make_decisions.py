"""Synthetic decisions: the same seed gives the same corpus, and outcomes follow the planted model and nothing else."""

import importlib
import json
import math
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module; what it imports lies beside it."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module("make_decisions")


def outcomes(maker: ModuleType, count: int) -> list[dict[str, object]]:
    """Truth of so many decisions."""
    return [maker.truth(maker.decision(index, 3), f"{index}") for index in range(count)]


def odds(rows: list[dict[str, object]]) -> float:
    """Odds of a decision in favour."""
    won = sum(bool(row["favourable"]) for row in rows)
    return won / (len(rows) - won)


def test_the_same_seed_gives_the_same_files(maker: ModuleType, tmp_path: Path) -> None:
    """And a decision does not depend on how many are made."""
    maker.main(["12", "-o", str(tmp_path / "a"), "--seed", "5"])
    maker.main(["8", "-o", str(tmp_path / "b"), "--seed", "5"])
    first = {path.name: path.read_bytes() for path in (tmp_path / "a").rglob("*.txt")}
    second = {path.name: path.read_bytes() for path in (tmp_path / "b").rglob("*.txt")}
    assert len(first) == 12
    assert {name: first[name] for name in second} == second


def test_copies_have_the_same_bytes_under_another_name(maker: ModuleType, tmp_path: Path) -> None:
    """One in four comes twice."""
    maker.main(["8", "-o", str(tmp_path), "--copies", "0.25"])
    lines = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 10
    assert len({line["document"] for line in lines}) == 8
    for line in lines:
        assert (tmp_path / "documents" / line["file"]).is_file()


def test_documents_are_varied(maker: ModuleType) -> None:
    """No two of 200 share their text, and every form and way of writing dates comes."""
    made = [maker.decision(index, 1) for index in range(200)]
    assert len({found.text for found in made}) == 200
    assert {found.case.form for found in made} == {"tdi", "letter", "hearing", "imr"}
    assert len({found.date_style for found in made}) == 6


def test_outcomes_follow_the_drivers(maker: ModuleType) -> None:
    """The odds with a driver are above those without, and for a hindrance below."""
    rows = outcomes(maker, 3000)
    for name, weight in maker.LOG_ODDS.items():
        of_repeats = [row for row in rows if name != "relief_50" or row["drivers"]["repeat"]]  # type: ignore[index]
        having = [row for row in of_repeats if row["drivers"][name]]  # type: ignore[index]
        lacking = [row for row in of_repeats if not row["drivers"][name]]  # type: ignore[index]
        ratio = math.log(odds(having) / odds(lacking))
        assert name == "repeat" or ratio * weight > 0, name


def test_outcomes_do_not_follow_what_is_planted_as_nothing(maker: ModuleType) -> None:
    """Side and sex: the log odds ratio is within four standard errors (3000 decisions, about 0.07 each) of none."""
    rows = outcomes(maker, 3000)
    for name, value in (("side", "left"), ("sex", "male")):
        having = [row for row in rows if row[name] == value]
        lacking = [row for row in rows if row[name] != value]
        assert abs(math.log(odds(having) / odds(lacking))) < 0.29


def test_half_measures_are_only_where_there_is_something_to_halve(maker: ModuleType) -> None:
    """A decision in part needs several levels or a sedation that can be refused."""
    rows = [row for row in outcomes(maker, 1500) if row["outcome"] == "partially_overturned"]
    assert rows
    assert all(len(row["levels"]) > 1 or row["drivers"]["sedation"] for row in rows)  # type: ignore[arg-type,index]
