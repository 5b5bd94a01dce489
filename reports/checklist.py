"""What is looked at before a month is closed, one line each, with the command that settles it.

    for item in checklist.items(book, calendars.month_period("2023-10")):
        print(item.state, item.text("th"), item.todo("th"))

A line is done, to do, worth a look, or in the way of the closing. What is in the way (errors in the
books, a bank balance that nothing explains) must be settled first. What is to do may be left open
when the committee says so: it then stands in the package (`points.json`) and on the month's sheet.
Only what the books given hold is looked at, so the open months of a long history are enough.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Literal
from typing import NamedTuple

from reports import annual
from reports import figures
from rules import alerts as controls
from rules import guards
from rules import plugin
from rules.alert import Alert
from welfare import books
from welfare import calendars
from welfare import main_files
from welfare import money
from welfare import records
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import Finding
from welfare.money import ZERO
from welfare.papers import bank
from welfare.vocabulary import values_of

POINTS = "points.json"

#: How long before and after the last day of a month a cash count counts for it.
COUNT_BEFORE, COUNT_AFTER = timedelta(days=3), timedelta(days=10)

State = Literal["done", "todo", "look", "block"]


class Item(NamedTuple):
    """One line of the checklist.

    Attributes:
        key: its name, which does not change with the language.
        state: `done`, `todo`, worth a `look`, or in the way of the closing (`block`).
        th: what was found, in Thai.
        en: the same in English.
        todo_th: what to do, with the exact command; "" if nothing.
        todo_en: the same in English.
        subjects: receipts, villages, claims … that it is about; numbers only, never names.
        said: where numbers do not say enough, a sentence for each subject, Thai and English.
    """

    key: str
    state: State
    th: str
    en: str
    todo_th: str = ""
    todo_en: str = ""
    subjects: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()

    def text(self, lang: str) -> str:
        """What was found, in one language."""
        return self.th if lang == "th" else self.en

    def todo(self, lang: str) -> str:
        """What to do, in one language."""
        return self.todo_th if lang == "th" else self.todo_en

    def details(self, lang: str) -> list[str]:
        """A sentence for each subject, where there are any."""
        return [words[lang != "th"] for words in self.said]


# --- the checklist -------------------------------------------------------------------------------


def items(book: Book, period: Period, found: Sequence[Alert] | None = None) -> list[Item]:
    """All that is looked at before a month is closed, in the order in which people do it.

    Args:
        book: books that hold at least the month.
        period: the month.
        found: the alerts of the books, where they are known already.

    Returns:
        All lines; of open months that hold an error that line alone, as only the whole books can
        tell the rest.
    """
    wrong = _errors(book)
    if book.tail and wrong.state == "block":
        return [wrong]
    told = controls.alerts(book) if found is None else found
    month = [one for one in told if period.first <= one.date <= period.last]
    return [
        *_opening(book, period),
        _sheets(book, period, month),
        _receipts(book, month),
        _custody(book, period),
        _cash(book, period),
        _statement(book, period),
        _reconciled(book, period),
        _claims(book, period),
        _irregular(book, period),
        _controls(month),
        wrong,
    ]


def points(book: Book, period: Period) -> list[Item]:
    """Open points of a month as its sheet prints them: as closed, or as they stand now."""
    kept = book.folder / main_files.CLOSINGS / period.label / POINTS
    if kept.is_file():
        return read(kept)
    return [item for item in items(book, period) if item.state != "done"]


def _opening(book: Book, period: Period) -> Iterator[Item]:
    """In the first month only: whether totals since the founding carry the funds brought in."""
    if book.carried or not period.first <= book.books_from <= period.last:
        return
    found = annual.item10(book, book.books_from - timedelta(days=1))
    gap = found["left_total"] - found["right_total"]
    if not gap:
        yield Item("opening", "done", "ยอดยกมาลงกัน", "the balances brought in tie")
        return
    yield Item(
        "opening",
        "todo",
        f"ยอดสะสมตั้งแต่จัดตั้งไม่ครบ: สองข้างของข้อ 10 ต่างกัน {money.text(gap)} บาท",
        f"totals since the founding are incomplete: item 10 is {money.text(gap)} baht apart",
        "เพิ่มยอดสะสม (cumulative) ใน opening.beancount ก่อนปิดเดือนแรก เพราะปิดแล้วแก้ไม่ได้",
        "add the totals (`cumulative`) to opening.beancount now: it is sealed with the first month",
    )


def _sheets(book: Book, period: Period, month: Sequence[Alert]) -> Item:
    """Whether every village with a collector has handed in money or a sheet."""
    expected = {
        term.village
        for term in book.terms
        if term.role == "collector" and term.first <= period.last and term.last >= period.first
    } & book.collectors.keys()
    custody = {account: village for village, account in book.collectors.items()}
    seen = set()
    for entry in figures.within(book.transactions, period.first, period.last):
        if entry.meta.get("kind") == "collection":
            seen |= {custody[name] for name, _, _ in books.lines(entry) if name in custody}
    missing = tuple(sorted(expected - seen))
    wrong = tuple(one.subject for one in month if one.code == "SHEET_TOTAL_MISMATCH")
    count = f"{len(expected) - len(missing)}/{len(expected)}"
    if not expected and not wrong:
        return Item("sheets", "done", "ไม่มีหมู่ที่ต้องส่งใบเก็บเงิน", "no village has a sheet to hand in")
    if missing:
        return Item(
            "sheets",
            "todo",
            f"ใบเก็บเงินมาแล้ว {count} หมู่ หมู่ที่ยังไม่มี:",
            f"collection sheets in: {count} villages; those without:",
            "บันทึกใบเก็บเงิน: welfare collect แฟ้มใบเก็บเงิน (ถ้าเดือนนี้ไม่มีใครส่งเงิน ปล่อยเป็นเรื่องค้าง)",
            "record the sheet: welfare collect FILE (if nobody paid this month, leave it open)",
            missing,
        )
    return Item(
        "sheets",
        "look" if wrong else "done",
        f"ใบเก็บเงินมาครบ {count} หมู่" + (" แต่ยอดท้ายใบไม่ตรงกับใบเสร็จ" if wrong else ""),
        f"collection sheets in: {count} villages" + (", a foot does not agree" if wrong else ""),
        "ดูด้วย welfare check" if wrong else "",
        "see welfare check" if wrong else "",
        wrong,
    )


def _receipts(book: Book, month: Sequence[Alert]) -> Item:
    """Whether every receipt number was used, or is told to be void or missing."""
    lost = {str(values_of(entry)[0]) for entry in book.customs("receipt", "missing")}
    gaps = [one.subject for one in month if one.code in ("RECEIPT_GAP", "RECEIPT_OUTSTANDING")]
    unknown = tuple(number for number in gaps if number not in lost)
    count = sum(_count(subject, lost) for subject in unknown)
    void = sum(one.code == "RECEIPT_VOID" for one in month)
    missing = tuple(number for number in gaps if number in lost)
    if unknown:
        return Item(
            "receipts",
            "todo",
            f"เลขที่ใบเสร็จที่ยังไม่รู้ว่าใช้ ยกเลิก หรือสูญหาย {count:,} เลข",
            f"receipt numbers not known to be used, void or missing: {count:,}",
            "ถามผู้ถือสมุด แล้วสั่ง welfare receipt void เลขที่ หรือ welfare receipt missing เลขที่"
            " (ถ้าใช้แล้ว: welfare collect)",
            "ask who holds the book, then welfare receipt void NUMBER or welfare receipt missing"
            " NUMBER (if used: welfare collect)",
            unknown,
        )
    return Item(
        "receipts",
        "look" if missing else "done",
        f"ใบเสร็จครบทุกเลข ยกเลิก {void} สูญหาย {len(missing)}",
        f"every receipt number is accounted for: {void} void, {len(missing)} missing",
        "รายงานใบเสร็จที่หายต่อที่ประชุม" if missing else "",
        "report the lost ones to the meeting" if missing else "",
        missing,
    )


def _count(subject: str, lost: Iterable[str]) -> int:
    """How many numbers one subject stands for, `01-67-0317` or `01-67-0317..01-67-9989`."""
    first, _, last = subject.partition("..")
    series, begin = records.split_number(first)
    end = records.split_number(last)[1] if last else begin
    told = [n for own, n in map(records.split_number, lost) if own == series and begin <= n <= end]
    return end - begin + 1 - len(told)


def _custody(book: Book, period: Period) -> Item:
    """Whether collectors have handed over what they collected; within their time it may wait."""
    held = {
        village: amount
        for village, account in sorted(book.collectors.items())
        if (amount := book.balance(account, period.last))
    }
    late = {v for v, amount in held.items() if amount < 0 or _is_late(book, v, amount, period.last)}
    shown = tuple(f"{village} {money.text(amount)}" for village, amount in held.items())
    total = money.text(sum(held.values(), ZERO))
    if not held:
        return Item("custody", "done", "ผู้เก็บเงินนำส่งครบแล้ว", "collectors have handed over all of it")
    village = next(iter(sorted(late or held)))
    return Item(
        "custody",
        "todo" if late else "look",
        f"เงินยังอยู่กับผู้เก็บเงิน {total} บาท" + ("" if late else " (ยังไม่เกินกำหนด)"),
        f"collectors still hold {total} baht" + ("" if late else " (within their time)"),
        f"เมื่อได้รับเงิน: welfare handover {village} จำนวนเงิน --date วันที่รับ",
        f"when it comes: welfare handover {village} AMOUNT --date DAY",
        shown,
    )


def _is_late(book: Book, village: str, amount: Decimal, last: date) -> bool:
    """Whether some of what a collector holds should have been handed over; newest money is left."""
    account, rest, oldest = book.collectors[village], amount, last
    for entry in reversed(book.transactions):
        if rest <= 0:
            break
        taken = sum((a for name, a, _ in books.lines(entry) if name == account and a > 0), ZERO)
        if entry.date <= last and taken:
            rest, oldest = rest - taken, entry.date
    rule = book.bylaws.on(oldest, "custody")
    due = controls.deadline(oldest, rule.facts.get("within")) if rule else None
    return due is None or due < last


def _cash(book: Book, period: Period) -> Item:
    """Whether cash was counted at the month's end, and was what the books say."""
    held = book.balance(books.CASH, period.last)
    counts = [
        (entry.date, values_of(entry)[1].number, book.balance(books.CASH, entry.date))
        for entry in book.customs("cash-count")
        if values_of(entry)[0] == books.CASH
        and period.last - COUNT_BEFORE <= entry.date <= period.last + COUNT_AFTER
    ]
    count_th = f"welfare count 1000=… 500=… --date {period.last} --by เลขบุคคล --witness เลขบุคคล"
    count_en = f"welfare count 1000=… 500=… --date {period.last} --by P --witness P"
    if not counts and held:
        return Item(
            "cash",
            "todo",
            f"ยังไม่มีผลนับเงินสดสิ้นเดือน สมุดบัญชีมี {money.text(held)} บาท",
            f"cash was not counted at the month's end; the books say {money.text(held)}",
            f"นับตามชนิดธนบัตรต่อหน้าพยาน: {count_th}",
            f"count it by denomination before a witness: {count_en}",
        )
    if counts and counts[-1][1] != counts[-1][2]:
        day, counted, said = counts[-1]
        gap = money.text(counted - said)
        return Item(
            "cash",
            "todo",
            f"นับเงินสด {calendars.thai_date(day)} ได้ {money.text(counted)} บาท ต่างจากสมุดบัญชี {gap}",
            f"cash counted on {day}: {money.text(counted)}, which is {gap} off the books",
            f"หารายการที่ตกหล่นแล้วบันทึก นับใหม่ด้วย {count_th} หรือเสนอที่ประชุม",
            f"find and record what is missing, count again ({count_en}), or tell the meeting",
        )
    return Item(
        "cash",
        "done",
        f"นับเงินสดแล้วตรงกับสมุดบัญชี ({money.text(held)} บาท ณ สิ้นเดือน)",
        f"cash was counted and is what the books say ({money.text(held)} at the month's end)",
    )


