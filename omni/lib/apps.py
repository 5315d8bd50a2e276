from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LibConfig(AppConfig):
    name = "omni.lib"
    label = "lib"
    verbose_name = "Platform"

    def ready(self) -> None:
        autodiscover_modules("invariants", "health")
