from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "omni.demo"
    label = "demo"
    verbose_name = "Demo shop"
