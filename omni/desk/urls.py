"""The desk's addresses."""

from django.urls import path

from .views.context import context
from .views.conversation import conversation, messages
from .views.doing import finish_chat, join_chat, pass_chat, read_chat, reply_to
from .views.home import finished, home, queue
from .views.visit import book, call_off, move, send_pass, visit, withdraw_pass

app_name = "desk"
urlpatterns = [
    path("", home, name="home"),
    path("queue/", queue, name="queue"),
    path("finished/", finished, name="finished"),
    path("<uuid:conversation>/", conversation, name="conversation"),
    path("<uuid:conversation>/messages/", messages, name="messages"),
    path("<uuid:conversation>/context/", context, name="context"),
    path("<uuid:conversation>/reply/", reply_to, name="reply"),
    path("<uuid:conversation>/join/", join_chat, name="join"),
    path("<uuid:conversation>/pass/", pass_chat, name="pass"),
    path("<uuid:conversation>/finish/", finish_chat, name="finish"),
    path("<uuid:conversation>/read/", read_chat, name="read"),
    path("<uuid:conversation>/visit/", visit, name="visit"),
    path("<uuid:conversation>/visit/book/", book, name="book"),
    path("<uuid:conversation>/visit/move/", move, name="visit-move"),
    path("<uuid:conversation>/visit/call-off/", call_off, name="visit-call-off"),
    path("<uuid:conversation>/visit/pass/", send_pass, name="send-pass"),
    path("<uuid:conversation>/visit/withdraw/", withdraw_pass, name="withdraw-pass"),
]
