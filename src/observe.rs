//! What is measured in a round.

mod record;

pub use record::{Group, RoundRecord, Run};

/// A column of the results.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in files and on the command line.
    pub name: &'static str,
    /// Unit of its values.
    pub unit: &'static str,
    /// What it is, in a sentence.
    pub meaning: &'static str,
}

/// All columns, in the order of the files.
pub const COLUMNS: &[Column] = &[
    Column { name: "trust_government", unit: "level 0-1", meaning: "Mean trust in government" },
    Column { name: "trust_government_sd", unit: "level 0-1", meaning: "Spread of trust in government" },
    Column { name: "trust_organisations", unit: "level 0-1", meaning: "Mean trust in social organisations" },
    Column { name: "trust_organisations_sd", unit: "level 0-1", meaning: "Spread of trust in social organisations" },
    Column { name: "trust_neighbours", unit: "level 0-1", meaning: "Mean trust in neighbours" },
    Column { name: "trust_neighbours_sd", unit: "level 0-1", meaning: "Spread of trust in neighbours" },
    Column { name: "participation_rate", unit: "share", meaning: "Residents who took part in the last 12 rounds" },
    Column { name: "civic_activity", unit: "acts per resident", meaning: "Acts of participation in the round" },
    Column { name: "new_needs", unit: "needs", meaning: "Needs that arose" },
    Column { name: "open_needs", unit: "needs", meaning: "Needs without a remedy" },
    Column { name: "voice_rate", unit: "share", meaning: "New needs voiced at once" },
    Column { name: "choice_wait", unit: "share", meaning: "First choices: wait" },
    Column { name: "choice_neighbours", unit: "share", meaning: "First choices: mutual help" },
    Column { name: "choice_office", unit: "share", meaning: "First choices: community office" },
    Column { name: "choice_platform", unit: "share", meaning: "First choices: platform" },
    Column { name: "choice_organisation", unit: "share", meaning: "First choices: organisation" },
    Column { name: "choice_petition", unit: "share", meaning: "First choices: petition" },
    Column { name: "choice_law", unit: "share", meaning: "First choices: law" },
    Column { name: "requests", unit: "cases", meaning: "Requests filed" },
    Column { name: "requests_office", unit: "cases", meaning: "Requests at the office" },
    Column { name: "requests_platform", unit: "cases", meaning: "Requests on the platform" },
    Column { name: "requests_organisation", unit: "cases", meaning: "Requests to organisations" },
    Column { name: "requests_petition", unit: "cases", meaning: "Petitions" },
    Column { name: "requests_law", unit: "cases", meaning: "Cases at law" },
    Column { name: "filed", unit: "cases", meaning: "Cases filed" },
    Column { name: "merged", unit: "cases", meaning: "Requests merged into an open case" },
    Column { name: "proactive", unit: "cases", meaning: "Cases found by officials" },
    Column { name: "closed", unit: "cases", meaning: "Cases closed" },
    Column { name: "withdrawn", unit: "cases", meaning: "Cases withdrawn" },
    Column { name: "given_up", unit: "needs", meaning: "Needs given up" },
    Column { name: "transfers", unit: "cases", meaning: "Cases passed on" },
    Column { name: "response_rate", unit: "share", meaning: "Closed cases first worked on within the deadline" },
    Column { name: "resolution_rate", unit: "share", meaning: "Closed cases that were solved" },
    Column {
        name: "resolution_rate_government",
        unit: "share",
        meaning: "Cases closed by government that were solved",
    },
    Column {
        name: "resolution_rate_organisations",
        unit: "share",
        meaning: "Cases closed by organisations that were solved",
    },
    Column { name: "resolution_rate_law", unit: "share", meaning: "Cases closed at law that were solved" },
    Column { name: "reported_resolution_rate", unit: "share", meaning: "Closed cases reported as solved" },
    Column {
        name: "reported_resolution_rate_government",
        unit: "share",
        meaning: "Cases closed by government reported as solved",
    },
    Column { name: "satisfaction_rate", unit: "share", meaning: "Residents with an outcome who are satisfied" },
    Column { name: "median_rounds_to_resolution", unit: "rounds", meaning: "Median time to a solution" },
    Column { name: "backlog", unit: "cases", meaning: "Open cases" },
    Column { name: "false_closures_found", unit: "cases", meaning: "False closures found" },
    Column { name: "false_closures_not_found", unit: "cases", meaning: "False closures not found" },
    Column { name: "gain", unit: "level 0-1", meaning: "Mean sense of gain" },
    Column { name: "happiness", unit: "level 0-1", meaning: "Mean happiness" },
    Column { name: "security", unit: "level 0-1", meaning: "Mean sense of security" },
    Column { name: "grievance", unit: "level 0-1", meaning: "Mean grievance" },
    Column { name: "joining", unit: "share", meaning: "Residents who join collective action" },
    Column { name: "service_stock", unit: "level 0-1", meaning: "Stock of services" },
    Column { name: "sessions", unit: "sessions", meaning: "Consultation sessions" },
    Column { name: "attendance", unit: "share", meaning: "Residents who attended a session" },
    Column { name: "congruence", unit: "level 0-1", meaning: "Fit of plans with wishes" },
    Column { name: "session_ses_gap", unit: "level", meaning: "Ses of participants minus that of the community" },
    Column { name: "session_fairness", unit: "level 0-1", meaning: "Perceived fairness of sessions" },
    Column { name: "adoption", unit: "share", meaning: "Residents who use the platform" },
    Column { name: "legal_awareness", unit: "level 0-1", meaning: "Mean legal awareness" },
    Column { name: "duty", unit: "level 0-1", meaning: "Mean civic duty" },
    Column { name: "efficacy", unit: "level 0-1", meaning: "Mean efficacy" },
    Column { name: "expectation", unit: "level 0-1", meaning: "Mean expectation" },
    Column { name: "organisations", unit: "organisations", meaning: "Active organisations" },
    Column { name: "organisation_capacity", unit: "work", meaning: "Capacity of organisations" },
    Column { name: "organisation_reputation", unit: "level 0-1", meaning: "Mean reputation of organisations" },
    Column { name: "organisations_founded", unit: "organisations", meaning: "Organisations founded" },
    Column { name: "organisations_closed", unit: "organisations", meaning: "Organisations closed" },
    Column { name: "coproduction_share", unit: "share", meaning: "Solved needs solved with residents' help" },
    Column { name: "capacity_given", unit: "work", meaning: "Capacity given" },
    Column { name: "capacity_used", unit: "work", meaning: "Capacity used" },
    Column { name: "load", unit: "ratio", meaning: "Work waiting per capacity" },
    Column { name: "load_community_offices", unit: "ratio", meaning: "Load of community offices" },
    Column { name: "load_departments", unit: "ratio", meaning: "Load of departments" },
    Column { name: "diligence", unit: "level 0-1", meaning: "Mean diligence of officials" },
    Column { name: "perceived_office", unit: "level 0-1", meaning: "Expected success at the office" },
    Column { name: "perceived_neighbours", unit: "level 0-1", meaning: "Expected help of neighbours" },
    Column { name: "gini_gain", unit: "Gini 0-1", meaning: "Inequality of gain" },
    Column { name: "moved", unit: "residents", meaning: "Residents who moved" },
];

/// The position of a column by its name.
pub fn column(name: &str) -> Option<usize> {
    COLUMNS.iter().position(|column| column.name == name)
}
