"""The content policy: one text for every page, and more only where a view asked for it."""

from csp.utils import build_policy
from django.http import HttpResponse
from django.test import RequestFactory

from omni.lib.policy import PolicyMiddleware

HEADER = "Content-Security-Policy"


def answered(change) -> HttpResponse:
    def view(request):
        response = HttpResponse("page")
        change(request, response)
        return response

    return PolicyMiddleware(view)(RequestFactory().get("/"))


def directives(text: str) -> set[str]:
    return set(text.split("; "))


def test_is_what_the_settings_say():
    answer = answered(lambda request, response: None)

    assert directives(answer[HEADER]) == directives(build_policy())


def test_a_view_may_add_to_it_for_its_own_answer_only():
    def more(request, response):
        response._csp_update = {"script-src": ["'wasm-unsafe-eval'"]}

    assert "script-src 'self' 'wasm-unsafe-eval'" in directives(answered(more)[HEADER])
    assert "script-src 'self'" in directives(answered(lambda *_: None)[HEADER])


def test_an_answer_keeps_the_policy_it_has():
    def own(request, response):
        response[HEADER] = "default-src 'none'"

    assert answered(own)[HEADER] == "default-src 'none'"
