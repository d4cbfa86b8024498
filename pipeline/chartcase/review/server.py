"""The local web server of a review: the standard library's, on one address, for one person.

It stands apart because it is a border: every request must come from this machine, by the name it was started under and
with the token of this start. A framework would bring pages and parsers that nobody here needs.
"""

import hmac
import json
import os
import re
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError

from chartcase.criteria.api import Assessment
from chartcase.criteria.letter import write_letter
from chartcase.criteria.letter_forms import letter_bytes
from chartcase.deliver.forms import worksheet_bytes
from chartcase.deliver.html import asset, page_data, served_page
from chartcase.errors import ChartcaseError, SettingError
from chartcase.review.desk import Desk
from chartcase.review.requests import CHANGE, Marked
from chartcase.review.store import Stale

HOST = "127.0.0.1"
MOST_BODY = 256 * 1024
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ICON = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
<rect width="16" height="16" rx="3" fill="#0b5cbf"/>
<path d="M4 8l3 3 5-6" fill="none" stroke="#fff" stroke-width="2"/></svg>"""
_PAGE = re.compile(r"/page/(\d{1,6})")
_EXPORT = re.compile(r"/export/(worksheet|letter)(\.[a-z.]{2,10})")


class ReviewServer(ThreadingHTTPServer):
    """One review on one port. `address` is what the browser opens first: it carries the token once."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int = 0) -> None:
        super().__init__((HOST, port), _Request)
        self.desk = desk
        self.lock = Lock()
        self.token = secrets.token_urlsafe(32)
        self.origin = f"http://{HOST}:{self.server_port}"
        self.cookie = f"chartcase_{self.server_port}"

    @property
    def address(self) -> str:
        """Where the review begins."""
        return f"{self.origin}/?token={self.token}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no news, and nothing of a record is printed."""


def open_server(desk: Desk, port: int) -> ReviewServer:
    """The server on that port (0 for any).

    Raises:
        SettingError: the port is taken.
    """
    try:
        return ReviewServer(desk, port)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise SettingError(f"Port {port} cannot be used ({reason}).", "Leave --port away, or name another.") from None


