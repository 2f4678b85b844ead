//! Experiment files: what is varied over a base scenario, in which design, and what is looked at.
//!
//! A file is strict TOML: unknown keys are errors, and everything that is wrong is told at once, before the first run.
//!
//! ```toml
//! description = "What a platform is worth"
//! base = "baseline"            # a file relative to this one, or the name of a shipped scenario
//! replicates = 30              # runs of each point that differ only by chance; 30 if it does not say
//! rounds = 260                 # like warm_up and seed: over those of the base
//! common_seeds = true          # false: every point has seeds of its own, made from its settings and the seed
//! timeout = 60.0               # seconds that a run may take; as long as it needs, if it does not say
//! keep_rounds = false          # true: the rounds of all runs are kept
//! outcomes = [                 # six usual ones if it does not say
//!     "trust_government",      # the mean over the last 52 rounds, for the city
//!     { column = "gain", group = "ses_low", rounds = 26 },
//!     { column = "resolution_rate", reduce = "first_round", above = 0.8, name = "rounds_to_80" },
//! ]
//!
//! [set]                        # any other keys, over the base for all points
//! population.residents = 200
//!
//! [design]
//! kind = "sobol"
//! points = 256
//! seed = 7                     # of the design; 1 if it does not say
//!
//! [factors]
//! "government.pressure" = { from = 0.0, to = 1.0 }
//! "consultation.format" = { values = ["talks", "forum"] }
//! "government.deadline" = [2, 4, 8]
//! "needs.work_median" = { from = 0.5, to = 2.0, scale = "log", role = "uncertainty" }
//! budget = { simplex = ["services", "law", "technology"], min = { services = 0.4 } }
//!
//! [stop]                       # ends a run before its last round
//! column = "trust_government"
//! below = 0.2
//! rounds = 4                   # in a row; 1 if it does not say
//! ```
//!
//! **Designs.** `factorial`: every level of every factor with every level of every other, the first factor slowest. `zip`:
//! the first levels together, then the second ones. `latin_hypercube`, `sobol`, `random`: so many `points`, made from a
//! `seed`; more points of `sobol` (65,536 at most) and `random` begin with the fewer ones, those of `latin_hypercube` are
//! others. Sobol points are Owen-scrambled with the seed. `table`: the lines of a CSV, `table = "points.csv"`, whose header
//! names keys; then there are no `[factors]`.
//!
//! **Factors.** Any key but those of the run, of which only `run.rounds` and `run.warm_up` can vary. Values are listed, or
//! lie between `from` and `to`: with `steps` (levels, both ends among them) in the designs of levels `factorial` and `zip`,
//! without in those that draw. They are whole where the key's are, and even on a `scale` that is `linear` or `log`. The
//! `role` is `lever` (what a government can choose) or `uncertainty` (what nobody knows); keys of the world are
//! uncertainties if nothing else is said. In a drawn design every listed value has the same part of the points.
//!
//! **Money.** A share of the budget that varies alone is paid by `budget.payer`. A `simplex` varies several that always sum
//! to `total` (if it does not say, what the base gives them together), each at least `min` (a number, or a table by
//! share). Drawn points are uniform on it; in the designs of levels `steps` gives the lattice of all ways to hand out
//! `steps - 1` equal parts. `[set]` settles its shares before those of a point are settled.
//!
//! **Outcomes.** `reduce` is `mean_of_last` (over `rounds`, 52 if it does not say), `final`, `min`, `max`, `area` (the sum
//! over rounds) or `first_round` (in which it is `above` or `below` a bound). The `group` is `city`, `ses_low`,
//! `ses_middle`, `ses_high` or `district_1` and so on. An outcome is named after its column, group and reduction, as in
//! `gain_ses_low` and `resolution_rate_first_round`, unless it has a `name`.

mod bases;
mod changes;
mod check;
mod every;
mod factors;
mod file;
mod layout;
mod method;
mod notes;
mod outcomes;
mod over;
mod plan;
mod references;
mod role;
mod scenarios;
mod schema;
mod shipped;
mod simplex;
mod sources;
mod starter;
mod stretches;
mod table;
mod units;

pub use bases::SCENARIO;
pub(in crate::study) use every::names_of_keys;
pub(in crate::study) use every::{is_in, plausible_axis};
pub(in crate::study) use file::MOST_POINTS;
pub use method::Method;
pub(in crate::study) use outcomes::{group, result_column};
pub use schema::schema;
pub use shipped::{description_in, list, names};
pub use sources::Sources;
pub use starter::starter;

