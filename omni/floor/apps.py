from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "omni.floor"
    label = "floor_face"
