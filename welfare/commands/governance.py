"""Commands that record officers, meetings, signatures, papers attached and irregularities."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from welfare import calendars
from welfare import counter
from welfare import register
from welfare import years
from welfare.shell import BAHT
from welfare.shell import DAY
from welfare.shell import TERM_END
from welfare.shell import YEAR
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import write
from welfare.vocabulary import PAPERS

ROLES = (
    "chair",
    "vice-chair",
    "secretary",
    "treasurer",
    "bookkeeper",
    "collector",
    "planner",
    "member",
    "auditor",
)


@click.group()
def officer() -> None:
    """กรรมการ ผู้เก็บเงิน ผู้ตรวจสอบ (officers)."""


@officer.command("add")
@click.argument("person")
@click.option("--name", default="", help="ชื่อ สกุล (เก็บในทะเบียนเท่านั้น ไม่ต้องใส่ถ้ามีในทะเบียนแล้ว)")
@click.option("--role", type=click.Choice(ROLES), required=True, help="ตำแหน่ง")
@click.option("--from", "first", type=DAY, required=True, help="วันเริ่มวาระ")
@click.option("--until", "last", type=TERM_END, required=True, help="วันสุดท้ายของวาระ")
@click.option("--village", default="", help="หมู่ที่ ของผู้เก็บเงิน")
@click.option("--member", default="", help="เลขที่สมาชิก ถ้าเป็นสมาชิก (ใช้ตรวจผลประโยชน์ขัดกัน)")
@pass_call
def officer_add(
    call: Call,
    person: str,
    name: str,
    role: str,
    first: date,
    last: date,
    village: str,
    member: str,
) -> None:
    """บันทึกวาระของกรรมการหรือผู้ตรวจสอบ (a term of office)."""
    if (role == "collector") != bool(village):
        raise call.usage(
            "ผู้เก็บเงินต้องมี --village หมู่ที่ ตำแหน่งอื่นไม่ต้องมี",
            "a collector needs --village, nobody else",
        )
    number = calendars.from_thai_digits(village).zfill(2) if village else ""
    write(
        call,
        lambda book: counter.add_officer(
            book,
            register.load(call.fund),
            person,
            name,
            role,
            number,
            first,
            last,
            call.today,
            member=member,
        ),
    )


@click.command()
@click.argument("number")
@click.option("--date", "day", type=DAY, required=True, help="วันประชุม")
@click.option(
    "--type",
    "type_",
    type=click.Choice(["committee", "general", "extraordinary"]),
    default="committee",
)
@click.option("--attendees", type=click.IntRange(0), required=True, help="ผู้มาประชุม")
@click.option("--committee-size", "size", type=click.IntRange(1), help="จำนวนกรรมการทั้งหมด")
@click.option(
    "--resolution",
    "resolutions",
    multiple=True,
    nargs=2,
    help="มติ: เลขที่ และข้อความ เช่น --resolution 1/2568-1 'อนุมัติค่าใช้จ่าย'",
)
@click.option("--refs", multiple=True, nargs=2, help="เลขที่มติ และเอกสารที่มตินั้นพิจารณา")
@pass_call
def meeting(
    call: Call,
    number: str,
    day: date,
    type_: str,
    attendees: int,
    size: int | None,
    resolutions: tuple[tuple[str, str], ...],
    refs: tuple[tuple[str, str], ...],
) -> None:
    """บันทึกการประชุมและมติ (a meeting and its resolutions)."""
    about = dict(refs)
    if not about.keys() <= dict(resolutions).keys():
        raise call.usage(
            "--refs ต้องอ้างเลขมติที่ให้ไว้ใน --resolution",
            "--refs names a resolution given with --resolution",
        )
    rows = [{"number": key, "text": text, "refs": about.get(key, "")} for key, text in resolutions]
    write(
        call,
        lambda _: counter.meeting(
            number,
            day,
            call.today,
            type_=type_,
            attendees=attendees,
            size=size,
            resolutions=rows,
        ),
    )


@click.group()
def sign() -> None:
    """ผู้ตรวจสอบและที่ประชุมใหญ่ลงนาม (sign)."""


@sign.command("audit")
@click.argument("year", type=YEAR)
@click.option("--date", "day", type=DAY, required=True)
@click.option("--by", required=True, help="ผู้ตรวจสอบ (เลขบุคคล)")
@click.option(
    "--opinion",
    type=click.Choice(["unqualified", "qualified", "adverse", "disclaimer"]),
    required=True,
)
@click.option("--text", default="", help="ข้อสังเกต")
@pass_call
def sign_audit(call: Call, year: str, day: date, by: str, opinion: str, text: str) -> None:
    """รายงานผู้ตรวจสอบของปีบัญชี พ.ศ. ที่ปิดแล้ว (the auditor's report)."""
    write(
        call,
        lambda book: years.audit(book, year, day, call.today, by=by, opinion=opinion, text=text),
    )


@sign.command("adoption")
@click.argument("year", type=YEAR)
@click.option("--date", "day", type=DAY, required=True)
@click.option("--resolution", required=True)
@pass_call
def sign_adoption(call: Call, year: str, day: date, resolution: str) -> None:
    """ที่ประชุมใหญ่รับรองงบของปีบัญชี พ.ศ. ที่ตรวจสอบแล้ว: ปีนั้นล็อกถาวร (adoption locks the year)."""
    if write(call, lambda book: years.adoption(book, year, day, call.today, resolution)):
        call.say(
            f"ปีบัญชี {year} ล็อกถาวรแล้ว แก้หรือเปิดใหม่ไม่ได้อีก",
            f"fiscal year {year} is locked for good: it can be neither changed nor reopened",
        )


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--to", "subject", required=True, help="เลขที่ใบสำคัญ คำขอ หรือใบเสร็จ")
@click.option("--paper", required=True, help=f"ชนิดเอกสาร: {', '.join(PAPERS)}")
@click.option("--date", "day", type=DAY, help="วันที่ของเอกสาร (ปกติวันนี้)")
@click.option("--by", required=True, help="ผู้บันทึก (เลขบุคคล)")
@pass_call
def attach(
    call: Call, file: Path | None, subject: str, paper: str, day: date | None, by: str
) -> None:
    """แนบหลักฐาน (attach a paper)."""
    paper = paper.replace("_", "-")
    write(
        call,
        lambda book: counter.attach(book, file, subject, paper, day or call.today, call.today, by),
    )


@click.group()
def irregularity() -> None:
    """ความผิดปกติที่เกิดขึ้นจริง (irregularities)."""


@irregularity.command("record")
@click.argument("code")
@click.argument("subject")
@click.option("--amount", type=BAHT, help="จำนวนเงินที่เกี่ยวข้อง")
@click.option("--date", "day", type=DAY, help="วันที่พบ (ปกติวันนี้)")
@click.option("--by", required=True, help="ผู้พบ (เลขบุคคล)")
@pass_call
def irregularity_record(
    call: Call, code: str, subject: str, amount: Decimal | None, day: date | None, by: str
) -> None:
    """บันทึกความผิดปกติ (record an irregularity)."""
    write(
        call,
        lambda _: counter.irregularity(code, subject, amount, day or call.today, call.today, by),
    )


@irregularity.command("settle")
@click.argument("code")
@click.argument("subject")
@click.option("--resolution", default="", help="มติที่รับรอง")
@click.option("--doc", default="", help="เอกสารที่เรียกเงินคืน")
@click.option("--date", "day", type=DAY, help="วันที่แก้ไข (ปกติวันนี้)")
@click.option("--by", required=True, help="ผู้บันทึก (เลขบุคคล)")
@pass_call
def irregularity_settle(
    call: Call, code: str, subject: str, resolution: str, doc: str, day: date | None, by: str
) -> None:
    """บันทึกว่าแก้ไขแล้ว: มติที่รับรอง หรือเงินที่เรียกคืน (settle an irregularity)."""
    if bool(resolution) == bool(doc):
        raise call.usage(
            "ใส่ --resolution (มติที่รับรอง) หรือ --doc (เอกสารที่เรียกเงินคืน) อย่างใดอย่างหนึ่ง",
            "give either --resolution or --doc",
        )
    write(
        call,
        lambda book: counter.settle_irregularity(
            book,
            code,
            subject,
            day or call.today,
            call.today,
            by,
            resolution=resolution,
            doc=doc,
        ),
    )


@click.command()
@click.argument("name")
@click.option("--by", required=True, help="ผู้บันทึก (เลขบุคคล)")
@pass_call
def payee(call: Call, name: str, by: str) -> None:
    """ลงทะเบียนบุคคลผู้รับเงินที่ไม่ใช่สมาชิก ได้เลขบุคคล P… (register a payee)."""
    write(call, lambda _: counter.add_payee(register.load(call.fund), name, call.today, by))
