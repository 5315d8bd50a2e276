from django.apps import AppConfig


class KioskConfig(AppConfig):
    name = "omni.kiosk"
    label = "kiosk_face"
