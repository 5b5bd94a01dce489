"""`welfare claim …`: file, check, approve, refuse, pay, show, list, and what is due to many."""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.console import Group
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from rules import cases
from rules import claims as desk
from rules import decision
from rules import explain
from rules import reasons
from rules.claims import Verdict
from welfare import books
from welfare import calendars
from welfare import money
from welfare import register
from welfare.books import Book
from welfare.findings import refuse
from welfare.records import Batch
from welfare.records import baht
from welfare.shell import BAHT
from welfare.shell import DAY
from welfare.shell import PLACE
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import read_books
from welfare.shell import write

BY = "ผู้บันทึก (เลขบุคคล) ปกติเหรัญญิก"
EVIDENCE = "หลักฐานที่ยื่น คั่นด้วยจุลภาค เช่น claim-form,id-copy"


@click.group()
def claim() -> None:
    """คำขอรับสวัสดิการ: ยื่น ตรวจ อนุมัติ จ่าย (claims)."""


# --- filing --------------------------------------------------------------------------------------


def fact_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options for what a claim says besides member, benefit and day."""
    for option in reversed(
        [
            click.option("--event", type=DAY, required=True, help="วันเกิดเหตุ หรือวันรับไว้"),
            click.option("--until", "event_end", type=DAY, help="วันสิ้นสุด เช่น วันจำหน่าย"),
            click.option("--evidence", default="", help=EVIDENCE),
            click.option("--children", type=click.IntRange(1), help="จำนวนบุตร"),
            click.option("--damage", default="", help="ลักษณะความเสียหาย"),
            click.option("--assessed", type=BAHT, help="มูลค่าความเสียหายที่ประเมิน"),
            click.option("--level", "edu_level", default="", help="ระดับการศึกษา"),
            click.option("--gpa", default="", help="ผลการเรียนเฉลี่ย เช่น 3.25"),
            click.option("--outcome", default="", help="ผลที่ได้"),
            click.option("--relation", default="", help="ความเกี่ยวข้องกับสมาชิก"),
            click.option("--months", type=click.IntRange(1), help="จำนวนเดือนที่ขอ"),
            click.option("--cost", type=BAHT, help="จำนวนที่จ่ายจริง"),
            click.option("--requested", type=BAHT, help="จำนวนที่มติให้เป็นรายบุคคล"),
            click.option("--event-id", default="", help="เลขเหตุการณ์ที่หลายคำขอมีร่วมกัน"),
            click.option("--beneficiary", default="", help="ผู้ได้รับประโยชน์ (เลขบุคคล)"),
            click.option("--doc-ref", default="", help="เลขที่เอกสาร (ไม่ใช่เอกสารทางการแพทย์)"),
        ]
    ):
        command = option(command)
    return command


@claim.command("file")
@click.argument("member")
@click.argument("benefit")
@fact_options
@click.option("--on", "day", type=DAY, help="วันยื่นคำขอ (ปกติวันนี้)")
@click.option("--number", default="", help="เลขที่คำขอ (ปกติเลขถัดไป)")
@click.option("--again", is_flag=True, help="อีกคำขอหนึ่งที่เหมือนกัน (once more)")
@pass_call
def claim_file(call: Call, /, member: str, benefit: str, day: date | None, **given: Any) -> None:
    """รับคำขอ แล้วบอกผลตามระเบียบทันที (file a claim)."""
    facts = {key: given.pop(key) for key in list(given) if key not in ("number", "again")}
    for key in ("assessed", "cost", "requested"):
        facts[key] = None if facts[key] is None else baht(facts[key])
    for key in ("children", "months"):
        facts[key] = None if facts[key] is None else Decimal(facts[key])
    facts["gpa"] = _number(call, facts["gpa"])
    held: list[Book] = []

    def make(book: Book) -> Batch:
        batch = desk.file(book, member, benefit, day or call.today, call.today, **given, **facts)
        held.append(books.with_entries(book, batch.entries))
        return batch

    new = write(call, make)
    if new:
        number = str(new[0].values[1].value)
        # The last book is the one that sufficed.
        _tell(call, desk.verdicts(held[-1], call.today, call.lang, presume=True)[number])


def _number(call: Call, text: str) -> Decimal | None:
    plain = calendars.from_thai_digits(text).strip()
    if not plain:
        return None
    if not plain.replace(".", "", 1).isdecimal():
        raise call.usage(f"--gpa ต้องเป็นตัวเลข ไม่ใช่ {text}", f"--gpa is a number, not {text}")
    return Decimal(plain)


# --- before and in the meeting -------------------------------------------------------------------


@claim.command("check")
@click.argument("number", required=False)
@click.option("--send-back", is_flag=True, help="บันทึกว่าส่งคืนให้ทำหลักฐานให้ครบ")
@click.option("--on", "day", type=DAY, help="วันที่ส่งคืน (ปกติวันนี้)")
@click.option("--by", default="", help=BY)
@pass_call
def claim_check(call: Call, number: str | None, send_back: bool, day: date | None, by: str) -> None:
    """ผลตามระเบียบก่อนประชุม ของคำขอหนึ่งหรือที่รอพิจารณาทั้งหมด (the verdict before the meeting)."""
    if send_back:
        if not number:
            raise call.usage("--send-back ต้องบอกเลขที่คำขอ", "--send-back needs a claim")
        on, chosen = day or call.today, [number]
        write(call, lambda book: desk.send_back(book, chosen, on, call.today, call.lang, by=by))
        return
    book = _telling(call, number or "")
    if number:
        desk.claim_of(book, number)
    found = desk.verdicts(book, call.today, call.lang, presume=True)
    shown = [one for one in found.values() if number in (None, one.claim.number)]
    shown = [one for one in shown if number or one.state == "open"]
    for one in shown:
        _tell(call, one)
    if not number:
        call.say(f"รอพิจารณา {len(shown)} คำขอ", f"{len(shown)} claims are undecided")


def _telling(call: Call, number: str) -> Book:
    """Books that tell all of a claim: the whole history for one filed before a carried state."""
    book = read_books(call)
    known = book.claims.get(number)
    old = known.date < book.begins if known else book.past.holds("claim", number)
    return read_books(call, whole=True, told=False) if book.carried and old else book


def _tell(call: Call, one: Verdict) -> None:
    """The sentence, what may be done, and the ceilings as they would be."""
    lines = [todo for reason in one.found.reasons if (todo := reasons.todo(reason, call.lang))]
    for use in one.found.used:
        lines.append(_use(one, use, call.lang))
    own: list[Any] = [Text(one.sentence), *(Padding(Text(line), (0, 0, 0, 2)) for line in lines)]
    Console(emoji=False).print(Group(*own))


def _use(one: Verdict, use: cases.Use, lang: str) -> str:
    used = use.amount if use.in_baht else Decimal(use.units)
    shown, limit = (
        reasons.quantity(value, lang, "", in_baht=use.in_baht) for value in (used, use.limit)
    )
    after = one.found.verdict in decision.GRANTED
    if lang == "th":
        return f"เพดานปี {use.year}: ใช้{'หลังจ่าย' if after else 'แล้ว'} {shown} จาก {limit}"
    return f"ceiling {use.year}: {shown} of {limit} used{' after this' if after else ''}"


@claim.command("approve")
@click.argument("numbers", nargs=-1, required=True)
@click.option("--resolution", required=True, help="เลขที่มติ")
@click.option("--certify", default="", help="เงื่อนไขที่ที่ประชุมรับรอง คั่นด้วยจุลภาค")
@click.option("--by", default="", help=BY)
@pass_call
def claim_approve(
    call: Call, numbers: tuple[str, ...], resolution: str, certify: str, by: str
) -> None:
    """บันทึกมติอนุมัติ เท่าที่ระเบียบให้ (approve)."""
    write(
        call,
        lambda book: desk.approve(
            book, numbers, resolution, call.today, call.lang, certify=certify, by=by
        ),
    )


@claim.command("refuse")
@click.argument("number")
@click.option("--resolution", required=True, help="เลขที่มติ")
@click.option("--reason", default="", help="เหตุ (ปกติตามระเบียบ)")
@click.option("--by", default="", help=BY)
@pass_call
def claim_refuse(call: Call, number: str, resolution: str, reason: str, by: str) -> None:
    """บันทึกมติไม่อนุมัติ (refuse)."""
    write(
        call,
        lambda book: desk.refuse_claim(
            book, number, resolution, call.today, call.lang, reason=reason, by=by
        ),
    )


@claim.command("pay")
@click.argument("numbers", nargs=-1, required=True)
@click.option("--from", "place", type=PLACE, required=True, help="เงินสดหรือธนาคาร")
@click.option("--to", default="", help="ผู้รับเงิน (เลขบุคคล) ปกติตามระเบียบ")
@click.option("--to-name", default="", help="ชื่อผู้รับเงินที่ยังไม่มีเลขบุคคล (เก็บในทะเบียนเท่านั้น)")
@click.option("--on", "day", type=DAY, help="วันจ่าย (ปกติวันนี้)")
@click.option("--by", default="", help="ผู้จ่ายเงิน (เลขบุคคล) ปกติเหรัญญิก")
@pass_call
def claim_pay(
    call: Call, /, numbers: tuple[str, ...], place: str, day: date | None, **given: str
) -> None:
    """จ่ายเงินตามมติ หักเงินสมทบค้าง ใบสำคัญละผู้รับ (pay)."""
    if given["to"] and given["to_name"]:
        raise call.usage("ใช้ --to หรือ --to-name อย่างเดียว", "--to or --to-name, not both")
    on = day or call.today
    write(
        call,
        lambda book: desk.pay(book, numbers, place, on, call.today, call.lang, **given),
    )


# --- asking --------------------------------------------------------------------------------------


@claim.command("show")
@click.argument("number")
@click.option("--json", "as_json", is_flag=True)
@pass_call
def claim_show(call: Call, number: str, as_json: bool) -> None:
    """อธิบายคำขอหนึ่งทีละขั้น ตามระเบียบ (explain one claim)."""
    book = _telling(call, number)
    desk.claim_of(book, number)
    presume = frozenset([number]) if desk.states(book)[number] == "open" else frozenset()
    case, _ = decision.examine(book, number, presume=presume)
    one = desk.verdicts(book, call.today, call.lang, presume=bool(presume))[number]
    if as_json:
        click.echo(json.dumps(_json(one), ensure_ascii=False, indent=1))
        return
    console = Console(emoji=False, markup=False, highlight=False)
    console.print(Text(one.sentence), soft_wrap=False)
    console.print()
    console.print(page(book, one, case, call))


def page(book: Book, one: Verdict, case: cases.Case | None, call: Call) -> Group:
    """The facts of a claim and the steps of its decision, as a page for the terminal."""
    facts, people = Grid.grid(padding=(0, 2)), _people(call)
    for word, value in explain.filed(book, one.claim, call.lang):
        name = _name(book, people, value) if value == one.claim.member else ""
        facts.add_row(word, f"{value} {name}".strip())
    other = call.lang != "th"
    facts.add_row(("สถานะ", "state")[other], explain.STATES[one.state][other])
    parts: list[Any] = [Padding(facts, (0, 0, 1, 0))]
    for index, step in enumerate(explain.steps(case, one.found, call.lang, call.today), 1):
        head = f"{index}. {step.title}" + (f" ({step.article})" if step.article else "")
        parts.append(Text(head, style="bold"))
        parts += [Padding(Text(line), (0, 0, 0, 5)) for line in step.lines]
    return Group(*parts)


def _json(one: Verdict) -> dict[str, Any]:
    own, found = one.claim, one.found
    return {
        "claim": own.number,
        "member": own.member,
        "benefit": own.benefit,
        "event": own.event.isoformat(),
        "event_end": own.end.isoformat() if own.end else None,
        "filed": own.filed.isoformat(),
        "state": one.state,
        "verdict": found.verdict,
        "version": found.version,
        "entitled_from": found.entitled_from.isoformat() if found.entitled_from else None,
        "units": found.units,
        "rate": f"{found.rate:.2f}",
        "gross": f"{found.gross:.2f}",
        "deducted": f"{one.deducted:.2f}",
        "net": f"{one.net:.2f}",
        "reasons": [
            {
                "number": reasons.CODES[reason.code].number,
                "code": reason.code,
                "article": reason.article,
                "th": reasons.because(reason, "th"),
                "en": reasons.because(reason, "en"),
                "payable_from": reason.payable.isoformat() if reason.payable else None,
            }
            for reason in found.reasons
        ],
        "missing": list(found.missing),
        "resolution": own.resolution or None,
        "paid_on": own.paid_on.isoformat() if own.paid_on else None,
        "sentence": one.sentence,
    }


@claim.command("list")
@click.option("--undecided", is_flag=True, help="ที่รอพิจารณา")
@click.option("--unpaid", is_flag=True, help="ที่อนุมัติแล้วและรอจ่าย")
@click.option("--member", default="", help="ของสมาชิกเลขที่นี้")
@click.option("--json", "as_json", is_flag=True)
@pass_call
def claim_list(call: Call, undecided: bool, unpaid: bool, member: str, as_json: bool) -> None:
    """รายการคำขอ (claims)."""
    # What is undecided or unpaid is carried; all claims are told by the whole history.
    book = read_books(call, whole=not (undecided or unpaid))
    wanted = {"open"} if undecided else set()
    wanted |= {"approved"} if unpaid else set()
    number = calendars.from_thai_digits(member).zfill(4) if member else ""
    shown = [
        one
        for one in desk.verdicts(book, call.today, call.lang, presume=True).values()
        if (not wanted or one.state in wanted) and number in ("", one.claim.member)
    ]
    if as_json:
        click.echo(json.dumps([_json(one) for one in shown], ensure_ascii=False, indent=1))
        return
    Console(markup=False, emoji=False).print(_table(call, book, shown))
    call.say(f"{len(shown)} คำขอ", f"{len(shown)} claims")


HEADS = {
    "th": ("คำขอ", "สมาชิก", "ชื่อ", "สวัสดิการ", "เกิดเหตุ", "ผล", "บาท", "สถานะ"),
    "en": ("claim", "member", "name", "benefit", "event", "verdict", "baht", "state"),
}


_NAME, _BAHT = 2, 6
#: Columns that are not broken: number, member, day, baht.
_WHOLE = (0, 1, 4, 6)


def _table(call: Call, book: Book, shown: Iterable[Verdict]) -> Grid:
    people, other = _people(call), call.lang != "th"
    grid = Grid(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for index, head in enumerate(HEADS[call.lang]):
        if index != _NAME or call.names:
            whole = index in _WHOLE
            side: Any = "right" if index == _BAHT else "left"
            grid.add_column(head, justify=side, overflow="fold", no_wrap=whole)
    for one in shown:
        own, found = one.claim, one.found
        name = [_name(book, people, own.member)] if call.names else []
        filed = own.number in book.claims
        grid.add_row(
            own.number if filed else "",
            own.member,
            *name,
            explain.benefit_title(book, own, call.lang),
            reasons.day(own.event, call.lang),
            explain.VERDICTS[found.verdict][other],
            money.text(found.gross),
            explain.STATES[one.state if filed else "due"][other],
        )
    return grid


def _people(call: Call) -> register.People:
    return register.load(call.fund) if call.names else {}


def _name(book: Book, people: register.People, member: str) -> str:
    """A member's name as the register has it; "" where names are hidden."""
    found = book.members.get(member)
    row = people.get(str(found.facts.get("person", member))) if found else None
    return row.name if row else ""


