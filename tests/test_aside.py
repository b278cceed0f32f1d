"""Bytes put aside by a run: in a spool for itself, in a drawer for what is to be written."""

from __future__ import annotations

import errno
import io
import os
import stat
import time
from pathlib import Path

import pytest

from dragoman.errors import OutputError
from dragoman.files import drawer, read, shelf, spool
from dragoman.files.drawer import Drawer
from dragoman.files.spool import Spool
from dragoman.files.stage import Stage

NO_ROOM = "cannot be written: No space left on device"


@pytest.fixture
def place(tmp_path):
    """The folder that a project has for itself; it is not made yet."""
    return tmp_path / ".dragoman"


@pytest.fixture
def crowded(monkeypatch):
    """Nothing more may stay in memory."""
    monkeypatch.setattr(drawer, "_IN_MEMORY", 0)
    monkeypatch.setattr(spool, "_IN_MEMORY", 0)


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The system's folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def refused(call, *arguments) -> str:
    with pytest.raises(OutputError) as caught:
        call(*arguments)
    return str(caught.value)


def full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


# Drawers


def test_few_files_stay_in_memory(place):
    kept = Drawer(str(place))
    assert kept.put(b"a") == b"a"
    assert not place.exists()


@pytest.mark.usefixtures("crowded")
def test_more_files_go_to_a_folder_of_the_project(place):
    kept = Drawer(str(place))
    paths = [kept.put(data) for data in (b"a", b"", b"a")]
    assert len(set(paths)) == 3
    assert [read(path) for path in paths] == [b"a", b"", b"a"]
    (folder,) = place.iterdir()
    assert {Path(path).parent for path in paths} == {folder}
    assert (folder / ".gitignore").read_bytes() == b"*\n"
    kept.close()
    assert not place.exists()
    assert read(kept.put(b"again")) == b"again"


@pytest.mark.usefixtures("crowded")
def test_a_drawer_that_is_dropped_leaves_nothing(place):
    kept = Drawer(str(place))
    kept.put(b"a")
    del kept
    assert not place.exists()


def test_several_processes_fill_one_folder(place):
    mine = Drawer(str(place))
    theirs, others = Drawer(folder=mine.folder()), Drawer(folder=mine.folder())
    path = theirs.put(b"theirs")
    assert read(others.put(b"others")) == b"others"
    theirs.close()
    assert Path(path).parent == Path(mine.folder())
    assert read(path) == b"theirs"
    mine.close()
    assert read(path) is None


@pytest.mark.usefixtures("crowded")
def test_a_drawer_that_keeps_nothing(place):
    kept = Drawer(str(place), keeps=False)
    assert kept.put(b"a") == b""
    assert not place.exists()


@pytest.mark.usefixtures("crowded")
def test_what_killed_runs_left_is_cleared(place):
    for name in ("stage-old", "stage-young", "other-old"):
        (place / name).mkdir(parents=True)
        (place / name / "1-1").write_bytes(b"page")
    (place / "stage-file").write_bytes(b"")
    outside = place.parent / "outside"
    outside.mkdir()
    (outside / "mine").write_bytes(b"")
    (place / "stage-link").symlink_to(outside)
    for path in (*place.iterdir(), outside):
        if path.name != "stage-young":
            os.utime(path, (time.time() - 2 * 3600,) * 2, follow_symlinks=False)
    kept = Drawer(str(place))
    kept.put(b"a")
    kept.close()
    left = {path.name for path in place.iterdir()}
    assert left == {"stage-young", "other-old", "stage-file", "stage-link"}
    assert (outside / "mine").exists()


@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize("link", [True, False], ids=["a link", "a file"])
def test_a_project_whose_folder_is_not_its_own(place, temporary, link):
    elsewhere = place.parent / "elsewhere"
    elsewhere.mkdir()
    if link:
        place.symlink_to(elsewhere)
    else:
        place.write_bytes(b"")
    kept = Drawer(str(place))
    path = kept.put(b"a")
    assert Path(path).parent.parent == temporary
    assert stat.S_IMODE(Path(path).parent.stat().st_mode) == 0o700
    kept.close()
    assert not list(temporary.iterdir())
    assert not list(elsewhere.iterdir())


@pytest.mark.usefixtures("crowded", "temporary")
def test_no_room_in_a_drawer(place, monkeypatch):
    kept, elsewhere = Drawer(str(place)), Drawer()
    for each in (kept, elsewhere):
        each.folder()
    monkeypatch.setattr(os, "write", full)
    remedy = "Make room there and run again."
    assert refused(kept.put, b"a") == f".dragoman: {NO_ROOM}\n  {remedy}"
    remedy = "Make room there, or name another folder in TMPDIR."
    assert refused(elsewhere.put, b"a") == f"the folder for temporary files: {NO_ROOM}\n  {remedy}"


@pytest.mark.usefixtures("crowded")
def test_no_folder_at_all(monkeypatch):
    monkeypatch.setattr("tempfile.mkdtemp", full)
    assert refused(Drawer().put, b"a") == (
        f"the folder for temporary files: {NO_ROOM}\n"
        "  Make room there, or name another folder in TMPDIR."
    )


