"""Statements: the fund's documents as they are printed, and the entries behind each figure.

    WelfareStatements/?doc=annual&period=2566                       the document, to read
    WelfareStatements/?doc=annual&period=2566&cell=result.4101      what stands behind a figure
    WelfareStatements/document?doc=monthly&period=2023-10&kind=pdf  as `welfare print` makes it

The last two take `number`, `member`, `village` and `public=1` too. A period is a month in ค.ศ., a
fiscal year in พ.ศ. or a day; where none is said it follows Fava's time filter, else it is the last
of which the books tell.

Names stand in them only where the server was asked to show names, citizen ids never in full, and
addresses, phones and accounts never: the copy for an authority is made by `welfare print`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from decimal import Decimal
from pathlib import PurePath

from fava.ext import extension_endpoint
from flask import Response
from flask import send_file

from reports import asking
from reports import checklist
from reports import model
from reports import printing
from reports import trace
from reports.ask import Ask
from reports.asking import Wanted
from reports.documents import DOCUMENTS
from reports.documents import Spec
from reports.fava_ext import base
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Field
from reports.fava_ext.page import Form
from reports.fava_ext.page import Frame
from reports.fava_ext.page import Links
from reports.fava_ext.page import Page
from reports.fava_ext.page import PageBlock
from reports.fava_ext.page import typed
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.papers.parts import village_asked
from reports.papers.parts import village_of
from reports.papers.parts import village_order
from reports.papers.parts import village_title
from reports.parts import fund_name
from reports.render import html
from reports.render.view import written
from reports.trace import Explanation
from reports.trace import Line
from welfare import calendars
from welfare import privacy
from welfare.calendars import Period
from welfare.findings import Refused
from welfare.findings import finding
from welfare.findings import refuse
from welfare.register import Person

TITLES = ("งบและรายงาน", "Statements")
#: Shown first.
FIRST = "annual"
#: The documents in lines, by what they are of.
GROUPS = {
    ("รายปี", "of a year"): ("annual", "status-return", "matching-proposal"),
    ("รายเดือน", "of a month"): (
        "monthly",
        "trial-balance",
        "cash-book",
        "bank-reconciliation",
        "collection-sheet",
    ),
    ("ทะเบียน", "registers"): ("member-register", "control-sheet", "welfare-register"),
    ("เอกสารรายใบ", "papers"): ("receipt", "voucher", "claim", "passbook", "claim-form"),
}
#: Bytes of an answer.
BYTES = 2_000_000
KINDS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Numbers of members or papers side by side.
ACROSS = 8


def show(asked: Asked) -> Page:
    """The page: a document, or what stands behind a figure of it."""
    spec = asking.document(asked.args.get("doc") or FIRST)
    ask = _plain(asked, spec)
    try:
        if _missing(asked, spec) in ("member", "number"):
            prompt = asked.words("ใส่เลขที่ แล้วกด “แสดง”", "Type a number and press “Show”.")
            body: tuple[PageBlock, ...] = (Paragraph(prompt),)
        else:
            village = next(iter(_villages(asked)), "") if _missing(asked, spec) else ""
            ask = _ask(asked, spec, _typed(asked, spec), village)
            body = tuple(_body(asked, spec, ask))
    except Refused as refused:
        body = tuple(_told(asked, refused))
    return Page(asked.words(*TITLES), (*_choice(asked, spec), _form(asked, spec, ask), *body))


def served(asked: Asked) -> tuple[str, bytes]:
    """A document as a file: its name and contents; on a screen each figure leads to its entries.

    Raises:
        Refused: R872 no village, member or number, R950 it reaches back behind the books, R951 too
            large, R952 no such kind of file, R953 the books do not tie; what `asking` and the
            builder refuse.
    """
    kind = asked.args.get("kind") or "html"
    if kind not in KINDS:
        raise refuse("R952", kind=kind)
    spec = asking.document(asked.args.get("doc") or FIRST)
    if missing := _missing(asked, spec):
        raise asking.needs(spec.id, missing, asked.lang)
    ask = _ask(asked, spec, asked.args.get("period", ""))
    made, same = _built(asked, spec, ask), _address(spec, ask)
    if kind == "html":
        made = model.linked(made, lambda ref: _near(asked.page("statements", **same, cell=ref)))
    files = printing.files(made, ask, spec, kind)
    if len(files) > 1 or sum(map(len, files.values())) > BYTES:
        raise refuse("R951", name=spec.id)
    return next(iter(files.items()))


# --- what is asked -------------------------------------------------------------------------------


def _missing(asked: Asked, spec: Spec) -> str:
    """What a document is made for one of, where nobody said which: a long register is no page."""
    whole = spec.per == "village" and asked.args.get("public")
    return "" if whole or asked.args.get(spec.per) else spec.per


def _plain(asked: Asked, spec: Spec) -> Ask:
    """A document of the last period, as the form shows it before anything is chosen."""
    day = asked.last if asked.period else asking.last_written(asked.book, asked.today)
    return Ask(asked.today, asking.period_of(spec, day, asked.book.fiscal_start), asked.lang)


def _typed(asked: Asked, spec: Spec) -> str:
    """The period that is asked for: of the form where it meets Fava's time filter, else of that."""
    typed, within = asked.args.get("period", ""), asked.period
    if typed and within is not None and not asked.args.get("cell"):
        read = asking.read_period(typed, asked.book.fiscal_start, asked.today)
        typed = "" if read is not None and not _meet(read, within) else typed
    found = _plain(asked, spec).period
    return typed or (found.label if found else "")


