//! How scenarios are compared: the arms, what they share, and which scenario and seeds each run has.

use toml::Value;

use super::Question;
use super::fork::forkable;
use crate::error::{Error, Problem, Source};
use crate::observe::Group;
use crate::parameters::value_text;
use crate::scenario::{
    Checked, MOST_ROWS, Reform, Scenario, Uncertainty, changes, cross_checks, folder_name, policy_changes,
};
use crate::streams::{Seeds, Streams};
use crate::study::design::{Factor, Point, Role};
use crate::study::jobs::Job;
use crate::study::outcome::Outcome;
use crate::study::plan::Plan;
use crate::study::replicates::seeds;

/// Replicates that share a draw of the unknowns, each with its own luck, so that luck and ignorance can be told apart.
pub const LUCKS: u32 = 2;

/// What the arms are called as a factor.
pub const ARM: &str = "arm";

/// Replicates where nothing is said.
const USUAL_REPLICATES: u32 = 30;

/// Scenarios to be run under the same seeds, checked as a whole.
#[derive(Clone, Debug)]
pub struct Protocol {
    name: String,
    arms: Vec<(String, Checked)>,
    factors: [Factor; 1],
    points: Vec<Point>,
    replicates: u32,
    timeout: Option<f64>,
    fork: Option<u32>,
    uncertainties: Vec<Uncertainty>,
    districts: bool,
}

impl Protocol {
    /// A protocol for these scenarios, the first the reference, each under its name made unique.
    pub fn new(scenarios: Vec<Scenario>) -> Result<Self, Error> {
        if scenarios.len() < 2 {
            return Err(Error::Comparison("two scenarios are needed at least".to_owned()));
        }
        let mut arms: Vec<(String, Checked)> = Vec::new();
        for scenario in scenarios {
            arms.push((unique(&scenario.name, &arms), scenario.checked()?));
        }
        same_schedules(&arms)?;
        let names: Vec<&str> = arms.iter().map(|(name, _)| name.as_str()).collect();
        Ok(Self {
            name: folder_name(&format!("compare-{}", names.join("-"))),
            factors: [Factor { key: ARM.to_owned(), role: Role::Lever }],
            points: names.iter().enumerate().map(|(number, name)| point(number, name)).collect(),
            replicates: USUAL_REPLICATES,
            timeout: None,
            fork: None,
            uncertainties: Vec::new(),
            districts: false,
            arms,
        })
    }

    /// The same with so many replicates of each arm, rounded up to whole draws of the unknowns.
    pub(in crate::study) fn set_replicates(&mut self, replicates: u32) {
        self.replicates = self.whole_draws(replicates);
    }

    pub(in crate::study) fn set_timeout(&mut self, timeout: Option<f64>) {
        self.timeout = timeout;
    }

    /// Refuses more replicates than memory could hold: all runs are kept until their differences are worked out.
    pub(in crate::study) fn check_size(&self, most: u32) -> Result<(), Error> {
        let (arms, rounds) = (self.arms.len(), self.arms[0].1.run.rounds);
        let rows = self.kept_groups() * arms as u64 * u64::from(rounds);
        let fits = u32::try_from(MOST_ROWS / rows).unwrap_or(u32::MAX);
        let problem = format!("{most} replicates of {arms} scenarios are too many to compare: at most {fits}");
        if most <= fits { Ok(()) } else { Err(Error::Argument { name: "replicates", problem }) }
    }

    /// Groups whose rounds are kept.
    fn kept_groups(&self) -> u64 {
        let districts = self.arms.iter().map(|(_, arm)| arm.world.population.districts).max().unwrap_or(0);
        Group::all(districts).into_iter().filter(|&group| self.keeps(group)).count() as u64
    }

    /// Keeps what a question needs: the districts, if it is about one.
    ///
    /// # Errors
    /// If an arm has no such district.
    pub(in crate::study) fn ask(&mut self, question: Question) -> Result<(), Error> {
        for group in question.whom.groups() {
            let Group::District(number) = group else { continue };
            self.districts = true;
            let has = |arm: &Scenario| (1..=arm.world.population.districts).contains(&number);
            let Some((name, arm)) = self.arms.iter().find(|(_, arm)| !has(arm)) else { continue };
            let most = arm.world.population.districts;
            let problem = format!("`{name}` has no {group}: its districts are district_1 to district_{most}");
            return Err(Error::Argument { name: "primary", problem });
        }
        Ok(())
    }

