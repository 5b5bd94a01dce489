"""The bylaws as text, article by article, to be held beside the paper.

    2022-10-01 custom "bylaw" "benefit" "hospital"
      article: "ข้อ ๒๒"
      title: "นอนรักษาพยาบาล"
      per-night: 120.00 THB          ; ข้อ ๒๒ สวัสดิการนอนรักษาพยาบาล
      max-per-stay: 7                ;   คืนละ 120.00 บาท
      max-per-year: 1500.00 THB      ;   ไม่เกิน 7 คืนต่อครั้ง
                                     ;   ไม่เกิน 1,500.00 บาทต่อคนต่อปีบัญชี

The sentences and words stand in `rules.schema`; what the schema does not know is shown as written.
"""

from __future__ import annotations

import re
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount

from rules import schema
from welfare import calendars
from welfare import money
from welfare import vocabulary
from welfare.catalogue import SPANS
from welfare.parameters import Bylaws
from welfare.parameters import Rule
from welfare.parameters import items

#: Keys that stand in the heading, or are no part of what a rule says.
SILENT = {
    "article",
    "title",
    "title-en",
    "resolution",
    "repealed",
    "note",
    "entered",
    "source",
    "filename",
    "lineno",
}
#: Rules whose Thai title and what follows it are two words.
COLON = ("split", "charge", "fee", "admin-ceiling")
#: What a rule's change is called, in Thai and in English.
KINDS = {
    "added": ("เพิ่ม", "added"),
    "repealed": ("ยกเลิก", "repealed"),
    "changed": ("แก้ไข", "changed"),
    "restated": ("ประกาศซ้ำ ความเดิม", "restated, the same"),
}
_DAY = timedelta(days=1)
_FIRST = date.min + _DAY
_ONE = re.compile(r"\b1 (time|month|instalment|case|night|round)s\b")
_NUMBER = re.compile(r"\d+")
_LATER = 10**6
_ARROW = " → "


class Section(NamedTuple):
    """A rule as text: its article, its heading, its sentences, since when; and the rule itself."""

    article: str
    title: str
    lines: list[str]
    since: date
    rule: Rule


class Change(NamedTuple):
    """What became of a rule between two days: `added`, `repealed` or `changed`, and how."""

    kind: str
    article: str
    title: str
    lines: list[str]


class Version(NamedTuple):
    """What one version of a rule did to the one before it.

    Attributes:
        kind: `added`, `changed`, `repealed`, or `restated` where it says the same again.
        rule: the version; of a repeal the directive that repeals.
        title: what the rule is called.
        differs: sentences before and after, "" where there is none; all of them where it is new.
    """

    kind: str
    rule: Rule
    title: str
    differs: list[tuple[str, str]]


class Setting(NamedTuple):
    """What a sentence needs to know besides its own value.

    Attributes:
        bylaws: all rules, for the titles of benefits.
        day: the day on which they are read.
        rule: the rule that the sentence belongs to.
        every: what the rule says over what holds for it besides: its benefit, all benefits.
        lang: `th` or `en`.
    """

    bylaws: Bylaws
    day: date
    rule: Rule
    every: dict[str, Any]
    lang: str

    def pick(self, both: tuple[str, str]) -> str:
        """Of a Thai and an English text, the one of the language."""
        return both[0] if self.lang == "th" else both[1]


def text(bylaws: Bylaws, day: date, lang: str) -> list[Section]:
    """The rules in force on a day, in the order of their articles.

    Args:
        bylaws: all rules.
        day: the day.
        lang: `th` or `en`.
    """
    rules = [rule for key in bylaws.versions if (rule := bylaws.on(day, *key))]
    return [section(bylaws, day, rule, lang) for rule in sorted(rules, key=_order)]


def section(bylaws: Bylaws, day: date, rule: Rule, lang: str) -> Section:
    """One rule as text.

    Args:
        bylaws: all rules.
        day: the day on which it is read, for what other rules of that day say besides.
        rule: the rule.
        lang: `th` or `en`.
    """
    return _section(_setting(bylaws, day, rule, lang))


