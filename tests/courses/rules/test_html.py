import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.html import TAGS, linkify_plain, sanitise

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mi xlink:href='data:x,<script>alert(4)</script>'></mi></math>",
    "<math><mi><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a()&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<p onclick=alert(1)>x</p>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='//example.org/'>x</a>",
    "<a href='https://example.org' onmouseover=alert(1) target=_blank rel=opener>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='x.swf'></object><embed src='x.swf'>",
    "<base href='https://example.org/'>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<link rel=stylesheet href='https://example.org/x.css'>",
    "<style>@import 'https://example.org/x.css';</style>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<title><img src=x onerror=alert(1)></title>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<b><b><b onfocus=alert(1) autofocus tabindex=1>x</b>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<p id=x name=x class=x data-action=x>x</p>",
    "<a linktype='page' id='7' href='javascript:alert(1)'>x</a>",
    "<embed embedtype='image' id='1' alt='<script>'/>",
]


class Reader(HTMLParser):
    """A second reader of what came out, that shares nothing with the sanitiser."""

    def __init__(self, html):
        super().__init__()
        self.faults = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.faults.append(tag)
        for name, value in attrs:
            if (tag, name) not in {("a", "href"), ("a", "rel")}:
                self.faults.append((tag, name))
            if name == "href" and not re.match(r"(https?://|mailto:|tel:)", value, re.IGNORECASE):
                self.faults.append((tag, name, value))
            if name == "rel" and value != "noopener":
                self.faults.append((tag, name, value))

    def handle_comment(self, data):
        self.faults.append(("comment", data))


fragments = st.lists(
    st.one_of(
        st.sampled_from(ATTACKS),
        st.sampled_from(
            ["<p>", "</p>", "<ul>", "<li>", "</ul>", "<b>", "</i>", "<a href='", "'>", "<h3>", "<"]
        ),
        st.text(max_size=12),
    ),
    max_size=8,
).map("".join)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_acts_comes_through(attack):
    assert Reader(sanitise(attack)).faults == []
    assert Reader(sanitise(f"<ul><li><b>{attack}</ul>")).faults == []
    assert Reader(linkify_plain(attack)).faults == []


@given(html=fragments)
def test_whatever_comes_in_only_the_allowed_comes_out_and_twice_is_once(html):
    once = sanitise(html)
    assert Reader(once).faults == []
    assert sanitise(once) == once


@given(html=fragments)
def test_stored_text_is_cleaned_once_and_for_all_too(html):
    once = sanitise(html, internal_links=True)
    assert sanitise(once, internal_links=True) == once


@given(text=st.one_of(fragments, st.text()))
def test_plain_text_never_becomes_markup_of_its_own(text):
    written = linkify_plain(text)
    assert Reader(written).faults == []
    assert set(re.findall(r"<(\w+)", written)) <= {"p", "br", "a"}
    assert sanitise(written) == written


def test_what_the_editor_can_write_is_kept():
    html = (
        "<h3>Mål</h3><h4>Delmål</h4><p>Du <b>lär</b> <i>dig</i> H<sub>2</sub>O m<sup>2</sup><br>"
        'och <a href="https://example.org/a" rel="noopener">läser</a>.</p>'
        "<ul><li>ett</li></ul><ol><li>två</li></ol><blockquote>Sagt</blockquote><hr>"
    )
    assert sanitise(html) == html


def test_a_heading_that_belongs_to_the_page_becomes_text():
    assert sanitise("<h1>Stor</h1><h2>Mindre</h2>") == "StorMindre"


def test_links_to_wagtails_own_pages_are_kept_only_in_stored_text():
    html = '<p><a linktype="page" id="7">Kurset</a></p>'
    assert "linktype" not in sanitise(html)
    assert 'linktype="page"' in sanitise(html, internal_links=True)
    assert 'id="7"' in sanitise(html, internal_links=True)


def test_letters_stay_as_they_are():
    assert sanitise("<p>Sámi đŋšŧž å — “æ”</p>") == "<p>Sámi đŋšŧž å — “æ”</p>"


def test_addresses_in_plain_text_become_links_and_lines_stay():
    assert linkify_plain("Les https://example.org/a?b=1&c=2.\nSpør kurs@example.org\n\n<Takk>") == (
        '<p>Les <a href="https://example.org/a?b=1&amp;c=2" rel="noopener">'
        "https://example.org/a?b=1&amp;c=2</a>.<br>"
        'Spør <a href="mailto:kurs@example.org" rel="noopener">kurs@example.org</a></p>'
        "<p>&lt;Takk&gt;</p>"
    )


def test_a_word_with_a_dot_in_it_is_not_an_address():
    assert linkify_plain("Kunst.no vi leker") == "<p>Kunst.no vi leker</p>"


def test_no_text_is_no_paragraph():
    assert linkify_plain(" \n\n ") == ""
