"""The record commands: a new fund's first year as a story, repeats, wrong usage.

Each chapter of the story has a golden file under golden/commands/: the commands as typed, what they
said, and what they added to the books. `pytest --update-golden` writes them anew.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import Result
from conftest import Run
from conftest import codes
from conftest import digest
from conftest import files_of

from welfare import books
from welfare import register

GOLDEN = Path(__file__).parent / "golden" / "commands"
IDS = ("3003544664563", "3009431955215", "5001986014780")


@dataclass(frozen=True)
class Step:
    """One command of the story: the day, the words, and the code that refuses it, if any."""

    today: str
    words: tuple[str, ...]
    refused: str = ""
    exit_code: int = 0
    #: Whether nothing in the fund's folder may change.
    still: bool = False


def do(today: str, *words: str) -> Step:
    return Step(today, words)


def no(today: str, refused: str, *words: str, exit_code: int = 1) -> Step:
    return Step(today, words, refused, exit_code, still=True)


def same(today: str, *words: str) -> Step:
    """A repeat that finds everything there already, or a question."""
    return Step(today, words, still=True)


COMMITTEE = """\
person_id,name,role,role_th,village,term_from,term_to
K01,สมชัย สมมติชัย,chair,ประธาน,,2022-10-01,2026-09-30
K04,วิมล สมมติวิมล,treasurer,เหรัญญิก,,2022-10-01,2026-09-30
M01,บุญช่วย สมมติเก็บ,collector,ผู้เก็บเงิน,1,2022-10-01,2026-09-30
"""

OCT, NOV, DEC = "2022-10-20", "2022-11-05", "2022-12-15"
YEAR_END = "2023-12-20"
MEMBER = (
    "member",
    "add",
    "--date",
    "๒๐ ตุลาคม ๒๕๖๕",
    "--resolution",
    "1/2566-1",
    "--house-no",
    "16",
)

STORY: dict[str, list[Step]] = {
    "01-officers": [
        do(OCT, "import", "committee", "{tmp}/committee.csv"),
        same(OCT, "import", "committee", "{tmp}/committee.csv"),
        do(
            OCT, "officer", "add", "M02", "--name", "นางศรีไพร สมมติสอง", "--role", "collector",
            "--village", "๒", "--from", "๑/๑๐/๒๕๖๕", "--until", "30 ก.ย. 2569",
        ),
        do(
            OCT, "officer", "add", "A01", "--name", "วีระ สมมติวีระ", "--role", "auditor",
            "--from", "2022-10-01", "--until", "2026-09-30",
        ),
        same(
            OCT, "officer", "add", "A01", "--name", "วีระ สมมติวีระ", "--role", "auditor",
            "--from", "2022-10-01", "--until", "2026-09-30",
        ),
        no(
            OCT, "R408", "officer", "add", "A01", "--name", "คนอื่น สมมติวีระ", "--role", "auditor",
            "--from", "2022-10-02", "--until", "2026-09-30",
        ),
        no(
            OCT, "R408", "officer", "add", "A02", "--role", "auditor",
            "--from", "2022-10-02", "--until", "2026-09-30",
        ),
        no(
            OCT, "R409", "officer", "add", "A02", "--name", "วีระ สมมติวีระ", "--role", "auditor",
            "--from", "2022-10-02", "--until", "2021-09-30",
        ),
        no(
            OCT, "P106", "officer", "add", "M03", "--name", "ก ข", "--role", "collector",
            "--village", "3", "--from", "2022-10-02", "--until", "2026-09-30",
        ),
    ],
    "02-meeting": [
        do(
            OCT, "meeting", "1/2566", "--date", "20 ต.ค. 2565", "--attendees", "12",
            "--committee-size", "15",
            "--resolution", "1/2566-1", "รับสมาชิกใหม่",
            "--resolution", "1/2566-2", "อนุมัติค่าใช้จ่าย",
            "--resolution", "1/2566-3", "โอนเข้ากองทุนสำรอง",
            "--refs", "1/2566-1", "0001, 0002, 0003",
        ),
        same(
            OCT, "meeting", "1/2566", "--date", "2022-10-20", "--attendees", "12",
            "--committee-size", "15", "--resolution", "1/2566-2", "อนุมัติค่าใช้จ่าย",
        ),
        no(OCT, "R201", "meeting", "1/2566", "--date", "2022-10-20", "--attendees", "13"),
    ],
    "03-members": [
        do(
            OCT, *MEMBER, "--title", "นางสาว", "--first-name", "พรทิพย์", "--last-name", "สมมติศรี",
            "--citizen-id", IDS[0], "--phone", "0810000001", "--village", "๑", "--birth",
                "๙ ม.ค. ๒๕๒๔",
            "--sex", "F", "--frequency", "monthly", "--applied", "1/10/65",
            "--nominee", "สมหญิง สมมติผู้รับ (คู่สมรส)",
        ),
        do(
            OCT, *MEMBER, "--title", "นาย", "--first-name", "คำปัน", "--last-name", "สมมติรัตน์",
            "--citizen-id", IDS[1], "--village", "1", "--birth", "23/09/2485", "--sex", "M",
            "--frequency", "monthly",
        ),
        do(
            OCT, *MEMBER, "--first-name", "ลำดวน", "--last-name", "ทดลองสุข", "--citizen-id",
                IDS[2],
            "--village", "1", "--birth", "1957-12-16", "--sex", "F", "--frequency", "yearly",
        ),
        no(
            OCT, "R403", *MEMBER, "--first-name", "ลำดวน", "--last-name", "ทดลองสุข",
            "--citizen-id", IDS[2], "--village", "1", "--frequency", "yearly",
        ),
        do(
            OCT, *MEMBER, "--first-name", "บุญมี", "--last-name", "จำลองทรัพย์", "--village", "2",
            "--frequency", "monthly",
        ),
        no(
            OCT, "R401", *MEMBER, "--first-name", "บุญมี", "--last-name", "จำลองทรัพย์",
            "--village", "2", "--frequency", "monthly",
        ),
        do(
            OCT, *MEMBER, "--first-name", "บุญมี", "--last-name", "จำลองทรัพย์", "--village", "2",
            "--frequency", "monthly", "--again",
        ),
    ],
    "04-change": [
        do(NOV, "member", "change", "1", "--phone", "0890000002", "--by", "K04"),
        same(NOV, "member", "change", "1", "--phone", "0890000002", "--by", "K04"),
        do(NOV, "member", "change", "๐๐๐๒", "--frequency", "half-year", "--by", "K04"),
        do(NOV, "member", "change", "3", "--house-no", "99/1", "--village", "2", "--by", "K04"),
        do(NOV, "member", "change", "2", "--nominee", "ทองดี สมมติบุตร (บุตร)", "--by", "K04"),
        no(NOV, "R107", "member", "change", "77", "--phone", "0890000002", "--by", "K04"),
        no(NOV, "E502", "member", "change", "1", "--phone", "0890000003", "--by", "X99"),
    ],
    "05-collect": [
        do(NOV, "collect", "๐๐๐๑", "๓๐ บาท", "--months", "พ.ย. 65", "--entry-fee", "40"),
        no(NOV, "R401", "collect", "1", "30", "--months", "พ.ย. 65", "--entry-fee", "40"),
        do(NOV, "collect", "1", "30", "--entry-fee", "40", "--months", "ธ.ค. 65", "--again"),
        do(NOV, "collect", "3", "365", "--months", "พ.ย.65-ต.ค.66"),
        do(NOV, "collect", "2", "60", "--by", "M01", "--receipt", "01-66-0001", "--months",
            "2022-11..2022-12"),
        same(NOV, "collect", "2", "60", "--by", "M01", "--receipt", "01-66-0001", "--months",
            "2022-11..2022-12"),
        no(NOV, "R201", "collect", "2", "90", "--by", "M01", "--receipt", "01-66-0001"),
        no(NOV, "R104", "collect", "2", "60", "--by", "M01"),
    ],
    "06-handover": [
        do(NOV, "handover", "๑", "60"),
        no(NOV, "R401", "handover", "1", "60"),
        do(NOV, "deposit", "1,200.-"),
        do(NOV, "withdraw", "1000"),
    ],
    "07-receive": [
        do(NOV, "receive", "donation", "500", "--from-person", "4"),
        do(
            NOV, "receive", "grant-state-match", "39375", "--excess", "375", "--place", "bank",
            "--from", "พอช.", "--matching", "2565",
        ),
        do(NOV, "receive", "interest", "12.34", "--from", "ธนาคาร"),
        do(NOV, "receive", "unidentified-in", "100", "--place", "bank"),
        do(NOV, "receive", "unidentified-clear", "100", "--as", "donation"),
        do(NOV, "receive", "unidentified-in", "30"),
        do(NOV, "receive", "donation", "250", "--from", "วัดตัวอย่าง", "--receipt", "00-66-0006"),
        same(NOV, "receive", "donation", "250", "--from", "วัดตัวอย่าง", "--receipt", "00-66-0006"),
        no(NOV, "R201", "receive", "donation", "260", "--from", "วัดตัวอย่าง", "--receipt",
            "00-66-0006"),
    ],
    "08-spend": [
        do(NOV, "spend", "stationery", "120.50", "--to", "ร้านเครื่องเขียน", "--resolution",
            "1/2566-2"),
        no(NOV, "R401", "spend", "stationery", "120.50", "--to", "ร้านเครื่องเขียน",
            "--resolution", "1/2566-2"),
        do(
            NOV, "spend", "stationery", "120.50", "--to", "ร้านเครื่องเขียน", "--resolution",
                "1/2566-2",
            "--again",
        ),
        do(NOV, "spend", "culture", "200", "--to", "วัดตัวอย่าง", "--resolution", "1/2566-2",
            "--approved-by", "K01"),
        no(NOV, "E506", "spend", "travel", "80", "--to-person", "K01"),
        no(NOV, "E504", "spend", "travel", "80", "--to-person", "K01", "--resolution", "9/2566-9"),
        no(NOV, "E303", "spend", "travel", "80", "--to", "คำปัน สมมติรัตน์", "--resolution",
            "1/2566-2"),
        no(NOV, "R422", "spend", "travel", "80", "--to", "นายทดสอบ นอกทะเบียน", "--resolution",
            "1/2566-2"),
        do(NOV, "spend", "bank-fee", "30"),
        do(NOV, "spend", "refund-state-match", "375", "--place", "bank", "--to", "พอช.",
            "--resolution", "1/2566-2"),
        do(NOV, "spend", "refund-nonmember", "30", "--to-person", "0004", "--resolution",
            "1/2566-2"),
    ],
    "09-advance": [
        do(NOV, "advance", "out", "300", "--person", "K01", "--resolution", "1/2566-2"),
        do(NOV, "advance", "clear", "220.25", "--person", "K01", "--as", "travel"),
        do(NOV, "advance", "return", "79.75", "--person", "K01"),
        no(NOV, "R402", "advance", "out", "300", "--person", "X99", "--resolution", "1/2566-2"),
    ],
    "10-transfer": [
        do(NOV, "transfer", "welfare", "reserve", "100", "--resolution", "1/2566-3"),
        no(NOV, "R401", "transfer", "welfare", "reserve", "100", "--resolution", "1/2566-3"),
    ],
    "11-count": [
        do(NOV, "count", "1000=1", "20=๗", "0.25=2", "--by", "K04", "--witness", "K01", "--total",
            "1140.50"),
        same(NOV, "count", "1000=1", "20=7", "0.25=2", "--by", "K04", "--witness", "K01"),
        no(NOV, "R105", "count", "1000=1", "--by", "K04", "--witness", "K01", "--total", "1140.50"),
        no(NOV, "R106", "count", "30=1", "--by", "K04", "--witness", "K01"),
        no(NOV, "R106", "count", "20=-1", "--by", "K04", "--witness", "K01"),
        no(NOV, "R405", "count", "20=1", "--by", "K04", "--witness", "K04"),
        no(NOV, "R402", "count", "20=1", "--by", "K04", "--witness", "X99"),
    ],
    "12-reverse": [
        do(DEC, "reverse", "PV66-0002", "--reason", "บันทึกซ้ำ", "--by", "K04"),
        no(DEC, "R109", "reverse", "PV66-0002", "--reason", "บันทึกซ้ำ", "--by", "K04"),
        no(DEC, "R109", "reverse", "RP66-0012", "--reason", "บันทึกซ้ำ", "--by", "K04"),
        no(DEC, "R407", "reverse", "RP66-0004", "--reason", "ผิดคน", "--by", "K04", "--to-member",
            "2"),
        no(DEC, "R407", "reverse", "00-66-0003", "--reason", "ผิดคน", "--by", "K04", "--to-member",
            "3"),
        do(DEC, "reverse", "00-66-0003", "--reason", "เขียนเลขสมาชิกผิด", "--by", "K04",
            "--to-member", "4"),
        no(DEC, "R109", "reverse", "00-66-0003", "--reason", "อีกครั้ง", "--by", "K04"),
        do(DEC, "reverse", "00-66-0002", "--reason", "ไม่ทราบผู้จ่าย", "--by", "K04"),
        no(DEC, "R103", "reverse", "PV66-9999", "--reason", "ไม่มี", "--by", "K04"),
        no(
            DEC, "R406", "reverse", "01-66-0001", "--reason", "ย้อนวัน", "--by", "K04",
            "--date", "2022-11-01",
        ),
    ],
    "13-attach": [
        do(DEC, "attach", "{tmp}/photo.JPG", "--to", "PV66-0001", "--paper", "photo", "--by",
            "K04"),
        same("2022-12-16", "attach", "{tmp}/photo.JPG", "--to", "PV66-0001", "--paper", "photo",
            "--by", "K04"),
        do(DEC, "attach", "--to", "PV66-0001", "--paper", "medical-cert", "--by", "K04"),
        no(DEC, "R114", "attach", "{tmp}/photo.JPG", "--to", "PV66-0001", "--paper",
            "medical_cert", "--by", "K04"),
        no(DEC, "R113", "attach", "--to", "PV66-0001", "--paper", "photo", "--by", "K04"),
        no(DEC, "P107", "attach", "--to", "PV66-0001", "--paper", "พรทิพย์-สมมติศรี", "--by", "K04"),
        no(DEC, "R113", "attach", "{tmp}/none.jpg", "--to", "PV66-0001", "--paper", "photo",
            "--by", "K04"),
        no(DEC, "R103", "attach", "{tmp}/photo.JPG", "--to", "../../x", "--paper", "photo", "--by",
            "K04"),
    ],
    "14-irregularity": [
        do(DEC, "irregularity", "record", "PAPER_LOST", "PV66-0001", "--amount", "120.50", "--by",
            "K04"),
        same(DEC, "irregularity", "record", "PAPER_LOST", "PV66-0001", "--amount", "120.50",
            "--by", "K04"),
        no(DEC, "R201", "irregularity", "record", "PAPER_LOST", "PV66-0001", "--amount", "99",
            "--by", "K04"),
        no(
            DEC, "E526", "irregularity", "record", "EXPENSE_WITHOUT_RESOLUTION", "PV66-0001",
            "--amount", "120.50", "--by", "K04",
        ),
        # Money that left without a resolution: the mark first, then the payment of that number.
        do(
            DEC, "irregularity", "record", "EXPENSE_WITHOUT_RESOLUTION", "RP66-0099",
            "--amount", "20", "--by", "K04",
        ),
        no(
            DEC, "E506", "spend", "travel", "21", "--to-person", "K01", "--doc", "RP66-0099",
            "--by", "K04",
        ),
        do(
            DEC, "spend", "travel", "20", "--to-person", "K01", "--doc", "RP66-0099",
            "--by", "K04",
        ),
        no(DEC, "R410", "irregularity", "settle", "PAPER_LOST", "PV66-0002", "--resolution",
            "1/2566-2", "--by", "K04"),
        do(DEC, "irregularity", "settle", "EXPENSE_WITHOUT_RESOLUTION", "RP66-0099",
            "--resolution", "1/2566-2", "--by", "K04"),
        do(DEC, "payee", "นายช่าง สมมติ", "--by", "K04"),
        same(DEC, "payee", "ช่าง สมมติ", "--by", "K04"),
    ],
    "15-leave": [
        do(DEC, "member", "leave", "๔", "--date", "10 ธ.ค. 2565", "--reason", "death"),
        same(DEC, "member", "leave", "4", "--date", "2022-12-10", "--reason", "death"),
        no(DEC, "R108", "member", "leave", "4", "--date", "2022-12-11", "--reason", "death"),
        no(DEC, "R108", "member", "leave", "4", "--date", "2022-12-10", "--reason", "resign"),
        do(DEC, "member", "notice", "2", "3", "--about", "lapse", "--how", "letter", "--by", "K04"),
        do(DEC, "member", "reinstate", "5", "--applied", "2022-12-01"),
        do(
            YEAR_END, "member", "reinstate", "5", "--applied", "2023-12-01", "--considered",
                "2023-12-20",
            "--resolution", "1/2566-1",
        ),
    ],
    "16-sign": [
        do(
            YEAR_END, "meeting", "ญ1/2567", "--type", "general", "--date", "2023-12-20",
            "--attendees", "90", "--resolution", "ญ1/2567-1", "รับรองงบปี 2566",
        ),
        # The life of a year that is closed, audited and adopted is told in test_closing.
        no(
            YEAR_END, "R837", "sign", "audit", "๒๕๖๖", "--date", "2023-12-01", "--by", "A01",
            "--opinion", "qualified", "--text", 'พบใบสำคัญ "หาย" 1 ใบ',
        ),
        no(YEAR_END, "R837", "sign", "adoption", "2566", "--date", "2023-12-20", "--resolution",
            "ญ1/2567-1"),
    ],
    "17-ask": [
        same(YEAR_END, "member", "show", "1"),
        same(YEAR_END, "--no-names", "member", "show", "1", "--json"),
        same(YEAR_END, "member", "list", "--all"),
        same(YEAR_END, "--no-names", "member", "list"),
        same(YEAR_END, "member", "list", "--village", "๒", "--json"),
        same(YEAR_END, "--no-names", "member", "list", "--village", "2", "--json"),
    ],
}  # fmt: skip


@dataclass
class Told:
    """The story as it went: each chapter's text, and what went otherwise than it should."""

    fund: Path
    chapters: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def _added(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """What a command added to each file, as lines of a golden file."""
    lines = []
    for name in sorted(after):
        old = before.get(name, b"")
        if after[name] == old or name == register.LAST_GOOD:
            continue
        if name.endswith(".beancount"):
            assert after[name].startswith(old), f"{name} was edited, not added to"
            lines += [f";; + {name}", *after[name][len(old) :].decode().strip("\n").split("\n")]
        elif name == register.PATH:
            known = old.decode("utf-8-sig").splitlines()
            rows = after[name].decode("utf-8-sig").splitlines()
            lines += [f";; + {name}", *(f";; | {row}" for row in rows if row not in known)]
        else:
            lines.append(f";; + {name} ({len(after[name])} bytes)")
    return lines


def _shown(result: Result, added: list[str], tmp: Path) -> list[str]:
    lines = [line.rstrip() for line in result.output.replace(str(tmp), "TMP").splitlines()]
    return [f";; {line}" for line in lines if line and line not in added]


def tell(run: Run, fund: Path, step: Step, tmp: Path, told: Told) -> list[str]:
    """One step: run it, hold it against what was expected, and write down what it did."""
    words = [word.replace("{tmp}", str(tmp)) for word in step.words]
    before, sealed = files_of(fund), digest(fund)
    result = run("--today", step.today, *words, fund=fund)
    added = _added(before, files_of(fund))
    typed = " ".join(f"'{w}'" if " " in w or '"' in w else w for w in step.words)
    if (result.exit_code, (codes(result) or [""])[0]) != (step.exit_code, step.refused):
        told.wrong.append(f"{typed}\n  exit {result.exit_code}: {result.output}")
    if step.still is not (digest(fund) == sealed):
        told.wrong.append(f"{typed}\n  changed the folder, or did not: {result.output}")
    head = f";; $ {step.today} welfare {typed}"
    return [head, *_shown(result, added, tmp), *added, ""]


@pytest.fixture(scope="module")
def told(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The whole story, told once."""
    tmp = tmp_path_factory.mktemp("story")
    (tmp / "committee.csv").write_text(COMMITTEE, encoding="utf-8")
    (tmp / "photo.JPG").write_bytes(b"\xff\xd8 a photo")
    fund = tmp / "fund"
    result = run(
        "--today", OCT, "init", fund, "--name-th", "กองทุนสวัสดิการชุมชนตำบลใหม่",
        "--founded", "๑ ต.ค. ๒๕๖๕", "--villages", "2", "--bylaws", "sample",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    told = Told(fund)
    for name, steps in STORY.items():
        lines = [line for step in steps for line in tell(run, fund, step, tmp, told)]
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


def test_bean_check_finds_no_error(told: Told) -> None:
    program = shutil.which("bean-check", path=str(Path(sys.executable).parent))
    assert program is not None
    done = subprocess.run(
        [program, str(told.fund / "main.beancount")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_figures_of_the_story_tie(run: Run, told: Told) -> None:
    year = "2022-10-01..2023-09-30"
    result = run("--today", YEAR_END, "figures", year, "--json", fund=told.fund)
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    total = found["trial_balance_total"]
    assert total["debit"] == total["credit"]
    flow = found["receipts_payments"]
    opening, receipts, payments, closing = (
        Decimal(flow[key])
        for key in ("opening_total", "receipts_total", "payments_total", "closing_total")
    )
    assert opening + receipts - payments == closing
    # On hand: receipts 805, hand-over 60, from and to the bank, other money, spending, advances.
    held = {code: amount for code, amount in flow["closing"].items() if amount != "0.00"}
    assert held == {"1101": "554.25", "1111": "39282.34"}
    # Nobody paid after the first months: the four others lapsed by article 14 (1).
    members = found["members"]
    words = ("new", "died", "lapsed", "closing")
    assert [members[word] for word in words] == [5, 1, 4, 0]


def test_no_person_is_found_outside_the_register(told: Told) -> None:
    people = register.load(told.fund)
    secrets = {
        value
        for row in people.values()
        for value in (
            f"{row.first_name} {row.last_name}", row.last_name, row.citizen_id, row.phone
        )
        if len(value.strip()) > 2
    }  # fmt: skip
    assert len(secrets) > 20
    for name, raw in files_of(told.fund).items():
        if not name.startswith("register/"):
            text = raw.decode("utf-8")
            assert not [secret for secret in secrets if secret in text], name


# --- wrong usage ---------------------------------------------------------------------------------

SPEND = ("spend", "stationery", "--to", "ร้าน", "--resolution", "2/2566-2")

#: What a person may type wrongly: the words, the exit code, and what the message must hold.
WRONG: list[tuple[tuple[str, ...], int, str]] = [
    ((*SPEND, "0"), 1, "R404"),
    ((*SPEND, "--", "-5"), 2, "D203"),
    ((*SPEND, "30.555"), 2, "D204"),
    ((*SPEND, "1,20"), 2, "D205"),
    ((*SPEND, "สามสิบ"), 2, "D202"),
    ((*SPEND, "99999999999"), 2, "D206"),
    ((*SPEND, "10", "--date", "2/10/2567"), 2, "P102"),
    ((*SPEND, "10", "--date", "2024-10-02"), 2, "P102"),
    ((*SPEND, "10", "--date", "29 ก.พ. 2566"), 2, "D105"),
    ((*SPEND, "10", "--date", "31/4/2566"), 2, "D104"),
    ((*SPEND, "10", "--date", "13/13/2566"), 2, "D104"),
    ((*SPEND, "10", "--date", "เมื่อวาน"), 2, "D102"),
    ((*SPEND, "10", "--date", "45000"), 2, "D103"),
    ((*SPEND, "10", "--by", "X99"), 1, "E502"),
    ((*SPEND, "10", "--approved-by", "X99"), 1, "E502"),
    ((*SPEND, "10", "--to-person", "X99"), 1, "R402"),
    ((*SPEND, "10", "--narration", "เลขบัตร 3-0035-44664-56-3"), 1, "E301"),
    ((*SPEND, "10", "--narration", "โทร ๐๘๑-๒๓๔-๕๖๗๘"), 1, "E302"),
    ((*SPEND, "10", "--doc", "มี ช่องว่าง"), 1, "E105"),
    ((*SPEND, "10", "--voucher", "PV66-0001"), 1, "E508"),
    (("spend", "lottery", "10"), 2, "lottery"),
    (("spend", "stationery", "10"), 2, "--to"),
    (("receive", "donation", "10", "--excess", "5"), 2, "--excess"),
    (("receive", "grant-state-match", "10", "--excess", "10"), 2, "--excess"),
    (("receive", "donation", "10", "--as", "donation"), 2, "--as"),
    (("receive", "donation", "10", "--receipt", "01-66-0001"), 1, "E507"),
    (("advance", "clear", "10", "--person", "K01"), 2, "--as"),
    (("transfer", "welfare", "welfare", "10"), 2, "welfare"),
    (("handover", "9", "10"), 1, "R415"),
    (("collect", "9999", "30"), 1, "R107"),
    (("collect", "1"), 2, "AMOUNT"),
    (("collect", "nothing.xlsx"), 1, "R113"),
    (("collect", __file__, "--date", "1/11/65", "--by", "M01"), 2, "R421"),
    (("collect", __file__, "--receipt", "01-66-0099", "--again"), 2, "--receipt, --again"),
    (("collect", "1", "0"), 1, "R404"),
    (("collect", "1", "30", "--months", "เดือนก่อน"), 2, "D110"),
    (("collect", "1", "30", "--months", "มี.ค.66-ต.ค.65"), 2, "D113"),
    (("collect", "1", "30", "--by", "X99"), 1, "E502"),
    (("member", "leave", "9999", "--date", "1/1/66", "--reason", "death"), 1, "R107"),
    (("member", "leave", "1", "--date", "1/1/2550", "--reason", "death"), 1, "E512"),
    (("member", "leave", "1", "--date", "1/1/66", "--reason", "ill"), 2, "ill"),
    (("member", "show", "9999"), 1, "R107"),
    (("member", "add", "--date", "2023-01-01"), 2, "--first-name"),
    (("meeting", "3/2566", "--date", "1/12/65", "--attendees", "-1"), 2, "attendees"),
    (("meeting", "3 2566", "--date", "1/12/65", "--attendees", "1"), 1, "E102"),
    (
        ("meeting", "3/2566", "--date", "1/12/65", "--attendees", "1", "--refs", "3/2566-1",
            "0001"),
        2,
        "--refs",
    ),
    (("sign", "adoption", "ปีนี้", "--date", "1/12/66", "--resolution", "2/2566-1"), 2, "D106"),
    (("sign", "adoption", "1066", "--date", "1/12/66", "--resolution", "2/2566-1"), 2, "D106"),
    (("officer", "add", "M09", "--name", "ก ข", "--role", "collector", "--from", "1/10/65",
      "--until", "30/9/69"), 2, "--village"),
    (("reverse", "01-66-0001", "--by", "K04"), 2, "--reason"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "exit_code", "said"), WRONG, ids=[" ".join(words)[:60] for words, _, _ in WRONG]
)
def test_wrong_usage_is_told_and_writes_nothing(
    run: Run, small_once: Path, words: tuple[str, ...], exit_code: int, said: str
) -> None:
    sealed = digest(small_once)
    result = run(*words, fund=small_once)
    assert result.exit_code == exit_code, result.output
    assert said in result.output
    assert digest(small_once) == sealed


@pytest.mark.parametrize(
    "typed", ["21 พ.ย. 2565", "๒๑/๑๑/๒๕๖๕", "21/11/65", "2022-11-21", "2565-11-21", "21/11/2022"]
)
def test_one_day_however_typed(run: Run, small_fund: Path, typed: str) -> None:
    result = run("spend", "meeting", "10", "--to", "ร้าน", "--resolution", "2/2566-2", "--date",
        typed,
                 fund=small_fund)  # fmt: skip
    assert result.exit_code == 0, result.output
    assert '\n2022-11-21 * "ร้าน"' in (small_fund / "journal/2022-11.beancount").read_text("utf-8")


# --- repeats -------------------------------------------------------------------------------------

REPEATED = [
    ("spend", "meeting", "10", "--to", "ร้าน", "--resolution", "2/2566-2"),
    ("receive", "donation", "10", "--from", "วัด"),
    ("advance", "out", "10", "--person", "K01", "--resolution", "2/2566-2"),
    ("transfer", "welfare", "reserve", "10", "--resolution", "2/2566-2"),
    ("deposit", "10"),
    ("withdraw", "10"),
    ("handover", "1", "10"),
    ("collect", "1", "30"),
]


@pytest.mark.parametrize("words", REPEATED, ids=[" ".join(words[:2]) for words in REPEATED])
def test_the_same_typed_twice(run: Run, small_fund: Path, words: tuple[str, ...]) -> None:
    day = ("--date", "2022-11-28")
    assert run(*words, *day, fund=small_fund).exit_code == 0
    sealed = digest(small_fund)
    second = run(*words, *day, fund=small_fund)
    assert (second.exit_code, codes(second)[0]) == (1, "R401")
    assert "--again" in second.output
    assert digest(small_fund) == sealed
    # Meant, keyed in on another day, or of another day: recorded.
    for meant in (
        run(*words, *day, "--again", fund=small_fund),
        run("--today", "2024-10-02", *words, *day, fund=small_fund),
        run(*words, "--date", "2022-11-29", fund=small_fund),
    ):
        assert meant.exit_code == 0, meant.output


def test_what_was_taken_back_may_be_recorded_anew(run: Run, small_fund: Path) -> None:
    words = ("receive", "donation", "10", "--from", "วัด", "--date", "2022-11-28")
    assert run(*words, "--doc", "X-1", fund=small_fund).exit_code == 0
    back = ("reverse", "X-1", "--reason", "ผิด", "--by", "K04", "--date", "2022-11-28", "--void")
    assert run(*back, fund=small_fund).exit_code == 0
    result = run(*words, fund=small_fund)
    assert result.exit_code == 0, result.output


def test_money_leaves_in_a_reversal_with_voucher_and_payee(run: Run, small_fund: Path) -> None:
    day = ("--date", "2022-11-28")
    words = ("receive", "donation", "500", "--from", "วัด", "--doc", "X-1", *day)
    assert run(*words, fund=small_fund).exit_code == 0
    sealed = digest(small_fund)
    back = ("reverse", "X-1", "--reason", "คืนเงินบริจาค", "--by", "K04", *day)
    assert codes(run(*back, fund=small_fund)) == ["R119"]
    assert codes(run(*back, "--to-person", "X99", fund=small_fund)) == ["R402"]
    assert codes(run(*back, "--void", "--to", "วัด", fund=small_fund)) == ["R121"]
    assert run(*back, "--void", "--to-member", "1", fund=small_fund).exit_code == 2
    # The reversal of a payment brings the money back: there is nobody to be paid.
    paid = ("reverse", "PV66-0002", "--reason", "ผิด", "--by", "K04", *day, "--to", "วัด")
    assert codes(run(*paid, fund=small_fund)) == ["R121"]
    assert digest(small_fund) == sealed
    result = run(*back, "--to", "วัด", fund=small_fund)
    assert result.exit_code == 0, result.output
    text = (small_fund / "journal/2022-11.beancount").read_text("utf-8")
    assert '* "วัด" "คืนเงินบริจาค"' in text
    assert 'voucher: "PV66-0003"' in text
    result = run("check", fund=small_fund)
    assert "0 errors" in result.output


def test_receipt_without_money_is_taken_back_and_void(run: Run, small_fund: Path) -> None:
    day = ("--date", "2022-11-28")
    back = ("--reason", "ไม่ได้รับเงิน", "--by", "K04", "--void", *day)
    # A line of a village's sheet goes from the collector's custody, the donation from cash.
    words = ("receive", "donation", "500", "--from", "วัด", "--doc", "X-1", *day)
    assert run(*words, fund=small_fund).exit_code == 0
    for number in ("X-1", "01-66-0006"):
        result = run("reverse", number, *back, fund=small_fund)
        assert result.exit_code == 0, result.output
    assert codes(run("reverse", "PV66-0002", *back, fund=small_fund)) == ["R120"]
    text = (small_fund / "journal/2022-11.beancount").read_text("utf-8")
    assert text.count('custom "receipt" "void"') == 2
    assert 'reverses: "00-66-0002"' in text
    assert "Assets:Collectors:Moo01 -30.00 THB" in " ".join(text.split())
    result = run("check", fund=small_fund)
    assert "0 errors" in result.output


def test_a_spoiled_voucher_and_the_next_number(run: Run, small_fund: Path) -> None:
    own = ("--by", "K04", "--reason", "เขียนผิด", "--date", "2022-11-28")
    assert codes(run("voucher", "void", "PV66-0002", *own, fund=small_fund)) == ["E509"]
    assert codes(run("voucher", "void", "RP66-0004", *own, fund=small_fund)) == ["E509"]
    for number in ("PV66-0003", "RP66-0006"):
        result = run("voucher", "void", number, *own, fund=small_fund)
        assert result.exit_code == 0, result.output
    words = ("spend", "stationery", "20", "--to", "ร้าน", "--resolution", "2/2566-2")
    assert run(*words, "--date", "2022-11-29", fund=small_fund).exit_code == 0
    text = (small_fund / "journal/2022-11.beancount").read_text("utf-8")
    assert 'voucher: "PV66-0004"' in text
    assert 'doc: "RP66-0007"' in text
    assert "GAP" not in run("check", fund=small_fund).output


def test_a_given_number_makes_it_a_repeat(run: Run, small_fund: Path) -> None:
    words = (
        "spend",
        "meeting",
        "10",
        "--to",
        "ร้าน",
        "--resolution",
        "2/2566-2",
        "--voucher",
        "PV9-1",
    )
    assert run(*words, "--date", "2022-11-28", fund=small_fund).exit_code == 0
    sealed = digest(small_fund)
    result = run("--today", "2024-10-05", *words, "--date", "2022-11-28", fund=small_fund)
    assert result.exit_code == 0
    assert "already" in result.output
    assert digest(small_fund) == sealed


def test_somebody_joins_anew_under_the_same_person(run: Run, small_fund: Path) -> None:
    leave = ("member", "leave", "1", "--date", "2023-01-05", "--reason", "moved")
    assert run(*leave, fund=small_fund).exit_code == 0
    result = run(
        "member", "add", "--date", "2023-06-01", "--citizen-id", IDS[0], "--first-name", "พรทิพย์",
        "--last-name", "สมมติใหม่", "--village", "2", "--frequency", "yearly", fund=small_fund,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    people = register.load(small_fund)
    assert "0007" not in people
    # What was not asked this time is not lost, and the change is told without its value.
    assert (people["0001"].title, people["0001"].last_name) == ("นางสาว", "สมมติใหม่")
    text = (small_fund / "members.beancount").read_text("utf-8")
    assert 'fields: "last_name, village"' in text
    assert 'person: "0001"' in text


@pytest.mark.parametrize(
    ("words", "approved"),
    [
        (("--to", "ร้าน", "--resolution", "2/2566-2"), "K01"),
        (("--to-person", "K01", "--resolution", "2/2566-2"), None),
        (("--to", "ร้าน", "--resolution", "2/2566-2", "--approved-by", "K03"), "K03"),
    ],
)
def test_the_chair_approves_what_is_resolved_but_nothing_for_himself(
    run: Run, small_fund: Path, words: tuple[str, ...], approved: str | None
) -> None:
    result = run("spend", "meeting", "10", *words, "--date", "2022-11-28", fund=small_fund)
    assert result.exit_code == 0, result.output
    last = books.load(small_fund).transactions[-1]
    assert (last.meta.get("approved-by"), last.meta["kind"]) == (approved, "expense")


def test_a_number_of_a_payee_is_never_given_again(run: Run, small_fund: Path) -> None:
    for name in ("ก หนึ่ง", "ข สอง"):
        assert run("payee", f"นาย{name}", "--by", "K04", fund=small_fund).exit_code == 0
    people = register.load(small_fund)
    del people["P0001"]
    raw = register.render(people)
    (small_fund / register.PATH).write_bytes(raw)
    (small_fund / register.LAST_GOOD).write_bytes(raw)
    assert run("payee", "นางค สาม", "--by", "K04", fund=small_fund).exit_code == 0
    assert register.load(small_fund)["P0003"].last_name == "สาม"
