# SPDX-License-Identifier: MIT
"""Runs a share of the tests: scripts/test starts several processes, each with a double of its own, side by side."""
from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """--share=I/N"""
    parser.addoption("--share", default="1/1", metavar="I/N", help="only every Nth test, from the Ith on")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of the other shares."""
    share, shares = (int(number) for number in config.getoption("--share").split("/"))
    if not 1 <= share <= shares:
        raise pytest.UsageError(f"--share={share}/{shares}: I is 1 to N")
    mine = items[share - 1::shares]
    config.hook.pytest_deselected(items=[item for item in items if item not in mine])
    items[:] = mine
