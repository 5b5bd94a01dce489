"""The claims desk on the sample fund: a story from filing to payment, and every refusal.

Each chapter has a golden file under golden/commands/: the commands as typed, what they said, and
what they added to the books. `pytest --update-golden` writes them anew.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import make_worked
import pytest
from beancount.core.data import Custom
from conftest import Run
from conftest import codes
from conftest import digest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from test_commands import GOLDEN
from test_commands import Step
from test_commands import Told
from test_commands import do
from test_commands import no
from test_commands import same
from test_commands import tell

from rules import cases
from rules import claims
from welfare import books
from welfare import register
from welfare.findings import Refused
from welfare.records import baht
from welfare.records import custom

OCT, NOV, LATER, DEC = "2024-10-20", "2024-11-20", "2024-11-25", "2024-12-20"
PAPERS = ("--evidence", "claim-form,id-copy,medical-cert")
CARDS = ("--evidence", "claim-form,id-copy,disability-card")
STAY = ("claim", "file", "206", "hospital")
MEETING = ("--attendees", "12", "--committee-size", "15")


def meeting(number: str, day: str) -> tuple[str, ...]:
    """A meeting with one resolution on claims."""
    own = ("--date", day, *MEETING, "--resolution", f"{number}-1", "พิจารณาคำขอ")
    return ("meeting", number, *own)


STORY: dict[str, list[Step]] = {
    "claims-01-file": [
        do(
            OCT, "claim", "file", "๒๒๑", "นอนรักษาพยาบาล", "--event", "2 ต.ค. 2567", "--until",
            "4/10/2567", "--evidence", "แบบคำขอ, id_copy", "--on", "5/10/2567",
        ),
        do(OCT, *STAY, "--event", "2024-10-01", "--until", "2024-10-04", *PAPERS),
        do(OCT, *STAY, "--event", "2024-10-05", "--until", "2024-10-14", *PAPERS),
        no(OCT, "R510", *STAY, "--event", "2024-10-05", "--until", "2024-10-14", *PAPERS),
        no(OCT, "R107", "claim", "file", "9999", "hospital", "--event", "2024-10-01"),
        no(OCT, "R501", "claim", "file", "206", "hopsital", "--event", "2024-10-01"),
        no(OCT, "R502", *STAY, "--event", "2024-10-01", "--evidence", "claim-form,medcial-cert"),
        no(OCT, "R503", *STAY, "--event", "2024-10-19", "--on", "2024-10-18"),
        no(OCT, "R503", *STAY, "--event", "2024-10-17", "--until", "2024-10-19", "--on",
            "2024-10-18"),
        no(OCT, "R509", *STAY, "--event", "2024-10-19", "--until", "2024-10-18"),
        no(OCT, "R504", *STAY, "--event", "2015-09-30"),
        no(OCT, "R504", *STAY, "--event", "2022-09-01", "--on", "2022-09-30"),
        no(OCT, "R505", "claim", "file", "386", "hospital", "--event", "2024-08-19"),
        no(OCT, "R506", "claim", "file", "267", "death", "--event", "2024-08-29"),
        no(OCT, "R507", *STAY, "--event", "2024-10-16", *PAPERS, "--doc-ref", "รพ.12/2567"),
        no(OCT, "R508", "claim", "file", "206", "disaster", "--event", "2024-10-16", "--damage",
            "strom"),
        no(OCT, "R201", *STAY, "--event", "2024-10-16", "--until", "2024-10-17", "--number",
            "C68-0001"),
        no(OCT, "R530", "claim", "file", "144", "death", "--event", "2024-09-19"),
        no(OCT, "R531", *STAY, "--event", "2024-10-16", *PAPERS),
        no(OCT, "R531", "claim", "file", "206", "disaster", "--event", "2024-10-16"),
        no(OCT, "R532", "claim", "file", "206", "elderly", "--event", "2024-04-02"),
        no(OCT, "P102", *STAY, "--event", "2024-10-21", exit_code=2),
    ],
    "claims-02-check": [
        same(OCT, "claim", "check"),
        same(OCT, "claim", "check", "C68-0003"),
        no(OCT, "R511", "claim", "check", "C99-0001"),
        no(OCT, "R527", "claim", "check", "C68-0002", "--send-back"),
        no(OCT, "", "claim", "check", "--send-back", exit_code=2),
        do(OCT, "claim", "check", "C68-0001", "--send-back"),
        same(OCT, "claim", "list", "--undecided"),
    ],
    "claims-03-approve": [
        no(OCT, "R411", "claim", "approve", "C68-0002", "--resolution", "1/2568-1"),
        do(OCT, *meeting("1/2568", "20 ต.ค. 2567")),
        no(OCT, "R513", "claim", "approve", "C68-0002", "--resolution", "13/2567-1"),
        no(OCT, "R514", "claim", "approve", "C68-0003", "--resolution", "1/2568-1"),
        no(OCT, "R515", "claim", "approve", "C68-0001", "--resolution", "1/2568-1"),
        no(OCT, "R528", "claim", "approve", "C68-0002", "--resolution", "1/2568-1", "--certify",
            "attendance"),
        no(OCT, "R517", "claim", "pay", "C68-0002", "--from", "bank"),
        do(OCT, "claim", "approve", "C68-0003", "C68-0002", "--resolution", "1/2568-1"),
        no(OCT, "R512", "claim", "approve", "C68-0002", "--resolution", "1/2568-1"),
        same(OCT, "claim", "list", "--unpaid"),
    ],
    "claims-04-refuse": [
        no(OCT, "R529", "claim", "refuse", "C66-0115", "--resolution", "1/2568-1"),
        do(OCT, "claim", "refuse", "C66-0115", "--resolution", "1/2568-1", "--reason",
            "ไม่มาให้ข้อเท็จจริง"),
        do(OCT, "claim", "refuse", "C68-0001", "--resolution", "1/2568-1"),
        no(OCT, "R512", "claim", "refuse", "C68-0001", "--resolution", "1/2568-1"),
        no(OCT, "R517", "claim", "pay", "C68-0001", "--from", "bank"),
    ],
    "claims-05-pay": [
        no(OCT, "R511", "claim", "pay", "C99-0001", "--from", "bank"),
        no(OCT, "R520", "claim", "pay", "C68-0002", "C68-0003", "--from", "cash"),
        no(OCT, "R524", "claim", "pay", "C68-0002", "--from", "bank", "--on", "2024-10-19"),
        no(OCT, "R518", "claim", "pay", "C68-0002", "--from", "bank", "--to", "221"),
        no(OCT, "R402", "claim", "pay", "C68-0002", "--from", "bank", "--to", "X99"),
        no(OCT, "R515", "claim", "pay", "C67-0150", "--from", "bank"),
        no(OCT, "", "claim", "pay", "C68-0002", "--from", "bank", "--to", "206", "--to-name",
            "ก ข", exit_code=2),
        # October of 30 baht was due on the 10th: deducted once, from the first of the two.
        do(OCT, "claim", "pay", "C68-0003", "C68-0002", "--from", "bank"),
        no(OCT, "R519", "claim", "pay", "C68-0002", "--from", "bank"),
        same(OCT, "claim", "show", "C68-0003"),
    ],
    # A claim that was filed earlier but keyed in later takes what a later one was granted.
    "claims-06-changed": [
        do(NOV, "claim", "file", "221", "hospital", "--event", "2024-11-01", "--until",
            "2024-11-08", *PAPERS),
        do(NOV, *meeting("2/2568", "20 พ.ย. 2567")),
        do(NOV, "claim", "approve", "C68-0004", "--resolution", "2/2568-1"),
        do(LATER, "claim", "file", "221", "hospital", "--event", "2024-10-10", "--until",
            "2024-10-17", *PAPERS, "--on", "2024-11-10"),
        do(LATER, "claim", "approve", "C68-0005", "--resolution", "2/2568-1"),
        no(LATER, "R521", "claim", "pay", "C68-0004", "--from", "bank"),
    ],
    # A member without nominee: the host of the funeral gets a number in the register.
    "claims-07-host": [
        do(
            NOV, "member", "add", "--date", "2024-10-20", "--first-name", "ทดสอบ", "--last-name",
            "สมมติเดี่ยว", "--village", "1", "--frequency", "monthly", "--birth", "1950-01-01",
        ),
        do(NOV, "member", "leave", "387", "--date", "2024-11-15", "--reason", "death"),
        do(NOV, "claim", "file", "387", "funeral", "--event", "2024-11-15", "--evidence",
            "claim-form,death-cert"),
        do(NOV, "claim", "approve", "C68-0006", "--resolution", "2/2568-1"),
        no(NOV, "R525", "claim", "pay", "C68-0006", "--from", "cash"),
        do(NOV, "claim", "pay", "C68-0006", "--from", "cash", "--to-name", "นางสมใจ สมมติเจ้าภาพ"),
    ],
    "claims-08-due": [
        no(DEC, "R523", "claim", "due", "hospital", "--on", "2024-12-01"),
        no(DEC, "R501", "claim", "due", "คนพิกร", "--on", "2024-12-01"),
        no(DEC, "", "claim", "due", "disability", "--on", "2024-12-01", "--file", exit_code=2),
        same(DEC, "--no-names", "claim", "due", "คนพิการ", "--on", "1 ธ.ค. 2567"),
        no(DEC, "R526", "claim", "due", "disability", "--on", "2024-12-01", "--resolution",
            "2/2568-1"),
        do(DEC, *meeting("3/2568", "20 ธ.ค. 2567")),
        do(
            DEC, "--no-names", "claim", "due", "disability", "--on", "2024-12-01", "--file",
            *CARDS, "--resolution", "3/2568-1", "--sheet", "{tmp}/pay.xlsx",
        ),
        no(DEC, "R526", "claim", "due", "disability", "--on", "2024-12-01", "--file", *CARDS),
        do(DEC, "claim", "pay", "C68-0007", "C68-0008", "--from", "bank"),
        same(DEC, "--no-names", "claim", "due", "disability", "--on", "2024-12-01"),
    ],
    "claims-09-ask": [
        same(DEC, "claim", "show", "C68-0001"),
        same(DEC, "--no-names", "claim", "show", "C68-0008", "--json"),
        same(DEC, "claim", "list", "--member", "๒๐๖"),
        same(DEC, "--no-names", "claim", "list", "--undecided", "--json"),
        no(DEC, "R511", "claim", "show", "C99-0001"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def told(run: Run, sample_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The whole story, told once."""
    tmp = tmp_path_factory.mktemp("claims")
    told = Told(shutil.copytree(sample_once, tmp / "fund"))
    for name, steps in STORY.items():
        lines = [line for step in steps for line in tell(run, told.fund, step, tmp, told)]
        told.chapters[name] = "\n".join(lines)
    return told


