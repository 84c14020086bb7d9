# SPDX-License-Identifier: MIT
"""The command on the simulated account: what a person without an AWS account sees."""
from __future__ import annotations

import fcntl
import json
import os
import pty
import random
import select
import shlex
import signal
import struct
import subprocess
import termios
import time
from pathlib import Path
from typing import Any

import pytest

from command import Command, Result

BUCKET = "example-www-example-com"
NO_AWS = {name: None for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_ENDPOINT_URL")}


class Account:
    """The command, always with --adapter memory and with nothing of AWS in its environment."""

    def __init__(self, binary: str, home: Path) -> None:
        self.command = Command(binary, home, "http://127.0.0.1:9")
        self.home = home
        self.file = home / "account.json"
        self.adapter = f"--adapter=memory={self.file}"

    def __call__(self, *arguments: str | Path, stdin: str = "") -> Result:
        return self.command(*arguments, self.adapter, env=NO_AWS, stdin=stdin)

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        return self.command.start(*arguments, self.adapter, env=NO_AWS)

    def write(self, file_name: str = "site.yaml", **keys: Any) -> Path:
        """A manifest, or with site=None and domain=None any other file."""
        document = {"site": "example", "domain": "www.example.com", **keys}
        path = self.home / file_name
        path.write_text(json.dumps({k: v for k, v in document.items() if v is not None}))
        return path

    def resources(self) -> dict[str, Any]:
        """What is there, by "service/type"; zones with their records of ours only."""
        stored = json.loads(self.file.read_text())["resources"] if self.file.exists() else {}
        found: dict[str, Any] = {}
        for service, types in stored.items():
            for kind, items in types.items():
                for name, item in items.items():
                    found.setdefault(f"{service}/{kind}", {})[name] = item
        return found

    def records(self) -> list[tuple[str, str]]:
        """Names and types in all zones, without the zones' own NS and SOA."""
        zones = self.resources().get("route53/zone", {}).values()
        return sorted((r["name"], r["type"]) for zone in zones for r in zone["records"]
                      if r["type"] not in ("NS", "SOA"))


@pytest.fixture
def account(tmp_path: Path) -> Account:
    binary = os.environ.get("DXAWS_BIN", "")
    if not binary:
        pytest.skip("DXAWS_BIN does not name the command")
    made = Account(os.path.abspath(binary), tmp_path)
    assert made("memory", "zone", "example.com").rc == 0
    return made


def actions(result: Result) -> list[str]:
    """The kinds of a plan's actions."""
    return [action["kind"] for action in result.json["plan"]["actions"]]


def applied(account: Account, site: Path) -> Result:
    result = account("apply", site, "--yes")
    assert result.rc == 0, result
    return result


def one_of_each(account: Account) -> None:
    """A whole site, nothing twice."""
    found = account.resources()
    assert list(found["s3/bucket"]) == [BUCKET]
    assert len(found["acm/certificate"]) == 1
    assert len(found["cloudfront/distribution"]) == 1 and len(found["cloudfront/oac"]) == 1
    names = account.records()
    assert [r for r in names if r[0] == "www.example.com."] == [("www.example.com.", "A"), ("www.example.com.", "AAAA")]
    assert [kind for _, kind in names] .count("CNAME") == 1 and len(names) == 3, names


def test_site_is_made_and_then_left_alone(account):
    site = account.write(wait="deployed")
    plan = account("plan", site)
    assert plan.rc == 2 and "+ s3 " + BUCKET in plan.stdout and "Plan: " in plan.stdout, plan
    assert "s3/bucket" not in account.resources()
    done = applied(account, site)
    assert "  url " in done.stdout and "https://www.example.com/" in done.stdout, done
    assert "acm www.example.com" in done.stderr and "done" in done.stderr and "\033" not in done.stderr, done
    one_of_each(account)
    before = account.file.read_text()
    again = account("plan", site)
    assert again.rc == 0 and again.stdout == "Nothing to do: example is as it should be.\n", again
    noop = applied(account, site)
    assert "Nothing to do: example" in noop.stdout and "https://www.example.com/" in noop.stdout, noop
    after = json.loads(account.file.read_text())
    assert after["resources"] == json.loads(before)["resources"]


def test_drift_is_shown_as_exactly_that_and_repaired(account):
    site = account.write(tags={"team": "web"})
    applied(account, site)
    section = account.write("s3.yaml", site=None, domain=None, name=BUCKET, region="us-east-1", versioning=False,
                            mark=False)
    suspended = account("s3", "apply", section, "--yes")
    assert suspended.rc == 0, suspended
    plan = account("plan", site, "--json")
    assert plan.rc == 2 and actions(plan) == ["s3.PUT_VERSIONING"], plan
    assert plan.json["plan"]["actions"][0]["changes"] == [{"path": "versioning", "before": False, "after": True}]
    shown = account("plan", site)
    assert f"~ s3 {BUCKET}  versioning false -> true   (PUT_VERSIONING)\n" in shown.stdout, shown
    applied(account, site)
    assert account("plan", site).rc == 0
    assert account("s3", "plan", section).rc == 2


def test_change_of_the_manifest_is_an_update(account):
    site = account.write(wait="deployed")
    applied(account, site)
    plan = account("plan", site, "--set", "cdn.http_version=http2", "--json")
    assert plan.rc == 2 and "cloudfront.UPDATE" in " ".join(actions(plan)), plan
    assert not [kind for kind in actions(plan) if kind.startswith(("s3.", "acm.", "dns."))]


def test_former_words_of_the_manifest_are_told(account):
    """They mean what the words of today mean, and one line says which those are."""
    site = account.write(cdn={"http": "http2"})
    applied(account, site)
    plan = account("plan", account.write(cdn={"http_version": "http2"}))
    assert plan.rc == 0 and "warning" not in plan.stderr, plan
    plan = account("plan", account.write(cdn={"http": "http2"}))
    assert plan.rc == 0, plan
    assert 'warning: "cdn.http" is deprecated since 0.9; use "cdn.http_version"\n' in plan.stderr, plan
    assert account("plan", site, "--quiet").stderr == ""
    both = account("plan", account.write(cdn={"http": "http2", "http_version": "http2"}))
    assert both.rc == 1 and '"cdn.http" is the former word' in both.stderr, both


def test_null_leaves_alone_what_the_manifest_would_preset(account):
    applied(account, account.write(bucket={"versioning": False}, cdn={"price_class": "PriceClass_200"}))
    assert account("plan", account.write()).rc == 2
    left = account.write(bucket={"versioning": None}, cdn={"price_class": None})
    assert account("plan", left).rc == 0
    applied(account, left)
    assert account.resources()["s3/bucket"][BUCKET]["versioning"] is False


def test_destroy_needs_the_name_and_leaves_nothing(account):
    site = account.write()
    applied(account, site)
    before = account.resources()
    for arguments, message in (
            ([], "--allow-destroy=example, or write protect: false into"),
            (["--yes"], 'site "example" is protected'),
            (["--allow-destroy=other"], "allow_destroy is \"other\"; to destroy the site it must be \"example\""),
            (["--allow-destroy=other"], "--allow-destroy=example")):
        refused = account("destroy", site, *arguments)
        assert refused.rc == 3 and message in refused.stderr and not refused.stdout, refused
    assert account.resources() == before
    gone = account("destroy", site, "--allow-destroy=example")
    assert gone.rc == 0 and "example is removed" in gone.stdout, gone
    found = account.resources()
    for kind in ("s3/bucket", "acm/certificate", "cloudfront/distribution", "cloudfront/oac"):
        assert not found.get(kind), found
    assert account.records() == []
    again = account("destroy", site, "--allow-destroy=example")
    assert again.rc == 0, again


def test_destroy_without_protection_needs_yes(account):
    site = account.write(protect=False)
    applied(account, site)
    refused = account("destroy", site)
    assert refused.rc == 3 and refused.stderr.endswith(" --yes\n"), refused
    assert account("destroy", site, "--yes").rc == 0
    assert account.records() == []


def test_apply_without_yes_refuses_when_nobody_can_be_asked(account):
    site = account.write()
    refused = account("apply", site)
    wanted = f"there is no terminal to ask on; to agree: dxaws apply {site} {account.adapter} --yes\n"
    assert refused.rc == 3 and refused.stderr.endswith(wanted), refused
    assert "Plan: " in refused.stdout and "s3/bucket" not in account.resources()


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_the_next_apply_completes(account, seed):
    site = account.write(wait="deployed")
    moments = random.Random(seed)
    for _ in range(4):
        process = account.start("apply", site, "--yes")
        time.sleep(moments.uniform(0.01, 2.5))
        process.kill()
        process.communicate()
    applied(account, site)
    one_of_each(account)
    assert account("plan", site).rc == 0


@pytest.mark.parametrize("number", (signal.SIGINT, signal.SIGTERM))
def test_interrupted_wait_ends_within_a_second_and_goes_on_later(account, number):
    site = account.write(wait="deployed")
    process = account.start("apply", site, "--yes")
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("  wait "):
            break
    stopped = account.command.interrupt(process, number)
    assert stopped.rc == 130 and stopped.seconds < 1, stopped
    assert f"to go on: dxaws apply {site}" in stopped.stderr, stopped
    applied(account, site)
    one_of_each(account)


def test_deadline_is_exit_4_and_safe_to_run_again(account):
    site = account.write(wait="deployed")
    late = account("apply", site, "--yes", "--timeout", "20s")
    assert late.rc == 4 and "to go on: dxaws apply" in late.stderr, late
    applied(account, site)
    one_of_each(account)


def test_dry_run_changes_nothing(account):
    site = account.write()
    before = account.resources()
    plan = account("plan", site, "--adapter", "dry-run")
    assert plan.rc == 2, plan
    done = account("apply", site, "--adapter=dry-run")
    assert done.rc == 0 and "Dry run, nothing was changed" in done.stdout, done
    assert account.resources() == before


def test_recorded_run_replays_without_the_account(account):
    site = account.write()
    recorded = account("plan", site, "--json", "--adapter=record=run.jsonl")
    assert recorded.rc == 2, recorded
    account.file.unlink()
    replayed = account.command("plan", site, "--json", "--region=us-east-1", "--adapter=replay=run.jsonl", env=NO_AWS)
    assert replayed.rc == 2 and actions(replayed) == actions(recorded), replayed
    other = account.command("plan", site, "--set=domain=other.example.com", "--region=us-east-1",
                            "--adapter=replay=run.jsonl", env=NO_AWS)
    assert other.rc == 3 and "the recording has no" in other.stderr, other


def test_recorded_apply_replays_to_the_same_result(account):
    site = account.write(wait="deployed")
    recorded = account("apply", site, "--json", "--yes", "--adapter=record=run.jsonl")
    assert recorded.rc == 0, recorded
    replayed = account.command("apply", site, "--json", "--yes", "--region=us-east-1", "--adapter=replay=run.jsonl",
                               env=NO_AWS)
    assert replayed.rc == 0 and replayed.seconds < 10, replayed
    assert replayed.json["result"]["url"] == recorded.json["result"]["url"]
    assert replayed.json["plan"]["actions"] == recorded.json["plan"]["actions"]


def test_events_are_json_lines(account):
    site = account.write()
    assert account("apply", site, "--yes", "--events=events.jsonl").rc == 0
    events = [json.loads(line) for line in (account.home / "events.jsonl").read_text().splitlines()]
    assert events[0]["type"] == "dxaws.stream"
    types = [event["type"] for event in events[1:]]
    assert {"manager.plan.done", "manager.apply.start", "manager.apply.progress", "manager.apply.done"} <= set(types)
    assert all(event["schema"] == "dxaws.event/1" for event in events)
    piped = account("plan", site, "--events=-", "-q")
    assert json.loads(piped.stdout.splitlines()[0])["type"] == "dxaws.stream" and not piped.stderr, piped


def test_json_documents_have_their_schema(account):
    site = account.write()
    for arguments, rc, schema in ((("validate",), 0, "dxaws.validate/1"), (("plan",), 2, "dxaws.plan/1"),
                                  (("apply", "--yes"), 0, "dxaws.apply/1"), (("show",), 0, "dxaws.show/1"),
                                  (("destroy",), 3, "dxaws.error/1"),
                                  (("destroy", "--allow-destroy=example"), 0, "dxaws.apply/1")):
        result = account(arguments[0], site, "--json", *arguments[1:]) if arguments[0] != "validate" else \
            account(arguments[0], site, "--json")
        assert result.rc == rc and result.json["schema"] == schema, result
    assert result.json["outcome"] == "destroyed"
    assert account("memory", "zone", "example.com", "--json").json["zone"]["created"] is False
    assert account("memory", "reset", "--json").json["reset"] is True


def test_one_module_from_its_own_file(account):
    section = account.write("bucket.yaml", site=None, domain=None, name="just-a-bucket", region="eu-west-1",
                            tags={"a": "b"})
    assert account("s3", "plan", section).rc == 2
    made = account("s3", "apply", section, "--yes")
    assert made.rc == 0 and "arn:aws:s3:::just-a-bucket" in made.stdout, made
    assert account("s3", "plan", section).rc == 0
    shown = account("s3", "show", section)
    assert shown.rc == 0 and "tags.a" in shown.stdout, shown
    assert account("s3", "destroy", section, "--yes").rc == 0
    assert not account.resources().get("s3/bucket")


SITE = "site: example\ndomain: www.example.com\n"

# What is in the file, the arguments after it, the exit status, what the one line must say.
BAD_INPUT = {
    "unknown key": (SITE + "bukcet: {}\n", [], 1, 'site.yaml:3:1: unknown key "bukcet"; did you mean "bucket"?'),
    "wrong type": (SITE + "protect: no\n", [], 1, "site.yaml:3:10: protect must be true or false, not text (no)"),
    "duplicate key": (SITE + "site: other\n", [], 1, 'site.yaml:3:1: "site" is there twice'),
    "bad bucket name": (SITE + "bucket:\n  name: My_Bucket\n", [], 1, "site.yaml:4:9: "),
    "long name": ("site: example\ndomain: " + "a" * 50 + ".bbbbbb.example.com\n", [], 1,
                  "site.yaml:2:9: domain \"" + "a" * 50 + ".bbbbbb.example.com\" has 69 characters"),
    "malformed": (SITE + "tags: {a: b\n", [], 1, "site.yaml:3:7: not YAML"),
    "empty": ("", [], 1, "site.yaml:1:1: the file is empty"),
    "not text": ("\xff\xfe", [], 1, "UTF-8"),
    "no zone": ("site: example\ndomain: www.elsewhere.test\n", [], 1, "elsewhere.test"),
    "not supported": (SITE + "external_id: x\n", [], 1, 'site.yaml:3:1: "external_id" is not supported yet'),
    "former word": (SITE + "certificate: {timeout: 45m}\n", [], 1,
                    'site.yaml:3:15: "certificate.timeout" is the former word for "timeouts.certificate"; write that'),
    "no choice": (SITE + "cdn: {http_version: http4}\n", [], 1, 'site.yaml:3:21: cloudfront: "http_version" is "http4"; '
                  "it must be one of http1.1, http2, http3, http2and3"),
    "no key": (SITE + "certificate: {key_algorithm: EC_secp384r1}\n", [], 1, 'site.yaml:3:30: website: '
               '"certificate.key_algorithm" is "EC_secp384r1"; it must be one of RSA_2048, EC_prime256v1'),
    "no region": (SITE + "region: eu-wset-1\n", [], 1,
                  'site.yaml:3:9: AWS has no region "eu-wset-1"; did you mean "eu-west-1"?'),
    "bad set": (SITE, ["--set", "wait=forever"], 1, "--set: wait must be none, accepted or deployed"),
    "bad duration": (SITE, ["--timeout", "soon"], 1, "--timeout soon must be a duration"),
}


# validate is offline: it looks for no zone and waits for nothing.
ONLINE = ("no zone", "bad duration")
CASES = [(case, verb) for case in BAD_INPUT for verb in ("validate", "plan", "apply")
         if verb != "validate" or case not in ONLINE]


@pytest.mark.parametrize("case, verb", CASES)
def test_bad_input_is_one_clear_line(account, case, verb):
    text, arguments, rc, message = BAD_INPUT[case]
    path = account.home / "site.yaml"
    path.write_bytes(text.encode("latin-1"))
    before = account.file.read_text()
    if verb == "validate":
        result = account.command("validate", "site.yaml", *arguments, env=NO_AWS)
    else:
        result = account(verb, "site.yaml", *arguments, *(["--yes"] if verb == "apply" else []))
    assert result.rc == rc and not result.stdout, result
    assert message in result.stderr and result.stderr.count("\n") == 1 and result.stderr.startswith("dxaws: "), result
    assert json.loads(account.file.read_text())["resources"] == json.loads(before)["resources"]


FIRST_STEPS = {
    "site": ({}, []),
    "bare domain": ({"domain": "example.org"}, []),
    "records": ({"site": None, "domain": None, "records": [{"name": "a.b.example.com", "type": "A",
                                                            "values": ["192.0.2.1"]}]}, ["dns"]),
    "certificate": ({"site": None, "domain": None, "domain_name": "www.example.com", "region": "us-east-1"}, ["acm"]),
}


@pytest.mark.parametrize("first", FIRST_STEPS)
@pytest.mark.parametrize("name", [None, "an account.json"])
def test_advice_about_a_missing_zone_is_what_helps(account, first, name):
    """Taken from the message, run as it stands, and then the command again."""
    keys, section = FIRST_STEPS[first]
    file = account.write(**keys)
    adapter = "--adapter=memory" + (f"={name}" if name else "")

    def run():
        return account.command(*section, "apply", file, adapter, "--yes", env=NO_AWS)
    failed = run()
    assert failed.rc == 1 and failed.stderr.splitlines()[-1].startswith("dxaws: "), failed
    advice = shlex.split(failed.stderr.splitlines()[-1].partition("simulated account: ")[2].partition(" (")[0])
    assert advice[:3] == ["dxaws", "memory", "zone"], failed
    assert account.command(*advice[1:], env=NO_AWS).rc == 0
    assert run().rc == 0


def test_a_zone_that_the_file_names_is_not_advised(account):
    failed = account.command("plan", account.write(zone="Z0123456789"), "--adapter=memory", env=NO_AWS)
    assert failed.rc == 3 and "hosted zone Z0123456789" in failed.stderr and "memory zone" not in failed.stderr, failed


def test_two_zones_of_one_name_are_refused_until_one_is_named(account):
    site = account.write()
    stored = json.loads(account.file.read_text())
    zones = stored["resources"]["route53"]["zone"]
    first = next(iter(zones))
    zones["ZSECOND"] = json.loads(json.dumps(zones[first]))
    account.file.write_text(json.dumps(stored))
    result = account("plan", site)
    assert result.rc in (1, 3) and first in result.stderr and "ZSECOND" in result.stderr, result
    assert account("plan", site, "--set", f"zone={first}").rc == 2


def test_files_that_cannot_be_read_are_named(account):
    missing = account("plan", "nowhere.yaml")
    assert missing.rc == 1 and missing.stderr == \
        "dxaws: nowhere.yaml: cannot be read: No such file or directory\n", missing
    folder = account("release", ".")
    assert folder.rc == 1 and folder.stderr == "dxaws: .: cannot be read: Is a directory\n", folder
    broken = account("plan", "/proc/self/mem")
    assert broken.rc == 1 and broken.stderr == \
        "dxaws: /proc/self/mem: cannot be read: Input/output error\n", broken
    if os.geteuid() != 0:  # root may read everything
        secret = account.write("secret.yaml")
        secret.chmod(0)
        denied = account("plan", secret)
        assert denied.rc == 1 and "Permission denied" in denied.stderr, denied


def test_account_that_is_not_one_is_left_alone(account):
    other = account.home / "notes.json"
    other.write_text("my notes")
    result = account.command("plan", account.write(), f"--adapter=memory={other}", env=NO_AWS)
    assert result.rc == 1 and "notes.json" in result.stderr, result
    assert other.read_text() == "my notes"


def test_without_credentials_the_simulated_account_is_named(account):
    result = account.command("plan", account.write(region="eu-west-1"), env=NO_AWS)
    assert result.rc == 1 and "--adapter memory" in result.stderr and "AWS_ACCESS_KEY_ID" in result.stderr, result
    assert result.stderr.count("\n") == 1


def test_without_a_region_the_message_says_what_to_write(account):
    env = {**NO_AWS, "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "b"}
    result = account.command("plan", account.write(), env=env)
    assert result.rc == 1 and "site.yaml" in result.stderr and "region: eu-west-1" in result.stderr, result


def test_output_that_cannot_be_written_is_an_error(account):
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([account.command.binary, "validate", str(account.write())], stdout=full,
                              stderr=subprocess.PIPE, env=account.command.environment(), text=True, check=False)
    assert done.returncode == 1 and done.stderr == (
        "dxaws: standard output cannot be written: No space left on device\n")


def test_reader_that_went_away_is_told_nothing(account):
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([account.command.binary, "validate", account.write()], stdout=write, stderr=subprocess.PIPE,
                          env=account.command.environment(), text=True, check=False)
    os.close(write)
    assert done.returncode == 1 and done.stderr == ""


def test_events_that_cannot_be_written_stop_nothing_and_are_told(account):
    site = account.write(protect=False)
    account("memory", "zone", "example.com")
    result = account("apply", site, "--yes", "--events=/dev/full")
    assert result.rc == 0, result
    assert "--events /dev/full: not all events were written: No space left on device" in result.stderr, result


def test_help_takes_a_command(account):
    assert account.command("help", "plan").stdout == account.command("plan", "--help").stdout
    assert account.command("help").stdout == account.command("--help").stdout


class Terminal:
    """The command on a pseudo terminal."""

    def __init__(self, account: Account, *arguments: str | Path, columns: int = 0, **env: str) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24 if columns else 0, columns, 0, 0))
        environment = account.command.environment(**{**NO_AWS, "TERM": "xterm", **env})
        self.process = subprocess.Popen([account.command.binary, *map(str, arguments), account.adapter],
                                        stdin=slave, stdout=slave, stderr=slave, env=environment,
                                        cwd=account.home, start_new_session=True)
        os.close(slave)
        self.text = ""

    def read_until(self, wanted: str | None, seconds: float = 60) -> str:
        end = time.monotonic() + seconds
        while (wanted is None or wanted not in self.text) and time.monotonic() < end:
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.text += os.read(self.master, 65536).decode()
                except OSError:
                    break
        assert wanted is None or wanted in self.text, self.text
        return self.text

    def end(self) -> int:
        self.read_until(None)
        os.close(self.master)
        return self.process.wait(10)


