//! The organisation's own door to the pages, as the environment says where it is.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::oidc::{Provider, Settings};

/// The provider that staff sign in through; absent when the environment names none.
///
/// # Errors
/// When it says half of what is needed, or names something that cannot be a provider.
pub fn provider() -> Result<Option<Provider>> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let Some(issuer) = variable("PARVIS_OIDC_ISSUER") else { return Ok(None) };
    let wanted = |name: &str| {
        variable(name).with_context(|| format!("{name} is missing; it goes with PARVIS_OIDC_ISSUER"))
    };
    let settings = Settings {
        client: wanted("PARVIS_OIDC_CLIENT_ID")?,
        // Read here and not by the command line, so that no help text or process list can show it.
        secret: wanted("PARVIS_OIDC_CLIENT_SECRET")?,
        name: wanted("PARVIS_OIDC_NAME")?,
        authorities: variable("PARVIS_OIDC_CA").map(PathBuf::from),
        issuer,
    };
    Ok(Some(Provider::new(settings)?))
}
