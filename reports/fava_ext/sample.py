"""Sample: entries drawn for testing, the same ones whenever the same seed is given.

Drawn from the days of the time filter, and from what passes Fava's other filters. The seed is the
auditor's own; where none is given it is the day, so that a sample never depends on being lucky.
"""

from __future__ import annotations

import io
from typing import Literal

from fava.ext import extension_endpoint
from flask import Response
from flask import send_file

from reports import printing
from reports import sampling
from reports.fava_ext import base
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Field
from reports.fava_ext.page import Form
from reports.fava_ext.page import Links
from reports.fava_ext.page import Page
from reports.fava_ext.page import PageBlock
from reports.fava_ext.page import count
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.papers import working_paper
from reports.sampling import Drawn
from reports.sampling import Method
from welfare import calendars
from welfare.findings import Refused

TITLES = ("สุ่มตรวจ", "Sample")
SIZE = "25"
KINDS = ("pdf", "xlsx", "html")


def show(asked: Asked) -> Page:
    """The form, and the sample once it was sent."""
    words = asked.words
    blocks: list[PageBlock] = [_form(asked)]
    if "how" in asked.args:
        method, drawn = _drawn(asked)
        files = (
            (kind.upper(), asked.file("sample", "paper", **_own(asked), kind=kind), False)
            for kind in KINDS
        )
        blocks += [
            Facts(tuple(working_paper.facts(drawn, method, _what(asked), words)), 3),
            Links(tuple(files), words("กระดาษทำการ", "Working paper"), download=True),
            *_table(asked, drawn),
            Paragraph(working_paper.how(words), small=True),
        ]
    return Page(words(*TITLES), tuple(blocks))


def paper(asked: Asked) -> Document:
    """The sample as a working paper.

    Raises:
        Refused: as `sampling.draw`.
    """
    method, drawn = _drawn(asked)
    days = asked.words.period(asked.period) if asked.period else asked.words("ทุกวัน", "all days")
    return working_paper.working_paper(
        asked.book, drawn, method, _what(asked), days, asked.today, asked.lang
    )


def _form(asked: Asked) -> Form:
    words, own = asked.words, _own(asked)
    hows = tuple((key, words(*names)) for key, names in working_paper.HOW.items())
    kinds = tuple((key, words(*names)) for key, names in working_paper.KINDS.items())
    return Form(
        (
            Field("how", words("วิธี", "method"), own["how"], options=hows),
            Field("of", words("สุ่มจาก", "drawn from"), own["of"], options=kinds),
            Field("size", words("จำนวนรายการ", "how many lines"), own["size"], "number"),
            Field("seed", words("เลขสุ่ม (seed)", "seed"), own["seed"]),
        ),
        words("สุ่ม", "Draw"),
    )


def _own(asked: Asked) -> dict[str, str]:
    """What the form says, with what stands there where it says nothing that can be used."""
    args = asked.args
    how, of = args.get("how", ""), args.get("of", "")
    return {
        "how": how if how in working_paper.HOW else "random",
        "of": of if of in sampling.KINDS else "all",
        "size": calendars.from_thai_digits(args.get("size", "")).strip() or SIZE,
        "seed": args.get("seed", "").strip() or f"{calendars.be(asked.today)}-{asked.today:%m-%d}",
    }


def _drawn(asked: Asked) -> tuple[Method, Drawn]:
    own = _own(asked)
    size = count(own["size"])
    how: Literal["random", "mus"] = "mus" if own["how"] == "mus" else "random"
    asked.refuse_behind()
    method = Method(how, size, own["seed"])
    account = asked.account if _is_account(asked) else ""
    population = sampling.items(asked.book, asked.period, own["of"], account, asked.passes)
    return method, sampling.draw(population, method)


def _is_account(asked: Asked) -> bool:
    """Whether Fava's account filter names an account or one above others, not a pattern."""
    name = asked.account
    return any(one == name or one.startswith(f"{name}:") for one in asked.book.opens) and bool(name)


def _what(asked: Asked) -> str:
    names = [asked.words(*working_paper.KINDS[_own(asked)["of"]])]
    # A pattern has no name; yet the paper must say that it was not everything.
    own = asked.account_name(asked.account) if _is_account(asked) else asked.account
    names += [own] if own else []
    filtered = asked.args.get("filter", "")
    return " · ".join([*names, *([filtered] if filtered else [])])


def _table(asked: Asked, drawn: Drawn) -> tuple[PageBlock, ...]:
    words = asked.words
    shown, way = asked.part(list(enumerate(drawn.items, 1)))
    rows = tuple(
        Row(
            (
                Cell(at),
                Cell(item.day),
                asked.number(item.number),
                Cell(asked.account_name(item.account)),
                Cell(item.text),
                Cell(item.amount),
                asked.at(item.posting or item.entry),
            )
        )
        for at, item in shown
    )
    columns = (
        Column("#", "count", 0.4),
        Column(words("วันที่", "date"), "date", 1.2),
        Column(words("เลขที่", "number"), width=1.2),
        Column(words("บัญชี", "account"), width=3),
        Column(words("รายการ", "what"), width=3),
        Column(words("บาท", "baht"), "money", 1.2),
        Column(words("ในสมุดบัญชี", "in the books"), width=2.4),
    )
    return (Table(columns, rows), *way)


class WelfareSample(base.Base):
    """Sample in the sidebar."""

    key = "sample"
    titles = TITLES

    def show(self, asked: Asked) -> Page:
        return show(asked)

    @extension_endpoint("paper")  # type: ignore[arg-type, untyped-decorator]
    def paper(self) -> Response:
        """The working paper as a file."""
        return self.answer(_paper)


def _paper(asked: Asked) -> Response:
    kind = next((one for one in KINDS if one == asked.args.get("kind")), KINDS[0])
    try:
        data = next(printing.contents(paper(asked), kind))
    except Refused as refused:
        return Response("\n".join(item.text(asked.lang) for item in refused.findings), 400)
    name = f"{working_paper.ID}-{_own(asked)['how']}.{kind}"
    return send_file(io.BytesIO(data), download_name=name, as_attachment=kind != "html")
