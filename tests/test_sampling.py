"""Samples: the same lines for the same seed, each line as likely as it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from reports import sampling
from reports.fava_ext import sample
from reports.fava_ext.page import Asked
from reports.model import Table
from reports.render import html
from reports.sampling import Item
from reports.sampling import Method
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import Refused
from welfare.money import satang

Audited = Callable[..., Asked]
YEAR = calendars.fiscal_year_period(2567, 10)
DAY = timedelta(days=1)


def lines(*amounts: str) -> list[Item]:
    """A population of these amounts."""
    return [
        Item(date(2024, 1, 1), f"R{at}", "x", "Expenses:Welfare:Death", Decimal(one), None, None)  # type: ignore[arg-type]
        for at, one in enumerate(amounts)
    ]


def test_population_is_every_line_but_those_of_places(sample_book: Book) -> None:
    found = sampling.items(sample_book, YEAR, "contributions")
    booked = [
        posting
        for entry in sample_book.transactions
        if YEAR.first <= entry.date <= YEAR.last
        for posting in entry.postings
        if posting.account == "Income:Contributions:Members"
    ]
    assert len(found) == len(booked)
    assert sum(item.amount for item in found) == sum(
        abs(p.units.number) for p in booked if p.units is not None and p.units.number is not None
    )


def test_a_transfer_is_one_line(sample_book: Book) -> None:
    moved = [item for item in sampling.items(sample_book, YEAR) if item.posting is None]
    assert moved
    assert all(item.account.startswith("Assets:") for item in moved)


@pytest.mark.parametrize("kind", sampling.KINDS)
def test_what_the_books_began_with_is_never_drawn(sample_book: Book, kind: str) -> None:
    assert all(
        item.entry.meta.get("kind") != "opening" for item in sampling.items(sample_book, None, kind)
    )


def test_days_are_counted_to_the_last(sample_book: Book) -> None:
    day = sampling.items(sample_book, YEAR, "benefits")[0].day

    def on(first: date, last: date) -> int:
        return len(sampling.items(sample_book, Period(first, last, ""), "benefits"))

    assert on(day, day) > 0
    assert on(YEAR.first, day) == on(YEAR.first, day - DAY) + on(day, day)
    assert on(YEAR.first, YEAR.last) == on(YEAR.first, day) + on(day + DAY, YEAR.last)


def test_the_seed_alone_decides(sample_book: Book) -> None:
    population = sampling.items(sample_book, YEAR)
    hows: tuple[Literal["random", "mus"], ...] = ("random", "mus")
    for how in hows:
        method = Method(how, 20, "ส-1")
        again = sampling.draw(population, method).items
        assert sampling.draw(list(population), method).items == again
        assert sampling.draw(population, method._replace(seed="ส-2")).items != again


def test_the_random_sample_can_be_drawn_by_hand() -> None:
    """The three smallest SHA-256 of seed and line, told apart where two are alike."""
    population = lines("10.00", "20.00", "30.00", "30.00", "40.00")
    population[3] = population[2]
    seen: Counter[str] = Counter()
    chances = []
    for at, item in enumerate(population):
        text = f"s|{item.day}|{item.number}|{item.account}|{item.amount}|{item.text}"
        seen[text] += 1
        chances.append((sha256(f"{text}|{seen[text]}".encode()).hexdigest(), at))
    wanted = [population[at] for at in sorted(at for _, at in sorted(chances)[:3])]
    assert sampling.draw(population, Method("random", 3, "s")).items == wanted


def test_the_sample_by_money_can_be_drawn_by_hand() -> None:
    """100 baht, four lines asked for: every 25 baht from a start below 25."""
    population = lines("10.00", "50.00", "5.00", "35.00")
    found = sampling.draw(population, Method("mus", 4, "seed"))
    assert found.interval == Decimal("25.00")
    start = int(sha256(b"seed").hexdigest(), 16) % 2500
    assert found.start is not None
    assert satang(found.start) == start
    ends = list(accumulate(satang(item.amount) for item in population))
    hit = {
        next(at for at, end in enumerate(ends) if satang_number < end)
        for satang_number in range(start, 10_000, 2500)
    }
    assert found.items == [population[at] for at in sorted(hit)]


@settings(max_examples=60, deadline=None)
@given(
    amounts=st.lists(st.integers(1, 100_000), min_size=1, max_size=60),
    size=st.integers(1, 40),
    seed=st.text(max_size=8),
)
def test_by_money_every_interval_is_hit(amounts: list[int], size: int, seed: str) -> None:
    population = lines(*(f"{one / 100:.2f}" for one in amounts))
    found = sampling.draw(population, Method("mus", size, seed))
    assert found.interval is not None
    interval = satang(found.interval)
    for item in population:
        if satang(item.amount) >= interval:
            assert item in found.items
    assert len(found.items) <= max(size, -(-sum(amounts) // interval))
    places = [population.index(item) for item in found.items]
    assert places == sorted(set(places))


def test_every_line_is_as_likely_as_the_next() -> None:
    """Over 400 seeds each of 20 lines is drawn about as often: no line is favoured or left out."""
    population = lines(*(f"{at + 1}.00" for at in range(20)))
    drawn: Counter[str] = Counter()
    for seed in range(400):
        drawn.update(
            i.number for i in sampling.draw(population, Method("random", 5, str(seed))).items
        )
    assert len(drawn) == 20
    assert all(60 <= count <= 140 for count in drawn.values())


def test_more_than_there_is_takes_all_and_none_is_refused() -> None:
    population = lines("1.00", "2.00")
    assert sampling.draw(population, Method("random", 9, "")).items == population
    for size in (0, sampling.SIZE_MAX + 1):
        with pytest.raises(Refused) as refused:
            sampling.draw(population, Method("random", size, ""))
        assert refused.value.findings[0].code == "R955"
    with pytest.raises(Refused) as refused:
        sampling.draw([], Method("mus", 1, ""))
    assert refused.value.findings[0].code == "R956"


def test_the_place_of_the_fund_makes_no_difference(sample_book: Book, tmp_path: Path) -> None:
    """Neither the folder nor the lines of a file have a part in it."""
    entries = [
        entry._replace(meta={**entry.meta, "lineno": 9, "filename": "elsewhere"})
        for entry in sample_book.entries
    ]
    moved = replace(sample_book, folder=tmp_path, entries=entries)
    method = Method("random", 15, "x")
    one, other = (
        sampling.draw(sampling.items(book, YEAR, "benefits"), method).items
        for book in (sample_book, moved)
    )
    assert [item.number for item in one] == [item.number for item in other]


def test_the_page_leads_to_each_entry(audited: Audited) -> None:
    page = sample.show(audited(how="random", of="benefits", size="๑๐", seed="a", period=YEAR))
    table = next(block for block in page.blocks if isinstance(block, Table))
    assert len(table.rows) == 10
    for row in table.rows:
        place = row.cells[-1]
        assert str(place.value).startswith("journal/202")
        assert place.link.startswith("#context-")


def test_an_account_filter_narrows_what_is_drawn_from(audited: Audited) -> None:
    asked = replace(audited(how="random", size="5", seed="a"), account="Expenses:Welfare:Hospital")
    table = next(block for block in sample.show(asked).blocks if isinstance(block, Table))
    assert {row.cells[3].value for row in table.rows} == {
        asked.account_name("Expenses:Welfare:Hospital")
    }


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_paper_says_how_to_draw_it_again(audited: Audited, lang: str) -> None:
    asked = audited(lang, how="mus", of="all", size="12", seed="<b>{{7*7}}", period=YEAR)
    made = sample.paper(asked)
    page = html.render(made).decode()
    assert "&lt;b&gt;{{7*7}}" in page
    assert "<b>" not in page
    table = next(block for block in made.blocks if isinstance(block, Table))
    assert len(table.rows) == len(
        sampling.draw(sampling.items(asked.book, YEAR), Method("mus", 12, "<b>{{7*7}}")).items
    )


def test_nothing_of_the_form_breaks_it(audited: Audited) -> None:
    for args in ({"size": "many"}, {"size": "-1"}, {"size": "999999"}):
        with pytest.raises(Refused):
            sample.show(audited(how="random", **args))
    sample.show(audited(how="nonsense", of="what", size="3", part="x"))
