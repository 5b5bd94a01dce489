"""Whether the bylaws themselves are in order: every mistake of a rule, with file and line.

    2022-10-01 custom "bylaw" "benefit" "hospital"
      article: "ข้อ ๒๒"
      per-nigth: 120.00 THB            ; E603: the nearest known key is per-night
      max-per-stay: 600.00 THB
      max-per-year: 500.00 THB         ; E612: a stay may cost more than a year

`rules.schema` says what there is to be said; here it is held against what was said, first rule by
rule, then the rules in force together on each day on which one of them changes. A fund pays nothing
while `broken` is true: a rule that is missing or contradicts itself decides nobody's claim.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from itertools import pairwise
from pathlib import Path
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.parser import parser

from rules import form
from rules import hygiene
from rules import periods
from rules import schema
from welfare.books import BENEFIT_ACCOUNTS
from welfare.books import Book
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import by_place
from welfare.findings import finding
from welfare.papers.folder import refuse_strangers
from welfare.parameters import Bylaws
from welfare.parameters import Rule
from welfare.parameters import items
from welfare.vocabulary import place_of

FILE = "bylaws.beancount"
#: The first two letters or the codes of what makes the bylaws unfit to decide by.
BROKEN = ("E1", "E2", "E404", "E410", "E412", "E416", "E6")

#: Keys of which a rule has one at most, and keys that mean nothing without (one of) others.
EXCLUDING = (("claim-within", "claim-window"), ("event", "event-day"))
NEEDING = {
    "claim-from": ("claim-within",),
    "window": ("missed",),
    "assessed-from": ("assessed-share",),
    "part-year-over": ("per-tenure-year",),
    "judge-nights": ("per-night",),
    "unpaid-units-count": ("per-night", "per-month"),
    "times-by": (
        "times-per-year",
        "times-per-life",
        "times-per-household-year",
        "times-per-household-event",
    ),
    "first-per-month": ("first",),
}
#: What is not more than what, where both are of one unit: the code says how that is told.
ORDERED = (
    ("E611", "min-age", "max-age"),
    ("E611", "min-amount", "max-per-case"),
    ("E612", "max-per-case", "max-per-year"),
    ("E612", "max-per-case", "max-per-event"),
    ("E612", "max-per-case", "max-per-life"),
    ("E612", "max-per-case", "max-per-fund-year"),
    ("E612", "max-per-stay", "max-per-year"),
    ("E612", "max-per-stay", "max-per-life"),
    ("E612", "max-per-year", "max-per-life"),
    ("E612", "max-per-year", "max-per-fund-year"),
    ("E612", "max-per-household-event", "max-per-household-year"),
    ("E612", "max-per-household-event", "max-per-event"),
    ("E612", "max-per-household-year", "max-per-fund-year"),
    ("E612", "max-per-event", "max-per-fund-year"),
    ("E612", "times-per-year", "times-per-life"),
    ("E612", "times-per-household-event", "times-per-household-year"),
)
#: The ways in which a benefit says its amount; `tier-…` and `amount-under-…` are two more.
WAYS = {
    "amount": "amount",
    "per-night": "per-night",
    "per-month": "per-month",
    "per-child": "per-child",
    "resolved": "resolved",
    "actual-cost": "actual-cost",
    "assessed-share": "assessed-share",
    "base": "base",
    "per-tenure-year": "base",
}
LIMITS = [name for name, key in schema.CEILINGS.items() if key.type == "limit"]
#: What a rule that is repealed may still say.
REPEALED = {"repealed", *schema.COMMON}
#: Days from which periods of days are compared with periods of months: four years hold them all.
STARTS = [date(2023 + month // 12, month % 12 + 1, day) for month in range(48) for day in (1, 28)]


def check(entries: Iterable[Directive], sources: Mapping[str, str] | None = None) -> list[Finding]:
    """Every mistake in the bylaws that is not one of form (E1xx) or of the file (E4xx).

    Args:
        entries: directives of the books, or of one file of bylaws; all but bylaws, resolutions and
            the fund are passed over. Without a fund, resolutions are nobody's yet and not asked.
        sources: text by file name, where a file is not to be read from the disk.

    Returns:
        Findings in the order of their places, each at the line of the key that it is about.
    """
    customs = [entry for entry in entries if isinstance(entry, Custom)]
    rules = [
        Rule(entry.date, tuple(str(value.value) for value in entry.values), entry.meta)
        for entry in customs
        if entry.type == "bylaw" and entry.values
    ]
    found: list[Finding] = []
    sound = []
    for rule in rules:
        wrong = list(_form(rule))
        found += wrong
        if not wrong:
            sound.append(rule)
    broken = {rule.key[:2] for rule in rules} - {rule.key[:2] for rule in sound}
    bylaws = _bylaws(sound)
    found += _resolutions(rules, customs)
    found += _together(bylaws, {key[1] for key in broken if key[0] == "benefit" and key[1:]})
    unique = {(item.code, item.place, str(item.args)): item for item in found}
    return by_place(_at_keys(unique.values(), sources or {}))


def _bylaws(rules: Iterable[Rule]) -> Bylaws:
    versions: dict[tuple[str, ...], list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: rule.since):
        versions.setdefault(rule.key, []).append(rule)
    return Bylaws(versions)


def check_text(text: str, name: str) -> list[Finding]:
    """Every mistake in a file of bylaws that is not part of any books yet.

    Args:
        text: its text.
        name: how the findings call it.
    """
    entries, errors, _ = parser.parse_string(text, report_filename=name)
    found = [
        finding("E110", Place(name, (error.source or {}).get("lineno", 0)), reason=error.message)
        for error in errors
    ]
    rules = [entry for entry in entries if isinstance(entry, Custom) and entry.type == "bylaw"]
    lines = {(name, entry.meta["lineno"]) for entry in rules}
    found += hygiene.of_text(name, "\n" + text, lines, frozenset())
    try:
        refuse_strangers(text, entries)
    except Refused as refused:
        found += [item._replace(place=item.place._replace(file=name)) for item in refused.findings]
    looker = form.Looker(rules)
    usable = []
    for entry in rules:
        wrong = form.problems(entry)
        # Which accounts there will be is the fund's own affair.
        found += [*wrong, *(item for item in looker.look(entry) if item.code != "E202")]
        mended = form.mended(entry, wrong)
        usable += [mended] if mended else []
    return by_place([*found, *check(usable, {name: text})])


def broken(book: Book) -> bool:
    """Whether the bylaws of the books are unfit to decide by, so that nothing may be paid.

    A directive that Beancount could not read is one that is missing, and a rule that contradicts
    itself says nothing; neither may end in a payment by what is left of the bylaws.
    """
    for error in book.errors:
        name = str((error.source or {}).get("filename", ""))
        found: Finding | None = getattr(error, "finding", None)
        if found is None:
            if Path(name).name == FILE or _holds_bylaws(name):
                return True
        elif found.code.startswith("E6") or (
            Path(name).name == FILE and found.code.startswith(BROKEN)
        ):
            return True
    return bool(mistakes(book))


def mistakes(book: Book) -> list[Finding]:
    """Every mistake in the bylaws of the books, looked for once however many ask."""
    return book.once(_mistakes)


def _mistakes(book: Book) -> list[Finding]:
    return check([*book.customs("bylaw"), *book.customs("fund"), *book.customs("resolution")])


def _holds_bylaws(name: str) -> bool:
    try:
        return 'custom "bylaw"' in Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


# --- one rule by itself --------------------------------------------------------------------------


def _said(rule: Rule) -> dict[str, Any]:
    """What a rule says, without file and line."""
    return {
        key: value
        for key, value in rule.facts.items()
        if key not in ("filename", "lineno") and not key.startswith("__")
    }


def _place(rule: Rule) -> Place:
    return place_of(dict(rule.facts))


def _name(rule: Rule) -> str:
    return " ".join(rule.key)


def _nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like one that is not known."""
    return difflib.get_close_matches(word, list(known), 1, 0.0)[0]


