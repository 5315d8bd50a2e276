"""Django's messages ("Saved."), whose cookie is signed and read only where there is one."""

from django.contrib.messages.storage.base import BaseStorage
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.core import signing
from django.http import HttpRequest
from django.utils.functional import cached_property


class LazilySigned(CookieStorage):
    """Django makes a signer for every request; hardly one in a hundred has words to sign."""

    def __init__(self, request: HttpRequest, *args, **kwargs) -> None:
        BaseStorage.__init__(self, request, *args, **kwargs)

    @cached_property
    def signer(self) -> signing.TimestampSigner:
        return signing.get_cookie_signer(salt=self.key_salt)


class Storage(FallbackStorage):
    storage_classes = (LazilySigned, SessionStorage)
