from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"
    verbose_name = "Chat"

    def ready(self) -> None:
        from customers.events import CustomersMerged
        from omni.lib import events
        from omni.lib.live import register

        from . import live, news

        register(live.CONVERSATION)
        register(live.DESK)
        events.on(CustomersMerged, news.on_customers_merged)
