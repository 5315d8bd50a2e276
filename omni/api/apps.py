from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "omni.api"
    label = "api_face"
