"""One leaf: what counts as so, as not so, as silence, as a conflict; and which of several facts decides."""

from collections.abc import Callable

import pytest

from chartcase.case.case import Case
from chartcase.case.dermatomes import dermatomes
from chartcase.criteria.kleene import Truth
from chartcase.criteria.policy import FactTest, Policy
from chartcase.criteria.reading import load_policy
from chartcase.criteria.reading_leaf import Reading, read_leaf
from chartcase.criteria.worlds import of_case

MakeCase = Callable[..., Case]
Read = Callable[..., Reading]


@pytest.fixture
def read(make_case: MakeCase) -> Read:
    policy: Policy = load_policy("odg_esi")

    def go(test: dict[str, object], facts: list[dict[str, object]], *, lenient: bool = False) -> Reading:
        levels = of_case(make_case(facts), dermatomes())
        leaf = FactTest.model_validate({"text": "what is tested", "source": "iro", **test})
        return read_leaf(leaf, policy, levels.lenient if lenient else levels.firm)

    return go


def score(number: float, **told: object) -> dict[str, object]:
    return {"type": "score", "value": {"number": number, "of": 10}, **told}


@pytest.mark.parametrize(
    ("take", "numbers", "truth"),
    [
        ("agree", [8, 9], Truth.TRUE),
        ("agree", [3, 8], Truth.UNKNOWN),
        ("agree", [2, 3], Truth.FALSE),
        ("any", [3, 8], Truth.TRUE),
        ("any", [2, 3], Truth.FALSE),
        ("best", [3, 8], Truth.TRUE),
        ("least", [3, 8], Truth.FALSE),
        ("latest", [8, 3], Truth.FALSE),
        ("latest", [3, 8], Truth.TRUE),
        ("sum", [2, 3], Truth.TRUE),
        ("sum", [1, 2], Truth.UNKNOWN),
        ("agree", [], Truth.UNKNOWN),
    ],
)
def test_which_of_several_numbers_decides(read: Read, take: str, numbers: list[int], truth: Truth) -> None:
    """At least five, by every way to take several facts; a sum is only a lower bound."""
    found = read({"fact": "score.number", "op": "ge", "value": 5, "take": take}, [score(number) for number in numbers])
    assert found.truth is truth


def test_a_count_is_a_lower_bound(read: Read) -> None:
    """Two on record are at least two; at most three can only be inferred."""
    facts = [score(1), score(2)]
    assert read({"fact": "score", "op": "ge", "value": 2, "take": "count"}, facts).truth is Truth.TRUE
    most = {"fact": "score", "op": "le", "value": 3, "take": "count"}
    assert read(most, facts).truth is Truth.UNKNOWN
    assert read(most, facts, lenient=True).truth is Truth.TRUE


def test_a_conflict_names_both(read: Read) -> None:
    """Facts for and against stay both."""
    found = read({"fact": "score.number", "op": "ge", "value": 5}, [score(3), score(8)])
    assert found.conflict == ("f0001", "f0002")
    assert (found.supports, found.refutes) == (("f0002",), ("f0001",))


@pytest.mark.parametrize(
    ("assertion", "present", "ruled_out"),
    [
        ("present", Truth.TRUE, Truth.FALSE),
        ("absent", Truth.FALSE, Truth.TRUE),
        ("not_documented", Truth.UNKNOWN, Truth.UNKNOWN),
        ("planned", Truth.UNKNOWN, Truth.UNKNOWN),
        ("recommended", Truth.UNKNOWN, Truth.UNKNOWN),
        ("historical", Truth.UNKNOWN, Truth.UNKNOWN),
        ("hypothetical", Truth.UNKNOWN, Truth.UNKNOWN),
        ("possible", Truth.UNKNOWN, Truth.UNKNOWN),
    ],
)
def test_assertions(read: Read, assertion: str, present: Truth, ruled_out: Truth) -> None:
    """Only what is present is so, and only what is absent is not so."""
    facts = [{"type": "risk", "value": {"kind": "infection"}, "assertion": assertion}]
    test = {"fact": "risk", "where": {"kind": "infection"}}
    assert read({**test, "op": "present"}, facts).truth is present
    assert read({**test, "op": "ruled_out"}, facts).truth is ruled_out


