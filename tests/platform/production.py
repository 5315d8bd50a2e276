"""An environment as production needs it, with secrets of its own and nobody at its addresses."""

import base64
import os
import secrets


def production(**changed: str) -> dict[str, str]:
    """Nothing of this process's own settings; an empty value leaves a variable out."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    wanted = {
        "OMNI_MODE": "production",
        "OMNI_SECRET_KEY": secrets.token_urlsafe(64),
        "OMNI_MESSAGE_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "OMNI_PUBLIC_URL": "https://shop.example",
        "DATABASE_URL": "postgres://shop:dummy@127.0.0.1:1/shop",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "OMNI_SMS_PROVIDER": "none",
        "OMNI_EMAIL_PROVIDER": "none",
        "OMNI_PAYMENT_PROVIDER": "none",
    }
    return kept | {name: value for name, value in (wanted | changed).items() if value}