@pytest.mark.usefixtures("crowded")
def test_tidying_up_at_the_end_of_the_program(place):
    kept = Drawer(str(place))
    kept.put(b"a")
    (place / "cache.json").write_bytes(b"")
    drawer.tidy()
    assert [path.name for path in place.iterdir()] == ["cache.json"]


# Stages whose files are in a drawer


def staged(root: Path, mode: int | None = None) -> Stage:
    """A stage that replaces one file and adds another."""
    (root / "old").write_bytes(b"old")
    if mode is not None:
        (root / "old").chmod(mode)
    stage = Stage.of_project(str(root))
    hand = Stage(str(root), Drawer(folder=stage.drawer.folder()))
    hand.write("old", b"new")
    hand.write("deep/new", b"new")
    stage.take(hand.told())
    assert hand.changes == ()
    assert stage.changes == (("old", "update"), ("deep/new", "create"))
    return stage


@pytest.mark.parametrize("far", [False, True], ids=["the same disk", "another disk"])
def test_files_are_moved_into_place(tmp_path, monkeypatch, far):
    real = os.replace

    def replaces(one, other):
        if far and "stage-" in one:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        real(one, other)

    monkeypatch.setattr(os, "replace", replaces)
    staged(tmp_path, 0o640).commit()
    for name in ("old", "deep/new"):
        assert (tmp_path / name).read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o640
    assert {path.name for path in tmp_path.rglob("*")} == {
        "old", "deep", "new",
    }  # fmt: skip


def test_a_file_that_went_missing_is_told(tmp_path):
    stage = staged(tmp_path)
    for path in (tmp_path / ".dragoman").rglob("*-*"):
        if path.is_file():
            path.unlink()
    assert refused(stage.commit) == (
        "old: cannot be written: No such file or directory\n"
        "  Mend that and run again; no file is left half written."
    )
    assert (tmp_path / "old").read_bytes() == b"old"