def test_terminal_asks_shows_live_waits_and_colours(account):
    site = account.write(wait="deployed")
    no = Terminal(account, "apply", site)
    no.read_until("Apply this plan? [y/N] ")
    os.write(no.master, b"n\n")
    assert no.end() == 3 and 'the answer was not "y"' in no.text
    yes = Terminal(account, "apply", site)
    yes.read_until("Apply this plan? [y/N] ")
    os.write(yes.master, b"y\n")
    assert yes.end() == 0, yes.text
    assert "\033[32m" in yes.text and "  ...   " in yes.text and " of about " in yes.text, yes.text
    one_of_each(account)


@pytest.mark.parametrize("form, redrawn, told", (("auto", True, True), ("plain", False, True), ("none", False, False)))
def test_terminal_shows_the_progress_that_is_asked_for(account, form, redrawn, told):
    section = account.write("s3.yaml", site=None, domain=None, name="my-files", region="eu-west-1")
    shown = Terminal(account, "s3", "apply", section, "--yes", f"--progress={form}")
    assert shown.end() == 0
    assert ("\033[J" in shown.text, "  CREATE_BUCKET" in shown.text) == (redrawn, told), shown.text


def test_terminal_without_colours(account):
    site = account.write()
    for arguments, env in ((["--no-color"], {}), ([], {"NO_COLOR": "1"})):
        plan = Terminal(account, "plan", site, *arguments, **env)
        assert plan.end() == 2 and "\033[3" not in plan.text, plan.text


