"""Train the models of models/ on corpora/dev and write their cards: `scripts/train [document_kind] [page_start]
[policy_text] [confidence]`.

Nothing here reads corpora/test, and only the scale of confidence reads corpora/calibration and corpora/first_sight;
scripts/evaluate reports how the models do there.
"""

import math
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from first_sight import KEPT, judged_samples, kept_samples
from make_packets import Maker

from chartcase import resources
from chartcase.evaluate.gold import Gold, gold_files, read_gold
from chartcase.ingest import read
from chartcase.ingest.text import text_pages
from chartcase.learn import confidence, document_kind, policy_text
from chartcase.learn.linear import Linear, Sample, fit, folds, rescaled, total, write
from chartcase.record import Record
from chartcase.segment.build import segment
from chartcase.segment.document_model import DocumentModel
from chartcase.segment.documents import kind_of, page_views
from chartcase.segment.furniture import furniture_of
from chartcase.segment.page_start import features
from chartcase.segment.policy_model import SILENT, Stratum
from chartcase.segment.rules import SegmentRules, load_segment_rules

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "dev"
CALIBRATION = CORPUS.parent / "calibration"
WRITTEN = CORPUS.parent / "policy_sentences.yaml"
HEADS, UNSEEN_HEADS = CORPUS.parent / "document_heads.yaml", CORPUS.parent / "document_heads_unseen.yaml"
POLICY_STRENGTH, POLICY_PRUNING = 0.5, 0.03
THRESHOLDS = tuple(step / 100 for step in range(50, 99, 2))
MOST_LOST = {
    Stratum.OPEN_LETTER: (0.04, 0.06),
    Stratum.OPEN_CHART: (0.005, 0.015),
    Stratum.NAMED_LETTER: (0.0035, 0.02),
    Stratum.NAMED_CHART: (0.0035, 0.015),
}
"""A statement taken for policy text is a fact lost, policy text taken for a statement a wrong one: such shares of the
statements that hold a fact, in corpora/dev and among the written sentences, are borne, and the lowest threshold that
keeps to both is taken. Charts and sentences about the patient hold little policy text, so that fewer are borne there;
the written statements are near twins of policy text, and harder than what records hold."""
VOICE_FOLDS = 6
CONFIDENCE_STRENGTH = 0.3
KIND_STRENGTH, KIND_PRUNING, KIND_FOLDS = 20.0, 0.05, 10
START_STRENGTH, START_PRUNING, START_THRESHOLD, START_PACKETS = 0.3, 0.05, 0.9, 100
_AUTHOR = re.compile(r"_([a-z])\d\d$")
"""Our corpora end the name of a document with a letter for its author and a number."""


def golds() -> list[Gold]:
    """The gold of the training corpus."""
    return [read_gold(path, None) for path in gold_files(CORPUS)]


