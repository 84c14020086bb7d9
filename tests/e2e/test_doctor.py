# SPDX-License-Identifier: MIT
"""dxaws doctor and dxaws credentials export; and that no secret is shown or written anywhere else."""
from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import textwrap
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Iterator

import boto3
import pytest

from command import Command, Result
from running import ACCESS_KEY, ACCOUNT, SECRET_KEY

NO_KEYS = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}
MASKED = "****" + ACCESS_KEY[-4:]
SOURCES = ["explicit keys", "environment", "profile", "web identity", "container credentials endpoint",
           "instance metadata service"]


def write(dxaws: Command, config: str = "", credentials: str = "") -> None:
    """The two configuration files."""
    (dxaws.home / "config").write_text(textwrap.dedent(config))
    (dxaws.home / "credentials").write_text(textwrap.dedent(credentials))


def program(dxaws: Command, body: str, name: str = "process") -> Path:
    """A script in the home folder."""
    path = dxaws.home / name
    path.write_text("#!/bin/sh\n" + body + "\n")
    path.chmod(0o755)
    return path


def doctor(dxaws: Command, *arguments: str, **env: str | None) -> tuple[Result, dict[str, Any]]:
    """The run and its document."""
    result = dxaws("doctor", "--json", *arguments, env=env)
    assert result.json["schema"] == "dxaws.doctor/1", result
    return result, result.json


def outcomes(document: dict[str, Any]) -> dict[str, str]:
    """Source to outcome."""
    return {row["source"]: row["outcome"] for row in document["credentials"]["sources"]}


def setting(document: dict[str, Any], name: str) -> dict[str, str]:
    """One of the settings."""
    return next(row for row in document["settings"] if row["name"] == name)


