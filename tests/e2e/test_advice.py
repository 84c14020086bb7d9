# SPDX-License-Identifier: MIT
"""Each row of the command's table of advice: the situation is made, and what the row says is done to the letter, the
command run as it stands, the line written into the file. It must help."""
from __future__ import annotations

import json
import os
import pty
import shlex
import signal
import subprocess
from typing import Any, Callable

import pytest

from command import Result
from test_cli_memory import NO_AWS, Account, account  # noqa: F401, a fixture

ZONES = ("example.com", "example.org")
BINARY = os.path.abspath(os.environ.get("DXAWS_BIN", ""))


def rows() -> list[dict[str, Any]]:
    """The table, as the command describes itself."""
    if not os.environ.get("DXAWS_BIN"):
        return []
    shown = subprocess.run([BINARY, "describe", "--json", "command"], capture_output=True, check=True)
    return json.loads(shown.stdout)["descriptions"][0]["advice"]


def key_of(row: dict[str, Any]) -> str:
    """What names a row: whose error, which, where, and about what."""
    return str(row["name"])


class Situation:
    """A run that is refused, and what to do about it."""

    def __init__(self, account: Account) -> None:
        self.account, self.home = account, account.home
        self.environment: dict[str, str | None] = dict(NO_AWS)

    def run(self, *arguments: Any, **more: Any) -> Result:
        return self.account.command(*arguments, env=self.environment, **more)

    def on_account(self, *arguments: Any) -> Result:
        return self.run(*arguments, self.account.adapter)

    def write(self, file: str, /, **document: Any) -> str:
        (self.home / file).write_text(json.dumps(document))
        return file

    def site(self, **more: Any) -> str:
        return self.write("site.yaml", site="example", domain="www.example.com", region="eu-west-1", **more)

    def bucket(self, **more: Any) -> str:
        return self.write("s3.yaml", name="my-files", region="eu-west-1", **more)

    def edited(self, row: dict[str, Any], file: str) -> None:
        """Does what the row says to the file."""
        document = json.loads((self.home / file).read_text())
        *section, name = row["key"].split(".")
        place = document.setdefault(section[0], {}) if section else document
        if row["value"] is None:
            del place[name]
        else:
            place[name] = as_yaml(row["value"])
        (self.home / file).write_text(json.dumps(document))

    def put_object(self, bucket: str) -> None:
        """Content, as somebody else uploads it to the simulated account."""
        stored = json.loads(self.account.file.read_text())
        stored["resources"]["s3"]["bucket"][bucket]["objects"] = [{"Key": "index.html", "VersionId": "null"}]
        self.account.file.write_text(json.dumps(stored))


def as_yaml(text: str) -> Any:
    """The few forms that values of the table have."""
    if text.startswith("{"):
        return {key.strip(): as_yaml(value.strip())
                for key, value in (item.split(":") for item in text.strip("{}").split(","))}
    return {"true": True, "false": False}.get(text, text)


def no_credentials(on: Situation) -> list[Any]:
    return ["plan", on.site()]


def no_zone(on: Situation) -> list[Any]:
    return ["dns", "plan", on.write("dns.yaml", records=[{"name": "a.example.net", "type": "A", "values": ["192.0.2.1"]}]),
            on.account.adapter]


def no_such_zone(on: Situation) -> list[Any]:
    record = {"name": "a.example.com", "type": "A", "values": ["192.0.2.1"]}
    return ["dns", "plan", on.write("dns.yaml", zone="example.org", records=[record]), on.account.adapter]


def wrong_zone(on: Situation) -> list[Any]:
    zones = on.account.resources()["route53/zone"]
    other = next(name for name, zone in zones.items() if zone["name"] == "example.org.")
    return ["plan", on.site(zone=other), on.account.adapter]


def private_zone(on: Situation) -> list[Any]:
    stored = json.loads(on.account.file.read_text())
    zones = stored["resources"]["route53"]["zone"]
    assert on.on_account("memory", "zone", "www.example.com").rc == 0
    stored = json.loads(on.account.file.read_text())
    zones = stored["resources"]["route53"]["zone"]
    private = next(name for name, zone in zones.items() if zone["name"] == "www.example.com.")
    zones[private]["private"] = True
    on.account.file.write_text(json.dumps(stored))
    return ["plan", on.site(zone=private), on.account.adapter]


def protected(on: Situation) -> list[Any]:
    assert on.on_account("apply", on.site(), "--yes").rc == 0
    return ["destroy", "site.yaml", on.account.adapter, "--yes"]


def moved(on: Situation) -> list[Any]:
    assert on.on_account("apply", on.site(), "--yes").rc == 0
    on.write("site.yaml", site="example", domain="new.example.com", region="eu-west-1")
    return ["plan", "site.yaml", on.account.adapter]


def full_site(on: Situation) -> list[Any]:
    assert on.on_account("apply", on.site(), "--yes").rc == 0
    on.put_object("example-www-example-com")
    return ["destroy", "site.yaml", on.account.adapter, "--allow-destroy=example"]


