"""Fava with our pages, asked without a browser: nothing is written, nobody is named, all is text.

The crawl follows every link of our pages, a few of each kind, and reads what Fava itself serves.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import webbrowser
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html import unescape
from pathlib import Path
from socket import create_connection
from socket import socket
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl
from urllib.parse import quote
from urllib.parse import urljoin
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from conftest import LEDGER
from conftest import Run
from conftest import digest
from conftest import lay_papers
from fava.application import create_app
from flask import Flask
from flask.testing import FlaskClient

from reports import fava_ext
from reports.fava_ext import base
from reports.fava_ext import server
from reports.fava_ext.base import Base
from welfare import main_files
from welfare import register

TODAY = date(2024, 10, 5)
#: Bytes of a response of ours.
MOST = 2_000_000
#: Pages that differ only in values, so many of each kind.
ALIKE = 2
PAGES = [page for name, page in sorted(vars(fava_ext).items()) if name.startswith("Page")]
_HREF = re.compile(r'(?:href|src)="([^"#][^"]*)"')


def app_of(folder: Path, *, names: bool = False) -> Flask:
    return server.application(folder, names=names, whole=False, today=TODAY)


def slug_of(app: Flask) -> str:
    found: str = app.config["LEDGERS"].first_slug()
    return found


def ours(app: Flask) -> list[str]:
    """The addresses of our pages."""
    return [f"/{slug_of(app)}/extension/{page.__name__}/" for page in PAGES]


def shape(address: str) -> tuple[str, ...]:
    """What tells kinds of addresses apart: the page, what its address asks, and which document."""
    split = urlsplit(address)
    args = dict(parse_qsl(split.query))
    asked = sorted(args.keys() - {"time", "account", "filter", "part", "lang"})
    return (split.path, *asked, args.get("doc", ""), args.get("section", ""))


def crawl(client: FlaskClient, start: list[str], most: int = ALIKE) -> Iterator[tuple[str, Any]]:
    """Every page of ours that links lead to, a few of each kind, with its response.

    Files to keep are asked for once: what they hold is looked at where they are made.
    """
    seen: set[str] = set()
    alike: Counter[tuple[str, ...]] = Counter()
    ahead = list(start)
    while ahead:
        address = ahead.pop(0)
        if address in seen:
            continue
        seen.add(address)
        alike[shape(address)] += 1
        # A figure's entries are one page, of whatever document and cell.
        kept = "kind=" in address or "cell=" in address
        if address not in start and alike[shape(address)] > (1 if kept else most):
            continue
        response = client.get(address)
        yield address, response
        if response.content_type.startswith("text/html"):
            links = map(unescape, _HREF.findall(own_part(response.get_data(as_text=True))))
            ahead += [one for one in (urljoin(address, link) for link in links) if is_ours(one)]


def is_ours(address: str) -> bool:
    return "/extension/" in address


def own_part(page: str) -> str:
    """Of a page what is ours: Fava's own frame repeats on each."""
    at = page.find('<div class="welfare"')
    return page[at : page.find("ledger-data")] if at >= 0 else page


def served_by_fava(app: Flask) -> list[str]:
    """What Fava itself answers for reading: pages, its API and the sources of all files."""
    root = f"/{slug_of(app)}"
    ledger = app.config["LEDGERS"].ledgers[0]
    pages = ("income_statement", "balance_sheet", "trial_balance", "journal", "query", "editor")
    more = ("errors", "options", "statistics", "events", "documents", "commodities", "import")
    api = ("changed", "errors", "ledger_data", "options", "events", "documents", "statistics")
    sums = ("income_statement", "balance_sheet", "trial_balance", "narrations", "imports")
    sources = [f"{root}/api/source?filename={quote(name)}" for name in ledger.options["include"]]
    people = Path(ledger.beancount_file_path).parent / "register" / "people.csv"
    return [
        *(f"{root}/{name}/" for name in (*pages, *more)),
        *(f"{root}/api/{name}" for name in (*api, *sums)),
        f"{root}/api/journal_page?page=1&order=desc",
        f"{root}/download-journal/",
        f"{root}/api/query?query_string={quote('SELECT * LIMIT 50')}",
        f"{root}/api/source?filename={quote(str(people))}",
        f"{root}/document/?filename={quote(str(people))}",
        f"{root}/statement/?entry_hash=0&key={quote('../register/people.csv')}",
        *sources,
    ]