@contextmanager
def closed_port() -> Iterator[int]:
    """A loopback port that nobody listens on, and nobody gets."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def make_role(double, name: str = "deploy") -> str:
    """A role that may be assumed; its ARN."""
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"},
                                                     "Action": "sts:AssumeRole"}]}
    made = double.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))
    return made["Role"]["Arn"]


# ---- what is passed over ----

def test_what_the_files_hold_in_vain_is_a_warning(dxaws, double):
    write(dxaws, """\
        [default]
        region = eu-west-1
        [dario]
        region = eu-central-1
        [profile other]
            region = us-west-2
            output = json
        [profile broken]
        region us-east-1
        """)
    path = dxaws.home / "config"
    result, document = doctor(dxaws)
    assert result.rc == 0 and document["healthy"], result
    ignored = (f"{path} line 3: the section is ignored: a profile is named [profile NAME] in this file, "
               "with quotes around a NAME that has blanks")
    assert document["warnings"] == [
        ignored, f"{path} line 9: expected \"name = value\" or \"[section]\""], document
    printed = dxaws("doctor")
    assert "Warnings\n  " in printed.stdout and ignored in printed.stdout, printed
    in_use, document = doctor(dxaws, "--profile", "broken")
    assert in_use.rc == 1 and document["warnings"] == [ignored]
    assert document["problems"][0]["message"].endswith("line 9: expected \"name = value\" or \"[section]\"")
    missing, document = doctor(dxaws, "--profile", "dario")
    assert missing.rc == 1 and ignored in missing.stderr, missing
    elsewhere = dxaws("credentials", "export", env={"AWS_ENDPOINT_URL_ROUTE53": "http://127.0.0.1:1"})
    assert elsewhere.stderr == ("warning: AWS_ENDPOINT_URL_ROUTE53 is not read: the variable is "
                                "AWS_ENDPOINT_URL_ROUTE_53\n"), elsewhere


# ---- what works ----

def test_keys_of_the_environment(dxaws, double):
    result, document = doctor(dxaws)
    assert result.rc == 0 and result.stderr == "" and document["healthy"] and document["problems"] == [], result
    assert list(outcomes(document)) == SOURCES
    assert outcomes(document)["environment"] == "found" and outcomes(document)["profile"] == "not asked"
    assert document["credentials"]["access_key_id"] == MASKED
    assert document["caller"]["account"] == ACCOUNT and document["caller"]["partition"] == "aws"
    assert document["caller"]["arn"].startswith("arn:aws:")
    assert abs(document["clock"]["skew_ms"]) < 5000
    assert setting(document, "region") == {"name": "region", "value": "us-east-1", "source": "AWS_REGION"}
    assert setting(document, "config_file")["value"] == str(dxaws.home / "config")
    endpoint = next(row for row in document["endpoints"] if row["service"] == "sts")
    assert endpoint == {"service": "sts", "url": double.url, "source": "AWS_ENDPOINT_URL"}
    assert SECRET_KEY not in result.stdout and ACCESS_KEY not in result.stdout


def test_warnings_are_not_well(dxaws):
    write(dxaws, "[default]\nregion = eu-west-1\n", f"[default]\naws_access_key_id = {ACCESS_KEY}\n"
          f"aws_secret_access_key = {SECRET_KEY}\n[my work]\nnonsense\n")
    result = dxaws("doctor")
    assert result.rc == 0 and "Warnings\n" in result.stdout, result
    assert result.stdout.endswith("No problems, but the warnings above.\n"), result


def test_report_for_people(dxaws, double):
    result = dxaws("doctor")
    assert result.rc == 0 and result.stdout.endswith("All is well.\n") and "\033" not in result.stdout, result
    for text in ("us-east-1  (AWS_REGION)", f"{double.url}  (AWS_ENDPOINT_URL)", "found: environment", MASKED,
                 ACCOUNT, "in step with AWS"):
        assert text in result.stdout, (text, str(result))


def test_keys_of_a_profile(dxaws):
    write(dxaws, "[profile work]\nregion = eu-west-3\n",
          f"[work]\naws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET_KEY}\n")
    result, document = doctor(dxaws, "--profile", "work", AWS_REGION=None)
    assert result.rc == 0 and outcomes(document)["profile"] == "found", result
    assert outcomes(document)["environment"] == "nothing"
    assert setting(document, "region") == {"name": "region", "value": "eu-west-3", "source": "profile"}
    assert setting(document, "profile") == {"name": "profile", "value": "work", "source": "session options"}


def test_role_of_a_profile(dxaws, double):
    role = make_role(double)
    write(dxaws, f"[profile role]\nrole_arn = {role}\nsource_profile = base\nrole_session_name = me\n",
          f"[base]\naws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET_KEY}\n")
    result, document = doctor(dxaws, AWS_PROFILE="role", **NO_KEYS)
    assert result.rc == 0 and document["caller"]["arn"].endswith(":assumed-role/deploy/me"), result
    assert document["credentials"]["expires"].endswith("Z")


def test_role_of_the_command_line(dxaws, double):
    result, document = doctor(dxaws, "--role-arn", make_role(double, "cli"), "--external-id", "agreed")
    assert result.rc == 0 and ":assumed-role/cli/" in document["caller"]["arn"], result
    assert outcomes(document)["role"] == "found"
    assert "AssumeRole" in [request["action"] for request in double.requests()]


def with_device(dxaws, double) -> str:
    """A profile whose role wants the code of a device; the device."""
    serial = f"arn:aws:iam::{ACCOUNT}:mfa/me"
    write(dxaws, f"[profile role]\nrole_arn = {make_role(double)}\nsource_profile = base\nmfa_serial = {serial}\n",
          f"[base]\naws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET_KEY}\n")
    return serial


def test_code_of_a_device(dxaws, double):
    serial = with_device(dxaws, double)
    refused = dxaws("credentials", "export", "--profile", "role", env=NO_KEYS)
    assert refused.rc == 1 and refused.stdout == "" and refused.stderr.count("\n") == 1, refused
    assert serial in refused.stderr and "give it with --mfa-code CODE" in refused.stderr, refused
    taken = dxaws("credentials", "export", "--profile", "role", "--mfa-code", "123456", env=NO_KEYS)
    assert taken.rc == 0 and taken.json["SessionToken"], taken # the advice helps
    for wrong in ("12345", "1234567", "12345a"):
        result = dxaws("doctor", "--mfa-code", wrong)
        assert result.rc == 1 and "--mfa-code must be the six digits" in result.stderr, result


def test_code_is_asked_for_on_a_terminal(dxaws, double):
    import pty
    serial = with_device(dxaws, double)
    for typed, rc, words in ((b"123456\n", 0, "AccessKeyId"), (b"no\n", 1, "expected the six digits that it shows")):
        ours, theirs = pty.openpty()
        os.write(ours, typed)
        done = subprocess.run([dxaws.binary, "credentials", "export", "--profile", "role"], stdin=theirs, stderr=theirs,
                              stdout=subprocess.PIPE, env=dxaws.environment(**NO_KEYS), timeout=30, check=False)
        os.close(theirs)
        shown = os.read(ours, 10000).decode()
        os.close(ours)
        assert done.returncode == rc and f"Code of the device {serial}: " in shown, (done, shown)
        assert words in done.stdout.decode() + shown, (done, shown)


def test_advice_about_a_login_session_helps(dxaws, double):
    answer = {"Version": 1, "AccessKeyId": ACCESS_KEY, "SecretAccessKey": SECRET_KEY}
    program(dxaws, f"test \"$*\" = 'configure export-credentials --profile My Login' && echo '{json.dumps(answer)}'", "aws")
    config = "[profile 'My Login']\nlogin_session = arn:aws:iam::1:user/u\n"
    write(dxaws, config)
    refused = dxaws("doctor", "--profile", "My Login", env=NO_KEYS)
    advice = re.search(r"add a section (\[.*?\]) with (credential_process = .*), and use that profile", refused.stderr)
    assert refused.rc == 1 and advice, refused
    write(dxaws, f"{config}{advice[1]}\n{advice[2]}\n")
    name = re.fullmatch(r"\[profile (.*)\]", advice[1])[1]
    path = f"{dxaws.home}:{os.environ['PATH']}"
    helped = dxaws("doctor", "--profile", name, env={**NO_KEYS, "PATH": path})
    assert helped.rc == 0, helped


def test_role_that_is_no_arn(dxaws):
    result = dxaws("doctor", "--role-arn", "deploy")
    assert result.rc == 1 and 'the role "deploy" is no ARN' in result.stderr, result


def test_process(dxaws):
    answer = {"Version": 1, "AccessKeyId": ACCESS_KEY, "SecretAccessKey": SECRET_KEY}
    write(dxaws, f"[default]\ncredential_process = {program(dxaws, f'echo {json.dumps(json.dumps(answer))}')}\n")
    result, document = doctor(dxaws, **NO_KEYS)
    assert result.rc == 0 and document["credentials"]["access_key_id"] == MASKED, result
    assert outcomes(document)["profile"] == "found"


def test_proxy_is_shown_without_its_password(dxaws):
    result, document = doctor(dxaws, https_proxy="http://me:hidden@proxy.test:3128", no_proxy="a.test")
    assert setting(document, "https_proxy")["value"] == "http://proxy.test:3128"
    assert setting(document, "no_proxy")["value"] == "a.test" and "hidden" not in str(result)


# ---- what does not ----

def test_nothing_configured_names_every_source(dxaws):
    result, document = doctor(dxaws, AWS_REGION=None, **NO_KEYS)
    assert result.rc == 1 and result.seconds < 2 and not document["healthy"], result
    assert list(outcomes(document)) == SOURCES and set(outcomes(document).values()) == {"nothing"}
    assert all(row["detail"] for row in document["credentials"]["sources"])
    assert [p["code"] for p in document["problems"]] == ["NoCredentials", "NoRegion"]
    assert "--adapter" not in result.stderr and result.stderr.count("\n") == 1


def test_unreachable_instance_metadata_is_given_up_soon(dxaws):
    with closed_port() as port:
        result, document = doctor(dxaws, AWS_EC2_METADATA_DISABLED=None,
                                  AWS_EC2_METADATA_SERVICE_ENDPOINT=f"http://127.0.0.1:{port}", **NO_KEYS)
    assert result.rc == 1 and result.seconds < 2, result
    assert outcomes(document)["instance metadata service"] == "nothing"


@contextmanager
def black_hole() -> Iterator[int]:
    """A loopback port that takes connections and never answers."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(16)
        yield silent.getsockname()[1]


