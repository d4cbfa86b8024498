"""Train the models of models/ on corpora/dev and write their cards: `scripts/train [policy_text] [confidence]`.

Nothing here reads corpora/test; scripts/evaluate reports how the models do there.
"""

import math
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from chartcase import resources
from chartcase.evaluate.gold import Gold, gold_files, read_gold
from chartcase.evaluate.judge import Outcome
from chartcase.evaluate.run import evaluate
from chartcase.fact import Fact
from chartcase.ingest import read
from chartcase.learn import confidence, policy_text
from chartcase.learn.linear import Linear, Sample, fit, folds, write
from chartcase.segment.build import segment
from chartcase.segment.rules import load_segment_rules

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "dev"
POLICY_STRENGTH, POLICY_THRESHOLD = 1.0, 0.65
CONFIDENCE_STRENGTH = 0.3


def golds() -> list[Gold]:
    """The gold of the training corpus."""
    return [read_gold(path, None) for path in gold_files(CORPUS)]


def train_policy_text() -> None:
    """Sentences of corpora/dev: policy text or not."""
    rules = load_segment_rules(resources.rules(), resources.models())
    samples: list[Sample] = []
    for gold in golds():
        outline = segment(read(gold.path.parent / gold.document), rules)
        facts = [fact.span for fact in gold.facts]
        samples.extend(policy_text.samples_of(outline, facts, [never.span for never in gold.never]))
    model = fit(samples, POLICY_STRENGTH)
    write(resources.models() / "policy_text" / "weights.json", model, {"threshold": POLICY_THRESHOLD})
    caught, lost = held_out(samples, POLICY_STRENGTH, POLICY_THRESHOLD)
    card = (
        "# Policy text\n\nTells sentences that say nothing about the patient (requirements, guidelines, literature, forms) from\n"
        "statements, where the rules of `rules/policy_text.yaml` are silent and the sentence names no patient.\n\n"
        f"- Trained by `scripts/train policy_text` on {len(samples)} sentences of `corpora/dev`; logistic regression, C = {POLICY_STRENGTH}.\n"
        "- Features: words, pairs of words, first word, section, document kind, list item, heading, past tense. Numbers are masked.\n"
        f"- Threshold {POLICY_THRESHOLD}. Five-fold by document: {caught:.0%} of policy sentences are caught, {lost:.1%} of the others are lost.\n"
        "- Stored as JSON weights; running needs no scikit-learn.\n"
        "- Not for use on texts other than US medical-necessity records.\n"
    )
    (resources.models() / "policy_text" / "card.md").write_text(card, encoding="utf-8")
    print(f"policy_text: {len(samples)} sentences, caught {caught:.3f}, lost {lost:.4f}")


def held_out(samples: Sequence[Sample], strength: float, threshold: float) -> tuple[float, float]:
    """Shares of positives and of negatives over the threshold, each document scored by a model that never saw it."""
    hits: list[tuple[bool, bool]] = []
    for fitting, testing in folds(samples, 5):
        model = fit(fitting, strength)
        hits.extend((sample.label, probability(model, sample) >= threshold) for sample in testing)
    positives = [flagged for label, flagged in hits if label]
    negatives = [flagged for label, flagged in hits if not label]
    return sum(positives) / len(positives), sum(negatives) / len(negatives)


def probability(model: Linear, sample: Sample) -> float:
    """What a model says of a sample."""
    return logistic(model.intercept + sum(model.weights.get(name, 0.0) for name in sample.features))


def train_confidence() -> None:
    """Facts of corpora/dev: right or not, as the scorer judges them."""
    samples = [
        sample
        for outcome in evaluate([CORPUS]).outcomes
        for sample in confidence.samples_of(judged(outcome), outcome.gold.kind, outcome.gold.document)
    ]
    model = fit(samples, CONFIDENCE_STRENGTH)
    write(resources.models() / "confidence" / "weights.json", model, {})
    pairs = [
        (probability(fitted, sample), sample.label)
        for fitting, held in folds(samples, 5)
        for fitted in (fit(fitting, CONFIDENCE_STRENGTH),)
        for sample in held
    ]
    error = confidence.expected_calibration_error(pairs)
    share = sum(sample.label for sample in samples) / len(samples)
    card = (
        "# Confidence\n\nThe probability that a fact is right in type, value, assertion and speaker.\n\n"
        f"- Trained by `scripts/train confidence` on {len(samples)} judged facts of `corpora/dev` ({share:.0%} right); logistic\n"
        f"  regression, C = {CONFIDENCE_STRENGTH}.\n"
        "- Features: rule, type, assertion, speaker, grade, document kind, keys of the value. No words of a record.\n"
        f"- Expected calibration error, five folds by document, ten bins: {error:.3f}. `scripts/evaluate` reports it on corpora/test.\n"
        "- Stored as JSON weights; running needs no scikit-learn.\n"
    )
    (resources.models() / "confidence" / "card.md").write_text(card, encoding="utf-8")
    print(f"confidence: {len(samples)} facts, {share:.3f} right, ECE by document folds {error:.3f}")


def judged(outcome: Outcome) -> Iterable[tuple[Fact, bool]]:
    """Every fact whose truth gold decides: a paired one, or one of an exhaustive type."""
    facts = outcome.prediction.facts
    yield from ((facts[pair.predicted], pair.right) for pair in outcome.pairs)
    yield from ((facts[index], False) for index in outcome.spurious)


def logistic(total: float) -> float:
    """The logistic function."""
    return 1.0 / (1.0 + math.exp(-total))


def main(names: Sequence[str]) -> None:
    """Train the models named, or all."""
    trainers: dict[str, Callable[[], None]] = {"policy_text": train_policy_text, "confidence": train_confidence}
    for name in names or tuple(trainers):
        trainers[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
