"""Closings (การปิดงวด): the chain, what each seals, whether it was touched, its papers.

    extension/WelfareClosings/                          the chain, newest first
    extension/WelfareClosings/?closing=2023-10          one closing and the papers of its period
    extension/WelfareClosings/?code=6947-6016-1857-8600-7   the books against a signed paper
    extension/WelfareClosings/verify.html               everything derived anew, as `welfare verify`

The state of each seal is what the plugin found when the books were loaded. The full verification
takes seconds on a large fund, so it stands in a frame of its own, and is made again only where a
file has changed since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from beancount.core.data import Custom
from fava.ext import extension_endpoint
from flask import Response
from flask import make_response

from reports import verifying
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
from reports.forms.sheet import ROLES
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import Seal
from reports.model import Table
from reports.parts import fund_name
from reports.render import html
from reports.verifying import Paper
from reports.verifying import Person
from rules import plugin
from rules import seals as rules_of_seals
from welfare import books
from welfare import canonical
from welfare import seals
from welfare import writing
from welfare.books import Book
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import by_place
from welfare.findings import refuse
from welfare.seals import Closing

#: Of a SHA-256 so much as tells one from another.
SHORT = 12
#: What can be downloaded of a document, and what it is called.
KINDS = (("pdf", "PDF"), ("xlsx", "XLSX"), ("html", "HTML"))


def show(asked: Asked) -> Page:
    """The chain of the closings; one of them where the address names it."""
    words, chain = asked.words, Chain(asked.book)
    title = words(*WelfareClosings.titles)
    if not chain.links and not chain.broken:
        return Page(title, (Paragraph(words("ยังไม่เคยปิดงวด", "Nothing was ever closed.")),))
    if "closing" in asked.args:
        return Page(title, tuple(_closing(asked, chain, asked.args["closing"])))
    address = asked.file("closings", "verify.html")
    full = words("ตรวจเต็มรูปแบบ", "Full verification")
    return Page(
        title,
        (
            *_latest(asked, chain),
            *_paper(asked, chain),
            *_on_load(asked, chain),
            Heading(full),
            Frame(address, full, tall=bool(chain.broken)),
            *_links(asked, chain),
        ),
    )


# --- the chain, and what the plugin found --------------------------------------------------------


@dataclass(frozen=True)
class Chain:
    """The closings of a fund as its folder says now, and what the plugin found when it loaded."""

    book: Book

    @cached_property
    def files(self) -> seals.Disk:
        """The fund's files."""
        return seals.Disk(self.book.folder)

    @cached_property
    def links(self) -> list[Closing]:
        """All links, the first one first."""
        return seals.chain(self.files)

    @cached_property
    def broken(self) -> list[Finding]:
        """What is not as it was closed, as far as the plugin looks (E801 to E833)."""
        return by_place(
            item for item in self.book.once(plugin.findings) if item.code.startswith("E8")
        )

    @cached_property
    def loaded(self) -> frozenset[Closing]:
        """The closings that the plugin looked at: of the years that were loaded."""
        below = canonical.relative(self.book.folder)
        read = {below(name) for name in self.book.options.get("include") or []}
        return frozenset(rules_of_seals.loaded(self.files, self.links, read))

    @cached_property
    def of(self) -> Mapping[Closing, list[Finding]]:
        """What was found, by the closing that it is about."""
        found: dict[Closing, list[Finding]] = defaultdict(list)
        valid = {link.period: link for link in seals.in_force(self.links)}
        below = canonical.relative(self.book.folder)
        for item in self.broken:
            folder = "/".join(below(item.place.file).split("/")[:2])
            inside = (link for link in self.links if link.folder == folder)
            named = valid.get(str(item.args.get("period") or item.args.get("year") or ""))
            link = next(inside, None) or named
            if link:
                found[link].append(item)
        return found

    def before(self, link: Closing) -> Closing | None:
        """The link that one says it follows; None for the first, or where it is gone."""
        return next((one for one in self.links if one.sha256 == link.previous), None)


def _period(asked: Asked, link: Closing) -> str:
    """The period of a closing in words: `ตุลาคม 2566`, `ปีบัญชี 2567`."""
    words = asked.words
    return words.year(link.period) if link.period.isdigit() else words.month(link.period)


