"""The wheel holds what git tracks, and nothing else."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def check_wheel() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("check_wheel", TOP / "scripts" / "check_wheel.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_tracked_file_that_is_not_shipped_is_told(check_wheel: ModuleType) -> None:
    """A new suffix or folder that the allow-list lacks."""
    assert check_wheel.faults(set(), {"pipeline/chartcase/a.py"}) == ["not in the wheel, but tracked: chartcase/a.py"]


def test_a_shipped_file_that_is_not_tracked_is_told(check_wheel: ModuleType) -> None:
    """A leftover of somebody's work."""
    assert check_wheel.faults({"chartcase/rules/x.yaml"}, set()) == [
        "in the wheel, but not tracked: chartcase/rules/x.yaml"
    ]


def test_a_tracked_file_of_no_shipped_suffix_is_told(check_wheel: ModuleType) -> None:
    """Rules are YAML; anything else there is lost to whoever installs the wheel."""
    (fault,) = check_wheel.faults(set(), {"rules/notes.txt"})
    assert fault.endswith("of no suffix that is: rules/notes.txt")


def test_each_home_has_its_place(check_wheel: ModuleType) -> None:
    """rules/ and models/ go below the package."""
    files = {"pipeline/chartcase/py.typed", "rules/findings/a.yaml", "models/c/card.md"}
    shipped = {"chartcase/py.typed", "chartcase/rules/findings/a.yaml", "chartcase/models/c/card.md"}
    assert check_wheel.faults(shipped, files) == []


def test_the_wheel_finds_its_rules_and_its_command(check_wheel: ModuleType, tmp_path: Path) -> None:
    """Unpacked somewhere else, it reads the contract from inside itself."""
    wheel = check_wheel.build(tmp_path)
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    code = (
        "from chartcase.resources import rules; print(rules());"
        "from chartcase.evaluate.vocabulary import vocabulary; vocabulary()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == str(site / "chartcase" / "rules")
    assert "chartcase=chartcase.cli:main" in (next(site.glob("*.dist-info")) / "entry_points.txt").read_text().replace(
        " ", ""
    )
