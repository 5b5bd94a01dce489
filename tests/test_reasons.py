"""Every reason: one claim that it stops or cuts, and the claim just beside it that passes."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from beancount import loader

import cli
from rules import cases
from rules import decision
from rules import explain
from rules import reasons
from rules.decision import GRANTED
from rules.membership import Members
from welfare.books import Book

ROOT = Path(cli.__file__).parent

#: A fund with one benefit, one member and one claim; {…} is what a case adds.
LEDGER = """
2015-01-01 custom "fund" "test"
  name-th: "กองทุนทดสอบ"
  fiscal-year-start: 10
  villages: 1
  books-from: 2015-01-01

2015-01-01 custom "bylaw" "claims"
  article: "ข้อ ๑"
{claims}
2015-01-01 custom "bylaw" "resolution"
  article: "ข้อ ๒"

2015-01-01 custom "bylaw" "benefit" "gift"
  article: "ข้อ ๓"
  title: "ของขวัญ"
  title-en: "gift"
{gift}
{rules}
{joined} custom "member" "joined" "0001"
  birth: 1980-05-05
  sex: "F"
  village: "01"
  household: "H1"
  frequency: "monthly"
  beneficiaries: "P0001, P0002"

2020-06-30 custom "meeting" "1"
  type: "committee"
  attendees: 3

2020-06-30 custom "resolution" "1-1"
  meeting: "1"
  text: "คำขอ"
{before}
{filed} custom "claim" "filed" "C1"
  member: "{member}"
  benefit: "{benefit}"
  event: {event}
  evidence: "{evidence}"
{facts}
2020-06-30 custom "claim" "{meeting}" "C1"
  resolution: "{resolution}"
  certifies: "{certifies}"
  reason: "เหตุ"
"""
PLAIN = {
    "claims": "",
    "gift": "  amount: 100.00 THB",
    "rules": "",
    "joined": "2016-01-01",
    "before": "",
    "filed": "2020-06-01",
    "member": "0001",
    "benefit": "gift",
    "event": "2020-05-20",
    "evidence": "other",
    "facts": "",
    "meeting": "considered",
    "resolution": "1-1",
    "certifies": "other",
}
CONTRIBUTION = """
2015-01-01 custom "bylaw" "contribution" "monthly"
  article: "ข้อ ๔"
  amount: 10.00 THB
  months: 1
  due-day: 10
"""
LAPSE = f"""{CONTRIBUTION}
2015-01-01 custom "bylaw" "lapse"
  article: "ข้อ ๕"
  unpaid: 1
"""
SUSPENSION = f"""{CONTRIBUTION}
2015-01-01 custom "bylaw" "suspension"
  article: "ข้อ ๖"
  unpaid: 1
"""
VARIANT = """
2015-01-01 custom "bylaw" "benefit" "gift" "primary"
  article: "ข้อ ๓"
  amount: 100.00 THB
"""


def gone(reason: str) -> str:
    return f'\n2020-05-20 custom "member" "ended" "0001"\n  reason: "{reason}"\n'


def earlier(event: str) -> str:
    """Another claim of the member, filed and granted before."""
    return f"""
2020-05-30 custom "claim" "filed" "C0"
  member: "0001"
  benefit: "gift"
  event: {event}
  evidence: "other"

2020-06-30 custom "claim" "considered" "C0"
  resolution: "1-1"
