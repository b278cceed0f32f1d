"""The program as a process of its own, as a user starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def started(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a project's folder, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "dragoman", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