use super::design::{DesignKind, Factor, Point, Scheme, Stop};
use super::outcome::Outcome;
use crate::error::{Error, Place, Problem, Source};
use crate::reading::{Files, InMemory, Kind, Library, Refusal, Shipped, beside, named, stem};
use crate::scenario::{self, Scenario};
use crate::streams::{Purpose, Seeds, Streams};
use bases::Bases;
use file::{Design, File};
use layout::Row;
use shipped::EXPERIMENT;

/// An experiment; as loaded it is checked, and every point of it can be run.
#[derive(Clone, Debug)]
pub struct Experiment {
    name: String,
    description: String,
    sources: Sources,
    /// What the points vary, with what the experiment sets over it.
    bases: Bases,
    factors: Vec<Factor>,
    points: Vec<Point>,
    outcomes: Vec<Outcome>,
    replicates: u32,
    common_seeds: bool,
    timeout: Option<f64>,
    keep_rounds: bool,
    stop: Option<Stop>,
    /// The point that each is held against.
    references: Vec<Option<usize>>,
    /// What is worth knowing of its design.
    of_design: Vec<String>,
    /// How the points of a sensitivity design belong together.
    scheme: Option<Scheme>,
    /// Outcomes that the file asks for; behind them stand those of stretches of the run, for a sensitivity design.
    declared: usize,
}

/// A table of points, among texts.
const TABLE: Kind = Kind { what: "a table of points", sort: None, most_bytes: 1 << 28, shipped: Shipped::NONE };

impl Experiment {
    /// Loads an experiment file, or a shipped experiment by its name.
    pub fn load(path_or_name: &str) -> Result<Self, Error> {
        Self::load_with(path_or_name, &[])
    }

    /// The same with settings `key=value` over all points, and over what the file sets for them.
    pub fn load_with(path_or_name: &str, settings: &[String]) -> Result<Self, Error> {
        Self::read_with(&Files::new(), path_or_name, settings)
    }

    /// Reads an experiment of a library, or a shipped one, by its name; its base and its table are of the library too.
    pub fn read(library: &dyn Library, name: &str) -> Result<Self, Error> {
        Self::read_with(library, name, &[])
    }

    /// The same with settings over all points.
    pub fn read_with(library: &dyn Library, name: &str, settings: &[String]) -> Result<Self, Error> {
        let source = named(library, name, &EXPERIMENT)?;
        build((&stem(name), source), library, (settings, Method::default()))
    }

    /// Reads an experiment from a text; its base is a shipped scenario. Problems are told under this name.
    ///
    /// ```
    /// # use grassroots::study::{Experiment, Plan};
    /// let text = "base = 'baseline'\ndesign.kind = 'factorial'\nfactors.budget.law = [0.02, 0.05, 0.1]";
    /// let experiment = Experiment::from_toml("law", text)?;
    /// assert_eq!(experiment.points().len(), 3);
    /// assert_eq!(experiment.scenario_at(&experiment.points()[2])?.policy.budget.services, 0.5); // the payer
    /// # Ok::<(), grassroots::Error>(())
    /// ```
    pub fn from_toml(name: &str, text: &str) -> Result<Self, Error> {
        build((name, Source::new(name, text)), &InMemory::new(), (&[], Method::default()))
    }

    /// Reads an experiment from a text; its base and its table are of a library. Problems are told under this name.
    pub fn from_toml_in(library: &dyn Library, name: &str, text: &str) -> Result<Self, Error> {
        build((&stem(name), Source::new(name, text)), library, (&[], Method::default()))
    }

    /// Reads an experiment again from the texts that it was read from, whatever became of the files.
    pub fn from_sources(sources: &Sources) -> Result<Self, Error> {
        build((&sources.name, sources.experiment.clone()), sources, (&sources.settings, sources.method))
    }

    /// The same with a method of sensitivity analysis in the place of the design that the file has.
    pub fn load_as(path_or_name: &str, settings: &[String], method: Method) -> Result<Self, Error> {
        let (library, name) = (Files::new(), path_or_name);
        let source = named(&library, name, &EXPERIMENT)?;
        build((&stem(name), source), &library, (settings, method))
    }

    /// The same with another method.
    ///
    /// # Errors
    /// If the method does not fit to the factors.
    pub fn with_method(&self, method: Method) -> Result<Self, Error> {
        let sources = &self.sources;
        build((&sources.name, sources.experiment.clone()), sources, (&sources.settings, method))
    }

