from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"
    verbose_name = "Chat"

    def ready(self) -> None:
        from customers import parts
        from customers.events import CustomersMerged, MergeUndone
        from omni.lib import events
        from omni.lib.live import register

        from . import live, news, parting

        register(live.CONVERSATION)
        register(live.DESK)
        events.on(CustomersMerged, news.on_customers_merged)
        events.on(MergeUndone, news.on_merge_undone)
        parts.register(parting.parts_of)