def train_document_kind() -> None:
    """Documents of corpora/dev, parts of them, and beginnings of documents in other voices: what kind they are."""
    documents = [labelled(gold) for gold in golds() if gold.kind != "packet"]
    heads, unseen = document_kind.written(HEADS), document_kind.written(UNSEEN_HEADS)
    model = document_kind.fit([*documents, *heads], KIND_STRENGTH, KIND_PRUNING)
    document_kind.write(resources.models() / "document_kind" / "weights.json", model)
    rules = load_segment_rules(resources.rules(), resources.models())
    judged = kinds_left_out([*documents, *heads], rules)
    whole, short = judged[: len(documents)], judged[len(documents) :]
    words, cued = (sum(pair[at] for pair in whole) for at in (0, 1))
    short_words, short_cued = (sum(pair[at] for pair in short) for at in (0, 1))
    new = sum(same_speaker(kind_of(head.text, rules), head.kind, rules) for head in unseen)
    card = (
        "# Document kind\n\nTells charts, therapy notes, imaging and procedure reports, an outside examiner's reports, "
        "letters, decisions,\nhearings, assessments, request forms, chart sheets and covers apart by their words, "
        "beside the cues of\n`rules/documents.yaml`.\n\n"
        f"- Trained by `scripts/train document_kind` on {len(documents)} documents of `corpora/dev`, each also "
        f"without its\n  first lines and in halves, and on {len(heads)} beginnings of documents of "
        f"`corpora/document_heads.yaml`;\n  multinomial logistic regression, C = {KIND_STRENGTH}, kinds balanced, "
        f"words below {KIND_PRUNING} left out.\n"
        "- Features: words and pairs of words of the first 20,000 characters, without numbers.\n"
        f"- With one in {KIND_FOLDS} of the authors and voices left out at a time, {words} of {len(documents)} "
        f"documents have their kind by\n  words alone, and {cued} their speaker with the rules' cues (which were "
        f"written on all of them); of the beginnings\n  {short_words} and {short_cued} of {len(heads)}.\n"
        f"- Of {len(unseen)} beginnings written after the cues (`corpora/document_heads_unseen.yaml`), {new} have "
        "the right speaker.\n"
        "- Stored as JSON weights; running needs no scikit-learn.\n"
    )
    (resources.models() / "document_kind" / "card.md").write_text(card, encoding="utf-8")
    print(
        f"document_kind: {len(model.weights)} words; {words}, {cued} documents, {short_cued} beginnings, {new} unseen"
    )


def kinds_left_out(documents: Sequence[document_kind.Labelled], rules: SegmentRules) -> list[tuple[bool, bool]]:
    """Of each document: whether it has its kind by words alone, and its speaker with the cues, where every
    KIND_FOLDSth author, its own among them, is left out of the fitting."""
    authors = sorted({document.author for document in documents})
    fold_of = {author: at % KIND_FOLDS for at, author in enumerate(authors)}
    fitted = [
        document_kind.fit([one for one in documents if fold_of[one.author] != fold], KIND_STRENGTH, KIND_PRUNING)
        for fold in range(KIND_FOLDS)
    ]
    judged: list[tuple[bool, bool]] = []
    for document in documents:
        model = fitted[fold_of[document.author]]
        kind = kind_of(document.text, replace(rules, document_model=model))
        alone = likeliest(model, document.text) == document.kind
        judged.append((alone, same_speaker(kind, document.kind, rules)))
    return judged


def same_speaker(kind: str, other: str, rules: SegmentRules) -> bool:
    """Whether documents of two kinds have one speaker by default."""
    return rules.document_speakers[kind] is rules.document_speakers[other]


def train_page_start() -> None:
    """Pages of packets made of corpora/dev: which begin a document."""
    rules = load_segment_rules(resources.rules(), resources.models())
    samples = [sample for seed in range(START_PACKETS) for sample in start_samples(seed, rules)]
    model = fit(samples, START_STRENGTH, least=START_PRUNING)
    pairs = [
        (probability(fitted, sample), sample.label)
        for fitting, held in folds(samples, 5)
        for fitted in (fit(fitting, START_STRENGTH, least=START_PRUNING),)
        for sample in held
    ]
    caught, false = share(pairs, True, START_THRESHOLD), share(pairs, False, START_THRESHOLD)
    error = confidence.expected_calibration_error(pairs)
    write(resources.models() / "page_start" / "weights.json", model, {"threshold": START_THRESHOLD})
    card = (
        "# Page start\n\nTells a page that begins a document from one that goes on with the one before.\n\n"
        f"- Trained by `scripts/train page_start` on {len(samples)} pages of {START_PACKETS} packets that\n"
        f"  `scripts/make_packets.py` makes of `corpora/dev`; logistic regression, C = {START_STRENGTH},\n"
        f"  weights below {START_PRUNING} left out.\n"
        "- Features: whether a title opens the page (`rules/documents.yaml`), printed page numbers, how full the\n"
        "  page before is and how it ends, words of the first lines and of the last lines before. No figures.\n"
        f"- Threshold {START_THRESHOLD}. Five folds by document: {caught:.1%} of beginnings found, {false:.1%} of\n"
        f"  other pages taken for one; expected calibration error {error:.3f} in ten bins. A page printed as a\n"
        "  later one of its document never begins one. `scripts/packet_report` tells how it does on corpora/test.\n"
        "- Stored as JSON weights; running needs no scikit-learn.\n"
        "- It only adds to the titles, and only where it is sure: at 0.6 and without the titles more beginnings were\n"
        "  found in made packets, and fewer facts were right in the packets of our corpora.\n"
        "- Made packets are tidier than real ones: one layout of pages, no handwriting.\n"
    )
    (resources.models() / "page_start" / "card.md").write_text(card, encoding="utf-8")
    print(f"page_start: {len(samples)} pages, {len(model.weights)} weights, caught {caught:.3f}, false {false:.4f}")


