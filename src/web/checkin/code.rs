//! Codes by which people are found at the door: shown on a phone or a badge, read by a camera or typed.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use parvis_events::ids::PersonId;
use parvis_events::values::ProgrammeCode;
use parvis_projections::House;
use parvis_projections::programmes::ProgrammeRow;

use super::Room;
use super::roll::Roll;
use crate::links::shown_code;
use crate::web::failure::Failure;
use crate::web::mine::signed_in;
use crate::web::page::{Page, show};
use crate::web::programme::language_mark;
use crate::web::rights::Deed;
use crate::web::{Web, WebError};

/// How many letters and digits a code has.
pub(super) const LENGTH: usize = 8;

/// A code as it is shown.
pub(super) struct Code {
    /// The picture: SVG.
    svg: String,
    /// "K7QF-2M9X".
    text: String,
}

impl Code {
    fn of(code: &str) -> Result<Self, Failure> {
        let text = shown_code(code);
        // Plain enough that every camera reads it; the quiet zone keeps it so in dark mode, on a white ground.
        let svg = parvis_documents::qr_code(&text).map_err(WebError::Document)?;
        Ok(Self { svg, text })
    }
}

#[derive(Template)]
#[template(path = "checkin/own_code.html")]
struct OwnCodePage {
    page: Page,
    name: String,
    programme: String,
    lang: String,
    code: Code,
}

/// `GET /program/{code}/min-kod`: the code of whoever takes part or comes for somebody.
pub(super) async fn own(
    State(web): State<Web>,
    Path(code): Path<String>,
    page: Page,
) -> Result<Response, Failure> {
    let reader = signed_in(&page)?;
    let code: ProgrammeCode = code.parse().map_err(|_| Failure::NotFound)?;
    let kept = web.house();
    let programme = kept.house.programmes.coded(&code).ok_or(Failure::NotFound)?;
    if !comes(&kept.house, programme, reader.person) {
        return Err(Failure::NotFound);
    }
    let code = Code::of(&web.office().links.check_in_code(programme.programme, reader.person))?;
    let lang = language_mark(&page, programme);
    Ok(show(&OwnCodePage { name: reader.name, programme: programme.name.clone(), lang, code, page }))
}

/// Whether somebody has a place in a programme, or comes in another's.
pub(in crate::web) fn comes(house: &House, programme: &ProgrammeRow, person: PersonId) -> bool {
    house.register.admitted(programme.programme).any(|row| row.person == person)
        || house.register.deputies.of(person).any(|row| row.programme == programme.programme)
}

/// A badge.
struct Badge {
    name: String,
    municipality: String,
    role: String,
    code: Code,
}

#[derive(Template)]
#[template(path = "checkin/codes.html")]
struct CodesPage {
    page: Page,
    path: String,
    programme: String,
    lang: String,
    badges: Vec<Badge>,
}

/// `GET …/incheckning/koder`: badges to print and cut out.
pub(super) async fn of_all(
    State(web): State<Web>,
    Path(at): Path<(String, u8)>,
    page: Page,
) -> Result<Response, Failure> {
    let room = Room::enter(&web, &page, &at, Deed::TakeOutAttendance)?;
    let session = room.session(None, web.now())?;
    let roll = Roll::of(&room, &page, &web.office().links, session);
    let mut badges = Vec::new();
    for group in roll.groups {
        for line in group.lines {
            let municipality = group.name.clone();
            badges.push(Badge {
                name: line.name,
                municipality,
                role: line.role,
                code: Code::of(&line.code)?,
            });
        }
    }
    let (programme, lang) = (room.programme.name.clone(), language_mark(&page, &room.programme));
    Ok(show(&CodesPage { path: room.path(), programme, lang, badges, page }))
}