def test_two_processes_that_write_one_file(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    stage = Stage(str(tmp_path))
    for name in ("real", "link"):
        hand = Stage(str(tmp_path))
        hand.write(f"{name}/a", b"1")
        if name == "real":
            stage.take(hand.told())
        else:
            remedy = 'is the same file as "real/a"\n  Remove the link.'
            assert refused(stage.take, hand.told()) == f"link/a: {remedy}"


def test_a_stage_that_only_tells(tmp_path):
    (tmp_path / "old").write_bytes(b"old")
    stage = Stage.of_project(str(tmp_path), keeps=False)
    assert stage.write("old", b"new")
    assert not stage.write("old", b"old")
    assert stage.write("new", b"new")
    assert stage.changes == (("new", "create"),)
    with pytest.raises(AssertionError):
        stage.commit()
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


# Folders that are moved as a whole


def sorting(root: Path, *files: tuple[str, bytes]) -> Stage:
    """A stage with new files that are laid out in the drawer as they are to lie."""
    stage = Stage.of_project(str(root))
    hands = [Stage(str(root), Drawer(folder=stage.drawer.folder(), sorts=True)) for _ in "12"]
    for number, (name, data) in enumerate(files):
        hands[number % 2].write(name, data)
    for hand in hands:
        stage.take(hand.told())
        hand.close()
    return stage


def contents(root: Path) -> dict[str, bytes]:
    """All files below a folder by their paths in it."""
    files = (path for path in sorted(root.rglob("*")) if not path.is_dir())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


FILES = {"a/b/1.md": b"1", "a/b/2.md": b"2", "a/3.md": b"3", "c/4.md": b"4", "5.md": b"5"}


@pytest.fixture
def moves(monkeypatch):
    """How many files and folders are moved, one entry each."""
    told = []
    for name in ("rename", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *at, real=real: (real(*at), told.append(at))[0])
    return told


def test_new_folders_are_moved_as_a_whole(tmp_path, moves):
    sorting(tmp_path, *FILES.items()).commit()
    assert contents(tmp_path) == FILES
    assert len(moves) == len(("a", "a/b", "c", "5.md"))
    assert not (tmp_path / ".dragoman").exists()


def test_files_of_folders_that_are_there_meanwhile_are_moved_one_by_one(tmp_path, moves):
    stage = sorting(tmp_path, *FILES.items())
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/mine").write_bytes(b"mine")
    stage.commit()
    assert contents(tmp_path) == FILES | {"a/b/mine": b"mine"}
    assert len(moves) == len(("a/b/1.md", "a/b/2.md", "a/3.md", "c", "5.md"))


@pytest.mark.parametrize("how", [("rename",), ("rename", "replace")], ids=["folders", "all"])
def test_new_folders_on_another_disk(tmp_path, monkeypatch, how):
    def elsewhere(*_):
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    def from_drawer(one, *other):
        (elsewhere if "stage-" in one else real)(one, *other)

    real = os.replace
    monkeypatch.setattr(os, "rename", elsewhere)
    if "replace" in how:
        monkeypatch.setattr(os, "replace", from_drawer)
    sorting(tmp_path, *FILES.items()).commit()
    assert contents(tmp_path) == FILES


@pytest.mark.skipif(not hasattr(os, "getxattr"), reason="only Linux is asked for access lists")
@pytest.mark.parametrize("how", ["group", "list"])
def test_new_folders_where_others_are_given_something(tmp_path, monkeypatch, moves, how):
    stage = sorting(tmp_path, *FILES.items())
    if how == "group":
        (tmp_path / "a").mkdir()
        (tmp_path / "a").chmod(0o2755)
    else:
        monkeypatch.setattr(os, "getxattr", lambda at, _: b"" if ".dragoman" in at else b"list")
    stage.commit()
    assert contents(tmp_path) == FILES
    given = stat.S_IMODE((tmp_path / "a/b").stat().st_mode) & stat.S_ISGID
    assert bool(given) == (how == "group")
    assert len(moves) == len(FILES)


def test_a_drawer_at_work_is_not_abandoned(tmp_path):
    place = tmp_path / ".dragoman"
    mine = Drawer(str(place))
    hand = Drawer(folder=mine.folder(), sorts=True)
    hand.put(b"1", str(tmp_path / "a/1.md"))
    old = (time.time() - 2 * 3600,) * 2
    for folder in (mine.folder(), *filter(os.path.isdir, Path(mine.folder()).iterdir())):
        os.utime(folder, old)
    path = hand.put(b"2", str(tmp_path / "a/2.md"))
    Drawer(str(place)).folder()
    assert read(path) == b"2"
    for folder in (mine.folder(), *filter(os.path.isdir, Path(mine.folder()).iterdir())):
        os.utime(folder, old)
    Drawer(str(place)).folder()
    assert read(path) is None


def test_a_new_file_that_is_written_twice(tmp_path):
    sorting(tmp_path, ("a/1.md", b"1"), ("a/2.md", b"2"), ("a/1.md", b"one")).commit()
    assert contents(tmp_path) == {"a/1.md": b"one", "a/2.md": b"2"}


def test_new_folders_that_are_given_up_leave_nothing(tmp_path):
    sorting(tmp_path, *FILES.items()).close()
    assert not list(tmp_path.iterdir())


# Shelves


@pytest.mark.parametrize("link", [".dragoman", ".dragoman/pages-1"])
def test_what_lies_outside_of_the_project_is_not_swept(tmp_path, link):
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (outside / "pages-1", (root / link).parent):
        folder.mkdir(parents=True)
    (outside / "pages-1/mine").write_bytes(b"mine")
    (root / link).symlink_to(outside if link == ".dragoman" else outside / "pages-1")
    shelf.sweep(str(root), ())
    assert (outside / "pages-1/mine").read_bytes() == b"mine"


def test_what_nobody_names_is_swept(tmp_path):
    kept = tmp_path / ".dragoman/pages-a"
    kept.mkdir(parents=True)
    for name in ("b-1", "b-2"):
        (kept / name).write_bytes(b"page")
    shelf.sweep(str(tmp_path), ["a/b-2"])
    assert [path.name for path in kept.iterdir()] == ["b-2"]
    assert shelf.taken(str(tmp_path), "a/b-2") == b"page"
    assert shelf.taken(str(tmp_path), "a/b-1") is None
    shelf.sweep(str(tmp_path), [])
    assert not kept.exists()


# Spools


@pytest.mark.parametrize("limit", [0, 3, 1 << 20])
def test_a_spool_gives_back_what_it_got(monkeypatch, limit):
    monkeypatch.setattr(spool, "_IN_MEMORY", limit)
    wanted = [b"a", b"", b"bc" * 100_000, b"a"]
    kept = Spool()
    places = [kept.put(data) for data in wanted]
    assert [kept.get(place) for place in reversed(places)] == list(reversed(wanted))
    kept.close()
    assert kept.get(kept.put(b"again")) == b"again"


class Full(io.RawIOBase):
    """A file on a disk without room."""

    def readable(self) -> bool:
        return True

    writable = seekable = readable

    def seek(self, _to: int, _from: int = 0) -> int:
        return 0

    def write(self, _) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.usefixtures("crowded")
def test_no_room_for_a_spool(monkeypatch):
    monkeypatch.setattr("tempfile.TemporaryFile", lambda: io.BufferedRandom(Full()))
    kept = Spool()
    assert refused(kept.put, b"a") == (
        f"the folder for temporary files: {NO_ROOM}\n"
        "  Make room there, or name another folder in TMPDIR."
    )
    kept.close()  # what is left in the file's buffer is no reason to say more


@pytest.mark.usefixtures("crowded")
def test_no_folder_for_a_spool(monkeypatch):
    def none():
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.TemporaryFile", none)
    assert refused(Spool().put, b"a") == (
        "the folder for temporary files: cannot be written: No usable temporary directory found\n"
        "  Make room there, or name another folder in TMPDIR."
    )
