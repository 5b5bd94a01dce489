"""Where the fund stands: CODI's eight steps with their evidence, and what is due next.

    found = status(book, closings(folder), date(2024, 10, 5), "th")
    found.steps[1].state                         "done", "progress" or "missing"
    found.due[0].day, found.due[0].command       when, and what to type

Everything is read from the books as they stood at the end of the day, and from the closings that
had been entered by then. A step is done when the books show all that it names, in progress when
they show something, missing when they show nothing. Names are never needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Literal
from typing import NamedTuple

from beancount.core.data import Custom

from reports import annual
from reports.forms.sheet import ROLES
from reports.parts import fund_name
from reports.words import Words
from rules import alerts
from rules import claims
from rules import decision
from rules import guards
from rules import matching
from rules import payments
from rules.decision import GRANTED
from rules.member_view import told
from rules.membership import Members
from rules.membership import lapse_rule
from rules.membership import members_of
from rules.membership import number_of
from welfare import books
from welfare import calendars
from welfare import money
from welfare import seals
from welfare.books import Book
from welfare.books import Term
from welfare.money import ZERO
from welfare.papers import bank
from welfare.seals import Closing
from welfare.vocabulary import values_of

DAY = timedelta(days=1)
#: How far ahead ends of terms and cut-offs are told, and lapses of members.
AHEAD, LAPSE_AHEAD = timedelta(days=90), timedelta(days=31)
#: A committee that has met within so many days meets.
MEETS = timedelta(days=62)
#: Months after the founding within which the first general meeting is held (step 1).
FIRST_MEETING = 6
#: Offices without which a fund cannot work.
OFFICES = ("chair", "secretary", "treasurer", "auditor")

State = Literal["done", "progress", "missing"]
STATES: dict[State, tuple[str, str]] = {
    "done": ("เสร็จ", "done"),
    "progress": ("กำลังทำ", "in progress"),
    "missing": ("ยังไม่มี", "missing"),
}

TITLE = (
    "8 ขั้นตอน การบริหารจัดการกองทุนสวัสดิการชุมชนตำบล",
    "The 8 steps of running a tambon welfare fund",
)
STEPS = (
    ("การจัดตั้งกองทุน", "Founding"),
    ("แนวทางบริหารจัดการ", "Accounts, closings and audit"),
    (
        "ระบบการบริหารการเงินที่สุจริต ปลอดภัย มั่นคง เกิดประโยชน์สูงสุด",
        "Honest, safe and sound handling of money",
    ),
    ("ระบบข้อมูลที่ถูกต้อง เป็นปัจจุบัน ใช้บริหาร รายงาน สื่อสารได้", "Data that is right and up to date"),
    ("ข้อบังคับ/ระเบียบ เป็นเครื่องมือดำเนินการ", "Bylaws"),
    ("คณะกรรมการกองทุนสวัสดิการ", "The committee"),
    ("สมาชิก", "Members"),
    ("การจัดสวัสดิการให้กับสมาชิก", "Welfare for members"),
)


class Step(NamedTuple):
    """One of the eight steps.

    Attributes:
        number: 1 to 8.
        title: its name.
        state: what the books show of it.
        evidence: lines of what they show.
    """

    number: int
    title: str
    state: State
    evidence: tuple[str, ...]


class Due(NamedTuple):
    """Something that is to be done.

    Attributes:
        key: its name, which does not change with the language.
        day: the last day for it.
        text: what.
        command: what to type.
        subjects: members, villages, claims … that it is about; numbers only.
    """

    key: str
    day: date
    text: str
    command: str
    subjects: tuple[str, ...] = ()


class Status(NamedTuple):
    """The whole screen: the fund, the day, the steps, what is due (earliest first)."""

    fund: str
    day: date
    steps: tuple[Step, ...]
    due: tuple[Due, ...]


def status(book: Book, links: Iterable[Closing], today: date, lang: str) -> Status:
    """Where the fund stands at the end of a day.

    Args:
        book: the fund's books.
        links: its closings.
        today: the day; what was entered later is left out.
        lang: th or en.
    """
    kept = tuple(link for link in links if link.entered <= today)
    now = _Now(told(book, today), kept, today, Words(lang), payments.decidable(book))
    steps = []
    for number, (title, part) in enumerate(zip(STEPS, _STEPS, strict=True), start=1):
        state, evidence = part(now)
        steps.append(Step(number, now.words(*title), state, tuple(evidence)))
    due = sorted((one for part in _DUE for one in part(now)), key=attrgetter("day"))
    return Status(fund_name(book, now.words), today, tuple(steps), tuple(due))


@dataclass(frozen=True)
class _Now:
    """The books of the day, and what several steps ask of them."""

    book: Book
    links: tuple[Closing, ...]
    today: date
    words: Words
    #: Whether the bylaws are sound; asked of all the books, which hold the minutes of later ones.
    decidable: bool

    @cached_property
    def members(self) -> Members:
        return members_of(self.book)

    @cached_property
    def current(self) -> list[str]:
        """Numbers of the members of the day."""
        return [history.number for history in self.members.on(self.today)]

    @cached_property
    def told(self) -> date:
        """The day of which the books tell who is a member: today, or the last day written up.

        Where a whole month is not written up, members lapse though they may have paid.
        """
        days = [*filter(None, [self.last_entry]), *(link.last for link in self.links)]
        last = min(max(days, default=self.today), self.today)
        before = self.today.replace(day=1) - DAY
        return last if last < before.replace(day=1) else self.today

    @cached_property
    def last_known(self) -> list[str]:
        """Numbers of the members of that day."""
        return [history.number for history in self.members.on(self.told)]

    @cached_property
    def last_entry(self) -> date | None:
        """The last day on which money moved; openings do not count."""
        days = (e.date for e in self.book.transactions if e.meta.get("kind") != "opening")
        return max(days, default=None)

    @cached_property
    def general(self) -> list[Custom]:
        """General meetings so far."""
        return [e for e in self.book.customs("meeting") if e.meta.get("type") == "general"]

    @cached_property
    def ended_years(self) -> list[int]:
        """Fiscal years (พ.ศ.) that have ended and are in the books, oldest first."""
        first = calendars.fiscal_year(self.book.books_from, self.book.fiscal_start)
        return list(range(first, calendars.fiscal_year(self.today, self.book.fiscal_start)))

    @cached_property
    def ended_months(self) -> list[str]:
        """Months of the books that have ended, oldest first."""
        first, this = map(calendars.month_of, (self.book.books_from, self.today))
        return calendars.months_between(first, this)[:-1] if first < this else []

    @cached_property
    def open_months(self) -> list[str]:
        """Months that have ended and are not closed, oldest first."""
        closed = {link.period for link in seals.in_force(self.links) if link.kind == "month"}
        return [month for month in self.ended_months if month not in closed]

    @cached_property
    def claims(self) -> dict[str, str]:
        """Claim to what became of it; one that a meeting dealt with but no bylaw grants is over."""
        known = claims.states(self.book)
        if "approved" not in known.values() or not self.decidable:
            return known
        found = decision.decisions(self.book, members=self.members)
        over = {n for n, own in found.items() if own.verdict not in GRANTED}
        return {
            number: "refused" if state == "approved" and number in over else state
            for number, state in known.items()
        }

    @cached_property
    def holders(self) -> list[Term]:
        """Who holds an office today."""
        return [term for term in self.book.terms if term.first <= self.today <= term.last]

    def year_end(self, year: int) -> date:
        """Last day of a fiscal year."""
        return calendars.fiscal_year_period(year, self.book.fiscal_start).last

    def meeting_by(self, year: int) -> date:
        """The last day for the general meeting after a year; its last day where none is set."""
        last = self.year_end(year)
        rule = self.book.bylaws.on(last + DAY, "general-meeting")
        return (alerts.deadline(last, rule.facts.get("within")) if rule else None) or last

    def recorded(self, word: str) -> set[str]:
        """Years for which an audit or an adoption is recorded."""
        return {str(values_of(entry)[0]) for entry in self.book.customs(word)}

    def on(self, day: date) -> str:
        """A day in the short form of tables."""
        return self.words.short_day(day)


def _state(*shown: bool, some: bool) -> State:
    return "done" if all(shown) else "progress" if some else "missing"


Found = tuple[State, list[str]]

# --- the eight steps -----------------------------------------------------------------------------


def _founding(now: _Now) -> Found:
    words, book = now.words, now.book
    founded = book.fund["founded"]
    deadline = calendars.add_months(founded, FIRST_MEETING)
    before = deadline < book.books_from
    said = [words(f"จัดตั้ง {now.on(founded)}", f"founded {now.on(founded)}")]
    if now.general:
        first = now.general[0]
        number, day = values_of(first)[0], now.on(first.date)
        said.append(words(f"ประชุมใหญ่ {number} เมื่อ {day}", f"general meeting {number} on {day}"))
    elif before:
        day = now.on(book.books_from)
        said.append(
            words(f"ปีแรกอยู่ก่อนสมุดบัญชี ({day})", f"its first year lies before the books ({day})")
        )
    else:
        said.append(words("ยังไม่มีประชุมใหญ่สมาชิกครั้งที่ 1", "the first general meeting is not recorded"))
    some = bool(book.members or book.terms or book.meetings)
    return _state(bool(book.members), bool(now.general) or before, some=some), said


def _management(now: _Now) -> Found:
    words = now.words
    if now.last_entry is None:
        return "missing", [words("ยังไม่มีรายการเงิน", "no money is booked yet")]
    months = len(now.ended_months)
    closed = months - len(now.open_months)
    audited, adopted = now.recorded("audit"), now.recorded("adoption")
    both = [str(year) for year in now.ended_years if str(year) in audited & adopted]
    late = [
        year
        for year in now.ended_years
        if str(year) not in audited & adopted and now.meeting_by(year) < now.today
    ]
    errors = len(now.book.errors)
    said = [
        words(f"บันทึกถึง {now.on(now.last_entry)}", f"booked until {now.on(now.last_entry)}"),
        words(f"ปิดแล้ว {closed} จาก {months} เดือน", f"{closed} of {months} months closed"),
        words(
            f"ตรวจสอบและรับรองงบแล้ว {len(both)} จาก {len(now.ended_years)} ปี",
            f"{len(both)} of {len(now.ended_years)} years audited and adopted",
        ),
    ]
    if errors:
        said.append(words(f"สมุดบัญชีมีข้อผิด {errors} ข้อ", f"the books hold {errors} errors"))
    return _state(not errors, not now.open_months, not late, some=True), said


def _finance(now: _Now) -> Found:
    words, book = now.words, now.book
    if now.last_entry is None and not book.bylaws.versions:
        return "missing", [words("ยังไม่มีเงินและไม่มีกฎเรื่องเงินสด", "no money and no rule on cash yet")]
    cash, ceiling = book.balance(books.CASH, now.today), _ceiling(now)
    limit = money.text(ceiling) if ceiling is not None else "-"
    held = sum((book.balance(name, now.today) for name in book.collectors.values()), ZERO)
    done = guards.settled(book)
    left = [one for one in guards.irregularities(book) if (one.code, one.subject) not in done]
    in_bank = money.text(book.balance(books.BANK, now.today))
    said = [
        words(
            f"เงินสด {money.text(cash)} (เพดาน {limit}) ธนาคาร {in_bank}",
            f"cash {money.text(cash)} (ceiling {limit}), bank {in_bank}",
        ),
        words(f"อยู่กับผู้เก็บเงิน {money.text(held)}", f"with collectors {money.text(held)}"),
    ]
    lines = [line.day for line in bank.kept(book) if line.day <= now.today]
    if lines:
        day = now.on(max(lines))
        said.append(words(f"รายการเดินบัญชีธนาคารถึง {day}", f"bank statement until {day}"))
    if left:
        said.append(
            words(f"ความผิดปกติที่ยังไม่แก้ไข {len(left)} เรื่อง", f"{len(left)} irregularities open")
        )
    late = [one for one in _custody(now) if one.day < now.today]
    ok = ceiling is not None and ZERO <= cash <= ceiling
    return _state(ok, not left, not late, bool(now.last_entry), some=True), said


def _data(now: _Now) -> Found:
    words = now.words
    bad = []
    for number in now.last_known:
        history = now.members.of(number)
        if history is not None and history.facts(now.told).get("id-check") != "valid":
            bad.append(number)
    count = len(now.last_known)
    lists = sorted(str(values_of(entry)[0]) for entry in now.book.customs("matching-list"))
    known = len({values_of(entry)[0] for entry in now.book.customs("profile")})
    said = [
        words(
            f"เลขประจำตัวถูกต้อง {count - len(bad)} จาก {count} คน",
            f"{count - len(bad)} of {count} members with a valid citizen id",
        ),
        words(
            f"บัญชีขอรับสมทบที่บันทึกล่าสุด {lists[-1] if lists else '-'}",
            f"last recorded matching list: {lists[-1] if lists else '-'}",
        ),
        words(f"ข้อมูลสำหรับแบบรายงาน {known} อย่าง", f"{known} facts recorded for forms"),
    ]
    unlisted = [one for one in _matching(now) if one.day < now.today]
    return _state(count > 0, not bad, not unlisted, some=bool(now.book.members)), said


def _bylaws(now: _Now) -> Found:
    words, bylaws = now.words, now.book.bylaws
    force = [key for key in bylaws.versions if bylaws.on(now.today, *key)]
    if not bylaws.versions:
        return "missing", [words("ยังไม่มีระเบียบในสมุดบัญชี", "no bylaws in the books yet")]
    benefits = [key for key in force if key[0] == "benefit" and len(key) == 2]
    changes = [entry for entry in now.book.customs("bylaw") if entry.date <= now.today]
    said = [
        words(
            f"ใช้บังคับ {len(force)} กฎ สวัสดิการ {len(benefits)} ประเภท",
            f"{len(force)} rules in force, {len(benefits)} benefits",
        )
    ]
    if changes:
        newest = changes[-1]
        by = newest.meta.get("resolution")
        text = f" ({by})" if by else ""
        day = now.on(newest.date)
        said.append(words(f"ฉบับล่าสุดมีผล {day}{text}", f"latest in force from {day}{text}"))
    pays = any(key[0] == "contribution" for key in force)
    return _state(bool(benefits), pays, some=True), said


def _committee(now: _Now) -> Found:
    words, book = now.words, now.book
    held = {term.role for term in now.holders}
    sitting = {term.person for term in now.holders if term.role != "auditor"}
    said = []
    if sitting:
        until = now.on(min(term.last for term in now.holders))
        said.append(
            words(
                f"กรรมการ {len(sitting)} คน วาระแรกที่ครบ {until}",
                f"{len(sitting)} on the committee, first term ends {until}",
            )
        )
    missing = [role for role in OFFICES if role not in held]
    if missing:
        names = ", ".join(words(*ROLES[role]) for role in missing)
        said.append(words(f"ไม่มี{names}", f"nobody is {names}"))
    meetings = [e for e in book.customs("meeting") if e.meta.get("type") == "committee"]
    if meetings:
        last = meetings[-1]
        number, day = values_of(last)[0], now.on(last.date)
        came, size = last.meta.get("attendees"), last.meta.get("committee-size")
        of = f"/{size}" if size is not None else ""
        said.append(
            words(
                f"ประชุม {number} เมื่อ {day} ({came}{of} คน)", f"met on {day}: {number} ({came}{of})"
            )
        )
    meets = bool(meetings) and meetings[-1].date >= now.today - MEETS
    return _state(not missing, meets, some=bool(sitting or meetings)), said


def _members(now: _Now) -> Found:
    words, book = now.words, now.book
    if not book.members:
        return "missing", [words("ยังไม่มีสมาชิก", "no members yet")]
    day, behind = now.told, now.told < now.today
    start = calendars.fiscal_year(day, book.fiscal_start)
    first = calendars.fiscal_year_period(start, book.fiscal_start).first
    villages, new, gone = set(), 0, 0
    for number in book.members:
        history = now.members.of(number)
        for span in history.spans if history else ():
            new += first <= span.start <= day
            gone += bool(span.end and first <= span.end <= day)
        if history is not None and history.span(day) is not None:
            villages.add(str(history.facts(day).get("village", "")))
    covered, all_ = len(villages - {""}), int(book.fund["villages"])
    count = len(now.last_known)
    on = now.on(day)
    members = words(
        f"{count} คน จาก {covered} ใน {all_} หมู่บ้าน",
        f"{count} members in {covered} of {all_} villages",
    )
    if behind:
        members = words(
            f"บัญชีบันทึกถึง {on} สมาชิก ณ วันนั้น {members}",
            f"written up until {on}, on that day {members}",
        )
    said = [
        members,
        words(
            f"ปีบัญชี{f' {start} ' if behind else 'นี้'}เข้า {new} ออก {gone} คน",
            f"{'that' if behind else 'this'} fiscal year {new} came, {gone} left",
        ),
    ]
    return _state(count > 0, 2 * covered >= all_, some=True), said


def _welfare(now: _Now) -> Found:
    words, book = now.words, now.book
    year = calendars.fiscal_year(now.today, book.fiscal_start)
    first = calendars.fiscal_year_period(year, book.fiscal_start).first
    start = max(first, book.begins)
    paid = annual.cases(now.members, start, now.today)
    baht = money.text(sum((case.amount for case in paid), ZERO))
    waiting = [number for number, state in now.claims.items() if state == "open"]
    said = [
        words(
            f"ปีบัญชี {year} จ่าย {len(paid)} ราย {baht} บาท",
            f"fiscal year {year - calendars.BE_MINUS_CE}: {len(paid)} cases, {baht} baht",
        ),
        words(
            f"คำขอทั้งหมด {len(now.claims)} รอพิจารณา {len(waiting)}",
            f"{len(now.claims)} claims so far, {len(waiting)} undecided",
        ),
    ]
    ever = any(name.startswith(books.BENEFITS) for name in annual.since_founding(book, now.today))
    return _state(ever, not waiting, some=ever or bool(now.claims)), said


_STEPS: tuple[Callable[[_Now], Found], ...] = (
    _founding,
    _management,
    _finance,
    _data,
    _bylaws,
    _committee,
    _members,
    _welfare,
)

# --- what is due ---------------------------------------------------------------------------------


def _general_meeting(now: _Now) -> Iterator[Due]:
    """The first one within six months of the founding, then one after each fiscal year."""
    words, book = now.words, now.book
    founded = book.fund["founded"]
    command = f"welfare meeting {words('เลขที่', 'NUMBER')} --type general …"
    first = calendars.add_months(founded, FIRST_MEETING)
    if not now.general and first >= book.books_from:
        text = words("ประชุมใหญ่สมาชิก ครั้งที่ 1 ภายใน 6 เดือน", "first general meeting, within 6 months")
        yield Due("first-general-meeting", first, text, command)
    year = calendars.fiscal_year(now.today, book.fiscal_start) - 1
    last = now.year_end(year)
    rule = book.bylaws.on(last + DAY, "general-meeting")
    due = alerts.deadline(last, rule.facts.get("within")) if rule else None
    if due and last >= founded and not any(entry.date > last for entry in now.general):
        text = words(f"ประชุมใหญ่สามัญ หลังปีบัญชี {year}", f"general meeting after {words.year(year)}")
        yield Due("general-meeting", due, text, command)


def _closings(now: _Now) -> Iterator[Due]:
    words = now.words
    if now.last_entry is None:
        return
    if now.open_months:
        first, count = now.open_months[0], len(now.open_months)
        more = words(f" (รวม {count} เดือน)", f" ({count} months in all)") if count > 1 else ""
        month = words.month(first)
        text = words(f"ปิดเดือน{month}{more}", f"close {month}{more}")
        day = calendars.month_period(first).last
        typed = words(calendars.be_month(first), first)
        yield Due("close-month", day, text, f"welfare close month {typed}", tuple(now.open_months))
    closed = {link.period for link in seals.in_force(now.links) if link.kind == "year"}
    for year in now.ended_years:
        last = calendars.month_of(now.year_end(year))
        ready = all(month > last for month in now.open_months)
        if ready and str(year) not in closed:
            text = words(f"ปิดปีบัญชี {year}", f"close {words.year(year)}")
            yield Due("close-year", now.meeting_by(year), text, f"welfare close year {year}")


def _signatures(now: _Now) -> Iterator[Due]:
    """The auditor's report and the meeting's adoption of each year that has ended."""
    words = now.words
    person, number = words("เลขบุคคล", "PERSON"), words("มติ", "RESOLUTION")
    day = words("วันที่", "DAY")
    for word, thai, english, rest in (
        ("audit", "รายงานผู้ตรวจสอบ", "auditor's report on", f"--by {person} --opinion …"),
        ("adoption", "ที่ประชุมใหญ่รับรองงบ", "adoption of", f"--resolution {number}"),
    ):
        done = now.recorded(word)
        left = [year for year in now.ended_years if str(year) not in done]
        # Years are signed one after another, so only the earliest one can be.
        for year in left[:1] if now.last_entry else ():
            text = words(f"{thai} ปีบัญชี {year}", f"{english} {words.year(year)}")
            command = f"welfare sign {word} {year} --date {day} {rest}"
            yield Due(word, now.meeting_by(year), text, command, (str(year),))


def _matching(now: _Now) -> Iterator[Due]:
    """The list of the last cut-off, if it was not recorded; the next one when it is near."""
    words, book = now.words, now.book
    this, recorded = calendars.be(now.today), now.recorded("matching-list")
    days = [(year, matching.cut_off(book, year)) for year in (this - 1, this, this + 1)]
    # Nobody can stand on a list before the fund has run for a year.
    first = max(book.books_from, calendars.add_years(book.fund["founded"], 1))
    known = [(year, day) for year, day in days if day is not None and day >= first]
    past = [one for one in known if one[1] <= now.today][-1:]
    ahead = [one for one in known if now.today < one[1] <= now.today + AHEAD]
    for year, day in past + ahead:
        if str(year) not in recorded:
            text = words(f"บัญชีรายชื่อขอรับสมทบ {year}", f"matching list of {year}")
            command = f"welfare matching {year} --record"
            yield Due("matching-list", day, text, command, (str(year),))


def _terms(now: _Now) -> Iterator[Due]:
    """Offices whose last term ends soon, or ended with nobody after."""
    words = now.words
    latest: dict[tuple[str, str, str], Term] = {}
    for term in now.book.terms:
        seat = term.person if term.role == "member" else ""
        key = (term.role, term.village, seat)
        if key not in latest or latest[key].last < term.last:
            latest[key] = term
    ending: dict[date, list[Term]] = defaultdict(list)
    for term in latest.values():
        if term.last <= now.today + AHEAD:
            ending[term.last].append(term)
    command = f"welfare officer add {words('เลขบุคคล', 'PERSON')} --role … --from … --until …"
    for day, terms in sorted(ending.items()):
        if len(terms) == 1:
            role = words(*ROLES[terms[0].role]).format(terms[0].village)
            text = words(f"วาระครบ: {role}", f"term ends: {role}")
        else:
            text = words(f"วาระครบ {len(terms)} ตำแหน่ง", f"terms end: {len(terms)} offices")
        yield Due("term", day, text, command, tuple(term.person for term in terms))
    if not now.book.terms:
        text = words("ยังไม่มีกรรมการ", "there is no committee yet")
        yield Due("committee", now.book.fund["founded"], text, command)


def _lapses(now: _Now) -> Iterator[Due]:
    """Members who soon lapse if they do not pay, and were not told since they began to owe."""
    words = now.words
    told: dict[str, date] = {}
    for entry in now.book.customs("notice"):
        told[str(values_of(entry)[0])] = entry.date
    near: dict[date, list[str]] = defaultdict(list)
    for number in now.current:
        last = _last_day_to_pay(now, number)
        owed = now.members.of(number)
        since = owed.unpaid(now.today) if owed and last is not None else []
        if last is not None and since and told.get(number, date.min) <= since[0].due:
            near[last].append(number)
    for day, numbers in sorted(near.items()):
        text = words(
            f"แจ้งเตือนสมาชิกใกล้ขาดสมาชิกภาพ {len(numbers)} คน",
            f"{words.heads(len(numbers))} to be told that membership is about to lapse",
        )
        some = " ".join(numbers[:3]) + (" …" if len(numbers) > 3 else "")
        command = f"welfare member notice {some} --about lapse --how … --by …"
        yield Due("lapse", day, text, command, tuple(numbers))


def _last_day_to_pay(now: _Now, number: str) -> date | None:
    """The day before a lapse that is near; today, where only the notice is wanting."""
    history = now.members.of(number)
    span = history.span(now.today) if history else None
    if history is None or span is None:
        return None
    if span.end is not None and span.reason == "lapse":
        return span.end - DAY if span.end <= now.today + LAPSE_AHEAD else None
    frequency = str(history.facts(now.today).get("frequency"))
    rule = lapse_rule(now.book.bylaws, now.today, frequency)
    if rule is None or "notice" not in rule.facts:
        return None
    unpaid = [one for one in history.unpaid(now.today) if one.amount]
    most = number_of(rule, "unpaid") or number_of(rule, "missed") or 1
    return now.today if len(unpaid) >= most else None


def _sheets(now: _Now) -> Iterator[Due]:
    """Villages without money or a sheet in the month that ended last, while it is open."""
    words = now.words
    before = now.today.replace(day=1) - DAY
    month = calendars.month_of(before)
    if month not in now.open_months or now.last_entry is None:
        return
    custody = {account: village for village, account in now.book.collectors.items()}
    expected = {
        term.village
        for term in now.book.terms
        if term.role == "collector" and term.first <= before.replace(day=1) and term.last >= before
    } & now.book.collectors.keys()
    for entry in now.book.transactions:
        if entry.meta.get("kind") == "collection" and calendars.month_of(entry.date) == month:
            expected -= {custody[name] for name, _, _ in books.lines(entry) if name in custody}
    if expected:
        villages = ", ".join(str(int(v)) if v.isdecimal() else v for v in sorted(expected))
        text = words(
            f"ใบเก็บเงิน{words.month(month)} ยังไม่มีหมู่ {villages}",
            f"collection sheets of {words.month(month)} not in: {villages}",
        )
        command = f"welfare collect {words('แฟ้มใบเก็บเงิน', 'FILE')}"
        yield Due("sheets", before, text, command, tuple(sorted(expected)))


def _claims(now: _Now) -> Iterator[Due]:
    words = now.words
    for state, thai, english, command in (
        ("open", "คำขอรอพิจารณา", "claims undecided", "welfare claim check {}"),
        ("approved", "คำขออนุมัติแล้วรอจ่าย", "claims approved and not paid", "welfare claim pay {}"),
    ):
        numbers = tuple(number for number, own in now.claims.items() if own == state)
        if numbers:
            oldest = min(now.book.claims[number].date for number in numbers)
            count = len(numbers)
            text = words(f"{thai} {count} ราย", f"{count} {english}")
            yield Due(f"claims-{state}", oldest, text, command.format(numbers[0]), numbers)


def _ceiling(now: _Now) -> Decimal | None:
    rule = now.book.bylaws.on(now.today, "cash-ceiling")
    return number_of(rule, "amount")


def _cash(now: _Now) -> Iterator[Due]:
    """Cash over the ceiling now: the excess is to be banked."""
    words = now.words
    rule = now.book.bylaws.on(now.today, "cash-ceiling")
    account = str(rule.facts.get("account", books.CASH)) if rule else books.CASH
    ceiling, cash = _ceiling(now), now.book.balance(account, now.today)
    if ceiling is not None and cash > ceiling:
        excess = money.text(cash - ceiling)
        text = words(f"เงินสดเกินเพดาน {excess} บาท", f"cash over the ceiling by {excess} baht")
        command = f"welfare deposit {cash - ceiling:.2f}"
        yield Due("cash", now.today, text, command)


def _custody(now: _Now) -> Iterator[Due]:
    """Money that collectors hold, by the last day on which it is to be handed in."""
    words = now.words
    for village, account in sorted(now.book.collectors.items()):
        rest, oldest = now.book.balance(account, now.today), now.today
        held = rest
        if held <= 0:
            continue
        # What was collected first is handed in first, so what is left is the newest.
        for entry in reversed(now.book.transactions):
            if rest <= 0:
                break
            taken = sum((n for name, n, _ in books.lines(entry) if name == account and n > 0), ZERO)
            rest, oldest = (rest - taken, entry.date) if taken else (rest, oldest)
        rule = now.book.bylaws.on(oldest, "custody")
        day = alerts.deadline(oldest, rule.facts.get("within")) if rule else None
        if day is not None:
            number = str(int(village)) if village.isdecimal() else village
            text = words(
                f"ผู้เก็บเงินหมู่ {number} นำส่ง {money.text(held)} บาท",
                f"collector of village {number} hands in {money.text(held)} baht",
            )
            yield Due("custody", day, text, f"welfare handover {number} {held:.2f}", (village,))


_DUE: tuple[Callable[[_Now], Iterator[Due]], ...] = (
    _closings,
    _signatures,
    _general_meeting,
    _matching,
    _terms,
    _lapses,
    _sheets,
    _claims,
    _cash,
    _custody,
)
