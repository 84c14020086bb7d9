# SPDX-License-Identifier: MIT
"""How the strict operations take the place of moto's."""
from __future__ import annotations

from typing import Any, Callable, TypeVar

from moto.core.exceptions import ServiceException

Function = TypeVar("Function", bound=Callable[..., Any])


def replaces(owner: type) -> Callable[[Function], Function]:
    """Register a function for install(): it replaces the method of its name in `owner`."""
    def register(function: Function) -> Function:
        replacements = function.__globals__.setdefault("_REPLACEMENTS", [])
        replacements.append((owner, function.__name__, function))
        return function
    return register


def install(replacements: list[tuple[type, str, Callable[..., Any]]]) -> None:
    """Put the registered functions in place.  A method that moto no longer has is an error, so that a new
    moto cannot silently undo a rule."""
    for owner, name, function in replacements:
        if not hasattr(owner, name):
            raise RuntimeError(f"this moto has no {owner.__name__}.{name}; the double needs an update")
        setattr(owner, name, function)


def refuse(code: str, message: str) -> ServiceException:
    """An error of the service, to be raised; its HTTP status comes from the service's model."""
    return type("Refusal", (ServiceException,), {})(code, message)
