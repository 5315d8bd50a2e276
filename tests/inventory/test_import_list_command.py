"""A list from the command line: compared, asked about, applied, with words for each."""

import io

import pytest
from django.core.management import CommandError, call_command

from inventory.models import Import, Item
from tests.lists import a_csv, a_feed, rapnet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


@pytest.fixture
def file(tmp_path):
    return a_csv(tmp_path / "shine.csv", [rapnet(1), rapnet(2), rapnet(3, Weight="x")])


def said(*arguments) -> str:
    out = io.StringIO()
    call_command("import_list", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_dry_run_shows_what_would_change_and_changes_nothing(file):
    a_feed()

    words = said(file, "--supplier", "shine", "--dry-run")

    assert "shine.csv: CSV, utf-8, header in line 1, 3 rows" in words
    assert "2 new" in words
    assert "line 4, Weight: not a plain number (x)" in words
    assert words.endswith("Nothing was changed.\n")
    assert not Item.objects.exists()


def test_it_is_applied_and_a_second_time_says_what_changed(file, tmp_path):
    a_feed()
    assert "Done: 2 new." in said(file, "--supplier", "shine")
    cheaper = a_csv(tmp_path / "b.csv", [rapnet(1, RapNet_Price="8000", Color="F"), rapnet(2)])

    words = said(cheaper, "--supplier", "shine")

    assert (
        "line 2 SHINE-R-1: price $13,680 → $12,160; cost $13,680 → $12,160; colour E → F" in words
    )
    assert "Done: 1 changed." in words


def test_questions_are_put_with_their_answers(file):
    a_feed(answers={})
    out = io.StringIO()

    with pytest.raises(CommandError, match="--answers"):
        call_command("import_list", str(file), "--supplier", "shine", stdout=out)

    assert "price=per_carat    The price per carat" in out.getvalue()
    assert "Done: 2 new." in said(file, "--supplier", "shine", "--answers", "price=per_carat")
    assert "Done: nothing to change." in said(file, "--supplier", "shine")


@pytest.mark.parametrize(
    ("content", "supplier", "words"),
    [("a,b\n", "shine", "No row of column names"), ("", "shine", "at least a row"),
     ("a,b\n", "nobody", "There is no supplier nobody")],
)  # fmt: skip
def test_what_cant_be_taken_in_is_said(tmp_path, content, supplier, words):
    a_feed()
    file = tmp_path / "a.csv"
    file.write_text(content)

    with pytest.raises(CommandError, match=words):
        said(file, "--supplier", supplier)
    with pytest.raises(CommandError):
        said(tmp_path / "none.csv", "--supplier", "shine")
    assert not Item.objects.exists()
    assert not Import.objects.exclude(state="failed").exists()
