//! Whom it is worth to follow through a run.

use crate::city::{Channel, Community, District};
use crate::language::Language;
use crate::simulation::Simulation;

crate::names! {
    /// What a resident is to be found for.
    pub enum Find {
        /// Who asked formal channels most often.
        MostRequests = "most-requests" "诉求最多",
        /// Who moved away, and had asked most often of those.
        MovedAway = "moved-away" "迁出",
        /// Whose sense of gain rose most.
        GainedMost = "gained-most" "获得感上升最多",
    }
}

/// A resident worth following.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Her number, counted from 1 through the city.
    pub resident: u32,
    /// What she is found for, in words.
    pub why: String,
}

/// Lives a run through to its end and finds a resident in it; of several that are alike the first. What counts is what
/// happens from round 0 on. It is told in a language. None if nobody is as asked for.
pub fn find(mut simulation: Simulation, what: Find, language: Language) -> Option<Found> {
    let mut seen = Seen::default();
    while !simulation.is_over() {
        simulation.step();
        if simulation.round() > 0 {
            seen.look(&simulation);
        }
    }
    seen.found(&simulation, what, language)
}

/// What is remembered of residents, in the order of the city.
#[derive(Default)]
struct Seen {
    /// Requests of those who live there now.
    requests: Vec<u32>,
    /// The first round's gain; none once she has moved away.
    gain: Vec<Option<f32>>,
    /// Who moved away first of those with as many requests: round, position, requests.
    moved: Option<(i32, usize, u32)>,
}

impl Seen {
    fn look(&mut self, simulation: &Simulation) {
        if self.gain.is_empty() {
            self.gain = gains(simulation).map(Some).collect();
            self.requests = vec![0; self.gain.len()];
        }
        let mut first = 0;
        for (district, events) in simulation.city().districts.iter().zip(simulation.events()) {
            let residents = size(district);
            let at = |community: u32, resident: u32| first + community as usize * residents + resident as usize;
            for decision in events.decisions.iter().filter(|decision| asks(decision.choice)) {
                self.requests[at(decision.community, decision.resident)] += 1;
            }
            for &(community, resident, _) in &events.moved {
                self.leaves(at(community, resident), simulation.round() - 1);
            }
            first += residents * district.communities.len();
        }
    }

    fn leaves(&mut self, position: usize, round: i32) {
        let requests = std::mem::take(&mut self.requests[position]);
        self.gain[position] = None;
        if self.moved.is_none_or(|(_, _, most)| requests > most) {
            self.moved = Some((round, position, requests));
        }
    }

    fn found(&self, simulation: &Simulation, what: Find, language: Language) -> Option<Found> {
        let (position, why) = match what {
            Find::MostRequests => {
                let most = *self.requests.iter().max()?;
                let position = self.requests.iter().position(|&requests| requests == most)?;
                let why = match language {
                    Language::En => format!("{most} requests, more than anybody else or as many"),
                    Language::Zh => format!("{most} 次诉求，没有人比她更多"),
                };
                (position, why)
            }
            Find::MovedAway => {
                let (round, position, requests) = self.moved?;
                let why = match language {
                    Language::En => format!("moves away in round {round} after {requests} requests"),
                    Language::Zh => format!("提出 {requests} 次诉求后在第 {round} 轮迁出"),
                };
                (position, why)
            }
            Find::GainedMost => {
                let rises = gains(simulation).zip(&self.gain).map(|(now, before)| before.map(|before| now - before));
                let rises: Vec<f32> = rises.map(|rise| rise.unwrap_or(f32::NEG_INFINITY)).collect();
                let most = rises.iter().copied().filter(|rise| rise.is_finite()).max_by(f32::total_cmp)?;
                let why = match language {
                    Language::En => format!("sense of gain {most:+.2}, the most of all"),
                    Language::Zh => format!("获得感 {most:+.2}，上升最多"),
                };
                (rises.iter().position(|&rise| rise == most)?, why)
            }
        };
        Some(Found { resident: position as u32 + 1, why })
    }
}

/// Whether a choice is a formal channel.
fn asks(choice: Option<Channel>) -> bool {
    choice.is_some_and(|channel| channel != Channel::Neighbours)
}

/// Residents of a community.
fn size(district: &District) -> usize {
    district.communities.first().map_or(0, Community::residents)
}

fn gains(simulation: &Simulation) -> impl Iterator<Item = f32> {
    let communities = simulation.city().districts.iter().flat_map(|district| &district.communities);
    communities.flat_map(|community| community.wellbeing.gain.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::streams::Seeds;
    use crate::trace::Trace;

    fn simulation() -> Simulation {
        let mut scenario = Scenario::default();
        let city = &mut scenario.world.population;
        (city.districts, city.communities, city.residents) = (2, 2, 100);
        (scenario.world.needs.scale, scenario.world.turnover.base) = (6.0, 0.002);
        (scenario.run.warm_up, scenario.run.rounds) = (4, 60);
        Simulation::new(scenario, Seeds::of(1)).expect("a scenario")
    }

    /// The story of a resident from round 0 on.
    fn story(resident: u32) -> Vec<String> {
        let (mut simulation, mut trace) = (simulation(), Trace::of(resident, 100, 2, 2).expect("a resident"));
        while !simulation.is_over() {
            simulation.step();
            trace.look(&simulation);
        }
        trace.story().iter().filter(|entry| entry.round >= 0).map(|entry| entry.text.clone()).collect()
    }

    fn requests(story: &[String]) -> usize {
        let asks = |text: &&String| {
            text.starts_with("chooses")
                && !text.starts_with("chooses neighbours")
                && !text.starts_with("chooses to wait")
        };
        story.iter().filter(asks).count()
    }

    #[test]
    fn who_is_found_has_the_story_that_she_is_found_for() {
        let found = |what| find(simulation(), what, Language::En).expect("a resident");
        let most = found(Find::MostRequests);
        let number: usize = most.why.split(' ').next().and_then(|word| word.parse().ok()).expect("a number");
        assert_eq!(requests(&story(most.resident)), number, "{most:?}");
        assert!((1..=400).step_by(37).all(|other| requests(&story(other)) <= number));
        let moved = story(found(Find::MovedAway).resident);
        assert!(moved.iter().any(|text| text.starts_with("moves away")), "{moved:?}");
        let gained = found(Find::GainedMost);
        assert!(gained.why.starts_with("sense of gain +"), "{gained:?}");
        assert!(!story(gained.resident).iter().any(|text| text.starts_with("moves away")));
    }

    #[test]
    fn nobody_is_found_where_nobody_is_as_asked_for() {
        let mut scenario = Scenario::default();
        let city = &mut scenario.world.population;
        (city.districts, city.communities, city.residents) = (1, 1, 20);
        (scenario.world.turnover.base, scenario.run.warm_up, scenario.run.rounds) = (0.0, 0, 2);
        let simulation = Simulation::new(scenario, Seeds::of(1)).expect("a scenario");
        assert_eq!(find(simulation, Find::MovedAway, Language::Zh), None);
    }
}
