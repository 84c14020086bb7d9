# SPDX-License-Identifier: MIT
"""The command keeps secrets: nothing of it is in a core dump."""
from __future__ import annotations

import os
import resource
import signal
import socket

from command import Command


def start_dumpable(dxaws: Command, url: str) -> int:
    """The process id of a run that nobody but itself keeps from dumping core."""
    environment = dxaws.environment(AWS_ENDPOINT_URL=url)
    child = os.fork()
    if child == 0:
        os.chdir(dxaws.home)
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        os.execve(dxaws.binary, [dxaws.binary, "doctor"], environment)
    return child


def test_no_core_is_dumped_while_a_request_is_under_way(dxaws):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        child = start_dumpable(dxaws, f"http://127.0.0.1:{silent.getsockname()[1]}")
        connection, _ = silent.accept()
        with connection:
            assert b"Authorization: AWS4" in connection.recv(65536)
            os.kill(child, signal.SIGABRT)
            _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGABRT and not os.WCOREDUMP(status)
    assert [path.name for path in dxaws.home.iterdir() if path.name.startswith("core")] == []
