//! The examples of the documentation do what they say.

#[path = "../../log/examples/first_steps.rs"]
mod first_steps;

use crate::fixture::database;

#[tokio::test]
async fn the_first_steps_can_be_taken() {
    first_steps::run(database().await).await.unwrap();
}