def _form(rule: Rule) -> Iterator[Finding]:
    """Names, keys and types of one rule; the vocabulary has looked at those of all rules."""
    spec = schema.SPECS.get(rule.key[0])
    if spec is None:
        nearest = _nearest(rule.key[0], schema.SPECS)
        yield finding("E601", _place(rule), rule=rule.key[0], nearest=nearest)
        return
    yield from _follows(rule, spec)
    said = _said(rule)
    if said.get("repealed") is True:
        for name in said.keys() - REPEALED:
            yield finding("E624", _place(rule), rule=_name(rule), key=name)
        return
    for name, value in said.items():
        yield from _key(rule, spec, name, value)
    for name, key in spec.keys.items():
        if key.required and name not in said:
            yield finding("E604", _place(rule), rule=_name(rule), missing=name)


def _follows(rule: Rule, spec: schema.Spec) -> Iterator[Finding]:
    """Whether the name of a rule is followed by what it must be."""
    own = rule.key[1:]
    words = [schema.FOLLOWS.get((spec.name, name.rstrip("?")), "") for name in spec.values]
    least = sum(not name.endswith("?") for name in spec.values)
    fit = least <= len(own) <= len(spec.values) and all(
        not allowed or value in allowed.split("|")
        for value, allowed in zip(own, words, strict=False)
    )
    if not fit:
        wanted = " ".join(
            f'"{allowed or name.rstrip("?")}"' + ("?" if name.endswith("?") else "")
            for name, allowed in zip(spec.values, words, strict=True)
        )
        yield finding(
            "E602", _place(rule), rule=_name(rule), wanted=f'"{spec.name}" {wanted}'.strip()
        )


