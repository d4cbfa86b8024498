"""Who can be named as the source of what a document retells: every person, in every frame."""

import pytest

from chartcase import resources
from chartcase.patterns import Pattern
from chartcase.rulefile import read_model
from chartcase.segment.rules import Frame, Person, Speakers

SPEAKERS = read_model(resources.rules() / "speakers.yaml", Speakers)


def _takes(frame: Frame, person: Person, sentence: str, name: str) -> bool:
    hit = Pattern(SPEAKERS.framed(frame, f"(?P<person>{person.words})")).search(sentence.encode("ascii"))
    return hit is not None and hit.groups["person"] == name


@pytest.mark.parametrize(
    ("frame", "person"),
    [
        pytest.param(frame, person, id=f"{number}-{person.speaker.value}")
        for number, frame in enumerate(SPEAKERS.frames)
        for person in SPEAKERS.persons
        if not frame.persons or person.speaker in frame.persons
    ],
)
def test_every_person_stands_in_every_frame(frame: Frame, person: Person) -> None:
    """The examples of a person are taken whole in the examples of a frame that he stands in, the counterexamples are
    not."""
    for example in frame.examples:
        for name in person.examples:
            assert _takes(frame, person, example.replace("{person}", name), name), (example, name)
        for name in person.counterexamples:
            assert not _takes(frame, person, example.replace("{person}", name), name), (example, name)
