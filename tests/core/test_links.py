"""Links between lessons: which lead to a localized page, and that everything else stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.formats.tags import ATTRIBUTE, TAG
from dragoman.links import LinkRule, Links, locale_of, rewritten, targets
from dragoman.locales import facts

SITE = LinkRule("https://example.org/learn/{page}", "https://example.org/{locale}/learn/{page}")
FILES = LinkRule("{page}.md", "{page}.{locale}.md")
PAGES = frozenset(("intro/01", "intro/02", "team/01"))


def links(*rules, page="intro/01", locale="es") -> Links:
    return Links(rules or (SITE,), PAGES, page, locale)


def a(url) -> str:
    return f'<p>Über <a class="x" href="{url}">&#8217;dort&#8217;</a>.</p>'


def always(_page) -> bool:
    return True


def never(_page) -> bool:
    return False


ABSOLUTE = [
    ("https://example.org/learn/intro/02", "https://example.org/es/learn/intro/02"),
    ("https://example.org/learn/intro/02/", "https://example.org/es/learn/intro/02/"),
    ("https://example.org/learn/intro/02#a_b", "https://example.org/es/learn/intro/02#a_b"),
    ("https://example.org/learn/intro/02/#a", "https://example.org/es/learn/intro/02/#a"),
    (
        "https://example.org/learn/intro/02?x=1&amp;y#a",
        "https://example.org/es/learn/intro/02?x=1&amp;y#a",
    ),
    ("https://example.org/learn/intro/02/?x=/", "https://example.org/es/learn/intro/02/?x=/"),
]
RELATIVE = [
    ("02.md", "02.es.md"),
    ("./02.md", "./02.es.md"),
    ("../team/01.md#who", "../team/01.es.md#who"),
    ("02.md?plain=1", "02.es.md?plain=1"),
]
OTHERS = [
    "",
    "#anchor",
    "https://example.org/learn/",
    "https://example.org/learn/intro",
    "https://example.org/learn/intro/99",
    "https://example.org/learning/intro/02",
    "https://example.org/learn/intro/02/more",
    "https://example.orgXlearn/intro/02",
    "http://example.org/learn/intro/02",
    "https://elsewhere.org/learn/intro/02",
    "https://elsewhere.org/?to=https://example.org/learn/intro/02",
    "mailto:intro/02",
    "../02.md",
    "/02.md",
    "02.html",
    "99.md",
]


@pytest.mark.parametrize(("source", "localized"), ABSOLUTE + RELATIVE)
def test_a_link_goes_to_the_localized_page_and_back(source, localized):
    both = links(SITE, FILES)
    assert both.localized(a(source), always) == a(localized)
    assert both.to_source(a(localized)) == a(source)
    assert both.localized(a(localized), always) == a(localized)
    assert both.to_source(a(source)) == a(source)


@pytest.mark.parametrize(("source", "_"), ABSOLUTE + RELATIVE)
def test_a_link_to_a_page_that_is_not_published_stays(source, _):
    assert links(SITE, FILES).localized(a(source), never) == a(source)


@pytest.mark.parametrize("url", OTHERS)
def test_other_links_stay(url):
    both = links(SITE, FILES)
    assert both.localized(a(url), always) == a(url)
    assert both.to_source(a(url)) == a(url)
    assert both.lesson(url) is None


def test_it_is_asked_for_the_page_that_a_relative_link_means():
    asked = []
    links(FILES, page="intro/01").localized(a("../team/01.md"), asked.append)
    assert asked == ["team/01"]


def test_a_pattern_with_a_slash_at_its_end_takes_links_without_one():
    rule = LinkRule("https://example.org/{page}/", "https://example.org/{locale}/{page}/")
    for end in ("", "/", "#a", "/#a"):
        source = a(f"https://example.org/intro/02{end}")
        localized = a(f"https://example.org/es/intro/02{end}")
        assert links(rule).localized(source, always) == localized
        assert links(rule).to_source(localized) == source


def test_another_locale_is_another_page():
    german = a("https://example.org/de/learn/intro/02")
    assert links(locale="es").to_source(german) == german
    assert links(locale="de").to_source(german) == a("https://example.org/learn/intro/02")


def test_the_signs_of_a_pattern_are_just_signs():
    rule = LinkRule("https://example.org/?p={page}+x", "https://example.org/{locale}?p={page}+x")
    source = a("https://example.org/?p=intro/02+x")
    assert links(rule).localized(source, always) == a("https://example.org/es?p=intro/02+x")


def test_the_lesson_that_a_link_leads_to():
    assert links().lesson("https://example.org/learn/intro/02/#x") == "intro/02"
    assert links(FILES).lesson("../team/01.md") == "team/01"


@pytest.mark.parametrize(
    "text",
    [
        "<a href='{}'>x</a>",
        "<a href={}>x</a>",
        '<A HREF = "{}">x</A>',
        '<area alt="a > b" href="{}">',
        '<a title="href=no" href="{}" rel="next">x</a>',
    ],
)
def test_links_are_found_however_they_are_written(text):
    assert rewritten(text.format("here"), str.upper) == text.format("HERE")
    assert targets(text.format("here")) == {"here"}


HOSTILE = (
    *("<a", "<A ", "<area ", "<AREA ", "<ab ", "</a>", ">", "<", '"', "'", " href=", "=", "x", "/"),
    *(
        "<!--",
        "-->",
        "--!>",
        "<!",
        "<?",
        "\n",
        " ",
        "<p>",
        '<p class="',
        '<a href="u">',
        "\0",
        "</",
    ),
    *("<a href=u>", "<a title='<a href=q>' href='v'>", ' HREF="w"', "<a/href=z>", "</a href=k>"),
)


def of_tokens(text):
    """The targets of links, looked for in one token after the other."""
    tags = (match for match in TAG.finditer(text) if not match[1])
    found = (
        attribute
        for match in tags
        if match[2] in {"a", "A", "area"}
        for attribute in ATTRIBUTE.finditer(match[3])
        if attribute[1].lower() == "href" and (attribute.lastindex or 0) > 1
    )
    return {attribute[attribute.lastindex] for attribute in found}


@given(st.lists(st.sampled_from(HOSTILE), max_size=14).map("".join))
@settings(max_examples=500, deadline=None)
def test_links_are_those_of_the_tokens(text):
    assert targets(text) == of_tokens(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "href",
        "<p>href='x'</p>",
        "<a>x</a>",
        "<a href>x</a>",
        "<a data-href='x'>x</a>",
        "<abbr href='x'>x</abbr>",
        "<img src='x'>",
        "<!-- <a href='x'> -->",
        "</a href='x'>",
    ],
)
def test_what_is_no_link_stays(text):
    assert rewritten(text, lambda _: "changed") == text


MARKDOWN = """\
See [two](02.md "Two"), ![image](02.md), [far](<../team/01.md#who>) and [other](99.md).

> [two]: 02.md "Two"

Not `[code](02.md)`, nor [two].

```md
[two](02.md)
```
- ~~~
  [two]: 02.md
  ~~~
  [two](02.md)
"""


def test_links_of_markdown_outside_of_code():
    localized = links(FILES).localized(MARKDOWN, always)
    assert localized == (
        MARKDOWN.replace('](02.md "Two")', '](02.es.md "Two")')
        .replace("![image](02.md)", "![image](02.es.md)")
        .replace("01.md#who", "01.es.md#who")
        .replace('[two]: 02.md "Two"', '[two]: 02.es.md "Two"')
        .replace("~~~\n  [two](02.md)", "~~~\n  [two](02.es.md)")
    )
    assert links(FILES).to_source(localized) == MARKDOWN
    assert links(FILES).localized(MARKDOWN, never) == MARKDOWN


@pytest.mark.parametrize(
    ("url", "locale"),
    [
        ("https://example.org/de/learn/intro/02", "de"),
        ("https://example.org/pt-BR/learn/intro/02/?x=1#a", "pt-BR"),
        ("https://example.org/xx/learn/intro/02", None),
        ("https://example.org/learn/intro/02", None),
        ("https://elsewhere.org/de/learn/intro/02", None),
        ("02.de.md", "de"),
        ("a.b/02.pt-BR.md#c", "pt-BR"),
        ("02.md", None),
        ("/de/x/de", "de"),
        ("/de/x/es", None),
        ("/all/x", None),
    ],
)
def test_the_locale_of_a_link(url, locale):
    patterns = [SITE.localized, FILES.localized, "/{locale}/{page}/{locale}", "/all/{page}"]
    assert locale_of(url, patterns, ("es", "de", "pt-BR", "pt")) == locale


def test_the_facts_of_many_locales_are_looked_up_once():
    tags = [f"es-x{number}" for number in range(80)]
    for tag in tags:
        facts(tag)
    before = facts.cache_info().misses
    for tag in tags:
        facts(tag)
    assert facts.cache_info().misses == before
