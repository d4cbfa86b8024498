"""Features come from the record and never from how it was decided."""

import json
from dataclasses import replace

import pytest
from decided_cases import RATIONALE, RECORD, batch, fact

from chartcase.corpus.decided import decisions, fact_of
from chartcase.corpus.features import BY_NAME, Span, closed_spans, features, of_record
from chartcase.flow import extract, read

DECISION = """INDEPENDENT REVIEW DECISION

SERVICE IN DISPUTE
Repeat left L4-5 transforaminal epidural steroid injection under fluoroscopy

REVIEW OUTCOME
   [X] {ticked}

CLINICAL HISTORY
01/12/2023: Office visit. Patient complains of low back pain radiating down the left leg to the top of the foot.
Left EHL 4/5. Straight leg raise positive on the left. Assessment: lumbar radiculopathy.

02/01/2023: MRI lumbar spine. L4-5: left paracentral disc protrusion which displaces the left L5 nerve root.

03/12/2023: UR. Rationale for denial: {denial} The request is not certified.

ANALYSIS AND EXPLANATION OF THE DECISION
{rationale}
"""
GRANTED = DECISION.format(
    ticked="Overturned (Disagree)",
    denial="No physical therapy notes were submitted.",
    rationale="There is objective weakness and the earlier injection gave 80% relief for twelve weeks. The requested "
    "left L4-5 transforaminal epidural steroid injection is medically necessary.",
)
DENIED = DECISION.format(
    ticked="Upheld (Agree)",
    denial="The examination is normal and the MRI shows no nerve root compression. He takes warfarin.",
    rationale="The examination is normal, there was no relief from the earlier injection and three levels with IV "
    "sedation were asked for. The requested right C5-6 interlaminar injection is not medically necessary.",
)


def read_features(text: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Features of a document as text, its rationale as the store would mark it."""
    path = tmp_path_factory.mktemp("decision") / "decision.txt"
    path.write_text(text, encoding="utf-8")
    record = read(path)
    facts = extract(record).facts
    spans = [Span(record.text.index("ANALYSIS AND"), len(record.text))]
    return json.dumps(dict(features(of_record(facts, closed_spans(record.text, spans, facts)))))


def test_flipping_outcome_and_rationale_changes_no_feature(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same record decided the other way, for other reasons, by reviewers who see other facts: the same bytes."""
    granted, denied = read_features(GRANTED, tmp_path_factory), read_features(DENIED, tmp_path_factory)
    assert granted == denied
    assert json.loads(granted)["objective_signs"] is True
    assert json.loads(granted)["sedation"] is None


def test_a_fact_of_the_rationale_does_not_count() -> None:
    """The same sign counts in the record and not in a closed span."""
    sign = {"kind": "motor", "result": "decreased", "muscle": "quadriceps", "side": "left", "grade": "4/5"}
    text = RECORD + RATIONALE
    inside = fact_of(fact("d", 1, "exam_finding", sign, len(RECORD), len(text), text, stated_by="iro"), "x")
    outside = fact_of(fact("d", 2, "exam_finding", sign, 0, 19, text, stated_by="iro"), "x")
    closed = [Span(len(RECORD), len(text))]
    assert of_record([inside, outside], closed) == (outside,)


@pytest.mark.parametrize(
    ("speaker", "grade", "assertion", "counts"),
    [
        ("treating", "explicit", "present", True),
        ("iro", "explicit", "present", True),
        ("iro", "attested", "present", False),
        ("iro", "explicit", "not_documented", False),
        ("hearing", "implied", "present", False),
        ("ur", "explicit", "present", False),
        ("reviewer", "explicit", "present", False),
    ],
)
def test_a_reviewers_conclusion_does_not_count(speaker: str, grade: str, assertion: str, counts: bool) -> None:
    """Whatever the payer's reviewer says, and what the deciding one vouches for, infers or finds lacking."""
    row = fact(
        "d", 1, "physical_therapy", {"weeks": 8}, 0, 4, RECORD, stated_by=speaker, grade=grade, assertion=assertion
    )
    assert bool(of_record([fact_of(row, "x")], ())) is counts


def test_where_the_retelling_is_unknown_the_decider_is_not_heard() -> None:
    """A document whose rationale could not be found: only what others say counts, and what was asked for."""
    row = fact("d", 1, "physical_therapy", {"weeks": 8}, 0, 4, RECORD, stated_by="iro")
    asked = fact("d", 2, "request", {"procedure": "caudal_esi"}, 0, 4, RECORD, stated_by="iro")
    kept = of_record([fact_of(row, "x"), fact_of(asked, "x")], (), retelling_known=False)
    assert [one.type for one in kept] == ["request"]


def test_the_paragraph_of_an_outcome_is_closed() -> None:
    """Facts beside an outcome are its reasons; the next paragraph is open again."""
    text = "Left leg pain.\n\nUpheld. Only the left side was shown.\n\nMRI in May."
    start = text.index("Upheld")
    row = fact("d", 1, "determination", {"outcome": "upheld"}, start, start + 6, text, stated_by="iro")
    (span,) = closed_spans(text, (), [fact_of(row, "x")])
    assert text[span.start : span.end].strip() == "Upheld. Only the left side was shown."


def test_silence_is_no_denial() -> None:
    """Without a fact every feature is None; nothing is guessed."""
    assert set(features(()).values()) == {None}


@pytest.mark.parametrize(("percent", "expected"), [(49, False), (50, True), (51, True)])
def test_half_relief_is_enough(percent: int, expected: bool) -> None:
    """The border of the relief feature: 50% counts."""
    row = fact("d", 1, "prior_injection", {"procedure": "transforaminal_esi", "relief_percent": percent}, 0, 4, RECORD)
    assert features([fact_of(row, "x")])["relief_50"] is expected


def test_every_feature_has_its_name_once() -> None:
    """Names are columns of tables."""
    found = list(decisions([batch(3)]))
    assert all(set(one.features) == set(BY_NAME) for one in found)


def test_what_the_rationale_cites_is_named() -> None:
    """A fact within the rationale names its topic; the record's do not."""
    one = next(iter(decisions([batch(1)])))
    assert one.cited == {"examination"}


def test_one_patient_is_one_group() -> None:
    """Same age, sex, service, levels, side and state: one group; another age: another."""
    made = batch(1)
    row = replace(made.decisions[0], age=50)
    groups = [
        next(iter(decisions([replace(made, decisions=[one])]))).group
        for one in (row, replace(row, year=2020), replace(row, age=51))
    ]
    assert groups[0] == groups[1] != groups[2]
