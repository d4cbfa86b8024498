"""Who can be named as the source of what a document retells: every person, in every frame."""

import pytest

from chartcase import resources
from chartcase.patterns import Pattern
from chartcase.rulefile import read_model
from chartcase.segment.rules import Frame, Person, Speakers

SPEAKERS = read_model(resources.rules() / "speakers.yaml", Speakers)


def _takes(frame: Frame, person: Person, sentence: str, name: str) -> bool:
    hit = Pattern(frame.pattern.replace("{person}", f"(?P<person>{person.words})")).search(sentence.encode("ascii"))
    return hit is not None and hit.groups["person"] == name


@pytest.mark.parametrize("person", SPEAKERS.persons, ids=lambda person: person.speaker.value)
@pytest.mark.parametrize("frame", SPEAKERS.frames, ids=range(len(SPEAKERS.frames)))
def test_every_person_stands_in_every_frame(frame: Frame, person: Person) -> None:
    """The examples of a person are taken whole in the examples of a frame, the counterexamples are not."""
    for example in frame.examples:
        for name in person.examples:
            assert _takes(frame, person, example.replace("{person}", name), name), (example, name)
        for name in person.counterexamples:
            assert not _takes(frame, person, example.replace("{person}", name), name), (example, name)
