"""What the editor's form of a course asks beyond its model's fields."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from courses.forms.fields import LinesField
from courses.models import Audience, CoursePage, CourseSteering, ModulePage, Occasion
from courses.rules.completion import BeThere, each, pages_in, read_rule
from courses.rules.deadlines import opening_instant
from courses.rules.errors import RuleError


class SlugKeepingForm(WagtailAdminPageForm):
    """A page's slug is its id in catalogue files: once published, it stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and self.instance.pk and self.instance.first_published_at:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _(
                "This is the id in catalogue files. It stays as it was when the page was published."
            )


class CourseForm(SlugKeepingForm):
    audience = forms.MultipleChoiceField(
        label=gettext_lazy("Audience"),
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("price_amount") is not None and not cleaned.get("price_currency"):
            self.add_error("price_currency", _("Choose the currency of the price."))
        slug = cleaned.get("slug")
        if slug and self._slug_of_another(slug):
            self.add_error(
                "slug",
                ValidationError(
                    _("Another course has this id already, in this or another language."),
                    code="slug",
                ),
            )
        return cleaned

    def _slug_of_another(self, slug: str) -> bool:
        others = CoursePage.objects.filter(slug=slug)
        return others.exclude(translation_key=self.instance.translation_key).exists()

    def clean_completion_rule(self) -> Any:
        """Blocks know no course; that what they ask for is of this one is asked here."""
        rule = self.cleaned_data["completion_rule"]
        blocks = rule.stream_block.get_prep_value(rule)
        faults = [*self._foreign_modules(blocks), *self._unknown_occasions(blocks)]
        if faults:
            raise ValidationError(faults)
        return rule

    def _foreign_modules(self, blocks: list) -> Iterator[str]:
        for module in ModulePage.objects.filter(pk__in=pages_in(blocks)).order_by("path"):
            if module.get_parent().translation_key != self.instance.translation_key:
                yield _("The module “%(title)s” is in another course.") % {"title": module.title}

    def _unknown_occasions(self, blocks: list) -> Iterator[str]:
        asked = [one for one in each(read_rule(blocks, {})) if isinstance(one, BeThere)]
        if not asked:
            return
        venues = {
            occasion.slug: [venue.slug for venue in occasion.venues.all()]
            for occasion in Occasion.objects.current()
            .of(self.instance.translation_key)
            .prefetch_related("venues")
        }
        for one in asked:
            if one.occasion not in venues:
                known = ", ".join(venues) or "–"
            elif one.venue and one.venue not in venues[one.occasion]:
                known = ", ".join(venues[one.occasion]) or "–"
            else:
                continue
            yield _("“%(id)s” is not there. There are: %(known)s.") % {
                "id": one.venue if one.occasion in venues else one.occasion,
                "known": known,
            }

    def clean_updated(self) -> str:
        text = self.cleaned_data["updated"].replace(" ", "T")
        try:
            if text:
                opening_instant(text, "UTC")
        except RuleError:
            raise ValidationError(
                _("Write 2023-07-03, or with a time 2023-07-03 09:43."), code="updated"
            ) from None
        return text


class ModuleForm(SlugKeepingForm):
    class Meta:
        model = ModulePage
        fields: list[str] = []


class SteeringForm(WagtailAdminModelForm):
    articles = LinesField(
        label=gettext_lazy("Articles"),
        required=False,
        help_text=gettext_lazy("One on each line."),
    )

    class Meta:
        model = CourseSteering
        fields = ["document", "articles"]


class NewCourseForm(forms.Form):
    """What a course that is made of another is called, and its id."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    slug = forms.SlugField(label=gettext_lazy("Id"), max_length=80)

    def __init__(self, *args: Any, course: CoursePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"].lower()
        if CoursePage.objects.filter(slug=slug).exists():
            raise ValidationError(_("Another course has this id already."), code="slug")
        return slug


class CopyCourseForm(NewCourseForm):
    """Next year's edition of a course."""

    field_order = ["title", "edition", "slug"]

    edition = forms.CharField(
        label=gettext_lazy("Edition"),
        max_length=120,
        help_text=gettext_lazy("What sets it apart from the others of its series, such as 2027."),
    )


class MakePackageForm(NewCourseForm):
    """A package of a course that has been held."""

    occasions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Recordings"),
        queryset=Occasion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Each becomes a module."),
    )

    def __init__(self, *args: Any, recorded: list[Occasion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not recorded:
            del self.fields["occasions"]
            return
        chosen = Occasion.objects.filter(pk__in=[one.pk for one in recorded])
        self.fields["occasions"].queryset = chosen.select_related("course")
        self.initial.setdefault("occasions", recorded)
