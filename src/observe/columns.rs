//! The columns of the results: name, unit, meaning, and how each follows from a tally.

use super::tally::{Item, Tally, ratio};
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
    value: fn(&Tally) -> f64,
}

impl Column {
    /// Its name as words, see [`words`].
    pub fn words(&self) -> String {
        words(self.name)
    }

    pub(super) fn of(&self, tally: &Tally) -> f64 {
        (self.value)(tally)
    }
}

/// The name of a column as words of a text or a title: `trust_government` is "Trust in government".
pub fn words(name: &str) -> String {
    let words = name.replace('_', " ");
    let words = words.strip_prefix("trust ").map(|whom| format!("trust in {whom}")).unwrap_or(words);
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The position of a column by its name.
pub fn column(name: &str) -> Option<usize> {
    COLUMNS.iter().position(|column| column.name == name)
}

const LEVEL: &str = "level 0-1";
const SHARE: &str = "share";
const COUNT: &str = "per round";

const fn of(name: &'static str, unit: &'static str, meaning: &'static str, value: fn(&Tally) -> f64) -> Column {
    Column { name, unit, meaning, value }
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

fn requests(tally: &Tally, channel: Channel) -> f64 {
    tally.get_at(Item::Requests, channel as usize)
}

fn all_requests(tally: &Tally) -> f64 {
    Channel::ALL.iter().map(|&channel| requests(tally, channel)).sum()
}

use Channel::{Law, Neighbours, Office, Organisation, Petition, Platform};
use Item as I;

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
    of("trust_government", LEVEL, "Mean trust in government", |t| each(t, I::TrustGovernment)),
    of("trust_government_sd", LEVEL, "Standard deviation of it between residents", |t| {
        t.sd(I::TrustGovernment, I::TrustGovernmentSquared)
    }),
    of("trust_organisations", LEVEL, "Mean trust in organisations", |t| each(t, I::TrustOrganisations)),
    of("trust_organisations_sd", LEVEL, "Standard deviation of it between residents", |t| {
        t.sd(I::TrustOrganisations, I::TrustOrganisationsSquared)
    }),
    of("trust_neighbours", LEVEL, "Mean trust in neighbours", |t| each(t, I::TrustNeighbours)),
    of("trust_neighbours_sd", LEVEL, "Standard deviation of it between residents", |t| {
        t.sd(I::TrustNeighbours, I::TrustNeighboursSquared)
    }),
    of(
        "participation_rate",
        SHARE,
        "Residents who voiced, attended or took part within `participation.window` (12) rounds",
        |t| each(t, I::Participated),
    ),
    of("civic_activity", SHARE, "Residents who took part in a civic activity in the round", |t| {
        t.ratio(I::Civic, I::Lived)
    }),
    of("new_needs", COUNT, "Needs that arose", |t| t.get(I::NewNeeds)),
    of("open_needs", SHARE, "Residents with an open need", |t| each(t, I::OpenNeeds)),
    of("voice_rate", SHARE, "New needs taken to a formal channel at once", |t| t.ratio(I::FirstVoiced, I::NewNeeds)),
    of("choice_wait", SHARE, "New needs whose first choice was to wait", |t| t.ratio(I::FirstWait, I::NewNeeds)),
    of("choice_neighbours", SHARE, "New needs taken to neighbours first", |t| first(t, Neighbours)),
    of("choice_office", SHARE, "New needs taken to the community office first", |t| first(t, Office)),
    of("choice_platform", SHARE, "New needs taken to the platform first", |t| first(t, Platform)),
    of("choice_organisation", SHARE, "New needs taken to an organisation first", |t| first(t, Organisation)),
    of("choice_petition", SHARE, "New needs taken to a petition first", |t| first(t, Petition)),
    of("choice_law", SHARE, "New needs taken to law first", |t| first(t, Law)),
    of("requests", COUNT, "Formal requests", all_requests),
    of("requests_office", COUNT, "Requests at community offices", |t| requests(t, Office)),
    of("requests_platform", COUNT, "Requests on the platform", |t| requests(t, Platform)),
    of("requests_organisation", COUNT, "Requests to organisations", |t| requests(t, Organisation)),
    of("requests_petition", COUNT, "Petitions", |t| requests(t, Petition)),
    of("requests_law", COUNT, "Requests for mediation", |t| requests(t, Law)),
    of("filed", COUNT, "Cases filed by residents", |t| t.get(I::Filed)),
    of("merged", COUNT, "Requests that joined an open case", |t| t.get(I::Merged)),
    of("proactive", COUNT, "Cases opened by prediction", |t| t.get(I::Proactive)),
    of("closed", COUNT, "Cases closed, solved or not", |t| t.get(I::Closed)),
    of("withdrawn", COUNT, "Cases withdrawn", |t| t.get(I::Withdrawn)),
    of("given_up", COUNT, "Residents who gave up on a case", |t| t.get(I::GivenUp)),
    of("transfers", COUNT, "Cases routed wrong at first", |t| t.get(I::Transfers)),
    of("response_rate", SHARE, "Closed cases first worked on within the deadline", |t| t.ratio(I::Prompt, I::Closed)),
    of("resolution_rate", SHARE, "Closed cases that were solved", |t| t.ratio(I::Solved, I::Closed)),
    of("resolution_rate_government", SHARE, "The same for cases of offices and departments", |t| {
        t.ratio(I::SolvedGovernment, I::ClosedGovernment)
    }),
    of("resolution_rate_organisations", SHARE, "The same for cases of organisations", |t| {
        t.ratio(I::SolvedOrganisations, I::ClosedOrganisations)
    }),
    of("resolution_rate_law", SHARE, "The same for mediation and courts", |t| t.ratio(I::SolvedLaw, I::ClosedLaw)),
    of("reported_resolution_rate", SHARE, "Closed cases on record as resolved, false closures included", |t| {
        ratio(t.get(I::Solved) + t.get(I::ClosedFalsely), t.get(I::Closed))
    }),
    of("reported_resolution_rate_government", SHARE, "The same for cases of offices and departments", |t| {
        ratio(t.get(I::SolvedGovernment) + t.get(I::ClosedFalsely), t.get(I::ClosedGovernment))
    }),
    of("satisfaction_rate", SHARE, "Residents with an outcome, mutual help apart, who were satisfied with it", |t| {
        t.ratio(I::Satisfied, I::Outcomes)
    }),
    of("median_rounds_to_resolution", "rounds", "Median rounds from filing to solution", Tally::median_duration),
    of("backlog", "cases", "Open cases at the end of the round", |t| t.get(I::Backlog)),
    of("false_closures_found", COUNT, "False closures found by supervision", |t| t.get(I::FoundFalse)),
    of("false_closures_not_found", COUNT, "False closures not found", |t| t.get(I::ClosedFalsely)),
    of("gain", LEVEL, "Mean sense of gain", |t| each(t, I::Gain)),
    of("happiness", LEVEL, "Mean sense of happiness", |t| each(t, I::Happiness)),
    of("security", LEVEL, "Mean sense of security", |t| each(t, I::Security)),
    of("grievance", LEVEL, "Mean grievance", |t| each(t, I::Grievance)),
    of("gini_gain", "coefficient", "Gini coefficient of the sense of gain", Tally::gini),
    of("joining", SHARE, "Residents in collective action", |t| t.ratio(I::Joined, I::Lived)),
    of("service_stock", LEVEL, "Mean service stock where residents live", |t| each(t, I::Stock)),
    of("sessions", COUNT, "Consultation sessions", |t| t.get(I::Sessions)),
    of("attendance", COUNT, "Residents who came to a session", |t| t.get(I::Attendance)),
    of("congruence", LEVEL, "Agreement of decisions with what residents need", |t| {
        t.ratio(I::Congruence, I::SessionsAttended)
    }),
    of("session_ses_gap", "ses", "Mean ses of those who came minus their community's", |t| {
        t.ratio(I::SesGap, I::SessionsAttended)
    }),
    of("session_fairness", LEVEL, "Mean fairness felt by those who came", |t| t.ratio(I::Fairness, I::SessionsFelt)),
    of("adoption", SHARE, "Residents who use the platform", |t| each(t, I::Adopters)),
    of("legal_awareness", LEVEL, "Mean legal awareness", |t| each(t, I::Legal)),
    of("duty", LEVEL, "Mean civic duty", |t| each(t, I::Duty)),
    of("efficacy", LEVEL, "Mean efficacy", |t| each(t, I::Efficacy)),
    of("expectation", LEVEL, "Mean expected performance", |t| each(t, I::Expectation)),
    of("perceived_office", LEVEL, "Perceived success of the community office", |t| each(t, I::PerceivedOffice)),
    of("perceived_neighbours", LEVEL, "Perceived success of mutual help", |t| each(t, I::PerceivedNeighbours)),
    of("organisations", "organisations", "Organisations of all kinds", |t| t.get(I::Organisations)),
    of("organisation_capacity", "work units per round", "Capacity of organisations", |t| {
        t.get(I::OrganisationCapacity)
    }),
    of("organisation_reputation", LEVEL, "Mean reputation of organisations", |t| {
        t.ratio(I::OrganisationReputation, I::Organisations)
    }),
    of("organisations_founded", COUNT, "Social organisations founded", |t| t.get(I::Founded)),
    of("organisations_closed", COUNT, "Social organisations closed", |t| t.get(I::ClosedDown)),
    of("coproduction_share", SHARE, "Solved needs: solved by organisations, volunteers or neighbours", |t| {
        t.ratio(I::NeedsCoproduced, I::NeedsSolved)
    }),
    of("capacity_given", "work units per round", "Capacity of officials", |t| t.get(I::CapacityGiven)),
    of("capacity_used", SHARE, "Share of it that was used", |t| t.ratio(I::CapacityUsed, I::CapacityGiven)),
    of("load", "ratio", "Work in hand relative to `delivery.horizon` (4) rounds of capacity, mean of districts", |t| {
        t.ratio(I::Load, I::Districts)
    }),
    of("load_community_offices", "ratio", "The same in community offices", |t| t.ratio(I::LoadOffices, I::Districts)),
    of("load_departments", "ratio", "The same in departments", |t| t.ratio(I::LoadDepartments, I::Districts)),
    of("diligence", LEVEL, "Mean diligence of officials", |t| t.ratio(I::Diligence, I::Officials)),
    of("moved", COUNT, "Residents who moved away", |t| t.get(I::Moved)),
];

macro_rules! levels {
    ($($field:ident: $variant:ident = $name:literal, $is:literal, $entry:literal, $share:expr, $meaning:literal;)*) => {
        /// The levels of the pillars, in the order of their list.
        const LEVELS: [Column; PILLARS] = [$(
            of(concat!("level_", $name), LEVEL, concat!("Level of ", $name), |t| level(t, |levels| levels.$field)),
        )*];
    };
}
pillars!(levels);
