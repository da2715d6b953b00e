//! What a register refuses.

use parvis_events::register::Rejection;
use parvis_events::values::{QuestionCode, RoleCode};

super::rejections! { Rejection {
    Rejection::NotOpen => "register-not-open", CONFLICT;
    Rejection::PlacesAlreadyTaken { taken, places } => "register-places-already-taken", CONFLICT,
        taken = *taken, places = *places;
    Rejection::MembersExceedSeats { reference, members, seats } => "register-members-exceed-seats", CONFLICT,
        reference = reference.to_string(), members = *members, seats = *seats;
    Rejection::RoleInUse { reference, role } => "register-role-in-use", CONFLICT,
        reference = reference.to_string(), role = role.to_string();
    Rejection::SeveralOfMunicipality { reference } => "register-several-of-municipality", CONFLICT,
        reference = reference.to_string();
    Rejection::NotYetOpen { opens } => "register-not-yet-open", CONFLICT, opens = opens.to_string();
    Rejection::Closed { closed } => "register-closed", CONFLICT, closed = closed.to_string();
    Rejection::UnknownMunicipality(code) => "municipality-unknown", UNPROCESSABLE_ENTITY,
        municipality = code.to_string();
    Rejection::WrongCounty { municipality, county } => "municipality-in-other-county", UNPROCESSABLE_ENTITY,
        municipality = municipality.to_string(), county = county.to_string();
    Rejection::NotInvited(county) => "county-not-invited", CONFLICT, county = county.to_string();
    Rejection::MunicipalityAlreadyEnrolled { reference } => "municipality-already-enrolled", CONFLICT,
        reference = reference.to_string();
    Rejection::PersonAlreadyEnrolled { reference } => "person-already-enrolled", CONFLICT,
        reference = reference.to_string();
    Rejection::AlreadySubmitted { reference } => "enrolment-already-submitted", CONFLICT,
        reference = reference.to_string();
    Rejection::NoMembers => "enrolment-without-members", UNPROCESSABLE_ENTITY;
    Rejection::TooManyMembers { seats } => "enrolment-too-many-members", UNPROCESSABLE_ENTITY, seats = *seats;
    Rejection::UnknownRole(role) => "role-unknown", UNPROCESSABLE_ENTITY, role = role.to_string();
    Rejection::NoRole => "member-without-role", UNPROCESSABLE_ENTITY;
    Rejection::UnknownEnrolment => "enrolment-unknown", NOT_FOUND;
    Rejection::NotActive { reference } => "enrolment-not-active", CONFLICT, reference = reference.to_string();
    Rejection::NotAMember { reference } => "person-not-a-member", CONFLICT, reference = reference.to_string();
    Rejection::NoOffer { reference } => "enrolment-without-offer", CONFLICT, reference = reference.to_string();
    Rejection::OfferHasExpired { reference } => "offer-expired", CONFLICT, reference = reference.to_string();
    Rejection::RolesNotHeld { roles } => "dispensation-roles-not-held", UNPROCESSABLE_ENTITY,
        roles = roles.iter().map(RoleCode::as_str).collect::<Vec<_>>().join(", ");
    Rejection::NoReason => "decision-without-reason", UNPROCESSABLE_ENTITY;
    Rejection::NoSessions => "deputy-without-sessions", UNPROCESSABLE_ENTITY;
    Rejection::NotAdmitted { reference } => "enrolment-not-admitted", CONFLICT, reference = reference.to_string();
    Rejection::ClosedByOrganiser => "register-closed-by-organiser", CONFLICT;
    Rejection::Over => "register-over", CONFLICT;
    Rejection::MunicipalityNotInvited(code) => "municipality-not-invited", CONFLICT,
        municipality = code.to_string();
    Rejection::StillADraft { reference } => "enrolment-is-draft", CONFLICT, reference = reference.to_string();
    Rejection::NotADraft { reference } => "enrolment-is-no-draft", CONFLICT, reference = reference.to_string();
    Rejection::AnswersMissing { questions } => "answers-missing", UNPROCESSABLE_ENTITY,
        questions = questions.iter().map(QuestionCode::as_str).collect::<Vec<_>>().join(", ");
    Rejection::UnknownInvitation => "invitation-unknown", NOT_FOUND;
    Rejection::AlreadyInvited { reference } => "person-already-invited", CONFLICT,
        reference = reference.to_string();
    Rejection::InvitationExpired { until } => "invitation-expired", CONFLICT, until = until.to_rfc3339();
    Rejection::InvitationOver(how) => "invitation-over", CONFLICT, how = *how;
    Rejection::NotConcerned { reference } => "person-not-concerned", CONFLICT, reference = reference.to_string();
    Rejection::UnknownQuestion(question) => "question-unknown", UNPROCESSABLE_ENTITY,
        question = question.to_string();
    Rejection::AnswerDoesNotFit { question, .. } => "answer-does-not-fit", UNPROCESSABLE_ENTITY,
        question = question.to_string();
    Rejection::AskedOfMembers(question) => "question-asked-of-members", UNPROCESSABLE_ENTITY,
        question = question.to_string();
    Rejection::NotAsked(what) => "needs-not-asked-for", UNPROCESSABLE_ENTITY, what = *what;
    Rejection::NotComplete { reference } => "enrolment-not-complete", CONFLICT, reference = reference.to_string();
    Rejection::NoFreePlace { places } => "no-free-place", CONFLICT, places = *places;
    Rejection::HasPlace { reference } => "enrolment-has-place", CONFLICT, reference = reference.to_string();
    Rejection::DeputyAlreadyNamed => "deputy-already-named", CONFLICT;
    Rejection::DeputyTaken { reference } => "deputy-taken", CONFLICT, reference = reference.to_string();
    Rejection::IsADeputy { reference } => "member-is-deputy", CONFLICT, reference = reference.to_string();
    Rejection::NoDeputiesAtMeetings => "no-deputies-at-meetings", CONFLICT;
} }
