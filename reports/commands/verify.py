"""`welfare verify`: are the closed periods still what was closed, and what the paper says?

welfare verify                                      the years that main.beancount loads
welfare verify --all                                the whole history
welfare verify --all --code 6947-6016-1857-8600-7   the books against a signed paper
welfare verify --files                              what is sealed, and how
welfare verify --redecide                           every payment judged anew, never an error
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from reports import verifying
from welfare import calendars
from welfare import money
from welfare import records
from welfare import seals
from welfare import writing
from welfare.findings import Finding
from welfare.findings import by_place
from welfare.findings import refuse
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import read_books

if TYPE_CHECKING:
    from reports.verifying import Case
    from reports.verifying import Paper
    from reports.verifying import Sealed
    from reports.verifying import Step
    from welfare.seals import Closing

#: Progress is shown when it has taken so long, in seconds.
PATIENCE = 2.0

HOW = {
    "final": ("ทุกไบต์", "every byte"),
    "package": ("ทุกไบต์", "every byte"),
    "growing": ("ส่วนที่ลงวันที่ไม่เกิน", "what is dated up to"),
}


@click.command()
@click.option("--all", "whole", is_flag=True, help="ทั้งประวัติ ไม่เฉพาะปีที่เปิด")
@click.option("--files", "listed", is_flag=True, help="แสดงแฟ้มที่ปิดผนึกและวิธีปิดผนึก")
@click.option(
    "--code",
    "codes",
    multiple=True,
    help="รหัสบนกระดาษ เช่น 6947-6016-1857-8600-7 หรือ ต.ค.2566=6947-…",
)
@click.option("--redecide", is_flag=True, help="พิจารณาการจ่ายทุกรายการใหม่")
@click.option("--json", "as_json", is_flag=True)
@pass_call
def verify(
    call: Call, whole: bool, listed: bool, codes: tuple[str, ...], redecide: bool, as_json: bool
) -> None:
    """ตรวจว่างวดที่ปิดแล้วไม่ถูกแก้ และตรงกับรหัสบนกระดาษ (verify the closed periods)."""
    if redecide:
        _redecide(call, as_json=as_json)
        return
    case = _case(call, whole=whole)
    papers = [
        verifying.typed(code, fiscal_start=case.book.fiscal_start, today=call.today)
        for code in codes
    ]
    with _patient(len(case.scope)) as step:
        found = by_place([*verifying.differences(case, step)])
    found += verifying.against_paper(case.links, papers)
    if as_json:
        click.echo(json.dumps(_data(call, case, papers, found), ensure_ascii=False, indent=1))
    else:
        if listed:
            _list(call, verifying.sealed(case))
        _tell(call, case, papers, found)
    sys.exit(1 if found else 0)


def _case(call: Call, *, whole: bool) -> Case:
    """The fund's files as they are between two writes."""
    if not (call.fund / "main.beancount").is_file():
        raise refuse("F301", folder=call.fund)
    if writing.pending(call.fund):
        with writing.lock(call.fund):
            records.settle(call.fund, call.tell)
    return verifying.open_case(seals.Disk(call.fund), call.fund, whole=whole)


