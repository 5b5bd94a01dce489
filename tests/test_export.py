"""The exports, read by the real hledger and ledger-cli, and the comparison of all balances.

A test that takes `entries` has a ledger as its docstring.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from beancount import loader
from beancount.core import amount
from beancount.core import data
from beancount.parser.grammar import ValueType
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from reports import crosscheck
from reports import export
from welfare.findings import Place
from welfare.findings import Refused

needs_hledger = pytest.mark.skipif(
    shutil.which("hledger") is None, reason="hledger is not installed (apt-get install hledger)"
)
needs_ledger = pytest.mark.skipif(
    shutil.which("ledger") is None, reason="ledger-cli is not installed (apt-get install ledger)"
)
needs_shell = pytest.mark.skipif(os.name == "nt", reason="the fake programs are shell scripts")

HOSTILE = [
    "ค่ารักษา; จ่ายสด",
    "a | b",
    "ซื้อ 2 @ 3.00 THB",
    "(x) รายการ",
    "* ดอกจัน",
    "! ตกใจ",
    "= 5.00 THB",
    "=2024-01-01 x",
    "two  spaces",
    "two  ; spaces",
    "\ttab\tand ; tab",
    "quote \" and \\ and '",
    "\u202eกลับด้าน\u202c \u200f",
    "line\nend\r\n    Assets:Cash  99.00 THB",
    "\u2028    Assets:Cash  99.00 THB",
    "\u00a0\u00a0Assets:Cash\u00a0\u00a099.00 THB",
    "date:2024-12-31, payee: x, [2024-12-31] [=2024-12-31] :a:b: value:: 5",
    "สวัสดิการ\u200bชุมชน",
    "\x00\x07\x1b[31m",
    "",
    " ",
    "ก" * 5000,
    "😀" * 2000,
    "},{ %(account) {0} $x `id`",
    "comment",
    "; end comment",
    "2024-01-01",
    "0.00 THB =* 5.00 THB",
    "\ufeffbom",
    "\ud800",
]


@pytest.fixture(name="entries")
def entries_(request: pytest.FixtureRequest) -> list[data.Directive]:
    """The ledger in the test's docstring, without errors."""
    found, errors, _options = loader.load_string(request.function.__doc__, dedent=True)
    assert errors == []
    return found


def load(text: str) -> list[data.Directive]:
    found, errors, _options = loader.load_string(text, dedent=True)
    assert errors == []
    return found


def posting(account: str, number: Decimal, **meta: Any) -> data.Posting:
    return data.Posting(account, amount.Amount(number, "THB"), None, None, None, meta)


def transaction(
    day: date, narration: str, *postings: data.Posting, payee: str | None = None, **meta: Any
) -> data.Transaction:
    return data.Transaction(
        {"filename": "<test>", "lineno": 1, **meta},
        day,
        "*",
        payee,
        narration,
        frozenset(),
        frozenset(),
        list(postings),
    )


