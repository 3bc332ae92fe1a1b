"""A package in two languages, people who take it in a group, and whatever can be done with it."""

from contextlib import suppress
from typing import Any

from cms.models import User
from courses.models import ModulePage, PackagePage
from courses.rules.errors import RuleError
from courses.rules.outline import plain_id
from progress.actions.answer_step import answer_step
from progress.actions.approve_submission import approve_submission
from progress.actions.confirm_joint_step import confirm_joint_step
from progress.actions.finish_course import finish_course
from progress.actions.hand_in import hand_in
from progress.actions.hand_over_group import hand_over_group
from progress.actions.join_study_group import join_study_group
from progress.actions.keep_answers import keep_answers
from progress.actions.leave_study_group import leave_study_group
from progress.actions.mark_step import mark_step
from progress.actions.publish_change import publish_change
from progress.actions.return_submission import return_submission
from progress.actions.share_reflection import share_reflection
from progress.actions.start_course import start_course
from progress.actions.start_group import start_group
from progress.actions.unshare_reflection import unshare_reflection
from progress.models import Enrolment, SharedReflection, StudyGroup, Submission
from progress.models.readers import groups_that_read
from tests.progress.packages import choice, module, package, question, step
from tests.progress.rules_of_courses import any_of, ask, block, passed, some


def build() -> int:
    """Three modules: read and answer; together and with pupils; hand in and think. T0 leads the
    group that T1 is in too; T2 began in English."""
    course = package("rytm")
    other = package("rhythm", language="en", translation_key=course.translation_key)
    yes_or_no = question("single", choices=[choice("Yes", correct=True), choice("No")])
    pages = (
        [step("Read"), step("Quiz", questions=[yes_or_no], pass_percent=50)],
        [step("Talk", form="group"), step("Try", form="practice")],
        [
            step("Plan", questions=[question("assignment", accepts="both"), think()]),
            step("Think", questions=[think()]),
        ],
    )
    for steps in pages:
        one = module(course, *steps)
        module(other, *one.steps.raw_data, slug=one.slug, translation_key=one.translation_key)
    people = [User.objects.create_user(f"t{n}@example.org", name=f"T{n}") for n in range(3)]
    for number, person in enumerate(people):
        start_course(person=person, course=other if number == 2 else course)
    group = start_group(course=course, name="Luleå on Thursdays", started_by=people[0])
    join_study_group(group=group, person=people[1])
    return course.pk


def think() -> dict:
    return question("reflection", "What did you hear?")


