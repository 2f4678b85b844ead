//! A round of the reduced model.

use grassroots::Scenario;
use grassroots::Seeds;
use grassroots::city::{Channel, City, Community, District, Stage};
use grassroots::events::{Body, Decision, Outcome};
use grassroots::math::sum;
use grassroots::mechanisms::{feedback, influence, law, needs, participation, voice};
use grassroots::streams::{At, Purpose, Streams};

/// What is observed of a round: means over residents, and shares of residents.
pub const OUTCOMES: usize = 11;

/// A city under the reduced rules.
pub struct Model<'a> {
    rules: Rules<'a>,
    city: City,
}

/// What stays the same over the rounds.
struct Rules<'a> {
    scenario: &'a Scenario,
    streams: Streams,
    levels: grassroots::institutions::Levels,
    /// Probability that a formal request is solved, at once.
    solved: f32,
}

impl<'a> Model<'a> {
    pub fn new(scenario: &'a Scenario, city: City, replicate: u32, solved: f32) -> Self {
        let streams = Streams::new(Seeds { seed: 7, replicate, city_seed: None });
        Self { rules: Rules { scenario, streams, levels: city.levels, solved }, city }
    }

    /// Lives one round and gives its outcomes: trust in government and in neighbours, efficacy, habit, activity, gain,
    /// security, grievance, open needs, requests, solutions.
    pub fn round(&mut self, round: i32) -> Vec<f64> {
        let mut totals = [0.0; OUTCOMES];
        for district in &mut self.city.districts {
            let events = self.rules.live(district, round);
            let values = observe(district, events);
            totals.iter_mut().zip(values).for_each(|(total, value)| *total += value);
        }
        let residents = self.city.residents() as f64;
        totals.iter().map(|total| total / residents).collect()
    }
}

impl Rules<'_> {
    /// A round of a district; gives the numbers of formal requests and of solutions.
    fn live(&self, district: &mut District, round: i32) -> [usize; 2] {
        let mut events = [0; 2];
        for (number, community) in district.communities.iter_mut().enumerate() {
            self.needs(community, round);
            let (decisions, mut outcomes) = self.voice(number as u32, community, round);
            outcomes.extend(self.decide(&decisions, community, round));
            events[0] += decisions.iter().filter(|decision| decision.asked().is_some()).count();
            events[1] += outcomes.iter().filter(|outcome| outcome.solved).count();
            feedback::learn(&self.of_feedback(round), &mut outcomes, community);
        }
        self.participate(district, round);
        self.influence(district, round);
        events
    }

    fn needs(&self, community: &mut Community, round: i32) {
        let world = &self.scenario.world;
        let rules = needs::Rules { params: &world.needs, categories: &world.categories, at: self.at(round) };
        let Community { key, traits, needs, services, grids, .. } = community;
        needs::expose(&rules, &[1.0; 8], services, grids);
        needs::come_and_go(&rules, *key, grids, traits, needs);
    }

    /// Nobody can turn to an organisation, and no grid worker comes by.
    fn voice(&self, number: u32, community: &mut Community, round: i32) -> voice::Voiced {
        let params = &self.scenario.world.voice;
        let technology = &self.scenario.policy.technology;
        let (levels, at) = (&self.levels, self.at(round));
        let rules = voice::Rules { params, technology, levels, organisations: [false; 8], at };
        let Community { key, traits, trust, civic, needs, services, grids, .. } = community;
        let residents = voice::Residents { traits, trust, civic, grids, visited: &[] };
        let voiced = voice::choose(&rules, &residents, *key, number, needs);
        voice::remember(&rules, &voiced.0, needs, services, grids, civic);
        voiced
    }

    /// In place of the offices: chance decides on every request at once.
    fn decide(&self, decisions: &[Decision], community: &Community, round: i32) -> Vec<Outcome> {
        let stream = self.streams.round(Purpose::Attempt, round);
        let outcome = |decision: &Decision| {
            let body = if decision.asked()? == Channel::Law { Body::Law } else { Body::Government };
            let solved = stream.uniform(community.key + u64::from(decision.resident)) < self.solved;
            Some(Outcome::new(decision.community, decision.resident, body, solved))
        };
        decisions.iter().filter_map(outcome).collect()
    }

    fn of_feedback(&self, round: i32) -> feedback::Rules<'_> {
        let (params, fair) = (&self.scenario.world.feedback, law::fairness(&self.scenario.world.law, &self.levels));
        feedback::Rules { params, fair, autonomy: 0.0, reported: None, at: self.at(round) }
    }

    fn at(&self, round: i32) -> At<'_> {
        At { streams: &self.streams, round }
    }

    fn participate(&self, district: &mut District, round: i32) {
        let columns: Vec<&[f32]> = district.communities.iter().map(|community| &community.civic.activity[..]).collect();
        let activity = &columns.concat()[..];
        let ties = &district.ties;
        let mut first = 0;
        for Community { traits, trust, civic, key, .. } in &mut district.communities {
            let voluntarism = participation::Voluntarism { traits, ties, activity, first };
            first += traits.ses.len();
            let params = &self.scenario.world.participation;
            let rules = participation::Rules { params, levels: &self.levels, at: self.at(round) };
            participation::take_part(&rules, &voluntarism, *key, trust, civic);
        }
    }

    fn influence(&self, district: &mut District, round: i32) {
        let world = &self.scenario.world;
        let mut seen = vec![influence::Seen::default(); district.residents()];
        let rows = seen.chunks_mut(district.communities[0].residents()).zip(&district.communities);
        rows.for_each(|(rows, community)| influence::look(community, rows));
        let residents = district.communities[0].residents();
        let (params, categories, levels, at) = (&world.influence, &world.categories, &self.levels, self.at(round));
        let rules = influence::Rules { params, categories, levels, at };
        let (ties, seen) = (&district.ties, &seen[..]);
        for (number, community) in district.communities.iter_mut().enumerate() {
            let surroundings = influence::Surroundings { ties, seen, first: number * residents };
            influence::spread(&rules, &surroundings, community);
        }
    }
}

fn observe(district: &District, [requests, solutions]: [usize; 2]) -> [f64; OUTCOMES] {
    let total = |column: fn(&Community) -> &Vec<f32>| -> f64 {
        district.communities.iter().map(|community| sum(column(community))).sum()
    };
    let stages = district.communities.iter().flat_map(|community| community.needs.stages());
    let open = stages.filter(|&&stage| stage != Stage::None).count();
    [
        total(|community| &community.trust.government),
        total(|community| &community.trust.neighbours),
        total(|community| &community.civic.efficacy),
        total(|community| &community.civic.habit),
        total(|community| &community.civic.activity),
        total(|community| &community.wellbeing.gain),
        total(|community| &community.wellbeing.security),
        total(|community| &community.wellbeing.grievance),
        open as f64,
        requests as f64,
        solutions as f64,
    ]
}