def test_interrupted_question_changes_nothing(account):
    asked = Terminal(account, "apply", account.write())
    asked.read_until("[y/N] ")
    asked.process.send_signal(signal.SIGINT)
    assert asked.end() == 130
    assert "s3/bucket" not in account.resources()


def test_manual_is_there_for_every_option(account):
    help_text = account.command("--help").stdout
    assert account.command("--version").stdout.startswith("dxaws 0.")
    for name in ("--adapter", "--allow-destroy", "--json", "--events", "--no-color"):
        assert name in help_text


def test_an_apply_stops_where_it_is_told_to_and_goes_on_from_there(account):
    bucket = account.write("bucket.yaml", site=None, domain=None, name="stop-bucket", region="eu-west-1",
                           versioning=True, tags={"team": "web"})
    stopped = account("s3", "apply", bucket, "--yes", "--stop-after=PUT_PUBLIC_ACCESS_BLOCK", "--json")
    assert stopped.rc == 0 and stopped.json["outcome"] == "stopped", stopped
    assert [action["kind"] for action in stopped.json["rest"]["actions"]] == ["PUT_VERSIONING"]
    again = account("s3", "apply", bucket, "--yes", "--stop-after=PUT_VERSIONING")
    assert again.rc == 0 and "Done: stop-bucket is as it should be" in again.stdout, again
    assert account("s3", "plan", bucket).rc == 0
    wrong = account("s3", "destroy", bucket, "--yes", "--stop-after=PUT_VERSIONING")
    assert wrong.rc == 1 and '"stop_after" is "PUT_VERSIONING", and the plan has no such action' in wrong.stderr, wrong
    assert account("s3", "plan", bucket).rc == 0


