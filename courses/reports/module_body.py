"""What a module says, step by step, made into HTML once for each live revision and language.

What is the reader's own is never in it: it goes between the steps when the page is put together.
"""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from courses.blocks.showing import NO_MEDIA, QuestionMedia, put_on_page, show_media
from courses.models import ModulePage
from courses.rules.outline import Step, read_steps
from courses.rules.questions import Question, read_questions

# Addresses of pages and images inside the text are as they were when it was made.
KEPT_SECONDS = 60 * 60


NOTHING = SafeString("")


@dataclass(frozen=True)
class BodyStep:
    """A step, its HTML, and its questions: as data, and as HTML that nobody has answered.

    `media` are the pictures and sounds of each question, in its place.
    """

    step: Step
    html: SafeString
    questions: tuple[Question, ...] = ()
    media: tuple[QuestionMedia, ...] = ()
    questions_html: SafeString = NOTHING

    @property
    def id(self) -> str:
        return self.step.id

    @property
    def bare(self) -> "BodyStep":
        """Without its HTML."""
        return BodyStep(self.step, NOTHING, self.questions, self.media)


def module_body(page: ModulePage, *, is_preview: bool = False) -> tuple[BodyStep, ...]:
    """A preview, and a page published without a revision, are never kept."""
    if is_preview or not page.live_revision_id or not page.last_published_at:
        return render_body(page)
    stamp = f"{page.live_revision_id}:{page.last_published_at.timestamp():.6f}"
    key = f"vidare:body2:{page.pk}:{stamp}:{get_language()}"
    body = cache.get(key)
    if body is None:
        body = render_body(page)
        cache.set(key, body, KEPT_SECONDS)
    return body


def render_body(page: ModulePage) -> tuple[BodyStep, ...]:
    raw = page.steps.raw_data
    return tuple(
        _render_step(step, block, stored["value"].get("questions") or ())
        for step, block, stored in zip(read_steps(raw), page.steps, raw, strict=True)
    )


def _render_step(step: Any, block: Any, stored_questions: Any) -> BodyStep:
    questions = read_questions(stored_questions)
    media = tuple(
        show_media(question, asked.value)
        for question, asked in zip(questions, block.value["questions"], strict=True)
    )
    return BodyStep(
        step=step,
        html=render_to_string(
            "courses/parts/step.html", {"content": block.value["content"], "step": step}
        ),
        questions=questions,
        media=media,
        questions_html=SafeString(
            "".join(
                render_question(question, media=shown)
                for question, shown in zip(questions, media, strict=True)
            )
        ),
    )


def render_question(
    question: Question,
    given: Any = None,
    *,
    media: QuestionMedia = NO_MEDIA,
    seed: str = "",
    **context: object,
) -> SafeString:
    """The fieldset of a question; `given` is what the reader answered and how that was judged.

    `seed` is the reader's: it decides in which order shuffled parts stand.
    """
    return render_to_string(
        f"courses/blocks/question_{question.kind}.html",
        {
            **put_on_page(question, media, seed=seed, given=given.chosen if given else ()),
            "given": given,
            "is_open": given is not None,
            **context,
        },
    )
