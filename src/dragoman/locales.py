"""Locales: tags, names, plural forms and direction, as CLDR has them through Babel."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple


def gettext_name(tag: str) -> str:
    """The locale as PO headers write it: ``pt_BR`` for ``pt-br``, ``sr@latin`` for ``sr-Latn``."""
    parts = tag.replace("_", "-").split("-")
    language, territory, modifier = parts[0].lower(), "", ""
    for part in parts[1:]:
        if len(part) == 1:  # an extension, or private use: gettext has none
            break
        if len(part) <= 3:  # noqa: PLR2004 (two letters or three digits; scripts have four letters)
            territory = territory or "_" + part.upper()
        elif not modifier:
            modifier = {"latn": "@latin", "cyrl": "@cyrillic"}.get(part.lower(), "@" + part.lower())
    if language == "zh" and modifier in ("@hans", "@hant"):
        territory, modifier = territory or {"@hans": "_CN", "@hant": "_TW"}[modifier], ""
    return language + territory + modifier


class LocaleFacts(NamedTuple):
    """What CLDR knows of a locale."""

    name: str
    """Its name in English."""
    plural_forms: str
    """The value of a PO header's Plural-Forms field."""
    direction: Literal["ltr", "rtl"]
    decimal: str
    """What stands before decimals."""


@cache
def facts(tag: str) -> LocaleFacts | None:
    """The facts of a locale, of its language where the territory is unknown, None where neither is.

    Source: CLDR and gettext's plural rules as Babel carries them.
    """
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 (costly; most runs need none)
    from babel.messages.plurals import get_plural  # noqa: PLC0415

    for candidate in (tag, tag.replace("_", "-").split("-")[0]):
        try:
            locale = Locale.parse(candidate.replace("_", "-"), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        plural = get_plural(locale)
        direction: Literal["ltr", "rtl"] = "rtl" if locale.text_direction == "rtl" else "ltr"
        return LocaleFacts(
            locale.get_display_name("en") or candidate,
            str(plural),
            direction,
            str(locale.number_symbols.get("latn", {}).get("decimal", ".")),
        )
    return None