    /// Whether the rounds of districts are kept.
    pub(in crate::study) fn keeps_districts(&self) -> bool {
        self.districts
    }

    /// The same with one history up to a round, that of the reference.
    pub fn forked(mut self, round: u32) -> Result<Self, Error> {
        forkable(&self.arms, round)?;
        self.fork = Some(round);
        Ok(self)
    }

    /// The same with unknowns drawn anew for each draw of the replicates, of which there will be `most`.
    pub fn with_unknowns(mut self, uncertainties: Vec<Uncertainty>, most: u32) -> Result<Self, Error> {
        let misfit = |unknown: &Uncertainty| self.erased(unknown).or_else(|| self.moved(unknown));
        let problems: Vec<Problem> = uncertainties.iter().filter_map(misfit).collect();
        if !problems.is_empty() {
            return Err(Error::Scenario(problems));
        }
        self.uncertainties = uncertainties;
        self.check_draws(most)?;
        Ok(self)
    }

    /// Names and scenarios of the arms; the first is the reference.
    pub fn arms(&self) -> &[(String, Checked)] {
        &self.arms
    }

    /// The text of the unknowns, if there are any.
    pub fn unknowns(&self) -> Option<&Source> {
        self.uncertainties.first().map(|unknown| &unknown.place.source)
    }

    /// What is drawn anew for each draw of the replicates.
    pub fn uncertainties(&self) -> &[Uncertainty] {
        &self.uncertainties
    }

    /// The replicates that are run where so many are asked for: whole draws of the unknowns.
    pub fn whole_draws(&self, wanted: u32) -> u32 {
        wanted.next_multiple_of(self.lucks())
    }

    /// Replicates that share a draw of the unknowns.
    pub(super) fn lucks(&self) -> u32 {
        if self.uncertainties.is_empty() { 1 } else { LUCKS }
    }

    /// The seeds of a replicate, the same in all arms.
    fn seeds_of(&self, replicate: u32) -> Seeds {
        seeds(&self.arms[0].1, replicate)
    }

    /// The unknowns of a replicate: they depend on the seed, the draw and the key only.
    pub fn draws(&self, replicate: u32) -> Vec<(String, Value)> {
        let draw = replicate / self.lucks();
        let streams = Streams::new(Seeds { city_seed: None, ..self.seeds_of(draw) });
        let drawn = |unknown: &Uncertainty| (unknown.key.clone(), unknown.draw(&mut streams.unknown(&unknown.key)));
        self.uncertainties.iter().map(drawn).collect()
    }

    /// The scenario of an arm in a replicate.
    fn scenario_of(&self, arm: usize, replicate: u32) -> Result<Checked, Error> {
        let scenario = &self.arms[arm].1;
        match self.uncertainties.is_empty() {
            true => Ok(scenario.clone()),
            // Draws are in the range of their keys, and all of them were looked at beforehand.
            false => scenario.with_values(&self.draws(replicate)).map(Checked::trusted),
        }
    }

    /// Why a draw would erase what the arms, or the times before and after a reform, differ in.
    fn erased(&self, unknown: &Uncertainty) -> Option<Problem> {
        let reference = &self.arms[0].1;
        let differs = |scenario: &Scenario| changes(reference, scenario).iter().any(|change| change.key == unknown.key);
        let reformed = |scenario: &Scenario| {
            let policies = scenario.reforms.iter().map(|reform| policy_changes(&scenario.policy, &reform.policy));
            policies.flatten().any(|change| change.key == unknown.key)
        };
        let arm = self.arms.iter().find(|(_, scenario)| differs(scenario) || reformed(scenario));
        arm.map(|(name, scenario)| {
            let how = if differs(scenario) { "differs from the reference" } else { "has a reform" };
            let message =
                format!("`{}` is no unknown here: `{name}` {how} in it, and draws would erase that", unknown.key);
            unknown.place.problem(message).label("what arms differ in")
        })
    }