def _name(link: Closing) -> str:
    """What the address calls a link: the name of its folder."""
    return link.folder.removeprefix(f"{seals.FOLDER}/")


def _state(asked: Asked, link: Closing) -> str:
    """Closed, locked, taken back, or what took one back."""
    if link.kind not in seals.IN_FORCE:
        return asked.words(*verifying.KINDS[link.kind])
    locked = link.last <= asked.book.once(seals.locked_until)
    return asked.words("ล็อกแล้ว", "locked") if locked else asked.words("ปิดแล้ว", "closed")


def _seal(asked: Asked, chain: Chain, link: Closing) -> Cell:
    """What the plugin found of one closing."""
    words, found = asked.words, len(chain.of.get(link, ()))
    if found:
        one = "finding" if found == 1 else "findings"
        return Cell(words(f"ผิด {found} ข้อ", f"{found} {one}"), strong=True)
    if link.kind not in seals.IN_FORCE:
        return Cell(None)
    if link not in chain.loaded:
        return Cell(words("ไม่ได้อ่าน", "not loaded"))
    return Cell(words("ไม่ถูกแก้", "untouched"))


def _by(asked: Asked, link: Closing) -> str:
    """Who made a link: number, and office on that day."""
    number = link.by
    offices = [
        asked.words(*ROLES[term.role]).format(term.village) if term.role in ROLES else term.role
        for term in asked.book.terms
        if term.person == number and term.first <= link.entered <= term.last
    ]
    return " ".join(part for part in (number, ", ".join(offices)) if part)


def _directives(book: Book) -> dict[str, Custom]:
    """The directives of the closings and reopenings that were loaded, by the manifest's SHA-256."""
    found = [*book.customs("closing"), *book.customs("reopening")]
    return {str(entry.meta.get("manifest", "")): entry for entry in found}


# --- the page ------------------------------------------------------------------------------------


def _latest(asked: Asked, chain: Chain) -> list[PageBlock]:
    """The code of the last closing, which stands for all before it too."""
    valid = seals.in_force(chain.links)
    if not valid:
        return []
    last = valid[-1]
    label = asked.words("ปิดงวดล่าสุด ", "Last closing: ") + _period(asked, last)
    return [Seal(last.code, label)]


def _paper(asked: Asked, chain: Chain) -> list[PageBlock]:
    """Where a code on paper is held against the chain."""
    words, typed = asked.words, asked.args.get("code", "").strip()
    label = words("รหัสบนกระดาษที่ลงนาม", "Code on the signed paper")
    form = Form((Field("code", label, typed),), words("เทียบกับสมุดบัญชี", "Hold against the books"))
    return [form, *([Paragraph(_agrees(asked, chain, typed), strong=True)] if typed else [])]


def _agrees(asked: Asked, chain: Chain, typed: str) -> str:
    """Whether the chain agrees with a code as it was typed, alone or after its period."""
    words = asked.words
    try:
        start = asked.book.fiscal_start
        papers: list[Paper] = [verifying.typed(typed, fiscal_start=start, today=asked.today)]
    except Refused as refused:
        return "\n".join(item.text(asked.lang) for item in refused.findings)
    for item in verifying.against_paper(chain.links, papers):
        return item.text(asked.lang)
    link = verifying.attested(chain.links, papers)
    assert link is not None
    period = _period(asked, link)
    return words(
        f"รหัสตรงกับการปิดงวด {period} และทุกงวดที่ปิดก่อนหน้านั้น (เชื่อได้เมื่อการตรวจเต็มรูปแบบข้างล่างไม่พบข้อผิดด้วย)",
        f"The code is that of the closing of {period}, and of all that was closed before it"
        " (provided that the full verification below finds nothing).",
    )


def _on_load(asked: Asked, chain: Chain) -> list[PageBlock]:
    """What the plugin found when the books were loaded."""
    words, found = asked.words, chain.broken
    if not found:
        text = words(
            "ตอนเปิดสมุดบัญชี ไม่พบว่างวดที่ปิดแล้วถูกแก้",
            "When the books were loaded, no closed period was found to be touched.",
        )
        return [Paragraph(text)]
    heading = words(
        f"งวดที่ปิดแล้วไม่เหมือนตอนปิด: {len(found)} ข้อ",
        f"Not as it was closed: {len(found)} found when the books were loaded",
    )
    shown, way = asked.part(found)
    return [Heading(heading), *way, _findings(asked, shown)]


