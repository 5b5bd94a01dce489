"""Between Fava and our pages: what a request asks for, and how a page becomes HTML.

Each page of the sidebar is a class with a title and a function `show(asked) -> Page`; what it knows
of Fava is in this module alone. Nothing here writes: Fava's reading endpoints run under
`--read-only` too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any
from typing import ClassVar
from urllib.parse import urlencode

from beancount.core.data import Directive
from fava.context import g
from fava.core.filters import AccountFilter
from fava.core.filters import AdvancedFilter
from fava.ext import FavaExtensionBase
from fava.ext import extension_endpoint
from fava.helpers import FavaAPIError
from fava.util.date import local_today
from fava.util.date import parse_date
from flask import Response
from flask import after_this_request
from flask import current_app
from flask import has_request_context
from flask import make_response
from flask import request
from jinja2 import Environment
from jinja2 import FunctionLoader
from markupsafe import Markup

from reports.fava_ext.page import Asked
from reports.fava_ext.page import Field
from reports.fava_ext.page import Form
from reports.fava_ext.page import Frame
from reports.fava_ext.page import Links
from reports.fava_ext.page import Page
from reports.fava_ext.page import PageBlock
from reports.fava_ext.page import near
from reports.model import Chart
from reports.model import Heading
from reports.model import Paragraph
from reports.render import fonts
from reports.render import html
from reports.render.view import blocks
from reports.render.view import plain
from reports.words import Words
from welfare import calendars
from welfare import register
from welfare.books import Book
from welfare.books import no_collection
from welfare.calendars import Period
from welfare.findings import Refused
from welfare.findings import finding
from welfare.findings import refuse
from welfare.register import Person
from welfare.vocabulary import place_of

#: What `welfare audit` tells the pages, in the application's configuration.
SETTINGS = "WELFARE"
COOKIE = "welfare-lang"
#: Fava's own words in an address, which stay while one goes from page to page.
FILTERS = ("time", "account", "filter")
#: What a query may begin with. Fava's shell knows words too that open any file for writing or
#: reading (`.output`, `CREATE TABLE`), and a link on a foreign page is enough to say them.
QUERIES = ("select", "balances", "journal", "print", "run", "help", "tables", "describe")
_FIRST = re.compile(r"\.?\w*")
#: Years after this one are of the Buddhist era, which Fava does not know.
BUDDHIST = 2400
_YEAR = re.compile(r"(?<!\d)2[4-9]\d\d(?!\d)")
#: Characters of what was typed that a message repeats.
SHOWN = 40
DAY = timedelta(days=1)
#: Lines of a journal of Fava's; measured 1.1 kB each, and 5 MB is too much for an old laptop.
LINES = 3500


@dataclass(frozen=True)
class Settings:
    """What whoever started the server asked for; plain Fava has none.

    Attributes:
        names: whether names of persons may be shown.
        today: the day; that of Fava's own clock where it is None.
        lang: the language until the reader changes it.
    """

    names: bool = False
    today: date | None = None
    lang: str = "th"


def settings() -> Settings:
    """The settings of the running server."""
    found = current_app.config.get(SETTINGS)
    return found if isinstance(found, Settings) else Settings()


def language() -> str:
    """The language of the request: of its address, else as last chosen, else of the server."""
    if not has_request_context():
        return "th"
    asked = request.args.get("lang") or request.cookies.get(COOKIE, "")
    return asked if asked in ("th", "en") else settings().lang


class Base(FavaExtensionBase):
    """One page of the sidebar.

    Attributes:
        key: its word in our own code, `overview`.
        titles: its name in Thai and in English.
    """

    key: ClassVar[str] = ""
    titles: ClassVar[tuple[str, str]] = ("", "")

    def show(self, asked: Asked) -> Page:
        """What is on the page."""
        raise NotImplementedError

    @property
    def report_title(self) -> str:  # type: ignore[override]
        """The name in the sidebar, in the language of the request."""
        return Words(language())(*self.titles)

    @cached_property
    def jinja_env(self) -> Environment:
        """Fava wants a template for each class: the same one for all."""
        return current_app.jinja_env.overlay(
            loader=FunctionLoader(lambda _: "{{ extension.page() }}")
        )

    def before_request(self) -> None:
        """Let queries only ask, under plain `fava main.beancount` too."""
        only_questions()

    @property
    def book(self) -> Book:
        """The books that Fava has loaded, one for all our pages, for as long as it keeps them."""
        ledger, kept = self.ledger, vars(self._pages()[0])
        loaded: Any = (ledger.all_entries, ledger.load_errors, ledger.options)
        held, book = kept.get("_loaded", ((None,) * 3, None))
        if any(one is not other for one, other in zip(loaded, held, strict=True)):
            entries, errors, options = loaded
            folder = Path(ledger.beancount_file_path).parent
            book = Book(folder, list(entries), list(errors), options)
            kept["_loaded"] = loaded, book
        found: Book = book
        return found

    def asked(self) -> Asked:
        """What the request asks for.

        Raises:
            FavaAPIError: the time filter cannot be read.
        """
        book, own = self.book, settings()
        return Asked(
            book,
            language(),
            own.today or local_today(),
            request.args.to_dict(),
            book.once(people) if own.names else {},
            _period(book),
            request.args.get("account", ""),
            _passes(book),
            self.page_address,
            self.file_address,
            self.ledger_address,
            _here,
        )

    def page_address(self, key: str, **args: str) -> str:
        """Address of a page of ours; Fava's filters stay as they are unless they are given."""
        name = next(one.name for one in self._pages() if one.key == key)
        return f"/{g.beancount_file_slug}/extension/{name}/{_query(_kept() | args)}"

    def file_address(self, key: str, endpoint: str, **args: str) -> str:
        """Address of a file that a page of ours serves."""
        page, _, query = self.page_address(key, **args).partition("?")
        return page + endpoint + (f"?{query}" if query else "")

    def ledger_address(self, account: str, month: str) -> str:
        """Fava's page of an account in one month; "" where it would be too heavy even so."""
        if self.book.once(lines_shown)[account, month] > LINES:
            return ""
        return f"/{g.beancount_file_slug}/account/{account}/{_query({'time': month})}"

    def page(self) -> Markup:
        """The page as HTML; what was asked wrongly is told in its place."""
        if "lang" in request.args:
            after_this_request(_remember)
        try:
            with self._told():
                asked = self.asked()
                bar = self.bar(asked)
                try:
                    made = self.show(asked)
                except Refused as refused:
                    told = (
                        Paragraph(one.text(asked.lang), strong=True) for one in refused.findings
                    )
                    made = Page(self.report_title, tuple(told))
                made = replace(made, blocks=(*_partly(asked), *made.blocks))
                return Markup(render(asked, made, bar))  # noqa: S704 - escaped by the template
        except (Refused, FavaAPIError) as error:
            return _alone(self.report_title, error)

    def answer(self, make: Callable[[Asked], Response]) -> Response:
        """A file of the page; where not even the request can be read, why."""
        try:
            with self._told():
                return make(self.asked())
        except (Refused, FavaAPIError) as error:
            return Response(_alone(self.report_title, error), 400)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What wrong books make impossible is told; in sound books it is a fault of ours.

        Raises:
            Refused: F313, nothing can be made of books so wrong.
        """
        try:
            with no_collection():
                yield
        except (Refused, FavaAPIError):
            raise
        except Exception as fault:
            if not self.book.errors:
                raise
            raise _beyond(self.book) from fault

    def bar(self, asked: Asked) -> tuple[Links, ...]:
        """Our pages, which stand far down in Fava's sidebar, and the fiscal years of the books."""
        book, words = asked.book, asked.words
        start = book.fiscal_start
        last = max((entry.date for entry in book.transactions[-1:]), default=book.begins)
        first = calendars.fiscal_year(max(book.begins, book.books_from), start)
        years = range(first, calendars.fiscal_year(last, start) + 1)
        label = asked.period.label if asked.period else ""
        items = [
            (
                words(str(year), f"{year - calendars.BE_MINUS_CE} (BE {year})"),
                _here(time=f"FY{year - calendars.BE_MINUS_CE}"),
                label == str(year),
            )
            for year in years
        ]
        every = (words("ทุกปี", "all"), _here(time=""), asked.period is None)
        if asked.period and label not in map(str, years):
            items.append((words.period(asked.period), _here(), True))
        pages = tuple(
            (words(*one.titles), asked.page(one.key), one.key == self.key) for one in self._pages()
        )
        return Links(pages), Links((*items, every), words("ปีบัญชี", "fiscal year"))

    def _pages(self) -> list[Base]:
        """All our pages, in the order of the sidebar."""
        return [ext for ext in self.ledger.extensions._exts if isinstance(ext, Base)]

    @extension_endpoint("font.woff2")  # type: ignore[arg-type, untyped-decorator]
    def font(self) -> Response:
        """The font of the papers, for computers without a Thai one."""
        name = f"{fonts.FILES[400]}.woff2"
        answer = make_response((fonts.folder() / name).read_bytes())
        answer.headers["Content-Type"] = "font/woff2"
        answer.headers["Cache-Control"] = "max-age=86400"
        return answer


