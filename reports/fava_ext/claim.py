"""One claim on one screen, for the page Claims.

    C66-0110  นอนรักษาพยาบาล 2–9 พ.ค. 2566: อนุมัติบางส่วน 660.00 บาท จาก 840.00 บาท
    ผลที่บันทึกไว้กับที่คำนวณใหม่ · ระเบียบที่ใช้ · สิ่งที่เทียบทีละขั้น · มติและการประชุม
    หลักฐาน: ที่ระเบียบขอ ที่ยื่น แฟ้มที่เก็บ · การจ่ายเงิน · ใครใช้เพดานเดียวกัน · ความผิดปกติ

The steps are those of `welfare claim show` and of the printed claim. What a scan shows is nobody's
business here: its file is compared with the hash in the books and not served.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Posting
from beancount.core.data import Transaction

from reports import decisions
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Links
from reports.fava_ext.page import PageBlock
from reports.model import Cell
from reports.model import Column
from reports.model import Facts
from reports.model import Heading
from reports.model import Kind
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.model import Tick
from reports.papers import parts
from reports.papers.claim import compared
from reports.parts import capital
from reports.parts import readable
from reports.words import Words
from rules import alerts
from rules import cases
from rules import claims as desk
from rules import decision
from rules import explain
from rules import grants
from rules import payments
from rules import prose
from rules import reasons
from rules import schema
from rules.cases import Case
from rules.cases import Claim
from rules.cases import Tally
from rules.decision import Decision
from rules.guards import Excusable
from rules.membership import members_of
from rules.membership import rule_on
from rules.payments import Paid
from welfare import attachments
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import refuse
from welfare.parameters import Rule
from welfare.parameters import items
from welfare.vocabulary import place_of
from welfare.vocabulary import values_of

#: Of the claims that used the same ceiling, how many are listed before and after this one.
BEFORE, AFTER = 30, 10
#: Characters of a number that nobody knows, when it is told.
LONGEST = 40
#: Digits of a SHA-256 that are shown.
SHORT = 16
_SENT_BACK = ("ส่งคืนให้แก้ไข หรือรอมติ", "sent back, or awaits the meeting")
_TYPES = {
    "committee": ("คณะกรรมการ", "committee"),
    "general": ("ที่ประชุมใหญ่", "general meeting"),
    "extraordinary": ("วิสามัญ", "extraordinary meeting"),
}
_SAID = {
    "considered": ("ที่ประชุมพิจารณาแล้ว", "dealt with by the meeting"),
    "approved": ("ที่ประชุมอนุมัติ", "approved by the meeting"),
    "refused": ("ที่ประชุมไม่อนุมัติ", "refused by the meeting"),
}


class Own(NamedTuple):
    """All that the blocks of one claim are made of.

    Attributes:
        claim: the claim.
        case: what was asked of it, before the meeting as if the meeting agreed; None if the bylaws
            lack its benefit.
        found: the decision shown step by step.
        now: the decision by what the books hold, as the register has it.
        state: what became of it.
        entries: the transactions that name it.
    """

    claim: Claim
    case: Case | None
    found: Decision
    now: decisions.Judged
    state: str
    entries: list[Transaction]


def number_of(book: Book, typed: str) -> str:
    """The number of a claim as typed.

    Raises:
        Refused: R511 there is none; R941 it reaches behind the state with which the books begin.
    """
    plain, known = typed.strip(), cases.claims_of(book)
    spelt = calendars.from_thai_digits(plain).upper()
    number = plain if plain in known else spelt
    if number not in known:
        behind = len(number) <= LONGEST and book.past.holds("claim", number)
        raise refuse("R941" if behind else "R511", claim=plain[:LONGEST])
    if is_behind(book, known[number]):
        raise refuse("R941", claim=number)
    return number


def is_behind(book: Book, own: Claim) -> bool:
    """Whether books that begin with a carried state tell too little of a claim to check it."""
    if book.carried is None:
        return False
    paid = own.paid_on is not None and own.paid_on <= book.carried
    stored = own.number in decision.carried_verdicts(book)
    return paid or stored or cases.out_of_sight(book, own.number)


def blocks(asked: Asked, number: str) -> Iterator[PageBlock]:
    """Everything about a claim that the books know."""
    own = _own(asked.book, number)
    yield _ways(asked, own)
    yield from _head(asked, own)
    yield from _verdicts(asked, own)
    yield from _remarks(asked, own)
    yield from _bylaws(asked, own)
    yield from _steps(asked, own)
    yield from _meeting(asked, own)
    yield from _papers(asked, own)
    yield from _payment(asked, own)
    yield from _ceilings(asked, own)


def _own(book: Book, number: str) -> Own:
    now = book.once(decisions.judged)[number]
    known = book.once(desk.states)[number]
    presume = frozenset([number]) if known == "open" else frozenset()
    case, found = decision.examine(book, number, presume=presume)
    state = desk.state_of(known, now.found)
    return Own(now.claim, case, found, now, state, book.once(entries).get(number, []))


def _ways(asked: Asked, own: Own) -> Links:
    words, member = asked.words, own.claim.member
    every = (words("คำขอทั้งหมด", "All claims"), asked.page("claims"), False)
    same = words(f"คำขอของสมาชิก {member}", f"Claims of member {member}")
    person = words(f"สมาชิก {member}", f"Member {member}")
    form = asked.page("statements", doc="claim", number=own.claim.number)
    return Links(
        (
            every,
            (same, asked.page("claims", member=member), False),
            (person, asked.page("members", member=member), False),
            (words("แบบคำขอตามที่พิมพ์", "The claim as printed"), form, False),
        )
    )


# --- shared with the register --------------------------------------------------------------------


def entries(book: Book) -> dict[str, list[Transaction]]:
    """Claim to the transactions that name it: payments, and what took them back.

    Ask by `book.once(entries)`.
    """
    found: dict[str, list[Transaction]] = defaultdict(list)
    for entry in book.transactions:
        numbers = {str(own["claim"]) for _, _, own in books.lines(entry) if "claim" in own}
        for number in numbers:
            found[number].append(entry)
    return dict(found)


def payment_of(book: Book, number: str) -> Transaction | None:
    """The payment of a claim that was not taken back, or None."""
    for entry in book.once(entries).get(number, ()):
        if entry.meta.get("kind") == "benefit" and id(entry) not in book.taken_back:
            return entry
    return None


def resolutions_of(book: Book, number: str) -> list[str]:
    """The resolutions that dealt with a claim or are named by its payment."""
    claim = cases.claims_of(book)[number]
    said = [entry for word in _SAID for entry in _said(book, word, number)]
    naming = [entry.meta for entry in (*book.once(entries).get(number, ()), *said)]
    named = {str(meta["resolution"]) for meta in naming if "resolution" in meta}
    return sorted(named | {claim.resolution} - {""})


def verdict_words() -> dict[str, tuple[str, str]]:
    """What each verdict is called; what waits for the meeting is not granted yet either."""
    return {**explain.VERDICTS, "needs-info": _SENT_BACK}


def verdict_text(found: Decision, state: str, words: Words) -> str:
    """A verdict in the register: of what no meeting has dealt with, that it waits."""
    if found.reason == "NO_RESOLUTION":
        if state == "paid":
            return words("จ่ายโดยไม่มีมติ", "Paid without a resolution")
        return words("รอมติ", "Awaits the meeting")
    return capital(explain.VERDICTS[found.verdict][words.lang != "th"])


# --- the claim -----------------------------------------------------------------------------------


def _head(asked: Asked, own: Own) -> Iterator[PageBlock]:
    """The sentence to read out, then what was filed."""
    book, words, claim = asked.book, asked.words, own.claim
    day = claim.paid_on or asked.last
    members = own.case.members if own.case else members_of(book)
    less = explain.deducted(members, claim, own.found, day)
    sentence = explain.sentence(book, own.found, claim, asked.lang, less)
    yield Paragraph(readable(book, sentence, words), strong=True)
    if own.state == "open":
        text = words(
            "ยังไม่มีมติในรายงานการประชุม ขั้นตอนข้างล่างถือว่าที่ประชุมจะเห็นชอบ",
            "No resolution of the minutes has dealt with it yet: the steps below take the"
            " meeting's consent as given.",
        )
        yield Paragraph(text, small=True)
    yield Facts(tuple(_filed(asked, own)), 3)


def _filed(asked: Asked, own: Own) -> Iterator[tuple[str, Cell]]:
    book, words, claim = asked.book, asked.words, own.claim
    filed = book.claims[claim.number]
    yield words("คำขอ", "Claim"), Cell(claim.number, link=asked.entry(filed), keep=True)
    yield words("สถานะ", "State"), Cell(capital(explain.STATES[own.state][words.lang != "th"]))
    for index, (label, value) in enumerate(explain.filed(book, claim, asked.lang)):
        link = "" if index else asked.page("members", member=claim.member)
        yield capital(label), Cell(capital(readable(book, value, words)), link=link)
        name = asked.name(parts.person_of(book, claim.member))
        if name and not index:
            yield words("ชื่อ - สกุล", "Name"), Cell(name)
    member = book.members.get(claim.member)
    if member is not None:
        village = parts.village_title(parts.village_of(member.facts), words)
        yield words("หมู่บ้าน", "Village"), Cell(village)
    entered = filed.meta.get("entered")
    if isinstance(entered, date):
        yield words("วันบันทึก", "Keyed on"), Cell(entered)
    yield words("ในสมุดบัญชี", "In the books"), asked.at(filed)


# --- recorded and recomputed ---------------------------------------------------------------------


def _verdicts(asked: Asked, own: Own) -> Iterator[PageBlock]:
    words = asked.words
    yield Heading(words("ผลที่บันทึกไว้กับผลที่คำนวณใหม่", "Recorded and recomputed"), 2)
    columns = (
        Column(words("วันที่", "Date"), "date", 1.2),
        Column(words("ที่มา", "Told by"), width=3),
        Column(words("ผล", "Verdict"), width=2),
        Column(words("ให้", "Granted"), "money", 1),
        Column(words("หักค้างชำระ", "Deducted"), "money", 1),
        Column(words("สุทธิ", "Net"), "money", 1),
        Column(words("ข้อ", "Article"), width=2),
        Column(words("ในสมุดบัญชี", "In the books"), width=2.5),
    )
    rows = (*_recorded(asked, own), _recomputed(asked, own))
    yield Table(columns, rows, small=True)
    yield Paragraph(_compared(asked, own), strong=True)


def _recorded(asked: Asked, own: Own) -> Iterator[Row]:
    """What the books say was decided and paid, by date."""
    book, words, number = asked.book, asked.words, own.claim.number
    found: list[tuple[date, int, Row]] = []
    for word in ("decided", *_SAID):
        for entry in _said(book, word, number):
            row = _decided(asked, entry) if word == "decided" else _met(asked, entry, word)
            found.append((entry.date, 0, row))
    for money in own.entries:
        back = money.meta.get("kind") == "reversal"
        told = words("ยกเลิกการจ่าย", "Payment taken back") if back else words("จ่ายเงิน", "Payment")
        paid = _paid(money, number)
        if paid is not None:
            cells = (Cell(paid.gross), Cell(paid.deducted), Cell(paid.net), Cell(""))
            head = (Cell(money.date), Cell(told), Cell(""))
            found.append((money.date, 1, Row((*head, *cells, asked.at(money)))))
    for _, _, row in sorted(found, key=lambda one: one[:2]):
        yield row


def _said(book: Book, word: str, number: str) -> list[Custom]:
    """What a kind of directive says of a claim."""
    return [entry for entry in book.customs("claim", word) if str(values_of(entry)[0]) == number]


def _decided(asked: Asked, entry: Custom) -> Row:
    words, meta = asked.words, entry.meta
    gross = meta["gross"].number
    deducted = getattr(meta.get("deducted"), "number", None)
    verdict = explain.VERDICTS.get(str(meta.get("verdict")), ("", ""))[words.lang != "th"]
    cells = (
        Cell(entry.date),
        Cell(words("บันทึกผล", "Recorded verdict")),
        Cell(capital(verdict)),
        Cell(gross),
        Cell(deducted),
        Cell(gross - deducted if deducted is not None else None),
        Cell(str(meta.get("article", ""))),
        asked.at(entry),
    )
    return Row(cells)


def _met(asked: Asked, entry: Custom, word: str) -> Row:
    resolution = str(entry.meta.get("resolution", ""))
    text = f"{asked.words(*_SAID[word])} {resolution}".strip()
    if resolution not in asked.book.resolutions:
        text += asked.words(" (ไม่มีในรายงานการประชุม)", " (not in the minutes)")
    head = (Cell(entry.date), Cell(capital(text)), *(Cell("") for _ in range(5)))
    return Row((*head, asked.at(entry)))


def _recomputed(asked: Asked, own: Own) -> Row:
    words, now = asked.words, own.now
    return Row(
        (
            Cell(asked.last),
            Cell(words("คำนวณใหม่", "Recomputed")),
            Cell(verdict_text(now.found, own.state, words)),
            Cell(now.found.gross),
            Cell(now.deducted),
            Cell(now.net),
            Cell(now.found.article),
            Cell(""),
        ),
        "total",
    )


def _compared(asked: Asked, own: Own) -> str:
    """Whether what was paid, or else what was recorded, is what comes out now."""
    book, words, number = asked.book, asked.words, own.claim.number
    recorded = _said(book, "decided", number)[-1:]
    differs = any(entry.meta["gross"].number != own.now.found.gross for entry in recorded)
    if own.claim.paid_on is not None:
        return _compared_paid(asked, own)
    if differs:
        return words("ผลที่บันทึกไว้ต่างจากผลที่คำนวณใหม่", "The recorded verdict is not the recomputed.")
    return words("ไม่มีการจ่าย", "Nothing has been paid.")


def _compared_paid(asked: Asked, own: Own) -> str:
    words, number = asked.words, own.claim.number
    told = [one for one in payments.judged(asked.book) if _about(one) == number]
    if told and all(isinstance(one, payments.Later) for one in told):
        return words(
            "จ่ายถูกต้องตามที่รู้ในวันจ่าย ต่างเพราะเอกสารที่บันทึกภายหลัง",
            "Paid rightly by what was known then; papers keyed in later make the difference.",
        )
    if not told and own.now.paid == own.now.net:
        return words("ที่จ่ายตรงกับผลที่คำนวณใหม่", "What was paid is what is recomputed.")
    if own.now.found.reason == "NO_RESOLUTION":
        return words(
            "จ่ายทั้งที่ไม่มีมติ ผลที่คำนวณใหม่จึงไม่ให้",
            "Paid without a resolution: what is recomputed grants nothing.",
        )
    return words("ที่จ่ายต่างจากผลที่คำนวณใหม่", "What was paid is not what is recomputed.")


def _about(wrong: Excusable | payments.Later) -> str:
    return wrong.subject if isinstance(wrong, Excusable) else wrong.paid.claim


def _paid(entry: Transaction, number: str) -> Paid | None:
    return next((one for one in payments.lines(entry) if one.claim == number), None)


# --- irregularities, alerts, errors --------------------------------------------------------------


class _Remark(NamedTuple):
    day: date
    kind: str
    code: str
    amount: Decimal | None
    text: str
    place: Place


def _remarks(asked: Asked, own: Own) -> Iterator[PageBlock]:
    """What was recorded as irregular, what the controls and the errors say of it."""
    words = asked.words
    found = sorted(_all_remarks(asked, own), key=lambda one: one.day)
    yield Heading(words("ความผิดปกติ ข้อเตือน และข้อผิดพลาด", "Irregularities, alerts, errors"), 2)
    if not found:
        yield Paragraph(words("ไม่มี", "None."))
        return
    columns = (
        Column(words("วันที่", "Date"), "date", 1.2),
        Column(words("ชนิด", "Kind"), width=1.5),
        Column(words("รหัส", "Code"), width=2.2),
        Column(words("บาท", "Baht"), "money", 1),
        Column(words("ข้อความ", "What"), width=5),
        Column(words("ในสมุดบัญชี", "In the books"), width=2.3),
    )
    rows = tuple(
        Row(
            (
                Cell(one.day),
                Cell(one.kind),
                Cell(one.code, keep=True),
                Cell(one.amount),
                Cell(readable(asked.book, one.text, words)),
                asked.at(one.place),
            )
        )
        for one in found
    )
    yield Table(columns, rows, small=True)


def _all_remarks(asked: Asked, own: Own) -> Iterator[_Remark]:
    book, words, lang = asked.book, asked.words, asked.lang
    subjects = {own.claim.number, *_vouchers(own)}
    for entry in book.customs("irregularity", "recorded"):
        if str(values_of(entry)[1]) in subjects:
            yield _recorded_wrong(entry, words)
    for entry in book.customs("irregularity", "settled"):
        if str(values_of(entry)[1]) in subjects:
            by = str(entry.meta.get("resolution") or entry.meta.get("doc") or "")
            text = words(f"แก้ไขแล้วด้วย {by}", f"settled by {by}")
            kind, code = words("แก้ไขแล้ว", "settled"), str(values_of(entry)[0])
            yield _Remark(entry.date, kind, code, None, text, place_of(entry.meta))
    for item in book.once(alerts.alerts):
        if item.subject in subjects:
            kind = words("ข้อเตือน", "alert")
            yield _Remark(item.date, kind, item.code, item.amount, item.text(lang), item.place)
    for error in book.errors:
        wrong = getattr(error, "finding", None)
        if isinstance(wrong, Finding) and _names(book, wrong, own, subjects):
            text = wrong.text(lang).removeprefix(f"{wrong.code} ")
            kind = words("ข้อผิดพลาด", "error")
            yield _Remark(own.claim.filed, kind, wrong.code, None, text, wrong.place)


def _recorded_wrong(entry: Custom, words: Words) -> _Remark:
    code, subject = map(str, values_of(entry)[:2])
    meta, told = entry.meta, words(*parts.IRREGULAR.get(code, (code, code)))
    found = words.short_day(meta["found"]) if isinstance(meta.get("found"), date) else "-"
    by = str(meta.get("by", "-"))
    text = words(
        f"{subject}: {told} พบเมื่อ {found} บันทึกโดย {by}",
        f"{subject}: {told}; found on {found}, recorded by {by}",
    )
    amount = getattr(meta.get("amount"), "number", None)
    kind = words("บันทึกความผิดปกติ", "recorded")
    return _Remark(entry.date, kind, code, amount, text, place_of(meta))


def _vouchers(own: Own) -> list[str]:
    return [str(entry.meta["voucher"]) for entry in own.entries if "voucher" in entry.meta]


def _names(book: Book, item: Finding, own: Own, subjects: set[str]) -> bool:
    """Whether a finding is about the claim: it names it, or stands at an entry of it."""
    if any(str(value) in subjects for value in item.args.values()):
        return True
    mine: list[Directive] = [book.claims[own.claim.number], *own.entries]
    metas = [entry.meta for entry in mine]
    metas += [line.meta for entry in own.entries for line in entry.postings if line.meta]
    return any(place_of(meta) == item.place for meta in metas)


# --- bylaws and steps ----------------------------------------------------------------------------


def _bylaws(asked: Asked, own: Own) -> Iterator[PageBlock]:
    """The rules that were applied, in words, with the resolution that passed each."""
    book, words = asked.book, asked.words
    yield Heading(words("ระเบียบที่ใช้", "Bylaws in force"), 2)
    rows = []
    for rule, day in _rules(own):
        told = prose.section(book.bylaws, day, rule, asked.lang)
        resolution = str(rule.facts.get("resolution", ""))
        passed = book.resolutions.get(resolution)
        rows.append(
            Row(
                (
                    Cell(rule.article, link=asked.page("bylaws", on=day.isoformat())),
                    Cell(capital(told.title)),
                    Cell(" · ".join(told.lines)),
                    Cell(rule.since),
                    Cell(resolution, link=asked.entry(passed) if passed else "", keep=True),
                    asked.at(place_of(dict(rule.facts))),
                )
            )
        )
    if not rows:
        yield Paragraph(words("ระเบียบไม่มีสวัสดิการนี้", "The bylaws have no such benefit."))
        return
    columns = (
        Column(words("ข้อ", "Article"), width=1.4),
        Column(words("เรื่อง", "Rule"), width=1.8),
        Column(words("ความ", "Says"), width=7),
        Column(words("ใช้ตั้งแต่", "Since"), "date", 1.1),
        Column(words("มติ", "Resolution"), width=1),
        Column(words("ในสมุดบัญชี", "In the books"), width=1.8),
    )
    yield Table(columns, tuple(rows), small=True)


def _rules(own: Own) -> list[tuple[Rule, date]]:
    """The rules of the benefit, of its nights, and of the deduction; each with a day of its own."""
    case = own.case
    if case is None:
        return []
    found = [(rule, max(rule.since, own.claim.event)) for rule in case.terms.layers]
    if case.history is not None and case.span is not None:
        for unit in grants.units_of(case):
            found += [(rule, unit.day) for rule in unit.terms.layers]
    if own.claim.paid_on is not None:
        rule = rule_on(case.book.bylaws, own.claim.paid_on, "deduction")
        found += [(rule, own.claim.paid_on)] if rule else []
    first: dict[int, tuple[Rule, date]] = {}
    for rule, day in found:
        first.setdefault(id(rule.facts), (rule, day))
    return list(first.values())


def _steps(asked: Asked, own: Own) -> Iterator[PageBlock]:
    words, day = asked.words, own.claim.paid_on or asked.last
    steps = explain.steps(own.case, own.found, asked.lang, day)
    table = compared(asked.book, words, own.claim, steps)
    if table.rows:
        yield Heading(words("สิ่งที่เทียบทีละขั้น", "What was compared, step by step"), 2)
        yield table


# --- the meeting ---------------------------------------------------------------------------------


def _meeting(asked: Asked, own: Own) -> Iterator[PageBlock]:
    """The resolution that dealt with it, and the meeting that passed it."""
    book, words = asked.book, asked.words
    yield Heading(words("มติและการประชุม", "Resolution and meeting"), 2)
    named = resolutions_of(book, own.claim.number)
    if not named:
        yield Paragraph(words("ไม่มีมติ", "No resolution."))
    for number in named:
        resolution = book.resolutions.get(number)
        if resolution is None:
            text = words(
                f"มติ {number} ไม่มีในรายงานการประชุม", f"Resolution {number} is not in the minutes."
            )
            yield Paragraph(text, strong=True)
        else:
            yield Facts(tuple(_resolution(asked, number, resolution)), 3)


def _resolution(asked: Asked, number: str, resolution: Custom) -> Iterator[tuple[str, Cell]]:
    book, words, meta = asked.book, asked.words, resolution.meta
    yield words("มติ", "Resolution"), Cell(number, link=asked.entry(resolution), keep=True)
    yield words("วันที่", "Date"), Cell(resolution.date)
    yield words("ความ", "Text"), Cell(str(meta.get("text", "")))
    yield words("มติในสมุดบัญชี", "In the books"), asked.at(resolution)
    meeting = book.meetings.get(str(meta.get("meeting")))
    if meeting is None:
        yield words("การประชุม", "Meeting"), Cell(str(meta.get("meeting", "–")))
        return
    kind = words(*_TYPES.get(str(meeting.meta.get("type")), ("", "")))
    told = f"{values_of(meeting)[0]} {kind}".strip()
    yield words("การประชุม", "Meeting"), Cell(told, link=asked.entry(meeting))
    present, size = meeting.meta.get("attendees"), meeting.meta.get("committee-size")
    text = f"{present}/{size}" if size is not None else str(present)
    if cases.lost(book, resolution):
        text += words(" ไม่ครบองค์ประชุม", ", no quorum")
    yield words("ผู้เข้าประชุม", "Present"), Cell(text, keep=True)
    yield words("การประชุมในสมุดบัญชี", "Meeting in the books"), asked.at(meeting)


# --- papers --------------------------------------------------------------------------------------


def _papers(asked: Asked, own: Own) -> Iterator[PageBlock]:
    """Each paper: whether the bylaw asks for it, whether it came, and what is kept of it."""
    words, lang = asked.words, asked.lang
    wanted = (
        [cases.paper(name) for name in items(own.case.terms.get("evidence"))] if own.case else []
    )
    given = set(own.claim.evidence)
    given |= {"assessment"} if "assessed" in own.claim.facts else set()
    kept = _attached(asked.book, own)
    kinds = [*wanted, *sorted(given), *(str(entry.meta["paper"]) for _, entry in kept)]
    rows = []
    for kind in dict.fromkeys(kinds):
        marks = (Cell(Tick(kind in wanted)), Cell(Tick(kind in given)))
        name = Cell(capital(reasons.evidence(kind, lang)))
        files = [
            _file(asked, subject, entry) for subject, entry in kept if entry.meta["paper"] == kind
        ]
        none = words(*attachments.STATES["none"])
        for cells in files or [(Cell(""), Cell(none), Cell(""), Cell(""))]:
            rows.append(Row((name, *marks, *cells)))
    yield Heading(words("หลักฐาน", "Papers"), 2)
    if not rows:
        yield Paragraph(words("ไม่ขอและไม่มีหลักฐาน", "None asked for, none given."))
        return
    columns = (
        Column(words("หลักฐาน", "Paper"), width=2.5),
        Column(words("ระเบียบขอ", "Asked for"), width=1, align="center"),
        Column(words("ยื่นแล้ว", "Given"), width=1, align="center"),
        Column(words("แนบกับ", "Attached to"), width=1.2),
        Column(words("แฟ้มใน register/papers", "File in register/papers"), width=3),
        Column("SHA-256", width=1.8),
        Column(words("ในสมุดบัญชี", "In the books"), width=2.2),
    )
    yield Table(columns, tuple(rows), small=True)


def _attached(book: Book, own: Own) -> list[tuple[str, Custom]]:
    """The papers attached to the claim, its vouchers, and the receipts of what was deducted."""
    receipts = [
        str(line.meta["receipt"])
        for entry in own.entries
        for line in _lines(entry, own.claim.number)
        if line.meta and "receipt" in line.meta
    ]
    known = book.once(attachments.attached)
    subjects = dict.fromkeys([own.claim.number, *_vouchers(own), *receipts])
    return [(subject, entry) for subject in subjects for entry in known.get(subject, ())]


def _file(asked: Asked, subject: str, entry: Custom) -> tuple[Cell, Cell, Cell, Cell]:
    state = attachments.state(asked.book.folder, entry)
    digest = str(entry.meta.get("sha256") or "")
    shown = f"{digest[:SHORT]}…" if len(digest) > SHORT else digest
    wrong = state not in ("right", "none")
    told = asked.words(*attachments.STATES[state])
    return (
        Cell(subject, keep=True),
        Cell(told, strong=wrong),
        Cell(shown, keep=True),
        asked.at(entry),
    )


# --- money ---------------------------------------------------------------------------------------


def _payment(asked: Asked, own: Own) -> Iterator[PageBlock]:
    """Each transaction that names the claim, with its lines."""
    words = asked.words
    yield Heading(words("การจ่ายเงิน", "Payment"), 2)
    if not own.entries:
        yield Paragraph(words("ไม่มีการจ่ายเงิน", "No money has left for it."))
    for entry in own.entries:
        yield Facts(tuple(_voucher(asked, own, entry)), 3)
        yield _moved(asked, own, entry)


def _voucher(asked: Asked, own: Own, entry: Transaction) -> Iterator[tuple[str, Cell]]:
    words, meta = asked.words, entry.meta
    if meta.get("kind") == "reversal":
        number, head = str(meta.get("reverses", "")), words("ยกเลิกใบสำคัญ", "Takes back voucher")
    else:
        number, head = (
            str(meta.get("voucher") or meta.get("doc") or "–"),
            words("ใบสำคัญ", "Voucher"),
        )
    yield head, Cell(number, link=asked.entry(entry), keep=True)
    yield words("วันที่", "Date"), Cell(entry.date)
    for key, th, en in (
        ("to", "ผู้รับเงิน", "Paid to"),
        ("by", "ผู้จ่ายเงิน", "Paid by"),
        ("approved-by", "ผู้อนุมัติ", "Approved by"),
    ):
        person = str(meta.get(key, ""))
        if person:
            yield words(th, en), Cell(f"{person} {asked.name(person)}".strip())
    others = {str(own_["claim"]) for _, _, own_ in books.lines(entry) if "claim" in own_}
    if len(others) > 1:
        text = words(f"{len(others)} คำขอ", f"{len(others)} claims")
        yield words("ใบสำคัญนี้จ่าย", "The voucher pays"), Cell(text)
    paid = _paid(entry, own.claim.number)
    if paid is not None:
        yield words("สวัสดิการ (บาท)", "Benefit (baht)"), Cell(paid.gross)
        yield words("หักเงินสมทบค้าง (บาท)", "Arrears deducted (baht)"), Cell(paid.deducted)
        yield words("จ่ายสุทธิ (บาท)", "Net paid (baht)"), Cell(paid.net)


def _lines(entry: Transaction, number: str) -> list[Posting]:
    """The lines of a transaction that name a claim, and those of cash and bank."""
    return [
        line
        for line in entry.postings
        if (line.meta or {}).get("claim", number) == number
        and ("claim" in (line.meta or {}) or line.account.startswith(parts.LIQUID))
    ]


def _moved(asked: Asked, own: Own, entry: Transaction) -> Table:
    words, month = asked.words, calendars.month_of(entry.date)
    rows = []
    for line in _lines(entry, own.claim.number):
        meta = line.meta or {}
        months = parts.months_text(str(meta.get("months", "")), words)
        told = (months, str(meta.get("receipt", "")), str(meta.get("claim", "")))
        rows.append(
            Row(
                (
                    Cell(asked.book.codes.get(line.account, "")),
                    Cell(asked.account_name(line.account), link=asked.ledger(line.account, month)),
                    Cell(books.number(line)),
                    Cell(" · ".join(text for text in told if text)),
                    asked.at(line),
                )
            )
        )
    columns = (
        Column(words("รหัส", "Code"), width=0.6),
        Column(words("บัญชี", "Account"), width=3.5),
        Column(words("บาท", "Baht"), "money", 1),
        Column(words("งวด ใบเสร็จ คำขอ", "Months, receipt, claim"), width=3),
        Column(words("ในสมุดบัญชี", "In the books"), width=2.2),
    )
    return Table(columns, tuple(rows), small=True)


# --- ceilings ------------------------------------------------------------------------------------


class _Limit(NamedTuple):
    """A ceiling or right of the claim: its tally, what it is called, what it counts."""

    key: tuple[str, str, str, str]
    title: str
    counts: str


def _ceilings(asked: Asked, own: Own) -> Iterator[PageBlock]:
    """Who else used the ceilings and rights of the claim, in the order of their turns."""
    words = asked.words
    yield Heading(words("ใครใช้เพดานและสิทธิเดียวกัน", "Who used the same ceilings and rights"), 2)
    limits = list(_limits(own, asked)) if own.case else []
    if not limits:
        yield Paragraph(words("ไม่มีเพดานหรือสิทธิร่วม", "There is no ceiling or right to share."))
    for limit in limits:
        yield _users(asked, own, limit)


def _limits(own: Own, asked: Asked) -> Iterator[_Limit]:
    """Each ceiling over several claims, and each right that counts times."""
    case, lang = own.case, asked.lang
    assert case is not None
    if case.history is None or case.span is None:
        return
    unit, found = grants.unit_of(case.terms), {}
    for each in grants.units_of(case):
        for one in grants.ceilings_of(case, each):
            key = grants.tally_key(case, one)
            if one.scope not in ("case", "joined-late") and key not in found:
                limit = reasons.quantity(one.limit, lang, unit, in_baht=one.in_baht)
                title = f"{explain.ceiling_name(case, one, lang)}: {limit}"
                found[key] = _Limit(key, title, "baht" if one.in_baht else unit)
    yield from found.values()
    for name, _, times, key in grants.times_of(case):
        spec = schema.BENEFIT[name]
        year = reasons.year(key[3], case.terms.get("year"), lang) if key[3] else ""
        title = (spec.th if lang == "th" else spec.en).format(v=times, year=year)
        yield _Limit(key, title, "")


def _counted(tally: Tally, counts: str) -> Decimal | int:
    if counts == "baht":
        return tally.amount
    return tally.units if counts else tally.times


class _Use(NamedTuple):
    """What a claim used of a ceiling when its turn came, and how far it was used then."""

    claim: Claim
    used: Decimal | int
    total: Decimal | int


def _uses(book: Book, own: Own, limit: _Limit) -> tuple[Decimal | int, list[_Use]]:
    """What was used before these books; then each claim in its turn, this one in any case."""
    users = decision.users(book, limit.key)
    if own.claim.number not in {claim.number for claim, _ in users}:
        users = sorted([*users, (own.claim, Tally())], key=lambda user: user[0].order)
    opening = decision.opening_used(members_of(book)).get(limit.key, Tally())
    before, found = _counted(opening, limit.counts), []
    total = before
    for claim, tally in users:
        used = _counted(tally, limit.counts)
        total += used
        found.append(_Use(claim, used, total))
    return before, found


def _users(asked: Asked, own: Own, limit: _Limit) -> Table:
    """Those around the claim, the others summed up."""
    words = asked.words
    opening, uses = _uses(asked.book, own, limit)
    at = next(i for i, use in enumerate(uses) if use.claim.number == own.claim.number)
    first, last = max(at - BEFORE, 0), at + AFTER + 1
    rows = []
    before = uses[first - 1].total if first else opening
    if before:
        told = words(f"ก่อนหน้า: ยอดยกมา และ {first:,} คำขอ", f"before: brought in, {first:,} claims")
        rows.append(Row((Cell(told, span=4), Cell(before), Cell(before))))
    rows += [_user(asked, use, mine=use.claim == own.claim) for use in uses[first:last]]
    if uses[last:]:
        told = words(f"หลังจากนี้: {len(uses[last:]):,} คำขอ", f"after: {len(uses[last:]):,} claims")
        after = uses[-1].total - uses[last - 1].total
        rows.append(Row((Cell(told, span=4), Cell(after), Cell(uses[-1].total))))
    kind: Kind = "money" if limit.counts == "baht" else "count"
    columns = (
        Column(words("คำขอ", "Claim"), width=1),
        Column(words("สมาชิก", "Member"), width=1.5),
        Column(words("วันยื่น", "Filed"), "date", 1.2),
        Column(words("วันเกิดเหตุ", "Event"), width=3),
        Column(words("ใช้", "Used"), kind, 1),
        Column(words("ใช้สะสม", "Used by then"), kind, 1),
    )
    return Table(columns, tuple(rows), caption=capital(limit.title), small=True)


def _user(asked: Asked, use: _Use, *, mine: bool) -> Row:
    claim, lang = use.claim, asked.lang
    member = f"{claim.member} {asked.name(parts.person_of(asked.book, claim.member))}".strip()
    link = "" if mine else asked.page("claims", claim=claim.number)
    return Row(
        (
            Cell(claim.number, link=link, keep=True, strong=mine),
            Cell(member, link=asked.page("members", member=claim.member)),
            Cell(claim.filed),
            Cell(readable(asked.book, explain.event_text(claim, lang), asked.words)),
            Cell(use.used, strong=mine),
            Cell(use.total, strong=mine),
        )
    )
