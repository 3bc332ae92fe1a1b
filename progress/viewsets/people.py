"""The menu “People”: organisations, who belongs to them, and what is known of a person."""

from typing import Any

from django.contrib import messages
from django.db.models import CharField, Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Length, Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from progress.forms.organisations import AdminProfileForm, MembershipForm, OrganisationForm
from progress.models import Membership, Organisation, Profile
from progress.models.accounts import email_field, matching
from progress.reports.holding import records_of
from progress.reports.scope import listed
from progress.viewsets.people_choosers import organisation_chooser


def may_see_protected(user: Any) -> bool:
    """Those who keep the profiles, and nobody else in the admin."""
    return bool(user.has_perm("progress.change_profile"))


class OrganisationIndex(generic.IndexView):
    def get_base_queryset(self) -> Any:
        above = Organisation.objects.filter(
            path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Value(Organisation.steplen))
        ).values("name")[:1]
        people = (
            Membership.objects.valid_on(timezone.localdate())
            .filter(organisation=OuterRef("pk"))
            .order_by()
            .values("organisation")
            .annotate(number=Count("person", distinct=True))
            .values("number")
        )
        return Organisation.objects.annotate(
            above=Coalesce(Subquery(above), Value(""), output_field=CharField()),
            people=Coalesce(Subquery(people), 0),
        )

    def order_queryset(self, queryset: Any) -> Any:
        return queryset.order_by(self.ordering or "path")

    def search_queryset(self, queryset: Any) -> Any:
        return queryset.named(self.search_query) if self.is_searching else queryset

    @cached_property
    def columns(self) -> list[Any]:
        columns = super().columns
        columns[0].label = _("Name")
        return columns

    def get_list_more_buttons(self, instance: Organisation) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if self.add_url:
            buttons.append(
                Button(
                    _("Add one below"),
                    url=f"{self.add_url}?parent={instance.pk}",
                    icon_name="plus",
                    priority=15,
                )
            )
        return buttons


class OrganisationAdd(generic.CreateView):
    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        above = self.request.GET.get("parent", "")
        if above.isdigit() and (parent := Organisation.objects.filter(pk=above).first()):
            kind = {"county": "municipality", "municipality": "school"}.get(parent.kind, "")
            kwargs["initial"] = kwargs.get("initial", {}) | {"parent": parent, "kind": kind}
        return kwargs


