"""Django's own sessions in its own table, looked up by a statement that is kept."""

from django.contrib.sessions.backends import db

from .clock import now
from .statement import Statement

LIVE = Statement(
    "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
)


class SessionStore(db.SessionStore):
    """Under Django's own name, which its signatures carry: old and new versions read each other."""

    def load(self) -> dict:
        found = LIVE.rows(self.session_key, now())
        if not found:
            self._session_key = None  # as Django does: an unknown key is never taken over
            return {}
        return self.decode(found[0][0])
