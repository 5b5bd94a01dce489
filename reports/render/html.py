"""A document as one page of HTML: for the screen, and for printing from any browser.

It needs no other file and no network: style, font and drawings are in it. The contents and their
order are those of the PDF. Everything of a document is escaped; nothing of it becomes markup.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment
from jinja2 import FunctionLoader
from jinja2 import StrictUndefined

from reports.model import Document
from reports.render import fonts
from reports.render.view import view


def render(document: Document) -> bytes:
    """The page, UTF-8."""
    found = view(document)
    faces = {weight: fonts.data_uri(weight) for weight in fonts.FILES}
    # Main document first, unless all that it has are parts.
    sheets = [found] if found["blocks"] or not found["parts"] else []
    page = (
        environment()
        .get_template("document.html")
        .render(
            doc=found,
            sheets=[*sheets, *found["parts"]],
            faces=faces,
            family=fonts.FAMILY,
            css=css_text,
        )
    )
    return (page + "\n").encode("utf-8")


def css_text(text: str) -> str:
    """A text as a string of CSS: every letter by its number, so that none of them can end it."""
    return '"' + "".join(f"\\{ord(char):06x}" for char in text) + '"'


@cache
def environment() -> Environment:
    """Where the templates beside this module are found; whatever is put into one is escaped."""
    return Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _source(name: str) -> str:
    return (resources.files("reports.render") / name).read_text(encoding="utf-8")
