"""Papers: what they say, that they tie to the books, that public copies name nobody.

Golden texts stand in `tests/golden/papers/`: `pytest --update-golden` writes them anew.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from beancount.core.data import Custom
from beancount.core.data import Transaction

from reports import figures
from reports import model
from reports import trace
from reports.ask import Ask
from reports.documents import DOCUMENTS
from reports.model import Block
from reports.model import Cell
from reports.model import Document
from reports.model import Facts
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import Signatures
from reports.model import Table
from reports.model import Tick
from reports.model import Together
from reports.papers import parts
from reports.papers import passbook
from reports.papers import receipt
from reports.render import pdf
from reports.render import xlsx
from reports.render.view import view
from reports.words import DOTS
from rules import cases
from rules import standing
from rules.membership import Members
from welfare import books
from welfare import calendars
from welfare import register
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import Refused
from welfare.money import ZERO
from welfare.papers import collections
from welfare.papers.rows import Desk
from welfare.records import custom
from welfare.register import People
from welfare.vocabulary import values_of

GOLDEN = Path(__file__).parent / "golden" / "papers"
TODAY = date(2024, 10, 1)
YEAR = calendars.fiscal_year_period(2566, 10)
REGISTERS = ("member-register", "control-sheet", "welfare-register")


def on(day: date) -> Period:
    """A day as a document's period."""
    return Period(day, day, day.isoformat())


END = on(YEAR.last)
Print = Callable[..., Document]


@pytest.fixture(scope="module")
def book(sample_once: Path) -> Book:
    return books.load(sample_once)


@pytest.fixture(scope="module")
def people(sample_once: Path) -> People:
    return register.load(sample_once)


@pytest.fixture(scope="module")
def paper(book: Book, people: People) -> Print:
    """`paper(id, **ask)`: one document of the sample, with names unless `people={}` is asked."""

    def build(id_: str, **own: Any) -> Document:
        return DOCUMENTS[id_].build(book, Ask(**{"today": TODAY, "people": people, **own}))

    return build


# --- a document as text --------------------------------------------------------------------------


def text_of(document: Document) -> str:
    """Everything that a document says, a line for each row."""
    head = f"== {document.title} | {document.subtitle} | {document.audience}"
    lines = [head, *(line for block in document.blocks for line in said(block))]
    return "\n".join([*lines, *map(text_of, document.parts)])


