"""What a page without a socket, or one that missed a push, fetches: GET /live/?t=topic:version,…"""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from .. import topics
from ..parties import Party, carries_identity, party_of


@require_GET
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """{topic: {"version": n, …fragment}} for the topics whose version is another than the page's.

    {topic: {"denied": true}} for those it may not follow, whether they exist or not.
    """
    asked = dict(_asked(request.GET.get("t", "")))
    if len(asked) > topics.MOST:
        return JsonResponse({"error": "too many topics"}, status=400)
    known = carries_identity(request.COOKIES) and not all(map(topics.is_public, asked))
    party = party_of(request) if known else Party()
    able = topics.allowed(party, asked)
    versions = topics.versions(able)
    changed = [topic for topic in able if topic in versions and versions[topic] != asked[topic]]
    answer = {topic: {"denied": True} for topic in asked if topic not in able}
    return JsonResponse(answer | topics.fragments(party, changed))


def _asked(list_: str):
    for part in list_.split(",")[: topics.MOST + 1]:
        topic, _, version = part.rpartition(":")
        if topic:
            yield topic, int(version) if version.isdecimal() and len(version) < 19 else -1
