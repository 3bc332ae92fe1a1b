from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from progress.views import (
    answers,
    approvals,
    asked,
    attendance,
    calendars,
    certificates,
    closing,
    copies,
    desk,
    desk_changes,
    desk_places,
    feedback,
    groups,
    handing_in,
    handing_over_groups,
    leading,
    learning,
    letters,
    mailings,
    moving,
    my,
    people,
    places,
    reports,
    reviews,
    sharing,
    staff,
    staff_places,
    staff_withdrawing,
    study_group_steps,
    study_groups,
    tour,
    why,
)


class PlainIdConverter(StringConverter):
    """A block's UUID as the pages write it: without hyphens."""

    regex = "[0-9a-f]{32}"


class ReportFileConverter(StringConverter):
    """The files that each table of a report is also had as."""

    regex = "csv|xlsx"


class KeyConverter(StringConverter):
    """Any text that a database can look for: PostgreSQL has no NUL."""

    regex = r"[^/\x00]+"


register_converter(KeyConverter, "key")
register_converter(PlainIdConverter, "plain")
register_converter(ReportFileConverter, "file")

app_name = "progress"
urlpatterns: list[URLPattern] = [
    path("certificates/", certificates.check, name="certificates"),
    path("certificates/<str:number>.pdf", certificates.certificate_as_pdf, name="certificate_pdf"),
    path(
        "certificates/<str:number>.json", certificates.certificate_as_json, name="certificate_json"
    ),
    path("certificates/<str:number>/", certificates.certificate, name="certificate"),
    path("my/", my.my, name="my"),
    path("my/copies/", copies.copies, name="copies"),
    path("learning-worker.js", copies.worker, name="copies_worker"),
    path("my/learning/<id:course_id>/start/", learning.start, name="start"),
    path("my/learning/<uuid:key>/", learning.resume, name="resume"),
    path("my/learning/<uuid:key>/why/", why.mine, name="why"),
    path("my/learning/<uuid:key>/finish/", why.finish, name="finish"),
    path("my/learning/<uuid:key>/<id:module_id>/<plain:step>/done/", learning.mark, name="mark"),
    path(
        "my/learning/<uuid:key>/<id:module_id>/<plain:step>/answers/",
        learning.answer,
        name="answer",
    ),
    path("my/learning/<uuid:key>/<id:module_id>/<plain:step>/share/", sharing.share, name="share"),
    path(
        "my/learning/<uuid:key>/<id:module_id>/<plain:step>/hand-in/",
        handing_in.assignment,
        name="hand_in",
    ),
    path("my/assignments/<id:submission_id>/", handing_in.my_assignment, name="assignment"),
    path("handed-in/<id:file_id>/", reviews.file, name="submission_file"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<id:submission_id>/", reviews.review, name="review"),
    path("reviews/<id:submission_id>/answer/", reviews.answer, name="answer_submission"),
    path("my/learning/<uuid:key>/<id:module_id>/<plain:step>/here/", learning.here, name="here"),
    path("places/answer/<str:token>/", answers.answer, name="answer_link"),
    path("my/places/register/<id:occasion_id>/", places.register, name="register"),
    path("my/places/<id:registration_id>/", places.place, name="place"),
    path("my/places/<id:registration_id>/withdraw/", places.withdraw, name="withdraw"),
    path("my/places/<id:registration_id>/accept/", places.accept, name="accept_offer"),
    path("my/places/<id:registration_id>/answers/", asked.answers, name="place_answers"),
    path("my/places/<id:registration_id>/move/", moving.move, name="move"),
    path("my/places/<id:registration_id>/hand-over/", moving.hand_over, name="hand_over"),
    path("my/groups/<id:registration_id>/", groups.place, name="group_place"),
    path("my/groups/<id:registration_id>/leave/", groups.leave, name="leave_group"),
    path("places/join/<str:token>/", groups.join, name="join_group"),
    path("my/calendar/", calendars.renew, name="renew_calendar"),
    path("calendar/<key:key>.ics", calendars.calendar, name="calendar"),
    path("approvals/", approvals.waiting, name="approvals"),
    path("approvals.<file:file>", approvals.waiting),
    path("approvals/<id:registration_id>/", approvals.decide, name="decide_approval"),
    path("my/profile/", people.profile, name="profile"),
    path("my/profile/join/", people.join, name="join_organisation"),
    path("my/profile/leave/<id:membership_id>/", people.leave, name="leave_organisation"),
    path("groups/", study_groups.groups, name="groups"),
    path("groups/start/<id:course_id>/", study_groups.start, name="start_group"),
    path("groups/join/<key:key>/", study_groups.join, name="join_study_group"),
    path("groups/<id:group_id>/", study_groups.group, name="group"),
    path("groups/<id:group_id>/shared/", sharing.shared, name="group_shared"),
    path("groups/<id:group_id>/notes/", study_group_steps.notes, name="group_notes"),
    path("groups/<id:group_id>/link/", study_groups.renew, name="renew_group_key"),
    path("groups/<id:group_id>/leave/", study_groups.leave, name="leave_study_group"),
    path(
        "groups/<id:group_id>/hand-over/",
        handing_over_groups.hand_over,
        name="hand_over_group",
    ),
    path("groups/<id:group_id>/close/", study_groups.close, name="close_group"),
    path(
        "groups/<id:group_id>/steps/<plain:step>/plan/",
        study_group_steps.plan,
        name="plan_joint_step",
    ),
    path(
        "groups/<id:group_id>/steps/<plain:step>/confirm/",
        study_group_steps.confirm,
        name="confirm_joint_step",
    ),
    path("leading/", leading.occasions, name="leading"),
    path("leading.<file:file>", leading.occasions),
    path("leading/<id:occasion_id>/", desk.registrations, name="participants"),
    path("leading/<id:occasion_id>.<file:file>", desk.registrations),
    path("leading/<id:occasion_id>/needs.<file:file>", desk.need_counts, name="need_counts"),
    path("leading/<id:occasion_id>/print/", desk.print_participants, name="print_participants"),
    path("leading/<id:occasion_id>/add/", desk_places.add, name="add_by_hand"),
    path(
        "leading/<id:occasion_id>/places/<id:registration_id>/",
        desk_places.one,
        name="desk_place",
    ),
    path(
        "leading/<id:occasion_id>/places/<id:registration_id>/answer/",
        desk_places.answer,
        name="desk_answer",
    ),
    path(
        "leading/<id:occasion_id>/places/<id:registration_id>/move/",
        desk_places.move,
        name="desk_move",
    ),
    path(
        "leading/<id:occasion_id>/places/<id:registration_id>/withdraw/",
        desk_places.withdraw,
        name="desk_withdraw",
    ),
    path("leading/<id:occasion_id>/attendance/", attendance.meetings, name="attendance"),
    path("leading/<id:occasion_id>/attendance.<file:file>", attendance.meetings),
    path(
        "leading/<id:occasion_id>/attendance/<id:meeting_id>/",
        attendance.meeting,
        name="attendance_meeting",
    ),
    path(
        "leading/<id:occasion_id>/attendance/<id:meeting_id>/walk-in/",
        attendance.walk_in,
        name="walk_in",
    ),
    path("leading/<id:occasion_id>/close/", closing.close, name="close_occasion"),
    path("leading/<id:occasion_id>/mailings/", mailings.mailings, name="mailings"),
    path("leading/<id:occasion_id>/letters/", letters.letters, name="letters"),
    path("leading/<id:occasion_id>/letters/new/", letters.new_letter, name="new_letter"),
    path(
        "leading/<id:occasion_id>/letters/<id:letter_id>/call-off/",
        letters.call_off,
        name="call_off_letter",
    ),
    path("leading/<id:occasion_id>/feedback/", feedback.feedback_list, name="feedback_list"),
    path("leading/<id:occasion_id>/feedback.<file:file>", feedback.feedback_list),
    path("leading/courses/<uuid:key>/", tour.report, name="tour"),
    path("leading/courses/<uuid:key>.<file:file>", tour.report),
    path("feedback/<id:occasion_id>/", feedback.feedback, name="feedback"),
    path("feedback/<id:occasion_id>/thanks/", feedback.thanks, name="feedback_thanks"),
    path("leading/<id:occasion_id>/changes/", desk_changes.changes, name="changes"),
    path(
        "leading/<id:occasion_id>/changes/cancel/",
        desk_changes.cancel_all,
        name="cancel_occasion",
    ),
    path(
        "leading/<id:occasion_id>/changes/postpone/",
        desk_changes.postpone,
        name="postpone_occasion",
    ),
    path(
        "leading/<id:occasion_id>/changes/venues/<id:venue_id>/decide/",
        desk_changes.decide,
        name="decide_venue",
    ),
    path(
        "leading/<id:occasion_id>/changes/venues/<id:venue_id>/cancel/",
        desk_changes.cancel_one,
        name="cancel_venue",
    ),
    path(
        "leading/<id:occasion_id>/changes/venues/<id:venue_id>/",
        desk_changes.venue_cancelled,
        name="venue_cancelled",
    ),
    path("staff/<id:occasion_id>/", staff.register, name="register_staff"),
    path("staff/places/withdraw/", staff_withdrawing.withdraw, name="withdraw_staff"),
    path("staff/places/<id:registration_id>/swap/", staff_places.swap, name="swap_place"),
    path("reports/places/", staff_places.places, name="reports_places"),
    path("reports/places.<file:file>", staff_places.places),
    path("reports/", reports.everyone, name="reports"),
    path("reports.<file:file>", reports.everyone),
    path("reports/schools/", reports.every_school, name="reports_schools"),
    path("reports/schools.<file:file>", reports.every_school),
    path("reports/courses/", reports.every_course, name="reports_courses"),
    path("reports/courses.<file:file>", reports.every_course),
    path("reports/courses/<uuid:key>/", reports.one_course, name="reports_course"),
    path("reports/courses/<uuid:key>.<file:file>", reports.one_course),
    path("reports/people/<id:pk>/", reports.one_person, name="reports_person"),
    path("reports/people/<id:pk>.<file:file>", reports.one_person),
    path("reports/people/<id:pk>/<uuid:key>/", why.one_way, name="reports_way"),
    path("support/people/<id:pk>/", why.support, name="support"),
]
