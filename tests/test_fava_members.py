"""The page Members: its figures are those of `welfare member show` and of the control sheet."""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any
from urllib.parse import urlencode

import plain
import pytest
from beancount.core.compare import hash_entry
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction
from conftest import LEDGER
from conftest import Run
from conftest import rows_of
from test_carry import resumed
from test_membership import GOLDEN

from reports.ask import Ask
from reports.fava_ext import members
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Form
from reports.fava_ext.page import Links
from reports.fava_ext.page import Page
from reports.model import Cell
from reports.model import Facts
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.papers import control_sheet
from reports.papers import parts
from reports.words import Words
from rules import carry
from rules import member_text
from rules.commands import member_show
from rules.member_view import DAYS_KEPT
from rules.member_view import as_of
from rules.member_view import told
from rules.member_view import view
from rules.membership import members_of
from welfare import books
from welfare import calendars
from welfare import records
from welfare import register
from welfare.books import Book

Audited = Callable[..., Asked]
LAST = date(2024, 9, 30)
#: Dead, lapsed and back, lapsed for good, twice a member, in arrears, plain, gone before the books.
ODD = ("0042", "0154", "0130", "0290", "0371", "0032", "0001", "0106", "0033")


def tables(page: Page) -> dict[str, Table]:
    """The tables of a page by the heading above them."""
    found, head = {}, ""
    for block in page.blocks:
        if isinstance(block, Heading):
            head = block.text
        elif isinstance(block, Table):
            found[head] = block
    return found


def rows(table: Table | None) -> list[list[str]]:
    return (
        [[plain.written(cell.value) for cell in row.cells] for row in table.rows] if table else []
    )


def facts(page: Page) -> dict[str, list[str]]:
    """Label to the texts below it; lines of one label stand below each other."""
    found: dict[str, list[str]] = {}
    before = ""
    for block in page.blocks:
        for label, cell in block.items if isinstance(block, Facts) else ():
            before = label or before
            found.setdefault(before, []).append(plain.written(cell.value))
    return found


def cells(page: Page) -> Iterator[Cell]:
    for block in page.blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row.cells)
        elif isinstance(block, Facts):
            yield from (cell for _, cell in block.items)


def said(page: Page) -> str:
    """Everything that the page says."""
    texts = [page.title, *(plain.written(cell.value) for cell in cells(page))]
    for block in page.blocks:
        if isinstance(block, Paragraph | Heading):
            texts.append(block.text)
        elif isinstance(block, Form):
            texts += [f"{field.label} {field.value} {field.options}" for field in block.fields]
    return "\n".join(texts)


def refused(page: Page) -> list[str]:
    """The codes that a page says instead of an answer."""
    strong = [b.text for b in page.blocks if isinstance(b, Paragraph) and b.strong]
    return [text.split(" ")[0] for text in strong]


