"""Locales: what gettext calls them, and what is known of them."""

import pytest

from dragoman.locales import facts, gettext_name


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("es", "es"),
        ("pt-br", "pt_BR"),
        ("sr-Latn", "sr@latin"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hant-HK", "zh_HK"),
        ("de-CH-1996", "de_CH@1996"),
    ],
)
def test_names_for_gettext(tag, name):
    assert gettext_name(tag) == name


def test_a_territory_that_nobody_knows_is_left_out():
    assert facts("es-XX") == facts("es")


@pytest.mark.parametrize("tag", ["qqq", "not a locale"])
def test_nothing_is_known_of_other_languages(tag):
    assert facts(tag) is None
