"""One engine of the benchmark in a process of its own: texts come in as lines of JSON, CPU seconds go out.

It stands apart because every engine runs in turn with the others but in its own environment and memory; edsnlp pins
other versions of spaCy than medspaCy does, and this file needs nothing of chartcase unless chartcase is asked for.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Any, cast

Engine = Callable[[str], object]
_LONGEST = 10**8
"""spaCy refuses more than a million characters unless told otherwise."""
Terms = Mapping[str, Sequence[str]]


def chartcase_engine(_: Terms) -> Engine:
    """The full extraction: segmenting, finding, assembling."""
    from chartcase.flow import extract
    from chartcase.record import Page, PageSource, Record

    def run(text: str) -> object:
        pages: list[Page] = []
        for number, page in enumerate(text.split("\f"), 1):
            start = pages[-1].end + 1 if pages else 0
            pages.append(Page(number, start, start + len(page), PageSource.TEXT))
        return extract(Record("benchmark", text, tuple(pages)))

    return run


def medspacy_engine(terms: Terms) -> Engine:
    """Stock medspaCy: its tokenizer, PyRuSH, TargetMatcher with the terms, ConText and Sectionizer as they come."""
    import medspacy
    from medspacy.ner import TargetRule

    nlp = cast(Any, medspacy.load(medspacy_enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"]))
    nlp.max_length = _LONGEST
    nlp.add_pipe("medspacy_sectionizer")
    nlp.get_pipe("medspacy_target_matcher").add(
        [TargetRule(term, label.upper()) for label, some in terms.items() for term in some]
    )
    return cast(Engine, nlp)


def edsnlp_engine(terms: Terms) -> Engine:
    """A smaller task than ours: edsnlp's sentences, matcher with the terms, negation, history and sections."""
    import edsnlp
    import edsnlp.pipes as eds

    nlp = cast(Any, edsnlp.blank("eds"))
    for pipe in (
        eds.normalizer(),
        eds.sentences(),
        eds.matcher(terms={label: list(some) for label, some in terms.items()}, attr="LOWER"),
        eds.sections(),
        eds.negation(),
        eds.history(),
    ):
        nlp.add_pipe(pipe)
    return cast(Engine, nlp)


def spacy_engine(_: Terms) -> Engine:
    """Nothing but spaCy's tokens: the floor."""
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = _LONGEST
    return cast(Engine, nlp)


ENGINES = {
    "chartcase": (chartcase_engine, "google-re2"),
    "medspacy": (medspacy_engine, "medspacy"),
    "edsnlp": (edsnlp_engine, "edsnlp"),
    "spacy": (spacy_engine, "spacy"),
}
"""Each by name, with the package whose version is told."""


def main() -> None:
    """Load the engine named on the command line, then time what each line of standard input holds."""
    make, package = ENGINES[sys.argv[1]]
    start = time.process_time()
    engine = make(json.loads(sys.stdin.readline()))
    engine("No pain.")
    print(json.dumps({"load": time.process_time() - start, "version": f"{package} {version(package)}"}), flush=True)
    for line in sys.stdin:
        texts = json.loads(line)
        start = time.process_time()
        for text in texts:
            engine(text)
        spent = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"cpu": spent, "peak": peak}), flush=True)


if __name__ == "__main__":
    main()
