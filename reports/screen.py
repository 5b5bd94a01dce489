"""Figures on the terminal: the same model as the JSON, as tables that fit 80 columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from welfare import calendars
from welfare import money
from welfare.books import Book

WORDS = {
    "th": {
        "trial": "งบทดลอง",
        "code": "รหัส",
        "name": "ชื่อบัญชี",
        "debit": "เดบิต",
        "credit": "เครดิต",
        "total": "รวม",
        "flow": "รับ-จ่าย",
        "opening": "ยอดยกมา",
        "receipts": "รับ",
        "payments": "จ่าย",
        "closing": "ยอดยกไป",
        "members": "สมาชิก",
        "funds": "กองทุนย่อย",
        "income": "รายได้",
        "expense": "ค่าใช้จ่าย",
        "transfer": "โอน",
        "bank": "กระทบยอดธนาคาร",
        "statement_balance": "ยอดตามสมุดธนาคาร",
        "deposits_in_transit_total": "บวก เงินฝากระหว่างทาง",
        "outstanding_payments_total": "หัก รายการจ่ายค้าง",
        "book_balance": "ยอดตามบัญชี",
        "difference": "ผลต่าง",
        "new": "เข้าใหม่",
        "reinstated": "คืนสภาพ",
        "died": "ตาย",
        "resigned": "ลาออก",
        "lapsed": "ขาดส่ง",
        "expelled": "ให้ออก",
        "moved": "ย้าย",
        "welfare": "สวัสดิการ",
        "reserve": "สำรอง",
        "management": "บริหารจัดการ",
        "designated": "กองทุนเฉพาะ",
    },
    "en": {
        "trial": "Trial balance",
        "code": "code",
        "name": "account",
        "debit": "debit",
        "credit": "credit",
        "total": "total",
        "flow": "Receipts and payments",
        "opening": "brought forward",
        "receipts": "receipts",
        "payments": "payments",
        "closing": "carried forward",
        "members": "Members",
        "funds": "Sub-funds",
        "income": "income",
        "expense": "expense",
        "transfer": "transfer",
        "bank": "Bank reconciliation",
        "statement_balance": "bank statement",
        "deposits_in_transit_total": "plus deposits in transit",
        "outstanding_payments_total": "less outstanding payments",
        "book_balance": "books",
        "difference": "difference",
    },
}

ANNUAL = {
    "th": {
        "year": "ปีบัญชี",
        "income_statement": "งบรายได้ค่าใช้จ่าย",
        "income": "รายได้",
        "welfare": "สวัสดิการสมาชิก",
        "admin": "ค่าใช้จ่ายบริหาร",
        "surplus": "รายได้สูง (ต่ำ) กว่าค่าใช้จ่าย",
        "balance_sheet": "งบดุล",
        "assets": "สินทรัพย์",
        "liabilities": "หนี้สิน",
        "funds": "กองทุน",
        "item10": "รายงานฐานะการเงิน สะสมตั้งแต่จัดตั้งถึง",
        "receipts_1": "1. รายรับ",
        "receipts_1.contributions": "เงินสมทบจากสมาชิก",
        "receipts_1.codi_seed": "พอช. (เงินจัดตั้ง)",
        "receipts_1.state_match": "งบสมทบจากรัฐบาลผ่าน พอช.",
        "receipts_1.lao": "อปท.",
        "receipts_1.other_state": "หน่วยงานภาครัฐอื่น",
        "receipts_1.other": "อื่นๆ",
        "income_2": "2. รายได้",
        "income_2.entry_fees": "ค่าธรรมเนียมแรกเข้า",
        "income_2.donations": "เงินบริจาค",
        "income_2.interest": "ดอกเบี้ยเงินฝากธนาคาร",
        "income_2.other_income": "รายได้อื่น",
        "left": "รวมยอดบัญชีรายรับ",
        "assets_1": "1. สินทรัพย์/เงินคงเหลือ",
        "assets_1.bank": "เงินฝากธนาคาร",
        "assets_1.cash": "เงินสดในมือ",
        "assets_1.welfare_paid": "จ่ายสวัสดิการให้กับสมาชิก",
        "assets_1.investments": "เงินลงทุนอื่น",
        "assets_1.other": "อื่นๆ",
        "expenses_2": "2. ค่าใช้จ่าย",
        "expenses_2.honoraria": "ค่าตอบแทนคนทำงาน",
        "expenses_2.travel": "ค่าพาหนะ",
        "expenses_2.stationery": "ค่าเอกสาร/เครื่องเขียน",
        "expenses_2.meetings": "ค่ากิจกรรม/ประชุม",
        "expenses_2.other": "รายจ่ายอื่น",
        "right": "รวมยอดบัญชีรายจ่าย",
        "welfare_16": "สวัสดิการตามประเภท",
        "persons": "คน",
        "cases": "ครั้ง",
        "baht": "บาท",
        "ever_persons": "สะสม คน",
        "ever_baht": "สะสม บาท",
        "groups": "สมาชิกตามประเภท",
        "ever": "สะสม",
        "now": "ปัจจุบัน",
        "general": "บุคคลทั่วไป",
        "child_youth": "เด็ก/เยาวชน",
        "elderly": "ผู้สูงอายุ",
        "disadvantaged": "ผู้ด้อยโอกาส",
        "disabled": "ผู้พิการ",
        "orphan": "กำพร้า",
        "total": "รวม",
        "matching": "บัญชีขอรับสมทบจากรัฐ",
        "heads": "จำนวนคน",
        "asked": "จำนวนเงิน",
    },
    "en": {
        "year": "fiscal year",
        "income_statement": "Income and expense",
        "income": "Income",
        "welfare": "Welfare",
        "admin": "Administration",
        "surplus": "Surplus (deficit)",
        "balance_sheet": "Balance sheet",
        "assets": "Assets",
        "liabilities": "Liabilities",
        "funds": "Funds",
        "item10": "Financial position since the founding, to",
        "receipts_1": "1. Receipts",
        "receipts_1.contributions": "members' contributions",
        "receipts_1.codi_seed": "CODI seed grant",
        "receipts_1.state_match": "state match via CODI",
        "receipts_1.lao": "local government",
        "receipts_1.other_state": "other state bodies",
        "receipts_1.other": "other",
        "income_2": "2. Income",
        "income_2.entry_fees": "entry fees",
        "income_2.donations": "donations",
        "income_2.interest": "bank interest",
        "income_2.other_income": "other income",
        "left": "Total receipts",
        "assets_1": "1. Assets and money left",
        "assets_1.bank": "in the bank",
        "assets_1.cash": "cash on hand",
        "assets_1.welfare_paid": "welfare paid to members",
        "assets_1.investments": "investments",
        "assets_1.other": "other",
        "expenses_2": "2. Expenses",
        "expenses_2.honoraria": "honoraria",
        "expenses_2.travel": "travel",
        "expenses_2.stationery": "stationery",
        "expenses_2.meetings": "meetings",
        "expenses_2.other": "other",
        "right": "Total payments",
        "welfare_16": "Welfare by category",
        "persons": "people",
        "cases": "cases",
        "baht": "baht",
        "ever_persons": "people ever",
        "ever_baht": "baht ever",
        "groups": "Members by group",
        "ever": "ever",
        "now": "now",
        "general": "general",
        "child_youth": "children and youth",
        "elderly": "elderly",
        "disadvantaged": "disadvantaged",
        "disabled": "disabled",
        "orphan": "orphans",
        "total": "total",
        "matching": "State-matching list of",
        "heads": "people",
        "asked": "baht",
    },
}


def figures(book: Book, found: dict[str, Any], lang: str) -> RenderableType:
    """All figures of a period for a terminal."""
    words = WORDS[lang]

    def word(key: str) -> str:
        return words.get(key, key)

    return Group(
        title(book, found, lang),
        _trial(book, found, word, lang),
        _flow(book, found["receipts_payments"], word, lang),
        _pairs(word("members"), {word(k): str(v) for k, v in found["members"].items() if v}),
        _funds(found["subfunds"], word),
        _pairs(
            word("bank"),
            {
                word(key): money.text(found["bank_reconciliation"][key])
                for key in (
                    "statement_balance",
                    "deposits_in_transit_total",
                    "outstanding_payments_total",
                    "book_balance",
                    "difference",
                )
            },
        ),
    )


def annual(book: Book, found: dict[str, Any], lang: str) -> RenderableType:
    """All figures of a fiscal year for a terminal."""
    words = ANNUAL[lang]
    total = found["member_table"]
    groups = (*total["current"],)
    heads = _grid(words["groups"], "", words["ever"], words["now"])
    for name in groups:
        heads.add_row(words[name], f"{total['cumulative'][name]:,}", f"{total['current'][name]:,}")
    movement = {
        WORDS[lang].get(name, name): f"{count:,}"
        for name, count in found["members"].items()
        if count
    }
    shown: list[RenderableType] = [
        _year_title(book, found, lang),
        _income(book, found, lang),
        _sheet(book, found, lang),
        _funds(found["subfunds"], lambda key: WORDS[lang].get(key, key)),
        _item10(found["codi_item10"], lang),
        _welfare(book, found["welfare_16"], lang),
        _pairs(WORDS[lang]["members"], movement),
        heads,
    ]
    if found["state_matching"]:
        match = found["state_matching"]
        pairs = {words["heads"]: f"{match['heads']:,}", words["asked"]: money.text(match["amount"])}
        shown.append(_pairs(f"{words['matching']} {match['as_of']}", pairs))
    return Group(*shown)


def _year_title(book: Book, found: dict[str, Any], lang: str) -> str:
    name = book.fund["name-th"] if lang == "th" else book.fund.get("name-en")
    return escape(
        f"{name or book.fund['name-th']} · {ANNUAL[lang]['year']} {found['fiscal_year']}"
        f" · {found['from']} – {found['to']}"
    )


def _income(book: Book, found: dict[str, Any], lang: str) -> Table:
    words = ANNUAL[lang]
    both = found["income_statement"], found["income_statement_prior_year"]
    years = [one for one in both if one]
    grid = _years(words["income_statement"], found["fiscal_year"], len(years))
    for side in ("income", "welfare", "admin"):
        _side(grid, book, years, side, lang)
    grid.add_row(f"[bold]{words['surplus']}[/bold]", *(_figure(one["surplus"]) for one in years))
    return grid


def _sheet(book: Book, found: dict[str, Any], lang: str) -> Table:
    sheets = [found["balance_sheet"], found["balance_sheet_prior_year"]]
    grid = _years(ANNUAL[lang]["balance_sheet"], found["fiscal_year"], 2)
    for side in ("assets", "liabilities", "funds"):
        _side(grid, book, sheets, side, lang)
    return grid


def _years(heading: str, year: int, count: int) -> Table:
    return _grid(heading, "", *(str(year - before) for before in range(count)))


def _side(grid: Table, book: Book, years: list[Any], side: str, lang: str) -> None:
    """One side of a statement, by year: its total, then its lines."""
    totals = (_figure(one[f"{side}_total"]) for one in years)
    grid.add_row(f"[bold]{ANNUAL[lang][side]}[/bold]", *totals)
    keys = dict.fromkeys(key for one in years for key in one[side])
    for key in keys if side == "funds" else sorted(keys):
        named = f"{key} {account_name(book, key, lang)}"
        if side == "funds":
            named = WORDS[lang].get(key, key)
        grid.add_row(f"  {named}", *(_figure(one[side].get(key, Decimal(0))) for one in years))


def _figure(amount: Decimal | None) -> str:
    return "" if amount is None else money.text(amount) if amount else "–"


def _item10(both: dict[str, Any], lang: str) -> Table:
    words = ANNUAL[lang]
    grid = _grid(f"{words['item10']} {both['as_of']}", "", "")
    for blocks, side in (
        (("receipts_1", "income_2"), "left"),
        (("assets_1", "expenses_2"), "right"),
    ):
        for block in blocks:
            grid.add_row(f"[bold]{words[block]}[/bold]", money.text(both[f"{block}_total"]))
            for line, amount in both[block].items():
                grid.add_row(f"  {words.get(f'{block}.{line}', line)}", _figure(amount))
        grid.add_row(f"[bold]{words[side]}[/bold]", money.text(both[f"{side}_total"]))
    return grid


def _welfare(book: Book, rows: list[dict[str, Any]], lang: str) -> Table:
    words = ANNUAL[lang]
    grid = Table(title=words["welfare_16"], title_justify="left", show_edge=False, pad_edge=False)
    for head in ("", "persons", "cases", "baht", "ever_persons", "ever_baht"):
        grid.add_column(words.get(head, ""), justify="right" if head else "left")
    for row in rows:
        counts = (f"{row[key]:,}" if row[key] else "–" for key in ("persons", "cases"))
        ever = f"{row['cum_persons']:,}" if row["cum_persons"] else "–"
        name = f"{row['code']} {account_name(book, row['code'], lang).split(':')[-1]}"
        grid.add_row(name, *counts, _figure(row["amount"]), ever, _figure(row["cum_amount"]))
    return grid


def title(book: Book, found: dict[str, Any], lang: str) -> str:
    """Fund and period in one line."""
    return escape(_title(book, found, lang))


def _title(book: Book, found: dict[str, Any], lang: str) -> str:
    if lang == "en":
        period = found.get("month") or f"{found['first']} – {found['last']}"
        return f"{book.fund.get('name-en') or book.fund['name-th']} · {period}"
    if "month" in found:
        return f"{book.fund['name-th']} · {calendars.thai_month(found['month'])}"
    return f"{book.fund['name-th']} · {found['first']} – {found['last']}"


def account_name(book: Book, code: str, lang: str) -> str:
    """An account's Thai name, or its Beancount name in English."""
    account = next((name for name, known in book.codes.items() if known == code), code)
    if lang == "en" or account not in book.opens:
        return account
    return escape(str(book.opens[account].meta.get("name-th", account)))