class OrganisationDelete(generic.DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kinds = records_of(self.object)
        if self.object.numchild:
            kinds.insert(0, _("organisations below it"))
        if not kinds:
            return super().dispatch(request, *args, **kwargs)
        said = _("“%(name)s” stays, for it has %(kinds)s. Give it a last day instead.")
        messages.error(request, said % {"name": self.object, "kinds": ", ".join(kinds)})
        return redirect(reverse(self.edit_url_name, args=[self.object.pk]))


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    menu_label = gettext_lazy("Organisations")
    add_to_reference_index = False
    inspect_view_enabled = False
    copy_view_enabled = False
    list_per_page = 100
    index_view_class = OrganisationIndex
    add_view_class = OrganisationAdd
    delete_view_class = OrganisationDelete
    list_filter = ("kind",)
    search_fields = ("name",)
    panels = (
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("parent"),
        FieldPanel("valid_from"),
        FieldPanel("valid_to"),
        FieldPanel("area"),
    )

    @property
    def list_display(self) -> list[Any]:
        return [
            "tree_name",
            Column("above", label=gettext_lazy("Belongs to"), accessor="above"),
            Column(
                "kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"
            ),
            Column("people", label=gettext_lazy("People"), accessor="people", sort_key="people"),
            DateColumn("valid_from", label=gettext_lazy("Valid from"), sort_key="valid_from"),
            DateColumn("valid_to", label=gettext_lazy("Valid to"), sort_key="valid_to"),
        ]

    def get_form_class(self, for_update: bool = False) -> type[OrganisationForm]:
        class ChoosingForm(OrganisationForm):
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                self.fields["parent"].widget = organisation_chooser.widget_class()

        return ChoosingForm


class MembershipIndex(generic.IndexView):
    def get_base_queryset(self) -> Any:
        found = Membership.objects.select_related("person", "organisation")
        if not may_see_protected(self.request.user):
            found = found.filter(listed("person__profile"))
        return found

    def order_queryset(self, queryset: Any) -> Any:
        return queryset.order_by(*([self.ordering] if self.ordering else []), *ORDER)

    def search_queryset(self, queryset: Any) -> Any:
        if not self.is_searching:
            return queryset
        schools = Organisation.objects.named(self.search_query).order_by().values("pk")
        return queryset.filter(
            matching(self.search_query, "person__") | Q(organisation__in=schools)
        )


ORDER = ("organisation__path", "role", "person", "pk")


class MembershipViewSet(ModelViewSet):
    """Who belongs where, as what, and from and to when. A manager's part is given here alone."""

    model = Membership
    icon = "user"
    menu_label = gettext_lazy("Memberships")
    add_to_reference_index = False
    inspect_view_enabled = False
    copy_view_enabled = False
    list_per_page = 50
    index_view_class = MembershipIndex
    list_filter = ("role",)
    search_fields = ("organisation__name",)
    panels = (
        FieldPanel("person"),
        FieldPanel("organisation"),
        FieldPanel("role"),
        FieldPanel("valid_from"),
        FieldPanel("valid_to"),
    )

    @property
    def list_display(self) -> list[Any]:
        return [
            "person",
            Column(
                "email", label=gettext_lazy("E-mail address"), accessor=lambda m: _email(m.person)
            ),
            Column(
                "organisation", label=gettext_lazy("Organisation"), sort_key="organisation__name"
            ),
            Column(
                "role", label=gettext_lazy("Role"), accessor="get_role_display", sort_key="role"
            ),
            DateColumn("valid_from", label=gettext_lazy("Valid from"), sort_key="valid_from"),
            DateColumn("valid_to", label=gettext_lazy("Valid to"), sort_key="valid_to"),
        ]

    def get_edit_handler(self) -> Any:
        handler = super().get_edit_handler()
        handler.base_form_class = MembershipForm
        return handler


class ProfileIndex(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return Profile.objects.select_related("person")

    def order_queryset(self, queryset: Any) -> Any:
        return queryset.order_by(*([self.ordering] if self.ordering else []), "person", "pk")

    def search_queryset(self, queryset: Any) -> Any:
        if not self.is_searching:
            return queryset
        return queryset.filter(matching(self.search_query, "person__"))


class ProfileViewSet(ModelViewSet):
    """Names as printed, languages and protected identities: for the few who keep these."""

    model = Profile
    icon = "lock"
    menu_label = gettext_lazy("Profiles and protected identity")
    add_to_reference_index = False
    inspect_view_enabled = False
    copy_view_enabled = False
    index_view_class = ProfileIndex
    list_filter = ("is_protected",)
    search_fields = ("printed_name",)
    panels = (
        FieldPanel("person"),
        FieldPanel("printed_name"),
        FieldPanel("language"),
        FieldPanel("is_protected"),
        FieldPanel("alias"),
    )

    @property
    def list_display(self) -> list[Any]:
        return [
            "person",
            Column(
                "email", label=gettext_lazy("E-mail address"), accessor=lambda p: _email(p.person)
            ),
            "printed_name",
            "language",
            BooleanColumn(
                "is_protected", label=gettext_lazy("Protected identity"), sort_key="is_protected"
            ),
        ]

    def get_form_class(self, for_update: bool = False) -> type[AdminProfileForm]:
        return AdminProfileForm


class PeopleGroup(ViewSetGroup):
    """The menu “People”."""

    menu_label = gettext_lazy("People")
    menu_icon = "group"
    menu_order = 160
    items = (
        OrganisationViewSet("organisations"),
        MembershipViewSet("memberships"),
        ProfileViewSet("profiles"),
    )


def _email(person: Any) -> str:
    return str(getattr(person, email_field()))
