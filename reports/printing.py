"""A document as files, named as `welfare print` names them.

printing.files(document, ask, spec, "pdf")      {"monthly-2566-10.pdf": b"%PDF…"}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reports import asking
from reports.ask import Ask
from reports.documents import Spec
from reports.model import Document
from welfare import calendars
from welfare.calendars import Period

_NO_NAME = re.compile(r"[^\w.-]+")


def files(document: Document, ask: Ask, spec: Spec, kind: str) -> dict[str, bytes]:
    """File names and contents; a document of very many papers is parted into several files.

    Args:
        document: the document.
        ask: what was asked for.
        spec: its kind.
        kind: pdf, xlsx or html.
    """
    name = _file_name(document, ask, spec)
    made = list(contents(document, kind))
    if len(made) == 1:
        return {f"{name}.{kind}": made[0]}
    return {f"{name}-{number}.{kind}": data for number, data in enumerate(made, 1)}


def contents(document: Document, kind: str) -> Iterator[bytes]:
    """The document as pdf, xlsx or html; as several files where one would be too large."""
    # Each renderer and its library is loaded only if it is asked for.
    if kind == "pdf":
        from reports.render.pdf import Printer  # noqa: PLC0415

        with Printer() as printer:
            yield from printer.pdfs(document)
    elif kind == "xlsx":
        from reports.render import xlsx  # noqa: PLC0415

        yield xlsx.render(document)
    else:
        from reports.render import html  # noqa: PLC0415

        yield html.render(document)


def _file_name(document: Document, ask: Ask, spec: Spec) -> str:
    """`monthly-2566-10`, `passbook-0042`, `trial-balance-2566-10-public-en`."""
    parts = [
        spec.id,
        _label(ask.period) if ask.period else "",
        ask.number,
        ask.member,
        document.name if document.name not in (ask.number, ask.member) else "",
        "public" if ask.public else "",
        "en" if ask.lang == "en" else "",
    ]
    return _NO_NAME.sub("-", "-".join(part for part in parts if part))


def _label(period: Period) -> str:
    """A period in a file name, in พ.ศ.: `2566-10`, `2566`, `2566-10-31`."""
    kind = asking.kind(period)
    if kind == "year":
        return period.label
    if kind == "month":
        return calendars.be_month(period.label)
    if kind == "day":
        return _day(period.first)
    return f"{_day(period.first)}..{_day(period.last)}"


def _day(day: date) -> str:
    return f"{calendars.be(day)}-{day.month:02}-{day.day:02}"
