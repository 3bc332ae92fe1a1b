"""The snippets that courses refer to."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import Area, Organiser, PriorityArea, SteeringDocument


class OrganiserViewSet(SnippetViewSet):
    model = Organiser
    icon = "group"
    menu_label = _("Organisers")
    list_display = ["name", "organisation_number", "url"]


class AreaViewSet(SnippetViewSet):
    model = Area
    icon = "globe"
    menu_label = _("Areas")
    list_display = ["name", "kind", "valid_from", "valid_to"]
    list_filter = ["kind"]


class SteeringDocumentViewSet(SnippetViewSet):
    model = SteeringDocument
    icon = "doc-full"
    menu_label = _("Steering documents")
    list_display = ["title", "years", "url"]


class PriorityAreaViewSet(SnippetViewSet):
    model = PriorityArea
    icon = "pick"
    menu_label = _("Priority areas")
    list_display = ["name"]