def full_bucket(on: Situation) -> list[Any]:
    assert on.on_account("s3", "apply", on.bucket(), "--yes").rc == 0
    on.put_object("my-files")
    return ["s3", "destroy", "s3.yaml", on.account.adapter, "--yes"]


def broken_build(on: Situation) -> list[Any]:
    """Of many pages that were published, one is left."""
    folder = on.home / "dist"
    folder.mkdir()
    for number in range(20):
        (folder / f"page-{number}.html").write_text("<p>")
    on.site(source="dist")
    assert on.on_account("apply", "site.yaml", "--yes").rc == 0
    for number in range(1, 20):
        (folder / f"page-{number}.html").unlink()
    return ["plan", "site.yaml", on.account.adapter]


def public_bucket(on: Situation) -> list[Any]:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-files/*"}
    opened = {"block_public_policy": False, "restrict_public_buckets": False}
    made = on.on_account("s3", "apply", on.bucket(policy_statements={"All": statement}, public_access_block=opened), "--yes")
    assert made.rc == 0, made
    return ["s3", "plan", on.bucket(), on.account.adapter]


def not_ours(on: Situation) -> list[Any]:
    assert on.on_account("s3", "apply", on.bucket(mark=False), "--yes").rc == 0
    return ["s3", "plan", on.bucket(owner="example", versioning=True), on.account.adapter]


def record_in_the_way(on: Situation) -> list[Any]:
    record = {"name": "www.example.com", "type": "CNAME", "values": ["user.github.io."]}
    assert on.on_account("dns", "apply", on.write("dns.yaml", records=[record]), "--yes").rc == 0
    return ["plan", on.site(), on.account.adapter]


def not_confirmed(on: Situation) -> list[Any]:
    return ["s3", "apply", on.bucket(), on.account.adapter]


def stopped(on: Situation) -> list[Any]:
    return ["apply", on.site(wait="deployed"), on.account.adapter, "--yes"]


def late(on: Situation) -> list[Any]:
    return ["apply", on.site(wait="deployed"), on.account.adapter, "--yes", "--timeout", "20s"]


def overtaken(on: Situation) -> list[Any]:
    """The same attribute was changed since the plan was kept."""
    assert on.on_account("apply", on.site(), "--yes").rc == 0
    kept = on.on_account("plan", "site.yaml", "--set", "cdn.price_class=PriceClass_All", "-o", "kept.json")
    assert kept.rc == 2, kept
    assert on.on_account("apply", "site.yaml", "--yes", "--set", "cdn.price_class=PriceClass_200").rc == 0
    return ["apply", "kept.json", on.account.adapter, "--yes"]


# Row: the situation as a command line, and the exit status with which the row helps.
DRILLS: dict[str, tuple[Callable[[Situation], list[Any]], int]] = {
    "core/NoCredentials/real": (no_credentials, 1),  # the next step: it wants a zone there
    "*/HostedZoneNotFound/simulated": (no_zone, 2),
    "dns/HostedZoneNotFound/planned/zone": (no_such_zone, 2),
    "website/WrongZone/site": (wrong_zone, 2),
    "website/PrivateZone/site": (private_zone, 2),
    "website/ProtectedSite/planned": (moved, 2),
    "cli/Protected/site": (protected, 0),
    "s3/BucketNotEmpty/site": (full_site, 0),
    "s3/BucketNotEmpty/section": (full_bucket, 0),
    "s3/RemovesTooMuch/planned": (broken_build, 2),
    "s3/PublicStatement/section": (public_bucket, 0),
    "*/NotOurs/planned": (not_ours, 2),
    "dns/RecordConflict/planned": (record_in_the_way, 2),
    "cli/NotConfirmed/change": (not_confirmed, 0),
    "*/CANCELLED/change": (stopped, 0),
    "*/TIMEOUT/change": (late, 0),
    "*/STALE/saved": (overtaken, 2),
}
# Drills of another form, below.
OTHERS = {"cli/SecretOnTerminal/anywhere", "*/STALE/change"}


@pytest.fixture
def on(account: Account) -> Situation:  # noqa: F811
    assert account("memory", "zone", "example.org").rc == 0
    return Situation(account)


def test_every_row_has_a_drill():
    if not os.environ.get("DXAWS_BIN"):
        pytest.skip("DXAWS_BIN does not name the command")
    assert {key_of(row) for row in rows()} == {*DRILLS, *OTHERS}


def refused(on: Situation, arguments: list[Any], key: str) -> dict[str, Any]:
    """Runs what is refused, for people and for programs; the error as the latter see it."""
    if key == "*/CANCELLED/change":
        process = on.account.command.start(*arguments, env=on.environment)
        for line in process.stderr:
            if line.startswith("  wait "):
                break
        told = on.account.command.interrupt(process, signal.SIGINT)
        assert "  stopped " in told.stderr and "failed" not in told.stderr, told
        again = on.account.command.start(*arguments, "--json", env=on.environment)
        for line in again.stderr:
            if line.startswith("  wait "):
                break
        return line_fits(told, on.account.command.interrupt(again, signal.SIGINT))
    told = on.run(*arguments)
    return line_fits(told, on.run(*arguments, "--json"))