# --- addresses -----------------------------------------------------------------------------------


def _kept() -> dict[str, str]:
    """Fava's filters of this request."""
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


def _query(args: Mapping[str, str]) -> str:
    told = {name: value for name, value in args.items() if value}
    return f"?{urlencode(told)}" if told else ""


def _here(**args: str) -> str:
    own = {k: v for k, v in request.args.items() if k not in ("partial", "lang", "part")}
    return request.path + _query({**own, **args})


def _remember(response: Response) -> Response:
    response.set_cookie(COOKIE, language(), samesite="Lax")
    return response


def lines_shown(book: Book) -> Counter[tuple[str, str]]:
    """How many lines Fava's journal of an account shows in a month: entries stand there whole."""
    found: Counter[tuple[str, str]] = Counter()
    for entry in book.transactions:
        month = calendars.month_of(entry.date)
        for account in {posting.account for posting in entry.postings}:
            found[account, month] += len(entry.postings)
    return found


# --- what is asked -------------------------------------------------------------------------------


def only_questions() -> None:
    """Refuse a query of Fava's that is no question.

    Raises:
        FavaAPIError: F312, it begins with a word that does something else.
    """
    for query in request.args.getlist("query_string"):
        word = _FIRST.match(query.strip())[0]  # type: ignore[index]
        if word.lower().removeprefix(".") not in ("", *QUERIES):
            told = finding("F312", word=word[:SHOWN], known=" ".join(QUERIES).upper())
            raise FavaAPIError(told.text(language()))


