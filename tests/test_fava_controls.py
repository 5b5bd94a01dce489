"""The page Controls: what `welfare check` finds, in sections, each row with its entry."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount.core.compare import hash_entry
from beancount.core.data import Directive
from beancount.ops.validation import ValidationError
from conftest import LEDGER

from reports.fava_ext import controls
from reports.fava_ext.controls import SECTIONS
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Links
from reports.fava_ext.page import Page
from reports.model import Cell
from reports.model import Facts
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from rules import alert as one_alert
from rules import alerts
from rules import plugin
from welfare import books
from welfare import calendars
from welfare import catalogue
from welfare.books import Book
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import finding
from welfare.register import Person

EXPECTED = Path(__file__).parent / "golden" / "sample" / "alerts.json"
Ask = Callable[..., Asked]


@pytest.fixture(scope="module")
def told(audited: Ask) -> dict[str, Page]:
    """The summary and every section, in Thai."""
    return {name: controls.show(audited(section=name)) for name in ("", *SECTIONS)}


def tables(page: Page) -> Iterator[Table]:
    return (block for block in page.blocks if isinstance(block, Table))


def alert_rows(page: Page) -> list[Row]:
    """The rows of the table of alerts: it alone has eight columns and a severity."""
    return [
        row
        for table in tables(page)
        if [column.head for column in table.columns][1:3] == ["ระดับ", "รหัส"]
        for row in table.rows
    ]


def key(row: Row) -> tuple[Any, ...]:
    day, _, code, _, subject, amount, _, _ = (cell.value for cell in row.cells)
    return code, day, str(subject).split(" ")[0], amount


def wanted() -> list[tuple[Any, ...]]:
    """What an independent program made of the sample's papers."""
    return [
        (
            row["code"],
            date.fromisoformat(row["date"]),
            row["subject"],
            Decimal(row["amount"]) if row["amount"] else None,
        )
        for row in json.loads(EXPECTED.read_text("utf-8"))
    ]


# --- one section for each code ------------------------------------------------------------------


def test_each_error_and_alert_has_one_section() -> None:
    for code in catalogue.CODES:
        found = controls.sections_of(code)
        if re.fullmatch(r"E\d+|F4\d+|R85\d", code):
            assert found == ["errors"], code
        else:
            assert len(found) == (not re.fullmatch(r"[A-Z]\d+", code)), code


def test_sections_name_known_codes_alone() -> None:
    for name, section in SECTIONS.items():
        if name != "errors":
            assert set(section.codes) <= set(catalogue.CODES)


# --- the sample ---------------------------------------------------------------------------------


def test_all_alerts_stand_on_the_summary_the_most_serious_first(told: dict[str, Page]) -> None:
    rows = alert_rows(told[""])
    assert sorted(map(key, rows), key=str) == sorted(wanted(), key=str)
    ranks = [["สำคัญมาก", "ควรตรวจ", "เพื่อทราบ"].index(str(row.cells[1].value)) for row in rows]
    assert ranks == sorted(ranks)
    sums = [(rank, -(row.cells[5].value or 0)) for rank, row in zip(ranks, rows, strict=True)]  # type: ignore[operator]
    assert sums == sorted(sums)


def test_the_counts_are_those_of_welfare_check(told: dict[str, Page], sample_book: Book) -> None:
    shown = one_alert.to_json(alerts.alerts(sample_book), "th")
    severities = Counter(row["severity"] for row in shown)
    summary = next(tables(told[""]))
    *rows, total = summary.rows
    counts = [cell.value for cell in total.cells[1:5]]
    assert counts == [0, *(severities[name] for name in ("high", "medium", "info"))]
    for row, name in zip(rows, SECTIONS, strict=True):
        own = [one for one in shown if name in controls.sections_of(one["code"])]
        assert [cell.value for cell in row.cells[1:5]] == [
            0,
            *(sum(one["severity"] == s for one in own) for s in ("high", "medium", "info")),
        ]
        assert len(alert_rows(told[name])) == len(own)
        nav = next(block for block in told[name].blocks if isinstance(block, Links))
        assert next(int(text.split()[-1]) for text, _, here in nav.items if here) == len(own)
        # The last count is of the rows of its lists.
        listed = sum(len(t.rows) for t in tables(told[name])) - len(own)
        assert row.cells[5].value == listed


