"""Two patients in one record: told apart where pages say so, never by a misreading."""

from pathlib import Path

import pytest
import yaml

from chartcase import resources
from chartcase.case.case import Patient
from chartcase.case.identity import IdentityRules
from chartcase.case.patients import patients_of, question_of
from chartcase.fact import Evidence, Fact
from chartcase.ingest.text import PAGE_BREAK, text_pages
from chartcase.record import Record

RULES = IdentityRules(resources.rules())
RAW = yaml.safe_load((Path(resources.rules()) / "identity.yaml").read_text(encoding="utf-8"))


def persons(*pages: str, demographics: tuple[tuple[int, dict[str, object]], ...] = ()) -> tuple[Patient, ...]:
    text = PAGE_BREAK.join(pages)
    record = Record("packet.txt", text, text_pages(text))
    facts = [demographic(number, page, value) for number, (page, value) in enumerate(demographics)]
    return patients_of(tuple(RULES.pages(record, facts)), RULES.short_forms)


def demographic(number: int, page: int, value: dict[str, object]) -> Fact:
    words = Evidence(source="packet.txt", page=page, start=0, end=1, quote="x")
    return Fact.model_validate(
        {
            "id": f"f{number:04d}",
            "type": "demographics",
            "value": value,
            "assertion": "present",
            "stated_by": "treating",
            "evidence": (words,),
            "confidence": 0.9,
            "rule": "demographics.sex",
        }
    )


@pytest.mark.parametrize(
    ("field", "example"), [(rule["field"], words) for rule in RAW["identity"] for words in rule["examples"]]
)
def test_every_example_says_whose_chart_it_is(field: str, example: str) -> None:
    """Each example of rules/identity.yaml gives a mark of its field."""
    found = list(RULES.pages(Record("note.txt", example, text_pages(example)), ()))
    assert [kind for page in found for kind, _, _ in page.spans if kind == field.replace("surname", "name")]


@pytest.mark.parametrize(
    "line",
    [
        "Patient: denies fever",
        "Patient: [NAME]   MRN: ____",
        "PATIENT: XXXXX, XXXXX",
        "Name: Tobias Renner, MD",
        "Re: Precertification, lumbar TFESI",
        "Re: Independent review of a cervical epidural",
        "Pt: ordered x 6, 5 attended",
        "Member: F / 45 yrs",
        "MRN: 0000000",
        "PT: Harbor PT, DPT",
    ],
)
def test_what_is_no_patient(line: str) -> None:
    """Masks, doctors, subjects of letters and prose name no patient."""
    assert not any(page.names or page.numbers for page in RULES.pages(Record("n.txt", line, text_pages(line)), ()))


def test_one_patient_in_many_spellings_is_one() -> None:
    """Order, initials, a misread letter, another clinic's number: no question."""
    found = persons(
        "Patient: Harlan Brisko   DOB: 03/04/1961   MRN: 4471209",
        "BRISKO, HARLAN J   DOB: 3/4/61",
        "Pt: Brisko, H.   MRN: 990127",
        "Patient Name: Harlan Brlsko",
    )
    assert len(found) == 1
    assert question_of(found) is None


def test_two_names_are_two_patients() -> None:
    """A page of somebody else in the midst is told with its number, and the question names no one."""
    found = persons("Patient: Harlan Brisko", "Patient: Delphine Ostrakova", "Patient: Brisko, Harlan")
    assert [[page.page for page in person.pages] for person in found] == [[1, 3], [2]]
    question = question_of(found)
    assert question is not None
    assert "name" in question
    assert "pages 1, 3" in question
    assert "Brisko" not in question


def test_equal_names_with_birth_dates_far_apart_are_two() -> None:
    """Father and son."""
    found = persons("Patient: John Brisko  DOB: 03/04/1941", "Patient: John Brisko  DOB: 11/19/1972")
    assert [person.differs for person in found] == [(), ("date of birth",)]


@pytest.mark.parametrize("other", ["03/04/1967", "04/03/1961"])
def test_one_misread_digit_or_an_exchanged_day_is_no_other_patient(other: str) -> None:
    """A birth date that is nearly equal stands beside an equal name."""
    assert len(persons("Patient: John Brisko  DOB: 03/04/1961", f"Patient: John Brisko  DOB: {other}")) == 1


def test_a_changed_family_name_with_the_same_birth_date_is_one_patient() -> None:
    """The given name and the birth date agree."""
    assert len(persons("Patient: Mary Brisko DOB: 03/04/1961", "Patient: Mary Quint DOB: 03/04/1961")) == 1


def test_a_first_page_that_says_little_hides_no_second_patient() -> None:
    """The cover names nobody; the two names behind it are held against one another."""
    found = persons(
        "FAX", "Patient: Harlan Brisko", "Patient: Delphine Ostrakova", demographics=((1, {"sex": "male"}),)
    )
    assert len(found) == 2


def test_sex_parts_masked_pages_and_not_named_ones() -> None:
    """With the names masked, male against female is a question; with equal names it is a slip of the pen."""
    told: tuple[tuple[int, dict[str, object]], ...] = ((1, {"sex": "male"}), (2, {"sex": "female"}))
    assert [person.differs for person in persons("Patient: [NAME]", "Patient: [NAME]", demographics=told)] == [
        (),
        ("sex",),
    ]
    assert len(persons("Patient: Lee Brisko", "Patient: Lee Brisko", demographics=told)) == 1


def test_ages_of_one_course_are_one_patient_and_far_ones_are_two() -> None:
    """Six years apart is one record; seven is another patient's."""
    for age, count in ((51, 1), (52, 2)):
        told: tuple[tuple[int, dict[str, object]], ...] = ((1, {"age": 45}), (2, {"age": age}))
        assert len(persons("a", "b", demographics=told)) == count


def test_record_numbers_part_only_where_nothing_else_tells() -> None:
    """Two clinics number one patient differently."""
    assert len(persons("MRN: 4471209", "MRN: 990127")) == 2
    assert len(persons("Patient: Lee Brisko MRN: 4471209", "Patient: Lee Brisko MRN: 990127")) == 1


def test_a_slip_among_a_persons_own_pages_is_no_second_patient() -> None:
    """Where named pages say both male and female, a page without a name that says one of them tells nothing."""
    told: tuple[tuple[int, dict[str, object]], ...] = (
        (1, {"sex": "male"}),
        (2, {"sex": "female"}),
        (3, {"sex": "female"}),
    )
    assert len(persons("Patient: Lee Brisko", "Patient: Lee Brisko", "No name.", demographics=told)) == 1
