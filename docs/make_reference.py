"""Write `reference.md`, `bylaws.md` and `codes.md` from the tables in the code: `make docs`.

The examples are made from the schema itself: every key that a directive knows stands in its
example, with a value of its type. `tests/test_docs.py` parses them all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from string import Formatter

from rules import reasons
from rules import schema
from welfare import catalogue
from welfare import vocabulary
from welfare.vocabulary import Key
from welfare.vocabulary import Kind

DOCS = Path(__file__).parent
DAY = "2023-11-03"

FILES = {
    "main": "main.beancount",
    "bylaws": "bylaws.beancount",
    "governance": "governance.beancount",
    "members": "members.beancount",
    "opening": "opening.beancount",
    "journal": "journal/YYYY-MM.beancount",
    "carried": "closings/YYYY-MM/carried.beancount",
    "closings": "closings/YYYY-MM/closing.beancount",
}

#: A value of each type, where the key itself has none below.
BY_TYPE = {
    "id": "0002",
    "text": "ตามเอกสาร",
    "date": DAY,
    "month": "2023-10",
    "months": "2023-10..2024-03",
    "amount": "500.00 THB",
    "number": "2",
    "whole": "1",
    "yes": "FALSE",
    "account": "Assets:Cash",
    "list": "0002, 0003",
    "any": "TRUE",
}

#: A telling value for a key, or for the meaning of a value.
BY_NAME = {
    "applied": "2023-10-05",
    "approved-by": "K01",
    "article": "ข้อ ๓๘",
    "attendees": "12",
    "bank-line": "118",
    "benefit": "hospital",
    "birth": "1958-04-13",
    "book": "7",
    "books-from": "2022-10-01",
    "by": "K04",
    "certifies": "residence",
    "children": "1",
    "claim": "C67-0007",
    "claim, voucher, document or receipt": "PV67-0012",
    "code": "RECEIPT_GAP",
    "committee-size": "15",
    "damage": "roof",
    "doc": "RP67-0031",
    "doc-ref": "สูติ.5754",
    "edu-level": "primary",
    "entered": DAY,
    "event": "2023-10-28",
    "event-end": "2023-10-30",
    "event-id": "EV67-0003",
    "evidence": "claim_form, id_copy",
    "fields": "address, phone",
    "file": "RP67-0031.pdf",
    "first": "1",
    "first receipt": "02-67-0001",
    "fiscal year, พ.ศ.": "2566",
    "fiscal-year-start": "10",
    "found": DAY,
    "from-fund": "management",
    "gpa": "3.25",
    "household": "0114",
    "identifier": "sample",
    "item10": "R1.cash",
    "kind of paper": "receipt",
    "last": "100",
    "last receipt": "02-67-0040",
    "matched-rounds": "2",
    "matching": "2566",
    "meeting": "2/2567",
    "members": "320",
    "months": "2023-10..2024-03",
    "name-en": "Tambon Tuayang Community Welfare Fund",
    "name-th": "กองทุนสวัสดิการชุมชนตำบลตัวอย่าง",
    "nominee": "P0007",
    "note": "ตามสมุดบันทึก",
    "number": "2/2567",
    "officer": "K04",
    "opinion": "unqualified",
    "other-fund-since": "2019-01-15",
    "paid-through": "2022-09",
    "paper": "receipt",
    "person": "K04",
    "reason": "เขียนผิด",
    "received-from": "M02",
    "receipt": "02-67-0040",
    "refs": "C67-0007, RP67-0031",
    "resolution": "2/2567-3",
    "reverses": "02-67-0038",
    "role": "treasurer",
    "round": "1",
    "rule": "cash-ceiling",
    "series, the receipt number without its last part": "02-67",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "sheet": "2023-11/02",
    "short ASCII name": "sample",
    "source": "receipts_payments.csv 31",
    "tenure-start": "2016-02-01",
    "to": "M02",
    "to-fund": "welfare",
    "topic": "claims",
    "total": "115200.00 THB",
    "until": "2026-09-30",
    "village": "02",
    "villages": "8",
    "voucher": "PV67-0012",
    "voucher, claim or receipt": "RP67-0031",
    "wait-start": "2016-02-01",
    "witness": "K02",
}

#: Where one word means different things in different directives.
BY_PLACE = {
    ("bylaw", "key"): None,
    ("bylaw", "variant"): None,
    ("adoption", "resolution"): "1/2567-1",
    ("attachment", "by"): "K04",
    ("carried member", "member"): "0002",
    ("cumulative", "account"): "Income:Contributions:Members",
    ("cumulative", "total"): "1250400.00 THB",
    ("cumulative", "persons"): "118",
    ("cumulative", "cases"): "164",
    ("matching-list", "budget year, พ.ศ."): "2566",
    ("matched", "budget year, พ.ศ."): "2566",
    ("member changed", "person"): "0002",
    ("member joined", "person"): "0002",
    ("register-change", "person"): "0002",
    ("resolution", "number"): "2/2567-3",
    ("resolution", "text"): "รับรองคำขอรับสวัสดิการ",
    ("sheet-total", "declared total"): "2810.00 THB",
    ("sheet-total", "first"): "02-67-0001",
    ("sheet-total", "last"): "02-67-0040",
    ("cash-count", "counted"): "1270.50 THB",
    ("cash-count", "baht-1000"): "1",
    ("cash-count", "baht-100"): "2",
    ("cash-count", "baht-20"): "3",
    ("cash-count", "baht-10"): "1",
    ("cash-count", "satang-50"): "1",
    ("irregularity recorded", "code"): "RECEIPT_GAP",
    ("irregularity settled", "code"): "RECEIPT_GAP",
}

#: Keys that a record of this kind does not carry together with the others of its example.
LEFT_OUT = {
    "cash-count": {"baht-500", "baht-50", "baht-5", "baht-2", "baht-1", "satang-25"},
    "claim filed": {
        "children",
        "damage",
        "assessed",
        "edu-level",
        "outcome",
        "relation",
        "beneficiary",
        "months",
        "cost",
        "gpa",
        "requested",
        "doc-ref",
    },
    "irregularity settled": {"doc"},
    "member joined": {"other-fund-since", "person"},
    "member changed": {"other-fund-since", "person"},
}

#: The day of the example, where it matters.
DAYS = {
    "fund": "2015-10-01",
    "bylaw": "2022-10-01",
    "officer": "2022-10-01",
    "carried member": "2022-09-30",
    "cumulative": "2022-09-30",
    "matching-list": "2023-09-30",
}

#: What a bylaw may carry is open: the quantities of the rule.
EXTRA = {"bylaw": ("account: Assets:Cash", "amount: 8000.00 THB")}

CASH = "Assets:Cash"
SAVINGS = "Assets:Bank:Savings"
MOO = "Assets:Collectors:Moo02"
INCOME = "Income:Contributions:Members"
PENDING = "Liabilities:Unidentified"
#: Of each kind of transaction: narration, satang-exact amount, account that receives, account that
#: gives, and the metadata of the giving (or, after "<", of the receiving) posting.
MONEY: dict[str, tuple[str, str, str, str, tuple[str, ...]]] = {
    "opening": ("ยอดยกมา", "3215.50", CASH, "Equity:Fund:Welfare", ()),
    "collection": (
        "ใบเก็บเงินสมทบ หมู่ 2",
        "30.00",
        MOO,
        INCOME,
        ("member", "receipt", "months"),
    ),
    "grant": ("เงินสมทบ อบต.", "20000.00", SAVINGS, "Income:Grants:LAO", ()),
    "donation": ("เงินบริจาคงานทอดผ้าป่า", "500.00", CASH, "Income:Donations", ()),
    "interest": ("ดอกเบี้ยเงินฝาก", "812.35", SAVINGS, "Income:Interest", ()),
    "other-income": ("รายได้อื่น", "120.00", CASH, "Income:Donations", ()),
    "benefit": (
        "รักษาพยาบาล",
        "400.00",
        "Expenses:Welfare:Hospital",
        CASH,
        ("<", "member", "claim"),
    ),
    "communal": ("กิจกรรมปลูกป่า", "1500.00", "Expenses:Welfare:Environment", SAVINGS, ()),
    "expense": ("เครื่องเขียน", "245.00", "Expenses:Admin:Stationery", CASH, ()),
    "bank-fee": ("ค่าธรรมเนียม", "20.00", "Expenses:Admin:Other", SAVINGS, ()),
    "advance": ("เงินทดรองจัดประชุม", "2000.00", "Assets:Advances", CASH, ()),
    "advance-clear": ("ล้างเงินทดรอง", "1850.00", "Expenses:Admin:Meetings", "Assets:Advances", ()),
    "advance-return": ("คืนเงินทดรอง", "150.00", CASH, "Assets:Advances", ()),
    "handover": ("ผู้เก็บเงินหมู่ 2 นำส่ง", "2810.00", CASH, MOO, ()),
    "deposit": ("นำเงินสดฝากธนาคาร", "5000.00", SAVINGS, CASH, ()),
    "withdrawal": ("ถอนเงินจากธนาคาร", "3000.00", CASH, SAVINGS, ()),
    "transfer": (
        "โอนเข้ากองทุนสวัสดิการ",
        "1000.00",
        "Equity:Fund:Management",
        "Equity:Fund:Welfare",
        (),
    ),
    "unidentified": ("เงินโอนเข้าไม่ทราบผู้ส่ง", "300.00", SAVINGS, PENDING, ()),
    "identified": ("ทราบผู้ส่งแล้ว", "300.00", PENDING, INCOME, ("member", "receipt", "months")),
    "refund": ("คืนเงินสมทบ พอช.", "365.00", "Liabilities:StateMatchRefundable", SAVINGS, ()),
    "reversal": ("กลับใบเสร็จ 02-67-0038", "30.00", INCOME, PENDING, ("<", "member", "receipt")),
    "shortage": ("เงินขาดบัญชี", "100.00", "Expenses:CashShortage", CASH, ()),
}
#: Besides those that the schema requires.
MONEY_ALSO = {
    "benefit": ("resolution",),
    "collection": ("sheet",),
    "grant": ("receipt",),
    "transfer": ("from-fund", "to-fund", "resolution"),
}

GROUPS = {
    "F": "แฟ้มและโฟลเดอร์ (files and folders)",
    "D": "ข้อมูลตามที่พิมพ์ (data as typed)",
    "P": "กระดาษที่นำเข้า (imported papers)",
    "E": "ข้อผิดในสมุดบัญชี (errors of the books)",
    "R": "คำสั่งที่ทำไม่ได้ (refusals of a command)",
    "": "เรื่องที่ควรดู (alerts)",
}


def _sample(kind: str, name: str, key: Key) -> str:
    """A value as it stands in a ledger."""
    words = key.type.split("|")
    raw = BY_PLACE.get((kind, name)) or BY_NAME.get(name)
    if key.type not in vocabulary.TYPES:
        return json.dumps(raw if raw in words else words[0])
    raw = raw or BY_TYPE[key.type]
    if key.type in ("id", "text", "month", "months", "list"):
        return json.dumps(raw, ensure_ascii=False)
    return raw


def custom_example(kind: Kind) -> str:
    """A directive of this kind, with the keys that it may carry."""
    name = " ".join(kind.words)
    values = [
        _sample(name, doc, Key(type_.rstrip("?"), doc))
        for type_, doc in kind.values
        if (name, doc) not in BY_PLACE or BY_PLACE[name, doc]
    ]
    head = " ".join([DAYS.get(name, DAY), "custom", *(f'"{word}"' for word in kind.words), *values])
    left_out = LEFT_OUT.get(name, set())
    keys = {**kind.keys, "entered": vocabulary.COMMON["entered"]}
    lines = [f"{key}: {_sample(name, key, keys[key])}" for key in keys if key not in left_out]
    return "\n  ".join([head, *lines[:-1], *EXTRA.get(name, ()), lines[-1]])


def money_example(kind: str) -> str:
    """A transaction of this kind, with the keys that it must carry."""
    narration, amount, receives, gives, own = MONEY[kind]
    keys = (*vocabulary.MONEY[kind].required, *MONEY_ALSO.get(kind, ()))
    lines = [f'{DAY} * "{narration}"', f'  kind: "{kind}"']
    lines += [f"  {key}: {_sample(kind, key, vocabulary.MONEY_KEYS[key])}" for key in keys]
    lines.append(f"  entered: {DAY}")
    posted = [
        f"    {key}: {_sample('', key, vocabulary.POSTING_KEYS[key])}" for key in own if key != "<"
    ]
    first, second = (posted, []) if own[:1] == ("<",) else ([], posted)
    lines += [f"  {receives:<34} {amount:>10} THB", *first]
    lines += [f"  {gives:<34} {'-' + amount:>10} THB", *second]
    return "\n".join(lines)


def open_example() -> str:
    """An account of the chart."""
    return (
        '2022-10-01 open Assets:Collectors:Moo02 THB\n  code: "1102.02"\n'
        '  name-th: "เงินสดระหว่างทาง-ผู้เก็บเงินหมู่ 2"\n  item10: "R1.cash"\n  person: "M02"'
    )


def _ledger(text: str) -> list[str]:
    return ["```beancount", text, "```", ""]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _type(name: str) -> str:
    """A type as the tables show it: its name, or the words to choose from."""
    return name if name in vocabulary.TYPES else " · ".join(f"`{word}`" for word in name.split("|"))


def _key_table(keys: dict[str, Key]) -> Iterator[str]:
    yield "| key | type | need | meaning |"
    yield "|---|---|---|---|"
    for name, key in keys.items():
        need = "required" if key.required else ""
        yield f"| `{name}:` | {_type(key.type)} | {need} | {_cell(key.doc)} |"
    yield ""


def _kind_section(kind: Kind) -> Iterator[str]:
    yield f"### {' '.join(kind.words)} — {kind.thai}"
    yield ""
    yield kind.doc
    if kind.many:
        yield ""
        yield "Several of one day with the same first value are several records."
    yield ""
    yield "Followed by:"
    yield ""
    for type_, doc in kind.values:
        optional = ", optional" if type_.endswith("?") else ""
        yield f"- {doc} ({type_.rstrip('?')}{optional})"
    yield ""
    if kind.keys:
        yield from _key_table(kind.keys)
    if kind.words == ("bylaw",):
        yield "The rules and their other keys stand in [bylaws.md](bylaws.md)."
        yield ""
    yield from _ledger(custom_example(kind))


def _money_section() -> Iterator[str]:
    yield "## Transactions (รายการเงิน)"
    yield ""
    yield "Every transaction says in `kind:` what happened. It carries `kind:` and the keys below."
    yield ""
    yield "| `kind:` | Thai | meaning | required |"
    yield "|---|---|---|---|"
    for name, kind in vocabulary.MONEY.items():
        required = " ".join(f"`{key}:`" for key in kind.required)
        yield f"| `{name}` | {_cell(kind.thai)} | {_cell(kind.doc)} | {required} |"
    yield ""
    yield "### Keys of a transaction"
    yield ""
    known = dict(vocabulary.MONEY_KEYS)
    known["kind"] = Key("one of the table above", known["kind"].doc, required=True)
    yield "| key | type | meaning |"
    yield "|---|---|---|"
    for name, key in known.items():
        shown = key.type if name == "kind" else _type(key.type)
        yield f"| `{name}:` | {shown} | {_cell(key.doc)} |"
    yield ""
    yield "### Keys of a posting"
    yield ""
    yield from _key_table(vocabulary.POSTING_KEYS)
    yield "### One of each kind"
    yield ""
    for name in vocabulary.MONEY:
        yield from _ledger(money_example(name))


def reference() -> str:
    """The page on everything that the books can say."""
    lines = [
        "# What the books can say (พจนานุกรมของสมุดบัญชี)",
        "",
        "Made by `make docs` from `welfare/vocabulary.py`; do not edit. Every example parses.",
        "",
        "Money is transactions; all else is dated `custom` directives. Persons stand in the books"
        " by number only; names are in `register/people.csv`.",
        "",
        "## Types of values",
        "",
        "| type | what it may be |",
        "|---|---|",
        *(f"| {name} | {_cell(doc)} |" for name, doc in vocabulary.TYPES.items()),
        "",
        "Identifiers, months and lists stand in quotes. Where a table shows several words,"
        " the value is one of them, in quotes.",
        "",
        "## Keys of any record",
        "",
        *_key_table(vocabulary.COMMON),
    ]
    for file, kinds in _by_file():
        lines += [f"## Directives in `{FILES[file]}`", ""]
        for kind in kinds:
            lines += _kind_section(kind)
    lines += _money_section()
    lines += ["## Accounts in `accounts.beancount`", ""]
    lines += _key_table(vocabulary.OPEN_KEYS)
    lines += _ledger(open_example())
    return _page(lines)


def _by_file() -> list[tuple[str, list[Kind]]]:
    order = list(FILES)
    kinds = sorted(vocabulary.CUSTOMS, key=lambda kind: order.index(kind.file))
    return [(file, list(group)) for file, group in groupby(kinds, key=lambda kind: kind.file)]


def _rule_type(name: str) -> str:
    """A type of a bylaw's key: its name, or the words to choose from."""
    return name if name in schema.TYPES else _type(name)