def persons(folder: Path) -> set[str]:
    """All that names or finds somebody."""
    found = set()
    for person in register.load(folder).values():
        whole = f"{person.first_name} {person.last_name}".strip()
        for text in (whole, person.citizen_id, person.phone, person.address, person.bank_account):
            found |= {text} if len(text) > 5 else set()
    return found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(LEDGER, tmp_path_factory.mktemp("audit") / "fund")


@pytest.fixture(scope="module")
def plain(sample: Path) -> Flask:
    return app_of(sample)


# --- the command ---------------------------------------------------------------------------------


def test_the_command_serves_until_it_is_ended(sample: Path) -> None:
    words = [sys.executable, "-m", "cli", "--fund", str(sample), "audit", "--port", "0"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [*words, "--no-browser"], stdout=subprocess.PIPE, text=True, encoding="utf-8", env=env
    ) as served:
        assert served.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", served.stdout.readline())
        assert address is not None
        with urlopen(address[0]) as response:
            assert "WelfareOverview" in response.url
            assert response.status == 200
        served.send_signal(signal.SIGINT)
        assert "ปิดแล้ว" in served.stdout.read()
    assert served.returncode == 0


def test_nothing_is_sent_but_questions(plain: Flask) -> None:
    """A request with a body, or with headers without end, is turned away; the server goes on."""
    with server.listening(0) as serving:
        Thread(target=serving.run, args=(plain,), daemon=True).start()
        place = urlsplit(serving.address)
        assert place.hostname is not None

        def first_line(*more: str) -> str:
            head = "\r\n".join(("GET / HTTP/1.1", f"Host: {place.netloc}", *more, "", ""))
            with create_connection((place.hostname, place.port), 20) as link:
                link.sendall(head.encode())
                return link.recv(100).decode().partition("\r\n")[0]

        assert " 413 " in first_line("Content-Length: 99999999999")
        assert " 413 " in first_line(f"X: {'x' * 70000}")
        assert " 302 " in first_line()