def listed(audited: Audited, **args: Any) -> list[str]:
    """The numbers of the register's lines, over all its parts."""
    found: list[str] = []
    while True:
        page = members.show(audited(**args, part=str(len(found) // 200 + 1)))
        own = [row[0] for row in rows(tables(page).get(""))]
        found += own
        if len(own) < 200:
            return found


# --- one member ----------------------------------------------------------------------------------


def against_data(page: Page, data: dict[str, Any], book: Book) -> None:
    """A page in English against what `member show --json` prints."""
    lines, found = facts(page), tables(page)
    words = [member_text.status_of(word, "en") for word in data["status"]]
    assert lines["Status"][0].split(" (")[0] == " · ".join(words)
    assert lines.get("Paid through", [""]) == [data["paid-through"]]
    assert lines["Received in these books"][0].startswith(f"{Decimal(data['received']):,.2f} baht")
    assert len(lines.get("Owed", [])) == len(data["owed"])
    assert len(lines.get("Gap", [])) == len(data["gaps"])
    assert len(lines.get("Waiting period", [])) == len(data["waits"])
    assert len(lines.get("Reinstatement", [])) == len(data["reinstatements"])
    money = [(row[0], row[1], row[5]) for row in rows(found.get("Money"))]
    assert money == [
        (one["date"], one["receipt"], f"{Decimal(one['amount']):,.2f}") for one in data["money"]
    ]
    claims = [(row[0], row[5], row[6]) for row in rows(found.get("Claims"))]
    assert claims == [
        (one["claim"], plain.written(Decimal(one["gross"])), one["paid"] or "")
        for one in data["claims"]
    ]
    rights = [(row[1], row[2]) for row in rows(found.get("Rights and ceilings of the year"))]
    assert [tuple(text.split(" ")[0].replace(",", "") for text in row) for row in rights] == [
        (str(one["limit"]), str(one["used"])) for one in data["rights"]
    ]


@pytest.mark.parametrize("number", ODD)
def test_a_member_as_the_command_shows_one(audited: Audited, number: str) -> None:
    asked = audited("en", member=number)
    seen = view(asked.book, number, LAST)
    assert seen is not None
    against_data(members.show(asked), member_show.as_data(seen, {}), asked.book)


def test_the_command_itself_says_the_same(audited: Audited, run: Run) -> None:
    result = run("--no-names", "member", "show", "154", "--on", "2023-05-19", "--json", fund=LEDGER)
    asked = audited("en", member="154", on="2023-05-19")
    against_data(members.show(asked), json.loads(result.output), asked.book)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2023-04-10", "active · in arrears"),
        ("2023-04-11", "lapsed by non-payment"),
        ("2023-05-19", "lapsed by non-payment"),
        ("2023-05-20", "member · in the waiting period · reinstated before"),
        ("2023-10-16", "member · in the waiting period · reinstated before"),
        ("2023-10-17", "active · reinstated before"),
    ],
)
def test_the_status_on_a_day(audited: Audited, on: str, status: str) -> None:
    page = members.show(audited("en", member="0154", on=on))
    assert facts(page)["Status"][0].split(" (")[0] == status
    line = next(row for row in listed_rows(audited, on) if row[0] == "0154")
    assert line[5].startswith("lapsed" if "lapsed" in status else "member")


def listed_rows(audited: Audited, on: str) -> list[list[str]]:
    return rows(tables(members.show(audited("en", on=on, village="3")))[""])


def test_years_are_those_of_the_control_sheet(sample_book: Book) -> None:
    """Every member's row of both years' sheets, and nobody else's."""
    words, found = Words("th"), {}
    for history in map(members_of(sample_book).of, sample_book.members):
        assert history is not None
        for row in control_sheet.years_of(sample_book, words, history, LAST).rows:
            found[str(row.cells[0].value), history.number] = [c.value for c in row.cells[1:]]
    wanted = {}
    for year in (2566, 2567):
        period = calendars.fiscal_year_period(year, sample_book.fiscal_start)
        sheet = control_sheet.control_sheet(sample_book, Ask(LAST, period))
        for row in sheet_rows(sheet.parts):
            wanted[str(year), str(row.cells[0].value)] = [c.value for c in row.cells[1:]]
    assert wanted.keys() - found.keys() <= {("2566", "–"), ("2567", "–")}  # money of nobody
    assert found == {key: wanted[key] for key in found}
    assert len(found) > 600


def sheet_rows(sheets: Any) -> Iterator[Row]:
    for sheet in sheets:
        for block in sheet.blocks:
            if isinstance(block, Table) and block.columns[0].head == "เลขที่":
                yield from (row for row in block.rows if row.kind == "body")


@pytest.mark.parametrize(
    ("on", "september"), [("2024-09-09", ""), ("2024-09-10", "ขาด"), ("2024-09-11", "ขาด")]
)
def test_an_instalment_is_missing_from_its_due_day_on(
    audited: Audited, on: str, september: str
) -> None:
    page = members.show(audited(member="0032", on=on))
    (year,) = (row for row in rows(tables(page)["เงินสมทบ"]) if row[0] == "2567")
    assert year[11:13] == ["30.00", september]


def test_links_lead_to_the_entry_that_they_name(audited: Audited) -> None:
    asked = audited(member="0154")
    by_hash = {hash_entry(entry): entry for entry in asked.book.entries}
    seen = 0
    for head, table in tables(members.show(asked)).items():
        for row in table.rows:
            *_, last = row.cells
            if not last.link.startswith("#context-") or head == "คำขอสวัสดิการ":
                continue
            entry = by_hash[last.link.removeprefix("#context-")]
            file, _, line = str(last.value).partition(":")
            text = (LEDGER / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
            assert entry.date == row.cells[0].value
            if head == "เงินของสมาชิก":
                assert isinstance(amount := row.cells[5].value, Decimal)
                assert f"{-amount:.2f} THB" in text
            else:
                assert '"0154"' in text
            seen += 1
    assert seen == 24 + 4


def test_a_receipt_leads_to_its_paper(audited: Audited) -> None:
    papers = [
        row.cells[1] for row in tables(members.show(audited(member="0154")))["เงินของสมาชิก"].rows
    ]
    assert papers[0].link == "/x/statements/?doc=receipt&number=03-66-0020"
    assert {cell.link for cell in papers if str(cell.value).startswith("PV")} == {""}


def test_a_claim_leads_to_its_page_and_to_what_paid_it(audited: Audited) -> None:
    asked = audited(member="0154")
    by_hash = {hash_entry(entry): entry for entry in asked.book.entries}
    for row in tables(members.show(asked))["คำขอสวัสดิการ"].rows:
        number, paid, resolution = row.cells[0], row.cells[-2], row.cells[-1]
        assert number.link == f"/x/claims/?claim={number.value}"
        assert bool(paid.link) == bool(paid.value)
        if paid.link:
            entry = by_hash[paid.link.removeprefix("#context-")]
            assert isinstance(entry, Transaction)
            assert entry.date == paid.value
            assert number.value in {(p.meta or {}).get("claim") for p in entry.postings}
        passed = by_hash[resolution.link.removeprefix("#context-")]
        assert isinstance(passed, Custom)
        assert (passed.type, passed.values[0].value) == ("resolution", resolution.value)


def test_who_came_back_under_another_number(audited: Audited) -> None:
    for number, other in (("0371", "0290"), ("0290", "0371")):
        lines = [b for b in members.show(audited(member=number)).blocks if isinstance(b, Links)]
        (own,) = (line for line in lines if line.label)
        assert [item[0] for item in own.items] == [other]


def test_corrections_are_told_with_what_stood_there_before(audited: Audited) -> None:
    events = [
        records.custom(date(2024, 9, 1), ("member", "changed"), ["0154"], frequency="yearly"),
        records.custom(date(2024, 9, 2), ("member", "changed"), ["0154"], birth=date(1998, 5, 7)),
        records.custom(date(2024, 9, 3), ("register-change",), ["0154"], fields="phone", by="K03"),
        records.custom(date(2024, 9, 4), ("notice",), ["0154"], about="lapse", how="letter"),
    ]
    later = books.with_entries(audited().book, events)
    own = tables(members.show(audited(book=later, member="0154")))["เหตุการณ์ในทะเบียน"]
    assert [row[2] for row in rows(own)[-4:]] == [
        "ประเภทการส่ง: รายเดือน → รายปี",
        "วันเกิด: 7 พ.ค. 2542 → 7 พ.ค. 2541",
        "ช่องที่แก้: phone",
        "เรื่อง: ขาดส่ง · แจ้งโดย: หนังสือ",
    ]
    assert [row[4] for row in rows(own)[-2:]] == ["K03", ""]


def test_what_fava_filters_is_said(audited: Audited) -> None:
    month = calendars.month_period("2023-10")
    page = members.show(audited("en", member="0154", period=month))
    assert page.title == "Member 0154 on 31 October 2023"
    assert [row[0] for row in rows(tables(page)["Money"])] == ["2023-10-04"]
    assert "1 of 12 lines, by Fava's filters" in said(page)


# --- the register --------------------------------------------------------------------------------


@pytest.mark.parametrize("on", ["2023-09-30", "2024-09-30"])
def test_the_register_as_the_golden_status_table(audited: Audited, on: str) -> None:
    wanted = {
        row["member_no"]: row
        for row in rows_of(GOLDEN / "members_status.csv")
        if row["as_of"] == on
    }
    lines = {one.number: one for one in members._lines(audited(), "", date.fromisoformat(on))}
    assert wanted.keys() <= lines.keys()
    for number, row in wanted.items():
        one = lines[number]
        assert (one.village, one.group, str(one.age)) == (row["village"], row["group"], row["age"])
        assert one.status == (row["end_reason"] or "member")
        assert one.through == row["paid_through"]
        assert (str(one.months), f"{one.owed:.2f}") == (row["months_owed"], row["amount_owed"])
        assert row["status"] == "member" or str(one.since) == row["end_date"]
    # Nobody else but those who were gone before the books.
    others = [one for number, one in lines.items() if number not in wanted]
    assert all(one.since and one.since < date(2022, 10, 1) for one in others)


def test_lines_are_chosen_by_village_and_status(audited: Audited) -> None:
    every = listed(audited)
    assert len(every) == len(set(every)) == 386
    by_village = [listed(audited, village=str(n)) for n in range(1, 9)]
    assert sorted(chain(*by_village)) == every
    assert listed(audited, village="๐๓") == listed(audited, village="3")
    ended = listed(audited, status="ended")
    reasons = ("death", "resign", "lapse", "expelled", "moved")
    assert sorted(chain(*(listed(audited, status=one) for one in reasons))) == ended
    assert sorted([*ended, *listed(audited, status="member")]) == every
    late = rows(tables(members.show(audited(status="arrears")))[""])
    assert sum(Decimal(row[-1]) for row in late) == Decimal("180.00")


def test_a_long_list_comes_in_parts(audited: Audited) -> None:
    one, two = (members.show(audited(part=part)) for part in ("1", "2"))
    assert [len(tables(page)[""].rows) for page in (one, two)] == [200, 186]
    assert len([block for block in one.blocks if isinstance(block, Links)]) == 2
    assert rows(tables(members.show(audited(part="x")))[""]) == rows(tables(one)[""])


# --- what is typed -------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["42", "0042", "๔๒", "๐๐๔๒", " 42 "])
def test_a_number_as_the_commands_take_it(audited: Audited, typed: str) -> None:
    assert members.show(audited("en", member=typed)).title == "Member 0042 on 30 September 2024"


@pytest.mark.parametrize("typed", ["2023-09-30", "30/9/2566", "30 ก.ย. 2566", "๓๐/๙/๒๕๖๖"])
def test_a_day_as_the_commands_take_it(audited: Audited, typed: str) -> None:
    page = members.show(audited("en", on=typed))
    assert page.title == "Members on 30 September 2023"
    link = tables(page)[""].rows[0].cells[0].link
    assert link == f"/x/members/?{urlencode({'member': '0001', 'on': typed})}"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"member": "xyz"}, "R936"),
        ({"member": "<script>alert(1)</script>"}, "R936"),
        ({"member": "{{7*7}}"}, "R936"),
        ({"member": "9999"}, "R107"),
        ({"member": "9" * 10_000}, "R107"),
        ({"member": "ก" * 10_000}, "R936"),
        ({"member": "0371", "on": "2023-10-19"}, "R555"),
        ({"on": "garbage"}, "D102"),
        ({"on": "31/2/2566"}, "D104"),
        ({"on": "2024-10-06"}, "P102"),
        ({"on": "x" * 10_000}, "D102"),
        ({"status": "rich"}, "R940"),
        ({"village": "9"}, "R415"),
        ({"village": "9" * 10_000}, "R415"),
        ({"village": "\u202etxt"}, "R415"),
    ],
)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_what_cannot_be_answered_is_said(
    audited: Audited, args: dict[str, str], code: str, lang: str
) -> None:
    page = members.show(audited(lang, **args))
    assert refused(page) == [code]
    (text,) = (b.text for b in page.blocks if isinstance(b, Paragraph))
    assert len(text) < 300
    assert isinstance(page.blocks[0], Form)


