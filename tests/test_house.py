"""The rules of the house that a reader would otherwise have to watch."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import chartcase.cli

TOP = Path(__file__).resolve().parents[1]
PACKAGE = TOP / "pipeline" / "chartcase"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((TOP / "tests").rglob("*.py"))
SCRIPTS = sorted(path for path in (TOP / "scripts").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
LINES = 400
HEAVY = ("spacy", "medspacy", "sklearn", "numpy", "pdfplumber", "pypdfium2", "scipy")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b(?!/)|NotImplementedError")
MASK = re.compile(r"XX/XX|XXXX|XX\b")


def name(path: Path) -> str:
    """A path as pytest shows it."""
    return str(path.relative_to(TOP))


def help_in_a_new_process(after: str) -> str:
    """What `after` prints once the help has been shown in a process of its own."""
    code = (
        "import contextlib, io, sys, time\n"
        "from chartcase.cli import main\n"
        f"with contextlib.redirect_stdout(io.StringIO()): assert main(['--help']) == 0\n{after}"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_help_loads_no_large_library() -> None:
    """`chartcase --help` imports neither spaCy nor scikit-learn, nor what comes with them."""
    loaded = help_in_a_new_process("print(*sys.modules)").split()
    assert sorted(set(HEAVY) & set(loaded)) == []


def test_help_is_cheap() -> None:
    """Under half a second of CPU; the best of three, since the machine is shared."""
    costs = [float(help_in_a_new_process("print(time.process_time())")) for _ in range(3)]
    assert min(costs) < 0.5


def test_every_command_is_in_the_help() -> None:
    """What is registered has a line of help of its own."""
    for command in chartcase.cli.app.registered_commands:
        assert command.callback is not None
        assert command.callback.__doc__, command.name


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_does_and_why_it_stands_apart(path: Path) -> None:
    """A docstring in every module; one sentence at least."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.rstrip().endswith((".", "`", ")")) or "\n" in docstring


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short(path: Path) -> None:
    """Split by 400 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES


@pytest.mark.parametrize("path", [*MODULES, *TESTS, *SCRIPTS], ids=name)
def test_nothing_is_left_open(path: Path) -> None:
    """No reminder, no stub."""
    if path == Path(__file__):
        return
    text = MASK.sub("", path.read_text(encoding="utf-8"))
    assert UNFINISHED.search(text) is None


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_error_is_swallowed(path: Path) -> None:
    """A handler of everything does something with it, and none sleeps."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            everything = node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception")
            assert not (everything and all(isinstance(step, ast.Pass) for step in node.body))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr != "sleep"


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_a_test_states_its_behaviour(path: Path) -> None:
    """Every test has a docstring, and an assertion or an expected error."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            assert ast.get_docstring(node), node.name


def test_every_test_folder_mirrors_the_package() -> None:
    """`tests/<stage>/` is named like the stage; cases of rules lie beside them."""
    stages = {path.parent.name for path in PACKAGE.rglob("__init__.py")} | {"scripts", "reliability"}
    folders = {path.parent.name for path in TESTS if path.parent != TOP / "tests"}
    assert folders <= stages


def test_the_readme_names_commands_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    """Every `chartcase ...` and `scripts/...` in it is there, with the options that it shows."""
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    shell = "\n".join(re.findall(r"^```sh\n(.*?)^```", readme, re.M | re.S))
    groups = {group.name for group in chartcase.cli.app.registered_groups}
    known = groups | {command.name for command in chartcase.cli.app.registered_commands}
    for words in re.findall(r"^(?:scripts/)?chartcase (.+?)(?: +#.*)?$", shell, re.M):
        command, *rest = words.split()
        assert command in known
        assert chartcase.cli.main([command, *rest[: command in groups], "--help"]) == 0
        shown = capsys.readouterr().out
        assert all(option in shown for option in rest if option.startswith("-"))
    for script in re.findall(r"scripts/\w+", readme):
        assert (TOP / script).is_file()
