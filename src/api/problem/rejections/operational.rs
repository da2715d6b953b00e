//! What the streams of the day's work refuse: attendance, certificates, evaluations, people, letters.

pub(super) mod attendance;
pub(super) mod certificates;
pub(super) mod evaluation;
pub(super) mod letter;
pub(super) mod person;

use super::{Coded, of, rejections};
