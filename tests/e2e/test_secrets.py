# SPDX-License-Identifier: MIT
"""No secret of any source of credentials is printed, written, or in a core dump of the command."""
from __future__ import annotations

import base64
import hashlib
import json
import os
import resource
import signal
import socket
import urllib.parse
from pathlib import Path
from typing import Iterator

import pytest

from command import Command, Result
from parrot import SHAPES, Parrot, revealed, runs

Environment = dict[str, str | None]


def secret(name: str) -> str:
    """Like those of AWS: forty characters, some of which want encoding."""
    digits = hashlib.sha256(name.encode()).hexdigest()
    return f"{digits[:20]}/{digits[20:30]}+{digits[30:38]}"


ROLE = "role_arn = arn:aws:iam::123456789012:role/r\n"
SIGN_ON = "sso_account_id = 123456789012\nsso_role_name = r\n"
START = "sso_region = us-east-1\nsso_start_url = https://x.test/start\n"
TOKEN = {"accessToken": secret("access"), "expiresAt": "2099-01-01T00:00:00Z"}
LATE = {"accessToken": secret("access"), "expiresAt": "2020-01-01T00:00:00Z", "clientId": "client",
        "clientSecret": secret("client"), "registrationExpiresAt": "2099-01-01T00:00:00Z",
        "refreshToken": secret("refresh")}
BASE = {"AWS_ACCESS_KEY_ID": "AKIDBASE", "AWS_SECRET_ACCESS_KEY": secret("base"),
        "AWS_SESSION_TOKEN": secret("base token")}
SECRETS = [secret(name) for name in ("base", "base token", "access", "client", "refresh", "container", "web",
                                     "metadata", "renewed")]

