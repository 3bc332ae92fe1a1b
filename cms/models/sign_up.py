import secrets

from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LINK_SALT = "vidare.sign-up"


def new_key() -> str:
    return secrets.token_urlsafe(16)


class SignUp(models.Model):
    """Someone who asked for an account. The account is made when the address is confirmed.

    Whoever signs up last with an address has the only link that works: nobody can lay down a
    password for another's address and wait.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=5)
    password = models.CharField(_("password"), max_length=128)
    key = models.CharField(max_length=32, default=new_key)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")

    def __str__(self) -> str:
        return self.email

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def link_token(self) -> str:
        return signing.dumps([self.pk, self.key], salt=LINK_SALT)
