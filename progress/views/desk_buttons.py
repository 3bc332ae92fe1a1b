"""What the Wagtail admin's screens of an occasion and a venue lead to."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from courses.models import Occasion, Venue
from progress.permissions import Visitor, may_see_desk


def occasion_buttons(occasion: Occasion, user: Visitor) -> Iterator[Button]:
    if may_see_desk(user, occasion):
        url = reverse("progress:participants", args=[occasion.pk])
        yield Button(_("Participants and places"), url, icon_name="group", priority=10)


def venue_buttons(venue: Venue, user: Visitor) -> Iterator[Button]:
    yield from occasion_buttons(venue.occasion, user)
