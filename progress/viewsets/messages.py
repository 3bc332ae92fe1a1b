from typing import Any

import django_filters
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from progress.models import Message
from progress.reports.outbox import messages_seen_by
from progress.views import resending
from progress.viewsets.mail_texts import label_of


class MessageFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=Message.State.choices)

    class Meta:
        model = Message
        fields = ["state"]


NAMES = {
    "subject": gettext_lazy("Subject"),
    "to": gettext_lazy("To"),
    "language": gettext_lazy("Language"),
    "kind": gettext_lazy("Mail"),
    "state": gettext_lazy("State"),
    "error": gettext_lazy("What went wrong"),
    "attempts": gettext_lazy("Attempts"),
    "created_at": gettext_lazy("Written"),
    "next_try_at": gettext_lazy("Next try"),
    "sent_at": gettext_lazy("Sent"),
    "message_id": "Message-ID",
}


class MessageIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return messages_seen_by(self.request.user).defer("text", "html", "calendar")

    def order_queryset(self, queryset: Any) -> Any:
        return queryset.order_by(*([self.ordering] if self.ordering else []), "-created_at", "-pk")

    def search_queryset(self, queryset: Any) -> Any:
        for word in self.search_query.split()[:5] if self.is_searching else ():
            queryset = queryset.filter(Q(to__icontains=word) | Q(subject__icontains=word))
        return queryset

    @cached_property
    def columns(self) -> list[Any]:
        columns = super().columns
        columns[0].label = NAMES["subject"]
        return columns

    def get_list_more_buttons(self, instance: Message) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if instance.state == Message.State.FAILED and self.user_has_permission("change"):
            buttons.append(
                Button(
                    _("Send again"),
                    url=reverse("messages:resend", args=[instance.pk]),
                    icon_name="mail",
                    priority=10,
                )
            )
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if self.user_has_permission("change"):
            buttons = [
                *buttons,
                Button(
                    _("Send all failed ones again"),
                    url=reverse("messages:resend_all"),
                    icon_name="mail",
                ),
            ]
        return buttons


class MessageInspectView(generic.InspectView):
    def get_object(self, queryset: Any = None) -> Any:
        seen = messages_seen_by(self.request.user)
        return get_object_or_404(seen, pk=self.pk)

    def get_field_label(self, field_name: str, field: Any) -> str:
        return str(NAMES[field_name])

    def get_kind_display_value(self) -> str:
        return label_of(self.object)


class MessageViewSet(ModelViewSet):
    """The outbox: what was sent to whom, what waits, and what failed and why.

    Nobody writes or deletes here. What a mail says is not shown: it has links that act for whom it
    was sent to.
    """

    model = Message
    icon = "mail"
    menu_label = gettext_lazy("Messages")
    menu_hook = "register_vidare_courses_menu_item"
    add_to_reference_index = False
    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 50
    index_view_class = MessageIndexView
    inspect_view_class = MessageInspectView
    filterset_class = MessageFilterSet
    search_fields = ("to", "subject")
    form_fields = ()
    inspect_view_fields = tuple(NAMES)
    list_display = (
        "subject",
        Column("to", label=NAMES["to"], sort_key="to"),
        Column("state", label=NAMES["state"], accessor="get_state_display", sort_key="state"),
        Column("error", label=NAMES["error"], accessor="error"),
        DateColumn("created_at", label=NAMES["created_at"], sort_key="created_at"),
        DateColumn("sent_at", label=NAMES["sent_at"], sort_key="sent_at"),
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without the doors that are not there."""
        closed = ("add_url_name", "edit_url_name", "delete_url_name")
        return super().get_common_view_kwargs(**kwargs) | dict.fromkeys(closed)

    def get_urlpatterns(self) -> list:
        open_doors = ("index", "index_results", "inspect")
        return [
            *(url for url in super().get_urlpatterns() if url.name in open_doors),
            path("resend/<int:pk>/", resending.resend, name="resend"),
            path("resend/", resending.resend_all, name="resend_all"),
        ]

    def register_admin_url_finder(self) -> None:
        """There is no edit screen to find."""
