//! The attacks on a claim, and the worlds of each.

use toml::Value;

use super::claim::{Condition, File};
use super::doses::{dosed, moved};
use super::ground::{Ground, Pair};
use super::structures::{NULL, STRUCTURES};
use super::worlds;
use super::worlds::{World, YEARS, has_year};
use crate::error::{Error, Place, Problem};
use crate::parameters::{Parameter, Plausible, Range, Scope};
use crate::reading::{InMemory, Library, Setting};
use crate::scenario::layer::Layer;
use crate::scenario::registry::registry;
use crate::scenario::{Template, names, settings};
use crate::study::definition::{is_in, plausible_axis};
use crate::study::design::{Axis, sobol};

crate::names! {
    /// What a claim is attacked with.
    pub enum Attack {
        /// Other seeds, and with them other cities.
        Luck = "luck" "运气",
        /// Smaller and larger cities.
        Size = "size" "规模",
        /// All that is uncertain, drawn at once.
        Parameters = "parameters" "参数",
        /// Each uncertain parameter alone, at both ends.
        Alone = "alone" "单个参数",
        /// Mechanisms switched off, or put another way.
        Structure = "structure" "结构",
        /// Other scenarios as base, and a reform in the place of a long run.
        Start = "start" "起点",
        /// After one year, three and five.
        Time = "time" "时间",
        /// Half of the change, and twice.
        Dose = "dose" "剂量",
        /// A model in which nothing is learnt and no pillar works.
        Null = "null" "零模型",
    }
}

/// Worlds of luck, each of as many pairs as there are replicates.
const LUCK: u32 = 32;
/// The same of a quick audit, and its worlds of the parameters.
const QUICK_LUCK: u32 = 8;
const QUICK_WORLDS: u32 = 64;
/// Times the pairs of runs that a draw has, of worlds that have a name.
const PARTS: u32 = 4;
const QUICK_PARTS: u32 = 2;

/// Worlds with what they are made over, and what could not be tried.
pub(super) struct Made {
    pub(super) ground: Ground,
    pub(super) worlds: Vec<World>,
    pub(super) left_out: Vec<(Attack, String, String)>,
    /// Rounds of a run.
    pub(super) rounds: u32,
}

/// The base, and the same with the change. Of a file in which something else is wrong it may be that the change changes
/// nothing, for what was refused is none of it; what is wrong with the base is told nevertheless.
pub(super) fn pair(file: &File, library: &dyn Library, whole: bool) -> Result<Pair, Error> {
    if file.base.value.is_empty() && !whole {
        return Err(Error::Scenario(Vec::new()));
    }
    let base = Template::base(library, &file.base)?.with(&file.set)?.with(&seeded(file))?;
    let pair = Pair::of(base.clone(), base.with(&file.change)?)?;
    let mut problems = no_district(file, &pair)?;
    problems.extend((whole && !pair.differs()?).then(|| no_change(file)));
    if problems.is_empty() { Ok(pair) } else { Err(Error::Scenario(problems)) }
}

/// Conditions of districts that the base does not have.
fn no_district(file: &File, pair: &Pair) -> Result<Vec<Problem>, Error> {
    let all = pair.base.scenario(&[])?.world.population.districts;
    let problem = |(condition, place): &(Condition, Place)| {
        let district = condition.district().filter(|district| *district > all)?;
        let message = format!("there is no district {district}: the city of the base has {all}");
        Some(place.problem(message).label("no such district").help("districts are numbered from 1"))
    };
    Ok(file.conditions.iter().filter_map(problem).collect())
}

fn no_change(file: &File) -> Problem {
    let problem = match file.change.settings.values.values().next() {
        Some(setting) => {
            setting.place.problem("the change changes nothing: the base has these values").label("as it is")
        }
        None => Problem::of(file.source.clone(), "the change changes nothing"),
    };
    problem.help("claim something about another value")
}

/// The seed as a layer.
fn seeded(file: &File) -> Layer {
    settings::read(&[format!("run.seed={}", file.seed), "run.replicates=1".to_owned()]).0
}