def _meet(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _villages(asked: Asked) -> list[str]:
    """The villages of the fund, `1` for the books' `01`."""
    return sorted(
        (village_of({"village": name}) for name in asked.book.collectors), key=village_order
    )


def _ask(asked: Asked, spec: Spec, period: str, village: str = "") -> Ask:
    """The ask for the document of this address.

    Args:
        asked: the request.
        spec: the document.
        period: its period, as typed; "" for the last.
        village: its village, where the address names none.

    Raises:
        Refused: what `asking` refuses.
    """
    public = bool(asked.args.get("public"))
    # Groups of one village are so small that they tell who somebody is.
    village = "" if public else asked.args.get("village") or village
    member, number = asked.args.get("member", ""), asked.args.get("number", "")
    wanted = Wanted(period.strip(), village.strip(), member.strip(), number.strip(), public)
    wanted = asking.settled(spec, wanted, asked.today, asked.lang)
    people = _masked(asked.people)
    return asking.ask(asked.book, spec, wanted, asked.today, asked.lang, people)


def _masked(people: Mapping[str, Person]) -> dict[str, Person]:
    """The register for a screen: names, and nothing else that finds somebody."""
    none = dict.fromkeys(("house_no", "address", "phone", "bank_account"), "")
    return {
        number: row._replace(citizen_id=privacy.mask(row.citizen_id), **none)
        for number, row in people.items()
    }


def _address(spec: Spec, ask: Ask) -> dict[str, str]:
    """What names a document in an address."""
    found = {
        "doc": spec.id,
        "period": ask.period.label if ask.period else "",
        "village": ask.village,
        "member": ask.member,
        "number": ask.number,
        "public": "1" if ask.public else "",
    }
    return {name: value for name, value in found.items() if value}


def _near(address: str) -> str:
    """The address of our page as the document beside it names it: short, since there are many."""
    return f"./{address.rpartition('/')[2]}"


def _refuse_back(asked: Asked, spec: Spec, ask: Ask) -> None:
    """Refuse a document of days that the open books hold as sums alone (R950)."""
    if spec.reaches_back(asked.book, ask):
        raise refuse("R950", first=asked.book.begins)


def _built(asked: Asked, spec: Spec, ask: Ask) -> Document:
    """The document.

    Raises:
        Refused: R950 it reaches back behind the books, R953 its own sums show that they are wrong;
            what its builder refuses.
    """
    _refuse_back(asked, spec, ask)
    try:
        return spec.build(asked.book, ask)
    except AssertionError as error:
        raise refuse("R953", name=spec.id, reason=str(error) or "-") from error


# --- the page ------------------------------------------------------------------------------------


def _choice(asked: Asked, spec: Spec) -> Iterator[Links]:
    """All documents, in lines; each leads to its last period, or to that of the time filter."""
    for (thai, english), ids in GROUPS.items():
        items = (
            (DOCUMENTS[id_].title(asked.lang), asked.page("statements", doc=id_), id_ == spec.id)
            for id_ in ids
        )
        yield Links(tuple(items), asked.words(thai, english))


def _form(asked: Asked, spec: Spec, ask: Ask) -> Form:
    """What can be chosen of a document."""
    return Form(
        (Field("doc", "", spec.id, "hidden"), *_fields(asked, spec, ask)),
        asked.words("แสดง", "Show"),
    )


def _fields(asked: Asked, spec: Spec, ask: Ask) -> Iterator[Field]:
    words = asked.words
    if spec.periods in ("month", "year"):
        label = words("เดือน", "month") if spec.periods == "month" else words("ปีบัญชี", "year")
        chosen = ask.period.label if ask.period else ""
        yield Field("period", label, chosen, options=tuple(_periods(asked, spec, ask.period)))
    elif ask.period is not None:
        yield Field("period", words("ณ วันที่", "as of"), typed(ask.period.last, asked.lang))
    if spec.per == "village" and not ask.public:
        options = tuple((name, village_title(name, words)) for name in _villages(asked))
        yield Field("village", words("หมู่", "village"), village_asked(ask), options=options)
    if spec.per == "member":
        yield Field("member", words("เลขที่สมาชิก", "member's number"), ask.member)
    if spec.per == "number":
        yield Field("number", words("เลขที่", "number"), ask.number)
    if spec.public:
        copies = (("", words("กรรมการ", "committee")), ("1", words("สาธารณะ", "public")))
        yield Field("public", words("ฉบับ", "copy"), "1" if ask.public else "", options=copies)


def _periods(asked: Asked, spec: Spec, chosen: Period | None) -> Iterator[tuple[str, str]]:
    """The months or years of the books, within the time filter, the latest first."""
    book, words = asked.book, asked.words
    last = asking.last_written(book, asked.today)
    last = calendars.add_months(last, 1) if spec.ahead else last
    found = {chosen} if chosen else set()
    for month in calendars.months_between(
        calendars.month_of(book.begins), calendars.month_of(last)
    ):
        own = asking.period_of(spec, calendars.month_period(month).first, book.fiscal_start)
        if own and (asked.period is None or _meet(own, asked.period)):
            found.add(own)
    for period in sorted(found, reverse=True):
        year = asking.kind(period) == "year"
        yield period.label, words.year(period.label) if year else words.month(period.label)


def _body(asked: Asked, spec: Spec, ask: Ask) -> Iterator[PageBlock]:
    """The document with its files, or what stands behind one of its figures."""
    words, same, wrong = asked.words, _address(spec, ask), len(asked.book.once(checklist.errors))
    if wrong:
        thai = f"สมุดบัญชีมีข้อผิด {wrong} ข้อ ตัวเลขอาจไม่ถูกต้อง ดูหน้าจุดควบคุม"
        english = f"The books hold {wrong} errors, so figures may be wrong: see Controls."
        yield Paragraph(words(thai, english), strong=True)
    if cell := asked.args.get("cell", ""):
        document = _built(asked, spec, ask)
        yield from behind(asked, document, trace.explain(asked.book, document, cell), same)
        return
    _refuse_back(asked, spec, ask)

    def file(kind: str) -> str:
        return asked.file("statements", "document", **same, kind=kind, lang=asked.lang)

    files = (("PDF", file("pdf"), False), ("Excel (XLSX)", file("xlsx"), False))
    yield Links(files, words("ดาวน์โหลด", "download"), download=True)
    yield Frame(file("html"), spec.title(asked.lang))


def _told(asked: Asked, refused: Refused) -> Iterator[Paragraph]:
    """Why there is no document."""
    return (Paragraph(item.text(asked.lang), strong=True) for item in refused.findings)


# --- behind a figure -----------------------------------------------------------------------------


def behind(
    asked: Asked, document: Document, found: Explanation, same: dict[str, str]
) -> Iterator[PageBlock]:
    """What stands behind a cell: opening, entries, numbers, other cells, words, and their total."""
    words = asked.words
    back = words("← กลับไปที่เอกสาร", "← back to the document")
    yield Links(((back, asked.page("statements", **same), False),))
    yield Heading(found.label or found.ref, 2)
    yield Facts(tuple(_facts(asked, document, found)))
    if found.ties is False:
        yield Paragraph(_apart(asked, found), strong=True)
    if found.note and not found.note.startswith(trace.SUM):
        yield Paragraph(found.note)
    if found.lines:
        rows, way = asked.part(found.lines)
        yield from way
        yield _lines(asked, rows)
        yield from way
    elif found.numbers:
        numbers, way = asked.part(found.numbers)
        yield from way
        count = len(found.numbers)
        yield Paragraph(words(f"นับ {count:,} เลขที่", f"{count:,} numbers counted"))
        yield _numbers(asked, numbers)
    if found.parts:
        yield _parts(asked, found, same)


def _facts(asked: Asked, document: Document, found: Explanation) -> Iterator[tuple[str, Cell]]:
    words = asked.words
    told = {
        True: words("ตรงกัน", "they agree"),
        False: words("ไม่ตรงกัน", "they differ"),
        None: words("อธิบายด้วยข้อความ", "told in words"),
    }
    yield words("เอกสาร", "document"), Cell(f"{document.title} · {document.subtitle}")
    yield words("รหัสช่อง", "cell"), Cell(found.ref)
    whose = asked.number(found.ref.partition(".")[0])
    if whose.link:
        yield words("ของ", "of"), whose
    yield words("ในเอกสาร", "as shown"), Cell(found.value, strong=True)
    if found.opening:
        yield words("ยกมา", "brought forward"), Cell(found.opening)
    if found.total is not None:
        yield words("รวมที่มา", "in all"), Cell(found.total, strong=True)
    yield words("เทียบกัน", "compared"), Cell(told[found.ties])


def _apart(asked: Asked, found: Explanation) -> str:
    """That the books do not carry a figure."""
    words, value, total = asked.words, found.value, found.total
    figures = isinstance(value, Decimal | int) and total is not None
    return finding(
        "R914",
        ref=found.ref,
        document=found.document,
        value=written(value, words, dash=False),
        total=written(total, words, dash=False),
        difference=written(value - total, words) if figures else "-",  # type: ignore[operator]
    ).text(asked.lang)


def _lines(asked: Asked, lines: Sequence[Line]) -> Table:
    """Entries, each with the way to it and to its account's month."""
    words = asked.words
    columns = (
        Column(words("วันที่", "date"), "date", 8),
        Column(words("เลขที่", "number"), width=8),
        Column(words("รายการ", "what"), width=32),
        Column(words("บัญชี", "account"), width=20),
        Column(words("บาท", "baht"), "money", 8),
        Column(words("สะสม", "running"), "money", 9),
        Column(words("ในสมุดบัญชี", "in the books"), width=15),
    )
    rows = (
        (
            Cell(line.day),
            asked.number(line.number),
            Cell(line.text),
            Cell(
                asked.account_name(line.account),
                link=asked.ledger(line.account, calendars.month_of(line.day)),
            ),
            Cell(line.amount),
            Cell(line.running),
            asked.at(line.place),
        )
        for line in lines
    )
    return Table(columns, tuple(map(Row, rows)))


def _numbers(asked: Asked, numbers: Sequence[str]) -> Table:
    """What was counted, side by side."""
    cells = [asked.number(number) for number in numbers]
    rows = (Row(tuple(cells[at : at + ACROSS])) for at in range(0, len(cells), ACROSS))
    return Table((Column("", width=1),) * ACROSS, tuple(rows))


def _parts(asked: Asked, found: Explanation, same: dict[str, str]) -> Table:
    """The cells of the document that a total adds up, each with the way to what is behind it."""
    words = asked.words
    columns = (
        Column(words("รายการที่รวม", "cells added up"), width=50),
        Column(words("รหัสช่อง", "cell"), width=30),
        Column(words("ในเอกสาร", "as shown"), "money", 20),
    )
    rows = [
        Row(
            (
                Cell(part.label or part.ref, link=asked.page("statements", **same, cell=part.ref)),
                Cell(part.ref),
                Cell(part.value),
            )
        )
        for part in found.parts
    ]
    total = Row((Cell(words("รวม", "total")), Cell(None), Cell(found.total)), "total")
    return Table(columns, (*rows, total))


# --- the files -----------------------------------------------------------------------------------


def sorry(asked: Asked, refused: Refused) -> bytes:
    """A page that says why there is no document, in its place."""
    words = asked.words
    told = Document(
        "statements",
        words(*TITLES),
        fund_name(asked.book, words),
        "",
        asked.today,
        asked.lang,
        "public",
        tuple(_told(asked, refused)),
    )
    return html.render(told)


class WelfareStatements(base.Base):
    """Statements in the sidebar."""

    key = "statements"
    titles = TITLES

    def show(self, asked: Asked) -> Page:
        return show(asked)

    @extension_endpoint("document")  # type: ignore[arg-type, untyped-decorator]
    def document(self) -> Response:
        """A document: to be read within the page, or to be kept."""
        return self.answer(_document)


def _document(asked: Asked) -> Response:
    try:
        name, data = served(asked)
    except Refused as refused:
        name, data = "", sorry(asked, refused)
    kind = PurePath(name).suffix.lstrip(".") or "html"
    answer = send_file(
        io.BytesIO(data), KINDS[kind], as_attachment=kind != "html", download_name=name or None
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
