"""A locale added to the configuration file, all else in it as it stands."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from dragoman.errors import ConfigError
from dragoman.project import Project, configfile
from dragoman.project.reader import tag_problem


def add_locale(project: Project, locale: str) -> bytes:
    """The bytes of the configuration file with one more locale; nothing is written."""
    source = configfile.find(project.root)
    problem = tag_problem(locale)
    if problem:
        raise ConfigError("init", None, *problem)
    if locale.lower() == project.source_locale.lower():
        problem = (f'"{locale}" is the source locale', "Lessons are translated into other ones.")
    elif locale.lower() in map(str.lower, project.locales):
        problem = (f'"{locale}" is there already', "")
    if problem:
        raise ConfigError(source.path, source.line("locales"), *problem)
    wanted = configfile.parse(source.text, source.path)
    table = configfile.inner(wanted, source.above)
    assert table is not None
    table["locales"] = [*project.locales, locale]
    try:
        text = _with_locale(source, locale)
        if configfile.parse(text, source.path) == wanted:
            return text.encode(source.encoding)
    except (ValueError, ConfigError):
        pass
    remedy = f'Add "{locale}" to the list by hand.'
    raise ConfigError(source.path, source.line("locales"), "locales cannot be edited", remedy)


def _with_locale(source: configfile.Source, locale: str) -> str:
    end = "\r\n" if source.text.count("\r\n") == source.text.count("\n") > 0 else "\n"
    above = source.line("source-locale") or source.line("source")
    if above and "locales" not in source.settings:
        lines = source.text.split("\n")
        lines.insert(above, f'locales = ["{locale}"]{end[:-1]}')
        return "\n".join(lines)
    import tomlkit  # noqa: PLC0415  # needed by one verb only, and slow to import

    document = tomlkit.parse(source.text)
    table: MutableMapping[str, Any] = document
    for key in source.above:
        table = table[key]
    table.setdefault("locales", [])
    table["locales"].append(locale)
    text = tomlkit.dumps(document)
    return re.sub(r"\r?\n", end, text) if end == "\r\n" else text