def _sentence(text: str) -> str:
    return _cell(readable(text.replace("|", " / ")))


def _rule_section(spec: schema.Spec) -> Iterator[str]:
    yield f"## {spec.name} — {spec.th}"
    yield ""
    yield spec.en
    yield ""
    words = [
        schema.FOLLOWS.get((spec.name, own.rstrip("?")), own.rstrip("?")) for own in spec.values
    ]
    after = " ".join(
        f"[{word}]" if own.endswith("?") else word
        for word, own in zip(words, spec.values, strict=True)
    )
    yield f'Written `custom "bylaw" "{spec.name}"`' + (f" followed by `{after}`." if after else ".")
    yield ""
    yield "| key | type | need | ไทย | English |"
    yield "|---|---|---|---|---|"
    for name, key in spec.keys.items():
        need = "required" if key.required else ""
        sentences = f"{_sentence(key.th)} | {_sentence(key.en)}"
        yield f"| `{name}:` | {_rule_type(key.type)} | {need} | {sentences} |"
    for family in spec.patterns:
        sentences = f"{_sentence(family.th)} | {_sentence(family.en)}"
        yield f"| `{_cell(family.spelt)}:` | {family.type} |  | {sentences} |"
    yield ""


def _words_section() -> Iterator[str]:
    yield "## Words in lists (คำในรายการ)"
    yield ""
    yield "| rule | key | words |"
    yield "|---|---|---|"
    for (rule, name), words in schema.LISTS.items():
        shown = " · ".join(f"`{word}`" for word in words)
        yield f"| {rule or 'any'} | `{name}:` | {shown} |"
    yield ""