def said(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield from [block.caption] * bool(block.caption)
            if block.heads:
                yield " | ".join(head for head, _ in block.heads)
            yield " | ".join(column.head for column in block.columns)
            for row in block.rows:
                mark = "" if row.kind == "body" else f"{row.kind}: "
                yield f"{mark}{' | '.join(map(value_of, row.cells))}".rstrip(" |")
        case Facts():
            yield from (f"{label}: {value_of(cell)}" for label, cell in block.items)
        case Heading() | Paragraph():
            yield block.text
        case Signatures():
            yield "; ".join(f"{item.role} ({item.name})" for item in block.items)
        case Together():
            for inner in block.blocks:
                yield from said(inner)


def value_of(cell: Cell) -> str:
    match cell.value:
        case None:
            return ""
        case Tick():
            return f"[{'x' if cell.value.checked else ' '}] {cell.value.label}"
        case Decimal():
            return f"{cell.value:,.2f}"
    return str(cell.value)


def rows_of(document: Document) -> Iterator[Row]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from block.rows
    for part in document.parts:
        yield from rows_of(part)


def row_of(document: Document, first: str) -> Row:
    """The row that begins with a text."""
    return next(row for row in rows_of(document) if row.cells[0].value == first)


def figures_of(document: Document) -> dict[str, Any]:
    """Every figure by its name."""
    return {cell.ref: cell.value for cell in model.cells(document)}


# --- golden texts --------------------------------------------------------------------------------

PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "control-sheet": ("control-sheet", {"period": YEAR, "village": "1"}),
    "receipt": ("receipt", {"number": "01-66-0086"}),
    "receipt-spoiled": ("receipt", {"number": "02-66-0040"}),
    "voucher-deducted": ("voucher", {"number": "PV66-0068"}),
    "voucher-irregular": ("voucher", {"number": "PV66-0088", "people": {}}),
    "voucher-expense": ("voucher", {"number": "PV66-0005", "lang": "en"}),
    "claim-part": ("claim", {"number": "C66-0110"}),
    "claim-refused": ("claim", {"number": "C66-0077", "people": {}, "lang": "en"}),
    "claim-form": ("claim-form", {}),
    "passbook": ("passbook", {"member": "154", "period": END}),
    "collection-sheet": (
        "collection-sheet",
        {"period": calendars.month_period("2023-08"), "village": "3", "people": {}},
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_papers_say(paper: Print, name: str, request: pytest.FixtureRequest) -> None:
    id_, own = PAPERS[name]
    found = text_of(paper(id_, **own)) + "\n"
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")


# --- what must tie -------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2566, 2567])
def test_the_control_sheet_is_the_account_of_contributions(
    paper: Print, book: Book, year: int
) -> None:
    period = calendars.fiscal_year_period(year, 10)
    found = figures_of(paper("control-sheet", period=period))
    booked = -figures.movements(book, period.first, period.last)[books.CONTRIBUTIONS].net
    assert found["fund.received"] == booked
    assert sum(found[f"village.{n}.{m}"] for n in range(1, 9) for m in _parts(period)) == booked
    rows = {row["member_no"]: row for row in standing.status_table(Members(book), [period.last])}
    for number, row in rows.items():
        if f"{number}.received" in found:
            assert f"{found[f'{number}.received']:.2f}" == row["contributions_in_fy"], number
            assert f"{found[f'{number}.owed']:.2f}" == row["amount_owed"], number
            assert str(found[f"{number}.owed-months"]) == row["months_owed"], number
    assert found["fund.owed"] == sum(Decimal(row["amount_owed"]) for row in rows.values())


def _parts(period: Period) -> list[str]:
    first, last = calendars.month_of(period.first), calendars.month_of(period.last)
    return [*calendars.months_between(first, last), "before", "other"]


def test_the_rows_of_a_control_sheet_add_up(paper: Print) -> None:
    found = figures_of(paper("control-sheet", period=YEAR, people={}))
    months: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for ref, value in found.items():
        number, _, part = ref.partition(".")
        if number.isdigit() and (part == "other-years" or part[:2] == "20"):
            months[number] += value
    received = {ref: v for ref, v in found.items() if ref[:4].isdigit() and ".received" in ref}
    assert received == {f"{number}.received": amount for number, amount in months.items()} | {
        ref: ZERO for ref in received if ref.partition(".")[0] not in months
    }


def test_every_benefit_ties_to_its_account(paper: Print, book: Book) -> None:
    for period in (YEAR, calendars.month_period("2023-05"), calendars.fiscal_year_period(2567, 10)):
        found = figures_of(paper("welfare-register", period=period))
        moved = figures.movements(book, period.first, period.last)
        accounts = [account for account in moved if account.startswith(f"{books.BENEFITS}:")]
        assert {book.codes[a]: moved[a].net for a in accounts} == {
            ref.removeprefix("total."): v for ref, v in found.items() if ref.startswith("total.")
        }
        assert found["total"] == sum(moved[account].net for account in accounts)


def test_the_register_counts_who_is_a_member(paper: Print, book: Book) -> None:
    found = figures_of(paper("member-register", period=END))
    assert found["by-village.total.members"] == 313
    assert found["by-group.total"] == 313
    assert sum(found[f"village.{n}.members"] for n in range(1, 9)) == 313
    assert figures.member_movement(book, END)["closing"] == 313


def test_receipts_are_what_the_books_received(book: Book) -> None:
    slips = receipt.slips_of(book)
    booked = [
        (str(own["receipt"]), -amount)
        for entry in book.transactions
        if entry.meta.get("kind") != "reversal"
        for _, amount, own in books.lines(entry)
        if "receipt" in own
    ]
    of_lines = [
        slip.amount
        for same in slips.values()
        for slip in same
        if slip.entry and "receipt" not in slip.entry.meta
    ]
    assert parts.total(of_lines) == parts.total(amount for _, amount in booked)
    assert {number for number, _ in booked} <= slips.keys()


def test_a_number_used_twice_is_two_receipts(book: Book, paper: Print) -> None:
    assert len(receipt.slips_of(book)["04-66-0306"]) == 2
    both = paper("receipt", number="04-66-0306").parts
    assert len(both) == 2
    assert all("ความผิดปกติที่บันทึกไว้: ใช้เลขที่ซ้ำ" in text_of(one) for one in both)


def test_a_receipt_of_the_books_is_no_original(paper: Print) -> None:
    text = text_of(paper("receipt", number="01-66-0086"))
    assert "พิมพ์จากสมุดบัญชี" in text
    assert "ต้นฉบับ" not in text


# --- claims: what the meeting said, not what the bylaws carry ------------------------------------


@pytest.fixture(scope="module")
def claims(paper: Print) -> dict[str, Document]:
    """The form of every claim of the sample, by its number."""
    days = Period(date(2022, 10, 1), date(2024, 9, 30), "")
    return {one.name: one for one in paper("claim", period=days).parts}


def test_every_claim_can_be_printed(claims: dict[str, Document], book: Book) -> None:
    """Paid or not: `view` is what all renderers read. Who was not paid has lines to fill in."""
    assert claims.keys() == cases.claims_of(book).keys()
    assert len(claims) == 343
    unpaid = [n for n, claim in cases.claims_of(book).items() if claim.paid_on is None]
    assert len(unpaid) == 62
    for document in claims.values():
        assert view(document)["blocks"]
        assert "การจ่ายเงิน" in text_of(document)
    assert f"จ่ายสุทธิ (บาท): {DOTS}" in text_of(claims[unpaid[0]])
    assert pdf.render(claims[unpaid[0]]).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("number", "ticked", "granted"),
    [
        # Granted and paid against the bylaws; granted and paid too much; paid without a meeting.
        ("C66-0077", ["อนุมัติ"], Decimal("240.00")),
        ("C67-0075", ["อนุมัติ"], Decimal("600.00")),
        ("C66-0046", [], None),
        ("C66-0110", ["อนุมัติบางส่วน"], Decimal("660.00")),
        # Dealt with; the books do not tell what the meeting said.
        ("C67-0160", [], None),
        # Filed, and no meeting yet.
        ("C67-0148", [], None),
    ],
)
def test_the_boxes_are_what_the_meeting_said(
    claims: dict[str, Document], number: str, ticked: list[str], granted: Decimal | None
) -> None:
    lines = text_of(claims[number]).partition("\nมติที่ประชุม\n")[2].splitlines()
    assert [line[6:] for line in lines if line.startswith(": [x] ")] == ticked
    assert figures_of(claims[number]).get(f"{number}.granted") == granted


@pytest.mark.parametrize(
    ("word", "ticked", "granted"),
    [("approved", ["อนุมัติ"], Decimal("240.00")), ("refused", ["ไม่อนุมัติ"], None)],
)
def test_a_meeting_that_nobody_was_paid_by_yet(
    book: Book, word: str, ticked: list[str], granted: Decimal | None
) -> None:
    """What `claim approve` and `claim refuse` write tells the outcome before any payment."""
    number, told = "C66-0115", "8/2566-2"
    entry = custom(book.resolutions[told].date, ("claim", word), [number], resolution=told)
    own = books.with_entries(book, [entry])
    document = DOCUMENTS["claim"].build(own, Ask(TODAY, number=number))
    text = text_of(document).partition("\nมติที่ประชุม\n")[2]
    assert [line[6:] for line in text.splitlines() if line.startswith(": [x] ")] == ticked
    assert figures_of(document).get(f"{number}.granted") == granted
    # Who is refused is not paid: there is nothing to fill in.
    assert ("การจ่ายเงิน" in text) == (word == "approved")


# --- closed or a draft ---------------------------------------------------------------------------

CODE = "1234-5678-9012-3456-7"
OF_A_PERIOD = [
    spec.id
    for spec in DOCUMENTS.values()
    if spec.periods in ("month", "year", "day") and not spec.ahead
]


@pytest.mark.parametrize("id_", OF_A_PERIOD)
def test_a_document_of_an_open_period_says_that_it_is_a_draft(book: Book, id_: str) -> None:
    kinds = {"month": calendars.month_period("2023-10"), "year": YEAR, "day": END}
    ask = Ask(TODAY, kinds[DOCUMENTS[id_].periods], lang="en")
    entries = [e for e in book.entries if getattr(e, "type", "") != "closing"]
    for entry, said_ in (("", "draft"), (CODE, CODE)):
        closed = [custom(date(2023, 10, 1), ("closing",), ["2023-09"], code=CODE)] if entry else []
        own = Book(book.folder, [*entries, *closed], book.errors, book.options)
        seal = "" if DOCUMENTS[id_].periods == "day" else entry
        document = DOCUMENTS[id_].build(own, replace(ask, seal=seal))
        assert all(said_ in one.footer for one in (document, *document.parts))


def test_a_public_control_sheet_tells_what_the_fund_is_owed_alone(paper: Print) -> None:
    found = figures_of(paper("control-sheet", period=YEAR, people={}, public=True))
    assert {ref for ref in found if "owed" in ref} == {"fund.owed", "fund.owed-months"}
    one = figures_of(paper("control-sheet", period=YEAR, village="5", people={}, public=True))
    assert not [ref for ref in one if "owed" in ref]


def test_passbooks_hold_all_contributions_and_benefits(book: Book) -> None:
    members = Members(book)
    paid, had = ZERO, ZERO
    for number in book.members:
        history = members.of(number)
        assert history is not None
        lines = passbook.paid_by(book, number, history)
        paid += parts.total(one.amount for one in lines if one.account == books.CONTRIBUTIONS)
        had += parts.total(one.gross for one in passbook.had_by(book, number))
    moved = figures.movements(book, date.min, date.max)
    assert paid == -moved[books.CONTRIBUTIONS].net
    communal = ("5109", "5112", "5113")
    own = [a for a in moved if a.startswith(books.BENEFITS) and book.codes[a] not in communal]
    assert had == sum(moved[account].net for account in own)


@pytest.mark.parametrize(
    ("id_", "own"),
    [
        ("member-register", {"period": END}),
        ("control-sheet", {"period": YEAR, "village": "5"}),
        ("welfare-register", {"period": calendars.month_period("2023-05")}),
        ("collection-sheet", {"period": calendars.month_period("2023-05"), "village": "5"}),
        ("receipt", {"period": Period(date(2023, 5, 20), date(2023, 5, 31), "")}),
        ("voucher", {"period": calendars.month_period("2023-05")}),
        ("claim", {"period": calendars.month_period("2023-04")}),
        ("passbook", {"member": "66", "period": END}),
    ],
)
def test_every_figure_says_where_it_comes_from(
    paper: Print, book: Book, id_: str, own: dict[str, Any]
) -> None:
    document = paper(id_, **own)
    assert all(cell.trace for cell in model.cells(document))
    wrong = [one.ref for one in trace.explanations(book, document) if one.ties is False]
    assert not wrong


def test_totals_that_the_books_do_not_know_are_refused(book: Book) -> None:
    ask = Ask(TODAY)
    with pytest.raises(Refused) as refused:
        parts.tie(ask, "control-sheet", "4101", Decimal("1.00"), Decimal("2.00"))
    assert refused.value.findings[0].code == "R900"


# --- boundaries ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "said_"),
    [
        # Half-yearly and yearly: the amount once, the months after it covered.
        ("0003", "180.00 | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | 180.00 | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง"),
        ("0004", "365.00 | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง"),
        # Paid ahead before the books began.
        ("0001", "ส่ง | 30.00 | 30.00 |"),
        # Died on 28 February: no month after it.
        ("0092", "30.00 | 30.00 | 30.00 | 30.00 | 30.00 |  |  |  |  |  |  |  | 0.00 | 150.00"),
        # Admitted on 20 November: December is the first month; yearly by parts of 30 a month.
        ("0347", " |  | 30.00 | 30.00 |"),
        ("0349", " |  | 300.00 | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง"),
        # Lapsed on 30 July, 90 days after the half-year of April was due.
        ("0186", "180.00 | ส่ง | ส่ง | ส่ง | ส่ง | ส่ง | ขาด | ขาด | ขาด | ขาด | ขาด | ขาด"),
    ],
)
def test_months_of_the_control_sheet(paper: Print, number: str, said_: str) -> None:
    row = row_of(paper("control-sheet", period=YEAR, village="1"), number)
    assert " | ".join(map(value_of, row.cells[2:])).startswith(said_)


