# SPDX-License-Identifier: MIT
"""Fixtures of the double's own tests: one double for all, empty at the start of each."""
from __future__ import annotations

from typing import Iterator

import pytest

from running import RunningDouble


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDouble]:
    """The process."""
    double = RunningDouble(str(tmp_path_factory.mktemp("double")))
    yield double
    double.stop()


@pytest.fixture
def double(running: RunningDouble) -> RunningDouble:
    """The process with an empty account."""
    running.reset()
    return running
