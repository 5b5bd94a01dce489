"""Commands that record money: collect, receive, spend, advance, transfer, hand over, count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from welfare import books
from welfare import calendars
from welfare import counter
from welfare.books import Book
from welfare.commands.start import Accept
from welfare.commands.start import import_files
from welfare.findings import NOWHERE
from welfare.findings import BadValue
from welfare.findings import Refused
from welfare.findings import finding
from welfare.findings import refuse
from welfare.papers.money import INCOME
from welfare.papers.money import SPENDING
from welfare.papers.money import Paper
from welfare.records import Batch
from welfare.shell import BAHT
from welfare.shell import DAY
from welfare.shell import PLACE
from welfare.shell import YEAR
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import write

AGAIN = "บันทึกอีกครั้ง แม้วันนี้บันทึกรายการที่เหมือนกันไว้แล้ว (record it once more)"
WHERE = "เงินสดหรือธนาคาร (ปกติเงินสด ดอกเบี้ยและค่าธรรมเนียมธนาคารเป็นธนาคาร)"


@click.command()
@click.argument("number")
@click.argument("amount", type=BAHT, required=False)
@click.option("--date", "day", type=DAY, help="วันที่ในใบเสร็จ (ปกติวันนี้)")
@click.option("--by", default="", help="ผู้เก็บเงิน (เลขบุคคล) ปกติเหรัญญิก")
@click.option("--receipt", default="", help="เลขที่ใบเสร็จของสมุดผู้เก็บเงิน")
@click.option("--months", default="", help="งวดที่ชำระ เช่น ต.ค.66-มี.ค.67")
@click.option("--entry-fee", type=BAHT, help="ค่าสมัคร")
@click.option("--reinstatement-fee", type=BAHT, help="ค่าธรรมเนียมคืนสภาพ")
@click.option("--note", default="")
@click.option("--again", is_flag=True, help=AGAIN)
@pass_call
def collect(
    call: Call,
    number: str,
    amount: Decimal | None,
    day: date | None,
    by: str,
    receipt: str,
    months: str,
    entry_fee: Decimal | None,
    reinstatement_fee: Decimal | None,
    note: str,
    again: bool,
) -> None:
    """รับเงินสมทบหนึ่งใบเสร็จ หรือทั้งใบเก็บเงิน (collect).

    NUMBER is a member number with AMOUNT, or the path of a collection workbook or CSV file.
    """
    if amount is None and entry_fee is None and reinstatement_fee is None:
        if calendars.from_thai_digits(number).isdigit():
            raise click.UsageError("collect NUMBER AMOUNT / --entry-fee / --reinstatement-fee")
        if not Path(number).is_file():
            raise refuse("R113", path=number)
        _refuse_options(day=day, by=by, receipt=receipt, months=months, note=note, again=again)
        import_files(call, "collections", [Path(number)], None, Accept())
        return
    covered = ""
    if months:
        try:
            first, last = calendars.parse_months(months, reference=call.today)
        except BadValue as bad:
            raise Refused(bad.at(NOWHERE), exit_code=2) from bad
        covered = first if first == last else f"{first}..{last}"
    amounts = {
        books.CONTRIBUTIONS: amount or Decimal(0),
        books.ENTRY_FEES: entry_fee or Decimal(0),
        books.REINSTATEMENT_FEES: reinstatement_fee or Decimal(0),
    }
    write(
        call,
        lambda book: counter.collect(
            book,
            number,
            amounts,
            day or call.today,
            call.today,
            by=by,
            receipt=receipt,
            months=covered,
            note=note,
            again=again,
            strays=call.strays,
        ),
        present=True,
    )


def _refuse_options(**given: object) -> None:
    """Refuse, as wrong usage, what a whole sheet says itself."""
    names = {"day": "date"}
    options = ", ".join(f"--{names.get(key, key)}" for key, value in given.items() if value)
    if options:
        raise Refused(finding("R421", options=options), exit_code=2)


def money_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options that every document of money has."""
    for option in reversed(
        [
            click.option("--date", "day", type=DAY, help="วันที่ของเอกสาร (ปกติวันนี้)"),
            click.option("--doc", default="", help="เลขที่เอกสาร (ปกติเลขถัดไป)"),
            click.option("--by", default="", help="ผู้รับหรือจ่ายเงิน (เลขบุคคล) ปกติเหรัญญิก"),
            click.option("--approved-by", default="", help="ผู้อนุมัติ (เลขบุคคล)"),
            click.option("--resolution", default="", help="เลขที่มติ"),
            click.option("--narration", default="", help="รายการ"),
            click.option("--again", is_flag=True, help=AGAIN),
        ]
    ):
        command = option(command)
    return command


