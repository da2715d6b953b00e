//! Parvis: an event-sourced backend for training programmes of the public sector.
//!
//! ARCHITECTURE.md walks one command and one reminder through these rooms.

pub mod api;
pub mod ballots;
pub mod calendar;
pub mod certify;
pub mod chance;
pub mod changes;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod doctor;
pub mod erasure;
pub mod evaluate;
pub mod exports;
pub mod facts;
pub mod handle;
pub mod import;
pub mod installation;
pub mod intake;
pub mod lacking;
pub mod letters;
pub mod links;
pub mod needs;
pub mod office;
pub mod oidc;
pub mod outbox;
pub mod papers;
pub mod people;
pub mod policy;
pub mod postgres;
pub mod reception;
pub mod rounds;
pub mod runner;
pub mod schedule;
pub mod serve;
pub mod setup;
mod trust;
pub mod web;
pub mod webhooks;
pub mod why;
