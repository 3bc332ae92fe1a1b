"""The site's own pages: home, news, the foot of every page, and what is shown when all is lost."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import get_template
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.models import HomePage, NewsIndexPage, NewsPage, SiteSettings, StandardPage
from courses.models import CataloguePage, DatedCoursePage, Occasion, PackagePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    root = Page.objects.get(depth=1)
    locale, _ = Locale.objects.get_or_create(language_code="sv")
    page = root.add_child(
        instance=HomePage(title="Vidare", slug="sv", locale=locale, lead="Vidare i ditt ämne.")
    )
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": page, "hostname": "localhost"}
    )
    return page


@pytest.fixture
def catalogue(home) -> CataloguePage:
    return home.add_child(instance=CataloguePage(title="Kurser", slug="kurser", locale=home.locale))


def news(home, **fields) -> NewsPage:
    index = NewsIndexPage.objects.first() or home.add_child(
        instance=NewsIndexPage(title="Nyheter", slug="nyheter", locale=home.locale)
    )
    page = NewsPage(locale=home.locale, **{"title": "Åtta träffar", "slug": "atta"} | fields)
    return index.add_child(instance=page)


def text_of(client, page) -> str:
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_home_puts_dated_courses_and_packages_side_by_side(client, home, catalogue):
    day = timezone.localdate() + timedelta(days=9)
    dated = catalogue.add_child(
        instance=DatedCoursePage(title="Pedagogdagen", slug="dagen", locale=home.locale)
    )
    Occasion.objects.create(course=dated, slug="dag", begins_on=day, ends_on=day)
    catalogue.add_child(instance=PackagePage(title="Rytm", slug="rytm", locale=home.locale))
    html = text_of(client, home)
    sides = html.split('class="sides"')[1]
    assert sides.index("Pedagogdagen") < sides.index('id="packages"') < sides.index("Rytm")


def test_an_empty_home_says_so_and_still_stands(client, home):
    assert 'class="sides"' in text_of(client, home)


def test_news_carries_its_byline(client, home):
    page = news(
        home, date=date(2022, 6, 15), author="Redaktionen", dateline="Luleå", lead="I höst."
    )
    html = text_of(client, page)
    assert "15 juni 2022" in html
    assert "Redaktionen" in html
    assert re.search(r'class="dateline">Luleå:</span> I höst\.', html)


def test_the_news_index_puts_the_latest_first(client, home):
    news(home, title="Äldre", slug="a", date=date(2022, 1, 1))
    late = news(home, title="Nyare", slug="b", date=date(2023, 1, 1))
    html = text_of(client, late.get_parent())
    assert html.index("Nyare") < html.index("Äldre")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("sv", "2023-07-03 09:43"),
        ("nb", "3. juli 2023 kl.\u00a009:43"),
        ("en", "3 July 2023, 09:43"),
    ],
)
def test_the_foot_says_when_the_page_was_updated(client, home, code, words):
    locale, _ = Locale.objects.get_or_create(language_code=code)
    parent = home if code == "sv" else home.copy_for_translation(locale)
    moment = datetime(2023, 7, 3, 9, 43, tzinfo=ZoneInfo("Europe/Stockholm"))
    page = StandardPage(
        title="Om", slug="om", locale=locale, first_published_at=moment, last_published_at=moment
    )
    parent.live = True
    parent.save()
    parent.add_child(instance=page)
    assert words in text_of(client, page).split("<footer")[1]


def test_the_foot_leads_to_privacy_and_accessibility(client, home):
    privacy = home.add_child(instance=StandardPage(title="Data", slug="data", locale=home.locale))
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.organisation_name, settings.privacy_page = "Region Nord", privacy
    settings.save()
    foot = text_of(client, home).split("<footer")[1]
    assert "/sv/data/" in foot
    assert "Region Nord" in foot


def test_the_skip_link_is_the_first_to_be_reached(client, home):
    body = text_of(client, home).split("<body")[1]
    assert re.search(r"<(a|button|input)[^>]*>", body).group(0) == '<a class="skip" href="#main">'


def test_a_changed_menu_is_seen_at_once(client, home):
    text_of(client, home)
    page = StandardPage(title="Om oss", slug="om", locale=home.locale, show_in_menus=True)
    home.add_child(instance=page)
    page.save_revision().publish()
    assert "Om oss" in text_of(client, home).split("</header>")[0]


def test_each_of_two_sites_has_its_own_shell(client, home):
    other = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Annat", slug="annat", locale=home.locale, lead="Här.")
    )
    site = Site.objects.create(hostname="other.example.org", root_page=other)
    for one, name in ((home.get_site(), "Det ena huset"), (site, "Det andra huset")):
        kept = SiteSettings.for_site(one)
        kept.organisation_name = name
        kept.save()
    shown = []
    with override_settings(ALLOWED_HOSTS=["localhost", "other.example.org"]):
        for host in ("localhost", "other.example.org", "localhost"):
            text = client.get("/sv/", headers={"host": host}, follow=True).content.decode()
            shown.append([name for name in ("Det ena huset", "Det andra huset") if name in text])
    assert shown == [["Det ena huset"], ["Det andra huset"], ["Det ena huset"]]


def test_the_languages_lead_to_the_translation_and_are_told_to_search_engines(client, home):
    norwegian, _ = Locale.objects.get_or_create(language_code="nb")
    other = home.copy_for_translation(norwegian)
    other.save_revision().publish()
    html = text_of(client, home)
    assert f'hreflang="nb" href="{other.full_url}"' in html
    assert f'href="{other.url}" lang="nb"' in html.split("</header>")[0]


def test_nothing_is_written_into_the_page_that_the_policy_would_refuse(client, home, catalogue):
    for page in (home, catalogue):
        html = text_of(client, page)
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", html)


@override_settings(DEBUG=False)
def test_a_page_that_is_not_there_has_the_sites_look(client, home):
    answer = client.get("/sv/finns-inte/")
    assert answer.status_code == 404
    assert 'class="site-header"' in answer.content.decode()


def test_the_page_for_a_broken_site_asks_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        html = get_template("500.html").render()
    assert "{%" not in html
    assert 'class="button"' in html


@pytest.mark.parametrize("kind", [HomePage, StandardPage, NewsIndexPage, NewsPage, CataloguePage])
def test_a_draft_that_was_never_saved_has_a_preview(kind, home):
    page = kind(title="Utkast", slug="utkast", locale=home.locale, path="000100019999", depth=3)
    answer = page.make_preview_request()
    answer.render() if hasattr(answer, "render") else None
    assert answer.status_code == 200
    assert "Utkast" in answer.content.decode()
