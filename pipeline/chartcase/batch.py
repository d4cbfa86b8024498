"""Read, extract and write many inputs: one failing input never keeps the others from coming out.

It stands apart from the flow, which knows one case and no files to write.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from chartcase import kept
from chartcase.errors import ChartcaseError, EmptyFile, PartialFailure, UnreadablePages
from chartcase.fact import Frozen
from chartcase.record import PageSource, Record
from chartcase.terminal import shown, trace
from chartcase.workers import MOST_TRIES, Supervisor

if TYPE_CHECKING:
    from chartcase.ingest.collect import Watch

SUFFIXES = frozenset({".txt", ".text", ".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".docx"})
"""What is taken from a folder; a file that is named itself is read whatever its name."""
_MANY = 16
"""Jobs from which on workers part from a process that has read all that rules need, where that is not kept from earlier
runs: it takes a second."""
PACKET = "packet"
PAGE_CACHE = ".pages"
"""In a case's folder: recognised pages, until the case is written."""


@dataclass(frozen=True, slots=True)
class Job:
    """Inputs that become one case, under the name of its folder."""

    name: str
    inputs: tuple[Path, ...]


class Failure(Frozen):
    """An input that did not come out; `steps` say where in the program, without a word of the input."""

    input: str
    sentence: str
    advice: str
    exit_code: int
    steps: tuple[str, ...] = ()


class Summary(Frozen):
    """Counts of one case; `folder` is where its files are, `unreadable_pages` are "<source>:<page>"."""

    name: str
    folder: str
    sources: tuple[str, ...]
    pages: int
    unreadable_pages: tuple[str, ...]
    facts: int
    types: dict[str, int]
    conflicts: int
    warnings: tuple[str, ...]


class Result(Frozen):
    """What became of a job: a case, or none, and the inputs that failed."""

    case: Summary | None
    failures: tuple[Failure, ...] = ()


def plan(paths: Sequence[Path], *, packet: bool = False) -> tuple[Job, ...]:
    """One job an input (a folder is all files in it of a kind that is read, by name), or one for all of them.

    A name that is taken gets a number: `note`, `note_2`.

    Raises:
        EmptyFile: a folder holds nothing that is read.
    """
    inputs = [path for given in paths for path in _files(given)]
    if packet:
        name = paths[0].resolve().name if len(paths) == 1 and paths[0].is_dir() else PACKET
        return (Job(name, tuple(inputs)),)
    taken: Counter[str] = Counter()
    return tuple(Job(_free_name(path.stem, taken), (path,)) for path in inputs)


@dataclass(frozen=True, slots=True)
class Manner:
    """How jobs are done: `strict` refuses unreadable pages; `engines` read the pages of one file side by side, each in
    a process of its own (0: in this process); `watch` is called after every page."""

    strict: bool = False
    engines: int = 1
    watch: "Watch | None" = None


def run(
    jobs: Sequence[Job],
    out: Path,
    *,
    strict: bool = False,
    workers: int = 1,
    each: Callable[[Result], None],
    watch: "Watch | None" = None,
) -> tuple[Result, ...]:
    """The results in the order of `jobs`, whatever the number of workers; `each` is called with every one, and `watch`
    after every page where the jobs are done one by one.

    Workers are spread over the jobs; those of a single job read its pages side by side.
    """
    alone = min(workers, len(jobs)) == 1
    manner = Manner(strict, workers if alone else 0, watch if alone else None)
    work = partial(process, out=out, manner=manner)
    results: list[Result] = []
    for result in map(work, jobs) if alone else _spread(work, jobs, min(workers, len(jobs))):
        each(result)
        results.append(result)
    return tuple(results)


def process(job: Job, out: Path, manner: Manner) -> Result:
    """Read, extract and write one job. No input makes this raise."""
    failures: list[Failure] = []
    records: list[Record] = []
    kept = out / job.name / PAGE_CACHE
    for path in job.inputs:
        try:
            records.append(_read(path, manner, kept))
        except Exception as error:  # noqa: BLE001 - told by type; the other inputs must come out
            failures.append(_failure(path, error))
    if not records:
        return Result(case=None, failures=tuple(failures))
    try:
        return Result(case=_extract(job, records, failures, out / job.name), failures=tuple(failures))
    except Exception as error:  # noqa: BLE001 - as above
        return Result(case=None, failures=(*failures, _failure(job.inputs[0], error)))


