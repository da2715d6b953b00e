//! The candidates.

pub mod baselines;
pub mod disintegrated;
pub mod eventcored;
pub mod naive;
pub mod ours;
pub mod postgres_es;
