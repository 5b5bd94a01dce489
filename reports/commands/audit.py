"""`welfare audit`: the books in Fava for an auditor, read-only, on this computer alone.

welfare audit                   opens the browser; Ctrl-C ends it
welfare audit --with-names      names and the search for them, on our pages only
welfare audit --all             the whole history instead of the open years
"""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

import click
from rich.console import Console

from welfare import books
from welfare import records
from welfare import writing
from welfare.findings import Place
from welfare.findings import refuse
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import quick

if TYPE_CHECKING:
    from flask import Flask


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=5000, show_default=True)
@click.option("--no-browser", is_flag=True, help="ไม่เปิดเบราว์เซอร์เอง")
@click.option("--with-names", is_flag=True, help="แสดงชื่อบุคคลจากทะเบียน")
@click.option("--all", "whole", is_flag=True, help="ทั้งประวัติ ไม่เฉพาะปีที่เปิด")
@pass_call
def audit(call: Call, port: int, no_browser: bool, with_names: bool, whole: bool) -> None:
    """เปิดสมุดบัญชีใน Fava ให้ผู้ตรวจสอบดู อ่านอย่างเดียว (Fava for auditors, read-only)."""
    _settle(call)
    from reports.fava_ext import server  # noqa: PLC0415 - Fava takes a second to import

    with server.listening(port) as serving:
        app = _application(call, names=with_names, whole=whole)
        if not server.has_pages(app):
            call.tell("F311")
        call.say(
            f"เปิดที่ {serving.address} อ่านอย่างเดียว เฉพาะเครื่องนี้ ปิดด้วย Ctrl-C",
            f"open at {serving.address}, read-only, on this computer alone; Ctrl-C ends it",
        )
        if with_names:
            call.say(
                "แสดงชื่อบุคคล: อย่าให้ผู้อื่นเห็นจอ และอย่าบันทึกหน้าจอ",
                "names are shown: keep the screen to yourself",
            )
        if not no_browser and not webbrowser.open(serving.address):
            call.say(
                f"เปิดเบราว์เซอร์เองไม่ได้ พิมพ์ที่อยู่นี้ในเบราว์เซอร์: {serving.address}",
                f"no browser could be opened; type this address into one: {serving.address}",
                err=True,
            )
        try:
            serving.run(app)
        except KeyboardInterrupt:
            call.say("ปิดแล้ว", "ended")


def _settle(call: Call) -> None:
    """Finish an interrupted write before anybody looks.

    Raises:
        Refused: F301, the folder holds no books.
    """
    if not books.is_fund(call.fund):
        raise refuse("F301", Place(str(call.fund)), folder=call.fund)
    if writing.pending(call.fund):
        with writing.lock(call.fund):
            records.settle(call.fund, call.tell)


def _application(call: Call, *, names: bool, whole: bool) -> Flask:
    """Fava with the books read, which takes some seconds for a large fund."""
    from reports.fava_ext import server  # noqa: PLC0415

    said = "กำลังอ่านสมุดบัญชี …" if call.lang == "th" else "reading the books …"
    # What is loaded stays: the collector need not go through it again and again.
    with quick(), Console(stderr=True).status(said):
        return server.application(
            call.fund, names=names, whole=whole, today=call.today, lang=call.lang
        )
