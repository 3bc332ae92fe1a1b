"""Which words of a course's page are still the original's, and so are in its language."""

from courses.models import CoursePage, ModulePage
from courses.reports.originals import original_of
from courses.rules.course_langs import NO_COURSE_LANGS, TEXTS, CourseLangs, course_langs


def read_course_langs(page: CoursePage) -> CourseLangs:
    """No query of its own for an original, or for a course in one language."""
    original = original_of(page)
    if original is None:
        return NO_COURSE_LANGS
    modules = ModulePage.objects.live().child_of(original)
    said, theirs = (
        {name: getattr(one, name) for name in ("title", *TEXTS)} for one in (page, original)
    )
    return course_langs(
        said,
        theirs,
        page.body.raw_data,
        original.body.raw_data,
        original.locale.language_code,
        outcomes=frozenset(original.outcomes.values_list("text", flat=True)),
        modules={
            key: (title, summary)
            for key, title, summary in modules.values_list("translation_key", "title", "summary")
        },
    )
