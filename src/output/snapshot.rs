//! `snapshot_*`: every resident's state at the end of a round, for a look inside.

use crate::city::{City, Community, Needs, Stage};
use crate::render::tables::{ColumnData, Table};

/// One row per resident; numbers of districts, communities and residents count from 1, residents through the city.
pub fn snapshot(city: &City) -> Table {
    let mut columns = places(city);
    for (name, of) in states() {
        let values = communities(city).flat_map(of).collect();
        columns.push((name.to_owned(), ColumnData::Real(values)));
    }
    columns.extend(needs(city));
    Table { columns }
}

fn communities(city: &City) -> impl Iterator<Item = &Community> {
    city.districts.iter().flat_map(|district| &district.communities)
}

fn places(city: &City) -> Vec<(String, ColumnData)> {
    let mut numbers: [Vec<i64>; 3] = Default::default();
    for district in &city.districts {
        for (community, residents) in district.communities.iter().map(Community::residents).enumerate() {
            for _ in 0..residents {
                let resident = numbers[0].len() as i64 + 1;
                numbers[0].push(resident);
                numbers[1].push(i64::from(district.number) + 1);
                numbers[2].push(community as i64 + 1);
            }
        }
    }
    let names = ["resident", "district", "community"].map(str::to_owned);
    names.into_iter().zip(numbers.map(ColumnData::Whole)).collect()
}

/// A state of the residents of a community.
type State = fn(&Community) -> Vec<f64>;

fn wide(column: &[f32]) -> Vec<f64> {
    column.iter().map(|&value| value.into()).collect()
}

fn states() -> [(&'static str, State); 24] {
    [
        ("ses", |c| wide(&c.traits.ses)),
        ("ses_third", |c| c.traits.third.iter().map(|&third| f64::from(third) + 1.0).collect()),
        ("age", |c| wide(&c.traits.age)),
        ("digital", |c| wide(&c.traits.digital)),
        ("threshold", |c| wide(&c.traits.threshold)),
        ("trust_government", |c| wide(&c.trust.government)),
        ("trust_organisations", |c| wide(&c.trust.organisations)),
        ("trust_neighbours", |c| wide(&c.trust.neighbours)),
        ("trust_government_disposition", |c| wide(&c.traits.trust.government)),
        ("trust_organisations_disposition", |c| wide(&c.traits.trust.organisations)),
        ("trust_neighbours_disposition", |c| wide(&c.traits.trust.neighbours)),
        ("duty", |c| wide(&c.civic.duty)),
        ("duty_disposition", |c| wide(&c.traits.duty)),
        ("efficacy", |c| wide(&c.civic.efficacy)),
        ("activity", |c| wide(&c.civic.activity)),
        ("legal_awareness", |c| wide(&c.civic.legal)),
        ("legal_disposition", |c| wide(&c.traits.legal)),
        ("adopter", |c| c.civic.adopter.iter().map(|&adopter| f64::from(u8::from(adopter))).collect()),
        ("expectation", |c| wide(&c.wellbeing.expectation)),
        ("gain", |c| wide(&c.wellbeing.gain)),
        ("happiness", |c| wide(&c.wellbeing.happiness)),
        ("security", |c| wide(&c.wellbeing.security)),
        ("grievance", |c| wide(&c.wellbeing.grievance)),
        ("need_severity", |c| {
            let severity = |who| c.needs.get(who).map_or(f64::NAN, |need| need.severity.into());
            (0..c.residents()).map(severity).collect()
        }),
    ]
}

/// The open need in words; empty without one.
fn needs(city: &City) -> Vec<(String, ColumnData)> {
    let mut words: [Vec<String>; 4] = Default::default();
    for community in communities(city) {
        for who in 0..community.residents() {
            let told = need_in_words(&community.needs, who);
            words.iter_mut().zip(told).for_each(|(column, word)| column.push(word.to_owned()));
        }
    }
    let names = ["need", "need_category", "need_kind", "need_channel"].map(str::to_owned);
    names.into_iter().zip(words.map(ColumnData::Text)).collect()
}

fn need_in_words(needs: &Needs, who: usize) -> [&'static str; 4] {
    let Some(need) = needs.get(who) else { return [""; 4] };
    let (category, kind) = (need.category.name(), need.kind.name());
    match needs.stage(who) {
        Stage::None => [""; 4],
        Stage::Waiting => ["waiting", category, kind, ""],
        Stage::Deciding => ["deciding", category, kind, ""],
        Stage::Filed => ["filed", category, kind, need.channel.name()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::simulation::Simulation;
    use crate::streams::Seeds;

    #[test]
    fn a_snapshot_has_a_row_per_resident_and_numbers_them_through_the_city() {
        let mut scenario = Scenario::default();
        scenario.world.population.residents = 7;
        let seeds = Seeds { seed: 1, replicate: 0, city_seed: None };
        let table = snapshot(Simulation::new(scenario, seeds).expect("a scenario").city());
        let ColumnData::Whole(residents) = &table.columns[0].1 else { panic!("numbers") };
        assert_eq!(*residents, (1..=280).collect::<Vec<i64>>());
        let length = |data: &ColumnData| match data {
            ColumnData::Whole(values) => values.len(),
            ColumnData::Real(values) => values.len(),
            ColumnData::Text(values) => values.len(),
        };
        assert!(table.columns.iter().all(|(_, data)| length(data) == 280));
    }
}
