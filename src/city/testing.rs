//! Small cities for tests: everyone stands in the middle, and a test moves what it is about.

use super::{
    Ages, Blueprint, CHANNELS, Case, Categories, Category, Channel, Community, District, Handler, Kind, NO_NEED, Need,
    Network, Organisation, OrganisationKind, Population, Staffing, Stage, build,
};
use crate::events::Events;
use crate::pillars::Levels;
use crate::streams::{Seeds, Streams};

/// The streams of a run with this seed.
pub(crate) fn streams(seed: u64) -> Streams {
    Streams::new(Seeds { seed, replicate: 0, city_seed: None })
}

/// A district in which all residents, services and officials are alike, with one official per office.
pub(crate) fn district(communities: u32, residents: u32) -> District {
    staffed_district(communities, residents, &Staffing { residents_per_official: 1e6, ..Staffing::default() }, 0.3)
}

/// The same with as many officials as `staffing` and the share of community offices give.
pub(crate) fn staffed_district(
    communities: u32,
    residents: u32,
    staffing: &Staffing,
    community_staff: f64,
) -> District {
    let blueprint = Blueprint {
        population: &Population { districts: 1, communities, residents, ..Population::default() },
        ages: &Ages::default(),
        network: &Network::default(),
        staffing,
        demand: Categories::default().demand(),
        community_staff,
        streams: &streams(1),
    };
    let mut district = build(&blueprint, Levels::default()).districts.remove(0);
    district.communities.iter_mut().for_each(level_out);
    for official in &mut district.officials.list {
        (official.diligence, official.skill, official.capacity) = (0.5, 0.8, 1.0);
    }
    district
}

/// A community in which all residents and services are alike.
pub(crate) fn community(residents: u32) -> Community {
    district(1, residents).communities.remove(0)
}

fn level_out(community: &mut Community) {
    let Community { traits, trust, civic, wellbeing, services, grids, .. } = community;
    traits.age.fill(45.0);
    traits.third.fill(1);
    traits.concern.fill([0.0; 8]);
    traits.burden.fill(1.0);
    traits.reluctance.fill(0.0);
    let states = [&mut traits.ses, &mut traits.digital, &mut traits.threshold, &mut traits.duty, &mut traits.legal];
    traits.efficacy.fill(0.5);
    let trusts = [&mut trust.government, &mut trust.organisations, &mut trust.neighbours];
    let dispositions = &mut traits.trust;
    let homes = [&mut dispositions.government, &mut dispositions.organisations, &mut dispositions.neighbours];
    let civics = [&mut civic.duty, &mut civic.efficacy, &mut civic.legal];
    let feelings = [&mut wellbeing.expectation, &mut wellbeing.gain, &mut wellbeing.happiness, &mut wellbeing.security];
    let columns = states.into_iter().chain(trusts).chain(homes).chain(civics).chain(feelings);
    columns.for_each(|column| column.fill(0.5));
    (services.stock, services.wear) = ([0.5; 8], [1.0; 8]);
    for grid in grids {
        (grid.exposure, grid.hazard, grid.success) = ([1.0; 8], [0.001; 8], [0.5; CHANNELS]);
    }
}

/// A private need of middling severity, for one agency and one work unit, that arose in round 0.
pub(crate) fn need(category: Category) -> Need {
    Need { category, severity: 0.5, work: 1.0, channel: Channel::Office, ..NO_NEED }
}

/// A case about such a housing need, filed in round 0 with nobody behind it yet.
pub(crate) fn case(handler: Handler) -> Case {
    Case {
        id: 0,
        key: 7,
        community: 0,
        grid: 0,
        category: Category::Housing,
        kind: Kind::Private,
        severity: 0.5,
        agencies: 1,
        channel: Some(Channel::Office),
        filer: Some((0.5, 1)),
        behind: Vec::new(),
        handler,
        work: 1.0,
        left: 1.0,
        filed: 0,
        deadline: 4,
        ready: 0,
        attempts: 0,
        misrouted: false,
        padding: false,
        convened: false,
        begun: None,
        priority: 0.0,
        workable: true,
    }
}

/// Opens a case, puts it in its handler's queue, and lets those behind it have filed the need.
pub(crate) fn open(district: &mut District, case: Case) -> u32 {
    let (handler, community, behind) = (case.handler, case.community as usize, case.behind.clone());
    let filed = Need { kind: case.kind, filed: case.filed, since: case.filed, ..need(case.category) };
    let position = district.cases.open(case);
    match handler {
        Handler::Office(office) => district.officials.offices[office as usize].queue.push(position),
        Handler::Organisation(organisation) => district.organisations[organisation as usize].queue.push(position),
        Handler::Mediation(_) | Handler::Court => district.docket.push(position),
    }
    let needs = &mut district.communities[community].needs;
    needs.set(behind.into_iter().map(|who| who as usize), Stage::Filed, Need { case: position, ..filed });
    position
}

/// A social organisation for housing.
pub(crate) fn organisation(capacity: f32) -> Organisation {
    Organisation {
        kind: OrganisationKind::Social,
        category: Category::Housing,
        capacity,
        skill: 0.8,
        reputation: 0.5,
        attempts: 0,
        founded: 0,
        queue: Vec::new(),
    }
}

/// Asserts a number worked out by hand, to single precision.
#[track_caller]
pub(crate) fn assert_near(actual: impl Into<f64>, expected: f64) {
    let actual = actual.into();
    assert!((actual - expected).abs() < 2e-6 * expected.abs().max(1.0), "{actual}, not {expected}");
}

/// Asserts how often something happens in independent trials: within 5.5 standard deviations, which a true probability
/// exceeds by chance once in 26 million.
#[track_caller]
pub(crate) fn assert_share(hits: usize, trials: usize, probability: f64) {
    let share = hits as f64 / trials as f64;
    let bound = 5.5 * (probability * (1.0 - probability) / trials as f64).sqrt() + 1e-9;
    assert!((share - probability).abs() <= bound, "{share} of {trials}, not {probability} within {bound}");
}

/// Checks what must always hold in a district.
#[track_caller]
pub(crate) fn check(district: &District) {
    assert_eq!(district.sound(), Ok(()));
}

/// Does what `feedback` does with the needs of those who had an outcome, so that the ledger can be checked.
pub(crate) fn release(district: &mut District, events: &Events) {
    for outcome in &events.outcomes {
        district.communities[outcome.community as usize].needs.end(outcome.resident as usize);
    }
}
