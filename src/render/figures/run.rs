//! The figures of every run: which columns of which groups each shows.

use super::fans::Fans;
use super::figure::{Figure, Layout, Panel};
use super::{Caption, Error, Picture, districts};
use crate::observe::Group;
use crate::study::Curves;

/// A figure as it is declared.
struct Page {
    name: &'static str,
    /// What it is about; empty for all.
    subject: &'static str,
    layout: Layout,
    panels: &'static [&'static Shown],
}

/// A panel as it is declared.
struct Shown {
    title: &'static str,
    unit: &'static str,
    stacked: bool,
    lines: &'static [Line],
}

/// A curve as it is declared: a column of a group, its label, and the number of its colour.
type Line = (&'static str, Group, &'static str, usize);

const PAGES: [Page; 6] = [
    Page {
        name: "overview",
        subject: "",
        layout: Layout { height: 1350, across: 3, label_marks: false, ..Layout::USUAL },
        panels: &[&TRUST, &PARTICIPATION, &WELLBEING, &RATES, &BACKLOG, &CHANNELS],
    },
    Page { name: "trust", subject: "Trust", layout: Layout::USUAL, panels: &[&TRUST, &TRUST_BY_SES] },
    Page {
        name: "participation",
        subject: "Participation",
        layout: Layout::USUAL,
        panels: &[&PARTICIPATION, &CIVIC_ACTIVITY],
    },
    Page { name: "grievances", subject: "Grievances", layout: Layout::USUAL, panels: &[&RATES, &BACKLOG] },
    Page {
        name: "wellbeing",
        subject: "Well-being",
        layout: Layout { height: 1500, ..Layout::USUAL },
        panels: &[&WELLBEING, &GAIN_BY_SES, &HAPPINESS_BY_SES, &SECURITY_BY_SES],
    },
    Page { name: "channels", subject: "What residents do with a need", layout: Layout::USUAL, panels: &[&CHANNELS] },
];

const LEVEL: &str = "level 0-1";
const SHARE: &str = "share";

const TRUST: Shown = Shown::lines(
    "Trust",
    LEVEL,
    &[
        ("trust_government", Group::City, "government", 1),
        ("trust_organisations", Group::City, "organisations", 2),
        ("trust_neighbours", Group::City, "neighbours", 3),
    ],
);
const TRUST_BY_SES: Shown = Shown::lines("Trust in government by ses", LEVEL, &by_ses("trust_government"));
const PARTICIPATION: Shown = Shown::lines(
    "Participation, voice, needs solved",
    SHARE,
    &[
        ("participation_rate", Group::City, "participation", 1),
        ("voice_rate", Group::City, "voice", 2),
        ("solved_share", Group::City, "solved", 3),
    ],
);
const CIVIC_ACTIVITY: Shown =
    Shown::lines("Civic activity", SHARE, &[("civic_activity", Group::City, "civic activity", 1)]);
const RATES: Shown = Shown::lines(
    "Response, resolution, satisfaction",
    SHARE,
    &[
        ("response_rate", Group::City, "response", 1),
        ("reported_resolution_rate", Group::City, "reported", 2),
        ("resolution_rate", Group::City, "resolution", 3),
        ("satisfaction_rate", Group::City, "satisfaction", 4),
    ],
);
const BACKLOG: Shown = Shown::lines(
    "Backlog and requests",
    "cases",
    &[("backlog", Group::City, "backlog", 1), ("requests", Group::City, "requests", 2)],
);
const WELLBEING: Shown = Shown::lines(
    "Gain, happiness, security",
    LEVEL,
    &[
        ("gain", Group::City, "gain", 1),
        ("happiness", Group::City, "happiness", 2),
        ("security", Group::City, "security", 3),
    ],
);
const GAIN_BY_SES: Shown = Shown::lines("Gain by ses", LEVEL, &by_ses("gain"));
const HAPPINESS_BY_SES: Shown = Shown::lines("Happiness by ses", LEVEL, &by_ses("happiness"));
const SECURITY_BY_SES: Shown = Shown::lines("Security by ses", LEVEL, &by_ses("security"));
/// What residents do first with a need, from the bottom up.
const CHANNELS: Shown = Shown {
    stacked: true,
    ..Shown::lines(
        "First choice with a new need",
        SHARE,
        &[
            ("choice_wait", Group::City, "wait", 0),
            ("choice_neighbours", Group::City, "neighbours", 3),
            ("choice_organisation", Group::City, "organisation", 7),
            ("choice_office", Group::City, "office", 1),
            ("choice_platform", Group::City, "platform", 5),
            ("choice_law", Group::City, "law", 6),
        ],
    )
};

/// A column by thirds of ses.
const fn by_ses(column: &'static str) -> [Line; 3] {
    [
        (column, Group::Third(2), "high ses", 1),
        (column, Group::Third(1), "middle ses", 3),
        (column, Group::Third(0), "low ses", 2),
    ]
}

impl Shown {
    const fn lines(title: &'static str, unit: &'static str, lines: &'static [Line]) -> Self {
        Self { title, unit, stacked: false, lines }
    }

    fn panel(&self, fans: &Fans) -> Panel {
        let curve = |&(column, group, label, style): &Line| fans.curve(column, group, label, style);
        Panel { stacked: self.stacked, ..Panel::lines(self.title, self.unit, self.lines.iter().map(curve).collect()) }
    }
}

/// The figures of a run of one or several replicates, from runs wherever they are kept. A few MB are held at a time.
pub fn run_pictures<K: Curves + ?Sized>(runs: &K, caption: &Caption) -> Result<Vec<Picture>, crate::Error> {
    if runs.rounds() == 0 {
        return Err(Error::Empty("no round has been observed").into());
    }
    let fans = Fans::of(runs, &cells())?;
    let mut figures = figures(&fans, caption);
    let districts = districts::prepare(runs, caption)?;
    figures.splice(1..1, districts);
    Ok(figures.into_iter().map(Picture::from).collect())
}

/// The columns of groups that the figures show.
pub(super) fn cells() -> Vec<(&'static str, Group)> {
    let lines = PAGES.iter().flat_map(|page| page.panels).flat_map(|panel| panel.lines);
    lines.map(|&(column, group, ..)| (column, group)).collect()
}

/// The figures as data.
pub(super) fn figures(fans: &Fans, caption: &Caption) -> Vec<Figure> {
    let figure = |page: &Page| {
        let panels = page.panels.iter().map(|panel| panel.panel(fans)).collect();
        Figure::new(page.name, page.subject, caption, fans.extent(), panels).laid_out(page.layout)
    };
    PAGES.iter().map(figure).collect()
}
