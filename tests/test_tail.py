"""Everyday commands read the tail of the books: what they write and refuse is as from the whole.

The fund is the sample with all months closed but the last, September 2567.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import Result
from conftest import codes
from conftest import digest
from conftest import files_of

from reports import closing
from rules import plugin
from welfare import books
from welfare import calendars
from welfare import records
from welfare import tail
from welfare.books import Book

Run = Callable[..., Result]

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
}
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

    patch.setattr(tail, "load", lambda _: None)
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
    monkeypatch.setattr(tail, "load", lambda _: None)
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
    monkeypatch.setattr(tail, "load", lambda _: None)
    assert run(*words, fund=other).output == quickly.output
    assert files_of(fund) == files_of(other)


def test_a_number_goes_on_where_the_closed_months_ended(short: Book, whole: Book) -> None:
    for kind, series in (("receipt", "00-67-"), ("doc", "RP67-"), ("voucher", "PV67-")):
        assert records.next_number(short, kind, series) == records.next_number(whole, kind, series)


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