def bylaws() -> str:
    """The page on everything that a bylaw can say."""
    lines = [
        "# What a bylaw can say (ระเบียบพูดอะไรได้บ้าง)",
        "",
        "Made by `make docs` from `rules/schema.py`; do not edit. A rule holds from its date until"
        " the next one with the same words behind `bylaw`, replaces the earlier one whole, and"
        " `repealed: TRUE` ends it. `welfare bylaws show` prints the rules in these sentences,"
        " `welfare bylaws check FILE` looks for mistakes. See also a fund's whole bylaws, from the"
        " Thai text to verdicts: [own-bylaws.md](own-bylaws.md).",
        "",
        "An amount counts baht, a bare number counts units. ‹v› is the value, ‹n› the number in the"
        " key's name, ‹unit› what the benefit counts (nights, months, children, times), ‹year› the"
        " year of its ceilings; of two sentences the first is for TRUE.",
        "",
        "| type | what it may be |",
        "|---|---|",
        *(f"| {name} | {_cell(doc)} |" for name, doc in schema.TYPES.items()),
        "",
        "The other types are those of [reference.md](reference.md).",
        "",
        "## Keys of any rule",
        "",
        "| key | type | need | ไทย | English |",
        "|---|---|---|---|---|",
        *(
            f"| `{name}:` | {key.type} | {'required' if key.required else ''} |"
            f" {_sentence(key.th)} | {_sentence(key.en)} |"
            for name, key in schema.COMMON.items()
        ),
        "| `article-KEY:` | text |  | ข้อของ KEY ซึ่งอยู่คนละข้อกับกฎ หรือข้อของเหตุ |"
        " article of one key or ground, where it is not the rule's |",
        "",
    ]
    for spec in schema.SPECS.values():
        lines += _rule_section(spec)
    lines += _words_section()
    return _page(lines)