def _findings(asked: Asked, found: Iterable[Finding], top: str = "") -> Table:
    """What is wrong, and where; a place in the loaded books leads to its entry.

    Args:
        asked: what the request asks for.
        found: what is wrong; places are below the fund's folder or whole paths.
        top: address before the entry's own, for a page in a frame.
    """
    words = asked.words
    columns = (
        Column(words("ข้อที่พบ", "Finding"), width=8),
        Column(words("ในสมุดบัญชี", "In the books"), width=2.5),
    )
    rows = (Row((Cell(item.text(asked.lang)), _at(asked, item.place, top))) for item in found)
    return Table(columns, tuple(rows))


def _at(asked: Asked, place: Place, top: str) -> Cell:
    """File and line; in the loaded books it leads to the entry."""
    if not place.file:
        return Cell(None)
    whole = place._replace(file=str(asked.book.folder.resolve() / place.file))
    cell = asked.at(whole)
    return replace(cell, link=top + cell.link if cell.link else "")


def _links(asked: Asked, chain: Chain) -> list[PageBlock]:
    """The links of the chain, the newest first."""
    words = asked.words
    links = [link for link in reversed(chain.links) if asked.within(link.last)]
    blocks: list[PageBlock] = [Heading(words("ลำดับการปิดงวด", "The chain of closings"))]
    if not links:
        none = words("ไม่มีการปิดงวดในช่วงเวลาที่เลือก", "No closing in the time that was chosen.")
        return [*blocks, Paragraph(none)]
    if any(link not in chain.loaded for link in links if link.kind in seals.IN_FORCE):
        blocks.append(Paragraph(_not_loaded(asked)))
    shown, way = asked.part(links)
    columns = (
        Column(words("งวด", "Period"), width=2.5),
        Column(words("สถานะ", "State"), width=1.5),
        Column(words("ตราผนึก", "Seal"), width=1.5),
        Column(words("รหัส", "Code"), width=3),
        Column(words("ปิดเมื่อ", "Entered"), "date", width=1.6),
        Column(words("โดย", "By"), width=2),
        Column("SHA-256", width=2),
        Column(words("ต่อจากงวด", "Follows"), width=2),
        Column(words("ในสมุดบัญชี", "In the books"), width=3),
    )
    rows = tuple(_row(asked, chain, link) for link in shown)
    return [*blocks, *way, Table(columns, rows)]


def _not_loaded(asked: Asked) -> str:
    return asked.words(
        "งวดที่ “ไม่ได้อ่าน” เป็นของปีที่แฟ้มหลักไม่ได้เรียก ให้เปิดทั้งประวัติ: welfare audit --all",
        "Periods that are “not loaded” are of years that the main file does not name; for the whole"
        " history: `welfare audit --all`.",
    )


def _row(asked: Asked, chain: Chain, link: Closing) -> Row:
    entry = asked.book.once(_directives).get(link.sha256)
    return Row(
        (
            Cell(_period(asked, link), link=asked.here(closing=_name(link)), keep=True),
            Cell(_state(asked, link)),
            _seal(asked, chain, link),
            Cell(link.code, keep=True),
            Cell(link.entered),
            Cell(_by(asked, link)),
            Cell(link.sha256[:SHORT], keep=True),
            _before(asked, chain, link),
            asked.at(entry) if entry else Cell(None),
        )
    )


def _before(asked: Asked, chain: Chain, link: Closing) -> Cell:
    """The manifest that a link says it follows; told where there is no such link."""
    short, before = link.previous[:SHORT], chain.before(link)
    if before:
        return Cell(short, link=asked.here(closing=_name(before)), keep=True)
    lost = asked.words(f"{short} (หาย)", f"{short} (missing)") if short else ""
    return Cell(lost, strong=True)


# --- one closing ---------------------------------------------------------------------------------