/// The parameters that are uncertain: those that the file names and that are worth a study, but for what it sets or changes.
pub(super) fn uncertain(file: &File) -> Vec<Parameter> {
    let named = |parameter: &Parameter, names: &[String]| names.iter().any(|name| is_in(parameter, name));
    let is_set = |parameter: &Parameter| {
        let key = parameter.key();
        [&file.set, &file.change].iter().any(|layer| layer.settings.values.contains_key(&key))
    };
    let all = registry().parameters.iter().filter(|parameter| parameter.scope != Scope::Run);
    let all = all.filter(|parameter| named(parameter, &file.uncertain) && !named(parameter, &file.except));
    all.filter(|parameter| !is_set(parameter) && parameter.plausible().is_something()).cloned().collect()
}

/// All worlds of all attacks.
pub(super) fn worlds(file: &File, ground: Ground, quick: bool) -> Result<Made, Error> {
    let rounds = ground.pairs[0].base.scenario(&[])?.run.rounds;
    let mut made = Made { ground, worlds: Vec::new(), left_out: Vec::new(), rounds };
    made.worlds.extend(worlds::of_luck(if quick { QUICK_LUCK } else { LUCK }));
    made.size(quick)?;
    made.parameters(file, quick);
    made.worlds.extend(STRUCTURES.map(|(name, settings)| set(Attack::Structure, name.to_owned(), settings)));
    made.starts(file);
    made.times();
    made.doses(file);
    made.worlds.push(set(Attack::Null, "nothing is learnt, no pillar works".to_owned(), &NULL));
    made.without_what_cannot_be(file)?;
    made.left_out.sort_by_key(|(attack, ..)| Attack::ALL.iter().position(|other| other == attack));
    made.worlds = worlds::in_parts(made.worlds, if quick { QUICK_PARTS } else { PARTS });
    Ok(made)
}

fn set(attack: Attack, name: String, settings: &[&str]) -> World {
    World { settings: settings.iter().map(|&setting| setting.to_owned()).collect(), ..World::new(attack, name) }
}

/// Draws of all that is uncertain, at the points of a Sobol sequence.
fn drawn(uncertain: &[Parameter], worlds: u32, seed: u64) -> Vec<World> {
    let axes: Vec<Axis> = uncertain.iter().filter_map(plausible_axis).collect();
    let world = |(number, point): (usize, Vec<f64>)| {
        let drawn = axes.iter().zip(point).flat_map(|(axis, uniform)| axis.at(&[uniform])).collect();
        World { drawn, ..World::new(Attack::Parameters, format!("draw {number}")) }
    };
    sobol(worlds, axes.len(), seed).enumerate().map(world).collect()
}

/// A parameter at both ends, or at each of its other values.
fn alone(parameter: &Parameter) -> Vec<World> {
    let key = parameter.key();
    let values: Vec<Value> = match parameter.plausible() {
        Plausible::Between(low, high) => {
            let whole = matches!(parameter.range, Range::Whole { .. });
            [low, high].map(|x| if whole { Value::Integer(x as i64) } else { Value::Float(x) }).to_vec()
        }
        Plausible::Among(values) => {
            values.into_iter().filter(|value| Some(value) != parameter.value.as_ref()).collect()
        }
        Plausible::Nothing(_) => Vec::new(),
    };
    values.iter().map(|value| set(Attack::Alone, format!("{key} = {value}"), &[&format!("{key}={value}")])).collect()
}

