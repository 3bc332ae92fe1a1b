"""What a course asks for, as data: all of it has to be met, and of alternatives one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.rules.outline import Step, find_step, read_steps

MODULE = "courses.ModulePage"


class AllModulesBlock(blocks.StaticBlock):
    class Meta:
        icon = "tick"
        label = _("Every required module")
        admin_text = _("Every module that is marked as required.")


class SomeModulesBlock(blocks.StructBlock):
    number = blocks.IntegerBlock(
        label=_("How many"),
        min_value=1,
        required=False,
        help_text=_("Leave empty for all of those chosen."),
    )
    modules = blocks.ListBlock(
        blocks.PageChooserBlock(page_type=MODULE, label=_("Module")),
        label=_("Of these modules"),
        default=[],
        required=False,
        help_text=_("Leave empty for any modules of the course."),
    )

    def clean(self, value):
        cleaned = super().clean(value)
        chosen = len(cleaned["modules"])
        if not chosen and not cleaned["number"]:
            message = _("Say how many modules are enough, or choose which.")
        elif chosen and (cleaned["number"] or 0) > chosen:
            message = _("That is more than the modules chosen.")
        else:
            return cleaned
        raise StructBlockValidationError(block_errors={"number": ValidationError(message)})

    class Meta:
        icon = "list-ol"
        label = _("Some modules")


class AttendanceBlock(blocks.StructBlock):
    percent = blocks.IntegerBlock(label=_("Percent of the time"), min_value=1, max_value=100)

    class Meta:
        icon = "group"
        label = _("Attendance")


class HiddenBlock(blocks.CharBlock):
    """What is not written by hand: it is not shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False} | kwargs)
        self.field.widget.input_type = "hidden"

    class Meta:
        form_classname = "w-hidden"
        label = ""


class PassedStepBlock(blocks.StructBlock):
    """The step is stored by its UUID: it stays the same in other languages and by other names."""

    module = blocks.PageChooserBlock(page_type=MODULE, label=_("Module"))
    step = blocks.CharBlock(
        label=_("Step"),
        help_text=_("Its title, or its id in catalogue files, as in the module's latest draft."),
    )
    uuid = HiddenBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        steps = steps_of(cleaned["module"])
        found = find_step(steps, cleaned["step"], cleaned.get("uuid") or "")
        if found is None:
            names = ", ".join(f"“{step.title}”" for step in steps) or "–"
            message = _now("No step has that title or id. There are: %(names)s.")
            raise StructBlockValidationError(
                block_errors={"step": ValidationError(message % {"names": names})}
            )
        cleaned["step"], cleaned["uuid"] = found.title, found.id
        return cleaned

    class Meta:
        icon = "list-ul"
        label = _("A step, passed")
        label_format = "{step}"


def steps_of(module: Any) -> tuple[Step, ...]:
    """Of the latest draft: its step is published together with the rule, or before it."""
    return read_steps(module.specific.get_latest_revision_as_object().steps.raw_data)


class OccasionBlock(blocks.StructBlock):
    """That there is such an occasion is asked by the page's form, which knows the course."""

    occasion = blocks.CharBlock(
        label=_("Occasion"), max_length=80, help_text=_("The id of one of the course's occasions.")
    )
    venue = blocks.CharBlock(
        label=_("Venue"),
        max_length=80,
        required=False,
        help_text=_("The id of one of its venues. Leave empty for any of them."),
    )
    percent = blocks.IntegerBlock(
        label=_("Percent of the time"), min_value=1, max_value=100, default=75
    )

    class Meta:
        icon = "date"
        label = _("An occasion, attended")
        label_format = "{occasion} {venue}"


class RequirementsBlock(blocks.StreamBlock):
    all_modules = AllModulesBlock()
    some_modules = SomeModulesBlock()
    attendance = AttendanceBlock()
    step = PassedStepBlock()
    occasion = OccasionBlock()

    class Meta:
        label = _("Alternative")


class CompletionBlock(RequirementsBlock):
    any_of = blocks.ListBlock(
        RequirementsBlock(),
        label=_("One of these alternatives"),
        icon="order",
        min_num=2,
        help_text=_("Each alternative asks for all that stands in it."),
    )

    class Meta:
        required = False
