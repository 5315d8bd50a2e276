from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = "Customers"

    def ready(self) -> None:
        from inventory.events import MemoChanged, NotBrought
        from notifications.events import MessageSent
        from omni.lib import live
        from omni.lib.events import on

        from . import handlers, party
        from .events import (
            CustomersMerged,
            DiaryChanged,
            MergeUndone,
            ShortlistChanged,
            VisitChanged,
        )
        from .live import DIARY, FLOOR, KIND, KIOSK, push_changes, push_diary, push_visit

        party.register()
        for kind in (KIND, FLOOR, DIARY, KIOSK):
            live.register(kind)
        on(MessageSent, handlers.message_sent)
        on(MemoChanged, handlers.memo_changed)
        on(NotBrought, handlers.not_brought)
        on(VisitChanged, push_visit)
        on(DiaryChanged, push_diary)
        on(ShortlistChanged, lambda event: push_changes(event.customer))
        on(CustomersMerged, lambda event: push_changes(event.kept))
        on(MergeUndone, lambda event: push_changes(event.merge.kept))