impl Made {
    /// Half to eight times the residents, the communities and the districts.
    fn size(&mut self, quick: bool) -> Result<(), Error> {
        let population = self.ground.pairs[0].base.scenario(&[])?.world.population;
        let parts = [
            ("residents", population.residents),
            ("communities", population.communities),
            ("districts", population.districts),
        ];
        let times: &[(u32, u32)] = if quick { &[(1, 2), (2, 1)] } else { &[(1, 2), (2, 1), (4, 1), (8, 1)] };
        for (name, now) in parts {
            let scaled = |&(up, down): &(u32, u32)| Some(now.checked_mul(up)?).filter(|all| all % down == 0);
            for number in times.iter().filter_map(|times| Some(scaled(times)? / times.1)) {
                let setting = format!("population.{name}={number}");
                self.worlds.push(set(Attack::Size, in_words(number, name), &[&setting]));
            }
        }
        Ok(())
    }

    /// All that is uncertain at once, and unless it is to be quick, each of it alone.
    fn parameters(&mut self, file: &File, quick: bool) {
        let uncertain = &self.ground.uncertain;
        if uncertain.is_empty() {
            self.left_out.push((Attack::Parameters, "draws".to_owned(), "no parameter is uncertain".to_owned()));
            return;
        }
        self.worlds.extend(drawn(
            uncertain,
            if quick { QUICK_WORLDS.min(file.worlds) } else { file.worlds },
            file.seed,
        ));
        if !quick {
            self.worlds.extend(uncertain.iter().flat_map(alone));
        }
    }

    /// Every shipped scenario as base, and the first base with the change as a reform.
    fn starts(&mut self, file: &File) {
        let Ok(first) = self.ground.pairs[0].base.scenario(&[]) else { return };
        let own = file.base.value.trim_end_matches(".toml").to_owned();
        for name in names().filter(|name| *name != own) {
            let named = Setting { value: name.to_owned(), place: file.base.place.clone() };
            let base =
                Template::base(&InMemory::new(), &named).and_then(|base| base.with(&file.set)?.with(&seeded(file)));
            let pair = base.map_err(|error| first_line(&error)).and_then(|base| moved(&base, file, &first));
            self.over(pair, Attack::Start, format!("over {name}"));
        }
        self.worlds.push(World { transition: true, ..World::new(Attack::Start, "as a reform at round 0") });
    }

    /// One year, three and five after a reform.
    fn times(&mut self) {
        let mut window = 0;
        for number in YEARS {
            let name = if number == 1 {
                "in the first year after a reform".to_owned()
            } else {
                format!("in year {number} after a reform")
            };
            if has_year(number, self.rounds) {
                window += 1;
                self.worlds.push(World { transition: true, window, ..World::new(Attack::Time, name) });
            } else {
                self.left_out.push((Attack::Time, name, format!("the run has {} rounds", self.rounds)));
            }
        }
    }

    /// Half of the change, and twice.
    fn doses(&mut self, file: &File) {
        for (dose, name) in [(0.5, "half of the change"), (2.0, "twice the change")] {
            let pair = dosed(&self.ground.pairs[0], file, dose);
            self.over(pair, Attack::Dose, name.to_owned());
        }
    }

    /// A world over a pair of its own, or why there is none.
    fn over(&mut self, pair: Result<Pair, String>, attack: Attack, name: String) {
        match pair {
            Ok(pair) => {
                self.ground.pairs.push(pair);
                self.worlds.push(World { pair: self.ground.pairs.len() - 1, ..World::new(attack, name) });
            }
            Err(why) => self.left_out.push((attack, name, why)),
        }
    }
}

/// The pair, if the change changes something there.
pub(super) fn differing(pair: Pair) -> Result<Pair, String> {
    match pair.differs() {
        Ok(true) => Ok(pair),
        Ok(false) => Err("it has what the change sets".to_owned()),
        Err(error) => Err(first_line(&error)),
    }
}

/// The first problem of an error, on a line.
pub(super) fn first_line(error: &Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

/// A number of something, and what it is of.
fn in_words(number: u32, name: &str) -> String {
    let noun = match (number, name) {
        (1, "residents") => "resident",
        (1, "communities") => "community",
        (1, "districts") => "district",
        _ => name,
    };
    match name {
        "residents" => format!("{number} {noun} a community"),
        "communities" => format!("{number} {noun} a district"),
        _ => format!("{number} {noun}"),
    }
}