def test_the_day_of_admission_is_the_first_that_is_told(audited: Audited) -> None:
    assert refused(members.show(audited(member="0371", on="2023-10-20"))) == []


def test_tomorrow_is_not_told_but_today_is(audited: Audited) -> None:
    assert members.show(audited("en", on="2024-10-05")).title == "Members on 5 October 2024"


# --- names ---------------------------------------------------------------------------------------


def test_names_are_searched_only_where_they_are_shown(audited: Audited) -> None:
    people = register.load(LEDGER)
    own = people["0154"]
    assert refused(members.show(audited(member=own.first_name))) == ["R936"]
    found = members.show(audited(member=f"{own.last_name} {own.first_name}", people=people))
    lines = {row[0]: row[1] for row in rows(tables(found)[""])}
    assert lines["0154"] == own.name
    assert all(own.first_name in name and own.last_name in name for name in lines.values())
    nobody = members.show(audited("en", member="ไม่มีใครชื่อนี้", people=people))
    assert said(nobody).endswith("No member is as asked.")
    # Who has two numbers is found under both.
    twice = members.show(audited(member=people["0290"].name, people=people))
    assert [row[0] for row in rows(tables(twice)[""])] == ["0290", "0371"]


def test_without_names_there_are_none(audited: Audited) -> None:
    names = {one.name for one in register.load(LEDGER).values()} - {""}
    pages = [members.show(audited(member=number)) for number in ODD]
    text = "\n".join(map(said, [*pages, members.show(audited())]))
    assert not [name for name in names if name in text]
    with_names = said(members.show(audited(member="0154", people=register.load(LEDGER))))
    assert register.load(LEDGER)["0154"].name in with_names


