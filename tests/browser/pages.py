"""Every page that a person uses, one line each. Whoever makes a page adds it here.

test_every_page.py opens each in light, in dark and at 320 px, and axe looks at it.
"""

import re
from dataclasses import dataclass

NOBODY = ""
TEACHER = "teacher@example.org"
COLLEAGUE = "alva.snoskata@example.org"
MANAGER = "manager@example.org"
LEADER = "leader@example.org"
EDITOR = "editor@example.org"
COORDINATOR = "coordinator@example.org"
ADMIN = "admin@example.org"


@dataclass(frozen=True)
class Visited:
    path: str
    by: str = NOBODY
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path}{' by ' + self.by.split('@')[0] if self.by else ''}"

    @property
    def address(self) -> str:
        """The path with the demo's own numbers: “{rum-for-rorelse}” is that course's occasion."""
        filled = re.sub(
            r"{(group|joint|key|course)}", lambda found: of_the_group(found[1]), self.path
        )
        filled = re.sub(r"{way}", lambda found: begun_by_teacher(), filled)
        filled = re.sub(r"{module}", lambda found: module_most_read(), filled)
        filled = re.sub(r"{submission}", lambda found: handed_in_by_teacher(), filled)
        filled = re.sub(r"{(\w+)}", lambda found: of_the_demo(found[1]) or found[0], filled)
        return re.sub(r"{([\w-]+)}", lambda found: str(occasion_of(found[1]).pk), filled)


def occasion_of(course: str):
    """The first of the demo's occasions of a course, by the slug of its page."""
    from courses.models import Occasion

    return Occasion.objects.filter(course__slug=course).earliest("pk")


def of_the_demo(what: str) -> str:
    """Of the demo's most used occasion: somebody's place, a meeting, a venue, its course's own.
    The teacher, with a place of theirs; a certificate; an occasion that is over. Nothing for any
    other word."""
    from django.utils import timezone

    from courses.models import Occasion, Venue
    from progress.models import Certificate, Registration

    occasion = occasion_of("rum-for-rorelse")
    confirmed = Registration.objects.confirmed()
    found = {
        "seat": lambda: confirmed.filter(occasion=occasion).earliest("pk").pk,
        "meeting": lambda: occasion.meetings.earliest("pk").pk,
        "venue": lambda: Venue.objects.running().filter(occasion=occasion).earliest("pk").pk,
        "identity": lambda: occasion.course.translation_key,
        "teacher": lambda: confirmed.filter(person__email=TEACHER).earliest("pk").person_id,
        "place": lambda: confirmed.filter(person__email=TEACHER).latest("pk").pk,
        "over": lambda: (
            Occasion.objects.filter(
                ends_on__lt=timezone.localdate(), course__live=True, archived_at=None
            )
            .exclude(state="cancelled")
            .exclude(course__visibility="invited")
            .earliest("pk")
            .pk
        ),
        "asked": lambda: link_to_approve(MANAGER),
        "certificate": lambda: Certificate.objects.earliest("pk").number,
    }.get(what)
    return str(found()) if found is not None else ""


def link_to_approve(email: str) -> str:
    """What stands in the mail to somebody who can say yes."""
    from django.contrib.auth import get_user_model

    from progress.models.links import APPROVER, link_of
    from progress.permissions import approvable_by

    approver = get_user_model().objects.get(email=email)
    asked = approvable_by(approver).earliest("pk")
    return link_of(asked.transitions.latest("pk"), APPROVER, approver.pk).token


def begun_by_teacher() -> str:
    """The identity of a course that the demo's teacher has begun and not completed."""
    from progress.models import Enrolment

    going_on = Enrolment.objects.filter(person__email=TEACHER, completed_at=None)
    return str(going_on.earliest("pk").translation_key)


def handed_in_by_teacher() -> str:
    from progress.models import Submission

    return str(Submission.objects.earliest("pk").pk)


def module_most_read() -> str:
    """Of the demo, the module in which most steps are done."""
    from django.db.models import Count

    from progress.models import StepRecord

    done = StepRecord.objects.values("module").annotate(number=Count("pk"))
    return str(done.latest("number")["module"])


def of_the_group(what: str) -> str:
    """Of the demo's study group: its id, its planned step, the key of its link, its course."""
    from progress.models import StudyGroup

    group = StudyGroup.objects.get()
    if what == "joint":
        return group.joint_steps.get(confirmed_at=None).step.hex
    return str({"group": group.pk, "key": group.join_key, "course": group.course_id}[what])


