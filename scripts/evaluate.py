"""Score extraction on our corpora and hold the figures against corpora/scores.json.

It stands apart from the package because corpora and their baseline belong to the checkout.
"""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from chartcase.errors import ChartcaseError
from chartcase.evaluate import baseline, report
from chartcase.evaluate.run import evaluate

TOP = Path(__file__).resolve().parents[1]
SPLITS = ("corpora/dev", "corpora/calibration", "corpora/test")
KEPT = TOP / "corpora" / "scores.json"


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="scripts/evaluate", description=__doc__)
    parser.add_argument("folders", nargs="*", default=SPLITS, metavar="GOLD_DIR", help="below the checkout")
    parser.add_argument("--facts", type=Path, metavar="DIR", help="score these results instead of extracting")
    parser.add_argument("--update", action="store_true", help="keep the figures as the new baseline")
    parser.add_argument("--confusions", action="store_true", help="list every fault")
    parser.add_argument("--show-text", action="store_true", help="with the words of the documents")
    return parser.parse_args()


def main() -> int:
    """Print the tables; 1 if a figure fell."""
    chosen = options()
    console = Console(width=report.WIDTH, highlight=False)
    kept = dict(baseline.read(KEPT))
    worse: list[str] = []
    for name in chosen.folders:
        console.rule(name)
        evaluation = evaluate([TOP / name], results=chosen.facts)
        report.show_scores(console, evaluation.scores)
        if chosen.confusions:
            report.show_confusions(console, evaluation.confusions(show_text=chosen.show_text))
        now = baseline.figures(evaluation.scores)
        worse += baseline.fallen(name, kept[name], now) if name in kept else []
        kept[name] = now
    for line in worse:
        console.print(line)
    if chosen.update:
        KEPT.write_text(baseline.text(kept), encoding="utf-8")
        return 0
    return 1 if worse else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ChartcaseError as error:
        sys.exit(f"{error.sentence} {error.advice}")
