//! One resident's story in words: her needs, what she chose and why, what became of it, what it did to her trust.

use crate::city::{Case, Category, Channel, City, Community, Handler, Need, OfficeKind, Stage};
use crate::events::{Body, Decision, Events, Outcome};
use crate::observe::Group;
use crate::simulation::Simulation;

mod find;
mod year;

pub use find::{Find, Found, find};
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
        })
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
        let events = &simulation.events()[self.district];
        let mut told = Vec::new();
        let decision = events.decisions.iter().find(|decision| self.is_me(decision.community, decision.resident));
        let outcome = events.outcomes.iter().find(|outcome| self.is_me(outcome.community, outcome.resident));
        if decision.is_none() && outcome.is_none() {
            told.extend(faded(before, now));
        }
        told.extend(decision.map(decided).into_iter().flatten());
        told.extend(worked(before, now, simulation, self.district));
        told.extend(self.attended(events));
        // Nobody has two needs within a round: it is the one that she has decided on, or that she came with.
        let need = decision.map(|decision| decision.need).or(before.need);
        told.extend(outcome.zip(need).map(|(outcome, need)| ended(outcome, need.category)));
        told.extend(took_up(before, now));
        if !told.is_empty() {
            told.extend(trusted(before, now));
            told.extend(used_to(before, now));
        }
        told
    }

    fn attended(&self, events: &Events) -> Option<String> {
        let session = events
            .sessions
            .iter()
            .find(|session| session.community == self.community && session.participants.contains(&self.resident))?;
        let felt = if session.fairness.is_nan() {
            "no discussion".to_owned()
        } else {
            format!("fairness felt {:.2} on average", session.fairness)
        };
        Some(format!("comes to a consultation session with {} others, {felt}", session.participants.len() - 1))
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
                vec![format!("moves away; {}", self.introduced(city).replacen("is", "a newcomer takes her place:", 1))]
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
        told.extend(self.year.end(round, now.trust[0]));
        self.entries.extend(told.into_iter().map(|text| Entry { round, text }));
        self.before = Some(now);
    }

    fn introduced(&self, city: &City) -> String {
        let (home, index) = (self.home(city), self.resident as usize);
        let [government, organisations, neighbours] = self.state(city).trust;
        format!(
            "is {:.0} years old, ses {:.2} ({}), digital skills {:.2}, {}; trust in government {government:.2}, \
             organisations {organisations:.2}, neighbours {neighbours:.2}; lives in district {}, community {}",
            home.traits.age[index],
            home.traits.ses[index],
            Group::Third(home.traits.third[index].into()),
            home.traits.digital[index],
            if home.civic.adopter[index] { "uses the platform" } else { "does not use the platform" },
            self.district + 1,
            self.community + 1,
        )
    }
}

/// A need that ended, of someone who neither decided on it nor had an outcome.
fn faded(before: &State, now: &State) -> Option<String> {
    let need = before.need.filter(|_| before.stage == Stage::Waiting)?;
    (now.stage == Stage::None).then(|| format!("the {} need passes by itself", need.category.name()))
}

fn decided(decision: &Decision) -> Vec<String> {
    let need = &decision.need;
    let mut told = Vec::new();
    if decision.first {
        let agencies = if need.agencies == 1 { "one agency".to_owned() } else { format!("{} agencies", need.agencies) };
        told.push(format!(
            "a need arises: {}, {}, severity {:.2}, {agencies}, {:.1} work units",
            need.category.name(),
            need.kind.name(),
            need.severity,
            need.work
        ));
    }
    if !decision.worker.is_nan() {
        told.push("a grid worker comes by".to_owned());
    }
    let choice = decision.choice.map_or("to wait", Channel::name);
    let choice = if decision.by_worker { "to hand it to the grid worker" } else { choice };
    told.push(format!("chooses {choice} (utilities: {})", utilities(decision)));
    told
}

fn utilities(decision: &Decision) -> String {
    let channels = Channel::ALL.iter().map(|channel| channel.name()).zip(decision.utilities);
    let all = channels.chain([("grid worker", decision.worker)]);
    let available = all.filter(|(_, utility)| !utility.is_nan());
    let told: Vec<String> = available.map(|(name, utility)| format!("{name} {utility:+.2}")).collect();
    format!("wait +0.00, {}", told.join(", "))
}

