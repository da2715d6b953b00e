//! The pages in a real browser: Debian's Chromium, driven by chromedriver, with axe looking for what keeps people out.
//!
//! With PARVIS_SCREENSHOTS set to a directory, pictures of the pages are put there for somebody to look at.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod access;
mod checkin;
mod codes;
mod colleagues;
mod coordinator;
mod desk;
mod driver;
mod editing;
mod exceptions;
mod kkn;
mod limits;
mod mail;
mod meetings;
mod network;
mod offline;
mod organisation;
mod pages;
mod roles;
mod rooms;
mod signing_in;
mod site;
mod stale;
mod stories;
