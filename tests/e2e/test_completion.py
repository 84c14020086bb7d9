# SPDX-License-Identifier: MIT
"""Completion: what the program offers, and that each shell writes it into the line it was typed in."""
from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import struct
import termios
import time
from pathlib import Path

import pytest

from command import Command

STUBS = Path(__file__).parents[2] / "dxaws-cli" / "completion"
CONFIG = "[default]\nregion = eu-west-1\n[profile work]\n[ profile  far ]\n[sso-session x]\n"


@pytest.fixture
def command(tmp_path: Path) -> Command:
    if not os.environ.get("DXAWS_BIN"):
        pytest.skip("DXAWS_BIN does not name the command")
    (tmp_path / "site.yaml").write_text("site: example\ndomain: www.example.com\n")
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "a b.yml").write_text("site: [")
    (tmp_path / "config").write_text(CONFIG)
    (tmp_path / "credentials").write_text("[default]\n[old]\n")
    os.mkfifo(tmp_path / "pipe")
    return Command(os.path.abspath(os.environ["DXAWS_BIN"]), tmp_path, "")


OFFERS = (  # the words, what is offered: all of it, or with "..." some of it
    (["v"], ["validate", "verify"]),
    (["help", "val"], ["validate"]),
    (["help"], []),
    (["mem"], ["memory"]),
    (["memory", ""], ["zone", "cname", "reset", "serve"]),
    (["s3", "ap"], ["apply"]),
    (["nonesuch", ""], ["plan", "..."]),
    (["plan", ""], ["site.yaml", "sites/"]),
    (["plan", "n"], ["notes.txt"]),
    (["plan", "sites/"], ["sites/a b.yml"]),
    (["plan", "~/s"], ["~/site.yaml", "~/sites/"]),
    (["plan", "--js"], ["--json"]),
    (["plan", "--", "--js"], []),
    (["apply", "--detailed"], []),
    (["plan", "--detailed-exitcode", ""], ["no", "yes"]),
    (["plan", "--profile", ""], ["default", "work", "far", "default", "old"]),
    (["plan", "--profile=w"], ["--profile=work"]),
    (["plan", "--region", "eu-central"], ["eu-central-1", "eu-central-2"]),
    (["plan", "--adapter", "re"], ["record=", "replay="]),
    (["plan", "--adapter=memory=no"], ["--adapter=memory=notes.txt"]),
    (["plan", "--set", "prot"], ["protect="]),
    (["plan", "--set", "protect="], ["protect=true", "protect=false"]),
    (["plan", "--set=region=eu-central-"], ["--set=region=eu-central-1", "--set=region=eu-central-2"]),
    (["plan", "--set", "cdn.http_version=http2"], ["cdn.http_version=http2", "cdn.http_version=http2and3"]),
    (["s3", "plan", "--set", "versio"], ["versioning="]),
    (["plan", "--set", "nonesuch="], []),
    (["plan", "--set", "wait", "=", "de"], ["deployed"]),  # as bash cuts it
    (["plan", "--set", "=", "wait", "="], ["none", "accepted", "deployed"]),
    (["plan", "--wait", "=", "a"], ["accepted"]),
    (["apply", "site.yaml", "--timeout", "WAIT_ISS"], ["WAIT_ISSUED="]),
    (["apply", "site.yaml", "--stop-after", "CREATE_B"], ["CREATE_BUCKET"]),
    (["destroy", "site.yaml", "--allow-destroy", ""], ["example", "www.example.com"]),
    (["destroy", "sites/a b.yml", "--allow-destroy", ""], []),
    (["destroy", "pipe", "--allow-destroy", ""], []),
    (["release", "site.yaml", "--import", ""], ["terraform", "cloudformation"]),
    (["schema", "cur"], ["current"]),
    (["schema", "current", "ac"], ["acm"]),
    (["describe", "com"], ["command"]),
    (["plan", "-o", "no"], ["notes.txt"]),
    (["plan", "no/such/folder/"], []),
    (["plan", "--endpoint-url", "h"], []),
    ([], ["init", "..."]),
)


@pytest.mark.parametrize("words, offered", OFFERS, ids=lambda value: " ".join(value))
def test_what_is_offered(command, words, offered):
    told = command("complete", "--", *words)
    lines = [line.partition("\t")[0] for line in told.stdout.splitlines()]
    assert told.rc == 0 and not told.stderr, told
    if offered[-1:] == ["..."]:
        assert set(offered[:-1]) <= set(lines), told
    else:
        assert sorted(lines) == sorted(offered), told