def test_a_possible_fact_counts_only_leniently(read: Read) -> None:
    """Suspected is not so, but likely."""
    facts = [{"type": "risk", "value": {"kind": "infection"}, "assertion": "possible"}]
    test = {"fact": "risk", "where": {"kind": "infection"}, "op": "present"}
    assert read(test, facts, lenient=True).truth is Truth.TRUE


def test_a_general_denial_covers_the_named_thing(read: Read) -> None:
    """No risk at all denies infection; the denial of another kind does not."""
    test = {"fact": "risk", "where": {"kind": "infection"}, "op": "ruled_out"}
    assert read(test, [{"type": "risk", "assertion": "absent"}]).truth is Truth.TRUE
    other = [{"type": "risk", "value": {"kind": "fracture"}, "assertion": "absent"}]
    assert read(test, other).truth is Truth.UNKNOWN


def test_a_fact_without_the_key_supports_nothing(read: Read) -> None:
    """A risk of no kind is not the infection asked for."""
    test = {"fact": "risk", "where": {"kind": "infection"}, "op": "present"}
    assert read(test, [{"type": "risk"}]).truth is Truth.UNKNOWN


def test_whose_word_counts(read: Read) -> None:
    """A test can ask for the treating side."""
    facts = [{"type": "risk", "value": {"kind": "infection"}, "by": "ur"}]
    test = {"fact": "risk", "where": {"kind": "infection"}, "op": "present", "said_by": ["treating"]}
    assert read(test, facts).truth is Truth.UNKNOWN


def test_history_counts_where_the_test_says_so(read: Read) -> None:
    """Radiation of long ago is a risk today."""
    facts = [{"type": "risk", "value": {"kind": "radiation"}, "assertion": "historical"}]
    test = {"fact": "risk", "where": {"kind": "radiation"}, "op": "present", "asserted": ["present", "historical"]}
    assert read(test, facts).truth is Truth.TRUE


def test_words_of_the_record_need_only_contain_what_is_asked(read: Read) -> None:
    """A free text key is searched, a closed one compared."""
    facts = [{"type": "diagnosis", "value": {"term": "Post-Laminectomy syndrome, lumbar"}}]
    test = {"fact": "diagnosis", "where": {"term": ["post-laminectomy"]}, "op": "present"}
    assert read(test, facts).truth is Truth.TRUE


def test_recorded_is_about_the_record(read: Read) -> None:
    """It is never unknown: the record holds one or it does not; a recommended study is none."""
    test = {"fact": "electrodiagnostic", "op": "recorded"}
    assert read(test, []).truth is Truth.FALSE
    assert read(test, [{"type": "electrodiagnostic", "assertion": "recommended"}]).truth is Truth.FALSE
    assert read(test, [{"type": "electrodiagnostic", "value": {"result": "negative"}}]).truth is Truth.TRUE


@pytest.mark.parametrize(
    ("contrast", "truth"),
    [(True, Truth.TRUE), (False, Truth.FALSE), ("iohexol", Truth.TRUE), ("without", Truth.FALSE)],
)
def test_contrast_as_a_flag_or_a_word(read: Read, contrast: object, truth: Truth) -> None:
    """The contract allows both."""
    facts = [{"type": "request", "value": {"procedure": "caudal_esi", "contrast": contrast}}]
    assert read({"fact": "request.contrast", "op": "eq", "value": True}, facts).truth is truth


def test_a_denied_value_is_against(read: Read) -> None:
    """Fluoroscopy that will not be used is no guidance."""
    facts = [{"type": "request", "value": {"guidance": "fluoroscopy"}, "assertion": "absent"}]
    found = read({"fact": "request.guidance", "op": "in", "value": ["fluoroscopy"]}, facts)
    assert (found.truth, found.refutes) == (Truth.FALSE, ("f0001",))


def test_not_documented_is_named_and_unknown(read: Read) -> None:
    """The statement that the record lacks it stays with the test."""
    facts = [{"type": "request", "value": {"guidance": "fluoroscopy"}, "assertion": "not_documented", "by": "reviewer"}]
    found = read({"fact": "request.guidance", "op": "in", "value": ["fluoroscopy"]}, facts)
    assert (found.truth, found.lacking) == (Truth.UNKNOWN, ("f0001",))
