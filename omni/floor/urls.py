"""The floor's addresses; those without a store go to the store that somebody works in."""

from django.urls import path

from .views.alarms import alarms_page, memo_back, price, reported, to_supplier
from .views.booking import booking, call_off_booking, move_booking
from .views.catalogue import selection_catalogue
from .views.counts import (
    abandon,
    close,
    correct,
    count,
    count_now,
    counts,
    open_one,
    scan,
)  # fmt: skip
from .views.devices import devices, enrol, revoke
from .views.diary import diary
from .views.hold import extend, hold, let_go
from .views.home import arrivals, client, go, home
from .views.media import ask_again, media, put_back, take_down
from .views.orders import orders
from .views.piece import piece
from .views.receipt import receipt
from .views.selection_sending import again, extend_link, revoke_link, send_to
from .views.selections import add, begin, edit, selection, selection_file, selections
from .views.sell import sell, sold
from .views.stock import stock
from .views.tags import tags
from .views.take_home import take_home
from .views.transfers import (
    arrived,
    bring_held,
    bring_here,
    call_off,
    pack,
    send,
    transfer,
    transfers,
)  # fmt: skip
from .views.visits import arrive_here, leave, take

app_name = "floor"
urlpatterns = [
    path("", go, name="home"),
    path("stock/", go, {"page": "stock"}, name="stock"),
    path("orders/", go, {"page": "orders"}, name="orders"),
    path("diary/", go, {"page": "diary"}, name="diary"),
    path("devices/", devices, name="devices"),
    path("devices/enrol/", enrol, name="enrol"),
    path("devices/<uuid:device>/revoke/", revoke, name="revoke"),
    path("<slug:store>/", home, name="home"),
    path("<slug:store>/arrivals/", arrivals, name="arrivals"),
    path("<slug:store>/clients/<uuid:customer>/", client, name="client"),
    path("<slug:store>/stock/", stock, name="stock"),
    path("<slug:store>/pieces/<str:sku>/", piece, name="piece"),
    path("<slug:store>/pieces/<str:sku>/take-down/", take_down, name="media-down"),
    path("<slug:store>/pieces/<str:sku>/put-back/", put_back, name="media-back"),
    path("<slug:store>/pieces/<str:sku>/ask-again/", ask_again, name="media-again"),
    path("<slug:store>/media/<str:name>", media, name="media"),
    path("<slug:store>/bring-here/", bring_here, name="bring-here"),
    path("<slug:store>/bring-held/", bring_held, name="bring-held"),
    path("<slug:store>/transfers/", transfers, name="transfers"),
    path("<slug:store>/transfers/<uuid:transfer>/", transfer, name="transfer"),
    path("<slug:store>/transfers/<uuid:transfer>/pack/", pack, name="transfer-pack"),
    path("<slug:store>/transfers/<uuid:transfer>/send/", send, name="transfer-send"),
    path("<slug:store>/transfers/<uuid:transfer>/arrived/", arrived, name="transfer-arrived"),
    path("<slug:store>/transfers/<uuid:transfer>/call-off/", call_off, name="transfer-call-off"),
    path("<slug:store>/alarms/", alarms_page, name="alarms"),
    path("<slug:store>/alarms/memo-back/", memo_back, name="memo-back"),
    path("<slug:store>/alarms/to-supplier/", to_supplier, name="to-supplier"),
    path("<slug:store>/alarms/reported/", reported, name="reported"),
    path("<slug:store>/alarms/price/", price, name="price"),
    path("<slug:store>/tags/", tags, name="tags"),
    path("<slug:store>/counts/", counts, name="counts"),
    path("<slug:store>/counts/open/", open_one, name="count-open"),
    path("<slug:store>/counts/<uuid:count>/", count, name="count"),
    path("<slug:store>/counts/<uuid:count>/now/", count_now, name="count-now"),
    path("<slug:store>/counts/<uuid:count>/scan/", scan, name="count-scan"),
    path("<slug:store>/counts/<uuid:count>/close/", close, name="count-close"),
    path("<slug:store>/counts/<uuid:count>/correct/", correct, name="count-correct"),
    path("<slug:store>/counts/<uuid:count>/abandon/", abandon, name="count-abandon"),
    path("<slug:store>/lists/", selections, name="selections"),
    path("<slug:store>/lists/begin/", begin, name="selection-begin"),
    path("<slug:store>/lists/<uuid:selection>/", selection, name="selection"),
    path("<slug:store>/lists/<uuid:selection>/add/", add, name="selection-add"),
    path("<slug:store>/lists/<uuid:selection>/edit/", edit, name="selection-edit"),
    path("<slug:store>/lists/<uuid:selection>/send/", send_to, name="selection-send"),
    path(
        "<slug:store>/lists/<uuid:selection>/catalogue/",
        selection_catalogue,
        name="selection-catalogue",
    ),
    path(
        "<slug:store>/lists/<uuid:selection>/list.<str:kind>",
        selection_file,
        name="selection-file",
    ),
    path("<slug:store>/lists/sent/<uuid:share>/again/", again, name="share-again"),
    path("<slug:store>/lists/sent/<uuid:share>/longer/", extend_link, name="share-extend"),
    path("<slug:store>/lists/sent/<uuid:share>/revoke/", revoke_link, name="share-revoke"),
    path("<slug:store>/orders/", orders, name="orders"),
    path("<slug:store>/diary/", diary, name="diary"),
    path("<slug:store>/diary/<uuid:appointment>/", booking, name="booking"),
    path("<slug:store>/diary/<uuid:appointment>/move/", move_booking, name="booking-move"),
    path("<slug:store>/diary/<uuid:appointment>/call-off/", call_off_booking, name="booking-off"),
    path("<slug:store>/sell/", sell, name="sell"),
    path("<slug:store>/sold/<uuid:order>/", sold, name="sold"),
    path("<slug:store>/sold/<uuid:order>/receipt/", receipt, name="receipt"),
    path("<slug:store>/arrive/", arrive_here, name="arrive"),
    path("<slug:store>/visits/<uuid:visit>/take/", take, name="take"),
    path("<slug:store>/visits/<uuid:visit>/leave/", leave, name="leave"),
    path("<slug:store>/hold/", hold, name="hold"),
    path("<slug:store>/take-home/", take_home, name="take-home"),
    path("<slug:store>/let-go/", let_go, name="let-go"),
    path("<slug:store>/extend/", extend, name="extend"),
]
