"""The command line; exit codes are 0 (fine), 1 (findings or would change), 2 (cannot run)."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer import Typer

CANNOT_RUN = 2


def main() -> None:
    """Run the command line; problems a user can cause are told without a traceback."""
    from dragoman.cli.app import app  # noqa: PLC0415 (nothing is imported before it is needed)
    from dragoman.errors import DragomanError  # noqa: PLC0415

    gc.disable()  # a run is short and makes no cycles worth looking for
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # not every terminal has all characters
    try:
        _only(app, sys.argv[1:])()
    except DragomanError as error:
        from dragoman.cli.problems import told  # noqa: PLC0415 (not needed when all is well)

        _stop(told(error))
    except OSError as error:
        _stop(f"{error.filename or 'dragoman'}: {error.strerror or error}")


def _only(app: Typer, words: list[str]) -> Typer:
    """The program with just the command that is asked for: to set up all takes a while."""
    from copy import copy  # noqa: PLC0415

    first = words[0] if words else ""
    only = copy(app)
    only.registered_commands = [
        each
        for each in app.registered_commands
        if first == (each.name or getattr(each.callback, "__name__", ""))
    ]
    only.registered_groups = [each for each in app.registered_groups if first == each.name]
    known = only.registered_commands or only.registered_groups or first == "--version"
    return only if known else app


def _stop(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.exit(CANNOT_RUN)