class School:
    """The pages and the ways as they are now. What is refused is part of a history too: each act
    is done, or changes nothing."""

    def __init__(self, course: int) -> None:
        self.course = PackagePage.objects.get(pk=course)
        self.modules = list(ModulePage.objects.child_of(self.course).order_by("path"))
        self.ways = list(Enrolment.objects.order_by("person"))
        self.people = [way.person for way in self.ways]
        self.group = StudyGroup.objects.get()
        self.editor = User.objects.create_superuser("editor@example.org", "pw")
        self.shared_with: dict[Any, set[int]] = {}

    def do(self, what: str, *where: Any) -> None:
        with suppress(RuleError):
            getattr(self, what.replace(" ", "_").lower())(*where)

    # What people do.

    def work(self, who: int, which: int, step: int, language: str, is_right: bool) -> None:
        """In whatever way the step is done; a language may have steps that the first lacks."""
        page, raw = self.met(which, step, language)
        what = {"enrolment": self.ways[who], "module": page, "step": raw["id"]}
        asked = raw["value"]["questions"]
        if asked and asked[0]["type"] == "assignment":
            hand_in(**what, answers={asked[0]["id"]: "Pulse, then song.", asked[1]["id"]: "Hard."})
        elif asked or raw["value"]["form"] == "practice":
            answer_step(**what, answers=given(raw, is_right))
        else:
            mark_step(**what)

    def half_write(self, who: int, which: int, step: int, language: str) -> None:
        page, raw = self.met(which, step, language)
        what = {"enrolment": self.ways[who], "module": page, "step": raw["id"]}
        keep_answers(**what, answers=given(raw, is_right=False))

    def met(self, which: int, step: int, language: str) -> tuple[ModulePage, dict]:
        page = self.page(which, language)
        steps = page.steps.raw_data
        return page, steps[step % len(steps)]

    def page(self, which: int, language: str) -> ModulePage:
        key = self.modules[which].translation_key
        return ModulePage.objects.get(translation_key=key, locale__language_code=language)

    def approve(self, who: int) -> None:
        for one in self.handed_in(who):
            approve_submission(submission=one, by=self.editor)

    def return_it(self, who: int) -> None:
        for one in self.handed_in(who):
            return_submission(submission=one, by=self.editor, comment="Say more.")

    def handed_in(self, who: int) -> list[Submission]:
        """For an older version of the course too."""
        waiting = Submission.objects.filter(enrolment__person=self.people[who], state="handed_in")
        return list(waiting.order_by("pk"))

    def share(self, who: int, which: int, step: int) -> None:
        page, raw = self.met(which, step, "sv")
        asked = raw["value"]["questions"]
        id = plain_id(asked[-1]["id"] if asked else raw["id"])
        what = {"enrolment": self.ways[who], "module": page, "step": raw["id"], "question": id}
        shared = share_reflection(**what)
        self.shared_with[shared.enrolment_id, id] = self.readers(who)

    def stop_sharing(self, who: int) -> None:
        for shared in SharedReflection.objects.filter(enrolment__person=self.people[who]):
            unshare_reflection(enrolment=self.ways[who], question=shared.question)

    def readers(self, who: int) -> set[int]:
        groups = groups_that_read(self.people[who].pk, self.course.translation_key)
        return set(groups.values_list("facilitator", flat=True))

    def hand_over(self, who: int) -> None:
        self.group.refresh_from_db()
        hand_over_group(group=self.group, to=self.people[who], by=self.group.facilitator)

    def join(self, who: int) -> None:
        join_study_group(group=self.group, person=self.people[who])

    def leave(self, who: int) -> None:
        self.group.refresh_from_db()
        leave_study_group(group=self.group, person=self.people[who])

    def confirm(self, who: int, step: int) -> None:
        _page, raw = self.met(1, step, "sv")
        present = self.group.members.filter(person=self.people[who], left_at=None)
        confirm_joint_step(
            group=self.group,
            step=plain_id(raw["id"]),
            present=list(present.values_list("pk", flat=True)),
            by=self.editor,
        )

    def finish(self, who: int) -> None:
        finish_course(enrolment=self.ways[who])

    # What editors do.

    def unpublish(self, which: int) -> None:
        self.modules[which].unpublish()

    def publish(self, which: int) -> None:
        self.change(self.modules[which], [*self.modules[which].steps.raw_data])

    def add_a_step(self, which: int) -> None:
        self.change(self.modules[which], [*self.modules[which].steps.raw_data, step("New")])

    def add_a_step_in_english(self, which: int) -> None:
        page = self.page(which, "en")
        self.change(page, [*page.steps.raw_data, step("In English only")])

    def let_a_step_go(self, which: int) -> None:
        steps = [*self.modules[which].steps.raw_data]
        self.change(self.modules[which], steps[1:] or steps)

    def make_optional(self, which: int) -> None:
        self.modules[which].required = False
        self.publish(which)

    def translate(self, which: int) -> None:
        page = self.page(which, "en")
        page.title = "In English"
        self.change(page, [*self.modules[which].steps.raw_data])

    def change(self, page: ModulePage, steps: list) -> None:
        page.steps = page.steps.stream_block.to_python(steps)
        page.save_revision().publish()
        page.refresh_from_db()

    def choose(self, which: int, choice: str) -> None:
        """A new step, and what an editor chooses for those who have begun."""
        page = self.modules[which]
        page.steps = page.steps.stream_block.to_python([*page.steps.raw_data, step("New")])
        revision = page.save_revision()
        publish_change(module=page, revision=revision, choice=choice, reason="New", by=self.editor)
        page.refresh_from_db()

    def add_a_module(self) -> None:
        module(self.course, step("Late"))

    def ask_by_a_rule(self, which: int) -> None:
        one, two, three = self.modules[:3]
        rules = (
            [],
            [block("all_modules")],
            [some(one, two), passed(three)],
            [any_of(some(one), [some(two), passed(three)])],
            [some(number=2), block("attendance", {"percent": 50})],
            [any_of(some(one, two, three, number=2), block("attendance", {"percent": 50}))],
        )
        ask(self.course, *rules[which])

    def unpublish_the_course(self) -> None:
        self.course.unpublish()
        self.course.refresh_from_db()

    def publish_the_course(self) -> None:
        self.course.save_revision().publish()
        self.course.refresh_from_db()

    def ask_for_two_modules(self) -> None:
        self.course.completion_modules = 2
        self.course.save_revision().publish()
        self.course.refresh_from_db()


def given(raw: dict, is_right: bool) -> dict[str, object]:
    """To each question of a step, and to the note of a practice step, which has its id."""
    answers: dict[str, object] = {raw["id"]: "They wanted it dark."}
    for one in raw["value"]["questions"]:
        choices = one["value"].get("choices")
        chosen = choices[0 if is_right else 1]["id"] if choices else "The roof creaked."
        answers[one["id"]] = chosen
    return answers
