"""A module page by its address in one query, where Wagtail asks for one page after another."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, Site

from courses.models import CataloguePage, CoursePage, DatedCoursePage, ModulePage, PackagePage
from courses.reports.originals import course_translations_stamp, module_translations_stamp
from courses.reports.outline import modules_stamp
from courses.reports.prepared import Prepared
from courses.reports.schedule_stamp import schedule_stamp


def find_module(
    request: HttpRequest, language: str, catalogue: str, course: str, module: str
) -> ModulePage | None:
    """The live module of a live course at this address, knowing its course; else None."""
    root = site_root_path(request, language)
    if root is None:
        return None
    course_path = f"{root}{catalogue}/{course}/"
    module_path = f"{course_path}{module}/"
    found = {
        page.url_path: page for page in ROUTE.objects(course, module, course_path, module_path)
    }
    if len(found) != 2:
        return None
    page = getattr(found[module_path], "modulepage", None)
    parent = getattr(found[course_path], "coursepage", None)
    if page is None or parent is None:
        return None
    parent.stamp = found[course_path].stamp
    page.__dict__["course"] = parent
    page.__dict__["translations_stamp"] = found[module_path].translations
    page.is_open = not found[module_path].is_restricted and page.alias_of_id is None
    page.locale = parent.locale = found[module_path].locale
    return page


def _restricted() -> Exists:
    """Whether Wagtail is to be asked who may see the page."""
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.annotate(here=here).filter(
        Q(here__startswith=F("page__path")) | Q(here__startswith=F("page__aliases__path"))
    )
    return Exists(above)


def _route(course: str, module: str, course_path: str, module_path: str) -> QuerySet[Page]:
    return (
        Page.objects.filter(
            slug__in=[course, module], url_path__in=[course_path, module_path], live=True
        )
        .select_related("coursepage", "modulepage", "locale")
        .defer("coursepage__body", "coursepage__completion_rule", "modulepage__steps")
        .annotate(
            stamp=modules_stamp(),
            translations=module_translations_stamp(),
            is_restricted=_restricted(),
        )
        .order_by()
    )


ROUTE = Prepared(_route, str, str, str, str)


def find_catalogue(request: HttpRequest, language: str, catalogue: str) -> CataloguePage | None:
    """The live catalogue at this address; None for every other page."""
    root = site_root_path(request, language)
    if root is None:
        return None
    pages = CataloguePage.objects.live().select_related("locale")
    return pages.filter(slug=catalogue, url_path=f"{root}{catalogue}/").first()


def find_course(
    request: HttpRequest, language: str, catalogue: str, course: str
) -> DatedCoursePage | PackagePage | None:
    """The live course at this address, of its own kind; None for every other page."""
    root = site_root_path(request, language)
    if root is None:
        return None
    pages = COURSE.objects(course, f"{root}{catalogue}/{course}/")
    page = pages[0] if pages else None
    found = getattr(page, "datedcoursepage", None) or getattr(page, "packagepage", None)
    if page is not None and found is not None:
        found.stamp = page.stamp
        found.__dict__["translations_stamp"] = page.translations
        found.schedule_stamp = page.schedule_stamp
        found.is_open = not page.is_restricted and found.alias_of_id is None
    return found


def _course(slug: str, url_path: str) -> QuerySet[CoursePage]:
    return (
        CoursePage.objects.live()
        .select_related("datedcoursepage__locale", "packagepage__locale")
        .annotate(
            stamp=modules_stamp(),
            translations=course_translations_stamp(),
            schedule_stamp=schedule_stamp(),
            is_restricted=_restricted(),
        )
        .filter(slug=slug, url_path=url_path)
        .order_by()
    )


COURSE = Prepared(_course, str, str)


def course_of(module: ModulePage) -> CoursePage | None:
    """The course that a module stands in, read once for each page object."""
    if "course" not in module.__dict__:
        module.__dict__["course"] = (
            CoursePage.objects.filter(path=module.path[: -module.steplen])
            .select_related("packagepage")
            .annotate(stamp=modules_stamp())
            .first()
        )
    return module.__dict__["course"]


def site_root_path(request: HttpRequest, language: str) -> str | None:
    """The url_path of the home page in this language, from what Wagtail keeps of its sites."""
    roots = Site.get_site_root_paths()
    if len({root.site_id for root in roots}) > 1:
        site = Site.find_for_request(request)
        roots = [root for root in roots if site is not None and root.site_id == site.pk]
    return next((root.root_path for root in roots if root.language_code == language), None)
