"""The page Statements: its documents hold the golden figures, and each figure leads to entries."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from typing import TypeVar
from urllib.parse import parse_qsl
from urllib.parse import urlsplit

import pytest
from beancount.parser import parser
from beancount.parser.grammar import ParserError
from conftest import LEDGER
from conftest import Run
from test_carry import resumed

from reports import trace
from reports.ask import Ask
from reports.documents import DOCUMENTS
from reports.documents import Spec
from reports.fava_ext import statements
from reports.fava_ext.page import ROWS
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Form
from reports.fava_ext.page import Frame
from reports.fava_ext.page import Links
from reports.fava_ext.page import Page
from reports.model import Cell
from reports.model import Facts
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Table
from reports.render.view import written
from reports.words import Words
from rules import carry
from welfare import calendars
from welfare import money
from welfare import privacy
from welfare import records
from welfare import register
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import Refused

T = TypeVar("T")
Asks = Callable[..., Asked]
GOLDEN = Path(__file__).parent / "golden" / "sample"
#: One paper of each document that is made for a member or a number.
ONE = {
    "receipt": {"number": "01-66-0001"},
    "voucher": {"number": "PV66-0002"},
    "claim": {"number": "C66-0014"},
    "passbook": {"member": "0042"},
}
#: What is made for a member or an authority, who has the names.
OTHERS = [spec.id for spec in DOCUMENTS.values() if spec.audience in ("member", "authority")]
BEHIND: dict[tuple[str, Period], dict[str, trace.Explanation]] = {}
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>([^<]*)</a>')


@pytest.fixture(scope="module")
def people() -> register.People:
    return register.load(LEDGER)


@pytest.fixture(scope="module")
def ask(audited: Callable[..., Asked]) -> Asks:
    """`ask("en", within=year(2566), period="2023-10")`: a request under Fava's time filter."""

    def made(lang: str = "th", *, within: Period | None = None, **args: Any) -> Asked:
        own = {name: args.pop(name) for name in ("book", "people") if name in args}
        return replace(audited(lang, **own), period=within, args=args)

    return made


def year(label: int) -> Period:
    return calendars.fiscal_year_period(label, 10)


def month(label: str) -> Period:
    return calendars.month_period(label)


def one(page: Page, kind: type[T]) -> T:
    (found,) = [block for block in page.blocks if isinstance(block, kind)]
    return found


def told(page: Page) -> str:
    return "\n".join(block.text for block in page.blocks if isinstance(block, Paragraph))


def args_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def shown(page: Page) -> dict[str, str]:
    """What the address of the document within a page says."""
    return args_of(one(page, Frame).address)


def fields(page: Page) -> dict[str, str]:
    return {field.name: field.value for field in one(page, Form).fields}


def facts(page: Page) -> dict[str, Cell]:
    return dict(one(page, Facts).items)


# --- which document, of what ---------------------------------------------------------------------


@pytest.mark.parametrize("spec", DOCUMENTS.values(), ids=DOCUMENTS)
def test_every_document_has_its_page(ask: Asks, spec: Spec) -> None:
    page = statements.show(ask(doc=spec.id, **ONE.get(spec.id, {})))
    found = shown(page)
    months = "2024-10" if spec.ahead else "2024-09"
    label = {"month": "2024-09", "year": "2567", "day": "2024-09-30"}.get(spec.periods, "")
    label = label or ("2024-09-30" if spec.per == "member" else "")
    assert found.get("period", "") == label
    assert {name: found[name] for name in ONE.get(spec.id, {})} == ONE.get(spec.id, {})
    assert (found["doc"], found["kind"], found["lang"]) == (spec.id, "html", "th")
    files = [args_of(address)["kind"] for _, address, _ in _downloads(page).items]
    assert files == ["pdf", "xlsx"]
    lines = [block for block in page.blocks if isinstance(block, Links)]
    assert [text for line in lines for text, _, here in line.items if here] == [spec.thai]
    if spec.periods == "month":
        (field,) = [field for field in one(page, Form).fields if field.name == "period"]
        assert [value for value, _ in field.options][:: len(field.options) - 1] == [
            months,
            "2022-10",
        ]


