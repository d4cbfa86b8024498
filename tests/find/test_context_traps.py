"""Traps of medspaCy and of its default rules, each held so that a change is noticed."""

from collections.abc import Callable

import pytest

from chartcase import resources
from chartcase.find.context import Context
from chartcase.find.modifiers import Category

Read = Callable[[str, str], set[Category]]


@pytest.fixture(scope="session")
def read() -> Read:
    """The categories of the cues that reach a word of a sentence."""
    context = Context(resources.rules())

    def categories(sentence: str, word: str) -> set[Category]:
        start = sentence.index(word)
        (found,) = context.modifiers(sentence, [(start, start + len(word))])
        return {modifier.category for modifier in found}

    return categories


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("MRI of the lumbar spine without contrast shows stenosis.", "stenosis"),
        ("MRI of the lumbar spine without contrast shows stenosis.", "MRI"),
        ("No change in radiculopathy.", "radiculopathy"),
        ("Walks without difficulty with a cane.", "cane"),
        ("Denies relief with NSAIDs.", "NSAIDs"),
        ("She denies bladder dysfunction but has numbness.", "numbness"),
        ("He denies fever; leg pain persists.", "leg pain"),
        ("Not relieved by NSAIDs.", "NSAIDs"),
        ("No relief with gabapentin.", "gabapentin"),
        ("The pt has numbness.", "numbness"),
        ("No stenosis with the exception of a bulge at L4-5.", "bulge"),
        ("No weakness save for the left deltoid.", "deltoid"),
        ("I have no doubt this is radiculopathy.", "radiculopathy"),
    ],
)
def test_what_is_not_denied(read: Read, sentence: str, word: str) -> None:
    """None of these denies the word."""
    assert Category.NEGATED not in read(sentence, word)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("No evidence of fracture, mass or infection.", "infection"),
        ("L2-3: no disc protrusion.", "disc protrusion"),
        ("The study is negative for fracture.", "fracture"),
        ("Spurling was negative.", "Spurling"),
        ("Denies bowel or bladder dysfunction.", "bladder dysfunction"),
        ("There is no canal or foraminal stenosis.", "foraminal stenosis"),
        ("He does not have a history of cancer, spine surgery, or ESI.", "ESI"),
    ],
)
def test_what_is_denied(read: Read, sentence: str, word: str) -> None:
    """Each of these denies the word, to the end of the list."""
    assert Category.NEGATED in read(sentence, word)


@pytest.mark.parametrize(
    ("sentence", "word", "category"),
    [
        ("She failed PT.", "PT", Category.FAILED),
        ("Not relieved by naproxen.", "naproxen", Category.FAILED),
        ("Naproxen did not help.", "Naproxen", Category.FAILED),
        ("He could not tolerate gabapentin.", "gabapentin", Category.NOT_TOLERATED),
        ("Gabapentin was stopped because of sedation.", "Gabapentin", Category.STOPPED),
        ("Some relief with chiropractic care.", "chiropractic care", Category.PARTIAL),
        ("Good relief with heat.", "heat", Category.HELPED),
        ("She declined physical therapy.", "physical therapy", Category.DECLINED),
        ("There is no documentation of physical therapy.", "physical therapy", Category.NOT_DOCUMENTED),
        ("She is scheduled for an epidural.", "epidural", Category.PLANNED),
        ("I recommend physical therapy.", "physical therapy", Category.RECOMMENDED),
        ("Findings suspicious for a fracture.", "fracture", Category.POSSIBLE),
        ("History of prostate cancer.", "prostate cancer", Category.HISTORICAL),
    ],
)
def test_tried_without_success_is_a_state_of_its_own(read: Read, sentence: str, word: str, category: Category) -> None:
    """Response, refusal, plan and doubt are told apart from denial."""
    found = read(sentence, word)
    assert category in found
    assert Category.NEGATED not in found


def test_a_cue_inside_its_target_does_not_reach_it(read: Read) -> None:
    """The contrast that was not given denies nothing about the study."""
    assert Category.NEGATED not in read("MRI lumbar spine without contrast.", "MRI lumbar spine without contrast")


def test_reading_twice_gives_the_same(read: Read) -> None:
    """Re-running ConText doubles no cue."""
    assert read("Denies fever.", "fever") == read("Denies fever.", "fever") == {Category.NEGATED}