def people(book: Book) -> Mapping[str, Person]:
    """The register of a fund, by person number; empty where it is damaged, which Controls tells."""
    try:
        return register.load(book.folder)
    except Refused:
        return {}


def _period(book: Book) -> Period | None:
    """The days of Fava's time filter, named as we name them.

    Raises:
        FavaAPIError: it cannot be read, or its years are of the Buddhist era.
    """
    text = request.args.get("time", "")
    if not text:
        return None
    try:
        first, end = parse_date(text, g.ledger.fava_options.fiscal_year_end)
    except (ValueError, OverflowError):
        first = end = None
    if first is None or end is None or first.year == date.min.year:
        typed, words = text[:SHOWN], Words(language())
        raise FavaAPIError(words(f"อ่านช่วงเวลาไม่ได้: {typed}", f"cannot read the time: {typed}"))
    if max(first.year, end.year) > BUDDHIST:
        raise FavaAPIError(_in_ce(text[:SHOWN]))
    last = end - DAY
    year = calendars.fiscal_year_period(
        calendars.fiscal_year(first, book.fiscal_start), book.fiscal_start
    )
    month = calendars.month_period(calendars.month_of(first))
    for known in (year, month):
        if (known.first, known.last) == (first, last):
            return known
    return Period(first, last, f"{first}..{last}")


def _in_ce(typed: str) -> str:
    """That Fava counts years of the Christian era, and what to type instead: FY2023 for 2566."""
    meant = _YEAR.sub(lambda year: str(int(year[0]) - calendars.BE_MINUS_CE), typed)
    meant = f"FY{meant}" if _YEAR.fullmatch(typed.strip()) else meant
    return Words(language())(
        f"ช่องเวลาของ Fava นับปีเป็น ค.ศ. {typed} ให้พิมพ์ {meant}",
        f"Fava's time counts years of the Christian era; for {typed} type {meant}",
    )


def _passes(book: Book) -> Callable[[Directive], bool]:
    """Whether a directive passes Fava's account filter and its filter of words.

    Raises:
        FavaAPIError: one of them cannot be read.
    """
    account, words = request.args.get("account", ""), request.args.get("filter", "").strip()
    filters: list[Any] = [AccountFilter(account)] if account else []
    try:
        filters += [AdvancedFilter(words)] if words else []
    except FavaAPIError as error:
        said = Words(language())(f"อ่านตัวกรองไม่ได้: {words}", f"cannot read the filter: {words}")
        raise FavaAPIError(said) from error

    def passes(entry: Directive) -> bool:
        return all(one.apply([entry]) for one in filters)

    try:
        # Fava finds out only here that a pattern is none.
        all(map(passes, book.transactions[:1]))
    except re.error as error:
        said = Words(language())(f"อ่านบัญชีไม่ได้: {account}", f"cannot read the account: {account}")
        raise FavaAPIError(said) from error
    return passes


