from progress.models.attendance import Attendance
from progress.models.calendars import CalendarKey
from progress.models.certificates import Certificate
from progress.models.feedback import Feedback
from progress.models.learning import Answer, Enrolment, StepRecord
from progress.models.letters import Letter, MailText
from progress.models.messages import Message
from progress.models.needs import ParticipantAnswer
from progress.models.people import Membership, Organisation, Profile
from progress.models.places import (
    GroupMember,
    Guarantee,
    OccasionStaff,
    Registration,
    State,
    Transition,
)

__all__ = [
    "Answer",
    "Attendance",
    "CalendarKey",
    "Certificate",
    "Enrolment",
    "Feedback",
    "GroupMember",
    "Guarantee",
    "Letter",
    "MailText",
    "Membership",
    "Message",
    "OccasionStaff",
    "Organisation",
    "ParticipantAnswer",
    "Profile",
    "Registration",
    "State",
    "StepRecord",
    "Transition",
]
