from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    name = "omni.storefront"
    label = "storefront_face"