    /// How the points of a sensitivity design belong together; none of another design.
    pub fn scheme(&self) -> Option<&Scheme> {
        self.scheme.as_ref()
    }

    /// Outcomes that the file asks for. Behind them may stand those of [`Self::stretches`].
    pub fn declared(&self) -> &[Outcome] {
        &self.outcomes[..self.declared]
    }

    /// Of an outcome that the file asks for, the same over stretches of the run, in order: first and last round, and the
    /// position among all outcomes. None but of means in a sensitivity design.
    pub fn stretches(&self, outcome: usize) -> Vec<([u32; 2], usize)> {
        stretches::found(&self.outcomes, self.declared, outcome)
    }

    /// What it is, in a sentence; may be empty.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// All texts that it was read from.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What all points share: the base, the first of several, with what the experiment sets over it.
    pub fn base(&self) -> &Scenario {
        &self.bases.first().scenario
    }

    /// Whether every point has the same seeds.
    pub fn common_seeds(&self) -> bool {
        self.common_seeds
    }

    /// Asks for another number of replicates than the file does; the first ones stay the same.
    pub(super) fn set_replicates(&mut self, replicates: u32) {
        self.replicates = replicates;
    }

    pub(super) fn set_timeout(&mut self, timeout: Option<f64>) {
        self.timeout = timeout;
    }

    /// What is other in `other`, in words, as far as results of this one are then not results of that one. More replicates,
    /// more points and another timeout are no change.
    pub fn changes(&self, other: &Experiment) -> Vec<String> {
        changes::changes(self, other)
    }

    /// What is allowed and yet worth knowing: levels that are not even, points that repeat, factors that reforms of the base
    /// set anew or that nothing asks for, windows longer than the runs.
    pub fn notes(&self) -> Vec<String> {
        [self.of_design.clone(), notes::of_factors(self), notes::of_windows(self)].concat()
    }

    /// The scenario of a point.
    pub fn scenario_at(&self, point: &Point) -> Result<Scenario, Error> {
        let mut scenario = self.bases.scenario_at(point)?;
        scenario.run.seed = self.seed(point);
        Ok(scenario)
    }

    /// The seed of a point's runs.
    fn seed(&self, point: &Point) -> u64 {
        let seed = self.base().run.seed;
        if self.common_seeds {
            return seed;
        }
        let stream = Streams::new(Seeds { seed, replicate: 0, city_seed: None }).city(Purpose::PointSeeds);
        // Within what a scenario file can say.
        stream.hash(fingerprint(&point.key())) >> 1
    }
}

/// A number for a text, the same everywhere (FNV-1a).
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The experiment that a text and what it refers to make, or everything that is wrong with it.
fn build(
    (name, source): (&str, Source),
    library: &dyn Library,
    (settings, method): (&[String], Method),
) -> Result<Experiment, Error> {
    let (file, well_formed, mut problems) = file::read(&source, &method);
    if !well_formed {
        return Err(Error::Scenario(problems));
    }
    let (over, more) = over::layer(settings, &file);
    problems.extend(more);
    let bases = collected(Bases::read(&file, &over, library), &mut problems)?.flatten();
    let table = collected(listed(file.design.as_ref(), library), &mut problems)?.flatten();
    let (Some(bases), Some(design)) = (bases, &file.design) else {
        return Err(Error::Scenario(problems));
    };
    let whole = problems.is_empty();
    let planned = plan((name, source, (settings, method)), (&file, design), bases, table, whole);
    if whole {
        return planned;
    }
    // Points of the factors that could be read are looked at as well, so that what breaks the budget is told in the same pass.
    if let Err(Error::Scenario(more)) = planned {
        let new: Vec<_> = more.into_iter().filter(|problem| !problems.contains(problem)).collect();
        problems.extend(new);
    }
    Err(Error::Scenario(problems))
}