def test_remarks_tell_how_membership_ended_or_began(paper: Print) -> None:
    sheet = paper("control-sheet", period=YEAR)
    assert "ตาย 28 ก.พ. 2566" in str(row_of(sheet, "0092").cells[-1].value)
    assert "เข้า 20 พ.ย. 2565" in str(row_of(sheet, "0347").cells[-1].value)
    assert "ขาดส่ง 30 ก.ค. 2566" in str(row_of(sheet, "0186").cells[-1].value)
    later = calendars.fiscal_year_period(2567, 10)
    both = text_of(paper("control-sheet", period=YEAR)) + text_of(
        paper("control-sheet", period=later)
    )
    assert "คืนสภาพ" in both


def test_the_end_of_a_membership_stands_in_the_register_from_its_day(paper: Print) -> None:
    day = date(2023, 2, 28)
    for day_, status in ((date(2023, 2, 27), "สมาชิก"), (day, "ตาย"), (date(2023, 3, 1), "ตาย")):
        row = row_of(paper("member-register", period=on(day_), village="1"), "0092")
        assert row.cells[-2].value == status
        assert row.cells[-1].value == (day if status == "ตาย" else None)


def test_a_sheet_asks_for_what_was_owed_when_the_month_began(paper: Print, book: Book) -> None:
    found = figures_of(
        paper("collection-sheet", period=calendars.month_period("2023-08"), village="3")
    )
    assert (found["member.0265.before"], found["member.0265.now"]) == (90, 30)
    # 0004 paid the year in October; 0003 owes the half-year from April.
    april = figures_of(
        paper("collection-sheet", period=calendars.month_period("2023-04"), village="1")
    )
    assert april["member.0003.now"] == 180
    assert "member.0004.now" not in april


