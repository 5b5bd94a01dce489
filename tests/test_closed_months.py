"""What comes after its month was closed: the bank's late lines, and facts with their own day."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import codes
from conftest import digest
from test_closing import at
from test_closing import done
from test_closing import sound

from reports import checklist
from welfare import books
from welfare import calendars
from welfare import vocabulary
from welfare.findings import NOWHERE
from welfare.findings import Finding
from welfare.findings import finding

HEAD = "line_no,date,description,ref,withdrawal,deposit,balance\n"
OCTOBER = "bank/1111/2022-10.csv"
NOVEMBER = "bank/1111/2022-11.csv"


@pytest.fixture(scope="module")
def closed_once(tmp_path_factory: pytest.TempPathFactory, small_once: Path) -> Path:
    """The small fund with October 2022 closed; not to be changed."""
    fund = shutil.copytree(small_once, tmp_path_factory.mktemp("months") / "fund")
    done(at("2022-11-05", fund, "close", "month", "--with-open-points"))
    return fund


@pytest.fixture
def fund(tmp_path: Path, closed_once: Path) -> Path:
    """A copy of the small fund with October 2022 closed."""
    return shutil.copytree(closed_once, tmp_path / "fund")


# --- the bank's late lines -----------------------------------------------------------------------


def test_a_late_line_of_the_bank_is_kept_in_the_open_month(fund: Path, tmp_path: Path) -> None:
    before = (fund / OCTOBER).read_bytes()
    paper = tmp_path / "bank.csv"
    late = "9,2022-10-31,ดอกเบี้ย,,,1.00,20381.00\n"
    paper.write_text(HEAD + late, encoding="utf-8")
    told = done(at("2022-12-01", fund, "import", "bank", str(paper)))
    assert "P604" in told.output
    assert (fund / OCTOBER).read_bytes() == before
    kept = "9,2022-11-01,ดอกเบี้ย (ธนาคารลงวันที่ 31 ต.ค. 2565),,,1.00,20381.00"
    assert kept in (fund / NOVEMBER).read_text(encoding="utf-8")
    after = digest(fund)
    paper.write_text(HEAD + late + "10,2022-11-01,ดอกเบี้ย,,,2.00,20383.00\n", encoding="utf-8")
    done(at("2022-12-01", fund, "import", "bank", str(paper)))  # the same line again
    assert digest(fund) != after
    main, _ = sound(fund)
    november = calendars.month_period("2022-11")
    states = {item.key: item.state for item in checklist.items(main, november)}
    assert states["bank"] != "block"
    done(at("2022-12-01", fund, "close", "month", "--with-open-points"))
    done(at("2022-12-01", fund, "verify", "--all"))
    again = digest(fund)
    done(at("2022-12-02", fund, "import", "bank", str(paper)))
    assert digest(fund) == again


def test_what_the_bank_showed_first_stands_first(fund: Path, tmp_path: Path) -> None:
    paper = tmp_path / "bank.csv"
    for rows in (
        "10,2022-11-01,ดอกเบี้ย,,,2.00,20383.00\n",
        "9,2022-10-31,ดอกเบี้ย,,,1.00,20381.00\n",
    ):
        paper.write_text(HEAD + rows, encoding="utf-8")
        done(at("2022-12-01", fund, "import", "bank", str(paper)))
    lines = (fund / NOVEMBER).read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[0] for line in lines if line[0] in "91"] == ["9", "10"]


# --- what else is dated into a closed month ------------------------------------------------------

MEETING = ("meeting", "9/2566", "--attendees", "10", "--resolution", "9/2566-1", "รับสมาชิก")
VOID = ("receipt", "void", "01-66-0009", "--by", "M01", "--reason", "เขียนผิด")
FEE = ("spend", "bank-fee", "30")


def test_each_kind_is_told_its_own_way_out(fund: Path) -> None:
    done(at("2022-12-01", fund, "close", "month", "--with-open-points"))
    before = digest(fund)
    for words, day, code, told in (
        (FEE, "2022-11-29", "E820", "ค่าธรรมเนียมธนาคาร"),
        (FEE, "2022-10-29", "E820", "ค่าธรรมเนียมธนาคาร"),
        (VOID, "2022-11-29", "E824", "ใบเสร็จยกเลิก 01-66-0009"),
        (VOID, "2022-10-29", "E825", "ใบเสร็จยกเลิก 01-66-0009"),
        (MEETING, "2022-11-29", "E822", "การประชุม 9/2566"),
        (MEETING, "2022-10-29", "E826", "การประชุม 9/2566"),
    ):
        result = at("2022-12-02", fund, *words, "--date", day, lang="th")
        assert codes(result) == [code], result.output  # of a meeting and its resolutions, once
        assert told in result.output
        assert ("welfare reopen 2565-11" in result.output) is (code in ("E822", "E824"))
        assert "2022" not in result.output
    assert digest(fund) == before


# --- the lines of the checklist, and the words ---------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "lost", "count"),
    [
        ("01-67-0317", [], 1),
        ("01-67-0317..01-67-9989", [], 9673),
        ("01-67-0317..01-67-9989", ["01-67-0316", "01-67-0317", "02-67-0400"], 9672),
    ],
)
def test_numbers_are_counted_and_not_runs(subject: str, lost: list[str], count: int) -> None:
    assert checklist._count(subject, lost) == count


def test_no_village_has_a_sheet_to_hand_in(small_once: Path) -> None:
    book = books.load(small_once)
    before = calendars.month_period("2019-01")
    [item] = [x for x in checklist.items(book, before) if x.key == "sheets"]
    assert item.text("th") == "ไม่มีหมู่ที่ต้องส่งใบเก็บเงิน"
    assert item.state == "done"


def test_months_and_directives_in_thai() -> None:
    lines = finding("R822", period="2024-10", first="2024-09")
    assert "ปิด ต.ค. 2567 ยังไม่ได้ เพราะเดือน ก.ย. 2567 ยังไม่ปิด" in lines.text("th")
    assert "welfare close month 2567-09" in lines.text("th")
    assert "welfare close month 2024-09" in lines.text("en")
    listed = finding("R825", year=2567, count=2, months="2024-08, 2024-09").text("th")
    assert "ส.ค. 2567, ก.ย. 2567" in listed
    assert "เปิด 2567 ใหม่" in finding("R828", period="2567", year=2567).text("th")
    day, after = date(2024, 9, 3), date(2024, 10, 1)
    facts = {"day": day, "closed": after, "open": after, "period": "2024-09", "file": "x"}
    gone = Finding("E802", NOWHERE, {"what": "member ended 0005", **facts})
    assert "สิ้นสมาชิกภาพ 0005 ลงวันที่ 3 ก.ย. 2567 หายไป งวด ก.ย. 2567" in gone.text("th")
    assert "member ended 0005 of 2024-09-03" in gone.text("en")
    for label, thai in (
        ("collection 2022-10/01", "รับเงินสมทบ 2022-10/01"),
        ("cash-count", "ตรวจนับเงินสด"),
        ("transaction", "รายการเงิน"),
        ("something else", "something else"),
    ):
        assert vocabulary.thai_label(label) == thai
