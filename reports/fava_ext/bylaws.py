"""Bylaws (ระเบียบ): what was in force on a day in plain words, and what changed when, by whom.

    extension/WelfareBylaws/?on=2024-03-31      the rules of the day before an amendment
    extension/WelfareBylaws/?on=1 เม.ย. 2567    those of the day on which it came into force
    extension/WelfareBylaws/?rule=benefit hospital      one rule, and how it changed

The words are those of `welfare bylaws show` and `welfare bylaws diff` (`rules.prose`). Each rule
leads to its directive, and to the resolution that passed it. Fava's time filter says which changes
are told, and its last day is the day where none is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date

from beancount.core.data import Custom

from reports.fava_ext import base
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Field
from reports.fava_ext.page import Form
from reports.fava_ext.page import Links
from reports.fava_ext.page import Page
from reports.fava_ext.page import PageBlock
from reports.fava_ext.page import typed
from reports.model import Cell
from reports.model import Column
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.parts import with_names
from rules import bylaws
from rules import prose
from rules.prose import Version
from welfare import calendars
from welfare.books import Book
from welfare.findings import NOWHERE
from welfare.findings import BadValue
from welfare.findings import Place
from welfare.parameters import Rule
from welfare.vocabulary import place_of


def show(asked: Asked) -> Page:
    """The rules in force on a day, and all changes of the time that was asked for."""
    words = asked.words
    day, wrong = _day(asked)
    blocks: list[PageBlock] = [_form(asked, day), _days(asked, day)]
    if wrong:
        blocks.append(Paragraph(wrong, strong=True))
    else:
        blocks += _in_force(asked, day)
    return Page(words(*WelfareBylaws.titles), (*blocks, *_changes(asked)))


def _form(asked: Asked, day: date) -> Form:
    """Which day, and which rule of all that there ever were."""
    words = asked.words
    every = ("", words("ทุกกฎ", "all rules"))
    when = words("ใช้บังคับในวันที่", "in force on")
    return Form(
        (
            Field("on", when, typed(day, asked.lang)),
            Field(
                "rule", words("กฎ", "rule"), _rule(asked), options=(every, *_titles(asked).items())
            ),
        ),
        words("ดู", "Show"),
    )


def _titles(asked: Asked) -> dict[str, str]:
    """Every rule there ever was, by its key: what it was called last."""
    return {_key(one.rule): one.title for one in prose.history(asked.book.bylaws, asked.lang)}


def _key(rule: Rule) -> str:
    return " ".join(rule.key)


def _rule(asked: Asked) -> str:
    """The key of the rule that was chosen, or "" for all."""
    chosen = asked.args.get("rule", "")
    return chosen if chosen in _titles(asked) else ""


def _day(asked: Asked) -> tuple[date, str]:
    """The day that was asked for, and why what was typed is none."""
    text = asked.args.get("on", "")
    if not text:
        return asked.last, ""
    try:
        return calendars.parse_day(text, reference=asked.today), ""
    except BadValue as bad:
        return asked.last, bad.at(NOWHERE).text(asked.lang)


def _days(asked: Asked, day: date) -> Links:
    """The days on which a rule changed; the one that begins what holds on the day is marked."""
    days = asked.book.bylaws.days
    here = max((one for one in days if one <= day), default=None)
    return Links(
        tuple(
            (asked.words.short_day(one), asked.here(on=one.isoformat()), one == here)
            for one in days
        ),
        asked.words("ระเบียบเปลี่ยนเมื่อ", "the bylaws changed on"),
    )


# --- in force ------------------------------------------------------------------------------------


def _in_force(asked: Asked, day: date) -> list[PageBlock]:
    words = asked.words
    chosen = _rule(asked)
    every = prose.text(asked.book.bylaws, day, asked.lang)
    sections = [one for one in every if chosen in ("", _key(one.rule))]
    on = words.day(day)
    told = words(
        f"ระเบียบที่ใช้บังคับในวันที่ {on}: {len(sections)} กฎ",
        f"In force on {on}: {len(sections)} {'rule' if len(sections) == 1 else 'rules'}",
    )
    blocks: list[PageBlock] = [Heading(told)]
    if asked.book.once(bylaws.broken):
        blocks.append(Paragraph(_broken(asked), strong=True))
    if not sections:
        none = words("ไม่มีระเบียบที่ใช้บังคับในวันนั้น", "No rule is in force on that day.")
        return [*blocks, Paragraph(none)]
    rows = [
        Row(
            (
                Cell(section.article),
                Cell(section.title, strong=True),
                Cell(_text(asked, section.lines)),
                Cell(section.since),
                _resolution(asked, section.rule),
                _at(asked, section.rule),
            )
        )
        for section in sections
    ]
    columns = (
        Column(words("ข้อ", "Article"), width=2),
        Column(words("กฎ", "Rule"), width=2.5),
        Column(words("ความ", "What it says"), width=8),
        Column(words("ใช้ตั้งแต่", "Since"), "date", width=1.6),
        Column(words("มติ", "Resolution"), width=1.6),
        Column(words("ในสมุดบัญชี", "In the books"), width=2.2),
    )
    blocks.append(Table(columns, tuple(rows)))
    if not all("resolution" in one.rule.facts for one in sections):
        blocks.append(Paragraph(_untold(asked), small=True))
    return blocks


def _untold(asked: Asked) -> str:
    return asked.words(
        "ช่องมติเป็น – เมื่อสมุดบัญชีไม่ได้บันทึกไว้ว่ามติใดให้ใช้กฎนั้น",
        "A rule without a resolution (–): the books do not tell which one passed it.",
    )


def _broken(asked: Asked) -> str:
    return asked.words(
        "ระเบียบมีข้อผิด ที่แสดงจึงอาจไม่ครบ และจ่ายเงินไม่ได้จนกว่าจะแก้ ดูหน้าจุดควบคุม หรือ welfare bylaws check",
        "The bylaws have mistakes, so that this may not be all, and nothing may be paid until they"
        " are corrected: see Controls, or `welfare bylaws check`.",
    )


# --- what changed when ---------------------------------------------------------------------------


def _changes(asked: Asked) -> list[PageBlock]:
    """Every version but the first bylaws of all, which `_in_force` tells on their day."""
    words, days = asked.words, asked.book.bylaws.days
    history = prose.history(asked.book.bylaws, asked.lang)
    chosen = _rule(asked)
    told = [
        one for one in history if asked.within(one.rule.since) and chosen in ("", _key(one.rule))
    ]
    later = [one for one in told if one.rule.since != days[0]]
    blocks: list[PageBlock] = [Heading(words("เปลี่ยนอะไรเมื่อใด", "What changed when"))]
    if len(later) < len(told):
        blocks.append(Paragraph(_laid_down(asked, days[0], len(told) - len(later))))
    if not later:
        text = words(
            "ไม่มีการแก้ไขหรือยกเลิกกฎใดในช่วงเวลาที่เลือก",
            "No rule was changed or repealed in this time.",
        )
        return [*blocks, Paragraph(text)]
    shown, way = asked.part(later)
    return [*blocks, *way, _table(asked, shown)]


def _laid_down(asked: Asked, day: date, count: int) -> str:
    on = asked.words.day(day)
    return asked.words(
        f"ระเบียบแรกมีผล {on}: {count} กฎ (เลือกวันนั้นข้างบนเพื่ออ่าน)",
        f"The first bylaws hold from {on}: {count} rules (choose that day above to read them).",
    )


def _table(asked: Asked, shown: Sequence[Version]) -> Table:
    words = asked.words
    columns = (
        Column(words("มีผล", "From"), "date", width=1.5),
        Column(words("ข้อ", "Article"), width=2.5),
        Column(words("กฎ", "Rule"), width=2.5),
        Column("", width=1),
        Column(words("ก่อน", "Before"), width=3.5),
        Column(words("หลัง", "After"), width=3.5),
        Column(words("มติ", "Resolution"), width=1.6),
        Column(words("ลงมติ", "Passed"), "date", width=1.6),
        Column(words("ในสมุดบัญชี", "In the books"), width=2.2),
    )
    return Table(columns, tuple(row for version in shown for row in _rows(asked, version)))


def _rows(asked: Asked, version: Version) -> list[Row]:
    """A version: one row for each sentence that differs, the first with what they share."""
    rule = version.rule
    head = (
        Cell(rule.since),
        Cell(rule.article),
        Cell(version.title, strong=True),
        Cell(asked.words(*prose.KINDS[version.kind])),
    )
    passed = asked.book.resolutions.get(str(rule.facts.get("resolution", "")))
    tail = (_resolution(asked, rule), Cell(passed.date if passed else None), _at(asked, rule))
    pairs = [(_text(asked, [one]), _text(asked, [two])) for one, two in version.differs]
    if version.kind in ("added", "repealed"):
        # Nothing is to be held against each other: the sentences make one text.
        before, after = zip(*version.differs, strict=True) if version.differs else ((), ())
        pairs = [(_text(asked, before), _text(asked, after))]
    blank = (Cell(None),) * len(head)
    rows = [Row((*blank, Cell(before), Cell(after))) for before, after in pairs[1:]]
    first, second = pairs[0] if pairs else ("", "")
    return [Row((*head, Cell(first), Cell(second), *tail)), *rows]


def _text(asked: Asked, sentences: Iterable[str]) -> str:
    """Sentences in one cell, with the names of accounts."""
    joined = " · ".join(sentence for sentence in sentences if sentence)
    return with_names(asked.book, joined, asked.words)


# --- what leads on -------------------------------------------------------------------------------


def _directives(book: Book) -> dict[Place, Custom]:
    """The bylaw directives by the place where they stand."""
    return {place_of(entry.meta): entry for entry in book.customs("bylaw")}


def _at(asked: Asked, rule: Rule) -> Cell:
    return asked.at(asked.book.once(_directives)[place_of(dict(rule.facts))])


def _resolution(asked: Asked, rule: Rule) -> Cell:
    """The resolution that passed a rule; one of before the books has no entry."""
    number = str(rule.facts.get("resolution", ""))
    entry = asked.book.resolutions.get(number)
    return Cell(number or "–", link=asked.entry(entry) if entry else "", keep=True)


class WelfareBylaws(base.Base):
    """Bylaws in the sidebar."""

    key = "bylaws"
    titles = ("ระเบียบ", "Bylaws")

    def show(self, asked: Asked) -> Page:
        return show(asked)
