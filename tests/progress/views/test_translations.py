"""One way through a course in every language: nothing is lost by changing it in the middle."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import User
from courses.rules.outline import plain_id
from progress.actions.start_course import start_course
from progress.models import Answer, Enrolment, StepRecord
from progress.reports.audit import audit
from tests.progress.packages import choice, module, package, question, site, step, step_ids
from tests.progress.translations import in_both, paragraph

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    site()
    person = User.objects.create_user("ada@example.org", "pw", name="Ada")
    client.force_login(person)
    return person


def door(name, page, id):
    return reverse(
        f"progress:{name}", args=[page.get_parent().translation_key, page.pk, plain_id(id)]
    )


def read(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def section(text: str, id: str) -> str:
    return text.partition(f'id="step-{plain_id(id)}"')[2].partition("</section>")[0]


def translated(one: dict, title: str, **value) -> dict:
    return {**one, "value": {**one["value"], "title": title, **value}}


def retold(asked: dict, prompt: str) -> dict:
    return {**asked, "value": {**asked["value"], "prompt": prompt}}


@pytest.fixture
def quiz():
    """Listen, think, answer: in Swedish, and the same three in Bokmål."""
    think = question("reflection", "Vad hörde du?")
    right, wrong = choice("Gruppen", correct=True), choice("Läraren", feedback="Inte ensam.")
    asked = question("single", "Vem leder?", choices=[right, wrong])
    steps = [
        step("Lyssna", content=paragraph("Lyssna först.")),
        step("Tänk", questions=[think], content=paragraph("Skriv.")),
        step("Svara", questions=[asked], pass_percent=100, content=paragraph("Välj ett.")),
    ]
    others = [
        translated(steps[0], "Lytt", content=paragraph("Lytt først.")),
        translated(
            steps[1],
            "Tenk",
            questions=[retold(think, "Hva hørte du?")],
            content=paragraph("Skriv noe."),
        ),
        translated(
            steps[2],
            "Svar",
            questions=[retold(asked, "Hvem leder?")],
            content=paragraph("Velg ett."),
        ),
    ]
    both = in_both(steps, others)
    both.think, both.asked, both.right, both.wrong = think, asked, right, wrong
    return both


def test_changing_the_language_in_the_middle_of_a_module_loses_nothing(client, ada, quiz):
    start_course(person=ada, course=quiz.course)
    listen, think, answer = step_ids(quiz.first)
    thought, asked = (f"q-{plain_id(one['id'])}" for one in (quiz.think, quiz.asked))
    read(client, quiz.first)
    client.post(door("mark", quiz.first, listen), {"page": quiz.first.url})
    client.post(
        door("answer", quiz.first, think),
        {"page": quiz.first.url, thought: "Halvskrivet", "keep": "1"},
    )
    client.post(
        door("answer", quiz.first, answer),
        {"page": quiz.first.url, asked: plain_id(quiz.wrong["id"])},
    )
    client.post(door("here", quiz.first, listen), {"media": "film", "second": "155"})

    text = read(client, quiz.second)
    assert "Halvskrivet" in section(text, think)
    assert "feedback--wrong" in section(text, answer)
    assert "Inte ensam." in section(text, answer)
    assert "badge--done" in section(text, listen)
    assert 'data-media="film"' in text
    assert 'data-second="155"' in text

    # The tab that is still open in the other language sends what was written there.
    version = re.search(rf'name="v-{plain_id(quiz.think["id"])}" value="(\d+)"', text).group(1)
    client.post(
        door("answer", quiz.first, think),
        {
            "page": quiz.first.url,
            thought: "Halvskrivet, och mer",
            "keep": "1",
            f"v-{plain_id(quiz.think['id'])}": version,
        },
    )
    assert "Halvskrivet, och mer" in section(read(client, quiz.second), think)
    # One that knows nothing of that is shown both, and nothing is written over.
    late = client.post(
        door("answer", quiz.second, think),
        {
            "page": quiz.second.url,
            thought: "Noe annet",
            "keep": "1",
            f"v-{plain_id(quiz.think['id'])}": version,
        },
    )
    assert late.status_code == 409
    assert "Halvskrivet, och mer" in section(read(client, quiz.first), think)

    client.post(
        door("answer", quiz.second, answer),
        {"page": quiz.second.url, asked: plain_id(quiz.right["id"])},
    )
    client.post(door("answer", quiz.second, think), {"page": quiz.second.url, thought: "Ferdig"})
    way = Enrolment.objects.get()
    assert way.percent == 100
    assert way.completed_at
    assert StepRecord.objects.count() == 3
    assert Answer.objects.filter(question=quiz.asked["id"]).count() == 2
    assert list(audit()) == []


@pytest.fixture
def lagging():
    """Swedish has three steps, of which Bokmål lacks the one in the middle, with its question."""
    asked = question("number", "Hur många slag?", answers=[3])
    steps = [
        step("Lyssna", content=paragraph("Lyssna först.")),
        step("Räkna", questions=[asked], pass_percent=100, content=paragraph("Räkna slagen.")),
        step("Spela", content=paragraph("Spela nu.")),
    ]
    others = [
        translated(steps[0], "Lytt", content=paragraph("Lytt først.")),
        translated(steps[2], "Spill", content=paragraph("Spill nå.")),
    ]
    both = in_both(steps, others)
    both.asked = asked
    return both


def test_a_step_that_the_language_lacks_is_done_in_the_one_that_has_it(client, ada, lagging):
    start_course(person=ada, course=lagging.course)
    listen, count, play = step_ids(lagging.first)
    text = read(client, lagging.second)
    assert "Räkna slagen." in section(text, count)
    assert '<h2 id="step-title-' + plain_id(count) + '" lang="sv">' in text
    assert re.search(r'<div lang="sv">\s*<p[^>]*>Räkna slagen', section(text, count))
    order = [text.index(f'id="step-{plain_id(one)}"') for one in (listen, count, play)]
    assert order == sorted(order)
    assert f'href="#step-{plain_id(count)}" lang="sv"' in text

    outline = text.partition('<ol class="steps">')[2].partition("</ol>")[0]
    links = [outline.index(f'href="#step-{plain_id(one)}"') for one in (listen, count, play)]
    assert links == sorted(links)
    assert '<span lang="sv">Räkna</span>' in outline
    assert outline.count('lang="sv"') == 1

    url = re.search(r'action="([^"]+answer[^"]*)"', section(text, count)).group(1)
    name = f"q-{plain_id(lagging.asked['id'])}"
    sent = client.post(url, {"page": lagging.second.url, name: "3"})
    assert sent["Location"] == f"{lagging.second.url}#after-{plain_id(count)}"
    for one in (listen, play):
        client.post(door("mark", lagging.second, one), {"page": lagging.second.url})
    assert Enrolment.objects.get().completed_at
    record = StepRecord.objects.get(step=count)
    assert (record.module_id, record.revision) == (
        lagging.first.pk,
        lagging.first.live_revision_id,
    )
    text = read(client, lagging.second)
    assert "badge--done" in section(text, count)
    outline = text.partition('<ol class="steps">')[2].partition("</ol>")[0]
    assert outline.count("state--done") == 3
    # Each leads on to what stands below it, in whichever language that is.
    assert onward(section(text, listen)) == (plain_id(count), '<span lang="sv">Räkna</span>')
    assert onward(section(text, count)) == (plain_id(play), "Spill")
    assert onward(section(text, play)) is None


def onward(text: str) -> tuple[str, str] | None:
    found = re.search(r'class="onward" href="#step-(\w+)">[^«]*«(.*?)»', text)
    return found and (found.group(1), found.group(2))


def test_what_is_missing_at_the_end_is_led_to_as_well(client, ada):
    steps = [step("Lyssna", content=paragraph("Lyssna först.")), step("Räkna"), step("Spela")]
    both = in_both(steps, [translated(steps[0], "Lytt", content=paragraph("Lytt."))])
    start_course(person=ada, course=both.course)
    listen, count, play = step_ids(both.first)
    for page, one in ((both.second, listen), (both.first, count), (both.first, play)):
        client.post(door("mark", page, one), {"page": both.second.url})
    text = read(client, both.second)
    assert onward(section(text, listen)) == (plain_id(count), '<span lang="sv">Räkna</span>')
    assert onward(section(text, count)) == (plain_id(play), '<span lang="sv">Spela</span>')
    assert onward(section(text, play)) is None
    outline = text.partition('<ol class="steps">')[2].partition("</ol>")[0]
    assert outline.count("<li>") == 3


def test_who_begins_in_the_language_that_lags_completes_in_it(client, ada, lagging):
    start_course(person=ada, course=lagging.other)
    listen, count, play = step_ids(lagging.first)
    text = read(client, lagging.second)
    assert not section(text, count)
    assert f'{lagging.first.url}#step-{plain_id(count)}" lang="sv" hreflang="sv">Räkna' in text
    text = read(client, lagging.first)
    assert "Räkna slagen." in section(text, count)
    assert "<form" not in section(text, count)
    for one in (listen, play):
        client.post(door("mark", lagging.second, one), {"page": lagging.second.url})
    assert Enrolment.objects.get().completed_at
    assert list(audit()) == []


def test_a_visitor_is_told_what_is_not_translated_yet(client, lagging):
    site()
    assert 'hreflang="sv">Räkna' in read(client, lagging.second)
    assert "notice--warning" not in read(client, lagging.first)


def test_what_the_original_publishes_is_seen_on_its_translation_at_once(client, ada, lagging):
    assert 'hreflang="sv">Räkna' in read(client, lagging.second)
    lagging.first.steps = lagging.first.steps.stream_block.to_python(
        [lagging.first.steps.raw_data[0], lagging.first.steps.raw_data[2]]
    )
    lagging.first.save_revision().publish()
    assert 'hreflang="sv">Räkna' not in read(client, lagging.second)


def test_reading_another_language_takes_a_few_queries_whatever_is_missing(client, ada, lagging):
    start_course(person=ada, course=lagging.course)
    for _ in range(2):
        read(client, lagging.second)
    with CaptureQueriesContext(connection) as captured:
        read(client, lagging.second)
    assert len(captured) <= 12, [query["sql"][:90] for query in captured]


@pytest.mark.parametrize("kind", ["title", "content", "question"])
def test_what_is_still_in_the_originals_words_says_so(client, ada, kind):
    asked = question("single", "Vem leder?", choices=[choice("Gruppen", True), choice("Ingen")])
    first = step("Lyssna", content=paragraph("Lyssna först."), questions=[asked])
    changed = {
        "title": {"content": paragraph("Lytt først."), "questions": [retold(asked, "Hvem?")]},
        "content": {"questions": [retold(asked, "Hvem leder?")]},
        "question": {"content": paragraph("Lytt først.")},
    }[kind]
    title = "Lyssna" if kind == "title" else "Lytt"
    both = in_both([first], [translated(first, title, **changed)])
    own = section(read(client, both.second), first["id"])
    marked = {
        "title": 'lang="sv">Lyssna<',
        "content": '<div lang="sv"><p>Lyssna',
        "question": '<legend lang="sv">Vem leder?',
    }
    # A title alone may be the same word in both languages.
    assert (marked[kind] in own) == (kind != "title")
    assert ('class="choice" lang="sv"' in own) == (kind == "question")
    assert 'lang="sv"' not in section(read(client, both.first), first["id"])
    start_course(person=ada, course=both.course)
    assert (marked[kind] in section(read(client, both.second), first["id"])) == (kind != "title")


def test_a_module_that_the_language_lacks_is_found_in_the_one_that_has_it(client, ada, lagging):
    other = module(lagging.course, step("Forma"), slug="form", title="Form")
    start_course(person=ada, course=lagging.course)
    there = f'href="{other.url}"'
    course = read(client, lagging.other)
    assert f'{there} lang="sv" hreflang="sv">Form' in course
    url = reverse("progress:why", args=[lagging.course.translation_key])
    why = client.get(url, headers={"accept-language": "nb"}).content.decode()
    assert other.url in why
    assert lagging.second.url in why


def test_a_closed_module_leads_to_what_comes_first_in_whatever_language(client, ada, lagging):
    type(lagging.course).objects.update(order="sequential")
    first = module(lagging.course, step("Börja"), slug="borja", title="Börja")
    first.move(lagging.course, "first-child")
    start_course(person=ada, course=lagging.course)
    text = read(client, lagging.second)
    assert "Räkna slagen." not in text
    assert f'href="{type(first).objects.get(pk=first.pk).url}"' in text


def test_a_page_in_several_languages_takes_no_query_more_than_one_in_one(client, ada, quiz):
    start_course(person=ada, course=quiz.other)
    alone = package("ensam", language="nb")
    page = module(alone, *quiz.second.steps.raw_data, slug="ensam")
    start_course(person=ada, course=alone)
    counted = []
    for each in (quiz.second, page):
        for _ in range(2):
            read(client, each)
        with CaptureQueriesContext(connection) as captured:
            read(client, each)
        counted.append(len(captured))
    assert counted[0] == counted[1]
