"""What every command needs: how it was called, what people type, and the one way to write."""

from __future__ import annotations

import csv
import gc
import io
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction

from welfare import books
from welfare import calendars
from welfare import money
from welfare import records
from welfare import tail
from welfare import writing
from welfare.books import Book
from welfare.findings import NOWHERE
from welfare.findings import BadValue
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import finding
from welfare.findings import refuse
from welfare.records import Batch


@dataclass
class Call:
    """What every command is called with."""

    folder: Path | None
    lang: str
    today: date
    names: bool
    #: Raises Refused where a plan would bring an error into the books.
    guard: Callable[[Book, records.Plan], None]
    #: (Member, day, receipt) of money about to be booked that is no contribution.
    strays: Callable[[Book, list[Transaction]], frozenset[tuple[str, date, str]]]
    #: What is irregular in books with payments from papers, as directives to be offered.
    irregular: Callable[[Book], list[Custom]]
    #: Raises Refused where a text of bylaws, called by this name, breaks their schema.
    bylaws: Callable[[str, str], None]
    #: Whether books that begin with a carried state cannot judge what they hold, or new entries.
    beyond: Callable[[Book, Sequence[Directive]], bool]

    @property
    def fund(self) -> Path:
        """The fund's folder: `--fund`, else the current one."""
        return self.folder or Path()

    def say(self, th: str, en: str, *, err: bool = False) -> None:
        """One line to the person, in the language of the call."""
        click.echo(th if self.lang == "th" else en, err=err)

    def usage(self, th: str, en: str) -> click.UsageError:
        """Wrong usage (exit code 2), said in the language of the call."""
        return click.UsageError(th if self.lang == "th" else en)

    def tell(self, code: str) -> None:
        """A coded remark."""
        click.echo(finding(code).text(self.lang), err=True)


pass_call = click.make_pass_decorator(Call)


class Day(click.ParamType[date]):
    """A date as people type it, พ.ศ. or ค.ศ.; not after today unless it may lie ahead."""

    name = "date"

    def __init__(self, *, ahead: bool = False) -> None:
        """Takes whether the date may lie ahead, as the end of a term does."""
        self.ahead = ahead

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        today = ctx.find_root().obj.today if ctx else date.max
        lang = ctx.find_root().obj.lang if ctx else "th"
        try:
            day = calendars.parse_day(str(value), reference=today)
        except BadValue as bad:
            self.fail(bad.at(NOWHERE).text(lang), param, ctx)
        if day > today and not self.ahead:
            self.fail(finding("P102", day=day, reference=today).text(lang), param, ctx)
        return day


class Baht(click.ParamType[Decimal]):
    """An amount as people type it."""

    name = "baht"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        if isinstance(value, Decimal):
            return value
        try:
            return money.parse_amount(value)
        except BadValue as bad:
            lang = ctx.find_root().obj.lang if ctx else "th"
            return self.fail(bad.at(NOWHERE).text(lang), param, ctx)


class Year(click.ParamType[str]):
    """A fiscal year, พ.ศ. or ค.ศ.; always handed on as พ.ศ."""

    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = calendars.from_thai_digits(str(value)).strip()
        if text.isascii() and text.isdigit() and len(text) == 4:
            year = int(text)
            year += calendars.BE_MINUS_CE if year < calendars.BE_MIN else 0
            if calendars.BE_MIN <= year < calendars.BE_MIN + 400:
                return str(year)
        lang = ctx.find_root().obj.lang if ctx else "th"
        return self.fail(finding("D106", value=value).text(lang), param, ctx)


DAY = Day()
#: The last day of a term of office lies ahead as a rule.
TERM_END = Day(ahead=True)
#: Rules are passed before they are in force.
IN_FORCE = Day(ahead=True)
YEAR = Year()
BAHT = Baht()
PLACE = click.Choice(["cash", "bank"])