def _key(rule: Rule, spec: schema.Spec, name: str, value: Any) -> Iterator[Finding]:
    """One key: whether it is known, of its type and within its bounds."""
    place = _place(rule)
    if name in schema.COMMON and name != "repealed":
        return
    key = schema.key_of(spec, name)
    if key is None:
        own = [re.sub(r"\d+", "N", name), name]
        known = [*spec.keys, *schema.COMMON]
        for pattern in spec.patterns:
            stem, *units = pattern.spelt.split("|")
            known += [stem, *(stem.replace("days", unit) for unit in units)]
        nearest = _nearest(own[0], known)
        yield finding("E603", place, rule=_name(rule), key=name, nearest=nearest)
    elif not schema.fits(value, key.type):
        wanted = schema.EXAMPLES.get(key.type) or ", ".join(key.type.split("|"))
        yield finding("E605", place, key=name, value=str(value), wanted=wanted)
    elif not schema.within(name, value):
        low, high = schema.BOUNDS[name]
        yield finding("E605", place, key=name, value=str(value), wanted=f"{low}-{high}")
    elif name.startswith("article-"):
        of = name.removeprefix("article-")
        if of not in schema.CITED and schema.key_of(spec, of) is None:
            nearest = _nearest(of, [*spec.keys, *schema.CITED])
            yield finding("E623", place, key=name, of=of, nearest=f"article-{nearest}")
    else:
        yield from _words(rule, spec.name, name, value)


def _words(rule: Rule, spec: str, name: str, value: Any) -> Iterator[Finding]:
    """The words of a list that may hold only some."""
    known = schema.LISTS.get((spec, name)) or schema.LISTS.get(("", name))
    for word in items(value) if known else []:
        if known and word not in known:
            nearest = _nearest(word, known)
            yield finding("E606", _place(rule), key=name, word=word, nearest=nearest)


def _resolutions(rules: Iterable[Rule], customs: list[Custom]) -> Iterator[Finding]:
    """Rules by a resolution that is not in the minutes; before the books there are no minutes."""
    fund = next((entry for entry in customs if entry.type == "fund"), None)
    if fund is None:
        return
    first = fund.meta.get("books-from", date.min)
    known = {
        str(entry.values[0].value)
        for entry in customs
        if entry.type == "resolution" and entry.values
    }
    for rule in rules:
        own = rule.facts.get("resolution")
        if own is not None and str(own) not in known and rule.since >= first:
            place = _place(rule)
            yield finding("E626", place, rule=_name(rule), key="resolution", resolution=str(own))


# --- the rules together --------------------------------------------------------------------------


def _together(bylaws: Bylaws, unsound: set[str]) -> Iterator[Finding]:
    """Rules held against themselves and each other, on each day on which one changes."""
    for versions in bylaws.versions.values():
        if versions[0].facts.get("repealed"):
            yield finding("E625", _place(versions[0]), rule=_name(versions[0]), key="repealed")
        for rule in versions:
            if not rule.facts.get("repealed"):
                yield from _alone(rule)
    names = {key[1] for key in bylaws.versions if key[0] == "benefit"} | unsound
    yield from _named_benefits(bylaws, names)
    for name in sorted(names - unsound):
        yield from _benefit(bylaws, name)
    for name in ("split", "charge"):
        yield from _overlaps(bylaws, name)


