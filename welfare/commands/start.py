"""`welfare init` and `welfare import`: a fund begins, papers come in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

import click
from beancount.parser import parser

from welfare import books
from welfare import fund
from welfare import records
from welfare import register
from welfare import writing
from welfare.books import Book
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import by_place
from welfare.findings import finding
from welfare.findings import refuse
from welfare.papers import folder as paper_folder
from welfare.papers.rows import Desk
from welfare.records import Batch
from welfare.shell import DAY
from welfare.shell import Call
from welfare.shell import more
from welfare.shell import pass_call
from welfare.shell import progress
from welfare.shell import quick
from welfare.shell import reaches_past


def bylaws_text(name: str) -> str:
    """The text of bylaws: a path, or the name of a preset.

    Raises:
        Refused: R112 neither is there.
    """
    path = Path(name)
    if not _is_preset(name):
        if not path.is_file():
            raise refuse("R113", path=path)
        return _own_bylaws(path)
    presets = resources.files("rules") / "presets"
    known = {p.name.removesuffix(".beancount"): p for p in presets.iterdir()}
    if name not in known:
        raise refuse("R112", name=name, known=", ".join(sorted(known)))
    return known[name].read_text(encoding="utf-8")


def _is_preset(name: str) -> bool:
    return bool(name) and Path(name).suffix != ".beancount"


def _resolved(text: str, known: Iterable[str] = ()) -> str:
    """A text of bylaws without the resolutions that are not in the minutes.

    The resolution that amended a preset is, as a rule, not one of the fund that begins with it.
    """
    kept = frozenset(known)
    return re.sub(
        r'^[ \t]+resolution:[ \t]*"([^"\n]*)".*\n',
        lambda line: line[0] if line[1] in kept else "",
        text,
        flags=re.MULTILINE,
    )


def _sound_bylaws(call: Call, name: str) -> str:
    """The text of bylaws without a mistake; "" for no bylaws.

    Raises:
        Refused: R112, R113, E1xx, E4xx, E6xx.
    """
    text = bylaws_text(name) if name else ""
    call.bylaws(text, Path(name).name)
    return text


def _own_bylaws(path: Path) -> str:
    """The text of a fund's own file of bylaws; refused here, while its own lines are known."""
    raw = writing.read(path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refuse("E110", Place(path.name, line), reason="not UTF-8") from error
    _, errors, _ = parser.parse_string(text)
    if errors:
        raise Refused(
            *(
                finding(
                    "E110",
                    Place(path.name, int((error.source or {}).get("lineno", 0))),
                    reason=error.message,
                )
                for error in errors
            )
        )
    return text


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name-th", required=True, help="ชื่อกองทุน")
@click.option("--name-en", default="")
@click.option("--founded", required=True, type=DAY, help="วันตั้งกองทุน")
@click.option("--books-from", type=DAY, help="วันเริ่มสมุดบัญชี (ปกติคือวันตั้งกองทุน)")
@click.option("--villages", required=True, type=click.IntRange(1, 99))
@click.option("--fiscal-start", type=click.IntRange(1, 12), default=10, help="เดือนแรกของปีบัญชี")
@click.option("--bylaws", default="", help="ชื่อระเบียบสำเร็จรูป หรือแฟ้ม .beancount")
@pass_call
def init(
    call: Call,
    folder: Path,
    name_th: str,
    name_en: str,
    founded: date,
    books_from: date | None,
    villages: int,
    fiscal_start: int,
    bylaws: str,
) -> None:
    """เริ่มกองทุนใหม่ (start a new fund)."""
    facts = fund.Facts(
        fund.short_name(folder.resolve().name),
        name_th,
        founded,
        books_from or founded,
        villages,
        fiscal_start,
        name_en,
    )
    if books.is_fund(folder):
        raise refuse("F302", folder=folder, other=books.load(folder).fund["id"])
    text = _sound_bylaws(call, bylaws)
    if _is_preset(bylaws):
        text = _resolved(text)
    text = fund.bylaws_of_preset(text, founded)
    files = fund.new_files(facts, fund.standard_chart(villages), text)
    book = paper_folder.parse_new(folder, files)
    with writing.lock(folder):
        records.settle(folder, call.tell)
        records.commit(records.plan(book, Batch(), files))
    call.say(f"สร้างกองทุนที่ {folder} แล้ว", f"fund made in {folder}")


@click.command("import")
@click.argument("what")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--bylaws", default="", help="ชื่อระเบียบสำเร็จรูป หรือแฟ้ม .beancount")
@click.option("--as-of", type=DAY, help="วันที่ของข้อมูล ใช้อ่านปีสองหลัก")
@click.option("--dry-run", is_flag=True, help="แสดงผลโดยไม่บันทึก")
@click.option("--accept-rest", is_flag=True, help="นำเข้าแถวที่ถูกต้อง แม้มีแถวที่ไม่รับ")
@click.option("--record-irregularities", is_flag=True, help="บันทึกความผิดปกติที่พบในกระดาษ")
@pass_call
def import_(
    call: Call,
    what: str,
    files: tuple[Path, ...],
    bylaws: str,
    as_of: date | None,
    dry_run: bool,
    accept_rest: bool,
    record_irregularities: bool,
) -> None:
    """นำเข้ากระดาษของกองทุน: ทั้งโฟลเดอร์ หรือทีละชนิด (import papers).

    WHAT is a folder of papers, or one of: members, member-openings, collections, sheet-totals,
    money, claims, reinstatements, meetings, committee, opening, bank, followed by FILES.
    """
    choice = Accept(dry_run, accept_rest, record_irregularities)
    if what in paper_folder.READERS:
        if not files:
            raise call.usage(
                f"ใส่แฟ้มด้วย: welfare import {what} FILE…",
                f"name the files: welfare import {what} FILE…",
            )
        import_files(call, what, list(files), as_of, choice)
        return
    papers = Path(what)
    if papers.is_file():
        raise call.usage(
            f"บอกชนิดของกระดาษด้วย: welfare import {'|'.join(paper_folder.READERS)} {what}",
            f"say what paper it is: welfare import {'|'.join(paper_folder.READERS)} {what}",
        )
    if not papers.is_dir():
        raise refuse("R113", path=papers)
    import_folder(call, papers, bylaws, as_of, choice)


@dataclass
class Accept:
    """How far an import may go."""

    dry_run: bool = False
    rest: bool = False
    irregular: bool = False


def import_files(
    call: Call, name: str, files: list[Path], as_of: date | None, choice: Accept
) -> None:
    """One kind of paper into an existing fund."""

    def read(book: Book) -> Batch:
        desk = Desk(book, register.load(call.fund), as_of or call.today, call.strays)
        return paper_folder.read_one(desk, name, files)

    sheets = name == "collections"
    with records.session(call.fund, call.tell, present=sheets) as book, quick():
        batch = read(book)
        while book.carried and not _plain(call, book, batch):
            # What is not plain, more of the books must tell.
            book = more(call, book)  # noqa: PLW2901
            batch = read(book)
        _take(call, book, batch, None, choice)


def _plain(call: Call, book: Book, batch: Batch) -> bool:
    """Whether sheets bring nothing but new receipts, which the rules carry."""
    try:
        plan = records.plan(book, batch)
        call.guard(book, plan)
    except Refused:
        return False
    return not (batch.refused or batch.irregular or reaches_past(call, book, plan))


def import_folder(
    call: Call, papers: Path, bylaws: str, as_of: date | None, choice: Accept
) -> Path:
    """A whole folder of papers into a new fund, or again into the same one."""
    facts = paper_folder.facts_of(papers)
    target = call.folder or (Path() if books.is_fund(Path()) else Path("ledgers") / facts.id)
    own = papers / "bylaws.beancount"
    if not bylaws and not own.is_file():
        call.tell("P702")
    text = _sound_bylaws(call, bylaws or (str(own) if own.is_file() else ""))
    with _no_empty_folder(target), writing.lock(target), quick():
        records.settle(target, call.tell)
        base: dict[str, bytes] | None = None
        if books.is_fund(target):
            book = books.load(target, whole=True)
            if book.fund["id"] != facts.id:
                raise refuse("F302", folder=target, other=book.fund["id"])
            records.refuse_unread(book)
            known = (target / "bylaws.beancount").read_text("utf-8")
            if _resolved(text).strip() not in _resolved(known):
                raise refuse("R118", Place("bylaws.beancount"))
        else:
            book, base = paper_folder.start(papers, target, text)
        reference = as_of or paper_folder.stated_end(papers) or call.today
        with progress(len(paper_folder.READERS) + 1) as step:
            last = min(reference, call.today)
            batch = paper_folder.read_all(book, papers, last, step, call.strays)
        if base is not None and _is_preset(bylaws):
            minutes = books.with_entries(book, batch.entries).resolutions
            book, base = paper_folder.start(papers, target, _resolved(text, minutes))
        _take(call, book, batch, base, choice)
    return target


@contextmanager
def _no_empty_folder(target: Path) -> Iterator[None]:
    """Take back the folder that the lock made, if no fund came to be in it."""
    made = [path for path in (target, *target.parents) if not path.exists()]
    try:
        yield
    finally:
        if made and not books.is_fund(target) and not writing.pending(target):
            with suppress(OSError):
                (target / writing.LOCK).unlink(missing_ok=True)
                for path in made:
                    path.rmdir()


def _take(
    call: Call, book: Book, batch: Batch, base: dict[str, bytes] | None, choice: Accept
) -> None:
    """Show what the papers say, then write what may be written."""
    known = {records.identity(entry) for entry in book.entries}
    made = [*batch.entries, *batch.irregular]
    later = books.with_entries(book, [e for e in made if records.identity(e) not in known])
    batch.irregular += call.irregular(later)
    for item in by_place(batch.refused):
        click.echo(
            ("ไม่รับ: " if call.lang == "th" else "refused: ") + item.line(call.lang), err=True
        )
    for item in by_place(batch.noticed):
        click.echo(
            ("หมายเหตุ: " if call.lang == "th" else "note: ") + item.line(call.lang), err=True
        )
    for entry in batch.irregular:
        head = "ผิดปกติ: " if call.lang == "th" else "irregular: "
        code, subject = entry.values[1].value, entry.values[2].value
        click.echo(f"{head}{entry.date} {code} {subject} {entry.meta.get('amount', '')}", err=True)
    if batch.refused and not choice.rest and not choice.dry_run:
        raise refuse(
            "R110", count=len({(f.place.file, f.place.sheet, f.place.row) for f in batch.refused})
        )
    plan = records.plan(book, batch, base)
    offered = [e for e in batch.irregular if records.identity(e) not in known]
    if offered and not choice.irregular and not choice.dry_run:
        raise refuse("R111", count=len(offered))
    call.guard(book, plan)
    if choice.dry_run:
        call.say(
            f"ทดลอง: จะบันทึก {len(plan.new)} รายการ มีอยู่แล้ว {plan.skipped} ไม่รับ {len(batch.refused)}",
            f"dry run: {len(plan.new)} records to write, {plan.skipped} there already,"
            f" {len(batch.refused)} refused",
        )
    elif plan.empty:
        call.say(
            f"มีอยู่แล้วทั้ง {plan.skipped} รายการ ไม่มีอะไรต้องบันทึก",
            f"all {plan.skipped} records are there already; nothing to write",
        )
    else:
        records.commit(plan)
        call.say(
            f"บันทึกแล้ว {len(plan.new)} รายการ (มีอยู่แล้ว {plan.skipped}) ใน {book.folder}",
            f"{len(plan.new)} records written ({plan.skipped} there already) in {book.folder}",
        )
