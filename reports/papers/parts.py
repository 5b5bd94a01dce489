"""What the papers share: whose name stands where, villages, months, and what must tie.

    parts.months_text("2022-10..2023-03", Words("th"))      ต.ค. 65–มี.ค. 66

What is worked out from a whole book (receipts by number, decisions, memberships) is worked out once
and asked for again for every paper: five thousand passbooks read the books once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from beancount.core.data import Posting
from beancount.core.data import Transaction

from reports.ask import Ask
from reports.documents import DOCUMENTS
from reports.documents import Spec
from reports.model import Block
from reports.model import Column
from reports.model import Document
from reports.model import Row
from reports.model import Table
from reports.parts import closing_line
from reports.parts import fund_name
from reports.words import Words
from rules.membership import History
from rules.membership import Moment
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import Refused
from welfare.findings import refuse
from welfare.money import ZERO
from welfare.vocabulary import values_of

#: No table of a register is longer: paper grows slow to set beyond this.
ROWS_MAX = 500
LIQUID = (books.CASH, books.COLLECTORS, books.BANK)
FREQUENCIES = {
    "monthly": ("รายเดือน", "monthly"),
    "half-year": ("ครึ่งปี", "half-yearly"),
    "yearly": ("รายปี", "yearly"),
}
#: What a member is at the end of a day: still one, or why no longer.
STATUS = {
    "member": ("สมาชิก", "member"),
    "pending": ("รอชำระงวดแรก", "awaits the first payment"),
    "death": ("ตาย", "died"),
    "resign": ("ลาออก", "resigned"),
    "lapse": ("ขาดส่ง", "lapsed"),
    "expelled": ("ให้ออก", "expelled"),
    "moved": ("ย้าย", "moved away"),
}
#: What was done against the rules, in a few words; the alerts tell it at length.
IRREGULAR = {
    "PAID_WITHOUT_RESOLUTION": ("จ่ายโดยไม่มีมติ", "paid without resolution"),
    "PAID_BEFORE_RESOLUTION": ("จ่ายก่อนมีมติ", "paid before the resolution"),
    "PAID_AGAINST_RULES": ("จ่ายขัดระเบียบ", "paid against the bylaws"),
    "OVERPAID": ("จ่ายเกินสิทธิ", "overpaid"),
    "UNDERPAID": ("จ่ายขาด", "underpaid"),
    "PAYEE_NOT_NOMINEE": ("ผู้รับมิใช่ผู้รับผลประโยชน์", "payee is not the nominee"),
    "EXPENSE_WITHOUT_RESOLUTION": ("จ่ายโดยไม่มีมติ", "paid without resolution"),
    "RECEIPT_DUPLICATE": ("ใช้เลขที่ซ้ำ", "number used twice"),
}


# --- worked out once -----------------------------------------------------------------------------


def lines_of(book: Book) -> dict[str, list[tuple[Transaction, Posting]]]:
    """Every line of money that names a member, by member, in the order of the books."""
    found: dict[str, list[tuple[Transaction, Posting]]] = defaultdict(list)
    for entry in book.transactions:
        for posting in entry.postings:
            if posting.meta and "member" in posting.meta:
                found[str(posting.meta["member"])].append((entry, posting))
    return dict(found)


# --- persons and places --------------------------------------------------------------------------


def person_of(book: Book, number: str) -> str:
    """The person number of a membership number."""
    member = book.members.get(number)
    return str(member.facts.get("person", number)) if member else number


def name_of(book: Book, ask: Ask, number: str, otherwise: str = "") -> str:
    """A member's name, or what stands there where names are not shown."""
    return ask.name(person_of(book, number), otherwise)


def village_of(facts: Any) -> str:
    """The village among a member's facts, `1` for the books' `01`; "" where there is none."""
    own = str(facts.get("village", ""))
    return str(int(own)) if own.isdecimal() else own


def village_asked(ask: Ask) -> str:
    """The village that was asked for, as `village_of` spells it, or "" for all."""
    return village_typed(ask.village)


def village_typed(text: str) -> str:
    """A village as typed, `๐๑`, as `village_of` spells it."""
    return village_of({"village": calendars.from_thai_digits(text)})


def village_order(village: str) -> tuple[int, str]:
    """By number; what has none comes last."""
    return (int(village), "") if village.isdecimal() else (10**6, village)


def village_title(village: str, words: Words) -> str:
    """`หมู่ที่ 1`, `Village 1`."""
    if not village:
        return words("ไม่ระบุหมู่", "Village not known")
    return words(f"หมู่ที่ {village}", f"Village {village}")


def village_file(village: str) -> str:
    """A village in a file name: `moo-01`."""
    return f"moo-{village.zfill(2)}" if village else "moo-none"


def refuse_no_village(book: Book, village: str) -> None:
    """Refuse a village that the fund does not have (R415)."""
    if village and village.zfill(2) not in book.collectors:
        raise refuse("R415", value=village, count=len(book.collectors))


def frequency(facts: Any, words: Words) -> str:
    """How a member pays: `รายเดือน`."""
    own = str(facts.get("frequency", ""))
    return words(*FREQUENCIES.get(own, (own, own)))


# --- months --------------------------------------------------------------------------------------


def month_text(month: str, words: Words) -> str:
    """A month in a narrow column: `ต.ค. 65`, `Oct 22`."""
    return words.short_month(month)


