from itertools import chain, count
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html, format_html_join
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.generic import FormView
from wagtail.admin import messages

from courses.actions.find_package_parts import PackageParts, find_package_parts
from courses.actions.make_package import MadePackage, make_package
from courses.forms.fields import as_validation_error
from courses.forms.pages import MakePackageForm
from courses.models import CoursePage, DatedCoursePage
from courses.rules.errors import IdTakenError
from courses.rules.package_parts import NothingToTakeOverError, NotOverError


class MakePackageView(FormView):
    """A package of a dated course that has been held, as a draft."""

    form_class = MakePackageForm
    template_name = "courses/admin/make_package.html"
    parts: PackageParts

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponse:
        self.course = get_object_or_404(DatedCoursePage, pk=pk)
        if not self.course.get_parent().permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        try:
            self.parts = find_package_parts(course=self.course)
        except (NotOverError, NothingToTakeOverError) as error:
            messages.error(request, as_validation_error(error).messages[0])
            return redirect("wagtailadmin_pages:edit", pk)
        return super().dispatch(request, *args, pk=pk, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        with override(self.course.locale.language_code):
            title, stem = (
                _("%(title)s – package") % {"title": words}
                for words in (self.course.title, self.course.slug[:60])
            )
        return {"title": title[:255], "slug": free_slug(slugify(stem))}

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"course": self.course, "recorded": self.parts.recorded}
        return super().get_form_kwargs() | own

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(course=self.course, parts=self.parts, **kwargs)

    def form_valid(self, form: MakePackageForm) -> HttpResponse:
        values = {"occasions": ()} | form.cleaned_data
        try:
            made = make_package(course=self.course, user=self.request.user, **values)
        except NothingToTakeOverError as error:
            form.add_error(None, as_validation_error(error))
            return self.form_invalid(form)
        except IdTakenError as error:
            form.add_error("slug", as_validation_error(error))
            return self.form_invalid(form)
        tell(self.request, made)
        return redirect("wagtailadmin_pages:edit", made.page.pk)


def free_slug(stem: str) -> str:
    taken = set(CoursePage.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def tell(request: HttpRequest, made: MadePackage) -> None:
    said = _("“%(title)s” is made, as a draft.") % {"title": made.page.get_admin_display_title()}
    messages.success(request, said)
    if made.left:
        rows = ((as_validation_error(one).messages[0],) for one in made.left)
        messages.warning(
            request,
            format_html(
                "{} <ul>{}</ul>",
                _("This was not taken over:"),
                format_html_join("", "<li>{}</li>", rows),
            ),
        )
