//! Which columns of which list each figure shows, and what its bars measure.

/// How a figure is made of a list: which columns it shows, each with the key of its name.
pub(super) struct Shape {
    pub export: &'static str,
    /// The key of what the rows are.
    pub label: &'static str,
    /// The columns that name a row.
    pub names: &'static [usize],
    pub columns: &'static [(usize, &'static str)],
    /// The column that the bars show, and what is full; 0 for the longest.
    pub bar: (usize, u32),
    /// Whether the last row sums the others up.
    pub total: bool,
}

pub(super) const SHAPES: [Shape; 4] = [
    Shape {
        export: "trend",
        label: "figure-seminar",
        names: &[1, 2],
        columns: &[
            (3, "figure-date"),
            (5, "figure-expected"),
            (6, "figure-came"),
            (10, "figure-attendance"),
            (11, "figure-coverage"),
        ],
        bar: (10, 100),
        total: false,
    },
    Shape {
        export: "regions",
        label: "programme-region",
        names: &[2],
        columns: &[
            (3, "figure-reserved"),
            (4, "figure-enrolments"),
            (5, "figure-admitted"),
            (7, "figure-people"),
            (8, "figure-hours"),
        ],
        bar: (5, 0),
        total: true,
    },
    Shape {
        export: "roles",
        label: "verify-role",
        names: &[1],
        columns: &[(2, "figure-people"), (4, "figure-hours"), (5, "figure-attendance")],
        bar: (5, 100),
        total: false,
    },
    Shape {
        export: "municipalities",
        label: "verify-municipality",
        names: &[2],
        columns: &[
            (4, "programme-region"),
            (5, "figure-enrolments"),
            (6, "figure-admitted"),
            (7, "figure-people"),
            (8, "figure-hours"),
        ],
        bar: (8, 0),
        total: true,
    },
];

pub(super) const AREAS: Shape = Shape {
    export: "areas",
    label: "figure-area",
    names: &[0, 1],
    columns: &[
        (2, "figure-seminars"),
        (3, "figure-visits"),
        (4, "figure-people"),
        (5, "figure-municipalities"),
        (6, "figure-hours"),
    ],
    bar: (3, 0),
    total: false,
};
