"""What a group does together, and why it cannot."""

from __future__ import annotations

from courses.rules.errors import RuleError, gettext_noop
from courses.rules.outline import Module, Outline, Step

JOINT_FORMS = ("group", "follow-up")


class CannotInGroup(RuleError):
    """Nothing was changed; the message says why and what to do."""


class NotesConflict(CannotInGroup):
    """Somebody else saved meanwhile: `notes` is what stands there now, `version` its number."""

    def __init__(self, notes: str, version: int) -> None:
        self.notes, self.version = notes, version
        super().__init__(
            "notes-changed",
            gettext_noop(
                "Somebody else has changed the notes while you wrote. Nothing is lost: "
                "both texts stand here."
            ),
        )


def is_joint(step: Step) -> bool:
    """What has right answers is answered by each, whatever the form of work, and what is handed in
    is approved for each."""
    return step.form in JOINT_FORMS and not step.graded and not step.is_assigned


def joint_steps(outline: Outline) -> list[tuple[Module, Step]]:
    return [(module, step) for module in outline.modules for step in module.steps if is_joint(step)]


def group_is_closed() -> CannotInGroup:
    return CannotInGroup("group-closed", gettext_noop("This group is closed."))


def not_a_joint_step() -> CannotInGroup:
    return CannotInGroup(
        "not-joint", gettext_noop("This step is not one that the group does together.")
    )


def is_confirmed_already() -> CannotInGroup:
    return CannotInGroup(
        "confirmed", gettext_noop("This step is done: its day can no longer be changed.")
    )


def nobody_present() -> CannotInGroup:
    return CannotInGroup("nobody-present", gettext_noop("Tick at least one who was there."))


def lies_ahead() -> CannotInGroup:
    return CannotInGroup(
        "ahead", gettext_noop("The day lies ahead. Confirm the step when you have done it.")
    )


def facilitator_stays() -> CannotInGroup:
    return CannotInGroup(
        "facilitator",
        gettext_noop("Whoever leads the group cannot leave it. Hand it over first, or close it."),
    )


def led_by_another() -> CannotInGroup:
    return CannotInGroup("led-by-another", gettext_noop("Somebody else leads the group now."))


def nobody_to_lead() -> CannotInGroup:
    return CannotInGroup(
        "nobody-to-lead", gettext_noop("Choose somebody in the group, or of the staff, to lead it.")
    )


def no_such_facilitator() -> CannotInGroup:
    return CannotInGroup(
        "no-facilitator", gettext_noop("Choose yourself or one of the teachers there to lead.")
    )
