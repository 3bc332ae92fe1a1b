"""Which words of a translation are still the original's."""

from courses.rules.langs import OWN, BlockLang, all_langs, langs_of, module_title_lang
from courses.rules.outline import Module, read_steps


def step(id: str, title: str = "Lyssna", **value) -> dict:
    return {"type": "step", "id": id, "value": {"title": title, **value}}


def paragraph(words: str) -> dict:
    return {"type": "paragraph", "id": "", "value": words}


def film(title: str, transcript: str, captions: int | None) -> dict:
    value = {"file": 1, "url": "", "title": title, "transcript": transcript, "captions": captions}
    return {"type": "video", "id": "", "value": value}


def asked(id: str, kind: str = "short", prompt: str = "Vem?", **value) -> dict:
    return {"type": kind, "id": id, "value": {"prompt": prompt, **value}}


def words(langs) -> list[str]:
    return [one.words for one in langs.blocks]


def test_a_block_is_untranslated_by_its_words_wherever_it_stands():
    original = step("a", content=[paragraph("Ett."), paragraph("Två.")])
    there = step("a", "Lytt", content=[paragraph("En."), paragraph("Två."), paragraph("4/4")])
    assert words(langs_of(there, original, "sv")) == ["", "sv", ""]


def test_figures_alone_are_in_no_language():
    one = step("a", "1", content=[paragraph("4/4")])
    langs = langs_of(one, one, "sv")
    assert (langs.title, words(langs)) == ("", [""])


def test_empty_markup_is_in_no_language():
    one = step("a", "1", content=[{"type": "text", "id": "", "value": "<p> </p>"}])
    assert words(langs_of(one, one, "sv")) == [""]


def test_a_title_counts_with_something_else_of_its_step_or_alone():
    original = step("a", "Improvisation", content=[paragraph("Lyssna.")])
    kept = step("a", "Improvisation", content=[paragraph("Lyssna.")])
    told = step("a", "Improvisation", content=[paragraph("Lytt.")])
    assert langs_of(kept, original, "sv").title == "sv"
    assert langs_of(told, original, "sv").title == ""
    assert langs_of(step("a", "Paus"), step("a", "Paus"), "sv").title == "sv"


def test_choices_are_marked_with_their_prompt_and_where_all_are_the_same():
    def single(prompt, *texts):
        items = [
            {"type": "item", "id": str(place), "value": {"text": text}}
            for place, text in enumerate(texts)
        ]
        return step("a", "X", questions=[asked("q", "single", prompt, choices=items)])

    original = single("Vem?", "Gruppen", "Läraren")
    found = [
        langs_of(other, original, "sv").questions["q"]
        for other in (
            single("Vem?", "Gruppen", "Läraren"),
            single("Vem?", "Gruppa", "Læreren"),
            single("Hvem?", "Gruppen", "Läraren"),
        )
    ]
    assert found == [("sv", "sv"), ("sv", ""), ("", "")]


def test_a_step_of_another_language_is_in_it_as_a_whole():
    one = step("a", part="Del", content=[paragraph("1")], questions=[asked("q")])
    langs = all_langs(one, "sv")
    assert (langs.title, langs.part, words(langs)) == ("sv", "sv", ["sv"])
    assert langs.questions == {"q": ("sv", "sv")}


def test_a_step_that_the_original_has_not_is_in_the_pages_own_language():
    assert langs_of(step("a"), None, "sv").title == ""


def test_a_transcript_and_captions_may_be_left_alone():
    original = step("a", content=[film("Tre slag", "Ett, två, tre.", 7)])

    def lang(*told) -> BlockLang:
        return langs_of(step("a", "Lytt", content=[film(*told)]), original, "sv").blocks[0]

    assert lang("Tre slag", "Ett, två, tre.", 7) == BlockLang("sv", "sv", "sv")
    assert lang("Tre slag (nb)", "Ett, två, tre.", 7) == BlockLang("", "sv", "sv")
    assert lang("Tre slag (nb)", "En, to, tre.", 7) == BlockLang("", "", "sv")
    assert lang("Tre slag", "Ett, två, tre.", 8) == BlockLang("sv", "sv", "")
    assert lang("Tre slag (nb)", "En, to, tre.", None) == OWN
    assert lang("Tre slag (nb)", "", None) == OWN


