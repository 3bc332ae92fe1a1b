from courses.models.areas import Area
from courses.models.asked import ParticipantQuestion
from courses.models.catalogue import CataloguePage
from courses.models.choices import (
    Applicants,
    Approver,
    AskedKind,
    Audience,
    Certificate,
    Currency,
    Intake,
    ModuleOrder,
    ModuleRole,
    OccasionState,
    Recurrence,
    SeatRole,
    VenueKind,
)
from courses.models.files import CatalogueFile
from courses.models.modules import ModulePage
from courses.models.occasions import Meeting, Milestone, Occasion, Venue
from courses.models.organisers import CourseOrganiser, Organiser
from courses.models.pages import (
    CourseOutcome,
    CoursePage,
    CourseTopic,
    DatedCoursePage,
    PackagePage,
    Topic,
)
from courses.models.seats import SeatPool
from courses.models.steering import (
    CoursePriority,
    CourseSteering,
    PriorityArea,
    SteeringDocument,
)

__all__ = [
    "Applicants",
    "Approver",
    "Area",
    "AskedKind",
    "Audience",
    "CatalogueFile",
    "CataloguePage",
    "Certificate",
    "CourseOrganiser",
    "CourseOutcome",
    "CoursePage",
    "CoursePriority",
    "CourseSteering",
    "CourseTopic",
    "Currency",
    "DatedCoursePage",
    "Intake",
    "Meeting",
    "Milestone",
    "ModuleOrder",
    "ModulePage",
    "ModuleRole",
    "Occasion",
    "OccasionState",
    "Organiser",
    "PackagePage",
    "ParticipantQuestion",
    "PriorityArea",
    "Recurrence",
    "SeatPool",
    "SeatRole",
    "SteeringDocument",
    "Topic",
    "Venue",
    "VenueKind",
]
