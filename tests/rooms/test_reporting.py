"""What `make test` says at its end, to somebody who has no PostgreSQL server."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FROM_OUTSIDE = ("TEST_DATABASE_URL", "CI", "PYTEST_ADDOPTS")


def test_what_is_skipped_is_one_line_for_each_reason() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-k", "postgresql", "tests/bot/storage"]
    quiet = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
    ran = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    said = [line for line in ran.stdout.splitlines() if "TEST_DATABASE_URL" in line]
    assert len(said) == 1, ran.stdout
    assert re.fullmatch(r"\d\d+ skipped: TEST_DATABASE_URL names no PostgreSQL server", said[0])
