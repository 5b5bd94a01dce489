"""The auditor's working paper of a sample (กระดาษทำการสุ่มตรวจ): what to hold against its paper.

สุ่มตามหน่วยเงินตรา 30 รายการ · เลขสุ่ม (seed) 2567-ก · จาก 7,431 รายการ 643,120.25 บาท
1   7 ต.ค. 2565   06-66-0027   เงินสมทบ หมู่ 6   30.00   □ เอกสาร  □ ยอดตรง  □ อนุมัติ  □ ลงบัญชี
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Paragraph
from reports.model import Row
from reports.model import Signature
from reports.model import Signatures
from reports.model import Table
from reports.model import Tick
from reports.parts import account_name
from reports.parts import fund_name
from reports.sampling import Drawn
from reports.sampling import Method
from reports.words import Words
from welfare.books import Book
from welfare.money import ZERO

ID = "working-paper"
HOW = {
    "random": ("สุ่มอย่างง่าย (ทุกรายการมีโอกาสเท่ากัน)", "random, every line alike"),
    "mus": ("สุ่มตามหน่วยเงินตรา (MUS)", "monetary-unit sampling"),
}
KINDS = {
    "all": ("ทุกรายการ", "all lines"),
    "contributions": ("เงินสมทบ", "contributions"),
    "income": ("รายรับทุกประเภท", "all income"),
    "benefits": ("สวัสดิการที่จ่าย", "benefits paid"),
    "expenses": ("รายจ่ายทุกประเภท", "all expenses"),
}
TESTS = (
    ("เอกสาร", "paper"),
    ("ยอดตรง", "amount"),
    ("อนุมัติ", "approved"),
    ("ลงบัญชี", "booked"),
)


def working_paper(
    book: Book, drawn: Drawn, method: Method, what: str, when: str, day: date, lang: str
) -> Document:
    """The paper, to be filled in by hand.

    Args:
        book: the books.
        drawn: the sample.
        method: how it was drawn.
        what: what it was drawn from, in words.
        when: the days, in words.
        day: the day of the paper.
        lang: th or en.
    """
    words = Words(lang)
    blocks: tuple[Block, ...] = (
        Facts(tuple(facts(drawn, method, what, words)), 2),
        _table(book, drawn, words),
        Paragraph(how(words), small=True),
        Paragraph(words("สรุปผล", "Conclusion") + " " + "." * 200),
        Signatures(
            (
                Signature(words("ผู้ตรวจสอบ", "auditor")),
                Signature(words("ผู้สอบทาน", "reviewer")),
            )
        ),
    )
    return Document(
        id=ID,
        title=words("กระดาษทำการสุ่มตรวจ", "Working paper of a sample"),
        fund=fund_name(book, words),
        subtitle=when,
        day=day,
        lang=lang,
        audience="committee",
        blocks=blocks,
        paper="a4-wide",
        footer=f"{words(*HOW[method.how])} · seed {method.seed}",
    )


def facts(drawn: Drawn, method: Method, what: str, words: Words) -> list[tuple[str, Cell]]:
    """What one must know to draw the same sample again."""
    found = [
        (words("วิธี", "method"), Cell(words(*HOW[method.how]))),
        (words("เลขสุ่ม (seed)", "seed"), Cell(method.seed, keep=True, strong=True)),
        (words("สุ่มจาก", "drawn from"), Cell(what)),
        (words("ประชากร (รายการ)", "population (lines)"), Cell(drawn.size)),
        (words("ประชากร (บาท)", "population (baht)"), Cell(drawn.total)),
        (words("ตัวอย่าง (รายการ)", "sample (lines)"), Cell(len(drawn.items))),
        (words("ตัวอย่าง (บาท)", "sample (baht)"), Cell(_total(drawn))),
    ]
    if drawn.interval is not None:
        found += [
            (words("จำนวนครั้งที่สุ่ม", "draws"), Cell(method.size)),
            (words("ช่วงการเลือก (บาท)", "interval (baht)"), Cell(drawn.interval)),
            (words("จุดเริ่มต้น (บาท)", "start (baht)"), Cell(drawn.start, dash=False)),
        ]
    return found


def _total(drawn: Drawn) -> Decimal:
    return sum((item.amount for item in drawn.items), ZERO)


def _table(book: Book, drawn: Drawn, words: Words) -> Table:
    columns = (
        Column("#", "count", 0.4),
        Column(words("วันที่", "date"), "date", 1.1),
        Column(words("เลขที่", "number"), width=1.2),
        Column(words("บัญชี", "account"), width=1.8),
        Column(words("รายการ", "what"), width=2.6),
        Column(words("บาท", "baht"), "money", 1.1),
        *(Column(words(*test), width=0.7, align="center") for test in TESTS),
        Column(words("ข้อสังเกต", "remarks"), width=1.8),
    )
    rows = tuple(
        Row(
            (
                Cell(at),
                Cell(item.day),
                Cell(item.number, keep=True),
                Cell(account_name(book, item.account, words)),
                Cell(item.text),
                Cell(item.amount),
                *(Cell(Tick()) for _ in TESTS),
                Cell(""),
            )
        )
        for at, item in enumerate(drawn.items, 1)
    )
    return Table(columns, rows, ruled=True, small=True, name=words("รายการสุ่มตรวจ", "sample"))


def how(words: Words) -> str:
    """How the lines were chosen, so that anybody can choose them again."""
    return words(
        "ใครก็สุ่มซ้ำได้ผลเดิมจากเลขสุ่มเดียวกัน: สุ่มอย่างง่ายเลือกรายการที่ SHA-256 ของเลขสุ่มกับรายการน้อยที่สุด "
        "สุ่มตามหน่วยเงินตรานับสตางค์ตามลำดับสมุด แล้วเลือกรายการที่มีสตางค์ลำดับจุดเริ่มต้นและทุกช่วงถัดไป "
        "รายการที่มากกว่าช่วงอาจถูกเลือกหลายครั้ง รายการที่ได้จึงอาจน้อยกว่าจำนวนครั้งที่สุ่ม",
        "Whoever has the seed draws the same sample: a random one takes the lines with the smallest"
        " SHA-256 of seed and line; by money, the satang are counted in the order of the books and"
        " the lines are taken that hold the starting one and every interval after it. A line above"
        " the interval may be hit more than once, so that there may be fewer lines than draws.",
    )
