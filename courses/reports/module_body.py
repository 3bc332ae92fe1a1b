"""What a module says, step by step, made into HTML once for each live revision and language.

What is the reader's own is never in it: it goes between the steps when the page is put together.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from courses.blocks.showing import NO_MEDIA, QuestionMedia, put_on_page, show_media
from courses.models import ModulePage
from courses.reports.module_route import course_of
from courses.reports.originals import original_module, translations_stamp
from courses.rules.langs import NO_LANGS, NO_MEDIA_LANGS, Langs, all_langs, langs_of
from courses.rules.outline import Step, plain_id, read_steps
from courses.rules.questions import Question, read_questions

# Addresses of pages and images inside the text are as they were when it was made.
KEPT_SECONDS = 60 * 60


NOTHING = SafeString("")


@dataclass(frozen=True)
class BodyStep:
    """A step, its HTML, and its questions: as data, and as HTML that nobody has answered.

    `media` are the pictures and sounds of each question, in its place; `langs` are the languages of
    what is not in the page's own.
    """

    step: Step
    html: SafeString
    questions: tuple[Question, ...] = ()
    media: tuple[QuestionMedia, ...] = ()
    questions_html: SafeString = NOTHING
    langs: Langs = NO_LANGS

    @property
    def id(self) -> str:
        return self.step.id

    @property
    def bare(self) -> "BodyStep":
        """Without its HTML."""
        return BodyStep(self.step, NOTHING, self.questions, self.media, langs=self.langs)


def module_body(
    page: ModulePage, *, is_preview: bool = False, language: str = ""
) -> tuple[BodyStep, ...]:
    """A preview, and a page published without a revision, are never kept.

    `language` is the page's own where its steps stand on the page of another language.
    """
    others = "" if language else translations_stamp(page)
    if is_preview or not page.live_revision_id or not page.last_published_at or ":0@" in others:
        return render_body(page, language)
    stamp = f"{page.live_revision_id}:{page.last_published_at.timestamp():.6f}"
    if others:
        stamp += f":{sha256(others.encode()).hexdigest()[:32]}"
    key = f"vidare:body4:{page.pk}:{stamp}:{get_language()}:{language}"
    body = cache.get(key)
    if body is None:
        body = render_body(page, language)
        cache.set(key, body, KEPT_SECONDS)
    return body


def render_body(page: ModulePage, language: str = "") -> tuple[BodyStep, ...]:
    raw = page.steps.raw_data
    return tuple(
        _render_step(step, block, stored, langs)
        for step, block, stored, langs in zip(
            read_steps(raw), page.steps, raw, _langs(page, language), strict=True
        )
    )


def _langs(page: ModulePage, language: str) -> list[Langs]:
    raw = page.steps.raw_data
    if language:
        return [all_langs(one, language) for one in raw]
    original = original_module(page, course_of(page)) if page.path else None
    if original is None:
        return [NO_LANGS] * len(raw)
    known = {plain_id(one.get("id")): one for one in original.steps.raw_data}
    code = original.locale.language_code
    return [langs_of(one, known.get(plain_id(one.get("id"))), code) for one in raw]


def _render_step(step: Step, block: Any, stored: Any, langs: Langs) -> BodyStep:
    questions = read_questions(stored["value"].get("questions") or ())
    media = tuple(
        show_media(question, asked.value, langs.media.get(question.id, NO_MEDIA_LANGS))
        for question, asked in zip(questions, block.value["questions"], strict=True)
    )
    context = {"content": block.value["content"], "step": step, "langs": langs}
    return BodyStep(
        step=step,
        html=render_to_string("courses/parts/step.html", context),
        questions=questions,
        media=media,
        questions_html=SafeString(
            "".join(
                render_question(question, media=shown, langs=langs)
                for question, shown in zip(questions, media, strict=True)
            )
        ),
        langs=langs,
    )


def render_question(
    question: Question,
    given: Any = None,
    *,
    media: QuestionMedia = NO_MEDIA,
    langs: Langs = NO_LANGS,
    seed: str = "",
    **context: object,
) -> SafeString:
    """The fieldset of a question; `given` is what the reader answered and how that was judged.

    `seed` is the reader's: it decides in which order shuffled parts stand.
    """
    prompt, rest = langs.questions.get(question.id, ("", ""))
    return render_to_string(
        f"courses/blocks/question_{question.kind}.html",
        {
            "lang": _lang(prompt),
            "rest_lang": _lang(rest),
            **put_on_page(question, media, seed=seed, given=given.chosen if given else ()),
            "given": given,
            "is_open": given is not None,
            **context,
        },
    )


def _lang(code: str) -> SafeString:
    return format_html(' lang="{}"', code) if code else NOTHING
