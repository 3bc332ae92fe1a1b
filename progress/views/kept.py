"""What an editor is told before they touch something that people have records of."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from courses.models import Area, CoursePage, ModulePage
from progress.actions.delete_calendar_keys import delete_calendar_keys
from progress.models import CalendarKey, Organisation
from progress.reports.holding import records_of
from progress.reports.records import people_with_records

TOLD = "vidare_told"


def before_delete_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse(request, [page])


def before_unpublish_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    return tell(request, [page], "unpublish")


def before_move_page(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return tell(request, [page], "move") if request.method == "POST" else None


def before_bulk_action(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    pages = [one for one in objects if isinstance(one, Page)]
    if pages and action_type == "delete":
        return refuse(request, pages)
    if pages and action_type in ("unpublish", "move"):
        return tell(request, pages, action_type)
    if objects and not pages and action_type == "delete":
        return refuse_people(request, objects)
    return None


def before_edit_page(request: HttpRequest, page: Page) -> None:
    """A new slug means new addresses; the old ones lead on, and nothing of anybody's is lost."""
    new = request.POST.get("slug", page.slug) if request.method == "POST" else page.slug
    if page.live and new != page.slug and (people := people_with_records([page])):
        messages.warning(
            request,
            ngettext(
                "%(people)d person has records of this page or of pages below it. They are kept. "
                "Links in letters and bookmarks are led on to the new address.",
                "%(people)d people have records of this page or of pages below it. They are kept. "
                "Links in letters and bookmarks are led on to the new address.",
                people,
            )
            % {"people": people},
        )


def before_delete_user(request: HttpRequest, user: object) -> HttpResponse | None:
    return refuse_people(request, [user])


def before_delete_snippet(request: HttpRequest, instances: Iterable) -> HttpResponse | None:
    """An area that an organisation lies in; Wagtail's own count of uses does not see it."""
    areas = [one for one in instances if isinstance(one, Area)]
    if not Organisation.objects.filter(area__in=areas).exists():
        return None
    return say(
        request,
        title=_("This area is in use"),
        words=_("Organisations lie in it. Give it a last day instead: old records keep its name."),
        back=reverse("wagtailsnippets_courses_area:list"),
    )


def refuse(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    people = people_with_records(pages)
    if not people:
        return None
    page = pages[0].specific_deferred if len(pages) == 1 else None
    return say(
        request,
        title=_("People have records of this"),
        words=ngettext(
            "%(people)d person has begun, completed or registered for this, or for something "
            "below it. What they have done and their certificates hang on it, "
            "so it is not deleted.",
            "%(people)d people have begun, completed or registered for this, or for something "
            "below it. What they have done and their certificates hang on it, "
            "so it is not deleted.",
            people,
        )
        % {"people": people},
        course=page if isinstance(page, CoursePage) else None,
        module=page if isinstance(page, ModulePage) else None,
        back=reverse("wagtailadmin_explore", args=[pages[0].get_parent().pk]),
    )


def tell(request: HttpRequest, pages: list[Page], what: str) -> HttpResponse | None:
    """Says what it means, and goes on when the editor says so again."""
    if TOLD in request.POST:
        return None
    people = people_with_records(pages)
    if not people:
        return None
    page = pages[0].specific_deferred if len(pages) == 1 else None
    if what == "move":
        means = _("Addresses change. Progress, places and certificates stay with the people.")
    elif isinstance(page, ModulePage):
        means = _(
            "The module no longer counts: whoever has not completed the course is asked for one "
            "module less. What was completed stays completed."
        )
    else:
        means = _(
            "They can no longer read it, nor go on with it, until it is published again. What they "
            "have done, and their certificates, are kept."
        )
    count = ngettext(
        "%(people)d person has records of this, or of something below it.",
        "%(people)d people have records of this, or of something below it.",
        people,
    ) % {"people": people}
    return say(
        request,
        title=_("People have records of this"),
        words=f"{count} {means}",
        course=page if isinstance(page, CoursePage) and what == "unpublish" else None,
        back=reverse("wagtailadmin_explore", args=[pages[0].get_parent().pk]),
        again=[(name, value) for name, values in request.POST.lists() for value in values],
    )


def refuse_people(request: HttpRequest, people: list) -> HttpResponse | None:
    """The address of their calendar is no record: it goes with the account."""
    kept = [one for one in people if records_of(one, but=(CalendarKey,))]
    if not kept:
        if request.method == "POST":
            accounts = [one for one in people if isinstance(one, get_user_model())]
            delete_calendar_keys(people=accounts)
        return None
    return say(
        request,
        title=_("This account has records"),
        words=_(
            "Courses, places, certificates or memberships belong to %(names)s. An account with "
            "records is not deleted. Make it inactive instead: nobody can sign in with it then."
        )
        % {"names": ", ".join(str(one) for one in kept[:5])},
        back=reverse("wagtailusers_users:index"),
        edit=reverse("wagtailusers_users:edit", args=[kept[0].pk]) if len(kept) == 1 else "",
    )


def say(request: HttpRequest, **context: object) -> HttpResponse:
    return render(request, "progress/admin/kept.html", {"told": TOLD, **context})
