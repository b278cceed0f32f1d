"""Markdown lessons through the whole loop, and the format that the configuration gives a lesson."""

from __future__ import annotations

LESSON = """\
---
title: First steps
---

# First steps

Read the *guide*
before you start.

```sh
# Pull first
git pull
```
"""

SPANISH = {
    "First steps": "Primeros pasos",
    "Read the *guide* before you start.": "1. Lee la *guía*.",
    "Pull first": "Primero trae los cambios",
}


def test_a_markdown_lesson_is_translated(course):
    course.write("source/one.md", LESSON)
    course.edit("dragoman.toml", "locales", "locales = ['es']\n[markdown]\ncode-comments = true\n#")
    assert course.run("build").code == 0
    course.translate("translations/es/one.po", SPANISH)
    assert course.run("build").code == 0
    page = LESSON.replace("First steps", "Primeros pasos").replace(
        "Pull first", "Primero trae los cambios"
    )
    page = page.replace("Read the *guide*\nbefore you start.", "1\\. Lee la *guía*.")
    assert course.read("build/one.es.md") == page


def test_line_breaks_are_kept_where_a_glob_says_so(course):
    course.write("source/one.md", LESSON)
    course.write("dragoman.toml", 'locales = ["es"]\n[markdown]\nkeep-lines = ["one.md"]\n')
    course.run("build")
    assert '"Read the *guide*\\n"\n"before you start."' in course.read("translations/es/one.po")


def test_a_glob_chooses_the_format(course):
    course.write("source/one.md", "One\n\n* two\n")
    course.run("build")
    assert 'msgid "two"' in course.read("translations/es/one.po")
    course.write(
        "dragoman.toml", 'locales = ["es"]\n[formats]\n"o*.md" = "html"\n"*.md" = "markdown"\n'
    )
    course.run("build")
    assert '"* two"' in course.read("translations/es/one.po")