def test_within_its_month_a_sheet_knows_who_has_paid(paper: Print) -> None:
    month = calendars.month_period("2023-08")
    before = figures_of(paper("collection-sheet", period=month, today=date(2023, 8, 2)))
    after = figures_of(paper("collection-sheet", period=month, today=date(2023, 8, 31)))
    assert (before["village.1.now"], after["village.1.now"]) == (720, 0)


def test_a_passbook_speaks_of_its_day(paper: Print) -> None:
    before = text_of(paper("passbook", member="186", period=on(date(2023, 7, 29))))
    after = text_of(paper("passbook", member="186", period=on(date(2023, 7, 30))))
    assert "ถ้าไม่ชำระ สมาชิกภาพสิ้นสุดวันที่ 30 กรกฎาคม 2566 (ข้อ ๑๔ (๒))" in before
    assert "สิทธิและเพดานคงเหลือ" in before
    assert "สิ้นสมาชิกภาพ: 30 กรกฎาคม 2566 (ขาดส่ง)" in after
    assert "สิทธิและเพดานคงเหลือ" not in after


def test_all_passbooks_of_a_day_are_those_of_its_members(paper: Print) -> None:
    everybody = paper("passbook", period=END)
    assert len(everybody.parts) == 313
    village = paper("passbook", period=END, village="๐๑")
    assert len(village.parts) == 34
    assert village.parts[0] == paper("passbook", period=END, member="0001")


