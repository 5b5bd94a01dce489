"""A small fund under a preset: a test writes members, money and claims, the world adds the rest.

    >>> ledger = joined("0001", "2013-03-01") + paid("0001", "2013-03-01", 3650)
    >>> ledger += claim("C1", "0001", "birth", "2014-01-05")
    >>> decide("b1", ledger)["C1"].gross
    Decimal('1000.00')

The ledger is plain Beancount; the helpers below only spare a table of cases its repeated lines. The
world adds the fund, the chart, officers, the preset itself and, for each resolution that a record
names and the ledger does not hold, the committee meeting that took it on that record's day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from beancount import loader
from beancount.core.data import Custom
from beancount.parser import parser

import cli
from rules import arrears
from rules import cases
from rules import decision
from rules.decision import Decision
from rules.membership import History
from rules.membership import Members
from welfare.books import Book
from welfare.fund import standard_chart

PRESETS = Path(cli.__file__).parent / "rules" / "presets"

#: Every paper that a rule may ask for; a claim of a test has them all unless it says otherwise.
PAPERS = (
    "claim-form",
    "id-copy",
    "house-registration",
    "medical-cert",
    "discharge-summary",
    "birth-cert",
    "death-cert",
    "nominee-id",
    "disability-card",
    "transcript",
    "school-certificate",
    "police-or-lao-note",
    "photos",
    "assessment",
    "project-plan",
    "letter",
    "minutes",
    "receipt",
    "other",
)

HEAD = """
option "title" "กองทุนทดสอบ"
option "operating_currency" "THB"
option "tolerance_multiplier" "0"

{founded} custom "fund" "test"
  name-th: "กองทุนทดสอบ"
  fiscal-year-start: {fiscal}
  villages: 3
  books-from: {founded}
"""

OFFICERS = {
    "K01": "chair",
    "K03": "secretary",
    "K04": "treasurer",
    "K05": "bookkeeper",
    "K06": "planner",
}


def preset_text(name: str) -> str:
    """The preset as it stands in its file, `preset_text("b1")`."""
    return (PRESETS / f"{name}.beancount").read_text(encoding="utf-8")


def joined(number: str, day: str, frequency: str = "monthly", **facts: str) -> str:
    """A member admitted on a day; by default a woman born in 1980, alone in her household.

    Args:
        number: member number.
        day: day of admission, "2013-03-01".
        frequency: how the member pays.
        facts: other facts as Beancount writes them, `birth="1950-02-28"`, `sex='"M"'`; keys with
            `_` for `-`.
    """
    known = {
        "applied": day,
        "birth": "1980-05-05",
        "sex": '"F"',
        "village": '"01"',
        "household": f'"H{number}"',
        "frequency": f'"{frequency}"',
        "id-check": '"valid"',
        "nominee": f'"N{number}"',
    }
    return _custom(day, ("member", "joined", number), {**known, **_dashed(facts)})


def paid(number: str, day: str, amount: object) -> str:
    """A contribution of one member, received by the treasurer in cash."""
    baht = f"{Decimal(str(amount)):.2f}"
    return f"""
{day} * "เงินสมทบ"
  kind: "collection"
  by: "K04"
  Assets:Cash  {baht} THB
  Income:Contributions:Members  -{baht} THB
    member: "{number}"
    receipt: "T-{number}-{day}"
"""


def paid_fee(number: str, day: str, amount: object, account: str) -> str:
    """A fee of one member, such as for reinstatement."""
    baht = f"{Decimal(str(amount)):.2f}"
    return f"""
{day} * "ค่าธรรมเนียม"
  kind: "collection"
  by: "K04"
  Assets:Cash  {baht} THB
  {account}  -{baht} THB
    member: "{number}"
    receipt: "F-{number}-{day}"