# --- HTML ----------------------------------------------------------------------------------------


def render(asked: Asked, page: Page, bar: tuple[Links, ...]) -> str:
    """A page as HTML, everything in it escaped."""
    words = asked.words
    template = html.environment().overlay(loader=FunctionLoader(_source)).get_template("page.html")
    other = words("English", "ไทย"), words("en", "th")
    return template.render(
        lang=asked.lang,
        title=plain(page.title),
        names=_names(asked),
        bar=[_block(line, words)[0] for line in bar],
        other=(other[0], _here(lang=other[1]), other[1]),
        font=asked.file("overview", "font.woff2"),
        blocks=[view for group in _grouped(page.blocks) for view in _block(group, words)],
    )


def _partly(asked: Asked) -> Iterator[Paragraph]:
    """That the open books hold only some of the days of the time filter."""
    carried, period, words = asked.book.carried, asked.period, asked.words
    if carried is not None and period is not None and period.first <= carried < period.last:
        first = words.day(asked.book.begins)
        thai = f"ช่วงเวลาที่เลือกก่อน {first} ไม่อยู่ในสมุดบัญชีที่เปิด เปิดทั้งประวัติด้วย welfare audit --all"
        english = f"The open books begin on {first}; what came before: `welfare audit --all`."
        yield Paragraph(words(thai, english), strong=True)


def _names(asked: Asked) -> str:
    """Whether names are shown; why not, where they were asked for."""
    words = asked.words
    if asked.people:
        return words("แสดงชื่อบุคคล", "names are shown")
    if not settings().names:
        return ""
    return words(
        "ไม่มีชื่อให้แสดง ทะเบียนบุคคลว่างหรือเสีย ดูหน้าจุดควบคุม",
        "no names: the register of persons is empty or damaged, see Controls",
    )


def _beyond(book: Book) -> Refused:
    """That books are too wrong for a page, with the first of what is wrong."""
    first = book.errors[0]
    where = near(book, place_of(first.source or {}))
    # Of a fault of a plugin Beancount tells the whole way to it; what went wrong stands last.
    said = first.message.strip().splitlines()[-1]
    return refuse("F313", count=len(book.errors), where=where, first=said)


def _alone(title: str, error: Refused | FavaAPIError) -> Markup:
    """What is told where not even a filter or the fund's own facts can be read."""
    told = (
        " ".join(one.text(language()) for one in error.findings)
        if isinstance(error, Refused)
        else error.message
    )
    page = Markup('<div class="welfare"><h1>{}</h1><p>{}</p><p><a href="{}">{}</a></p></div>')
    back = Words(language())(f"{title} โดยไม่มีตัวกรอง", f"{title} without filters")
    return page.format(title, plain(told), request.path, back)


def _source(name: str) -> str | None:
    if name == "page.html":
        return (Path(__file__).parent / name).read_text(encoding="utf-8")
    loader: Any = html.environment().loader
    found: str = loader.get_source(html.environment(), name)[0]
    return found


def _grouped(listed: tuple[PageBlock, ...]) -> list[Any]:
    """The blocks, with charts that follow one another side by side."""
    found: list[Any] = []
    for is_chart, run in groupby(listed, lambda block: isinstance(block, Chart)):
        group = list(run)
        found += [group] if is_chart else group
    return found


def _block(block: Any, words: Words) -> list[dict[str, Any]]:
    match block:
        case list():
            return [{"is": "charts", "blocks": blocks(block, words)}]
        case Form():
            return [
                {
                    "is": "form",
                    "action": request.path,
                    "kept": list(_kept().items()),
                    "fields": [_field(one) for one in block.fields],
                    "button": block.button,
                }
            ]
        case Links():
            items = [(plain(text), address, here) for text, address, here in block.items]
            own = {"is": "links", "items": items, "label": plain(block.label)}
            return [{**own, "download": block.download}]
        case Frame():
            own = {"is": "frame", "address": block.address, "title": plain(block.title)}
            return [{**own, "tall": block.tall}]
        case Heading():
            return [{"is": "heading", "text": plain(block.text), "level": block.level}]
        case _:
            return blocks([block], words)


def _field(one: Field) -> dict[str, Any]:
    return {
        "name": one.name,
        "label": plain(one.label),
        "value": plain(one.value),
        "kind": one.kind,
        "options": [(value, plain(text)) for value, text in one.options],
    }