def test_every_step_of_the_story_ends_as_it_should(told: Told) -> None:
    assert not told.wrong, "\n".join(told.wrong)


@pytest.mark.parametrize("chapter", STORY)
def test_chapter(told: Told, chapter: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / f"{chapter}.beancount"
    if request.config.getoption("--update-golden"):
        path.write_text(told.chapters[chapter], encoding="utf-8", newline="\n")
    assert told.chapters[chapter] == path.read_text(encoding="utf-8")


def test_the_books_hold_no_error_afterwards(run: Run, told: Told) -> None:
    result = run("--today", DEC, "check", "--json", fund=told.fund)
    assert json.loads(result.output)["errors"] == []


def test_no_payee_is_named_outside_the_register(told: Told) -> None:
    assert "สมใจ" in (told.fund / register.PATH).read_text("utf-8-sig")
    for path in told.fund.rglob("*.beancount"):
        assert "สมใจ" not in path.read_text("utf-8")


# --- what is written -----------------------------------------------------------------------------


def test_arrears_are_deducted_once_and_receipted(told: Told) -> None:
    """Of two claims paid together only the first bears the instalment of October."""
    book = books.load(told.fund)
    paid = next(e for e in book.transactions if e.meta.get("voucher") == "PV68-0001")
    lines = [
        (account, amount, own.get("claim"), own.get("receipt"), own.get("months"))
        for account, amount, own in books.lines(paid)
    ]
    assert lines == [
        ("Expenses:Welfare:Hospital", Decimal("450.00"), "C68-0002", None, None),
        (books.CONTRIBUTIONS, Decimal("-30.00"), "C68-0002", "00-68-0001", "2024-10"),
        ("Expenses:Welfare:Hospital", Decimal("1050.00"), "C68-0003", None, None),
        (books.SAVINGS, Decimal("-1470.00"), None, None, None),
    ]
    assert (paid.meta["to"], paid.meta["resolution"]) == ("0206", "1/2568-1")


def test_each_payee_has_a_voucher(told: Told) -> None:
    book = books.load(told.fund)
    vouchers = [
        (e.meta["voucher"], e.meta["to"])
        for e in book.transactions
        if e.meta.get("kind") == "benefit" and str(e.meta["voucher"]).startswith("PV68-")
    ]
    assert [voucher for voucher, _ in vouchers] == [f"PV68-{n:04}" for n in range(1, 5)]
    assert len({to for _, to in vouchers}) == 4


def test_every_state_is_told(told: Told) -> None:
    states = claims.states(books.load(told.fund))
    assert states["C68-0001"] == "refused"
    assert states["C68-0002"] == "paid"
    assert states["C68-0004"] == "approved"
    assert set(states.values()) <= set(claims.STATES)


def test_the_payment_sheet(told: Told) -> None:
    page = load_workbook(told.fund.parent / "pay.xlsx").active
    assert isinstance(page, Worksheet)
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][0] == "กองทุนสวัสดิการชุมชนตำบลตัวอย่าง"
    assert rows[1][0] == "ใบจ่ายเงินสวัสดิการคนพิการ ณ วันที่ 1 ธันวาคม 2567"
    assert rows[2][0] == "มติ 3/2568-1 วันที่ 20 ธันวาคม 2567"
    assert rows[4] == (
        "ที่", "คำขอ", "สมาชิก", "ชื่อ", "จำนวนเงิน", "หักค้าง", "จ่ายสุทธิ", "ลงชื่อผู้รับเงิน",
    )  # fmt: skip
    listed = [row for row in rows[5:] if isinstance(row[0], int)]
    assert [row[0] for row in listed] == list(range(1, len(listed) + 1))
    total = next(row for row in rows if row[3] == "รวม")
    for column in (4, 5, 6):
        assert total[column] == sum(row[column] for row in listed)
    assert all(row[4] - row[5] == row[6] for row in listed)
    setup = page.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (
        "portrait", 9, 1, 0,
    )  # fmt: skip
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$5:$5"


