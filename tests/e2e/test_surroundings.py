# SPDX-License-Identifier: MIT
"""What the command is started in: streams that are closed, terminals of every kind, locales, pipes for files."""
from __future__ import annotations

import os
import signal
import stat
import subprocess
import time
from pathlib import Path

import pytest

from test_cli_memory import NO_AWS, Terminal, account  # noqa: F401  (a fixture)

UNSAFE = "a\u009b31m\u202eb"  # a control of one character, and one that turns the text around


def run_with(account, *arguments, closed=(), env=None, **streams):  # noqa: F811
    """The exit status and what is on both streams, with descriptors closed."""
    def close() -> None:
        for number in closed:
            os.close(number)
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    done = subprocess.run([account.command.binary, *map(str, arguments), account.adapter], text=True,
                          env=account.command.environment(**NO_AWS, **(env or {})), cwd=account.home, check=False,
                          preexec_fn=close, timeout=60, **streams)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("closed", ([0], [1], [2], [0, 1], [1, 2], [0, 1, 2]), ids=str)
def test_closed_streams(account, closed):  # noqa: F811
    """Nothing that is opened gets their numbers, and what could not be said is told."""
    site = account.write()
    status, out, err = run_with(account, "plan", site, closed=closed)
    assert (status, out != "") == ((1, False) if 1 in closed else (2, True)), (status, out, err)
    assert len(err.splitlines()) == (1 if closed == [1] or closed == [0, 1] else 0), err
    status, _, err = run_with(account, "apply", site, "--yes", "--json", closed=closed)
    assert status == (1 if 1 in closed else 0), (status, err)
    assert account.file.read_text().startswith("{\n")
    assert account("plan", site).rc == 0
    assert run_with(account, "plan", "absent.yaml", closed=closed)[0] == 1


def catches(process: int, which: signal.Signals) -> bool:
    """Whether the process has a handler for the signal by now."""
    status = Path(f"/proc/{process}/status").read_text()
    caught = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught, 16) >> (which - 1) & 1)


def test_manifest_from_a_pipe(account):  # noqa: F811
    """A named pipe is read when somebody writes to it, until the deadline, or Ctrl-C."""
    pipe = account.home / "pipe"
    os.mkfifo(pipe)
    started = account.start("plan", pipe)
    time.sleep(0.3)
    pipe.write_text(account.write().read_text())
    out, err = started.communicate(timeout=30)
    assert started.returncode == 2 and "s3" in out, err
    late = account("plan", pipe, "--timeout=1s")
    assert late.rc == 4 and len(late.stderr.splitlines()) == 1 and late.seconds < 20, late
    for arguments in (("plan", pipe), ("plan", "-")):
        waiting = subprocess.Popen([account.command.binary, *map(str, arguments), account.adapter], text=True,
                                   env=account.command.environment(**NO_AWS), stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while not catches(waiting.pid, signal.SIGINT):
            time.sleep(0.01)
        waiting.send_signal(signal.SIGINT)
        _, err = waiting.communicate(timeout=10)
        assert waiting.returncode == 130 and len(err.splitlines()) == 1, err


@pytest.mark.parametrize("file", ("/dev/zero", "/dev/null", "."), ids=str)
def test_what_is_no_file(account, file):  # noqa: F811
    """A device and a folder end with one line."""
    result = account("plan", file)
    assert result.rc == 1 and len(result.stderr.splitlines()) == 1, result


@pytest.mark.parametrize("env", ({"LC_ALL": "C"}, {"LC_ALL": "tr_TR.UTF-8"}, {"LC_ALL": "nowhere"}, {"TERM": "dumb"},
                                 {"TERM": None}, {"NO_COLOR": "1"}, {"COLUMNS": "1"}), ids=str)
def test_surroundings_change_no_word(account, env):  # noqa: F811
    """The same plan and the same message, whatever the locale and the terminal are called."""
    site, wrong = account.write(), account.write("wrong.yaml", fallback="SPİ")
    usual = run_with(account, "plan", site), run_with(account, "plan", wrong)
    assert usual[0][0] == 2 and usual[1][0] == 1 and len(usual[1][2].splitlines()) == 1, usual
    assert (run_with(account, "plan", site, env=env), run_with(account, "plan", wrong, env=env)) == usual


@pytest.mark.parametrize("term", ("xterm", "dumb"))
def test_a_narrow_terminal(account, term):  # noqa: F811
    """A terminal of 60 columns; one that is dumb gets no colours and nothing that moves."""
    site = account.write()
    plan = Terminal(account, "plan", site, columns=60, TERM=term)
    assert plan.end() == 2 and ("\033" in plan.text) == (term != "dumb"), plan.text
    apply = Terminal(account, "apply", site, "--yes", columns=60, TERM=term)
    assert apply.end() == 0 and ("\033" in apply.text) == (term != "dumb"), apply.text


def test_text_of_others_is_shown_by_code_point(account):  # noqa: F811
    """What turns or hides text is escaped wherever a stranger's text is shown, and in one line."""
    site = account.write(tags={"note": UNSAFE})
    refused = account("plan", account.write("b.yaml", fallback=UNSAFE))
    results = [account("plan", site), account("apply", site, "--yes"), account("show", site), refused,
               account("plan", f"{UNSAFE}.yaml"), account("list")]
    for result in results:
        for text in (result.stdout, result.stderr):
            assert not any(character in text for character in "\u009b\u202e\x1b"), result
    assert "\\u009b31m\\u202eb" in results[0].stdout or results[0].rc == 1, results[0]
    assert len(refused.stderr.splitlines()) == 1, refused


def test_files_are_their_owners_alone(account):  # noqa: F811
    """Events as well as the account; and no link of somebody else's is followed."""
    site, events, victim = account.write(), account.home / "events", account.home / "victim"
    assert account("apply", site, "--yes", f"--events={events}").rc == 0
    assert stat.S_IMODE(events.stat().st_mode) == stat.S_IMODE(account.file.stat().st_mode) == 0o600
    (account.home / "link").symlink_to(victim)
    for option in ("--events=", "--adapter=record="):
        refused = account("plan", site, f"{option}{account.home / 'link'}")
        assert not victim.exists() and refused.rc == 1 and len(refused.stderr.splitlines()) == 1, refused
    assert account("plan", site, "--events=/dev/stderr").stderr.startswith('{"type":"dxaws.stream"')


def test_reading_makes_nothing_at_home(account):  # noqa: F811
    """The default account is made by who writes to it first."""
    site, state = account.write(), account.home / ".local"
    for arguments in (("plan", site), ("show", site), ("list",), ("apply", site, "--yes", "--adapter=dry-run")):
        account.command(*arguments, "--adapter=memory", env=NO_AWS)
        assert not state.exists(), arguments
    assert account.command("memory", "zone", "example.com", "--adapter=memory", env=NO_AWS).rc == 0
    assert state.exists()