# --- many at once --------------------------------------------------------------------------------


@claim.command("due")
@click.argument("benefit")
@click.option("--on", "event", type=DAY, required=True, help="วันเกิดเหตุ เช่น 1 เม.ย. 2567")
@click.option("--filed", type=DAY, help="วันยื่นคำขอ (ปกติวันนี้)")
@click.option("--file", "filing", is_flag=True, help="ยื่นคำขอให้ทุกคนในรายการ")
@click.option("--evidence", default="", help=EVIDENCE + " (ต้องมีเมื่อ --file)")
@click.option("--resolution", default="", help="มติอนุมัติทั้งรายการ")
@click.option("--sheet", "path", type=click.Path(path_type=Path), help="ใบจ่ายเงิน (.xlsx)")
@click.option("--by", default="", help=BY)
@pass_call
def claim_due(
    call: Call,
    /,
    benefit: str,
    event: date,
    filed: date | None,
    filing: bool,
    evidence: str,
    resolution: str,
    path: Path | None,
    by: str,
) -> None:
    """ผู้มีสิทธิในสวัสดิการประจำและยังไม่ได้รับ (who is due a recurring benefit)."""
    if filing and not evidence:
        raise call.usage(
            "--file ต้องบอกหลักฐานที่ทุกคนยื่นแล้วด้วย --evidence",
            "--file needs --evidence: what everybody has handed in",
        )
    day = filed or call.today
    if filing or resolution:

        def make(book: Book) -> Batch:
            own = (book, benefit, event, day)
            return _batch(call, own, evidence, resolution, by, filing=filing)

        write(call, make)
    book = read_books(call, since=event)
    found = desk.due_on(book, benefit, event, day, evidence, call.lang)
    chosen = desk.payable(found)
    if path is not None:
        from rules import sheet  # noqa: PLC0415 - workbooks are slow to load

        names = {one.claim.member: _name(book, _people(call), one.claim.member) for one in chosen}
        sheet.save(path, sheet.model(book, chosen, names, benefit, event))
        call.say(f"เขียน {path} แล้ว", f"{path} written")
    _summary(call, book, found, chosen)


