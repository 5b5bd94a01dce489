"""The code of a closing as a QR, drawn as one path of squares."""

from __future__ import annotations

QUIET = 4  # modules of white around, as readers need


def svg(text: str) -> str:
    """A QR code as an SVG picture; the same text gives the same picture."""
    import segno  # noqa: PLC0415 - only documents of a closed period need it

    rows = list(segno.make(text, micro=False, error="m").matrix)
    size = len(rows) + 2 * QUIET
    squares = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        f' width="{size}" height="{size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{squares}"/></svg>'
    )
