from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from courses.blocks import ContentBlock
from courses.models.fields import BlocksField

NEWS_ON_A_PAGE = 12


class NewsIndexPage(Page):
    intro = models.TextField(_("introduction"), blank=True)

    template = "cms/news_index_page.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        news = NewsPage.objects.live().public().child_of(self).order_by("-date", "-pk")
        pages = Paginator(news, NEWS_ON_A_PAGE)
        context = super().get_context(request, *args, **kwargs)
        return context | {"news": pages.get_page(request.GET.get("page"))}


class NewsPage(Page):
    """A piece of news with its byline: when, where from, who wrote it, whose picture."""

    date = models.DateField(_("date"), default=timezone.localdate)
    author = models.CharField(_("text by"), max_length=200, blank=True)
    dateline = models.CharField(
        _("dateline"),
        max_length=80,
        blank=True,
        help_text=_("The place from which the news is told, before the first words."),
    )
    lead = models.TextField(_("lead"), blank=True)
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        verbose_name=_("image"),
        null=True,
        blank=True,
        related_name="+",
    )
    image_alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    photo_credit = models.CharField(_("photo by"), max_length=200, blank=True)
    body = BlocksField(ContentBlock(), verbose_name=_("content"), blank=True)

    template = "cms/news_page.html"
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("date"), FieldPanel("author"), FieldPanel("dateline")],
            _("Byline"),
        ),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("image"), FieldPanel("image_alt"), FieldPanel("photo_credit")],
            _("Image"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
