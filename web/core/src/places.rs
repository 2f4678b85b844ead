//! How the city is divided, and what can be shown of its grids.

use grassroots::Simulation;
use grassroots::city::{City, Community, District, Grid};
use serde_json::{Value, json};

/// Districts, communities and grids by numbers of residents, and the schedule.
pub fn geometry(simulation: &Simulation) -> Value {
    let grids = |community: &Community| community.grids.iter().map(Grid::residents).collect::<Vec<_>>();
    let community = |community: &Community| json!({"residents": community.residents(), "grids": grids(community)});
    let district =
        |district: &District| json!({"communities": district.communities.iter().map(community).collect::<Vec<_>>()});
    let run = &simulation.scenario().run;
    json!({
        "districts": simulation.city().districts.iter().map(district).collect::<Vec<_>>(),
        "warmUp": run.warm_up,
        "rounds": run.rounds,
    })
}

/// A value for each grid; none if there is no such layer.
pub fn layer(city: &City, name: &str) -> Option<Vec<f32>> {
    let of: fn(&District, usize, &Grid) -> f32 = match name {
        "trust" => |district, at, grid| mean(&district.communities[at].trust.government, grid),
        "grievance" => |district, at, grid| mean(&district.communities[at].wellbeing.grievance, grid),
        "satisfaction" => |district, at, grid| mean(&district.communities[at].wellbeing.gain, grid),
        "stock" => |district, at, _| {
            let stock = &district.communities[at].services.stock;
            stock.iter().sum::<f32>() / stock.len() as f32
        },
        "backlog" => |district, at, _| {
            let open = district.cases.of_community(at).len() as f32;
            1000.0 * open / district.communities[at].residents() as f32
        },
        _ => return None,
    };
    let in_community = |district: &District, at: usize| -> Vec<f32> {
        district.communities[at].grids.iter().map(|grid| of(district, at, grid)).collect()
    };
    let in_district = |district: &District| -> Vec<f32> {
        (0..district.communities.len()).flat_map(|at| in_community(district, at)).collect()
    };
    Some(city.districts.iter().flat_map(in_district).collect())
}

fn mean(values: &[f32], grid: &Grid) -> f32 {
    values[grid.members()].iter().sum::<f32>() / grid.residents().max(1) as f32
}
