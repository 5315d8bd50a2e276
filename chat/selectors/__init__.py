"""Reads for the dock and the desk."""

from .messages import conversation_of, messages_after

__all__ = ["conversation_of", "messages_after"]
