from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "sales"
    verbose_name = "Sales"

    def ready(self) -> None:
        from customers.events import CustomersMerged
        from omni.lib import events

        from . import news

        events.on(CustomersMerged, news.on_customers_merged)