def diff(bylaws: Bylaws, first: date, second: date, lang: str) -> list[Change]:
    """What was added, repealed or changed from the rules of one day to those of another.

    Args:
        bylaws: all rules.
        first: the earlier day, as a rule.
        second: the day that it is compared with.
        lang: `th` or `en`.

    Returns:
        One change for each rule that is not the same, in the order of the articles.
    """
    found = []
    for key in bylaws.versions:
        old, new = bylaws.on(first, *key), bylaws.on(second, *key)
        rule = new or old
        if rule is None or (old and new and _said(old) == _said(new)):
            continue
        before = _setting(bylaws, first, old, lang) if old else None
        after = _setting(bylaws, second, new, lang) if new else None
        found.append((_order(rule), _change(before, after)))
    return [change for _, change in sorted(found, key=lambda pair: pair[0])]


def history(bylaws: Bylaws, lang: str) -> list[Version]:
    """Every version of every rule: what it changed, by date and then in the order of the articles.

    Args:
        bylaws: all rules.
        lang: `th` or `en`.
    """
    found = []
    for versions in bylaws.versions.values():
        before: Rule | None = None
        for rule in versions:
            now = None if rule.facts.get("repealed") else rule
            if now or before:
                found.append(_version(bylaws, before, rule, lang))
            before = now
    return sorted(found, key=lambda version: (version.rule.since, _order(version.rule)))


def _version(bylaws: Bylaws, before: Rule | None, rule: Rule, lang: str) -> Version:
    day = rule.since
    new = None if rule.facts.get("repealed") else _setting(bylaws, day, rule, lang)
    old = _setting(bylaws, max(day, _FIRST) - _DAY, before, lang) if before else None
    if new and old:
        pairs = _differing(old, new)
        return Version("changed" if pairs else "restated", rule, _title(new), pairs)
    if new:
        return Version("added", rule, _title(new), [("", line) for line in _lines(new)])
    assert old is not None
    return Version("repealed", rule, _title(old), [(line, "") for line in _lines(old)])


def _said(rule: Rule) -> dict[str, Any]:
    return {
        key: value
        for key, value in rule.facts.items()
        if key not in SILENT and not key.startswith("__")
    }


def _order(rule: Rule) -> tuple[Any, ...]:
    """ข้อ ๒ before ข้อ ๑๐, ข้อ ๒๘ (๑) before ข้อ ๒๘ (๒); what has no number comes last."""
    digits = _NUMBER.findall(calendars.from_thai_digits(rule.article))
    numbers = [int(word[:9]) for word in digits]
    place = list(schema.SPECS).index(rule.key[0]) if rule.key[0] in schema.SPECS else _LATER
    return (numbers[:2] or [_LATER], place, rule.key)


def _setting(bylaws: Bylaws, day: date, rule: Rule, lang: str) -> Setting:
    every: dict[str, Any] = {}
    if rule.key[0] == "benefit":
        for other in (bylaws.on(day, "claims"), bylaws.on(day, *rule.key[:2])):
            every |= other.facts if other else {}
    return Setting(bylaws, day, rule, {**every, **rule.facts}, lang)


def _section(setting: Setting) -> Section:
    rule = setting.rule
    return Section(rule.article, _title(setting), _lines(setting), rule.since, rule)


def _change(old: Setting | None, new: Setting | None) -> Change:
    if old is None or new is None:
        only = new or old
        assert only is not None
        kind = "added" if new else "repealed"
        return Change(kind, only.rule.article, _title(only), _lines(only) if new else [])
    lines = []
    for left, right in _differing(old, new):
        words = ("ตัดออก", "removed") if left else ("เพิ่ม", "added")
        both = left and right
        lines.append(f"{left}{_ARROW}{right}" if both else f"{new.pick(words)}: {left or right}")
    return Change("changed", new.rule.article, _title(new), lines)


def _differing(old: Setting, new: Setting) -> list[tuple[str, str]]:
    """The sentences that are not the same, before and after; "" where there is none."""
    before, after = _sentences(old), _sentences(new)
    keys = [*before, *(key for key in after if key not in before)]
    pairs = [(before.get(key, ""), after.get(key, "")) for key in keys]
    return [(left, right) for left, right in pairs if left != right]


