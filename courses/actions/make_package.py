from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import Page

from courses.actions.claim_id import claim_id
from courses.actions.draft_package import draft_package
from courses.actions.draft_package_modules import draft_package_modules
from courses.actions.find_package_parts import PackageParts, find_package_parts
from courses.models import DatedCoursePage, ModulePage, ModuleRole, Occasion, PackagePage
from courses.rules.completion import pages_in, with_pages
from courses.rules.errors import gettext_noop
from courses.rules.package_parts import NotTakenOver, rule_fits

NEVER_PUBLISHED = {"first_published_at": None, "go_live_at": None, "expire_at": None}


@dataclass(frozen=True)
class MadePackage:
    page: PackagePage
    left: tuple[NotTakenOver, ...]
    """What of the course is not in it, for the editor to know."""


@transaction.atomic
def make_package(
    *,
    course: DatedCoursePage,
    title: str,
    slug: str,
    occasions: Collection[Occasion],
    user: Model | None = None,
) -> MadePackage:
    """A draft beside the course: the recordings of `occasions`, its papers and its modules.

    Nothing that tells of a person goes along. Copied steps keep their UUIDs: evidence is of an
    enrolment, and the package's are its own. Raises what find_package_parts raises, and
    IdTakenError.
    """
    parent = course.get_parent()
    claim_id(parent=parent, slug=slug)
    parts = find_package_parts(course=course, occasions=occasions)
    with override(course.locale.language_code):
        package = draft_package(course=course, title=title, slug=slug, body=parts.body)
        own = list(draft_package_modules(parts=parts))
    package.owner = user
    Page.objects.get(pk=parent.pk).add_child(instance=package)
    intros = [one for one in parts.modules if one.role == ModuleRole.INTRO]
    others = [one for one in parts.modules if one.role != ModuleRole.INTRO]
    new = {module.pk: _copy(module, package, user) for module in intros}
    _add(own[:-1], package, user)
    new |= {module.pk: _copy(module, package, user) for module in others}
    _add(own[-1:], package, user)
    asks_the_same = _ask_the_same(course, package, new)
    package.save_revision(user=user, clean=False)
    log(instance=package, action="wagtail.create", user=user, content_changed=True)
    return MadePackage(package, tuple(_left_out(course, parts, asks_the_same)))


def _copy(module: ModulePage, package: PackagePage, user: Model | None) -> int:
    made = module.copy(
        to=package, keep_live=False, copy_revisions=False, user=user, update_attrs=NEVER_PUBLISHED
    )
    return made.pk


def _add(modules: Collection[ModulePage], package: PackagePage, user: Model | None) -> None:
    for module in modules:
        module.locale_id, module.live, module.owner = package.locale_id, False, user
        package.add_child(instance=module)
        module.save_revision(user=user, clean=False)


def _ask_the_same(course: DatedCoursePage, package: PackagePage, new: dict[int, int]) -> bool:
    """Modules and steps can be asked for in a package; presence, or a number of modules, cannot."""
    rule = list(course.completion_rule.raw_data)
    if not (rule_fits(rule) and pages_in(rule) <= new.keys()):
        return False
    if rule:
        package.completion_rule = package.completion_rule.stream_block.to_python(
            with_pages(rule, new)
        )
        package.save(update_fields=["completion_rule"])
    plain = (course.completion_modules, course.completion_attendance_percent)
    return bool(rule) or plain == (None, None)


def _left_out(
    course: DatedCoursePage, parts: PackageParts, asks_the_same: bool
) -> Iterator[NotTakenOver]:
    if not asks_the_same:
        yield NotTakenOver(
            "completion",
            gettext_noop(
                "What the course asks for: attendance and numbers of modules do not fit. The "
                "package asks for every required module."
            ),
        )
    for occasion in parts.unrecorded:
        yield NotTakenOver(
            "no_recording",
            gettext_noop("“%(title)s”: it has no recording."),
            title=str(occasion),
        )
    for module in parts.unseen:
        yield NotTakenOver(
            "never_published",
            gettext_noop("The module “%(title)s”: it was never published."),
            title=module.title,
        )
    if parts.recorded:
        yield NotTakenOver(
            "captions",
            gettext_noop(
                "Captions and transcript of the recording: the course has none. Add them in the "
                "step where it is watched."
            ),
        )
    if course.price_amount:
        yield NotTakenOver("price", gettext_noop("The price: a package is priced by itself."))
    if course.get_view_restrictions().exists():
        yield NotTakenOver(
            "closed",
            gettext_noop(
                "Who may see it: the course is closed to some, and the package is not. Set its "
                "privacy before you publish it."
            ),
        )
    if course.get_translations().exists():
        yield NotTakenOver(
            "translations",
            gettext_noop("Its other languages: translate the package once it is written."),
        )