def months_text(months: str, words: Words) -> str:
    """A run of months as the books write it, in words: `ต.ค. 65–มี.ค. 66`."""
    if not months:
        return ""
    first, _, last = months.partition("..")
    if not last or last == first:
        return month_text(first, words)
    return f"{month_text(first, words)}–{month_text(last, words)}"


def months_at(history: History) -> dict[Moment, str]:
    """Moment to the months of the instalments that were paid at it, as the books write a run."""
    found: dict[Moment, str] = {}
    for one, moment in zip(history.instalments, history.paid, strict=False):
        first = found.get(moment, one.first).partition("..")[0]
        found[moment] = first if first == one.last else f"{first}..{one.last}"
    return found


def year_of(book: Book, ask: Ask) -> tuple[int, Period]:
    """The fiscal year asked for (พ.ศ.), or that of the day of printing, and its days."""
    day = ask.period.last if ask.period else ask.today
    year = calendars.fiscal_year(day, book.fiscal_start)
    return year, calendars.fiscal_year_period(year, book.fiscal_start)


def day_of(ask: Ask) -> date:
    """The last day that a paper speaks of."""
    return ask.period.last if ask.period else ask.today


# --- documents -----------------------------------------------------------------------------------


def paper(
    book: Book,
    ask: Ask,
    id_: str,
    subtitle: str,
    day: date,
    blocks: Iterable[Block],
    *,
    parts: Iterable[Document] = (),
    size: Any = "a4",
    name: str = "",
    title: str = "",
) -> Document:
    """A document of the table of documents, or the copy of it for anybody."""
    spec = DOCUMENTS[id_]
    return Document(
        id=id_,
        title=title or spec.title(ask.lang),
        fund=fund_name(book, ask.words),
        subtitle=subtitle,
        day=day,
        lang=ask.lang,
        audience="public" if ask.public else spec.audience,
        blocks=tuple(blocks),
        paper=size,
        footer=_footer(book, ask, spec, day),
        name=name,
        parts=tuple(parts),
    )


def _footer(book: Book, ask: Ask, spec: Spec, day: date) -> str:
    """Who may see it; of what speaks of a period or a day, its closing too, or that it is a draft.

    A sheet to be filled in speaks of days to come and has neither.
    """
    told = []
    if spec.periods in ("month", "year", "day") and not spec.ahead:
        told.append(closing_line(replace(ask, seal=ask.seal or _code_on(book, spec, day))))
    if ask.public:
        told.append(ask.words("ฉบับเผยแพร่ ไม่มีข้อมูลรายบุคคล", "Public copy: no facts of persons"))
    elif spec.audience == "committee":
        told.append(
            ask.words(
                "สำหรับคณะกรรมการและผู้ตรวจสอบ มีข้อมูลส่วนบุคคล ห้ามเผยแพร่",
                "For the committee and the auditor: personal data, not to be published",
            )
        )
    return " · ".join(told)


def _code_on(book: Book, spec: Spec, day: date) -> str:
    """The code of the month that closed a day, for what speaks of a day; "" where it is open."""
    closed = [
        entry
        for entry in book.customs("closing")
        if entry.date > day and not str(values_of(entry)[0]).isdecimal()
    ]
    if spec.periods != "day" or not closed:
        return ""
    return str(min(closed, key=lambda entry: entry.date).meta.get("code", ""))


def split(
    columns: Sequence[Column], rows: Sequence[Row], last: Sequence[Row], **options: Any
) -> Iterator[Table]:
    """A table, or several where it has too many rows; the closing rows end the last one."""
    name = options.pop("name", "")
    count = max(-(-len(rows) // ROWS_MAX), 1)
    for index in range(count):
        own = rows[index * ROWS_MAX : (index + 1) * ROWS_MAX]
        ends = last if index == count - 1 else ()
        sheet = f"{name} ({index + 1})" if name and index else name
        yield Table(tuple(columns), (*own, *ends), name=sheet, **options)


def tie(ask: Ask, id_: str, what: str, found: Decimal | int, wanted: Decimal | int) -> None:
    """Refuse (R900) to print a total that the books do not know."""
    if found != wanted:
        title = DOCUMENTS[id_].title(ask.lang)
        raise refuse("R900", paper=title, what=what, found=found, wanted=wanted)


def none_of(ask: Ask, paper: str, day: date | None = None) -> Refused:
    """The refusal (R902) where there is no paper of what was asked for, which it names.

    Args:
        ask: the period, village and member.
        paper: the kind of paper, in words.
        day: of which day, where the paper speaks of one.
    """
    words = ask.words
    when = words.day(day) if day else words.period(ask.period) if ask.period else ""
    village = village_title(village_asked(ask), words) if ask.village else ""
    member = words(f"สมาชิก {ask.member}", f"member {ask.member}") if ask.member else ""
    every = words("ทั้งสมุดบัญชี", "all of the books")
    asked = ", ".join(part for part in (when, village, member) if part) or every
    return refuse("R902", paper=paper, asked=asked)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Baht of amounts."""
    return sum(amounts, ZERO)


def irregular(book: Book, words: Words, *subjects: str) -> str:
    """What the books say was done against the rules with claims and documents, in words."""
    known = book.once(_recorded)
    codes = dict.fromkeys(code for subject in subjects for code in known.get(subject, ()))
    return ", ".join(words(*IRREGULAR.get(code, (code, code))) for code in codes)


def _recorded(book: Book) -> dict[str, list[str]]:
    """Claim or document to the codes of what was recorded as irregular of it."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in book.customs("irregularity", "recorded"):
        code, subject = values_of(entry)[:2]
        found[str(subject)].append(str(code))
    return dict(found)