@pytest.mark.parametrize("arguments", [["doctor", "--json"], ["credentials", "export"]])
def test_silent_instance_metadata_is_given_up_soon(dxaws, arguments):
    with black_hole() as port:
        result = dxaws(*arguments, env={"AWS_EC2_METADATA_DISABLED": None, **NO_KEYS,
                                        "AWS_EC2_METADATA_SERVICE_ENDPOINT": f"http://127.0.0.1:{port}"})
    assert result.rc == 1 and result.seconds < 2, result
    assert "instance metadata service" in result.stderr and result.stderr.count("\n") == 1


def test_sources_are_asked_once(dxaws, double):
    count = dxaws.home / "count"
    answer = json.dumps({"Version": 1, "AccessKeyId": ACCESS_KEY, "SecretAccessKey": SECRET_KEY})
    path = program(dxaws, f"echo asked >> {count}\necho {json.dumps(answer)}")
    write(dxaws, f"[default]\ncredential_process = {path}\n")
    result, document = doctor(dxaws, **NO_KEYS)
    assert result.rc == 0 and document["healthy"], result
    assert count.read_text() == "asked\n"


PARTIAL = "partial credentials in the environment: AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is not"
SSO = """
[default]
sso_session = s
sso_account_id = 123456789012
sso_role_name = r
[sso-session s]
sso_region = us-east-1
sso_start_url = https://x.test/start
"""
LOOP = "[profile a]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = b\n" \
       "[profile b]\nrole_arn = arn:aws:iam::1:role/b\nsource_profile = a\n"