def _document(call: Call, /, kind: str, amount: Decimal, place: str, **given: Any) -> None:
    day = given.pop("day") or call.today
    doc, by, again = given.pop("doc"), given.pop("by"), given.pop("again")
    paper = Paper(doc, day, kind, amount, place, by, **given)
    write(call, lambda book: counter.document(book, paper, call.today, again=again), present=True)


@click.command()
@click.argument(
    "kind", type=click.Choice([*sorted(INCOME), "unidentified-in", "unidentified-clear"])
)
@click.argument("amount", type=BAHT)
@click.option("--place", type=PLACE, help=WHERE)
@click.option("--from", "payee", default="", help="ชื่อหน่วยงานผู้จ่าย (ไม่ใช่ชื่อบุคคล)")
@click.option("--from-person", "party", default="", help="เลขบุคคลผู้จ่าย")
@click.option("--receipt", default="", help="เลขที่ใบเสร็จ (ปกติเลขถัดไป)")
@click.option("--matching", type=YEAR, default=None, help="ปีงบประมาณ พ.ศ. ของบัญชีรายชื่อขอรับสมทบ")
@click.option("--excess", type=BAHT, help="ส่วนที่เกินสิทธิ ต้องคืน (ปกติคิดจากบัญชีรายชื่อที่บันทึกไว้)")
@click.option(
    "--as", "sub_kind", type=click.Choice(sorted(INCOME)), help="เงินไม่ทราบที่มา กลายเป็นรายได้ใด"
)
@money_options
@pass_call
def receive(call: Call, /, kind: str, amount: Decimal, place: str | None, **given: Any) -> None:
    """รับเงินอื่น: เงินอุดหนุน บริจาค ดอกเบี้ย (other income)."""
    given["sub_kind"] = given["sub_kind"] or ""
    if (kind == "unidentified-clear") != bool(given["sub_kind"]):
        raise call.usage(
            "unidentified-clear ต้องบอกด้วยว่าเป็นรายได้ใด (--as) และใช้ --as เฉพาะกรณีนี้",
            "unidentified-clear needs --as KIND, and only it",
        )
    matching, excess = given["matching"] or "", given.pop("excess")
    given["matching"] = matching
    if kind != "grant-state-match" and (matching or excess is not None):
        raise call.usage(
            "--matching และ --excess ใช้กับ grant-state-match เท่านั้น",
            "--matching and --excess are for grant-state-match only",
        )
    if excess is not None and (not matching or excess >= amount):
        raise call.usage(
            "--excess ใช้คู่กับ --matching และต้องน้อยกว่ายอดที่รับ",
            "--excess goes with --matching, and is less than the amount",
        )
    if matching:
        _state_match(call, amount, place or _place_of(kind), excess, **given)
        return
    _document(call, kind, amount, place or _place_of(kind), **given)


