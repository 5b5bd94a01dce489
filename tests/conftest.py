"""Shared fixtures: the command line in this process, a small folder of papers, the sample fund."""

from __future__ import annotations

import csv
import gc
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from click.testing import Result
from hypothesis import HealthCheck
from hypothesis import settings

import cli
from welfare import books
from welfare import writing
from welfare.books import Book

if TYPE_CHECKING:
    from reports.fava_ext.page import Asked

TODAY = "2024-10-01"
SAMPLE = Path(cli.__file__).parent / "welfare" / "sample"
LEDGER = Path(cli.__file__).parent / "ledgers" / "sample"

Run = Callable[..., Result]

#: Modules in which a process is copied many times over come first, while it is small; then those
#: that take longest, so that at the end no core waits for another.
FIRST = (
    "test_import_kill", "test_writing", "test_closing",
    "test_claims", "test_fava_browser", "test_import", "test_fava_app", "test_matching",
    "test_tail", "test_locked", "test_carry", "test_tamper", "test_cli", "test_membership",
)  # fmt: skip

# Tests never ask how long something took: neither may what draws their examples. On a clean machine
# the examples are the same on every run; elsewhere new ones are drawn each time.
settings.register_profile(
    "tests",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("tests")
# Books are many small objects that stay: looking through them for garbage finds hardly any.
gc.set_threshold(50_000, 20, 50)

#: A fund of six members in two villages, two months: every kind of paper, a few rows each.
PAPERS: dict[str, str] = {
    "committee.csv": """person_id,name,role,role_th,village,term_from,term_to
K01,สมชัย กรรมการ,chair,ประธาน,,2022-10-01,2026-09-30
K03,ประภา กรรมการ,secretary,เลขานุการ,,2022-10-01,2026-09-30
K04,วิมล กรรมการ,treasurer,เหรัญญิก,,2022-10-01,2026-09-30
M01,บุญช่วย ผู้เก็บ,collector,ผู้เก็บเงิน,1,2022-10-01,2026-09-30
M02,ศรีไพร ผู้เก็บ,collector,ผู้เก็บเงิน,2,2022-10-01,2026-09-30
""",
    "meetings.csv": """\
date,meeting_no,type,attendees,committee_size,resolution_no,topic,text,amount,refs
2022-11-20,2/2566,committee,10,15,2/2566-1,claims,มติพิจารณาคำขอ,,C66-0001
2022-11-20,2/2566,committee,10,15,2/2566-2,expenses,มติอนุมัติค่าใช้จ่าย,,RP66-0004
""",
    "opening.csv": """section,code,name_th,account,amount,persons,cases,note
balance,1101,เงินสดในมือ,Assets:Cash,5000.00,,,
balance,1111,เงินฝากออมทรัพย์,Assets:Bank:Savings,20000.00,,,
balance,3101,กองทุนสวัสดิการ,Equity:Fund:Welfare,25000.00,,,
cumulative,4101,เงินสมทบสมาชิก,Income:Contributions:Members,30000.00,,,
""",
    "members.csv": """\
member_no,citizen_id,title,first_name,last_name,sex,house_no,moo,birth_date,applied_date,\
accepted_date,frequency,flag,nominee,phone,end_date,end_reason,other_fund_since
0001,3003544664563,นางสาว,พรทิพย์,สมมติศรี,F,16,1,1981-01-09,2015-09-12,2015-10-01,monthly,,\
สมหญิง สมมติศรี (คู่สมรส),000-000-0001,,,
0002,3009431955215,นาย,คำปัน,สมมติรัตน์,M,18,1,1942-09-23,2015-09-25,2015-10-01,monthly,,,,,,
0003,5001986014780,นางสาว,ลำดวน,ทดลองสุข,F,18,1,1957-12-16,2015-09-09,2015-10-01,monthly,,,,,,
0004,,นาย,บุญมี,จำลองทรัพย์,M,3,2,1960-05-01,2016-09-01,2016-10-01,monthly,,,,,,
0005,,นาง,สายใจ,ตัวอย่างดี,F,4,2,1970-05-01,2016-09-01,2016-10-01,yearly,,,,,,
0006,,นาย,ทองดี,ตัวอย่างมา,M,5,2,1971-05-01,2022-09-01,2022-11-20,monthly,,,,,,
""",
    "members_opening.csv": """\
member_no,start_date,wait_start,tenure_start,paid_through,matched_rounds,reinstated_before,\
receipted_since_1oct,ceiling_used
0001,2015-10-01,2015-10-01,2015-10-01,2022-09,3,0,0.00,0
0002,2015-10-01,2015-10-01,2015-10-01,2022-09,3,0,0.00,0
0003,2015-10-01,2015-10-01,2015-10-01,2022-09,3,0,0.00,0
0004,2016-10-01,2016-10-01,2016-10-01,2022-09,3,0,0.00,0
0005,2016-10-01,2016-10-01,2016-10-01,2022-09,3,0,0.00,0
""",
    "reinstatements.csv": "member_no,applied_date,resolution_no,resolution_date\n",
    "claims.csv": """\
claim_no,filed_date,member_no,benefit,event_date,event_end_date,children_born,damage_type,\
assessed_damage,edu_level,gpa,approved_amount,doc_ref,evidence,resolution_no,resolution_date,\
pay_date,pay_method,payee,voucher_no,paid_amount,deducted_amount,paid_amount_actual,note
C66-0001,2022-11-04,0001,birth,2022-10-19,,1,,,,,,สูติ.5754,claim_form;id_copy;birth_cert,\
2/2566-1,2022-11-20,2022-11-23,cash,นางสาวพรทิพย์ สมมติศรี,PV66-0001,700.00,0.00,,
""",
    "collections.csv": """\
date,village,collector,member_no,amount,months_covered,receipt_no,kind,note
2022-10-03,1,M01,0001,30.00,2022-10,01-66-0001,contribution,
2022-10-03,1,M01,0002,30.00,2022-10,01-66-0002,contribution,
2022-10-03,1,M01,0003,0.00,,01-66-0003,void,ยกเลิก เขียนผิด
2022-10-03,1,M01,0003,30.00,2022-10,01-66-0004,contribution,
2022-10-04,2,M02,0004,30.00,2022-10,02-66-0001,contribution,
2022-10-04,2,M02,0005,365.00,2022-10..2023-09,02-66-0002,contribution,
2022-11-03,1,M01,0001,30.00,2022-11,01-66-0005,contribution,
2022-11-03,1,M01,0002,30.00,2022-11,01-66-0006,contribution,
2022-11-25,,TREASURER,0006,40.00,,00-66-0001,entry_fee,สมาชิกใหม่
2022-11-25,,TREASURER,0006,30.00,2022-11,00-66-0001,contribution,
""",
    "collection_sheets.csv": """\
month,village,date,collector,declared_total,receipts_first,receipts_last
2022-10,1,2022-10-03,M01,90.00,01-66-0001,01-66-0004
2022-10,2,2022-10-04,M02,395.00,02-66-0001,02-66-0002
2022-11,1,2022-11-03,M01,60.00,01-66-0005,01-66-0006
""",
    "receipts_payments.csv": """\
doc_no,date,kind,sub_kind,village,amount,place,payee_payer,description,receipt_no,voucher_no,\
resolution_no,handled_by,for_register
RP66-0001,2022-10-05,remit_cash,,1,90.00,cash,M01,ผู้เก็บเงินหมู่ 1 นำส่งเงินสด,,,,K04,
RP66-0002,2022-10-06,remit_cash,,2,395.00,cash,M02,ผู้เก็บเงินหมู่ 2 นำส่งเงินสด,,,,K04,
RP66-0003,2022-10-07,deposit,,,400.00,bank,,ฝากเงินสด,,,,K04,
RP66-0004,2022-11-21,stationery,,,120.00,cash,ร้านเครื่องเขียน,กระดาษ,,PV66-0002,2/2566-2,K04,
RP66-0005,2022-11-05,remit_cash,,1,60.00,cash,M01,ผู้เก็บเงินหมู่ 1 นำส่งเงินสด,,,,K04,
""",
    "bank.csv": """line_no,date,description,ref,withdrawal,deposit,balance
1,2022-10-07,ฝากเงินสด,RP66-0003,,400.00,20400.00
2,2022-10-31,ค่าธรรมเนียม,,20.00,,20380.00
""",
}
FACTS: dict[str, Any] = {
    "profile": "small",
    "name_th": "กองทุนเล็ก",
    "name_en": "Small fund",
    "founded": "2015-10-01",
    "fiscal_year_start_month": 10,
    "villages": 2,
    "books_from": "2022-10-01",
    "books_to": "2023-09-30",
}


def lay_papers(folder: Path, only: Iterable[str] = PAPERS) -> Path:
    """Write the small folder of papers, or some of it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fund.json").write_text(json.dumps(FACTS, ensure_ascii=False), encoding="utf-8")
    for name in only:
        (folder / name).write_text(PAPERS[name], encoding="utf-8", newline="")
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the lock, path to content; nothing if there is no folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != writing.LOCK
    }


def digest(folder: Path) -> str:
    """One digest of every file and folder, by which a test sees that nothing was written."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.name != writing.LOCK:
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(path.read_bytes() if path.is_file() else b"/")
    return found.hexdigest()


def codes(result: Result) -> list[str]:
    """The codes of all messages, in the order in which they were printed."""
    return re.findall(r"(?<![\w-])([A-Z][0-9]{3})(?= )", result.output)


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def set_cell(path: Path, row: int, column: str, value: str) -> None:
    """Change one cell of a CSV file; row 2 is the first under the headings."""
    rows = rows_of(path)
    rows[row - 2][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files anew; look at the difference before committing."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules in the order of `FIRST`, all others after them as they were."""
    turns = {name: turn for turn, name in enumerate(FIRST)}
    items.sort(key=lambda item: turns.get(item.path.stem, len(FIRST)))


@pytest.fixture(scope="session")
def run() -> Run:
    """`run(*args, fund=…)`: one command in this process, in English, on 1 October 2024.

    No command may end in a traceback, whatever the test is about.
    """

    def call(*args: object, fund: Path | None = None, lang: str = "en") -> Result:
        where = ["--fund", str(fund)] if fund else []
        words = ["--today", TODAY, "--lang", lang, *where, *map(str, args)]
        result = CliRunner().invoke(cli.main, words)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A copy of the small folder of papers."""
    return lay_papers(tmp_path / "papers")


@pytest.fixture(scope="session")
def small_once(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The small fund as built from its papers; not to be changed."""
    folder = tmp_path_factory.mktemp("small")
    fund = folder / "fund"
    source = lay_papers(folder / "papers")
    result = run("import", source, "--bylaws", "sample", fund=fund)
    assert result.exit_code == 0, result.output
    return fund


@pytest.fixture
def small_fund(tmp_path: Path, small_once: Path) -> Path:
    """A copy of the small fund."""
    return shutil.copytree(small_once, tmp_path / "fund")


@pytest.fixture(scope="session")
def sample_book() -> Book:
    """The books of the committed sample, all months closed; read by everybody, changed by none."""
    return books.load(LEDGER)


@pytest.fixture(scope="session")
def audited(sample_book: Book) -> Callable[..., Asked]:
    """`audited(lang="en", member="0042")`: what a page of the extension is asked, without Fava.

    Addresses are `/x/PAGE/?…`; `period` is Fava's time filter, `people` the register.
    """
    from reports.fava_ext.page import Asked

    def ask(lang: str = "th", **args: Any) -> Asked:
        own = {name: args.pop(name) for name in ("book", "period", "people") if name in args}

        def address(key: str, **more: str) -> str:
            return f"/x/{key}/?{urlencode(more)}"

        return Asked(
            own.pop("book", sample_book),
            lang,
            date(2024, 10, 5),
            args,
            page=address,
            file=lambda key, name, **more: f"/x/{key}/{name}?{urlencode(more)}",
            ledger=lambda account, time: f"/x/account/{account}/?time={time}",
            here=lambda **more: address("here", **{**args, **more}),
            **own,
        )

    return ask


@pytest.fixture(scope="session")
def sample_once(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The sample fund as imported from its papers, no month closed; not to be changed."""
    fund = tmp_path_factory.mktemp("sample") / "fund"
    result = run("import", SAMPLE, "--bylaws", "sample", "--record-irregularities", fund=fund)
    assert result.exit_code == 0, result.output
    return fund


@pytest.fixture
def sample_fund(tmp_path: Path, sample_once: Path) -> Path:
    """A copy of the sample fund, no month closed."""
    return shutil.copytree(sample_once, tmp_path / "sample")