def test_the_clause_quotes_the_refund_where_the_bylaws_know_one(book: Book) -> None:
    members = Members(book)
    history = members.of("0001")
    assert history is not None
    said_ = passbook.clause(book, Ask(TODAY).words, YEAR.last, history)
    assert said_.startswith("เงินสมทบ ค่าสมัคร")
    assert said_.endswith("ถอนหรือขอคืนมิได้ไม่ว่ากรณีใด (ข้อ ๙)")
    silent = custom(YEAR.last, ("bylaw",), ["withdrawal"], article="-", repealed=True)
    words, unsaid = Ask(TODAY).words, books.with_entries(book, [silent])
    fallback = passbook.clause(unsaid, words, YEAR.last, history)
    assert fallback.startswith("เงินสมทบ (ข้อ ๑๐ (๑)) ")
    assert fallback.endswith("(ระเบียบไม่มีข้อใดให้คืน)")
    facts = {"article": "ข้อ ๙", "on": "resign", "if": "never-benefited", "share": Decimal("1.00")}
    rule = custom(YEAR.first, ("bylaw",), ["refund"], **facts)
    kinder = passbook.clause(books.with_entries(book, [rule]), Ask(TODAY).words, YEAR.last, history)
    assert "ถอนหรือขอคืนมิได้ (ข้อ ๙) เว้นแต่ตามข้อ ๙ เมื่อ: ลาออก" in kinder
    assert "คืน ร้อยละ 100 ของเงินสมทบ" in kinder


