"""Score a folder of gold from start to end.

It stands apart as the one screen that shows the order: read gold, predict, judge, add up.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from chartcase.evaluate.confusions import Confusion, confusions
from chartcase.evaluate.gold import gold_files, read_gold
from chartcase.evaluate.judge import Outcome, judge
from chartcase.evaluate.predict import by_extraction, from_results
from chartcase.evaluate.score import Scores, summarise
from chartcase.evaluate.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The judged documents and their figures."""

    outcomes: tuple[Outcome, ...]
    scores: Scores

    def confusions(self, *, show_text: bool = False) -> tuple[Confusion, ...]:
        """Every fault with its place."""
        return confusions(self.outcomes, vocabulary(), show_text=show_text)


def evaluate(
    folders: Iterable[Path],
    *,
    documents: Path | None = None,
    results: Path | None = None,
    each: Callable[[Path], None] = lambda _path: None,
) -> Evaluation:
    """Score the gold of `folders` over `results` (an output folder of extract), or over a fresh extraction.

    `documents` holds other readings (PDF, fax) of the annotated texts; `each` is called with a gold file when done.
    All gold is read before anything is extracted, so that a fault in it costs no waiting.

    Raises:
        GoldError: a gold file is wrong.
        FileMissing: a folder, a document or a result is not there.
    """
    paths = [path for folder in folders for path in gold_files(folder)]
    golds = [read_gold(path, documents) for path in paths]
    predict = by_extraction(documents) if results is None else from_results(results)
    outcomes: list[Outcome] = []
    for gold in golds:
        outcomes.append(judge(gold, predict(gold), vocabulary()))
        each(gold.path)
    return Evaluation(tuple(outcomes), summarise(outcomes))