SHELLS = {
    "bash": (["bash", "--noprofile", "--rcfile", "rc", "-i"], "source {stubs}/dxaws.bash\n"),
    "zsh": (["zsh", "-d", "-i"], "fpath=({stubs} $fpath)\nautoload -Uz compinit\ncompinit -u -D\n"),
    "fish": (["fish", "-i"], "source {stubs}/dxaws.fish\n"),
}
LINES = (  # what is typed before and after each tabulator, and what the program is then called with
    (("dxaws val", "site.", ""), ["validate", "site.yaml"]),
    (("dxaws plan site.yaml --set wai", "non", ""), ["plan", "site.yaml", "--set", "wait=none"]),
    (("dxaws plan --set=prot", "f", ""), ["plan", "--set=protect=false"]),
    (("dxaws plan --prof", "wo", ""), ["plan", "--profile=work"]),
    (("dxaws plan sites/a", ""), ["plan", "sites/a b.yml"]),
)


def drive(arguments: list[str], home: Path, environment: dict[str, str], typed: tuple[str, ...]) -> list[str]:
    """What a line that is typed into a shell calls: the words, once its end is entered."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(home)
        os.execvpe(arguments[0], arguments, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
    seen = b""
    end = time.monotonic() + 20

    def until(done) -> None:
        """Reads what the shell shows: it waits for its reader."""
        nonlocal seen
        while not done() and time.monotonic() < end:
            if select.select([terminal], [], [], 0.02)[0]:
                seen += os.read(terminal, 4096)
    try:
        until(lambda: b"ready>" in seen)
        for index, part in enumerate(typed):
            os.write(terminal, part.encode())
            if index + 1 < len(typed):
                before = (home / "asked").read_text().count("\n") if (home / "asked").exists() else 0
                os.write(terminal, b"\t")
                until(lambda: (home / "asked").exists() and (home / "asked").read_text().count("\n") > before)
        os.write(terminal, b"\r")
        until((home / "called").exists)
        assert (home / "called").exists(), seen.decode(errors="replace")
        return (home / "called").read_text().split("\0")[:-1]
    finally:
        os.close(terminal)
        os.kill(process, 9)
        os.waitpid(process, 0)


@pytest.mark.parametrize("typed, called", LINES, ids=lambda value: "".join(value))
@pytest.mark.parametrize("shell", SHELLS)
def test_shells_write_it(command, shell, typed, called):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    arguments, rc = SHELLS[shell]
    home = command.home
    folder = home / "bin"
    folder.mkdir()
    # The program answers the shell; what is entered in the end is only written down.
    (folder / "dxaws").write_text(
        f'#!/bin/bash\nif [ "$1" = complete ]; then\n    {command.binary} "$@"\n    echo >>"$HOME/asked"\n'
        'else\n    printf "%s\\0" "$@" >"$HOME/new" && mv "$HOME/new" "$HOME/called"\nfi\n')
    (folder / "dxaws").chmod(0o755)
    prompt = "function fish_prompt; echo 'ready>'; end\n" if shell == "fish" else "PS1='ready>'\n"
    for name in ("rc", ".zshrc", ".config/fish/config.fish"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(rc.format(stubs=STUBS) + prompt)
    environment = command.environment(PATH=f"{folder}:/usr/bin:/bin", TERM="xterm", ZDOTDIR=str(home),
                                      XDG_CONFIG_HOME=str(home / ".config"), XDG_DATA_HOME=str(home / ".data"))
    assert drive(arguments, home, environment, typed) == called


def test_stubs_are_installed_where_shells_look():
    said = (STUBS.parent / "meson.build").read_text()
    for name, folder in (("dxaws.bash", "'bash-completion' / 'completions'"), ("_dxaws", "'zsh' / 'site-functions'"),
                         ("dxaws.fish", "'fish' / 'vendor_completions.d'")):
        (line,) = [entry for entry in said.split("install_data(") if f"completion/{name}'" in entry]
        assert folder in line, line
        assert sum(1 for text in (STUBS / name).read_text().splitlines() if text and text[0] != "#") <= 12