LOST = "[profile a]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = gone\n"
MFA = "[profile a]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = b\nmfa_serial = arn:aws:iam::1:mfa/me\n" \
      "[profile b]\naws_access_key_id = K\naws_secret_access_key = S\n"
PROCESS = "[default]\ncredential_process = "
HALF = "[default]\naws_access_key_id = K\n"

# name: (configuration, environment, what the message has: where, what, and what to do)
MISTAKES: dict[str, tuple[str, dict[str, str | None], list[str]]] = {
    "partial keys": ("", {"AWS_SECRET_ACCESS_KEY": None}, [PARTIAL, "set both or neither"]),
    "partial keys of a profile": (HALF, NO_KEYS, ["config line 2: ", "aws_secret_access_key is not", "set both"]),
    "malformed file": ("[default]\nregion = eu-west-1\nwhat is this\n", {}, ["config line 3: ", "expected"]),
    "open header": ("[default\nregion = eu-west-1\n", {}, ["config line 1: ", 'add "]"']),
    "profile loop": (LOOP, {"AWS_PROFILE": "a", **NO_KEYS},
                     ["config line 6: ", '"a"', '"b"', "form a loop", "must have credentials of its own"]),
    "missing source profile": (LOST, {"AWS_PROFILE": "a", **NO_KEYS}, ["config line 3: ", '"gone"', "add that"]),
    "missing profile": ("", {"AWS_PROFILE": "gone"}, ['there is no profile "gone"', "AWS_PROFILE", "[profile gone]"]),
    "misspelt header": ("[gone]\nregion = eu-west-1\n", {"AWS_PROFILE": "gone"}, ["config line 1: ", "[profile NAME]"]),
    "MFA": (MFA, {"AWS_PROFILE": "a", **NO_KEYS}, ["config line 4: ", "arn:aws:iam::1:mfa/me", "--mfa-code CODE"]),
    "CA bundle": ("", {"AWS_CA_BUNDLE": "/dev/null/absent.pem"}, ["/dev/null/absent.pem", "AWS_CA_BUNDLE", "expected"]),
    "CA bundle of the profile": ("[default]\nca_bundle = /dev/null/absent.pem\n", {}, ["config line 2", "expected"]),
    "region": ("", {"AWS_REGION": "not a region"}, ['"not a region"', "AWS_REGION", "such as"]),
    "region of the profile": ("[default]\nregion = a.b\n", {"AWS_REGION": None}, ['"a.b"', "config line 2", "such as"]),
    "no region": ("", {"AWS_REGION": None}, ["no AWS region is configured", "set AWS_REGION"]),
    "forbidden container": ("", {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://evil.test/x", **NO_KEYS},
                            ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://evil.test/x", "it must be on loopback"]),
    "nobody signed in": (SSO, NO_KEYS, ["config line 3: ", "aws sso login"]),
    "junk of a process": (PROCESS + "/bin/echo junk\n", NO_KEYS, ["config line 2: ", "credential_process", "expected"]),
    "failing process": (PROCESS + "/bin/false\n", NO_KEYS, ["config line 2: ", "exit status 1"]),
    "no process": (PROCESS + "/dev/null/absent/p\n", NO_KEYS, ["config line 2: ", "/dev/null/absent/p"]),
    "comment in a header": ("[profile a ; mine]\nregion = x\n", {"AWS_PROFILE": "a"},
                            ['there is no profile "a"', "[profile a]"]),
    "services section": ("[default]\nservices = s\n", {"AWS_ENDPOINT_URL": None},
                         ["config line 2: ", '"s"', "add [services s]"]),
    "endpoint URL of the profile": ("[default]\nendpoint_url = x\n", {"AWS_ENDPOINT_URL": None},
                                    ["config line 2 ", '"x"', "it must start with"]),
    "endpoint URL": ("", {"AWS_ENDPOINT_URL": "ftp://x"}, ["AWS_ENDPOINT_URL", "ftp://x", "it must start with"]),
    "instance metadata of the profile": ("[default]\nec2_metadata_service_endpoint_mode = IPv5\n",
                                         {"AWS_EC2_METADATA_DISABLED": None, **NO_KEYS},
                                         ["config line 2: ", "_mode", "expected IPv4 or IPv6"]),
    "token file": ("", {"AWS_WEB_IDENTITY_TOKEN_FILE": "/dev/null/absent", "AWS_ROLE_ARN": "arn:aws:iam::1:role/r",
                        **NO_KEYS}, ["/dev/null/absent", "AWS_WEB_IDENTITY_TOKEN_FILE"]),
    "instance metadata": ("", {"AWS_EC2_METADATA_DISABLED": None, "AWS_EC2_METADATA_SERVICE_ENDPOINT": "nowhere",
                               **NO_KEYS}, ["AWS_EC2_METADATA_SERVICE_ENDPOINT", "nowhere", "it must start with"]),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_one_clear_problem(dxaws, name):
    config, env, expected = MISTAKES[name]
    write(dxaws, config)
    result, document = doctor(dxaws, **env)
    assert result.rc == 1 and not document["healthy"], result
    assert len(document["problems"]) == 1 and result.stderr.count("\n") == 1, result
    for text in expected:
        assert text in document["problems"][0]["message"], (text, str(result))
    assert document["settings"] and document["endpoints"]


def test_several_mistakes_are_seen_at_once(dxaws):
    result, document = doctor(dxaws, AWS_REGION="not a region", AWS_CA_BUNDLE="/dev/null/absent.pem")
    assert [p["code"] for p in document["problems"]] == ["RegionError", "CaBundleError"], result


def test_settings_stand_in_columns(dxaws):
    settings = dxaws("doctor").stdout.partition("Endpoints\n")[0].splitlines()[1:]
    values = [row["value"] for row in doctor(dxaws)[1]["settings"] if "value" in row]
    columns = {row.index(" " + value) for row in settings for value in values if f" {value}  (" in row}
    assert len(settings) > 5 and len(columns) == 1, settings


def test_wrong_secret(dxaws):
    result, document = doctor(dxaws, AWS_SECRET_ACCESS_KEY="wrong")
    assert result.rc == 1 and outcomes(document)["environment"] == "found", result
    assert document["problems"][0]["kind"] == "UNAUTHENTICATED" and "caller" not in document
    assert "SignatureDoesNotMatch" in document["problems"][0]["message"]
    assert abs(document["clock"]["skew_ms"]) < 5000


def sso_cache(dxaws: Command, token: str, expires: str) -> None:
    """What `aws sso login` leaves behind for the session "s"."""
    import hashlib
    folder = dxaws.home / ".aws" / "sso" / "cache"
    folder.mkdir(parents=True)
    cached = {"startUrl": "https://x.test/start", "region": "us-east-1", "accessToken": token, "expiresAt": expires}
    (folder / (hashlib.sha1(b"s").hexdigest() + ".json")).write_text(json.dumps(cached))


def test_expired_sign_on(dxaws):
    write(dxaws, SSO)
    sso_cache(dxaws, "token", "2020-01-01T00:00:00Z")
    result, document = doctor(dxaws, **NO_KEYS)
    assert result.rc == 1 and outcomes(document)["profile"] == "failed", result
    assert "expired" in result.stderr and "aws sso login" in result.stderr


def test_hanging_process_ends_with_the_deadline(dxaws):
    write(dxaws, f"[default]\ncredential_process = {program(dxaws, 'exec sleep 100')}\n")
    result, document = doctor(dxaws, "--timeout", "1s", **NO_KEYS)
    assert result.seconds < 5 and result.rc == 4, result
    assert outcomes(document)["profile"] == "failed"


def test_endpoint_down(dxaws):
    with closed_port() as port:
        result, document = doctor(dxaws, AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}")
    assert result.rc == 1 and document["credentials"]["access_key_id"] == MASKED, result
    assert f"cannot connect to 127.0.0.1:{port}" in result.stderr and "clock" not in document


# ---- export ----

def test_export_is_what_boto3_takes(dxaws, double, tmp_path, monkeypatch):
    write(dxaws, f"[profile role]\nrole_arn = {make_role(double)}\nsource_profile = base\n",
          f"[base]\naws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET_KEY}\n")
    ours = program(dxaws, "".join(f"{name}='{value}'; export {name}\n" for name, value in
                                  dxaws.environment(**NO_KEYS).items())
                   + f"exec {dxaws.binary} credentials export --format process --profile role", "export")
    other = tmp_path / "other"
    other.write_text(f"[profile via]\ncredential_process = {ours}\nregion = us-east-1\n")
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(other))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null/absent")
    client = boto3.session.Session(profile_name="via").client("sts", endpoint_url=double.url)
    assert ":assumed-role/deploy/" in client.get_caller_identity()["Arn"]


def test_export_has_all_there_is(dxaws, double):
    result = dxaws("credentials", "export")
    assert result.rc == 0 and result.stderr == "", result
    assert result.json == {"Version": 1, "AccessKeyId": ACCESS_KEY, "SecretAccessKey": SECRET_KEY}
    role = dxaws("credentials", "export", "--role-arn", make_role(double))
    assert role.rc == 0 and set(role.json) == {"Version", "AccessKeyId", "SecretAccessKey", "SessionToken",
                                               "Expiration", "AccountId"}, role


def test_export_without_credentials_prints_nothing(dxaws):
    result = dxaws("credentials", "export", env=NO_KEYS)
    assert result.rc == 1 and result.stdout == "" and "found no AWS credentials" in result.stderr, result


def test_export_of_itself_is_an_error(dxaws):
    write(dxaws, f"[profile me]\ncredential_process = {dxaws.binary} credentials export --profile me\n")
    result = dxaws("credentials", "export", "--profile", "me")
    assert result.rc == 1 and result.seconds < 5 and "of itself" in result.stderr, result


def on_terminal(dxaws: Command, *arguments: str) -> tuple[int, str]:
    """Run with standard output on a pseudo terminal."""
    import pty
    ours, theirs = pty.openpty()
    done = subprocess.run([dxaws.binary, *arguments], env=dxaws.environment(), stdin=subprocess.DEVNULL,
                          stdout=theirs, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 4096):
            shown += chunk
    except OSError:
        pass  # how a pseudo terminal ends
    os.close(ours)
    return done.returncode, shown.decode() + done.stderr.decode()


def test_export_refuses_a_terminal(dxaws):
    status, shown = on_terminal(dxaws, "credentials", "export")
    assert status == 3 and "--yes" in shown and SECRET_KEY not in shown
    status, shown = on_terminal(dxaws, "credentials", "export", "--yes")
    assert status == 0 and SECRET_KEY in shown


# ---- canaries ----

CANARY = "canary0c0ffee"


class Canaries(BaseHTTPRequestHandler):
    """A container's endpoint that wants a token, and gives keys that no service knows."""

    def do_GET(self) -> None:
        good = self.headers.get("Authorization") == CANARY + "Container"
        keys = {"AccessKeyId": "AKIDCANARYTEST", "SecretAccessKey": CANARY + "Secret", "Token": CANARY + "Token",
                "Expiration": "2099-01-01T00:00:00Z"}
        body = json.dumps(keys if good and self.path == "/good" else {"Message": CANARY + "Body"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def container() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Canaries)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def process_of(keys: dict[str, Any]) -> str:
    """A program that prints these keys."""
    return f"cat <<'END'\n{json.dumps(keys)}\nEND"


KEYS = {"Version": 1, "AccessKeyId": "AKIDCANARYTEST", "SecretAccessKey": CANARY + "Secret"}
PROFILE = "[default]\naws_access_key_id = AKIDCANARYTEST\naws_secret_access_key = %s\naws_session_token = %s\n" \
          % (CANARY + "Secret", CANARY + "Token")

# name: (environment, configuration, program). {container}, {program} are filled in.
WORLDS: dict[str, tuple[dict[str, str | None], str, str]] = {
    "secret": ({"AWS_SECRET_ACCESS_KEY": CANARY + "Secret"}, "", ""),
    "lone secret": ({"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": CANARY + "Secret"}, "", ""),
    "token": ({"AWS_SESSION_TOKEN": CANARY + "Token"}, "", ""),
    "bad token": ({"AWS_SESSION_TOKEN": CANARY + " Token\x01"}, "", ""),
    "profile": (NO_KEYS, PROFILE, ""),
    "malformed profile": (NO_KEYS, PROFILE + CANARY + "Line\n", ""),
    "malformed header": (NO_KEYS, PROFILE + "[" + CANARY + "\n", ""),
    "sign-on": (NO_KEYS, SSO, ""),
    "container": ({**NO_KEYS, "AWS_CONTAINER_CREDENTIALS_FULL_URI": "{container}/good",
                   "AWS_CONTAINER_AUTHORIZATION_TOKEN": CANARY + "Container"}, "", ""),
    "refusing container": ({**NO_KEYS, "AWS_CONTAINER_CREDENTIALS_FULL_URI": "{container}/bad",
                            "AWS_CONTAINER_AUTHORIZATION_TOKEN": CANARY + "Container"}, "", ""),
    "bad container token": ({**NO_KEYS, "AWS_CONTAINER_CREDENTIALS_FULL_URI": "{container}/good",
                             "AWS_CONTAINER_AUTHORIZATION_TOKEN": CANARY + "\r\nX: y"}, "", ""),
    "process": (NO_KEYS, "[default]\ncredential_process = {program}\n", process_of(KEYS)),
    "process without version": (NO_KEYS, "[default]\ncredential_process = {program}\n",
                                process_of({**KEYS, "Version": CANARY})),
    "process of junk": (NO_KEYS, "[default]\ncredential_process = {program}\n", f"echo {CANARY}Junk"),
    "process that fails": (NO_KEYS, "[default]\ncredential_process = {program}\n",
                           f"echo {CANARY}Out; exit 3"),
    "URLs": ({"AWS_ENDPOINT_URL": "http://me:" + CANARY + "@127.0.0.1:1"}, "", ""),
    "bad URL": ({"AWS_ENDPOINT_URL": "ftp://me:" + CANARY + "@127.0.0.1:1"}, "", ""),
    "proxy": ({"https_proxy": "http://me:" + CANARY + "@127.0.0.1:1",
               "AWS_ENDPOINT_URL": None}, "", ""),
}


def assert_silent(dxaws: Command, result: Result, given: set[Path]) -> None:
    """Nothing printed and no file written has a canary."""
    assert CANARY not in result.stdout and CANARY not in result.stderr, result
    for path in dxaws.home.rglob("*"):
        if path.is_file() and path not in given:
            assert CANARY.encode() not in path.read_bytes(), path


def run_everything(dxaws: Command, site: Path, env: dict[str, str | None]) -> list[Result]:
    """doctor, plan and apply, as talkative as they can be."""
    given = {path for path in dxaws.home.rglob("*") if path.is_file() and path.name != "events"}
    loud = ["-v", "--events", str(dxaws.home / "events"), "--timeout", "20s"]
    record = ["--adapter", f"record={dxaws.home / 'record'}"]
    results = []
    for arguments in (["doctor"], ["doctor", "--json"], ["doctor", "--role-arn", "arn:aws:iam::123456789012:role/x"],
                      ["plan", str(site), *record], ["plan", str(site), "--json"],
                      ["apply", str(site), "-y", *record], ["apply", str(site), "-y", "--json", *record]):
        result = dxaws(*arguments, *loud, env=env)
        assert_silent(dxaws, result, given)
        results.append(result)
    assert (dxaws.home / "events").stat().st_size > 0
    return results


@pytest.mark.parametrize("name", WORLDS)
def test_no_secret_is_shown_when_it_fails(dxaws, site, zone, container, name):
    env, config, body = WORLDS[name]
    path = program(dxaws, body)
    write(dxaws, config.replace("{program}", str(path)))
    if config == SSO:
        sso_cache(dxaws, CANARY + "SignOn", "2099-01-01T00:00:00Z")
    env = {key: value and value.replace("{container}", container) for key, value in env.items()}
    for result in run_everything(dxaws, site(wait="none"), env):
        assert result.rc not in (0, 2), result


def test_no_secret_is_shown_when_it_works(dxaws, site, zone, double):
    user = double.client("iam").create_user(UserName="u")["User"]["UserName"]
    key = double.client("iam").create_access_key(UserName=user)["AccessKey"]
    role = make_role(double)
    keys = {"Version": 1, "AccessKeyId": key["AccessKeyId"], "SecretAccessKey": key["SecretAccessKey"]}
    path = program(dxaws, process_of(keys))
    write(dxaws, f"[profile base]\ncredential_process = {path}\n"
                 f"[default]\nrole_arn = {role}\nsource_profile = base\n")
    exported = dxaws("credentials", "export", env=NO_KEYS).json
    results = run_everything(dxaws, site(wait="none"), NO_KEYS)
    assert [r.rc for r in results[:2] + results[3:]] == [0, 0, 2, 2, 0, 0], [str(r) for r in results]
    told = "".join(r.stdout + r.stderr for r in results) \
        + (dxaws.home / "events").read_text() + (dxaws.home / "record").read_text()
    assert key["SecretAccessKey"] not in told and key["AccessKeyId"] not in "".join(r.stdout for r in results)
    assert exported["SecretAccessKey"] not in told and exported["SessionToken"] not in told