# name: (environment, configuration file, other files). {url} is the source's; {key}, {secret} and {token} are what
# it gives.
SOURCES: dict[str, tuple[Environment, str, dict[str, str]]] = {
    "environment": ({"AWS_ACCESS_KEY_ID": "{key}", "AWS_SECRET_ACCESS_KEY": "{secret}",
                     "AWS_SESSION_TOKEN": "{token}"}, "", {}),
    "profile": ({}, "[default]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n"
                    "aws_session_token = {token}\n", {}),
    "credentials file": ({}, "", {"credentials": "[default]\naws_access_key_id = {key}\naws_secret_access_key = "
                                                 "{secret}\naws_session_token = {token}\n"}),
    "process": ({}, "[default]\ncredential_process = sh {home}/process\n", {
        "process": "echo the secret is {secret}, the token {token} >&2\n"
                   "echo '{{\"Version\": 1, \"AccessKeyId\": \"{key}\", \"SecretAccessKey\": \"{secret}\", "
                   "\"SessionToken\": \"{token}\"}}'\nexit $PROCESS_STATUS\n"}),
    "role": ({}, "[default]\n" + ROLE + "external_id = x\nsource_profile = base\n[profile base]\naws_access_key_id = "
                 f"AKIDBASE\naws_secret_access_key = {secret('base')}\n", {}),
    "role by the environment": (BASE, "[profile a]\n" + ROLE + "credential_source = Environment\n", {}),
    "chained role": ({}, "[default]\n" + ROLE + "source_profile = middle\n[profile middle]\n" + ROLE
                     + "source_profile = base\n[profile base]\naws_access_key_id = AKIDBASE\n"
                     f"aws_secret_access_key = {secret('base')}\n", {}),
    "web identity": ({"AWS_WEB_IDENTITY_TOKEN_FILE": "{home}/web", "AWS_ROLE_ARN": "arn:aws:iam::1:role/r"}, "",
                     {"web": secret("web")}),
    "web identity of a profile": ({}, "[default]\n" + ROLE + "web_identity_token_file = {home}/web\n",
                                  {"web": secret("web")}),
    "sign-on": ({}, "[default]\nsso_session = s\n" + SIGN_ON + "[sso-session s]\n" + START,
                {"s": json.dumps(TOKEN)}),
    "sign-on to be renewed": ({}, "[default]\nsso_session = s\n" + SIGN_ON + "[sso-session s]\n" + START,
                              {"s": json.dumps(LATE)}),
    "older sign-on": ({}, "[default]\n" + SIGN_ON + START, {"https://x.test/start": json.dumps(TOKEN)}),
    "container": ({"AWS_CONTAINER_CREDENTIALS_FULL_URI": "{url}/container",
                   "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Bearer " + secret("container")}, "", {}),
    "container, file": ({"AWS_CONTAINER_CREDENTIALS_FULL_URI": "{url}/container",
                         "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "{home}/web"}, "", {"web": secret("container")}),
    "instance": ({"AWS_EC2_METADATA_DISABLED": None, "AWS_EC2_METADATA_SERVICE_ENDPOINT": "{url}"}, "", {}),
}
# These give what is there, whoever is asked.
LOCAL = ("environment", "profile", "credentials file")


@pytest.fixture
def source() -> Iterator[Parrot]:
    """Whoever gives credentials."""
    parrot = Parrot()
    parrot.metadata_token, parrot.renewed_token = secret("metadata"), secret("renewed")
    yield parrot
    parrot.stop()


@pytest.fixture
def service() -> Iterator[Parrot]:
    """A service of AWS that repeats everything."""
    parrot = Parrot()
    yield parrot
    parrot.stop()


class World:
    """A source of credentials, set up."""

    def __init__(self, dxaws: Command, name: str, source: Parrot) -> None:
        self.dxaws, self.source = dxaws, source
        keys = source.keys
        self.runs = runs([*SECRETS, keys["SecretAccessKey"], keys["Token"]])
        self.read: dict[Path, int] = {}  # how much of each file was looked at
        self.values = {"url": source.url, "home": dxaws.home, "key": keys["AccessKeyId"],
                       "secret": keys["SecretAccessKey"], "token": keys["Token"]}
        environment, config, files = SOURCES[name]
        self.environment: Environment = {
            "AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None, "AWS_ENDPOINT_URL_SSO": source.url,
            "AWS_ENDPOINT_URL_SSO_OIDC": source.url, "PROCESS_STATUS": "0",
            **{key: value and value.format(**self.values) for key, value in environment.items()}}
        if "role" in name or "web" in name:
            self.environment["AWS_ENDPOINT_URL_STS"] = source.url
        self.config = config
        self.write("config", config.format(**self.values))
        cache = dxaws.home / ".aws" / "sso" / "cache"
        cache.mkdir(parents=True)
        for file, text in files.items():
            if "sign-on" in name:
                (cache / (hashlib.sha1(file.encode()).hexdigest() + ".json")).write_text(text)
            else:
                self.write(file, text.format(**self.values))
        self.given = {path for path in dxaws.home.rglob("*") if path.is_file()}

    def write(self, name: str, text: str) -> None:
        """A file in the home folder."""
        (self.dxaws.home / name).write_text(text)

    def assert_kept(self, text: str, where: object) -> None:
        """No secret is in it."""
        assert not revealed(text, self.runs), (where, revealed(text, self.runs), text)

    def run(self, *arguments: str | Path, **env: str | None) -> Result:
        """As talkative as can be; nothing printed and no file written has a secret."""
        profile = ("--profile", "a") if "AWS_SESSION_TOKEN" in self.environment and self.config else ()
        result = self.dxaws(*arguments, *profile, "-v", "--events", self.dxaws.home / "events", "--timeout", "30s",
                            env={**self.environment, **env})
        self.assert_kept(result.stderr, arguments)
        if arguments[0] != "credentials":
            self.assert_kept(result.stdout, arguments)
        for path in self.dxaws.home.rglob("*"):
            if path.is_file() and path not in self.given:
                text = path.read_text()
                self.assert_kept(text[self.read.get(path, 0):], path)
                self.read[path] = len(text)
        return result

    def run_all(self, site: Path, **env: str | None) -> list[Result]:
        """What asks for credentials, and uses them."""
        record = ("--adapter", f"record={self.dxaws.home / 'record'}")
        return [self.run(*arguments, **env) for arguments in (
            ("doctor",), ("plan", site, *record), ("apply", site, "-y", "--json", *record))]


def test_the_search_finds_what_is_there():
    hidden = secret("hidden")
    for text in (hidden[:12], hidden[-12:], urllib.parse.quote(hidden, safe=""),
                 *(base64.b64encode(f"{before}{hidden};".encode()).decode() for before in ("", ".", ".."))):
        assert revealed(f"so it is {text}, is it", runs([hidden])), text
    assert not revealed(hidden[:11] + " " + hidden[11:22], runs([hidden]))


@pytest.mark.parametrize("name", SOURCES)
def test_no_secret_is_shown_when_it_works(dxaws, double, site, zone, source, name):
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"},
                                                     "Action": "sts:AssumeRole"}]}
    role = double.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    given = double.client("sts").assume_role(RoleArn=role, RoleSessionName="canary")["Credentials"]
    source.keys = {"AccessKeyId": given["AccessKeyId"], "SecretAccessKey": given["SecretAccessKey"],
                   "Token": given["SessionToken"]}
    world = World(dxaws, name, source)
    results = world.run_all(site(wait="none"))
    assert [result.rc for result in results] == [0, 2, 0], [str(result) for result in results]
    exported = world.run("credentials", "export")
    assert exported.json["SecretAccessKey"] == given["SecretAccessKey"], exported
    assert (dxaws.home / "record").stat().st_size and (dxaws.home / "events").stat().st_size


@pytest.mark.parametrize("name", SOURCES)
def test_no_secret_is_shown_when_services_repeat_it(dxaws, site, source, service, name):
    source.keys = {"AccessKeyId": "ASIACANARY", "SecretAccessKey": secret("given"), "Token": secret("given token")}
    world = World(dxaws, name, source)
    for service.shape in SHAPES:
        results = world.run_all(site(), AWS_ENDPOINT_URL=service.url)
        assert all(result.rc not in (0, 2) for result in results[1:]), [str(result) for result in results]
    assert service.heard >= len(SHAPES)


@pytest.mark.parametrize("name", [name for name in SOURCES if name not in LOCAL])
def test_no_secret_is_shown_when_the_source_repeats_it(dxaws, site, source, name):
    source.keys = {"AccessKeyId": "ASIACANARY", "SecretAccessKey": secret("given"), "Token": secret("given token")}
    world = World(dxaws, name, source)
    for source.shape in SHAPES:
        for result in world.run_all(site(), PROCESS_STATUS="3") + [world.run("credentials", "export",
                                                                             PROCESS_STATUS="3")]:
            assert result.rc not in (0, 2), result
    assert source.heard >= len(SHAPES) or name == "process"


# ---- core dumps ----


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