def _closing(asked: Asked, chain: Chain, name: str) -> list[PageBlock]:
    """One closing: its seal, its facts, what was found, the papers of its period.

    Raises:
        Refused: R945, there is none of this name.
    """
    words = asked.words
    own = [link for link in chain.links if _name(link) == name]
    if not own:
        raise refuse("R945", name=name)
    back = words("การปิดงวดทั้งหมด", "all closings")
    blocks: list[PageBlock] = [Links(((back, asked.here(closing=""), False),))]
    for link in own:
        blocks += [Heading(f"{_period(asked, link)} · {_state(asked, link)}")]
        blocks += [Seal(link.code, words("รหัสปิดงวด", "Closing")), _facts(asked, chain, link)]
        if found := chain.of.get(link):
            blocks.append(_findings(asked, found))
    if own[0].kind in seals.IN_FORCE:
        blocks += _papers(asked, own[0])
    return blocks


def _facts(asked: Asked, chain: Chain, link: Closing) -> Facts:
    words, before = asked.words, chain.before(link)
    entry = asked.book.once(_directives).get(link.sha256)
    reopened = entry is not None and entry.type == "reopening"
    resolution = str(entry.meta.get("resolution", "")) if entry else ""
    passed = asked.book.resolutions.get(resolution)
    items = [
        (words("ตราผนึก", "Seal"), _seal(asked, chain, link)),
        (words("วันแรก", "First day"), Cell(link.first)),
        (words("วันสุดท้าย", "Last day"), Cell(link.last)),
        (words("บันทึกเมื่อ", "Entered"), Cell(link.entered)),
        (words("โดย", "By"), Cell(f"{_by(asked, link)} {asked.name(link.by)}".rstrip())),
        ("SHA-256", Cell(link.sha256)),
        (words("ต่อจาก", "Follows"), _follows(asked, before)),
    ]
    if resolution:
        cell = asked.at(passed, resolution) if passed else Cell(resolution)
        items.append((words("มติ", "Resolution"), cell))
    if entry and reopened:
        items.append((words("เหตุ", "Reason"), Cell(str(entry.meta.get("reason", "")))))
    if entry:
        items.append((words("ในสมุดบัญชี", "In the books"), asked.at(entry)))
    return Facts(tuple(items), 2)


def _follows(asked: Asked, before: Closing | None) -> Cell:
    if before is None:
        return Cell("–")
    return Cell(f"{_period(asked, before)} {before.code}", link=asked.here(closing=_name(before)))


def _papers(asked: Asked, link: Closing) -> list[PageBlock]:
    """The documents that the meeting of a month or a year has before it: to see, and as files.

    What is made of each village apart is seen on its page, where the village is chosen.
    """
    words = asked.words
    specs = [spec for spec in DOCUMENTS.values() if spec.pack == link.kind]
    see = tuple(
        (
            spec.title(asked.lang),
            asked.page("statements", doc=spec.id, period=_of(spec, link)),
            False,
        )
        for spec in specs
    )
    return [
        Heading(words("เอกสารของงวด", "Documents of the period")),
        Links(see, words("ดูบนจอ", "On the screen")),
        *(_downloads(asked, spec, _of(spec, link)) for spec in specs if not spec.per),
    ]


def _of(spec: Spec, link: Closing) -> str:
    """The period of a document as an address names it: the closing's own, or its last day."""
    return link.last.isoformat() if spec.periods == "day" else link.period


def _downloads(asked: Asked, spec: Spec, period: str) -> Links:
    items = tuple(
        (
            text,
            asked.file("statements", "document", doc=spec.id, period=period, kind=kind),
            False,
        )
        for kind, text in KINDS
    )
    return Links(items, spec.title(asked.lang), download=True)


# --- the full verification -----------------------------------------------------------------------


