//! The personal fields of facts, one by one: whose they are, sealed, opened.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parvis_events::ids::PersonId;
use parvis_events::personal::{Personal, PersonalVisitor};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::PeopleError;
use super::sealing::{Key, open, seal};
use crate::chance::Chance;

/// Collects whose fields there are.
#[derive(Default)]
pub(super) struct Owners(pub BTreeSet<PersonId>);

impl PersonalVisitor for Owners {
    type Error = std::convert::Infallible;

    fn visit<T: Serialize + DeserializeOwned>(
        &mut self,
        owner: PersonId,
        _: &mut Personal<T>,
    ) -> Result<(), Self::Error> {
        self.0.insert(owner);
        Ok(())
    }
}

/// Seals what is clear, with the key of its owner.
pub(super) struct Sealer<'a> {
    pub keys: &'a BTreeMap<PersonId, Key>,
    pub chance: &'a Chance,
}

impl PersonalVisitor for Sealer<'_> {
    type Error = PeopleError;

    fn visit<T: Serialize + DeserializeOwned>(
        &mut self,
        owner: PersonId,
        field: &mut Personal<T>,
    ) -> Result<(), PeopleError> {
        if let Personal::Clear(value) = field {
            let key = self.keys.get(&owner).ok_or(PeopleError::Erased(owner))?;
            let plain = Zeroizing::new(serde_json::to_vec(value).map_err(PeopleError::Field)?);
            let sealed = seal(key, self.chance, owner.uuid(), &plain).ok_or(PeopleError::Erased(owner))?;
            *field = Personal::Sealed(STANDARD.encode(sealed));
        }
        Ok(())
    }
}

/// Opens what is sealed; a field whose owner has no key any more is erased.
pub(super) struct Opener<'a> {
    pub keys: &'a BTreeMap<PersonId, Key>,
}

impl PersonalVisitor for Opener<'_> {
    type Error = PeopleError;

    fn visit<T: Serialize + DeserializeOwned>(
        &mut self,
        owner: PersonId,
        field: &mut Personal<T>,
    ) -> Result<(), PeopleError> {
        if let Personal::Sealed(text) = field {
            let Some(key) = self.keys.get(&owner) else {
                *field = Personal::Erased;
                return Ok(());
            };
            let sealed = STANDARD.decode(text).map_err(|_| PeopleError::Tampered(owner))?;
            let plain = open(key, owner.uuid(), &sealed).ok_or(PeopleError::Tampered(owner))?;
            *field = Personal::Clear(serde_json::from_slice(&plain).map_err(PeopleError::Field)?);
        }
        Ok(())
    }
}
