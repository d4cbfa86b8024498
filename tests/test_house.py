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
EVERYTHING = ("Exception", "BaseException")


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


def stubs(tree: ast.Module) -> list[str]:
    """Functions that do nothing yet: only `pass`, `...` or NotImplementedError, outside a Protocol. One that has only a
    docstring says there why nothing is its work."""
    promised = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).startswith("Protocol") for base in node.bases)
        for inner in ast.walk(node)
    }
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node not in promised)
    return [node.name for node in functions if all(_does_nothing(step) for step in _said(node))]


def _said(node: ast.FunctionDef) -> list[ast.stmt]:
    """The body without its docstring, where it has more."""
    told = ast.get_docstring(node) is not None and len(node.body) > 1
    return node.body[1:] if told else node.body


def _does_nothing(step: ast.stmt) -> bool:
    if isinstance(step, ast.Raise):
        return "NotImplementedError" in ast.unparse(step)
    return isinstance(step, ast.Pass) or ast.unparse(step) == "..."


@pytest.mark.parametrize("path", [path for path in (*MODULES, *TESTS, *SCRIPTS) if path.suffix == ".py"], ids=name)
def test_nothing_is_left_open(path: Path) -> None:
    """No stub; that no comment is a reminder, ruff sees to (FIX)."""
    assert stubs(ast.parse(path.read_text(encoding="utf-8"))) == []


SAYS = ast.Expr(ast.Constant("Says what it does."))
OPEN = [ast.Pass(), ast.Expr(ast.Constant(...)), ast.Raise(ast.Name(NotImplementedError.__name__))]


@pytest.mark.parametrize("step", OPEN, ids=ast.unparse)
@pytest.mark.parametrize("before", [[], [SAYS]], ids=["bare", "with a docstring"])
def test_a_stub_is_seen(before: list[ast.stmt], step: ast.stmt) -> None:
    """The check of stubs finds each kind, and no function that does something."""
    tree = ast.parse("def open_still():\n    return 1")
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    (works,) = function.body
    function.body = [*before, step]
    assert stubs(tree) == ["open_still"]
    function.body = [*before, step, works]
    assert stubs(tree) == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_error_is_swallowed(path: Path) -> None:
    """A handler of everything does something with it, and none sleeps."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            everything = node.type is None or ast.unparse(node.type) in EVERYTHING
            assert not (everything and all(isinstance(step, ast.Pass) for step in node.body))
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            assert called != "sleep"
            assert called != "suppress" or not {ast.unparse(one) for one in node.args} & set(EVERYTHING)


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_a_test_states_its_behaviour(path: Path) -> None:
    """Every test has a docstring."""
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
