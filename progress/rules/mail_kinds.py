"""Every kind of mail about a place or a course, with its name for editors, in one place."""

from __future__ import annotations

from courses.rules.errors import gettext_noop

LABELS: dict[str, str] = {
    "registered": gettext_noop("You have a place"),
    "queued": gettext_noop("You are on the waiting list"),
    "offered": gettext_noop("You are offered a place"),
    "offer_lapsed": gettext_noop("The offer has lapsed"),
    "asked": gettext_noop("Your request is waiting for approval"),
    "approval_asked": gettext_noop("Somebody asks for your approval"),
    "approval_reminder": gettext_noop("Somebody still waits for your approval"),
    "approval_lapsed": gettext_noop("Nobody approved in time"),
    "rejected": gettext_noop("You were not given a place"),
    "approved": gettext_noop("Your request was approved"),
    "withdrawn": gettext_noop("You have withdrawn"),
    "cancelled": gettext_noop("The occasion or the venue is cancelled"),
    "needs_choice": gettext_noop("Your venue is cancelled: choose anew"),
    "moved": gettext_noop("You are moved to another venue"),
    "place_decided": gettext_noop("The place is decided"),
    "time_changed": gettext_noop("The time has changed"),
    "called_off": gettext_noop("A meeting is called off"),
    "postponed": gettext_noop("The occasion is postponed"),
    "taken_out": gettext_noop("It is no longer in the catalogue"),
    "put_back": gettext_noop("It is in the catalogue again"),
    "handed_over": gettext_noop("A place was handed over"),
    "letter": gettext_noop("A letter from the course leader"),
    "certificate": gettext_noop("Your certificate"),
    "joined": gettext_noop("Your name is added to a group"),
    "group_left": gettext_noop("Your name is taken out of a group"),
    "group_chooses": gettext_noop("The venue of your group is cancelled"),
    "group_gone": gettext_noop("Your group has no place any more"),
    "group_started": gettext_noop("A group takes the course together"),
    "group_handed_over": gettext_noop("A group is handed over to you"),
    "submission_handed_in": gettext_noop("Somebody has handed in an assignment"),
    "submission_returned": gettext_noop("Your assignment is returned with a comment"),
    "submission_approved": gettext_noop("Your assignment is approved"),
}

# What the people of a registered group are told, where whoever registered it is told this. What is
# not here is between the organiser and that one person: an offer, a wait, a place handed over.
TO_MEMBERS = {
    "registered": "registered",
    "approved": "registered",
    "moved": "moved",
    "place_decided": "place_decided",
    "time_changed": "time_changed",
    "called_off": "called_off",
    "postponed": "postponed",
    "taken_out": "taken_out",
    "put_back": "put_back",
    "cancelled": "cancelled",
    "needs_choice": "group_chooses",
    "withdrawn": "group_gone",
    "rejected": "group_gone",
    "offer_lapsed": "group_gone",
    "approval_lapsed": "group_gone",
}

# To whoever has to say yes, and not to the one whom it is about.
TO_APPROVERS = ("approval_asked", "approval_reminder")

# Mails in which an editor's own words can stand: a letter is all its writer's words, and a
# certificate's mail is about what was earned, perhaps years after the course.
WITH_OWN_WORDS = tuple(kind for kind in LABELS if kind not in ("letter", "certificate"))


def takes_own_words(kind: str) -> bool:
    return kind in WITH_OWN_WORDS
