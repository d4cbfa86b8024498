"""The server's border: this machine, its own name, the token of this start, and nothing from other sites."""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from chartcase.errors import SettingError
from chartcase.review.desk import Desk
from chartcase.review.server import ReviewServer, open_server
from chartcase.review.store import STORE, Store, verify

Serving = Callable[[Desk], ReviewServer]


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(server: ReviewServer, path: str, body: object = None, **headers: str) -> Answer:
    """A request as the worksheet sends it, but for the headers given."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    plain = {"Cookie": f"{server.cookie}={server.token}", "Host": f"127.0.0.1:{server.server_port}"}
    if body is not None:
        plain |= {"Origin": server.origin, "Content-Type": "application/json"}
    told = {name: value for name, value in (plain | headers).items() if value}
    connection.request(
        "POST" if body is not None else "GET", path, json.dumps(body) if body is not None else None, told
    )
    answer = connection.getresponse()
    found = Answer(answer.status, dict(answer.getheaders()), answer.read())
    connection.close()
    return found


ACCEPT = {"version": 0, "kind": "accept", "row": "f0001"}


def test_it_listens_on_this_machine_alone(desk: Desk, serving: Serving) -> None:
    """127.0.0.1, never every address."""
    assert serving(desk).server_address[0] == "127.0.0.1"


def test_the_token_opens_the_page_once(desk: Desk, serving: Serving) -> None:
    """It becomes a cookie that no script reads, and leaves the address."""
    server = serving(desk)
    answer = ask(server, f"/?token={server.token}", Cookie="")
    assert answer.status == 303
    assert answer.headers["Location"] == "/"
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Strict" in answer.headers["Set-Cookie"]
    assert ask(server, "/?token=wrong", Cookie="").status == 403


@pytest.mark.parametrize("path", ["/", "/api/view", "/page/1", "/export/worksheet.docx", "/worksheet.js"])
def test_without_the_cookie_nothing_is_shown(desk: Desk, serving: Serving, path: str) -> None:
    """Another program on this machine does not know the token."""
    assert ask(serving(desk), path, Cookie="").status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Content-Type": "text/plain"},
        {"Cookie": ""},
    ],
)
def test_a_change_from_elsewhere_is_refused(desk: Desk, serving: Serving, headers: dict[str, str]) -> None:
    """DNS rebinding and forged requests change nothing."""
    server = serving(desk)
    assert ask(server, "/api/act", ACCEPT, **headers).status in {400, 403}
    assert desk.view().review.version == 0


def test_the_page_may_run_no_inline_script(desk: Desk, serving: Serving) -> None:
    """A strict policy on every answer, and a page that keeps it."""
    answer = ask(serving(desk), "/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert b"<script>" not in answer.body
    assert b"style=" not in answer.body


def test_there_is_no_documentation_page(desk: Desk, serving: Serving) -> None:
    """Nothing but the worksheet."""
    server = serving(desk)
    assert {ask(server, path).status for path in ("/docs", "/openapi.json", "/../etc/passwd")} == {404}


def test_a_change_answers_with_the_new_worksheet(desk: Desk, serving: Serving) -> None:
    """One round trip; a second change on the old view is told."""
    server = serving(desk)
    answer = json.loads(ask(server, "/api/act", ACCEPT).body)
    assert next(row for row in answer["view"]["rows"] if row["id"] == "f0001")["state"] == "accepted"
    second = ask(server, "/api/act", ACCEPT)
    assert second.status == 409
    assert "changed this review meanwhile" in json.loads(second.body)["sentence"]


@pytest.mark.parametrize(
    "body", [{}, {"kind": "delete"}, {"version": 0, "kind": "accept"}, {"version": -1, "kind": "undo"}, []]
)
def test_what_is_no_change_is_refused(desk: Desk, serving: Serving, body: object) -> None:
    """Typed or nothing."""
    assert ask(serving(desk), "/api/act", body).status == 400


def test_a_huge_body_is_refused(desk: Desk, serving: Serving) -> None:
    """Without being read."""
    assert ask(serving(desk), "/api/act", None, **{"Content-Length": "0"}).status == 404
    assert ask(serving(desk), "/api/act", ACCEPT, **{"Content-Length": "99999999"}).status == 400


@pytest.mark.parametrize("ending", ["html", "docx", "pdf", "xlsx", "json", "fhir.json", "csv"])
def test_every_export_can_be_loaded(desk: Desk, serving: Serving, ending: str) -> None:
    """As a file, never shown in the page."""
    answer = ask(serving(desk), f"/export/worksheet.{ending}")
    assert answer.status == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_page_picture_is_a_png(desk: Desk, serving: Serving) -> None:
    """At the width asked for; a page that is not there is none."""
    server = serving(desk)
    assert ask(server, "/page/2?width=300").body[:4] == b"\x89PNG"
    assert {ask(server, path).status for path in ("/page/4", "/page/0", "/page/1?width=x")} == {404}


def test_the_letter_leaves_out_what_was_unticked(desk: Desk, serving: Serving) -> None:
    """A Word file either way."""
    server = serving(desk)
    assert ask(server, "/export/letter.docx?without=0").body[:2] == b"PK"


def test_no_update_of_four_tabs_is_lost(desk: Desk, serving: Serving) -> None:
    """Of 400 updates each is kept and confirmed, or refused and told; the history holds the confirmed ones exactly."""
    server = serving(desk)

    def tab(number: int) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        version = 0
        for turn in range(100):
            words = f"tab {number}, turn {turn}"
            told = {"version": version, "kind": "decide", "decision": words, "rationale": ""}
            answer = ask(server, "/api/act", told)
            version = json.loads(answer.body)["view"]["review"]["version"]
            found.append((answer.status, words))
        return found

    with ThreadPoolExecutor(4) as tabs:
        told = [one for found in tabs.map(tab, range(4)) for one in found]
    kept = [json.loads(line.new)["decision"] for line in Store(desk._open.folder / STORE).lines()]
    assert set(Counter(status for status, _ in told)) <= {200, 409}
    assert sorted(kept) == sorted(words for status, words in told if status == 200)
    assert len(told) == 400
    assert verify(desk._open.folder / STORE) == len(kept)


SERVED = """
import sys
from pathlib import Path
from chartcase.review.desk import Desk
from chartcase.review.server import ReviewServer
with Desk(Path(sys.argv[1]), "payer_initial_lumbar", reviewer="RN") as desk, ReviewServer(desk) as server:
    print(server.address, flush=True)
    server.serve_forever()
