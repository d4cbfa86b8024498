"""The server's border: this machine, its own name, the token of this start, and nothing from other sites."""

import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from chartcase.review.desk import Desk
from chartcase.review.server import ReviewServer

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
