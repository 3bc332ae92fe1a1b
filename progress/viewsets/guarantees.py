"""Seats kept for an organisation, in the admin: given, changed and released, never deleted."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from progress.actions.release_guarantee import release_guarantee
from progress.forms.guarantees import GuaranteeForm
from progress.models import Guarantee, Registration
from progress.rules.offers import Refusal
from progress.viewsets.people_choosers import organisation_chooser


def released_text(guarantee: Any) -> str:
    """The day, and whether it has come."""
    zone = guarantee.pool.venue.occasion.zone
    at = guarantee.released_at or guarantee.release_at
    day = at.astimezone(zone).date().isoformat()
    is_over = guarantee.released_at is not None or at <= timezone.now()
    return (
        _("Released %(day)s") % {"day": day} if is_over else _("Kept until %(day)s") % {"day": day}
    )


class GuaranteeIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        seated = (
            Registration.objects.seated()
            .filter(
                pool=OuterRef("pool"),
                workplace__path__gte=OuterRef("organisation__path"),
                workplace__path__lte=Concat(OuterRef("organisation__path"), Value("ZZZZZ")),
            )
            .order_by()
            .values("pool")
            .annotate(people=Sum("headcount"))
            .values("people")
        )
        found = Guarantee.objects.select_related("pool__venue__occasion__course", "organisation")
        return found.annotate(used=Coalesce(Subquery(seated), 0)).order_by(
            F("pool__venue__occasion__begins_on").desc(nulls_first=True), "pool", "pk"
        )

    def get_list_more_buttons(self, instance: Guarantee) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if instance.released_at is None and self.user_has_permission("change"):
            buttons.append(_release_button(instance))
        return buttons


class SaysWhy:
    """What the action refuses stands beside the field that it is about."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except Refusal as refusal:
            form.refuse(refusal)
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class GuaranteeCreateView(SaysWhy, generic.CreateView):
    pass


class GuaranteeEditView(SaysWhy, generic.EditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if self.object.released_at is None:
            buttons = [*buttons, _release_button(self.object)]
        return buttons


def _release_button(guarantee: Guarantee) -> Button:
    return Button(
        _("Release now"), url=reverse("guarantees:release", args=[guarantee.pk]), icon_name="key"
    )


@permission_required("progress.change_guarantee", login_url="wagtailadmin_login")
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks; the POST does it."""
    found = Guarantee.objects.select_related("pool__venue__occasion__course", "organisation")
    guarantee = get_object_or_404(found, pk=pk)
    if request.method != "POST":
        return render(request, "progress/admin/release.html", {"guarantee": guarantee})
    if release_guarantee(guarantee=guarantee):
        messages.success(request, _("The seats are for everyone now."))
    else:
        messages.warning(request, _("The seats were released already."))
    return redirect("guarantees:index")


class GuaranteeViewSet(ModelViewSet):
    model = Guarantee
    icon = "key"
    menu_label = gettext_lazy("Guaranteed seats")
    menu_hook = "register_vidare_courses_menu_item"
    add_to_reference_index = False
    inspect_view_enabled = False
    copy_view_enabled = False
    list_per_page = 50
    index_view_class = GuaranteeIndexView
    add_view_class = GuaranteeCreateView
    edit_view_class = GuaranteeEditView
    search_fields = (
        "organisation__name",
        "pool__venue__name",
        "pool__venue__occasion__course__title",
    )
    panels = (
        FieldPanel("pool"),
        FieldPanel("organisation"),
        FieldPanel("seats"),
        FieldPanel("release_on"),
    )

    @property
    def list_display(self) -> list[Any]:
        return [
            "organisation",
            Column("occasion", label=gettext_lazy("Occasion"), accessor="pool.venue.occasion"),
            Column("pool", label=gettext_lazy("Seats"), accessor="pool"),
            Column("seats", label=gettext_lazy("Kept"), accessor="seats", sort_key="seats"),
            Column("used", label=gettext_lazy("Used"), accessor="used", sort_key="used"),
            Column(
                "release_at",
                label=gettext_lazy("Released"),
                accessor=released_text,
                sort_key="release_at",
            ),
        ]

    def get_form_class(self, for_update: bool = False) -> type[GuaranteeForm]:
        class ChoosingForm(GuaranteeForm):
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                self.fields["organisation"].widget = organisation_chooser.widget_class()

        return ChoosingForm

    def get_urlpatterns(self) -> list[Any]:
        return [
            *(url for url in super().get_urlpatterns() if url.name != "delete"),
            path("<int:pk>/release/", release, name="release"),
        ]
