"""The first page: where the fund stands, whether its closings are whole, what to look at.

Money, members and alerts are of the days that the time filter chooses, else of all that Fava has
loaded; the eight steps and what is due are as of the last of these days, else of today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from reports import annual
from reports import checklist
from reports import figures
from reports import status
from reports.fava_ext import base
from reports.fava_ext import controls
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Frame
from reports.fava_ext.page import Page
from reports.fava_ext.page import PageBlock
from reports.forms.sheet import GROUPS
from reports.model import Cell
from reports.model import Chart
from reports.model import Column
from reports.model import Facts
from reports.model import Heading
from reports.model import Row
from reports.model import Series
from reports.model import Table
from reports.parts import fund_name
from reports.statements.annual_pages import by_source
from rules import alerts
from rules import periods
from rules import plugin
from rules.membership import Members
from rules.membership import members_of
from welfare import calendars
from welfare import seals
from welfare.calendars import Period

#: Months of the picture of the fund's money.
MONTHS = 24
#: Closings that are listed; the page of closings has all.
CLOSINGS = 6
#: Ages, from each on; the last has no end.
AGES = (0, 18, 40, 60, 70, 80)
#: Months owed, from each on.
OWED = (0, 1, 2, 3, 6, 12)


def show(asked: Asked) -> Page:
    """The page."""
    asked.refuse_behind()
    blocks: list[PageBlock] = [
        _facts(asked),
        *_alerts(asked),
        *_closings(asked),
        *_charts(asked),
        *_steps(asked),
    ]
    return Page(asked.words(*WelfareOverview.titles), tuple(blocks))


def days(asked: Asked) -> Period:
    """The days that the page tells of: those of the filter that the books hold."""
    first = max(asked.period.first, asked.book.begins) if asked.period else asked.book.begins
    return Period(first, asked.last, "")


def _facts(asked: Asked) -> Facts:
    book, words, day = asked.book, asked.words, asked.last
    count = sum(1 for _ in members_of(book).on(day))
    money = {name: book.balance(name, day) for name in ("Assets:Cash", "Assets:Bank")}
    total = figures.net_assets(book, day)
    errors = len(book.once(checklist.errors))
    return Facts(
        (
            (words("กองทุน", "Fund"), Cell(fund_name(book, words))),
            (words("ข้อมูลถึง", "As of"), Cell(day)),
            (words("สมาชิก (คน)", "Members"), Cell(count, link=asked.page("members"))),
            (words("เงินกองทุน (บาท)", "Fund balance (baht)"), Cell(total)),
            (words("เงินสดในมือ (บาท)", "Cash in hand (baht)"), Cell(money["Assets:Cash"])),
            (words("เงินฝากธนาคาร (บาท)", "In the bank (baht)"), Cell(money["Assets:Bank"])),
            (
                words("ข้อผิดในสมุดบัญชี (ข้อ)", "Errors in the books"),
                Cell(errors, strong=errors > 0, dash=False, link=asked.page("controls")),
            ),
        ),
        3,
    )


def _alerts(asked: Asked) -> Iterator[PageBlock]:
    """How many there are of each severity, by subject; the page of controls lists them."""
    words = asked.words
    found = [one for one in asked.book.once(alerts.alerts) if asked.within(one.date)]
    yield Heading(words("เรื่องที่ควรดู", "What to look at"), 1)
    rows = []
    for severity, names in controls.SEVERITIES.items():
        own = Counter(controls.section_of(one) for one in found if one.severity == severity)
        subjects = " · ".join(
            f"{words(*controls.SECTIONS[name].titles)} {count}" for name, count in own.most_common()
        )
        link = asked.page("controls", severity=severity)
        cells = (
            Cell(words(*names), keep=True),
            Cell(own.total(), link=link, dash=False),
            Cell(subjects),
        )
        rows.append(Row(cells))
    columns = (
        Column(words("ระดับ", "severity"), width=1),
        Column(words("จำนวน (เรื่อง)", "count"), "count", 1),
        Column(words("เกี่ยวกับ", "subjects"), width=9),
    )
    yield Table(columns, tuple(rows))


def _closings(asked: Asked) -> Iterator[PageBlock]:
    words = asked.words
    links = [link for link in seals.in_force(asked.links) if asked.within(link.last)]
    yield Heading(words("การปิดงวด", "Closings"), 1)
    broken = [one for one in plugin.findings(asked.book) if one.code.startswith("E8")]
    told = (
        words(f"พบการแก้ไข {len(broken)} แห่ง", f"{len(broken)} changes found")
        if broken
        else words("ไม่พบการแก้ไขในรายการที่โหลด", "no change found in what is loaded")
    )
    yield Facts(
        (
            (words("งวดที่ปิดแล้ว", "Closed periods"), Cell(len(links), dash=False)),
            (words("ผลตรวจผนึก", "Seals"), Cell(told, strong=bool(broken))),
        ),
        2,
    )
    rows = tuple(
        Row(
            (
                Cell(
                    _period(asked, link),
                    link=asked.page("closings", closing=link.period),
                    keep=True,
                ),
                Cell(link.code, keep=True),
                Cell(link.entered),
            )
        )
        for link in links[: -CLOSINGS - 1 : -1]
    )
    if rows:
        columns = (
            Column(words("งวด", "period"), width=1),
            Column(words("รหัสปิดงวด", "code of the closing"), width=1),
            Column(words("วันที่ปิด", "closed on"), "date", 1),
        )
        yield Table(columns, rows)
        title = words("ผลตรวจทุกแฟ้มและทุกยอด", "Every file and figure verified")
        yield Frame(asked.file("closings", "verify.html"), title, tall=False)


def _period(asked: Asked, link: seals.Closing) -> str:
    words = asked.words
    return words.year(link.period) if link.kind == "year" else words.month(link.period)


# --- pictures ------------------------------------------------------------------------------------


def _charts(asked: Asked) -> Iterator[PageBlock]:
    words, told = asked.words, days(asked)
    if told.last < told.first:
        return
    yield Heading(words("ภาพรวมการเงินและสมาชิก", "Money and members"), 1)
    yield _balance(asked, told)
    statement = annual.income_statement(asked.book, told)
    when = words(
        f"{words.short_day(told.first)} ถึง {words.short_day(told.last)}",
        f"{words.short_day(told.first)} to {words.short_day(told.last)}",
    )
    yield from by_source(asked.book, statement, when, words)
    members = members_of(asked.book)
    yield _groups(asked, members, told.last)
    yield _ages(asked, members, told.last)
    yield _arrears(asked, members, told.last)


def _balance(asked: Asked, told: Period) -> Chart:
    words = asked.words
    first, last = calendars.month_of(told.first), calendars.month_of(told.last)
    months = calendars.months_between(first, last)[-MONTHS:]
    ends = [min(calendars.month_period(month).last, told.last) for month in months]
    values = tuple(figures.net_assets(asked.book, end) for end in ends)
    title = words("เงินกองทุนคงเหลือสิ้นเดือน", "Fund balance at the end of each month")
    labels = tuple(words.short_month(month) for month in months)
    said = f"{title}: {labels[-1]} {words.baht(values[-1])}"
    return Chart(title, "line", labels, (Series(title, values),), words("บาท", "baht"), said)


def _counted(asked: Asked, title: str, counts: dict[str, int]) -> Chart:
    words = asked.words
    said = f"{title}: " + ", ".join(f"{name} {count}" for name, count in counts.items())
    values = tuple(counts.values())
    return Chart(
        title, "rows", tuple(counts), (Series(title, values),), words("คน", "people"), said
    )


def _groups(asked: Asked, members: Members, day: date) -> Chart:
    found = annual.member_table(members, day)["current"]
    counts = {asked.words(*GROUPS[name]): found[name] for name in annual.GROUPS}
    return _counted(asked, asked.words("สมาชิกตามกลุ่ม", "Members by group"), counts)


def _ages(asked: Asked, members: Members, day: date) -> Chart:
    words, counts = asked.words, dict.fromkeys(AGES, 0)
    unknown = 0
    for history in members.on(day):
        birth = history.facts(day).get("birth")
        if isinstance(birth, date):
            age = max(periods.age(birth, day), 0)
            counts[max(from_ for from_ in AGES if from_ <= age)] += 1
        else:
            unknown += 1
    named = {_from(words("ปี", "years"), at, AGES): count for at, count in counts.items()}
    if unknown:
        named[words("ไม่ทราบ", "not known")] = unknown
    return _counted(asked, words("สมาชิกตามอายุ", "Members by age"), named)


def _arrears(asked: Asked, members: Members, day: date) -> Chart:
    """Members by how many months of contributions they owe."""
    words, counts = asked.words, dict.fromkeys(OWED, 0)
    for history in members.on(day):
        months = sum(one.months for one in history.unpaid(day))
        counts[max(from_ for from_ in OWED if from_ <= months)] += 1
    unit = words("เดือน", "months")
    named = {
        words("ไม่ค้าง", "none") if at == 0 else _from(unit, at, OWED): count
        for at, count in counts.items()
    }
    return _counted(asked, words("สมาชิกตามเดือนที่ค้างส่ง", "Members by months owed"), named)


def _from(unit: str, at: int, steps: tuple[int, ...]) -> str:
    """`18–39 ปี`, `80+ ปี`, `1 เดือน`."""
    later = [step for step in steps if step > at]
    if not later:
        return f"{at}+ {unit}"
    last = later[0] - 1
    if last == at:
        return f"{at} {unit.removesuffix('s') if at == 1 else unit}"
    return f"{at}–{last} {unit}"


# --- the eight steps -----------------------------------------------------------------------------


def _steps(asked: Asked) -> Iterator[PageBlock]:
    words = asked.words
    day = min(asked.period.last, asked.today) if asked.period else asked.today
    found = status.status(asked.book, asked.links, day, asked.lang)
    yield Heading(words(*status.TITLE), 1)
    steps = tuple(
        Row(
            (
                Cell(step.number),
                Cell(words(*status.STATES[step.state])),
                Cell(step.title, strong=True),
                Cell(" · ".join(step.evidence)),
            )
        )
        for step in found.steps
    )
    yield Table(
        (
            Column(words("ขั้น", "step"), "count", 0.5),
            Column(words("สถานะ", "state"), width=1),
            Column(words("เรื่อง", "subject"), width=4),
            Column(words("หลักฐานในสมุดบัญชี", "evidence in the books"), width=6),
        ),
        steps,
    )
    rows = tuple(
        Row((Cell(due.day, strong=due.day < day), Cell(due.text), Cell(due.command)))
        for due in found.due
    )
    if rows:
        when = words(f"ต้องทำต่อ ณ {words.day(day)}", f"What is due, as of {words.day(day)}")
        columns = (
            Column(words("ภายใน", "by"), "date", 1),
            Column(words("เรื่อง", "what"), width=3),
            Column(words("คำสั่งของเหรัญญิก", "the treasurer types"), width=4),
        )
        yield Table(columns, rows, caption=when)


class WelfareOverview(base.Base):
    """Overview in the sidebar."""

    key = "overview"
    titles = ("ภาพรวม", "Overview")

    def show(self, asked: Asked) -> Page:
        return show(asked)