"""


@pytest.mark.parametrize("confirmed", [1, 2, 7])
def test_a_kill_in_the_middle_loses_nothing_confirmed(case_folder: Callable[..., Path], confirmed: int) -> None:
    """`kill -9` with a change on its way: what was answered is there after a restart, and the chain is whole."""
    folder = case_folder()
    with subprocess.Popen([sys.executable, "-c", SERVED, str(folder)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        port, _, token = child.stdout.readline().strip().removeprefix("http://127.0.0.1:").partition("/?token=")
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=30)
        headers = {
            "Cookie": f"chartcase_{port}={token}",
            "Origin": f"http://127.0.0.1:{port}",
            "Content-Type": "application/json",
        }
        answered: list[str] = []
        for turn in range(confirmed + 1):
            told = {"version": turn, "kind": "decide", "decision": f"turn {turn}", "rationale": ""}
            connection.request("POST", "/api/act", json.dumps(told), headers)
            if turn == confirmed:
                os.kill(child.pid, signal.SIGKILL)
                break
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200
            answered.append(f"turn {turn}")
        connection.close()
    kept = [json.loads(line.new)["decision"] for line in Store(folder / STORE).lines()]
    assert kept[:confirmed] == answered
    assert verify(folder / STORE) == len(kept)
    with Desk(folder, "payer_initial_lumbar") as again:
        assert again.view().review.version == len(kept)


def test_a_port_that_is_taken_is_told(desk: Desk, serving: Serving) -> None:
    """One sentence, no traceback."""
    with pytest.raises(SettingError, match="Port"):
        open_server(desk, serving(desk).server_port)


def test_nothing_can_be_uploaded(desk: Desk, serving: Serving) -> None:
    """Files come in by the command line alone, where they are read in a process of its own; forms are refused."""
    server = serving(desk)
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    assert {ask(server, path, {}, **form).status for path in ("/api/act", "/upload", "/")} == {400}
    assert ask(server, "/upload", {}).status == 404
