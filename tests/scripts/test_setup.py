"""The set-up: pinned versions that satisfy what is declared, and scripts that a shell takes."""

import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = PROJECT["project"]["dependencies"]
TESTING = PROJECT["project"]["optional-dependencies"]["test"]
GROUPS = PROJECT["dependency-groups"]
SHELL = sorted(
    path
    for path in (*(TOP / "scripts").iterdir(), TOP / ".ci" / "run")
    if path.is_file() and path.read_bytes().startswith(b"#!")
)
PYTHONS = ("3.11", "3.12", "3.13")
PINNED = re.compile(
    r"^(?P<name>[A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==(?P<version>\S+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\$", re.M
)


def pins(lock: str, python: str) -> dict[str, str]:
    """Name -> version for a Python on Linux."""
    there = {"python_version": python, "python_full_version": f"{python}.1", "sys_platform": "linux"}
    found: dict[str, str] = {}
    for match in PINNED.finditer((TOP / lock).read_text(encoding="utf-8")):
        if match["marker"] is None or Marker(match["marker"]).evaluate(there):
            found[canonicalize_name(match["name"])] = match["version"]
    return found


def declared() -> Iterator[tuple[str, str]]:
    """(lock, requirement) of everything that pyproject.toml declares."""
    for requirement in (*DECLARED, *GROUPS["setup"]):
        yield "requirements-lock.txt", requirement
        yield "requirements-dev-lock.txt", requirement
    for requirement in (*TESTING, *GROUPS["lint"]):
        yield "requirements-dev-lock.txt", requirement


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(("lock", "written"), list(declared()))
def test_a_pin_satisfies_what_is_declared(lock: str, written: str, python: str) -> None:
    """Whoever changes pyproject.toml runs scripts/lock."""
    wanted = Requirement(written)
    if wanted.marker is not None and not wanted.marker.evaluate({"python_version": python}):
        return
    assert wanted.specifier.contains(pins(lock, python)[canonicalize_name(wanted.name)])


@pytest.mark.parametrize("python", PYTHONS)
def test_running_and_testing_use_the_same_versions(python: str) -> None:
    """The tests' lock holds the user's."""
    assert pins("requirements-lock.txt", python).items() <= pins("requirements-dev-lock.txt", python).items()


@pytest.mark.parametrize("lock", ["requirements-lock.txt", "requirements-dev-lock.txt"])
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    """Pip refuses what was tampered with, and takes it from wherever this machine takes packages."""
    text = (TOP / lock).read_text(encoding="utf-8")
    assert len(PINNED.findall(text)) == len(re.findall(r"^[a-z0-9].*==", text, re.M))
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z0-9])", text)[1:])
    assert "://" not in text


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_a_script_can_be_run_and_says_how(path: Path) -> None:
    """Executable, taken by its shell, and its use in the first lines."""
    assert os.access(path, os.X_OK)
    head = path.read_text(encoding="utf-8").splitlines()[:8]
    assert any(line.startswith(("# ", '"""')) for line in head)
    if "bash" in head[0]:
        subprocess.run(["/bin/bash", "-n", str(path)], check=True)


def test_a_machine_without_a_fitting_python_is_told(tmp_path: Path) -> None:
    """The set-up ends with a sentence and leaves nothing that looks done."""
    for name in ("setup", "chartcase"):
        (tmp_path / "scripts").mkdir(exist_ok=True)
        (tmp_path / "scripts" / name).write_bytes((TOP / "scripts" / name).read_bytes())
        (tmp_path / "scripts" / name).chmod(0o755)
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("dirname", "cat", "cksum", "mkdir", "bash", "env"):
        found = next(folder / tool for folder in map(Path, ("/usr/bin", "/bin")) if (folder / tool).exists())
        (tools / tool).symlink_to(found)
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "python3").chmod(0o755)
    ran = subprocess.run(
        [str(tmp_path / "scripts" / "chartcase"), "demo"], env={"PATH": str(tools)}, capture_output=True, text=True
    )
    assert ran.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13" in ran.stderr
    assert not list((tmp_path / ".venv").glob(".done-*"))
