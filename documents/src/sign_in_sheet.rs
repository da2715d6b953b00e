//! The sign-in sheet.

use crate::DocumentError;

/// Sheet.
pub struct SignInSheet;
/// Row.
pub struct SignInRow;

/// Sets it.
pub fn sign_in_sheet(_: &SignInSheet) -> Result<Vec<u8>, DocumentError> {
    Ok(vec![])
}