def readable(text: str) -> str:
    """A text of the catalogue with its placeholders as ‹name›."""
    parts = Formatter().parse(text)
    return "".join(literal + (f"‹{name}›" if name else "") for literal, name, _, _ in parts)


def _group(code: str) -> str:
    return code[0] if code[1:].isdigit() else ""


def codes() -> str:
    """The page on everything that the program can say is wrong."""
    lines = [
        "# Codes (รหัสข้อความ)",
        "",
        "Made by `make docs` from `welfare/catalogue.py` and `rules/reasons.py`; do not edit."
        " Codes and numbers are never reused. ‹…› stands for what the message fills in.",
        "",
    ]
    for letter, title in GROUPS.items():
        found = sorted(code for code in catalogue.CODES if _group(code) == letter)
        if not found:
            continue
        lines += [f"## {title}", "", "| code | ไทย | English |", "|---|---|---|"]
        for code in found:
            words = catalogue.CODES[code]
            thai = _sentences(words.th, words.todo_th)
            lines.append(f"| `{code}` | {thai} | {_sentences(words.en, words.todo_en)} |")
        lines.append("")
    lines += _reasons_section()
    return _page(lines)


def _reasons_section() -> Iterator[str]:
    """Every reason of a decision, with the sentence of each bylaw key that has its own."""
    for title, found in (
        ("เหตุในผลการพิจารณาคำขอ (reasons of a decision)", reasons.CODES),
        ("ผลต่อคำขอคืนสมาชิกภาพ (answers to an application for reinstatement)", reasons.REINSTATEMENT),
    ):
        yield f"## {title}"
        yield ""
        yield "| number | code | ไทย | English |"
        yield "|---|---|---|---|"
        for code, words in found.items():
            thai, english = (
                _sentences(words.th, words.todo_th),
                _sentences(words.en, words.todo_en),
            )
            yield f"| {words.number} | `{code}` | {thai} | {english} |"
            for key, (th, en) in words.by_key.items():
                yield f"| | `{key}` | {_cell(readable(th))} | {_cell(readable(en))} |"
        yield ""


def _sentences(text: str, todo: str) -> str:
    return _cell(" → ".join(readable(part) for part in (text, todo) if part))


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


PAGES = {"reference.md": reference, "bylaws.md": bylaws, "codes.md": codes}


def main() -> None:
    """Write the pages that differ."""
    for name, make in PAGES.items():
        path = DOCS / name
        text = make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