def _downloads(page: Page) -> Links:
    (found,) = [block for block in page.blocks if isinstance(block, Links) and block.download]
    return found


def test_all_documents_are_to_be_chosen(ask: Asks) -> None:
    page = statements.show(ask())
    links = [block for block in page.blocks if isinstance(block, Links) and not block.download]
    ids = [args_of(address)["doc"] for line in links for _, address, _ in line.items]
    assert sorted(ids) == sorted(DOCUMENTS)
    assert shown(page)["doc"] == "annual"


@pytest.mark.parametrize("doc", ["receipt", "passbook"])
def test_a_paper_waits_for_its_number(ask: Asks, doc: str) -> None:
    page = statements.show(ask("en", doc=doc))
    assert "Type a number" in told(page)
    assert not [block for block in page.blocks if isinstance(block, Frame)]
    with pytest.raises(Refused, match="R872"):
        statements.served(ask(doc=doc))


@pytest.mark.parametrize(
    ("doc", "typed", "within", "found"),
    [
        ("monthly", "", year(2566), "2023-09"),
        ("monthly", "", month("2024-02"), "2024-02"),
        ("monthly", "", Period(date(2023, 1, 1), date(2023, 3, 31), "…"), "2023-03"),
        ("annual", "", month("2023-10"), "2567"),
        ("annual", "", year(2566), "2566"),
        ("member-register", "", month("2024-02"), "2024-02-29"),
        # The filter runs on: to the day of today.
        ("member-register", "", year(2568), "2024-10-05"),
        # What is typed stays while it meets the filter.
        ("monthly", "2023-10", year(2567), "2023-10"),
        ("monthly", "2023-09", year(2567), "2024-09"),
        ("monthly", "ต.ค. 2566", None, "2023-10"),
        ("annual", "2566", None, "2566"),
        ("annual", "2023", None, "2566"),
        ("member-register", "30/9/2566", None, "2023-09-30"),
        ("member-register", "๓๐ ก.ย. ๒๕๖๖", None, "2023-09-30"),
    ],
)
def test_the_period(ask: Asks, doc: str, typed: str, within: Period | None, found: str) -> None:
    page = statements.show(ask(doc=doc, within=within, period=typed))
    assert shown(page)["period"] == found


def test_the_choice_of_months_is_that_of_the_filter(ask: Asks) -> None:
    page = statements.show(ask(doc="monthly", within=year(2567)))
    (field,) = [field for field in one(page, Form).fields if field.name == "period"]
    assert [value for value, _ in field.options] == calendars.months_between("2023-10", "2024-09")[
        ::-1
    ]


def test_a_figure_stays_that_of_its_period(ask: Asks) -> None:
    """Whatever the filter says: a link to what is behind a figure names the period itself."""
    page = statements.show(
        ask(doc="monthly", within=year(2566), period="2023-10", cell="month.receipts.4101")
    )
    assert fields(page)["period"] == "2023-10"


def test_a_register_is_read_village_by_village(ask: Asks) -> None:
    assert shown(statements.show(ask(doc="control-sheet")))["village"] == "1"
    page = statements.show(ask(doc="control-sheet", village="๒"))
    assert fields(page)["village"] == "2"
    with pytest.raises(Refused, match="R872"):
        statements.served(ask(doc="control-sheet"))
    # Of a copy for anybody there is the whole fund's alone.
    public = statements.show(ask(doc="control-sheet", village="2", public="1"))
    assert "village" not in shown(public)
    assert "village" not in fields(public)


# --- the document --------------------------------------------------------------------------------


def document(ask: Asks, **args: str) -> dict[str, str]:
    """The traced cells of a document on the screen: name to what is shown, as links lead."""
    name, data = statements.served(ask(**args))
    assert name.endswith(".html")
    text = data.decode()
    assert '<base target="_parent">' in text
    found = {}
    for address, value in _LINK.findall(text):
        own = args_of(unescape(address))
        assert address.startswith("./?doc="), address
        assert {key: own[key] for key in args} == args
        assert own["cell"] not in found
        found[own["cell"]] = unescape(value)
    return found