def _alone(rule: Rule) -> Iterator[Finding]:
    """What one rule that is no benefit says against itself."""
    place, said, name = _place(rule), _said(rule), rule.key[0]
    if name != "benefit":
        yield from _pairs(rule, said, said)
    if name == "lapse":
        ways = [key for key in ("unpaid", "missed", "after", "until") if key in said]
        if len(ways) != 1:
            shown = ", ".join(ways) or "-"
            yield finding("E620", place, rule=_name(rule), ways="unpaid, missed, after, until",
                          found=shown)  # fmt: skip
    elif name == "suspension" and not said.keys() & {"unpaid", "after"}:
        yield finding("E604", place, rule=_name(rule), missing="unpaid | after")
    elif name == "contribution" and "starts" in said:
        yield from _instalments(rule)
    elif name == "split":
        total = sum(
            (said.get(fund, Decimal(0)) for fund in schema.SUB_FUNDS.split("|")), Decimal(0)
        )
        if total > 1:
            yield finding("E618", place, rule=_name(rule), total=str(total))


def _instalments(rule: Rule) -> Iterator[Finding]:
    """Whether the instalments of a year cover each month once."""
    months = int(rule.facts["months"])
    covered = [
        (int(start) - 1 + step) % 12 + 1
        for start in items(rule.facts["starts"])
        for step in range(months)
    ]
    if sorted(covered) != list(range(1, 13)):
        twice = sorted({month for month in covered if covered.count(month) > 1})
        never = sorted(set(range(1, 13)) - set(covered))
        yield finding(
            "E622",
            _place(rule),
            key="starts",
            twice=", ".join(map(str, twice)) or "-",
            never=", ".join(map(str, never)) or "-",
        )


def _named_benefits(bylaws: Bylaws, names: set[str]) -> Iterator[Finding]:
    """Benefits that other rules name and nobody grants; bylaws may be about money alone."""
    if not names:
        return
    for key, versions in bylaws.versions.items():
        for rule in versions:
            named = [("", key[1])] if key[0] == "payee" and key[1:] else []
            for name in ("ceiling-of", "spares"):
                named += [(name, word) for word in items(rule.facts.get(name))]
            for name, word in named:
                if word not in names or (name == "ceiling-of" and word == key[1]):
                    nearest = _nearest(word, sorted(names))
                    place = _place(rule)
                    own = {"key": name} if name else {}
                    yield finding("E617", place, rule=_name(rule), word=word, nearest=nearest,
                                  **own)  # fmt: skip


def _overlaps(bylaws: Bylaws, name: str) -> Iterator[Finding]:
    """Codes of accounts that two splits or two charges claim on one day."""
    for day in _days(bylaws, lambda key: key[0] == name):
        pairs = combinations(sorted(bylaws.all_on(day, name), key=lambda rule: rule.since), 2)
        for older, newer in pairs:
            for code in items(newer.facts["accounts"]):
                for other in items(older.facts["accounts"]):
                    if code.startswith(other) or other.startswith(code):
                        yield finding("E619", _place(newer), rule=_name(newer), key="accounts",
                                      number=code, other=_name(older))  # fmt: skip


def _days(bylaws: Bylaws, wanted: Any) -> list[date]:
    """The days on which a version of some of the rules begins."""
    return sorted(
        {
            rule.since
            for key, versions in bylaws.versions.items()
            if wanted(key)
            for rule in versions
        }
    )


# --- benefits ------------------------------------------------------------------------------------


class Terms(NamedTuple):
    """A benefit, or one variant of it, as it stands on a day.

    Attributes:
        rules: variant and benefit, or the benefit alone.
        own: what the two say together; the variant's word counts.
        every: the same over what holds for all benefits.
    """

    rules: tuple[Rule, ...]
    own: dict[str, Any]
    every: dict[str, Any]

    def place(self, *keys: str) -> Place:
        """The rule that says one of these keys, the variant first; else the first rule."""
        named = (rule for rule in self.rules if any(key in rule.facts for key in keys))
        return _place(next(named, self.rules[0]))


def _terms(bylaws: Bylaws, day: date, rules: tuple[Rule, ...]) -> Terms:
    claims = bylaws.on(day, "claims")
    general = {
        key: value
        for key, value in (claims.facts.items() if claims else ())
        if key in schema.GENERAL
    }
    own: dict[str, Any] = {}
    for rule in reversed(rules):
        own |= _said(rule)
    return Terms(rules, own, {**general, **own})


