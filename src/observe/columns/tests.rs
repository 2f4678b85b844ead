//! What is said of the columns is what figures and tables have always taken them for.

use super::Subject::{Cases, Needs, Organisations, Participation, Residents, Trust, Wellbeing};
use super::*;
use crate::language::{UNITS, is_chinese};

fn names(is: impl Fn(&Column) -> bool) -> String {
    COLUMNS.iter().filter(|column| is(column)).map(|column| column.name).collect::<Vec<_>>().join(" ")
}

fn about(subject: Subject) -> String {
    names(|column| column.subject == subject)
}

#[test]
fn states_are_those_that_are_drawn_as_they_are() {
    let states = "trust_government trust_government_sd trust_organisations trust_organisations_sd trust_neighbours \
         trust_neighbours_sd participation_rate open_needs solved_share backlog gain happiness security grievance \
         gini_gain service_stock session_fairness adoption legal_awareness duty efficacy expectation habit \
         lived_fairness perceived_office perceived_neighbours organisations organisation_capacity organisation_skill \
         organisation_reputation capacity_given load load_community_offices load_departments diligence skill \
         level_leadership level_consultation level_collaboration level_participation level_law level_technology \
         level_virtue";
    assert_eq!(names(|column| !column.is_noisy()), states);
}

#[test]
fn counts_are_those_per_round() {
    assert_eq!(names(|column| column.nature == Nature::Count), names(|column| column.unit == COUNT));
}

#[test]
fn the_primary_outcomes_are_six() {
    assert_eq!(
        names(|column| column.primary),
        "trust_government participation_rate solved_share resolution_rate satisfaction_rate gain"
    );
    assert_eq!(primary().len(), 6);
}

#[test]
fn every_column_stands_under_its_subject() {
    assert_eq!(
        about(Trust),
        "trust_government trust_government_sd trust_organisations trust_organisations_sd trust_neighbours \
         trust_neighbours_sd"
    );
    assert_eq!(
        about(Participation),
        "participation_rate civic_activity sessions attendance congruence session_ses_gap session_fairness"
    );
    assert_eq!(
        about(Needs),
        "new_needs open_needs solved solved_share voice_rate choice_wait choice_neighbours choice_office \
         choice_platform choice_organisation choice_law requests requests_office requests_platform \
         requests_organisation requests_petition requests_law requests_a_year requests_a_year_government joining \
         adoption"
    );
    assert_eq!(
        about(Wellbeing),
        "satisfaction_rate satisfied_unsolved gain happiness security grievance gini_gain service_stock moved"
    );
    assert_eq!(
        about(Residents),
        "legal_awareness duty efficacy expectation habit lived_fairness perceived_office perceived_neighbours"
    );
    assert_eq!(
        about(Organisations),
        "organisations organisation_capacity organisation_skill organisation_reputation organisations_founded \
         organisations_closed coproduction_share"
    );
    assert_eq!(
        about(Subject::Levels),
        "level_leadership level_consultation level_collaboration level_participation level_law \
         level_technology level_virtue"
    );
    assert_eq!(
        about(Cases),
        "filed merged proactive padding visits courts_filed courts_decided closed withdrawn given_up transfers \
         response_rate resolution_rate resolution_rate_government resolution_rate_organisations resolution_rate_law \
         reported_resolution_rate reported_resolution_rate_government median_rounds_to_resolution backlog \
         false_closures_found false_closures_not_found capacity_given capacity_used load load_community_offices \
         load_departments diligence skill"
    );
}

#[test]
fn rounding_takes_no_share_past_its_bounds() {
    let value = |name: &str, tally: &Tally| COLUMNS[column(name).expect("a column")].of(tally);
    let mut tally = Tally::default();
    assert!(value("capacity_used", &tally).is_nan(), "nobody works");
    tally.add(Item::CapacityGiven, 1.0);
    tally.add(Item::CapacityUsed, 1.000_000_2);
    assert_eq!(value("capacity_used", &tally), 1.0);
    for gain in [0.007, 0.3, 0.999] {
        let mut tally = Tally::default();
        for equals in 1..1000 {
            tally.count_gain(gain);
            assert!(value("gini_gain", &tally) >= 0.0, "{equals} of {gain}");
        }
    }
}

#[test]
fn a_column_is_found_by_its_name_or_told_with_those_that_are_near() {
    assert_eq!(find_column("gain").ok(), column("gain"));
    let told = |name: &str| find_column(name).map_or_else(|error| error.to_string(), |_| String::new());
    assert_eq!(told("gian"), "the column `gian` does not exist (nearest: gain)");
    assert!(
        told("trust_goverment").starts_with("the column `trust_goverment` does not exist (nearest: trust_government,")
    );
    assert_eq!(told("zzz"), "the column `zzz` does not exist");
}

#[test]
fn every_column_has_its_words_and_its_unit_in_chinese() {
    for (position, column) in COLUMNS.iter().enumerate() {
        let title = column.title(Language::Zh);
        assert!(is_chinese(&title) && is_chinese(column.meaning.zh), "{}", column.name);
        assert!(COLUMNS[..position].iter().all(|other| other.title(Language::Zh) != title), "{title} is there twice");
        assert!(column.share_of.is_none_or(|whole| is_chinese(whole.zh)), "{}", column.name);
        assert!(UNITS.iter().any(|(unit, _)| *unit == column.unit), "{}: {}", column.name, column.unit);
    }
    let trust = &COLUMNS[column("trust_government").expect("a column")];
    let told = |language| (trust.title(language), trust.meaning_in(language), trust.unit_in(language));
    assert_eq!(told(Language::En), ("Trust in government".to_owned(), "Mean trust in government", "level 0-1"));
    assert_eq!(told(Language::Zh), ("政府信任".to_owned(), "对政府的平均信任", "水平 0–1"));
}
