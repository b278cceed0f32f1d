"""The command line: thin, with exit codes 0 (fine), 1 (findings or would change), 2 (cannot run)."""

from __future__ import annotations

import sys

CANNOT_RUN = 2


def main() -> None:
    """Run the command line; problems a user can cause are told without a traceback."""
    from dragoman.cli.app import app  # noqa: PLC0415 (nothing is imported before it is needed)
    from dragoman.errors import DragomanError  # noqa: PLC0415

    try:
        app()
    except DragomanError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(CANNOT_RUN)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
