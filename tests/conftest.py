"""What tests of several stages share: a short fact, a gold file beside its text, a case folder, the command line.

It stands apart so that a test says only what matters to it.
"""

import importlib.util
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from hypothesis import settings

from chartcase.cli import main
from chartcase.fact import Evidence, Fact

# the first example pays for imports, so time says nothing; a submission is judged by the same examples every time
settings.register_profile("chartcase", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("chartcase")

MakeFact = Callable[..., Fact]
WriteGold = Callable[..., Path]


@pytest.fixture
def make_fact() -> MakeFact:
    """`make_fact(text, quote, type, **fields)`: a fact whose evidence is the first `quote` in `text`."""

    def make(text: str, quote: str, fact_type: str = "physical_therapy", **fields: object) -> Fact:
        start = text.index(quote)
        evidence = Evidence(source="note.txt", page=1, start=start, end=start + len(quote), quote=quote)
        plain: dict[str, object] = {
            "id": "f0001",
            "type": fact_type,
            "value": {},
            "assertion": "present",
            "stated_by": "treating",
            "evidence": (evidence,),
            "confidence": 0.9,
            "rule": f"{fact_type}.named",
        }
        return Fact.model_validate(plain | fields)

    return make


@pytest.fixture
def write_gold(tmp_path: Path) -> WriteGold:
    """`write_gold(text, facts=[...], ...)`: a text with its gold file in a folder of its own; the gold file's path."""

    def write(text: str, *, stem: str = "note", **fields: object) -> Path:
        folder = tmp_path / "gold"
        folder.mkdir(exist_ok=True)
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8", newline="")
        plain: dict[str, object] = {
            "document": f"{stem}.txt",
            "kind": "clinical_note",
            "exhaustive": ["physical_therapy"],
            "facts": [],
        }
        path = folder / f"{stem}.gold.yaml"
        path.write_text(yaml.safe_dump(plain | fields, sort_keys=False), encoding="utf-8")
        return path

    return write


@dataclass(frozen=True)
class Called:
    """What a call of the command line gave."""

    code: int
    out: str
    err: str


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., Called]:
    """`call("extract", path, ...)`: run the command line in this process."""

    def run(*words: object) -> Called:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Called(code, captured.out, captured.err)

    return run


def _casefolder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("casefolder", Path(__file__).with_name("deliver") / "casefolder.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CASEFOLDER = _casefolder()


@pytest.fixture
def hostile() -> str:
    """Words of the record that are markup, a formula and a template mark at once."""
    words: str = CASEFOLDER.HOSTILE
    return words


@pytest.fixture
def case_folder(tmp_path: Path) -> Callable[..., Path]:
    """`case_folder(pages=3, picture=True)`: a case folder of its own."""

    def make(pages: int = 3, *, picture: bool = True, questions: tuple[str, ...] = ()) -> Path:
        made: Path = CASEFOLDER.make_case_folder(tmp_path, pages, picture=picture, questions=questions)
        return made

    return make
