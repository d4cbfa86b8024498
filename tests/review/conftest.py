"""The case folder under review, a desk over it, and a server that a test talks to."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chartcase.review.desk import Desk
from chartcase.review.server import ReviewServer

sys.path.append(str(Path(__file__).parent))  # browsing.py, which is no test, stands beside the tests
POLICY = "payer_initial_lumbar"


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