@pytest.mark.parametrize(
    ("id_", "own", "code"),
    [
        ("receipt", {"number": "01-66-9999"}, "R901"),
        ("receipt", {"period": on(date(2020, 1, 1))}, "R902"),
        ("receipt", {"member": "9999"}, "R107"),
        ("voucher", {"number": "PV60-0001"}, "R901"),
        ("voucher", {"period": on(date(2020, 1, 1))}, "R902"),
        ("claim", {"number": "C60-0001"}, "R511"),
        ("claim", {"member": "0010", "period": on(date(2020, 1, 1))}, "R902"),
        ("passbook", {"member": "9999"}, "R107"),
        ("passbook", {"village": "9"}, "R415"),
        ("passbook", {"period": on(date(2010, 1, 1))}, "R902"),
        ("control-sheet", {"village": "9"}, "R415"),
        ("member-register", {"village": "หก"}, "R415"),
        ("collection-sheet", {"village": "0"}, "R415"),
    ],
)
def test_what_is_not_there_is_refused(
    paper: Print, id_: str, own: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        paper(id_, **own)
    assert [finding.code for finding in refused.value.findings] == [code]
    if "period" in own:
        for lang in ("th", "en"):
            [told] = [finding.text(lang) for finding in refused.value.findings]
            assert Ask(TODAY).words.day(own["period"].first) in told


# --- privacy -------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", REGISTERS)
@pytest.mark.parametrize("village", ["", "1"])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_public_copies_name_nobody(
    paper: Print, book: Book, people: People, id_: str, village: str, lang: str
) -> None:
    assert DOCUMENTS[id_].public
    found = paper(id_, period=YEAR, village=village, lang=lang, public=True)
    assert found.audience == "public"
    said_ = text_of(found)
    for person in people.values():
        for value in (person.citizen_id, person.phone, person.last_name, person.address):
            assert not value or value not in said_
    assert not [number for number in (*book.members, *book.claims) if number in said_]


def test_without_names_no_paper_has_any(paper: Print, people: People) -> None:
    names = {person.last_name for person in people.values() if person.last_name}
    for id_, own in PAPERS.values():
        said_ = text_of(paper(id_, **{**own, "people": {}}))
        assert not [name for name in names if name in said_]


def test_citizen_ids_are_masked(paper: Print, people: People) -> None:
    for id_, own in (("member-register", {"period": END}), ("voucher", {"number": "PV66-0006"})):
        said_ = text_of(paper(id_, **own))
        assert "•••••••••" in said_
        assert not [p for p in people.values() if p.citizen_id and p.citizen_id in said_]


# --- a sheet that comes back ---------------------------------------------------------------------


def _heads(sheet: Any) -> tuple[int, dict[str, int]]:
    """The row of the headings, and heading to column."""
    for row in sheet.iter_rows():
        heads = {str(cell.value): cell.column for cell in row if cell.value}
        if "เลขที่สมาชิก" in heads:
            return row[0].row, heads
    raise AssertionError("no headings")


def _filled(raw: bytes, day: date, rows: list[dict[str, Any]], total: Decimal) -> bytes:
    """A printed sheet with what a collector writes: day, amounts, receipts, total."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    sheet = book.worksheets[0]
    top, heads = _heads(sheet)
    for row in sheet.iter_rows(max_row=top):
        for cell in row:
            if str(cell.value or "").startswith("...") and row[0].value == "วันที่เก็บ":
                cell.value = calendars.thai_date(day)
    lines = {str(sheet.cell(n, heads["เลขที่สมาชิก"]).value): n for n in range(top, sheet.max_row)}
    foot = next(n for word, n in lines.items() if word == "รวม")
    free = [n for n in range(top + 1, foot) if not sheet.cell(n, heads["เลขที่สมาชิก"]).value]
    for own in rows:
        line = lines.get(own["เลขที่สมาชิก"]) or free.pop(0)
        due = sum(sheet.cell(line, heads[head]).value or 0 for head in ("ค้างเดิม", "งวดนี้"))
        for head, value in own.items():
            # Who pays what is due need not be asked for the months: they are printed.
            if head != "งวด" or due != _amount(own):
                sheet.cell(line, heads[head], value)
    sheet.cell(foot, heads["ส่ง"], total)
    raw_ = io.BytesIO()
    book.save(raw_)
    return raw_.getvalue()


def _amount(own: dict[str, Any]) -> Decimal:
    amount = own["ส่ง"]
    assert isinstance(amount, Decimal)
    return amount


def _written(book: Book, entry: Transaction) -> list[dict[str, Any]]:
    """What the collector would have written for a sheet of the books."""
    by_receipt: dict[str, dict[str, Any]] = {}
    for account, amount, own in books.lines(entry):
        if "receipt" not in own:
            continue
        line = by_receipt.setdefault(
            own["receipt"], {"เลขที่สมาชิก": own["member"], "เลขที่ใบเสร็จ": own["receipt"]}
        )
        if account == books.ENTRY_FEES:
            line["ค่าสมัคร"] = -amount
        else:
            line |= {"ส่ง": -amount, "งวด": own["months"], "หมายเหตุ": own.get("note")}
    return list(by_receipt.values())


def _shape(entry: Any) -> tuple[Any, ...]:
    """A directive without where it was read."""
    if isinstance(entry, Custom):
        return entry.date, entry.type, tuple(values_of(entry)), entry.meta.get("by")
    lines = sorted(
        (account, amount, *sorted((k, v) for k, v in own.items() if _kept(account, k)))
        for account, amount, own in books.lines(entry)
    )
    facts = {k: v for k, v in entry.meta.items() if k in ("kind", "sheet", "by", "entered")}
    return entry.date, entry.narration, tuple(sorted(facts.items())), tuple(lines)


def _kept(account: str, key: str) -> bool:
    """A sheet has one remark for a contribution and the fee on its receipt."""
    return key in ("member", "receipt", "months") or (
        key == "note" and account == books.CONTRIBUTIONS
    )


@pytest.mark.parametrize("month", ["2022-12", "2023-04"])
def test_a_printed_sheet_filled_in_is_imported_as_it_was(
    paper: Print, book: Book, people: People, month: str, tmp_path: Path
) -> None:
    sheets = [e for e in book.transactions if str(e.meta.get("sheet", ""))[:7] == month]
    assert len(sheets) == 8
    paths = []
    for entry in sheets:
        village = str(entry.meta["sheet"])[8:]
        document = paper(
            "collection-sheet",
            period=calendars.month_period(month),
            village=village,
            today=calendars.month_period(month).first,
        )
        rows = _written(book, entry)
        total = sum((amount for account, amount, _ in books.lines(entry) if amount > 0), ZERO)
        fees = sum(row.get("ค่าสมัคร", ZERO) for row in rows)
        path = tmp_path / f"{month}-{village}.xlsx"
        path.write_bytes(_filled(xlsx.render(document), entry.date, rows, total - fees))
        paths.append(path)
    desk = Desk(book, people, TODAY)
    batch = collections.read(desk, paths)
    assert not batch.refused
    back = [entry for entry in batch.entries if isinstance(entry, Transaction)]
    assert list(map(_shape, back)) == list(map(_shape, sheets))
    declared = [entry for entry in batch.entries if isinstance(entry, Custom)]
    assert len(declared) == 8


def test_an_empty_sheet_is_refused_not_guessed(paper: Print, book: Book, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    sheet = paper("collection-sheet", period=calendars.month_period("2023-08"), village="3")
    path.write_bytes(xlsx.render(sheet))
    batch = collections.read(Desk(book, {}, TODAY), [path])
    assert batch.refused
    assert not batch.entries