# --- books that begin with a carried state -------------------------------------------------------


@pytest.fixture(scope="module")
def later(sample_book: Book) -> Book:
    """The second year alone, from the state of the first one's end."""
    last = date(2023, 9, 30)
    return resumed(sample_book, carry.carry(sample_book, last), last)


def test_what_lies_before_the_books_is_not_told(audited: Audited, later: Book) -> None:
    ask = partial(audited, "en", book=later)
    assert refused(members.show(ask(on="2023-09-30"))) == ["R935"]
    assert refused(members.show(ask(member="0042", on="2023-09-30"))) == ["R935"]
    assert refused(members.show(ask(member="0042", on="2023-10-01"))) == []


@pytest.mark.parametrize("number", ["0154", "0371", "0032"])
def test_later_years_say_the_same(audited: Audited, later: Book, number: str) -> None:
    short = members.show(audited("en", book=later, member=number))
    whole = members.show(audited("en", member=number))
    for head in ("Rights and ceilings of the year", "Membership"):
        assert rows(tables(short).get(head)) == rows(tables(whole).get(head))
    assert facts(short)["Status"] == facts(whole)["Status"]
    assert rows(tables(short)["Contributions"]) == [
        row for row in rows(tables(whole)["Contributions"]) if row[0] == "2567"
    ]
    if number != "0371":
        assert f"before 1 Oct 2023 see the passbook: welfare print passbook --member {number}" in (
            said(short)
        )


