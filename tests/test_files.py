"""Files: exact bytes, nothing written after an error, nothing outside the root, and the lists kept."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from dragoman import cache as caches
from dragoman.cache import CACHE_PATH, RACY, Cache, facts
from dragoman.errors import OutputError
from dragoman.files import drawer, read
from dragoman.files.stage import Stage
from dragoman.manifest import Manifest, digest

OUTSIDE = (
    "leads outside the project\n"
    "  Write to a folder of the project, and not through a symbolic link that leaves it."
)
INTO_GIT = "leads into .git\n  Write to a folder of the project itself."


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(call, *arguments) -> str:
    with pytest.raises(OutputError) as caught:
        call(*arguments)
    return str(caught.value)


# Reading


def test_read(root):
    data = b"\xef\xbb\xbfa\r\nb\rc\n\0\xff"
    (root / "a").write_bytes(data)
    assert read(str(root / "a")) == data
    assert read(str(root / "b")) is None
    assert read(str(root / "a" / "b")) is None
    assert refused(read, str(root), "build") == "build: cannot be read: it is a folder"
    assert refused(read, str(root)) == f"{root}: cannot be read: it is a folder"


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_read_files_of_any_size(root, size):
    data = b"ab\0" * (size // 3) + b"c" * (size % 3)
    (root / "a").write_bytes(data)
    assert read(str(root / "a")) == data


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no files of unknown size")
def test_read_a_file_that_says_it_is_empty():
    assert (read("/proc/self/status") or b"").startswith(b"Name:")


def test_pipes_and_devices_are_not_waited_for(root):
    os.mkfifo(root / "pipe")
    problem = "cannot be read: it is not an ordinary file"
    assert refused(read, str(root / "pipe"), "pipe") == f"pipe: {problem}"
    assert refused(read, "/dev/zero") == f"/dev/zero: {problem}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_read_what_one_may_not(root):
    (root / "a").write_bytes(b"")
    (root / "a").chmod(0)
    assert refused(read, str(root / "a"), "a") == "a: cannot be read: Permission denied"


# Staging


def test_nothing_is_written_before_commit(root):
    (root / "old").write_bytes(b"old")
    (root / "gone").write_bytes(b"gone")
    (root / "same").write_bytes(b"same\r\n")
    stage = Stage(str(root))
    assert stage.write("new/deep/a.md", b"new")
    assert stage.write("old", b"changed")
    assert not stage.write("same", b"same\r\n")
    assert stage.remove("gone")
    assert not stage.remove("never")
    assert stage.changes == (("new/deep/a.md", "create"), ("old", "update"), ("gone", "remove"))
    assert tree(root) == {"old": b"old", "gone": b"gone", "same": b"same\r\n"}
    assert stage.on_disk("new/deep/a.md") is None
    assert stage.on_disk("old") == b"old"
    assert stage.on_disk("gone") == b"gone"
    stage.commit()
    assert tree(root) == {"new/deep/a.md": b"new", "old": b"changed", "same": b"same\r\n"}
    assert stage.changes == ()


def test_a_quiet_run_touches_nothing(root, monkeypatch):
    (root / "a").write_bytes(b"a")
    before = (root / "a").stat()
    stage = Stage(str(root))
    stage.write("a", b"a")
    for name in ("open", "replace", "makedirs", "unlink", "chmod"):
        monkeypatch.setattr(os, name, lambda *_: pytest.fail("touched"))
    stage.commit()
    after = (root / "a").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_the_last_word_counts(root):
    (root / "a").write_bytes(b"a")
    stage = Stage(str(root))
    stage.write("b", b"1")
    stage.write("a", b"1")
    stage.write("b", b"22")
    stage.write("a", b"a")
    assert stage.changes == (("b", "create"),)
    stage.remove("a")
    stage.write("a", b"3")
    stage.remove("b")
    assert stage.changes == (("a", "update"),)
    stage.commit()
    assert tree(root) == {"a": b"3"}


def test_a_stage_serves_again_after_commit(root):
    stage = Stage(str(root))
    stage.write("a", b"1")
    stage.commit()
    assert not stage.write("a", b"1")
    stage.write("a", b"2")
    stage.commit()
    assert tree(root) == {"a": b"2"}


def test_empty_and_large_files(root, monkeypatch):
    monkeypatch.setattr(drawer, "_IN_MEMORY", 1000)
    stage = Stage(str(root))
    contents = {f"{size}": os.urandom(size) for size in (0, 1, 999, 1000, 70_000, 3_000_000)}
    for name, data in contents.items():
        stage.write(name, data)
    stage.commit()
    assert tree(root) == contents


def test_a_stage_that_is_dropped_leaves_no_warning(root, monkeypatch):
    monkeypatch.setattr(drawer, "_IN_MEMORY", 1)
    stage = Stage(str(root))
    stage.write("a", b"123456")
    del stage
    assert tree(root) == {}


def test_short_writes_are_continued(root, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[:3]))
    stage = Stage(str(root))
    stage.write("a", b"0123456789")
    stage.commit()
    assert tree(root) == {"a": b"0123456789"}


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o444])
def test_the_mode_of_a_file_is_kept(root, mode):
    (root / "a").write_bytes(b"a")
    (root / "a").chmod(mode)
    stage = Stage(str(root))
    stage.write("a", b"b")
    stage.commit()
    assert stat.S_IMODE((root / "a").stat().st_mode) == mode


def test_a_new_file_has_the_mode_that_the_umask_gives(root):
    before = os.umask(0o027)
    try:
        stage = Stage(str(root))
        stage.write("a/b", b"")
        stage.commit()
    finally:
        os.umask(before)
    assert stat.S_IMODE((root / "a/b").stat().st_mode) == 0o640
    assert stat.S_IMODE((root / "a").stat().st_mode) == 0o750


def test_emptied_folders_go_others_stay(root):
    for name in ("build/a/b/1.md", "build/c/2.md", "build/c/3.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"")
    (root / "build/empty").mkdir()
    stage = Stage(str(root))
    stage.remove("build/a/b/1.md")
    stage.remove("build/c/2.md")
    stage.commit()
    assert sorted(str(path.relative_to(root)) for path in root.rglob("*")) == [
        "build",
        "build/c",
        "build/c/3.md",
        "build/empty",
    ]
    stage.remove("build/c/3.md")
    stage.write("build/c/4.md", b"")
    stage.commit()
    assert tree(root) == {"build/c/4.md": b""}


def test_the_root_stays_even_when_it_is_emptied(root):
    (root / "a").write_bytes(b"")
    stage = Stage(str(root))
    stage.remove("a")
    stage.commit()
    assert root.is_dir()


def test_a_file_that_is_gone_at_commit_is_removed_well_enough(root):
    (root / "a").write_bytes(b"")
    stage = Stage(str(root))
    stage.remove("a")
    (root / "a").unlink()
    stage.commit()


# What somebody else wrote meanwhile

MEANWHILE = (
    ": was changed by somebody else while dragoman was at work\n  Nothing was written. Run again."
)


@pytest.mark.parametrize("deed", ["write", "remove", "create"])
def test_what_somebody_else_wrote_meanwhile_stays(root, deed):
    (root / "old").write_bytes(b"old")
    (root / "other").write_bytes(b"other")
    stage = Stage(str(root))
    stage.write("other", b"changed")
    if deed == "write":
        stage.write("old", b"new")
    elif deed == "remove":
        stage.remove("old")
    else:
        stage.write("name", b"new")
    path = "name" if deed == "create" else "old"
    (root / path).write_bytes(b"theirs")
    assert refused(stage.commit) == path + MEANWHILE
    assert (root / path).read_bytes() == b"theirs"
    assert (root / "other").read_bytes() == b"other"


def test_what_somebody_else_removed_meanwhile(root):
    (root / "old").write_bytes(b"old")
    stage = Stage(str(root))
    stage.write("old", b"new")
    (root / "old").unlink()
    assert refused(stage.commit) == "old" + MEANWHILE
    assert tree(root) == {}


def test_what_somebody_else_wrote_before_it_was_staged(root):
    (root / "old").write_bytes(b"theirs")
    stage = Stage(str(root))
    for path, was in (("old", b"before"), ("gone", b"before")):
        assert refused(lambda: stage.write(path, b"new", was=was)) == path + MEANWHILE  # noqa: B023
    assert stage.write("old", b"new", was=b"theirs")
    assert stage.write("new", b"new")


# What may not be written


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "/x",
        "/etc/x",
        "a/../../x",
        "../x",
        "a/..",
        "a//x",
        "a/",
        "./x",
        "a/./x",
        "a\0b",
    ],
)
def test_paths_that_are_no_paths_in_the_root(root, path):
    stage = Stage(str(root))
    assert refused(stage.write, path, b"") == f"{path}: {OUTSIDE}"
    assert refused(stage.remove, path) == f"{path}: {OUTSIDE}"


@pytest.mark.parametrize("path", [".git", ".git/config", "a/.GIT/hooks/x"])
def test_git_keeps_its_folder(root, path):
    assert refused(Stage(str(root)).write, path, b"") == f"{path}: {INTO_GIT}"


def test_links_that_lead_out(root, tmp_path):
    outside = tmp_path / "root-outside"
    outside.mkdir()
    (outside / "a").write_bytes(b"a")
    (root / "folder").symlink_to(outside)
    (root / "relative").symlink_to("../root-outside")
    (root / "file").symlink_to(outside / "a")
    (root / "dangling").symlink_to(outside / "new")
    (root / "inside").mkdir()
    (root / "inside/folder").symlink_to("../folder")
    (root / "up").symlink_to("..")
    (root / "git").symlink_to(".git")
    (root / ".git").mkdir()
    stage = Stage(str(root))
    stage.write("fine", b"")
    for path in ("folder/a", "folder/new", "folder/b/c", "relative/a", "file", "dangling"):
        assert refused(stage.write, path, b"x") == f"{path}: {OUTSIDE}"
    for path in ("inside/folder/a", "up/root-outside/a", "up/x"):
        assert refused(stage.write, path, b"x") == f"{path}: {OUTSIDE}"
    assert refused(stage.remove, "folder/a") == f"folder/a: {OUTSIDE}"
    assert refused(stage.write, "git/config", b"x") == f"git/config: {INTO_GIT}"
    assert tree(outside) == {"a": b"a"}
    assert not (root / "fine").exists()


def test_links_that_stay_inside(root):
    (root / "real").mkdir()
    (root / "real/a").write_bytes(b"a")
    (root / "real/a").chmod(0o640)
    (root / "folder").symlink_to("real")
    (root / "file").symlink_to("real/a")
    (root / "dangling").symlink_to("real/new/b")
    stage = Stage(str(root))
    assert not stage.write("file", b"a")
    assert stage.write("file", b"A")
    assert stage.write("folder/c", b"C")
    assert stage.write("dangling", b"B")
    assert [kind for _, kind in stage.changes] == ["update", "create", "create"]
    stage.commit()
    assert (root / "file").is_symlink()
    assert (root / "dangling").is_symlink()
    assert (root / "folder").is_symlink()
    assert (root / "real/a").read_bytes() == b"A"
    assert stat.S_IMODE((root / "real/a").stat().st_mode) == 0o640
    assert (root / "real/new/b").read_bytes() == b"B"
    assert (root / "real/c").read_bytes() == b"C"


def test_a_removed_link_leaves_its_file(root, tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    (root / "link").symlink_to(tmp_path / "a")
    stage = Stage(str(root))
    assert stage.remove("link")
    stage.commit()
    assert not (root / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"a"


def test_a_root_that_is_a_link(root, tmp_path):
    (tmp_path / "link").symlink_to(root)
    stage = Stage(str(tmp_path / "link"))
    stage.write("a/b", b"")
    stage.commit()
    assert tree(root) == {"a/b": b""}


def test_links_in_a_circle(root):
    (root / "a").symlink_to("b")
    (root / "b").symlink_to("a")
    stage = Stage(str(root))
    message = "is not an ordinary file\n  Move it out of the way."
    assert refused(stage.write, "a", b"") == f"a: {message}"
    with pytest.raises(OutputError):
        stage.write("a/x", b"")


def test_two_names_of_one_file(root):
    (root / "real").mkdir()
    (root / "link").symlink_to("real")
    stage = Stage(str(root))
    stage.write("real/a", b"1")
    assert (
        refused(stage.write, "link/a", b"2")
        == 'link/a: is the same file as "real/a"\n  Remove the link.'
    )


def test_what_stands_in_the_way(root):
    (root / "folder/deep").mkdir(parents=True)
    (root / "file").write_bytes(b"")
    os.mkfifo(root / "pipe")
    stage = Stage(str(root))
    message = "is not an ordinary file\n  Move it out of the way."
    assert refused(stage.write, "folder", b"") == f"folder: {message}"
    assert refused(stage.write, "pipe", b"") == f"pipe: {message}"
    assert refused(stage.remove, "folder") == "folder: is a folder\n  Move it out of the way."
    message = "needs a folder where there is a file\n  Move the file out of the way."
    assert refused(stage.write, "file/x", b"") == f"file/x: {message}"
    assert refused(stage.write, "file/x/y", b"") == f"file/x/y: {message}"
    long = "x" * 300
    assert refused(stage.write, long, b"") == f"{long}: cannot be written: File name too long"


@pytest.mark.parametrize("paths", [("a", "a/b/c"), ("a/b/c", "a")])
def test_a_file_and_a_folder_of_one_name(root, paths):
    stage = Stage(str(root))
    for path in ("first", *paths):
        stage.write(path, b"")
    message = 'a/b/c: needs a folder where "a" is to be a file\n  Rename one of the two.'
    assert refused(stage.commit) == message
    assert tree(root) == {}


# Commit, when things go wrong


def test_a_full_disk(root, monkeypatch):
    (root / "b").write_bytes(b"old")
    stage = Stage(str(root))
    for name in ("a", "b", "c"):
        stage.write(name, b"new")
    real = os.write

    def fails_at_the_second(file, data):
        if (root / "a").exists():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(file, data)

    monkeypatch.setattr(os, "write", fails_at_the_second)
    assert refused(stage.commit) == (
        "b: cannot be written: No space left on device\n"
        "  Mend that and run again; no file is left half written."
    )
    assert tree(root) == {"a": b"new", "b": b"old"}
    monkeypatch.undo()
    stage.commit()  # what could not be written is forgotten
    assert tree(root) == {"a": b"new", "b": b"old"}


def test_an_interrupt_leaves_no_temporary_file(root, monkeypatch):
    stage = Stage(str(root))
    stage.write("a", b"a")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        stage.commit()
    assert tree(root) == {}


KILLED = """
import os, sys
from dragoman.files.stage import Stage
stage = Stage(sys.argv[1])
for number in range(20):
    stage.write(f"build/{number % 3}/{number}.md", b"new" * 5000)
