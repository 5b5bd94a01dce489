"""The page Claims: its figures are those of the decisions, and a claim is told on one screen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import plain
import pytest
from beancount.core.compare import hash_entry
from beancount.core.data import Custom
from beancount.parser import parser
from conftest import rows_of
from test_carry import resumed

from reports import decisions
from reports.fava_ext import claim
from reports.fava_ext import claims
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Form
from reports.fava_ext.page import Links
from reports.fava_ext.page import Page
from reports.fava_ext.page import by_place
from reports.model import Cell
from reports.model import Facts
from reports.model import Paragraph
from reports.model import Table
from rules import carry
from rules import explain
from rules import payments
from rules.plugin import BooksError
from welfare import attachments
from welfare import books
from welfare import calendars
from welfare import counter
from welfare.books import Book
from welfare.calendars import Period
from welfare.register import Person

GOLDEN = Path(__file__).parent / "golden" / "sample" / "decisions.csv"
Ask = Callable[..., Asked]
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def golden() -> dict[str, dict[str, str]]:
    return {row["claim_no"]: row for row in rows_of(GOLDEN)}


def tables(page: Page) -> list[Table]:
    return [block for block in page.blocks if isinstance(block, Table)]


def cells(page: Page) -> Iterator[Cell]:
    for block in page.blocks:
        match block:
            case Table():
                yield from (cell for row in block.rows for cell in row.cells)
            case Facts():
                yield from (cell for _, cell in block.items)


def text(page: Page) -> str:
    """A page as lines; forms and links say nothing of claims."""
    lines = [line for block in page.blocks for line in plain._lines(block)]
    return "\n".join(line.rstrip() for line in lines)


def table_with(page: Page, head: str) -> Table:
    return next(one for one in tables(page) if head in [column.head for column in one.columns])


def rows(table: Table) -> list[dict[str, Cell]]:
    """The rows of a table, heading to cell; those that sum others up apart."""
    heads = [column.head for column in table.columns]
    whole = [row for row in table.rows if all(cell.span == 1 for cell in row.cells)]
    return [dict(zip(heads, row.cells, strict=True)) for row in whole]


def baht(cell: Cell) -> str:
    assert isinstance(cell.value, Decimal)
    return f"{cell.value:.2f}"


def listed(audited: Ask, **args: Any) -> list[str]:
    return [line.judged.claim.number for line in claims.lines(audited(**args))]


# --- the register --------------------------------------------------------------------------------


def test_every_claim_of_the_register_is_as_it_is_decided(
    audited: Ask, golden: dict[str, dict[str, str]]
) -> None:
    found: dict[str, dict[str, Cell]] = {}
    for part in ("1", "2"):
        page = claims.show(audited("en", part=part))
        found |= {str(row["Claim"].value): row for row in rows(table_with(page, "Claim"))}
    assert list(found) == list(golden)
    assert len(found) == 343
    states = {"pay": "Granted", "part": "Granted in part", "refuse": "Refused"}
    for number, wanted in golden.items():
        row = found[number]
        day = row["Paid on"].value
        assert row["Member"].value == wanted["member_no"]
        assert [baht(row[head]) for head in ("Granted", "Net", "Paid")] == [
            wanted[key] for key in ("gross", "net", "paid_actual")
        ], number
        assert (day.isoformat() if isinstance(day, date) else "") == wanted["pay_date"]
        if wanted["verdict"] in states:
            assert row["Verdict"].value == states[wanted["verdict"]]
        assert row["Paid"].strong == (wanted["net"] != wanted["paid_actual"])


def test_claims_and_baht_by_verdict(audited: Ask, golden: dict[str, dict[str, str]]) -> None:
    page = claims.show(audited("en"))
    keys = ("rate_amount", "gross", "arrears", "net", "paid_actual")
    for row, verdict in zip(
        table_with(page, "Full rate").rows, ("pay", "part", "refuse", "needs-info", ""), strict=True
    ):
        own = [one for one in golden.values() if verdict in ("", one["verdict"])]
        wanted = [sum((Decimal(one[key]) for one in own), Decimal(0)) for key in keys]
        assert [cell.value for cell in row.cells[1:]] == [len(own), *wanted], verdict


@pytest.mark.parametrize(
    ("args", "column", "value"),
    [
        ({"benefit": "disaster"}, "benefit", "disaster"),
        ({"verdict": "part"}, "verdict", "part"),
        ({"verdict": "refuse"}, "verdict", "refuse"),
        ({"member": "0188"}, "member_no", "0188"),
        ({"member": "188"}, "member_no", "0188"),
        ({"member": " ๐๑๘๘ "}, "member_no", "0188"),
    ],
)
def test_the_form_chooses(
    audited: Ask, golden: dict[str, dict[str, str]], args: dict[str, str], column: str, value: str
) -> None:
    assert listed(audited, **args) == [
        number for number, row in golden.items() if row[column] == value
    ]


@pytest.mark.parametrize(
    ("state", "count"),
    [("paid", 281), ("refused", 51), ("sent-back", 9), ("open", 2), ("approved", 0)],
)
def test_the_state_of_a_claim_is_that_of_the_claims_desk(
    audited: Ask, state: str, count: int
) -> None:
    assert len(listed(audited, state=state)) == count


def test_what_waits_for_the_meeting_is_not_told_as_sent_back(audited: Ask) -> None:
    page = claims.show(audited("en", state="open"))
    told = {row["Claim"].value: row["Verdict"].value for row in rows(table_with(page, "Claim"))}
    assert told == dict.fromkeys(["C66-0115", "C67-0148"], "Awaits the meeting")


@pytest.mark.parametrize(("shift", "inside"), [(-1, False), (0, True), (1, False)])
def test_the_time_filter_is_by_the_day_of_filing(audited: Ask, shift: int, inside: bool) -> None:
    day = date(2023, 5, 12) + DAY * shift
    period = Period(day, day, day.isoformat())
    assert ("C66-0110" in listed(audited, period=period)) is inside


def test_a_year_is_chosen_by_the_time_filter(audited: Ask) -> None:
    period = calendars.fiscal_year_period(2566, 10)
    found = listed(audited, period=period)
    assert len(found) == 172
    page = claims.show(audited("en", period=period))
    assert "Claims filed in fiscal year 2023 (BE 2566)" in text(page)


def test_an_account_chooses_a_benefit_refused_claims_too(
    audited: Ask, golden: dict[str, dict[str, str]]
) -> None:
    account = "Expenses:Welfare:Hospital"
    asked = replace(
        audited(account=account), passes=lambda entry: getattr(entry, "account", "") == account
    )
    assert [line.judged.claim.number for line in claims.lines(asked)] == [
        number for number, row in golden.items() if row["benefit"] == "hospital"
    ]


def test_no_claim_passes_a_filter_of_words_that_no_entry_has(audited: Ask) -> None:
    asked = replace(audited("en", filter="#nothing"), passes=lambda _: False)
    assert "There is no such claim." in text(claims.show(asked))


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_row_leads_to_its_claim_member_and_payment(audited: Ask, lang: str) -> None:
    asked = audited(lang)
    known = asked.book.once(claim.entries)
    for row in table_with(claims.show(asked), asked.words("คำขอ", "Claim")).rows:
        number, member = row.cells[0], row.cells[2]
        assert number.link == f"/x/claims/?claim={number.value}"
        assert member.link == f"/x/members/?member={member.value}"
        voucher = row.cells[11]
        paid = {f"#context-{hash_entry(entry)}" for entry in known.get(str(number.value), ())}
        assert voucher.link in (paid or {""})


def test_names_stand_only_where_they_were_asked_for(audited: Ask) -> None:
    name = "ทดสอบ ชื่อสมมติ"
    people = {"0188": Person("0188", "นาง", "ทดสอบ", "ชื่อสมมติ")}
    for args in ({"member": "0188"}, {"claim": "C66-0110"}):
        assert name not in text(claims.show(audited(**args)))
        assert name in text(claims.show(audited(people=people, **args)))


# --- what cannot be meant ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"claim": "C99-0001"}, "R511"),
        ({"claim": "<script>alert(1)</script>"}, "R511"),
        ({"claim": "{{7*7}}"}, "R511"),
        ({"claim": "\u202e" + "ก" * 10_000}, "R511"),
        ({"claim": "C66-" + "9" * 10_000}, "R511"),
        ({"member": "xyz"}, "R107"),
        ({"member": "9" * 10_000}, "R107"),
        ({"verdict": "perhaps"}, "R940"),
        ({"benefit": "lottery"}, "R940"),
        ({"state": "x" * 10_000}, "R940"),
    ],
)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_what_cannot_be_meant_is_told_under_the_form(
    audited: Ask, args: dict[str, str], code: str, lang: str
) -> None:
    page = claims.show(audited(lang, **args))
    assert isinstance(page.blocks[0], Form)
    told = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    assert len(told) == 1
    assert told[0].startswith(f"{code} ")
    assert len(told[0]) < 300


@pytest.mark.parametrize("typed", ["C66-0110", " c66-0110 ", "C๖๖-๐๑๑๐"])
def test_a_number_is_read_as_people_type_it(audited: Ask, typed: str) -> None:
    page = claims.show(audited("en", claim=typed))
    assert page.title == "Claim C66-0110"
    assert isinstance(page.blocks[0], Links)


# --- one claim -----------------------------------------------------------------------------------


def test_the_recomputed_row_of_each_kind_of_claim(
    audited: Ask, golden: dict[str, dict[str, str]]
) -> None:
    """The first and the last of each verdict, reason and version."""
    kinds = ("verdict", "reason", "version")
    last = {tuple(row[key] for key in kinds): n for n, row in golden.items()}
    first = {tuple(row[key] for key in kinds): n for n, row in reversed(golden.items())}
    for number in {*first.values(), *last.values()}:
        page = claims.show(audited("en", claim=number))
        row = rows(table_with(page, "Told by"))[-1]
        wanted = golden[number]
        assert [baht(row[head]) for head in ("Granted", "Deducted", "Net")] == [
            wanted[key] for key in ("gross", "arrears", "net")
        ], number
        assert decisions.article_number(str(row["Article"].value)) == wanted["article"]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_steps_are_those_of_the_command(audited: Ask, lang: str) -> None:
    asked = audited(lang, claim="C66-0110")
    own = claim._own(asked.book, "C66-0110")
    assert own.claim.paid_on is not None
    steps = explain.steps(own.case, own.found, lang, own.claim.paid_on)
    head = asked.words("สิ่งที่เทียบ", "Compared")
    found = [row[head].value for row in rows(table_with(claims.show(asked), head))]
    assert len(found) == sum(len(step.lines) for step in steps)
    assert [row[asked.words("ขั้นตอน", "Step")].value for row in rows(
        table_with(claims.show(asked), head)
    ) if row[asked.words("ขั้นตอน", "Step")].value] == [
        step.title[:1].upper() + step.title[1:] for step in steps
    ]  # fmt: skip


def test_a_claim_that_the_ceiling_cut(audited: Ask) -> None:
    page = claims.show(audited("en", claim="C66-0110"))
    told = text(page)
    assert "What was paid is what is recomputed." in told
    assert "State: Paid" in told
    assert "Present: 15/15" in told
    assert "Paper | Asked for | Given" in told
    assert told.count("no file kept") == 3
    used = [(row["Claim"].value, baht(row["Used"]), baht(row["Used by then"])) for row in rows(
        table_with(page, "Used by then")
    )]  # fmt: skip
    assert used == [("C66-0021", "840.00", "840.00"), ("C66-0110", "660.00", "1500.00")]
    links = {cell.link for cell in cells(page)}
    assert "/x/bylaws/?on=2023-05-02" in links
    assert "/x/account/Expenses:Welfare:Hospital/?time=2023-05" in links


def test_each_place_leads_to_the_entry_that_stands_there(audited: Ask) -> None:
    asked = audited(claim="C67-0097")
    known = {f"#context-{hash_entry(entry)}": entry for entry in asked.book.entries}
    standing = asked.book.once(by_place)
    root = asked.book.folder.resolve()
    places = [cell for cell in cells(claims.show(asked)) if ".beancount:" in str(cell.value)]
    assert len(places) >= 9
    for cell in places:
        file, _, line = str(cell.value).rpartition(":")
        assert known[cell.link] is standing[str(root / file), int(line)]


def test_a_rule_that_changed_between_two_nights_is_told_twice(audited: Ask) -> None:
    """The stay began before 1 April 2024 and ended after it."""
    number = next(n for n, own in audited().book.once(decisions.judged).items()
                  if own.found.version == "1+2")  # fmt: skip
    page = claims.show(audited("en", claim=number))
    since = {row["Since"].value for row in rows(table_with(page, "Says"))}
    assert {date(2022, 10, 1), date(2024, 4, 1)} <= since
    passed = [row["Resolution"] for row in rows(table_with(page, "Says"))]
    assert any(cell.value == "ญ2/2567-1" and cell.link.startswith("#context-") for cell in passed)


@pytest.mark.parametrize(
    ("number", "sentence", "code"),
    [
        ("C66-0046", "Paid without a resolution", "PAID_WITHOUT_RESOLUTION"),
        ("C66-0077", "What was paid is not what is recomputed.", "PAID_AGAINST_RULES"),
        ("C66-0161", "What was paid is what is recomputed.", "PAID_BEFORE_RESOLUTION"),
        ("C67-0075", "What was paid is not what is recomputed.", "OVERPAID"),
    ],
)
def test_what_was_irregular_is_told_as_recorded_and_as_alert(
    audited: Ask, number: str, sentence: str, code: str
) -> None:
    page = claims.show(audited("en", claim=number))
    assert sentence in text(page)
    found = [(row["Kind"].value, row["Code"].value) for row in rows(table_with(page, "Kind"))]
    assert ("recorded", code) in found
    assert ("alert", code) in found


def test_an_error_of_the_books_stands_at_its_claim(audited: Ask, sample_book: Book) -> None:
    """As long as no irregularity says that the money left so, the payment is an error."""
    wrong = next(one for one in payments.excusable(sample_book) if one.subject == "C66-0077")
    found = BooksError({}, wrong.error.text("th"), None, wrong.error)
    book = Book(sample_book.folder, sample_book.entries, [found], sample_book.options)
    page = claims.show(audited("en", book=book, claim="C66-0077"))
    assert ("error", "E701") in [
        (row["Kind"].value, row["Code"].value) for row in rows(table_with(page, "Kind"))
    ]
    assert "E701" not in text(claims.show(audited("en", book=book, claim="C66-0110")))


def test_a_refused_claim_is_told_to_where_it_ended(audited: Ask) -> None:
    told = text(claims.show(audited("en", claim="C66-0016")))
    assert "State: Refused" in told
    assert "No money has left for it." in told
    assert "Nothing has been paid." in told
    assert "(×) The waiting period of 150 days" in told


@pytest.mark.parametrize(
    ("number", "resolution"),
    [("C66-0115", "Resolution 99/2566-1 is not in the minutes."), ("C67-0148", "No resolution.")],
)
def test_an_open_claim_is_told_as_if_the_meeting_agreed(
    audited: Ask, number: str, resolution: str
) -> None:
    told = text(claims.show(audited("en", claim=number)))
    assert "take the meeting's consent as given" in told
    assert f"Claim {number}" in told.splitlines()[0]
    assert ": by the bylaws" in told.splitlines()[0]
    assert "Awaits the meeting" in told
    assert resolution in told


def test_a_claim_that_used_nothing_stands_among_those_that_did(audited: Ask) -> None:
    page = claims.show(audited("en", claim="C66-0050"))
    own = {row["Claim"].value: row for row in rows(table_with(page, "Used by then"))}
    assert list(own) == ["C66-0048", "C66-0050"]
    assert own["C66-0050"]["Used"].value == 0
    assert own["C66-0050"]["Claim"].strong


def test_of_many_users_those_around_the_claim_are_listed(
    audited: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim, "BEFORE", 0)
    monkeypatch.setattr(claim, "AFTER", 0)
    found = table_with(claims.show(audited("en", claim="C66-0110")), "Used by then").rows
    assert [str(row.cells[0].value) for row in found] == [
        "before: brought in, 1 claims",
        "C66-0110",
    ]
    assert found[0].cells[1].value == Decimal("840.00")
    found = table_with(claims.show(audited("en", claim="C66-0021")), "Used by then").rows
    assert [str(row.cells[0].value) for row in found] == ["C66-0021", "after: 1 claims"]
    assert [cell.value for cell in found[1].cells[1:]] == [Decimal("660.00"), Decimal("1500.00")]


def test_a_payment_that_was_taken_back(audited: Ask, sample_book: Book) -> None:
    paid = [one for one in sample_book.transactions if one.meta.get("kind") == "benefit"][-1]
    voucher, day = str(paid.meta["voucher"]), date(2024, 10, 3)
    number = next(own.claim for own in payments.lines(paid))
    back = counter.reverse(sample_book, voucher, day, day, by="K04", reason="จ่ายผิดคน")
    book = books.with_entries(sample_book, back.entries)
    told = text(claims.show(audited("en", book=book, claim=number)))
    assert "Payment taken back" in told
    assert f"Takes back voucher: {voucher}" in told
    assert "State: Approved" in told
    assert "Nothing has been paid." in told


def test_of_what_was_carried_it_is_told_where_to_look(audited: Ask, sample_book: Book) -> None:
    """Paid in the year that these books carry in short; filed there and open; filed since."""
    last = date(2023, 9, 30)
    book = resumed(sample_book, carry.carry(sample_book, last), last)
    for number in ("C66-0110", "C66-0077"):
        told = text(claims.show(audited("en", book=book, claim=number)))
        assert told.startswith(f"R941 claim {number}")
        assert "welfare audit --all" in told
        assert number not in listed(audited, book=book)
    for number in ("C66-0115", "C67-0001"):
        assert claims.show(audited("en", book=book, claim=number)).title == f"Claim {number}"
        assert number in listed(audited, book=book)
    assert "more claims reach behind" in text(claims.show(audited("en", book=book)))


# --- papers --------------------------------------------------------------------------------------


def attachment(subject: str, paper: str, more: str = "") -> Custom:
    entries, errors, _ = parser.parse_string(
        f'2023-05-22 custom "attachment" "{subject}"\n  paper: "{paper}"\n{more}  by: "K04"\n'
    )
    assert not errors
    entry = entries[0]
    assert isinstance(entry, Custom)
    return entry


def filed(name: str, digest: str = "") -> Custom:
    sealed = f'  sha256: "{digest}"\n' if digest else ""
    return attachment("C66-0110", "photo", f'  file: "{name}"\n{sealed}')


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def fund(tmp_path: Path) -> Path:
    """A folder with two scans beside the books, and what must not be read beside it."""
    papers = tmp_path / "fund" / attachments.PATH
    papers.mkdir(parents=True)
    (papers / "a.jpg").write_bytes(b"scan")
    (papers / "large.pdf").write_bytes(b"0123456789" * 300_000)
    (tmp_path / "fund" / "register" / "people.csv").write_bytes(b"names")
    (tmp_path / "outside.jpg").write_bytes(b"scan")
    return tmp_path / "fund"


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (filed("a.jpg", digest_of(b"scan")), "right"),
        (filed("a.jpg", digest_of(b"scan").upper()), "right"),
        (filed("large.pdf", digest_of(b"0123456789" * 300_000)), "right"),
        (filed("a.jpg", digest_of(b"scam")), "wrong"),
        (filed("b.jpg", digest_of(b"scan")), "missing"),
        (filed("a.jpg"), "unsealed"),
        (attachment("C66-0110", "medical-certificate"), "none"),
        (filed("../people.csv", digest_of(b"names")), "missing"),
        (filed("../../../outside.jpg", digest_of(b"scan")), "missing"),
        (filed("..", digest_of(b"scan")), "missing"),
        (filed("x" * 5000, digest_of(b"scan")), "unread"),
    ],
)
def test_the_file_of_a_paper(fund: Path, entry: Custom, state: str) -> None:
    assert attachments.state(fund, entry) == state


def test_a_link_is_no_file_that_is_kept(fund: Path) -> None:
    (fund / attachments.PATH / "link.jpg").symlink_to(fund.parent / "outside.jpg")
    assert attachments.state(fund, filed("link.jpg", digest_of(b"scan"))) == "missing"


def test_papers_of_a_claim_are_compared_and_never_served(
    audited: Ask, sample_book: Book, fund: Path
) -> None:
    """Of the claim and of its voucher; of another claim nothing."""
    new = [
        filed("a.jpg", digest_of(b"scan")),
        attachment("PV66-0101", "receipt", f'  file: "b.jpg"\n  sha256: "{digest_of(b"x")}"\n'),
        attachment("C66-0110", "medical-certificate"),
        attachment("C66-0111", "contract", '  file: "c.jpg"\n'),
    ]
    later = books.with_entries(sample_book, new)
    book = Book(fund, later.entries, [], later.options)
    page = claims.show(audited("en", book=book, claim="C66-0110"))
    heads = ("Paper", "Attached to", "SHA-256", "File in register/papers")
    found = [tuple(row[head].value for head in heads) for row in rows(table_with(page, "SHA-256"))]
    assert found == [
        ("Claim form", "", "", "no file kept"),
        ("Id card", "", "", "no file kept"),
        ("Medical certificate", "C66-0110", "", "no file kept"),
        ("Photo", "C66-0110", f"{digest_of(b'scan')[:16]}…", "file present, hash right"),
        ("Receipt", "PV66-0101", f"{digest_of(b'x')[:16]}…", "file missing"),
    ]
    assert not any("a.jpg" in cell.link or "papers" in cell.link for cell in cells(page))
