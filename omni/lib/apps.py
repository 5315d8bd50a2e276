from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "omni.lib"
    label = "lib"
    verbose_name = "Platform"
