from progress.models.attendance import Attendance
from progress.models.calendars import CalendarKey
from progress.models.certificates import Certificate
from progress.models.feedback import Feedback
from progress.models.groups import JointStep, StudyGroup, StudyGroupMember
from progress.models.learning import Answer, Enrolment, Save, StepRecord
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
from progress.models.submissions import SharedReflection, Submission, SubmissionFile
from progress.models.versions import ContentChange

__all__ = [
    "Answer",
    "Attendance",
    "CalendarKey",
    "Certificate",
    "ContentChange",
    "Enrolment",
    "Feedback",
    "GroupMember",
    "Guarantee",
    "JointStep",
    "Letter",
    "MailText",
    "Membership",
    "Message",
    "OccasionStaff",
    "Organisation",
    "ParticipantAnswer",
    "Profile",
    "Registration",
    "Save",
    "SharedReflection",
    "State",
    "StepRecord",
    "StudyGroup",
    "StudyGroupMember",
    "Submission",
    "SubmissionFile",
    "Transition",
]
