from courses.models import CoursePage, ModulePage
from courses.models.records import module_has_records


def settle_modules(*, course: CoursePage, existing: list[ModulePage], names: list[str]) -> None:
    """Take away what `names` lacks, and put the rest in its order.

    A module is deleted, or only taken out of the course where someone has a record of it.
    """
    for module in existing:
        if module.slug not in names and module.live:
            if module_has_records(module):
                module.unpublish()
            else:
                module.delete()
    if not existing:
        return
    paths = dict(ModulePage.objects.child_of(course).values_list("slug", "path"))
    order = [paths[name] for name in names]
    if order == sorted(order):
        return
    for name in names:
        module = ModulePage.objects.child_of(course).get(slug=name)
        module.move(CoursePage.objects.get(pk=course.pk), pos="last-child")
