"""Write thousands of synthetic decisions whose outcomes follow planted drivers, with the truth beside them.

It stands apart from the package: the analysis of a corpus is checked against this truth, and nothing is trained on it.
"""

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from decisions.forms import written
from decisions.latent import INTERCEPT, LOG_ODDS, NULLS, Latent, drawn
from decisions.noise import noisy
from decisions.scribe import scribe

A_FOLDER = 2000
"""Documents a folder: a folder of a hundred thousand files is slow to look at."""


@dataclass(frozen=True)
class Decision:
    """One document and what is true of it."""

    case: Latent
    text: str
    reasons: tuple[str, ...]
    date_style: str


def decision(index: int, seed: int) -> Decision:
    """The decision of that number; the same whatever else is made."""
    rng = random.Random(f"{seed}:{index}")  # noqa: S311 - the same seed must give the same corpus
    case = drawn(index, rng)
    voice = scribe(case, rng)
    text, reasons = written(voice)
    return Decision(case, noisy(text, rng), tuple(reasons), voice.date_style)


def truth(found: Decision, name: str) -> dict[str, object]:
    """The line of truth.jsonl."""
    case = found.case
    return {
        "file": name,
        "document": hashlib.sha256(found.text.encode()).hexdigest(),
        "form": case.form,
        "outcome": case.outcome,
        "favourable": case.favourable,
        "probability": round(case.probability, 6),
        "drivers": case.drivers,
        "region": case.root.region,
        "root": case.root.name,
        "levels": list(case.levels),
        "approach": case.approach,
        "side": case.side,
        "sex": case.sex,
        "age": case.age,
        "organisation": case.organisation,
        "specialty": case.specialty,
        "decided": case.decided.isoformat(),
        "weekday": f"{case.decided:%A}",
        "year": case.decided.year,
        "date_style": found.date_style,
        "care_weeks": case.care_weeks,
        "relief_percent": case.relief_percent,
        "relief_weeks": case.relief_weeks,
        "emg": case.emg,
        "reasons_stated": list(found.reasons),
    }


def model() -> dict[str, object]:
    """The planted model, for whoever checks an analysis."""
    return {"intercept": INTERCEPT, "log_odds": dict(LOG_ODDS), "nulls": list(NULLS)}


def names(count: int, copies: float) -> Iterator[tuple[int, str]]:
    """Number and file name of each document; every so often the same number comes again under another name."""
    every = round(1 / copies) if copies else 0
    for index in range(count):
        yield index, f"decision_{index:06d}.txt"
        if every and index % every == every - 1:
            yield index, f"decision_{index:06d}_copy.txt"


def make(count: int, out: Path, *, seed: int, copies: float) -> int:
    """Write documents, truth.jsonl and model.json; how many files."""
    out.mkdir(parents=True, exist_ok=True)
    files = 0
    with (out / "truth.jsonl").open("w", encoding="utf-8") as lines:
        for index, name in names(count, copies):
            folder = out / "documents" / f"{index // A_FOLDER:03d}"
            folder.mkdir(parents=True, exist_ok=True)
            found = decision(index, seed)
            (folder / name).write_text(found.text, encoding="utf-8", newline="")
            lines.write(json.dumps(truth(found, f"{folder.name}/{name}")) + "\n")
            files += 1
    (out / "model.json").write_text(json.dumps(model(), indent=2) + "\n", encoding="utf-8")
    return files


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the options and write the corpus."""
    parser = argparse.ArgumentParser(prog="make_decisions", description=__doc__)
    parser.add_argument("count", type=int, help="how many decisions")
    parser.add_argument(
        "-o", "--out", type=Path, required=True, help="folder for documents/, truth.jsonl and model.json"
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed gives another corpus (1)")
    parser.add_argument("--copies", type=float, default=0.0, help="share of documents that come twice (0)")
    options = parser.parse_args(arguments)
    files = make(options.count, options.out, seed=options.seed, copies=options.copies)
    print(f"{files} documents in {options.out / 'documents'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