def behind(book: Book, id_: str, period: Period) -> dict[str, trace.Explanation]:
    """What stands behind each cell, worked out once; the books carry every figure."""
    if (id_, period) not in BEHIND:
        made = DOCUMENTS[id_].build(book, Ask(date(2024, 10, 5), period))
        BEHIND[id_, period] = {one.ref: one for one in trace.explanations(book, made)}
    found = BEHIND[id_, period]
    assert [ref for ref, one in found.items() if one.ties is False] == []
    return found


def amounts(pairs: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """Golden figures under the names of their cells, as they are shown."""
    for name, amount in pairs.items():
        value = (
            money.parse_amount(amount, allow_negative=True) if isinstance(amount, str) else amount
        )
        yield f"{prefix}{name}", written(value, Words("th"))


@pytest.mark.parametrize("label", ["2566", "2567"])
def test_the_figures_of_a_year(ask: Asks, sample_book: Book, label: str) -> None:
    golden = json.loads((GOLDEN / "annual" / f"{label}.json").read_text(encoding="utf-8"))
    shows = document(ask, doc="annual", period=label)
    now, sheet = golden["income_statement"], golden["balance_sheet"]
    wanted = {
        **dict(amounts({**now["income"], **now["welfare"], **now["admin"]}, "result.")),
        **dict(amounts({"surplus": now["surplus"]}, "result.")),
        **dict(amounts(sheet["assets"], "sheet.assets.")),
        **dict(amounts(sheet["liabilities"], "sheet.liabilities.")),
        **dict(amounts(sheet["funds"], "sheet.funds.")),
        **dict(amounts({"assets.total": sheet["assets_total"]}, "sheet.")),
    }
    for part in ("income", "welfare", "admin"):
        wanted |= amounts({f"{part}.total": now[f"{part}_total"]}, "result.")
        past = golden["income_statement_prior_year"]
        wanted |= amounts(past[part] if past else {}, "before.result.")
    for name, fund in golden["subfunds"].items():
        moved = {key: fund[key] for key in ("opening", "income", "transfer", "closing")}
        wanted |= amounts(moved, f"changes.{name}.")
    assert {name: shows.get(name) for name in wanted} == wanted
    assert shows.keys() == behind(sample_book, "annual", year(int(label))).keys()


@pytest.mark.parametrize("label", ["2022-10", "2023-09", "2024-03"])
def test_the_figures_of_a_month(ask: Asks, sample_book: Book, label: str) -> None:
    golden = json.loads((GOLDEN / "monthly" / f"{label}.json").read_text(encoding="utf-8"))
    shows = document(ask, doc="monthly", period=label)
    wanted: dict[str, str] = {}
    for side in ("opening", "receipts", "payments", "closing"):
        flow = golden["receipts_payments"]
        wanted |= amounts({k: v for k, v in flow[side].items() if v != "0.00"}, f"month.{side}.")
        wanted |= amounts({"total": flow[f"{side}_total"]}, f"month.{side}.")
    wanted |= amounts({k: golden["members"][k] for k in ("opening", "closing")}, "members.month.")
    for name, fund in golden["subfunds"].items():
        wanted |= amounts({key: fund[key] for key in ("opening", "closing")}, f"funds.{name}.")
    assert {name: shows.get(name) for name in wanted} == wanted
    assert shows.keys() == behind(sample_book, "monthly", month(label)).keys()


@pytest.mark.parametrize("doc", [*OTHERS, "member-register"])
def test_nobody_is_named_unless_asked_for(ask: Asks, people: register.People, doc: str) -> None:
    args = {"doc": doc, **ONE.get(doc, {})}
    if DOCUMENTS[doc].per == "village":
        args["village"] = "1"
    secrets = {
        *register.full_names(people),
        *(one.citizen_id for one in people.values() if one.citizen_id),
        *(one.phone for one in people.values() if one.phone),
    }
    plain = statements.served(ask(**args))[1].decode()
    assert len(plain) < statements.BYTES
    assert not [secret for secret in secrets if secret in plain]
    if DOCUMENTS[doc].public:
        public = statements.served(ask(**args, people=people, public="1"))[1].decode()
        assert not [secret for secret in secrets if secret in public]


def test_names_where_they_were_asked_for(ask: Asks, people: register.People) -> None:
    name = people["0042"].name
    dots = "........"
    nameless = statements.served(ask(doc="passbook", member="0042"))[1].decode()
    assert name not in nameless
    assert dots in nameless
    found = statements.served(ask(doc="passbook", member="0042", people=people))
    assert name in found[1].decode()
    # The list for an authority has whole citizen ids on paper alone.
    listed = statements.served(ask(doc="matching-proposal", people=people))[1].decode()
    members = [one for one in people.values() if one.citizen_id]
    assert not [one for one in members if one.citizen_id in listed]
    assert [one for one in members if one.name in listed and privacy.mask(one.citizen_id) in listed]


def test_files_are_those_that_the_command_prints(ask: Asks, run: Run, tmp_path: Path) -> None:
    words = ("--no-names", "--today", "2024-10-05", "print", "trial-balance", "2566-10", "--public")
    result = run(*words, "--pdf", "--xlsx", "--out", tmp_path / "out", fund=LEDGER)
    assert result.exit_code == 0, result.output
    printed = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.*")}
    printed.pop(".gitignore", None)
    args = {"doc": "trial-balance", "period": "2023-10", "public": "1"}
    assert printed == dict(statements.served(ask("en", **args, kind=k)) for k in ("pdf", "xlsx"))


# --- behind a figure -----------------------------------------------------------------------------


def test_entries_behind_a_figure(ask: Asks, sample_book: Book) -> None:
    asked = ask(doc="annual", period="2567", cell="result.5104")
    page = statements.show(asked)
    found = behind(sample_book, "annual", year(2567))["result.5104"]
    table = one(page, Table)
    assert len(table.rows) == len(found.lines)
    for row, line in zip(table.rows, found.lines, strict=True):
        day, number, text, account, amount, running, place = row.cells
        assert (day.value, text.value, amount.value) == (line.day, line.text, line.amount)
        assert args_of(number.link) == {"claim": line.number}
        assert account.value == asked.account_name("Expenses:Welfare:Death")
        assert account.link == f"/x/account/Expenses:Welfare:Death/?time={line.day:%Y-%m}"
        assert place.link == asked.entry(line.place)
        assert place.link.startswith("#context-")
        assert str(place.value) == f"journal/{line.day:%Y-%m}.beancount:{line.place.line}"
    assert running.value == Decimal("116500.00")
    assert facts(page)["ในเอกสาร"].value == facts(page)["รวมที่มา"].value == Decimal("116500.00")
    assert facts(page)["เทียบกัน"].value == "ตรงกัน"
    assert one(page, Heading).text == found.label


def test_many_entries_come_in_parts(ask: Asks, sample_book: Book) -> None:
    found = behind(sample_book, "annual", year(2567))["result.4101"]
    parts = -(-len(found.lines) // ROWS)
    first, last = (
        one(statements.show(ask(doc="annual", cell="result.4101", part=str(part))), Table)
        for part in (1, parts)
    )
    assert len(first.rows) == ROWS
    assert len(last.rows) == len(found.lines) - ROWS * (parts - 1)
    assert last.rows[-1].cells[5].value == found.value == Decimal("113245.00")


def test_members_behind_a_count(ask: Asks, sample_book: Book) -> None:
    page = statements.show(ask("en", doc="annual", period="2567", cell="cover.closing", part="2"))
    numbers = behind(sample_book, "annual", year(2567))["cover.closing"].numbers
    cells = [cell for row in one(page, Table).rows for cell in row.cells]
    assert [cell.value for cell in cells] == list(numbers[ROWS:])
    assert [args_of(cell.link)["member"] for cell in cells] == list(numbers[ROWS:])
    assert "317 numbers counted" in told(page)


def test_cells_behind_a_total(ask: Asks) -> None:
    page = statements.show(ask(doc="annual", period="2567", cell="result.income.total"))
    *rows, total = one(page, Table).rows
    refs = [args_of(row.cells[0].link)["cell"] for row in rows]
    assert refs == [row.cells[1].value for row in rows]
    assert "result.4101" in refs
    assert total.cells[2].value == Decimal("254284.66")
    assert sum(row.cells[2].value for row in rows) == total.cells[2].value  # type: ignore[misc]


def test_words_behind_a_figure(ask: Asks) -> None:
    page = statements.show(ask("en", doc="control-sheet", village="1", cell="0008.2023-10"))
    assert facts(page)["compared"].value == "told in words"
    assert args_of(facts(page)["of"].link) == {"member": "0008"}
    assert told(page)


def test_a_figure_that_the_books_do_not_carry_is_loud(ask: Asks, sample_book: Book) -> None:
    asked = ask("en")
    made = DOCUMENTS["annual"].build(sample_book, Ask(asked.today, year(2567)))
    wrong = trace.explain(sample_book, made, "result.4101")._replace(total=Decimal("113000.00"))
    page = Page("", tuple(statements.behind(asked, made, wrong, {"doc": "annual"})))
    assert "R914" in told(page)
    assert "245.00" in told(page)
    assert facts(page)["compared"].value == "they differ"


# --- what there is not ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"doc": "monthly", "period": "garbage"}, "D114"),
        ({"doc": "monthly", "period": "2566"}, "R873"),
        ({"doc": "annual", "period": "2560"}, "R874"),
        ({"doc": "annual", "period": "2570"}, "R874"),
        ({"doc": "annual", "village": "1"}, "R876"),
        ({"doc": "cash-book", "public": "1"}, "R875"),
        ({"doc": "annual", "cell": "<script>"}, "R913"),
        ({"doc": "status-return", "cell": "1.nothing"}, "R913"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_its_place(
    ask: Asks, args: dict[str, str], code: str
) -> None:
    page = statements.show(ask(**args))
    assert told(page).startswith(code)
    assert fields(page)["doc"] == args["doc"]
    if "cell" not in args:
        with pytest.raises(Refused, match=code):
            statements.served(ask(**args))


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"doc": "nothing"}, "R871"),
        ({"kind": "exe"}, "R952"),
        ({"doc": "control-sheet", "village": "99"}, "R415"),
        ({"doc": "passbook", "member": "9999"}, "R107"),
        ({"doc": "receipt", "number": "x" * 10_000}, "R901"),
    ],
)
def test_what_there_is_not(ask: Asks, args: dict[str, str], code: str) -> None:
    with pytest.raises(Refused, match=code) as refused:
        statements.served(ask(**args))
    assert code in statements.sorry(ask(), refused.value).decode()


