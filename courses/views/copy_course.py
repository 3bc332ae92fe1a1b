from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages

from courses.actions.copy_course import copy_course
from courses.forms.fields import as_validation_error
from courses.forms.pages import CopyCourseForm
from courses.models import CoursePage
from courses.rules.errors import IdTakenError


class CopyCourseView(FormView):
    """Next year's edition of a course, as a draft."""

    form_class = CopyCourseForm
    template_name = "courses/admin/copy_course.html"

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponse:
        self.course = get_object_or_404(CoursePage, pk=pk).specific
        if not self.course.get_parent().permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, pk=pk, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        year = str(timezone.localdate().year + 1)
        stem = self.course.slug.removesuffix(f"-{self.course.edition}")
        return {
            "title": self.course.title,
            "edition": year,
            "slug": f"{stem[:74]}-{year}",
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"course": self.course}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(course=self.course, **kwargs)

    def form_valid(self, form: CopyCourseForm) -> HttpResponse:
        try:
            copy = copy_course(course=self.course, user=self.request.user, **form.cleaned_data)
        except IdTakenError as error:
            form.add_error("slug", as_validation_error(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("“%(title)s” is made, as a draft.") % {"title": copy.get_admin_display_title()},
        )
        return redirect("wagtailadmin_pages:edit", copy.pk)