    /// Why a draw would move shocks, which hit districts of the city as it was written.
    fn moved(&self, unknown: &Uncertainty) -> Option<Problem> {
        let (name, _) = self.arms.iter().find(|(_, scenario)| !scenario.shocks.is_empty())?;
        (unknown.key == "population.districts").then(|| {
            let message =
                format!("`{}` is no unknown here: the shocks of `{name}` hit districts by number", unknown.key);
            unknown.place.problem(message).label("where shocks hit")
        })
    }

    /// Draws everything once before anything runs, so that values that do not fit together are found now.
    fn check_draws(&self, most: u32) -> Result<(), Error> {
        for draw in 0..self.whole_draws(most) / self.lucks() {
            for (arm, (name, _)) in self.arms.iter().enumerate() {
                let scenario = self.scenario_of(arm, draw * self.lucks())?;
                let Some(finding) = cross_checks(&scenario.world, &scenario.run).into_iter().next() else { continue };
                let known = self.uncertainties.iter().find(|unknown| finding.keys.contains(&unknown.key));
                let message = format!("in draw {draw} of the unknowns, for `{name}`: {}", finding.message);
                let Some(unknown) = known.or(self.uncertainties.first()) else { continue };
                return Err(Error::Scenario(vec![unknown.place.problem(message).help(finding.help)]));
            }
        }
        Ok(())
    }
}

impl Plan for Protocol {
    fn name(&self) -> &str {
        &self.name
    }

    fn factors(&self) -> &[Factor] {
        &self.factors
    }

    fn points(&self) -> &[Point] {
        &self.points
    }

    fn outcomes(&self) -> &[Outcome] {
        &[]
    }

    fn replicates(&self) -> u32 {
        self.replicates
    }

    fn scenario(&self, job: Job) -> Result<Checked, Error> {
        self.scenario_of(job.point, job.replicate)
    }

    /// Where arms share a history, that of the reference, reformed at the fork to what the arm is from then on.
    fn alone(&self, job: Job) -> Result<Scenario, Error> {
        let arm = (*self.scenario(job)?).clone();
        let Some(round) = self.fork else { return Ok(arm) };
        let mut scenario = (*self.scenario(Job { point: 0, ..job })?).clone();
        scenario.reforms.retain(|reform| reform.round < round);
        scenario.reforms.push(Reform { round, policy: arm.policy_at(round as i32).clone() });
        scenario.reforms.extend(arm.reforms.into_iter().filter(|reform| reform.round > round));
        Ok(scenario)
    }

    fn variant(&self, job: Job) -> u32 {
        if self.uncertainties.is_empty() { 0 } else { job.replicate / LUCKS }
    }

    fn seeds(&self, job: Job) -> Seeds {
        self.seeds_of(job.replicate)
    }

    fn fork(&self) -> Option<u32> {
        self.fork
    }

    /// The city and its thirds, and districts where one is asked about.
    fn keeps(&self, group: Group) -> bool {
        self.districts || !matches!(group, Group::District(_))
    }

    fn timeout(&self) -> Option<f64> {
        self.timeout
    }
}

fn point(number: usize, name: &str) -> Point {
    Point { number, values: vec![Value::String(name.to_owned())], settings: vec![format!("{ARM}={name}")] }
}

/// A name that no arm has yet: the name itself, else with a number. Names name files, and some systems do not tell `Policy` from
/// `policy`.
fn unique(name: &str, arms: &[(String, Checked)]) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let free = |name: &String| arms.iter().all(|(taken, _)| taken.to_lowercase() != name.to_lowercase());
    std::iter::once(name.to_owned()).chain(numbered).find(free).unwrap_or_default()
}

/// Arms must be as long and have the same seeds.
fn same_schedules(arms: &[(String, Checked)]) -> Result<(), Error> {
    let (reference, first) = &arms[0];
    for (name, scenario) in &arms[1..] {
        let schedule = changes(first, scenario).into_iter();
        let Some(change) = schedule.filter(|change| change.key.starts_with("run.")).find(|c| c.key != "run.replicates")
        else {
            continue;
        };
        let (key, from, to) = (&change.key, value_text(change.from.as_ref()), value_text(change.to.as_ref()));
        return Err(Error::Unlike(format!("{key} is {from} in `{reference}` and {to} in `{name}`")));
    }
    Ok(())
}
