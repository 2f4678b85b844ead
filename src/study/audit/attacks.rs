//! The attacks on a claim, and the worlds of each.

use toml::Value;

use super::claim::File;
use super::structures::{NULL, STRUCTURES};
use super::worlds::{World, YEARS, has_year};
use super::{Pair, worlds};
use crate::error::{Error, Source};
use crate::parallel;
use crate::parameters::{Parameter, Plausible, Scope};
use crate::reading::{InMemory, Library, Setting};
use crate::scenario::layer::Layer;
use crate::scenario::registry::{describe, registry};
use crate::scenario::{Scenario, Template, changes, names, settings};
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
const LUCK: usize = 32;
/// The same of a quick audit, and its worlds of the parameters.
const QUICK_LUCK: usize = 8;
const QUICK_WORLDS: u32 = 64;
/// Times the pairs of runs that a draw has, of worlds that have a name.
const PARTS: u32 = 4;
const QUICK_PARTS: u32 = 2;
/// Worlds of the parameters that are looked at before anything runs.
const LOOKED_AT: usize = 64;

/// Worlds with what they are made over, and what could not be tried.
pub(super) struct Made {
    pub(super) pairs: Vec<Pair>,
    pub(super) worlds: Vec<World>,
    pub(super) left_out: Vec<(Attack, String, String)>,
    /// Rounds of a run.
    pub(super) rounds: u32,
}

