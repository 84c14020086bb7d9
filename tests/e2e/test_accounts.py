# SPDX-License-Identifier: MIT
"""Whatever a stranger's account holds, and whatever is done in it: nothing that is not ours is written to, and nothing
of ours is left unnamed. As test-strangers.c does it, but through the command, the wire and the double, which notes what
the target of each write was when it arrived.

DXAWS_SEQUENCES is how many are tried (scripts/soak tries 500), DXAWS_FIRST the first seed."""
from __future__ import annotations

import os
import re
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Callable, Iterator, NoReturn

import pytest

from accounts import Account, Things, certificate_names, is_marked, is_our_control
from command import Command, Result
from running import RunningDouble
from somebody import BASE, MANIFESTS, REGION, Somebody, Wanted
from steps import make_zone

SEQUENCES = int(os.environ.get("DXAWS_SEQUENCES") or 6)
FIRST = int(os.environ.get("DXAWS_FIRST") or 1)
KINDS = ("bucket", "certificate", "distribution", "access_control", "record")
AT_ONCE = {"deploy": 0.0, "record": 0.0, "issue": 0.0, "release": 0.0, "sync": 0.0, "index": 0.0}
REQUESTS, FOR_EACH = 15, 4  # of a plan of nothing; and for each other thing that may be ours
MOST_CALLS, HAND_SECONDS, ROUNDS = 60, 0.6, 2


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDouble]:
    """A double that keeps nobody waiting."""
    double = RunningDouble(str(tmp_path_factory.mktemp("quick")), AT_ONCE)
    yield double
    double.stop()


@dataclass
class Run:
    """One command, and what it did."""

    wanted: Wanted
    verb: str
    consents: list[str]
    result: Result
    writes: list[dict[str, Any]]
    asked: list[str]
    hand_after: int | None = None  # so many writes; None: no hand acted
    told: str = field(init=False)

    def __post_init__(self) -> None:
        self.told = self.result.stdout + self.result.stderr

    def consents_to(self, kind: str, *identities: str) -> bool:
        return any(consent in (kind, *(f"{kind}/{one}" for one in identities)) for consent in self.consents)


def is_permitted(run: Run, note: dict[str, Any], targets: set[str], proofs: set[tuple[str, str]]) -> bool:
    """Whether a write makes something new, with our mark on it; or its target carries that or is named by a
    consent."""
    site, kind, name, detail = run.wanted.site, note["kind"], note["target"], note["detail"]
    tags = note["tags"] if note["exists"] else note["sent"]
    if kind == "record":
        values = [value.rstrip(".") for value in detail["values"]]
        key = name.rsplit("/", 1)
        return (detail["action"] == "CREATE" and not note["exists"] or bool(values) and set(values) <= targets
                or (key[0] + ".", detail["values"][0] if detail["values"] else "") in proofs
                or run.consents_to("record", *(f"{key[1]}/{value}" for value in detail["values"] + values)))
    if kind == "object":
        return is_marked(note["tags"], [name.split("/")[0]], site)
    if kind == "bucket":
        return is_marked(tags, [name], site) or note["exists"] and run.consents_to(kind, name)
    if kind == "certificate":
        names = certificate_names(detail["domain"], name) if note["exists"] else [name]
        return is_marked(tags, names, site) or note["exists"] and run.consents_to(kind, name)
    if kind == "distribution":
        names = [detail["reference"]] if note["exists"] else [name]
        return is_marked(tags, names, site) or note["exists"] and run.consents_to(kind, name)
    if kind == "access_control":
        return (is_our_control(detail["name"], detail["description"], site)
                or note["exists"] and run.consents_to(kind, name))
    return False


