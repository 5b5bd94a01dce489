"""`welfare verify --redecide`: judge every payment anew, of locked years too; never an error."""

from __future__ import annotations

import json

import click

from rules import payments
from welfare import calendars
from welfare import money
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import read_books


@click.command()
@click.option("--redecide", is_flag=True, required=True, help="พิจารณาการจ่ายทุกรายการใหม่")
@click.option("--json", "as_json", is_flag=True)
@pass_call
def verify(call: Call, redecide: bool, as_json: bool) -> None:
    """ตรวจย้อนหลัง: พิจารณาการจ่ายสวัสดิการทุกรายการใหม่ (judge all payments anew)."""
    assert redecide
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