def _benefit(bylaws: Bylaws, name: str) -> Iterator[Finding]:
    """One benefit with its variants, on each day on which one of them or "claims" changes."""
    days = _days(bylaws, lambda key: key == ("claims",) or key[:2] == ("benefit", name))
    for day in days:
        base = bylaws.on(day, "benefit", name)
        variants = [
            rule
            for rule in bylaws.all_on(day, "benefit")
            if rule.key[1] == name and len(rule.key) > 2
        ]
        if base is None or "choice" not in base.facts:
            for rule in variants:
                yield finding("E610", _place(rule), benefit=name, variant=rule.key[2])
        if base is None:
            continue
        if name not in BENEFIT_ACCOUNTS and "account" not in base.facts:
            known = ", ".join(BENEFIT_ACCOUNTS)
            yield finding("E627", _place(base), benefit=name, known=known)
        if "choice" in base.facts and not variants:
            yield finding("E609", _place(base), benefit=name, key="choice")
        elif "choice" in base.facts:
            yield from _alternatives(bylaws, day, base, variants)
        elif not variants:
            yield from _one_way(terms := _terms(bylaws, day, (base,)))
            yield from _consistent(terms)


def _alternatives(bylaws: Bylaws, day: date, base: Rule, variants: list[Rule]) -> Iterator[Finding]:
    """A benefit whose amount is told by its variants."""
    own = _ways(_said(base))
    if own and all(_ways(_said(rule)) for rule in variants):
        keys = ", ".join([*own, "choice"])
        yield finding("E607", _place(base), rule=_name(base), keys=keys)
        return
    for rule in variants:
        terms = _terms(bylaws, day, (rule, base))
        yield from _one_way(terms)
        yield from _consistent(terms)


def _ways(said: Mapping[str, Any]) -> list[str]:
    """The ways in which the amount is said."""
    ways: dict[str, None] = {}
    for key, value in said.items():
        way = WAYS.get(key, "")
        if schema.TIER.regex.match(key) or schema.TIER_OVER.regex.match(key):
            way = "tier-…"
        elif schema.UNDER.regex.match(key):
            way = "amount"
        if way and value is not False:
            ways[way] = None
    return list(ways)


def _one_way(terms: Terms) -> Iterator[Finding]:
    ways = _ways(terms.own)
    name = _name(terms.rules[0])
    if len(ways) > 1:
        yield finding("E607", terms.place(), rule=name, keys=", ".join(ways))
    elif not ways:
        yield finding("E608", terms.place(), rule=name)


def _consistent(terms: Terms) -> Iterator[Finding]:
    """What a benefit says against itself: keys, ceilings, tiers."""
    for rule in terms.rules[:1]:
        yield from _pairs(rule, terms.own, terms.every, terms)
    yield from _too_low(terms)
    tiers = _tiers(terms.own)
    if bool(tiers) != ("tier-by" in terms.own):
        key, other = (next(iter(tiers)), "tier-by") if tiers else ("tier-by", "tier-…")
        yield finding("E621", terms.place(key), rule=_name(terms.rules[0]), key=key, other=other)
    elif tiers:
        yield from _rising(terms, tiers)
        yield from _reached(terms, tiers)


def _pairs(
    rule: Rule, own: Mapping[str, Any], every: Mapping[str, Any], terms: Terms | None = None
) -> Iterator[Finding]:
    """Keys that exclude, need or bound each other."""
    terms = terms or Terms((rule,), dict(own), dict(every))
    name = _name(rule)
    for keys in EXCLUDING:
        if all(key in own for key in keys):
            yield finding("E615", terms.place(*keys), rule=name, keys=", ".join(keys))
    for key, others in NEEDING.items():
        if key in own and not any(other in every for other in others):
            wanted = " | ".join(others)
            yield finding("E621", terms.place(key), rule=name, key=key, other=wanted)
    for code, low, high in ORDERED:
        left, right = own.get(low), own.get(high)
        if left is None or right is None or isinstance(left, Amount) != isinstance(right, Amount):
            continue
        if _number(left) > _number(right):
            place = terms.place(low)
            facts = {"low": low, "high": high, "left": str(left), "right": str(right)}
            if code == "E611":
                yield finding("E611", place, key=low, **facts)
            else:
                yield finding("E612", place, key=low, **facts)