def start_samples(seed: int, rules: SegmentRules) -> Iterable[Sample]:
    """The pages of one packet behind the first, those sent twice left out; a document's pages are one group."""
    packet = Maker(CORPUS, seed).packet(8, noise=0.02 * (seed % 2))
    record = Record("packet.txt", packet.text, text_pages(packet.text))
    views = page_views(record, rules, furniture_of(record))
    full = max(len(view.lines) for view in views)
    for index, leaf in enumerate(packet.leaves):
        if index and leaf.copy_of is None:
            begins = packet.leaves[index - 1].document != leaf.document
            names = frozenset(features(views[index - 1], views[index], full))
            yield Sample(names, begins, leaf.name)


def labelled(gold: Gold) -> document_kind.Labelled:
    """A document with its kind (a hearing's decision and an outside examiner's report are kinds of their own here) and
    author."""
    name = gold.document
    kind = "hearing_decision" if name.startswith("hearing") else "examination_report" if "_ime_" in name else gold.kind
    author = _AUTHOR.search(Path(name).stem)
    text = (gold.path.parent / name).read_text(encoding="utf-8")
    return document_kind.Labelled(text, kind, author.group(1) if author is not None else "")


def likeliest(model: DocumentModel, text: str) -> str | None:
    """The kind that the model alone gives."""
    known = model.log_probabilities(text)
    return None if known is None else max(known, key=lambda kind: known[kind])


def train_policy_text() -> None:
    """Sentences of corpora/dev and of corpora/policy_sentences.yaml: policy text or not."""
    rules = replace(load_segment_rules(resources.rules(), resources.models()), policy_model=SILENT)
    written = policy_text.written_samples(WRITTEN, rules)
    spoken = [one for gold in golds() for one in spoken_by_author(gold, rules)]
    model = fit_policy([*written, *spoken])
    authors, voices = authors_left_out(spoken, written), voices_left_out(spoken, written)
    choices = {stratum: chosen(authors[stratum], voices[stratum], most) for stratum, most in MOST_LOST.items()}
    thresholds = {f"threshold_{stratum}": choice.threshold for stratum, choice in choices.items()}
    write(resources.models() / "policy_text" / "weights.json", model, thresholds)
    card = (
        "# Policy text\n\nTells sentences that say nothing about the patient (requirements, guidelines, "
        "literature, forms) from\n"
        "statements, where the rules of `rules/policy_text.yaml` are silent.\n\n"
        f"- Trained by `scripts/train policy_text` on {len(spoken)} sentences of `corpora/dev` and "
        f"{len(written)}\n"
        f"  of `corpora/policy_sentences.yaml`; logistic regression, C = {POLICY_STRENGTH}, weights below\n"
        f"  {POLICY_PRUNING} left out.\n"
        "- Features: words, pairs of words, first word, section, document kind, list item, heading, the sentence's\n"
        "  shape (tense, mood, whom it speaks of, bounded quantities) and its frame (words of grammar in order).\n"
        "  Numbers are masked.\n"
        "- Each stratum has its own threshold: the lowest that loses at most so many of the statements that hold a\n"
        "  fact, in `corpora/dev` and among the written sentences. Judged on the sentences that the rules leave open,\n"
        "  leaving out one author at a time, and the written ones in six parts that split no voice:\n\n"
        "| stratum | threshold | borne | lost | policy text caught | borne, written | lost | caught |\n"
        "|---|---|---|---|---|---|---|---|\n"
        + "".join(row(stratum, choice) for stratum, choice in choices.items())
        + "\n- Stored as JSON weights; running needs no scikit-learn.\n"
        "- Not for use on texts other than US medical-necessity records.\n"
    )
    (resources.models() / "policy_text" / "card.md").write_text(card, encoding="utf-8")
    print(f"policy_text: {len(spoken) + len(written)} sentences, {len(model.weights)} weights")
    print("".join(row(stratum, choice) for stratum, choice in choices.items()))


