"""Bylaws (ระเบียบ) as dated parameters: what rule is in force on a day.

A `custom "bylaw"` holds from its date until the next one with the same key, replaces the earlier
one whole, and `repealed: TRUE` ends it:

    2022-10-01 custom "bylaw" "split" "contributions"
      article: "ข้อ ๔๒ (๑)"
      accounts: "4101"
      reserve: 0.15
      management: 0.10
      remainder: "welfare"

    2024-04-01 custom "bylaw" "split" "contributions"
      article: "ข้อ ๔๒ (๑) แก้ไขโดยฉบับที่ ๒ ข้อ ๖"
      accounts: "4101"
      reserve: 0.20
      management: 0.10
      remainder: "welfare"
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Any
from typing import NamedTuple

from beancount.core.data import Custom


class Rule(NamedTuple):
    """One version of one rule: since when, its key, and its metadata."""

    since: date
    key: tuple[str, ...]
    facts: Mapping[str, Any]

    @property
    def article(self) -> str:
        """The article that it stands in (ข้อ)."""
        return str(self.facts.get("article", ""))


@dataclass(frozen=True)
class Bylaws:
    """All versions of all rules: key to versions, oldest first."""

    versions: Mapping[tuple[str, ...], list[Rule]]
    #: What callers make of the rules and ask for again, by a key of theirs.
    memo: dict[Any, Any] = field(default_factory=dict, compare=False)

    @cached_property
    def days(self) -> list[date]:
        """The days on which the bylaws were laid down or changed, oldest first."""
        return sorted({rule.since for rules in self.versions.values() for rule in rules})

    def on(self, day: date, *key: str) -> Rule | None:
        """The rule in force on a day, `on(day, "split", "contributions")`, or None."""
        for rule in reversed(self.versions.get(key, ())):
            if rule.since <= day:
                return None if rule.facts.get("repealed") else rule
        return None

    def all_on(self, day: date, name: str) -> list[Rule]:
        """All rules of one name in force on a day, such as every `split`."""
        found = (self.on(day, *key) for key in self.versions if key[0] == name)
        return [rule for rule in found if rule is not None]


def read(customs: Iterable[Custom]) -> Bylaws:
    """The dated rules of `custom "bylaw"` directives."""
    versions: dict[tuple[str, ...], list[Rule]] = {}
    for entry in customs:
        key = tuple(str(value.value) for value in entry.values)
        if key:
            versions.setdefault(key, []).append(Rule(entry.date, key, entry.meta))
    for rules in versions.values():
        rules.sort(key=lambda rule: rule.since)
    return Bylaws(versions)


def items(value: Any) -> list[str]:
    """A comma-separated list as words."""
    return [word.strip() for word in str(value or "").split(",") if word.strip()]


#: Kinds of entry by which money leaves the fund or moves within it (`kind:` of a transaction).
PAYMENTS = {
    "benefit",
    "communal",
    "expense",
    "bank-fee",
    "advance",
    "refund",
    "transfer",
    "deposit",
    "withdrawal",
    "handover",
    "shortage",
}


def needs_resolution(bylaws: Bylaws, kind: str, day: date) -> bool:
    """Whether a payment of this kind needs a resolution under the bylaws of the day."""
    rule = bylaws.on(day, "resolution")
    return rule is not None and kind in PAYMENTS and kind not in items(rule.facts.get("not-needed"))
