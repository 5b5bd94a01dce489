"""Write `docs/worked-claims.md`: ten hard claims of the sample as `welfare claim show` prints them.

python docs/make_worked.py [FUND]
"""

from __future__ import annotations

import sys
from pathlib import Path

from click.testing import CliRunner

import cli

DOCS = Path(__file__).parent
FUND = DOCS.parent / "ledgers" / "sample"
PAGE = "worked-claims.md"
TODAY = "2024-10-01"

#: The claims, each with one line on what makes it hard.
CLAIMS = {
    "C67-0087": "A stay across the day of an amendment: each night at the rate of its own day.",
    "C67-0091": "The same, with little left: two ceilings of one year, night by night.",
    "C67-0092": "Eight nights across the amendment: the first seven count, whatever their rate.",
    "C67-0150": "March nights claimed in June: the old ceiling holds, and was passed long ago.",
    "C67-0155": "Filed on day 79: the time allowed is that of the day of admission.",
    "C67-0005": "A stay across the fiscal year's end: each night uses the ceiling of its year.",
    "C66-0082": "Admitted the day before membership lapsed; four instalments are deducted.",
    "C66-0076": "A yearly benefit; three instalments fell due before the day of payment.",
    "C67-0053": "The member died in hospital; the nominee's lower claim number bears the arrears.",
    "C67-0170": "Death on the very day on which five years are complete, after a reinstatement.",
}


def shown(fund: Path, number: str) -> str:
    """What the command prints, in Thai and without names."""
    words = ["--today", TODAY, "--no-names", "--fund", str(fund), "claim", "show", number]
    result = CliRunner().invoke(cli.main, words)
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.output.splitlines()).strip()


def page(fund: Path) -> str:
    """The page."""
    lines = [
        "# Ten claims worked through (ตัวอย่างคำขอสิบราย)",
        "",
        "Made by `python docs/make_worked.py` from the sample fund; do not edit. This is what"
        " `welfare claim show` prints, to be read beside the text of the bylaws.",
    ]
    for number, text in CLAIMS.items():
        lines += ["", f"## {number}", "", text, "", "```text", shown(fund, number), "```"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    fund = Path(sys.argv[1]) if len(sys.argv) > 1 else FUND
    (DOCS / PAGE).write_text(page(fund), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
