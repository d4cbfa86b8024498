"""Finds every expression of Python's own engine in the package, with the way in which it is asked.

It stands apart because these have no list either: they stand in the source, and what one of them costs depends on
whether it searches a text or is only held against its beginning.
"""

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import chartcase

_ROOT = Path(chartcase.__file__).parent
_ASKED = frozenset({"search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"})
# What these read are the rules' own sources, never a record.
_OF_THE_HOUSE = frozenset({"literals.py", "sieve.py"})
_ANCHORED = frozenset({"match", "fullmatch"})


@dataclass(frozen=True)
class Expression:
    """One expression, where it stands ("segment/fax.py:28"), and whether it is only held against a beginning."""

    place: str
    compiled: "re.Pattern[str] | re.Pattern[bytes]"
    anchored: bool


def python_expressions() -> list[Expression]:
    """All in the order of their places; one that is put together from what a function is given cannot be told."""
    paths = (path for path in sorted(_ROOT.rglob("*.py")) if path.name not in _OF_THE_HOUSE)
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    public = {name: ways for name, ways in _asked_by_name(trees.values()).items() if not name.startswith("_")}
    return [one for path, tree in trees.items() for one in _of_module(path, tree, _asked_by_name([tree]) | public)]


def _asked_by_name(trees: Iterable[ast.Module]) -> dict[str, set[str]]:
    """How each name is asked anywhere: `_DATE.match(line)` adds "match" to `_DATE`; what is handed on may be asked
    anything."""
    asked: dict[str, set[str]] = defaultdict(set)
    for tree in trees:
        called: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _ASKED and isinstance(node.value, ast.Name):
                asked[node.value.id].add(node.attr)
                called.add(id(node.value))
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
                asked[node.id].add("handed on")
    return asked


def _of_module(path: Path, tree: ast.Module, asked: Mapping[str, set[str]]) -> Iterator[Expression]:
    calls = [node for node in ast.walk(tree) if _asks_re(node)]
    if not calls:
        return
    place = path.relative_to(_ROOT)
    names = {id(node.value): node.targets[0] for node in ast.walk(tree) if isinstance(node, ast.Assign)}
    module = importlib.import_module(".".join(("chartcase", *place.with_suffix("").parts)).removesuffix(".__init__"))
    for call in calls:
        compiled = _compiled(call, vars(module))
        if compiled is not None:
            yield Expression(f"{place}:{call.lineno}", compiled, _ways(call, names, asked) <= _ANCHORED)


def _asks_re(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in {*_ASKED, "compile"}
    )


def _ways(call: ast.AST, names: Mapping[int, ast.expr], asked: Mapping[str, set[str]]) -> set[str]:
    """What the expression of a call is asked."""
    way = call.func.attr  # type: ignore[attr-defined]
    if way != "compile":
        return {way}
    name = names.get(id(call))
    return asked.get(name.id, {"search"}) if isinstance(name, ast.Name) else {"search"}


def _compiled(call: ast.AST, names: Mapping[str, object]) -> "re.Pattern[str] | re.Pattern[bytes] | None":
    """The expression that a call names by what the module knows; None for one that only its function knows."""
    arguments = [call.args[0], *(word.value for word in call.keywords if word.arg == "flags")]  # type: ignore[attr-defined]
    if call.func.attr == "compile":  # type: ignore[attr-defined]
        arguments += call.args[1:2]  # type: ignore[attr-defined]
    try:
        told = [eval(compile(ast.Expression(one), "<source>", "eval"), dict(names)) for one in arguments]  # noqa: S307 - our own source
    except NameError:
        return None
    return re.compile(*told)