def _grid(heading: str, *columns: str) -> Table:
    grid = Table(title=heading, title_justify="left", show_edge=False, pad_edge=False)
    for column in columns:
        grid.add_column(column, justify="right" if grid.columns else "left")
    return grid


def _trial(book: Book, found: dict[str, Any], word: Any, lang: str) -> Table:
    grid = Table(title=word("trial"), title_justify="left", show_edge=False, show_footer=True)
    total = found["trial_balance_total"]
    grid.add_column(word("code"))
    grid.add_column(word("name"), footer=word("total"))
    grid.add_column(word("debit"), justify="right", footer=money.text(total["debit"]))
    grid.add_column(word("credit"), justify="right", footer=money.text(total["credit"]))
    for row in found["trial_balance"]:
        sides = (money.text(row[side]) if row[side] else "" for side in ("debit", "credit"))
        grid.add_row(row["code"], account_name(book, row["code"], lang), *sides)
    return grid


def _flow(book: Book, flow: dict[str, Any], word: Any, lang: str) -> Table:
    grid = _grid(word("flow"), "", "")
    grid.add_row(word("opening"), money.text(flow["opening_total"]))
    for side in ("receipts", "payments"):
        grid.add_row(f"[bold]{word(side)}[/bold]", money.text(flow[f"{side}_total"]))
        for code, amount in flow[side].items():
            grid.add_row(f"  {code} {account_name(book, code, lang)}", money.text(amount))
    grid.add_row(f"[bold]{word('closing')}[/bold]", money.text(flow["closing_total"]))
    for code, amount in flow["closing"].items():
        if amount:
            grid.add_row(f"  {code} {account_name(book, code, lang)}", money.text(amount))
    return grid


