from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "inventory"
    verbose_name = "Stock"

    def ready(self) -> None:
        from omni.lib import events, live

        from . import live as stock_live
        from .events import CountChanged, StockChanged, TransferChanged

        for kind in stock_live.KINDS:
            live.register(kind)
        events.on(StockChanged, stock_live.push_stock, writes=False)
        events.on(TransferChanged, stock_live.push_transfer)
        events.on(CountChanged, stock_live.push_count)
