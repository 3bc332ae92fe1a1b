from collections.abc import Iterator
from itertools import chain, count

from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from courses.actions.find_package_parts import PackageParts
from courses.models import ModulePage, ModuleRole, Occasion
from courses.rules.package_parts import Block, Paper, recording_minutes, reflection, step, video


def draft_package_modules(*, parts: PackageParts) -> Iterator[ModulePage]:
    """The modules that the course had not: of each recording, of its papers, and one to finish.

    Not saved; in the active language, which should be the course's.
    """
    taken = {module.slug for module in parts.modules}
    for occasion in parts.recorded:
        yield _module(*_recording(occasion), taken)
    if parts.papers:
        yield _module(_("Papers"), _papers(parts.papers), taken)
    asked = reflection(_("What do you take with you, and what will you try first?"))
    look_back = step("look-back", _("Look back"), form="follow-up", questions=[asked])
    closing = _module(_("To finish"), [look_back], taken)
    closing.role = ModuleRole.CLOSING
    yield closing


def _recording(occasion: Occasion) -> tuple[str, list[Block]]:
    title = _("Recording")
    if occasion.title:
        title = _("Recording: %(title)s") % {"title": occasion.title}
    meetings = occasion.meetings.current().filter(counts=True)
    minutes = recording_minutes((one.starts_at, one.length) for one in meetings)
    film = video(occasion.recording, title)
    return title, [step("watch", _("Watch the recording"), film, minutes=minutes or None)]


def _papers(papers: list[Paper]) -> list[Block]:
    titles = dict(
        get_document_model()
        .objects.filter(pk__in=[paper.file for paper in papers if paper.file])
        .values_list("pk", "title")
    )
    return [
        step(
            f"paper-{number}",
            paper.title or titles.get(paper.file) or _("Paper %(number)d") % {"number": number},
            paper.block,
            part=paper.heading,
        )
        for number, paper in enumerate(papers, start=1)
    ]


def _module(title: str, steps: list[Block], taken: set[str]) -> ModulePage:
    """With a slug that none of its siblings has."""
    stem = slugify(title)[:70] or "module"
    slug = next(
        name for name in chain([stem], (f"{stem}-{n}" for n in count(2))) if name not in taken
    )
    taken.add(slug)
    module = ModulePage(title=title, slug=slug)
    module.steps = module.steps.stream_block.to_python(steps)
    return module
