"""What no tool can be faster than: read the lessons and the catalogs, write the localized pages.

Run as a process of its own, in a project's folder; each page is written as it was read.
"""

# pathlib would take longer than the reading and writing that is measured.
# ruff: noqa: PTH103, PTH118, PTH122, PTH123

import os
import sys


def main(locales: list[str]) -> None:
    """Read every lesson, and for each locale its catalog; write the lesson's bytes."""
    for folder, _, names in os.walk("source"):
        below = os.path.relpath(folder, "source")
        target = os.path.join("build", below)
        os.makedirs(target, exist_ok=True)
        for name in sorted(names):
            page, suffix = os.path.splitext(name)
            with open(os.path.join(folder, name), "rb") as file:
                lesson = file.read()
            for locale in locales:
                with open(os.path.join("translations", locale, below, page + ".po"), "rb") as file:
                    file.read()
                with open(os.path.join(target, f"{page}.{locale}{suffix}"), "wb") as file:
                    file.write(lesson)


if __name__ == "__main__":
    main(sys.argv[1:])
