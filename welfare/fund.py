"""A new fund's folder: its main files, chart of accounts and the empty standing files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Open
from beancount.core.data import new_metadata
from beancount.parser import parser

from welfare import records
from welfare import register
from welfare.books import FUNDS
from welfare.findings import Place
from welfare.findings import refuse

#: Village collectors' custody accounts, one for each village.
CUSTODY = "Assets:Collectors:Moo{village:02d}"


@dataclass(frozen=True)
class Facts:
    """What must be known of a fund before its first entry."""

    id: str
    name_th: str
    founded: date
    books_from: date
    villages: int
    fiscal_start: int
    name_en: str = ""


@dataclass(frozen=True)
class Account:
    """A line of the chart of accounts: code, Beancount name, Thai name, line of CODI's item 10."""

    code: str
    name: str
    name_th: str
    item10: str


def short_name(text: str) -> str:
    """A folder's name as the fund's identifier: no spaces, quotes or commas."""
    return re.sub(r'[\s"\\\\,;]+', "-", text).strip("-") or "fund"


def read_facts(path: Path) -> Facts:
    """The fund's facts from `fund.json`.

    Raises:
        Refused: P701, a fact is missing or unreadable.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
        return Facts(
            id=short_name(str(raw.get("id") or raw.get("profile") or path.resolve().parent.name)),
            name_th=raw["name_th"],
            name_en=raw.get("name_en", ""),
            founded=date.fromisoformat(raw["founded"]),
            books_from=date.fromisoformat(raw["books_from"]),
            villages=int(raw["villages"]),
            fiscal_start=int(raw["fiscal_year_start_month"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise refuse("P701", Place(path.name), reason=str(error)) from error


def read_chart(path: Path) -> list[Account]:
    """The chart of accounts from `chart.json`.

    Raises:
        Refused: P701.
    """
    try:
        return [
            Account(row["code"], row["account"], row["name_th"], row.get("codi_item10", ""))
            for row in json.loads(path.read_text(encoding="utf-8-sig"))
        ]
    except (KeyError, ValueError, TypeError) as error:
        raise refuse("P701", Place(path.name), reason=str(error)) from error


def standard_chart(villages: int) -> list[Account]:
    """The chart that a new fund starts from, with one custody account for each village."""
    path = resources.files("welfare") / "sample" / "chart.json"
    with resources.as_file(path) as file:
        chart = read_chart(file)
    custody = [
        Account(
            f"1102.{number:02d}",
            CUSTODY.format(village=number),
            f"เงินสดระหว่างทาง-ผู้เก็บเงินหมู่ {number}",
            "R1.cash",
        )
        for number in range(1, villages + 1)
    ]
    others = [account for account in chart if not account.code.startswith("1102.")]
    designated = Account("3104", FUNDS["designated"], "กองทุนเฉพาะ", "")
    return sorted([*others, *custody, designated], key=lambda account: account.code)


#: Saved queries that Fava and bean-query offer (`.run`).
QUERIES = {
    "เงินสมทบรายเดือน": "SELECT year, month, -sum(number) AS baht"
    " WHERE account = 'Income:Contributions:Members' GROUP BY year, month ORDER BY year, month",
    "สวัสดิการตามประเภท": "SELECT account, sum(number) AS baht, count(*) AS cases"
    " WHERE account ~ '^Expenses:Welfare' GROUP BY account ORDER BY account",
    "เงินกับผู้เก็บเงิน": "SELECT account, sum(number) AS baht"
    " WHERE account ~ '^Assets:Collectors' GROUP BY account ORDER BY account",
    "รายรับตามแหล่ง": "SELECT account, -sum(number) AS baht"
    " WHERE account ~ '^Income' GROUP BY account ORDER BY account",
    "เงินเข้าออกรายเดือน": "SELECT year, month, account, sum(number) AS baht"
    " WHERE account ~ '^Assets:(Cash|Bank)' GROUP BY year, month, account"
    " ORDER BY year, month, account",
    "รายการกลับบัญชี": "SELECT date, entry_meta('reverses') AS reverses, narration, account, number"
    " WHERE entry_meta('kind') = 'reversal' ORDER BY date",
}
#: Our pages in Fava's sidebar.
EXTENSION = "reports.fava_ext"
#: Links of Fava's sidebar that choose the days on whatever page one is.
SIDEBAR = {
    "ปีบัญชีนี้": "/jump?time=fiscal_year",
    "ปีบัญชีก่อน": "/jump?time=fiscal_year-1",
    "เดือนนี้": "/jump?time=month",
    "ทุกวัน": "/jump?time=",
}


def bylaws_of_preset(text: str, founded: date) -> str:
    """Rules of a preset as a new fund's own: what they say on its day of founding, from then on.

    Rules that begin later keep their dates; if none is older than the fund, the text is kept as is.
    """
    parsed, _, _ = parser.parse_string(text)
    customs = [entry for entry in parsed if isinstance(entry, Custom)]
    if all(entry.date >= founded for entry in customs):
        return text
    kept: dict[tuple[str, ...], Custom] = {}
    later: list[Directive] = []
    for entry in customs:
        key = tuple(str(value.value) for value in entry.values)
        if entry.type == "holiday":
            later.append(entry)
        elif entry.date <= founded:
            # The resolution that amended a preset is not one of this fund's.
            meta = {name: value for name, value in entry.meta.items() if name != "resolution"}
            kept[key] = entry._replace(date=founded, meta=meta)
        else:
            later.append(entry)
    return records.render([*kept.values(), *later])


def main_text(facts: Facts, first: str) -> str:
    """`main.beancount` or `all.beancount`: options, the plugin, Fava's settings, includes."""
    year_end = date(2001, facts.fiscal_start, 1) - timedelta(days=1)
    title = f"{facts.name_th} · {facts.id}".replace("\\", "\\\\").replace('"', '\\"')
    includes = "".join(f'include "{name}.beancount"\n' for name in records.STANDING)
    fund = records.render(
        [
            records.custom(
                facts.founded,
                ("fund",),
                [facts.id],
                name_th=facts.name_th,
                name_en=facts.name_en,
                fiscal_year_start=facts.fiscal_start,
                villages=facts.villages,
                books_from=facts.books_from,
            )
        ]
    )
    links = "".join(
        f'{facts.founded} custom "fava-sidebar-link" "{name}" "{address}"\n'
        for name, address in SIDEBAR.items()
    )
    queries = "".join(f'{facts.founded} query "{name}" "{sql}"\n' for name, sql in QUERIES.items())
    return f"""{first}
option "title" "{title}"
option "operating_currency" "THB"
option "display_precision" "THB:0.01"
option "tolerance_multiplier" "0"

;; ถ้า bean-check หรือ Fava แจ้งว่าไม่พบ rules.plugin ให้ติดตั้งโปรแกรม tambon-welfare ใน Python เดียวกันก่อน
;; If bean-check or Fava cannot find rules.plugin, first install tambon-welfare beside them
plugin "rules.plugin"
{fund}
{facts.founded} custom "fava-option" "fiscal-year-end" "{year_end:%m-%d}"
{facts.founded} custom "fava-option" "locale" "th_TH"
{facts.founded} custom "fava-option" "invert-income-liabilities-equity" "true"
{facts.founded} custom "fava-option" "default-page" "extension/WelfareOverview/"
{facts.founded} custom "fava-option" "sidebar-show-queries" "{len(QUERIES)}"
{facts.founded} custom "fava-extension" "{EXTENSION}"
{links}
{queries}
{includes}"""


