from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from progress.forms.mail_texts import MailTextForm
from progress.models import MailText, Message
from progress.rules.mail_kinds import LABELS
from progress.views import mail_preview


def label_of(one: MailText | Message) -> str:
    return _(LABELS[one.kind]) if one.kind in LABELS else one.kind


def preview_button(query: str = "") -> Button:
    return Button(
        _("See the mails"),
        url=reverse("mail_texts:preview") + query,
        icon_name="view",
    )


class MailTextIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return MailText.objects.select_related("course").order_by("course__title", "kind", "pk")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, preview_button()]


class MailTextEditView(generic.EditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        text = self.object
        language = text.course.locale.language_code
        query = f"?course={text.course_id}&kind={text.kind}&language={language}"
        return [*super().header_more_buttons, preview_button(query)]


class MailTextViewSet(ModelViewSet):
    """An editor's own words at the head of a mail, and what every mail looks like."""

    model = MailText
    icon = "mail"
    menu_label = gettext_lazy("Texts of mails")
    menu_hook = "register_vidare_courses_menu_item"
    add_to_reference_index = False
    inspect_view_enabled = False
    copy_view_enabled = False
    index_view_class = MailTextIndexView
    edit_view_class = MailTextEditView
    list_display = (
        Column("course", label=gettext_lazy("Course"), accessor="course.title"),
        Column("kind", label=gettext_lazy("Mail"), accessor=label_of),
    )
    search_fields = ("course__title", "text")
    panels = (FieldPanel("course"), FieldPanel("kind"), FieldPanel("text"))

    def get_form_class(self, for_update: bool = False) -> type[MailTextForm]:
        return MailTextForm

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("preview/", mail_preview.preview, name="preview"),
            path(
                "preview/<id:course_id>/<slug:kind>/<str:language>/",
                mail_preview.preview_html,
                name="preview_html",
            ),
        ]