class Life:
    """One seed: an account, and the commands that are run in it."""

    def __init__(self, seed: int, double: RunningDouble, dxaws: Command, site: Callable[..., Path]) -> None:
        self.random = Random(seed)
        self.double, self.dxaws, self.site = double, dxaws, site
        self.log: list[str] = []
        self.applied: set[int] = set()
        double.reset()
        self.zone = make_zone(double, "example.com")
        self.account = Account(double, REGION)
        self.somebody = Somebody(self.account, self.zone)
        for kind in KINDS:
            for _ in range(self.random.choice([0, 0, 0, 1, 2])):
                self.somebody.make(kind, self.random)
        self.now = self.account.everything(self.zone)
        self.log += [f"given {kind} {name} {thing}" for (kind, name), thing in self.now.items()]

    def wrong(self, text: str) -> NoReturn:
        raise AssertionError("\n".join([text, *self.log]))

    def words(self, number: int, verb: str, consents: list[str], firmly: str = "") -> list[str | Path]:
        wanted = MANIFESTS[number]
        manifest = self.site(f"{number}.yaml", site=wanted.site, domain=wanted.domain, **BASE, **wanted.keys)
        words: list[str | Path] = [verb, manifest, *(f"--adopt={one}" for one in consents)]
        words += [] if verb == "plan" else ["--yes", "--parallelism=1"]
        words += [f"--allow-destroy={firmly or wanted.site}"] if firmly or verb == "destroy" else []
        return words

    def run(self, number: int, verb: str, consents: list[str], disturbance: str = "", firmly: str = "") -> Run:
        """One command with its disturbance; each of its writes is judged."""
        before, mark, hand_after = self.now, self.double.mark(), None
        self.double.permit()
        rule = {"kill": {"do": "reset"}, "fail": {"do": "500"}, "lose": {"do": "lost-reply"},
                "hand": {"do": "delay", "s": HAND_SECONDS}}.get(disturbance)
        if rule:
            self.double.faults({**rule, "nth": [self.random.randint(1, MOST_CALLS)]})
        words = self.words(number, verb, consents, firmly)
        try:
            if disturbance in ("kill", "hand"):
                result, hand_after = self._watched(words, disturbance)
            else:
                result = self.dxaws(*words)
        except subprocess.TimeoutExpired as endless:
            self.wrong(f"it does not end: {endless}")
        fired = bool(rule) and bool(self.double.fired())
        self.double.faults()
        run = Run(MANIFESTS[number], verb, consents, result,
                  [note for note in self.double.writes() if 200 <= note["status"] < 300],
                  [record["action"] for record in self.double.requests(mark)], hand_after)
        assert result.rc in (-9, 0, 1, 2, 3, 4, 5), result
        self.log.append(f"{verb} {number} {consents} {disturbance if fired else ''}: {result}")
        self.now = self.account.everything(self.zone)
        self._judge(run, before)
        return run

    def _watched(self, words: list[str | Path], disturbance: str) -> tuple[Result, int | None]:
        """Kills the command, or acts, when the fault fires."""
        process, hand_after = self.dxaws.start(*words), None
        while process.poll() is None and not self.double.fired():
            time.sleep(0.02)
        if process.poll() is None and disturbance == "kill":
            process.kill()
        elif process.poll() is None:
            hand_after = len(self.double.writes())
            self.somebody.act(self.random)
        stdout, stderr = process.communicate(timeout=120)
        return Result(process.returncode, stdout, stderr, 0), hand_after

    def _judge(self, run: Run, before: Things) -> None:
        if run.hand_after is not None:
            self._judge_beside_a_hand(run)
            return
        both = [*before.items(), *self.now.items()]
        targets = {thing["serves"] for (kind, _), thing in both if kind == "distribution" and thing["ours"]}
        proofs = {thing["record"] for (kind, _), thing in both if kind == "certificate" and thing["ours"]}
        for note in run.writes:
            if not is_permitted(run, note, targets, proofs):
                self.wrong(f"(1) {note}")
        if run.writes and (run.result.rc == 3 or run.verb == "plan"):
            self.wrong(f"(3) planned or refused, and yet: {run.writes}")
        for (kind, name), thing in before.items():
            self._compare(run, kind, name, thing)

    def _compare(self, run: Run, kind: str, name: str, before: dict[str, Any]) -> None:
        """(2) What is not ours is as it was; and what others set on what is ours."""
        after = self.now.get((kind, name))
        identities = [name]
        if kind == "record":
            identities += [f"{name.split('/')[1]}/{value}" for value in before["values"]]
        same = after is not None and {**after, "ours": False} == before
        if not before["ours"] and not same and not run.consents_to(kind, *identities):
            self.wrong(f"(2) {kind} {name} of somebody else was {before} and is {after}")
        if after and "added" in before.get("tags", {}) and "added" not in after["tags"]:
            self.wrong(f"(2) {kind} {name} lost the tag that a hand added")
        for one in before.get("statements", []):
            if after and not one["Sid"].startswith("Dxaws") and one not in after["statements"]:
                self.wrong(f"(2) {kind} {name} lost {one}")

    def _judge_beside_a_hand(self, run: Run) -> None:
        """Who acts in between is judged by the marks alone: those that the run has read may be gone by its next
        write."""
        assert run.hand_after is not None
        for note in self.double.writes()[run.hand_after:]:
            taken = note["exists"] and note["tags"].get("dxaws:site") is None and note["kind"] in KINDS[:3]
            if taken and note["operation"].startswith("Delete") and note["status"] < 300 and "added" in note["tags"]:
                self.wrong(f"(1 by hand) {note}")

    def way_on(self, run: Run) -> str:
        """The consent that a refusal names; "" for none."""
        found = re.search(r'adopt "([^"]+)"', run.result.stderr)
        return found.group(1) if run.result.rc == 3 and found else ""

    def command(self) -> None:
        """A random one, and what must hold after it."""
        number = self.random.choice([0, 0, 0, 1, 2, 3])
        verb = self.random.choice(["apply", "apply", "apply", "adopt", "destroy", "release", "plan"])
        disturbance = self.random.choice(["", "", "", "kill", "fail", "lose", "hand"])
        consents: list[str] = []
        if verb == "adopt":
            verb = "apply"
            while (more := self.way_on(self.run(number, "plan", consents))) and more not in consents:
                consents.append(more)
        if verb == "apply":
            self.applied.add(number)
        run = self.run(number, verb, consents, disturbance)
        if run.hand_after is not None:
            return
        if verb == "apply" and run.result.rc == 0:
            self._settled(number, consents)
        consent = self.way_on(run)
        if verb in ("apply", "plan") and consent and consent not in consents:
            again = self.run(number, "plan", [*consents, consent])
            if again.result.rc == 3 and f'adopt "{consent}"' in again.result.stderr:
                self.wrong(f"(6) with {consent}, as it was told, it says the same")

    def _settled(self, number: int, consents: list[str]) -> None:
        plan = self.run(number, "plan", consents)
        if plan.result.rc != 0:
            self.wrong("(5) applied, and there is more to do")
        others = max(0, sum(kind in ("bucket", "certificate", "distribution") for kind, _ in self.now) - 3)
        others += ("bucket", MANIFESTS[number].bucket) not in self.now  # it kept that of its former domain
        if len(plan.asked) > REQUESTS + FOR_EACH * others:
            self.wrong(f"(7) a plan of nothing took {len(plan.asked)} requests: {plan.asked}")

    def end(self) -> None:
        """(4) What still carries our mark when all that was applied is destroyed, was named."""
        for _ in range(ROUNDS):
            told, refused = "", False
            for number in sorted(self.applied):
                run = self.run(number, "destroy", [])
                served = re.search(r"--allow-destroy=([\w.-]+)", run.result.stderr)
                if run.result.rc == 3 and served:
                    run = self.run(number, "destroy", [], firmly=served.group(1))
                if run.result.rc not in (0, 3):
                    self.wrong(f"(4) the end of manifest {number}")
                told, refused = told + run.told, refused or run.result.rc == 3
        left = [] if refused or not self.applied else self.now.items()
        for (kind, name), thing in left:
            if kind != "record" and thing["ours"] and name.rsplit("/", 1)[-1] not in told:
                self.wrong(f"(4) {kind} {name} is ours, left by all ends and named by none: {thing}")


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEQUENCES))
def test_no_stranger_is_harmed(quick, tmp_path, dxaws, site, seed):
    life = Life(seed, quick, Command(dxaws.binary, dxaws.home, quick.url), site)
    for _ in range(life.random.randint(1, 3)):
        life.command()
    life.end()


