"""The page docs/adding-a-finding.md, followed to the letter: its two files make a working finding type."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from chartcase import flow, resources
from chartcase.fact import Fact
from chartcase.find.context import Context
from chartcase.find.find import Finder, load_measures
from chartcase.find.rulebook import load_rulebook
from chartcase.record import Page, PageSource, Record
from chartcase.segment.build import segment

PAGE = Path(__file__).parents[1] / "docs" / "adding-a-finding.md"


def block(heading: str) -> str:
    """The YAML block under the heading that names the file."""
    part = PAGE.read_text(encoding="utf-8").split(heading, 1)[1]
    match = re.search(r"```yaml\n(.*?)```", part, re.DOTALL)
    assert match is not None
    return match[1]


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Fact]]:
    """Extraction with the page's rule file added to the rule book, and nothing else changed."""
    folder = tmp_path_factory.mktemp("book") / "rules"
    shutil.copytree(resources.rules(), folder)
    (folder / "findings" / "tobacco_use.yaml").write_text(block("`rules/findings/tobacco_use.yaml`"), encoding="utf-8")
    book = load_rulebook(folder)
    base = flow.finder()
    finder = Finder(book, base.segment_rules, Context(folder), base.confidence, load_measures(book.findings))

    def found(text: str) -> list[Fact]:
        record = Record("note.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))
        return [fact for fact in finder.find(segment(record, base.segment_rules)) if fact.type == "tobacco_use"]

    return found


@pytest.mark.parametrize("number", range(3))
def test_the_page_gives_a_working_type(find: Callable[[str], list[Fact]], number: int) -> None:
    """Each case of the page holds."""
    case = yaml.safe_load(block("`tests/findings/tobacco_use.yaml`"))[number]
    found = [{"value": fact.value, "assertion": fact.assertion.value} for fact in find(case["text"])]
    assert found == case["facts"]
