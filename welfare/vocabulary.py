"""Everything that a fund's books can say: the schema of directives, in one place.

The books are plain Beancount. Money is transactions whose `kind:` names what happened; all else is
dated `custom` directives. `docs/reference.md` is generated from the tables below.

    2022-10-03 * "ใบเก็บเงินสมทบ หมู่ 1"
      kind: "collection"
      sheet: "2022-10/01"
      by: "M01"
      entered: 2022-10-03
      Assets:Collectors:Moo01         30.00 THB
      Income:Contributions:Members   -30.00 THB
        member: "0002"
        receipt: "01-66-0001"
        months: "2022-10"

    2022-11-03 custom "receipt" "void" "02-66-0040"
      by: "M02"
      reason: "เขียนผิด"
      entered: 2022-11-03

Persons stand in the books by number only (`member:`, `by:`, `to:`, `approved-by:`); names are in
`register/people.csv` and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction

from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import finding

#: What a value may be, and how the reference page says it.
TYPES = {
    "id": "identifier without spaces (number of a member, person, paper, resolution …)",
    "text": "free text on one line, never a name, citizen id or phone number",
    "date": "ISO date",
    "month": "YYYY-MM",
    "months": "YYYY-MM or YYYY-MM..YYYY-MM",
    "amount": "baht with two decimals, `30.00 THB`",
    "number": "number",
    "whole": "whole number",
    "yes": "TRUE or FALSE",
    "account": "account",
    "list": "comma-separated identifiers",
    "any": "as the bylaws need",
}

IDENTIFIER = re.compile(r'^[^\s"\\,;]+\Z')
MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])\Z", re.ASCII)
MONTHS = re.compile(r"^\d{4}-(0[1-9]|1[0-2])(\.\.\d{4}-(0[1-9]|1[0-2]))?\Z", re.ASCII)
MAX_TEXT = 10_000
#: Characters that no line of text holds: controls but the tab, and halves of a character.
CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Key(NamedTuple):
    """One metadata key: its type (a name in TYPES, or words joined by `|`), meaning, need."""

    type: str
    doc: str
    required: bool = False


class Kind(NamedTuple):
    """One kind of `custom` directive: the words that name it, then what follows them."""

    words: tuple[str, ...]
    file: str
    thai: str
    doc: str
    values: tuple[tuple[str, str], ...]
    keys: dict[str, Key]
    #: A later directive of the same date, words and first value is a second record, not a repeat.
    many: bool = False


class MoneyKind(NamedTuple):
    """One `kind:` of transaction, and the keys that it must carry besides `kind` and `entered`."""

    thai: str
    doc: str
    required: tuple[str, ...] = ()


#: Kinds of paper that can be attached, and how people write them.
PAPERS: dict[str, tuple[str, ...]] = {
    "receipt": ("ใบเสร็จ", "ใบเสร็จรับเงิน"),
    "bill": ("ใบแจ้งหนี้", "บิล"),
    "quotation": ("ใบเสนอราคา",),
    "voucher": ("ใบสำคัญ", "ใบสำคัญจ่าย"),
    "bank-slip": ("สลิป", "สลิปโอนเงิน"),
    "photo": ("photos", "รูปถ่าย", "ภาพถ่าย"),
    "claim-form": ("แบบคำขอ",),
    "id-card": ("id-copy", "สำเนาบัตร", "บัตรประชาชน"),
    "nominee-id": ("nominee-id-card", "สำเนาบัตรผู้รับผลประโยชน์"),
    "house-registration": ("ทะเบียนบ้าน",),
    "birth-certificate": ("birth-cert", "สูติบัตร"),
    "death-certificate": ("death-cert", "มรณบัตร"),
    "disability-card": ("บัตรคนพิการ",),
    "transcript": ("ใบแสดงผลการเรียน",),
    "school-certificate": ("หนังสือรับรองการศึกษา",),
    "official-note": ("police-or-lao-note", "ใบแจ้งความ", "หนังสือรับรองราชการ"),
    "assessment": ("บันทึกการประเมินความเสียหาย",),
    "project-plan": ("โครงการ", "แผนงาน"),
    "power-of-attorney": ("หนังสือมอบอำนาจ",),
    "minutes": ("รายงานการประชุม",),
    "contract": ("สัญญา",),
    "letter": ("หนังสือ",),
    "medical-certificate": ("medical-cert", "ใบรับรองแพทย์"),
    "discharge-summary": ("ใบสรุปการรักษา",),
    "appointment": ("ใบนัดแพทย์", "ใบนัด"),
    "other": ("อื่นๆ",),
}

#: What forms ask of a fund and no entry tells: its type, and how people say it.
PROFILE: dict[str, tuple[str, str, str]] = {
    "office": ("text", "ที่ทำการกองทุน", "office"),
    "tambon": ("text", "ตำบล", "tambon"),
    "amphoe": ("text", "อำเภอ", "amphoe"),
    "province": ("text", "จังหวัด", "province"),
    "lao": ("text", "องค์กรปกครองส่วนท้องถิ่น", "local government"),
    "coordinator": ("person", "ผู้ประสานงาน", "coordinator"),
    "supporter": ("text", "ผู้สนับสนุนการจัดตั้ง", "who supported the founding"),
    "objectives": ("text", "วัตถุประสงค์", "objectives"),
    "founding-members": ("whole", "สมาชิกแรกตั้ง (คน)", "members at the founding"),
    "founding-money": ("amount", "เงินกองทุนวันแรก (บาท)", "money on the first day"),
    "population": ("whole", "ประชากรทั้งตำบล (คน)", "population of the tambon"),
    "non-members": ("text", "การช่วยเหลือผู้ที่ไม่ใช่สมาชิก", "help to non-members"),
    "reports-to": ("members|lao|agencies|public", "รายงานผลต่อใคร", "to whom it reports"),
    "links": ("text", "การเชื่อมโยงกับงานอื่น", "links with other work"),
    "support": ("text", "การสนับสนุนที่ได้รับ", "support received"),
    "plans": ("text", "แผนงาน", "plans"),
    "problems": ("text", "ปัญหาอุปสรรค", "problems"),
    "suggestions": ("text", "ข้อเสนอแนะ", "suggestions"),
}

#: Keys that any record may carry.
COMMON = {
    "entered": Key("date", "day on which it was keyed in; imported history: its own date"),
    "source": Key("text", "paper and row that it was imported from"),
    "note": Key("text", "remark"),
}

REQUIRED = True

_BY = Key("id", "officer (person number) who received, paid or recorded", REQUIRED)
_RESOLUTION = Key("id", "resolution (มติ) number", REQUIRED)
_CERTIFIES = Key("list", "conditions that the books cannot know and the meeting certifies")
_MEMBER_FACTS = {
    "birth": Key("date", "birth date"),
    "sex": Key("F|M", "sex"),
    "village": Key("id", "village (หมู่), two digits"),
    "household": Key("id", "household number given by the fund, not the house number"),
    "frequency": Key("monthly|half-year|yearly", "how the member pays (ประเภทการส่ง)"),
    "group": Key(
        "disadvantaged|disabled|orphan|none", "CODI group that overrides age (กลุ่มตามแบบ พอช.)"
    ),
    "id-check": Key("valid|missing|invalid", "state of the citizen id in the register"),
    "nominee": Key("id", "person number of the beneficiary (ผู้รับผลประโยชน์)"),
    "other-fund-since": Key("date", "member of another fund since"),
    "person": Key("id", "first member number of the same person, if this is a later one"),
    "beneficiaries": Key("list", "persons named for the member (leader funds): person numbers"),
}

CUSTOMS: tuple[Kind, ...] = (
    Kind(
        ("fund",),
        "main",
        "กองทุน",
        "The fund itself, dated at its founding.",
        (("id", "short ASCII name"),),
        {
            "name-th": Key("text", "Thai name", REQUIRED),
            "name-en": Key("text", "English name"),
            "fiscal-year-start": Key("whole", "first month of the fiscal year, 1-12", REQUIRED),
            "villages": Key("whole", "number of villages in the tambon", REQUIRED),
            "books-from": Key("date", "first day of these books", REQUIRED),
        },
    ),
    Kind(
        ("bylaw",),
        "bylaws",
        "ระเบียบ",
        "A rule in force from its date until the next one with the same key.",
        (("id", "rule"), ("id?", "key"), ("id?", "variant")),
        {
            "article": Key("text", "article (ข้อ)", REQUIRED),
            "resolution": Key("id", "resolution that passed it"),
        },
    ),
    Kind(
        ("holiday",),
        "bylaws",
        "วันหยุด",
        "A holiday, where deadlines move over holidays; Saturdays and Sundays need none.",
        (("id", "what day it is, in one word"),),
        {},
        many=True,
    ),
    # --- governance ---------------------------------------------------------------------------
    Kind(
        ("officer",),
        "governance",
        "กรรมการ/ผู้ตรวจสอบ และวาระ",
        "A term of office, from its date.",
        (("id", "person"), ("id", "role")),
        {
            "until": Key("date", "last day of the term", REQUIRED),
            "village": Key("id", "village of a collector"),
            "member": Key("id", "membership number of the officer, if a member"),
        },
    ),
    Kind(
        ("meeting",),
        "governance",
        "การประชุม",
        "A meeting and who came.",
        (("id", "number"),),
        {
            "type": Key("committee|general|extraordinary", "whose meeting", REQUIRED),
            "attendees": Key("whole", "persons present", REQUIRED),
            "committee-size": Key("whole", "size of the committee that day"),
        },
    ),
    Kind(
        ("resolution",),
        "governance",
        "มติที่ประชุม",
        "A resolution of a meeting.",
        (("id", "number"),),
        {
            "meeting": Key("id", "meeting number", REQUIRED),
            "topic": Key("id", "topic"),
            "text": Key("text", "what was resolved", REQUIRED),
            "amount": Key("amount", "amount resolved"),
            "refs": Key("list", "claims, documents or members that it deals with"),
        },
    ),
    Kind(
        ("audit",),
        "governance",
        "รายงานผู้ตรวจสอบ",
        "The auditor's report on a fiscal year.",
        (("id", "fiscal year, พ.ศ."),),
        {
            "by": _BY,
            "opinion": Key("unqualified|qualified|adverse|disclaimer", "opinion", REQUIRED),
            "text": Key("text", "findings"),
        },
        many=True,
    ),
    Kind(
        ("adoption",),
        "governance",
        "ที่ประชุมใหญ่รับรองงบ",
        "The general meeting adopts the statements of a fiscal year.",
        (("id", "fiscal year, พ.ศ."),),
        {"resolution": _RESOLUTION},
    ),
    Kind(
        ("profile",),
        "governance",
        "ข้อมูลกองทุนที่แบบรายงานถาม",
        "A fact of the fund that forms ask and no entry tells, from its date until the next one of"
        " the same name. Persons by number only.",
        (("|".join(PROFILE), "which fact"),),
        {
            "text": Key("text", "in words; several words of a list are joined by commas"),
            "value": Key("whole", "as a count"),
            "amount": Key("amount", "in baht"),
            "person": Key("id", "person number"),
            "by": _BY,
        },
        many=True,
    ),
    Kind(
        ("receipt-book",),
        "governance",
        "จ่ายสมุดใบเสร็จให้ผู้เก็บเงิน",
        "A paper receipt book issued: its series and its numbers.",
        (("id", "series, the receipt number without its last part"),),
        {
            "first": Key("whole", "first number", REQUIRED),
            "last": Key("whole", "last number", REQUIRED),
            "to": Key("id", "who holds it", REQUIRED),
            "book": Key("id", "number on its cover (เล่มที่)"),
        },
        many=True,
    ),
    # --- members ------------------------------------------------------------------------------
    Kind(
        ("member", "joined"),
        "members",
        "รับสมาชิก",
        "Admission, dated by the committee's resolution, with the facts that rules need.",
        (("id", "member"),),
        {
            **_MEMBER_FACTS,
            "village": _MEMBER_FACTS["village"]._replace(required=True),
            "frequency": _MEMBER_FACTS["frequency"]._replace(required=True),
            "applied": Key("date", "day of application"),
            "resolution": Key("id", "resolution that admitted"),
        },
    ),
    Kind(
        ("member", "changed"),
        "members",
        "แก้ไขข้อเท็จจริงของสมาชิก",
        "Facts that hold from this date on; a correction is a new event too.",
        (("id", "member"),),
        {**_MEMBER_FACTS, "by": Key("id", "officer who recorded it")},
        many=True,
    ),
    Kind(
        ("member", "ended"),
        "members",
        "สิ้นสมาชิกภาพ",
        "Death, resignation, expulsion or moving away, dated by the event; where its month was"
        " closed when it became known, by the first open day, with the day itself in `on:`. A lapse"
        " by non-payment is derived; `lapse` stands only for history before the books.",
        (("id", "member"),),
        {
            "reason": Key("death|resign|expelled|moved|lapse", "why", REQUIRED),
            "on": Key(
                "date",
                "the day on which it happened, where its month was closed when it became known",
            ),
            "resolution": Key("id", "resolution, where one was taken"),
        },
    ),
    Kind(
        ("notice",),
        "members",
        "หนังสือแจ้งเตือน",
        "A notice given to a member, such as of a coming lapse.",
        (("id", "member"),),
        {
            "about": Key("arrears|lapse|other", "what about", REQUIRED),
            "how": Key("letter|visit|phone|meeting|board", "how it was given", REQUIRED),
            "by": _BY,
        },
        many=True,
    ),
    Kind(
        ("reinstatement", "applied"),
        "members",
        "คำขอคืนสมาชิกภาพ",
        "Application for reinstatement.",
        (("id", "member"),),
        {},
        many=True,
    ),
    Kind(
        ("reinstatement", "considered"),
        "members",
        "มติเรื่องคืนสมาชิกภาพ",
        "The resolution that dealt with the application.",
        (("id", "member"),),
        {"resolution": _RESOLUTION, "applied": Key("date", "day of the application", REQUIRED)},
        many=True,
    ),
    Kind(
        ("carried", "books"),
        "carried",
        "วันยกยอด",
        "The books are carried forward at the end of this date. A closing writes it, no person.",
        (),
        {
            "since": Key("date", "first day of the receipts and payments told in short", REQUIRED),
            "statement": Key("amount", "balance of the last line of the bank statement"),
            "ahead": Key("list", "papers that the bank showed before the books hold them"),
            "taken-back": Key("list", "receipts and vouchers taken back since: YYMMDD:number"),
        },
    ),
    Kind(
        ("carried", "member"),
        "opening",
        "ยอดยกมารายสมาชิก",
        "State of one member at the end of this date, carried into the books. A closing's is that"
        " of the day before `from`, and the money since.",
        (("id", "member"),),
        {
            "start": Key("date", "first day of membership, if it began by then"),
            "wait-start": Key("date", "waiting periods count from; otherwise from the start"),
            "tenure-start": Key("date", "tenure counts from; otherwise from the start"),
            "spans": Key("text", "stretches of membership, where there is more than a running one"),
            "paid-through": Key("month", "last month covered by contributions"),
            "next": Key("month", "first month not paid, where it is not the one after"),
            "let-go": Key("text", "months after it that a reinstatement does not ask for"),
            "credit": Key("amount", "money received that does not fill an instalment yet"),
            "late": Key("text", "due days of instalments that were paid late"),
            "forgiven": Key("date", "what fell due by this day is forgiven"),
            "from": Key("date", "first day of the receipts, if not that of the books"),
            "receipts": Key("text", "money since: YYMMDD:baht:receipt, repeated parts left out"),
            "received": Key("amount", "contributions received by these books before that"),
            "reinstated": Key("whole", "reinstatements in these books before that"),
            "benefited": Key("id", "first claim ever paid to the member, before that"),
            "matched-rounds": Key("whole", "times listed for state matching"),
            "reinstated-before": Key("yes", "once reinstated before these books"),
            "receipted": Key("amount", "contributions receipted since the last 1 October"),
            "used-hospital": Key("number", "hospital rights used in the running ceiling year"),
        },
    ),
    Kind(
        ("carried", "used"),
        "carried",
        "สิทธิที่ใช้ไปแล้ว",
        "What earlier claims used of a ceiling or a right.",
        (("id", "benefit"), ("id", "counted by")),
        {
            "whose": Key("text", "person, household, event or fund", REQUIRED),
            "year": Key("id", "year of the ceiling"),
            "amount": Key("amount", "baht"),
            "units": Key("whole", "nights, months or children"),
            "times": Key("whole", "times"),
            "filed": Key("date", "last claim of an event that used it"),
        },
        many=True,
    ),
    Kind(
        ("carried", "claim"),
        "carried",
        "ผลคำขอที่ยกมา",
        "The verdict on a claim that is not judged again, and how it was paid.",
        (("id", "claim"),),
        {
            "verdict": Key("pay|part|refuse|needs-info", "verdict; without it, judged again"),
            "gross": Key("amount", "granted, before arrears are deducted"),
            "reasons": Key("list", "codes of the reasons"),
            "article": Key("text", "article of the first reason"),
            "version": Key("text", "version of the bylaws"),
            "entitled": Key("date", "first day after the waiting period"),
            "units": Key("whole", "nights, months, children or years"),
            "rate": Key("amount", "by the rate, before caps and ceilings"),
            "uses": Key("text", "ceilings: benefit, counted by, whose, year, baht, units, times"),
            "paid": Key("date", "day of payment"),
            "voucher": Key("id", "payment voucher"),
            "given": Key("amount", "expense of the payment, where it is not what was granted"),
            "deducted": Key("amount", "contributions deducted"),
            "account": Key("account", "paid from"),
            "to": Key("id", "person who was paid, if another"),
            "resolution": Key("id", "resolution that the payment names"),
        },
    ),
    Kind(
        ("carried", "refund"),
        "carried",
        "เงินสมทบที่คืนแล้ว",
        "Contributions given back since the day from which money is told.",
        (("id", "document"),),
        {
            "member": Key("id", "member", REQUIRED),
            "amount": Key("amount", "given back", REQUIRED),
            "paid": Key("date", "day of payment", REQUIRED),
            "account": Key("account", "paid from", REQUIRED),
            "voucher": Key("id", "payment voucher"),
        },
    ),
    Kind(
        ("carried", "numbers"),
        "carried",
        "เลขที่ที่ใช้แล้ว",
        "Numbers of one series that are used: receipts, documents, vouchers, claims, spoiled ones.",
        (("id", "kind of number"),),
        {
            "series": Key("text", "what stands before the running number"),
            "used": Key("text", "numbers and ranges, `0001..0812, 0814`", REQUIRED),
        },
        many=True,
    ),
    Kind(
        ("carried", "held"),
        "carried",
        "เงินค้างนำส่ง",
        "Money that a collector held, by the day on which it was collected.",
        (("account", "custody account"), ("amount", "held")),
        {"collected": Key("date", "collected on", REQUIRED)},
        many=True,
    ),
    Kind(
        ("carried", "item"),
        "carried",
        "รายการที่ธนาคารยังไม่แสดง",
        "An entry on the savings account that the bank had not shown; deposits positive.",
        (("list", "its numbers"), ("amount", "amount")),
        {"booked": Key("date", "date in the books", REQUIRED)},
        many=True,
    ),
    Kind(
        ("carried", "sub-fund"),
        "carried",
        "กองทุนย่อยในปีที่ยังไม่ปิด",
        "Income and expense of a sub-fund in the running fiscal year up to this date.",
        (("id", "sub-fund"),),
        {
            "income": Key("amount", "income", REQUIRED),
            "expense": Key("amount", "expense", REQUIRED),
        },
    ),
    Kind(
        ("carried", "match"),
        "carried",
        "เงินสมทบจากรัฐที่ได้รับแล้ว",
        "State match received on a list before this date.",
        (("id", "budget year, พ.ศ."), ("amount", "received")),
        {},
    ),
    Kind(
        ("cumulative",),
        "opening",
        "ยอดสะสมตั้งแต่จัดตั้ง",
        "Total of an income or expense account from the founding to this date.",
        (("account", "account"), ("amount", "total")),
        {
            "persons": Key("whole", "persons helped"),
            "cases": Key("whole", "cases paid"),
        },
    ),
    Kind(
        ("matching-list",),
        "members",
        "บัญชีรายชื่อขอรับสมทบ",
        "The certified list of 30 September of a budget year (พ.ศ.): heads and entitlement.",
        (("id", "budget year, พ.ศ."),),
        {
            "total": Key("amount", "entitlement", REQUIRED),
            "members": Key("whole", "heads counted", REQUIRED),
        },
    ),
    Kind(
        ("matched",),
        "members",
        "ผู้มีชื่อในบัญชีขอรับสมทบ",
        "A member on the certified list, dated by its cut-off: what is asked for, and the round.",
        (("id", "budget year, พ.ศ."), ("id", "member"), ("amount", "asked for")),
        {"round": Key("whole", "lists of the person, this one included", REQUIRED)},
    ),
    Kind(
        ("register-change",),
        "members",
        "แก้ไขทะเบียนบุคคล",
        "A row of register/people.csv was changed: which fields, never the values.",
        (("id", "person"),),
        {
            "fields": Key("list", "fields changed", REQUIRED),
            "seal": Key("text", "keyed hash of the row as changed, once a month was closed"),
            "by": _BY,
        },
        many=True,
    ),
    # --- journal ------------------------------------------------------------------------------
    Kind(
        ("receipt", "void"),
        "journal",
        "ใบเสร็จยกเลิก",
        "A spoiled receipt, original and copy kept.",
        (("id", "receipt"),),
        {"by": _BY, "reason": Key("text", "why", REQUIRED)},
    ),
    Kind(
        ("receipt", "missing"),
        "journal",
        "ใบเสร็จสูญหาย",
        "A receipt number that was neither used nor kept as void.",
        (("id", "receipt"),),
        {"by": _BY, "reason": Key("text", "what is known", REQUIRED)},
    ),
    Kind(
        ("receipt", "outstanding"),
        "journal",
        "ใบเสร็จค้างตรวจ",
        "A receipt number not seen yet; the month's close asks again.",
        (("id", "receipt"),),
        {"by": _BY},
    ),
    Kind(
        ("voucher", "void"),
        "journal",
        "ใบสำคัญจ่ายยกเลิก",
        "A spoiled payment voucher, or a spoiled number of the fund's own documents.",
        (("id", "voucher"),),
        {"by": _BY, "reason": Key("text", "why", REQUIRED)},
    ),
    Kind(
        ("sheet-total",),
        "journal",
        "ยอดรวมท้ายใบเก็บเงิน",
        "What the foot of a village's collection sheet declares.",
        (("id", "sheet"), ("amount", "declared total")),
        {
            "by": _BY,
            "first": Key("id", "first receipt"),
            "last": Key("id", "last receipt"),
        },
    ),
    Kind(
        ("cash-count",),
        "journal",
        "ตรวจนับเงินสด",
        "Cash counted by denomination; the pieces add up to the amount.",
        (("account", "cash account"), ("amount", "counted")),
        {
            "by": _BY,
            "witness": Key("id", "second person", REQUIRED),
            **{f"baht-{n}": Key("whole", f"pieces of {n} baht") for n in (1000, 500, 100, 50, 20)},
            **{f"baht-{n}": Key("whole", f"coins of {n} baht") for n in (10, 5, 2, 1)},
            **{f"satang-{n}": Key("whole", f"coins of {n} satang") for n in (50, 25)},
        },
        many=True,
    ),
    Kind(
        ("claim", "filed"),
        "journal",
        "คำขอรับสวัสดิการ",
        "A claim as filed: one claim, one benefit. Never the reason of an illness.",
        (("id", "claim"),),
        {
            "member": Key("id", "member", REQUIRED),
            "benefit": Key("id", "benefit", REQUIRED),
            "event": Key("date", "day of the event", REQUIRED),
            "event-end": Key("date", "last day of the event, such as the discharge"),
            "event-id": Key("id", "joins claims of one event"),
            "children": Key("whole", "children born"),
            "damage": Key("id", "kind of damage"),
            "assessed": Key("amount", "damage assessed by the committee"),
            "edu-level": Key("id", "level of education"),
            "outcome": Key("id", "what was reached, such as finishing a level of school"),
            "relation": Key("id", "whose event it is, seen from the member"),
            "beneficiary": Key("id", "person named for the member who receives (leader funds)"),
            "months": Key("whole", "months asked for"),
            "cost": Key("amount", "what it really cost"),
            "gpa": Key("number", "grade average"),
            "requested": Key("amount", "amount that the resolution grants the individual"),
            "doc-ref": Key("text", "number of the certificate; never of a medical one"),
            "evidence": Key("list", "kinds of papers handed in"),
        },
    ),
    Kind(
        ("claim", "considered"),
        "journal",
        "คำขอเข้าที่ประชุม",
        "The resolution that dealt with the claim, as written on it.",
        (("id", "claim"),),
        {"resolution": _RESOLUTION, "certifies": _CERTIFIES},
    ),
    Kind(
        ("claim", "decided"),
        "journal",
        "ผลการพิจารณาคำขอตามระเบียบ",
        "The verdict as it was when it was given; `needs-info` sends the claim back.",
        (("id", "claim"),),
        {
            "verdict": Key("pay|part|refuse|needs-info", "verdict", REQUIRED),
            "gross": Key("amount", "granted, before arrears are deducted", REQUIRED),
            "deducted": Key("amount", "contributions deducted, in what a locked year keeps"),
            "reasons": Key("list", "codes of the reasons", REQUIRED),
            "article": Key("text", "article of the first reason", REQUIRED),
            "missing": Key("list", "evidence that is missing"),
            "by": _BY,
        },
        many=True,
    ),
    Kind(
        ("claim", "approved"),
        "journal",
        "มติอนุมัติคำขอ",
        "The resolution that grants the claim, and what it certifies.",
        (("id", "claim"),),
        {"resolution": _RESOLUTION, "certifies": _CERTIFIES, "by": _BY},
    ),
    Kind(
        ("claim", "refused"),
        "journal",
        "มติไม่อนุมัติคำขอ",
        "The resolution that refuses the claim.",
        (("id", "claim"),),
        {"resolution": _RESOLUTION, "reason": Key("text", "why", REQUIRED), "by": _BY},
    ),
    Kind(
        ("irregularity", "recorded"),
        "journal",
        "ความผิดปกติที่บันทึกไว้",
        "Something that really happened against the rules. Turns the error of exactly this code,"
        " subject and amount into an alert.",
        (("id", "code"), ("id", "claim, voucher, document or receipt")),
        {
            "amount": Key("amount", "money concerned"),
            "found": Key("date", "found when", REQUIRED),
            "by": _BY,
        },
    ),
    Kind(
        ("irregularity", "settled"),
        "journal",
        "แก้ไขความผิดปกติแล้ว",
        "The resolution that ratified it, or the document that recovered the money.",
        (("id", "code"), ("id", "claim, voucher, document or receipt")),
        {
            "resolution": Key("id", "resolution that ratifies"),
            "doc": Key("id", "document that recovers"),
            "by": _BY,
        },
    ),
    # --- closings -----------------------------------------------------------------------------
    Kind(
        ("closing",),
        "closings",
        "ปิดงวดบัญชี",
        "A period was closed and sealed, dated the day after its last day. Written by the close"
        " only; it must be what the package's manifest says.",
        (("id", "month, or fiscal year in พ.ศ."),),
        {
            "code": Key("id", "code that is printed and signed", REQUIRED),
            "manifest": Key("id", "SHA-256 of the package's manifest", REQUIRED),
            "previous": Key("id", "code of the closing before"),
            "resolution": Key("id", "resolution that closed it"),
            "by": _BY,
        },
    ),
    Kind(
        ("reopening",),
        "closings",
        "เปิดงวดบัญชีที่ปิดแล้ว",
        "The closing of a period was taken back by a resolution; its package is kept.",
        (("id", "month, or fiscal year in พ.ศ."),),
        {
            "code": Key("id", "code of the reopening", REQUIRED),
            "manifest": Key("id", "SHA-256 of the reopening's own manifest", REQUIRED),
            "previous": Key("id", "code of the link before", REQUIRED),
            "resolution": _RESOLUTION,
            "reason": Key("text", "why", REQUIRED),
            "by": _BY,
        },
        many=True,
    ),
    Kind(
        ("attachment",),
        "journal",
        "หลักฐานแนบ",
        "A paper kept in register/papers/: its kind and SHA-256; medical papers by kind only.",
        (("id", "voucher, claim or receipt"),),
        {
            "paper": Key("|".join(PAPERS), "kind of paper", REQUIRED),
            "sha256": Key("id", "digest of the file"),
            "file": Key("id", "file name in register/papers/"),
            "by": _BY,
        },
        many=True,
    ),
)

MONEY: dict[str, MoneyKind] = {
    "opening": MoneyKind("ยอดยกมา", "Balances with which the books begin."),
    "collection": MoneyKind(
        "รับเงินสมทบ",
        "Contributions and fees: a village's sheet, or receipts of the treasurer."
        " One posting per line.",
        ("by",),
    ),
    "grant": MoneyKind(
        "เงินอุดหนุน/สมทบ", "Seed grant, state match, LAO, other state, groups.", ("by", "doc")
    ),
    "donation": MoneyKind("เงินบริจาค", "Donation.", ("by", "doc")),
    "interest": MoneyKind("ดอกเบี้ย", "Bank interest; needs no receipt.", ("by", "doc")),
    "other-income": MoneyKind("รายได้อื่น", "Any other income.", ("by", "doc")),
    "benefit": MoneyKind(
        "จ่ายสวัสดิการ",
        "Benefits of one payee: gross expense by claim, contributions deducted, cash or bank net.",
        ("by", "voucher", "to"),
    ),
    "communal": MoneyKind("สวัสดิการสาธารณะ", "Culture, public benefit, environment.", ("by", "doc")),
    "expense": MoneyKind("ค่าใช้จ่ายบริหาร", "Administration.", ("by", "doc")),
    "bank-fee": MoneyKind("ค่าธรรมเนียมธนาคาร", "Fee taken by the bank.", ("by",)),
    "advance": MoneyKind("จ่ายเงินทดรอง", "Money advanced to an officer.", ("by", "doc", "to")),
    "advance-clear": MoneyKind(
        "ล้างเงินทดรอง", "Advance becomes expense.", ("by", "doc", "received-from")
    ),
    "advance-return": MoneyKind(
        "คืนเงินทดรอง", "Rest of an advance comes back.", ("by", "doc", "received-from")
    ),
    "handover": MoneyKind(
        "ผู้เก็บเงินนำส่ง", "A collector hands in or banks.", ("by", "doc", "received-from")
    ),
    "deposit": MoneyKind("นำเงินสดฝากธนาคาร", "Cash to bank.", ("by", "doc")),
    "withdrawal": MoneyKind("ถอนเงินจากธนาคาร", "Bank to cash.", ("by", "doc")),
    "transfer": MoneyKind("โอนระหว่างกองทุนย่อย", "Between sub-funds, by resolution.", ("by", "doc")),
    "unidentified": MoneyKind("เงินรับไม่ทราบที่มา", "Money whose payer or cause is unknown.", ("by",)),
    "identified": MoneyKind("ทราบที่มาของเงิน", "Unidentified money becomes income.", ("by", "doc")),
    "refund": MoneyKind(
        "คืนเงิน",
        "State match to be refunded, or unidentified money, goes back; contributions only where"
        " the bylaws have the rule `refund`.",
        ("by", "doc"),
    ),
    "reversal": MoneyKind(
        "กลับรายการ", "Corrects an earlier entry, dated in the open month.", ("by", "reverses")
    ),
    "shortage": MoneyKind(
        "เงินขาดบัญชี", "Cash missing, booked by resolution.", ("by", "doc", "resolution")
    ),
}

MONEY_KEYS: dict[str, Key] = {
    "kind": Key("|".join(MONEY), "what happened"),
    "doc": Key("id", "number of the document in the fund's own series"),
    "voucher": Key("id", "number of the payment voucher (ใบสำคัญจ่าย)"),
    "receipt": Key("id", "number of the receipt (ใบเสร็จรับเงิน)"),
    "sheet": Key("id", "collection sheet: YYYY-MM/village"),
    "by": Key("id", "officer who received or paid"),
    "to": Key("id", "person who was paid"),
    "received-from": Key("id", "person who paid or handed in"),
    "approved-by": Key("id", "officer who approved"),
    "resolution": Key("id", "resolution that allows it"),
    "reverses": Key("id", "document, voucher or receipt that it reverses"),
    "matching": Key("id", "budget year (พ.ศ.) of the matching list paid"),
    "round": Key("whole", "round of the state match"),
    "bank-line": Key("id", "line of the bank statement that it was booked from"),
    "from-fund": Key("welfare|reserve|management|designated", "sub-fund that gives"),
    "to-fund": Key("welfare|reserve|management|designated", "sub-fund that receives"),
}

POSTING_KEYS: dict[str, Key] = {
    "member": Key("id", "member"),
    "receipt": Key("id", "receipt (ใบเสร็จรับเงิน)"),
    "months": Key("months", "months that a contribution covers"),
    "claim": Key("id", "claim that is paid, or from which arrears are deducted"),
    "note": Key("text", "remark of that line"),
}

OPEN_KEYS: dict[str, Key] = {
    "code": Key("id", "account code", REQUIRED),
    "name-th": Key("text", "Thai name", REQUIRED),
    "item10": Key("id", "line of the CODI form's item 10 that it feeds"),
    "person": Key("id", "who holds a custody account"),
}

_BY_WORDS = {kind.words: kind for kind in CUSTOMS}
_TWO_WORDS = {kind.words[0] for kind in CUSTOMS if len(kind.words) == 2}
#: `custom` types that belong to Fava and its extensions.
FOREIGN = re.compile(r"^fava-")


def kind_of(entry: Custom) -> Kind | None:
    """The schema of a custom directive, or None if the vocabulary does not know it."""
    one = _BY_WORDS.get((entry.type,))
    if one is not None:
        return one
    second = entry.values[0].value if entry.values else None
    return _BY_WORDS.get((entry.type, second)) if isinstance(second, str) else None


#: What other directives are called, in Thai.
_PLAIN_WORDS = {
    "transaction": "รายการเงิน",
    "open": "เปิดบัญชี",
    "close": "ปิดบัญชี",
    "note": "หมายเหตุ",
}


def thai_label(label: str) -> str:
    """What people call a directive, in Thai: `member ended 0005` is `สิ้นสมาชิกภาพ 0005`.

    Takes what `canonical.label` says; words that name no directive stay as they are.
    """
    words = label.split(" ")
    for count in (2, 1):
        kind = _BY_WORDS.get(tuple(words[:count]))
        if kind is not None:
            return " ".join([kind.thai, *words[count:]])
    money = MONEY.get(words[0])
    known = money.thai if money else _PLAIN_WORDS.get(words[0])
    return " ".join([known, *words[1:]]) if known else label


def values_of(entry: Custom) -> list[Any]:
    """The values after the words that name the directive."""
    values = entry.values
    if values and entry.type in _TWO_WORDS and (entry.type, values[0].value) in _BY_WORDS:
        values = values[1:]
    return [value.value for value in values]


def facts(entry: Directive) -> dict[str, Any]:
    """The metadata that a person wrote: no file, line or internal key."""
    return {
        key: value
        for key, value in entry.meta.items()
        if key not in ("filename", "lineno") and not key.startswith("__")
    }


def fits(value: Any, type_: str) -> bool:
    """Whether a value is of one of the TYPES, or one of the words `a|b|c`."""
    if type_ not in TYPES:
        return isinstance(value, str) and value in type_.split("|")
    match type_:
        case "id" | "account":
            return (
                isinstance(value, str)
                and bool(IDENTIFIER.match(value))
                and not CONTROL.search(value)
            )
        case "text":
            return isinstance(value, str) and len(value) <= MAX_TEXT and not CONTROL.search(value)
        case "list":
            return isinstance(value, str) and all(
                IDENTIFIER.match(item.strip(" ")) for item in value.split(",")
            )
        case "month":
            return isinstance(value, str) and bool(MONTH.match(value))
        case "months":
            return isinstance(value, str) and bool(MONTHS.match(value))
        case "date":
            return isinstance(value, date)
        case "amount":
            return isinstance(value, Amount) and value.currency == "THB"
        case "yes":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, Decimal)
        case "whole":
            return isinstance(value, Decimal) and value == value.to_integral_value() and value >= 0
        case _:
            return True


def _key_problems(
    entry_facts: dict[str, Any], keys: dict[str, Key], place: Place, subject: str, *, closed: bool
) -> Iterator[Finding]:
    for name, key in keys.items():
        if key.required and name not in entry_facts:
            yield finding("E103", place, key=name, subject=subject)
    for name, value in entry_facts.items():
        known = keys.get(name)
        if known is None:
            if closed:
                yield finding("E104", place, key=name, subject=subject)
        elif not fits(value, known.type):
            yield finding("E105", place, key=name, value=_show(value), type=known.type)


def _show(value: Any) -> str:
    text = str(value).encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= 60 else f"{text[:57]}…"


def place_of(meta: Mapping[str, Any]) -> Place:
    """Where a directive or posting stands in its file."""
    return Place(str(meta.get("filename", "")), int(meta.get("lineno", 0)))


def problems(entry: Directive) -> Iterator[Finding]:
    """What is wrong with the form of one directive; empty if it fits the vocabulary."""
    if isinstance(entry, Custom):
        yield from _custom_problems(entry)
    elif isinstance(entry, Transaction):
        yield from _transaction_problems(entry)


def _custom_problems(entry: Custom) -> Iterator[Finding]:
    place = place_of(entry.meta)
    if FOREIGN.match(entry.type):
        return
    kind = kind_of(entry)
    if kind is None:
        yield finding("E101", place, type=entry.type)
        return
    subject = " ".join(kind.words)
    values = values_of(entry)
    wanted = [type_.rstrip("?") for type_, _ in kind.values]
    least = sum(not type_.endswith("?") for type_, _ in kind.values)
    if not least <= len(values) <= len(wanted) or not all(
        fits(value, type_) for value, type_ in zip(values, wanted, strict=False)
    ):
        yield finding("E102", place, subject=subject, wanted=", ".join(d for _, d in kind.values))
    closed = kind.words != ("bylaw",)
    yield from _key_problems(facts(entry), {**COMMON, **kind.keys}, place, subject, closed=closed)


def _transaction_problems(entry: Transaction) -> Iterator[Finding]:
    place = place_of(entry.meta)
    own = facts(entry)
    yield from _key_problems(own, {**COMMON, **MONEY_KEYS}, place, "transaction", closed=True)
    for name, text in (("narration", entry.narration), ("payee", entry.payee)):
        # A line break is told by the rules (E411), for whatever wrote it.
        if text and not fits(text.replace("\n", " "), "text"):
            yield finding("E105", place, key=name, value=_show(text), type="text")
    kind = MONEY.get(str(own.get("kind")))
    if kind is None:
        if "kind" not in own:
            yield finding("E103", place, key="kind", subject="transaction")
        return
    for name in kind.required:
        if name not in own:
            yield finding("E103", place, key=name, subject=str(own["kind"]))
    for posting in entry.postings:
        if posting.meta:
            line = place_of(posting.meta)
            posted = {
                key: value
                for key, value in posting.meta.items()
                if key not in ("filename", "lineno") and not key.startswith("__")
            }
            yield from _key_problems(posted, POSTING_KEYS, line, "posting", closed=True)
