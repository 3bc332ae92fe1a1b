from courses.models import (
    Certificate,
    CourseOrganiser,
    CourseOutcome,
    CoursePriority,
    CourseSteering,
    CourseTopic,
    DatedCoursePage,
    PackagePage,
)
from courses.rules.package_parts import Block

FIELDS = (
    "subtitle", "summary", "visibility", "audience", "audience_text", "contact_name",
    "contact_email", "contact_phone",
)  # fmt: skip


def draft_package(
    *, course: DatedCoursePage, title: str, slug: str, body: list[Block]
) -> PackagePage:
    """The page alone, not saved: what the course says of itself, without its days and its price.

    Where the course certifies anything, the package certifies completion: nobody attends it.
    """
    certifies = course.certificate != Certificate.NONE
    package = PackagePage(
        title=title,
        slug=slug,
        locale_id=course.locale_id,
        live=False,
        certificate=Certificate.COMPLETION if certifies else Certificate.NONE,
        **{name: getattr(course, name) for name in FIELDS},
    )
    package.body = package.body.stream_block.to_python(body)
    if course.is_free:
        package.price_amount, package.price_currency = course.price_amount, course.price_currency
    package.course_topics = [CourseTopic(tag_id=row.tag_id) for row in course.course_topics.all()]
    package.course_organisers = [
        CourseOrganiser(organiser_id=row.organiser_id, sort_order=row.sort_order)
        for row in course.course_organisers.all()
    ]
    package.course_priorities = [
        CoursePriority(area_id=row.area_id, sort_order=row.sort_order)
        for row in course.course_priorities.all()
    ]
    package.course_steering = [
        CourseSteering(
            document_id=row.document_id, articles=row.articles, sort_order=row.sort_order
        )
        for row in course.course_steering.all()
    ]
    package.outcomes = [
        CourseOutcome(text=row.text, sort_order=row.sort_order) for row in course.outcomes.all()
    ]
    return package
