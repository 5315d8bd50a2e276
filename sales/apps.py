from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "sales"
    verbose_name = "Sales"

    def ready(self) -> None:
        from customers import parts
        from customers.events import CustomersMerged, MergeUndone
        from omni.lib import events

        from . import letters, merged, news
        from .events import OrderPlaced, PaymentToRefund

        events.on(CustomersMerged, news.on_customers_merged)
        events.on(MergeUndone, news.on_merge_undone)
        parts.register(merged.parts_of)
        events.on(OrderPlaced, letters.send_receipt)
        events.on(PaymentToRefund, letters.tell_of_refund)
