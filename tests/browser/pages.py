"""Every page that a person uses, one line each. Whoever makes a page adds it here.

test_every_page.py opens each in light, in dark and at 320 px, and axe looks at it.
"""

import re
from dataclasses import dataclass

from tests.browser.of_the_demo import MANAGER, TEACHER, number_of

NOBODY = ""
COLLEAGUE = "alva.snoskata@example.org"
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
        """The path with the demo's own numbers."""
        return re.sub(r"{([\w-]+)}", lambda found: number_of(found[1]), self.path)


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
    Visited("/my/assignments/{submission}/", TEACHER),
    Visited("/my/assignments/{submission}/", COLLEAGUE, status=404),
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
    Visited("/places/answer/{answer}/"),
    Visited("/places/join/no-such-link/", TEACHER, status=404),
    Visited("/places/join/{group_link}/", COLLEAGUE),
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
    Visited("/leading/{samspill-pa-tvers}/changes/venues/{undecided}/decide/", EDITOR),
    Visited("/leading/{nasjonalt-dialogseminar-2023}/changes/venues/{cancelled}/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/places/{seat}/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/places/{seat}/move/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/places/{seat}/withdraw/", EDITOR),
    Visited("/leading/{rum-for-rorelse}/attendance/{meeting}/", LEADER),
    Visited("/leading/{rum-for-rorelse}/attendance/{meeting}/walk-in/", LEADER),
    Visited("/leading/courses/{identity}/", EDITOR),
    Visited("/my/places/register/{rum-for-rorelse}/", TEACHER),
    Visited("/my/places/{place}/", TEACHER),
    Visited("/my/places/{asked_of}/", TEACHER),
    Visited("/my/places/{asked_of}/answers/", TEACHER),
    Visited("/my/places/{place}/withdraw/", TEACHER),
    Visited("/my/places/{place}/move/", TEACHER),
    Visited("/my/places/{place}/hand-over/", TEACHER),
    Visited("/my/places/{place}/", MANAGER, status=404),
    Visited("/my/groups/{named}/", TEACHER),
    Visited("/my/groups/{named}/", COLLEAGUE, status=404),
    Visited("/my/groups/{named}/leave/", TEACHER),
    Visited("/feedback/{over}/"),
    Visited("/feedback/{over}/thanks/"),
    Visited("/staff/{rum-for-rorelse}/", MANAGER),
    Visited("/staff/places/{place}/swap/", MANAGER),
    Visited("/staff/places/withdraw/?place={place}", MANAGER),
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
