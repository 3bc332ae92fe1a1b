"""Loads the whole demo, once: all of it or nothing."""

import json
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from cms.demo.accounts import make_people, make_sign_ins
from cms.demo.areas import make_areas
from cms.demo.asked import put_media
from cms.demo.files import CATALOGUE
from cms.demo.groups import make_groups
from cms.demo.learning import make_learning
from cms.demo.open_now import open_now
from cms.demo.places import SEMINAR, make_places
from cms.demo.site import make_frame, make_pages, make_settings
from courses.actions.import_catalogue import import_catalogue
from progress.models import Registration


def is_loaded() -> bool:
    """The seminar's seats are taken near the end, and nothing is kept of a load that stopped."""
    return Registration.objects.filter(occasion__course__slug=SEMINAR).exists()


def load(tell: Callable[[str], object] = str) -> bool:
    """Says whether there was anything to do."""
    if is_loaded():
        return False
    with transaction.atomic():
        for what, make in (
            ("pages", make_frame),
            ("people", make_people),
            ("sign-ins", make_sign_ins),
            ("courses", import_courses),
            ("questions", put_media),
            ("areas", make_areas),
            ("news", make_pages),
            ("settings", make_settings),
            ("places", make_places),
            ("learning", make_learning),
            ("groups", make_groups),
        ):
            tell(what)
            make()
    return True


def import_courses() -> None:
    """The catalogue, and today's; both name their pictures beside them, in media/."""
    today = json.dumps(open_now(timezone.localdate())).encode()
    for data in (CATALOGUE.read_bytes(), today):
        import_catalogue(data=data, folder=CATALOGUE.parent)
