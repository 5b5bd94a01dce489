"""What all documents share: names of accounts and of the fund, the footer, who signs.

parts.account_name(book, "Assets:Cash", Words("en"))    Cash on hand
parts.closing_line(ask)                                 รหัสปิดงวด 1234-5678-9012-3456-7
"""

from __future__ import annotations

import re
from datetime import date

from reports.ask import Ask
from reports.model import Signature
from reports.model import Signatures
from reports.words import Words
from welfare import books
from welfare.books import Book

#: English names of the accounts of the standard chart; the Thai ones stand in the books.
ENGLISH = {
    "Assets:Cash": "Cash on hand",
    "Assets:Bank:Savings": "Bank, savings account",
    "Assets:Bank:Fixed": "Bank, fixed deposit",
    "Assets:Investments:Bonds": "Savings bonds",
    "Assets:Investments:Other": "Other investments",
    "Assets:Advances": "Advances",
    "Assets:Recoverable": "Recoverable shortages",
    "Liabilities:StateMatchRefundable": "State match to be refunded",
    "Liabilities:BenefitsPayable": "Benefits approved, not paid",
    "Liabilities:Unidentified": "Receipts under inquiry",
    "Equity:Fund:Welfare": "Welfare fund",
    "Equity:Fund:Reserve": "Reserve fund",
    "Equity:Fund:Management": "Management fund",
    "Equity:Fund:Designated": "Designated fund",
    "Income:Contributions:Members": "Members' contributions",
    "Income:Grants:CODISeed": "CODI seed grant",
    "Income:Grants:StateMatch": "State match via CODI",
    "Income:Grants:LAO": "Local government match",
    "Income:Grants:OtherState": "Other state bodies",
    "Income:Grants:CommunityGroups": "Profit share of community groups",
    "Income:Fees:Entry": "Entry fees",
    "Income:Donations": "Donations",
    "Income:Interest": "Bank interest",
    "Income:Fees:Reinstatement": "Reinstatement fees",
    "Expenses:Welfare:Birth": "Childbirth",
    "Expenses:Welfare:Hospital": "Illness and hospital stays",
    "Expenses:Welfare:Elderly": "Elderly",
    "Expenses:Welfare:Death": "Death",
    "Expenses:Welfare:Funeral": "Funeral costs",
    "Expenses:Welfare:Disability": "Disadvantaged and disabled",
    "Expenses:Welfare:Career": "Livelihood",
    "Expenses:Welfare:Education": "Education",
    "Expenses:Welfare:Culture": "Tradition and culture",
    "Expenses:Welfare:Housing": "Housing",
    "Expenses:Welfare:Disaster": "Disaster",
    "Expenses:Welfare:Public": "Public benefit",
    "Expenses:Welfare:Environment": "Natural resources and environment",
    "Expenses:Welfare:PublicRelations": "Public relations",
    "Expenses:Welfare:OrgReward": "Return to organisations",
    "Expenses:Welfare:Covid19": "Covid-19",
    "Expenses:Admin:Honoraria": "Honoraria",
    "Expenses:Admin:Travel": "Travel",
    "Expenses:Admin:Stationery": "Stationery",
    "Expenses:Admin:Meetings": "Meetings and activities",
    "Expenses:Admin:Other": "Other payments",
    "Expenses:Shortage": "Cash shortages",
}
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_ACCOUNT = re.compile(r"\b(?:Assets|Liabilities|Equity|Income|Expenses)(?::[A-Z0-9][\w-]*)+")


# --- names ---------------------------------------------------------------------------------------


def account_name(book: Book, account: str, words: Words) -> str:
    """An account's name: from the books in Thai, of the standard chart in English."""
    if words.lang != "th":
        leaf = account.rsplit(":", 1)[-1]
        if account.startswith(books.COLLECTORS):
            return f"Cash with collector, {leaf.replace('Moo', 'village ')}"
        return ENGLISH.get(account, leaf)
    opened = book.opens.get(account)
    return str(opened.meta.get("name-th") or account) if opened else account


def fund_name(book: Book, words: Words) -> str:
    """The fund's name, in English where the books have one."""
    thai = str(book.fund["name-th"])
    return words(thai, str(book.fund.get("name-en") or thai))


def capital(text: str) -> str:
    """A text as it begins a line: its first letter large, in a script that knows large ones."""
    return text[:1].upper() + text[1:]


def readable(book: Book, text: str, words: Words) -> str:
    """What the rules tell, as a paper says it: in English no ISO dates and no account names."""
    if words.lang == "th":
        return text
    text = _ISO.sub(lambda found: words.short_day(date.fromisoformat(found[0])), text)
    return with_names(book, text, words)


def with_names(book: Book, text: str, words: Words) -> str:
    """A sentence with the names of accounts in place of `Assets:Cash`, small within English."""

    def name(found: re.Match[str]) -> str:
        named = account_name(book, found[0], words)
        return words(named, named.lower())

    return _ACCOUNT.sub(name, text)


# --- the frame -----------------------------------------------------------------------------------


def closing_line(ask: Ask) -> str:
    """The foot of a document that speaks of a period: the code of its closing, or a draft."""
    words = ask.words
    return words(f"รหัสปิดงวด {ask.seal}", f"Closing {ask.seal}") if ask.seal else words.draft


def signatures(book: Book, ask: Ask, day: date, *roles: tuple[str, str]) -> Signatures:
    """Lines to sign on: an office's part in the document, and who holds it.

    Args:
        book: the books.
        ask: what was asked for; names stand there only where it has people.
        day: the day of which the holder is asked.
        roles: what they sign as, and the office, "" where anybody may.
    """
    found = []
    for what, role in roles:
        person = book.officer(role, day) if role else None
        found.append(Signature(what, ask.name(person) if person else ""))
    return Signatures(tuple(found))