@dataclass(frozen=True, slots=True)
class Chances:
    """Probabilities, by models that never saw their author, of statements that hold a fact and of policy text."""

    statements: list[float] = field(default_factory=list[float])
    policy: list[float] = field(default_factory=list[float])

    def lost(self, threshold: float) -> int:
        """How many statements reach the threshold."""
        return sum(chance >= threshold for chance in self.statements)

    def bears(self, threshold: float, most: float) -> bool:
        """Whether no greater share of the statements is lost."""
        return self.lost(threshold) <= most * len(self.statements)

    def told(self, threshold: float, most: float) -> str:
        """Cells of the card's table: the share that is borne, what is lost, what is caught."""
        caught = sum(chance >= threshold for chance in self.policy)
        lost = f"{self.lost(threshold)} of {len(self.statements)}"
        return f"{most:.2%} | {lost} | {caught} of {len(self.policy)}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A threshold with what it was chosen on."""

    threshold: float
    authors: Chances
    voices: Chances


def row(stratum: Stratum, choice: Choice) -> str:
    """A line of the card's table."""
    authors, voices = MOST_LOST[stratum]
    cells = (choice.authors.told(choice.threshold, authors), choice.voices.told(choice.threshold, voices))
    return f"| {stratum.replace('_', ' ')} | {choice.threshold:.2f} | {' | '.join(cells)} |\n"


def fit_policy(spoken: Iterable[policy_text.Spoken]) -> Linear:
    """The policy-text model of some sentences."""
    return fit([one.sample for one in spoken], POLICY_STRENGTH, least=POLICY_PRUNING)


def spoken_by_author(gold: Gold, rules: SegmentRules) -> Iterable[policy_text.Spoken]:
    """The sentences of one document; an author's documents are one group."""
    outline = segment(read(gold.path.parent / gold.document), rules)
    author = _AUTHOR.search(Path(gold.document).stem)
    group = author.group(1) if author is not None else gold.document
    facts, never = [fact.span for fact in gold.facts], [never.span for never in gold.never]
    for one in policy_text.spoken_of(outline, facts, never, rules):
        yield replace(one, sample=replace(one.sample, group=group))


def authors_left_out(
    spoken: Sequence[policy_text.Spoken], written: Sequence[policy_text.Spoken]
) -> dict[Stratum, Chances]:
    """What models say of each author's sentences that never saw that author."""
    chances = {stratum: Chances() for stratum in Stratum}
    for author in sorted({one.sample.group for one in spoken}):
        model = fit_policy([*written, *(one for one in spoken if one.sample.group != author)])
        judge(model, (one for one in spoken if one.sample.group == author), chances)
    return chances


def voices_left_out(
    spoken: Sequence[policy_text.Spoken], written: Sequence[policy_text.Spoken]
) -> dict[Stratum, Chances]:
    """What models say of the written sentences of voices that they never saw."""
    chances = {stratum: Chances() for stratum in Stratum}
    voices = sorted({one.sample.group for one in written})
    for fold in range(VOICE_FOLDS):
        held = set(voices[fold::VOICE_FOLDS])
        model = fit_policy([*spoken, *(one for one in written if one.sample.group not in held)])
        judge(model, (one for one in written if one.sample.group in held), chances)
    return chances


