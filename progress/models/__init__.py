from progress.models.certificates import Certificate
from progress.models.learning import Answer, Enrolment, StepRecord
from progress.models.messages import Message
from progress.models.people import Membership, Organisation, Profile
from progress.models.places import OccasionStaff, Registration, State, Transition

__all__ = [
    "Answer",
    "Certificate",
    "Enrolment",
    "Membership",
    "Message",
    "OccasionStaff",
    "Organisation",
    "Profile",
    "Registration",
    "State",
    "StepRecord",
    "Transition",
]