class _Request(BaseHTTPRequestHandler):
    server_version = "chartcase"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Nothing is logged: an address can hold words that were searched for."""

    @property
    def _review(self) -> ReviewServer:
        assert isinstance(self.server, ReviewServer)  # noqa: S101 - the base class knows only its own
        return self.server

    def do_GET(self) -> None:
        """Pages, pictures and exports."""
        url = urlsplit(self.path)
        if not self._from_here():
            return
        token = parse_qs(url.query).get("token", [""])[0]
        if url.path == "/" and token:
            self._welcome(token)
        elif not self._known():
            self._refuse(HTTPStatus.FORBIDDEN, "Open the address that `chartcase review` printed.")
        else:
            self._get(url.path, parse_qs(url.query))

    def do_POST(self) -> None:
        """Changes and marks."""
        body = self._body()
        if not self._from_here():
            return
        if not self._known() or self.headers.get("Origin") != self._review.origin:
            self._refuse(HTTPStatus.FORBIDDEN, "This request does not come from the worksheet.")
        elif body is None or self.headers.get("Content-Type") != "application/json":
            self._refuse(HTTPStatus.BAD_REQUEST, "This request is not one of the worksheet's.")
        else:
            self._post(urlsplit(self.path).path, body)

    def _get(self, path: str, query: Mapping[str, list[str]]) -> None:
        fixed: Mapping[str, Callable[[], tuple[str, bytes]]] = {
            "/": lambda: (".html", served_page(self._review.desk.name)),
            "/worksheet.css": lambda: (".css", asset("worksheet.css")),
            "/worksheet.js": lambda: (".js", asset("worksheet.js")),
            "/favicon.ico": lambda: (".svg", ICON),
            "/api/view": lambda: (".json", self._view()),
        }
        if path in fixed:
            kind, body = fixed[path]()
            self._answer(HTTPStatus.OK, kind, body)
        elif found := _PAGE.fullmatch(path):
            self._picture(int(found[1]), query)
        elif found := _EXPORT.fullmatch(path):
            self._export(found[1], found[2], query)
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "There is no such page.")

    def _view(self) -> bytes:
        with self._review.lock:
            return page_data(self._review.desk.view()).encode()

    def _picture(self, page: int, query: Mapping[str, list[str]]) -> None:
        width = query.get("width", ["1400"])[0]
        picture = self._review.desk.picture(page, max(60, int(width))) if width.isdecimal() and len(width) < 5 else None
        if picture is None:
            self._refuse(HTTPStatus.NOT_FOUND, "There is no such picture.")
        else:
            self._answer(HTTPStatus.OK, ".png", picture, {"Cache-Control": "private, max-age=3600"})

    def _export(self, what: str, ending: str, query: Mapping[str, list[str]]) -> None:
        try:
            with self._review.lock:
                made = self._review.desk.deliverable()
            body = (
                worksheet_bytes(made, f"x{ending}") if what == "worksheet" else _letter(made.assessment, ending, query)
            )
        except ChartcaseError as error:
            self._refuse(HTTPStatus.NOT_FOUND, error.sentence)
            return
        name = f"attachment; filename={what}{ending}"
        self._answer(HTTPStatus.OK, ending[ending.rfind(".") :], body, {"Content-Disposition": name})

    def _post(self, path: str, body: bytes) -> None:
        try:
            if path == "/api/act":
                self._act(body)
            elif path == "/api/mark":
                found = self._review.desk.marked(Marked.model_validate_json(body))
                self._answer(HTTPStatus.OK, ".json", found.model_dump_json().encode())
            else:
                self._refuse(HTTPStatus.NOT_FOUND, "There is no such page.")
        except ValidationError:
            self._refuse(HTTPStatus.BAD_REQUEST, "This request is not one of the worksheet's.")
        except ChartcaseError as error:
            self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, f"{error.sentence} {error.advice}")

    def _act(self, body: bytes) -> None:
        change = CHANGE.validate_json(body)
        with self._review.lock:
            status, told = HTTPStatus.OK, ""
            try:
                told = self._review.desk.act(change)
            except Stale as error:
                status, told = HTTPStatus.CONFLICT, f"{error.sentence} {error.advice}"
            # pages never change: the browser keeps those that it has
            view = self._review.desk.view().model_copy(update={"pages": ()})
        answer = f'{{"sentence":{json.dumps(told)},"view":{view.model_dump_json()}}}'
        self._answer(status, ".json", answer.encode("utf-8", "replace"))

    def _welcome(self, token: str) -> None:
        if not hmac.compare_digest(token.encode(), self._review.token.encode()):
            self._refuse(HTTPStatus.FORBIDDEN, "Open the address that `chartcase review` printed last.")
            return
        cookie = f"{self._review.cookie}={self._review.token}; HttpOnly; SameSite=Strict; Path=/"
        self._answer(HTTPStatus.SEE_OTHER, ".html", b"", {"Set-Cookie": cookie, "Location": "/"})

    def _known(self) -> bool:
        try:
            cookie = SimpleCookie(self.headers.get("Cookie", "")).get(self._review.cookie)
        except CookieError:
            return False
        return cookie is not None and hmac.compare_digest(cookie.value.encode(), self._review.token.encode())

    def _from_here(self) -> bool:
        """The name must be ours (against DNS rebinding) and no other site may have sent it."""
        host = f"{HOST}:{self._review.server_port}"
        origin = self.headers.get("Origin", self._review.origin)
        site = self.headers.get("Sec-Fetch-Site", "none")
        if self.headers.get("Host") == host and origin == self._review.origin and site in {"none", "same-origin"}:
            return True
        self._refuse(HTTPStatus.FORBIDDEN, "This server answers only the worksheet on this machine.")
        return False

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MOST_BODY:
            self.close_connection = True
            return None
        return self.rfile.read(int(length))

    def _refuse(self, status: HTTPStatus, sentence: str) -> None:
        self._answer(status, ".json", json.dumps({"sentence": sentence}).encode())

    def _answer(self, status: HTTPStatus, kind: str, body: bytes, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": TYPES[kind], **(more or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _letter(assessment: Assessment, ending: str, query: Mapping[str, list[str]]) -> bytes:
    without = {int(number) for number in query.get("without", [""])[0].split(",") if number.isdecimal()}
    kept = tuple(item for index, item in enumerate(assessment.missing) if index not in without)
    return letter_bytes(write_letter(assessment.model_copy(update={"missing": kept})), ending)
