"""What every description of an address in the API has in common."""

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction, OpenApiParameter, OpenApiResponse, OpenApiTypes
from rest_framework.serializers import ListField

from .serializers.claims import Closed
from .serializers.errors import Error

IDEMPOTENCY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    required=True,
    description=(
        "A UUID of your own for this request. Sent again with the same body it gets the same"
        " answer and changes nothing more; with another body it is refused."
    ),
)
REFUSALS = {
    400: "The request isn't right; `details.fields` says where.",
    401: "No token, or one that opens nothing.",
    403: "The token's scopes don't cover that.",
    404: "There's nothing of yours under that name.",
    405: "That method isn't for this address.",
    406: "Only JSON can be had here.",
    409: "A rule of the shop says no, for instance somebody was a moment before you.",
    413: "The body is too large.",
    415: "Only the media type that is described is understood here.",
    422: "This key was used before with another body.",
    429: "Too many requests; `Retry-After` says how long to wait.",
}


def refusals(*more: int) -> dict:
    """The refusals of every address, and those named, for `responses=`."""
    statuses = sorted({400, 401, 403, 406, 429, *more})
    return {status: OpenApiResponse(Error, REFUSALS[status]) for status in statuses}


class ClosedBody(OpenApiSerializerExtension):
    """A request body takes the fields it names and no others."""

    target_class = Closed
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict:
        described = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        for name, field in self.target.fields.items():
            if isinstance(field, ListField):
                described["properties"][name] |= {
                    "minItems": field.min_length,
                    "maxItems": field.max_length,
                }
        return described | {"additionalProperties": False}
