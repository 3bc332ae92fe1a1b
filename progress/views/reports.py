"""A manager's pages: who has done what in their own organisations and below."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from progress.forms.reports import SCHOOL_STATES, ReportForm
from progress.models import Organisation
from progress.reports import courses, people, person, schools
from progress.reports.scope import Scope
from progress.reports.study_groups import groups_to_report
from progress.reports.tables import Column, Table
from progress.reports.titles import course_titles
from progress.views.managing import for_managers
from progress.views.report_files import file_response
from progress.views.table_heads import file_addresses, table_heads

LEAF = 50


@for_managers()
def everyone(request: HttpRequest, scope: Scope, file: str = "") -> HttpResponseBase:
    form = report_form(request, scope, groups=groups_to_report(scope.paths))
    wanted = form.wanted()
    found = people.people_found(scope, wanted)
    if file:
        rows = people.all_person_rows(found, scope)
        return file_response(Table(_("people"), people.COLUMNS, rows), file)
    total = people.summary(scope, wanted)
    leaf = Paginator(_Counted(found, total.people), LEAF).get_page(request.GET.get("page"))
    context = {
        "rows": people.person_rows(leaf.object_list, scope),
        "leaf": leaf,
        "summary": total,
        "protected": scope.below(wanted.organisation).count_protected(),
    }
    return report_page(
        request, scope, form, "people", people.COLUMNS, context, wanted.sort or "name"
    )


@for_managers()
def every_school(request: HttpRequest, scope: Scope, file: str = "") -> HttpResponseBase:
    form = report_form(request, scope, without=("search",))
    form.fields["state"].choices = SCHOOL_STATES
    wanted = form.wanted()
    rows = schools.school_rows(scope, wanted)
    if file:
        return file_response(Table(_("organisations"), schools.COLUMNS, rows), file)
    leaf = Paginator(rows, LEAF).get_page(request.GET.get("page"))
    context = {
        "rows": leaf.object_list,
        "leaf": leaf,
        "silent": sum(not row.taking_part for row in rows),
        "protected": scope.below(wanted.organisation).count_protected(),
    }
    return report_page(request, scope, form, "schools", schools.COLUMNS, context, wanted.sort)


@for_managers()
def every_course(request: HttpRequest, scope: Scope, file: str = "") -> HttpResponseBase:
    groups = groups_to_report(scope.paths)
    form = report_form(request, scope, without=("search", "state", "course"), groups=groups)
    wanted = form.wanted()
    rows = courses.course_rows(scope, wanted, get_language() or "")
    if file:
        return file_response(Table(_("courses"), courses.COURSES, rows), file)
    leaf = Paginator(rows, LEAF).get_page(request.GET.get("page"))
    context = {
        "rows": leaf.object_list,
        "leaf": leaf,
        "protected": scope.below(wanted.organisation).count_protected(),
    }
    return report_page(
        request, scope, form, "courses", courses.COURSES, context, wanted.sort or "title"
    )


@for_managers()
def one_course(request: HttpRequest, scope: Scope, key: UUID, file: str = "") -> HttpResponseBase:
    titles = course_titles([key], get_language() or "")
    if key not in titles:
        raise Http404
    groups = groups_to_report(scope.paths)
    form = report_form(request, scope, without=("search", "course"), chosen=(), groups=groups)
    wanted = form.wanted(course=key)
    rows = courses.learner_rows(scope, wanted)
    if file:
        return file_response(Table(titles[key], courses.LEARNERS, rows), file)
    leaf = Paginator(rows, LEAF).get_page(request.GET.get("page"))
    context = {"rows": leaf.object_list, "leaf": leaf, "key": key, "title": titles[key]}
    return report_page(
        request, scope, form, "course", courses.LEARNERS, context, wanted.sort or "name"
    )


@for_managers()
def one_person(request: HttpRequest, scope: Scope, pk: int, file: str = "") -> HttpResponseBase:
    """Of somebody else's people, and of who is protected, there is no page."""
    someone = get_object_or_404(scope.people(), pk=pk)
    rows = person.course_rows(someone, get_language() or "")
    if file:
        name = _("courses of %(name)s") % {"name": someone.get_full_name()}
        return file_response(Table(name, person.COLUMNS, rows), file)
    context = {
        "someone": someone,
        "memberships": scope.memberships().filter(person=someone).select_related("organisation"),
        "rows": rows,
        "coming": person.coming_places(someone, scope.on),
        "columns": person.COLUMNS,
        "files": file_addresses(request),
    }
    return render(request, "progress/reports/person.html", context)


class _Counted:
    """A queryset whose length is known already."""

    def __init__(self, rows: Any, length: int) -> None:
        self.rows, self.length = rows, length
        self.ordered = True

    def count(self) -> int:
        return self.length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, part: slice) -> Any:
        return self.rows[part]


def report_form(
    request: HttpRequest,
    scope: Scope,
    without: Sequence[str] = (),
    *,
    chosen: Sequence[tuple[UUID, str]] | None = None,
    groups: Sequence[tuple[int, str]] = (),
) -> ReportForm:
    """`chosen`: the courses to choose from; else those that the manager's people have begun.
    `groups`: the study groups; where there are none, nothing is asked of them."""
    if chosen is None:
        chosen = courses.courses_seen(scope, get_language() or "")
    return ReportForm(
        request.GET,
        organisations=scope.choices(),
        courses=chosen,
        groups=groups,
        without=without,
    )


def report_page(
    request: HttpRequest,
    scope: Scope,
    form: ReportForm,
    name: str,
    columns: Sequence[Column],
    context: dict[str, Any],
    sort: str,
) -> HttpResponse:
    context |= {
        "form": form,
        "tops": list(Organisation.objects.filter(path__in=scope.paths)),
        "heads": table_heads(request, columns, sort),
        "files": file_addresses(request),
        "here": name,
        "is_narrowed": form.is_narrowed(),
    }
    return render(request, f"progress/reports/{name}.html", context)