def read_books(
    call: Call, *, whole: bool = False, told: bool = True, since: date | None = None
) -> Book:
    """The books for a command that only reads; an interrupted write is finished first.

    Args:
        call: the call.
        whole: read the whole history.
        told: say so where the books hold errors, since what follows may be wrong then.
        since: the first day that is asked about; the whole history is read where the books begin
            later. So it is where they hold what cannot be judged from a carried state.
    """
    if whole:
        _warn(call)
    while True:
        if writing.pending(call.fund):
            with writing.lock(call.fund):
                records.settle(call.fund, call.tell)
        book = books.load(call.fund, whole=whole)
        # A write that went on while we read may have shown us half of it.
        if not writing.pending(call.fund):
            break
    if book.carried and (_is_before(book, since) or call.beyond(book, [])):
        return read_books(call, whole=True, told=told)
    if told and book.errors:
        call.say(
            f"สมุดบัญชีหรือระเบียบมีข้อผิด {len(book.errors)} ข้อ ผลที่แสดงอาจไม่ถูกต้อง ดูด้วย welfare check",
            f"the books or bylaws hold {len(book.errors)} errors, so this may be wrong:"
            " see welfare check",
            err=True,
        )
    return book


def reaching(call: Call, book: Book, since: date) -> Book:
    """Books that hold a day: these, or the whole history where they begin later."""
    return read_books(call, whole=True, told=False) if _is_before(book, since) else book


def _is_before(book: Book, day: Any) -> bool:
    """Whether something is a day before those of books that begin with a carried state."""
    return isinstance(day, date) and book.carried is not None and day <= book.carried


#: Journals of so many bytes take some seconds to read.
_LONG = 4_000_000


def _warn(call: Call) -> None:
    """Say that the whole history is read, where that takes long."""
    journals = (call.fund / "journal").glob("*.beancount")
    if sum(path.stat().st_size for path in journals) > _LONG:
        call.say("กำลังอ่านสมุดบัญชีทุกปี …", "reading the books of all years …", err=True)


def save(path: Path, text: str) -> None:
    """Write a file that is not part of the books.

    Raises:
        Refused: F209, the system says no.
    """
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise refuse("F209", Place(str(path)), reason=error.strerror or str(error)) from error


#: `--csv` alone prints the table as CSV; `--csv FILE` writes it.
csv_option = click.option(
    "--csv",
    "out",
    is_flag=False,
    flag_value="-",
    type=click.Path(path_type=Path, allow_dash=True),
    help="พิมพ์เป็น CSV หรือเขียนลงแฟ้มที่บอกชื่อ",
)


