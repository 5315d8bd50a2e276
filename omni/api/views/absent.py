"""Every other address under the API: not there, in the API's own words."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


@extend_schema(exclude=True)
class Absent(APIView):
    authentication_classes = []
    permission_classes = []

    def initial(self, request: Request, *args, **kwargs) -> None:
        raise Http404

    def get(self, request: Request, **_kwargs) -> Response:
        raise Http404