def pictures(prompt: str, *alts: str, media: list[dict] = ()) -> dict:
    items = [
        {
            "type": "item",
            "id": str(place),
            "value": {
                "text": "",
                "media": [{"type": "image", "id": "", "value": {"image": place, "alt": alt}}],
            },
        }
        for place, alt in enumerate(alts)
    ]
    return step("a", "X", questions=[asked("q", "single", prompt, choices=items, media=[*media])])


def test_a_film_that_is_asked_about_says_what_of_it_is_left():
    original = pictures("Vem?", media=[film("Tre slag", "Ett, två, tre.", 7)])
    told = pictures("Hvem?", media=[film("Tre slag (nb)", "Ett, två, tre.", 7)])
    assert langs_of(told, original, "sv").media["q"].prompt == BlockLang("", "sv", "sv")
    assert langs_of(pictures("Hvem?"), original, "sv").media == {}
    assert all_langs(original, "sv").media["q"].prompt == BlockLang("sv", "sv", "sv", "sv")


def test_what_pictures_show_is_left_each_by_itself():
    original = pictures("Vem?", "En stråke", "Ett rör")
    told = langs_of(pictures("Hvem?", "En bue", "Ett rör"), original, "sv")
    assert told.media["q"].parts == {"1": "sv"}
    assert told.questions["q"] == ("", "")


def test_choices_whose_pictures_are_told_in_other_words_are_in_the_pages_own():
    original = pictures("Vem?", "En stråke", "Ett rör")
    same = langs_of(pictures("Vem?", "En stråke", "Ett rör"), original, "sv")
    assert same.questions["q"] == ("sv", "sv")
    told = langs_of(pictures("Vem?", "En bue", "Et rør"), original, "sv")
    assert told.questions["q"] == ("sv", "")
    assert told.media == {}


def test_choices_that_are_sounds_alone_are_named_in_the_pages_own_language():
    items = [
        {
            "type": "item",
            "id": str(key),
            "value": {"text": "", "media": [{"type": "sound", "id": "", "value": key}]},
        }
        for key in (1, 2)
    ]
    one = step("a", "X", questions=[asked("q", "single", "Vem?", choices=items)])
    assert langs_of(one, one, "sv").questions["q"] == ("sv", "")
    short = step("a", "X", questions=[asked("q", answers=["vals"])])
    assert langs_of(short, short, "sv").questions["q"] == ("sv", "sv")


def test_a_document_without_a_title_of_its_own_is_named_by_the_library():
    def paper(document: int, title: str = "") -> dict:
        value = {"document": document, "title": title}
        return step("a", content=[{"type": "document", "id": "", "value": value}])

    assert words(langs_of(paper(7), paper(7), "sv")) == ["sv"]
    assert words(langs_of(paper(8), paper(7), "sv")) == [""]
    assert words(langs_of(paper(7, "Noter (nb)"), paper(7), "sv")) == [""]


def test_a_modules_title_counts_where_its_steps_are_in_the_originals_words():
    def titled(title: str, *steps: str) -> Module:
        told = read_steps([step(str(place), one) for place, one in enumerate(steps)])
        return Module(1, "k", "puls", title, "", True, 1, "", told)

    original = titled("Puls", "Lyssna", "Räkna")
    assert module_title_lang(titled("Puls", "Lyssna", "Räkna"), original, "sv") == "sv"
    assert module_title_lang(titled("Puls", "Lytt", "Räkna"), original, "sv") == ""
    assert module_title_lang(titled("Pulsen", "Lyssna", "Räkna"), original, "sv") == ""
    assert module_title_lang(titled("Puls", "Lyssna", "Räkna"), None, "sv") == ""
