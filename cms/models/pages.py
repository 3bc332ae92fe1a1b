from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.models.news import NewsPage
from courses.blocks import ContentBlock
from courses.models.catalogue import CataloguePage
from courses.models.fields import BlocksField
from courses.reports.listing import read_sides

COURSES_ON_EACH_SIDE = 5
NEWS_ON_HOME = 3


class HomePage(Page):
    """The first page in a language: dated courses and packages side by side, then the news."""

    heading = models.CharField(
        _("heading"),
        max_length=160,
        blank=True,
        help_text=_("Shown large, instead of the title."),
    )
    lead = models.TextField(_("lead"), blank=True)
    body = BlocksField(ContentBlock(), verbose_name=_("content"), blank=True)

    template = "cms/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.StandardPage", "cms.NewsIndexPage", "courses.CataloguePage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("heading"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        news = NewsPage.objects.live().public().descendant_of(self).order_by("-date", "-pk")
        dated, packages = read_sides(self.locale.language_code, COURSES_ON_EACH_SIDE)
        return super().get_context(request, *args, **kwargs) | {
            "catalogue": CataloguePage.objects.live().child_of(self).first(),
            "dated": dated,
            "packages": packages,
            "news": news[:NEWS_ON_HOME],
        }


class StandardPage(Page):
    """A page of text: about, privacy notice, accessibility statement."""

    lead = models.TextField(_("lead"), blank=True)
    body = BlocksField(ContentBlock(), verbose_name=_("content"), blank=True)

    template = "cms/standard_page.html"
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
