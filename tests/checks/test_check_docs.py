"""docs/checks.md has every rule, and its examples are as good and as bad as it says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dragoman.rules import RULES

DOCS = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
SECTIONS = {
    part.partition("\n")[0]: part for part in DOCS.partition("## Every rule")[2].split("\n### ")[1:]
}
CAPTIONS = {rule for rule in RULES if rule.startswith("caption-")}
WITHOUT_EXAMPLE = CAPTIONS | {"skeleton", "link-locale", "anchors", "inconsistent"}
"""What takes several pages, or never happens; tests/workflow/test_check_pages.py has them."""

HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def fenced(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def example(rule: str) -> tuple[str, str, str]:
    """The locale of a rule's example, and its good and its bad entry."""
    found = re.search(
        r"^```po (\S+)\n# good\n(.*?)\n# bad\n(.*?)^```$", SECTIONS[rule], re.MULTILINE | re.DOTALL
    )
    assert found, rule
    return found[1], found[2], found[3]


def fires(bare, rule, locale, entry):
    msgid = re.findall(r'^msgid "(.+)"$', entry, re.MULTILINE)
    text = "".join(f"<p>{each}</p>\n" for each in msgid).replace('\\"', '"') or "<p>Hello</p>\n"
    settings = fenced(SECTIONS["terms"], "toml")[0]
    bare.write("dragoman.toml", f'locales = ["{locale}"]\n{settings}')
    bare.write("translations/terms.tsv", fenced(SECTIONS["terms"], "tsv")[0])
    bare.write("source/a.md", text)
    header = "" if entry.startswith('msgid ""') else HEADER.format(locale)
    bare.write(f"translations/{locale}/a.po", header + entry)
    ran = bare.run("check", "--rule", rule, "--json")
    assert ran.err == ""
    told = json.loads(ran.out)
    assert ran.code == (1 if told["errors"] else 0)
    return {(each["rule"], each["severity"]) for each in told["findings"]}


@pytest.mark.parametrize("rule", sorted(RULES.keys() - WITHOUT_EXAMPLE))
def test_the_good_example_is_silent_and_the_bad_one_fires(bare, rule):
    locale, good, bad = example(rule)
    assert fires(bare, rule, locale, good) == set()
    assert fires(bare, rule, locale, bad) == {(rule, RULES[rule])}


def test_every_rule_has_a_paragraph():
    assert list(SECTIONS) == list(RULES)
    assert all(len(section.split()) > 20 for section in SECTIONS.values())


def test_the_table_has_every_rule_with_its_severity():
    rows = re.findall(r"^\| \[`([a-z-]+)`\]\(#([a-z-]+)\) \| .+ \| (\w+) \|$", DOCS, re.MULTILINE)
    assert [(name, severity) for name, _, severity in rows] == list(RULES.items())
    assert all(name == anchor for name, anchor, _ in rows)


def test_the_number_of_rules_is_right_everywhere():
    root = Path(__file__).parents[2]
    for name in ("README.md", "CHANGELOG.md"):
        assert f"{len(RULES)} rules" in (root / name).read_text(encoding="utf-8")


def test_the_settings_can_be_read(bare):
    bare.write("dragoman.toml", 'locales = ["es", "ja"]\n' + fenced(DOCS, "toml")[0])
    bare.write("source/a.md", "<p>Hello</p>\n")
    bare.write("translations/baseline.txt", "")
    assert bare.run("check").err == ""


def test_the_ignored_example_is_ignored(bare):
    entry = fenced(DOCS, "po")[0]
    assert fires(bare, "numbers", "es", entry) == set()
    assert fires(bare, "numbers", "es", entry.partition("\n")[2]) == {("numbers", "warning")}