MAIN_HEAD = (
    ";; สมุดบัญชีของกองทุน เปิดดูด้วย: welfare audit หรือ fava main.beancount   ตรวจด้วย: welfare check"
)
ALL_HEAD = ";; สมุดบัญชีทั้งหมดตั้งแต่ต้น: fava all.beancount"
HEADS = {
    "bylaws": ";; ระเบียบของกองทุน: กฎแต่ละข้อมีผลตั้งแต่วันที่ของกฎ จนกว่าจะมีกฎเดียวกันที่ใหม่กว่า",
    "governance": ";; กรรมการและวาระ การประชุม มติ รายงานผู้ตรวจสอบ การรับรองงบ",
    "members": ";; เหตุการณ์ของสมาชิกตามเลขที่สมาชิก ไม่มีชื่อบุคคลในสมุดบัญชี (ชื่ออยู่ใน register/ เท่านั้น)",
}
GITATTRIBUTES = "* -text\n"


def new_files(facts: Facts, chart: Iterable[Account], bylaws: str) -> dict[str, bytes]:
    """The files of a new fund, path to content.

    Args:
        facts: the fund.
        chart: its accounts, all opened on the day of founding.
        bylaws: text of its dated bylaw directives.
    """
    accounts = [
        Open(_open_meta(account), facts.founded, account.name, ["THB"], None) for account in chart
    ]
    texts = {
        "main.beancount": main_text(facts, MAIN_HEAD),
        "all.beancount": main_text(facts, ALL_HEAD),
        "accounts.beancount": ";; ผังบัญชี (chart of accounts)\n" + records.render(accounts),
        "bylaws.beancount": f"{HEADS['bylaws']}\n\n{bylaws.strip()}\n"
        if bylaws
        else HEADS["bylaws"],
        "governance.beancount": HEADS["governance"] + "\n",
        "members.beancount": HEADS["members"] + "\n",
        ".gitattributes": GITATTRIBUTES,
    }
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    files[register.PATH] = register.render({})
    return files


def _open_meta(account: Account) -> dict[str, Any]:
    meta = {"code": account.code, "name-th": account.name_th, "item10": account.item10}
    return {**new_metadata("", 0), **{key: value for key, value in meta.items() if value}}
