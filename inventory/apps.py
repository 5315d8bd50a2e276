from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "inventory"
    verbose_name = "Stock"

    def ready(self) -> None:
        from omni.lib import events, live

        from . import live as stock_live
        from .events import StockChanged

        live.register(stock_live.KIND)
        live.register(stock_live.LISTS)
        events.on(StockChanged, stock_live.push_stock)
