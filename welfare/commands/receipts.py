"""`welfare receipt …`: paper books issued, and numbers that are void, missing or not seen yet."""

from __future__ import annotations

from datetime import date

import click

from welfare.books import Book
from welfare.findings import refuse
from welfare.records import Batch
from welfare.records import custom
from welfare.records import split_number
from welfare.shell import DAY
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import write


@click.group()
def receipt() -> None:
    """สมุดใบเสร็จ และเลขที่ใบเสร็จที่ยกเลิก สูญหาย หรือค้างตรวจ (receipts)."""


@receipt.command("void")
@click.argument("number")
@click.option("--date", "day", type=DAY, help="วันที่ยกเลิก (ปกติวันนี้)")
@click.option("--by", required=True, help="ผู้ถือสมุดใบเสร็จ (เลขบุคคล)")
@click.option("--reason", required=True, help="เหตุ เช่น เขียนผิด")
@pass_call
def receipt_void(call: Call, number: str, day: date | None, by: str, reason: str) -> None:
    """ใบเสร็จยกเลิก เก็บต้นฉบับและสำเนาไว้ (a spoiled receipt)."""
    _state(call, "void", number, day, by, reason)


@receipt.command("missing")
@click.argument("number")
@click.option("--date", "day", type=DAY, help="วันที่พบ (ปกติวันนี้)")
@click.option("--by", required=True, help="ผู้ถือสมุดใบเสร็จ (เลขบุคคล)")
@click.option("--reason", required=True, help="เท่าที่ทราบ")
@pass_call
def receipt_missing(call: Call, number: str, day: date | None, by: str, reason: str) -> None:
    """ใบเสร็จสูญหาย (a lost receipt)."""
    _state(call, "missing", number, day, by, reason)


@receipt.command("outstanding")
@click.argument("number")
@click.option("--date", "day", type=DAY, help="วันที่ (ปกติวันนี้)")
@click.option("--by", required=True, help="ผู้ถือสมุดใบเสร็จ (เลขบุคคล)")
@pass_call
def receipt_outstanding(call: Call, number: str, day: date | None, by: str) -> None:
    """เลขที่ใบเสร็จที่ยังไม่เห็น จะถามอีกเมื่อปิดเดือน (a number not seen yet)."""
    _state(call, "outstanding", number, day, by, "")


def _state(
    call: Call,
    state: str,
    number: str,
    day: date | None,
    by: str,
    reason: str,
    *,
    paper: str = "receipt",
) -> None:
    entry = custom(
        day or call.today,
        (paper, state),
        [number],
        by=by,
        reason=reason,
        entered=call.today,
    )
    write(call, lambda _: Batch(entries=[entry]), present=True)


@click.group()
def voucher() -> None:
    """เลขที่ใบสำคัญจ่ายหรือเอกสารที่เสียไป (vouchers)."""


@voucher.command("void")
@click.argument("number")
@click.option("--date", "day", type=DAY, help="วันที่ยกเลิก (ปกติวันนี้)")
@click.option("--by", required=True, help="ผู้บันทึก (เลขบุคคล)")
@click.option("--reason", required=True, help="เหตุ เช่น เขียนผิด")
@pass_call
def voucher_void(call: Call, number: str, day: date | None, by: str, reason: str) -> None:
    """ใบสำคัญจ่ายหรือเลขที่เอกสารที่เสียไป เก็บต้นฉบับไว้ (a spoiled voucher)."""
    _state(call, "void", number, day, by, reason, paper="voucher")


@receipt.command("book")
@click.argument("first")
@click.argument("last")
@click.option("--to", required=True, help="ผู้รับสมุดใบเสร็จ (เลขบุคคล)")
@click.option("--book", default="", help="เล่มที่")
@click.option("--date", "day", type=DAY, help="วันที่จ่ายสมุด (ปกติวันนี้)")
@pass_call
def receipt_book(call: Call, first: str, last: str, to: str, book: str, day: date | None) -> None:
    """จ่ายสมุดใบเสร็จเล่มใหม่ ตั้งแต่เลขที่ FIRST ถึง LAST (issue a paper book)."""
    (series, start), (other, end) = split_number(first), split_number(last)
    if series != other or end < start:
        raise refuse("R116", first=first, last=last)

    def make(_: Book) -> Batch:
        entry = custom(
            day or call.today,
            ("receipt-book",),
            [series.rstrip("-/")],
            first=start,
            last=end,
            to=to,
            book=book,
            entered=call.today,
        )
        return Batch(entries=[entry])

    write(call, make, present=True)