def failed(results: Iterable[Result]) -> ChartcaseError | None:
    """What the whole call ends with: None, the one kind of failure that there was, or a PartialFailure."""
    failures = [failure for result in results for failure in result.failures]
    if not failures:
        return None
    count = f"{len(failures)} input{'s' if len(failures) > 1 else ''} did not come out."
    error = PartialFailure(count)
    codes = {failure.exit_code for failure in failures}
    if len(codes) == 1:
        error.exit_code = codes.pop()
    return error


def _files(given: Path) -> Iterator[Path]:
    if not given.is_dir():
        yield given
        return
    found = sorted(path for path in given.iterdir() if path.suffix.lower() in SUFFIXES and _is_plain(path))
    if not found:
        raise EmptyFile(f"The folder {shown(given.name)} holds no file of a kind that is read.", "Check the path.")
    yield from found


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _free_name(stem: str, taken: Counter[str]) -> str:
    """`stem`, or `stem_2`, ...; names that differ only in case are the same folder on some systems."""
    name, number = stem, 1
    while taken[name.casefold()]:
        number += 1
        name = f"{stem}_{number}"
    taken[name.casefold()] += 1
    return name


def _read(path: Path, manner: Manner, kept: Path) -> Record:
    # reading and finding load large libraries: only when there is something to read
    from chartcase.flow import read
    from chartcase.ingest.ocr.crew import alone, crew

    record = read(path, ocr=crew(manner.engines, kept) if manner.engines else alone(kept), watch=manner.watch)
    unreadable = [page.number for page in record.pages if page.source is PageSource.UNREADABLE]
    if manner.strict and unreadable:
        raise UnreadablePages(
            f"{len(unreadable)} of {len(record.pages)} pages could not be read: {', '.join(map(str, unreadable))}."
        )
    return record


def _extract(job: Job, records: Sequence[Record], failures: Sequence[Failure], folder: Path) -> Summary:
    from chartcase.deliver.atomic import make_folder
    from chartcase.deliver.case_files import write_case
    from chartcase.deliver.case_pages import write_pages
    from chartcase.flow import extract
    from chartcase.ingest.page_cache import clear

    case = extract(records)
    if failures:
        lost = tuple(f"{failure.input} could not be read and is not part of this case." for failure in failures)
        case = case.model_copy(update={"warnings": (*case.warnings, *lost)})
    make_folder(folder)
    write_pages(folder, records, {path.name: path for path in job.inputs})
    write_case(folder, case, {record.source: record.text for record in records})
    clear(folder / PAGE_CACHE)
    return Summary(
        name=job.name,
        folder=str(folder),
        sources=tuple(source.name for source in case.sources),
        pages=sum(len(source.pages) for source in case.sources),
        unreadable_pages=tuple(
            f"{source.name}:{page.number}"
            for source in case.sources
            for page in source.pages
            if page.read_as == PageSource.UNREADABLE
        ),
        facts=len(case.facts),
        types=dict(sorted(Counter(fact.type for fact in case.facts).items())),
        conflicts=len(case.conflicts),
        warnings=(*case.warnings, *(warning for source in case.sources for warning in source.warnings)),
    )


def _failure(path: Path, error: Exception) -> Failure:
    if isinstance(error, ChartcaseError):
        sentence, advice, code = error.sentence, error.advice, error.exit_code
    else:
        sentence = f"chartcase met an error of its own ({type(error).__name__})."
        advice, code = ChartcaseError.advice, ChartcaseError.exit_code
    return Failure(input=path.name, sentence=sentence, advice=advice, exit_code=code, steps=tuple(trace(error)))


def _spread(work: Callable[[Job], Result], jobs: Sequence[Job], workers: int) -> Iterator[Result]:
    """Results in order. A worker's death takes no other job with it."""
    # libraries are loaded once, before the workers part; so are rules, where there is work enough to read all they need
    preload = "chartcase.ready" if len(jobs) >= _MANY or kept.is_kept() else "chartcase.flow"
    return Supervisor(work, _given_up, workers, (preload,)).results(jobs)


def _given_up(job: Job) -> Result:
    sentence = f"Reading it ended the worker {MOST_TRIES} times."
    failures = (
        Failure(input=path.name, sentence=sentence, advice=ChartcaseError.advice, exit_code=1) for path in job.inputs
    )
    return Result(case=None, failures=tuple(failures))
