"""The claims desk: filed, decided, approved or refused, paid; one record at a time.

    2024-10-05 custom "claim" "filed" "C68-0001"         ; number of the fund's own series
      member: "0347"
      benefit: "hospital"
      event: 2024-10-01
      event-end: 2024-10-04

Each function returns a `welfare.records.Batch`; it is called under the lock, as numbers are taken
here. Nothing is approved or paid that the bylaws do not grant.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Transaction

from rules import arrears
from rules import bylaws
from rules import cases
from rules import decision
from rules import explain
from rules import grants
from rules import grounds
from rules.cases import Case
from rules.cases import Claim
from rules.decision import GRANTED
from rules.decision import Decision
from rules.membership import Instalment
from rules.membership import Members
from rules.membership import rule_on
from welfare import books
from welfare import counter
from welfare import privacy
from welfare import records
from welfare import register
from welfare.books import Book
from welfare.findings import refuse
from welfare.money import ZERO
from welfare.papers import money
from welfare.papers.claims import NARRATION
from welfare.papers.payees import Payees
from welfare.parameters import items
from welfare.records import Batch
from welfare.records import baht
from welfare.records import custom
from welfare.records import transaction
from welfare.vocabulary import PAPERS
from welfare.vocabulary import values_of

PLACES = {"cash": books.CASH, "bank": books.SAVINGS}
#: What became of a claim.
STATES = ("open", "sent-back", "approved", "refused", "paid")
#: Facts whose words the bylaws choose: by the key of `choice`.
WORDS = ("damage", "edu_level", "relation", "outcome")


def states(book: Book) -> dict[str, str]:
    """Claim to what became of it, a word of STATES."""
    back: dict[str, bool] = {}
    for entry in book.customs("claim", "decided"):
        back[str(values_of(entry)[0])] = entry.meta.get("verdict") == "needs-info"
    found = {}
    for number, claim in cases.claims_of(book).items():
        if claim.paid_on is not None:
            found[number] = "paid"
        elif claim.refused:
            found[number] = "refused"
        elif claim.resolution:
            found[number] = "approved"
        else:
            found[number] = "sent-back" if back.get(number) else "open"
    return found


def state_of(known: str, found: Decision) -> str:
    """What became of a claim, where a meeting dealt with it but the bylaws do not grant it.

    Args:
        known: what the minutes and payments say, as `states` has it.
        found: the decision.
    """
    if known == "approved" and found.verdict not in GRANTED:
        return "refused" if found.verdict == "refuse" else "sent-back"
    return known


def claim_of(book: Book, number: str) -> Claim:
    """A claim by its number.

    Raises:
        Refused: R511, there is none.
    """
    found = cases.claims_of(book).get(number)
    if found is None:
        raise refuse("R511", claim=number)
    return found


def nearest(word: str, known: Iterable[str]) -> str:
    """The known words that are most like another; all of them if none is."""
    words = sorted(known)
    return ", ".join(difflib.get_close_matches(word, words, 3, 0.5) or words) or "-"


def _officer(book: Book, by: str, day: date) -> str:
    found = by or book.officer("treasurer", day)
    if not found:
        raise refuse("P303", role="treasurer", day=day, village="")
    return found


def sound(book: Book) -> None:
    """Refuse (R516) to decide anything by bylaws that have mistakes."""
    if bylaws.broken(book):
        raise refuse("R516")


# --- filing --------------------------------------------------------------------------------------


def file(
    book: Book,
    member: str,
    benefit: str,
    day: date,
    today: date,
    *,
    number: str = "",
    again: bool = False,
    **facts: Any,
) -> Batch:
    """A claim as it was handed in; its number is the next of the year's series if not given.

    Args:
        book: the books.
        member: membership number as typed.
        benefit: the benefit's word or Thai title.
        day: day of filing.
        today: day of keying in.
        number: claim number, if the paper bears one.
        again: meant, although the same was keyed in today.
        facts: event, event_end, evidence and what else the benefit asks for.

    Raises:
        Refused: R107 no such member, R501 to R510 what cannot be meant.
    """
    sound(book)
    found = counter.member_of(book, member)
    event, end = facts["event"], facts.get("event_end")
    _possible_days(book, event, end, day)
    if event < found.joined:
        raise refuse("R505", member=found.number, joined=found.joined, event=event)
    name = benefit_of(book, benefit, event)
    facts["evidence"] = ", ".join(evidence_of(facts.get("evidence") or ""))
    if facts.get("doc_ref") and any(map(privacy.is_medical, items(facts["evidence"]))):
        raise refuse("R507")
    _known_words(book, name, event, facts)
    number = number or records.next_number(book, "claim", records.series_of(book, "C", day))
    facts = {
        key: value
        for key, value in facts.items()
        if value is not None and not (isinstance(value, str) and not value)
    }
    entry = custom(
        day,
        ("claim", "filed"),
        [number],
        member=found.number,
        benefit=name,
        **facts,
        entered=today,
    )
    _needed_facts(book, cases.claim_of(entry), facts)
    if number not in book.claims:
        _refuse_second(book, entry, found.number, name, event)
        if not again:
            _refuse_same(book, entry)
    return Batch(entries=[entry])


#: What a claim must say for a benefit to be reckoned: key of the bylaw, fact, option.
_NEEDED = (
    ("per-night", "event_end", "--until"),
    ("assessed-share", "assessed", "--assessed"),
    ("actual-cost", "cost", "--cost"),
    ("per-month", "months", "--months"),
)
_CHOICES = {
    "damage": "--damage",
    "edu-level": "--level",
    "relation": "--relation",
    "outcome": "--outcome",
}


def _needed_facts(book: Book, claim: Claim, facts: dict[str, Any]) -> None:
    """Refuse a claim without what its benefit is reckoned by, or on another day than its own."""
    terms = cases.terms_on(book, claim, claim.event)
    if terms is None:
        return
    choice = str(terms.get("choice") or "")
    if choice and choice.replace("-", "_") not in facts:
        raise refuse("R531", benefit=claim.benefit, option=_CHOICES[choice])
    for key, fact, option in _NEEDED:
        if terms.get(key) is not None and fact not in facts:
            raise refuse("R531", benefit=claim.benefit, option=option)
    day = terms.get("event-day")
    if day and f"{claim.event:%m-%d}" != day:
        article = terms.article("event-day")
        own = grounds.day_of(claim.event, str(day))
        raise refuse("R532", benefit=claim.benefit, day=claim.event, wanted=own, article=article)
    if terms.get("covers-last-day") and not _died(book, claim):
        raise refuse("R530", member=claim.member, day=claim.event)


def _died(book: Book, claim: Claim) -> bool:
    """Whether the books know that the member died on the day."""
    member = book.members[claim.member]
    return member.reason == "death" and member.ended == claim.event


def _possible_days(book: Book, event: date, end: date | None, filed: date) -> None:
    last = max(event, end or event)
    if last > filed:
        raise refuse("R503", day=last, filed=filed)
    if end is not None and end < event:
        raise refuse("R509", end=end, event=event)
    if event < book.fund["founded"]:
        raise refuse("R504", day=event, first=book.fund["founded"])
    if filed < book.books_from:
        raise refuse("R504", day=filed, first=book.books_from)


def benefits_on(book: Book, day: date) -> dict[str, str]:
    """The benefits that the bylaws know on a day: word to Thai title."""
    names = {key[1] for key in book.bylaws.versions if key[0] == "benefit" and len(key) > 1}
    rules = {name: rule_on(book.bylaws, day, "benefit", name) for name in names}
    return {name: str(rule.facts.get("title", name)) for name, rule in rules.items() if rule}


def benefit_of(book: Book, typed: str, day: date) -> str:
    """A benefit as typed, its word or its Thai title.

    Raises:
        Refused: R501, the bylaws of the day know none.
    """
    known = benefits_on(book, day)
    for name, title in known.items():
        if typed in (name, title):
            return name
    raise refuse("R501", day=day, benefit=typed, nearest=nearest(typed, known))


def evidence_of(typed: str) -> list[str]:
    """Kinds of evidence as typed, in the vocabulary's words.

    Raises:
        Refused: R502, there is no such kind.
    """
    found = [cases.paper(word) for word in items(typed)]
    for word in found:
        if word not in PAPERS:
            spelt = [*PAPERS, *(other for spelt in PAPERS.values() for other in spelt)]
            raise refuse("R502", value=word, nearest=nearest(word, spelt))
    return found


def _known_words(book: Book, benefit: str, day: date, facts: dict[str, Any]) -> None:
    """Refuse (R508) a word by which the benefit varies and that the bylaws do not have."""
    base = rule_on(book.bylaws, day, "benefit", benefit)
    key = str(base.facts.get("choice", "")).replace("-", "_") if base else ""
    value = facts.get(key)
    if not key or not value:
        return
    known = [
        rule[2]
        for rule in book.bylaws.versions
        if rule[:2] == ("benefit", benefit) and len(rule) > 2
    ]
    if value not in known:
        raise refuse("R508", key=key.replace("_", "-"), value=value, nearest=nearest(value, known))


def _refuse_second(book: Book, entry: Custom, member: str, benefit: str, event: date) -> None:
    """What is granted once in a life, such as a death, is not filed twice while one stands."""
    rule = rule_on(book.bylaws, event, "benefit", benefit)
    if rule is None or "ever" not in items(rule.facts.get("duplicate")):
        return
    members, known = Members(book), states(book)
    for other in cases.claims_of(book).values():
        if (
            other.benefit == benefit
            and members.person(other.member) == members.person(member)
            and other.facts.get("beneficiary") == entry.meta.get("beneficiary")
            and known[other.number] not in ("refused", "sent-back")
        ):
            raise refuse("R506", claim=other.number, member=member)


def _refuse_same(book: Book, entry: Custom) -> None:
    """Refuse (R510) what was keyed in today already in the same words."""

    def said(one: Custom) -> dict[str, Any]:
        aside = ("filename", "lineno", "source", "note")
        return {key: str(value) for key, value in one.meta.items() if key not in aside}

    for other in book.customs("claim", "filed"):
        if other.date == entry.date and said(other) == said(entry):
            raise refuse("R510", claim=str(values_of(other)[0]))


# --- the verdict ---------------------------------------------------------------------------------


class Verdict(NamedTuple):
    """A decision on a claim, and what it would be paid on a day.

    Attributes:
        claim: the claim.
        found: the decision.
        state: what became of the claim.
        deducted: contributions deducted on the day it was or would be paid.
        sentence: to be read out.
    """

    claim: Claim
    found: Decision
    state: str
    deducted: Decimal
    sentence: str

    @property
    def net(self) -> Decimal:
        """Baht that the payee gets."""
        return self.found.gross - self.deducted


def verdicts(
    book: Book, day: date, lang: str, *, presume: bool = False, extra: Iterable[Claim] = ()
) -> dict[str, Verdict]:
    """The verdict on every claim.

    Args:
        book: the books.
        day: what is not paid yet is told as if it were paid on this day.
        lang: language of the sentences.
        presume: take resolutions on open claims as given, as before a meeting.
        extra: claims that are not in the books; their resolutions are taken as given.
    """
    members, known, extra = Members(book), states(book), list(extra)
    open_ = {number for number, state in known.items() if presume and state == "open"}
    presumed = frozenset(open_ | {claim.number for claim in extra})
    found = decision.decisions(book, presume=presumed, members=members, extra=extra)
    claims = {**cases.claims_of(book), **{claim.number: claim for claim in extra}}
    made = {}
    for number, own in found.items():
        claim = claims[number]
        less = explain.deducted(members, claim, own, claim.paid_on or day)
        text = explain.sentence(book, own, claim, lang, less)
        state = state_of(known.get(number, "open"), own)
        made[number] = Verdict(claim, own, state, less, text)
    return made


def _decided(verdict: Verdict, day: date, by: str, today: date) -> Custom:
    found = verdict.found
    return custom(
        day,
        ("claim", "decided"),
        [verdict.claim.number],
        verdict=found.verdict,
        gross=baht(found.gross),
        reasons=", ".join(reason.code for reason in found.reasons),
        article=found.article or "-",
        missing=", ".join(found.missing),
        by=by,
        entered=today,
    )


def send_back(
    book: Book, numbers: Iterable[str], day: date, today: date, lang: str, *, by: str = ""
) -> Batch:
    """Record that claims were sent back to be completed.

    Raises:
        Refused: R511 no such claim, R512 decided already, R527 nothing sends it back.
    """
    found = verdicts(book, day, lang, presume=True)
    batch = Batch()
    for number in numbers:
        verdict = _undecided(book, found, number)
        if verdict.found.verdict != "needs-info":
            raise refuse("R527", claim=number, sentence=verdict.sentence)
        batch.entries.append(_decided(verdict, day, _officer(book, by, day), today))
    return batch


def _undecided(book: Book, found: dict[str, Verdict], number: str) -> Verdict:
    claim = claim_of(book, number)
    if claim.resolution or claim.paid_on:
        raise refuse("R512", claim=number, resolution=claim.resolution or "-")
    return found[number]


def _resolved(book: Book, resolution: str, claims: Iterable[Claim]) -> date:
    """The day of a resolution that can have dealt with these claims.

    Raises:
        Refused: R411 it is not in the minutes, R533 no quorum, R513 it came before a claim
            was filed.
    """
    entry = book.resolutions.get(resolution)
    if entry is None:
        raise refuse("R411", resolution=resolution)
    if cases.lost(book, entry):
        rule = book.bylaws.on(entry.date, "quorum")
        raise refuse("R533", resolution=resolution, article=rule.article if rule else "-")
    for claim in claims:
        if entry.date < claim.filed:
            raise refuse(
                "R513",
                claim=claim.number,
                filed=claim.filed,
                resolution=resolution,
                day=entry.date,
            )
    return entry.date


def approve(
    book: Book,
    numbers: Iterable[str],
    resolution: str,
    today: date,
    lang: str,
    *,
    certify: str = "",
    by: str = "",
) -> Batch:
    """A resolution grants claims, as far as the bylaws do, in the order in which they come first.

    Raises:
        Refused: R511 no such claim, R512 decided already, R411, R513 no such resolution, R514 an
            earlier claim on the same right is undecided, R515 the bylaws do not grant it, R516 the
            bylaws have mistakes, R528 a condition that nobody asks for.
    """
    sound(book)
    claims = sorted((claim_of(book, number) for number in numbers), key=lambda one: one.order)
    day = _resolved(book, resolution, claims)
    before = verdicts(book, day, lang, presume=True)
    for claim in claims:
        _undecided(book, before, claim.number)
        _refuse_certified(book, claim, certify)
    officer = _officer(book, by, day)
    own = {"resolution": resolution, "certifies": certify, "by": officer, "entered": today}
    approved = [custom(day, ("claim", "approved"), [one.number], **own) for one in claims]
    after = verdicts(books.with_entries(book, approved), day, lang)
    batch = Batch()
    earlier = _overtaken(book, claims)
    for claim, entry in zip(claims, approved, strict=True):
        if claim.number in earlier:
            raise refuse("R514", claim=claim.number, other=earlier[claim.number])
        verdict = after[claim.number]
        if verdict.found.verdict not in GRANTED:
            raise refuse("R515", claim=claim.number, sentence=verdict.sentence)
        batch.entries += [_decided(verdict, day, officer, today), entry]
    return batch


def _refuse_certified(book: Book, claim: Claim, certify: str) -> None:
    terms = cases.terms_on(book, claim, claim.event)
    known = items(terms.get("certify")) if terms else []
    for word in items(certify):
        if word not in known:
            listed = ", ".join(known) or "-"
            raise refuse("R528", claim=claim.number, value=word, known=listed)


def _overtaken(book: Book, chosen: list[Claim]) -> dict[str, str]:
    """Claim to an earlier one on the same right that is still open; sent back is decided."""
    open_ = frozenset(number for number, state in states(book).items() if state == "open")
    own = {claim.number for claim in chosen}
    waiting = [
        other
        for other in cases.claims_of(book).values()
        if other.number in open_ and other.number not in own
    ]
    pairs = [
        (claim, other)
        for claim in chosen
        for other in waiting
        if other.order < claim.order
        and (other.benefit == claim.benefit or _shares(book, other, claim))
    ]
    asked = {claim.number for pair in pairs for claim in pair}
    known = decision.examined(book, asked, presume=open_) if asked else {}
    overtaken: dict[str, str] = {}
    for claim, other in pairs:
        mine, _ = known[claim.number]
        theirs, found = known[other.number]
        # What the bylaws refuse in any case takes nothing away from anybody.
        if mine is None or theirs is None or found.verdict == "refuse":
            continue
        if grants.rights(mine) & grants.rights(theirs) or _repeats(mine, other):
            overtaken.setdefault(claim.number, other.number)
    return overtaken


def _shares(book: Book, one: Claim, other: Claim) -> bool:
    """Whether two benefits use the same ceilings."""
    groups = set()
    for claim in (one, other):
        rule = rule_on(book.bylaws, claim.event, "benefit", claim.benefit)
        groups.add(rule.facts.get("ceiling-of", claim.benefit) if rule else claim.benefit)
    return len(groups) == 1


def _repeats(case: Case, other: Claim) -> bool:
    if case.members.person(other.member) != case.members.person(case.claim.member):
        return False
    kinds = items(case.terms.get("duplicate"))
    return any(grounds.same_event(case, other, kind) for kind in kinds)


def refuse_claim(
    book: Book,
    number: str,
    resolution: str,
    today: date,
    lang: str,
    *,
    reason: str = "",
    by: str = "",
) -> Batch:
    """A resolution refuses a claim, by default for what the bylaws say.

    Raises:
        Refused: R511 no such claim, R512 decided already, R411, R513 no such resolution, R529 the
            bylaws grant it and no reason was given.
    """
    claim = claim_of(book, number)
    day = _resolved(book, resolution, [claim])
    verdict = _undecided(book, verdicts(book, day, "th", presume=True), number)
    if verdict.found.verdict in GRANTED:
        if not reason:
            text = verdicts(book, day, lang, presume=True)[number].sentence
            raise refuse("R529", claim=number, sentence=text)
        own = cases.Reason("REFUSED_BY_MEETING", "", {"resolution": resolution})
        found = Decision(number, "refuse", (own,), verdict.found.version)
        verdict = verdict._replace(found=found)
    officer = _officer(book, by, day)
    entry = custom(
        day,
        ("claim", "refused"),
        [number],
        resolution=resolution,
        reason=reason or verdict.sentence,
        by=officer,
        entered=today,
    )
    return Batch(entries=[_decided(verdict, day, officer, today), entry])


# --- paying --------------------------------------------------------------------------------------


class Due(NamedTuple):
    """A claim to be paid: to whom, gross, and the instalments deducted."""

    claim: Claim
    to: str
    gross: Decimal
    taken: list[Instalment]

    @property
    def deducted(self) -> Decimal:
        """Baht of the instalments."""
        return arrears.total(self.taken)


def pay(
    book: Book,
    numbers: Iterable[str],
    place: str,
    day: date,
    today: date,
    lang: str,
    *,
    to: str = "",
    to_name: str = "",
    by: str = "",
) -> Batch:
    """Pay approved claims, net of the arrears of the day; one voucher for each payee.

    Contributions deducted get a receipt of the treasurer's series (ข้อ ๑๓ (๓) of the sample's
    bylaws: money deducted is a payment of that day).

    Raises:
        Refused: R511 no such claim, R516 the bylaws have mistakes, R517 not approved, R518, R525
            nobody or somebody else is to be paid, R519 paid already, R520 not enough money, R521
            the verdict has changed, R522 no account, R524 before its resolution.
    """
    sound(book)
    batch = Batch()
    people = register.load(book.folder)
    if to_name:
        payees = Payees(people)
        to = payees.number(to_name)
        if payees.new:
            batch = counter.add_payee(people, to_name, today, _officer(book, by, day))
        people = payees.people
    elif to:
        to = counter.known_person(book, to)
    dues = _dues(book, dict.fromkeys(numbers), day, to, lang)
    account = PLACES[place]
    total, held = sum((due.gross - due.deducted for due in dues), ZERO), book.balance(account, day)
    if total > held:
        raise refuse("R520", account=account, balance=held, amount=total)
    officer = _officer(book, by, day)
    vouchers, receipts = _series(book, "voucher", "PV", day), _series(book, "receipt", "00-", day)
    groups: dict[tuple[str, str], list[Due]] = {}
    for due in dues:
        groups.setdefault((due.to, due.claim.resolution), []).append(due)
    for (payee, resolution), group in groups.items():
        postings = list(_postings(book, group, receipts))
        postings.append((account, sum((due.deducted - due.gross for due in group), ZERO), {}))
        batch.entries.append(
            transaction(
                day,
                _narration(book, group),
                postings,
                kind="benefit",
                voucher=next(vouchers),
                by=officer,
                to=payee,
                approved_by=money.approver(book, people, day, resolution, payee),
                resolution=resolution,
                entered=today,
            )
        )
    return batch


def _series(book: Book, key: str, prefix: str, day: date) -> Iterator[str]:
    """The next numbers of a series, one after the other."""
    first = records.next_number(book, key, records.series_of(book, prefix, day))
    series, number = records.split_number(first)
    width = len(first) - len(series)
    while True:
        yield f"{series}{number:0{width}d}"
        number += 1


def _dues(book: Book, numbers: Iterable[str], day: date, to: str, lang: str) -> list[Due]:
    """What is to be paid for each claim, in the order of their numbers."""
    claims = [claim_of(book, number) for number in numbers]
    found = verdicts(book, day, lang)
    claims.sort(key=lambda claim: records.split_number(claim.number))
    members, paid_for = Members(book), set()
    dues: list[Due] = []
    for claim in claims:
        verdict = found[claim.number]
        _refuse_unpayable(book, claim, verdict, day)
        person = _payee(members, claim, day, to)
        if claim.member in paid_for:
            # What this very payment has deducted already is no longer owed.
            members = Members(books.with_entries(book, _deductions(dues, day)))
        paid_for.add(claim.member)
        gross = verdict.found.gross
        dues.append(Due(claim, person, gross, arrears.deduction(members, claim, gross, day)))
    return dues


def _deductions(dues: list[Due], day: date) -> list[Transaction]:
    return [
        transaction(
            day,
            "",
            [(books.CONTRIBUTIONS, -due.deducted, _own(due))],
            kind="benefit",
        )
        for due in dues
        if due.taken
    ]


def _own(due: Due) -> dict[str, Any]:
    return {"member": due.claim.member, "claim": due.claim.number}


def _refuse_unpayable(book: Book, claim: Claim, verdict: Verdict, day: date) -> None:
    number = claim.number
    if claim.paid_on is not None:
        raise refuse("R519", claim=number, day=claim.paid_on)
    if not claim.resolution or claim.refused:
        raise refuse("R517", claim=number)
    resolved = book.resolutions[claim.resolution].date
    if day < resolved:
        raise refuse("R524", day=day, resolution=claim.resolution, resolved=resolved)
    if verdict.found.verdict not in GRANTED:
        raise refuse("R515", claim=number, sentence=verdict.sentence)
    for entry in book.customs("claim", "decided"):
        old = entry.meta["gross"].number
        granted = entry.meta["verdict"] in GRANTED and values_of(entry)[0] == number
        if granted and old != verdict.found.gross:
            raise refuse("R521", claim=number, old=old, new=verdict.found.gross)


def _payee(members: Members, claim: Claim, day: date, to: str) -> str:
    """Who is paid: the member, or whom the bylaws name; rights of the dead go to the nominee."""
    book = members.book
    rule = rule_on(book.bylaws, day, "payee", claim.benefit)
    history = members.of(claim.member)
    facts = history.facts(day) if history else {}
    nominee, person = str(facts.get("nominee", "")), members.person(claim.member)
    last = history.last(day) if history else None
    dead = last is not None and last.reason == "death" and last.end is not None and last.end <= day
    who = rule.facts.get("to") if rule else None
    if who == "named":
        wanted = str(claim.facts.get("beneficiary", ""))
    elif who in ("nominee", "host") or dead:
        wanted = nominee
    else:
        wanted = person
    if not (to or wanted):
        raise refuse("R525", claim=claim.number)
    free = who == "host" or not wanted
    if to and to != wanted and not free:
        article = rule.article if rule else "-"
        raise refuse("R518", claim=claim.number, wanted=wanted, payee=to, article=article)
    return to or wanted


def _postings(
    book: Book, group: list[Due], receipts: Iterator[str]
) -> Iterator[tuple[str, Decimal, dict[str, Any]]]:
    """Gross expense and contributions deducted, by claim; one receipt for each member."""
    given: dict[str, str] = {}
    for due in group:
        own = _own(due)
        yield account_of(book, due.claim), due.gross, own
        if due.taken:
            member = due.claim.member
            given[member] = given.get(member) or next(receipts)
            months = (due.taken[0].first, due.taken[-1].last)
            covered = months[0] if months[0] == months[1] else f"{months[0]}..{months[1]}"
            line = {**own, "receipt": given[member], "months": covered}
            yield books.CONTRIBUTIONS, -due.deducted, line


def account_of(book: Book, claim: Claim) -> str:
    """The expense account of a claim's benefit.

    Raises:
        Refused: R522, neither the bylaws nor the chart name one.
    """
    found = book.benefit_account(claim.benefit, claim.event)
    if not found:
        raise refuse("R522", benefit=claim.benefit)
    return found


def _narration(book: Book, group: list[Due]) -> str:
    names = [
        NARRATION.get(due.claim.benefit) or explain.benefit_title(book, due.claim, "th")
        for due in group
    ]
    return ", ".join(dict.fromkeys(names))


# --- recurring benefits --------------------------------------------------------------------------


def due_on(
    book: Book, benefit: str, event: date, filed: date, evidence: str, lang: str
) -> list[Verdict]:
    """What the bylaws would say to a claim of every member for a recurring benefit on a day.

    Claims for that day which were filed already stand in the list themselves. Members whose claim
    was granted are not asked for again; numbers of claims yet to be filed follow the series.

    Raises:
        Refused: R501 no such benefit, R523 it is not recurring.
    """
    name = benefit_of(book, benefit, event)
    rule = rule_on(book.bylaws, event, "benefit", name)
    if rule is None or not rule.facts.get("every"):
        every = (rule_on(book.bylaws, event, "benefit", each) for each in benefits_on(book, event))
        known = sorted(each.key[1] for each in every if each and each.facts.get("every"))
        raise refuse("R523", benefit=name, known=", ".join(known) or "-")
    members = Members(book)
    own = {
        claim.member: claim.number
        for claim in cases.claims_of(book).values()
        if claim.benefit == name and claim.event == event
    }
    state = states(book)
    numbers = _series(book, "claim", "C", filed)
    given = frozenset(evidence_of(evidence) if evidence else _papers(book, name, event))
    extra = []
    for number in book.members:
        history = members.of(number)
        if history is None or history.span(event) is None:
            continue
        if state.get(own.get(number, "")) in (None, "sent-back", "refused"):
            extra.append(cases.imagined(next(numbers), number, name, event, filed, given))
    found = verdicts(book, filed, lang, presume=True, extra=extra)
    asked = {claim.number for claim in extra} | set(own.values())
    return [verdict for verdict in found.values() if verdict.claim.number in asked]


def _papers(book: Book, benefit: str, day: date) -> list[str]:
    terms = cases.benefit_terms(book, benefit, day)
    return [cases.paper(word) for word in items(terms.get("evidence") if terms else "")]


def payable(found: Iterable[Verdict]) -> list[Verdict]:
    """Those of a list that are granted and not paid yet, by number of the member."""
    chosen = [
        one for one in found if one.found.verdict in GRANTED and one.state in ("open", "approved")
    ]
    return sorted(chosen, key=lambda one: one.claim.member)


def file_due(book: Book, chosen: list[Verdict], evidence: str, day: date, today: date) -> Batch:
    """File a claim for each who has none yet, with numbers that follow each other."""
    series = _series(book, "claim", "C", day)
    papers = ", ".join(evidence_of(evidence))
    return Batch(
        entries=[
            custom(
                day,
                ("claim", "filed"),
                [next(series)],
                member=one.claim.member,
                benefit=one.claim.benefit,
                event=one.claim.event,
                evidence=papers,
                entered=today,
            )
            for one in chosen
            if one.claim.number not in book.claims
        ]
    )
