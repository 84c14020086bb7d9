# SPDX-License-Identifier: MIT
"""The page about a run: what it says, that it needs nothing from anywhere, and how it looks in a browser."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Callable

import pytest

from command import Command
from running import RunningDouble

SiteFile = Callable[..., Path]
NARROW = 400


class Page(HTMLParser):
    """A page's elements and words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Every element."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """All text."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """What is read, blanks as one."""
        return " ".join(" ".join(self.words).split())


def page_of(dxaws: Command, events: Path, *more: str) -> Page:
    """The page of a run."""
    result = dxaws("report", events, *more)
    assert result.rc == 0, result
    return Page(result.stdout)


def needs_nothing(page: Page) -> None:
    """No script, no picture, no font, no address."""
    assert not {"script", "img", "link", "iframe", "object", "form", "a"} & set(page.tags)
    for name, value in page.attributes:
        assert name not in ("src", "href", "srcset", "action") and not name.startswith("on"), name
        assert "url(" not in (value or "") and "://" not in (value or ""), value


@pytest.fixture
def events(dxaws: Command, site: SiteFile, zone: str, tmp_path: Path) -> Path:
    """What a run told that made a site, and behind it one that found nothing to do."""
    path = tmp_path / "events.jsonl"
    manifest = site()
    assert dxaws("apply", manifest, "-y", "--events", path).rc == 0
    assert dxaws("plan", manifest, "--events", path).rc == 0
    return path


def test_a_run_is_told(dxaws: Command, events: Path) -> None:
    """Each action that the events tell of, what was waited for and called; and the last run unless another is named."""
    lines = [json.loads(line) for line in events.read_text().splitlines()]
    done = [e["action"] for e in lines if e["type"] == "manager.apply.progress" and e.get("status") == "done" and "action" in e]
    page = page_of(dxaws, events, "--run=1")
    needs_nothing(page)
    assert "example: applied" in page.text and "run 1 of 2" in page.text
    assert len(done) > 10
    for action in done:
        assert page.text.count(action) >= 2, action  # in the time line and in the table
    assert "route53 ChangeResourceRecordSets" in page.text and "WAIT_DEPLOYED" in page.text
    last = page_of(dxaws, events)
    assert "example: nothing to do" in last.text and "run 2 of 2" in last.text
    assert page_of(dxaws, events, "--run=2").text == last.text


def test_what_failed_is_told_apart(dxaws: Command, double: RunningDouble, site: SiteFile, zone: str, tmp_path: Path) -> None:
    """The error of what was at work comes first, with what was refused and how often it was tried again."""
    path = tmp_path / "events.jsonl"
    double.faults({"match": "PUT .*versioning", "do": "error", "status": 403, "code": "AccessDenied"})
    assert dxaws("apply", site(), "-y", "--events", path).rc != 0
    page = page_of(dxaws, path)
    assert "example: failed" in page.text and "What failed" in page.text
    assert "s3 PutBucketVersioning" in page.text and "AccessDenied" in page.text
    assert "PUT_VERSIONING" in page.text and "failed:" in page.text


def test_nothing_of_an_event_becomes_an_element(dxaws: Command, tmp_path: Path) -> None:
    """Neither as text nor in an attribute; what is no event is left out, and told."""
    path = tmp_path / "events.jsonl"
    evil = "\"'></span><script>alert(1)</script><img src=x onerror=y>"
    event: dict[str, Any] = {"time": "2026-05-23T11:00:00.000Z", "source": f"dxaws.{evil}", "subject": evil, "action": evil,
                             "type": "manager.apply.progress", "status": "waiting", "why": evil, "expected_s": 3}
    ends = {"time": "2026-05-23T11:00:09Z", "source": f"dxaws.{evil}", "subject": evil, "type": "manager.apply.done",
            "error": {"kind": "REFUSED", "message": evil}}
    path.write_text(f"torn {{\n{json.dumps(event)}\n{json.dumps(ends)}\n")
    page = page_of(dxaws, path)
    needs_nothing(page)
    assert "alert(1)" in page.text and "1 line left out that is no event" in page.text


@pytest.mark.parametrize("text, arguments, said", [
    ("", [], "events.jsonl: holds no event; name a file that a run wrote with --events=FILE"),
    ("site: example\n", [], "holds no event"),
    ('{"time":"2026-05-23T11:00:00Z"}\n', ["--run=4"], "--run=4 must be 1 to 1, as many runs as it holds"),
    ('{"time":"2026-05-23T11:00:00Z"}\n', ["--run=x"], "--run x must be 1 to 1000000"),
    (None, [], "events.jsonl: cannot be read: No such file"),
    ('{"time":"2026-05-23T11:00:00Z"}\n', ["-o", "no/where.html"], "no/where.html: the page cannot be written there"),
])
def test_what_cannot_be_told(dxaws: Command, tmp_path: Path, text: str | None, arguments: list[str], said: str) -> None:
    """One line, which names it."""
    path = tmp_path / "events.jsonl"
    if text is not None:
        path.write_text(text)
    result = dxaws("report", "events.jsonl", *arguments)
    assert said in result.stderr and result.stderr.count("\n") == 1 and result.stdout == "", result
    assert result.rc == 1, result


def test_it_fits_a_narrow_window(dxaws: Command, events: Path, tmp_path: Path) -> None:
    """In a browser: at 400 pixels nothing has to be scrolled sideways but a table, and the bars are seen."""
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("no chromium")
    page = tmp_path / "page.html"
    assert dxaws("report", events, "--run=1", "-o", page).rc == 0
    look = tmp_path / "look.html"
    look.write_text("""<!doctype html><meta charset="utf-8"><body><script>
      const frame = document.createElement("iframe");
      frame.style = "width:%dpx;height:900px;border:0";
      frame.onload = () => {
        const page = frame.contentDocument, bars = [...page.querySelectorAll(".lane i")].map(i => i.getBoundingClientRect());
        document.body.textContent = JSON.stringify({scrolls: page.documentElement.scrollWidth,
          bars: bars.filter(b => b.width >= 1 && b.height > 0 && b.right <= %d).length, title: page.title});
      };
      frame.srcdoc = %s;
      document.body.append(frame);
    </script>""" % (NARROW, NARROW, json.dumps(page.read_text()).replace("</", "<\\/")))
    shown = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-proxy-server", f"--user-data-dir={tmp_path / 'profile'}",
         "--virtual-time-budget=5000", "--dump-dom", look.as_uri()],
        capture_output=True, text=True, timeout=60, check=True, env={**os.environ, "HOME": str(tmp_path)}).stdout
    seen = json.loads(shown[shown.index("{"):shown.rindex("}") + 1])
    assert seen["title"] == "dxaws: example: applied"
    assert seen["scrolls"] <= NARROW, seen
    assert seen["bars"] > 20, seen
