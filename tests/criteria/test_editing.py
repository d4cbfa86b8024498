"""An edited policy file: other figures, another id, every comment where it was."""

import pytest

from chartcase.criteria.api import load_policy
from chartcase.criteria.editing import edited_text
from chartcase.criteria.reading import parse_policy, policy_path
from chartcase.criteria.supposing import with_params
from chartcase.errors import RulesError

PATH = policy_path("payer_cervical_6wk")
POLICY = load_policy(PATH)


def test_only_figures_and_id_change() -> None:
    """The comment beside the figure stays."""
    text = edited_text(PATH, with_params(POLICY, {"care_weeks": 8}), "our_payer")
    edited = parse_policy(text, PATH.with_name("our_payer.yaml"))
    assert (edited.id, edited.params["care_weeks"].value) == ("our_payer", 8)
    assert edited.criteria == POLICY.criteria
    old, new = PATH.read_text(encoding="utf-8").splitlines(), text.splitlines()
    assert sum(before != after for before, after in zip(old, new, strict=True)) == 2


def test_a_name_that_is_no_id_is_refused() -> None:
    """The new file's name becomes the id."""
    with pytest.raises(RulesError):
        edited_text(PATH, POLICY, "Our Payer")