class Verified(NamedTuple):
    """What the full verification says of a fund's files as they were when it was made.

    Attributes:
        scope: the closings that were verified.
        findings: what is not as it was closed.
        notes: what could not be compared.
        persons: whose row of the register has changed since a closing.
    """

    scope: tuple[Closing, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    persons: tuple[Person, ...]


#: Name, size, and when a file was last written and last touched in any way, in nanoseconds.
State = tuple[tuple[str, int, int, int], ...]


def verified(book: Book) -> Verified:
    """The full verification of the closings of the books' years: of all where all is loaded.

    It is remembered with the books for as long as no file of the fund changes.
    """
    files = seals.Disk(book.folder)
    state = _files(book, files)
    known = book.once(_memo)
    found = known.get(state)
    if found is None:
        found = _verify(book, files)
        known.clear()
        known[state] = found
    return found


def _memo(_: Book) -> dict[State, Verified]:
    return {}


def _files(book: Book, files: seals.Disk) -> State:
    """The files as they are, without reading them."""
    loaded = {Path(name) for name in book.options.get("include") or []}
    found = []
    for path in sorted(loaded | {book.folder.resolve() / name for name in files}):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
    return tuple(found)


def _verify(book: Book, files: seals.Disk) -> Verified:
    whole = Path(str(book.options.get("filename", ""))).name == books.ALL
    with books.no_collection():
        case = verifying.open_case(files, book.folder, whole=whole)
        return Verified(
            tuple(case.scope),
            tuple(by_place(verifying.differences(case))),
            tuple(verifying.notes(case)),
            tuple(verifying.persons(case)),
        )


def verification(asked: Asked) -> Document:
    """What `welfare verify` says, as a small document for the frame."""
    words = asked.words
    if writing.pending(asked.book.folder):
        told = words(
            "มีการบันทึกที่ยังไม่เสร็จ จึงยังไม่ตรวจ สั่ง welfare status ให้เสร็จก่อนแล้วเปิดหน้านี้ใหม่",
            "A write is not finished, so nothing was verified. Run `welfare status`, which finishes"
            " it, and open this page again.",
        )
        return _document(asked, told, ())
    found = verified(asked.book)
    count, wrong = len(found.scope), len(found.findings)
    told = words(
        f"ตรวจ {count} งวดที่ปิดแล้ว พบ {wrong} ข้อ",
        f"{count} {'closing' if count == 1 else 'closings'} verified,"
        f" {wrong} {'finding' if wrong == 1 else 'findings'}",
    )
    return _document(asked, told, tuple(_told(asked, found)))


def _document(asked: Asked, told: str, blocks: tuple[Block, ...]) -> Document:
    return Document(
        "verify",
        told,
        fund_name(asked.book, asked.words),
        "",
        asked.today,
        asked.lang,
        "committee",
        blocks,
        paper="a4-wide",
    )


def _told(asked: Asked, found: Verified) -> list[Block]:
    words = asked.words
    blocks: list[Block] = []
    if found.findings:
        top = asked.page("closings")
        blocks.append(_findings(asked, found.findings, top))
    else:
        note = words(
            "ใครถือสมุดบัญชีก็ปิดผนึกใหม่ได้ ให้เทียบกับรหัสบนกระดาษที่ลงนามด้วย",
            "Who holds the books can seal them anew: hold them against the signed paper too.",
        )
        blocks.append(Paragraph(note, small=True))
    blocks += [Paragraph(item.text(asked.lang), small=True) for item in found.notes]
    if found.persons:
        blocks += [
            Heading(words("แถวในทะเบียนบุคคลที่เปลี่ยนไป", "Rows of the register that have changed")),
            _persons(asked, found.persons),
        ]
    return blocks


def _persons(asked: Asked, persons: Iterable[Person]) -> Table:
    """Whose row has changed, by person number alone."""
    words = asked.words
    columns = (
        Column(words("บุคคลเลขที่", "Person"), width=1),
        Column(words("เปลี่ยนหลังปิดงวด", "Changed since the closing of"), width=2),
        Column(words("บันทึกการแก้ไข", "Change recorded"), width=1),
    )
    recorded = words("ไม่มี", "no"), words("มี", "yes")
    rows = (
        Row((Cell(one.person), Cell(_period(asked, one.since)), Cell(recorded[one.recorded])))
        for one in persons
    )
    return Table(columns, tuple(rows))


class WelfareClosings(base.Base):
    """Closings in the sidebar."""

    key = "closings"
    titles = ("การปิดงวด", "Closings")

    def show(self, asked: Asked) -> Page:
        return show(asked)

    @extension_endpoint("verify.html")  # type: ignore[arg-type, untyped-decorator]
    def verify(self) -> Response:
        """The full verification, for the frame."""
        return self.answer(_verification)


def _verification(asked: Asked) -> Response:
    answer = make_response(html.render(verification(asked)))
    answer.headers["Content-Type"] = "text/html; charset=utf-8"
    answer.headers["Cache-Control"] = "no-store"
    return answer