def _state_match(
    call: Call, amount: Decimal, place: str, excess: Decimal | None, **given: Any
) -> None:
    """State money for a list: what exceeds the list's total is to be refunded."""
    day = given.pop("day") or call.today
    doc, by, again = given.pop("doc"), given.pop("by"), given.pop("again")
    paper = Paper(doc, day, "grant-state-match", amount, place, by, **given)

    def make(book: Book) -> Batch:
        whole = counter.state_match(book, paper, excess, again=again)
        return counter.document(book, whole, call.today, again=again)

    write(call, make)


def _place_of(kind: str) -> str:
    """Interest and fees come and go at the bank; other money, if nobody says so, is cash."""
    return "bank" if kind in ("interest", "bank-fee") else "cash"


@click.command()
@click.argument(
    "kind", type=click.Choice([*sorted(SPENDING), "refund-state-match", "refund-nonmember"])
)
@click.argument("amount", type=BAHT)
@click.option("--place", type=PLACE, help=WHERE)
@click.option("--to", "payee", default="", help="ชื่อร้านหรือหน่วยงานผู้รับ (ไม่ใช่ชื่อบุคคล)")
@click.option("--to-person", "party", default="", help="เลขบุคคลผู้รับ")
@click.option("--voucher", default="", help="เลขที่ใบสำคัญจ่าย (ปกติเลขถัดไป)")
@money_options
@pass_call
def spend(call: Call, /, kind: str, amount: Decimal, place: str | None, **given: Any) -> None:
    """จ่ายเงิน: ค่าใช้จ่าย กิจกรรม คืนเงิน (spending and refunds)."""
    if kind != "bank-fee" and not (given["payee"] or given["party"]):
        raise call.usage(
            "บอกผู้รับเงินด้วย: --to ชื่อร้านหรือหน่วยงาน หรือ --to-person เลขบุคคล",
            "say who is paid: --to NAME of an institution, or --to-person NUMBER",
        )
    _document(call, kind, amount, place or _place_of(kind), **given)


@click.command()
@click.argument("step", type=click.Choice(["out", "clear", "return"]))
@click.argument("amount", type=BAHT)
@click.option("--person", "party", required=True, help="ผู้รับเงินทดรอง (เลขบุคคล)")
@click.option("--place", type=PLACE, default="cash")
@click.option("--as", "sub_kind", type=click.Choice(sorted(SPENDING)), help="ล้างเป็นค่าใช้จ่ายใด")
@money_options
@pass_call
def advance(call: Call, /, step: str, amount: Decimal, place: str, **given: Any) -> None:
    """เงินทดรองจ่าย: จ่าย ล้าง คืน (advances)."""
    given["sub_kind"] = given["sub_kind"] or ""
    if (step == "clear") != bool(given["sub_kind"]):
        raise call.usage(
            "advance clear ต้องบอกว่าเป็นค่าใช้จ่ายใด (--as) และใช้ --as เฉพาะกรณีนี้",
            "advance clear needs --as KIND, and only it",
        )
    _document(call, f"advance-{step}", amount, place, **given)


@click.command()
@click.argument("giver", type=click.Choice(list(books.FUNDS)))
@click.argument("taker", type=click.Choice(list(books.FUNDS)))
@click.argument("amount", type=BAHT)
@money_options
@pass_call
def transfer(call: Call, /, giver: str, taker: str, amount: Decimal, **given: Any) -> None:
    """โอนระหว่างกองทุนย่อย ตามมติ (transfer between sub-funds)."""
    if giver == taker:
        raise call.usage(
            "กองทุนที่ให้และกองทุนที่รับต้องต่างกัน",
            "the two sub-funds must differ",
        )
    _document(call, "subfund-transfer", amount, "", sub_kind=f"{giver}>{taker}", **given)


@click.command()
@click.argument("amount", type=BAHT)
@money_options
@pass_call
def deposit(call: Call, /, amount: Decimal, **given: Any) -> None:
    """นำเงินสดฝากธนาคาร (cash to bank)."""
    _document(call, "deposit", amount, "bank", **given)


