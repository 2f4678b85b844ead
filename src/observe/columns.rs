//! The columns of the results: all that is known of each, in one place.

mod better;
mod find;
mod reach;
mod subject;

pub use find::{column, find_column, words};
pub use subject::Subject;

use super::tally::{Item, Tally, ratio};
use crate::calendar::YEAR;
use crate::city::Channel;
use crate::pillars::{Levels, PILLARS, pillars};

/// A column of the results.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in files and on the command line.
    pub name: &'static str,
    /// Unit of its values.
    pub unit: &'static str,
    /// What it is, in a sentence.
    pub meaning: &'static str,
    /// What a share is a share of, as in "closed cases"; none of what is no share.
    pub share_of: Option<&'static str>,
    /// How its values follow each other.
    pub nature: Nature,
    /// What it is about.
    pub subject: Subject,
    /// Whether it is looked at where nothing else is said.
    pub primary: bool,
    value: fn(&Tally) -> f64,
}

/// How the values of a column follow each other from round to round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// What is so at the end of a round, and moves slowly.
    State,
    /// A mean or share of what happens in a round: noisy from week to week.
    Flow,
    /// How often something happens in a round: noisy too, and grows with the city.
    Count,
}

impl Column {
    /// Its name as words, see [`words`].
    pub fn words(&self) -> String {
        words(self.name)
    }

    /// Whether its values are shares, which are shown as percent and differ by points.
    pub fn is_share(&self) -> bool {
        self.unit == SHARE
    }

    /// Whether it is shown as a trailing mean, as it is noisy from week to week.
    pub fn is_noisy(&self) -> bool {
        self.nature != Nature::State
    }

    pub(super) fn of(&self, tally: &Tally) -> f64 {
        (self.value)(tally)
    }

    /// The same, looked at where nothing else is said.
    const fn primary(self) -> Self {
        Self { primary: true, ..self }
    }
}

/// The positions of the columns that are looked at where nothing else is said.
pub fn primary() -> Vec<usize> {
    (0..COLUMNS.len()).filter(|&column| COLUMNS[column].primary).collect()
}

const LEVEL: &str = "level 0-1";
const SHARE: &str = "share";
const COUNT: &str = "per round";

type Value = fn(&Tally) -> f64;

const fn state(
    subject: Subject,
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    value: Value,
) -> Column {
    Column { name, unit, meaning, share_of: None, nature: Nature::State, subject, primary: false, value }
}

const fn flow(subject: Subject, name: &'static str, unit: &'static str, meaning: &'static str, value: Value) -> Column {
    Column { nature: Nature::Flow, ..state(subject, name, unit, meaning, value) }
}

/// A state that is a share of something.
const fn part(
    subject: Subject,
    name: &'static str,
    whole: &'static str,
    meaning: &'static str,
    value: Value,
) -> Column {
    Column { share_of: Some(whole), ..state(subject, name, SHARE, meaning, value) }
}

/// A share of something in a round.
const fn rate(
    subject: Subject,
    name: &'static str,
    whole: &'static str,
    meaning: &'static str,
    value: Value,
) -> Column {
    Column { nature: Nature::Flow, ..part(subject, name, whole, meaning, value) }
}

const fn count(subject: Subject, name: &'static str, meaning: &'static str, value: Value) -> Column {
    Column { nature: Nature::Count, ..state(subject, name, COUNT, meaning, value) }
}

/// The mean over residents.
fn each(tally: &Tally, item: Item) -> f64 {
    tally.ratio(item, Item::Residents)
}

/// The mean level of a pillar over residents: every one of them lives under the same.
fn level(tally: &Tally, of: fn(&Levels) -> f64) -> f64 {
    ratio(of(&tally.levels()), tally.get(Item::Residents))
}

/// The share of first choices that went to a channel.
fn first(tally: &Tally, channel: Channel) -> f64 {
    ratio(tally.get_at(Item::FirstChoice, channel as usize), tally.get(Item::NewNeeds))
}

/// What happens in a round, per resident and year.
fn a_year(tally: &Tally, round: f64) -> f64 {
    ratio(round * f64::from(YEAR), tally.get(Item::Residents))
}

fn requests(tally: &Tally, channel: Channel) -> f64 {
    tally.get_at(Item::Requests, channel as usize)
}

fn all_requests(tally: &Tally) -> f64 {
    Channel::ALL.iter().map(|&channel| requests(tally, channel)).sum()
}

use Channel::{Law, Neighbours, Office, Organisation, Petition, Platform};
use Item as I;
use Subject::{Cases, Needs, Organisations, Participation, Residents, Trust, Wellbeing};

