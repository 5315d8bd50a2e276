"""A small Twilio on 127.0.0.1: takes messages, lists them, and misbehaves when told to."""

import json
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class FakeTwilio:
    """`mood`: ok, 429, 400, 500, 500-after-taking, silent or hang-up."""

    def __init__(self) -> None:
        self.mood = "ok"
        self.taken: list[dict] = []

    def take(self, fields: dict) -> dict:
        number = len(self.taken) + 1
        message = {
            "sid": f"SM{number:032x}", "account_sid": "AC1", "status": "queued",
            "to": fields["To"], "from": fields["From"], "body": fields["Body"],
            "callback": fields.get("StatusCallback", ""),
            "date_created": format_datetime(datetime.now(UTC)),
            "date_sent": format_datetime(datetime.now(UTC)),
        }  # fmt: skip
        self.taken.append(message)
        return message


def _handler(fake: FakeTwilio):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args) -> None:
            pass

        def answer(self, status: int, body: dict) -> None:
            text = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            fields = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
            if fake.mood == "silent":
                time.sleep(2)
            if fake.mood in ("429", "400", "500"):
                self.answer(int(fake.mood), {"code": 20000 + int(fake.mood), "message": "No"})
            elif fake.mood == "500-after-taking":
                fake.take(fields)
                self.answer(500, {"code": 20500, "message": "Sorry"})
            elif fake.mood == "hang-up":
                self.close_connection = True
            else:
                self.answer(201, fake.take(fields))

        def do_GET(self) -> None:
            wanted = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
            found = [m for m in fake.taken if m["to"] == wanted.get("To", m["to"])]
            self.answer(200, {"messages": found, "next_page_uri": None, "page_size": 50})

    return Handler


@contextmanager
def fake_twilio():
    """(the fake, its address)"""
    fake = FakeTwilio()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield fake, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