def test_kinds_are_named_as_a_plan_shows_them(account):
    """Of a site as of a module: what the help names as an example is what works."""
    site = account.write()
    late = account("apply", site, "--yes", "--timeout=WAIT_ISSUED=1s")
    # A second of the simulated clock is 16 ms: on a busy machine more of them go by.
    assert late.rc == 4 and "WAIT_ISSUED not reached after " in late.stderr, late
    stopped = account("apply", site, "--yes", "--stop-after=WAIT_ISSUED", "--json")
    assert (stopped.rc, stopped.json["outcome"]) == (0, "stopped"), stopped


def test_people_are_told_what_is_left_after_a_stop(account):
    bucket = account.write("bucket.yaml", site=None, domain=None, name="stop-bucket", region="eu-west-1",
                           versioning=True, tags={"team": "web"})
    stopped = account("s3", "apply", bucket, "--yes", "--stop-after=CREATE_BUCKET")
    assert ("Stopped after CREATE_BUCKET as asked for: 2 actions of stop-bucket are left; run it again to go on."
            in stopped.stdout), stopped


def test_a_record_of_somebody_else_is_adopted_with_consent_alone(account):
    def records(file_name: str, **record: Any) -> Path:
        return account.write(file_name, site=None, domain=None, zone="example.com",
                             records=[{"name": "a.example.com", "ttl_s": 60, **record}])
    assert account("dns", "apply", records("theirs.yaml", type="CNAME", values=["b.example.com"]), "--yes").rc == 0
    ours = account.write("ours.yaml", site=None, domain=None, zone="example.com", existing="refuse",
                         records=[{"name": "a.example.com", "ttl_s": 60, "type": "A", "values": ["192.0.2.1"]}])
    refused = account("dns", "plan", ours)
    assert refused.rc == 3 and 'adopt "record/CNAME/b.example.com"' in refused.stderr, refused
    assert account("dns", "plan", ours, "--adopt=record/A/192.0.2.1").rc == 3
    assert account("dns", "apply", ours, "--yes", "--adopt=record/CNAME/b.example.com").rc == 0
    assert account.records() == [("a.example.com.", "A")]
