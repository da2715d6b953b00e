//! The examples of the documentation do what they say.

#[path = "../../log/examples/first_steps.rs"]
mod first_steps;
#[path = "../../log/examples/views.rs"]
mod views;

use crate::fixture::database;

#[tokio::test]
async fn the_first_steps_can_be_taken() {
    first_steps::run(database().await).await.unwrap();
}

#[tokio::test]
async fn a_view_is_built_anew_and_then_kept() {
    views::run(database().await).await.unwrap();
}
