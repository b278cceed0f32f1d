"""The real Asciidoctor, where node and its package are at hand."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

import dragoman.workflow

ROOT = Path(__file__).parents[1]

SCRIPT = Path(dragoman.workflow.__file__).parent / "asciidoctor.mjs"

FOLDER = Path(os.environ.get("NPM_FOLDER", ROOT))
"""The folder whose node_modules has the npm packages that tests compare with."""


@lru_cache(maxsize=1)
def missing() -> str | None:
    """Why Asciidoctor cannot be run, None where it can."""
    if shutil.which("node") is None:
        return "node is not on PATH"
    ran = subprocess.run(["node", SCRIPT], cwd=FOLDER, capture_output=True, input=b"", check=False)
    reason = f"no npm package asciidoctor: install it, or set NPM_FOLDER ({FOLDER})"
    return reason if ran.returncode else None


def rendered(texts: list[str], *attributes: str) -> list[str]:
    """HTML of AsciiDoc texts; the test is skipped where there is no Asciidoctor."""
    if reason := missing():
        pytest.skip(reason)
    questions = [
        json.dumps({"text": text, "folder": ".", "attributes": attributes}) for text in texts
    ]
    command = ["node", str(SCRIPT)]
    text = "\n".join(questions)
    ran = subprocess.run(
        command, cwd=FOLDER, input=text, capture_output=True, encoding="utf-8", check=True
    )
    ready, *answers = map(json.loads, ran.stdout.splitlines())
    assert ready == {"ready": True}
    return [answer["html"] for answer in answers]
