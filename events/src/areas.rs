//! The seven areas of culture that state money for regional culture is meant for.
//!
//! Source: the Swedish culture model, förordning (2010:2012) om fördelning av vissa statsbidrag till
//! regional kulturverksamhet, 5 §. Regions report what they do by these.

use serde::{Deserialize, Serialize};

/// An area of culture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CulturalArea {
    /// Professional theatre, dance and music.
    PerformingArts,
    /// Museums and their work with cultural environments.
    Museums,
    /// Libraries, and the promotion of reading and literature.
    Libraries,
    /// Professional visual arts and form.
    VisualArts,
    /// Regional private archives.
    Archives,
    /// Film.
    Film,
    /// The promotion of crafts.
    Crafts,
}

impl CulturalArea {
    /// Every area, in the order of the ordinance.
    pub const ALL: [Self; 7] = [
        Self::PerformingArts,
        Self::Museums,
        Self::Libraries,
        Self::VisualArts,
        Self::Archives,
        Self::Film,
        Self::Crafts,
    ];

    /// Its name in files and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PerformingArts => "performing-arts",
            Self::Museums => "museums",
            Self::Libraries => "libraries",
            Self::VisualArts => "visual-arts",
            Self::Archives => "archives",
            Self::Film => "film",
            Self::Crafts => "crafts",
        }
    }

    /// The area of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::CulturalArea;

    #[test]
    fn an_area_is_stored_under_its_name() {
        for area in CulturalArea::ALL {
            assert_eq!(serde_json::to_value(area).unwrap(), area.name());
            assert_eq!(CulturalArea::named(area.name()), Some(area));
        }
        assert_eq!(CulturalArea::named("sports"), None);
    }
}
