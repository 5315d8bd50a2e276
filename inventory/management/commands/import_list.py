"""Takes a supplier's list in from the command line, as the admin's pages do."""

import time
import uuid
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from inventory.actions.answer_list import answer_list
from inventory.actions.apply_list import start_list
from inventory.actions.bring_list import bring_list
from inventory.models import Import, Supplier
from inventory.selectors.list_report import change_words
from inventory.tasks import work_list
from omni.lib.actors import system
from omni.lib.errors import Refused

ACTOR = system("import_list")
SHOWN = 20
PAUSE = 0.5  # seconds between looks at a list that a worker has taken


class Command(BaseCommand):
    help = "Read a supplier's list, show what it would change, and apply it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--supplier", required=True, help="the supplier's code")
        parser.add_argument("--dry-run", action="store_true", help="compare only, change nothing")
        parser.add_argument(
            "--answers", nargs="*", default=[], metavar="KEY=ANSWER",
            help="answers to the questions that the list raises, kept for the next one",
        )  # fmt: skip
        parser.add_argument(
            "--accept-loss", action="store_true", help="also when most pieces would go"
        )

    def handle(self, *args, **options) -> None:
        try:
            self._handle(options)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal

    def _handle(self, options: dict) -> None:
        run = self._bring(options["file"], options["supplier"])
        if run.state == Import.State.ASKING:
            run = self._answer(run, dict(pair.partition("=")[::2] for pair in options["answers"]))
        self._report(run)
        if options["dry_run"]:
            self.stdout.write("Nothing was changed.")
            return
        start_list(run=run, actor=ACTOR, accepts_loss=options["accept_loss"])
        run = self._work(run)
        if run.state != Import.State.DONE:
            raise CommandError(f"{run.get_state_display()}: {run.error}")
        done = ", ".join(f"{rows} {fate}" for fate, rows in sorted(run.outcome.items()))
        self.stdout.write(self.style.SUCCESS(f"Done: {done or 'nothing to change'}."))

    def _bring(self, file: Path, code: str) -> Import:
        supplier = Supplier.objects.filter(code=code).first()
        if supplier is None:
            raise CommandError(f"There is no supplier {code}.")
        try:
            with file.open("rb") as content:
                run = bring_list(
                    supplier=supplier, name=file.name, content=File(content), key=uuid.uuid4(),
                    actor=ACTOR,
                )  # fmt: skip
        except OSError as error:
            raise CommandError(str(error)) from error
        return self._work(run)

    def _answer(self, run: Import, given: dict[str, str]) -> Import:
        """Further questions may follow from an answer."""
        while run.state == Import.State.ASKING:
            keys = [question["key"] for question in run.questions]
            answers = {key: given[key] for key in keys if key in given}
            if not answers:
                for question in run.questions:
                    self._ask(question)
                raise CommandError("Answer these with --answers KEY=ANSWER.")
            answer_list(run=run, answers=answers, actor=ACTOR)
            run = self._work(run)
        return run

    def _ask(self, question: dict) -> None:
        self.stdout.write(f"{question['text']}  {', '.join(question['examples'])}")
        for value, words in question["options"]:
            self.stdout.write(f"    {question['key']}={value}    {words}")

    def _report(self, run: Import) -> None:
        if run.state != Import.State.READY:
            raise CommandError(f"{run.get_state_display()}: {run.error}")
        self.stdout.write(f"{run.source}: {run.form}, {run.rows_read} rows")
        for fate, rows in sorted(run.counts.items()):
            self.stdout.write(f"  {rows:>8} {fate}")
        for row in run.rows.filter(fate="changed").select_related("item").order_by("pk")[:SHOWN]:
            self.stdout.write(f"  line {row.line} {row.item.sku}: {change_words(row)}")
        for problem in run.problems.all()[:SHOWN]:
            self.stdout.write(f"  {problem} ({problem.value})")

    def _work(self, run: Import) -> Import:
        """Do it here, or wait for the worker that was quicker."""
        while True:
            work_list(run.pk)
            run.refresh_from_db()
            if run.state not in Import.WORKING:
                return run
            time.sleep(PAUSE)
