"""What is computed from rules alone, kept from one run to the next beside Python's compiled files (`__pycache__`).

It stands apart because no result may hang on it: every answer lies under a digest of the text that it was computed from
and of the code that computed it, what is missing, stale or broken is computed again, and where nothing can be written
nothing is kept. It holds no word of a record.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import cache_from_source
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, from_json, to_json

from chartcase import resources
from chartcase.literals import Needs, needs_of

SETTING = "CHARTCASE_CACHE"
"""Environment setting: the folder in which it is kept instead; empty: nothing is kept."""
_OWNER_ONLY = 0o700
_MOST_FILES = 4
"""Files that stay, the newest: of so many versions of the rules."""


@dataclass(slots=True)
class _Answers:
    """By the digest of the text that each was computed from; `passed`: checks that nothing was said against."""

    needs: dict[str, Needs] = field(default_factory=dict[str, Needs])
    documents: dict[str, object] = field(default_factory=dict[str, object])
    passed: set[str] = field(default_factory=set[str])


_ANSWERS = TypeAdapter(_Answers)


@dataclass(slots=True)
class _Store:
    """`known`: what earlier runs left; `used`: what today's rules ask for, left or computed now; `path`: None where
    nothing is kept."""

    path: Path | None
    known: _Answers
    used: _Answers
    fresh: bool = False
    """Whether `used` holds what is not in the file."""


def needs(source: str) -> Needs:
    """What a text must hold for the expression to match in it (see `literals`)."""
    store, digest = _store(), _digest(source)
    told = store.known.needs.get(digest)
    if told is None:
        told = needs_of(source)
        store.fresh = True
    store.used.needs[digest] = told
    return told


def document(text: str, parse: Callable[[], object]) -> object:
    """What a rule file's text holds: numbers, words, lists and tables."""
    store = _store()
    if store.path is None:
        return parse()
    digest = _digest(text)
    told = store.known.documents.get(digest)
    if told is None:
        told = parse()
        if not _is_plain(told):
            return told
        store.fresh = True
    store.used.documents[digest] = told
    return told


def once(check: Callable[[], object], *texts: str) -> None:
    """Run a check that depends on these texts alone, unless it was passed before; what it raises is raised."""
    store, digest = _store(), _digest(*texts)
    if digest not in store.known.passed:
        check()
        store.fresh = True
    store.used.passed.add(digest)


@lru_cache(maxsize=1)
def is_kept() -> bool:
    """Whether what is computed now is there for the next run."""
    folder = _folder()
    if folder is None:
        return False
    with suppress(OSError):
        folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        return os.access(folder, os.W_OK)
    return False


def save() -> None:
    """Keep what was used, where it is new; a disk that is full keeps nothing, and nothing fails for it."""
    store = _store()
    if store.path is not None and store.fresh and is_kept():
        with suppress(OSError):
            _write(store.path, _ANSWERS.dump_json(store.used))
        store.fresh = False


def release() -> None:
    """Hold nothing of it in memory any longer; what is asked from now on is computed."""
    store = _store()
    store.path = None
    store.known = store.used = _Answers()


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all; two runs at once both write all of it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    for old in _files(path.parent.glob("rules-*.json"))[_MOST_FILES:]:
        old.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def _store() -> _Store:
    folder = _folder()
    if folder is None:
        return _Store(None, _Answers(), _Answers())
    try:
        code, rules = _code_digest(), _rules_digest()
    except (OSError, PackageNotFoundError):  # an installation without its source files
        return _Store(None, _Answers(), _Answers())
    path = folder / f"rules-{code}-{rules}.json"
    known = _read(path)
    if known is not None:
        return _Store(path, known, known)
    # most of what other rules asked for is what these ask for
    others = (_read(other) for other in _files(folder.glob(f"rules-{code}-*.json")))
    return _Store(path, next((other for other in others if other is not None), _Answers()), _Answers(), fresh=True)


def _folder() -> Path | None:
    chosen = os.environ.get(SETTING)
    if chosen is not None:
        return Path(chosen) if chosen else None
    try:
        return Path(cache_from_source(__file__)).parent
    except NotImplementedError:
        return None


def _files(paths: Iterable[Path]) -> list[Path]:
    """The newest first."""
    dated: list[tuple[float, Path]] = []
    for path in paths:
        with suppress(OSError):
            dated.append((path.stat().st_mtime, path))
    return [path for _, path in sorted(dated, reverse=True)]


def _read(path: Path) -> _Answers | None:
    """What a file holds; None where it is not there, or broken."""
    try:
        return _ANSWERS.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _is_plain(told: object) -> bool:
    """Whether JSON gives back what went in: dates and numbers as names do not come back."""
    try:
        return bool(from_json(to_json(told)) == told)
    except (PydanticSerializationError, ValueError):
        return False


def _code_digest() -> str:
    """Of the code that the answers come from, and the version of the engine."""
    package = Path(__file__).parent
    code = [*sorted(package.glob("*.py")), package / "find" / "rulebook.py", package / "find" / "guarded.py"]
    return _digest(version("google-re2"), *(path.read_bytes() for path in code))


def _rules_digest() -> str:
    paths = sorted(resources.rules().rglob("*.yaml"))
    return _digest(*(part for path in paths for part in (path.name, path.read_bytes())))


def _digest(*texts: str | bytes) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for text in texts:
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        digest.update(b"%d " % len(data))
        digest.update(data)
    return digest.hexdigest()
