"""Cases that a second reading of the rules found: each was decided wrongly once."""

from __future__ import annotations

from pathlib import Path

import pytest
from presets.world import claim
from presets.world import decide
from presets.world import joined
from presets.world import paid
from presets.world import pays
from presets.world import refuses
from presets.world import stay
from presets.world import verdict

from rules import alerts
from rules import cases
from rules import errors
from welfare import books
from welfare.books import Book

MEMBER = joined("0001", "2009-01-05") + paid("0001", "2009-01-05", 3600)


def test_months_of_two_claims_may_not_overlap() -> None:
    """B2 ข้อ ๒๘: March to May are paid; April to June shares two of them, June to August none."""
    first = claim("C1", "0001", "bedbound", "2011-03-01", months="3", certifies="bed-bound")
    for month, expected in (("2011-05", refuses("DUPLICATE")), ("2011-06", pays(600))):
        second = claim("C2", "0001", "bedbound", f"{month}-01", months="3", certifies="bed-bound")
        found = decide("b2", MEMBER + first + second)["C2"]
        assert (found.verdict, found.reason, found.gross) == expected, month


def test_years_of_membership_are_those_of_a_number() -> None:
    """B4: ten nights in the first year of one number leave the first year of the next untouched."""
    old = joined("0001", "2009-01-05") + paid("0001", "2009-01-05", 3600)
    new = joined("0002", "2012-01-05", person="0001") + paid("0002", "2012-01-05", 3600)
    gone = '\n2011-12-01 custom "member" "ended" "0001"\n  reason: "resign"\n'
    ledger = old + gone + new
    ledger += stay("C1", "0001", "2009-09-01", "2009-09-11")
    ledger += stay("C2", "0002", "2012-09-01", "2012-09-11")
    found = decide("b4", ledger)
    assert [found[number].gross for number in ("C1", "C2")] == [1000, 1000]


def rewritten(fund: Path, old: str, new: str, *names: str) -> Book:
    """The sample with one text of its files changed."""
    for name in names:
        path = fund / name
        text = path.read_text(encoding="utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new), encoding="utf-8")
    return books.load(fund)


def codes(book: Book) -> set[str]:
    return {item.code for item in errors.check(book.entries, book.options)}


def test_benefits_repealed_later_are_judged_all_the_same(sample_fund: Path) -> None:
    """C66-0077 was filed late: E701 without its irregularity, whatever was repealed since."""
    path = sample_fund / "journal" / "2023-04.beancount"
    text = path.read_text(encoding="utf-8")
    start = text.index('2023-04-24 custom "irregularity"')
    path.write_text(text[:start] + text[text.index("\n\n", start) :], encoding="utf-8")
    rules = books.load(sample_fund).bylaws.versions
    gone = [key for key in rules if key[0] in ("benefit", "payee", "deduction")]
    with (sample_fund / "bylaws.beancount").open("a", encoding="utf-8") as file:
        for key in gone:
            words = " ".join(f'"{word}"' for word in key)
            file.write(f'\n2100-10-01 custom "bylaw" {words}\n')
            file.write('  article: "x"\n  repealed: TRUE\n')
    assert "E701" in codes(books.load(sample_fund))


def test_a_meeting_without_quorum_has_no_resolution(sample_fund: Path) -> None:
    """ข้อ ๔๗: seven of fifteen are no quorum, eight are one."""
    old = '2024-04-20 custom "meeting" "8/2567"\n  type: "committee"\n  attendees: '
    text = (sample_fund / "governance.beancount").read_text(encoding="utf-8")
    start = text.index(old) + len(old)
    present = text[start : text.index("\n", start)]
    book = rewritten(sample_fund, f"{old}{present}\n", f"{old}7\n", "governance.beancount")
    assert cases.lost(book, book.resolutions["8/2567-2"])
    assert not cases.claims_of(book)["C67-0091"].resolution
    assert "E504" in codes(book)
    book = rewritten(sample_fund, f"{old}7\n", f"{old}8\n", "governance.beancount")
    assert not cases.lost(book, book.resolutions["8/2567-2"])
    assert cases.claims_of(book)["C67-0091"].resolution == "8/2567-2"


def test_a_payment_does_not_certify(sample_fund: Path) -> None:
    """A condition that the meeting certifies is not met by naming a resolution on the voucher."""
    old = '  evidence: "claim-form, id-copy"\n'
    bylaws = (sample_fund / "bylaws.beancount").read_text(encoding="utf-8")
    assert old in bylaws
    book = rewritten(sample_fund, old, f'{old}  certify: "alive"\n', "bylaws.beancount")
    assert "E701" in codes(book)


@pytest.mark.parametrize(("to", "told"), [("0214", False), ("0188", True)])
def test_payee_of_a_living_member(sample_fund: Path, to: str, told: bool) -> None:
    """C67-0091 is the right of 0214."""
    path = sample_fund / "journal" / "2024-04.beancount"
    text = path.read_text(encoding="utf-8")
    start = text.rindex('to: "', 0, text.index('claim: "C67-0091"'))
    line = text[start : text.index("\n", start)]
    path.write_text(text.replace(line, f'to: "{to}"'), encoding="utf-8")
    found = [a for a in alerts.alerts(books.load(sample_fund)) if a.code == "PAYEE_OTHER"]
    assert [(a.subject, a.args["payee"]) for a in found] == ([("C67-0091", to)] if told else [])


def test_the_latest_meeting_has_the_last_word() -> None:
    """Refused on 10 May, granted on 10 June: granted; the other way round: refused."""
    mother = joined("0001", "2009-01-05", sex="F") + paid("0001", "2009-01-05", 3600)
    filed = claim("C1", "0001", "birth", "2011-03-01", considered="no")

    def said(day: str, word: str) -> str:
        own = f'\n  resolution: "R-{day}"\n  by: "K01"\n'
        own += '  reason: "x"\n' if word == "refused" else ""
        return f'\n{day} custom "claim" "{word}" "C1"{own}'

    granted = said("2011-05-10", "refused") + said("2011-06-10", "approved")
    assert verdict("b2", mother + filed + granted) == pays(500)
    refused = said("2011-05-10", "approved") + said("2011-06-10", "refused")
    assert verdict("b2", mother + filed + refused) == refuses("REFUSED_BY_MEETING")
