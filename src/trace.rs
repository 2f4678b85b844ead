//! One resident's story in words: her needs, what she chose and why, what became of it, what it did to her trust.

use crate::city::{Case, City, Community, Need, Stage};
use crate::events::Events;
use crate::language::Language;
use crate::simulation::Simulation;

mod find;
mod lived;
mod words;
mod year;

pub use find::{Find, Found, find};
use lived::{decided, ended, faded, took_up, trusted, used_to, worked};
use year::{Moved, Year};

/// Something that happened to the resident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The round; negative in the warm-up.
    pub round: i32,
    /// What happened, in words, with her as the subject.
    pub text: String,
}

/// Follows one resident through a run.
pub struct Trace {
    district: usize,
    community: u32,
    resident: u32,
    before: Option<State>,
    year: Year,
    entries: Vec<Entry>,
    language: Language,
}

/// What is remembered of a resident from one round to the next.
#[derive(Clone, Debug)]
struct State {
    trust: [f32; 3],
    disposition: f32,
    grievance: f32,
    habit: f32,
    adopter: bool,
    stage: Stage,
    need: Option<Need>,
    case: Option<Case>,
}

impl Trace {
    /// Follows the resident with this number, counted from 1 through the city; none if the city has not that many.
    pub fn of(resident: u32, residents: u32, communities: u32, districts: u32) -> Option<Self> {
        let index = resident.checked_sub(1)?;
        let (community, resident) = (index / residents, index % residents);
        let (district, community) = (community / communities, community % communities);
        (district < districts).then(|| Self {
            district: district as usize,
            community,
            resident,
            before: None,
            year: Year::default(),
            entries: Vec::new(),
            language: Language::En,
        })
    }

    /// The same told in a language.
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The story so far, in order.
    pub fn story(&self) -> &[Entry] {
        &self.entries
    }