/// All columns, in the order of the files. One without a value in a round (a rate without a case) or for a group (an
/// office's load for a third of residents) is empty there.
pub const COLUMNS: &[Column] = &with_levels();

const fn with_levels() -> [Column; COUNTED.len() + PILLARS] {
    let mut columns = [COUNTED[0]; COUNTED.len() + PILLARS];
    let mut at = 0;
    while at < columns.len() {
        columns[at] = if at < COUNTED.len() { COUNTED[at] } else { LEVELS[at - COUNTED.len()] };
        at += 1;
    }
    columns
}

/// All but the levels of the pillars.
const COUNTED: &[Column] = &[
    state(Trust, "trust_government", LEVEL, "Mean trust in government", |t| each(t, I::TrustGovernment)).primary(),
    state(Trust, "trust_government_sd", LEVEL, "Standard deviation of it between residents", |t| {
        t.sd(I::TrustGovernment, I::TrustGovernmentSquared)
    }),
    state(Trust, "trust_organisations", LEVEL, "Mean trust in organisations", |t| each(t, I::TrustOrganisations)),
    state(Trust, "trust_organisations_sd", LEVEL, "Standard deviation of it between residents", |t| {
        t.sd(I::TrustOrganisations, I::TrustOrganisationsSquared)
    }),
    state(Trust, "trust_neighbours", LEVEL, "Mean trust in neighbours", |t| each(t, I::TrustNeighbours)),
    state(Trust, "trust_neighbours_sd", LEVEL, "Standard deviation of it between residents", |t| {
        t.sd(I::TrustNeighbours, I::TrustNeighboursSquared)
    }),
    part(
        Participation,
        "participation_rate",
        "residents",
        "Residents who voiced, attended or took part within `participation.window` (12) rounds",
        |t| each(t, I::Participated),
    )
    .primary(),
    rate(
        Participation,
        "civic_activity",
        "residents",
        "Residents who took part in a civic activity in the round",
        |t| t.ratio(I::Civic, I::Lived),
    ),
    count(Needs, "new_needs", "Needs that arose", |t| t.get(I::NewNeeds)),
    part(Needs, "open_needs", "residents", "Residents with an open need", |t| each(t, I::OpenNeeds)),
    count(Needs, "solved", "Needs ended by a solution", |t| t.get(I::NeedsSolved)),
    part(Needs, "solved_share", "needs", "Needs solved, of those that arose, over the last 52 rounds", |t| {
        t.ratio(I::NeedsSolvedOfYear, I::NeedsOfYear)
    })
    .primary(),
    rate(Needs, "voice_rate", "new needs", "New needs taken to a formal channel at once", |t| {
        t.ratio(I::FirstVoiced, I::NewNeeds)
    }),
    rate(Needs, "choice_wait", "new needs", "New needs whose first choice was to wait", |t| {
        t.ratio(I::FirstWait, I::NewNeeds)
    }),
    rate(Needs, "choice_neighbours", "new needs", "New needs taken to neighbours first", |t| first(t, Neighbours)),
    rate(Needs, "choice_office", "new needs", "New needs taken to the community office first", |t| first(t, Office)),
    rate(Needs, "choice_platform", "new needs", "New needs taken to the platform first", |t| first(t, Platform)),
    rate(Needs, "choice_organisation", "new needs", "New needs taken to an organisation first", |t| {
        first(t, Organisation)
    }),
    rate(Needs, "choice_law", "new needs", "New needs taken to law first", |t| first(t, Law)),
    count(Needs, "requests", "Formal requests", all_requests),
    count(Needs, "requests_office", "Requests at community offices", |t| requests(t, Office)),
    count(Needs, "requests_platform", "Requests on the platform", |t| requests(t, Platform)),
    count(Needs, "requests_organisation", "Requests to organisations", |t| requests(t, Organisation)),
    count(Needs, "requests_petition", "Petitions", |t| requests(t, Petition)),
    count(Needs, "requests_law", "Requests for mediation", |t| requests(t, Law)),
    flow(Needs, "requests_a_year", "per resident and year", "Formal requests, at this round's rate", |t| {
        a_year(t, all_requests(t))
    }),
    flow(
        Needs,
        "requests_a_year_government",
        "per resident and year",
        "Those at offices, on the platform, by petition",
        |t| a_year(t, [Office, Platform, Petition].into_iter().map(|channel| requests(t, channel)).sum()),
    ),
    count(Cases, "filed", "Cases filed by residents", |t| t.get(I::Filed)),
    count(Cases, "merged", "Requests that joined an open case", |t| t.get(I::Merged)),
    count(Cases, "proactive", "Cases opened by prediction or by a patrol", |t| t.get(I::Proactive)),
    count(Cases, "padding", "Empty cases opened by grid workers to be counted", |t| t.get(I::Padding)),
    count(Cases, "visits", "Visits of grid workers", |t| t.get(I::Visits)),
    count(Cases, "courts_filed", "Cases taken to court", |t| t.get(I::CourtsFiled)),
    count(Cases, "courts_decided", "Cases decided by a court", |t| t.get(I::CourtsDecided)),
    count(Cases, "closed", "Cases closed, solved or not", |t| t.get(I::Closed)),
    count(Cases, "withdrawn", "Cases withdrawn", |t| t.get(I::Withdrawn)),
    count(Cases, "given_up", "Residents who gave up on a case", |t| t.get(I::GivenUp)),
    count(Cases, "transfers", "Cases routed wrong at first", |t| t.get(I::Transfers)),
    rate(Cases, "response_rate", "closed cases", "Closed cases first worked on within the deadline", |t| {
        t.ratio(I::Prompt, I::Closed)
    }),
    rate(Cases, "resolution_rate", "closed cases", "Closed cases that were solved", |t| t.ratio(I::Solved, I::Closed))
        .primary(),
    rate(
        Cases,
        "resolution_rate_government",
        "closed cases of government",
        "The same for cases of offices and departments",
        |t| t.ratio(I::SolvedGovernment, I::ClosedGovernment),
    ),
    rate(
        Cases,
        "resolution_rate_organisations",
        "closed cases of organisations",
        "The same for cases of organisations",
        |t| t.ratio(I::SolvedOrganisations, I::ClosedOrganisations),
    ),
    rate(Cases, "resolution_rate_law", "closed cases of law", "The same for mediation and courts", |t| {
        t.ratio(I::SolvedLaw, I::ClosedLaw)
    }),
    rate(
        Cases,
        "reported_resolution_rate",
        "closed cases",
        "Closed cases on record as resolved, false closures included",
        |t| ratio(t.get(I::Solved) + t.get(I::ClosedFalsely), t.get(I::Closed)),
    ),
    rate(
        Cases,
        "reported_resolution_rate_government",
        "closed cases of government",
        "The same for cases of offices and departments",
        |t| ratio(t.get(I::SolvedGovernment) + t.get(I::ClosedFalsely), t.get(I::ClosedGovernment)),
    ),
    rate(
        Wellbeing,
        "satisfaction_rate",
        "outcomes",
        "Residents with an outcome, mutual help apart, who were satisfied with it",
        |t| t.ratio(I::Satisfied, I::Outcomes),
    )
    .primary(),
    rate(
        Wellbeing,
        "satisfied_unsolved",
        "unsolved outcomes",
        "Residents with such an outcome whose need was not solved, who were satisfied with it all the same",
        |t| t.ratio(I::SatisfiedUnsolved, I::OutcomesUnsolved),
    ),
    flow(
        Cases,
        "median_rounds_to_resolution",
        "rounds",
        "Median rounds from filing to solution",
        Tally::median_duration,
    ),
    state(Cases, "backlog", "cases", "Open cases at the end of the round", |t| t.get(I::Backlog)),
    count(Cases, "false_closures_found", "False closures found by supervision", |t| t.get(I::FoundFalse)),
    count(Cases, "false_closures_not_found", "False closures not found", |t| t.get(I::ClosedFalsely)),
    state(Wellbeing, "gain", LEVEL, "Mean sense of gain", |t| each(t, I::Gain)).primary(),
    state(Wellbeing, "happiness", LEVEL, "Mean sense of happiness", |t| each(t, I::Happiness)),
    state(Wellbeing, "security", LEVEL, "Mean sense of security", |t| each(t, I::Security)),
    state(Wellbeing, "grievance", LEVEL, "Mean grievance", |t| each(t, I::Grievance)),
    state(Wellbeing, "gini_gain", "coefficient", "Gini coefficient of the sense of gain", Tally::gini),
    rate(Needs, "joining", "residents", "Residents in collective action", |t| t.ratio(I::Joined, I::Lived)),
    state(Wellbeing, "service_stock", LEVEL, "Mean service stock where residents live", |t| each(t, I::Stock)),
    count(Participation, "sessions", "Consultation sessions", |t| t.get(I::Sessions)),
    count(Participation, "attendance", "Residents who came to a session", |t| t.get(I::Attendance)),
    flow(Participation, "congruence", LEVEL, "Agreement of decisions with what residents need", |t| {
        t.ratio(I::Congruence, I::SessionsAttended)
    }),
    flow(
        Participation,
        "session_ses_gap",
        "ses",
        "Mean ses of those who came or answered minus their community's",
        |t| t.ratio(I::SesGap, I::SessionsAttended),
    ),
    state(Participation, "session_fairness", LEVEL, "Mean fairness felt by those who came", |t| {
        t.ratio(I::Fairness, I::SessionsFelt)
    }),
    part(Needs, "adoption", "residents", "Residents who use the platform", |t| each(t, I::Adopters)),
    state(Residents, "legal_awareness", LEVEL, "Mean legal awareness", |t| each(t, I::Legal)),
    state(Residents, "duty", LEVEL, "Mean civic duty", |t| each(t, I::Duty)),
    state(Residents, "efficacy", LEVEL, "Mean efficacy", |t| each(t, I::Efficacy)),
    state(Residents, "expectation", LEVEL, "Mean expected performance", |t| each(t, I::Expectation)),
    state(Residents, "habit", "-1 to 1", "Mean habit of asking formal channels", |t| each(t, I::Habit)),
    state(Residents, "lived_fairness", LEVEL, "Fairness of government and law as lived where residents live", |t| {
        each(t, I::LivedFairness)
    }),
    state(Residents, "perceived_office", LEVEL, "Perceived success of the community office", |t| {
        each(t, I::PerceivedOffice)
    }),
    state(Residents, "perceived_neighbours", LEVEL, "Perceived success of mutual help", |t| {
        each(t, I::PerceivedNeighbours)
    }),
    state(Organisations, "organisations", "organisations", "Organisations of all kinds", |t| t.get(I::Organisations)),
    state(Organisations, "organisation_capacity", "work units per round", "Capacity of organisations", |t| {
        t.get(I::OrganisationCapacity)
    }),
    state(Organisations, "organisation_skill", LEVEL, "Mean skill of organisations", |t| {
        t.ratio(I::OrganisationSkill, I::Organisations)
    }),
    state(Organisations, "organisation_reputation", LEVEL, "Mean reputation of organisations", |t| {
        t.ratio(I::OrganisationReputation, I::Organisations)
    }),
    count(Organisations, "organisations_founded", "Social organisations founded", |t| t.get(I::Founded)),
    count(Organisations, "organisations_closed", "Social organisations closed", |t| t.get(I::ClosedDown)),
    rate(
        Organisations,
        "coproduction_share",
        "solved needs",
        "Solved needs: solved by organisations, volunteers or neighbours",
        |t| t.ratio(I::NeedsCoproduced, I::NeedsSolved),
    ),
    state(Cases, "capacity_given", "work units per round", "Capacity of officials", |t| t.get(I::CapacityGiven)),
    rate(Cases, "capacity_used", "capacity", "Share of it that was used", |t| {
        // Both are sums of parts, and rounding can make the part larger than the whole.
        t.ratio(I::CapacityUsed, I::CapacityGiven).clamp(0.0, 1.0)
    }),
    state(
        Cases,
        "load",
        "ratio",
        "Work in hand relative to `delivery.horizon` (4) rounds of capacity, mean of districts",
        |t| t.ratio(I::Load, I::Districts),
    ),
    state(Cases, "load_community_offices", "ratio", "The same in community offices", |t| {
        t.ratio(I::LoadOffices, I::Districts)
    }),
    state(Cases, "load_departments", "ratio", "The same in departments", |t| t.ratio(I::LoadDepartments, I::Districts)),
    state(Cases, "diligence", LEVEL, "Mean diligence of officials", |t| t.ratio(I::Diligence, I::Officials)),
    state(Cases, "skill", LEVEL, "Mean skill of officials", |t| t.ratio(I::Skill, I::Officials)),
    count(Wellbeing, "moved", "Residents who moved away", |t| t.get(I::Moved)),
];

macro_rules! levels {
    ($($field:ident: $variant:ident = $name:literal, $is:literal, $entry:literal, $share:expr, $meaning:literal;)*) => {
        /// The levels of the pillars, in the order of their list.
        const LEVELS: [Column; PILLARS] = [$(
            state(Subject::Levels, concat!("level_", $name), LEVEL, concat!("Level of ", $name), |t| {
                level(t, |levels| levels.$field)
            }),
        )*];
    };
}
pillars!(levels);

#[cfg(test)]
mod tests;