def _statement(book: Book, period: Period) -> Item:
    """Whether the bank's lines reach the month's end."""
    lines = bank.in_sight(book)
    moved = any(
        name == books.SAVINGS and amount
        for entry in figures.within(book.transactions, period.first, period.last)
        for name, amount, _ in books.lines(entry)
    )
    if any(line.day >= period.first for line in lines):
        last = max(line.day for line in lines)
        return Item(
            "statement",
            "done",
            f"มีรายการเดินบัญชีธนาคารถึง {calendars.thai_date(min(last, period.last))}",
            f"statement lines are there up to {min(last, period.last)}",
        )
    if not moved:
        return Item(
            "statement",
            "look" if bank.kept(book) else "done",
            "ไม่มีรายการเดินบัญชีธนาคาร และสมุดบัญชีก็ไม่มีรายการธนาคารในเดือนนี้",
            "neither the statement nor the books moved the bank account this month",
        )
    return Item(
        "statement",
        "todo",
        "ยังไม่มีรายการเดินบัญชีธนาคารของเดือนนี้",
        "there are no statement lines of this month",
        "ปรับสมุดคู่ฝาก แล้วสั่ง welfare import bank แฟ้มรายการเดินบัญชี.csv",
        "have the passbook updated, then welfare import bank FILE.csv",
    )


