//! What came out so far: said at once, and kept for a file.

use std::path::Path;

use serde_json::Value;

/// The results of one run.
#[derive(Debug)]
pub struct Results(Vec<Value>);

impl Results {
    /// Begins with what is said of the run as a whole.
    pub fn of(run: Value) -> Self {
        let mut results = Self(Vec::new());
        results.push(run);
        results
    }

    /// Keeps a result, and says it at once.
    pub fn push(&mut self, result: Value) {
        println!("{result}");
        self.0.push(result);
    }

    /// Writes all of them to a file as JSON, if one was asked for.
    pub fn write(&self, file: Option<&Path>) {
        if let Some(file) = file {
            std::fs::write(file, serde_json::to_string_pretty(&self.0).unwrap()).unwrap();
        }
    }
}
