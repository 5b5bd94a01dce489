"""Papers of an invented fund, as large and as long as a benchmark needs.

``make_papers`` writes a folder of the shape of the sample's CSV papers for any number of
members, villages and fiscal years. The same arguments always give the same bytes. The fund
is well kept: everybody pays on time, every payment has its resolution and every benefit paid
is due under the sample's bylaws; a few claims are late, too early, doubled or without their
papers, and stay unpaid. ``check_papers`` adds the folder up again from its files alone.

    python bench/make_papers.py DIR --members 5000 --years 1
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from decimal import ROUND_DOWN
from decimal import ROUND_UP
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

SAMPLE = Path(__file__).resolve().parent.parent / "welfare" / "sample"
SAMPLE_MEMBERS = 320
BOOKS_FROM = date(2022, 10, 1)
FOUNDED = date(2015, 10, 1)
AMENDED = date(2024, 4, 1)
ZERO = Decimal("0.00")
SATANG = Decimal("0.01")
INSTALLMENT = Decimal("30.00")
ENTRY_FEE = Decimal("40.00")
CASH_LIMIT = Decimal("8000.00")
CASH_FLOAT = Decimal("3000.00")
CASH_START = Decimal("3215.50")
TRANSFER_FROM = Decimal("1500.00")
WAITING_DAYS = 150
ONE_DAY = timedelta(days=1)
MEETING_DAY = 20


def _words(text: str) -> list[str]:
    """The words of a line."""
    return text.split()


MEN = _words("สมชาย บุญมี คำปัน อนันต์ วีระ ทองดี มานพ สุชาติ ประเสริฐ พิชัย กิตติ ศักดิ์ชัย เฉลิม ไพโรจน์ ภูมิ ธนา")
WOMEN = _words(
    "สมหญิง พรทิพย์ มาลี ลำดวน ทองใบ สุภาพ รัตนา ประนอม กัลยา นงลักษณ์ แสงเดือน ยุพิน อัมพร ชลธิชา ละออง สมพร"
)
SURNAME_HEADS = _words("สมมติ ตัวอย่าง จำลอง ทดลอง")
SURNAME_TAILS = _words(
    "ศรี ทรัพย์ มั่น รัตน์ สุข เรือง แก้ว บุญ ชัย วงศ์ ทอง คำ งาม ธรรม เจริญ ภักดี สว่าง มณี กุล ไพร"
)
RELATIONS = _words("คู่สมรส บุตร หลาน พี่น้อง")
OFFICERS = (
    ("K01", "สมชัย", "chair", "ประธาน"),
    ("K02", "มาลัย", "vice_chair", "รองประธาน"),
    ("K03", "ประภา", "secretary", "เลขานุการ"),
    ("K04", "สายใจ", "treasurer", "เหรัญญิก"),
    ("K05", "วันดี", "bookkeeper", "ผู้ทำบัญชี"),
    ("K06", "อุทัย", "planner", "ผู้รับผิดชอบแผนงาน"),
    ("K07", "คำมูล", "member", "กรรมการ"),
)

EVIDENCE = {
    "birth": ("claim_form", "id_copy", "birth_cert"),
    "hospital": ("claim_form", "id_copy", "medical_cert"),
    "death": ("claim_form", "death_cert", "nominee_id"),
    "funeral": ("claim_form", "death_cert"),
    "elderly": ("claim_form", "id_copy"),
}
#: Days within which a claim is filed in time; elderly claims go by the month of April.
FILING_DAYS = {"birth": 90, "hospital": 90, "death": 180, "funeral": 30}
#: Completed years of tenure below which the amount is paid: before and after the amendment.
DEATH_TIERS = (
    (1, "2500.00", "2500.00"),
    (3, "4000.00", "4000.00"),
    (5, "6500.00", "6500.00"),
    (7, "9500.00", "10500.00"),
    (8, "13000.00", "13000.00"),
    (999, "16000.00", "18000.00"),
)

HEADERS = {
    "members": "seq,member_no,citizen_id,title,first_name,last_name,sex,house_no,moo,birth_date,"
    "applied_date,accepted_date,frequency,flag,nominee,phone,end_date,end_reason,other_fund_since",
    "members_opening": "member_no,start_date,wait_start,tenure_start,paid_through,matched_rounds,"
    "reinstated_before,receipted_since_1oct,ceiling_used",
    "opening": "section,code,name_th,account,amount,persons,cases,note",
    "committee": "person_id,name,role,role_th,village,term_from,term_to",
    "meetings": "date,meeting_no,type,attendees,committee_size,resolution_no,topic,text,"
    "amount,refs",
    "collections": "date,village,collector,member_no,amount,months_covered,receipt_no,kind,note",
    "collection_sheets": "month,village,date,collector,declared_total,receipts_first,receipts_last",
    "claims": "claim_no,filed_date,member_no,benefit,event_date,event_end_date,children_born,"
    "damage_type,assessed_damage,edu_level,gpa,approved_amount,doc_ref,evidence,resolution_no,"
    "resolution_date,pay_date,pay_method,payee,voucher_no,paid_amount,deducted_amount,"
    "paid_amount_actual,note",
    "receipts_payments": "doc_no,date,kind,sub_kind,village,amount,place,payee_payer,description,"
    "receipt_no,voucher_no,resolution_no,handled_by,for_register",
    "bank": "line_no,date,description,ref,withdrawal,deposit,balance",
    "reinstatements": "member_no,applied_date,resolution_no,resolution_date",
}

Row = Iterable[object]
Write = Callable[[Row], Any]


@dataclass(slots=True)
class Member:
    """A person of the register."""

    number: str
    citizen_id: str
    title: str
    first: str
    last: str
    sex: str
    house: str
    village: int
    born: date
    applied: date
    start: date
    nominee: str
    fee_paid: bool
    died: date | None = None
    stopped: date | None = None
    rounds: int = 0
    last_birth: date | None = None
    stays: list[tuple[date, date]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name as written on a voucher."""
        return f"{self.title}{self.first} {self.last}"

    def alive_on(self, day: date) -> bool:
        """Whether the day lies before the day of death."""
        return self.died is None or day < self.died

    def pays_on(self, day: date) -> bool:
        """Whether the member is alive and has not given up paying by that day."""
        return self.alive_on(day) and (self.stopped is None or day < self.stopped)


