from courses.rules.catalogue.canonical import canonical
from courses.rules.catalogue.merging import merge
from tests.courses.catalogue_files import dated, occasion, package, venue


def test_defaults_and_empty_values_are_left_out():
    said_nothing = dated(
        subtitle="", visibility="public", certificate="completion", outcomes=[], contact={},
        occasions=[occasion(state="open", intake="direct", note="", milestones=[])],
    )  # fmt: skip
    assert canonical(said_nothing) == dated(occasions=[occasion()])


def test_zero_and_unlimited_say_something():
    free = dated(
        price={"amount": 0, "currency": "SEK"},
        completion={"attendance_percent": 0},
        occasions=[occasion(venues=[venue(seats={"participant": 0, "observer": None})])],
    )
    assert canonical(free) == free


def test_seats_for_participants_without_limit_are_the_default():
    unlimited = dated(occasions=[occasion(venues=[venue(seats={"participant": None})])])
    assert canonical(unlimited) == dated(occasions=[occasion(venues=[venue()])])


def test_topics_and_areas_are_sorted_and_organisers_keep_their_order():
    given = dated(
        topics=["sång", "dans"],
        organisers=["Region B", "Region A"],
        occasions=[occasion(venues=[venue(areas=["Viken", "Agder", "Viken"])])],
    )
    made = canonical(given)
    assert made["topics"] == ["dans", "sång"]
    assert made["organisers"] == ["Region B", "Region A"]
    assert made["occasions"][0]["venues"][0]["areas"] == ["Agder", "Viken"]


def test_html_is_sanitised():
    given = dated(content=[{"html": "<p onclick='x()'>Hej<script>x()</script></p>"}])
    assert canonical(given)["content"] == [{"html": "<p>Hej</p>"}]


def test_a_package_keeps_its_modules_even_when_it_has_none():
    assert canonical(package(modules=[]))["modules"] == []


def test_doing_it_twice_changes_nothing():
    given = package(topics=["b", "a"], content=["", {"heading": ""}, {"html": "<p>x"}])
    assert canonical(canonical(given)) == canonical(given)


def test_a_key_that_is_left_out_is_left_as_it_is():
    before = dated(summary="Kort", contact={"name": "Kansliet", "email": "a@example.org"})
    assert merge(before, dated(contact={"name": "Växeln"})) == dated(
        summary="Kort", contact={"name": "Växeln", "email": "a@example.org"}
    )


def test_a_list_that_is_given_is_whole():
    before = dated(outcomes=["Spela", "Leda"], occasions=[occasion("a"), occasion("b")])
    assert merge(before, dated(outcomes=["Leda"], occasions=[occasion("b")])) == dated(
        outcomes=["Leda"], occasions=[occasion("b")]
    )


def test_live_state_is_the_sites_own():
    before = dated(occasions=[occasion(state="cancelled", venues=[venue(cancelled="2026-01-02")])])
    given = dated(occasions=[occasion(state="open", title="Ny", venues=[venue(note="Kaffe")])])
    assert merge(before, given)["occasions"] == [
        occasion(
            title="Ny", state="cancelled", venues=[venue(note="Kaffe", cancelled="2026-01-02")]
        )
    ]


def test_a_meeting_that_gets_its_times_loses_its_coarse_date():
    before = dated(occasions=[occasion(meetings=[{"when": "2026-05", "title": "Träff"}])])
    times = {"start": "2026-05-02T09:00", "end": "2026-05-02T12:00"}
    given = dated(occasions=[occasion(meetings=[times])])
    assert merge(before, given)["occasions"][0]["meetings"] == [times | {"title": "Träff"}]
