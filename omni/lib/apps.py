from django.apps import AppConfig
from django.contrib.admin import autodiscover
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks
from django.utils.module_loading import autodiscover_modules


class LibConfig(AppConfig):
    name = "omni.lib"
    label = "lib"
    verbose_name = "Platform"

    def ready(self) -> None:
        autodiscover_modules("invariants", "health")


class AdminConfig(SimpleAdminConfig):
    """The admin, its pages not looked for before somebody asks for one, or checks them."""

    def ready(self) -> None:
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(_check_pages, checks.Tags.admin)


def _check_pages(app_configs, **kwargs) -> list:
    autodiscover()
    return check_admin_app(app_configs, **kwargs)
