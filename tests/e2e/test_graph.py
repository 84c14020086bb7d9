# SPDX-License-Identifier: MIT
"""plan --graph: the run of the plan keeps to it, as its events tell."""
from __future__ import annotations

import json
import re

NODE = {"dot": r'    a(\d+) \[label="([\w.]+)\\n([^"\\]*)"\];', "mermaid": r'    a(\d+)\["([\w.]+)<br/>([^"]*)"\]'}
EDGE = {"dot": r"  a(\d+) -> a(\d+);", "mermaid": r"  a(\d+) --> a(\d+)"}
OTHER = {"dot": r'digraph "[^"]*" \{|  node \[shape=box\];|  subgraph cluster_\d+ \{|    label="[a-z-]+";|  \}|\}',
         "mermaid": r'flowchart TD|  subgraph s\d+\["[a-z-]+"\]|  end'}


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


def moments(lines: list[str]) -> dict[tuple[str, str], dict[str, int]]:
    """Where in the run each action started and was done, by its kind and resource."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for at, event in enumerate(map(json.loads, lines)):
        if event["type"] == "manager.apply.progress" and "action" in event:
            kind = f"{event['source'].removeprefix('dxaws.')}.{event['action']}"
            found.setdefault((kind, event["subject"]), {}).setdefault(event["status"], at)
    return found


def test_a_site_is_made_in_the_order_of_its_graph(dxaws, site, tmp_path):
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("one")
    manifest, account = site(region="eu-west-1", source="dist"), "--adapter=memory=account.json"
    assert dxaws("memory", "zone", "example.com", account).rc == 0
    dot, mermaid = (dxaws("plan", manifest, account, "--graph", language) for language in ("dot", "mermaid"))
    assert (dot.rc, mermaid.rc) == (2, 2)
    nodes, edges = read("dot", dot.stdout)
    assert (nodes, edges) == read("mermaid", mermaid.stdout)
    assert dxaws("apply", manifest, account, "--yes", "--events=events.jsonl").rc == 0
    seen = moments((tmp_path / "events.jsonl").read_text().splitlines())
    assert set(nodes.values()) <= set(seen)
    for before, after in edges:
        assert seen[nodes[before]]["done"] < seen[nodes[after]]["start"], (nodes[before], nodes[after])
    # What the graph does not bind is done side by side.
    assert seen[("acm.REQUEST_CERTIFICATE", "www.example.com")]["start"] \
        < seen[("s3.PUT_VERSIONING", "example-www-example-com")]["done"]