def _reconciled(book: Book, period: Period) -> Item:
    """Whether statement and books agree, but for listed deposits and payments under way."""
    found = figures.reconciliation(book, period.last)
    gap = found["difference"]
    if gap:
        return Item(
            "bank",
            "block",
            f"ธนาคารกับสมุดบัญชีต่างกัน {money.text(gap)} บาทโดยไม่มีรายการอธิบาย",
            f"bank and books differ by {money.text(gap)} baht that nothing explains",
            "หารายการที่ขาด (welfare check) แล้วสั่ง welfare import bank แฟ้ม.csv หรือบันทึกรายการที่ตกหล่น"
            " รายการธนาคารของเดือนที่ปิดแล้วก็นำเข้าได้ จะลงวันแรกที่ยังเปิด",
            "find what is missing (welfare check), then welfare import bank FILE.csv, or record it;"
            " lines of closed months are taken too, under the first open day",
        )
    pending = [*found["deposits_in_transit"], *found["outstanding_payments"]]
    if not pending:
        return Item("bank", "done", "เงินฝากธนาคารตรงกับสมุดบัญชี", "the bank agrees with the books")
    return Item(
        "bank",
        "look",
        f"เงินฝากธนาคารกระทบยอดได้ มีรายการระหว่างทาง {len(pending)} รายการ",
        f"the bank agrees but for entries under way: {len(pending)}",
        f"ดูว่าแต่ละรายการมีเหตุผล: welfare print bank-reconciliation"
        f" {calendars.be_month(period.label)}",
        f"see that each is sound: welfare print bank-reconciliation {period.label}",
        tuple(f"{row['ref'] or row['book_date']} {money.text(row['amount'])}" for row in pending),
    )


