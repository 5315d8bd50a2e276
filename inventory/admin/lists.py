"""A supplier's list on its way in: brought, asked about, compared, applied, undone."""

import csv
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from omni.lib.errors import Refused
from staff.actors import user_actor

from ..actions.answer_list import answer_list, ask_again, compare_again
from ..actions.apply_list import loses_most, start_list
from ..actions.bring_list import bring_list
from ..actions.undo_list import start_undo
from ..models import Import, Supplier
from ..selectors.list_progress import progress_of
from ..selectors.list_report import ReportPage, refused_cells, report_page, tabs
from .catalogue import knows_cost

PAGE = 50
BRING, CHANGE, VIEW = (f"inventory.{verb}_import" for verb in ("add", "change", "view"))


class BringForm(forms.Form):
    supplier = forms.ModelChoiceField(
        Supplier.objects.filter(feed__is_on=True), empty_label=None, label="Supplier"
    )
    file = forms.FileField(
        label="The list",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        help_text="A CSV file or an XLSX workbook, as the supplier sent it.",
    )


class ListPages:
    """For `ImportAdmin`: the pages of a list, at addresses of their own beside the admin's."""

    def get_urls(self) -> list[URLPattern]:
        def page(where: str, view: Callable, name: str) -> URLPattern:
            return path(where, self.admin_site.admin_view(view), name=f"inventory_import_{name}")

        return [
            page("bring/", self.bring, "bring"),
            page("list/<uuid:ref>/", self.shown, "list"),
            page("list/<uuid:ref>/refused.csv", self.refused, "refused"),
            page("list/<uuid:ref>/<slug:verb>/", self.act, "act"),
            *super().get_urls(),
        ]

    def bring(self, request: HttpRequest) -> HttpResponse:
        _need(request, BRING)
        form = BringForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                return self._brought(request, form.cleaned_data)
            except Refused as refusal:
                form.add_error("file", refusal.message)
        context = self._context(request, title=_("Bring a list")) | {"form": form}
        status = 422 if form.errors else 200
        return TemplateResponse(
            request, "admin/inventory/import/bring.html", context, status=status
        )

    @transaction.atomic
    def _brought(self, request: HttpRequest, said: dict) -> HttpResponse:
        run = bring_list(
            supplier=said["supplier"], name=said["file"].name, content=said["file"],
            key=request.POST.get("client_key"), actor=user_actor(request.user),
        )  # fmt: skip
        self.log_change(request, run, "Brought.")
        return redirect("admin:inventory_import_list", run.public_id)

    def shown(self, request: HttpRequest, ref: str) -> HttpResponse:
        _need(request, VIEW)
        run = get_object_or_404(Import.objects.select_related("supplier"), public_id=ref)
        of = tabs(run)
        fate = request.GET.get("show") if request.GET.get("show") in of else next(iter(of), "")
        context = self._context(request, title=run.source, subtitle=run.supplier) | {
            "run": run, "progress": progress_of(run), "tabs": of, "fate": fate,
            "page": self._page(request, run, fate), "may_act": request.user.has_perm(CHANGE),
            "loses_most": loses_most(run.counts),
            "begun": run.state == Import.State.FAILED and run.step_rows and run.counts,
        }  # fmt: skip
        return TemplateResponse(request, "admin/inventory/import/list.html", context)

    def _page(self, request: HttpRequest, run: Import, fate: str) -> ReportPage | None:
        if not fate:
            return None
        shown = report_page(run, fate, with_cost=knows_cost(request.user))
        shown.page = Paginator(shown.rows, PAGE).get_page(request.GET.get("p"))
        return shown

    def act(self, request: HttpRequest, ref: str, verb: str) -> HttpResponse:
        """Answer, ask or compare again, apply, undo."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        _need(request, CHANGE)
        run = get_object_or_404(Import, public_id=ref)
        deed = DEEDS.get(verb)
        if deed is None:
            raise PermissionDenied
        try:
            with transaction.atomic():
                deed(run, request)
                self.log_change(request, run, f"{verb.capitalize()}.")
        except Refused as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        return redirect("admin:inventory_import_list", ref)

    def refused(self, request: HttpRequest, ref: str) -> HttpResponse:
        _need(request, VIEW)
        run = get_object_or_404(Import, public_id=ref)
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="refused-{run.pk}.csv"'
        answer.write("\ufeff")
        writer = csv.writer(answer)
        writer.writerow(["Line", "Column", "Value", "Reason"])
        writer.writerows(refused_cells(run))
        return answer

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        """A list that came as a file has a page of its own."""
        run = self.get_object(request, object_id)
        if run and run.file and request.method == "GET" and request.user.has_perm(VIEW):
            return redirect("admin:inventory_import_list", run.public_id)
        return super().change_view(request, object_id, *args, **kwargs)

    def _context(self, request: HttpRequest, **more: object) -> dict:
        lists = reverse("admin:inventory_import_changelist")
        return self.admin_site.each_context(request) | {"opts": self.opts, "lists": lists} | more


def _need(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _answer(run: Import, request: HttpRequest) -> None:
    keys = [question["key"] for question in run.questions]
    given = {key: request.POST[key] for key in keys if request.POST.get(key)}
    answer_list(run=run, answers=given, actor=user_actor(request.user))


def _apply(run: Import, request: HttpRequest) -> None:
    start_list(run=run, actor=user_actor(request.user), accepts_loss="accepts_loss" in request.POST)


DEEDS = {
    "answer": _answer,
    "apply": _apply,
    "ask": lambda run, request: ask_again(run=run, actor=user_actor(request.user)),
    "again": lambda run, request: compare_again(run=run, actor=user_actor(request.user)),
    "undo": lambda run, request: start_undo(run=run, actor=user_actor(request.user)),
}
