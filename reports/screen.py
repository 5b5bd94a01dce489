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
