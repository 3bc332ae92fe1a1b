"""How an editor writes courses, packages and modules: the tabs of their edit pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import Page

from courses.forms.pages import CourseForm, ModuleForm, SteeringForm
from courses.models import DatedCoursePage, ModulePage, PackagePage
from courses.viewsets.panels import (
    FormInlinePanel,
    LagPanel,
    NoticesPanel,
    OccasionsPanel,
    SlotPanel,
)

CONTENT = [
    LagPanel(heading=_("Translation")),
    NoticesPanel(heading=_("Worth a look")),
    *Page.content_panels,
    FieldPanel("subtitle"),
    FieldPanel("summary"),
    FieldPanel("body"),
    InlinePanel("outcomes", label=_("Learning outcome"), heading=_("Learning outcomes")),
]
FACTS = [
    InlinePanel("course_organisers", label=_("Organiser"), heading=_("Organisers")),
    MultiFieldPanel([FieldPanel("audience"), FieldPanel("audience_text")], _("Audience")),
    FieldPanel("topics"),
    InlinePanel("course_priorities", label=_("Priority area"), heading=_("Priority areas")),
    FormInlinePanel(
        "course_steering",
        form=SteeringForm,
        label=_("Steering document"),
        heading=_("Steering documents"),
        panels=[FieldPanel("document"), FieldPanel("articles")],
    ),
    MultiFieldPanel(
        [
            FieldPanel("contact_name"),
            FieldPanel("contact_email"),
            FieldPanel("contact_phone"),
        ],
        _("Contact"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("price_amount"),
            FieldPanel("price_currency"),
            FieldPanel("price_note"),
        ],
        _("Price"),
    ),
]
COMPLETION = [
    HelpPanel(_("What is needed for the course to count as done, and what is given then.")),
    FieldPanel("certificate"),
    FieldPanel("completion_rule"),
]
PLAIN_COMPLETION = [  # what catalogue files know
    HelpPanel(_("These count where nothing stands under “What is asked for”.")),
    FieldPanel("completion_modules"),
]
LISTING = [
    *Page.promote_panels,
    FieldPanel("visibility"),
    MultiFieldPanel([FieldPanel("series"), FieldPanel("edition")], _("Series")),
    MultiFieldPanel([FieldPanel("published_on"), FieldPanel("updated")], _("Dates shown")),
    PublishingPanel(),
]


def tabs(*named: tuple[str, list]) -> TabbedInterface:
    return TabbedInterface(
        [ObjectList(panels, heading=heading) for heading, panels in named],
        base_form_class=CourseForm,
    )


def register_edit_pages() -> None:
    """Forms stand above models, so the models get theirs here."""
    DatedCoursePage.edit_handler = tabs(
        (_("Content"), CONTENT),
        (_("Occasions"), [OccasionsPanel(heading=_("Occasions"))]),
        (_("Facts"), [*FACTS, FieldPanel("recurrence")]),
        (
            _("Completion"),
            [
                *COMPLETION,
                *PLAIN_COMPLETION,
                FieldPanel("completion_attendance_percent"),
            ],
        ),
        (_("Listing"), LISTING),
    )
    PackagePage.edit_handler = tabs(
        (_("Content"), CONTENT),
        (_("Facts"), FACTS),
        (
            _("Completion"),
            [*COMPLETION, *PLAIN_COMPLETION, FieldPanel("order"), FieldPanel("suggested_weeks")],
        ),
        (_("Listing"), [*LISTING, FieldPanel("recurrence")]),
    )
    ModulePage.edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    NoticesPanel(heading=_("Worth a look")),
                    LagPanel(heading=_("Translation")),
                    *Page.content_panels,
                    FieldPanel("summary"),
                    MultiFieldPanel(
                        [FieldPanel("role"), FieldPanel("required")], _("In the course")
                    ),
                    SlotPanel("module_editor", heading=_("Signals")),
                    FieldPanel("steps"),
                ],
                heading=_("Content"),
            ),
            ObjectList([*Page.promote_panels, PublishingPanel()], heading=_("Listing")),
        ],
        base_form_class=ModuleForm,
    )