real, calls = getattr(os, sys.argv[2]), []
def killed(*arguments):
    calls.append(1)
    if len(calls) == 9:
        if sys.argv[2] == "write":
            real(arguments[0], arguments[1][:100])
        os.kill(os.getpid(), 9)
    return real(*arguments)
setattr(os, sys.argv[2], killed)
stage.commit()
"""


@pytest.mark.parametrize("where", ["write", "replace"])
def test_killed_half_way(root, where):
    old, new = b"old", b"new" * 5000
    for number in range(0, 20, 2):
        path = root / f"build/{number % 3}/{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(old)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", KILLED, str(root), where]
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
    (left,) = root.rglob(".dragoman-*.tmp")
    left_in = left.parent
    found = {name: data for name, data in tree(root).items() if not name.endswith(".tmp")}
    assert set(found.values()) == {old, new}
    assert list(found.values()).count(new) == 8

    stage = Stage(str(root))
    for number in range(20):
        stage.write(f"build/{number % 3}/{number}.md", new)
    assert len(stage.changes) == 12
    stage.commit()
    assert left.exists()  # it is young: another run may be writing it just now
    os.utime(left, (time.time() - 60,) * 2)
    stage.write(str((left_in / "0.md").relative_to(root)), b"once more")
    stage.commit()
    assert not left.exists()
    kept = {name for name in tree(root) if not name.endswith(".tmp")}
    assert {f"build/{number % 3}/{number}.md" for number in range(20)} <= kept
    assert not list(root.rglob(".dragoman-*"))


def test_only_its_own_leftovers_are_cleared(root):
    for name in (".dragoman-1.tmp", ".dragoman-mine", ".dragoman.sha256", "x.tmp"):
        (root / name).write_bytes(b"")
        os.utime(root / name, (0, 0))
    (root / ".dragoman-folder.tmp").mkdir()
    stage = Stage(str(root))
    stage.write("a", b"")
    stage.commit()
    assert set(tree(root)) == {".dragoman-mine", ".dragoman.sha256", "x.tmp", "a"}


class StageAgainstADict(RuleBasedStateMachine):
    """Whatever is staged in whatever order, commit makes the tree that was asked for."""

    NAMES = st.sampled_from(["a", "b", "x/a", "x/y/b", "x/y/ü{page}.md", "z/-"])
    DATA = st.sampled_from([b"", b"1", b"2", b"\r\n" * 300])

    def __init__(self):
        super().__init__()
        self.root = tempfile.mkdtemp()
        self.stage = Stage(self.root)
        self.disk: dict[str, bytes] = {}
        self.wanted: dict[str, bytes] = {}

    def teardown(self):
        shutil.rmtree(self.root)

    @rule(name=NAMES, data=DATA)
    def write(self, name, data):
        assert self.stage.write(name, data) == (self.disk.get(name) != data)
        self.wanted[name] = data

    @rule(name=NAMES)
    def remove(self, name):
        assert self.stage.remove(name) == (name in self.disk)
        self.wanted.pop(name, None)

    @rule()
    def commit(self):
        self.stage.commit()
        self.disk = dict(self.wanted)
        assert tree(Path(self.root)) == self.disk
        folders = {
            str(path.relative_to(self.root)) for path in Path(self.root).rglob("*") if path.is_dir()
        }
        assert folders == {str(up) for name in self.disk for up in Path(name).parents} - {"."}

    @invariant()
    def tells_the_truth(self):
        for name in {*self.disk, *self.wanted}:
            assert self.stage.on_disk(name) == self.disk.get(name)
        kinds = {
            name: "remove"
            if name not in self.wanted
            else "update"
            if name in self.disk
            else "create"
            for name in {*self.disk, *self.wanted}
            if self.disk.get(name) != self.wanted.get(name)
        }
        assert dict(self.stage.changes) == kinds


StageAgainstADict.TestCase.settings = settings(max_examples=60, deadline=None)
TestStageAgainstADict = StageAgainstADict.TestCase


# The manifest


def test_manifest():
    manifest = Manifest("build/.dragoman.sha256")
    manifest.wrote("build/b.md", digest(b"b"))
    manifest.wrote("build/a/ü x.md", digest(b"a"))
    manifest.wrote("build/c.md", digest(b"c"))
    manifest.forget("build/c.md")
    manifest.forget("build/never.md")
    text = manifest.render()
    assert text.decode() == f"{digest(b'a')}  a/ü x.md\n{digest(b'b')}  b.md\n"
    again = Manifest.load(text, "build/.dragoman.sha256")
    assert again.paths == ("build/a/ü x.md", "build/b.md")
    assert again.render() == text
    assert again.state("build/b.md", b"b") == "ours"
    assert again.state("build/b.md", b"B") == "edited"
    assert again.state("build/b.md", None) == "absent"
    assert again.state("build/c.md", None) == "absent"
    assert again.state("build/c.md", b"c") == "foreign"


def test_an_absent_manifest_and_one_at_the_root():
    manifest = Manifest.load(None, ".dragoman.sha256")
    assert (manifest.paths, manifest.render()) == ((), b"")
    manifest.wrote("es/a.md", digest(b""))
    assert manifest.render() == f"{digest(b'')}  es/a.md\n".encode()


NAMES = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=()), min_size=1, max_size=5
)
PATHS = st.lists(NAMES.filter(lambda n: n not in {".", ".."}), min_size=1, max_size=3).map("/".join)


def can_be_a_name(path: str) -> bool:
    try:
        return os.fsdecode(os.fsencode(path)) == path
    except UnicodeError:
        return False


@settings(deadline=None)
@given(
    st.dictionaries(PATHS.filter(can_be_a_name), st.binary(max_size=3)),
    st.sampled_from(["", "build/", "a/b/"]),
)
def test_a_manifest_is_read_as_it_was_written(pages, folder):
    manifest = Manifest(f"{folder}.dragoman.sha256")
    for path, data in pages.items():
        manifest.wrote(folder + path, digest(data))
    again = Manifest.load(manifest.render(), f"{folder}.dragoman.sha256")
    assert again.render() == manifest.render()
    assert set(again.paths) == {folder + path for path in pages}
    for path, data in pages.items():
        assert again.state(folder + path, data) == "ours"


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum")
def test_sha256sum_can_check_it(root):
    stage, manifest = Stage(str(root)), Manifest("build/.dragoman.sha256")
    for name in ("a.md", "x/ü y.md", "back\\slash.md", "new\nline.md", "\\.md", "\udcff.md"):
        stage.write(f"build/{name}", name.encode("utf-8", "surrogateescape"))
        manifest.wrote(f"build/{name}", digest(name.encode("utf-8", "surrogateescape")))
    stage.write("build/.dragoman.sha256", manifest.render())
    stage.commit()
    command = ["sha256sum", "--check", "--strict", "--quiet", ".dragoman.sha256"]
    done = subprocess.run(command, cwd=root / "build", capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    names = [b"a.md", b"back\\slash.md", b"new\nline.md", b"x/\xc3\xbc y.md"]
    done = subprocess.run(
        ["sha256sum", *names], cwd=root / "build", capture_output=True, check=True
    )
    assert set(done.stdout.splitlines()) <= set(manifest.render().splitlines())


SOUND = f"{'0' * 64}  a.md\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (SOUND + "<<<<<<< HEAD\n" + SOUND, 2),
        (SOUND + "\n" + "=======\n", 3),
        ("not a manifest", 1),
        (SOUND + SOUND[:40] + "\n", 2),
        (SOUND.replace("0", "g", 1), 1),
        (SOUND.replace("a.md", "../a.md"), 1),
        (SOUND.replace("a.md", "x/../../a.md"), 1),
        (SOUND + SOUND.replace("a.md", "/etc/passwd"), 2),
        (SOUND.replace("a.md", "x//a.md"), 1),
        (SOUND.replace("a.md", "./a.md"), 1),
        (SOUND.replace("a.md", "x/"), 1),
        (SOUND.replace("a.md", ".."), 1),
        (SOUND.replace("a.md", ""), 1),
        (SOUND.replace("a.md", "a\0.md"), 1),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_damaged_manifest(text, line, newline):
    with pytest.raises(OutputError) as caught:
        Manifest.load(text.replace("\n", newline).encode(), "build/.dragoman.sha256")
    assert str(caught.value) == (
        f"build/.dragoman.sha256:{line}: not a hash and the path of a page below\n"
        "  Delete the marks of a merge conflict, and keep the lines of both sides."
    )


def test_a_manifest_of_two_merged_sides():
    ours, theirs = (f"{digest(data)}  a.md\n" for data in (b"1", b"2"))
    text = (ours + theirs + ours).replace("\n", "\r\n").encode()
    manifest = Manifest.load(text, ".dragoman.sha256")
    assert [manifest.state("a.md", data) for data in (b"1", b"2", b"3")] == [
        "ours",
        "ours",
        "edited",
    ]
    manifest.wrote("a.md", digest(b"3"))
    assert manifest.render().decode() == f"{digest(b'3')}  a.md\n"


def test_two_manifests_joined():
    ours, theirs = Manifest("b/.dragoman.sha256"), Manifest("b/.dragoman.sha256")
    for manifest, data in ((ours, b"1"), (theirs, b"2")):
        manifest.wrote("b/a.md", digest(data))
        manifest.wrote("b/same.md", digest(b""))
    theirs.wrote("b/only.md", digest(b""))
    both = Manifest.load(ours.joined(theirs).render(), "b/.dragoman.sha256")
    assert both.paths == ("b/a.md", "b/only.md", "b/same.md")
    assert [both.state("b/a.md", data) for data in (b"1", b"2", b"3")] == ["ours", "ours", "edited"]
    assert both.render().count(b"same.md") == 1


def test_a_binary_marker_is_understood():
    assert Manifest.load(f"{digest(b'')} *a.md\n".encode(), "x").state("a.md", b"") == "ours"


# Fingerprints and the cache


def settle() -> None:
    time.sleep(RACY / 1e9 * 1.5)


def fingerprint(paths, root: str = "") -> str:
    known = facts(paths, root)
    return caches.digest(known) if known else ""


def test_a_fingerprint_changes_with_the_files(root):
    names = ["a", "b", "none"]
    for name in names[:2]:
        (root / name).write_bytes(b"1")
    settle()
    first = fingerprint(names, str(root))
    assert len(first) == 16
    assert fingerprint(iter(names), str(root)) == first
    assert fingerprint([str(root / name) for name in names]) not in {"", first}
    assert fingerprint(["b", "a", "none"], str(root)) != first
    seen = {first}

    def differs():
        settle()
        seen.add(fingerprint(names, str(root)))
        return len(seen)

    (root / "a").write_bytes(b"2")
    assert differs() == 2
    info = (root / "a").stat()
    (root / "a").write_bytes(b"3")
    os.utime(root / "a", ns=(info.st_atime_ns, info.st_mtime_ns))
    assert differs() == 3
    (root / "none").write_bytes(b"")
    assert differs() == 4
    (root / "b").unlink()
    assert differs() == 5
    (root / "b").mkdir()
    assert differs() == 6


def test_a_racy_fingerprint_is_not_trusted(root, monkeypatch):
    (root / "a").write_bytes(b"1")
    changed = (root / "a").stat().st_ctime_ns
    for later, trusted in ((0, False), (RACY - 1, False), (RACY, True), (3_000_000_000, True)):
        monkeypatch.setattr(time, "time_ns", lambda later=later: changed + later)
        assert bool(fingerprint(["none", "a"], str(root))) == trusted


def test_whole_seconds_are_not_trusted_for_longer(root, monkeypatch):
    (root / "a").write_bytes(b"1")
    now = time.time_ns() // 10**9 * 10**9
    os.utime(root / "a", ns=(now, now))
    settle()
    monkeypatch.setattr(time, "time_ns", lambda: now + 10**9)
    assert fingerprint(["a"], str(root)) == ""
    monkeypatch.setattr(time, "time_ns", lambda: now + 4 * 10**9)
    assert fingerprint(["a"], str(root)) != ""


def test_stamps_of_the_future_are_trusted(root):
    (root / "a").write_bytes(b"1")
    os.utime(root / "a", (4_000_000_000, 4_000_000_000))
    settle()
    assert fingerprint(["a"], str(root)) != ""


@pytest.mark.parametrize("path", ["none", "a/none", "a\0b", "loop", "\udcff"])
def test_what_cannot_be_seen_is_absent(root, path):
    (root / "a").write_bytes(b"")
    (root / "loop").symlink_to("loop")
    settle()
    assert fingerprint(["a", path], str(root)) != fingerprint(["a"], str(root))
    assert fingerprint([path], str(root)) != ""


def test_no_two_lists_of_paths_share_a_fingerprint():
    lists = [[""], ["", ""], ["a"], ["a", "b"], ["ab"], ["a\0absent", "b"], ["b", "a"]]
    assert len({fingerprint(paths, "/nowhere") for paths in lists}) == len(lists)


PAYLOAD = [[1, 2, 3], [4, 5, 6]]


def test_cache(root):
    cache = Cache.load(str(root), "key")
    assert cache.get("a") is None
    cache.put("a", "f1", PAYLOAD)
    cache.put("b", "f2", {"x": None})
    cache.put("c", "", PAYLOAD)
    cache.save()
    assert tree(root) == {".dragoman/.gitignore": b"*\n", CACHE_PATH: cache.render()}
    again = Cache.load(str(root), "key")
    assert again.get("a") == ("f1", PAYLOAD)
    assert again.get("b") == ("f2", {"x": None})
    assert again.get("c") is None
    assert again.render() == cache.render()
    assert Cache.load(str(root), "other").get("a") is None
    again.put("a", "", None)
    again.retain(["a", "c"])
    again.save()
    assert Cache.load(str(root), "key").render() == b'{"key":"key","pages":{}}'


def test_git_passes_the_cache_over(root):
    cache = Cache(str(root), "key")
    cache.put("a", "f", 1)
    cache.save()
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    assert subprocess.run(command, cwd=root, capture_output=True, check=True).stdout == b""


def test_an_unchanged_cache_is_not_even_rendered(root, monkeypatch):
    cache = Cache(str(root), "key")
    cache.put("a", "f", PAYLOAD)
    cache.save()
    again = Cache.load(str(root), "key")
    again.put("a", "f", [list(row) for row in PAYLOAD])
    again.retain(["a"])
    monkeypatch.setattr(Cache, "render", lambda _: pytest.fail("rendered"))
    again.save()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "7",
        '{"key": "key"}',
        '{"key": "key", "pages": []}',
        "\xff",
        "[" * 100_000,
    ]
    + [
        f'{{"key": "key", "pages": {{"a": {entry}}}}}'
        for entry in ("1", "[]", '["f"]', "[1, 2]", '["f", 1, 2]', "{}")
    ],
)
def test_a_damaged_cache_is_an_empty_one(root, text):
    (root / ".dragoman").mkdir()
    (root / CACHE_PATH).write_bytes(text.encode("latin-1"))
    cache = Cache.load(str(root), "key")
    assert cache.get("a") is None
    cache.put("a", "f", 1)
    cache.save()
    assert Cache.load(str(root), "key").get("a") == ("f", 1)


def test_a_cache_that_cannot_be_written_is_no_error(root, tmp_path):
    (tmp_path / "outside").mkdir()
    (root / ".dragoman").symlink_to(tmp_path / "outside")
    cache = Cache.load(str(root), "key")
    cache.put("a", "f", 1)
    cache.save()
    assert tree(tmp_path / "outside") == {}
    (root / ".dragoman").unlink()
    (root / CACHE_PATH).mkdir(parents=True)
    cache = Cache.load(str(root), "key")
    cache.put("a", "f", 1)
    cache.save()
