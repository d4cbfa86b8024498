"""CPU seconds per megabyte of text: the full extraction, stock medspaCy and plain spaCy in turn, and long records.

It stands apart because it is read by people who choose a tool; every engine gets the same texts in the same process.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from chartcase.flow import extract, finder
from chartcase.record import Page, PageSource, Record

_TEXTS = Path(__file__).parent.parent / "corpora" / "dev"
_MEGA = 1e6
Engine = Callable[[str], object]


def record(text: str) -> Record:
    """Text as a record; form feeds part its pages."""
    pages: list[Page] = []
    for number, page in enumerate(text.split("\f"), 1):
        start = pages[-1].end + 1 if pages else 0
        pages.append(Page(number, start, start + len(page), PageSource.TEXT))
    return Record("benchmark", text, tuple(pages))


def long_record(texts: Sequence[str], pages: int) -> str:
    """A record of so many pages, made of the texts in turn."""
    return "\f".join(texts[at % len(texts)] for at in range(pages))


def medspacy_engine() -> Engine:
    """Stock medspaCy with every rule's first example word as a target, as many targets as we have rules."""
    import medspacy
    from medspacy.ner import TargetRule

    nlp = cast(Any, medspacy.load(medspacy_enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"]))
    nlp.add_pipe("medspacy_sectionizer")
    targets = [TargetRule(rule.spec.examples[0], rule.type.upper()) for rule in finder().rulebook.rules]
    nlp.get_pipe("medspacy_target_matcher").add(targets)
    return cast(Engine, nlp)


def spacy_engine() -> Engine:
    """Nothing but spaCy's tokens."""
    import spacy

    return cast(Engine, spacy.blank("en"))


def cost(engine: Engine, texts: Sequence[str]) -> float:
    """CPU seconds per megabyte."""
    start = time.process_time()
    for text in texts:
        engine(text)
    return (time.process_time() - start) / (sum(map(len, texts)) / _MEGA)


def main() -> None:
    """Run the engines in turn and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", type=int, default=1000, help="at most so many texts of corpora/dev")
    parser.add_argument("--stock", action="store_true", help="measure stock medspaCy too (slow)")
    parser.add_argument("--pages", type=int, nargs="*", default=[50, 200], help="pages of the long records")
    chosen = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(_TEXTS.glob("*.txt"))[: chosen.texts]]
    start = time.process_time()
    extract(record(texts[0]))
    print(f"load and a first note: {time.process_time() - start:.2f} s")
    engines: dict[str, Engine] = {"chartcase": lambda text: extract(record(text)), "spaCy tokens": spacy_engine()}
    if chosen.stock:
        engines["stock medspaCy"] = medspacy_engine()
    rounds = [{name: cost(engine, texts) for name, engine in engines.items()} for _ in range(chosen.rounds)]
    for name in engines:
        print(f"{name}: {statistics.median(one[name] for one in rounds):.2f} CPU s/MB, first {rounds[0][name]:.2f}")
    for pages in chosen.pages:
        text = long_record(texts, pages)
        print(
            f"chartcase, {pages} pages, {len(text) / _MEGA:.2f} MB: {cost(engines['chartcase'], [text]):.2f} CPU s/MB"
        )


if __name__ == "__main__":
    main()
