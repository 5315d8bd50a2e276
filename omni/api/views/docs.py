"""The API's description: OpenAPI, and a page that shows it."""

from django.http import HttpRequest
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response


class Open:
    """Anybody may read it; what goes wrong has the shape of everywhere else."""

    authentication_classes = []
    permission_classes = []
    request: HttpRequest

    def handle_exception(self, problem: Exception) -> Response:
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return super().handle_exception(problem)


@extend_schema(exclude=True)
class Schema(Open, SpectacularAPIView):
    pass


class Docs(Open, SpectacularSwaggerSplitView):
    """Its script comes from its own address, as our content policy wants it."""

    url_name = "api:schema"
    title = "Omni API"