def test_nothing_larger_than_a_page_is_sent(ask: Asks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "BYTES", 1000)
    with pytest.raises(Refused, match="R951"):
        statements.served(ask(doc="trial-balance"))


def test_books_that_begin_later_say_so(ask: Asks, sample_book: Book) -> None:
    last = date(2023, 9, 30)
    entries, _, _ = parser.parse_string(records.render(carry.carry(sample_book, last)))
    book = resumed(sample_book, entries, last)
    # A month's report has the month before beside it, so the first month reaches back.
    for doc, period in (("annual", "2567"), ("monthly", "2023-10"), ("trial-balance", "2023-09")):
        page = statements.show(ask("en", book=book, doc=doc, period=period))
        assert "R950" in told(page)
        assert "welfare audit --all" in told(page)
        with pytest.raises(Refused, match="R950"):
            statements.served(ask(book=book, doc=doc, period=period))
    page = statements.show(ask(book=book, doc="monthly", period="2023-11"))
    assert shown(page)["period"] == "2023-11"


def test_books_with_errors_say_so(ask: Asks, sample_book: Book) -> None:
    book = replace(sample_book, errors=[ParserError({}, "x", None)])
    assert "1 errors" in told(statements.show(ask("en", book=book)))
    assert "errors" not in told(statements.show(ask("en")))
