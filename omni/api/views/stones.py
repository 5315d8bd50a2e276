"""Search stones, read one, and ask where a piece is."""

from django.http import Http404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from inventory.selectors.availability import availability
from inventory.selectors.search import search
from inventory.selectors.stone import listed_item, stone_by_sku, stones_by_id
from staff.models import ApiClient

from ..schema import refusals
from ..serializers.availability import WhereaboutsOut, promised
from ..serializers.search import SearchQuery
from ..serializers.stones import StoneOut, StonePage
from .machine import Machine

READ = {"GET": ApiClient.Scope.READ}


class Stones(Machine):
    scopes = READ

    @extend_schema(
        operation_id="search_stones",
        parameters=[SearchQuery],
        responses={200: StonePage, **refusals()},
        tags=["stones"],
    )
    def get(self, request: Request) -> Response:
        """The stones not sold that fit, a page at a time, in the order asked for."""
        query = SearchQuery.of(request.query_params)
        query.is_valid(raise_exception=True)
        facets = query.facets()
        if facets is None:
            return Response({"stones": [], "next": None, "count": 0})
        page = search(facets, query.validated_data.get("after", ""), query.validated_data["size"])
        ids = [found.item_id for found in page.items]
        found = {"stones": stones_by_id(ids), "next": page.next or None, "count": page.count}
        return Response(StonePage(found, context={"states": availability(ids)}).data)


class OneStone(Machine):
    scopes = READ

    @extend_schema(
        operation_id="read_stone", responses={200: StoneOut, **refusals(404)}, tags=["stones"]
    )
    def get(self, request: Request, sku: str) -> Response:
        """One stone, sold ones included."""
        stone = stone_by_sku(known(sku))
        if stone is None or not stone.item.is_listed:
            raise Http404
        return Response(StoneOut(stone, context={"states": availability([stone.pk])}).data)


class Whereabouts(Machine):
    scopes = READ

    @extend_schema(
        operation_id="read_availability",
        responses={200: OpenApiResponse(WhereaboutsOut), **refusals(404)},
        tags=["stock"],
    )
    def get(self, request: Request, sku: str) -> Response:
        """Whether a piece, stone or ring setting, can be had now, and where."""
        item = listed_item(known(sku))
        if item is None:
            raise Http404
        return Response(WhereaboutsOut(promised(availability([item.pk])[item.pk])).data)


def known(sku: str) -> str:
    """A name that a database can be asked for."""
    if "\x00" in sku:
        raise Http404
    return sku
