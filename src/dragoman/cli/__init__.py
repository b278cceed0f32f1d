"""The command line; exit codes are 0 (fine), 1 (findings or would change), 2 (cannot run)."""

from __future__ import annotations

import gc
import sys

CANNOT_RUN = 2


def main() -> None:
    """Run the command line; problems a user can cause are told without a traceback."""
    from dragoman.cli.app import app  # noqa: PLC0415 (nothing is imported before it is needed)
    from dragoman.errors import DragomanError  # noqa: PLC0415

    gc.disable()  # a run is short and makes no cycles worth looking for
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # not every terminal has all characters
    try:
        app()
    except DragomanError as error:
        from dragoman.cli.problems import told  # noqa: PLC0415 (not needed when all is well)

        _stop(told(error))
    except OSError as error:
        _stop(f"{error.filename or 'dragoman'}: {error.strerror or error}")


def _stop(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.exit(CANNOT_RUN)