"""


class Case(NamedTuple):
    """A code, what the ledger says besides, and the one thing that is other where it passes."""

    code: str
    own: dict[str, str]
    key: str
    passes: str
    #: Key of the bylaw whose sentence is said, where the code has several.
    said: str = ""


NIGHTS = "  per-night: 100.00 THB\n"
TO_23, TO_24 = "  event-end: 2020-05-23", "  event-end: 2020-05-24"
GIFT = "  amount: 100.00 THB\n"


def capped(code: str, key: str) -> Case:
    """A limit one satang under the amount, and one of just the amount."""
    gift = f"{GIFT}  {key}: "
    return Case(code, {"gift": f"{gift}99.99 THB"}, "gift", f"{gift}100.00 THB", key)


def counted(code: str, key: str) -> Case:
    """A right of one time that another claim has used, and a right of two."""
    gift = f"{GIFT}  {key}: "
    own = {"gift": f"{gift}1", "before": earlier("2020-05-19")}
    return Case(code, own, "gift", f"{gift}2", key)


def asked(key: str, fails: str, passes: str, **own: str) -> Case:
    """A condition of the benefit that is just not met, and one that just is."""
    gift = f"{GIFT}  {key}: "
    return Case("NOT_ELIGIBLE", {"gift": gift + fails, **own}, "gift", gift + passes, key)


#: The member was born on 5 May 1980 and joined on 1 January 2016, at the age of 35; the event is of
#: 20 May 2020, at the age of 40, and was filed 12 days later.
CASES = [
    Case("STAY_CAP", {"gift": f"{NIGHTS}  max-per-stay: 3", "facts": TO_24}, "facts", TO_23),
    capped("AMOUNT_CAP", "max-per-case"),
    Case(
        "YEAR_CEILING", {"gift": f"{NIGHTS}  max-per-year: 300.00 THB", "facts": TO_24}, "facts",
        TO_23, "max-per-year",
    ),
    Case("YEAR_CEILING", {"gift": f"{NIGHTS}  max-per-year: 3", "facts": TO_24}, "facts", TO_23),
    counted("YEAR_CEILING", "times-per-year"),
    capped("LIFE_CEILING", "max-per-life"),
    counted("LIFE_CEILING", "times-per-life"),
    capped("HOUSEHOLD_LIMIT", "max-per-household-year"),
    capped("HOUSEHOLD_LIMIT", "max-per-household-event"),
    counted("HOUSEHOLD_LIMIT", "times-per-household-year"),
    Case(
        "HOUSEHOLD_LIMIT",
        {"gift": f"{GIFT}  times-per-household-event: 1", "before": earlier("2020-05-20")},
        "before", earlier("2020-05-19"), "times-per-household-event",
    ),
    capped("EVENT_CEILING", "max-per-event"),
    capped("FUND_CEILING", "max-per-fund-year"),
    Case(
        "JOINED_LATE_CAP", {"gift": f"{GIFT}  max-joined-over-34: 50.00 THB"}, "gift",
        f"{GIFT}  max-joined-over-35: 50.00 THB",
    ),
    Case("DATE_AFTER_FILING", {"event": "2020-06-02"}, "event", "2020-06-01"),
    Case("DATE_ERROR", {"facts": "  event-end: 2020-05-19"}, "facts", "  event-end: 2020-05-20"),
    Case(
        "MISSING_EVIDENCE", {"claims": '  evidence: "claim-form, id-copy"',
        "evidence": "claim-form"}, "evidence", "claim-form, id-card",
    ),
    Case(
        "NOT_CERTIFIED", {"claims": '  certify: "attendance"'}, "certifies", "attendance",
    ),
    Case("NO_RESOLUTION", {"resolution": "1-2"}, "resolution", "1-1"),
    Case("UNKNOWN_BENEFIT", {"benefit": "present"}, "benefit", "gift"),
    Case(
        "DUPLICATE", {"claims": "", "gift": f'{GIFT}  duplicate: "event"',
        "before": earlier("2020-05-20")}, "before", earlier("2020-05-19"),
    ),
    Case("NOT_MEMBER", {"member": "0009"}, "member", "0001"),
    Case("BEFORE_JOINING", {"event": "2015-12-31"}, "event", "2016-01-01"),
    # Joined in April: May is the first month, due on the 10th; the day after, membership is over.
    Case(
        "LAPSED", {"rules": LAPSE, "joined": "2020-04-01", "event": "2020-05-11"}, "event",
        "2020-05-10",
    ),
    *(
        Case(code, {"before": gone(reason), "event": "2020-05-20"}, "event", "2020-05-19")
        for code, reason in (
            ("DEAD", "death"), ("RESIGNED", "resign"), ("EXPELLED", "expelled"), ("MOVED", "moved"),
        )
    ),
    Case(
        "SUSPENDED", {"rules": SUSPENSION, "joined": "2020-04-01", "event": "2020-05-11"}, "event",
        "2020-05-10",
    ),
    # 20 April and 30 days: 20 May.
    Case(
        "WAITING", {"claims": '  wait: "30 days"', "joined": "2020-04-20", "event": "2020-05-19"},
        "event", "2020-05-20",
    ),
    Case(
        "NO_NIGHTS", {"gift": NIGHTS, "facts": "  event-end: 2020-05-20"}, "facts",
        "  event-end: 2020-05-21",
    ),
    Case(
        "NOT_ELIGIBLE",
        {"gift": '  choice: "edu-level"', "rules": VARIANT, "facts": '  edu-level: "tertiary"'},
        "facts", '  edu-level: "primary"', "choice",
    ),
    asked("sex", '"M"', '"F"'),
    Case(
        "NOT_ELIGIBLE", {"gift": f'{GIFT}  group: "disabled"'}, "before",
        '\n2020-05-20 custom "member" "changed" "0001"\n  group: "disabled"\n', "group",
    ),
    asked("min-age", "41", "40"),
    asked("max-age", "39", "40"),
    asked("max-age-joined", "34", "35"),
    asked("min-tenure", '"5 years"', '"4 years"'),
    Case(
        "NOT_ELIGIBLE", {"gift": f'{GIFT}  outcomes: "finished"', "facts": '  outcome: "left"'},
        "facts", '  outcome: "finished"', "outcomes",
    ),
    asked("min-gpa", "3.01", "3.00", facts="  gpa: 3.00"),
    Case(
        "NOT_ELIGIBLE", {"gift": f'{GIFT}  beneficiary: "named"',
        "facts": '  beneficiary: "P0003"'}, "facts", '  beneficiary: "P0002"', "beneficiary",
    ),
    asked("assessed-from", "500.01 THB", "500.00 THB", facts="  assessed: 500.00 THB"),
    Case(
        "LATE", {"claims": '  claim-within: "11 days"'}, "claims", '  claim-within: "12 days"',
    ),
    Case(
        "LATE", {"gift": f'{GIFT}  claim-window: "05-01..05-31"'}, "gift",
        f'{GIFT}  claim-window: "05-01..06-01"', "window",
    ),
    Case(
        "NOTHING_DUE", {"gift": "  resolved: TRUE"}, "facts", "  requested: 5.00 THB", "resolved",
    ),
    Case("NOTHING_DUE", {"gift": "  amount: 0.00 THB"}, "gift", "  amount: 0.01 THB"),
    Case("REFUSED_BY_MEETING", {"meeting": "refused"}, "meeting", "considered"),
]  # fmt: skip


def books_of(own: dict[str, str]) -> Book:
    entries, errors, options = loader.load_string(LEDGER.format(**{**PLAIN, **own}))
    assert not errors, errors
    return Book(Path(), entries, errors, options)


def name_of(case: Case) -> str:
    return f"{case.code} {case.said}".strip()


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_claim_it_stops_and_the_one_beside_it(case: Case) -> None:
    found = decision.decisions(books_of(case.own))["C1"]
    assert found.reason == case.code
    beside = decision.decisions(books_of({**case.own, case.key: case.passes}))["C1"]
    assert (beside.verdict, beside.reason) == ("pay", "OK")


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_its_sentence_is_filled_and_the_claim_can_be_explained(case: Case, lang: str) -> None:
    book = books_of(case.own)
    examined, found = decision.examine(book, "C1")
    said = [reasons.because(found.reasons[0], lang), reasons.todo(found.reasons[0], lang)]
    claim = cases.claims_of(book)["C1"]
    said.append(explain.sentence(book, found, claim, lang))
    for step in explain.steps(examined, found, lang, claim.filed):
        said += [step.title, *step.lines]
    for text in said:
        assert "{" not in text
        assert "None" not in text
    assert said[0] in said[2]
    thai = re.search("[ก-ฮ]", said[0]) is not None
    assert thai is (lang == "th")
    if case.said:
        words = reasons.CODES[case.code]
        assert reasons.words_of(found.reasons[0])[1] == words.by_key.get(
            case.said, (words.th, words.en)
        )


def _strings(name: str) -> set[str]:
    """Every code-like text of a module: capitals and underscores."""
    tree = ast.parse((ROOT / "rules" / name).read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[A-Z][A-Z_]{1,}", node.value)
    }


def test_the_catalogue_holds_just_what_a_decision_can_give() -> None:
    reinstated = set(reasons.REINSTATEMENT)
    engine = ("decision.py", "cases.py", "grounds.py", "grants.py")
    given = set().union(*map(_strings, engine), _strings("membership.py") - (reinstated - {"OK"}))
    assert given == set(reasons.CODES)
    assert reinstated <= _strings("membership.py")


def test_every_code_has_a_case_and_every_sentence_too() -> None:
    cases = {case.code for case in CASES}
    assert cases | {"OK"} == set(reasons.CODES)
    said = {(case.code, case.said) for case in CASES}
    for code, words in reasons.CODES.items():
        for key in words.by_key:
            assert (code, key) in said


def test_numbers_are_used_once() -> None:
    own = [words.number for words in (*reasons.CODES.values(), *reasons.REINSTATEMENT.values())]
    assert len(own) == len(set(own))


def test_the_sentence_says_what_was_compared_with_what() -> None:
    case = next(case for case in CASES if case.code == "WAITING")
    found = decision.decisions(books_of(case.own))["C1"]
    assert reasons.because(found.reasons[0], "th") == (
        "ยังไม่พ้นระยะเวลารอสิทธิ 30 วัน: เริ่ม 20 เม.ย. 2563 ครบ 20 พ.ค. 2563"
        " แต่เกิดเหตุ 19 พ.ค. 2563 (วันที่ 29)"
    )
    assert reasons.todo(found.reasons[0], "en") == "Events from 2020-05-20 on are covered."


def test_one_sentence_to_read_out() -> None:
    own = {"gift": f"{NIGHTS}  max-per-year: 250.00 THB", "facts": TO_23}
    book = books_of(own)
    claim = cases.claims_of(book)["C1"]
    found = decision.decisions(book)["C1"]
    assert explain.sentence(book, found, claim, "th", Decimal("50.00")) == (
        "คำขอ C1 ของขวัญ 20–23 พ.ค. 2563 (3 คืน): อนุมัติบางส่วน 250.00 บาท จาก 300.00 บาท"
        " เพราะเพดานปีบัญชี 2563 250.00 บาท ต่อคน ใช้ไปแล้ว 0.00 บาท (ข้อ ๓)"
        " หักเงินสมทบค้าง 50.00 บาท คงจ่าย 200.00 บาท"
    )
    assert explain.sentence(book, found, claim, "en") == (
        "Claim C1, gift, 2020-05-20 – 2020-05-23 (3 nights): granted in part, 250.00 baht of"
        " 300.00, because of the ceiling of 250.00 baht a person in fiscal year 2563, 0.00 baht"
        " were used before (ข้อ ๓)"
    )


REINSTATEMENT = """
2015-01-01 custom "bylaw" "reinstatement"
  article: "ข้อ ๗"
  within: "30 days"
  times: 1