def hledger_json(text: str, tmp_path: Path) -> list[dict[str, Any]]:
    """The transactions as hledger has read them; it must accept the journal."""
    path = tmp_path / "a.journal"
    path.write_bytes(text.encode())
    done = subprocess.run(
        ["hledger", "-f", str(path), "print", "-O", "json"],
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[dict[str, Any]] = json.loads(done.stdout, parse_float=Decimal)
    return found


def ledger_rows(text: str, tmp_path: Path, *fields: str) -> list[list[str]]:
    """Each posting as ledger-cli has read it; it must accept the journal without a word."""
    path = tmp_path / "a.ledger"
    path.write_bytes(text.encode())
    line = r"\t".join(f"%({field})" for field in fields) + r"\n"
    done = subprocess.run(
        ["ledger", "--args-only", "-f", str(path), "register", "--format", line],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return [row.split("\t") for row in done.stdout.decode().splitlines()]


SMALL = """
    option "tolerance_multiplier" "0"
    2023-10-01 open Assets:Cash THB
      code: "1101"
      name-th: "เงินสดในมือ"
    2023-10-01 open Assets:Cash:Safe THB
    2023-10-01 open Income:Contributions THB
      code: "4101"
      type: "บริจาค, สมทบ"
    2023-10-05 * "หมู่ 1" "เงินสมทบ; ตุลาคม" #sheet ^S-01
      entered: 2023-10-06
      fee: 1.5
      cap: 1000.00 THB
      ok: TRUE
      payee: "x"
      none:
      Assets:Cash            30.10 THB
      ! Assets:Cash:Safe      5 THB
      Income:Contributions  -30.10 THB
        member: "M0001"
        receipt: "1/2, [2023-10-09]"
      Income:Contributions   -5 THB
    2023-10-31 note Assets:Cash "นับเงินแล้ว; ครบ"
      by: "M0009"
    2023-11-01 balance Assets:Cash 35.10 THB
      sheet: "B1"
    2023-11-01 custom "bylaw" "benefit" "birth" 500.00 THB 0.20 TRUE 2023-11-01 Assets:Cash
      article: "ข้อ ๑๒"
    2023-11-02 P "รับเพิ่ม"
      Assets:Cash            10.00 THB
      Income:Contributions  -10.00 THB
    2023-11-03 price THB 1.00 THB
    2023-11-30 close Assets:Cash:Safe
"""

GOLDEN_HLEDGER = """\
; Exported from Beancount for hledger

commodity 1000.00 THB

account Assets:Cash
    ; opened: 2023-10-01
    ; code: 1101
    ; name-th: เงินสดในมือ

account Assets:Cash:Safe
    ; opened: 2023-10-01

account Income:Contributions
    ; opened: 2023-10-01
    ; code: 4101
    ; meta-type: บริจาค， สมทบ

2023-10-05 * หมู่ 1 | เงินสมทบ； ตุลาคม
    ; tags: sheet
    ; links: S-01
    ; entered: 2023-10-06
    ; fee: 1.5
    ; cap: 1000.00 THB
    ; ok: TRUE
    ; meta-payee: x
    ; none:
    Assets:Cash  30.10 THB
    ! Assets:Cash:Safe  5.00 THB
    Income:Contributions  -30.10 THB
    ; member: M0001
    ; receipt: 1/2， ［2023-10-09]
    Income:Contributions  -5.00 THB

; 2023-10-31 note Assets:Cash "นับเงินแล้ว; ครบ" by: "M0009"

2023-11-01 * balance
    ; sheet: B1
    Assets:Cash  0.00 THB =* 35.10 THB

; 2023-11-01 custom "bylaw" "benefit" "birth" 500.00 THB 0.20 TRUE 2023-11-01 "Assets:Cash" \
article: "ข้อ ๑๒"

2023-11-02 รับเพิ่ม
    ; flag: P
    Assets:Cash  10.00 THB
    Income:Contributions  -10.00 THB

; 2023-11-03 price THB 1.00 THB

; 2023-11-30 close Assets:Cash:Safe
"""


def test_golden() -> None:
    entries = load(SMALL)
    assert export.to_hledger(entries) == GOLDEN_HLEDGER
    ledger = (
        GOLDEN_HLEDGER.replace("for hledger", "for ledger-cli")
        .replace("commodity 1000.00 THB", "commodity THB\n    format 1000.00 THB")
        .replace("，", ",")
        .replace(
            "2023-11-01 * balance\n    ; sheet: B1\n    Assets:Cash  0.00 THB =* 35.10 THB\n",
            '; 2023-11-01 balance Assets:Cash 35.10 THB sheet: "B1"\n',
        )
    )
    assert export.to_ledger(entries) == ledger
    assert export.to_hledger(entries[::-1]) == GOLDEN_HLEDGER


@needs_hledger
def test_hledger_reads_what_was_meant(tmp_path: Path) -> None:
    first = hledger_json(export.to_hledger(load(SMALL)), tmp_path)[0]
    assert first["tdescription"] == "หมู่ 1 | เงินสมทบ； ตุลาคม"
    assert dict(first["ttags"]) == {
        "tags": "sheet",
        "links": "S-01",
        "entered": "2023-10-06",
        "fee": "1.5",
        "cap": "1000.00 THB",
        "ok": "TRUE",
        "meta-payee": "x",
        "none": "",
    }
    tags = dict(first["tpostings"][2]["ptags"])
    assert tags["receipt"] == "1/2， ［2023-10-09]"
    assert tags["member"] == "M0001"
    assert tags["code"] == "4101"  # of the account
    assert first["tpostings"][1]["pstatus"] == "Pending"


@needs_ledger
def test_ledger_reads_what_was_meant(tmp_path: Path) -> None:
    fields = ("payee", 'tag("entered")', 'tag("member")', 'tag("receipt")', "pending", "tag('fee')")
    rows = ledger_rows(export.to_ledger(load(SMALL)), tmp_path, *fields)
    payee = "หมู่ 1 | เงินสมทบ； ตุลาคม"
    assert rows[2][:4] == [payee, "2023-10-06", "M0001", "1/2, ［2023-10-09]"]
    assert [row[4] for row in rows[:2]] == ["false", "true"]


@needs_hledger
@needs_ledger
def test_small_ledger_agrees() -> None:
    check = crosscheck.crosscheck(load(SMALL))
    assert check.ok
    assert check.findings == ()
    assert check.skipped == ()
    assert [engine.name.split()[0] for engine in check.engines] == ["hledger", "Ledger"]
    assert [engine.compared for engine in check.engines] == [6, 6]
    assert check.compared == 12


def plain(text: str) -> bool:
    """Whether an exported description or tag is one line of single spaces that shows."""
    return all(part.isprintable() for part in text.split("\u200b")) and "  " not in text


def hostile_ledger(text: str) -> list[data.Directive]:
    """The text everywhere that text can stand, around amounts that must not change."""
    source = {"filename": "<test>", "lineno": 1, "name-th": text}
    day, none = date(2023, 1, 1), frozenset[str]()
    opens = [
        data.Open(source, day, account, ["THB"], None)
        for account in ("Assets:Cash", "Income:Contributions")
    ]
    meta = {"sheet": text, "uuid": text, "date": text, "Payee": text, "value": text}
    return [
        *opens,
        data.Note(source, day, "Assets:Cash", text, none, none),
        data.Custom(source, day, "bylaw", [ValueType(text, str)]),
        *(
            transaction(
                date(2023, 1, day),
                text,
                posting("Assets:Cash", Decimal("10.01"), **meta),
                posting("Income:Contributions", Decimal("-10.01"), member="M0001"),
                payee=text if day > 3 else None,
                **meta,
            )
            for day in (3, 4)
        ),
    ]


@needs_hledger
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_hledger(text: str, tmp_path: Path) -> None:
    found = hledger_json(export.to_hledger(hostile_ledger(text)), tmp_path)
    assert len(found) == 2
    for item, day in zip(found, ("2023-01-03", "2023-01-04"), strict=True):
        assert (item["tdate"], item["tdate2"]) == (day, None)
        assert (item["tcode"], item["tstatus"]) == ("", "Cleared")
        assert plain(item["tdescription"])
        tags = [key for key, _value in item["ttags"] if "." not in key and key != "description"]
        assert tags == ["sheet", "meta-uuid", "meta-date", "meta-Payee", "meta-value"]
        cash, income = item["tpostings"]
        assert (cash["paccount"], income["paccount"]) == ("Assets:Cash", "Income:Contributions")
        assert [len(side["pamount"]) for side in (cash, income)] == [1, 1]
        assert cash["pamount"][0]["aquantity"]["decimalMantissa"] == 1001
        assert cash["pamount"][0]["aprice"] is None
        assert (cash["pdate"], cash["pdate2"], cash["pbalanceassertion"]) == (None, None, None)
        assert dict(income["ptags"])["member"] == "M0001"


@needs_ledger
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_ledger(text: str, tmp_path: Path) -> None:
    fields = (
        'format_date(date, "%Y-%m-%d")',
        "account",
        "quantity(amount)",
        "cleared",
        "code",
        'tag("member")',
        "payee",
    )
    found = ledger_rows(export.to_ledger(hostile_ledger(text)), tmp_path, *fields)
    assert [row[:6] for row in found] == [
        [day, account, number, "true", "", member]
        for day in ("2023-01-03", "2023-01-04")
        for account, number, member in (
            ("Assets:Cash", "10.01", ""),
            ("Income:Contributions", "-10.01", "M0001"),
        )
    ]
    assert all(plain(row[6]) for row in found)


def test_text_stays_readable() -> None:
    """Thai word breaks stay, marks that turn the direction are named, long text is all there."""
    text = export.to_hledger([transaction(date(2023, 1, 1), "ก\u200bข \u202eค", note="ง" * 2000)])
    assert "ก\u200bข <U+202E>ค" in text
    assert text.count("ง") == 2000
    assert "    ; note.3: " in text


def test_amounts_are_exact() -> None:
    numbers = ("1E+3", "-0.00", "0.005", "123456789012345678901234567890.12", "7", "-1.50")
    text = export.to_ledger(
        [transaction(date(2023, 1, 1), "x", *(posting("A:B", Decimal(n)) for n in numbers))]
    )
    assert [line.split("  ")[-1] for line in text.splitlines() if "A:B" in line] == [
        "1000.00 THB",
        "0.00 THB",
        "0.005 THB",
        "123456789012345678901234567890.12 THB",
        "7.00 THB",
        "-1.50 THB",
    ]


def test_only_baht(entries: list[data.Directive]) -> None:
    """
    2023-01-01 open Assets:Cash
    2023-01-01 open Assets:Gold
    2023-01-02 * "ทอง"
      Assets:Gold      1 GOLD {30000.00 THB}
      Assets:Cash  -30000.00 THB
    """
    with pytest.raises(Refused) as refused:
        export.to_hledger(entries)
    (item,) = refused.value.findings
    assert item.code == "R706"
    assert item.place == Place("<string>", 5)
    check = crosscheck.crosscheck(entries)
    assert check.failures == (item,)
    assert not check.ok
    assert all(item.text(lang) for lang in ("th", "en"))


@needs_hledger
def test_a_balance_that_only_tolerance_passes_is_a_comment(entries: list[data.Directive]) -> None:
    """
    2023-01-01 open Assets:Cash THB
    2023-01-01 open Income:Contributions THB
    2023-01-02 * "x"
      Assets:Cash            10.00 THB
      Income:Contributions  -10.00 THB
    2023-01-02 balance Assets:Cash 0.00 THB
    2023-01-03 balance Assets:Cash 10.01 THB
    """
    text = export.to_hledger(entries)
    assert "=* 0.00 THB" in text
    assert "; 2023-01-03 balance Assets:Cash 10.01 THB" in text
    assert crosscheck.balances_hledger(text, [date(2023, 1, 31)])
    with pytest.raises(Refused) as refused:  # the assertion is a real one
        crosscheck.balances_hledger(text.replace("=* 0.00", "=* 0.01"), [date(2023, 1, 31)])
    assert refused.value.findings[0].code == "R702"


def test_month_ends() -> None:
    days = (date(2023, 11, 30), date(2024, 2, 1), date(2024, 1, 31))
    found = crosscheck.month_ends([transaction(day, "x") for day in days])
    assert found == [date(2023, 11, 30), date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29)]
    assert crosscheck.month_ends([]) == []


def test_balances_of_beancount(entries: list[data.Directive]) -> None:
    """
    2023-01-01 open Assets:Cash THB
    2023-01-01 open Income:Contributions THB
    2023-01-31 * "x"
      Assets:Cash            10.00 THB
      Income:Contributions  -10.00 THB
    2023-03-01 * "x"
      Assets:Cash            -0.01 THB
      Income:Contributions    0.01 THB
    """
    days = crosscheck.month_ends(entries)
    cash = {
        day: found["Assets:Cash"]
        for day, found in crosscheck.balances_beancount(entries, days).items()
    }
    assert cash == {
        date(2023, 1, 31): Decimal("10.00"),
        date(2023, 2, 28): Decimal("10.00"),
        date(2023, 3, 31): Decimal("9.99"),
    }


def test_an_account_that_one_side_does_not_know() -> None:
    day = date(2023, 1, 31)
    one, none = Decimal(1), Decimal(0)
    found = crosscheck.differences(
        "x", {day: {"A:A": one, "A:Zero": none}}, {day: {"A:B": one, "A:None": none}}
    )
    assert [item[2:] for item in found] == [("A:A", one, none), ("A:B", none, one)]


def test_without_the_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    check = crosscheck.crosscheck(load(SMALL))
    assert check.ok
    assert check.engines == ()
    assert check.skipped == ("hledger", "ledger")
    assert [item.code for item in check.findings] == ["R701", "R701"]
    assert "hledger" in check.findings[0].text("th")
    with pytest.raises(Refused) as refused:
        crosscheck.balances_ledger("", [date(2023, 1, 31)])
    assert refused.value.findings[0].code == "R701"


@needs_shell
@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("echo 'cannot { read' >&2; exit 3", "R702"),
        ("kill -9 $$", "R702"),
        ("exec sleep 5", "R703"),
        ("echo nonsense", "R704"),
        ('echo \'{"prDates": [], "prRows": []}\'', "R704"),
        ("printf '\\377'", "R704"),
    ],
)
@pytest.mark.parametrize("ask", [crosscheck.balances_hledger, crosscheck.balances_ledger])
def test_a_program_that_fails(
    script: str, code: str, ask: Callable[..., crosscheck.Balances], tmp_path: Path
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    with pytest.raises(Refused) as refused:
        ask("", [date(2023, 1, 31)], str(program), 1)
    (item,) = refused.value.findings
    assert item.code == code
    assert all(str(program) in item.text(lang) for lang in ("th", "en"))


@needs_shell
def test_failing_programs_are_findings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("hledger", "ledger"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    check = crosscheck.crosscheck(load(SMALL))
    assert not check.ok
    assert [item.code for item in check.findings] == ["R702", "R702"]


@needs_hledger
@needs_ledger
@pytest.mark.parametrize("name", ["to_hledger", "to_ledger"])
def test_a_wrong_export_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One satang wrong in one transaction, which still balances."""
    real: Callable[[Sequence[data.Directive]], str] = getattr(export, name)

    def wrong(entries: Sequence[data.Directive]) -> str:
        text = real(entries)
        assert text.count("10.00 THB") == 2
        return text.replace("10.00 THB", "10.01 THB")

    monkeypatch.setattr(export, name, wrong)
    check = crosscheck.crosscheck(load(SMALL))
    program = name.removeprefix("to_")
    day = date(2023, 11, 30)
    assert check.differences == (
        crosscheck.Difference(program, day, "Assets:Cash", Decimal("40.10"), Decimal("40.11")),
        crosscheck.Difference(
            program, day, "Income:Contributions", Decimal("-45.10"), Decimal("-45.11")
        ),
    )
    assert not check.ok
    assert [item.code for item in check.findings] == ["R705", "R705"]
    assert "40.11" in check.findings[0].text("th")


@needs_hledger
@needs_ledger
def test_the_users_own_settings_are_not_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".ledgerrc").write_text("--limit account=~/nothing/\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LEDGER_LIMIT", "account=~/nothing/")
    monkeypatch.setenv("LEDGER_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("LC_ALL", "C")
    assert crosscheck.crosscheck(load(SMALL)).ok


ACCOUNTS = ("Assets:Cash", "Assets:Cash:Safe", "Assets:Bank", "Income:Fees", "Expenses:Birth")
SATANG = st.one_of(st.integers(-(10**6), 10**6), st.integers(-(10**13), 10**13))
LEGS = st.lists(st.tuples(st.sampled_from(ACCOUNTS), SATANG), min_size=1, max_size=6)
DAYS = st.dates(date(2022, 12, 1), date(2024, 3, 31))
WORDS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))


@st.composite
def ledgers(draw: st.DrawFn) -> list[data.Directive]:
    """Balanced transactions in satang, in any order, with texts of any kind and true balances."""
    found: list[data.Directive] = []
    for day, legs, words in draw(st.lists(st.tuples(DAYS, LEGS, WORDS), max_size=8)):
        rest = -sum(satang for _account, satang in legs)
        whole = [*legs, (draw(st.sampled_from(ACCOUNTS)), rest)]
        postings = (
            posting(account, Decimal(satang).scaleb(-2), note=words) for account, satang in whole
        )
        found.append(transaction(day, words, *postings, sheet=words))
    for day, account in draw(st.lists(st.tuples(DAYS, st.sampled_from(ACCOUNTS)), max_size=3)):
        total = sum(
            (
                export.number(leg)
                for entry in found
                if isinstance(entry, data.Transaction) and entry.date < day
                for leg in entry.postings
                if f"{leg.account}:".startswith(f"{account}:")
            ),
            Decimal(),
        )
        meta = {"filename": "<test>", "lineno": 1}
        found.append(
            data.Balance(meta, day, account, amount.Amount(total, "THB"), None, None),
        )
    return found


@needs_hledger
@needs_ledger
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(ledgers())
def test_three_engines_agree(entries: list[data.Directive]) -> None:
    assert crosscheck.crosscheck(entries).findings == ()


def test_docstring_example() -> None:
    """The example in the manual of `reports.export` is what happens."""
    text = export.to_hledger(
        load("""
            2023-10-01 open Assets:Cash
            2023-10-01 open Income:Contributions
            2023-10-01 * "เงินสมทบ; หมู่ 1"
              sheet: "S01"
              Assets:Cash            30.00 THB
              Income:Contributions  -30.00 THB
                member: "M0001"
        """)
    )
    assert text.endswith(
        dedent("""
            2023-10-01 * เงินสมทบ； หมู่ 1
                ; sheet: S01
                Assets:Cash  30.00 THB
                Income:Contributions  -30.00 THB
                ; member: M0001
        """)
    )


def test_side_by_side_shows_every_engine_exactly() -> None:
    day = date(2023, 10, 31)
    check = crosscheck.Crosscheck(
        (),
        (),
        0,
        (),
        (),
        {
            "beancount": {day: {"Assets:Cash": Decimal("0.10"), "Assets:Old": Decimal("5.00")}},
            "other": {day: {"Assets:Cash": Decimal("0.10")}},
        },
    )
    table = crosscheck.side_by_side(check)
    rows = {key: list(row) for key, row in zip(table.index, table.to_numpy(), strict=True)}
    assert rows["2023-10-31", "Assets:Cash"] == [Decimal("0.10"), Decimal("0.10")]
    assert rows["2023-10-31", "Assets:Old"] == [Decimal("5.00"), Decimal(0)]