def line_fits(told: Result, shown: Result) -> dict[str, Any]:
    """The line that people see says what programs see, and its remedy begins within 120 characters."""
    error = shown.json["error"]
    last = told.stderr.splitlines()[-1]
    assert last.startswith("dxaws: ") and "\n" not in last
    remedies = (error["advice"]["text"], "set AWS_ACCESS_KEY_ID")
    assert any(0 <= last.find(text) < 120 for text in remedies), last
    return error


def followed() -> list[Any]:
    """Each row and each of the ways on that it names."""
    return [pytest.param(row, part, id=f"{part}-{key_of(row)}")
            for row in rows() for part in ("command", "key") if part in row and key_of(row) in DRILLS]


@pytest.mark.parametrize("row, part", followed())
def test_advice_that_is_followed_helps(on, row, part):
    key = key_of(row)
    make, status = DRILLS[key]
    arguments = make(on)
    error = refused(on, arguments, key)
    advice = error["advice"]
    assert advice["text"] == row["help"] and ("command" in row) == ("command" in advice), error
    if part == "key":
        assert (advice["key"], advice["value"]) == (row["key"], row.get("value")), error
        on.edited(advice, str(next(a for a in arguments if str(a).endswith(".yaml"))))
        done = on.run(*arguments)
    else:
        command = [word for word in shlex.split(advice["command"]) if word != "--json"]
        assert command[0] == "dxaws", advice
        done = on.run(*command[1:])
        if command[1] == "memory":
            assert done.rc == 0, done
            done = on.run(*arguments)
        if "--timeout" in command:
            for _ in range(20):  # each run goes on where the last one stopped
                done = done if done.rc == 0 else on.run(*command[1:])
    assert done.rc == status, (advice, done)
    if status == 1:
        assert "memory zone example.com" in done.stderr, done


def test_secrets_on_a_terminal(on):
    on.environment.update(AWS_ACCESS_KEY_ID="AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY="secret")
    def on_terminal(*arguments: str) -> tuple[int, str, str]:
        control, terminal = pty.openpty()
        process = subprocess.Popen([BINARY, *arguments], stdin=subprocess.DEVNULL, stdout=terminal, text=True,
                                   stderr=subprocess.PIPE, env=on.account.command.environment(**on.environment))
        os.close(terminal)
        try:
            seen = os.read(control, 4000).decode()
        except OSError:
            seen = ""
        _, told = process.communicate(timeout=20)
        os.close(control)
        return process.returncode, seen, told
    status, seen, told = on_terminal("credentials", "export")
    assert status == 3 and "secret" not in seen and told.rstrip().endswith("dxaws credentials export --yes"), told
    words = shlex.split(told.rpartition(": ")[2])
    status, seen, told = on_terminal(*words[1:])
    assert status == 0 and "secret" in seen, told


def asked(on: Situation, *arguments: Any, meanwhile: Callable[[], None] = lambda: None) -> tuple[int, str, str]:
    """A run whose question is answered with yes: exit status, standard output, and what the terminal showed."""
    control, terminal = pty.openpty()
    process = subprocess.Popen([BINARY, *map(str, arguments)], stdin=terminal, stdout=subprocess.PIPE, stderr=terminal,
                               cwd=on.home, env=on.account.command.environment(**on.environment))
    os.close(terminal)
    seen = ""
    while "[y/N]" not in seen:
        seen += os.read(control, 4000).decode()
    meanwhile()
    os.write(control, b"y\n")
    try:
        while piece := os.read(control, 4000).decode():
            seen += piece
    except OSError:
        pass
    out = process.stdout.read().decode()
    status = process.wait(timeout=20)
    os.close(control)
    return status, out, seen


@pytest.mark.parametrize("json_too", (False, True))
def test_stale_plan(on, json_too):
    """Somebody changes the same tag while the question stands; the plan is seen where it is asked."""
    def tag(value: str) -> None:
        assert on.on_account("s3", "apply", on.bucket(tags={"team": value}), "--yes").rc == 0
        on.bucket(tags={"team": "b"})
    tag("a")
    more = ["--json"] if json_too else []
    status, out, seen = asked(on, "s3", "apply", "s3.yaml", on.account.adapter, *more, meanwhile=lambda: tag("c"))
    question = seen.partition("[y/N]")[0]
    assert status == 5 and "PUT_TAGS" in question and "team" in question, seen
    command = seen.rpartition("to go on: ")[2].partition(" (")[0].strip()
    if json_too:
        assert json.loads(out)["error"]["advice"]["command"] == command, out
    words = shlex.split(command)
    assert words[:3] == ["dxaws", "s3", "apply"], seen
    status, _, seen = asked(on, *words[1:])
    assert status == 0, seen