PAGES = [
    Visited("/sv/"),
    Visited("/nb/"),
    Visited("/en/"),
    Visited("/sv/kurser/"),
    Visited("/sv/kurser/?q=finns-inte-alls"),
    Visited("/sv/no-such-page/", status=404),
    Visited("/accounts/login/"),
    Visited("/accounts/signup/"),
    Visited("/accounts/signup/done/"),
    Visited("/accounts/confirm/again/"),
    Visited("/accounts/confirm/no-such-link/", status=410),
    Visited("/accounts/password/"),
    Visited("/accounts/password/sent/"),
    Visited("/accounts/password/set/MQ/no-such-link/"),
    Visited("/accounts/password/set/done/"),
    Visited("/accounts/password/change/", TEACHER),
    Visited("/sv/kurser/leda-blandad-ensemble/mellan-traffarna/", TEACHER),
    Visited("/reviews/", LEADER),
    Visited("/reviews/{submission}/", LEADER),
    Visited("/my/", TEACHER),
    Visited("/my/", MANAGER),
    Visited("/my/copies/", TEACHER),
    Visited("/sv/kurser/scenen-ar-redan-har/"),
    Visited("/sv/kurser/ungt-arrangorskap/", TEACHER),
    Visited("/sv/kurser/scenen-ar-redan-har/publiken/"),
    Visited("/sv/kurser/scenen-ar-redan-har/publiken/", TEACHER),
    Visited("/sv/kurser/ungt-arrangorskap/iden/", TEACHER),
    Visited("/sv/kurser/ljud-bild-och-berattelse/lyssna-in-ljudet/", TEACHER),
    Visited("/my/learning/{way}/why/", TEACHER),
    Visited("/my/learning/{way}/why/", EDITOR, status=404),
    Visited("/my/profile/", TEACHER),
    Visited("/my/profile/?q=kulturskola", TEACHER),
    Visited("/my/profile/?q=finns-inte-alls", TEACHER),
    Visited("/groups/", TEACHER),
    Visited("/groups/", EDITOR),
    Visited("/groups/{group}/", TEACHER),
    Visited("/groups/{group}/", COLLEAGUE),
    Visited("/groups/{group}/", MANAGER, status=404),
    Visited("/groups/{group}/shared/", TEACHER),
    Visited("/admin/vidare/translations/", EDITOR),
    Visited("/groups/{group}/shared/", COLLEAGUE, status=404),
    Visited("/sv/kurser/ungt-arrangorskap/iden/", COLLEAGUE),
    Visited("/sv/kurser/ungt-arrangorskap/pengar-och-regler/", COLLEAGUE),
    Visited("/groups/{group}/notes/", TEACHER),
    Visited("/groups/{group}/close/", TEACHER),
    Visited("/groups/{group}/hand-over/", TEACHER),
    Visited("/groups/{group}/hand-over/", COLLEAGUE, status=404),
    Visited("/groups/{group}/steps/{joint}/plan/", TEACHER),
    Visited("/groups/{group}/steps/{joint}/confirm/", TEACHER),
    Visited("/groups/join/{key}/", MANAGER),
    Visited("/groups/join/no-such-link/", TEACHER, status=404),
    Visited("/groups/start/{course}/", TEACHER),
    Visited("/groups/start/{course}/", MANAGER),
    Visited("/reports/", MANAGER),
    Visited("/reports/", TEACHER, status=403),
    Visited("/reports/", COORDINATOR),
    Visited("/reports/?search=finns-inte-alls&start=2026-02-30", MANAGER),
    Visited("/reports/schools/?sort=-hours", COORDINATOR),
    Visited("/reports/courses/", COORDINATOR),
    Visited("/reports/places/", MANAGER),
    Visited("/reports/places/?search=finns-inte-alls&state=queued", MANAGER),
    Visited("/approvals/", MANAGER),
    Visited("/approvals/?search=finns-inte-alls", LEADER),
    Visited("/approvals/", TEACHER, status=403),
    Visited("/places/answer/{asked}/"),
    Visited("/places/answer/no-such-link/", status=404),
    Visited("/places/join/no-such-link/", TEACHER, status=404),
    Visited("/leading/", LEADER),
    Visited("/leading/", EDITOR),
    Visited("/leading/?past=1", EDITOR),
    Visited("/leading/?search=finns-inte-alls", EDITOR),
    Visited("/leading/{rum-for-rorelse}/", LEADER),
    Visited("/leading/{rum-for-rorelse}/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/?view=waiting&sort=-registered", EDITOR),
    Visited("/leading/{rum-for-rorelse}/?search=finns-inte-alls&venue=0", EDITOR),
    Visited("/leading/{rum-for-rorelse}/print/", LEADER),
    Visited("/leading/{rum-for-rorelse}/add/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/add/", LEADER, status=403),
    Visited("/leading/{rum-for-rorelse}/attendance/", LEADER),
    Visited("/leading/{rum-for-rorelse}/close/", LEADER),
    Visited("/leading/{rum-for-rorelse}/letters/", LEADER),
    Visited("/leading/{rum-for-rorelse}/letters/new/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/feedback/", LEADER),
    Visited("/leading/{rum-for-rorelse}/feedback/", TEACHER, status=403),
    Visited("/leading/{rum-for-rorelse}/changes/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/changes/cancel/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/changes/postpone/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/changes/venues/{venue}/cancel/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/places/{seat}/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/places/{seat}/move/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/places/{seat}/withdraw/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/attendance/{meeting}/", LEADER),
    Visited("/leading/{rum-for-rorelse}/attendance/{meeting}/walk-in/", LEADER),
    Visited("/leading/courses/{identity}/", EDITOR),
    Visited("/my/places/register/{rum-for-rorelse}/", TEACHER),
    Visited("/my/places/{place}/", TEACHER),
    Visited("/my/places/{place}/withdraw/", TEACHER),
    Visited("/my/places/{place}/move/", TEACHER),
    Visited("/my/places/{place}/hand-over/", TEACHER),
    Visited("/feedback/{over}/"),
    Visited("/feedback/{over}/thanks/"),
    Visited("/staff/{rum-for-rorelse}/", MANAGER),
    Visited("/staff/places/{place}/swap/", MANAGER),
    Visited("/support/people/{teacher}/", ADMIN),
    Visited("/reports/people/{teacher}/", MANAGER),
    Visited("/reports/people/{teacher}/{way}/", MANAGER),
    Visited("/reports/courses/{identity}/", MANAGER),
    Visited("/certificates/{certificate}/"),
    Visited("/admin/vidare/signals/{module}/", EDITOR),
    Visited("/admin/guarantees/", EDITOR),
    Visited("/admin/guarantees/new/", EDITOR),
    Visited("/certificates/"),
    Visited("/certificates/7KQ2M-9X4TB-C3HWX/", status=404),
]
