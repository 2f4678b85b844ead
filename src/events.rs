//! What happens in a round: handed from mechanism to mechanism, and looked at by observers. Nothing here lasts.

use crate::city::{Case, Category, Channel, End, Handler, Need};

/// What a resident decided to do with her need.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Position of her community in the district.
    pub community: u32,
    /// Her position in the community.
    pub resident: u32,
    /// Her third of ses.
    pub third: u8,
    /// Her need, with what she chose noted in it; kept here because it may end in the same round.
    pub need: Need,
    /// Whether the need arose in this round.
    pub first: bool,
    /// Utility of each channel, relative to waiting; NaN where it is not available.
    pub utilities: [f32; 6],
    /// What she chose; none is waiting.
    pub choice: Option<Channel>,
    /// Utility of handing her need to the grid worker who came by; NaN if none did.
    pub worker: f32,
    /// Whether she handed it to the worker; the channel is then the office.
    pub by_worker: bool,
}

impl Decision {
    /// The formal channel that she asked, if she did.
    pub fn asked(&self) -> Option<Channel> {
        self.choice.filter(|&channel| channel != Channel::Neighbours)
    }
}

/// Who dealt with a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Community offices and departments.
    Government,
    /// An organisation, by position in the district.
    Organisation(u32),
    /// Mediation or a court.
    Law,
    /// Neighbours.
    Neighbours,
}

impl Body {
    /// The body that a handler belongs to.
    pub fn of(handler: Handler) -> Self {
        match handler {
            Handler::Office(_) => Body::Government,
            Handler::Organisation(organisation) => Body::Organisation(organisation),
            Handler::Mediation(_) | Handler::Court => Body::Law,
        }
    }
}

/// How an attempt ended for a resident.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Position of her community in the district.
    pub community: u32,
    /// Her position in the community.
    pub resident: u32,
    /// Who dealt with it.
    pub body: Body,
    /// Whether her need was solved.
    pub solved: bool,
    /// Whether she had asked for it; false for a bystander of a solved public case.
    pub asked: bool,
    /// Round in which her case was first worked on.
    pub begun: Option<i32>,
    /// Whether her case was sent to the wrong desk first.
    pub misrouted: bool,
    /// Whether the record says that it was resolved, though it was not.
    pub falsely: bool,
    /// Her third of ses. Written by `feedback`.
    pub third: u8,
    /// Performance `P`, 0 to 1. Written by `feedback`.
    pub performance: f32,
    /// Fairness `J`, 0 to 1. Written by `feedback`.
    pub justice: f32,
    /// Satisfaction `z`, 0 to 1. Written by `feedback`.
    pub satisfaction: f32,
    /// Whether she says that she is satisfied. Written by `feedback`.
    pub satisfied: bool,
}

impl Outcome {
    /// An outcome that has not been felt yet, without a case.
    pub fn new(community: u32, resident: u32, body: Body, solved: bool) -> Self {
        Self {
            community,
            resident,
            body,
            solved,
            asked: true,
            begun: None,
            misrouted: false,
            falsely: false,
            third: 0,
            performance: 0.0,
            justice: 0.0,
            satisfaction: 0.0,
            satisfied: false,
        }
    }

    /// The outcome of a case for someone behind it, not felt yet.
    pub fn of(case: &Case, resident: u32, end: End) -> Self {
        Self {
            begun: case.begun,
            misrouted: case.misrouted,
            falsely: end == End::ClosedFalsely,
            ..Self::new(case.community, resident, Body::of(case.handler), end == End::Solved)
        }
    }
}

/// A case that is no longer open.
#[derive(Clone, Debug)]
pub struct Closure {
    /// Position of its community in the district.
    pub community: u32,
    /// What it was about.
    pub category: Category,
    /// Who worked on it.
    pub body: Body,
    /// Why it ended.
    pub end: End,
    /// Third of ses of the filer; none if it was proactive.
    pub third: Option<u8>,
    /// Rounds from filing to its end.
    pub rounds: u32,
    /// Whether it was first worked on within its deadline.
    pub prompt: bool,
}

impl Closure {
    /// The end of a case in this round.
    pub fn of(case: &Case, end: End, round: i32) -> Self {
        Self {
            community: case.community,
            category: case.category,
            body: Body::of(case.handler),
            end,
            third: case.filer.map(|(_, third)| third),
            rounds: (round - case.filed) as u32,
            prompt: case.begun.is_some_and(|begun| begun <= case.deadline),
        }
    }
}

/// A consultation session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Position of its community in the district.
    pub community: u32,
    /// Those who came, by positions in the community.
    pub participants: Vec<u32>,
    /// How many of them belong to each third of ses.
    pub by_third: [u32; 3],
    /// Agreement of the decision with what residents need, 0 to 1; NaN if nobody came.
    pub congruence: f32,
    /// Mean ses of the participants minus the community's; NaN if nobody came.
    pub ses_gap: f32,
    /// Mean fairness felt by participants; NaN for a survey or if nobody came.
    pub fairness: f32,
}

/// Capacity of offices in a round, in work units.
#[derive(Clone, Copy, Debug, Default)]
pub struct Capacity {
    /// Capacity of all officials.
    pub given: f32,
    /// What was used of it.
    pub used: f32,
    /// Work in hand in community offices, relative to `horizon` rounds of their capacity.
    pub load_offices: f32,
    /// The same in departments.
    pub load_departments: f32,
    /// The same in both.
    pub load: f32,
}

/// Everything that happened in a district in a round.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// Decisions in `voice`, by community and resident.
    pub decisions: Vec<Decision>,
    /// Outcomes of attempts.
    pub outcomes: Vec<Outcome>,
    /// Cases that ended.
    pub closures: Vec<Closure>,
    /// Cases among them that mediation or a court has solved, for what they do for others.
    pub solved_by_law: Vec<Case>,
    /// Residents who gave up waiting: third of ses of each.
    pub given_up: Vec<u8>,
    /// Cases filed, by third of ses of the filer.
    pub filed: [u32; 3],
    /// Requests that joined an open case, by third of ses.
    pub merged: [u32; 3],
    /// Cases opened by prediction or by a patrol.
    pub proactive: u32,
    /// Empty cases opened to be counted.
    pub padding: u32,
    /// Visits of grid workers.
    pub visits: u32,
    /// Cases taken to court, by third of ses of the filer.
    pub courts_filed: [u32; 3],
    /// Cases decided by a court, by third of ses of the filer.
    pub courts_decided: [u32; 3],
    /// Cases routed wrong at first, by third of ses of the filer.
    pub transfers: [u32; 3],
    /// False closures that were found.
    pub false_closures_found: u32,
    /// Capacity of offices.
    pub capacity: Capacity,
    /// Sessions held.
    pub sessions: Vec<Session>,
    /// Residents who took part in a civic activity, by third of ses.
    pub civic: [u32; 3],
    /// Organisations founded.
    pub founded: u32,
    /// Organisations closed.
    pub closed_organisations: u32,
    /// Residents who joined collective action, by third of ses.
    pub joined: [u32; 3],
    /// Residents who moved away: community, position and third of ses.
    pub moved: Vec<(u32, u32, u8)>,
}
