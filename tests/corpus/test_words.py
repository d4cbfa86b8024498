"""Rules of rules/decisions.yaml prove themselves, and a wrong one is told."""

import shutil
from pathlib import Path

import pytest

from chartcase import resources
from chartcase.corpus.words import FILE, decision_words, load_words
from chartcase.errors import RulesError


def test_every_reason_has_a_code_and_a_title() -> None:
    """Codes are unique."""
    reasons = decision_words().reasons
    assert len({cue.name for cue in reasons}) == len(reasons) == 8
    assert all(cue.title for cue in reasons)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Conservative care has not been exhausted.", ("conservative_care",)),
        ("Conservative care failed.", ()),
        (
            "The MRI shows no neural compression and no physical therapy was documented.",
            ("conservative_care", "imaging"),
        ),
        ("The prior injection did not give 50% relief.", ("prior_relief",)),
        ("The patient is 44.", ()),
    ],
)
def test_reasons_are_read(text: str, codes: tuple[str, ...]) -> None:
    """One sentence can state several; one that states none gives none."""
    assert decision_words().reasons_in([text]) == codes


def test_headings_are_no_organisation() -> None:
    """A form's own title names nobody."""
    named = decision_words().organisation.named
    assert named("INDEPENDENT REVIEW ORGANIZATION") is None
    assert named("Pecan Grove Medical Review") == "Pecan Grove Medical Review"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("PT notes still missing.", "All is well."),
        ("Two levels are requested.", "More than two levels are requested."),
        ("(?:three|3|four|4) levels", "(?:nine) levels"),
    ],
)
def test_a_rule_that_its_examples_do_not_prove_is_told(tmp_path: Path, old: str, new: str) -> None:
    """An example without an expression, a counterexample with one, an expression without an example."""
    shutil.copy(resources.rules() / FILE, tmp_path / FILE)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(RulesError):
        load_words(tmp_path)