def test_names_are_on_the_sheet_unless_hidden(run: Run, sample_fund: Path, tmp_path: Path) -> None:
    words = ("--today", DEC, "claim", "due", "disability", "--on", "2024-12-01", "--sheet")
    for name, hidden in (("with", ()), ("without", ("--no-names",))):
        path = tmp_path / f"{name}.xlsx"
        assert run(*hidden, *words, path, fund=sample_fund).exit_code == 0
        page = load_workbook(path).active
        assert isinstance(page, Worksheet)
        names = [row[3] for row in page.iter_rows(min_row=6, values_only=True) if row[2]]
        assert any(names) is (not hidden)


# --- what is refused elsewhere -------------------------------------------------------------------


def test_nothing_is_approved_by_bylaws_with_mistakes(run: Run, sample_fund: Path) -> None:
    path = sample_fund / "bylaws.beancount"
    text = path.read_text("utf-8")
    # Beancount drops the whole directive of a line that it cannot read.
    path.write_text(text.replace("per-night: 150.00 THB", "per-night: 150.00 % THB"), "utf-8")
    sealed = digest(sample_fund)
    for words in (
        ("approve", "C66-0115", "--resolution", "13/2567-1"),
        ("pay", "C66-0115", "--from", "bank"),
    ):
        result = run("claim", *words, fund=sample_fund)
        assert result.exit_code == 1
        assert codes(result) == ["R102"]
    assert digest(sample_fund) == sealed


