"""Everyday commands read the tail of the books: what they write and refuse is as from the whole.

They read a short tail first, without who left long ago and what is settled. The fund is the sample
with all months closed but the last, September 2567.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from beancount.core.data import Custom
from beancount.core.data import Directive
from click.testing import Result
from conftest import LEDGER
from conftest import codes
from conftest import digest
from conftest import files_of

from reports import checklist
from reports import closing
from rules import alerts
from rules import carry
from rules import errors
from rules import plugin
from rules.alert import Alert
from rules.membership import members_of
from welfare import books
from welfare import brief
from welfare import calendars
from welfare import canonical
from welfare import records
from welfare import resting
from welfare import tail
from welfare.books import Book
from welfare.findings import Finding
from welfare.resting import Resting
from welfare.vocabulary import values_of

Run = Callable[..., Result]

PAPER = "มรณ.541"
#: The last day of the last closed month.
CLOSED = date(2024, 8, 31)

#: What a treasurer does on a day: each is written from the tail alone.
WRITTEN = {
    "a contribution": "collect 2 30",
    "a village's receipt": "collect 16 30 --by M01 --receipt 01-67-9001 --date 2024-09-29",
    "months": "collect 3 90 --months 2024-10..2024-12 --date 2024-09-30",
    "money of one who lapsed": "collect 237 60",
    "a gift": "receive donation 500 --from วัดตัวอย่าง",
    "a sheet": "collect SHEET",
    "stationery": "spend stationery 25.50 --to ร้านตัวอย่าง --resolution 13/2567-2",
    "between sub-funds": "transfer welfare reserve 10 --resolution 13/2567-2",
    "to the bank": "deposit 100",
    "a collector hands in": "handover 1 30 --date 2024-09-30",
    "cash counted": "count 100=1 --by K04 --witness K01",
    "a book of receipts": "receipt book 01-67-9100 01-67-9199 --to M01",
    "a spoiled receipt": "receipt void 01-67-9100 --by M01 --reason เขียนผิด",
    "a receipt for somebody else": "reverse 01-67-9001 --reason ผิดคน --by K04 --to-member 17",
    "money of one who lapsed long ago": "collect 151 60",
    "money of one who resigned long ago": "collect 0194 45",
    "money for one who died long ago": "collect 92 30",
    "money of one who came back under another number": "collect 371 30",
    "money under the number of before": "collect 290 30",
    "by a resolution of long ago": "spend stationery 21 --to ร้าน --resolution 5/2566-1",
    "a book for one who left long ago": "receipt book 05-67-9200 05-67-9299 --to 0194",
}
#: Of these, what the short tail has left unread and the longer one is asked for.
UNREAD = ("0151", "0194", "0092", "5/2566-1")
#: What only the whole books can tell: what is refused, and what reaches back before the closing.
ASKED_OF_ALL = {
    "nobody": "collect 9999 30",
    "the same again": "collect 2 30",
    "a receipt of before": "collect 16 30 --by M01 --receipt 01-67-0001",
    "the very same receipt": "collect 16 45 --by M01 --receipt 01-67-9001 --date 2024-09-29",
    "a day of a closed month": "collect 16 30 --by M01 --receipt 01-67-9002 --date 2024-08-30",
    "a document of before": "deposit 100 --doc RP67-0001",
    "a number that was used": "receipt void 01-67-0001 --by M01 --reason เขียนผิด",
    "an entry of before": "reverse RP67-0002 --reason ผิด --by K04 --to ธนาคาร",
    "a receipt taken back of before": "reverse 01-67-0002 --reason ผิด --by K04 --to-member 17",
    "no such resolution": "spend stationery 20 --to ร้าน --resolution 99/2567-1",
    "a name": "spend stationery 20 --to นายสมชาย --resolution 13/2567-2",
    "an unknown witness": "count 100=1 --by K04 --witness Z99",
    "a payment of long ago": "reverse PV66-0010 --reason ผิด --by K04 --to ร้าน",
    "a sheet with a receipt of before": "collect SHEET",
}


SHEET = """date,village,collector,member_no,amount,months_covered,receipt_no,kind,note
2024-09-30,1,M01,0018,30.00,2024-09,01-67-9003,contribution,
2024-09-30,1,M01,0019,30.00,2024-09,01-67-{number},contribution,
"""


def _words(words: str, folder: Path, number: str) -> list[str]:
    """The words of a command; for SHEET a sheet of two receipts, the second of this number."""
    sheet = folder / f"{number}.csv"
    sheet.write_text(SHEET.format(number=number), encoding="utf-8")
    return [str(sheet) if word == "SHEET" else word for word in words.split()]


@pytest.fixture(scope="module")
def open_once(tmp_path_factory: pytest.TempPathFactory, sample_once: Path) -> Path:
    """The sample fund with its last month open; not to be changed."""
    fund = shutil.copytree(sample_once, tmp_path_factory.mktemp("open") / "fund")
    # The certificate of somebody who died long ago.
    claim = b'"claim" "filed" "C66-0043"\n'
    _changed(fund, "journal/2023-03.beancount", claim, claim + f'  doc-ref: "{PAPER}"\n'.encode())
    period = calendars.month_period(calendars.month_of(CLOSED))
    with records.session(fund) as book:
        # A first closing seals all that came before it too.
        package = closing.month_package(book, period, [])
        closing.close(book, period, "month", package, entered=date(2024, 9, 1), by="K04")
    return fund


@pytest.fixture
def fund(tmp_path: Path, open_once: Path) -> Path:
    """A copy of the sample fund with its last month open."""
    return shutil.copytree(open_once, tmp_path / "fund")


@pytest.fixture(scope="module")
def short(open_once: Path) -> Book:
    """Its tail; not to be changed."""
    book = tail.load(open_once)
    assert book is not None
    return book


@pytest.fixture(scope="module")
def shortest(open_once: Path) -> Book:
    """What an everyday command reads of it; not to be changed."""
    book = tail.load(open_once, short=True)
    assert book is not None
    return book


@pytest.fixture(scope="module")
def whole(open_once: Path) -> Book:
    """Its whole books; not to be changed."""
    return books.load(open_once)


def test_the_tail_is_short_and_sound(short: Book, whole: Book) -> None:
    assert short.tail
    assert short.carried == CLOSED
    assert short.errors == []
    assert plugin.findings(short) == plugin.findings(whole) == []
    assert short.members == whole.members
    assert {entry.date > CLOSED for entry in short.transactions[1:]} == {True}
    day = date(2024, 9, 30)
    for account in ("Assets", "Liabilities"):
        assert short.balance(account, day) == whole.balance(account, day) != 0


def test_what_is_written_is_the_same(
    fund: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, and without a look at the whole books."""
    other = shutil.copytree(fund, tmp_path / "other")
    quickly = {}
    with monkeypatch.context() as patched:
        patched.setattr(books, "load", None)
        for name, words in WRITTEN.items():
            quickly[name] = run(*_words(words, tmp_path, "9004"), fund=fund).output
    _whole_without_reloading(other, monkeypatch)
    for name, words in WRITTEN.items():
        result = run(*_words(words, tmp_path, "9004"), fund=other)
        assert result.exit_code == 0, (name, result.output)
        assert result.output.replace(str(other), str(fund)) == quickly[name], name
    assert files_of(fund) == files_of(other)


