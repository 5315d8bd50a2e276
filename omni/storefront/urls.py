"""The shop's addresses."""

from django.urls import path

from .views.accent import accent
from .views.account import account, rename, sign_out_everywhere
from .views.asking import mark_read, say
from .views.catalogue import catalogue
from .views.chat import chat_messages, chat_page, who_is_there
from .views.checkout import buy, order, payment
from .views.compare import compare
from .views.door_pass import door_pass, pass_consent
from .views.drawing import drawing
from .views.guide import guide
from .views.handset import handset
from .views.hers import her_badge
from .views.home import home, robots
from .views.jewellery import jewel, jewellery
from .views.made import made_page, made_part
from .views.media import media
from .views.offline import offline, worker
from .views.pieces import any_piece
from .views.reserve import let_go_page, reserve_page
from .views.rings import ring, rings
from .views.search import search_page
from .views.searches import alert, drop, save_search, searches, stop
from .views.seen import seen
from .views.selection import selection, selection_file, selection_seen
from .views.shortlist import add, remove, shortlist
from .views.sign_in import sign_in, sign_in_code, sign_out
from .views.stone import rings_for_stone, similar_stones, stone_page, stone_profile
from .views.stores import store_page, stores
from .views.system import system
from .views.tell_me import tell_me
from .views.visits import call_off, move, visit
from .views.written import written_search

app_name = "storefront"
MADE, JEWEL = {"kind": "made"}, {"kind": "jewel"}
urlpatterns = [
    # The pages that are asked for most come first, as addresses are compared one by one.
    path("diamonds/<str:sku>/", stone_page, name="stone"),
    path("diamonds/", search_page, name="search"),
    path("", home, name="home"),
    path("robots.txt", robots, name="robots"),
    path("worker.js", worker, name="worker"),
    path("offline/", offline, name="offline"),
    path("guide/", guide, name="guide"),
    path("diamonds/<str:sku>/profile/", stone_profile, name="profile"),
    path("diamonds/<str:sku>/rings/", rings_for_stone, name="stone-rings"),
    path("diamonds/<str:sku>/similar/", similar_stones, name="similar"),
    path("buy/<str:sku>/", buy, name="buy"),
    path("payments/<uuid:ref>/", payment, name="payment"),
    path("orders/<uuid:ref>/", order, name="order"),
    path("p/<str:token>/", door_pass, name="pass"),
    path("p/<str:token>/consent/", pass_consent, name="pass-consent"),
    path("s/<str:token>/", selection, name="selection"),
    path("s/<str:token>/catalogue/", catalogue, name="catalogue"),
    path("s/<str:token>/seen/", selection_seen, name="selection-seen"),
    path("s/<str:token>/list.<str:kind>", selection_file, name="selection-file"),
    path("diamonds/<str:sku>/reserve/", reserve_page, name="reserve"),
    path("diamonds/<str:sku>/tell-me/", tell_me, name="tell-me"),
    path("diamonds/<str:sku>/let-go/", let_go_page, name="let-go"),
    path("pieces/<str:sku>/", any_piece, name="piece"),
    path("compare/", compare, name="compare"),
    path("find/", written_search, name="written"),
    path("rings/", rings, name="rings"),
    path("rings/made/", made_part, name="made-part"),
    path("rings/made/<str:sku>/", made_page, name="made"),
    path("rings/made/<str:sku>/reserve/", reserve_page, MADE, name="made-reserve"),
    path("rings/made/<str:sku>/tell-me/", tell_me, MADE, name="made-tell-me"),
    path("rings/made/<str:sku>/let-go/", let_go_page, MADE, name="made-let-go"),
    path("rings/<slug:slug>/", ring, name="ring"),
    path("jewellery/", jewellery, name="jewellery"),
    path("jewellery/<slug:slug>/", jewel, name="jewel"),
    path("jewellery/<str:sku>/reserve/", reserve_page, JEWEL, name="jewel-reserve"),
    path("jewellery/<str:sku>/tell-me/", tell_me, JEWEL, name="jewel-tell-me"),
    path("jewellery/<str:sku>/let-go/", let_go_page, JEWEL, name="jewel-let-go"),
    path("stores/", stores, name="stores"),
    path("stores/<slug:slug>/", store_page, name="store"),
    path("stones/drawing/<str:name>.svg", drawing, {"suffix": "svg"}, name="drawing"),
    path("stones/drawing/<str:name>.json", drawing, {"suffix": "json"}, name="mesh"),
    path("stones/media/<str:name>", media, name="media"),
    path("seen/", seen, name="seen"),
    path("hers/<uuid:ref>/", her_badge, name="hers"),
    path("searches/", searches, name="searches"),
    path("searches/save/", save_search, name="search-save"),
    path("searches/<uuid:search>/alert/", alert, name="search-alert"),
    path("searches/<uuid:search>/drop/", drop, name="search-drop"),
    path("searches/stop/<str:token>/", stop, name="searches-stop"),
    path("shortlist/", shortlist, name="shortlist"),
    path("shortlist/add/", add, name="shortlist-add"),
    path("shortlist/remove/", remove, name="shortlist-remove"),
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-in/<uuid:code_id>/", sign_in_code, name="sign-in-code"),
    path("sign-out/", sign_out, name="sign-out"),
    path("account/", account, name="account"),
    path("account/name/", rename, name="rename"),
    path("account/sign-out-everywhere/", sign_out_everywhere, name="sign-out-everywhere"),
    path("visits/<uuid:ref>/", visit, name="visit"),
    path("visits/<uuid:ref>/move/", move, name="visit-move"),
    path("visits/<uuid:ref>/call-off/", call_off, name="visit-call-off"),
    path("demo/handset/", handset, name="handset"),
    path("chat/", chat_page, name="ask"),
    path("chat/ask/", say, name="say"),
    path("chat/messages/", chat_messages, name="messages"),
    path("chat/read/", mark_read, name="read"),
    path("chat/presence/", who_is_there, name="presence"),
    path("accent/<str:colour>.css", accent, name="accent"),
    path("system/", system, name="system"),
]
