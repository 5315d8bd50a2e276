"""The live process: WebSockets only. Pages run under WSGI, several times faster."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omni.settings")
get_asgi_application()  # loads the apps, before anything imports a model

from omni.lib.gateway import Gateway  # noqa: E402

socket = Gateway.as_asgi()


async def application(scope, receive, send) -> None:
    if scope["type"] == "websocket":
        await (socket if scope["path"] == "/live/" else nowhere)(scope, receive, send)
    elif scope["type"] == "http":
        await plain_request(scope, receive, send)
    else:
        await lifespan(receive, send)


async def lifespan(receive, send) -> None:
    """Listens before the first socket comes."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            Gateway.hub.start()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def nowhere(scope, receive, send) -> None:
    await send({"type": "websocket.close", "code": 4404})


async def plain_request(scope, receive, send) -> None:
    """Health for whoever supervises this process; anybody else came to the wrong port."""
    if scope["path"] == "/health/live/" and scope["method"] in {"GET", "HEAD"}:
        status, body = 200, b"ok\n"
    else:
        status = 426
        body = b"This is the live port: it speaks WebSocket only. The pages are on the web port.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if status == 426:
        headers += [(b"upgrade", b"websocket"), (b"connection", b"upgrade")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