def _claims(book: Book, period: Period) -> Item:
    """Whether claims filed in the last twelve months were dealt with, or sent back."""
    dealt = {
        str(values_of(entry)[0])
        for word in ("considered", "decided", "approved", "refused")
        for entry in book.customs("claim", word)
    }
    dealt |= {
        str(own.get("claim"))
        for entry in book.paid_in_sight
        if entry.meta.get("kind") == "benefit" and id(entry) not in book.taken_back
        for _, _, own in books.lines(entry)
    }
    first = calendars.add_months(period.first, -12)
    waiting = tuple(
        number
        for number, entry in book.claims.items()
        if first <= entry.date <= period.last and number not in dealt
    )
    if not waiting:
        return Item("claims", "done", "คำขอทุกรายพิจารณาแล้ว", "all claims were dealt with")
    return Item(
        "claims",
        "look",
        f"คำขอรอพิจารณา {len(waiting)} ราย",
        f"claims not decided yet: {len(waiting)}",
        "เสนอที่ประชุม: welfare claim check เลขที่คำขอ แล้ว welfare claim approve หรือ refuse",
        "bring them to the meeting: welfare claim check NUMBER, then claim approve or refuse",
        waiting,
    )


#: What happened, of irregularities that excuse an error of the books.
_HAPPENED = {
    "RECEIPT_DUPLICATE": ("ใบเสร็จเลขที่ซ้ำ", "a receipt number used twice"),
    "PAID_WITHOUT_RESOLUTION": ("จ่ายสวัสดิการโดยไม่มีมติ", "a benefit paid without a resolution"),
    "EXPENSE_WITHOUT_RESOLUTION": ("จ่ายค่าใช้จ่ายโดยไม่มีมติ", "spent without a resolution"),
    "PAID_BEFORE_RESOLUTION": ("จ่ายสวัสดิการก่อนมีมติ", "a benefit paid before its resolution"),
    "PAID_AGAINST_RULES": ("จ่ายสวัสดิการผิดระเบียบ", "a benefit paid against the bylaws"),
    "OVERPAID": ("จ่ายสวัสดิการเกินสิทธิ", "a benefit overpaid"),
    "UNDERPAID": ("จ่ายสวัสดิการขาด", "a benefit underpaid"),
}


