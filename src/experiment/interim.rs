//! INTERIM: stands in for the real experiment until branch design is merged.
#![allow(missing_docs)]
use crate::error::{Error, Source};
use crate::experiment::design::{Factor, Plan, Point, Role, Stop};
use crate::experiment::outcome::Outcome;
use crate::scenario::Scenario;
use crate::streams::Seeds;
use std::path::Path;
#[derive(Clone, Debug)]
pub struct Experiment {
    name: String,
    description: String,
    text: String,
    base: String,
    settings: Vec<String>,
    factors: Vec<Factor>,
    points: Vec<Point>,
    outcomes: Vec<Outcome>,
    pub replicates: u32,
    timeout: Option<f64>,
    keep: bool,
}
impl Experiment {
    pub fn load(path: &str) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::Internal(e.to_string()))?;
        Self::from_sources(&[Source::new(path, text)])
    }
    pub fn from_sources(sources: &[Source]) -> Result<Self, Error> {
        let text = sources[0].text.to_string();
        let t: toml::Table = text.parse().map_err(|e: toml::de::Error| Error::Internal(e.to_string()))?;
        let name = Path::new(&*sources[0].name).file_stem().unwrap().to_string_lossy().into_owned();
        let mut points: Vec<(Vec<toml::Value>, Vec<String>)> = vec![(vec![], vec![])];
        let mut factors = vec![];
        for (key, values) in t["factors"].as_table().unwrap() {
            factors.push(Factor { key: key.clone(), role: Role::Lever });
            points = points
                .iter()
                .flat_map(|p| {
                    values.as_array().unwrap().iter().map(move |v| {
                        let mut q = p.clone();
                        q.0.push(v.clone());
                        q.1.push(format!("{key}={v}"));
                        q
                    })
                })
                .collect();
        }
        let points = points
            .into_iter()
            .enumerate()
            .map(|(number, (values, settings))| Point { number, values, settings })
            .collect();
        let outcomes = t["outcomes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| Outcome::mean_of_last(crate::observe::column(n.as_str().unwrap()).unwrap(), 52))
            .collect();
        let mut settings = vec![];
        for key in ["rounds", "warm_up", "seed"] {
            if let Some(v) = t.get(key) {
                settings.push(format!("run.{key}={v}"));
            }
        }
        if let Some(set) = t.get("set").and_then(|s| s.as_table()) {
            for (k, v) in set {
                settings.push(format!("{k}={v}"));
            }
        }
        Ok(Self {
            name,
            description: String::new(),
            base: t["base"].as_str().unwrap().to_owned(),
            settings,
            factors,
            points,
            outcomes,
            replicates: t["replicates"].as_integer().unwrap() as u32,
            timeout: t.get("timeout").and_then(|v| v.as_float()),
            keep: t.get("keep_rounds").and_then(|v| v.as_bool()).unwrap_or(false),
            text,
        })
    }
    pub fn sources(&self) -> Vec<Source> {
        vec![Source::new(format!("{}.toml", self.name), self.text.as_str())]
    }
    pub fn changes(&self, other: &Self) -> Vec<String> {
        let mut out = vec![];
        if self.base != other.base || self.settings != other.settings {
            out.push(format!("base: {:?} -> {:?}", self.settings, other.settings));
        }
        let gone = self.points.iter().filter(|p| !other.points.iter().any(|q| q.key() == p.key())).count();
        if gone > 0 {
            out.push(format!("points: {gone} of {} are no longer part of the design", self.points.len()));
        }
        out
    }
    pub fn name(&self) -> &str {
        &self.name
    }
    pub fn description(&self) -> &str {
        &self.description
    }
    pub fn keep_rounds(&self) -> bool {
        self.keep
    }
    pub fn set_replicates(&mut self, n: u32) {
        self.replicates = n;
    }
}
impl Plan for Experiment {
    fn factors(&self) -> &[Factor] {
        &self.factors
    }
    fn points(&self) -> &[Point] {
        &self.points
    }
    fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }
    fn replicates(&self) -> u32 {
        self.replicates
    }
    fn scenario(&self, point: &Point) -> Result<Scenario, Error> {
        Scenario::load_with(&self.base, &[&self.settings[..], &point.settings[..]].concat())
    }
    fn seeds(&self, _: &Point, replicate: u32) -> Seeds {
        Seeds { seed: 1, replicate, city_seed: None }
    }
    fn stop(&self) -> Option<&Stop> {
        None
    }
    fn timeout(&self) -> Option<f64> {
        self.timeout
    }
}
