from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.search import index

from courses.blocks import StepsBlock
from courses.models.choices import ModuleRole
from courses.models.fields import BlocksField
from courses.models.publishing import is_stopped


class ModulePage(Page):
    """A page of steps. A step is known by its block's UUID, through edits, moves and languages."""

    role = models.CharField(
        _("place in the course"),
        max_length=10,
        choices=ModuleRole,
        default=ModuleRole.NORMAL,
    )
    required = models.BooleanField(_("required"), default=True)
    summary = models.TextField(_("summary"), blank=True)
    steps = BlocksField(StepsBlock(), verbose_name=_("steps"), blank=True)

    parent_page_types = ["courses.DatedCoursePage", "courses.PackagePage"]
    subpage_types: list[str] = []
    template = "courses/module_page.html"
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("steps"),
    ]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """As Wagtail's, in one query instead of two, or in none where the query that found the page
        saw that there are none; an alias is left to Wagtail."""
        if self.__dict__.get("is_open"):
            return PageViewRestriction.objects.none()
        if self.alias_of_id:
            return super().get_view_restrictions()
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(
            models.Q(page__path__in=above) | models.Q(page__aliases__path__in=above)
        ).distinct()

    def publish(
        self, revision: Revision, *args: Any, log_action: Any = True, **kwargs: Any
    ) -> None:
        if not is_stopped(self, revision, log_action):
            super().publish(revision, *args, log_action=log_action, **kwargs)

    @property
    def minutes(self) -> int:
        return sum(step.value.get("minutes") or 0 for step in self.steps)
