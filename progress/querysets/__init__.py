"""Reads over what people do with the offer, as chainable words."""

from progress.querysets.learning import (
    CertificateQuerySet,
    EnrolmentQuerySet,
    StepRecordQuerySet,
    plain_uuid,
)
from progress.querysets.mails import LetterQuerySet, MailTextQuerySet, MessageQuerySet
from progress.querysets.people import (
    MembershipQuerySet,
    OrganisationQuerySet,
    above,
    highest,
    under,
)
from progress.querysets.places import (
    GroupMemberQuerySet,
    GuaranteeQuerySet,
    RegistrationQuerySet,
)

__all__ = [
    "CertificateQuerySet",
    "EnrolmentQuerySet",
    "GroupMemberQuerySet",
    "GuaranteeQuerySet",
    "LetterQuerySet",
    "MailTextQuerySet",
    "MembershipQuerySet",
    "MessageQuerySet",
    "OrganisationQuerySet",
    "RegistrationQuerySet",
    "StepRecordQuerySet",
    "above",
    "highest",
    "plain_uuid",
    "under",
]