@dataclass(slots=True)
class Claim:
    """A claim, from filing to payment."""

    filed: date
    member: Member
    benefit: str
    event: date
    end: date | None = None
    children: str = ""
    reference: str = ""
    evidence: tuple[str, ...] = ()
    number: str = ""
    resolution: str = ""
    resolved: date | None = None
    paid: date | None = None
    method: str = ""
    payee: str = ""
    voucher: str = ""
    amount: Decimal = ZERO


@dataclass(slots=True)
class Doc:
    """A receipt, payment or transfer other than a collection or a benefit."""

    day: date
    kind: str
    amount: Decimal
    place: str
    who: str = ""
    text: str = ""
    village: str = ""
    resolution: str = ""
    register: str = ""

    @property
    def is_payment(self) -> bool:
        """Whether money leaves the fund."""
        return self.kind in PAYMENTS

    @property
    def is_receipted(self) -> bool:
        """Whether the treasurer writes a receipt."""
        return self.kind.startswith("grant_") or self.kind == "donation"


PAYMENTS = {"meeting", "stationery", "honoraria", "public_benefit", "bank_fee"}


@dataclass
class Fund:
    """Everything the papers still to be written depend on."""

    rng: Random
    write: dict[str, Write]
    villages: int
    digits: int
    with_claims: bool
    last_day: date
    cash: Decimal = CASH_START
    bank: Decimal = ZERO
    entitlement: Decimal = ZERO
    bank_lines: int = 0
    members: list[Member] = field(default_factory=list)
    rolls: list[list[Member]] = field(default_factory=list)
    households: dict[int, tuple[int, str, int]] = field(default_factory=dict)
    citizen_ids: set[str] = field(default_factory=set)
    joining: dict[date, list[Member]] = field(default_factory=dict)
    pending: list[Claim] = field(default_factory=list)
    used: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    approved: set[tuple[str, str, date]] = field(default_factory=set)
    counters: Counter[str] = field(default_factory=Counter)

    def number(self, series: str) -> str:
        """The next number of a series."""
        self.counters[series] += 1
        return f"{series}-{self.counters[series]:04d}"

    @property
    def committee_size(self) -> int:
        """Officers and one collector per village."""
        return len(OFFICERS) + self.villages

    def living(self) -> Iterator[Member]:
        """Everybody on the rolls."""
        for roll in self.rolls:
            yield from roll


def fiscal_year(day: date) -> int:
    """The fiscal year of a day, by the Buddhist year in which it ends."""
    return day.year + 543 + (1 if day.month >= 10 else 0)