def test_years_add_up_to_the_lines_of_money(audited: Audited) -> None:
    for number in ODD:
        found = tables(members.show(audited("en", member=number)))
        years = [Decimal(str(row.cells[14].value)) for row in found["Contributions"].rows]
        lines = audited().book.once(parts.lines_of).get(number, ())
        booked = [-books.number(p) for _, p in lines if p.account == books.CONTRIBUTIONS]
        assert sum(years) == sum(booked)


# --- the books of a day --------------------------------------------------------------------------


def test_the_books_themselves_where_only_closings_follow(sample_book: Book) -> None:
    last = sample_book.transactions[-1].date
    assert sample_book.entries[-1].date > last
    assert told(sample_book, last) is sample_book
    before = told(sample_book, last - timedelta(days=1))
    assert before.entries == as_of(sample_book, last - timedelta(days=1)).entries
    assert before.transactions[-1].date < last
    assert told(sample_book, last - timedelta(days=1)) is before


def test_few_days_are_kept(sample_book: Book) -> None:
    days = [date(2023, 1, day) for day in range(1, DAYS_KEPT + 2)]
    made = [told(sample_book, day) for day in days]
    kept = zip(days[1:], made[1:], strict=True)
    assert all(told(sample_book, day) is one for day, one in kept)
    assert told(sample_book, days[0]) is not made[0]


def test_what_is_wrong_in_the_books_is_shown_as_it_stands(audited: Audited) -> None:
    """Such books have errors, and are looked at because of them."""
    own = {"member": "0154", "months": "2023-99", "receipt": "</td>{{7*7}}"}
    wrong: list[Directive] = [
        records.custom(date(2024, 9, 1), ("member", "changed"), ["0154"], birth="<b>soon</b>"),
        records.custom(date(2024, 9, 2), ("notice",), ["0154"], about=Decimal(7)),
        records.custom(date(2024, 9, 3), ("member", "ended"), ["0154"], reason="<script>"),
        records.transaction(
            date(2024, 9, 4),
            "x" * 10_000,
            [(books.CONTRIBUTIONS, Decimal(-1), own), (books.CASH, Decimal(1), {})],
            kind="\u202emystery",
        ),
    ]
    book = books.with_entries(audited().book, wrong)
    text = said(members.show(audited("en", book=book, member="0154")))
    for part in ("<b>soon</b>", "<script>", "2023-99", "</td>{{7*7}}", "\u202emystery"):
        assert part in text
    assert "<script>" in said(members.show(audited("en", book=book)))
