# SPDX-License-Identifier: MIT
"""The checksums that S3 compares with what it received, and tells of what it holds."""
from __future__ import annotations

import base64
import functools
import hashlib
import zlib
from typing import Callable

# What S3 calculates by itself of an object that came without one.
DEFAULT = "CRC64NVME"


@functools.lru_cache(maxsize=None)
def _table(polynomial: int) -> list[int]:
    """Of a reflected CRC, what each byte makes of nothing."""
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (polynomial if value & 1 else 0)
        table.append(value)
    return table


def _crc(body: bytes, polynomial: int, size: int) -> bytes:
    table, ones = _table(polynomial), (1 << 8 * size) - 1
    value = ones
    for byte in body:
        value = table[(value ^ byte) & 0xFF] ^ (value >> 8)
    return (value ^ ones).to_bytes(size, "big")


ALGORITHMS: dict[str, Callable[[bytes], bytes]] = {
    "CRC32": lambda body: zlib.crc32(body).to_bytes(4, "big"),
    "CRC32C": lambda body: _crc(body, 0x82F63B78, 4),
    "CRC64NVME": lambda body: _crc(body, 0x9A6C9329AC4BC9B5, 8),
    "SHA1": lambda body: hashlib.sha1(body).digest(),
    "SHA256": lambda body: hashlib.sha256(body).digest(),
}


def header_of(algorithm: str) -> str:
    """The header that carries it."""
    return f"x-amz-checksum-{algorithm.lower()}"


def checksum(algorithm: str, body: bytes) -> str:
    """A checksum as headers have it."""
    return base64.b64encode(ALGORITHMS[algorithm](body)).decode()
