//! The whole house from end to end: files in, letters, lists, certificates and figures out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod bad_files;
mod change;
mod changes;
mod command_line;
mod desk;
mod doctor;
mod erasure;
mod feed;
mod http;
mod imports;
mod individuals;
mod last_place;
mod letters;
mod mail;
mod networks;
mod occupied;
mod outbox;
mod outputs;
mod privacy;
mod program;
mod receiver;
mod register;
mod restore;
mod revisions;
mod setup;
mod sheets;
mod smtp;
mod takeover;
mod webhooks;