def test_rules_that_contradict_themselves_pay_nothing(run: Run, sample_fund: Path) -> None:
    path = sample_fund / "bylaws.beancount"
    text = path.read_text("utf-8")
    path.write_text(text.replace("max-per-stay: 7", "max-per-stya: 7"), "utf-8")
    result = run("claim", "pay", "C66-0115", "--from", "bank", fund=sample_fund)
    assert codes(result) == ["R516"]


def test_a_benefit_without_account(sample_once: Path) -> None:
    book = books.load(sample_once)
    filed = cases.claims_of(book)["C66-0110"]
    assert claims.account_of(book, filed) == "Expenses:Welfare:Hospital"
    with pytest.raises(Refused) as refused:
        claims.account_of(book, filed._replace(benefit="travel"))
    assert [item.code for item in refused.value.findings] == ["R522"]


def test_an_earlier_claim_that_is_refused_in_any_case_blocks_nobody(sample_once: Path) -> None:
    """C67-0148, a career grant for which nothing was resolved, stays open and takes nothing."""
    book = books.load(sample_once)
    day = date(2024, 9, 20)
    number = next(n for n, e in book.resolutions.items() if e.date == day)
    filed = custom(
        date(2024, 9, 10),
        ("claim", "filed"),
        ["C67-9001"],
        member="0206",
        benefit="career",
        event=date(2024, 9, 10),
        requested=baht(Decimal("500.00")),
        evidence="claim-form, id-card, project-plan",
        entered=date(2024, 9, 10),
    )
    batch = claims.approve(books.with_entries(book, [filed]), ["C67-9001"], number, day, "th")
    words = [entry.values[0].value for entry in batch.entries if isinstance(entry, Custom)]
    assert words == ["decided", "approved"]


