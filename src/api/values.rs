//! How the values of the domain are documented: each marker stands for a type of `parvis_events::values`, which our
//! documents must not know of, and says in a schema what that type accepts.

use std::borrow::Cow;

use serde_json::json;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

macro_rules! texts {
    ($($(#[$meta:meta])* $name:ident, $least:literal..=$most:literal, $pattern:literal, $example:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let object = ObjectBuilder::new()
                    .schema_type(Type::String)
                    .min_length(Some($least))
                    .max_length(Some($most))
                    .pattern(Some($pattern))
                    .examples([json!($example)]);
                RefOr::T(object.build().into())
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )+};
}

texts! {
    /// One line of text, not blank, without control characters.
    Line, 1..=200, r"^[^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F][^\x00-\x1F\x7F-\x9F]*$", "Malmö Live";
    /// A longer text, not blank; line breaks and tabs are its only control characters.
    Paragraph, 1..=4000,
        r"^(?:[^\x00-\x1F\x7F-\x9F]|[\n\r\t])*[^\s\x00-\x1F\x7F-\x9F](?:[^\x00-\x1F\x7F-\x9F]|[\n\r\t])*$",
        "Djupare kunskap om kulturella och kreativa näringar.";
    /// The code people know a programme by.
    ProgrammeCode, 1..=20, r"^[A-Z][A-Z0-9-]{0,19}$", "KKN-2018";
    /// A municipality's code, of the day: four digits.
    MunicipalityCode, 4..=4, r"^[0-9]{4}$", "1280";
    /// A county's code: two digits.
    CountyCode, 2..=2, r"^[0-9]{2}$", "12";
    /// A role of the programme.
    RoleCode, 1..=40, r"^[a-z][a-z0-9-]{0,39}$", "culture";
    /// The name of a question.
    QuestionCode, 1..=40, r"^[a-z][a-z0-9-]{0,39}$", "usefulness";
    /// The name of a reminder rule.
    ReminderCode, 1..=40, r"^[a-z][a-z0-9-]{0,39}$", "two-weeks-before";
    /// An address that letters can be sent to.
    EmailAddress, 6..=254,
        r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$",
        "anna.ek@kommun.example";
    /// A telephone number: digits, spaces, hyphens, slashes and parentheses, perhaps a leading plus.
    PhoneNumber, 5..=30, r"^[+]?[ ()/-]*(?:[0-9][ ()/-]*){5,}$", "+46 40-12 34 56";
    /// An IANA time zone.
    Zone, 3..=40, r"^[A-Z][A-Za-z0-9_+-]*(?:/[A-Z][A-Za-z0-9_+-]*){0,2}$", "Europe/Stockholm";
    /// The type of a change.
    ChangeType, 1..=100, r"^[a-z][a-z-]*$", "place-granted";
    /// A stream, or the category of many.
    StreamName, 1..=100, r"^[a-z][a-z0-9-]*$", "register";
    /// A local time of day.
    TimeOfDay, 5..=8, r"^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$", "09:00";
    /// An address on the web.
    WebAddress, 9..=500, r"^https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[!-~]*)?$", "https://example.org/mote";
}

macro_rules! choices {
    ($($(#[$meta:meta])* $name:ident: $($choice:literal),+;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let object = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([$($choice),+]));
                RefOr::T(object.build().into())
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )+};
}

choices! {
    /// A country whose municipalities the system knows.
    Country: "SE", "NO";
    /// Where an enrolment stands.
    EnrolmentStatus: "draft", "incomplete", "submitted", "admitted", "queued", "offered", "declined", "expired", "withdrawn",
        "late-withdrawal", "replaced", "refused";
    /// What became of a letter.
    LetterStatus: "waiting", "sent", "failed", "missed", "settled";
    /// What an export is written as.
    ExportFormat: "xlsx", "csv", "json", "pdf";
    /// Whether a webhook gets its changes.
    WebhookStanding: "active", "paused", "parked";
    /// A language the product speaks.
    Language: "sv", "nb", "en";
}

#[cfg(test)]
mod tests {
    use parvis_projections::letters::Fate;
    use parvis_projections::register::Status;
    use serde::de::DeserializeOwned;
    use serde_json::json;
    use utoipa::PartialSchema;

    use super::{EnrolmentStatus, LetterStatus};

    /// The choices of a schema are just those the type is read from.
    fn agree<S: PartialSchema, D: DeserializeOwned + std::fmt::Debug>() {
        let schema = serde_json::to_value(S::schema()).unwrap();
        let choices: Vec<String> = serde_json::from_value(schema["enum"].clone()).unwrap();
        let expected = serde_json::from_value::<D>(json!("unheard-of")).unwrap_err().to_string();
        let (_, expected) = expected.split_once("expected one of ").unwrap();
        let quoted: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
        assert_eq!(expected, quoted.join(", "));
    }

    #[test]
    fn the_choices_that_are_documented_are_those_there_are() {
        agree::<EnrolmentStatus, Status>();
        agree::<LetterStatus, Fate>();
    }
}
