from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = "Stores and staff"

    def ready(self) -> None:
        from . import party

        party.register()