def test_every_row_leads_to_the_entry_at_its_place(
    told: dict[str, Page], sample_book: Book
) -> None:
    places: dict[tuple[str, int], Directive] = {}
    for entry in sample_book.entries:
        for meta in (entry.meta, *(p.meta or {} for p in getattr(entry, "postings", ()))):
            places[str(meta.get("filename")), int(meta.get("lineno", 0))] = entry
    count, texts = 0, dict[str, list[str]]()
    for page in told.values():
        for row in (row for table in tables(page) for row in table.rows):
            if row.kind == "total" or row.cells[-1].value is None or not row.cells[-1].link:
                continue
            name, line = str(row.cells[-1].value).rsplit(":", 1)
            path = str(sample_book.folder / name)
            entry = places[path, int(line)]
            assert row.cells[-1].link == f"#context-{hash_entry(entry)}"
            lines = texts.setdefault(path, Path(path).read_text("utf-8").split("\n"))
            assert lines[int(line) - 1].strip()
            count += 1
    assert count == 2 * len(wanted()) + 193 + 6 + 3 + 2 + 17
    # Nothing on this page is without its entry.
    assert all(row.cells[-1].link for row in alert_rows(told[""]))


#: What is not there, or what is known by other words, stands in no entry by its number.
ELSEWHERE = ("RECEIPT_GAP", "CASH_CEILING_BREACH", "AGM_LATE", "COLLECTOR_LATE", "BANK_UNRECORDED")


def test_the_entry_is_about_what_the_alert_is_about(told: dict[str, Page]) -> None:
    for row in alert_rows(told[""]):
        code, _, subject, _ = key(row)
        file, line = str(row.cells[-1].value).rsplit(":", 1)
        lines = (LEDGER / file).read_text("utf-8").split("\n")
        start = int(line) - 1
        while lines[start][:1] in (" ", ""):
            start -= 1
        block = "\n".join(lines[start:]).split("\n\n")[0]
        assert code in ELSEWHERE or f'"{subject}"' in block, (code, subject)


def test_what_is_not_there_leads_to_what_is_next_to_it(told: dict[str, Page]) -> None:
    """A missing number to the next one, cash over the ceiling to the last entry that moved it."""
    where = {key(row)[0]: str(row.cells[-1].value) for row in alert_rows(told[""])}
    for code, words in (
        ("RECEIPT_GAP", '"06-67-0135"'),
        ("CASH_CEILING_BREACH", "Assets:Cash"),
        ("AGM_LATE", 'type: "general"'),
        ("COLLECTOR_LATE", 'kind: "handover"'),
        ("BANK_UNRECORDED", 'bank-line: "110"'),
    ):
        file, line = where[code].rsplit(":", 1)
        lines = (LEDGER / file).read_text("utf-8").split("\n")[int(line) - 1 :]
        assert words in "\n".join(lines).split("\n\n")[0], code


def test_what_is_about_a_member_or_a_claim_leads_to_our_pages(told: dict[str, Page]) -> None:
    links = {key(row)[2]: row.cells[4].link for row in alert_rows(told[""])}
    assert links["0310"] == "/x/members/?member=0310"
    assert links["C66-0046"] == "/x/claims/?claim=C66-0046"
    assert links["04-66-0306"] == "/x/statements/?doc=receipt&number=04-66-0306"
    assert links["2566"] == ""  # a year, not a member


def test_custody_tells_every_day_of_the_handovers(told: dict[str, Page], sample_book: Book) -> None:
    *_, table = tables(told["custody"])
    handed = sum(
        -amount
        for entry in sample_book.transactions
        if entry.meta.get("kind") == "handover"
        for account, amount, _ in books.lines(entry)
        if account.startswith(books.COLLECTORS)
    )
    assert sum(row.cells[6].value for row in table.rows) == handed  # type: ignore[misc]
    late = [row for row in table.rows if row.cells[4].strong]
    found = [row for row in alert_rows(told["custody"]) if row.cells[2].value == "COLLECTOR_LATE"]
    assert [(row.cells[0].value, row.cells[6].value) for row in late] == [
        (row.cells[0].value, row.cells[5].value) for row in found
    ]
    for row in table.rows:
        handed_in, collected, due = (row.cells[n].value for n in (0, 3, 5))
        assert isinstance(handed_in, date)
        assert isinstance(collected, date)
        assert isinstance(due, date)
        assert row.cells[4].value == (handed_in - collected).days
        assert row.cells[4].strong == (handed_in > due)


def test_what_is_still_held_is_of_the_last_day_that_is_told(audited: Ask) -> None:
    """In the middle of a month; what it comes to is what the accounts hold."""
    period = calendars.parse_period(
        "2023-10-04..2023-10-06", fiscal_start_month=10, reference=date(2024, 10, 5)
    )
    asked = audited(section="custody", period=period)
    held, *_ = tables(controls.show(asked))
    assert held.caption == "เงินที่ยังอยู่กับผู้เก็บเงิน ณ 6 ต.ค. 2566"
    total = sum(row.cells[4].value for row in held.rows)  # type: ignore[misc]
    assert total == asked.book.balance(books.COLLECTORS, period.last) > 0
    assert all(row.cells[-1].link for row in held.rows)