"""


def ended(number: str, day: str, reason: str) -> str:
    """The end of a membership by death, resignation, expulsion or moving away."""
    return _custom(day, ("member", "ended", number), {"reason": f'"{reason}"'})


def reinstated(number: str, applied: str, resolved: str) -> str:
    """An application for reinstatement and the meeting that dealt with it."""
    return _custom(applied, ("reinstatement", "applied", number), {}) + _custom(
        resolved,
        ("reinstatement", "considered", number),
        {"resolution": f'"R-{resolved}"', "applied": applied},
    )


def claim(
    number: str,
    member: str,
    benefit: str,
    event: str,
    *,
    filed: str = "",
    considered: str = "",
    certifies: str = "",
    evidence: str = ", ".join(PAPERS),
    **facts: str,
) -> str:
    """A claim as filed with all papers, and the meeting that dealt with it.

    Args:
        number: claim number.
        member: member number.
        benefit: benefit.
        event: day of the event.
        filed: day of filing; by default the event's last day.
        considered: day of the meeting; by default the day after filing; "no" for none.
        certifies: what the meeting certified.
        evidence: papers handed in.
        facts: other facts as Beancount writes them, `event_end="2014-01-09"`, `gpa="3.50"`.
    """
    filed = filed or facts.get("event_end", event)
    considered = considered or (date.fromisoformat(filed) + timedelta(days=1)).isoformat()
    own = {
        "member": f'"{member}"',
        "benefit": f'"{benefit}"',
        "event": event,
        **_dashed(facts),
        "evidence": f'"{evidence}"' if evidence else "",
    }
    text = _custom(filed, ("claim", "filed", number), own)
    if considered == "no":
        return text
    return text + _custom(
        considered,
        ("claim", "considered", number),
        {
            "resolution": f'"R-{considered}"',
            "certifies": f'"{certifies}"' if certifies else "",
        },
    )


def stay(number: str, member: str, admitted: str, discharged: str, **facts: str) -> str:
    """A claim for a stay in hospital; arguments as of `claim`."""
    return claim(number, member, "hospital", admitted, event_end=discharged, **facts)


def without(paper: str) -> str:
    """All papers but one."""
    return ", ".join(name for name in PAPERS if name != paper)


def lacking(
    preset: str, member: str, benefit: str, event: str, papers: str, **facts: str
) -> list[tuple[str, tuple[str, ...]]]:
    """What is said of claims that lack one paper each, and of the one that has just these papers.

    Args:
        preset: name of the preset.
        member: ledger of member 0001, who has the right.
        benefit: benefit.
        event: day of the event.
        papers: the papers that the text asks for.
        facts: what else is filed, as of `claim`.
    """
    wanted = papers.split(", ")
    ledger = member
    for index, paper in enumerate([*wanted, ""]):
        own = ", ".join(other for other in wanted if other != paper)
        ledger += claim(f"C{index}", "0001", benefit, event, evidence=own, **facts)
    return [(one.reason, one.missing) for one in decide(preset, ledger).values()]


def asked(papers: str) -> list[tuple[str, tuple[str, ...]]]:
    """What `lacking` finds where each of the papers is asked for, and no other."""
    return [*(("MISSING_EVIDENCE", (paper,)) for paper in papers.split(", ")), ("OK", ())]


def said(preset: str, day: date, *key: str) -> dict[str, object]:
    """What a rule says on a day, amounts as baht; its article and places left out."""
    rule = build(preset, "").bylaws.on(day, *key)
    assert rule is not None
    return {
        name: getattr(value, "number", value)
        for name, value in rule.facts.items()
        if name not in ("article", "filename", "lineno")
    }


def benefit_paid(number: str, member: str, day: str, gross: object, *, deducted: object = 0) -> str:
    """The payment of a claim in cash, with contributions deducted."""
    spent, kept = Decimal(str(gross)), Decimal(str(deducted))
    line = (
        f'  Income:Contributions:Members  -{kept:.2f} THB\n    member: "{member}"\n'
        f'    claim: "{number}"\n'
        if kept
        else ""
    )
    return f"""
{day} * "จ่ายสวัสดิการ"
  kind: "benefit"
  voucher: "PV-{number}"
  by: "K04"
  to: "{member}"
  approved-by: "K01"
  resolution: "R-{day}"
  Expenses:Welfare:Hospital  {spent:.2f} THB
    member: "{member}"
    claim: "{number}"
{line}  Assets:Cash  -{spent - kept:.2f} THB
"""


def changed(number: str, day: str, **facts: str) -> str:
    """Facts of a member that hold from a day on."""
    return _custom(day, ("member", "changed", number), _dashed(facts))


def build(preset: str, ledger: str, *, founded: str = "", fiscal: int = 10) -> Book:
    """The books of a fund under a preset.

    Args:
        preset: name of the preset.
        ledger: what happened, in plain Beancount.
        founded: day of founding and of the books; by default the preset's first day.
        fiscal: first month of the fiscal year.

    Raises:
        AssertionError: the text is not sound Beancount.
    """
    text = preset_text(preset)
    entries, errors, _ = parser.parse_string(text + ledger)
    assert not errors, errors
    customs = [entry for entry in entries if isinstance(entry, Custom)]
    rules = [entry.date for entry in customs if entry.type == "bylaw"]
    begin = founded or min(rules).isoformat()
    head = HEAD.format(founded=begin, fiscal=fiscal) + _chart(begin) + _officers(begin)
    whole = head + text + _meetings(customs) + ledger
    loaded, wrong, options = loader.load_string(whole)
    assert not wrong, wrong
    return Book(Path(), loaded, wrong, options)


def decide(preset: str, ledger: str, *, founded: str = "", fiscal: int = 10) -> dict[str, Decision]:
    """What the rules say of every claim of the ledger; arguments as of `build`."""
    return decision.decisions(build(preset, ledger, founded=founded, fiscal=fiscal))


def history(preset: str, ledger: str, number: str = "0001") -> History:
    """A member as the books of the ledger have it."""
    found = Members(build(preset, ledger)).of(number)
    assert found is not None
    return found


def overdue(preset: str, ledger: str, number: str, gross: object, day: str) -> list[str]:
    """First months of the instalments deducted from a claim that is paid on a day."""
    book = build(preset, ledger)
    one = cases.claims_of(book)[number]
    taken = arrears.deduction(Members(book), one, Decimal(str(gross)), date.fromisoformat(day))
    return [instalment.first for instalment in taken]


def verdict(
    preset: str, ledger: str, number: str = "C1", *, fiscal: int = 10
) -> tuple[str, str, Decimal]:
    """Verdict, first reason and gross of one claim."""
    found = decide(preset, ledger, fiscal=fiscal)[number]
    return found.verdict, found.reason, found.gross


def pays(amount: object) -> tuple[str, str, Decimal]:
    """The verdict of a claim that is paid whole."""
    return "pay", "OK", Decimal(str(amount))


def refuses(reason: str) -> tuple[str, str, Decimal]:
    """The verdict of a claim that is refused for a reason."""
    return "refuse", reason, Decimal(0)


def part(reason: str, amount: object) -> tuple[str, str, Decimal]:
    """The verdict of a claim of which a ceiling leaves a part."""
    return "part", reason, Decimal(str(amount))


def sent_back(reason: str) -> tuple[str, str, Decimal]:
    """The verdict of a claim that lacks something, and goes back for it."""
    return "needs-info", reason, Decimal(0)


def _custom(day: str, values: tuple[str, ...], facts: Mapping[str, str]) -> str:
    words = " ".join(f'"{value}"' for value in values[1:])
    lines = "".join(f"  {key}: {value}\n" for key, value in facts.items() if value)
    return f'\n{day} custom "{values[0]}" {words}\n{lines}'


def _dashed(facts: Mapping[str, str]) -> dict[str, str]:
    return {key.replace("_", "-"): value for key, value in facts.items()}


def _chart(day: str) -> str:
    return "\n".join(
        f'{day} open {account.name} THB\n  code: "{account.code}"\n  name-th: "{account.name_th}"'
        for account in standard_chart(3)
    )


def _officers(day: str) -> str:
    return "\n" + "".join(
        _custom(day, ("officer", person, role), {"until": "2099-12-31"})
        for person, role in OFFICERS.items()
    )


def _meetings(customs: list[Custom]) -> str:
    """A committee meeting and resolution for each one that is named but not in the ledger."""
    held = {entry.values[0].value for entry in customs if entry.type == "resolution"}
    named: dict[str, date] = {}
    for entry in customs:
        resolution = entry.meta.get("resolution")
        if resolution and entry.type != "bylaw" and resolution not in held:
            named.setdefault(str(resolution), entry.date)
    return "\n" + "".join(
        _custom(
            day.isoformat(),
            ("meeting", f"M-{number}"),
            {"type": '"committee"', "attendees": "10", "committee-size": "15"},
        )
        + _custom(
            day.isoformat(),
            ("resolution", number),
            {"meeting": f'"M-{number}"', "topic": '"claims"', "text": '"มติพิจารณา"'},
        )
        for number, day in named.items()
    )