@click.command()
@click.argument("amount", type=BAHT)
@money_options
@pass_call
def withdraw(call: Call, /, amount: Decimal, **given: Any) -> None:
    """ถอนเงินจากธนาคาร (bank to cash)."""
    _document(call, "withdrawal", amount, "cash", **given)


@click.command()
@click.argument("village")
@click.argument("amount", type=BAHT)
@click.option("--place", type=PLACE, default="cash", help="ส่งเหรัญญิก หรือเข้าบัญชีธนาคาร")
@money_options
@pass_call
def handover(call: Call, /, village: str, amount: Decimal, place: str, **given: Any) -> None:
    """ผู้เก็บเงินของหมู่บ้านนำส่งเงิน (a collector hands in)."""
    day = given.pop("day") or call.today
    doc, by, again = given.pop("doc"), given.pop("by"), given.pop("again")

    def make(book: Book) -> Batch:
        number = counter.village_number(book, village)
        collector = book.officer("collector", day, number)
        if collector is None:
            raise refuse("P303", role="collector", day=day, village=number)
        paper = Paper(
            doc,
            day,
            f"handover-{place}",
            amount,
            place,
            by,
            village=number,
            party=collector,
            **given,
        )
        return counter.document(book, paper, call.today, again=again)

    write(call, make, present=True)


@click.command()
@click.argument("pieces", nargs=-1, required=True)
@click.option("--date", "day", type=DAY, help="วันที่นับ (ปกติวันนี้)")
@click.option("--by", required=True, help="ผู้นับ (เลขบุคคล)")
@click.option("--witness", required=True, help="พยาน (เลขบุคคล)")
@click.option("--total", type=BAHT, help="ยอดที่แจ้ง ใช้ตรวจกับผลรวม")
@pass_call
def count(
    call: Call,
    pieces: tuple[str, ...],
    day: date | None,
    by: str,
    witness: str,
    total: Decimal | None,
) -> None:
    """ตรวจนับเงินสดตามชนิดธนบัตรและเหรียญ เช่น 1000=3 20=7 (count cash)."""
    counted = counter.parse_pieces(pieces)

    def make(book: Book) -> Batch:
        batch = counter.count_cash(
            book, counted, day or call.today, call.today, by=by, witness=witness
        )
        amount = counter.worth(counted)
        if total is not None and total != amount:
            raise refuse("R105", counted=amount, declared=total)
        return batch

    write(call, make, present=True)


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="เหตุที่กลับรายการ")
@click.option("--by", required=True, help="ผู้บันทึก (เลขบุคคล)")
@click.option("--date", "day", type=DAY, help="วันที่ในเดือนที่ยังเปิด (ปกติวันนี้)")
@click.option("--approved-by", default="")
@click.option("--resolution", default="")
@click.option("--to-member", default="", help="ย้ายใบเสร็จไปให้สมาชิกเลขที่นี้")
@click.option("--to", "payee", default="", help="ถ้ามีเงินออก: หน่วยงานผู้รับ (ไม่ใช่ชื่อบุคคล)")
@click.option("--to-person", "party", default="", help="ถ้ามีเงินออก: เลขบุคคลผู้รับ")
@click.option("--void", is_flag=True, help="ใบเสร็จที่ไม่เคยรับเงิน: กลับรายการและยกเลิกใบเสร็จ")
@pass_call
def reverse(
    call: Call, /, number: str, reason: str, by: str, day: date | None, **given: Any
) -> None:
    """กลับรายการตามเลขที่เอกสาร ใบสำคัญ หรือใบเสร็จ (reverse an entry).

    Money that leaves the fund needs --to or --to-person, and takes the next voucher.
    """
    if given["void"] and given["to_member"]:
        raise call.usage("ใช้ --void กับ --to-member พร้อมกันไม่ได้", "--void or --to-member, not both")
    write(
        call,
        lambda book: counter.reverse(
            book, number, day or call.today, call.today, by=by, reason=reason, **given
        ),
        present=True,
    )