def years_between(start: date, day: date) -> int:
    """Completed years from start to day."""
    last = min(start.day, (date(day.year + day.month // 12, day.month % 12 + 1, 1) - ONE_DAY).day)
    return day.year - start.year - ((day.month, day.day) < (start.month, last))


def _days(count: int) -> timedelta:
    return timedelta(days=count)


# The people.


def _citizen_id(fund: Fund) -> str:
    """A number with a right check digit and the province code nobody has."""
    while True:
        body = f"{fund.rng.choice('1235')}00{fund.rng.randrange(10**9):09d}"
        weighted = sum(int(digit) * (13 - place) for place, digit in enumerate(body))
        number = body + str((11 - weighted % 11) % 10)
        if number not in fund.citizen_ids:
            fund.citizen_ids.add(number)
            return number


def _birth_date(rng: Random, on: date, bands: tuple[tuple[int, int, int], ...]) -> date:
    """A birth date for an age from weighted bands, clear of the old calendar's first quarter."""
    low, high, _weight = rng.choices(bands, weights=[band[2] for band in bands])[0]
    year = on.year - rng.randint(low, high)
    return date(year, rng.randint(4 if year <= 1940 else 1, 12), rng.randint(1, 28))


def _house(fund: Fund, village: int) -> tuple[str, str]:
    """House number and surname: the last house of the village until it is full."""
    house, surname, places = fund.households.get(village, (0, "", 0))
    if places == 0:
        surname = fund.rng.choice(SURNAME_HEADS) + fund.rng.choice(SURNAME_TAILS)
        house, places = house + 1, fund.rng.randint(1, 4)
    fund.households[village] = (house, surname, places - 1)
    return str(house), surname


OPENING_AGES = ((6, 17, 12), (18, 39, 30), (40, 64, 41), (65, 79, 13), (80, 90, 4))
JOINING_AGES = ((1, 17, 35), (18, 39, 45), (40, 60, 20))


def _new_member(fund: Fund, village: int, start: date, *, at_opening: bool) -> Member:
    """Enter a person in the register and on the roll of the village."""
    rng = fund.rng
    ages, seen = (OPENING_AGES, BOOKS_FROM) if at_opening else (JOINING_AGES, start)
    sex = rng.choice("MF")
    title = "นาย" if sex == "M" else rng.choice(("นาง", "นางสาว"))
    house, surname = _house(fund, village)
    nominee = f"{rng.choice(MEN + WOMEN)} {surname} ({rng.choice(RELATIONS)})"
    member = Member(
        number=f"{len(fund.members) + 1:0{fund.digits}d}",
        citizen_id=_citizen_id(fund),
        title=title,
        first=rng.choice(MEN if sex == "M" else WOMEN),
        last=surname,
        sex=sex,
        house=house,
        village=village,
        born=min(_birth_date(rng, seen, ages), start - _days(60)),
        applied=start - _days(rng.randint(2, 18)),
        start=start,
        nominee=nominee,
        fee_paid=at_opening,
    )
    fund.members.append(member)
    fund.rolls[village - 1].append(member)
    return member


def _opening_starts(rng: Random, members: int) -> list[date]:
    """Starts of membership before the books, oldest first."""
    months = [date(2015 + month // 12, month % 12 + 1, MEETING_DAY) for month in range(10, 92)]
    return sorted(
        FOUNDED if rng.randrange(100) < 55 else rng.choice(months) for _ in range(members)
    )


def _opening_members(fund: Fund, members: int) -> None:
    """The register and the state of every member on the day before the books."""
    day_before = BOOKS_FROM - ONE_DAY
    for place, start in enumerate(_opening_starts(fund.rng, members)):
        member = _new_member(fund, place % fund.villages + 1, start, at_opening=True)
        tenure = years_between(start, day_before)
        member.rounds = min(3, tenure)
        if 1 <= tenure <= 3:
            fund.entitlement += 12 * INSTALLMENT
        fund.write["members_opening"](
            (member.number, start, start, start, "2022-09", member.rounds, 0, ZERO, 0)
        )


def _write_members(fund: Fund) -> None:
    """The register at the end of the books."""
    for seq, m in enumerate(fund.members, start=1):
        fund.write["members"](
            (
                *(seq, m.number, m.citizen_id, m.title, m.first, m.last, m.sex, m.house, m.village),
                *(m.born, m.applied, m.start, "monthly", "", m.nominee, f"000-000-{m.number}"),
                *(m.died or "", "death" if m.died else "", ""),
            )
        )


# What stands before the first day.


def _chart(villages: int) -> list[dict[str, str]]:
    """The sample's chart with as many collectors as there are villages."""
    sample: list[dict[str, str]] = json.loads((SAMPLE / "chart.json").read_text("utf-8"))
    collectors = [
        {
            "code": f"1102.{village:02d}",
            "name_th": f"เงินสดระหว่างทาง-ผู้เก็บเงินหมู่ {village}",
            "account": f"Assets:Collectors:Moo{village:02d}",
            "codi_item10": "R1.cash",
        }
        for village in range(1, villages + 1)
    ]
    others = [entry for entry in sample if not entry["code"].startswith("1102.")]
    return others[:1] + collectors + others[1:]


def _scaled(amount: str, members: int) -> Decimal:
    return (Decimal(amount) * members / SAMPLE_MEMBERS).quantize(SATANG, ROUND_DOWN)


def _cumulative(members: int) -> list[dict[str, str]]:
    """The sample's totals since founding, at the size of this fund."""
    with (SAMPLE / "opening.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["section"] == "cumulative"]
    for row in rows:
        row["amount"] = str(_scaled(row["amount"], members))
        for key in ("persons", "cases"):
            if row[key]:
                row[key] = str(int(row[key]) * members // SAMPLE_MEMBERS)
    return rows


def _write_opening(fund: Fund, chart: list[dict[str, str]], members: int) -> None:
    """Balances that are worth what the fund took in less what it spent since it was founded."""
    cumulative = _cumulative(members)
    worth = sum(
        (Decimal(row["amount"]) * (1 if row["code"][0] == "4" else -1) for row in cumulative), ZERO
    )
    fixed = _scaled("100000.00", members)
    reserve = (worth * 14 / 100).quantize(SATANG, ROUND_DOWN)
    management = (worth * 3 / 100).quantize(SATANG, ROUND_DOWN)
    fund.bank = worth - fixed - fund.cash
    balances = {
        "1101": fund.cash,
        "1111": fund.bank,
        "1112": fixed,
        "3101": worth - reserve - management,
        "3102": reserve,
        "3103": management,
    }
    write = fund.write["opening"]
    for entry in chart:
        code = entry["code"]
        if code in balances or code.startswith("1102.") or code in {"2101", "2103"}:
            amount = balances.get(code, ZERO)
            write(("balance", code, entry["name_th"], entry["account"], amount, "", "", ""))
    for row in cumulative:
        write(row.values())
    heads = int(fund.entitlement / (12 * INSTALLMENT))
    write(
        (
            *(
                "match_entitlement",
                "2565",
                "ยอดสมทบตามบัญชีรายชื่อ 30 ก.ย.",
                "",
                fund.entitlement,
                heads,
            ),
            *("", "register already certified before the books"),
        )
    )


def _write_committee(fund: Fund) -> None:
    """Officers, collectors and the auditor, once for every term of four years."""
    write = fund.write["committee"]
    for first in range(BOOKS_FROM.year, fund.last_day.year, 4):
        term = (date(first, 10, 1), date(first + 4, 9, 30))
        for person, name, role, thai in OFFICERS:
            write((person, f"{name} ตัวอย่างกรรมการ", role, thai, "", *term))
        for village in range(1, fund.villages + 1):
            name = f"{WOMEN[village % len(WOMEN)]} ตัวอย่างผู้เก็บ"
            thai = f"กรรมการ/ผู้เก็บเงินหมู่ {village}"
            write((f"M{village:02d}", name, "collector", thai, village, *term))
        write(("A01", "นิยม ตัวอย่างตรวจสอบ", "auditor", "ผู้ตรวจสอบ (มิใช่กรรมการ)", "", *term))


def _write_fund(folder: Path, fund: Fund, chart: list[dict[str, str]], years: int) -> None:
    """The two JSON papers."""
    facts = {
        "profile": "sample",
        "synthetic": True,
        "name_th": "กองทุนสวัสดิการชุมชนตำบลตัวอย่าง",
        "name_en": "Tambon Tuayang Community Welfare Fund (fictional)",
        "founded": FOUNDED.isoformat(),
        "fiscal_year_start_month": 10,
        "villages": fund.villages,
        "fiscal_years": [2566 + year for year in range(years)],
        "amendment_effective": AMENDED.isoformat(),
        "books_from": BOOKS_FROM.isoformat(),
        "books_to": fund.last_day.isoformat(),
    }
    for name, content in (("fund.json", facts), ("chart.json", chart)):
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / name).write_text(text + "\n", "utf-8")


# What happens in a year.


def _plan_year(fund: Fund, first: date) -> None:
    """Decide who joins, dies, falls ill and gives birth in the year that begins."""
    for roll in fund.rolls:
        roll[:] = [member for member in roll if member.pays_on(first)]
    people = list(fund.living())
    lapses, deaths = len(people) * 2 // 100, (len(people) * 8 + 500) // 1000
    _plan_lapses(fund, people, first, lapses)
    people = [member for member in people if member.stopped is None]
    _plan_deaths(fund, people, first, deaths)
    _plan_newcomers(fund, first, deaths + lapses)
    if fund.with_claims:
        people = [member for member in fund.living() if member.stopped is None]
        _plan_stays(fund, people, first)
        _plan_births(fund, people, first)
        _plan_elderly(fund, people, date(first.year + 1, 4, 1))
        fund.pending.sort(key=lambda claim: (claim.filed, claim.member.number, claim.benefit))


def _plan_lapses(fund: Fund, people: list[Member], first: date, count: int) -> None:
    """Members who give up paying from January to April: lapsed before the list of September."""
    for member in fund.rng.sample(people, count):
        month = fund.rng.randrange(3, 7)
        member.stopped = date(first.year + (month + 9) // 12, (month + 9) % 12 + 1, 1)


def _plan_deaths(fund: Fund, people: list[Member], first: date, count: int) -> None:
    """Deaths, the likelier the older, and the two claims that follow each."""
    weights = [max(1, first.year - member.born.year) ** 3 for member in people]
    for member in fund.rng.choices(people, weights=weights, k=count):
        day = first + _days(fund.rng.randrange(365))
        unwell = member.stays and member.stays[-1][1] >= first
        if member.died or unwell:
            continue
        member.died = day
        if fund.with_claims:
            _file(fund, member, "funeral", day, fund.rng.randint(1, 25))
            _file(fund, member, "death", day, fund.rng.randint(5, 150))


def _plan_newcomers(fund: Fund, first: date, count: int) -> None:
    """As many newcomers as there are dead, admitted by the monthly meetings."""
    fund.joining.clear()
    for place in range(count):
        month = place * 12 // count
        day = date(first.year + (month + 9) // 12, (month + 9) % 12 + 1, MEETING_DAY)
        village = fund.rng.randint(1, fund.villages)
        member = _new_member(fund, village, day, at_opening=False)
        fund.joining.setdefault(day, []).append(member)


def _plan_stays(fund: Fund, people: list[Member], first: date) -> None:
    """One hospital stay for every tenth member, the old twice as often."""
    rng = fund.rng
    beds = people + [m for m in people if first.year - m.born.year >= 60]
    for _ in range(len(people) // 10):
        member = rng.choice(beds)
        admitted = first + _days(rng.randrange(365))
        nights = rng.choices(range(1, 11), weights=(14, 20, 20, 15, 10, 7, 5, 4, 3, 2))[0]
        discharged = admitted + _days(nights)
        waiting = admitted < member.start + _days(WAITING_DAYS)
        overlaps = any(a <= discharged and admitted <= d for a, d in member.stays)
        if overlaps or admitted < member.start or not member.alive_on(discharged):
            continue
        if waiting and rng.randrange(4):
            continue
        member.stays.append((admitted, discharged))
        member.stays.sort()
        _file(fund, member, "hospital", admitted, rng.randint(1, 55), end=discharged)


def _plan_births(fund: Fund, people: list[Member], first: date) -> None:
    """One birth for every hundred members."""
    rng = fund.rng
    mothers = [m for m in people if m.sex == "F" and 18 <= first.year - m.born.year <= 43]
    for member in rng.sample(mothers, min(len(mothers), len(people) // 100)):
        day = first + _days(rng.randrange(365))
        recent = member.last_birth and day < member.last_birth + _days(400)
        if recent or day < member.start or not member.alive_on(day):
            continue
        member.last_birth = day
        _file(fund, member, "birth", day, rng.randint(3, 80))


def _plan_elderly(fund: Fund, people: list[Member], event: date) -> None:
    """The yearly payment to the old, asked for in April."""
    for member in people:
        old = years_between(member.born, event) >= 65 and years_between(member.start, event) >= 2
        if old and member.alive_on(event) and fund.rng.randrange(100) < 92:
            delay = fund.rng.randrange(30)
            _file(fund, member, "elderly", event, delay)
            if fund.rng.randrange(200) == 0:
                _file(fund, member, "elderly", event, max(29, delay))


def _file(
    fund: Fund, member: Member, benefit: str, event: date, delay: int, *, end: date | None = None
) -> None:
    """Put a claim before the fund; one in forty comes late, one in forty without its papers."""
    rng = fund.rng
    evidence = EVIDENCE[benefit]
    fate = rng.randrange(40)
    if fate == 0:
        delay = 30 + rng.randint(0, 9) if benefit == "elderly" else FILING_DAYS[benefit] + delay
    elif fate == 1:
        evidence = evidence[:-1]
    claim = Claim(
        filed=(end or event) + _days(delay),
        member=member,
        benefit=benefit,
        event=event,
        end=end,
        evidence=evidence,
    )
    if benefit == "birth":
        claim.children = "2" if rng.randrange(60) == 0 else "1"
        claim.reference = f"สูติ.{rng.randint(1000, 9999)}"
    elif benefit == "hospital":
        claim.reference = f"รพ.{rng.randint(1000, 9999)}/{(event.year + 543) % 100}"
    elif benefit in {"death", "funeral"}:
        claim.reference = f"มรณ.{rng.randint(100, 999)}"
    fund.pending.append(claim)


# What is due.


def _is_late(claim: Claim) -> bool:
    if claim.benefit == "elderly":
        return (claim.filed.year, claim.filed.month) != (claim.event.year, 4)
    limit = FILING_DAYS[claim.benefit]
    if claim.benefit == "hospital" and claim.event >= AMENDED:
        limit = 60
    return (claim.filed - (claim.end or claim.event)).days > limit


def _stay_amount(fund: Fund, claim: Claim) -> Decimal:
    """The stay night by night, within the ceiling of the year of each night."""
    assert claim.end is not None
    total = ZERO
    for night in range(min(7, (claim.end - claim.event).days)):
        day = claim.event + _days(night)
        rate, ceiling = (Decimal(150), 1800) if day >= AMENDED else (Decimal(120), 1500)
        key = (claim.member.number, fiscal_year(day))
        used = fund.used.get(key, ZERO)
        paid = min(rate, max(ZERO, ceiling - used))
        fund.used[key] = used + paid
        total += paid
    return total


def _amount(fund: Fund, claim: Claim) -> Decimal:
    """What a claim without fault is worth."""
    if claim.benefit == "hospital":
        return _stay_amount(fund, claim)
    if claim.benefit == "birth":
        return Decimal(700)
    if claim.benefit == "funeral":
        return Decimal(600)
    if claim.benefit == "elderly":
        very_old = claim.event >= AMENDED and years_between(claim.member.born, claim.event) >= 80
        return Decimal(400 if very_old else 250)
    tenure = years_between(claim.member.start, claim.event)
    _below, before, after = next(tier for tier in DEATH_TIERS if tenure < tier[0])
    return Decimal(after if claim.event >= AMENDED else before)


def _decide(fund: Fund, claim: Claim) -> Decimal:
    """The amount due, nothing where the bylaws refuse the claim or send it back."""
    key = (claim.member.number, claim.benefit, claim.event)
    waited = claim.event >= claim.member.start + _days(WAITING_DAYS)
    if key in fund.approved or not (waited or claim.benefit == "funeral"):
        return ZERO
    if _is_late(claim) or claim.evidence != EVIDENCE[claim.benefit]:
        return ZERO
    amount = _amount(fund, claim)
    if amount:
        fund.approved.add(key)
    return amount


# A month.


def _collect(fund: Fund, first: date) -> list[Doc]:
    """The round of every village, and the money on its way to the treasurer or the bank."""
    remits = []
    rounds = sorted((3 + (village - 1) % 7, village) for village in range(1, fund.villages + 1))
    for day_of_month, village in rounds:
        day = first.replace(day=day_of_month)
        total = _collect_village(fund, day, village)
        if total:
            remits.append(_remit(fund, day, village, total))
    return remits


def _collect_village(fund: Fund, day: date, village: int) -> Decimal:
    """One evening's receipts and the sheet under them."""
    write, collector, month = fund.write["collections"], f"M{village:02d}", f"{day:%Y-%m}"
    series = f"{village:02d}-{fiscal_year(day) % 100:02d}"
    total, first, receipt = ZERO, "", ""
    for member in fund.rolls[village - 1]:
        if member.start >= day or not member.pays_on(day):
            continue
        receipt = fund.number(series)
        first = first or receipt
        head = (day, village, collector, member.number)
        if not member.fee_paid:
            member.fee_paid = True
            total += ENTRY_FEE
            write((*head, ENTRY_FEE, "", receipt, "entry_fee", "สมาชิกใหม่"))
        total += INSTALLMENT
        write((*head, INSTALLMENT, month, receipt, "contribution", ""))
    if total:
        fund.write["collection_sheets"]((month, village, day, collector, total, first, receipt))
    return total


def _remit(fund: Fund, day: date, village: int, total: Decimal) -> Doc:
    """The first half of the villages bring cash, the others go to the bank."""
    by_hand = village * 2 <= fund.villages
    text = f"ผู้เก็บเงินหมู่ {village} " + ("นำส่งเงินสดแก่เหรัญญิก" if by_hand else "นำเงินเข้าบัญชีกองทุน")
    return Doc(
        day=day + _days(fund.rng.randint(1, 3)),
        kind="remit_cash" if by_hand else "remit_bank",
        amount=total,
        place="cash" if by_hand else "bank",
        who=f"M{village:02d}",
        text=text,
        village=str(village),
    )


def _expenses(fund: Fund, meeting: date, resolution: str) -> list[Doc]:
    """What the month's meeting lets the treasurer spend."""

    def spend(days: int, kind: str, amount: Decimal, who: str, text: str) -> Doc:
        day = meeting + _days(days)
        return Doc(day, kind, amount, "cash", who, text, resolution=resolution)

    snacks = Decimal(fund.rng.randrange(250, 400, 5))
    paper = Decimal(fund.rng.randrange(8000, 16000, 25)) / 100
    docs = [
        spend(1, "meeting", snacks, "ร้านค้าในหมู่บ้าน", "ค่าอาหารว่างประชุมคณะกรรมการ"),
        spend(7, "stationery", paper, "ร้านเครื่องเขียน", "ค่าถ่ายเอกสาร สมุด ปากกา"),
    ]
    if meeting.month in {3, 9}:
        pay = Decimal(100 * fund.villages)
        docs.append(spend(5, "honoraria", pay, "", "ค่าตอบแทนผู้เก็บเงินประจำหมู่บ้าน"))
    if meeting.month == 12:
        text = "กิจกรรมทำความสะอาดวัดและโรงเรียน"
        docs.append(spend(3, "public_benefit", Decimal(2000), "", text))
    return docs


def _other_money(fund: Fund, first: date, members: int) -> list[Doc]:
    """Grants, interest, the gift of the year and the bank's fee, each in its month."""

    def at_bank(day: int, kind: str, amount: Decimal, who: str, text: str) -> Doc:
        return Doc(first.replace(day=day), kind, amount, "bank", who, text)

    docs = []
    if first.month == 2 and fund.entitlement:
        doc = at_bank(14, "grant_state_match", fund.entitlement, "พอช.", "พอช. โอนงบสมทบจากรัฐบาล")
        doc.register = str(fiscal_year(first) - 1)
        docs.append(doc)
    if first.month == 6:
        grant = Decimal(180 * members)
        docs.append(at_bank(12, "grant_lao", grant, "อบต.ตัวอย่าง", "เงินสมทบ อบต.ตัวอย่าง"))
    if first.month in {6, 12}:
        earned = (fund.bank / 800).quantize(SATANG, ROUND_DOWN)
        docs.append(at_bank(30, "interest", earned, "ธนาคาร", "ดอกเบี้ยเงินฝากออมทรัพย์"))
    if first.month == 8:
        docs.append(at_bank(28, "bank_fee", Decimal(30), "ธนาคาร", "ค่าธรรมเนียมธนาคาร"))
    if first.month == 4:
        gift = Decimal(fund.rng.randrange(100000, 400000, 25)) / 100
        day = first.replace(day=16)
        docs.append(Doc(day, "donation", gift, "cash", "คณะผ้าป่า", "ผ้าป่าสวัสดิการชุมชน"))
    return docs


def _hear_claims(fund: Fund, meeting: date, resolution: str) -> list[Claim]:
    """Number and decide what was filed before the meeting; what is due is paid within days."""
    heard = [claim for claim in fund.pending if claim.filed < meeting]
    del fund.pending[: len(heard)]
    for claim in heard:
        claim.number = fund.number(f"C{fiscal_year(claim.filed) % 100:02d}")
        claim.resolution, claim.resolved = resolution, meeting
        claim.amount = _decide(fund, claim)
        if claim.amount:
            claim.paid = meeting + _days(fund.rng.randint(1, 4))
            by_bank = claim.benefit == "death" or claim.amount >= TRANSFER_FROM
            claim.method = "transfer" if by_bank else "cash"
            claim.payee = _payee(claim)
    return heard


def _payee(claim: Claim) -> str:
    """The member, or the nominee of a member who is dead by the day of payment."""
    assert claim.paid is not None
    member = claim.member
    return member.name if member.alive_on(claim.paid) else member.nominee


def _write_claim(fund: Fund, claim: Claim) -> None:
    paid: tuple[object, ...] = ("", "", "", "", "", "")
    if claim.paid:
        paid = (claim.paid, claim.method, claim.payee, claim.voucher, f"{claim.amount:.2f}", ZERO)
    fund.write["claims"](
        (
            *(claim.number, claim.filed, claim.member.number, claim.benefit, claim.event),
            *(claim.end or "", claim.children, "", "", "", "", "", claim.reference),
            *(";".join(claim.evidence), claim.resolution, claim.resolved or "", *paid, "", ""),
        )
    )


# Cash and bank, day by day.


def _bank_line(fund: Fund, day: date, text: str, ref: str, amount: Decimal) -> None:
    """Move the savings account and print the line of its statement."""
    fund.bank += amount
    fund.bank_lines += 1
    out, into = (f"{-amount:.2f}", "") if amount < 0 else ("", f"{amount:.2f}")
    fund.write["bank"]((fund.bank_lines, day, text, ref, out, into, f"{fund.bank:.2f}"))


def _book(fund: Fund, doc: Doc) -> str:
    """Give the document its numbers, move the money and write it down."""
    year = f"{fiscal_year(doc.day) % 100:02d}"
    number = fund.number(f"RP{year}")
    receipt = fund.number(f"00-{year}") if doc.is_receipted else ""
    voucher = fund.number(f"PV{year}") if doc.is_payment and doc.kind != "bank_fee" else ""
    fund.write["receipts_payments"](
        (
            *(number, doc.day, doc.kind, "", doc.village, f"{doc.amount:.2f}", doc.place, doc.who),
            *(doc.text, receipt, voucher, doc.resolution, "K04", doc.register),
        )
    )
    amount = -doc.amount if doc.is_payment or doc.kind == "withdrawal" else doc.amount
    if doc.place == "bank":
        text = {
            "remit_bank": f"ฝากเงินสด หมู่ {doc.village}",
            "deposit": "ฝากเงินสด",
            "withdrawal": "ถอนเงินสด",
        }.get(doc.kind, doc.text)
        _bank_line(fund, doc.day, text, number, amount)
    if doc.kind in {"deposit", "withdrawal"}:
        fund.cash -= amount
    elif doc.place == "cash":
        fund.cash += amount
    return number


def _pay(fund: Fund, claim: Claim) -> None:
    """Pay a benefit out of the cash box or by transfer."""
    assert claim.paid is not None
    claim.voucher = fund.number(f"PV{fiscal_year(claim.paid) % 100:02d}")
    if claim.method == "cash":
        fund.cash -= claim.amount
    else:
        text = f"โอนจ่ายสวัสดิการ {claim.payee}"
        _bank_line(fund, claim.paid, text, claim.voucher, -claim.amount)


def _day(fund: Fund, day: date, docs: list[Doc], claims: list[Claim]) -> list[str]:
    """One day: fetch cash if it will run short, receive, pay, bank the excess.

    Returns the numbers of the documents that needed a resolution.
    """
    needed = sum((doc.amount for doc in docs if doc.is_payment and doc.place == "cash"), ZERO)
    needed += sum((claim.amount for claim in claims if claim.method == "cash"), ZERO)
    if needed > fund.cash:
        thousands = ((needed - fund.cash) / 1000).to_integral_value(ROUND_UP)
        text = "ถอนเงินเพื่อจ่ายสวัสดิการ/ค่าใช้จ่าย"
        _book(fund, Doc(day, "withdrawal", thousands * 1000, "bank", text=text))
    docs.sort(key=lambda doc: doc.is_payment)
    numbers = [(_book(fund, doc), doc.resolution) for doc in docs]
    for claim in claims:
        _pay(fund, claim)
    if fund.cash > CASH_LIMIT - 1000:
        excess = (fund.cash - CASH_FLOAT) // 100 * 100
        _book(fund, Doc(day, "deposit", excess, "bank", text="นำเงินสดฝากธนาคาร"))
    return [number for number, resolution in numbers if resolution]


def _month(fund: Fund, first: date, members: int) -> None:
    """A month: the round, the meeting, and the money of every day."""
    meeting = first.replace(day=MEETING_DAY)
    number = f"{(first.month + 2) % 12 + 1}/{fiscal_year(first)}"
    joined = [member.number for member in fund.joining.get(meeting, ())]
    filed = any(claim.filed < meeting for claim in fund.pending)
    topics = [("new_members", "มติรับสมาชิกใหม่", bool(joined))]
    topics.append(("claims", "มติพิจารณาคำขอรับสวัสดิการตามบัญชีแนบ", filed))
    topics.append(("expenses", "มติอนุมัติค่าใช้จ่าย", True))
    agenda = [(topic, text) for topic, text, wanted in topics if wanted]
    resolutions = {topic: f"{number}-{place}" for place, (topic, _) in enumerate(agenda, start=1)}

    docs = _collect(fund, first) + _other_money(fund, first, members)
    docs += _expenses(fund, meeting, resolutions["expenses"])
    claims = _hear_claims(fund, meeting, resolutions["claims"]) if filed else []
    spent = _money_of_days(fund, docs, claims)

    refs = {"new_members": joined, "claims": [c.number for c in claims], "expenses": spent}
    present = fund.rng.randint(-(-fund.committee_size // 2), fund.committee_size)
    head = (meeting, number, "committee", present, fund.committee_size)
    _amendment(fund, first, members)
    for topic, text in agenda:
        row = (*head, resolutions[topic], topic, text, "", ";".join(refs[topic]))
        fund.write["meetings"](row)
    if first.month == 12:
        _general(fund, first.replace(day=24), 1, members, ("agm", "มติรับรองงบการเงินและแผนงานประจำปี"))
    for claim in claims:
        _write_claim(fund, claim)


def _money_of_days(fund: Fund, docs: list[Doc], claims: list[Claim]) -> list[str]:
    """Book a month in order of days; returns the documents that needed a resolution."""
    docs_of: defaultdict[date, list[Doc]] = defaultdict(list)
    claims_of: defaultdict[date, list[Claim]] = defaultdict(list)
    for doc in docs:
        docs_of[doc.day].append(doc)
    for claim in claims:
        if claim.paid:
            claims_of[claim.paid].append(claim)
    spent = []
    for day in sorted({*docs_of, *claims_of}):
        spent += _day(fund, day, docs_of[day], claims_of[day])
    return spent


def _general(fund: Fund, day: date, place: int, members: int, matter: tuple[str, str]) -> None:
    """Minutes of a general meeting with one resolution."""
    number = f"ญ{place}/{fiscal_year(day)}"
    present = members * 45 // 100 + fund.rng.randrange(members // 10 + 1)
    head = (day, number, "general", present, fund.committee_size)
    fund.write["meetings"]((*head, f"{number}-1", *matter, "", ""))


def _amendment(fund: Fund, first: date, members: int) -> None:
    if first == date(2024, 3, 1):
        text = "มติแก้ไขเพิ่มเติมระเบียบ (ฉบับที่ ๒) ใช้บังคับ 1 เม.ย. 2567"
        _general(fund, date(2024, 3, 17), 2, members, ("bylaw_amendment", text))


def _list_for_matching(fund: Fund, last: date) -> None:
    """The list of 30 September: a member of one year who has been listed fewer than three times."""
    fund.entitlement = ZERO
    for member in fund.living():
        tenured = years_between(member.start, last) >= 1
        if tenured and member.rounds < 3 and member.pays_on(last):
            member.rounds += 1
            fund.entitlement += 12 * INSTALLMENT


def _year(fund: Fund, first: date, members: int) -> None:
    """A fiscal year, month by month."""
    _plan_year(fund, first)
    for month in range(12):
        _month(fund, date(first.year + (month + 9) // 12, (month + 9) % 12 + 1, 1), members)
    _list_for_matching(fund, date(first.year + 1, 9, 30))


def make_papers(
    folder: Path,
    *,
    members: int,
    years: int,
    villages: int = 20,
    seed: int = 1,
    claims: bool = True,
) -> None:
    """Write the papers of an invented fund.

    Args:
        folder: Where to write; made if it is not there. Files of the same names are replaced.
        members: Members on the day the books begin; newcomers replace those who die or lapse.
        years: Fiscal years from 1 October 2022 (2566), at most 20.
        villages: Villages, each with a collector.
        seed: Another seed, another fund.
        claims: Whether anybody claims a benefit.

    Raises:
        ValueError: If there are fewer members than villages, or not 1 to 20 years.
    """
    if not 1 <= villages <= members or not 1 <= years <= 20:
        raise ValueError("needs 1 to 20 years and at least one member per village")
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        write: dict[str, Write] = {}
        for name, header in HEADERS.items():
            path = folder / f"{name}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            write[name] = csv.writer(file, lineterminator="\n").writerow
            write[name](header.split(","))
        fund = Fund(
            rng=Random(seed),
            write=write,
            villages=villages,
            digits=max(4, len(str(members * (100 + 3 * years) // 100 + years))),
            with_claims=claims,
            last_day=date(BOOKS_FROM.year + years, 9, 30),
            rolls=[[] for _ in range(villages)],
        )
        chart = _chart(villages)
        _opening_members(fund, members)
        _write_opening(fund, chart, members)
        _write_committee(fund)
        _write_fund(folder, fund, chart, years)
        for year in range(years):
            _year(fund, date(BOOKS_FROM.year + year, 10, 1), members)
        _leave_pending(fund)
        _write_members(fund)


def _leave_pending(fund: Fund) -> None:
    """Claims filed after the last meeting are in the file without a resolution."""
    for claim in fund.pending:
        if claim.filed <= fund.last_day:
            claim.number = fund.number(f"C{fiscal_year(claim.filed) % 100:02d}")
            _write_claim(fund, claim)


# The papers read back.


class PapersError(Exception):
    """The papers contradict themselves."""


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise PapersError(message)


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _check_next(seen: Counter[str], number: str) -> None:
    """The number is the one after the last of its series."""
    series, _, place = number.rpartition("-")
    seen[series] += 1
    _require(int(place) == seen[series], f"{number} does not follow {seen[series] - 1}")


def _check_opening(folder: Path) -> dict[str, Decimal]:
    balances = {
        row["code"]: Decimal(row["amount"])
        for row in _rows(folder, "opening")
        if row["section"] == "balance"
    }
    assets = sum(amount for code, amount in balances.items() if code[0] == "1")
    _require(assets == sum(balances.values()) - assets, "the opening balances do not balance")
    return balances


def _check_collections(folder: Path, receipts: Counter[str]) -> dict[str, list[Decimal]]:
    """Receipts run without gap, nobody outside pays; totals by village in order of days."""
    lives = {
        row["member_no"]: (row["accepted_date"], row["end_date"] or "9999")
        for row in _rows(folder, "members")
    }
    sheets: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    ends: dict[tuple[str, str], list[str]] = {}
    last = ""
    for row in _rows(folder, "collections"):
        key, receipt = (row["date"], row["village"]), row["receipt_no"]
        if receipt != last:
            _check_next(receipts, receipt)
            last = receipt
        start, end = lives[row["member_no"]]
        _require(start < row["date"] < end, f"{receipt}: {row['member_no']} is not a member")
        sheets[key] += Decimal(row["amount"])
        ends.setdefault(key, [receipt, ""])[1] = receipt
    totals: dict[str, list[Decimal]] = defaultdict(list)
    for row in _rows(folder, "collection_sheets"):
        key = (row["date"], row["village"])
        declared = Decimal(row["declared_total"])
        _require(sheets.pop(key) == declared, f"sheet {key} does not match its receipts")
        _require(ends[key] == [row["receipts_first"], row["receipts_last"]], f"sheet {key} ends")
        totals[row["village"]].append(declared)
    _require(not sheets, "receipts without a sheet")
    return totals


def _check_resolution(resolutions: dict[str, tuple[str, set[str]]], number: str, ref: str) -> None:
    _require(number in resolutions, f"{ref}: no resolution {number}")
    _require(ref in resolutions[number][1], f"{ref} is not in resolution {number}")


@dataclass
class _Moves:
    """What the documents say about cash, the bank and the collectors."""

    cash: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    bank: dict[str, tuple[str, Decimal]] = field(default_factory=dict)
    remitted: dict[str, list[Decimal]] = field(default_factory=lambda: defaultdict(list))
    vouchers: list[str] = field(default_factory=list)


def _check_documents(
    folder: Path,
    receipts: Counter[str],
    resolutions: dict[str, tuple[str, set[str]]],
) -> _Moves:
    moves, numbers = _Moves(), Counter[str]()
    for row in _rows(folder, "receipts_payments"):
        _check_next(numbers, row["doc_no"])
        if row["receipt_no"]:
            _check_next(receipts, row["receipt_no"])
        if row["voucher_no"]:
            moves.vouchers.append(row["voucher_no"])
            _check_resolution(resolutions, row["resolution_no"], row["doc_no"])
        out = row["kind"] in PAYMENTS or row["kind"] == "withdrawal"
        amount = Decimal(row["amount"]) * (-1 if out else 1)
        if row["place"] == "bank":
            moves.bank[row["doc_no"]] = (row["date"], amount)
        if row["kind"] in {"deposit", "withdrawal"}:
            moves.cash[row["date"]] -= amount
        elif row["place"] == "cash":
            moves.cash[row["date"]] += amount
        if row["village"]:
            moves.remitted[row["village"]].append(amount)
    return moves


def _check_claims(
    folder: Path, moves: _Moves, resolutions: dict[str, tuple[str, set[str]]]
) -> Counter[str]:
    counts, numbers = Counter[str](), Counter[str]()
    for row in _rows(folder, "claims"):
        _check_next(numbers, row["claim_no"])
        counts[row["benefit"]] += 1
        if row["resolution_no"]:
            _check_resolution(resolutions, row["resolution_no"], row["claim_no"])
            day, _refs = resolutions[row["resolution_no"]]
            _require(day == row["resolution_date"], f"{row['claim_no']}: date of resolution")
        if not row["pay_date"]:
            counts["unpaid"] += 1
            continue
        _require(row["resolution_date"] < row["pay_date"], f"{row['claim_no']} paid too early")
        amount = -Decimal(row["paid_amount"])
        moves.vouchers.append(row["voucher_no"])
        if row["pay_method"] == "cash":
            moves.cash[row["pay_date"]] += amount
        else:
            moves.bank[row["voucher_no"]] = (row["pay_date"], amount)
    return counts


def _check_cash(opening: Decimal, moves: dict[str, Decimal]) -> None:
    cash = opening
    for day in sorted(moves):
        cash += moves[day]
        _require(ZERO <= cash <= CASH_LIMIT, f"{cash} in cash at the end of {day}")


def _check_bank(folder: Path, opening: Decimal, moves: dict[str, tuple[str, Decimal]]) -> int:
    balance, last, lines = opening, "", 0
    for row in _rows(folder, "bank"):
        lines += 1
        amount = Decimal(row["deposit"] or "0") - Decimal(row["withdrawal"] or "0")
        balance += amount
        _require(moves.pop(row["ref"]) == (row["date"], amount), f"bank line {lines}")
        _require(balance == Decimal(row["balance"]) >= 0, f"bank line {lines}: balance")
        _require(last <= row["date"], f"bank line {lines}: order")
        last = row["date"]
    _require(not moves, "documents that never reached the bank")
    return lines


def check_papers(folder: Path) -> dict[str, int]:
    """Add up the papers from the files alone.

    Args:
        folder: A folder written by make_papers.

    Returns:
        How many of everything there is.

    Raises:
        PapersError: If a number, a total or a reference is wrong.
    """
    resolutions = {
        row["resolution_no"]: (row["date"], set(row["refs"].split(";")))
        for row in _rows(folder, "meetings")
    }
    receipts: Counter[str] = Counter()
    opening = _check_opening(folder)
    collected = _check_collections(folder, receipts)
    moves = _check_documents(folder, receipts, resolutions)
    _require(moves.remitted == collected, "collectors did not hand in what they collected")
    claims = _check_claims(folder, moves, resolutions)
    vouchers: Counter[str] = Counter()
    for voucher in sorted(moves.vouchers, key=lambda v: (v[:4], int(v[5:]))):
        _check_next(vouchers, voucher)
    documents = sum(1 for _ in _rows(folder, "receipts_payments"))
    _check_cash(opening["1101"], moves.cash)
    bank_lines = _check_bank(folder, opening["1111"], moves.bank)
    return {
        "members": sum(1 for _ in _rows(folder, "members")),
        "receipts": sum(receipts.values()),
        "contributions": sum(r["kind"] == "contribution" for r in _rows(folder, "collections")),
        "documents": documents,
        "bank_lines": bank_lines,
        "resolutions": len(resolutions),
        "vouchers": sum(vouchers.values()),
        **{f"claims_{name}": count for name, count in sorted(claims.items())},
    }


def main() -> None:
    """Write and check a folder of papers from the command line."""
    parser = argparse.ArgumentParser(description="Write the papers of an invented fund.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--members", type=int, default=5000)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--villages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-claims", action="store_true")
    args = parser.parse_args()
    started = time.perf_counter()
    make_papers(
        args.folder,
        members=args.members,
        years=args.years,
        villages=args.villages,
        seed=args.seed,
        claims=not args.no_claims,
    )
    print(f"written in {time.perf_counter() - started:.1f} s")
    for name, count in check_papers(args.folder).items():
        print(f"{name:20} {count:>9}")


if __name__ == "__main__":
    main()