def _batch(
    call: Call,
    own: tuple[Book, str, date, date],
    evidence: str,
    resolution: str,
    by: str,
    *,
    filing: bool,
) -> Batch:
    """The claims of everybody who is due one, filed, approved, or both, as one batch."""
    book, benefit, event, day = own
    chosen = desk.payable(desk.due_on(book, benefit, event, day, evidence, call.lang))
    batch = Batch()
    if filing:
        batch = desk.file_due(book, chosen, evidence, day, call.today)
    if resolution:
        later = books.with_entries(book, batch.entries)
        states = desk.states(later)
        known = cases.claims_of(later)
        wanted = {one.claim.member for one in chosen}
        name = desk.benefit_of(book, benefit, event)
        numbers = [
            number
            for number, one in known.items()
            if (one.benefit, one.event) == (name, event)
            and one.member in wanted
            and states[number] == "open"
        ]
        if not numbers:
            raise refuse("R526")
        batch.add(desk.approve(later, numbers, resolution, call.today, call.lang, by=by))
    if not batch.entries:
        raise refuse("R526")
    return batch


def _summary(call: Call, book: Book, found: list[Verdict], chosen: list[Verdict]) -> None:
    """Who is due what; of the others how many, by reason."""
    Console(markup=False, emoji=False).print(_table(call, book, chosen))
    gross = sum((one.found.gross for one in chosen), money.ZERO)
    net = sum((one.net for one in chosen), money.ZERO)
    call.say(
        f"มีสิทธิและยังไม่ได้รับ {len(chosen)} คน {money.text(gross)} บาท"
        f" หักเงินสมทบค้างแล้ว {money.text(net)} บาท",
        f"{len(chosen)} due, {money.text(gross)} baht, less arrears {money.text(net)} baht",
    )
    paid = sum(one.state == "paid" for one in found)
    if paid:
        call.say(f"จ่ายแล้ว {paid} คน", f"paid already: {paid}")
    codes = [one.found.reason for one in found if one.found.verdict not in decision.GRANTED]
    for code in sorted(set(codes), key=codes.index):
        number, words = codes.count(code), reasons.CODES[code]
        call.say(
            f"ไม่มีสิทธิ {number} คน: {words.number} {code}",
            f"not entitled: {number} for {words.number} {code}",
        )
