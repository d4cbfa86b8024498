"""Words of a record are data in every form that shows them: no markup, formula or escape does anything."""

import csv
import importlib.util
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import docx
import openpyxl
import pytest
import yaml

from chartcase.deliver.drawing import open_for_worksheet
from chartcase.deliver.forms import Deliverable, harmless, worksheet_bytes
from chartcase.deliver.worksheet_marks import Change, Review
from chartcase.terminal import shown

PAYLOADS = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "\"><b onmouseover=alert(1)>", "' onfocus='alert(1)' autofocus='",
    "<!--<script>", "]]><script>alert(1)</script>",
    "<iframe srcdoc='x'>", "<a href=javascript:alert(1)>x</a>", "<style>*{display:none}</style>", "</style><b>",
    "<base href=//evil.example>", "<meta http-equiv=refresh content=0>", "&lt;script&gt;", "&#60;b&#62;", "{{7*7}}",
    "{% include 'x' %}", "${7*7}", "#{7*7}", "=1+1", "=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(A1)",
    "=HYPERLINK(\"//evil\")",
    "%0A=1+1", "!!python/object/apply:os.system [x]", "--- !x", "$(touch x)", "`touch x`", "; rm x",
    "../../etc/passwd",
    "#include(x)", "#import \"x\"", "\\input{x}", "*bold* _em_ `raw`", "__proto__", "\u202etxt.exe",
)  # fmt: skip


def _casefolder() -> ModuleType:
    path = Path(__file__).resolve().parents[1] / "deliver" / "casefolder.py"
    spec = importlib.util.spec_from_file_location("hostile_casefolder", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def _worksheet(folder: Path, payload: str, review: Review) -> Iterator[Deliverable]:
    """The worksheet of a case whose record holds the payload."""
    module = _casefolder()
    module.HOSTILE = payload
    module.LINES = tuple(
        tuple(f"Naproxen tried {payload}" if line.startswith("Naproxen") else line for line in page)
        for page in module.LINES
    )
    opened = open_for_worksheet(module.make_case_folder(folder, picture=False), "payer_initial_lumbar")
    yield Deliverable(opened.worksheet(review), opened.case, opened.before, opened.policy, opened.pictures, None)
    opened.pictures.close()


def _review(words: str) -> Review:
    line = Change(number=1, at="2026", who=words, what=words, subject=words)
    return Review(decision=words, rationale=words, history=(line,))


@pytest.fixture(scope="module", params=PAYLOADS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Deliverable]]:
    """A payload, and the worksheet of a case whose record, review and history hold it."""
    payload: str = request.param
    with _worksheet(tmp_path_factory.mktemp("injection"), payload, _review(payload)) as deliverable:
        yield payload, deliverable


class _Page(HTMLParser):
    """The elements and attributes of a page as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Each element once."""
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}


@pytest.fixture(scope="module")
def plain_tags(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The elements of a page without any payload."""
    with _worksheet(tmp_path_factory.mktemp("plain"), "x", _review("x")) as deliverable:
        return _Page(worksheet_bytes(deliverable, "x.html").decode()).tags


def test_html_gets_no_element_and_the_data_come_back(made: tuple[str, Deliverable], plain_tags: list[str]) -> None:
    """The page has the elements of a harmless one and no handler; its data hold the payload letter for letter."""
    payload, deliverable = made
    page = worksheet_bytes(deliverable, "x.html").decode()
    parsed = _Page(page)
    assert parsed.tags == plain_tags
    assert not {name for name in parsed.names if name.startswith("on")}
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert data is not None
    quotes = [place["quote"] for row in json.loads(data[1])["view"]["rows"] for place in row["places"]]
    assert f"Naproxen tried {payload}" in quotes


def test_tables_hold_text_and_never_a_formula(made: tuple[str, Deliverable]) -> None:
    """Excel cells are strings or numbers; a CSV cell that would be a formula is disarmed."""
    payload, deliverable = made
    book = openpyxl.load_workbook(io.BytesIO(worksheet_bytes(deliverable, "x.xlsx")))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    rows = list(csv.reader(io.StringIO(worksheet_bytes(deliverable, "x.csv").decode())))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert harmless(payload) in rows[1]


def test_word_shows_it_as_words(made: tuple[str, Deliverable]) -> None:
    """As text of a paragraph or a cell."""
    payload, deliverable = made
    document = docx.Document(io.BytesIO(worksheet_bytes(deliverable, "x.docx")))
    assert payload.replace("\u2028", "") in "".join(document.element.body.itertext()).replace("\u2028", "")


@pytest.mark.parametrize(
    "payload", ["\x1b[2J", "\x1b]0;title\x07", "a\rb", "a\nb", "\x9b31m", "\u202egpj", "\x00", "\x08"]
)
def test_terminals_get_no_control_character(payload: str) -> None:
    """Escapes are shown as escapes, on one line."""
    assert shown(payload).isprintable()


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['touch x']", "!!python/name:os.system", "!x y"])
def test_a_rule_file_makes_no_object(tag: str, tmp_path: Path, call: Callable[..., object]) -> None:
    """YAML is read as plain data: a tag that would build an object is refused, in one sentence."""
    (tmp_path / "policy.yaml").write_text(f"id: {tag}\n")
    with pytest.raises(yaml.constructor.ConstructorError):
        yaml.safe_load(f"id: {tag}\n")
    done = call("policies", tmp_path / "policy.yaml")
    assert done.code == 20  # type: ignore[attr-defined]
