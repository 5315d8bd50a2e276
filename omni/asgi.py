"""The live process: WebSockets only. Pages run under WSGI, several times faster."""

import os
from importlib import import_module
from importlib.util import find_spec

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omni.settings")
get_asgi_application()  # loads the apps, before anything imports a model


async def upgrade_required(scope, receive, send) -> None:
    """Answers a plain request: somebody opened the socket's address in a browser."""
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"upgrade", b"websocket"),
        (b"connection", b"upgrade"),
    ]
    body = b"This is the live port: it speaks WebSocket only. The pages are on the web port.\n"
    await send({"type": "http.response.start", "status": 426, "headers": headers})
    await send({"type": "http.response.body", "body": body})


sockets = []
if find_spec("omni.lib.gateway"):
    gateway = import_module("omni.lib.gateway").Gateway
    sockets.append(path("live/", gateway.as_asgi()))

application = ProtocolTypeRouter({"http": upgrade_required, "websocket": URLRouter(sockets)})
