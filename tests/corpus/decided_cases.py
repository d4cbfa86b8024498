"""Decisions for tests of the analysis: rows in the store's schema, drawn from a small planted model.

It stands apart so that several test files make the same kind of store without reading a single document.
"""

import json
import random
from collections.abc import Sequence
from pathlib import Path

from chartcase.corpus.coverage import Holdings
from chartcase.corpus.decided import Batch, Decision, decisions
from chartcase.corpus.schema import (
    ConflictRow,
    CriterionRow,
    DecisionRow,
    DocumentRow,
    FactRow,
    TableName,
    TextSpan,
    table_of,
)
from chartcase.corpus.store import Manifest, writing

RECORD = "Left quadriceps 4/5. He had a TFESI. Asked for: left L4-5.\n\n"
RATIONALE = "The strength is normal."
FACT = (
    "exam_finding",
    {"kind": "motor", "result": "decreased", "muscle": "quadriceps", "side": "left", "grade": "4/5"},
)
NONE = Holdings(0, 0, 0, 0, 0, (), (), ())


def fact(
    document: str, number: int, kind: str, value: dict[str, object], start: int, end: int, text: str, **more: str
) -> FactRow:
    """A fact whose quote is `text[start:end]`."""
    return FactRow(
        document=document,
        fact=f"f{number:04d}",
        type=kind,
        assertion=more.get("assertion", "present"),
        grade=more.get("grade", "explicit"),
        stated_by=more.get("stated_by", "treating"),
        date_iso=None,
        date_raw=None,
        date_precision=None,
        date_order=None,
        page=1,
        start=start,
        end=end,
        quote=text[start:end],
        confidence=0.9,
        rule="test",
        value=json.dumps(value, sort_keys=True),
    )


def batch(count: int, seed: int = 0, *, effect: float = 0.45, name: str = "decision") -> Batch:
    """`count` decisions of twelve organisations: signs on examination move the chance of a grant by `effect`, and
    nothing else does."""
    rng = random.Random(seed)  # noqa: S311 - the same seed must give the same decisions
    rows = [_one(f"{seed}{place:06d}".rjust(64, "0"), f"{name}_{place}.txt", rng, effect) for place in range(count)]
    return Batch(
        [row[0] for row in rows],
        [row[1] for row in rows],
        [one for row in rows for one in row[2]],
        [one for row in rows for one in row[3]],
        [one for row in rows for one in row[4]],
    )


def _one(
    document: str, name: str, rng: random.Random, effect: float
) -> tuple[DocumentRow, DecisionRow, list[FactRow], list[CriterionRow], list[ConflictRow]]:
    signs, right = rng.random() < 0.5, rng.random() < 0.5
    granted = rng.random() < 0.25 + effect * signs
    text = RECORD + RATIONALE
    facts = [
        fact(document, 1, "request", _request(right), 36, 57, text),
        fact(
            document,
            2,
            "demographics",
            {"sex": rng.choice(("male", "female")), "age": rng.randint(25, 70)},
            21,
            23,
            text,
        ),
    ]
    if signs:
        facts.append(fact(document, 3, FACT[0], FACT[1], 0, 19, text))
    if rng.random() < 0.4:
        facts.append(fact(document, 4, "prior_injection", {"relief_percent": rng.choice((20, 60))}, 31, 36, text))
    cited = fact(document, 5, "exam_finding", {"kind": "motor"}, len(RECORD), len(text) - 1, text, stated_by="iro")
    decision = _decision(document, granted, right, len(text), rng)
    criteria = [
        CriterionRow(
            document, "odg_esi", "1", "odg1_radiculopathy_on_exam_and_corroborated", "MET", reading, (), (), ()
        )
        for reading in ("stated", "strict")
    ]
    conflicts = [ConflictRow(document, "request.laterality", ("left", "right"), ("f0001", "f0009"))] if right else []
    return _document(document, name, text), decision, [*facts, cited], criteria, conflicts


def _request(right: bool) -> dict[str, object]:
    return {
        "procedure": "transforaminal_esi",
        "region": "lumbar",
        "levels": ["L4-5"],
        "laterality": "right" if right else "left",
    }


def _document(document: str, name: str, text: str) -> DocumentRow:
    head = (document, name, f"2024/{name}", 100, "text", 1, 0, "iro_decision", 20, 3, 0, (), None)
    return DocumentRow(*head, (f"2024/{name}",), document, (0,), text)


def _decision(document: str, granted: bool, right: bool, end: int, rng: random.Random) -> DecisionRow:
    return DecisionRow(
        document=document,
        stage="iro",
        outcome="overturned" if granted else "upheld",
        outcome_fact="f0009",
        procedure="transforaminal_esi",
        phase="initial",
        region="lumbar",
        levels=("L4-5",),
        roots=(),
        laterality="right" if right else "left",
        approach="transforaminal",
        guidance=None,
        sedation=None,
        year=rng.choice((2022, 2023, 2024)),
        year_source="stated",
        specialty=rng.choice(("pain medicine", "orthopedic surgery")),
        organisation=f"Organisation {rng.randint(1, 12)}",
        state="TX",
        sex=rng.choice(("male", "female")),
        age=rng.randint(25, 70),
        criteria_cited=("ODG",),
        reasons=("radiculopathy",),
        rationale_spans=(TextSpan(len(RECORD), end),),
    )


def decided(count: int, seed: int = 0, *, effect: float = 0.45) -> list[Decision]:
    """Decisions as the analysis reads them."""
    return list(decisions([batch(count, seed, effect=effect)]))


def store(folder: Path, batches: Sequence[Batch]) -> Path:
    """A store with one commit a batch."""
    with writing(folder, Manifest(program_version="0")) as writer:
        for one in batches:
            writer.commit(
                {
                    TableName.DOCUMENTS: table_of(TableName.DOCUMENTS, one.documents),
                    TableName.DECISIONS: table_of(TableName.DECISIONS, one.decisions),
                    TableName.FACTS: table_of(TableName.FACTS, one.facts),
                    TableName.CRITERIA: table_of(TableName.CRITERIA, one.criteria),
                    TableName.CONFLICTS: table_of(TableName.CONFLICTS, one.conflicts),
                }
            )
    return folder
