"""The shop's addresses, and a page that follows a toy and a room."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from omni.urls import urlpatterns as shop

PAGE = """{% load live static %}<!doctype html><html lang="en-au"><head><title>Toy</title>
{% live_meta topics %}<link rel="stylesheet" href="{% static 'css/live.css' %}">
<script type="module" src="{% static 'js/live.js' %}"></script>
<script type="module" src="/toy.js"></script></head><body>
{% for topic in topics %}<p><b data-live="{{ topic }}" data-version="1">new</b></p>
{% endfor %}
<p data-live-age="checked"></p><ul id="said"></ul></body></html>"""
SCRIPT = """
const list = document.getElementById("said");
for (const name of ["live:toy", "live:room", "live:signal"])
  document.addEventListener(name, (event) => {
    const { type, detail } = event;
    const item = document.createElement("li");
    item.textContent = JSON.stringify([type, detail]);
    list.append(item);
  });
"""


def toy_page(request: HttpRequest) -> HttpResponse:
    topics = [topic for topic in request.GET.get("topics", "").split(",") if topic]
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"topics": topics}, request))


def toy_script(request: HttpRequest) -> HttpResponse:
    return HttpResponse(SCRIPT, content_type="text/javascript")


urlpatterns = [path("toy/", toy_page), path("toy.js", toy_script), *shop]
