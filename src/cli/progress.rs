//! How far long work on the log is, as a bar on the terminal.

use indicatif::{ProgressBar, ProgressStyle};
use parvis_log::Position;

/// A bar that shows nothing until it is told how far something is.
pub struct Way(ProgressBar);

impl Way {
    /// A bar before which stands what is being done.
    pub fn of(doing: &str) -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message(doing.to_owned());
        Self(bar)
    }

    /// Shows a position, and the end of the log.
    pub fn show(&self, at: Position, end: Position) {
        self.0.set_length(u64::try_from(end.get()).unwrap_or(0));
        self.0.set_position(u64::try_from(at.get()).unwrap_or(0));
    }

    /// Takes the bar away.
    pub fn done(self) {
        self.0.finish_and_clear();
    }
}
