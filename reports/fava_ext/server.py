"""Fava on a fund's books for an auditor: on this computer alone, reading only.

    with server.listening(5000) as serving:
        app = server.application(folder, names=False, whole=False, today=date(2024, 10, 5))
        webbrowser.open(serving.address)
        serving.run(app)

Fava itself has no passwords, so the server listens on 127.0.0.1 and answers no other name: a page
of a foreign site that has its own name point here is turned away. Where names are shown, the
browser is told to keep no copy on its disk.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any
from typing import TypeVar

from cheroot.wsgi import Server
from fava.application import create_app
from fava.core.watcher import Watcher
from flask import Flask
from flask import Response
from flask import abort
from flask import g
from flask import request

from reports.fava_ext.base import SETTINGS
from reports.fava_ext.base import Base
from reports.fava_ext.base import Settings
from reports.fava_ext.base import only_questions
from welfare import books
from welfare.findings import refuse

T = TypeVar("T")

HOST = "127.0.0.1"
#: By which names a browser on this computer calls it.
NAMES = ("127.0.0.1", "localhost")
#: Bytes of what an address asks: links repeat it, so that a long one makes a page of many MB.
LONGEST = 8192
#: Bytes of all that comes before an answer.
HEADERS = 65536
#: What of Fava keeps the question in one place for all requests.
QUERIES = ("json_api.get_query", "download_query")


def application(folder: Path, *, names: bool, whole: bool, today: date, lang: str = "th") -> Flask:
    """Fava on a fund's books, which it reads now; its first page is made once, and so is quick.

    Args:
        folder: the fund's folder.
        names: show names of persons on our pages.
        whole: open the whole history instead of the open years.
        today: the day.
        lang: th or en, until the reader changes it.
    """
    main = (folder / (books.ALL if whole else books.MAIN)).resolve()
    app = create_app([str(main)], load=True, read_only=True, poll_watcher=True)
    app.config[SETTINGS] = Settings(names, today, lang)
    _one_at_a_time(app)
    app.before_request(_refuse_strangers)
    app.before_request(only_questions)
    if names:
        app.after_request(_keep_nothing)
    app.test_client().get("/", follow_redirects=True)
    return app


def _refuse_strangers() -> None:
    """Answer nobody who calls this computer by another name than its own, or asks too much."""
    if len(request.query_string) > LONGEST:
        abort(414)
    if request.host.rpartition(":")[0] not in NAMES and request.host not in NAMES:
        abort(403)


def _keep_nothing(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


class _Watcher(Watcher):
    """Notices every file that is another, also an older one, and one changed during a load.

    Fava's own looks for later times alone, and takes what changed while it read as read.
    """

    def __init__(self, files: Iterable[Path], last: int) -> None:
        super().__init__()
        self.last_checked = last
        self._seen = {path: _state(path) for path in files}

    def update(self, files: Iterable[Path], folders: Iterable[Path]) -> None:
        """Watch these files too; what is known of the others stays, since a lost one may return."""
        self._seen = {path: _state(path) for path in files} | self._seen

    def check(self) -> bool:
        """Whether a file is another than when this was asked last."""
        now = {path: _state(path) for path in self._seen}
        if now == self._seen:
            return False
        self._seen = now
        self.last_checked = max(self.last_checked + 1, *(mtime for mtime, *_ in now.values()))
        return True


def _state(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return (0,)
    return found.st_mtime_ns, found.st_size, found.st_ctime_ns, found.st_ino


def _one_at_a_time(app: Flask) -> None:
    """Load the books, and answer Fava's queries, in one request at a time."""
    turn, queries = Lock(), Lock()
    for ledger in app.config["LEDGERS"].ledgers:
        ledger.watcher = _Watcher(ledger.paths_to_watch()[0], ledger.watcher.last_checked)

    def load() -> None:
        if hasattr(g, "ledger") and request.blueprint != "json_api":
            with turn:
                g.ledger.changed()

    # Before Fava looks itself, which then finds nothing to load.
    app.before_request_funcs[None].insert(0, load)
    views: dict[str, Any] = app.view_functions
    views["json_api.get_changed"] = _in_turn(views["json_api.get_changed"], turn)
    for name in QUERIES:
        views[name] = _in_turn(views[name], queries)


def _in_turn(make: Callable[..., T], turn: Lock) -> Callable[..., T]:
    @wraps(make)
    def made(*args: object, **words: object) -> T:
        with turn:
            return make(*args, **words)

    return made


@dataclass(frozen=True)
class Serving:
    """A port that is ours, and the address of the first page."""

    address: str
    server: Server

    def run(self, app: Flask) -> None:
        """Answer until Ctrl-C."""
        self.server.wsgi_app = app
        self.server.serve()


@contextmanager
def listening(port: int) -> Iterator[Serving]:
    """A port of this computer; 0 takes any that is free.

    Raises:
        Refused: F310, something else is listening there.
    """
    try:
        _probe(port)
    except OSError as error:
        raise refuse("F310", port=port, other=port + 1) from error
    server = Server((HOST, port), None)
    # Nobody who reads sends a body; what claims to be one of many GB is not waited for.
    server.max_request_body_size = 1
    server.max_request_header_size = HEADERS
    server.prepare()
    try:
        yield Serving(f"http://{HOST}:{server.bind_addr[1]}/", server)
    finally:
        server.stop()


def _probe(port: int) -> None:
    """Take a port and let it go; the server itself would leave a socket open where it cannot."""
    with socket.socket() as probe:
        if os.name != "nt":
            # As the server does: a port whose last connections are still ending can be taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))


def has_pages(app: Flask) -> bool:
    """Whether the books name our pages."""
    ledger = app.config["LEDGERS"].ledgers[0]
    return any(isinstance(ext, Base) for ext in ledger.extensions._exts)
