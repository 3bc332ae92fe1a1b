"""Who signs in to the demo. The password is set where DEBUG is on, or VIDARE_DEMO_PASSWORDS."""

from dataclasses import dataclass

PASSWORD = "onward-and-onward"  # noqa: S105


@dataclass(frozen=True)
class SignIn:
    email: str
    what: str
    name: str = ""  # empty: named in people.csv


SIGN_INS = (
    SignIn("editor@example.org", "editor", "Ebba Rubrik"),
    SignIn("teacher@example.org", "teacher"),
    SignIn("manager@example.org", "manager"),
    SignIn("leader@example.org", "course leader"),
    SignIn("coordinator@example.org", "regional co-ordinator"),
    SignIn("admin@example.org", "superuser", "Ada Nyckelpiga"),
)
