"""Says whether stock, claims, ledger, sales and conversations tell one story."""

from django.core.management.base import BaseCommand, CommandError

from omni.lib.invariants import breaches, promised


class Command(BaseCommand):
    help = "Checks every promise about the data; prints the rows that break one and exits 1."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--without-workers",
            action="store_true",
            help="Leave out what holds only where the worker and the beat run.",
        )

    def handle(self, *args, without_workers: bool, **options) -> None:
        found = breaches(with_workers=not without_workers)
        for breach in found:
            self.stdout.write(str(breach))
        if found:
            raise CommandError(f"{len(found)} of {len(promised())} promises are broken.")
        self.stdout.write(f"All {len(promised())} promises hold, 0 rows.")
