"""The commands of the checker as called."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from chartcase import cli_criteria
from chartcase.errors import CaseError, ChartcaseError, FileMissing, SettingError

_SPEC = importlib.util.spec_from_file_location("casebook", Path(__file__).parent / "criteria" / "casebook.py")
assert _SPEC is not None
assert _SPEC.loader is not None
casebook = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(casebook)

FACTS = [
    {
        "type": "request",
        "value": {"procedure": "interlaminar_esi", "region": "lumbar", "levels": ["L4-5"]},
        "quote": "CANARY request",
    },
    {"type": "physical_therapy", "value": {"weeks": 5, "response": "failed"}, "quote": "CANARY therapy"},
    {"type": "determination", "value": {"outcome": "not_certified"}, "by": "ur", "quote": "CANARY outcome"},
]
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    app = typer.Typer()
    app.command("check")(cli_criteria.check)
    app.command("policies")(cli_criteria.policies)
    app.command("request-letter")(cli_criteria.request_letter)
    app.command("compare")(cli_criteria.compare)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "note"
    folder.mkdir()
    (folder / "case.json").write_text(casebook.build_case(FACTS).model_dump_json(), encoding="utf-8")
    return folder


def refused(result: Result, error: type[ChartcaseError]) -> str:
    assert isinstance(result.exception, error)
    return result.exception.sentence


def test_check_prints_an_assessment_without_the_records_words(run: Run, case: Path) -> None:
    """Readable, and no quote."""
    result = run("check", case, "--policy", "payer_initial_lumbar")
    assert result.exit_code == 0
    assert "✓ MET: Conservative care failed" in result.output
    assert "CANARY" not in result.output


def test_check_shows_the_words_on_request(run: Run, case: Path) -> None:
    """With --show-text."""
    assert "CANARY therapy" in run("check", case, "--policy", "payer_initial_lumbar", "--show-text").output


def test_check_as_json(run: Run, case: Path) -> None:
    """One assessment, or a list for two policies."""
    one = json.loads(run("check", case, "--policy", "odg_esi", "--json").output)
    assert one["policy"] == "odg_esi"
    two = json.loads(run("check", case, "--policy", "odg_esi", "--policy", "medicare_esi", "--json").output)
    assert [found["policy"] for found in two] == ["odg_esi", "medicare_esi"]


def test_what_if(run: Run, case: Path) -> None:
    """The supposition and what it flips."""
    result = run("check", case, "--policy", "payer_initial_lumbar", "--set", "params.care_weeks=6")
    assert "Conservative care failed: MET -> NOT_MET" in result.output


def test_side_by_side(run: Run, case: Path) -> None:
    """Two policies; one alone is refused."""
    words = ["check", case, "--policy", "payer_initial_lumbar"]
    assert "* conservative care: A MET, B NOT_MET" in run(*words, "--policy", "evicore_cmm200", "--diff").output
    assert "two policies" in refused(run(*words, "--diff"), SettingError)


def test_fhir_is_written(run: Run, case: Path, tmp_path: Path) -> None:
    """Questions and what the record answers, without a quote."""
    folder = tmp_path / "fhir"
    assert run("check", case, "--policy", "payer_initial_lumbar", "--fhir", folder).exit_code == 0
    kinds = {path.name: json.loads(path.read_text(encoding="utf-8"))["resourceType"] for path in folder.iterdir()}
    assert kinds == {
        "questionnaire.json": "Questionnaire",
        "questionnaire-response.json": "QuestionnaireResponse",
    }
    assert "CANARY" not in (folder / "questionnaire-response.json").read_text(encoding="utf-8")


def test_a_bad_setting_is_refused(run: Run, case: Path) -> None:
    """No equals sign, no such name."""
    words = ["check", case, "--policy", "payer_initial_lumbar", "--set"]
    assert "equals sign" in refused(run(*words, "care.weeks"), SettingError)
    assert "care.weeks" in refused(run(*words, "care.week=6"), SettingError)


def test_no_case_there(run: Run, tmp_path: Path) -> None:
    """Nothing, and a foreign file."""
    refused(run("check", tmp_path / "none", "--policy", "odg_esi"), FileMissing)
    (tmp_path / "case.json").write_text("{}", encoding="utf-8")
    refused(run("check", tmp_path / "case.json", "--policy", "odg_esi"), CaseError)


@pytest.mark.parametrize("name", ["letter.docx", "letter.txt", "letter.md"])
def test_a_letter_is_written(run: Run, case: Path, tmp_path: Path, name: str) -> None:
    """In the form its name asks for, readable by its owner alone."""
    out = tmp_path / name
    result = run("request-letter", case, "--policy", "payer_initial_lumbar", "-o", out)
    assert result.exit_code == 0
    assert out.stat().st_mode & 0o077 == 0
    assert b"CANARY" not in out.read_bytes()


def test_compare(run: Run, case: Path) -> None:
    """Document against checker, as text and as JSON."""
    assert "The document decided: not certified" in run("compare", case, "--policy", "payer_initial_lumbar").output
    found = json.loads(run("compare", case, "--policy", "payer_initial_lumbar", "--json").output)
    assert found["rows"][0]["id"] == "conservative_care_failed"


def test_policies_are_listed_and_shown(run: Run) -> None:
    """The list, one of them, and both as JSON."""
    assert "odg_esi" in run("policies").output
    assert "Conservative care failed" in run("policies", "payer_initial_lumbar").output
    assert len(json.loads(run("policies", "--json").output)) >= 8
    assert json.loads(run("policies", "odg_esi", "--json").output)["id"] == "odg_esi"


def test_a_sheet_goes_out_and_comes_back(run: Run, case: Path, tmp_path: Path) -> None:
    """Edited figures count in a check and become a policy file of their own."""
    import openpyxl

    sheet, edited = tmp_path / "policy.xlsx", tmp_path / "our_payer.yaml"
    assert run("policies", "payer_initial_lumbar", "--excel", sheet).exit_code == 0
    book = openpyxl.load_workbook(sheet)
    book["Parameters"]["B4"] = 6
    book.save(sheet)
    back = run("policies", "payer_initial_lumbar", "--from-excel", sheet, "-o", edited)
    assert "care_weeks: 4 -> 6 weeks" in back.output
    for policy in (["--policy", edited], ["--policy", "payer_initial_lumbar", "--params", sheet]):
        assert "✕ NOT MET: Conservative care failed" in run("check", case, *policy).output


def test_importing_the_commands_is_cheap() -> None:
    """No pydantic, YAML or spreadsheet library before a command runs."""
    import subprocess
    import sys

    heavy = "('openpyxl', 'docx', 'yaml', 'pydantic', 'spacy')"
    code = f"import sys, chartcase.cli_criteria; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