# --- headings ------------------------------------------------------------------------------------


def _title(setting: Setting) -> str:
    """What a rule is called: สวัสดิการคลอดบุตร, เงินสมทบรายเดือน, ค่าธรรมเนียมคืนสภาพ."""
    rule, thai = setting.rule, setting.lang == "th"
    spec = schema.SPECS.get(rule.key[0])
    if spec is None:
        return " ".join(rule.key)
    name = spec.th if thai else spec.title
    if rule.key[0] in ("benefit", "payee") and rule.key[1:]:
        own = _benefit(setting, rule.key[1])
        title = f"{name}{own}" if thai else f"{name}: {own}"
        if len(rule.key) > 2:
            variant = rule.facts.get("title" if thai else "title-en") or _word(
                setting, "", rule.key[2]
            )
            title += f" กรณี{variant}" if thai else f", {variant}"
        return title
    words = [_word(setting, "kind", word) for word in rule.key[1:]]
    if not words:
        return name
    joined = " ".join(words)
    if thai:
        return f"{name}: {joined}" if rule.key[0] in COLON else name + joined
    return f"{name}: {joined}"


def _benefit(setting: Setting, name: str) -> str:
    """The title of a benefit in the bylaws of the day, or of any day; else its name."""
    versions = setting.bylaws.versions.get(("benefit", name), [])
    rule = setting.bylaws.on(setting.day, "benefit", name) or (versions[-1] if versions else None)
    key = "title" if setting.lang == "th" else "title-en"
    return str((rule and (rule.facts.get(key) or rule.facts.get("title"))) or name)


# --- sentences -----------------------------------------------------------------------------------


def _lines(setting: Setting) -> list[str]:
    """The sentences of a rule; one that goes on with another is put behind it."""
    sentences = _sentences(setting)
    lines: dict[str, str] = {}
    for key, sentence in sentences.items():
        leader = key
        while (following := schema.JOINS.get(leader)) in sentences:
            leader = following
        lines[leader] = f"{lines[leader]} {sentence}" if leader in lines else sentence
    return list(lines.values())


def _sentences(setting: Setting) -> dict[str, str]:
    """Key to sentence, in the order of the schema; a sentence that goes on stands after its own."""
    said = _said(setting.rule)
    spec = schema.SPECS.get(setting.rule.key[0])
    found = {}
    for key in _in_order(spec, said):
        if key.startswith("article-"):
            continue
        sentence = _sentence(setting, spec, key, said[key])
        article = said.get(f"article-{key}")
        found[key] = f"{sentence} ({article})" if article else sentence
    for key, value in said.items():
        of = key.removeprefix("article-")
        if of != key and of not in found:
            word = _word(setting, "", of)
            found[key] = setting.pick((f"เหตุ{word} อ้าง{value}", f"{word}: {value}"))
    return found


def _in_order(spec: schema.Spec | None, said: dict[str, Any]) -> list[str]:
    """The keys in the order of the schema; families of keys stand where their rates do."""
    order = list(spec.keys) if spec else []
    rate = order.index("tier-by") if "tier-by" in order else 0

    def place(key: str) -> float:
        if key in order:
            return order.index(key) * 2
        return rate * 2 + 1 if key.startswith(("tier-", "amount-")) else len(order) * 2

    return sorted(said, key=place)


def _sentence(setting: Setting, spec: schema.Spec | None, name: str, value: Any) -> str:
    key = schema.key_of(spec, name) if spec else None
    if key is None or not schema.fits(value, key.type) or not schema.within(name, value):
        return f"{name}: {value}"
    template = setting.pick((key.th, key.en))
    if key.type == "yes":
        true, _, false = template.partition("|")
        template = true if value else false
    if name.startswith("tier-0-"):
        template = setting.pick(("ตั้งแต่วันแรก {v}", "from the first day: {v}"))
    number = _NUMBER.search(name)
    shown = template.format(
        v=_value(setting, name, key.type, value),
        n=_count(setting, name, number[0]) if number else "",
        unit=_unit(setting),
        year=_word(setting, "", str(setting.every.get("year", "year"))),
    )
    if setting.lang == "en":
        shown = _ONE.sub(r"1 \1", shown)
    # A benefit may set one half of a deadline whose other half "claims" sets for all of them.
    pair = {"claim-within": "claim-from", "claim-from": "claim-within"}.get(name)
    if pair and pair in setting.every and pair not in setting.rule.facts:
        whole = setting._replace(rule=setting.rule._replace(facts=setting.every))
        other = _sentence(whole, spec, pair, setting.every[pair])
        return f"{shown} {other}" if name == "claim-within" else f"{other} {shown}"
    return shown