def _number(value: Any) -> Decimal:
    number = value.number if isinstance(value, Amount) else value
    assert isinstance(number, Decimal)
    return number


def _too_low(terms: Terms) -> Iterator[Finding]:
    """Ceilings in baht below what one unit or one tier is worth."""
    if "share" in terms.own:
        return
    rates = {
        key: value
        for key, value in terms.own.items()
        if isinstance(value, Amount) and _ways({key: value}) and key != "per-tenure-year"
    }
    for limit in LIMITS:
        ceiling = terms.own.get(limit)
        if not isinstance(ceiling, Amount):
            continue
        for key, rate in rates.items():
            if _number(rate) > _number(ceiling):
                place = terms.place(limit)
                facts = {"ceiling": str(ceiling), "rate_key": key, "rate": str(rate)}
                yield finding("E616", place, key=limit, **facts)
                break


def _tiers(said: Mapping[str, Any]) -> dict[str, tuple[periods.Period, bool]]:
    """The tiers in the order in which they are written; True for those that begin a day later."""
    found = {}
    for key in said:
        for pattern, over in ((schema.TIER, False), (schema.TIER_OVER, True)):
            match = pattern.regex.match(key)
            if match:
                found[key] = periods.Period(int(match[1]), match[2]), over
    return found


def _begins(start: date, tier: tuple[periods.Period, bool]) -> date:
    """The first day of a tier for who begins on some day."""
    period, over = tier
    return periods.complete_on(start, period) + timedelta(days=over)


@lru_cache(maxsize=1024)
def _late(tier: tuple[periods.Period, bool], following: tuple[periods.Period, bool]) -> bool:
    """Whether a tier is reached on the day of the following one or later, by some who begin."""
    return any(_begins(start, tier) >= _begins(start, following) for start in STARTS)


def _rising(terms: Terms, tiers: dict[str, tuple[periods.Period, bool]]) -> Iterator[Finding]:
    """Tiers stand in the order in which they are reached, and never pay less than the one before.

    A day count is set against the calendar from every month, for 365 days and a year are the same
    tier in most years, and 180 days come before six months.
    """
    for (key, tier), (following, next_tier) in pairwise(tiers.items()):
        if _late(tier, next_tier) or _number(terms.own[key]) > _number(terms.own[following]):
            place = terms.place(following)
            yield finding("E613", place, key=following, before=key)


@lru_cache(maxsize=1024)
def _before(tier: tuple[periods.Period, bool], needed: tuple[periods.Period, ...]) -> bool:
    """Whether some who begin are entitled, all periods complete, before they reach a tier."""
    return any(
        _begins(start, tier) > max([start, *(periods.complete_on(start, one) for one in needed)])
        for start in STARTS
    )


def _reached(terms: Terms, tiers: dict[str, tuple[periods.Period, bool]]) -> Iterator[Finding]:
    """Whoever is entitled by wait, tenure and age has reached the lowest tier."""
    lowest = next(iter(tiers))
    if terms.own["tier-by"] == "age":
        years = int(terms.own.get("min-age", 0))
        needed = [periods.Period(years, "year")]
        shown = f"min-age {years}"
    else:
        keys = [key for key in ("wait", "min-tenure") if periods.parse(terms.every.get(key))]
        needed = [p for key in keys if (p := periods.parse(terms.every[key]))]
        shown = ", ".join(f"{key} {terms.every[key]}" for key in keys) or "wait none"
    if _before(tiers[lowest], tuple(needed)):
        yield finding("E614", terms.place(lowest), key=lowest, entitled=shown)


# --- places --------------------------------------------------------------------------------------


def _at_keys(found: Iterable[Finding], sources: Mapping[str, str]) -> Iterator[Finding]:
    """Each finding at the line of its key, where the source text can be read."""
    texts: dict[str, list[str]] = {}
    for item in found:
        name, key = item.place.file, item.args.get("key")
        if key is None:
            yield item
            continue
        if name not in texts:
            texts[name] = (sources[name] if name in sources else _text(name)).splitlines()
        yield item._replace(place=item.place._replace(line=_line(texts[name], item.place, key)))


def _text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _line(lines: list[str], place: Place, key: str) -> int:
    """The line of a key below the line on which its directive begins."""
    for number, line in enumerate(lines[place.line :], place.line + 1):
        if line and not line[0].isspace() and not line.startswith(";"):
            break
        if line.strip().startswith(f"{key}:"):
            return number
    return place.line
