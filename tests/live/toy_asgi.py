"""The live process with the toy kinds in it."""

from omni.asgi import application
from tests.live import toy

toy.register()
__all__ = ["application"]
