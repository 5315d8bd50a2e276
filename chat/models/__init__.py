"""Conversations and the answers we approved."""

from .answer import Answer
from .conversation import Assignment, Conversation, Message, ReadMark

__all__ = ["Answer", "Assignment", "Conversation", "Message", "ReadMark"]
