//! The figures of every run: which columns of which groups each shows.

use super::fans::Fans;
use super::figure::{Figure, Layout, Panel};
use super::{Caption, Error, Picture, districts};
use crate::language::{Language, Words};
use crate::observe::Group;
use crate::study::Curves;

/// A figure as it is declared.
struct Page {
    name: &'static str,
    /// What it is about; empty for all.
    subject: Words,
    layout: Layout,
    panels: &'static [&'static Shown],
}

/// A panel as it is declared.
struct Shown {
    title: Words,
    unit: &'static str,
    stacked: bool,
    lines: &'static [Line],
}

/// A curve as it is declared: a column of a group, its label, and the number of its colour.
type Line = (&'static str, Group, Words, usize);

const PAGES: [Page; 6] = [
    Page {
        name: "overview",
        subject: Words::new("", ""),
        layout: Layout { height: 1350, across: 3, label_marks: false, ..Layout::USUAL },
        panels: &[&TRUST, &PARTICIPATION, &WELLBEING, &RATES, &BACKLOG, &CHANNELS],
    },
    Page {
        name: "trust",
        subject: Words::new("Trust", "信任"),
        layout: Layout::USUAL,
        panels: &[&TRUST, &TRUST_BY_SES],
    },
    Page {
        name: "participation",
        subject: Words::new("Participation", "参与"),
        layout: Layout::USUAL,
        panels: &[&PARTICIPATION, &CIVIC_ACTIVITY],
    },
    Page {
        name: "grievances",
        subject: Words::new("Grievances", "诉求办理"),
        layout: Layout::USUAL,
        panels: &[&RATES, &BACKLOG],
    },
    Page {
        name: "wellbeing",
        subject: Words::new("Well-being", "民生感受"),
        layout: Layout { height: 1500, ..Layout::USUAL },
        panels: &[&WELLBEING, &GAIN_BY_SES, &HAPPINESS_BY_SES, &SECURITY_BY_SES],
    },
    Page {
        name: "channels",
        subject: Words::new("What residents do with a need", "居民如何应对需求"),
        layout: Layout::USUAL,
        panels: &[&CHANNELS],
    },
];

const LEVEL: &str = "level 0-1";
const SHARE: &str = "share";

const TRUST: Shown = Shown::lines(
    Words::new("Trust", "信任"),
    LEVEL,
    &[
        ("trust_government", Group::City, Words::new("government", "政府"), 1),
        ("trust_organisations", Group::City, Words::new("organisations", "组织"), 2),
        ("trust_neighbours", Group::City, Words::new("neighbours", "邻里"), 3),
    ],
);
const TRUST_BY_SES: Shown =
    Shown::lines(Words::new("Trust in government by ses", "各地位组的政府信任"), LEVEL, &by_ses("trust_government"));
const PARTICIPATION: Shown = Shown::lines(
    Words::new("Participation, voice, needs solved", "参与、诉求表达、需求解决"),
    SHARE,
    &[
        ("participation_rate", Group::City, Words::new("participation", "参与"), 1),
        ("voice_rate", Group::City, Words::new("voice", "诉求表达"), 2),
        ("solved_share", Group::City, Words::new("solved", "需求解决"), 3),
    ],
);
const CIVIC_ACTIVITY: Shown = Shown::lines(
    Words::new("Civic activity", "公共活动"),
    SHARE,
    &[("civic_activity", Group::City, Words::new("civic activity", "公共活动"), 1)],
);
const RATES: Shown = Shown::lines(
    Words::new("Response, resolution, satisfaction", "响应、解决、满意"),
    SHARE,
    &[
        ("response_rate", Group::City, Words::new("response", "响应"), 1),
        ("reported_resolution_rate", Group::City, Words::new("reported", "上报解决"), 2),
        ("resolution_rate", Group::City, Words::new("resolution", "解决"), 3),
        ("satisfaction_rate", Group::City, Words::new("satisfaction", "满意"), 4),
    ],
);
const BACKLOG: Shown = Shown::lines(
    Words::new("Backlog and requests", "积压和诉求"),
    "cases",
    &[
        ("backlog", Group::City, Words::new("backlog", "积压"), 1),
        ("requests", Group::City, Words::new("requests", "诉求"), 2),
    ],
);
const WELLBEING: Shown = Shown::lines(
    Words::new("Gain, happiness, security", "获得感、幸福感、安全感"),
    LEVEL,
    &[
        ("gain", Group::City, Words::new("gain", "获得感"), 1),
        ("happiness", Group::City, Words::new("happiness", "幸福感"), 2),
        ("security", Group::City, Words::new("security", "安全感"), 3),
    ],
);
const GAIN_BY_SES: Shown = Shown::lines(Words::new("Gain by ses", "各地位组的获得感"), LEVEL, &by_ses("gain"));
const HAPPINESS_BY_SES: Shown =
    Shown::lines(Words::new("Happiness by ses", "各地位组的幸福感"), LEVEL, &by_ses("happiness"));
const SECURITY_BY_SES: Shown =
    Shown::lines(Words::new("Security by ses", "各地位组的安全感"), LEVEL, &by_ses("security"));
/// What residents do first with a need, from the bottom up.
const CHANNELS: Shown = Shown {
    stacked: true,
    ..Shown::lines(
        Words::new("First choice with a new need", "有新需求时的首选"),
        SHARE,
        &[
            ("choice_wait", Group::City, Words::new("wait", "等待"), 0),
            ("choice_neighbours", Group::City, Words::new("neighbours", "邻里"), 3),
            ("choice_organisation", Group::City, Words::new("organisation", "组织"), 7),
            ("choice_office", Group::City, Words::new("office", "服务站"), 1),
            ("choice_platform", Group::City, Words::new("platform", "平台"), 5),
            ("choice_law", Group::City, Words::new("law", "法律"), 6),
        ],
    )
};

/// A column by thirds of ses.
const fn by_ses(column: &'static str) -> [Line; 3] {
    [
        (column, Group::Third(2), Words::new("high ses", "高地位组"), 1),
        (column, Group::Third(1), Words::new("middle ses", "中地位组"), 3),
        (column, Group::Third(0), Words::new("low ses", "低地位组"), 2),
    ]
}

impl Shown {
    const fn lines(title: Words, unit: &'static str, lines: &'static [Line]) -> Self {
        Self { title, unit, stacked: false, lines }
    }

    fn panel(&self, fans: &Fans, language: Language) -> Panel {
        let curve = |&(column, group, label, style): &Line| fans.curve(column, group, label.text(language), style);
        let title = self.title.text(language);
        Panel { stacked: self.stacked, ..Panel::lines(title, self.unit, self.lines.iter().map(curve).collect()) }
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
        let panels = page.panels.iter().map(|panel| panel.panel(fans, caption.language)).collect();
        Figure::new(page.name, page.subject.text(caption.language), caption, fans.extent(), panels)
            .laid_out(page.layout)
    };
    PAGES.iter().map(figure).collect()
}