/// What happened to an open case in the round.
fn worked(before: &State, now: &State, simulation: &Simulation, district: usize) -> Vec<String> {
    let Some(case) = &now.case else { return Vec::new() };
    let round = simulation.round() - 1;
    let mut told = Vec::new();
    let old = before.case.as_ref().filter(|old| old.id == case.id);
    if old.is_none() {
        let queue =
            if case.behind.len() > 1 { format!(", with {} others", case.behind.len() - 1) } else { String::new() };
        told.push(format!("her case goes to {}{queue}", handler(case, simulation.city(), district)));
        if case.ready > round {
            told.push(format!("it went to the wrong desk first and waits until round {}", case.ready));
        }
    }
    if case.convened && !old.is_some_and(|old| old.convened) {
        told.push("the lead body convenes the agencies of her case".to_owned());
    }
    if case.begun == Some(round) {
        told.push("work on her case begins".to_owned());
    }
    if case.attempts > old.map_or(0, |old| old.attempts) {
        told.push(format!("attempt {} at her case fails; it will be tried again", case.attempts));
    }
    if case.handler == Handler::Court && old.is_some_and(|old| old.handler != Handler::Court) {
        told.push("mediation fails and she goes to court".to_owned());
    }
    told
}

fn handler(case: &Case, city: &City, district: usize) -> String {
    match case.handler {
        Handler::Office(office) => match city.districts[district].officials.offices[office as usize].kind {
            OfficeKind::Community(_) => "the community office".to_owned(),
            OfficeKind::Department(category) => format!("the {} department", category.name()),
        },
        Handler::Organisation(_) => "an organisation".to_owned(),
        Handler::Mediation(_) => "mediation".to_owned(),
        Handler::Court => "a court".to_owned(),
    }
}

fn ended(outcome: &Outcome, category: Category) -> String {
    let by = match outcome.body {
        Body::Government => "by government",
        Body::Organisation(_) => "by an organisation",
        Body::Law => "by law",
        Body::Neighbours => "by neighbours",
    };
    let satisfied = felt(outcome);
    match (outcome.solved, outcome.asked) {
        (true, true) => format!("her {} need is solved {by}, {satisfied}", category.name()),
        (true, false) => format!("others' case solves her {} need too, {satisfied}", category.name()),
        (false, _) => format!("her {} need is not solved {by}, {satisfied}", category.name()),
    }
}

/// How she takes it, and what from.
fn felt(outcome: &Outcome) -> String {
    let Outcome { satisfaction, performance, justice, .. } = outcome;
    let felt = format!("satisfaction {satisfaction:.2} from performance {performance:.2} and fairness {justice:.2}");
    match (outcome.solved, outcome.satisfied) {
        (true, false) => format!("{felt}; yet she is not satisfied"),
        (false, true) => format!("{felt}; she is satisfied all the same"),
        _ => felt,
    }
}

fn took_up(before: &State, now: &State) -> Option<String> {
    match (before.adopter, now.adopter) {
        (false, true) => Some("takes up the platform".to_owned()),
        (true, false) => Some("leaves the platform".to_owned()),
        _ => None,
    }
}

/// Whether what happened made her readier or less ready to ask again.
fn used_to(before: &State, now: &State) -> Option<String> {
    let (a, b) = (before.habit, now.habit);
    ((a - b).abs() >= 0.05).then(|| format!("habit of asking {a:+.2} -> {b:+.2}"))
}

/// The trusts that changed by what happened.
fn trusted(before: &State, now: &State) -> Option<String> {
    let names = ["government", "organisations", "neighbours"];
    let changes = names.iter().zip(before.trust.iter().zip(&now.trust)).filter(|(_, (a, b))| (*a - *b).abs() >= 0.005);
    let told: Vec<String> = changes.map(|(name, (a, b))| format!("{name} {a:.2} -> {b:.2}")).collect();
    (!told.is_empty()).then(|| format!("trust: {}", told.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::streams::Seeds;

    /// The stories of everyone in a small city where needs are frequent.
    fn stories() -> Vec<Trace> {
        stories_where(|_| ())
    }

    /// The same in a scenario that is otherwise changed.
    fn stories_where(change: impl Fn(&mut Scenario)) -> Vec<Trace> {
        let mut scenario = Scenario::default();
        change(&mut scenario);
        let city = &mut scenario.world.population;
        (city.districts, city.communities, city.residents) = (1, 4, 200);
        (scenario.world.needs.scale, scenario.run.warm_up, scenario.run.rounds) = (6.0, 0, 200);
        let mut traces: Vec<Trace> = (1..=800).filter_map(|resident| Trace::of(resident, 200, 4, 1)).collect();
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
        let told = |solved, satisfied| felt(&Outcome { satisfied, ..Outcome::new(0, 0, Body::Government, solved) });
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
        assert_eq!(used_to(&some, &more).as_deref(), Some("habit of asking +0.10 -> +0.37"));
        assert_eq!(used_to(&some, &state(0.11, Stage::None)), None);
        assert_eq!(faded(&some, &more).as_deref(), Some("the housing need passes by itself"));
        assert_eq!(faded(&state(0.1, Stage::Deciding), &more), None);
    }
}
