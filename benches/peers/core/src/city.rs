//! The city that all three programs start from: the baseline's, and its columns as files.

use std::fs;
use std::path::Path;

use grassroots::city::{City, Community};
use grassroots::mechanisms::law;
use grassroots::simulation::Simulation;
use grassroots::{Scenario, Seeds};
use serde_json::json;

/// The baseline.
pub fn scenario() -> Scenario {
    Scenario::default()
}

/// Its city before the first round.
pub fn start(scenario: &Scenario) -> City {
    let simulation = Simulation::new(scenario.clone(), Seeds::of(1)).expect("the baseline passes all checks");
    simulation.city().clone()
}

/// A column of a community's residents.
type Column = fn(&Community) -> &Vec<f32>;

/// Writes columns as 32-bit numbers, little end first, and what else the programs need as JSON.
pub fn write(folder: &Path) {
    fs::create_dir_all(folder).expect("the folder can be made");
    let scenario = scenario();
    let city = start(&scenario);
    let columns: [(&str, Column); 16] = [
        ("ses", |c| &c.traits.ses),
        ("age", |c| &c.traits.age),
        ("digital", |c| &c.traits.digital),
        ("home_government", |c| &c.traits.trust.government),
        ("home_organisations", |c| &c.traits.trust.organisations),
        ("home_neighbours", |c| &c.traits.trust.neighbours),
        ("home_duty", |c| &c.traits.duty),
        ("home_legal", |c| &c.traits.legal),
        ("home_efficacy", |c| &c.traits.efficacy),
        ("burden", |c| &c.traits.burden),
        ("reluctance", |c| &c.traits.reluctance),
        ("activity", |c| &c.civic.activity),
        ("expectation", |c| &c.wellbeing.expectation),
        ("gain", |c| &c.wellbeing.gain),
        ("happiness", |c| &c.wellbeing.happiness),
        ("security", |c| &c.wellbeing.security),
    ];
    for (name, column) in columns {
        save(folder, name, communities(&city).flat_map(column).map(|state| state.to_le_bytes()));
    }
    let adopters = communities(&city).flat_map(|community| &community.civic.adopter);
    save(folder, "adopter", adopters.map(|&adopter| f32::from(u8::from(adopter)).to_le_bytes()));
    write_ties(folder, &city);
    let text = serde_json::to_string_pretty(&parameters(&scenario, &city)).expect("numbers are JSON");
    fs::write(folder.join("parameters.json"), text).expect("the parameters can be written");
}

fn communities(city: &City) -> impl Iterator<Item = &Community> {
    city.districts.iter().flat_map(|district| &district.communities)
}

fn save(folder: &Path, name: &str, values: impl Iterator<Item = [u8; 4]>) {
    fs::write(folder.join(name), values.flatten().collect::<Vec<u8>>()).expect("a column can be written");
}

/// Neighbours as positions in the city, and where each resident's begin.
fn write_ties(folder: &Path, city: &City) {
    let (mut offsets, mut neighbours, mut first) = (vec![0u32], Vec::new(), 0);
    for district in &city.districts {
        for resident in 0..district.residents() {
            neighbours.extend(district.ties.of(resident).iter().map(|other| first + other));
            offsets.push(neighbours.len() as u32);
        }
        first += district.residents() as u32;
    }
    save(folder, "offsets", offsets.into_iter().map(u32::to_le_bytes));
    save(folder, "neighbours", neighbours.into_iter().map(u32::to_le_bytes));
}

fn parameters(scenario: &Scenario, city: &City) -> serde_json::Value {
    let world = &scenario.world;
    let grids = || communities(city).flat_map(|community| community.grids.iter().map(move |grid| (community, grid)));
    json!({
        "residents": grids().map(|(_, grid)| grid.residents()).collect::<Vec<_>>(),
        "stock": grids().map(|(community, _)| community.services.stock).collect::<Vec<_>>(),
        "exposure": grids().map(|(_, grid)| grid.exposure).collect::<Vec<_>>(),
        "success": world.population.perceived_success,
        "fairness": world.population.lived_fairness,
        "categories": world.categories,
        "levels": {
            "participation": city.levels.participation,
            "law": city.levels.law,
            "technology": city.levels.technology,
            "virtue": city.levels.virtue,
        },
        "technology": scenario.policy.technology,
        "fair": law::fairness(&world.law, &city.levels),
        "needs": world.needs,
        "voice": world.voice,
        "feedback": world.feedback,
        "participation": world.participation,
        "influence": world.influence,
    })
}