/// The experiment with its points, or what is wrong with them; where the file is not `whole`, only points that cannot be run.
fn plan(
    (name, source, (settings, method)): (&str, Source, (&[String], Method)),
    (file, design): (&File, &file::Design),
    bases: Bases,
    table: Option<Listed>,
    whole: bool,
) -> Result<Experiment, Error> {
    let (factors, (rows, scheme)) = match &table {
        Some(table) => (table.factors.clone(), (table.rows.clone(), None)),
        None if file.factors.is_empty() && !whole => return Err(Error::Scenario(Vec::new())),
        None => (of_file(file), layout::rows(design, &file.factors, &bases.first().scenario.policy.budget)?),
    };
    let lines: Vec<_> = rows.iter().filter_map(|row| row.place.clone()).collect();
    let table = table.map(|table| table.source);
    let (base, scenarios) = bases.sources();
    let (name, settings) = (name.to_owned(), settings.to_vec());
    let sources = Sources { name, experiment: source, table, base, scenarios, settings, method };
    let points = layout::points(rows, &factors);
    let of_design = notes::of_design(design, &file.factors, &points);
    let experiment = Experiment { of_design, ..assemble(file, sources, bases, (factors, points), scheme) };
    let places = check::Places {
        factors: &places(file),
        lines: &lines,
        design: &design.place,
        repeats: design.kind.is_sensitivity(),
    };
    let problems = check::problems(&experiment, &places, whole.then_some(&file.outcomes));
    if problems.is_empty() { Ok(experiment) } else { Err(Error::Scenario(problems)) }
}

fn assemble(
    file: &File,
    sources: Sources,
    bases: Bases,
    (factors, points): (Vec<Factor>, Vec<Point>),
    scheme: Option<Scheme>,
) -> Experiment {
    let declared = file.outcomes.len();
    let stretched = stretches::of(file, &bases, &factors, scheme.is_some());
    let references = if file.common_seeds { references::of(&factors, &points) } else { vec![None; points.len()] };
    Experiment {
        name: scenario::folder_name(&sources.name),
        description: file.description.clone(),
        sources,
        bases,
        factors,
        points,
        outcomes: file.outcomes.iter().map(|named| named.outcome.clone()).chain(stretched).collect(),
        replicates: file.replicates,
        common_seeds: file.common_seeds,
        timeout: file.timeout,
        keep_rounds: file.keep_rounds,
        stop: file.stop.clone(),
        references,
        of_design: Vec::new(),
        scheme,
        declared,
    }
}

/// What was found, or nothing and its problems among the others.
fn collected<T>(found: Result<T, Error>, problems: &mut Vec<Problem>) -> Result<Option<T>, Error> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::Scenario(more)) => {
            problems.extend(more);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn of_file(file: &File) -> Vec<Factor> {
    file.factors.iter().flat_map(|entry| entry.factors.iter().cloned()).collect()
}

/// The place of each factor.
fn places(file: &File) -> Vec<Place> {
    file.factors.iter().flat_map(|entry| entry.factors.iter().map(|_| entry.place.clone())).collect()
}

/// A table of points, read.
struct Listed {
    source: Source,
    factors: Vec<Factor>,
    rows: Vec<Row>,
}

/// The table that a table design names.
fn listed(design: Option<&Design>, library: &dyn Library) -> Result<Option<Listed>, Error> {
    let Some(Design { kind: DesignKind::Table, table: Some(name), .. }) = design else { return Ok(None) };
    let source = beside(library, name, &TABLE).map_err(|Refusal { problem, .. }| {
        let message = format!("{}: {}", problem.source.name, problem.message);
        Error::Scenario(vec![name.place.problem(message)])
    })?;
    let (factors, rows, problems) = table::read(&source);
    if problems.is_empty() { Ok(Some(Listed { source, factors, rows })) } else { Err(Error::Scenario(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Plan;

    #[test]
    fn the_example_of_the_documentation_is_an_experiment() {
        let lines = include_str!("definition.rs").lines().map_while(|line| line.strip_prefix("//!"));
        let lines: Vec<_> = lines.map(str::trim_start).collect();
        let example = lines.split(|line| line.starts_with("```")).nth(1).expect("an example").join("\n");
        let experiment = Experiment::from_toml("example", &example).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((experiment.points().len(), experiment.factors().len()), (256, 7));
        let names: Vec<_> = experiment.outcomes().iter().map(|outcome| outcome.name.as_str()).collect();
        assert_eq!(names, ["trust_government", "gain_ses_low", "rounds_to_80"]);
    }

    #[test]
    fn an_experiment_over_a_scenario_with_observed_data_is_read_again_from_its_texts() {
        let design = "base = 'city'\noutcomes = ['gain']\ndesign.kind = 'factorial'\nfactors.needs.scale = [0.5, 2.0]";
        let texts = crate::reading::InMemory::of([
            ("design", design),
            ("city", "observed = 'data.csv'"),
            ("data.csv", "round,column,value\n1,gain,0.5\n"),
        ]);
        let experiment = Experiment::read(&texts, "design").unwrap_or_else(|error| panic!("{error}"));
        let again = Experiment::from_sources(experiment.sources()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((again.base(), again.base().observed.is_some()), (experiment.base(), true));
    }
}
