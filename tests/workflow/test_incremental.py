"""What the cache lets a run pass over makes no difference: random edits, with it and without."""

from __future__ import annotations

import random
import shutil

import pytest

PARAGRAPHS = [
    "Read the <em>guide</em> before you start.",
    "Ask a question when you are stuck.",
    "Ask a question whenever you are stuck.",
    "Send a small change.",
    "Send a small but complete change.",
    'See <a href="two.md">the next page</a>.',
    "Thank everyone who helped.",
]
LINKS = '[links]\nsource = ["{page}.md"]\nlocalized = ["{page}.{locale}.md"]'
PATTERNS = (
    'output = "build/{page}.{locale}{suffix}"',
    "publish-at = 50",
    'fallback = "fuzzy"',
    f'heading-ids = "asciidoctor"\n{LINKS}',
    f"publish-at = 50\n{LINKS}",
)
RUNS = [
    *[["build"]] * 6,
    ["build", "--locale", "es"],
    ["build", "one"],
    ["build", "--force"],
    ["update"],
    ["extract"],
    ["merge"],
    ["merge", "two", "--locale", "de"],
    ["report"],
]


class Editor:
    """Somebody who does one thing after the other to a project, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def edit(self, course) -> None:
        """Do one thing."""
        deeds = (
            *[self.write_lesson] * 4,
            *[self.translate] * 4,
            self.remove_lesson,
            self.rename_lesson,
            self.spoil_translation,
            self.edit_page,
            self.remove_page,
            *[self.remove_pages] * 3,
            self.lose_manifest,
            self.write_overlay,
            self.configure,
            self.remove_catalog,
        )
        self.random.choice(deeds)(course)

    def pick(self, course, pattern: str):
        found = sorted(course.root.glob(pattern))
        return self.random.choice(found) if found else None

    def write_lesson(self, course) -> None:
        chosen = self.random.sample(PARAGRAPHS, self.random.randint(1, 4))
        body = "".join(f"<p>{paragraph}</p>\n" for paragraph in chosen)
        head = self.random.choice(["", "---\ntitle: First steps\n---\n"])
        page = self.random.choice(["one", "two", "part/three"])
        course.write(f"source/{page}.md", head + body)

    def remove_lesson(self, course) -> None:
        lesson = self.pick(course, "source/**/*.md")
        if lesson:
            lesson.unlink()

    def rename_lesson(self, course) -> None:
        lesson = self.pick(course, "source/**/*.md")
        name = self.random.choice(["one", "two", "four"])
        if lesson:
            lesson.rename(course.root / f"source/{name}.md")

    def translate(self, course) -> None:
        catalog = self.pick(course, "translations/e*/**/*.po")
        mark = self.random.choice(["ES", "ES2"])
        if catalog:
            path = catalog.relative_to(course.root).as_posix()
            course.translate(path, {text: f"{mark} {text}" for text in PARAGRAPHS})

    def spoil_translation(self, course) -> None:
        catalog = self.pick(course, "translations/es/**/*.po")
        if catalog:
            catalog.write_bytes(catalog.read_bytes().replace(b"</em>", b"</b>"))

    def edit_page(self, course) -> None:
        page = self.pick(course, "build/**/*.md")
        if page:
            page.write_bytes(page.read_bytes() + b"<!-- edited -->\n")

    def remove_page(self, course) -> None:
        page = self.pick(course, "build/**/*.md")
        if page:
            page.unlink()

    def remove_pages(self, course) -> None:
        shutil.rmtree(course.root / "build", ignore_errors=True)

    def lose_manifest(self, course) -> None:
        (course.root / "build/.dragoman.sha256").unlink(missing_ok=True)

    def write_overlay(self, course) -> None:
        weight = self.random.randint(1, 9)
        course.write("translations/es/one.yaml", f"weight: {weight}\n")

    def configure(self, course) -> None:
        locales = self.random.choice(['"es", "de"', '"es"', '"es", "de", "fr"'])
        extra = self.random.choice(["", *PATTERNS])
        course.write("dragoman.toml", f'name = "x"\nlocales = [{locales}]\n{extra}\n')

    def remove_catalog(self, course) -> None:
        catalog = self.pick(course, "translations/*/*.po")
        if catalog:
            catalog.unlink()


@pytest.mark.parametrize("seed", range(4))
def test_a_cached_run_and_several_processes_do_what_a_fresh_run_does(course, monkeypatch, seed):
    roots = (course.root, *(course.root.parent / name for name in ("fresh", "shared")))
    for root in roots[1:]:
        shutil.copytree(roots[0], root)
    editors = [Editor(seed) for _ in roots]
    choose = random.Random(seed)
    for step in range(12):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(60 * step))
        arguments = choose.choice(RUNS)
        results = []
        for root, editor in zip(roots, editors, strict=True):
            course.root = root
            monkeypatch.chdir(root)
            editor.edit(course)
            if root is roots[1]:
                course.forget()
            jobs = ("--jobs", "2") if root is roots[2] else ()
            results.append((course.run(*arguments, *jobs), course.tree()))
        cached, fresh, shared = results
        assert cached == fresh, (step, arguments)
        assert shared == fresh, (step, arguments)
    course.run("build")
    before = course.stamps()
    course.run("build")
    assert course.stamps() == before
