"""Small decisions of our own, a stand-in for extraction that is quick, and a store of it."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from chartcase.corpus.build import Built, Options, build
from chartcase.corpus.extraction import Outcome, Rows, failed
from chartcase.corpus.listing import Found
from chartcase.corpus.schema import DecisionRow, DocumentRow, FactRow

LETTER = """Hill Country Review
Date of notice: 03/14/2019

SERVICE IN DISPUTE
Left L4-5 transforaminal epidural steroid injection under fluoroscopy with IV sedation

QUALIFICATIONS
The reviewer is Board Certified in Anesthesiology and licensed in Texas.

REVIEW OUTCOME
On independent review the adverse determination should be:
   [X] Upheld (Agree)
   [ ] Overturned (Disagree)

CLINICAL HISTORY SUMMARY
The claimant is a 44-year-old female.

01/05/2019: Office visit. She reported left leg pain to the top of the foot. Strength 5/5.

01/20/2019: UR. There is no documentation of failed conservative care. The request is not certified.

ANALYSIS
The ODG was applied. There are no objective findings of radiculopathy. Therefore the injection is not medically
necessary.
"""


def outcome_of(found: Found) -> Outcome:
    """A stand-in for extraction that is quick: the file's text as one fact; a file that begins with FAIL fails."""
    text = Path(found.file).read_text(encoding="utf-8")
    if text.startswith("FAIL"):
        return failed(found, "It is broken.", "Mend it.", 14)
    document = DocumentRow(
        document=found.document,
        name=Path(found.path).name,
        path=found.path,
        bytes=found.bytes,
        source_kind="text",
        pages=1,
        unreadable_pages=0,
        document_kind="iro_decision",
        words=len(text.split()),
        facts=1,
        conflicts=0,
        warnings=(),
        same_as=None,
        paths=found.paths,
        text_hash=hashlib.sha256(text.strip().encode()).hexdigest(),
        page_starts=(0,),
        text=text,
    )
    fact = FactRow(
        found.document, "f0001", "diagnosis", "present", "explicit", "treating", None, None, None, None, 1, 0, 4,
        text[:40], 0.9, "diagnosis.named", "{}",
    )  # fmt: skip
    decision = DecisionRow(
        found.document, "iro", "upheld", "f0001", None, None, None, (), (), None, None, None, None, 2019, "dated",
        None, None, None, None, None, (), (), (),
    )  # fmt: skip
    return Rows(document, (fact,), decision, (), ())


def quick(files: Sequence[Found]) -> Iterator[Outcome]:
    """An engine that reads nothing else than the text."""
    return map(outcome_of, files)


def built(folder: Path, store: Path, *, part_documents: int = 2, retry: bool = False) -> Built:
    """The folder brought into the store by the quick engine, two documents a part."""
    return build([folder], store, quick, Options(retry=retry, part_documents=part_documents))