def test_the_ceiling_is_told_in_short(told: dict[str, Page]) -> None:
    (facts,) = (block for block in told["cash"].blocks if isinstance(block, Facts))
    assert [cell.value for _, cell in facts.items] == [1, Decimal("2340.75")]


# --- filters ------------------------------------------------------------------------------------


def test_the_time_filter(audited: Ask, told: dict[str, Page]) -> None:
    period = calendars.fiscal_year_period(2567, 10)
    rows = alert_rows(controls.show(audited(period=period)))
    own = [row for row in wanted() if period.first <= row[1] <= period.last]
    assert sorted(map(key, rows), key=str) == sorted(own, key=str)
    page = controls.show(audited(section="custody", period=period))
    *_, table = tables(page)
    assert 0 < len(table.rows) < 193
    assert all(period.first <= row.cells[0].value <= period.last for row in table.rows)  # type: ignore[operator]


def test_the_account_filter(audited: Ask) -> None:
    def cash(entry: Directive) -> bool:
        return any(p.account == "Assets:Cash" for p in getattr(entry, "postings", ()))

    asked = replace(audited(), account="Assets:Cash", passes=cash)
    found = {key(row)[0] for row in alert_rows(controls.show(asked))}
    assert "CASH_CEILING_BREACH" in found
    assert not found & {"MEMBER_ID_MISSING", "AGM_LATE", "STATE_MATCH_EXCESS"}


def test_one_severity(audited: Ask) -> None:
    page = controls.show(audited(severity="info"))
    assert {row.cells[1].value for row in alert_rows(page)} == {"เพื่อทราบ"}


@pytest.mark.parametrize(
    ("args", "code"),
    [({"section": "<script>"}, "R930"), ({"severity": "{{7*7}}"}, "R931"), ({"part": "x"}, "")],
)
def test_what_there_is_not(audited: Ask, args: dict[str, str], code: str) -> None:
    if not code:
        assert alert_rows(controls.show(audited(**args)))
        return
    with pytest.raises(Refused) as caught:
        controls.show(audited(**args))
    (own,) = caught.value.findings
    assert own.code == code
    assert next(iter(args.values())) in own.text("en")


# --- errors -------------------------------------------------------------------------------------


def test_errors_are_told_whatever_the_filters(audited: Ask, sample_book: Book) -> None:
    entry = sample_book.transactions[-1]
    meta = {"filename": entry.meta["filename"], "lineno": entry.meta["lineno"]}
    wrong = finding("E501", Place(meta["filename"], meta["lineno"]), member="9999")
    main = str(sample_book.folder / "main.beancount")
    errors = [
        plugin.BooksError(meta, wrong.text("th"), None, wrong),
        ValidationError({"filename": main, "lineno": 3}, "<b>no</b>", entry),
    ]
    book = Book(sample_book.folder, sample_book.entries, errors, sample_book.options)
    period = calendars.fiscal_year_period(2566, 10)
    (table,) = tables(controls.show(audited(book=book, section="errors", period=period)))
    beancount, own = (row.cells for row in table.rows)
    assert beancount[:3] == (Cell(None), Cell("E100"), Cell("Beancount แจ้งว่า: <b>no</b>"))
    assert beancount[4] == Cell("main.beancount:3", keep=True)
    assert (own[0].value, own[1].value, own[2].value) == (
        entry.date,
        "E501",
        "ไม่มีสมาชิกเลขที่ 9999",
    )
    assert own[4].link == f"#context-{hash_entry(entry)}"


def test_sound_books_say_so(told: dict[str, Page]) -> None:
    texts = [block.text for block in told["errors"].blocks if isinstance(block, Paragraph)]
    assert texts == ["ไม่พบข้อผิดในสมุดบัญชี"]


# --- persons ------------------------------------------------------------------------------------


def test_one_citizen_id_is_told_by_number_and_only_with_names(audited: Ask) -> None:
    same = "3003544664563"
    people = {n: Person(n, first_name=f"ชื่อ{n}", citizen_id=same) for n in ("0001", "0002")}
    shut = controls.show(audited(section="duplicates"))
    assert any("--with-names" in b.text for b in shut.blocks if isinstance(b, Paragraph))
    shown = controls.show(audited(section="duplicates", people=people))
    *_, table = tables(shown)
    assert [cell.value for cell in table.rows[0].cells[:2]] == ["0001 ชื่อ0001", "0002 ชื่อ0002"]
    assert same not in repr(shown)


def test_english_has_no_thai_words_of_our_own(audited: Ask) -> None:
    for name in ("", *SECTIONS):
        page = controls.show(audited("en", section=name))
        heads = [column.head for table in tables(page) for column in table.columns]
        assert not re.search("[ก-๛]", " ".join(heads))
