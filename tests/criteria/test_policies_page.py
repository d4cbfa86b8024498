"""The page on policies: its example is a sound policy, and every command, option and word it names exists."""

import re
from pathlib import Path

import pytest

from chartcase import cli_criteria
from chartcase.criteria.judging import Status
from chartcase.criteria.policy import Op, Standing, Take
from chartcase.criteria.reading import parse_policy

PAGE = Path(__file__).parents[2] / "docs" / "policies.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_example_is_a_sound_policy() -> None:
    """As it stands on the page."""
    (example,) = re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
    assert parse_policy(example, Path("our_payer.yaml")).id == "our_payer"


@pytest.mark.parametrize("words", [Op, Take, Status, Standing], ids=lambda words: words.__name__)
def test_every_word_is_on_the_page(words: type[Op | Take | Status | Standing]) -> None:
    """Nothing that can be written or read is left unexplained."""
    assert all(f"`{word.value}`" in TEXT for word in words)


def test_every_option_exists() -> None:
    """What stands behind two dashes is an option of the commands."""
    source = Path(cli_criteria.__file__).read_text(encoding="utf-8")
    options = {
        option
        for line in re.findall(r"^    chartcase .*$", TEXT, flags=re.MULTILINE)
        for option in re.findall(r"--[a-z-]+", line)
    }
    assert options
    assert all(f'"{option}"' in source for option in options)
