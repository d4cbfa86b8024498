"""The history of a review in SQLite: lines are added, chained by hashes, and never changed.

It stands apart because a confirmed action must survive a crash at any moment, and because it alone decides whether a
change was made on what the reviewer saw.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from chartcase.errors import ReviewError

STORE = "review.sqlite"
HEAD = ".head"
START = "0" * 64
BUSY_SECONDS = 10.0
ASK = "Keep the file as it is and ask who had access."
_SCHEMA = """
CREATE TABLE IF NOT EXISTS action (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
  old TEXT NOT NULL, new TEXT NOT NULL, origin TEXT NOT NULL, reason TEXT NOT NULL,
  previous TEXT NOT NULL, digest TEXT NOT NULL) STRICT;
CREATE TRIGGER IF NOT EXISTS never_changed BEFORE UPDATE ON action BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS never_deleted BEFORE DELETE ON action BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""


class Stale(ReviewError):
    """Somebody else changed the review since the page was loaded."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be added: `subject` is a fact, a conflict or a line's number; `old` and `new` are JSON or ""."""

    who: str
    kind: str
    subject: str
    old: str = ""
    new: str = ""
    origin: str = ""
    reason: str = ""

    def __repr__(self) -> str:
        """No chart text."""
        return f"Entry({self.kind}, {self.subject})"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history, numbered from 1; `at` is ISO in UTC."""

    number: int
    at: str
    who: str
    kind: str
    subject: str
    old: str
    new: str
    origin: str
    reason: str
    previous: str
    digest: str

    def __repr__(self) -> str:
        """No chart text."""
        return f"Line({self.number}, {self.kind})"


class Store:
    """The history beside a case. Each call opens the file anew, so that threads and processes may share it."""

    def __init__(self, path: Path, basis: str = START) -> None:
        """`path` is made, readable by its owner alone, when the first line is added.

        `basis` is the digest of what the lines speak of: the first line is chained to it.
        """
        self._path = path
        self._basis = basis

    def fits(self) -> bool:
        """Whether the lines speak of the same basis; lines older than the notion of one fit any."""
        first = next(iter(self.lines()), None)
        return first is None or first.previous in {START, self._basis}

    def lines(self) -> tuple[Line, ...]:
        """All lines, oldest first."""
        if not self._path.exists():
            return ()
        with _connected(self._path) as database:
            return tuple(_read(database))

    def add(self, entry: Entry, version: int) -> int:
        """Add a line if the newest is number `version` (0 for none); the new line's number. On disk when it returns.

        Raises:
            Stale: somebody else added a line since.
            ReviewError: the file cannot be written.
        """
        _make_private(self._path)
        with _connected(self._path) as database:
            database.execute("BEGIN IMMEDIATE")
            last = database.execute("SELECT number, digest, who FROM action ORDER BY number DESC LIMIT 1").fetchone()
            number, digest, who = last or (0, self._basis, "")
            if number != version:
                database.execute("ROLLBACK")
                raise Stale(
                    f"{who} changed this review meanwhile; your last change was not saved.", "Look and do it again."
                )
            line = _line(number + 1, entry, digest)
            database.execute(f"INSERT INTO action VALUES ({','.join('?' * 11)})", astuple(line))  # noqa: S608 - only marks
            database.execute("COMMIT")
        _write_head(self._path, line)
        return line.number


def verify(path: Path) -> int:
    """The number of lines of a whole history.

    Raises:
        ReviewError: there is none, or a line was changed, taken out or cut off.
    """
    if not path.is_file():
        raise ReviewError("There is no review in this folder.", "Name a case folder that was reviewed.")
    digest = ""
    count = 0
    seen = {START}
    with _connected(path) as database:
        for count, line in enumerate(_read(database), start=1):
            digest = digest or line.previous
            if line.number != count or line.previous != digest or line.digest != _digest(line):
                raise ReviewError(f"The history is broken at line {count}.", ASK)
            digest = line.digest
            seen.add(digest)
    head = path.with_name(path.name + HEAD)
    # a crash between the line and its mark leaves the mark one line behind, never ahead
    marked = head.read_text(encoding="ascii").strip() if head.is_file() else START
    if marked not in seen or (count > 1 and marked == START):
        raise ReviewError("Lines at the end of the history are missing.", ASK)
    return count


@contextmanager
def _connected(path: Path) -> Generator[sqlite3.Connection]:
    try:
        database = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=FULL")
            database.executescript(_SCHEMA)
            yield database
        finally:
            database.close()
    except sqlite3.Error as error:
        raise ReviewError(f"The review's history could not be used ({type(error).__name__}).") from None


def _make_private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise ReviewError(f"The review's history could not be made ({os.strerror(error.errno or 0)}).") from None


def _read(database: sqlite3.Connection) -> Iterator[Line]:
    for row in database.execute("SELECT * FROM action ORDER BY number"):
        yield Line(*row)


def _line(number: int, entry: Entry, previous: str) -> Line:
    bare = Line(
        number=number,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        who=entry.who,
        kind=entry.kind,
        subject=entry.subject,
        old=entry.old,
        new=entry.new,
        origin=entry.origin,
        reason=entry.reason,
        previous=previous,
        digest="",
    )
    return replace(bare, digest=_digest(bare))


def _digest(line: Line) -> str:
    return hashlib.sha256(json.dumps(astuple(line)[:-1], ensure_ascii=True).encode()).hexdigest()


def _write_head(path: Path, line: Line) -> None:
    """The newest digest in a file of its own, so that cut-off lines show."""
    from chartcase.deliver.atomic import write

    write(path.with_name(path.name + HEAD), f"{line.digest}\n".encode())
