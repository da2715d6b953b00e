//! `access-{account}`: rights, programme by programme.

use parvis_events::access::{Access, Command, Event, Grant, Right};
use parvis_events::ids::ProgrammeId;

use crate::samples::{NOW, person, programme};
use crate::table::{hold, leads};

fn right(right: Right) -> Grant {
    Grant { programme: programme(), right }
}

fn grant(grant: Grant) -> Command {
    Command::Grant { person: person("Anna"), grant }
}

fn granted(grant: Grant) -> Event {
    Event::Granted { person: person("Anna"), grant }
}

fn revoke(grant: Grant) -> Command {
    Command::Revoke { person: person("Anna"), grant }
}

fn revoked(grant: Grant) -> Event {
    Event::Revoked { person: person("Anna"), grant }
}

#[test]
fn a_right_is_granted_and_taken_back_in_one_programme_at_a_time() {
    let (reader, organiser) = (right(Right::CouncilMember), right(Right::Organiser));
    let elsewhere = Grant { programme: ProgrammeId::named(&["another"]), right: Right::CouncilMember };
    let has = [granted(reader)];
    let had = [granted(reader), revoked(reader)];
    hold::<Access>(
        NOW,
        vec![
            leads("granted", &[], grant(reader), vec![granted(reader)]),
            leads("granted before", &has, grant(reader), vec![]),
            leads("another right", &has, grant(organiser), vec![granted(organiser)]),
            leads("the same right elsewhere", &has, grant(elsewhere), vec![granted(elsewhere)]),
            leads("granted anew", &had, grant(reader), vec![granted(reader)]),
            leads("taken back", &has, revoke(reader), vec![revoked(reader)]),
            leads("taken back before", &had, revoke(reader), vec![]),
            leads("never granted", &has, revoke(organiser), vec![]),
            leads("granted elsewhere only", &has, revoke(elsewhere), vec![]),
        ],
    );
}
