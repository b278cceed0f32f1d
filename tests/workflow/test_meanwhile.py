"""What people do while dragoman is at work is never lost."""

from __future__ import annotations

import pytest

from dragoman.errors import OutputError
from dragoman.project import load
from dragoman.workflow import commit, plan

CATALOG = "translations/es/one.po"


def planned(course):
    """A build that was worked out, but not written yet."""
    course.edit("source/one.md", "stuck", "lost")
    return plan(load(str(course.root)), ("extract", "update", "merge"))


def test_a_translation_that_was_saved_meanwhile_stays(built):
    outcome = planned(built)
    built.edit(CATALOG, "Primeros pasos", "Los primeros pasos")
    before = built.tree()
    with pytest.raises(OutputError) as told:
        commit(outcome)
    assert str(told.value) == (
        f"{CATALOG}: was changed by somebody else while dragoman was at work\n"
        "  Nothing was written. Run again."
    )
    assert built.tree() == before
    assert built.run("build").code == 0
    assert "Los primeros pasos" in built.read("build/one.es.md")


def test_a_catalog_that_came_meanwhile_stays(built):
    built.edit("dragoman.toml", '"de"]', '"de", "fr"]')
    outcome = planned(built)
    built.write("translations/fr/one.po", built.read(CATALOG))
    with pytest.raises(OutputError, match=r"translations/fr/one\.po: was changed by somebody else"):
        commit(outcome)
    assert built.read("translations/fr/one.po") == built.read(CATALOG)


def test_a_broken_template_is_made_anew(built):
    path = "translations/templates/one.pot"
    before = built.read(path)
    built.write(path, f"<<<<<<< HEAD\n{before}")
    assert f"update: {path}" in built.run("build").out
    assert "<<<<<<<" not in built.read(path)
    assert built.read(path).partition("#. ")[2] == before.partition("#. ")[2]