def _count(setting: Setting, name: str, number: str) -> str:
    """The number in a key's name, with the unit that stands in it: `5 ปี` of tier-5-years."""
    match = re.search(r"\d+-(day|month|year)s?\Z", name)
    return _span(setting, number, match[1]) if match else number


def _span(setting: Setting, count: str, unit: str) -> str:
    if setting.lang == "th":
        return f"{count} {SPANS[unit]}"
    return f"{count} {unit}" + ("" if count == "1" else "s")


def _unit(setting: Setting) -> str:
    """What a benefit counts: nights, months, children, or times."""
    own = next((key for key in schema.UNITS if key in setting.every), "")
    return setting.pick(schema.UNITS[own])


def _value(setting: Setting, name: str, type_: str, value: Any) -> str:
    """A value as people read it."""
    lang = setting.lang
    if isinstance(value, Amount) and isinstance(value.number, Decimal):
        return f"{money.text(value.number)} {'บาท' if lang == 'th' else 'baht'}"
    match type_:
        case "duration":
            return _duration(setting, str(value))
        case "share" if isinstance(value, Decimal):
            percent = f"{(value * 100).normalize():f}"
            return f"ร้อยละ {percent}" if lang == "th" else f"{percent} %"
        case "limit":
            return f"{value} {_unit(setting)}"
        case "monthday":
            return _month_day(str(value), lang)
        case "window":
            return setting.pick((" ถึงวันที่ ", " to ")).join(
                _month_day(side, lang) for side in str(value).split("..")
            )
        case "numbers":
            return ", ".join(_month(int(word), lang) for word in items(value))
        case "list":
            return _listed(setting, name, value)
        case "id" if name == "ceiling-of":
            return _benefit(setting, str(value))
        case "date" if isinstance(value, date):
            return calendars.thai_date(value) if lang == "th" else value.isoformat()
        case "text" | "number" | "whole" | "account" | "id":
            return str(value)
    return _word(setting, name, str(value))


def _duration(setting: Setting, value: str) -> str:
    match = schema.DURATION.match(value)
    if match and match[2]:
        return _span(setting, match[2], match[3])
    return setting.pick(("ไม่มี", "none"))


def _month_day(value: str, lang: str) -> str:
    month, _, day = value.partition("-")
    return f"{int(day)} {_month(int(month), lang)}"


def _month(number: int, lang: str) -> str:
    return calendars.MONTHS_LONG[number - 1] if lang == "th" else f"{date(2000, number, 1):%B}"


def _listed(setting: Setting, name: str, value: Any) -> str:
    """A list in words: papers by their Thai names, benefits by their titles."""
    words = items(value)
    if name == "spares":
        return ", ".join(_benefit(setting, word) for word in words)
    if name == "evidence":
        return ", ".join(_paper(word, setting.lang) for word in words)
    return ", ".join(_word(setting, name, word) for word in words)


def _paper(word: str, lang: str) -> str:
    """A kind of paper: the Thai name in its spelling of the bylaw, or of its kind."""
    if lang == "en":
        return word.replace("-", " ").replace("_", " ")
    for kind, spelt in vocabulary.PAPERS.items():
        if word in (kind, *spelt):
            own = schema.WORDS.get(f"evidence={word}")
            return own[0] if own else next((name for name in spelt if not name.isascii()), word)
    return word


def _word(setting: Setting, name: str, word: str) -> str:
    """A word of a closed list as people read it; a free word as it is written."""
    both = schema.WORDS.get(f"{name}={word}") or schema.WORDS.get(word)
    return setting.pick(both) if both else word