def test_a_taken_port_and_a_missing_browser_are_told(
    sample: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("audit", "--port", port, fund=sample)
    assert result.exit_code == 1
    assert f"F310 port {port}" in result.output
    assert f"--port {port + 1}" in result.output

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(server.Serving, "run", end)
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    result = run("audit", "--port", "0", fund=sample)
    assert result.exit_code == 0
    assert "no browser could be opened" in result.output
    result = run("audit", fund=sample / "nowhere")
    assert result.exit_code == 1
    assert "F301" in result.output


def test_books_that_do_not_name_our_pages_are_told_how(
    small_fund: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = small_fund / "main.beancount"
    kept = [
        line for line in main.read_text(encoding="utf-8").splitlines() if "fava_ext" not in line
    ]
    main.write_text("\n".join(kept) + "\n", encoding="utf-8")
    monkeypatch.setattr(server.Serving, "run", lambda *_: None)
    result = run("audit", "--port", "0", "--no-browser", fund=small_fund)
    assert result.exit_code == 0
    assert "F311" in result.output


def test_plain_fava_shows_the_same_pages_and_no_names(sample: Path) -> None:
    app = create_app([str(sample / "main.beancount")], load=True, poll_watcher=True)
    client, secrets = app.test_client(), persons(sample)
    for address in ours(app):
        response = client.get(address)
        assert response.status_code == 200
        told = response.get_data(as_text=True)
        assert not [name for name in secrets if name in told]


# --- reading only --------------------------------------------------------------------------------


def test_nothing_is_written_and_nobody_is_named(sample: Path, plain: Flask) -> None:
    client, secrets = plain.test_client(), persons(sample)
    assert len(secrets) > 300
    before = digest(sample)
    crawled = 0
    addresses = served_by_fava(plain)
    for address, response in [
        *crawl(client, [*ours(plain), *(f"{page}?lang=en" for page in ours(plain))]),
        *((address, client.get(address)) for address in addresses),
    ]:
        crawled += 1
        told = response.get_data(as_text=True) if _is_text(response) else ""
        assert not [name for name in secrets if name in told], address
        if "/extension/" in address:
            assert response.status_code == 200, address
            assert len(response.data) <= MOST, address
        else:
            assert response.status_code < 500 or "people.csv" in address, address
    assert crawled > 100
    assert digest(sample) == before


def _is_text(response: Any) -> bool:
    kind: str = response.content_type
    return kind.startswith(("text/", "application/json"))


def test_no_link_leads_into_a_heavy_journal(plain: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fava's journals are linked for one month, and not where that would be too much."""
    member = f"{ours(plain)[1]}?member=0154"

    def journals() -> list[str]:
        told = own_part(plain.test_client().get(member).get_data(as_text=True))
        links = map(unescape, _HREF.findall(told))
        return [link for link in links if "/account/" in link or "/journal/" in link]

    linked = journals()
    assert linked
    assert all(re.search(r"[?&]time=20\d\d-\d\d(&|$)", link) for link in linked)
    monkeypatch.setattr(base, "LINES", 100)
    kept = journals()
    assert not [link for link in kept if "Income:Contributions" in link]
    assert [link for link in kept if "Expenses:Welfare" in link]


def test_every_request_but_reading_is_refused(plain: Flask) -> None:
    client, slug = plain.test_client(), slug_of(plain)
    count = 0
    for rule in plain.url_map.iter_rules():
        path = rule.rule.replace("<bfile>", slug)
        path = re.sub(r"<(?:any\([^>]*\):)?(?:\w+:)?(\w+)>", r"x", path)
        for method in ("POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"):
            response = client.open(path, method=method)
            count += 1
            assert response.status_code in (401, 404, 405), (method, path)
    for page in ours(plain):
        for method in ("POST", "PUT", "DELETE"):
            assert client.open(page, method=method).status_code == 401
    assert count > 100


def test_only_this_computer_is_answered(plain: Flask) -> None:
    client = plain.test_client()
    assert client.get("/", headers={"Host": "127.0.0.1:5000"}).status_code == 302
    assert client.get("/", headers={"Host": "localhost:5000"}).status_code == 302
    for name in ("fund.example", "fund.example:5000", "127.0.0.1.fund.example", "localhost.evil"):
        assert client.get("/", headers={"Host": name}).status_code == 403


def test_the_first_page_is_the_overview(plain: Flask) -> None:
    address = plain.test_client().get("/").headers["Location"]
    assert address.endswith("/extension/WelfareOverview/")


def test_names_only_where_they_are_asked_for(sample: Path) -> None:
    app = app_of(sample, names=True)
    person = next(p for p in register.load(sample).values() if p.first_name and p.citizen_id)
    members, statements = (
        next(page for page in ours(app) if name in page) for name in ("Members", "Statements")
    )
    query = f"number={quote(person.name)}&name={quote(person.name)}"
    response = app.test_client().get(f"{members}?{query}")
    assert person.name in response.get_data(as_text=True)
    assert response.headers["Cache-Control"] == "no-store"
    # Citizen ids and phones are on no page, names or not.
    people = register.load(sample).values()
    hidden = [text for one in people for text in (one.citizen_id, one.phone) if len(text) > 5]
    documents = ("member-register", "matching-proposal", "passbook", "receipt", "status-return")
    for address in [
        *ours(app),
        f"{members}?member={person.person}",
        *(f"{statements}document?kind=html&doc={doc}&member={person.person}" for doc in documents),
    ]:
        told = app.test_client().get(address).get_data(as_text=True)
        assert not [one for one in hidden if one in told], address


def test_documents_with_names_hold_nothing_else_of_a_person(sample: Path, tmp_path: Path) -> None:
    fund = shutil.copytree(sample, tmp_path / "fund")
    hidden = {"address": "๙๙ ซอยลับเฉพาะ", "house_no": "987/654", "bank_account": "777-1-23456-7"}
    known = register.load(fund)
    told = {number: row._replace(**hidden, phone="089-123-4567") for number, row in known.items()}
    (fund / register.PATH).write_bytes(register.render(told))
    app = app_of(fund, names=True)
    root, named = f"/{slug_of(app)}/extension/WelfareStatements/document?kind=html", 0
    journal = (fund / "journal" / "2023-01.beancount").read_text(encoding="utf-8")
    voucher = re.search(r'voucher: "([^"]+)"', journal)
    assert voucher is not None
    for asked in (
        f"doc=voucher&number={voucher[1]}",
        "doc=member-register&village=1",
        "doc=passbook&member=0042",
        "doc=matching-proposal&period=2567",
        "doc=claim&number=C66-0110",
    ):
        page = app.test_client().get(f"{root}&{asked}").get_data(as_text=True)
        assert "วันที่" in page, asked
        named += any(row.name in page for row in known.values() if row.last_name)
        for text in (*hidden.values(), "089-123-4567", "0891234567"):
            assert text not in page, (asked, text)
    assert named > 2


def test_a_change_of_the_books_is_seen(sample: Path, tmp_path: Path) -> None:
    fund = shutil.copytree(sample, tmp_path / "fund")
    app = app_of(fund)
    client, overview = app.test_client(), ours(app)[0]
    before = own_part(client.get(overview).get_data(as_text=True))
    journal = fund / "journal" / "2024-09.beancount"
    text = journal.read_text(encoding="utf-8")
    assert "Assets:Cash" in text
    journal.write_text(text + '\n2024-09-30 custom "nonsense" "x"\n', encoding="utf-8")
    assert own_part(client.get(overview).get_data(as_text=True)) != before


@pytest.mark.parametrize("own", [True, False], ids=["audit", "plain fava"])
def test_queries_only_ask(sample: Path, tmp_path: Path, *, own: bool) -> None:
    fund = shutil.copytree(sample, tmp_path / "fund")
    main = str(fund / "main.beancount")
    app = app_of(fund) if own else create_app([main], load=True, poll_watcher=True)
    client, root = app.test_client(), f"/{slug_of(app)}"
    before = digest(fund)
    people, books = fund / "register" / "people.csv", fund / "accounts.beancount"
    for query in (
        f".output {books}",
        f"\t .output {books}",
        f"\u00a0.output {books}",
        f"CREATE TABLE p USING 'csv:{people}'",
        "create table p (a int)",
        ".reload",
        "reload",
        ".set format csv",
        ".parse select 1",
    ):
        for path in ("api/query", "download-query/query_result.csv"):
            answer = client.get(f"{root}/{path}?query_string={quote(query)}")
            assert "F312" in answer.get_data(as_text=True), query
    assert digest(fund) == before
    for query in (
        "SELECT count(*)",
        "select*",
        "BALANCES",
        "run รายรับตามแหล่ง",
        "print from year=1999",
    ):
        answer = client.get(f"{root}/api/query?query_string={quote(query)}")
        assert "F312" not in answer.get_data(as_text=True), query


def test_answers_to_queries_are_not_mixed(plain: Flask) -> None:
    months = ("2023-01", "2023-02", "2023-03", "2023-04")
    address = f"/{slug_of(plain)}/api/query?query_string={quote('SELECT count(*)')}&time="
    alone = {month: plain.test_client().get(address + month).json for month in months}
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda month: plain.test_client().get(address + month).json, months * 10)
        assert list(found) == [alone[month] for month in months] * 10


def test_any_change_of_a_file_is_seen(tmp_path: Path) -> None:
    one, other = tmp_path / "1.beancount", tmp_path / "2.beancount"
    one.write_text("1")
    watcher = server._Watcher([one], 10)
    assert not watcher.check()
    one.write_text("22")
    os.utime(one, ns=(5, 5))
    assert watcher.check()
    last = watcher.last_checked
    assert last > 10
    # A change during a load is not taken for read.
    one.write_text("333")
    other.write_text("1")
    watcher.update([one, other], [])
    assert watcher.check()
    assert watcher.last_checked > last
    # Nor is a lost file forgotten.
    one.unlink()
    assert watcher.check()
    watcher.update([other], [])
    assert not watcher.check()
    one.write_text("333")
    assert watcher.check()


# --- other books ---------------------------------------------------------------------------------


def test_every_page_of_every_fund(small_fund: Path, run: Run, tmp_path: Path) -> None:
    """A small fund with no closing, one that has only begun, and one whose books are broken."""
    begun = tmp_path / "begun"
    words = ("--name-th", "กองทุนใหม่", "--villages", "2", "--founded", "2024-09-01")
    result = run("init", begun, *words, "--bylaws", "sample")
    assert result.exit_code == 0, result.output
    broken = shutil.copytree(small_fund, tmp_path / "broken")
    for name, text in (
        ("journal/2022-10.beancount", '\n2022-10-09 * "x"\n  Assets:Cash  1.00 THB\n'),
        ("bylaws.beancount", '\n2022-10-09 custom "bylaw" "benefit" "moon"\n  amount: 1.00 THB\n'),
        ("members.beancount", '\n2022-10-09 custom "member" "joined" "9999"\n'),
    ):
        with (broken / name).open("a", encoding="utf-8") as file:
            file.write(text)
    for fund in (small_fund, begun, broken):
        app = app_of(fund)
        for address, response in crawl(app.test_client(), ours(app), 1):
            assert response.status_code == 200, (fund.name, address)


def told_of(fund: Path, *, names: bool = False) -> dict[str, tuple[int, str]]:
    """Of each page and file: its status, and what it says."""
    app = app_of(fund, names=names)
    client, root = app.test_client(), f"/{slug_of(app)}/extension"
    files = ("WelfareClosings/verify.html", "WelfareStatements/document?doc=monthly&kind=pdf")
    more = (*files, "WelfareStatements/document", "WelfareSample/paper?kind=html")
    found = {}
    for path in (*(f"{type(page).__name__}/" for page in _loaded(app)), *more):
        response = client.get(f"{root}/{path}")
        said = response.get_data(as_text=True) if _is_text(response) else ""
        found[path] = response.status_code, own_part(said)
    return found


def _loaded(app: Flask) -> list[Base]:
    ledger = app.config["LEDGERS"].ledgers[0]
    return [ext for ext in ledger.extensions._exts if isinstance(ext, Base)]


def test_a_damaged_register_is_told_and_hides_nothing_else(sample: Path, tmp_path: Path) -> None:
    fund = shutil.copytree(sample, tmp_path / "fund")
    people = fund / register.PATH
    number = next(p.citizen_id for p in register.load(fund).values() if p.citizen_id)
    text = people.read_text(encoding="utf-8")
    people.write_text(text.replace(number, "3.00354E+12"), encoding="utf-8")
    found = told_of(fund, names=True)
    assert {status for status, _ in found.values()} == {200}
    assert "ไม่มีชื่อให้แสดง" in found["WelfareMembers/"][1]
    assert "F404" in found["WelfareControls/"][1]


@pytest.mark.parametrize("facts", ["", '  books-from: "2022"\n'], ids=["none", "wrong"])
def test_books_too_wrong_for_a_page_are_told(sample: Path, tmp_path: Path, facts: str) -> None:
    fund = shutil.copytree(sample, tmp_path / "fund")
    main = fund / "main.beancount"
    text = main.read_text(encoding="utf-8")
    head, _, rest = text.partition('custom "fund" "sample"\n')
    own = rest.partition("\n\n")[2]
    main.write_text(f'{head}custom "fund" "sample"\n{facts}\n{own}', encoding="utf-8")
    for path, (status, said) in told_of(fund).items():
        assert status == (200 if path.endswith("/") else 400), path
        assert "F313" in said or "R101" in said, path
        assert "Traceback" not in said


def test_closings_that_are_gone_are_told(sample: Path, tmp_path: Path) -> None:
    """Not taken for a fund that never closed anything."""
    fund = shutil.copytree(sample, tmp_path / "fund")
    shutil.rmtree(fund / "closings")
    found = told_of(fund)
    assert {status for status, _ in found.values()} == {200}
    for path in ("WelfareClosings/", "WelfareClosings/verify.html", "WelfareControls/"):
        assert "E810" in found[path][1], path
    assert "ไม่พบการแก้ไข" not in found["WelfareOverview/"][1]


def test_days_behind_the_open_books_are_not_told_as_none(sample: Path, tmp_path: Path) -> None:
    fund = shutil.copytree(sample, tmp_path / "fund")
    main = fund / "main.beancount"
    main.write_bytes(main_files.from_year(main.read_bytes(), 2567, 10))
    app = app_of(fund)
    client, root = app.test_client(), f"/{slug_of(app)}/extension"

    def said(page: str, time: str) -> str:
        address = f"{root}/Welfare{page}/?how=random&lang=en&time={time}"
        return own_part(client.get(address).get_data(as_text=True))

    for page in ("Overview", "Controls", "Sample"):
        for time in ("FY2023", "2023-09", "2023-09-30"):
            assert "R950" in said(page, time), (page, time)
        for time in ("2023-10-01", "2023-10", "FY2024"):
            assert "R950" not in said(page, time), (page, time)
            assert "The open books begin" not in said(page, time), (page, time)
        assert "The open books begin on" in said(page, "2023-09+-+2023-10")


GARBAGE = (
    "",
    "x",
    "-1",
    "9" * 40,
    "<script>alert(1)</script>",
    "{{7*7}}",
    "2566-13",
    "../..",
    "\x00",
)


def test_nothing_typed_in_an_address_breaks_a_page(plain: Flask) -> None:
    client = plain.test_client()
    names = ("member", "claim", "on", "doc", "period", "section", "part", "village", "cell")
    for page in ours(plain):
        for text in GARBAGE:
            query = "&".join(f"{name}={quote(text)}" for name in (*names, "code", "number", "size"))
            response = client.get(f"{page}?{query}")
            assert response.status_code == 200, (page, text)
            told = own_part(response.get_data(as_text=True))
            assert "<script>alert" not in told
            assert "Traceback" not in told
    wrong = ("nonsense", "2566-02-31", "0001-01-01", "9999-12-31", "<script>alert(1)</script>")
    for query in (*(f"time={time}" for time in wrong), "account=(", "filter=any("):
        for page in ours(plain):
            response = client.get(f"{page}?{query}")
            assert response.status_code == 200, (page, query)
            assert "<script>alert" not in own_part(response.get_data(as_text=True))


def test_a_buddhist_year_in_the_time_filter_is_told(plain: Flask) -> None:
    client = plain.test_client()
    for typed, meant in (("2566", "FY2023"), ("FY2567", "FY2024"), ("2566-10", "2023-10")):
        for page in ours(plain):
            told = own_part(client.get(f"{page}?time={typed}").get_data(as_text=True))
            assert f"ให้พิมพ์ {meant}" in told, (page, typed)


def test_an_address_longer_than_anybody_types_is_refused(plain: Flask) -> None:
    client, page = plain.test_client(), ours(plain)[4]
    for name in ("x", "part"):
        assert client.get(f"{page}?{name}={'0' * 8000}").status_code == 200
        assert client.get(f"{page}?{name}={'0' * 9000}").status_code == 414


# --- hostile text --------------------------------------------------------------------------------

HOSTILE = ("<script>alert(1)</script>", "{{7*7}}", "=cmd|' /C calc'!A0", "\u202eกลับ", "ยาว" * 3333)


@pytest.fixture
def hostile_fund(tmp_path: Path, run: Run) -> Path:
    """A fund with such texts for its title, what entries say and the names of persons."""
    papers = lay_papers(tmp_path / "papers")
    facts = json.loads((papers / "fund.json").read_text(encoding="utf-8"))
    facts["name_th"] = "กองทุน " + " ".join(HOSTILE[:4])
    (papers / "fund.json").write_text(json.dumps(facts), encoding="utf-8")
    fund = tmp_path / "fund"
    result = run("import", papers, "--bylaws", "sample", fund=fund)
    assert result.exit_code == 0, result.output
    journal = fund / "journal" / "2022-11.beancount"
    text = journal.read_text(encoding="utf-8")
    assert '"กระดาษ"' in text
    told = " ".join(HOSTILE).replace("\\", "\\\\").replace('"', '\\"')
    journal.write_text(text.replace('"กระดาษ"', f'"{told}"'), encoding="utf-8")
    people = register.load(fund)
    named = [person for person, row in people.items() if row.citizen_id]
    hostile = {
        person: people[person]._replace(first_name=text)
        for person, text in zip(named, HOSTILE, strict=False)
    }
    (fund / register.PATH).write_bytes(register.render(people | hostile))
    return fund


def test_hostile_text_is_text(hostile_fund: Path) -> None:
    app = app_of(hostile_fund, names=True)
    seen = ""
    every = f"{next(page for page in ours(app) if 'Sample' in page)}?how=random&of=all&size=99"
    for address, response in crawl(app.test_client(), [*ours(app), every], 1):
        assert response.status_code == 200, address
        if not response.content_type.startswith("text/html"):
            continue
        told = own_part(response.get_data(as_text=True))
        assert "<script>alert" not in told, address
        assert "\u202e" not in told, address
        assert "กองทุน 49" not in told, address
        seen += told
    # It is shown, as text.
    for text in ("&lt;script&gt;alert(1)", "{{7*7}}", "=cmd|", "ยาว" * 100):
        assert text in seen


def test_the_extension_is_one_class_for_each_page(plain: Flask) -> None:
    ledger = plain.config["LEDGERS"].ledgers[0]
    loaded = [ext for ext in ledger.extensions._exts if isinstance(ext, Base)]
    assert [type(ext) for ext in loaded] == PAGES
    titles: Mapping[str, tuple[str, str]] = {ext.key: ext.titles for ext in loaded}
    assert len({th for th, _ in titles.values()}) == len(PAGES) == 8
    assert not ledger.errors
