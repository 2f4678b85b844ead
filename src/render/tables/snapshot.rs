//! Every resident's state at the end of a round, for a look inside.

use super::{ColumnData, Table};
use crate::city::{City, ColumnKind, Community, Form, Look, Needs, Stage, Value};

/// One row per resident; numbers of districts, communities and residents count from 1, residents through the city.
pub fn snapshot(city: &City) -> Table {
    let mut columns = numbers(city);
    columns.extend(states(city));
    columns.push(("need_severity".to_owned(), ColumnData::Real(communities(city).flat_map(severities).collect())));
    columns.extend(needs(city));
    Table { columns }
}

fn communities(city: &City) -> impl Iterator<Item = &Community> {
    city.districts.iter().flat_map(|district| &district.communities)
}

fn numbers(city: &City) -> Vec<(String, ColumnData)> {
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

/// The states of residents that are shown.
fn states(city: &City) -> impl Iterator<Item = (String, ColumnData)> {
    let mut shown = Shown { columns: Vec::new(), next: 0 };
    for community in communities(city) {
        shown.next = 0;
        community.look(&mut shown);
    }
    shown.columns.into_iter().map(|(name, form, values)| (name.to_owned(), of_form(form, values)))
}

fn of_form(form: Form, values: Vec<f64>) -> ColumnData {
    match form {
        Form::Real => ColumnData::Real(values),
        Form::Whole => ColumnData::Whole(values.into_iter().map(|value| value as i64).collect()),
        Form::Flag => ColumnData::Flag(values.into_iter().map(|value| value != 0.0).collect()),
    }
}

/// The columns shown so far, and the position of the next one of a community.
struct Shown {
    columns: Vec<(&'static str, Form, Vec<f64>)>,
    next: usize,
}

impl Look for Shown {
    fn column<T: Value>(&mut self, name: &'static str, kind: ColumnKind, values: &[T]) {
        if !matches!(kind, ColumnKind::Share | ColumnKind::Number) {
            return;
        }
        if self.next == self.columns.len() {
            self.columns.push((name, T::FORM, Vec::new()));
        }
        self.columns[self.next].2.extend(values.iter().map(|value| value.number()));
        self.next += 1;
    }
}

/// How severe the open need of each resident is; NaN without one.
fn severities(community: &Community) -> impl Iterator<Item = f64> {
    let severity = |who| community.needs.get(who).map_or(f64::NAN, |need| need.severity.into());
    (0..community.residents()).map(severity)
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
    fn a_snapshot_has_a_row_per_resident_with_types_and_numbers_them_through_the_city() {
        let mut scenario = Scenario::default();
        scenario.world.population.residents = 7;
        let seeds = Seeds::of(1);
        let table = snapshot(Simulation::new(scenario, seeds).expect("a scenario").city());
        let ColumnData::Whole(residents) = &table.columns[0].1 else { panic!("numbers") };
        assert_eq!(*residents, (1..=112).collect::<Vec<i64>>());
        assert_eq!(table.rows(), Some(112));
        let column = |name: &str| table.columns.iter().find(|(column, _)| column == name).map(|(_, data)| data);
        let Some(ColumnData::Whole(thirds)) = column("ses_third") else { panic!("thirds are whole numbers") };
        assert!(thirds.iter().all(|third| (1..=3).contains(third)));
        assert!(matches!(column("adopter"), Some(ColumnData::Flag(_))));
        assert!(matches!(column("ses"), Some(ColumnData::Real(_))));
    }
}