def _funds(funds: dict[str, dict[str, Decimal]], word: Any) -> Table:
    parts = ("opening", "income", "expense", "transfer", "closing")
    grid = _grid(word("funds"), "", *(word(part) for part in parts))
    for name, fund in funds.items():
        grid.add_row(word(name), *(money.text(fund[part]) for part in parts))
    return grid


def _pairs(heading: str, pairs: dict[str, str]) -> Table:
    grid = _grid(heading, "", "")
    for name, value in pairs.items():
        grid.add_row(name, value)
    return grid


DECISION_HEADS = {
    "claim_no": ("คำขอ", "claim"),
    "member_no": ("สมาชิก", "member"),
    "benefit": ("สวัสดิการ", "benefit"),
    "verdict": ("ผล", "verdict"),
    "reason": ("เหตุ", "reason"),
    "article": ("ข้อ", "article"),
    "gross": ("อนุมัติ", "gross"),
    "net": ("สุทธิ", "net"),
}


def decisions(rows: list[dict[str, str]], lang: str) -> Table:
    """The decisions on all claims, the columns that a person reads."""
    grid = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for key, heads in DECISION_HEADS.items():
        right = key in ("gross", "net")
        side: Any = "right" if right else "left"
        grid.add_column(heads[lang != "th"], justify=side, overflow="fold", no_wrap=right)
    for row in rows:
        grid.add_row(*(row[key] for key in DECISION_HEADS))
    return grid
