from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from progress.actions.import_people import PeopleFileError, import_people
from progress.models import Membership, Organisation, Profile

pytestmark = pytest.mark.django_db

HEADER = "email,name,language,organisation,kind,role\n"
ANNA = "anna@example.org,Anna Ås,nb,Norrbotten/Luleå/Luleå kulturskola,school,teacher\n"
BO = "bo@example.org,Bo Ek,sv,Norrbotten/Luleå/Luleå kulturskola,school,manager\n"
BO_OF_PITEA = "bo@example.org,Bo Ek,sv,Norrbotten/Piteå/Piteå kulturskola,school,teacher\n"

User = get_user_model()


def run(*lines: str, **how):
    return import_people(data=(HEADER + "".join(lines)).encode(), **how)


def counts():
    return [model.objects.count() for model in (User, Profile, Organisation, Membership)]


def test_people_organisations_and_memberships_are_made():
    run(ANNA, BO, BO_OF_PITEA)
    assert counts() == [2, 2, 5, 3]
    assert list(Organisation.objects.order_by("path").values_list("name", "kind")) == [
        ("Norrbotten", "county"),
        ("Luleå", "municipality"),
        ("Luleå kulturskola", "school"),
        ("Piteå", "municipality"),
        ("Piteå kulturskola", "school"),
    ]
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_who_was_imported_cannot_sign_in_before_a_password_is_set():
    run(ANNA)
    anna = User.objects.get(email="anna@example.org")
    assert not anna.has_usable_password()
    assert anna.profile.language == "nb"


def test_the_same_file_again_changes_nothing():
    run(ANNA, BO, BO_OF_PITEA)
    before = counts(), list(Organisation.objects.values())
    again = run(ANNA, BO, BO_OF_PITEA)
    assert (counts(), list(Organisation.objects.values())) == before
    assert not any([again.new_people, again.changed_people, again.new_memberships])


def test_an_address_that_exists_is_updated_and_keeps_its_password():
    User.objects.create_user("anna@example.org", "a long passphrase", name="Anna")
    done = run(ANNA.replace("anna@", "Anna@"))
    anna = User.objects.get()
    assert anna.name == "Anna Ås"
    assert anna.check_password("a long passphrase")
    assert done.changed_people == ["anna@example.org"]


def test_an_empty_language_leaves_the_one_that_was_chosen():
    run(ANNA)
    run(ANNA.replace(",nb,", ",,"))
    assert Profile.objects.get().language == "nb"


def test_a_protected_identity_outlives_an_import():
    run(ANNA)
    Profile.objects.update(is_protected=True, alias="A.")
    run(ANNA, BO)
    assert Profile.objects.get(person__email="anna@example.org").is_protected


def test_another_spelling_finds_the_organisation_that_is_there():
    run(ANNA)
    run(BO.replace("Luleå/Luleå kulturskola", "LULEÅ/luleå  Kulturskola"))
    assert Organisation.objects.count() == 3


def test_a_tree_grown_by_hand_goes_on_growing():
    county = Organisation.add_root(name="Norrbotten", kind="county")
    county.add_child(name="Kiruna", kind="municipality")
    run(ANNA)
    Organisation.objects.get(name="Luleå").add_child(name="Ny", kind="school")
    assert Organisation.find_problems() == ([], [], [], [], [])
    assert Organisation.objects.get(name="Norrbotten").numchild == 2


def test_a_kind_that_the_file_states_is_stronger_than_the_depth():
    run(ANNA, "c@example.org,C,sv,Norrbotten,other,teacher\n")
    assert Organisation.objects.get(name="Norrbotten").kind == "other"
    run(ANNA)
    assert Organisation.objects.get(name="Norrbotten").kind == "other"


def test_a_membership_that_had_ended_is_opened_again():
    run(ANNA)
    Membership.objects.update(valid_to=date(2020, 1, 1))
    assert run(ANNA).reopened_memberships
    assert Membership.objects.get().valid_to is None


def test_a_line_that_repeats_another_is_told_and_does_nothing():
    done = run(ANNA, ANNA)
    assert done.repeated_lines == [3]
    assert Membership.objects.count() == 1


def test_one_fault_and_nothing_is_written():
    with pytest.raises(PeopleFileError):
        run(ANNA, BO.replace("manager", "boss"))
    assert counts() == [0, 0, 0, 0]


def test_a_dry_run_says_what_would_change_and_changes_nothing():
    done = run(ANNA, BO, dry_run=True)
    assert len(done.new_people) == 2
    assert counts() == [0, 0, 0, 0]


def test_the_command_names_file_line_and_column(tmp_path, capsys):
    file = tmp_path / "people.csv"
    file.write_text(HEADER + ANNA.replace("anna@", "anna"), encoding="utf-8")
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("import_people", str(file))
    assert "people.csv: line 2, column email:" in capsys.readouterr().err


def test_the_command_says_which_file_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_people", str(tmp_path / "none.csv"))


def test_questions_to_the_database_do_not_grow_with_the_rows(django_assert_max_num_queries):
    run(BO)
    lines = [ANNA.replace("anna", f"anna{i}") for i in range(300)]
    with django_assert_max_num_queries(30):
        run(*lines)
