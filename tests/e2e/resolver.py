# SPDX-License-Identifier: MIT
"""A scripted DNS server on loopback, UDP and TCP. Who asks for recursion is answered as by a resolver, who does not as
by the servers of the zone above: with a referral."""
from __future__ import annotations

import contextlib
import socket
import struct
import threading
from typing import Iterator

TYPES = {"A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "AAAA": 28, "CAA": 257}
NOERROR, SERVFAIL, NXDOMAIN = 0, 2, 3


def name_bytes(name: str) -> bytes:
    labels = [part.encode() for part in name.strip(".").split(".") if part]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def data_bytes(kind: str, value: str) -> bytes:
    if kind == "A":
        return socket.inet_aton(value)
    if kind == "AAAA":
        return socket.inet_pton(socket.AF_INET6, value)
    if kind == "CAA":
        flags, tag, text = value.split(" ", 2)
        return bytes([int(flags), len(tag)]) + tag.encode() + text.encode()
    return name_bytes(value)


class Resolver:
    """What it says is `records`, {(name, type): [values]}; `delegations`, {zone: [servers]}, is said without recursion.
    Names that end in .broken are SERVFAIL, in .silent not answered, and in .large truncated over UDP."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], list[str]] = {}
        self.delegations: dict[str, list[str]] = {}
        self.asked: list[tuple[str, str]] = []
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.tcp = socket.socket()
        while True:  # the same port of both
            self.tcp.bind(("127.0.0.1", 0))
            with contextlib.suppress(OSError):
                self.udp.bind(self.tcp.getsockname())
                break
            self.tcp.close()
            self.tcp = socket.socket()
        self.tcp.listen(8)
        self.address = "127.0.0.1:%d" % self.udp.getsockname()[1]
        for target in (self.serve_udp, self.serve_tcp):
            threading.Thread(target=target, daemon=True).start()

    def close(self) -> None:
        for one in (self.udp, self.tcp):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def serve_udp(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                message, sender = self.udp.recvfrom(4096)
                answer = self.answer(message, False) if message else None  # none when it is closed
                if answer:
                    self.udp.sendto(answer, sender)

    def serve_tcp(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.tcp.accept()
                with connection:
                    size = struct.unpack("!H", connection.recv(2, socket.MSG_WAITALL))[0]
                    answer = self.answer(connection.recv(size, socket.MSG_WAITALL), True)
                    if answer:
                        connection.sendall(struct.pack("!H", len(answer)) + answer)

    def answer(self, message: bytes, by_tcp: bool) -> bytes | None:
        number, flags = struct.unpack("!HH", message[:4])
        labels, at = [], 12
        while message[at]:
            labels.append(message[at + 1:at + 1 + message[at]].decode().lower())
            at += message[at] + 1
        name = ".".join(labels)
        asked = struct.unpack("!H", message[at + 1:at + 3])[0]
        kind = next((word for word, value in TYPES.items() if value == asked), str(asked))
        self.asked.append((name, kind))
        question = message[12:at + 5]
        if name.endswith(".silent"):
            return None
        if name.endswith(".large") and not by_tcp:
            return struct.pack("!6H", number, 0x8380, 1, 0, 0, 0) + question
        recursive = bool(flags & 0x100)
        code, answers, authority = self.look_up(name, kind) if recursive else self.refer(name)
        if name.endswith(".broken"):
            code, answers, authority = SERVFAIL, [], []
        records = b"".join(name_bytes(owner) + struct.pack("!HHIH", TYPES[word], 1, 60, len(data)) + data
                           for owner, word, data in answers + authority)
        head = struct.pack("!6H", number, 0x8180 | code, 1, len(answers), len(authority), 0)
        return head + question + records

    def look_up(self, name: str, kind: str) -> tuple[int, list, list]:
        found: list[tuple[str, str, bytes]] = []
        for _ in range(5):
            for value in self.records.get((name, kind), []):
                found.append((name, kind, data_bytes(kind, value)))
            alias = self.records.get((name, "CNAME")) if kind != "CNAME" else None
            if not alias or (name, kind) in self.records:
                break
            found.append((name, "CNAME", name_bytes(alias[0])))
            name = alias[0]
        known = found or any(owner == name or owner.endswith("." + name) for owner, _ in self.records)
        return NOERROR if known else NXDOMAIN, found, []

    def refer(self, name: str) -> tuple[int, list, list]:
        for zone, servers in self.delegations.items():
            if name == zone or name.endswith("." + zone):
                return NOERROR, [], [(zone, "NS", name_bytes(server)) for server in servers]
        return NXDOMAIN, [], []


@contextlib.contextmanager
def resolver() -> Iterator[Resolver]:
    made = Resolver()
    try:
        yield made
    finally:
        made.close()