# --- ten hard claims -----------------------------------------------------------------------------


def test_the_worked_claims_are_what_the_command_prints(sample_once: Path) -> None:
    page = (make_worked.DOCS / make_worked.PAGE).read_text("utf-8")
    assert page == make_worked.page(sample_once), "run `python docs/make_worked.py`"


def test_claims_with_amounts(run: Run, sample_fund: Path) -> None:
    """ข้อ ๒๘ (๓): half of 2,999.99, cut to the baht; ข้อ ๒๙: what is asked is kept."""
    papers = ("--evidence", "claim-form,id-copy,official-note,photo,assessment")
    words = ("claim", "file", "4", "disaster", "--event", "2024-10-12", "--damage", "storm")
    storm = run("--today", OCT, *words, "--assessed", "2999.99", *papers, fund=sample_fund)
    assert storm.exit_code == 0, storm.output
    assert "1,499.00" in storm.output
    words = ("claim", "file", "4", "career", "--event", OCT, "--requested", "2500")
    career = run("--today", OCT, *words, *papers[:1], "project-plan", fund=sample_fund)
    assert career.exit_code == 0, career.output
    filed = books.load(sample_fund).claims
    assert filed["C68-0001"].meta["assessed"] == baht(Decimal("2999.99"))
    assert filed["C68-0002"].meta["requested"] == baht(Decimal("2500.00"))