"""
CARRIED = """
2020-04-30 custom "carried" "member" "0001"
  wait-start: 2020-04-01
  tenure-start: 2020-04-01
  paid-through: "2020-04"
  matched-rounds: 0
  reinstated-before: TRUE
"""
#: Lapsed on 11 May 2020: what is asked, and the reason that is given.
APPLICATIONS = [
    ("OK", LAPSE + REINSTATEMENT, ["2020-06-10"], ""),
    ("LATE", LAPSE + REINSTATEMENT, ["2020-06-11"], ""),
    ("ONCE_ONLY", LAPSE + REINSTATEMENT + CARRIED, ["2020-06-10"], ""),
    ("NOT_ALLOWED", LAPSE, ["2020-06-10"], ""),
    ("NOT_LAPSED", LAPSE + REINSTATEMENT, ["2020-05-10"], ""),
    ("NOT_PAID", LAPSE + REINSTATEMENT, ["2020-06-10"], "2020-06-30"),
]


@pytest.mark.parametrize(
    ("code", "rules", "applied", "considered"), APPLICATIONS, ids=[a[0] for a in APPLICATIONS]
)
def test_applications_for_reinstatement(
    code: str, rules: str, applied: list[str], considered: str
) -> None:
    text = "".join(f'\n{day} custom "reinstatement" "applied" "0001"\n' for day in applied)
    if considered:
        text += (
            f'\n{considered} custom "reinstatement" "considered" "0001"\n'
            f'  resolution: "1-1"\n  applied: {applied[-1]}\n'
        )
    book = books_of({"rules": rules + text, "joined": "2020-04-01"})
    history = Members(book).of("0001")
    assert history is not None
    found = history.reinstatements[-1]
    assert found.reason == code
    for lang in ("th", "en"):
        assert "{" not in reasons.of_reinstatement(found, lang)


def test_every_answer_to_an_application_has_a_case() -> None:
    assert {code for code, *_ in APPLICATIONS} == set(reasons.REINSTATEMENT)


def test_granted_words_are_those_of_the_decision() -> None:
    assert set(explain.VERDICTS) == {*GRANTED, "refuse", "needs-info"}
