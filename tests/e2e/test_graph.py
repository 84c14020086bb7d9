# SPDX-License-Identifier: MIT
"""plan --graph: the run of the plan keeps to it, as its events tell."""
from __future__ import annotations

import json
import re
from collections import Counter

NODE = {"dot": r'    a(\d+) \[label="([\w.]+)\\n([^"\\]*)"\];', "mermaid": r'    a(\d+)\["([\w.]+)<br/>([^"]*)"\]'}
EDGE = {"dot": r"  a(\d+) -> a(\d+);", "mermaid": r"  a(\d+) --> a(\d+)"}
OTHER = {"dot": r'digraph "[^"]*" \{|  node \[shape=box\];|  subgraph cluster_\d+ \{|    label="[a-z-]+(/[a-z.]+)?";|  \}|\}',
         "mermaid": r'flowchart TD|  subgraph s\d+\["[a-z-]+(/[a-z.]+)?"\]|  end'}


def read(language: str, text: str) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str]]]:
    """Nodes and edges; each line is one of the grammar's."""
    nodes, edges = {}, []
    for line in text.splitlines():
        node, edge = re.fullmatch(NODE[language], line), re.fullmatch(EDGE[language], line)
        if node:
            nodes[node.group(1)] = node.groups()[1:]
        elif edge:
            edges.append(edge.groups())
        else:
            assert re.fullmatch(OTHER[language], line), line
    assert {end for edge in edges for end in edge} <= set(nodes)
    return nodes, edges


def moments(lines: list[str]) -> dict[tuple[str, str, int], dict[str, int]]:
    """Where in the run each action started and was done, by its kind, its resource, and which of those it was."""
    found: dict[tuple[str, str, int], dict[str, int]] = {}
    times: Counter = Counter()
    for at, event in enumerate(map(json.loads, lines)):
        if event["type"] == "manager.apply.progress" and "action" in event:
            action = f"{event['source'].removeprefix('dxaws.')}.{event['action']}", event["subject"]
            times[action] += event["status"] == "start"
            found.setdefault((*action, times[action]), {}).setdefault(event["status"], at)
    return found


def numbered(nodes: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str, int]]:
    """The same kind of action may be done twice to a resource."""
    times: Counter = Counter()
    for node, action in sorted(nodes.items(), key=lambda item: int(item[0])):
        times[action] += 1
        nodes[node] = (*action, times[action])
    return nodes


def follow(dxaws, manifest, tmp_path, consent: str = "") -> tuple[set, dict]:
    """Applies, and holds each edge against what happened; the nodes that something waits for, and when each was."""
    account, events = "--adapter=memory=account.json", tmp_path / "events.jsonl"
    dot, mermaid = (dxaws("plan", manifest, account, "--graph", language, *consent.split())
                    for language in ("dot", "mermaid"))
    assert (dot.rc, mermaid.rc) == (2, 2)
    nodes, edges = read("dot", dot.stdout)
    assert (nodes, edges) == read("mermaid", mermaid.stdout)
    nodes = numbered(nodes)
    events.unlink(missing_ok=True)
    assert dxaws("apply", manifest, account, "--yes", f"--events={events}", *consent.split()).rc == 0
    seen = moments(events.read_text().splitlines())
    assert set(nodes.values()) <= set(seen)
    for before, after in edges:
        assert seen[nodes[before]]["done"] < seen[nodes[after]]["start"], (nodes[before], nodes[after])
    return {nodes[before] for before, _ in edges}, seen


def test_a_site_is_made_in_the_order_of_its_graph(dxaws, site, tmp_path):
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("one")
    assert dxaws("memory", "zone", "example.com", "--adapter=memory=account.json").rc == 0
    awaited, seen = follow(dxaws, site(region="eu-west-1", source="dist", redirects=["example.com"]), tmp_path)
    # A host's own steps are among those of the site.
    assert ("acm.WAIT_ISSUED", "example.com", 1) in awaited
    # What the graph does not bind is done side by side.
    assert seen[("acm.REQUEST_CERTIFICATE", "www.example.com", 1)]["start"] \
        < seen[("s3.PUT_VERSIONING", "example-www-example-com", 1)]["done"]
    awaited, _ = follow(dxaws, site(region="eu-west-1", source="dist"), tmp_path, "--allow-destroy=example.com")
    assert {kind for kind, *_ in awaited} >= {"dns.CHANGE_RECORDS", "cloudfront.DISABLE"}
