"""Keep which facts the program got right in documents that it had never seen: `python scripts/first_sight.py FOLDER
NAME` writes corpora/first_sight/NAME.jsonl.

It stands apart from training because it must run before a rule is written on those documents, and only once: later the
same documents say nothing of what a stranger's document gets. No words of a record are kept, only what the confidence
model sees of each fact (features) and whether gold found it right.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from chartcase.evaluate.judge import Outcome
from chartcase.evaluate.run import evaluate
from chartcase.fact import Fact
from chartcase.learn import confidence
from chartcase.learn.linear import Sample

KEPT = Path(__file__).resolve().parents[1] / "corpora" / "first_sight"


def judged_samples(folder: Path) -> list[Sample]:
    """One sample a fact of a folder that gold decides."""
    return [
        sample
        for outcome in evaluate([folder]).outcomes
        for sample in confidence.samples_of(judged(outcome), outcome.gold.kind, outcome.gold.document)
    ]


def judged(outcome: Outcome) -> Iterable[tuple[Fact, bool]]:
    """Every fact whose truth gold decides: a paired one, or one of an exhaustive type."""
    facts = outcome.prediction.facts
    yield from ((facts[pair.predicted], pair.right) for pair in outcome.pairs)
    yield from ((facts[index], False) for index in outcome.spurious)


def keep(samples: Iterable[Sample], path: Path) -> None:
    """Write samples, one a line."""
    lines = (
        json.dumps({"document": each.group, "right": each.label, "features": " ".join(sorted(each.features))}) + "\n"
        for each in samples
    )
    path.write_text("".join(lines), encoding="utf-8")


def kept_samples(folder: Path) -> list[Sample]:
    """The samples of every author that were kept at first sight, in the order of their files."""
    return [
        Sample(frozenset(row["features"].split(" ")), row["right"], row["document"])
        for path in sorted(folder.glob("*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


def main(arguments: Sequence[str]) -> int:
    """Judge a folder and keep it; an author that has been kept stays as it is."""
    if len(arguments) != 2 or not Path(arguments[0]).is_dir():
        print("Name a folder of documents with gold, and the author: first_sight.py FOLDER NAME.", file=sys.stderr)
        return 2
    path = KEPT / f"{arguments[1]}.jsonl"
    if path.exists():
        print(f"{path.name} is kept already, from the first time; choose another name.", file=sys.stderr)
        return 2
    samples = judged_samples(Path(arguments[0]))
    KEPT.mkdir(exist_ok=True)
    keep(samples, path)
    print(f"{path.name}: {len(samples)} facts, {sum(each.label for each in samples)} right")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