    fn home<'a>(&self, city: &'a City) -> &'a Community {
        &city.districts[self.district].communities[self.community as usize]
    }

    fn state(&self, city: &City) -> State {
        let (home, index) = (self.home(city), self.resident as usize);
        let (stage, need) = (home.needs.stage(index), home.needs.get(index).copied());
        let cases = &city.districts[self.district].cases;
        State {
            trust: [home.trust.government[index], home.trust.organisations[index], home.trust.neighbours[index]],
            disposition: home.traits.trust.government[index],
            grievance: home.wellbeing.grievance[index],
            habit: home.civic.habit[index],
            adopter: home.civic.adopter[index],
            stage,
            case: need.filter(|_| stage == Stage::Filed).and_then(|need| cases.get(need.case).cloned()),
            need,
        }
    }

    fn is_me(&self, community: u32, resident: u32) -> bool {
        community == self.community && resident == self.resident
    }

    /// What happened to her in a round, in the order of the round.
    fn tell(&self, simulation: &Simulation, before: &State, now: &State) -> Vec<String> {
        let (events, language) = (&simulation.events()[self.district], self.language);
        let mut told = Vec::new();
        let decision = events.decisions.iter().find(|decision| self.is_me(decision.community, decision.resident));
        let outcome = events.outcomes.iter().find(|outcome| self.is_me(outcome.community, outcome.resident));
        if decision.is_none() && outcome.is_none() {
            told.extend(faded(before, now, language));
        }
        told.extend(decision.map(|decision| decided(decision, language)).into_iter().flatten());
        told.extend(worked(before, now, simulation, self.district, language));
        told.extend(self.attended(events));
        // Nobody has two needs within a round: it is the one that she has decided on, or that she came with.
        let need = decision.map(|decision| decision.need).or(before.need);
        told.extend(outcome.zip(need).map(|(outcome, need)| ended(outcome, need.category, language)));
        told.extend(took_up(before, now, language));
        if !told.is_empty() {
            told.extend(trusted(before, now, language));
            told.extend(used_to(before, now, language));
        }
        told
    }

    fn attended(&self, events: &Events) -> Option<String> {
        let session = events
            .sessions
            .iter()
            .find(|session| session.community == self.community && session.participants.contains(&self.resident))?;
        Some(words::attended(session.participants.len() - 1, session.fairness, self.language))
    }

    fn moved(&self, events: &Events) -> bool {
        events.moved.iter().any(|&(community, resident, _)| self.is_me(community, resident))
    }

    /// Takes down what the round lived last has done to her; to be called after each step.
    pub fn look(&mut self, simulation: &Simulation) {
        let (city, round) = (simulation.city(), simulation.round() - 1);
        let now = self.state(city);
        let mut told = match &self.before {
            None => vec![self.introduced(city)],
            Some(_) if self.moved(&simulation.events()[self.district]) => {
                self.year = Year::default();
                vec![words::moved_away(&self.introduced(city), self.language)]
            }
            Some(before) => {
                let told = self.tell(simulation, before, &now);
                let ([before, ..], [after, ..]) = (before.trust, now.trust);
                let State { disposition, grievance, .. } = now;
                let moved = Moved { before, after, disposition, grievance, told: !told.is_empty() };
                self.year.add(&simulation.scenario().world, &moved);
                told
            }
        };
        told.extend(self.year.end(round, now.trust[0], self.language));
        self.entries.extend(told.into_iter().map(|text| Entry { round, text }));
        self.before = Some(now);
    }

    fn introduced(&self, city: &City) -> String {
        let (home, index) = (self.home(city), self.resident as usize);
        let place = [self.district + 1, self.community as usize + 1];
        words::introduced(home, index, self.state(city).trust, place, self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::lived::felt;
    use super::*;
    use crate::events::{Body, Outcome};
    use crate::scenario::Scenario;
    use crate::streams::Seeds;

    /// The stories of everyone in a small city where needs are frequent.
    fn stories() -> Vec<Trace> {
        stories_where(|_| ())
    }

    #[test]
    fn a_story_is_told_in_chinese_without_a_word_of_english() {
        let stories = stories_in(Language::Zh, |scenario| scenario.policy.government.grid_share = 0.3);
        let told: Vec<&str> = stories.iter().flat_map(Trace::story).map(|entry| entry.text.as_str()).collect();
        for text in &told {
            assert!(!text.contains(|letter: char| letter.is_ascii_alphabetic()), "{text}");
        }
        let has = |start: &str| told.iter().any(|text| text.starts_with(start));
        let all = ["产生需求：", "网格员上门", "选择", "案件交给", "开始办理", "信任：", "满一年（", "出席协商会"];
        assert!(all.iter().all(|start| has(start)), "{:?}", all.map(has));
        let english: usize = stories_where(|scenario| scenario.policy.government.grid_share = 0.3)
            .iter()
            .map(|trace| trace.story().len())
            .sum();
        assert_eq!(told.len(), english, "the same is told in both");
    }

    /// The same in a scenario that is otherwise changed.
    fn stories_where(change: impl Fn(&mut Scenario)) -> Vec<Trace> {
        stories_in(Language::En, change)
    }

    fn stories_in(language: Language, change: impl Fn(&mut Scenario)) -> Vec<Trace> {
        let mut scenario = Scenario::default();
        change(&mut scenario);
        let city = &mut scenario.world.population;
        (city.districts, city.communities, city.residents) = (1, 4, 200);
        (scenario.world.needs.scale, scenario.run.warm_up, scenario.run.rounds) = (6.0, 0, 200);
        let mut traces: Vec<Trace> = (1..=800)
            .filter_map(|resident| Trace::of(resident, 200, 4, 1))
            .map(|trace| trace.in_language(language))
            .collect();
        let mut simulation = Simulation::new(scenario, Seeds::of(1)).expect("a scenario");
        while !simulation.is_over() {
            simulation.step();
            traces.iter_mut().for_each(|trace| trace.look(&simulation));
        }
        traces
    }

    #[test]
    fn a_need_that_ends_in_the_round_in_which_it_arose_is_told_as_the_one_that_arose() {
        let (mut solved, mut met) = (0, 0);
        for trace in stories() {
            for arisen in trace.story() {
                let Some(facts) = arisen.text.strip_prefix("a need arises: ") else { continue };
                let need = format!("{} need", facts.split(',').next().unwrap());
                let same_round = trace.story().iter().filter(|entry| entry.round == arisen.round);
                for outcome in same_round.filter(|entry| entry.text.contains("satisfaction")) {
                    assert!(outcome.text.contains(&need), "{}, but: {}", arisen.text, outcome.text);
                    solved += usize::from(outcome.text.contains("is solved"));
                    met += usize::from(outcome.text.contains("others' case"));
                }
            }
        }
        assert!(solved > 10 && met > 0, "too little happens to tell: {solved} solved, {met} met by others' cases");
    }

    #[test]
    fn a_need_passes_by_itself_or_has_an_outcome_but_not_both() {
        let (mut passed, mut met) = (0, 0);
        for trace in stories() {
            let rounds = trace.story().chunk_by(|one, next| one.round == next.round);
            for round in rounds {
                let count = |words| round.iter().filter(|entry| entry.text.contains(words)).count();
                let (passes, outcomes) = (count("passes by itself"), count("satisfaction"));
                assert!(passes + outcomes <= 1, "{:?}", round.iter().map(|entry| &entry.text).collect::<Vec<_>>());
                passed += passes;
                met += count("others' case");
            }
        }
        assert!(passed > 10 && met > 10, "too little happens to tell: {passed} passed, {met} met by others' cases");
    }

    #[test]
    fn a_grid_worker_who_comes_by_is_told_before_what_is_chosen() {
        let (mut came, mut handed) = (0, 0);
        for trace in stories_where(|scenario| scenario.policy.government.grid_share = 0.3) {
            let choices = trace.story().windows(2).filter(|pair| pair[1].text.starts_with("chooses"));
            for pair in choices {
                let comes = pair[0].text == "a grid worker comes by";
                assert_eq!(comes, pair[1].text.contains("grid worker "), "the utility is told: {}", pair[1].text);
                let hands = pair[1].text.starts_with("chooses to hand it to the grid worker");
                assert!(comes || !hands, "{}", pair[1].text);
                (came, handed) = (came + usize::from(comes), handed + usize::from(hands));
            }
        }
        assert!(came > handed && handed > 5, "too little happens to tell: {came} came, {handed} handed over");
        let nobody = |trace: &Trace| trace.story().iter().all(|entry| !entry.text.contains("grid worker"));
        assert!(stories().iter().all(nobody), "without grid workers");
    }

    #[test]
    fn it_is_told_where_satisfaction_is_not_what_the_solution_makes_one_expect() {
        let told = |solved, satisfied| {
            felt(&Outcome { satisfied, ..Outcome::new(0, 0, Body::Government, solved) }, Language::En)
        };
        let plain = "satisfaction 0.00 from performance 0.00 and fairness 0.00";
        assert_eq!([told(true, true), told(false, false)], [plain; 2]);
        assert_eq!(told(true, false), format!("{plain}; yet she is not satisfied"));
        assert_eq!(told(false, true), format!("{plain}; she is satisfied all the same"));
    }

    #[test]
    fn a_habit_is_told_when_it_has_moved_and_only_a_waiting_need_passes() {
        let state = |habit, stage| {
            let need = Some(crate::city::NO_NEED);
            State { trust: [0.5; 3], disposition: 0.5, grievance: 0.0, habit, adopter: false, stage, need, case: None }
        };
        let (some, more) = (state(0.1, Stage::Waiting), state(0.37, Stage::None));
        assert_eq!(used_to(&some, &more, Language::En).as_deref(), Some("habit of asking +0.10 -> +0.37"));
        assert_eq!(used_to(&some, &state(0.11, Stage::None), Language::En), None);
        assert_eq!(faded(&some, &more, Language::En).as_deref(), Some("the housing need passes by itself"));
        assert_eq!(faded(&state(0.1, Stage::Deciding), &more, Language::En), None);
    }
}
