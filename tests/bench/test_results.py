"""A whole run writes its lines anew; a part replaces its own and leaves the others."""

import json

from bench.figures import Figure, Run, Target
from bench.results import Kept, table


def names_and_values(file) -> list[tuple]:
    return [
        (line["name"], line["value"]) for line in map(json.loads, file.read_text().splitlines())
    ]


def test_a_part_replaces_its_own_line_and_leaves_the_others(tmp_path):
    file = tmp_path / "latest.jsonl"
    Kept(file, whole=True).add([Figure("a", "ms", [Run(1)]), Figure("b", "ms", [Run(2)])])

    Kept(file, whole=False).add([Figure("a", "ms", [Run(3)])])

    assert names_and_values(file) == [("a", 3), ("b", 2)]


def test_a_whole_run_forgets_what_was_there(tmp_path):
    file = tmp_path / "latest.jsonl"
    Kept(file, whole=True).add([Figure("gone", "ms", [Run(1)])])

    Kept(file, whole=True).add([Figure("new", "ms", [Run(2)])])

    assert names_and_values(file) == [("new", 2)]


def test_the_table_marks_a_miss():
    shown = table([Figure("slow", "ms", [Run(80)], Target(60, "≤"))]).splitlines()

    assert shown[1].split() == ["slow", "80", "ms", "(80", "to", "80)", "≤", "60", "MISS"]