def _irregular(book: Book, period: Period) -> Item:
    """What is recorded as irregular and neither ratified nor recovered."""
    done = guards.settled(book)
    found = [one for one in guards.irregularities(book) if one.entry.date <= period.last]
    left = [one for one in found if (one.code, one.subject) not in done]
    if not left:
        count = len(found)
        return Item(
            "irregularities",
            "done",
            f"ความผิดปกติที่บันทึกไว้แก้ไขแล้วทั้ง {count} เรื่อง" if count else "ไม่มีความผิดปกติที่บันทึกไว้",
            f"all {count} recorded irregularities are settled"
            if count
            else "no irregularity is recorded",
        )
    return Item(
        "irregularities",
        "look",
        f"ความผิดปกติที่บันทึกไว้และยังไม่แก้ไข {len(left)} เรื่อง",
        f"recorded irregularities not settled: {len(left)}",
        "เสนอที่ประชุม แล้วสั่ง welfare irregularity settle รหัส เรื่อง --resolution มติ --by เลขบุคคล",
        "bring them to the meeting, then welfare irregularity settle CODE SUBJECT --resolution N"
        " --by P",
        tuple(" ".join([one.code, one.subject, *_baht(one.amount)]) for one in left),
        tuple(map(_happened, left)),
    )


def _happened(one: guards.Irregularity) -> tuple[str, str]:
    """A recorded irregularity in words, Thai and English."""
    th, en = _HAPPENED.get(one.code, (one.code, one.code))
    amount = _baht(one.amount)
    return (
        " ".join([calendars.thai_date(one.entry.date), f"{one.subject}: {th}", *amount]),
        " ".join([one.entry.date.isoformat(), f"{one.subject}: {en}", *amount]),
    )


#: What other lines of the checklist tell.
_TOLD = ("RECEIPT_GAP", "RECEIPT_OUTSTANDING", "RECEIPT_VOID", "SHEET_TOTAL_MISMATCH")


def _controls(month: Sequence[Alert]) -> Item:
    """What the controls say of the month and no other line tells."""
    found = [one for one in month if one.code not in _TOLD]
    if not found:
        return Item("controls", "done", "ไม่มีเรื่องอื่นที่ควรดู", "the controls say nothing else")
    return Item(
        "controls",
        "look",
        f"เรื่องที่ควรดูในเดือนนี้ {len(found)} เรื่อง",
        f"things of this month that the controls name: {len(found)}",
        "ดูด้วย welfare check แล้วเล่าในที่ประชุม",
        "see welfare check, and tell the meeting",
        tuple(" ".join([one.code, one.subject, *_baht(one.amount)]) for one in found),
        _sentences(found),
    )


def _sentences(found: Iterable[Alert]) -> tuple[tuple[str, str], ...]:
    """Alerts in words, Thai and English, each with its subject."""
    return tuple(
        (
            f"{calendars.thai_date(one.date)} {one.subject}: {one.text('th')}",
            f"{one.date} {one.subject}: {one.text('en')}",
        )
        for one in found
    )


def _errors(book: Book) -> Item:
    """Whether the books hold errors."""
    wrong = errors(book)
    if not wrong:
        return Item("errors", "done", "สมุดบัญชีไม่มีข้อผิด", "the books hold no errors")
    return Item(
        "errors",
        "block",
        f"สมุดบัญชีมีข้อผิด {len(wrong)} ข้อ",
        f"errors in the books: {len(wrong)}",
        "ดูและแก้ทุกข้อ: welfare check",
        "see and mend all of them: welfare check",
        tuple(dict.fromkeys(item.code for item in wrong)),
    )


def errors(book: Book) -> list[Finding]:
    """All that is wrong with loaded books: what Beancount found, and what the plugin found."""
    return [*plugin.load_errors(book), *plugin.findings(book)]


def _baht(amount: Decimal | None) -> list[str]:
    return [] if amount is None else [money.text(amount)]


def render(items: Iterable[Item]) -> bytes:
    """`points.json`: what was open or worth a look when a month was closed."""
    rows = [found._asdict() for found in items]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def read(path: Path) -> list[Item]:
    """The points of a `points.json`."""
    rows = json.loads(path.read_text("utf-8"))
    return [
        Item(**row | {"subjects": tuple(row["subjects"]), "said": tuple(map(tuple, row["said"]))})
        for row in rows
    ]
