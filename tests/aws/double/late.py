# SPDX-License-Identifier: MIT
"""Lists that show what there was a while ago, as those of AWS may: neither what was just made nor that it is gone."""
from __future__ import annotations

import time
from typing import Any, Callable, Generic, TypeVar

from .settings import settings

Shown = TypeVar("Shown")

_all: list[Late[Any]] = []


class Late(Generic[Shown]):
    """What a list shows: what `read` gives now, or gave as long ago as a delay of the settings says."""

    def __init__(self, delay: str, read: Callable[[], Shown]) -> None:
        self._delay, self._read = delay, read
        self._history: list[tuple[float, Shown]] = []  # when, and what there was from then on; the oldest first
        _all.append(self)

    def _seen(self) -> float:
        return time.monotonic() - getattr(settings, self._delay)

    def _is_late(self) -> bool:
        return getattr(settings, self._delay) > 0

    def forget(self) -> None:
        """Start with what there is now."""
        self._history = [(float("-inf"), self._read())] if self._is_late() else []

    def remember(self) -> None:
        """Keep what is still to be shown, to be called after each request."""
        if not self._is_late():
            return
        shown = self._read()
        if not self._history or self._history[-1][1] != shown:
            self._history.append((time.monotonic(), shown))
        while len(self._history) > 1 and self._history[1][0] <= self._seen():
            del self._history[0]

    def shown(self) -> Shown:
        """What the list shows now."""
        if not self._is_late() or not self._history:
            return self._read()
        old = [shown for when, shown in self._history if when <= self._seen()]
        return old[-1] if old else self._history[0][1]


def forget() -> None:
    """All lists start with what there is now."""
    for one in _all:
        one.forget()


def remember() -> None:
    """To be called after each request: all lists keep what is still to be shown."""
    for one in _all:
        one.remember()