def judge(model: Linear, held: Iterable[policy_text.Spoken], chances: Mapping[Stratum, Chances]) -> None:
    """Add what a model says of sentences that hold a fact or are policy text, where it would be asked."""
    for one in held:
        if one.stratum is not None and (one.tells or one.sample.label):
            of = chances[one.stratum]
            (of.policy if one.sample.label else of.statements).append(probability(model, one.sample))


def chosen(authors: Chances, voices: Chances, most: tuple[float, float]) -> Choice:
    """The lowest threshold that loses no greater share of either's statements."""
    kept = (step for step in THRESHOLDS if authors.bears(step, most[0]) and voices.bears(step, most[1]))
    return Choice(next(kept, THRESHOLDS[-1]), authors, voices)


def share(scored: Sequence[tuple[float, bool]], truth: bool, threshold: float) -> float:
    """Share of the samples of one truth that reach the threshold."""
    flags = [probability >= threshold for probability, label in scored if label is truth]
    return sum(flags) / len(flags)


def probability(model: Linear, sample: Sample) -> float:
    """What a model says of a sample."""
    return logistic(total(model, sample))


def train_confidence() -> None:
    """Facts of corpora/dev: right or not, as the scorer judges them; then the scale, on facts that were found before a
    rule had been written on their documents."""
    samples, unseen = judged_samples(CORPUS), [*judged_samples(CALIBRATION), *kept_samples(KEPT)]
    fitted = fit(samples, CONFIDENCE_STRENGTH)
    model = rescaled(fitted, unseen)
    write(resources.models() / "confidence" / "weights.json", model, {})
    plain = error_of(fitted, unseen)
    error = confidence.expected_calibration_error(
        [
            (probability(rescaled(fitted, fitting), sample), sample.label)
            for fitting, held in folds(unseen, 5)
            for sample in held
        ]
    )
    card = (
        "# Confidence\n\nThe probability that a fact is right in type, value, assertion and speaker.\n\n"
        f"- Trained by `scripts/train confidence` on {len(samples)} judged facts of `corpora/dev` "
        f"({share_right(samples):.0%} right);\n"
        f"  logistic regression, C = {CONFIDENCE_STRENGTH}. Its slope and intercept are set on {len(unseen)} facts of "
        "`corpora/calibration`\n"
        f"  and `corpora/first_sight` ({share_right(unseen):.0%} right), found before a rule was written on their "
        "documents (Platt scaling).\n"
        "- Features: rule, type, assertion, speaker, grade, document kind, keys of the value. No words of a record.\n"
        f"- Expected calibration error on those, ten bins: {plain:.3f} before the scaling, {error:.3f} "
        "after it\n  (five folds by document); `scripts/evaluate` reports it on corpora/test.\n"
        "- Stored as JSON weights; running needs no scikit-learn.\n"
    )
    (resources.models() / "confidence" / "card.md").write_text(card, encoding="utf-8")
    print(f"confidence: {len(samples)} facts, {len(unseen)} unseen; ECE there {plain:.3f}, scaled {error:.3f}")


def error_of(model: Linear, samples: Sequence[Sample]) -> float:
    """Expected calibration error of a model on samples."""
    pairs = [(probability(model, sample), sample.label) for sample in samples]
    return confidence.expected_calibration_error(pairs)


def share_right(samples: Sequence[Sample]) -> float:
    """The share of samples whose fact is right."""
    return sum(sample.label for sample in samples) / len(samples)


def logistic(total: float) -> float:
    """The logistic function."""
    return 1.0 / (1.0 + math.exp(-total))


def main(names: Sequence[str]) -> None:
    """Train the models named, or all."""
    trainers: dict[str, Callable[[], None]] = {
        "page_start": train_page_start,
        "document_kind": train_document_kind,
        "policy_text": train_policy_text,
        "confidence": train_confidence,
    }
    for name in names or tuple(trainers):
        trainers[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
