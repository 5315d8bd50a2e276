"""Says how to sign in to each face of the demo shop."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from omni.demo.sign_ins import sign_ins


class Command(BaseCommand):
    help = "Prints the address of each face and a demo sign-in for it."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("There are no demo sign-ins outside demo mode.")
        self.stdout.write(sign_ins(settings.PUBLIC_URL))
