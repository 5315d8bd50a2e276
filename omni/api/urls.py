"""The API's addresses. No cookie counts here, so no Origin is asked for."""

from django.urls import URLPattern, path, re_path

from omni.lib.origin import origin_free

from .views import counts, files, lists, memos, sales, selections, shares, stock, transfers
from .views.absent import Absent
from .views.claims import Holds, LongerHold, OneHold
from .views.docs import Docs, Schema
from .views.stones import OneStone, Stones, Whereabouts


def address(route: str, view: type, name: str) -> URLPattern:
    return path(route, origin_free(view.as_view()), name=name)


app_name = "api"
urlpatterns = [
    address("stones/", Stones, "stones"),
    address("stones/<str:sku>/", OneStone, "stone"),
    address("items/<str:sku>/availability/", Whereabouts, "availability"),
    address("claims/", Holds, "claims"),
    address("claims/<uuid:claim>/", OneHold, "claim"),
    address("claims/<uuid:claim>/extend/", LongerHold, "claim-extend"),
    address("claims/<uuid:claim>/consume/", sales.consume, "claim-consume"),
    address("transfers/", transfers.TransferList, "transfers"),
    address("transfers/<uuid:transfer>/", transfers.OneTransfer, "transfer"),
    address("transfers/<uuid:transfer>/pick/", transfers.pick, "transfer-pick"),
    address("transfers/<uuid:transfer>/ship/", transfers.ship, "transfer-ship"),
    address("transfers/<uuid:transfer>/receive/", transfers.receive, "transfer-receive"),
    address("transfers/<uuid:transfer>/cancel/", transfers.cancel, "transfer-cancel"),
    address("transfers/<uuid:transfer>/write-off/", transfers.write_off, "transfer-write-off"),
    address("counts/", counts.open_one, "counts"),
    address("counts/<uuid:count>/", counts.OneCount, "count"),
    address("counts/<uuid:count>/scan/", counts.scan, "count-scan"),
    address("counts/<uuid:count>/take-back/", counts.take_back, "count-take-back"),
    address("counts/<uuid:count>/close/", counts.close, "count-close"),
    address("counts/<uuid:count>/correct/", counts.correct, "count-correct"),
    address("counts/<uuid:count>/abandon/", counts.abandon, "count-abandon"),
    address("memos/", memos.lend, "memos"),
    address("memos/<uuid:memo>/", memos.OneMemo, "memo"),
    address("memos/<uuid:memo>/return/", memos.give_back, "memo-return"),
    address("suppliers/memos/", memos.take_in, "supplier-memos"),
    address("suppliers/send-back/", memos.to_supplier, "supplier-send-back"),
    address("suppliers/buy/", memos.buy, "supplier-buy"),
    address("suppliers/sales/", memos.report, "supplier-sales"),
    address("suppliers/withdrawals/", sales.withdraw, "supplier-withdrawals"),
    address("returns/", sales.give_back, "returns"),
    address("selections/", selections.SelectionList, "selections"),
    address("selections/<uuid:selection>/", selections.OneSelection, "selection"),
    address("selections/<uuid:selection>/edit/", selections.edit, "selection-edit"),
    address("selections/<uuid:selection>/send/", shares.send, "selection-send"),
    address("selections/<uuid:selection>/catalogue/", files.ask, "selection-catalogue"),
    address("selections/<uuid:selection>/file/", files.SelectionFile, "selection-file"),
    address("shares/<uuid:share>/", shares.OneShare, "share"),
    address("shares/<uuid:share>/again/", shares.again, "share-again"),
    address("shares/<uuid:share>/extend/", shares.extend, "share-extend"),
    address("shares/<uuid:share>/revoke/", shares.revoke, "share-revoke"),
    address("lists/", lists.Lists, "lists"),
    address("lists/<uuid:ref>/", lists.OneList, "list"),
    address("lists/<uuid:ref>/rows/", lists.ListRows, "list-rows"),
    address("lists/<uuid:ref>/problems/", lists.ListProblems, "list-problems"),
    address("lists/<uuid:ref>/answer/", lists.answer, "list-answer"),
    address("lists/<uuid:ref>/ask-again/", lists.ask, "list-ask"),
    address("lists/<uuid:ref>/compare-again/", lists.compare, "list-compare"),
    address("lists/<uuid:ref>/apply/", lists.apply, "list-apply"),
    address("lists/<uuid:ref>/undo/", lists.undo, "list-undo"),
    address("receipts/", stock.receive, "receipts"),
    address("adjustments/", stock.adjust, "adjustments"),
    address("assemblies/", stock.put_together, "assemblies"),
    address("assemblies/take-apart/", stock.take_asunder, "take-apart"),
    address("parcels/split/", stock.split, "parcel-split"),
    address("parcels/join/", stock.join, "parcel-join"),
    address("items/<str:sku>/price/", stock.price, "price"),
    address("items/<str:sku>/cost/", stock.cost, "cost"),
    address("items/<str:sku>/safety-stock/", stock.safety, "safety-stock"),
    address("schema/", Schema, "schema"),
    address("docs/", Docs, "docs"),
    re_path("", origin_free(Absent.as_view())),
]
