from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"
    verbose_name = "Chat"

    def ready(self) -> None:
        from customers.events import CustomersMerged
        from omni.lib import events

        from . import live, news

        live.register()
        events.on(CustomersMerged, news.on_customers_merged)
