//! A district made by hand, and what the columns say of it.

use super::*;
use crate::city::testing::{community, district, need, organisation};
use crate::city::{CHANNELS, Category};
use crate::events::{Decision, Outcome};
use crate::observe::{Group, column, gather};

/// What is measured of a district.
struct Measured(Vec<f64>);

fn measured(district: &District, events: &Events) -> Measured {
    Measured(gather(&[count(district, events, &Levels::default(), &World::default(), 0)]))
}

impl Measured {
    fn of(&self, name: &str, group: Group) -> f64 {
        let position = Group::all(1).iter().position(|&other| other == group).expect("a group");
        self.0[position * crate::observe::COLUMNS.len() + column(name).expect("a column")]
    }

    /// The values for the city and each third.
    fn all(&self, name: &str) -> [f64; 4] {
        [Group::City, Group::Third(0), Group::Third(1), Group::Third(2)].map(|group| self.of(name, group))
    }
}

/// Six residents, two of each third.
fn six() -> District {
    let mut district = district(1, 6);
    district.communities[0].traits.third = vec![0, 0, 1, 1, 2, 2];
    district
}

fn outcome(third: u8, body: Body, solved: bool, satisfied: bool) -> Outcome {
    Outcome { third, satisfied, ..Outcome::new(0, 0, body, solved) }
}

fn decision(third: u8, choice: Option<Channel>) -> Decision {
    let (utilities, worker) = ([0.0; CHANNELS], f32::NAN);
    let need = need(Category::Care);
    Decision { community: 0, resident: 0, third, need, first: false, utilities, choice, worker, by_worker: false }
}

#[test]
fn the_share_of_needs_solved_is_that_of_the_account() {
    let mut district = six();
    assert!(measured(&district, &Events::default()).all("solved_share").iter().all(|share| share.is_nan()));
    district.account.extend([[[0, 1], [0, 0], [2, 1]], [[4, 1], [2, 2], [2, 0]]]);
    // Solved 2, 2 and 1 of 4, 2 and 4.
    assert_eq!(measured(&district, &Events::default()).all("solved_share"), [0.5, 0.5, 1.0, 0.25]);
}

#[test]
fn satisfaction_is_counted_apart_where_the_need_was_not_solved_and_mutual_help_not_at_all() {
    let outcomes = vec![
        outcome(0, Body::Government, false, true),
        outcome(0, Body::Government, false, false),
        outcome(0, Body::Law, true, false),
        outcome(1, Body::Organisation(0), true, true),
        outcome(2, Body::Neighbours, false, true),
        Outcome { asked: false, ..outcome(2, Body::Government, true, true) },
        outcome(2, Body::Neighbours, true, false),
    ];
    let measured = measured(&six(), &Events { outcomes, ..Events::default() });
    let [city, low, middle, high] = measured.all("satisfied_unsolved");
    assert_eq!([city, low], [0.5, 0.5]);
    assert!(middle.is_nan() && high.is_nan(), "nobody to count");
    assert_eq!(measured.all("satisfaction_rate"), [3.0 / 5.0, 1.0 / 3.0, 1.0, 1.0]);
    assert_eq!(measured.all("solved"), [4.0, 1.0, 1.0, 2.0]);
    assert_eq!(measured.all("coproduction_share"), [0.5, 0.0, 1.0, 0.5]);
}

#[test]
fn requests_a_year_are_those_of_the_round_for_each_resident() {
    let choices = [
        (0, Some(Channel::Office)),
        (0, Some(Channel::Platform)),
        (0, Some(Channel::Petition)),
        (1, Some(Channel::Organisation)),
        (1, Some(Channel::Law)),
        (2, Some(Channel::Neighbours)),
        (2, None),
    ];
    let decisions = choices.into_iter().map(|(third, choice)| decision(third, choice)).collect();
    let measured = measured(&six(), &Events { decisions, ..Events::default() });
    assert_eq!(measured.all("requests"), [5.0, 3.0, 2.0, 0.0]);
    // 5 x 52 / 6 in the city; 3 and 2 x 52 / 2 in the thirds.
    assert_eq!(measured.all("requests_a_year"), [260.0 / 6.0, 78.0, 52.0, 0.0]);
    assert_eq!(measured.all("requests_a_year_government"), [26.0, 78.0, 0.0, 0.0]);
}

#[test]
fn courts_are_counted_by_third_and_grid_work_for_nobody() {
    let (courts_filed, courts_decided) = ([1, 2, 0], [0, 1, 1]);
    let events = Events { courts_filed, courts_decided, visits: 7, padding: 3, proactive: 2, ..Events::default() };
    let measured = measured(&six(), &events);
    assert_eq!(measured.all("courts_filed"), [3.0, 1.0, 2.0, 0.0]);
    assert_eq!(measured.all("courts_decided"), [2.0, 0.0, 1.0, 1.0]);
    for (name, number) in [("visits", 7.0), ("padding", 3.0), ("proactive", 2.0)] {
        let [city, thirds @ ..] = measured.all(name);
        assert_eq!((city, measured.of(name, Group::District(1))), (number, number));
        assert!(thirds.iter().all(|value| value.is_nan()), "{name}");
    }
}

#[test]
fn what_a_grid_knows_counts_for_those_who_live_in_it() {
    // The first grid of 500 is of the lowest third, the second of the highest.
    let mut district = six();
    district.communities = vec![community(1000)];
    let community = &mut district.communities[0];
    community.traits.third[..500].fill(0);
    community.traits.third[500..].fill(2);
    community.civic.habit[..500].fill(-0.5);
    community.civic.habit[500..].fill(0.25);
    for (grid, (fairness, success)) in community.grids.iter_mut().zip([(0.25, 0.5), (0.75, 0.25)]) {
        (grid.fairness, grid.success) = (fairness, [success; CHANNELS]);
    }
    let measured = measured(&district, &Events::default());
    for (name, [city, low, high]) in [
        ("lived_fairness", [0.5, 0.25, 0.75]),
        ("perceived_office", [0.375, 0.5, 0.25]),
        ("perceived_neighbours", [0.375, 0.5, 0.25]),
        ("habit", [-0.125, -0.5, 0.25]),
    ] {
        let [all, lowest, middle, highest] = measured.all(name);
        assert_eq!([all, lowest, highest], [city, low, high], "{name}");
        assert!(middle.is_nan(), "nobody is of the middle third");
    }
}

#[test]
fn skills_are_means_of_officials_and_of_organisations() {
    let mut district = six();
    let number = district.officials.list.len() as f64;
    district.officials.list.iter_mut().for_each(|official| official.skill = 0.5);
    district.officials.list[0].skill = 1.0;
    district.organisations = vec![organisation(1.0), organisation(1.0)];
    (district.organisations[0].skill, district.organisations[1].skill) = (0.25, 0.5);
    let measured = measured(&district, &Events::default());
    assert_eq!(measured.of("skill", Group::City), 0.5 + 0.5 / number);
    assert_eq!(measured.of("organisation_skill", Group::City), 0.375);
}
