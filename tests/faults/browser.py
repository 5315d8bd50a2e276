"""A browser that sends forms as fast as it can, over one connection that it keeps."""

import http.client
import urllib.parse

TOKEN = "c" * 32  # a CSRF secret; cookie and field must agree


class Browser:
    """One browser: its own cookies, and one connection that it keeps."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.cookies = {"csrf": TOKEN, **cookies}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def post(self, path: str, fields: dict) -> tuple[int, str]:
        """(status, where to) of one form sent, with our Origin and the CSRF token."""
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": TOKEN}, doseq=True)
        headers = {
            "Origin": self.origin,
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")