def _whole_without_reloading(fund: Path, patch: pytest.MonkeyPatch) -> None:
    """From here on commands read the whole books: loaded once, then with what each one added."""
    book = books.load(fund)
    commit = records.commit

    def committed(plan: records.Plan) -> None:
        nonlocal book
        commit(plan)
        book = books.with_entries(book, plan.new)
        book.options["include"] += [str((fund / name).resolve()) for name in plan.changes]

    patch.setattr(tail, "load", lambda _, **_more: None)
    patch.setattr(books, "load", lambda _, **_more: book)
    patch.setattr(records, "commit", committed)


def test_what_is_refused_is_the_same(
    fund: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the same words; and what was there already, or reaches back, comes out the same."""
    for words in ("collect 2 30", "collect 16 45 --by M01 --receipt 01-67-9001 --date 2024-09-29"):
        assert run(*words.split(), fund=fund).exit_code == 0
    other = shutil.copytree(fund, tmp_path / "other")
    # Nothing is written, so the whole need be loaded but once.
    monkeypatch.setattr(books, "load", cache(books.load))
    shortly = {
        name: run(*_words(words, tmp_path, "0002"), fund=fund)
        for name, words in ASKED_OF_ALL.items()
    }
    monkeypatch.setattr(tail, "load", lambda _, **_more: None)
    for name, words in ASKED_OF_ALL.items():
        result = run(*_words(words, tmp_path, "0002"), fund=other)
        assert result.exit_code == shortly[name].exit_code, (name, shortly[name].output)
        assert result.output.replace(str(other), "") == shortly[name].output.replace(str(fund), "")
    assert files_of(fund) == files_of(other)
    assert {"R107", "R401", "R402"} <= {c for r in shortly.values() for c in codes(r)}


def test_a_month_is_closed_the_same(
    fund: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same package, so the same code."""
    other = shutil.copytree(fund, tmp_path / "other")
    words = ("close", "month", "--with-open-points")
    with monkeypatch.context() as patched:
        patched.setattr(books, "load", None)
        quickly = run(*words, fund=fund)
    monkeypatch.setattr(tail, "load", lambda _, **_more: None)
    assert run(*words, fund=other).output == quickly.output
    assert files_of(fund) == files_of(other)


def test_a_number_goes_on_where_the_closed_months_ended(short: Book, whole: Book) -> None:
    for kind, series in (("receipt", "00-67-"), ("doc", "RP67-"), ("voucher", "PV67-")):
        assert records.next_number(short, kind, series) == records.next_number(whole, kind, series)


# --- what everyday commands leave unread ---------------------------------------------------------


def _place(entry: Directive) -> tuple[str, int, str]:
    said = canonical.canonical(entry) if canonical.is_sealed(entry) else str(entry)
    return entry.meta["filename"], entry.meta["lineno"], said


def test_the_short_tail_is_the_tail_without_what_it_tells_as_unread(
    shortest: Book, short: Book
) -> None:
    left = {_place(entry) for entry in shortest.entries}
    gone = [entry for entry in short.entries if _place(entry) not in left]
    assert left <= {_place(entry) for entry in short.entries}
    for entry in gone:
        assert isinstance(entry, Custom)
        number = str(values_of(entry)[0 if entry.type in ("meeting", "resolution") else -1])
        assert number in shortest.unread, entry
        assert entry.date <= CLOSED
    assert len(gone) > len(shortest.unread) > len(short.entries) / 6
    assert set(UNREAD) <= shortest.unread
    assert short.unread == frozenset()
    assert shortest.tail == short.tail


def test_the_short_tail_tells_the_same(shortest: Book, short: Book) -> None:
    """Of everybody and everything that it has read."""
    assert shortest.terms == short.terms
    assert shortest.past.used == short.past.used
    assert {n: short.members[n] for n in shortest.members} == shortest.members
    assert short.members.keys() - shortest.members.keys() <= shortest.unread
    ours, theirs = members_of(shortest), members_of(short)
    for number in shortest.members:
        one, other = ours.of(number), theirs.of(number)
        assert one is not None
        assert other is not None
        assert (one.spans, one.paid, one.receipts) == (other.spans, other.paid, other.receipts)
        assert ours.earlier(number) == theirs.earlier(number)
    day = date(2024, 9, 30)
    for account in ("Assets", "Liabilities", "Income", "Expenses"):
        assert shortest.balance(account, day) == short.balance(account, day)


def test_what_the_short_tail_needs_no_more_is_asked_for_nothing(
    fund: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who pays every month is found in it, and in nothing more."""
    load = tail.load

    def loaded(folder: Path, *, short: bool = False, rest: bool = False) -> Book | None:
        assert short
        assert not rest
        return load(folder, short=short)

    monkeypatch.setattr(tail, "load", loaded)
    monkeypatch.setattr(books, "load", None)
    assert run("collect", "2", "30", fund=fund).exit_code == 0


#: What may stand in the open month that speaks of what would be left unread: file, text, and which
#: errors it is. Keyed by hand, since commands refuse most of it.
NAMED: dict[str, tuple[str, str, set[str]]] = {
    "the number of one who left, once more": (
        "members",
        '2024-09-10 custom "member" "joined" "0194"\n  birth: 1990-01-01\n  sex: "F"\n'
        '  village: "01"\n  household: "01-900"\n  frequency: "monthly"\n  id-check: "valid"\n',
        {"E513"},
    ),
    "one who left comes back": (
        "members",
        '2024-09-10 custom "member" "joined" "0390"\n  person: "0194"\n  birth: 1990-01-01\n'
        '  sex: "F"\n  village: "01"\n  household: "01-900"\n  frequency: "monthly"\n'
        '  id-check: "valid"\n',
        set(),
    ),
    "an end told twice": (
        "members",
        '2024-09-10 custom "member" "ended" "0092"\n  reason: "death"\n',
        {"E511"},
    ),
    "a fact of one who died, keyed late": (
        "members",
        '2024-09-10 custom "member" "changed" "0092"\n  village: "02"\n',
        set(),
    ),
    "a claim for one who died, filed again": (
        "journal/2024-09",
        '2024-09-10 custom "claim" "filed" "C67-0900"\n  member: "0092"\n  benefit: "death"\n'
        "  event: 2023-02-28\n",
        set(),
    ),
    "a claim paid again": (
        "journal/2024-09",
        '2024-09-20 * "จ่าย"\n  kind: "benefit"\n  voucher: "PV67-0900"\n  by: "K04"\n'
        '  resolution: "13/2567-1"\n  Expenses:Welfare:Hospital  100.00 THB\n    member: "0135"\n'
        '    claim: "C67-0080"\n  Assets:Cash  -100.00 THB\n',
        {"E530", "E531", "E532"},
    ),
    "a voucher of before": (
        "journal/2024-09",
        '2024-09-20 * "ซื้อ"\n  kind: "expense"\n  doc: "RP67-0900"\n  voucher: "PV66-0010"\n'
        '  by: "K04"\n  resolution: "13/2567-2"\n  Expenses:Admin:Stationery  20.00 THB\n'
        "  Assets:Cash  -20.00 THB\n",
        {"E508"},
    ),
    "by a resolution of long ago": (
        "journal/2024-09",
        '2024-09-20 * "ซื้อ"\n  kind: "expense"\n  doc: "RP67-0901"\n  by: "K04"\n'
        '  resolution: "5/2566-2"\n  Expenses:Admin:Stationery  20.00 THB\n'
        "  Assets:Cash  -20.00 THB\n",
        set(),
    ),
    "by no resolution": (
        "journal/2024-09",
        '2024-09-20 * "ซื้อ"\n  kind: "expense"\n  doc: "RP67-0902"\n  by: "K04"\n'
        '  resolution: "99/2566-2"\n  Expenses:Admin:Stationery  20.00 THB\n'
        "  Assets:Cash  -20.00 THB\n",
        {"E504"},
    ),
    "the number of a meeting of before": (
        "governance",
        '2024-09-12 custom "meeting" "1/2567"\n  type: "committee"\n  attendees: 7\n',
        {"E514"},
    ),
    "the number of a resolution of before": (
        "governance",
        '2024-09-20 custom "resolution" "5/2566-3"\n  meeting: "13/2567"\n  topic: "expenses"\n',
        {"E514"},
    ),
    "an office of somebody whose term is over": (
        "governance",
        '2022-10-01 custom "officer" "K50" "member"\n  until: 2023-01-31\n\n'
        '2024-09-20 custom "officer" "K51" "member"\n  until: 2028-01-31\n  member: "0194"\n',
        set(),
    ),
    "an entry of somebody whose term is over": (
        "journal/2024-09",
        '2024-09-20 custom "cash-count" Assets:Cash 100.00 THB\n  by: "K50"\n  witness: "0194"\n'
        "  baht-100: 1\n  entered: 2024-09-20\n",
        set(),
    ),
}


def _added(fund: Path, cases: Iterable[str]) -> None:
    for case in cases:
        name, text, _ = NAMED[case]
        path = fund / f"{name}.beancount"
        path.write_bytes(path.read_bytes() + b"\n" + text.encode())


def _told(book: Book | None, last: date = CLOSED) -> list[Finding]:
    """What a command is told of the open month, without the payments that the bylaws judge."""
    assert book is not None
    new = [entry for entry in book.entries if entry.date > last]
    found = errors.of_entries(book.entries, book.options, new, book=book, judge=False)
    own = ("members.beancount", "governance.beancount", "2024-09.beancount")
    # Of irregularities it depends on what is judged whether anything answers to them.
    return [
        item._replace(args={})
        for item in found
        if item.place.file.endswith(own) and item.code != "E526"
    ]


@pytest.mark.parametrize("case", NAMED)
def test_what_is_named_is_read(case: str, fund: Path) -> None:
    """The errors of the open month are the same from the short tail as from the tail."""
    cases = ["an office of somebody whose term is over"] if "K50" in NAMED[case][1] else []
    _added(fund, dict.fromkeys([*cases, case]))
    found = _told(tail.load(fund, short=True))
    assert found == _told(tail.load(fund))
    assert {item.code for item in found} >= NAMED[case][2]
    if not NAMED[case][2]:
        assert found == []


def test_what_is_named_is_read_as_the_whole_books_have_it(fund: Path) -> None:
    """All of that at once; and who came back is one person in both."""
    _added(fund, NAMED)
    shortest, whole = tail.load(fund, short=True), books.load(fund)
    assert shortest is not None
    assert _told(shortest) == _told(whole)
    assert {"0194", "0092", "C67-0080", "1/2567", "5/2566-3"}.isdisjoint(shortest.unread)
    assert members_of(shortest).earlier("0390") == members_of(whole).earlier("0390") == ["0194"]
    assert shortest.members["0092"] == whole.members["0092"]


def test_a_payment_of_before_that_is_taken_back_is_read_with_all_others(fund: Path) -> None:
    voucher = re.findall(
        r'voucher: "(PV67-\d+)"', (fund / "closings/2024-08" / tail.CARRIED).read_text("utf-8")
    )[-1]
    path = fund / "journal/2024-09.beancount"
    path.write_bytes(
        path.read_bytes()
        + f'\n2024-09-20 * "ผิด"\n  kind: "reversal"\n  doc: "RP67-0900"\n'
        f'  reverses: "{voucher}"\n  by: "K04"\n  Assets:Cash  10.00 THB\n'
        "  Expenses:Welfare:Hospital  -10.00 THB\n".encode()
    )
    shortest = tail.load(fund, short=True)
    assert shortest is not None
    assert shortest.unread == frozenset()
    assert _told(shortest) == _told(tail.load(fund))


def test_claims_are_judged_from_all_of_the_tail(
    fund: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has a claim that waits pays: what was settled may decide on that claim."""
    loads = []
    load = tail.load

    def loaded(folder: Path, *, short: bool = False, rest: bool = False) -> Book | None:
        assert not rest
        loads.append(short)
        return load(folder, short=short)

    book = load(fund, short=True)
    assert book is not None
    told = {values_of(entry)[0] for entry in book.customs("carried", "claim")}
    waiting = (str(e.meta["member"]) for n, e in book.claims.items() if n not in told)
    payer = next(number for number in waiting if number in book.members)
    monkeypatch.setattr(tail, "load", loaded)
    assert run("collect", payer, "30", fund=fund).exit_code == 0
    assert loads == [True, False]


MEMBERS, GOVERNANCE = brief.GROWING
STATE = b"""2024-08-31 custom "carried" "member" "0033"
  start: 2016-10-01

2024-08-31 custom "carried" "member" "0034"
  receipts: "240801:30:01-67-0001"
"""
JOINED = b""";; heading

2015-10-01 custom "member" "joined" "0033"
  sex: "F"

2015-10-01 custom "member" "joined" "0034"
  sex: "M"

2023-02-01 custom "member" "ended" "0033"
  reason: "moved"
"""
MINUTES = b""";; heading

2023-10-20 custom "meeting" "1/2567"
  type: "committee"

2023-11-20 custom "meeting" "2/2567"
  type: "committee"
"""
TEXTS = {"carried": STATE, MEMBERS: JOINED, GOVERNANCE: MINUTES}


def _shortened(**changed: tuple[bytes, bytes]) -> tuple[dict[str, bytes], frozenset[str]]:
    """The texts with one passage in another way, and what is unread of them."""
    texts = {**TEXTS, "journal": b""}
    for key, (old, new) in changed.items():
        name = next(name for name in texts if name.startswith(key))
        assert old in texts[name]
        texts[name] = texts[name].replace(old, new)
    short, unread = brief.shorten(texts, b"", CLOSED)
    for name, raw in texts.items():
        assert short[name].count(b"\n") == raw.count(b"\n")
    return dict(short), unread


def test_text_is_left_out_and_lines_stay() -> None:
    short, unread = _shortened()
    assert unread == {"0033", "2/2567"}
    assert short["carried"].split(b"\n")[3:] == STATE.split(b"\n")[3:]
    assert short["carried"][:4] == b"\n\n\n2"
    assert b"0033" not in short[MEMBERS]
    assert short[MEMBERS].split(b"\n")[5:7] == JOINED.split(b"\n")[5:7]
    assert _shortened(members=(b"heading", b'5" and "more'))[1] == unread
    # From the first meeting on there are minutes.
    assert b"1/2567" in short[GOVERNANCE]


#: What is not as the program writes it, and whether the member is read then.
ODD: dict[str, tuple[str, bytes, bytes]] = {
    "a text over two lines": ("members", b'"moved"', b'"moved\n\n"'),
    "a mark within a text": ("members", b'"moved"', b'"mo\\"ved"'),
    "a text over two lines elsewhere": ("journal", b"", b'* "x\n" "0"\n'),
    "a mark in a comment": ("members", b'"moved"', b'"moved" ; 5" x'),
    "no line between two": ("members", b'"F"\n\n', b'"F"\n'),
    "a comment above": ("members", b"\n2023-02-01", b"\n; 2566\n2023-02-01"),
    "a comment that names it": ("members", b"\n2023-02-01", b'\n; "0033"\n\n2023-02-01'),
    "breaks as Windows has them": ("members", b"\n", b"\r\n"),
    "another way to write a day": ("members", b"2023-02-01", b"2023/2/1"),
    "a day after the closing": ("members", b"2023-02-01", b"2024-09-01"),
    "two spaces": ("members", b'custom "member" "ended"', b'custom  "member" "ended"'),
    "a receipt": ("carried", b"  start", b'  receipts: "240801:30:01-67-0001"\n  start'),
    "the person of one who pays": ("members", b'"F"', b'"F"\n  person: "0034"'),
    "an officer": (
        "governance",
        b'"committee"\n\n',
        b'"committee"\n\n2023-01-01 custom "officer" "K01" "chair"\n  member: "0033"\n\n',
    ),
    "the number without its zeros": ("members", b'"0034"', b'"33"'),
}


@pytest.mark.parametrize("case", ODD)
def test_what_is_odd_is_read(case: str) -> None:
    name, old, new = ODD[case]
    short, unread = _shortened(**{name: (old, new)})
    assert "0033" not in unread
    assert b'"0033"' in short["carried"]


def test_a_claim_is_settled_once_judged_unless_its_member_paid_by_it() -> None:
    filed = b'\n2024-01-05 custom "claim" "filed" "C67-0001"\n  member: "0034"\n'
    told = b'\n2024-08-31 custom "carried" "claim" "C67-0001"\n  voucher: "PV67-0001"\n'
    judged, kept = b'  verdict: "pay"\n', b"  deducted: 30.00 THB\n"
    for more, left in ((b"", False), (judged, True), (judged + kept, False)):
        texts = {"carried": STATE + filed + told + more, MEMBERS: JOINED}
        assert ("C67-0001" in brief.shorten(texts, b"", CLOSED)[1]) is left
    paid = {"carried": STATE + filed + told + judged, MEMBERS: JOINED}
    again = b'2024-09-05 * "x"\n  reverses: "PV67-0001"\n'
    assert brief.shorten({**paid, "journal": again}, b"", CLOSED) == (
        {**paid, "journal": again},
        frozenset(),
    )
    assert "C67-0001" not in brief.shorten({**paid, "j": b'claim: "C67-0001"'}, b"", CLOSED)[1]


def test_what_is_named_names_more() -> None:
    """An adoption its resolution, and that its meeting; not what else was resolved there."""
    more = b"""
2023-12-24 custom "meeting" "3/2567"
  type: "general"

2023-12-24 custom "resolution" "3/2567-1"
  meeting: "3/2567"
  refs: "C67-0001"

2023-12-24 custom "resolution" "4/2567-1"
  meeting: "4/2567"

2023-12-24 custom "adoption" "2566"
  resolution: "3/2567-1"
"""
    texts = {**TEXTS, GOVERNANCE: MINUTES + b'\n2023-10-20 custom "resolution" "1/2567-1"\n' + more}
    unread = brief.shorten(texts, b"", CLOSED)[1]
    assert unread == {"0033", "2/2567", "4/2567-1"}


def test_whoever_names_what_is_unread_asks_for_more(shortest: Book) -> None:
    for whose, asks in (("0002", False), ("0194", True)):
        record = records.custom(
            date(2024, 9, 30),
            ("receipt-book",),
            ["05-67"],
            first=9300,
            last=9399,
            to=whose,
            entered=date(2024, 9, 30),
        )
        plan = records.plan(shortest, records.Batch(entries=[record]))
        assert records.reaches_back(plan) is asks


# --- what the close of a month leaves resting ----------------------------------------------------


class Closed(NamedTuple):
    """What a close makes of books: whether it asks for more of them, its checklist, its package."""

    beyond: list[Finding]
    items: list[checklist.Item]
    package: dict[str, bytes]


def _closed(book: Book | None, month: str = "2024-09") -> Closed:
    assert book is not None
    period = calendars.month_period(month)
    items = checklist.items(book, period)
    return Closed(carry.beyond(book), items, closing.month_package(book, period, items))


@pytest.mark.parametrize("month", ["2024-01", "2024-05", "2024-09"])
def test_a_month_closed_with_some_resting_is_as_the_whole_books_closed_it(
    month: str, tmp_path: Path
) -> None:
    """The committed packages were made from the whole books."""
    fund = tmp_path / "fund"
    last = max(m for m in calendars.months_between("2022-10", "2024-09") if m < month)
    fund.mkdir()
    for path in LEDGER.glob("*.beancount"):
        (fund / path.name).write_bytes(path.read_bytes())
    for name in ("journal", "bank", "register", f"closings/{last}"):
        shutil.copytree(LEDGER / name, fund / name)
    # The whole books' main file, up to this month.
    lines = (fund / books.ALL).read_text("utf-8").splitlines(keepends=True)
    dates = ((re.search(r"20\d\d-\d\d", line), line) for line in lines)
    kept = [
        line
        for found, line in dates
        if "closings/" not in line and (not found or found[0] <= month)
    ]
    (fund / books.MAIN).write_text("".join(kept), "utf-8")
    book, full = tail.load(fund, rest=True), tail.load(fund)
    assert book is not None
    assert full is not None
    assert book.resting is not None
    assert len(full.entries) - len(book.entries) >= 2 * len(book.resting.states) > 0
    period = calendars.month_period(month)
    found = closing.month_package(book, period, [])
    for name in (tail.CARRIED, tail.MEMBERS, closing.FIGURES, closing.TRIAL_BALANCE):
        assert found[name] == (LEDGER / "closings" / month / name).read_bytes(), name
    assert found == closing.month_package(full, period, [])
    assert alerts_of(book, period) == alerts_of(full, period)


#: What the open month may say of those who rest: file, text, and who or what is read then.
SPOKEN_OF: dict[str, tuple[str, str, set[str]]] = {
    "nothing": ("members", "", set()),
    "a payment taken back": (
        "journal/2024-09",
        '2024-09-20 * "ผิด"\n  kind: "reversal"\n  doc: "RP67-0900"\n  reverses: "PV66-0040"\n'
        '  by: "K04"\n  Assets:Bank:Savings  13000.00 THB\n'
        '  Expenses:Welfare:Death  -13000.00 THB\n    member: "0092"\n    claim: "C66-0043"\n',
        {"0092", "C66-0043", "C66-0037"},
    ),
    "a payment taken back by its voucher alone": (
        "journal/2024-09",
        '2024-09-20 * "ผิด"\n  kind: "reversal"\n  doc: "RP67-0900"\n  reverses: "PV66-0040"\n'
        '  by: "K04"\n  Assets:Cash  10.00 THB\n  Expenses:Welfare:Death  -10.00 THB\n',
        set(),
    ),
    "an irregularity settled": (
        "journal/2024-09",
        '2024-09-20 custom "irregularity" "settled" "OVERPAID" "C66-0043"\n'
        '  resolution: "13/2567-2"\n  by: "K04"\n',
        {"0092", "C66-0043"},
    ),
    "an irregularity found": (
        "journal/2024-09",
        '2024-09-20 custom "irregularity" "recorded" "OVERPAID" "C66-0043"\n'
        '  amount: 10.00 THB\n  found: 2024-09-20\n  by: "K04"\n',
        {"0092", "C66-0043"},
    ),
    "a death learned late": (
        "members",
        '2024-09-10 custom "member" "ended" "0151"\n  reason: "death"\n  on: 2022-12-05\n',
        {"0151"},
    ),
    "a late death before the lapse": (
        "members",
        '2024-09-10 custom "member" "ended" "0151"\n  reason: "death"\n  on: 2022-11-01\n',
        {"0151"},
    ),
    "an application for reinstatement": (
        "members",
        '2024-09-10 custom "reinstatement" "applied" "0151"\n',
        {"0151"},
    ),
    "money": (
        "journal/2024-09",
        '2024-09-20 * "เงินสมทบ"\n  kind: "collection"\n  doc: "RP67-0901"\n  by: "K04"\n'
        "  Assets:Cash  30.00 THB\n  Income:Contributions:Members  -30.00 THB\n"
        '    member: "0151"\n    receipt: "00-67-9000"\n',
        {"0151"},
    ),
    "the certificate handed in again": (
        "journal/2024-09",
        '2024-09-05 custom "member" "ended" "0002"\n  reason: "death"\n\n'
        '2024-09-10 custom "claim" "filed" "C67-0900"\n  member: "0002"\n  benefit: "death"\n'
        f'  event: 2024-09-05\n  doc-ref: "{PAPER}"\n'
        '  evidence: "claim_form, death_cert, nominee_id"\n  entered: 2024-09-10\n\n'
        '2024-09-20 custom "claim" "considered" "C67-0900"\n  resolution: "13/2567-1"\n',
        {"0092", "C66-0043", "C66-0037"},
    ),
    "a right for ever, changed": (
        "bylaws",
        '2024-09-10 custom "bylaw" "benefit" "death"\n  article: "ข้อ ๒๓"\n  amount: 100.00 THB\n',
        set(),
    ),
    **{case: (*NAMED[case][:2], set()) for case in ("an end told twice", "a claim paid again")},
    "the number of one who left, once more": (
        *NAMED["the number of one who left, once more"][:2],
        {"0194"},
    ),
    "one who left comes back": (*NAMED["one who left comes back"][:2], {"0194"}),
    "a fact of one who died, keyed late": (
        *NAMED["a fact of one who died, keyed late"][:2],
        {"0092"},
    ),
    "a claim for one who died, filed again": (
        *NAMED["a claim for one who died, filed again"][:2],
        {"0092", "C66-0043"},
    ),
}


@pytest.mark.parametrize("case", SPOKEN_OF)
def test_a_month_that_speaks_of_who_rests_is_closed_the_same(case: str, fund: Path) -> None:
    name, text, read = SPOKEN_OF[case]
    path = fund / f"{name}.beancount"
    path.write_bytes(path.read_bytes() + b"\n" + text.encode())
    rest, full = tail.load(fund, rest=True), tail.load(fund)
    assert rest is not None
    assert rest.resting is not None
    told = {*rest.members, *rest.claims, *rest.meetings, *rest.resolutions}
    assert read <= told
    assert rest.unread.isdisjoint(told)
    assert {"0092", "0151", "0194", "5/2566", "5/2566-1"} <= told | rest.unread
    assert _closed(rest) == _closed(full)
    same = [one.code for one in alerts_of(rest, calendars.month_period("2024-09"))]
    assert ("CLAIM_SAME_PAPER" in same) is (case == "the certificate handed in again")


def test_a_month_is_closed_the_same_though_more_is_asked(
    fund: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A payment of long ago taken back: only the whole books can tell what comes of it."""
    name, text, _ = SPOKEN_OF["a payment taken back"]
    path = fund / f"{name}.beancount"
    path.write_bytes(path.read_bytes() + b"\n" + text.encode())
    other = shutil.copytree(fund, tmp_path / "other")
    found = tail.load(fund, rest=True)
    assert found is not None
    assert {item.code for item in carry.beyond(found)} == {"R850"}
    monkeypatch.setattr(books, "load", cache(books.load))
    words = ("close", "month", "--with-open-points")
    quickly = run(*words, fund=fund)
    monkeypatch.setattr(tail, "load", lambda _, **_more: None)
    result = run(*words, fund=other)
    assert (result.exit_code, result.output) == (quickly.exit_code, quickly.output)
    assert files_of(fund) == files_of(other)


def alerts_of(book: Book, period: calendars.Period) -> list[Alert]:
    """The alerts of a month."""
    return [one for one in alerts.alerts(book) if period.first <= one.date <= period.last]


# --- where only the whole books will do ----------------------------------------------------------


def test_no_closing_no_tail(small_once: Path) -> None:
    assert tail.load(small_once) is None


def _changed(fund: Path, name: str, old: bytes, new: bytes) -> None:
    path = fund / name
    raw = path.read_bytes()
    assert old in raw
    path.write_bytes(raw.replace(old, new, 1))


CHANGES: dict[str, tuple[str, bytes, bytes]] = {
    "another carried state": ("closings/2024-08/carried.beancount", b"THB", b"THB "),
    "no manifest": ("closings/2024-08/manifest.json", b"{", b""),
    "an include of somebody's own": (books.MAIN, b'include "accounts', b'include "x'),
    "another plugin": (books.MAIN, b"plugin ", b'plugin "beancount.plugins.leafonly"\nplugin '),
    "money in the main file": (
        books.MAIN,
        b"include ",
        b'2024-09-30 * "x"\n  Assets:Cash  1 THB\n  Income:Interest\n\ninclude ',
    ),
    "a file that does not parse": ("governance.beancount", b'"officer"', b"officer"),
    "an open month with an old day": ("journal/2024-09.beancount", b"\n2024-09-", b"\n2024-08-"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_what_is_unusual_is_read_whole(case: str, fund: Path) -> None:
    _changed(fund, *CHANGES[case])
    assert tail.load(fund) is None
    assert tail.load(fund, short=True) is None
    assert tail.load(fund, rest=True) is None


OVER = b"""2024-08-31 custom "carried" "books"
  since: 2023-09-01

2024-08-31 custom "carried" "member" "0033"
  start: 2015-10-01
  spans: "2015-10-01..2023-02-01 death 2015-10-01 2015-10-01"
  paid-through: "2023-01"
  matched-rounds: 2

2024-08-31 custom "carried" "member" "0034"
  start: 2015-10-01
  receipts: "240801:30:01-67-0001"

2023-03-05 custom "claim" "filed" "C66-0001"
  member: "0033"
  benefit: "death"
  event: 2023-02-01
  doc-ref: "D1"

2024-08-31 custom "carried" "claim" "C66-0001"
  verdict: "pay"
  gross: 500.00 THB
"""
BORN = JOINED.replace(b"  sex", b"  birth: 1950-03-04\n  sex")
ROWS = (",".join(resting.COLUMNS) + "\n").encode()
ROW = (
    b"2567,2024-08-31,0033,ended,2023-02-01,death,1,monthly,elderly,74,"
    b"2015-10-01,2015-10-01,2015-10-01,2023-01,0,0,0.00,0.00,2\n"
)


def _resting(
    name: str = "", old: bytes = b"", new: bytes = b"", table: bytes = ROWS + ROW
) -> Resting | None:
    """Who rests by texts with one passage in another way, for which all line breaks stay."""
    texts = {"carried": OVER, MEMBERS: BORN, GOVERNANCE: MINUTES, "journal": b""}
    if name:
        assert old in texts[name]
        texts[name] = texts[name].replace(old, new)
    left, found = resting.find(texts, b"", table, {"death"})
    for key, raw in texts.items():
        assert left[key].count(b"\n") == raw.count(b"\n")
        assert found is not None or left[key] == raw
        assert found is None or b"0033" not in left[key]
    return found


def test_who_rests_is_told_again() -> None:
    found = _resting()
    assert found is not None
    assert found.numbers == {"0033", "C66-0001"}
    assert found.states["0033"].startswith(' custom "carried" "member" "0033"\n')
    assert found.births == {"0033": date(1950, 3, 4)}
    claim = found.claims["C66-0001"]
    assert (claim.filed, claim.text[-16:]) == (date(2023, 3, 5), '  doc-ref: "D1"\n')
    assert (
        claim.verdict
        == ' custom "carried" "claim" "C66-0001"\n  verdict: "pay"\n  gross: 500.00 THB\n'
    )
    assert found.rows[0]["age"] == "74"


#: In which way a text is another, so that nobody rests.
AWAKE: dict[str, tuple[str, bytes, bytes]] = {
    "no since": ("carried", b"  since: 2023-09-01\n", b"  x: 1\n"),
    "over since then": ("carried", b"..2023-02-01", b"..2023-09-02"),
    "a member yet": ("carried", b"..2023-02-01 death", b".. -"),
    "a member again": (
        "carried",
        b' 2015-10-01"\n',
        b' 2015-10-01; 2023-05-01.. - 2015-10-01 2015-10-01"\n',
    ),
    "an application that waits": ("carried", b"  matched", b"  from: 2023-08-01\n  matched"),
    "receipted before the books": ("carried", b"  matched", b"  receipted: 30.00 THB\n  matched"),
    "told twice": (
        "carried",
        b'"member" "0034"\n  start: 2015-10-01\n  receipts: "240801:30:01-67-0001"',
        OVER.partition(b'"carried" ')[2].partition(b'"carried" ')[2].partition(b"\n  paid")[0],
    ),
    "a payment in sight": (
        "carried",
        b"  gross: 500.00 THB\n",
        b"  gross: 500.00 THB\n  paid: 2023-10-01\n",
    ),
    "a ceiling used in sight": (
        "carried",
        b"  gross: 500.00 THB\n",
        b'  gross: 500.00 THB\n  uses: "x"\n',
    ),
    "refused": ("carried", b'"pay"', b'"refuse"'),
    "filed in sight": ("carried", b"2023-03-05", b"2023-09-01"),
    "not yet paid": ("carried", b"  doc-ref", b"  entered: 2023-03-05\n  doc-ref"),
    "approved": (
        "carried",
        b"  gross: 500.00 THB\n",
        b'  gross: 500.00 THB\n\n2023-04-01 custom "claim" "approved" "C66-0001"\n',
    ),
    "granted once a year": ("carried", b'"death"\n  event', b'"hospital"\n  event'),
    "a ceiling of it": (
        "carried",
        b'"member" "0034"',
        b'"used" "death" "person"\n  whose: "0033 x"\n\n'
        b'2024-08-31 custom "carried" "member" "0034"',
    ),
    "never joined": (MEMBERS, b'2015-10-01 custom "member" "joined" "0033"', b"; x"),
    "born twice": (MEMBERS, b'"0033"\n  reason', b'"0033"\n  birth: 1950-03-05\n  reason'),
    "no such day": (MEMBERS, b"1950-03-04", b"1950-13-04"),
    "a day as others write it": (MEMBERS, b"2023-02-01", b"2023/02/01"),
    "an event in sight": (MEMBERS, b"2023-02-01", b"2023-09-01"),
    "an event told late": (MEMBERS, b'"moved"', b'"moved"\n  entered: 2024-01-01'),
    "another's first number": (MEMBERS, b'  sex: "M"', b'  person: "0033"\n  sex: "M"'),
    "another number of a member": (
        MEMBERS,
        b'"0033"\n  birth',
        b'"0033"\n  person: "0034"\n  birth',
    ),
    "a notice": (
        MEMBERS,
        b"\n2023-02-01",
        b'\n2022-12-01 custom "notice" "0033"\n  about: "arrears"\n\n2023-02-01',
    ),
    "a comment above": (MEMBERS, b"\n2023-02-01", b'\n; "0033"\n2023-02-01'),
    "an officer": (
        GOVERNANCE,
        b"\n2023-11-20",
        b'\n2022-01-01 custom "officer" "K1" "chair"\n  member: "0033"\n\n2023-11-20',
    ),
    "a word": ("journal", b"", b'* "0033"'),
    "the number without its zeros": ("journal", b"", b'member: "33"'),
    "the claim": ("journal", b"", b'claim: "C66-0001"'),
    "the paper": ("journal", b"", b'doc-ref: "D1"'),
    "a text over two lines": ("journal", b"", b'* "a\n" "b"\n'),
}


@pytest.mark.parametrize("case", AWAKE)
def test_nobody_rests(case: str) -> None:
    assert _resting(*AWAKE[case]) is None


def test_old_minutes_that_nothing_names_are_left_out() -> None:
    """But for the first, those named, general meetings, and those since."""
    said = [
        ("2022-10-20", "meeting", "1/2566", "committee"),
        ("2022-10-20", "resolution", "1/2566-1", "1/2566"),
        ("2022-11-20", "meeting", "2/2566", "committee"),
        ("2022-11-20", "resolution", "2/2566-1", "2/2566"),
        ("2022-12-20", "meeting", "3/2566", "general"),
        ("2022-12-21", "meeting", "4/2566", "committee"),
        ("2022-12-21", "resolution", "4/2566-1", "4/2566"),
        ("2022-12-21", "resolution", "4/2566-2", "4/2566"),
        ("2023-08-31", "meeting", "5/2566", "committee"),
        ("2023-09-01", "meeting", "6/2566", "committee"),
    ]
    said_so = ";; heading\n" + "".join(
        f'\n{day} custom "{word}" "{number}"\n  {"meeting" if word == "resolution" else "type"}:'
        f' "{more}"\n'
        for day, word, number, more in said
    )
    raw = said_so.encode()
    texts = {"carried": OVER, MEMBERS: BORN, GOVERNANCE: raw, "j": b'resolution: "4/2566-2"'}
    left, found = resting.find(texts, b"", ROWS + ROW, {"death"})
    assert found is not None
    assert found.minutes == {"2/2566", "2/2566-1", "4/2566-1", "5/2566"}
    assert left[GOVERNANCE].count(b"\n") == raw.count(b"\n")
    kept = [number for _, _, number, _ in said if f'" "{number}"'.encode() in left[GOVERNANCE]]
    assert kept == ["1/2566", "1/2566-1", "3/2566", "4/2566", "4/2566-2", "6/2566"]


def test_minutes_and_papers_of_closed_months_wake_nobody() -> None:
    more = b'\n2023-10-20 custom "resolution" "1/2567-1"\n  refs: "C66-0001, 0033"\n'
    texts = {"carried": OVER, MEMBERS: BORN, GOVERNANCE: MINUTES + more}
    assert resting.find(texts, b"", ROWS + ROW, {"death"})[1] is not None
    again = (
        OVER
        + b'\n2024-01-05 custom "claim" "filed" "C67-0001"\n  member: "0034"\n  doc-ref: "D1"\n'
    )
    assert resting.find({**texts, "carried": again}, b"", ROWS + ROW, {"death"})[1] is not None


@pytest.mark.parametrize(
    "table",
    [b"", ROWS[:-1], b"x" + ROWS, ROWS + ROW[:-3] + b",4,5\n", ROWS + b'"' + ROW, ROWS + ROW[:-1]],
)
def test_nobody_rests_by_another_list(table: bytes) -> None:
    assert _resting(table=table) is None


@pytest.mark.parametrize("column", [b",ended,", b"fy,as_of,"])
def test_a_list_of_members_that_was_changed_is_not_gone_by(column: bytes, fund: Path) -> None:
    _changed(fund, f"closings/2024-08/{tail.MEMBERS}", column, b"x,y,")
    book = tail.load(fund, rest=True)
    assert book is not None
    assert book.resting is None


def test_an_error_in_the_open_month_is_not_overlooked(fund: Path, run: Run) -> None:
    """An old error does not stand in the way; a new one does, and nothing is written."""
    _changed(fund, "journal/2024-09.beancount", b'by: "K04"', b'by: "K99"')
    right = run("collect", "2", "30", fund=fund)
    before = digest(fund)
    wrong = run("spend", "stationery", "20", "--to", "x", "--by", "K98", fund=fund)
    assert (right.exit_code, wrong.exit_code) == (0, 1)
    assert "K98" in wrong.output
    assert "K99" not in wrong.output
    assert digest(fund) == before
