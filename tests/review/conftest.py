"""The case folder under review, a desk over it, and a server that a test talks to."""

import importlib.util
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chartcase.review.desk import Desk
from chartcase.review.server import ReviewServer

_SPEC = importlib.util.spec_from_file_location("casefolder", Path(__file__).parents[1] / "deliver" / "casefolder.py")
assert _SPEC is not None
assert _SPEC.loader is not None
casefolder = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(casefolder)
POLICY = "payer_initial_lumbar"


@pytest.fixture
def hostile() -> str:
    """Words of the record that are markup, a formula and a template mark at once."""
    words: str = casefolder.HOSTILE
    return words


@pytest.fixture
def case_folder(tmp_path: Path) -> Callable[..., Path]:
    """`case_folder(pages=3, picture=True)`: a case folder of its own."""

    def make(pages: int = 3, *, picture: bool = True, questions: tuple[str, ...] = ()) -> Path:
        made: Path = casefolder.make_case_folder(tmp_path, pages, picture=picture, questions=questions)
        return made

    return make


@pytest.fixture
def desk(case_folder: Callable[..., Path]) -> Iterator[Desk]:
    """A desk over the case."""
    with Desk(case_folder(), POLICY, reviewer="RN Test") as made:
        yield made


@pytest.fixture
def serving() -> Iterator[Callable[[Desk], ReviewServer]]:
    """`serving(desk)`: a running server."""
    running: list[tuple[ReviewServer, threading.Thread]] = []

    def start(desk: Desk) -> ReviewServer:
        server = ReviewServer(desk)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        running.append((server, thread))
        return server

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()
