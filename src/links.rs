//! Links that open something: whoever holds one gets in, so each carries a proof that we made it.
//!
//! The proof is computed when a letter is written and again when a link is followed, from what the link is about and a
//! key that follows from the master key; nothing secret is stored. Without the master key nobody can make a link.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use parvis_events::ids::{EvaluationId, InvitationId, PersonId, ProgrammeId};
use parvis_events::values::ProgrammeCode;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::people::MasterKey;

const ID_BYTES: usize = 16;
/// So much of the proof stands in a link (128 bits; NIST SP 800-107r1 allows truncation from the left).
const PROOF_BYTES: usize = 16;

/// Makes links and reads them.
#[derive(Clone)]
pub struct Links {
    /// Start of links, without a slash at the end.
    base_url: String,
    key: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for Links {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Links").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

impl Links {
    /// Links of a house that holds this master key.
    pub fn new(master: &MasterKey, base_url: &str) -> Self {
        Self { base_url: base_url.to_owned(), key: master.derive("parvis links 1") }
    }

    /// Start of links, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The link by which a colleague joins an enrolment.
    pub fn invitation(&self, invitation: InvitationId) -> String {
        let token = self.token("invitation", invitation.uuid(), &[]);
        format!("{}/invitation/{token}", self.base_url)
    }

    /// The invitation that a token is about; absent when we did not make it. Takes as long whatever is wrong with it.
    pub fn read(&self, token: &str) -> Option<InvitationId> {
        self.id_of("invitation", token, &[]).map(InvitationId::new)
    }

    /// The address of somebody's own calendar, which programs fetch that cannot sign in. Earlier ones open nothing once
    /// `number` has been raised.
    pub fn calendar(&self, person: PersonId, number: i32) -> String {
        let token = self.token("calendar", person.uuid(), &number.to_be_bytes());
        format!("{}/kalender/{token}.ics", self.base_url)
    }

    /// Whose calendar a token would open, before it is known whether it does.
    pub fn calendar_owner(token: &str) -> Option<PersonId> {
        split(token).map(|(id, _)| PersonId::new(id))
    }

    /// Whether a token opens somebody's calendar.
    pub fn opens_calendar(&self, token: &str, number: i32) -> bool {
        self.id_of("calendar", token, &number.to_be_bytes()).is_some()
    }

    /// What lets a person put one ballot into an evaluation's box, the same each time it is asked for. It names nobody,
    /// and without the master key nobody can tell whose it is.
    pub fn ballot(&self, evaluation: EvaluationId, person: PersonId) -> String {
        let voter = [evaluation.uuid().as_bytes().as_slice(), person.uuid().as_bytes()].concat();
        let voter = self.proof("voter", &voter).map(|mac| mac.finalize().into_bytes());
        let id: Vec<u8> = voter.iter().flatten().copied().take(ID_BYTES).collect();
        let id = Uuid::from_slice(&id).unwrap_or_default();
        self.token("ballot", id, evaluation.uuid().as_bytes())
    }

    /// The number on a ballot's token, which is used once; absent when we did not make it for this evaluation.
    pub fn read_ballot(&self, evaluation: EvaluationId, token: &str) -> Option<Uuid> {
        self.id_of("ballot", token, evaluation.uuid().as_bytes())
    }

    /// The code by which somebody is found at a programme's check-in: 40 bits that nobody can guess or compute, eight
    /// letters and digits that cannot be mistaken for each other (Crockford's base 32). It opens nothing by itself, and
    /// nothing of it is stored.
    pub fn check_in_code(&self, programme: ProgrammeId, person: PersonId) -> String {
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let whose = [programme.uuid().as_bytes().as_slice(), person.uuid().as_bytes()].concat();
        let proof = self.proof("check-in", &whose).map(|mac| mac.finalize().into_bytes());
        let bits = proof.iter().flatten().take(5).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let letter =
            |place: u64| LETTERS.get((bits >> (5 * place)) as usize & 31).map_or('0', |one| char::from(*one));
        (0..8).rev().map(letter).collect()
    }

    /// Where somebody who is signed in finds their code for a programme's check-in.
    pub fn own_code(&self, programme: &ProgrammeCode) -> String {
        format!("{}/program/{programme}/min-kod", self.base_url)
    }

    /// An id with the proof that we made it, for one purpose and together with `more`.
    fn token(&self, purpose: &str, id: Uuid, more: &[u8]) -> String {
        let proof = self.proof(purpose, &[id.as_bytes(), more].concat());
        let proof = proof.map(|mac| mac.finalize().into_bytes());
        let mut token = id.as_bytes().to_vec();
        token.extend(proof.iter().flatten().take(PROOF_BYTES));
        URL_SAFE_NO_PAD.encode(token)
    }

    /// The id in a token that we made for a purpose.
    fn id_of(&self, purpose: &str, token: &str, more: &[u8]) -> Option<Uuid> {
        let (id, proof) = split(token)?;
        self.proof(purpose, &[id.as_bytes(), more].concat())?.verify_truncated_left(&proof).ok()?;
        Some(id)
    }

    fn proof(&self, purpose: &str, what: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.as_slice()).ok()?;
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(what);
        Some(mac)
    }
}

/// A code as people read it: "K7QF-2M9X".
pub fn shown_code(code: &str) -> String {
    let (first, second) = code.split_at_checked(code.len() / 2).unwrap_or((code, ""));
    format!("{first}-{second}")
}

/// The id and the proof in a token.
fn split(token: &str) -> Option<(Uuid, [u8; PROOF_BYTES])> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, proof) = bytes.split_at_checked(ID_BYTES)?;
    Some((Uuid::from_slice(id).ok()?, proof.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::Links;
    use crate::people::MasterKey;
    use parvis_events::ids::{EvaluationId, InvitationId, PersonId, ProgrammeId};

    fn links(digit: &str) -> Links {
        Links::new(&MasterKey::parse(&digit.repeat(64), "test").unwrap(), "https://parvis.example")
    }

    fn token(links: &Links, name: &str) -> String {
        let link = links.invitation(InvitationId::named(&[name]));
        link.strip_prefix("https://parvis.example/invitation/").unwrap().to_owned()
    }

    #[test]
    fn a_link_leads_back_to_its_invitation_each_time() {
        let links = links("1");
        let bo = InvitationId::named(&["Bo"]);
        assert_eq!(links.read(&token(&links, "Bo")), Some(bo));
        assert_eq!(links.invitation(bo), links.invitation(bo));
        assert_eq!(token(&links, "Bo").len(), 43);
    }

    #[test]
    fn a_link_that_was_changed_or_made_elsewhere_opens_nothing() {
        let links = links("1");
        let good = token(&links, "Bo");
        for at in 0..good.len() - 1 {
            let mut changed = good.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(links.read(std::str::from_utf8(&changed).unwrap()), None, "character {at}");
        }
        assert_eq!(super::Links::read(&self::links("2"), &good), None, "another master key");
        for bad in ["", "x", &good[..22], &good[..42], &format!("{good}AAAA"), "å"] {
            assert_eq!(links.read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_calendar_opens_with_its_latest_address_only_and_with_nothing_made_for_something_else() {
        let links = links("1");
        let (ann, bo) = (PersonId::named(&["Ann"]), PersonId::named(&["Bo"]));
        let address = links.calendar(ann, 0);
        let token = address.strip_prefix("https://parvis.example/kalender/").unwrap();
        let token = token.strip_suffix(".ics").unwrap();
        assert_eq!(super::Links::calendar_owner(token), Some(ann));
        assert!(links.opens_calendar(token, 0) && !links.opens_calendar(token, 1));
        assert_eq!(links.read(token), None, "it is no invitation");
        assert_ne!(links.calendar(bo, 0), address);
    }

    #[test]
    fn a_ballot_is_the_same_for_a_person_each_time_and_fits_no_other_evaluation() {
        let links = links("1");
        let (one, other) = (EvaluationId::named(&["1"]), EvaluationId::named(&["2"]));
        let (ann, bo) = (PersonId::named(&["Ann"]), PersonId::named(&["Bo"]));
        let token = links.ballot(one, ann);
        assert_eq!(links.ballot(one, ann), token);
        let number = links.read_ballot(one, &token).unwrap();
        assert_ne!(number, ann.uuid());
        assert_eq!(links.read_ballot(other, &token), None);
        assert_ne!(links.read_ballot(one, &links.ballot(one, bo)), Some(number));
        assert_ne!(links.read_ballot(other, &links.ballot(other, ann)), Some(number));
    }

    #[test]
    fn a_code_belongs_to_one_person_of_one_programme_and_cannot_be_computed_elsewhere() {
        let (kkn, other) = (ProgrammeId::named(&["KKN"]), ProgrammeId::named(&["NKV"]));
        let (anna, bo) = (PersonId::named(&["Anna"]), PersonId::named(&["Bo"]));
        let code = links("1").check_in_code(kkn, anna);
        assert_eq!(code.len(), 8);
        assert!(
            code.chars().all(|one| one.is_ascii_digit() || one.is_ascii_uppercase() && !"ILOU".contains(one))
        );
        assert_eq!(links("1").check_in_code(kkn, anna), code);
        for another in [
            links("1").check_in_code(kkn, bo),
            links("1").check_in_code(other, anna),
            links("2").check_in_code(kkn, anna),
        ] {
            assert_ne!(another, code);
        }
    }

    #[test]
    fn the_key_is_not_shown_and_is_not_the_master_key() {
        let links = links("1");
        assert!(!format!("{links:?}").contains("11"));
        assert_ne!(*links.key, [0x11; 32]);
    }
}
