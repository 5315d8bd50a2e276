"""Loads the demo shop once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from omni.demo.load import load


class Command(BaseCommand):
    help = "Loads Tolland, the demo shop: stores, people, shifts, answers and about 54,500 stones."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--rounds", type=int, help="Only the first rows of the real list.")

    def handle(self, *args, rounds: int | None, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demo shop has public passwords; it is for demo mode only.")
        self.stdout.ending = ""  # the progress bar ends its lines itself
        load(self.stdout, rounds=rounds)
