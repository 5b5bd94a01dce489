"""`welfare print DOCUMENT [PERIOD]`: the papers of a fund as PDF, workbook or web page.

    welfare print monthly ต.ค.2566              print/monthly-2566-10.pdf
    welfare print receipt 01-66-0001            one receipt; with a month all of that month
    welfare print passbook 0154                 one member's, as of the last day written up
    welfare print control-sheet 2566            all villages, one after another
    welfare print all 2566-10                   what a month's meeting needs

Files go to the folder `print` beside the books, or where `--out` says; they are no part of the
books, and the folder keeps itself out of git, since most papers name people. A second run gives the
same bytes. Each document has one audience (`reports.documents`); `--public` makes the copy for
anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Grid

from reports.ask import Ask
from reports.commands import asking
from reports.commands.asking import ALL
from reports.commands.asking import PERIODS
from reports.commands.asking import Wanted
from reports.documents import DOCUMENTS
from reports.documents import Spec
from reports.model import Document
from reports.words import Words
from welfare import calendars
from welfare import writing
from welfare.calendars import Period
from welfare.findings import refuse
from welfare.shell import Call
from welfare.shell import pass_call
from welfare.shell import progress
from welfare.shell import read_books

FOLDER = "print"
AUDIENCES = {
    "public": ("สาธารณะ", "public"),
    "committee": ("กรรมการ", "committee"),
    "member": ("สมาชิก", "member"),
    "authority": ("หน่วยงาน", "authority"),
}
PER = {
    "": ("", ""),
    "village": ("แยกหมู่", "by village"),
    "member": ("สมาชิก", "member"),
    "number": ("", ""),
}
#: Beside a folder of papers with names: git must not take them.
_IGNORE = b"*\n"
_NO_NAME = re.compile(r"[^\w.-]+")


@click.command("print")
@click.argument("document", default="")
@click.argument("period", default="")
@click.option("--pdf", is_flag=True, help="PDF (ปกติ)")
@click.option("--xlsx", is_flag=True, help="สมุดงาน Excel")
@click.option("--html", is_flag=True, help="หน้าเว็บ พิมพ์ได้จากเบราว์เซอร์")
@click.option("--village", default="", help="หมู่ที่")
@click.option("--member", default="", help="เลขที่สมาชิก")
@click.option("--number", default="", help="เลขที่ใบเสร็จ ใบสำคัญ หรือคำขอ")
@click.option("--out", type=click.Path(path_type=Path), help="โฟลเดอร์ปลายทาง (ปกติ print ในกองทุน)")
@click.option("--public", is_flag=True, help="ฉบับสาธารณะ ไม่มีชื่อและข้อมูลรายบุคคล")
@click.option("--list", "listed", is_flag=True, help="เอกสารทั้งหมดที่พิมพ์ได้")
@pass_call
def print_(
    call: Call,
    /,
    document: str,
    period: str,
    pdf: bool,
    xlsx: bool,
    html: bool,
    village: str,
    member: str,
    number: str,
    out: Path | None,
    public: bool,
    listed: bool,
) -> None:
    """พิมพ์เอกสาร: รายงาน ทะเบียน ใบเสร็จ แบบฟอร์ม (print a document, or all of a meeting's).

    \b
    เช่น  welfare print monthly ต.ค.2566
          welfare print receipt 01-66-0001
          welfare print all 2566-10
    """
    if listed or not document:
        _show(call)
        return
    asked = {"pdf": pdf, "xlsx": xlsx, "html": html}
    kinds = [kind for kind, given in asked.items() if given] or ["pdf"]
    folder = _folder(call, out)
    every = Wanted(period, village, member, number, public)
    specs = _pack(call, every) if document == ALL else [asking.document(document)]
    wanted = [(spec, _settled(call, spec, every)) for spec in specs]
    book = read_books(call)
    asks = [(spec, asking.ask(call, book, spec, own, named=True)) for spec, own in wanted]
    if any(spec.reaches_back(book, ask) for spec, ask in asks):
        book = read_books(call, whole=True, told=False)
    files: dict[str, bytes] = {}
    with progress(len(asks)) if len(asks) > 1 else nullcontext() as step:
        for spec, ask in asks:
            made = spec.build(book, ask)
            for kind in kinds:
                files |= _rendered(made, ask, spec, kind)
            if step is not None:
                step(spec.id)
    _write(call, folder, files, private=not public)


def _settled(call: Call, spec: Spec, wanted: Wanted) -> Wanted:
    """What was typed, where it belongs; a month or a year is always said.

    Raises:
        Refused: R872, and those of `asking.settled`.
    """
    own = asking.settled(call, spec, wanted)
    if not own.period and spec.periods in ("month", "year"):
        raise asking.needs(call, spec.id, spec.periods)
    return own


def _show(call: Call) -> None:
    """All documents: what to type, for whom, of what period; none of the words is cut."""
    words = Words(call.lang)
    grid = Grid(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    heads = (
        words("สั่งพิมพ์", "print"),
        words("เอกสาร", "document"),
        words("ผู้ดู", "for"),
        words("ของ", "of"),
    )
    for head in heads:
        grid.add_column(head, no_wrap=True)
    for spec in DOCUMENTS.values():
        audience = words(*AUDIENCES[spec.audience])
        public = words(" +สาธารณะ", " +public") if spec.public else ""
        per = words(*PER[spec.per])
        of = words(*PERIODS[spec.periods][:2])
        both = ", ".join(part for part in (of, per) if part)
        grid.add_row(spec.id, spec.title(call.lang), audience + public, both)
    Console(markup=False, emoji=False, highlight=False).print(grid)
    call.say("+สาธารณะ: มีฉบับ --public", "+public: there is a copy with --public")


def _pack(call: Call, wanted: Wanted) -> list[Spec]:
    """What a meeting needs of a month or of a year."""
    if wanted.member or wanted.number or wanted.village:
        raise call.usage(
            "print all พิมพ์ทั้งกองทุน ไม่รับ --village --member --number",
            "print all is for the whole fund: no --village, --member or --number",
        )
    if not wanted.period:
        raise asking.needs(call, ALL, "month")
    # The same reading as later, but the fiscal year's first month makes no difference here.
    kind = asking.kind(asking.typed_period(call, wanted.period, 1))
    return [
        spec
        for spec in DOCUMENTS.values()
        if spec.pack == kind and (spec.public or spec.audience == "public" or not wanted.public)
    ]


# --- files ---------------------------------------------------------------------------------------


def _rendered(document: Document, ask: Ask, spec: Spec, kind: str) -> dict[str, bytes]:
    """File names and contents; a document of very many papers is parted into several files."""
    name = _file_name(document, ask, spec)
    made = list(_contents(document, kind))
    if len(made) == 1:
        return {f"{name}.{kind}": made[0]}
    return {f"{name}-{number}.{kind}": data for number, data in enumerate(made, 1)}


def _contents(document: Document, kind: str) -> Iterator[bytes]:
    # Each renderer and its library is loaded only if it is asked for.
    if kind == "pdf":
        from reports.render.pdf import Printer  # noqa: PLC0415

        with Printer() as printer:
            yield from printer.pdfs(document)
    elif kind == "xlsx":
        from reports.render import xlsx  # noqa: PLC0415

        yield xlsx.render(document)
    else:
        from reports.render import html  # noqa: PLC0415

        yield html.render(document)


def _file_name(document: Document, ask: Ask, spec: Spec) -> str:
    """`monthly-2566-10`, `passbook-0042`, `trial-balance-2566-10-public-en`."""
    parts = [
        spec.id,
        _label(ask.period) if ask.period else "",
        ask.number,
        ask.member,
        document.name if document.name not in (ask.number, ask.member) else "",
        "public" if ask.public else "",
        "en" if ask.lang == "en" else "",
    ]
    return _NO_NAME.sub("-", "-".join(part for part in parts if part))


def _label(period: Period) -> str:
    """A period in a file name, in พ.ศ.: `2566-10`, `2566`, `2566-10-31`."""
    kind = asking.kind(period)
    if kind == "year":
        return period.label
    if kind == "month":
        return calendars.be_month(period.label)
    if kind == "day":
        return _day(period.first)
    return f"{_day(period.first)}..{_day(period.last)}"


def _day(day: date) -> str:
    return f"{calendars.be(day)}-{day.month:02}-{day.day:02}"


def _folder(call: Call, out: Path | None) -> Path:
    """Where the files go.

    Raises:
        Refused: R877, it is a file.
    """
    folder = out or call.fund / FOLDER
    if folder.is_file():
        raise refuse("R877", name=folder.name)
    return folder


def _write(call: Call, folder: Path, files: dict[str, bytes], *, private: bool) -> None:
    """All files at once, or none; existing ones are replaced.

    A folder of our own keeps what names people out of git; others' folders are left as they are.
    """
    own = folder == call.fund / FOLDER or not folder.exists() or not any(folder.iterdir())
    changes = {**files, ".gitignore": _IGNORE} if own and private else files
    held = (folder / writing.LOCK).exists()
    with writing.lock(folder):
        seen = writing.snapshot(folder, changes)
        writing.commit(folder, dict(changes), seen)
    if not held:
        (folder / writing.LOCK).unlink(missing_ok=True)
    for name in files:
        path = folder / name
        call.say(f"พิมพ์ลง {path} แล้ว", f"{path} written")
