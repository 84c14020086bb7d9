# SPDX-License-Identifier: MIT
"""What a tag may be, alike in all services."""
from __future__ import annotations

import unicodedata

KEY_CHARACTERS = 128
VALUE_CHARACTERS = 256
MAX_TAGS = 50
SIGNS = "_.:/=+-@"


def _of_the_pattern(text: str) -> bool:
    r"""Whether a text fits [\p{L}\p{Z}\p{N}_.:/=+\-@]*, which all of the services' models have."""
    return all(one in SIGNS or unicodedata.category(one)[0] in "LZN" for one in text)


def fault_of(key: str, value: str) -> str:
    """What is wrong with a tag, or ""."""
    if not 1 <= len(key) <= KEY_CHARACTERS or not _of_the_pattern(key):
        return "The TagKey you have provided is invalid"
    if len(value) > VALUE_CHARACTERS or not _of_the_pattern(value):
        return "The TagValue you have provided is invalid"
    return ""