/// The base, and the same with the change.
pub(super) fn pair(file: &File, library: &dyn Library) -> Result<Pair, Error> {
    let base = Template::base(library, &file.base)?.with(&file.set)?.with(&seeded(file))?;
    let changed = base.clone().with(&file.change)?;
    let (one, other) = (base.scenario(&[])?, changed.scenario(&[])?);
    if changes(&one, &other).is_empty() && one.reforms == other.reforms {
        let problem = Source::new(file.source.name.as_ref(), file.source.text.as_ref());
        let place = file.change.settings.values.values().next().map(|setting| setting.place.clone());
        let problem = match place {
            Some(place) => place.problem("the change changes nothing: the base has these values").label("as it is"),
            None => crate::error::Problem::of(problem, "the change changes nothing"),
        };
        return Err(Error::Scenario(vec![problem.help("claim something about another value")]));
    }
    Pair::of(base, changed)
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
pub(super) fn worlds(file: &File, pair: Pair, uncertain: &[Parameter], quick: bool) -> Result<Made, Error> {
    let rounds = pair.base.scenario(&[])?.run.rounds;
    let mut made = Made { pairs: vec![pair], worlds: Vec::new(), left_out: Vec::new(), rounds };
    let luck = if quick { QUICK_LUCK } else { LUCK };
    made.worlds.extend((0..luck).map(|number| World::new(Attack::Luck, format!("seeds {number}"))));
    made.size(quick)?;
    made.worlds.extend(drawn(uncertain, if quick { QUICK_WORLDS.min(file.worlds) } else { file.worlds }, file.seed));
    if !quick {
        made.worlds.extend(uncertain.iter().flat_map(alone));
    }
    for (name, settings) in STRUCTURES {
        made.worlds.push(set(Attack::Structure, name.to_owned(), settings));
    }
    made.starts(file);
    made.times();
    made.doses(file);
    made.worlds.push(set(Attack::Null, "nothing is learnt, no pillar works".to_owned(), &NULL));
    made.without_what_cannot_be(uncertain)?;
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
            let whole = matches!(parameter.range, crate::parameters::Range::Whole { .. });
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
        let population = self.pairs[0].base.scenario(&[])?.world.population;
        let parts = [
            ("residents", population.residents),
            ("communities", population.communities),
            ("districts", population.districts),
        ];
        let times: &[(u32, u32)] = if quick { &[(1, 2), (2, 1)] } else { &[(1, 2), (2, 1), (4, 1), (8, 1)] };
        for (name, now) in parts {
            for &(up, down) in times.iter().filter(|(up, down)| now * up / down >= 1 && (now * up) % down == 0) {
                let number = now * up / down;
                let setting = format!("population.{name}={number}");
                self.worlds.push(set(Attack::Size, format!("{number} {name}{}", of(name)), &[&setting]));
            }
        }
        Ok(())
    }

    /// Every shipped scenario as base, and the first base with the change as a reform.
    fn starts(&mut self, file: &File) {
        let Ok(first) = self.pairs[0].base.scenario(&[]) else { return };
        let own = file.base.value.trim_end_matches(".toml").to_owned();
        for name in names().filter(|name| *name != own) {
            let named = Setting { value: name.to_owned(), place: file.base.place.clone() };
            let base =
                Template::base(&InMemory::new(), &named).and_then(|base| base.with(&file.set)?.with(&seeded(file)));
            let pair = base.map_err(|error| first_line(&error)).and_then(|base| changed_by(&base, file, &first, 1.0));
            match pair {
                Ok(pair) => {
                    self.pairs.push(pair);
                    let pair = self.pairs.len() - 1;
                    self.worlds.push(World { pair, ..World::new(Attack::Start, format!("over {name}")) });
                }
                Err(why) => self.left_out.push((Attack::Start, format!("over {name}"), why)),
            }
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
        let Ok(first) = self.pairs[0].base.scenario(&[]) else { return };
        for (dose, name) in [(0.5, "half of the change"), (2.0, "twice the change")] {
            let numbers = file.change.settings.values.values().any(|setting| number(&setting.value).is_some());
            let pair = if numbers {
                changed_by(&self.pairs[0].base, file, &first, dose)
            } else {
                Err("no number changes".to_owned())
            };
            match pair {
                Ok(pair) => {
                    self.pairs.push(pair);
                    let pair = self.pairs.len() - 1;
                    self.worlds.push(World { pair, ..World::new(Attack::Dose, name) });
                }
                Err(why) => self.left_out.push((Attack::Dose, name.to_owned(), why)),
            }
        }
    }

    /// Takes away worlds that cannot be, with the reason; where that is a draw, it is an error.
    fn without_what_cannot_be(&mut self, uncertain: &[Parameter]) -> Result<(), Error> {
        let mut looked_at = 0;
        let audit = super::Audit::to_look_at(self, uncertain);
        let looked: Vec<usize> = (0..self.worlds.len())
            .filter(|&number| {
                let is_draw = self.worlds[number].attack == Attack::Parameters;
                looked_at += usize::from(is_draw);
                !is_draw || looked_at <= LOOKED_AT
            })
            .collect();
        let why = parallel::map(looked.len(), 1, |place| audit.refusal(&self.worlds[looked[place]]));
        let mut gone = Vec::new();
        for (&number, why) in looked.iter().zip(why) {
            let (world, Some(why)) = (&self.worlds[number], why) else { continue };
            if matches!(world.attack, Attack::Parameters | Attack::Luck) {
                return Err(why);
            }
            self.left_out.push((world.attack, world.name.clone(), first_line(&why)));
            gone.push(number);
        }
        let mut number = 0;
        self.worlds.retain(|_| {
            number += 1;
            !gone.contains(&(number - 1))
        });
        Ok(())
    }
}

impl super::Audit {
    /// As much of an audit as it takes to make the scenarios of worlds.
    fn to_look_at(made: &Made, uncertain: &[Parameter]) -> Self {
        Self {
            name: String::new(),
            claim: String::new(),
            sources: crate::study::definition::Sources::nothing(),
            quick: false,
            conditions: Vec::new(),
            pairs: made.pairs.clone(),
            worlds: Vec::new(),
            left_out: Vec::new(),
            uncertain: uncertain.to_vec(),
            outcomes: Vec::new(),
            factors: worlds::factors(),
            points: Vec::new(),
            replicates: 1,
            timeout: None,
        }
    }

    /// Why a world cannot be; nothing if it can.
    fn refusal(&self, world: &World) -> Option<Error> {
        if world.transition && !is_policy(&self.pairs[world.pair]) {
            return Some(Error::Comparison("the change is one of the world, which no reform makes".to_owned()));
        }
        [false, true].into_iter().find_map(|is_changed| self.scenario_in(world, is_changed).err())
    }
}

/// Whether the change is one of the policy alone.
fn is_policy(pair: &Pair) -> bool {
    let scenarios = (pair.base.scenario(&[]), pair.changed.scenario(&[]));
    matches!(scenarios, (Ok(base), Ok(changed)) if base.world == changed.world)
}

/// The pair, if the change changes something there.
fn differing(pair: Pair) -> Result<Pair, Error> {
    let (base, changed) = (pair.base.scenario(&[])?, pair.changed.scenario(&[])?);
    if changes(&base, &changed).is_empty() && base.reforms == changed.reforms {
        return Err(Error::Comparison("it has what the change sets".to_owned()));
    }
    Ok(pair)
}

/// A base without and with so much of the change as it is in the first base: a number moves from what the other base has by as
/// much, so that more is more everywhere; a name is what it is.
fn changed_by(base: &Template, file: &File, first: &Scenario, dose: f64) -> Result<Pair, String> {
    let own = base.scenario(&[]).map_err(|error| first_line(&error))?;
    let mut found = Vec::new();
    for (key, setting) in &file.change.settings.values {
        let Some(parameter) = registry().get(key) else { continue };
        let numbers = (value_of(first, key), value_of(&own, key), number(&setting.value));
        let (Some(before), Some(own), Some(after)) = numbers else {
            found.push(format!("{key}={}", setting.value));
            continue;
        };
        found.push(format!("{key}={}", within(parameter, own + dose * (after - before))?));
    }
    let layer = settings::read(&found).0;
    let changed = base.clone().with(&layer).map_err(|error| first_line(&error))?;
    Pair::of(base.clone(), changed).and_then(differing).map_err(|error| first_line(&error))
}

/// A number as a value of a parameter, if it may have it.
fn within(parameter: &Parameter, wanted: f64) -> Result<Value, String> {
    use crate::parameters::Range;
    let wanted: f64 = format!("{wanted:.8e}").parse().unwrap_or(wanted);
    let (min, max, value) = match parameter.range {
        Range::Real { min, max } => (min, max, Value::Float(wanted)),
        Range::Whole { min, max } => (min as f64, max as f64, Value::Integer(wanted.round() as i64)),
        Range::Names(_) | Range::Flag => return Err("no number".to_owned()),
    };
    match (min..=max).contains(&wanted) {
        true => Ok(value),
        false => Err(format!("{} would be {wanted}, not {}", parameter.key(), parameter.range)),
    }
}

/// The value that a scenario has of a key.
fn value_of(scenario: &Scenario, key: &str) -> Option<f64> {
    let parameters = describe(&scenario.run, &scenario.policy, &scenario.world);
    let parameter = parameters.iter().find(|parameter| parameter.key() == key)?;
    number(parameter.value.as_ref()?)
}

fn number(value: &Value) -> Option<f64> {
    value.as_float().or(value.as_integer().map(|number| number as f64))
}

fn first_line(error: &Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

/// What a number of something is of.
fn of(name: &str) -> &'static str {
    match name {
        "residents" => " a community",
        "communities" => " a district",
        _ => "",
    }
}