@pytest.mark.parametrize("verb", ("apply", "destroy"))
@pytest.mark.parametrize("module", ("site", "s3"))
def test_bucket_of_another_account_is_never_ours(quick, dxaws, site, tmp_path, module, verb):
    """It has the derived name, lets us in, and carries our marks: only whose account it is tells."""
    quick.reset()
    make_zone(quick, "example.com")
    wanted, command = MANIFESTS[0], Command(dxaws.binary, dxaws.home, quick.url)
    quick.control("foreign-bucket", {
        "bucket": wanted.bucket, "region": REGION,
        "tags": {"dxaws:site": wanted.site, "dxaws:managed": f"made {wanted.bucket}"},
        "policy": {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*"}]}})
    allowed = [f"--allow-destroy={wanted.site}"] if verb == "destroy" else []
    words: list[Any] = [verb, site(domain=wanted.domain, site=wanted.site, **BASE), "--yes", *allowed]
    if module == "s3":  # of which nothing is read that only its owner may
        bucket = tmp_path / "bucket.yaml"
        bucket.write_text(f"{{name: {wanted.bucket}, region: {REGION}, versioning: true, public_access_block: null}}")
        words = ["s3", verb, bucket, "--yes"]
    result = command(*words)
    assert result.rc == 3 and "not of this account" in result.stderr, result
    assert not [note for note in quick.writes() if note["kind"] == "bucket" and note["status"] < 300], result