@contextmanager
def _patient(total: int) -> Iterator[Step]:
    """A progress bar once it has taken long; none where the output is no terminal."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=total)
    start = time.monotonic()
    shown = False

    def step(name: str) -> None:
        nonlocal shown
        if not shown and time.monotonic() - start > PATIENCE and sys.stderr.isatty():
            shown = True
            bar.start()
        bar.update(task, advance=1, description=name)

    try:
        yield step
    finally:
        if shown:
            bar.stop()


def _tell(call: Call, case: Case, papers: list[Paper], found: list[Finding]) -> None:
    for item in found:
        click.echo(item.line(call.lang))
    for item in verifying.notes(case):
        click.echo(item.line(call.lang))
    for one in verifying.persons(case):
        if one.recorded:
            call.say(
                f"ทะเบียนบุคคล {one.person}: แก้หลังปิดงวด {_be(one.since)} มีบันทึกการแก้ไขแล้ว",
                f"register, person {one.person}: changed since {one.since.period}, as recorded",
            )
    if not case.links and not found:
        call.say(
            "ยังไม่เคยปิดงวด จึงยังไม่มีอะไรให้ตรวจ",
            "nothing was ever closed, so there is nothing to verify",
        )
        return
    last = verifying.attested(case.links, papers)
    if last:
        call.say(
            f"รหัสบนกระดาษตรงกับการปิดงวด {_be(last)} และทุกงวดที่ปิดก่อนหน้านั้น",
            f"the paper agrees with the closing of {last.period} and all that was closed before",
        )
    elif not papers and not found:
        call.say(
            "หมายเหตุ: ใครถือสมุดบัญชีก็ปิดผนึกใหม่ได้ ให้ตรวจกับรหัสบนกระดาษด้วย --code",
            "note: who holds the books can seal them anew; hold them against the paper: --code",
        )
    end = case.scope[-1] if case.scope else None
    here, there = (f"  {_be(end)} {end.code}", f"  {end.period} {end.code}") if end else ("", "")
    call.say(
        f"ตรวจ {len(case.scope)} งวดที่ปิดแล้ว พบ {len(found)} ข้อ{here}",
        f"{len(case.scope)} closings verified, {len(found)} findings{there}",
    )


def _be(link: Closing) -> str:
    """The period of a closing with its พ.ศ. year, as one may type it: `2566-10`, `2567`."""
    period = link.period
    return period if period.isdigit() else calendars.be_month(period)


def _list(call: Call, rows: list[Sealed]) -> None:
    for row in rows:
        how = HOW[row.how][call.lang != "th"]
        if row.how == "growing":
            last = row.closing.last
            how += f" {calendars.thai_date(last) if call.lang == 'th' else last}"
        period = _be(row.closing) if call.lang == "th" else row.closing.period
        click.echo(f"{period:8} {row.file:45} {how}  {row.sha256[:16]}")
    call.say(
        "ทะเบียนบุคคล: แต่ละแถวเทียบด้วยรหัสตรวจสอบ (กุญแจ register/seal.key)",
        "register: each row by a keyed hash (register/seal.key)",
    )


def _data(call: Call, case: Case, papers: list[Paper], found: list[Finding]) -> dict[str, object]:
    last = verifying.attested(case.links, papers)
    scope = set(case.scope)
    return {
        "closings": [_link(call, link, verified=link in scope) for link in case.links],
        "findings": [
            {"code": item.code, "place": item.place.text("en"), "text": item.text(call.lang)}
            for item in found
        ],
        "notes": [
            {"code": item.code, "text": item.text(call.lang)} for item in verifying.notes(case)
        ],
        "persons": [
            {"person": one.person, "since": one.since.period, "recorded": one.recorded}
            for one in verifying.persons(case)
        ],
        "files": [
            {"file": x.file, "how": x.how, "closing": x.closing.period, "sha256": x.sha256}
            for x in verifying.sealed(case)
        ],
        "attested": last.period if last else None,
    }


def _link(call: Call, link: Closing, *, verified: bool) -> dict[str, object]:
    return {
        "period": link.period,
        "kind": link.kind,
        "words": verifying.KINDS[link.kind][call.lang != "th"],
        "first": link.first.isoformat(),
        "last": link.last.isoformat(),
        "code": link.code,
        "entered": link.entered.isoformat(),
        "by": link.by,
        "verified": verified,
    }


# --- payments ------------------------------------------------------------------------------------


def _redecide(call: Call, *, as_json: bool) -> None:
    """Judge every payment anew, of locked years too; never an error."""
    from rules import payments  # noqa: PLC0415 - of this option only

    book = read_books(call, whole=True)
    recorded = {str(entry.values[2].value) for entry in book.customs("irregularity", "recorded")}
    found = list(payments.differences(book))
    rows = [
        {
            "claim": paid.claim,
            "date": paid.entry.date.isoformat(),
            "paid": f"{paid.net:.2f}",
            "due": f"{due.net:.2f}",
            "verdict": due.decision.verdict,
            "reason": due.decision.reason,
            "article": due.decision.article,
            "recorded": paid.claim in recorded,
        }
        for paid, due in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for (paid, due), row in zip(found, rows, strict=True):
        mark = ("บันทึกความผิดปกติไว้แล้ว", "recorded as irregular") if row["recorded"] else ("", "")
        call.say(
            f"{calendars.thai_date(paid.entry.date)} {paid.claim} จ่าย {money.text(paid.net)}"
            f" พิจารณาใหม่ได้ {money.text(due.net)} ({due.decision.reason} {due.decision.article})"
            f" {mark[0]}".rstrip(),
            f"{paid.entry.date} {paid.claim} paid {money.text(paid.net)}, judged anew"
            f" {money.text(due.net)} ({due.decision.reason} {due.decision.article})"
            f" {mark[1]}".rstrip(),
        )
    count = len(payments.Judge(book).payments)
    call.say(
        f"พิจารณาใหม่ {count} รายการ ต่างไป {len(rows)} รายการ",
        f"{count} payments judged anew, {len(rows)} differ",
    )