def save_rows(
    call: Call, path: Path, rows: Iterable[Mapping[str, str]], columns: Sequence[str]
) -> None:
    """Print rows as CSV (`-`), or write a file that Excel opens as Thai, and say so.

    Raises:
        Refused: F209, the system says no.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    if str(path) == "-":
        click.echo(out.getvalue(), nl=False)
        return
    save(path, "\ufeff" + out.getvalue())
    call.say(f"เขียน {path} แล้ว", f"{path} written")


@contextmanager
def quick() -> Iterator[None]:
    """No garbage collection while many small objects are made: a load makes no garbage."""
    gc.disable()
    try:
        yield
    finally:
        # What was made stays until the command ends; going through it all would free nothing.
        gc.freeze()
        gc.enable()


def write(
    call: Call, make: Callable[[Book], Batch], *, shown: int | None = None, present: bool = False
) -> list[Any]:
    """Make a batch from the locked books, hold it against the rules, write it, say so.

    Args:
        call: how the command was called.
        make: the batch, from the books.
        shown: how many of the new records to print; None for all.
        present: only the present matters: the books are read from the last closing on.
    """
    with quick(), records.session(call.fund, call.tell, present=present, short=present) as book:
        plan = _planned(call, book, make)
        if plan.empty:
            if plan.skipped:
                call.say(
                    f"มีอยู่แล้ว {plan.skipped} รายการ ไม่มีอะไรต้องบันทึก",
                    f"{plan.skipped} records are there already; nothing to write",
                )
            else:
                call.say(
                    "ข้อมูลเหมือนเดิมทุกอย่าง ไม่มีอะไรต้องบันทึก",
                    "all is as it was; nothing to write",
                )
            return []
        records.commit(plan)
    for entry in plan.new[:shown]:
        click.echo(records.render([entry]).strip("\n"))
    if shown is not None and len(plan.new) > shown:
        click.echo("…")
    numbers = _numbers(plan.new, call.lang)
    call.say(
        f"บันทึกแล้ว {len(plan.new)} รายการ{numbers}", f"{len(plan.new)} records written{numbers}"
    )
    return plan.new


def _planned(call: Call, book: Book, make: Callable[[Book], Batch]) -> records.Plan:
    """A plan that the rules carry; where a part of the books cannot tell, more of them are asked.

    The parts are what an everyday command asks for of those since the last closing, all since it,
    those since the last locked year, and all.
    """
    while book.carried:
        plan = _of_part(call, book, make)
        if plan is not None:
            return plan
        book = more(call, book)
    batch = make(book)
    _notice(call, batch)
    return _held(call, book, batch)


def _of_part(call: Call, book: Book, make: Callable[[Book], Batch]) -> records.Plan | None:
    """A plan from books that begin with a carried state; None where they cannot tell.

    Since the last closing they never say no; since a locked year they do, but not to what names
    a paper or claim from before it.
    """
    try:
        batch = make(book)
        plan = _held(call, book, batch)
    except Refused as refused:
        if book.tail or _names_past(book, refused) or call.beyond(book, []):
            return None
        raise
    if reaches_past(call, book, plan):
        return None
    _notice(call, batch)
    return plan


def reaches_past(call: Call, book: Book, plan: records.Plan) -> bool:
    """Whether a plan asks for what lies before the books from which it was made."""
    if book.carried is None:
        return False
    return records.reaches_back(plan) or (not book.tail and call.beyond(book, plan.new))


def _names_past(book: Book, refused: Refused) -> bool:
    """Whether a refusal speaks of a day before these books, or of a number that was used then."""
    kinds = (*records.KINDS_OF_NUMBERS, *records.SPOILED)
    return any(
        _is_before(book, item.args.get("day"))
        or any(book.past.holds(kind, str(value)) for kind in kinds for value in item.args.values())
        for item in refused.findings
    )


def more(call: Call, book: Book) -> Book:
    """The next larger part of the books, to be added to: the years loaded for every day, or all.

    Raises:
        Refused: R102 the books do not parse.
    """
    fuller = tail.load(call.fund) if book.unread else None
    if fuller is not None:
        return fuller
    past = not book.tail
    if past:
        _warn(call)
    return records.whole(call.fund, past=past)


def _notice(call: Call, batch: Batch) -> None:
    for item in batch.noticed:
        click.echo(item.text(call.lang), err=True)


def _held(call: Call, book: Book, batch: Batch) -> records.Plan:
    plan = records.plan(book, batch)
    if not plan.empty:
        call.guard(book, plan)
    return plan


NUMBER_WORDS = {
    "th": {"doc": "เอกสาร", "voucher": "ใบสำคัญจ่าย", "receipt": "ใบเสร็จ"},
    "en": {"doc": "document", "voucher": "voucher", "receipt": "receipt"},
}


def _numbers(entries: list[Any], lang: str) -> str:
    """The numbers to write on the papers: `  เอกสาร RP67-0001  ใบสำคัญจ่าย PV67-0001`."""
    found: dict[str, str] = {}
    for entry in entries:
        for meta in (entry.meta, *((p.meta or {}) for p in getattr(entry, "postings", ()))):
            found |= {
                f"{word} {meta[k]}": "" for k, word in NUMBER_WORDS[lang].items() if k in meta
            }
    return "".join(f"  {number}" for number in found)


@contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on the terminal; nothing where the output is not one."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def step(name: str) -> None:
            bar.update(task, advance=1, description=name)

        yield step
