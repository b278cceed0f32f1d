"""What a user can ask of the commands, and how they answer."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from typer.main import get_command

from dragoman.cli.app import app
from dragoman.version import __version__

COMMANDS = ("extract", "update", "merge", "build", "init", "report", "check")
WRITERS = ("extract", "update", "merge", "build")


# Asking for help


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example_that_works(built, command):
    ran = built.run(command, "--help")
    assert ran.code == 0
    example = re.search(r"Example: dragoman (.+)", ran.out)
    assert example
    arguments = example[1].replace("introduction/06", "one").split()
    assert arguments[0] == command
    code, _, err = built.run(*arguments)
    assert code == (1 if "--fail-under" in arguments and code else 0), err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command):
    parameters = get_command(app).commands[command].params
    assert all(getattr(each, "help", None) for each in parameters if each.name != "help")


def test_without_a_command_the_commands_are_listed(bare):
    ran = bare.run()
    assert ran.code == 2
    assert all(f"\n  {command} " in ran.out + ran.err for command in COMMANDS)
    assert "..." not in (ran.out + ran.err).partition("Commands:")[2]


def test_the_version(bare):
    assert bare.run("--version") == (0, f"dragoman {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    {
        "command": (["biuld"], "No such command 'biuld'"),
        "option": (["build", "--dryrun"], "No such option: --dryrun"),
        "format": (["report", "--format", "pdf"], "'pdf' is not one of"),
        "percent": (["report", "--fail-under", "101"], "101"),
        "number": (["report", "--fail-under", "most"], "'most' is not a valid float"),
        "locale": (["init"], "Missing argument 'LOCALE'"),
    }.values(),
    ids=["command", "option", "format", "percent", "number", "locale"],
)
def test_what_is_no_command_or_option_exits_2(built, arguments, message):
    ran = built.run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert "Traceback" not in ran.err


# --check and --dry-run


@pytest.mark.parametrize("verb", WRITERS)
@pytest.mark.parametrize(("option", "code"), [("--check", 1), ("--dry-run", 0)])
def test_what_would_change_is_named_and_nothing_is_written(built, verb, option, code):
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    built.edit("source/one.md", "git pull", "git fetch")
    before = built.stamps(cache=True)
    ran = built.run(verb, option)
    assert (ran.code, ran.err) == (code, "")
    told = {
        "extract": ["templates/one.pot"],
        "update": ["es/one.po", "de/one.po"],
        "merge": ["one.es.md", "one.de.md"],
    }
    wanted = [*itertools.chain(*told.values())] if verb == "build" else told[verb]
    lines = [line for line in ran.out.splitlines() if line.startswith("would ")]
    assert sorted(line.rpartition("/")[2] for line in lines) == sorted(
        path.rpartition("/")[2] for path in wanted
    )
    assert all(line.startswith("would update: ") for line in lines)
    assert built.stamps(cache=True) == before


@pytest.mark.parametrize("verb", WRITERS)
def test_a_check_of_what_is_up_to_date_exits_0(built, verb):
    before = built.stamps()
    assert built.run(verb, "--check").code == 0
    assert built.stamps() == before


def test_a_check_names_files_to_be_created_and_removed(built):
    (built.root / "source/two.md").unlink()
    built.write("source/three.md", "<p>Three.</p>\n")
    ran = built.run("build", "--check")
    assert ran.code == 1
    assert "would create: translations/de/three.po\n" in ran.out
    assert "would remove: build/two.es.md\n" in ran.out
    assert "of words" in ran.out


@pytest.mark.parametrize("how", ["a pattern that finds nothing", "lessons that are gone"])
def test_pages_are_not_all_removed_by_a_slip(built, refused, how):
    if how == "lessons that are gone":
        for path in (built.root / "source").iterdir():
            path.unlink()
    built.edit("dragoman.toml", "locales", 'lessons = ["**/*.md"]\nlocales')
    if how == "a pattern that finds nothing":
        built.edit("dragoman.toml", '"**/*.md"', '"**/*.mdd"')
    for verb in ("build", "merge"):
        assert refused(built, verb) == (
            "dragoman.toml:3: no lesson is found, so 4 localized pages would go\n"
            "  Mend “lessons” or “source”; or run with --force to remove them.\n"
        )
    assert built.run("merge", "--locale", "es").code == 0
    assert (built.root / "build/one.es.md").exists()
    ran = built.run("build", "--force")
    assert (ran.code, ran.out.count("remove: build/")) == (0, 4)
    assert not list((built.root / "build").rglob("*.md"))


def test_a_check_names_every_file_a_run_only_many_of_them(course):
    for number in range(12):
        course.write(f"source/{number}.md", f"<p>Lesson {number}.</p>\n")
    told = course.run("build", "--check").out
    assert told.count("would create: ") == 14 * 5
    assert course.run("build").out.startswith("70 files: 70 created.\n")
    for number in range(12):
        course.edit(f"source/{number}.md", "Lesson", "Chapter")
    (course.root / "source/one.md").unlink()
    assert course.run("build").out.startswith("62 files: 60 updated, 2 removed.\n")


# Parts of a project


def test_only_a_locale(course):
    ran = course.run("build", "--locale", "es")
    assert ran.code == 0
    assert not [path for path in course.tree() if "de" in path.split(".")[-2:-1] or "/de/" in path]
    assert "create: build/one.es.md\n" in ran.out
    assert "\nde " not in ran.out
    assert course.run("build", "-l", "es", "-l", "de").code == 0
    assert "build/one.de.md" in course.tree()


def test_a_run_of_one_locale_leaves_the_pages_of_others(built):
    before = built.tree()
    built.edit("source/one.md", "git pull", "git fetch")
    (built.root / "source/two.md").unlink()
    built.run("build", "--locale", "es")
    after = built.tree()
    assert after["build/one.de.md"] == before["build/one.de.md"]
    assert after["build/two.es.md"] == before["build/two.es.md"]


@pytest.fixture
def deep(course):
    """Four lessons, two of them in a folder."""
    for page in ("part/01", "part/02"):
        course.write(f"source/{page}.md", f"<p>Lesson {page[-1]}.</p>\n")
    return course


@pytest.mark.parametrize(
    ("arguments", "pages"),
    [
        (["part/01"], ["part/01"]),
        (["source/part/01.md"], ["part/01"]),
        (["./source/part/01.md"], ["part/01"]),
        (["part/01.md"], ["part/01"]),
        (["part"], ["part/01", "part/02"]),
        (["source/part/"], ["part/01", "part/02"]),
        (["part/*"], ["part/01", "part/02"]),
        (["*"], ["one", "two"]),
        (["**/0[13]"], ["part/01"]),
        (["one", "part/02"], ["one", "part/02"]),
        (["source"], ["one", "part/01", "part/02", "two"]),
        ([], ["one", "part/01", "part/02", "two"]),
    ],
    ids=lambda value: " ".join(value) or "all",
)
def test_pages_can_be_named_in_many_ways(deep, arguments, pages):
    assert deep.run("merge", *arguments).code == 0
    folder = deep.root / "build"
    built = {path.relative_to(folder).as_posix() for path in folder.rglob("*.es.md")}
    assert built == {f"{page}.es.md" for page in pages}
    told = json.loads(deep.run("report", "--json", *arguments).out)
    assert list(told["locales"]["es"]["pages"]) == pages


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("part/03", 'Did you mean "part/02"?'),
        ("01", 'Did you mean "part/01"?'),
        ("onne", 'Did you mean "one"?'),
        ("prat/01.md", 'Did you mean "part/01"?'),
        ("zzz", "Name a page, a lesson's path, a folder or a glob."),
    ],
)
def test_an_unknown_page_is_told_with_the_nearest(deep, name, remedy):
    before = deep.tree()
    assert deep.run("build", name) == (2, "", f"{name}: no such lesson\n  {remedy}\n")
    assert deep.tree() == before


def test_an_unknown_locale_is_told_with_those_there_are(course):
    assert course.run("build", "--locale", "fr") == (
        2,
        "",
        (
            "dragoman.toml: no locale “fr”\n"
            "  The project has: es, de. Start a new one with: dragoman init fr\n"
        ),
    )


@pytest.mark.parametrize("verb", ["build", "report", "check", "diff", "import"])
@pytest.mark.parametrize("tag", ["pt_BR", "PT-br"])
def test_a_locale_that_is_written_otherwise_is_told(course, verb, tag):
    course.edit("dragoman.toml", '"de"', '"pt-br"')
    remedy = '  The project has: es, pt-br. Did you mean "pt-br"?\n'
    assert course.run(verb, "--locale", tag) == (
        2,
        "",
        f"dragoman.toml: no locale “{tag}”\n{remedy}",
    )


def test_another_folders_project(built, monkeypatch):
    monkeypatch.chdir(built.root.parent)
    assert built.run("report", "--summary", "--project", "course").out.startswith("Coverage of")
    assert built.run("build", "-C", "course/source").out.startswith("Nothing to do")
    assert built.run("build", "-C", "cuorse") == (2, "", "cuorse: there is no such folder\n")
