from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = "Stores and staff"

    def ready(self) -> None:
        from omni.lib.events import on

        from . import party
        from .events import DeviceRevoked, RightsChanged
        from .live import close_her_sockets, close_sockets

        party.register()
        on(DeviceRevoked, close_sockets)
        on(RightsChanged, close_her_sockets)
