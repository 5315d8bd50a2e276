"""The one page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from inventory.models import Item


def one_item(request: HttpRequest, pk: int) -> HttpResponse:
    row = Item.objects.values("id", "sku", "title", "price", "currency").get(pk=pk)
    response = JsonResponse(row)
    response["Content-Length"] = len(response.content)
    return response


urlpatterns = [
    path("", lambda request: HttpResponse("ok")),
    path("<int:pk>/", one_item),
]
