"""Takes settings out of the configuration file, and tells together all that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dragoman.errors import ConfigError, DragomanError, tell
from dragoman.project.configfile import Source, inner
from dragoman.project.patterns import UNPRINTABLE, field_problem, nearest, path_problem, plain

_MOST = 20
"""Errors told at once; each costs readings of the file to find its line."""
_KINDS = {str: "a text", list: "a list", dict: "a table", bool: "true or false"}
_KINDS |= {int: "a number", float: "a number"}
_TAG = re.compile(
    r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})  # language
    (?:-[a-z]{4})?                                   # script
    (?:-(?:[a-z]{2}|[0-9]{3}))?                      # region
    (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*         # variants
    (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*             # extensions
    (?:-x(?:-[a-z0-9]{1,8})+)?                       # private use
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

_KEY_PATH = re.compile(r"[^.\[\]]++(?:\[\])*+(?:\.[^.\[\]]++(?:\[\])*+)*+")


def tag_problem(tag: str) -> tuple[str, str] | None:
    """What is wrong with a locale, and what to do; None for the syntax of BCP 47."""
    if _TAG.fullmatch(tag):
        return None
    better = tag.partition(".")[0].replace("_", "-")
    meant = better if _TAG.fullmatch(better) else "pt-BR"
    return f'"{tag}" is no language tag', f'Write a tag of BCP 47, such as "{meant}".'


class Reader:
    """Takes settings one by one; what is wrong with them is told together, by ``finish``."""

    __slots__ = ("errors", "known", "source")

    def __init__(self, source: Source) -> None:
        """Begin with nothing asked for, and no error."""
        self.source = source
        self.known: list[str] = []
        self.errors: list[DragomanError] = []

    def error(self, key: str, problem: str, remedy: str = "", item: str = "") -> None:
        """Note an error at a key, or at an item of its list."""
        if len(self.errors) < _MOST:
            line = self.source.line(key, item)
            if line is None and "." in key:
                line = self.source.line(key.rpartition(".")[0])
            self.errors.append(ConfigError(self.source.path, line, problem, remedy))

    def finish(self) -> None:
        """Raise what was found, and name the keys that nobody asked for."""
        self._unknown(self.source.settings, "")
        tell(sorted(self.errors, key=lambda error: error.line or 0))

    def _unknown(self, table: Mapping[str, object], above: str) -> None:
        for name, value in table.items():
            key = above + name
            if any(known.startswith(f"{key}.") for known in self.known):
                if isinstance(value, dict):
                    if f"{key}.*" not in self.known:
                        self._unknown(value, f"{key}.")
                else:
                    self.error(key, f'"{key}" must be a table', f"Write [{key}] on its own line.")
            elif key not in self.known or "." in name:
                place = f" in [{above[:-1]}]" if above else ""
                self.error(key, f'unknown key "{name}"{place}', self._remedy(name, above))

    def _remedy(self, name: str, above: str) -> str:
        if name in {"tool", "dragoman"} and not above and self.source.path == "dragoman.toml":
            return "[tool.dragoman] is for pyproject.toml; here the keys stand without it."
        if above and name in self.known:
            return f'Move "{name}" to the top, above the first [table].'
        here = {k[len(above) :].split(".")[0] for k in self.known if k.startswith(above)}
        near = nearest(name.replace("_", "-"), tuple(sorted(here)))
        if above == "checks." and not near:
            return "Rules are named in docs/checks.md; a table is for one of the project's locales."
        return f'Did you mean "{near}"?' if near else f"Known: {', '.join(sorted(here))}."

    def _take(self, key: str) -> object:
        self.known.append(key)
        *above, name = key.split(".")
        return (inner(self.source.settings, above) or {}).get(name)

    def _wrong(self, key: str, wanted: str, value: object, example: str) -> None:
        kind = _KINDS.get(type(value), "a date")
        remedy = f"Write {key.rpartition('.')[2]} = {example}"
        self.error(key, f'"{key}" must be {wanted}, not {kind}', remedy)

    def text(self, key: str, default: str) -> str:
        """A text; empty only where the default is."""
        value = self._take(key)
        if isinstance(value, str):
            if default and not value.strip():
                remedy = 'For the project\'s own folder write "."' if key == "source" else ""
                self.error(key, f'"{key}" must not be empty', remedy)
            elif UNPRINTABLE.search(value):
                self.error(key, f'"{key}" must not hold control characters')
            return value
        if value is not None:
            number = type(value) in {int, float}
            example = value if number else default or key.rpartition(".")[2]
            self._wrong(key, "a text", value, f'"{example}"')
        return default

    def lines(self, key: str) -> str:
        """A text of any number of lines; empty where it is missing."""
        value = self._take(key)
        if isinstance(value, str):
            return value
        if value is not None:
            self._wrong(key, "a text", value, '""')
        return ""

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        value = self._take(key)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            if not all(map(str.strip, value)):
                self.error(key, f'"{key}" must not hold an empty text')
            elif UNPRINTABLE.search("".join(value)):
                self.error(key, f'"{key}" must not hold control characters')
            return tuple(value)
        if isinstance(value, list):
            odd = next(item for item in value if not isinstance(item, str))
            kind = _KINDS.get(type(odd), "a date")
            self.error(key, f'"{key}" must hold texts only, not {kind}')
        elif value is not None:
            example = value if isinstance(value, str) else ", ".join(default) or "one"
            self._wrong(key, "a list of texts", value, f'["{example}"]')
        return default

    def percent(self, key: str, default: float = 0) -> float:
        """A number from 0 to 100."""
        value = self._take(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if not 0 <= value <= 100:  # noqa: PLR2004  # not-a-number fails this too
                self.error(key, f'"{key}" must be from 0 to 100, not {value}')
            return value
        if value is not None:
            self._wrong(key, "a number", value, "80")
        return default

    def number(self, key: str, default: float, *, whole: bool = False) -> float:
        """A number from 1 to 1000, a whole one if need be."""
        value = self._take(key)
        kinds = (int,) if whole else (int, float)
        if isinstance(value, kinds) and not isinstance(value, bool):
            if not 1 <= value <= 1000:  # noqa: PLR2004  # not-a-number fails this too
                self.error(key, f'"{key}" must be from 1 to 1000, not {value}')
                return default
            return value
        if value is not None:
            self._wrong(key, "a whole number" if whole else "a number", value, f"{default:g}")
        return default

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of several words; the first where it is missing."""
        value = self.text(key, choices[0])
        if value not in choices:
            words = " or ".join(f'"{word}"' for word in choices)
            self.error(key, f'"{key}" must be {words}, not "{value}"')
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is missing."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self._wrong(key, "true or false", value, "true")
        return value is True

    def choices(self, key: str, choices: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """A table with a glob and one of several words in each line."""
        self.known.append(f"{key}.*")
        found = []
        for glob, word in (inner(self.source.settings, (key,)) or {}).items():
            problem = path_problem(glob)
            if problem:
                self.error(key, f'"{glob}" in [{key}] {problem}', "", glob)
            elif word not in choices:
                near = nearest(word, choices) if isinstance(word, str) else ""
                known = f"Known: {', '.join(choices)}."
                problem = f'"{glob}" in [{key}] must name a known format, not "{word}"'
                self.error(key, problem, f'Did you mean "{near}"?' if near else known, glob)
            found.append((glob, str(word)))
        return tuple(found)

    def globs(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of globs of files inside the project."""
        globs = self.texts(key, default)
        for glob in globs:
            problem = path_problem(glob)
            if problem:
                self.error(key, f'"{glob}" in "{key}" {problem}', "", glob)
        return globs

    def paths(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of keys in front matter."""
        paths = self.texts(key, default)
        for path in paths:
            if not _KEY_PATH.fullmatch(path):
                remedy = 'For example: "title", "params.subtitle", "people[].role"'
                self.error(key, f'"{path}" in "{key}" is no key of front matter', remedy, path)
        return paths

    def tag(self, key: str, default: str) -> str:
        """One locale."""
        tag = self.text(key, default)
        problem = tag_problem(tag)
        if problem:
            self.error(key, *problem)
        return tag

    def tags(self, key: str, source: str) -> tuple[str, ...]:
        """A list of locales, each once, none of them the source locale."""
        tags = self.texts(key)
        for index, tag in enumerate(tags):
            problem = tag_problem(tag)
            if not problem and tag.lower() == source.lower():
                problem = (f'"{tag}" is the source locale', "Take it out of the list.")
            elif not problem and tag.lower() in map(str.lower, tags[:index]):
                problem = (f'"{tag}" stands there twice', "Take one out of the list.")
            if problem:
                self.error(key, *problem, tag)
        return tags

    def pattern(self, key: str, default: str, needs: str = "", may: str = "") -> str:
        """A path in the project, made plain, with the fields it needs and others it may have."""
        return self.checked(key, self.text(key, default), needs, may, default)

    def checked(self, key: str, value: str, needs: str, may: str, example: str = "") -> str:
        """As ``pattern``, for a value that was taken already."""
        problem = path_problem(value)
        wrong = (problem, "") if problem else field_problem(value, needs, may)
        if may and not plain(value):
            wrong = ("must name a file", "")
        if wrong:
            remedy = wrong[1] or (f'For example: {key} = "{example}"' if example else "")
            self.error(key, f'"{key}" {wrong[0]}', remedy)
        return plain(value)
