from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = "Customers"

    def ready(self) -> None:
        from notifications.events import MessageSent
        from omni.lib import live
        from omni.lib.events import on

        from . import handlers, party
        from .events import CustomersMerged, ShortlistChanged
        from .live import KIND, push_changes

        party.register()
        live.register(KIND)
        on(MessageSent, handlers.message_sent)
        on(ShortlistChanged, lambda event: push_changes(event.customer))
        on(CustomersMerged, lambda event: push_changes(event.kept))
