//! What pairs of runs tell: the comparison of the command line, as they come in.

use std::collections::BTreeMap;

use grassroots::Language;
use grassroots::observe::{Group, Run};
use grassroots::render::{figures, tables, words};
use grassroots::stats;
use grassroots::study::class::{Block, Guess};
use grassroots::study::comparison::{CONFIDENCE, Comparison, Contrast, Difference, Protocol, Question, primary};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::{Answer, scenario};

/// Collects pairs of runs and judges them.
#[wasm_bindgen]
pub struct Judge {
    protocol: Protocol,
    runs: BTreeMap<u32, (Run, Run)>,
    found: Option<Comparison>,
}

#[wasm_bindgen]
impl Judge {
    /// For these two scenarios.
    ///
    /// # Errors
    /// If something is wrong with one of them, or if they cannot be compared.
    #[wasm_bindgen(constructor)]
    pub fn new(kept: &str, changed: &str) -> Answer<Judge> {
        let arms = vec![scenario("kept", kept)?, scenario("changed", changed)?];
        Ok(Self { protocol: Protocol::new(arms)?, runs: BTreeMap::new(), found: None })
    }

    /// Takes a pair.
    ///
    /// # Errors
    /// If the bytes are none.
    pub fn add(&mut self, bytes: &[u8]) -> Answer<()> {
        let (kept, changed): (Run, Run) = postcard::from_bytes(bytes)?;
        self.runs.insert(kept.seeds.replicate, (kept, changed));
        self.found = None;
        Ok(())
    }

    /// Pairs so far.
    pub fn count(&self) -> usize {
        self.runs.len()
    }

    /// The verdicts, as JSON.
    ///
    /// # Errors
    /// If there is no pair yet.
    pub fn verdicts(&mut self, language: &str) -> Answer<String> {
        let language = crate::language(language);
        let comparison = self.comparison()?;
        let contrast = &comparison.contrasts[0];
        let asked = comparison.primary.iter();
        let findings: Vec<Value> =
            asked.filter_map(|&question| Some(finding(question, contrast.answer(question)?, language))).collect();
        crate::json(&json!({
            "findings": findings,
            "summary": words::comparison_summary(comparison, language),
            "replicates": comparison.arms[0].runs.len(),
        }))
    }

    /// A figure as SVG.
    ///
    /// # Errors
    /// If there is none of that name, or no pair yet.
    pub fn figure(&mut self, name: &str, language: &str) -> Answer<String> {
        let pictures = figures::comparison_pictures(self.comparison()?, crate::language(language))?;
        let picture = pictures.iter().find(|picture| picture.name() == name);
        let picture = picture.ok_or_else(|| JsError::new(&format!("there is no figure {name}")))?;
        Ok(picture.svg()?)
    }

    /// Mean, low and high of a column over the replicates of an arm, three curves after each other: the middle 95 %.
    ///
    /// # Errors
    /// If there is no such column, or no pair yet.
    pub fn fan(&mut self, column: &str, arm: usize) -> Answer<Vec<f64>> {
        let column = position(column)?;
        let runs = &self.comparison()?.arms.get(arm).ok_or_else(|| JsError::new("there are two arms"))?.runs;
        let curves: Vec<Vec<f64>> = runs.iter().filter_map(|run| run.series(column, Group::City)).collect();
        let rounds = curves.iter().map(Vec::len).min().unwrap_or(0);
        let at = |round: usize| curves.iter().map(|curve| curve[round]).collect::<Vec<f64>>();
        let over = |what: &dyn Fn(&[f64]) -> Option<f64>| {
            (0..rounds).map(|round| what(&at(round)).unwrap_or(f64::NAN)).collect::<Vec<f64>>()
        };
        let quantile = |share: f64| over(&move |values: &[f64]| stats::quantile(values, share));
        Ok([over(&stats::mean), quantile((1.0 - CONFIDENCE) / 2.0), quantile((1.0 + CONFIDENCE) / 2.0)].concat())
    }

    /// Mean, low and high of the differences in a column, three curves after each other.
    ///
    /// # Errors
    /// If there is no such column, or no pair yet.
    pub fn difference(&mut self, column: &str) -> Answer<Vec<f64>> {
        let column = position(column)?;
        let by_round = &self.contrast()?.by_round[column];
        let low = |difference: &Difference| difference.t.map_or(f64::NAN, |(low, _)| low);
        let high = |difference: &Difference| difference.t.map_or(f64::NAN, |(_, high)| high);
        let curve = |of: &dyn Fn(&Difference) -> f64| by_round.iter().map(of).collect::<Vec<f64>>();
        Ok([curve(&|difference| difference.mean), curve(&low), curve(&high)].concat())
    }

    /// The table `differences.csv`.
    ///
    /// # Errors
    /// If there is no pair yet.
    pub fn csv(&mut self) -> Answer<String> {
        let mut out = Vec::new();
        tables::write_differences(&mut out, self.comparison()?)?;
        Ok(String::from_utf8(out)?)
    }

    /// The share code of the block; a letter for each guess: u, s, d, or - for none.
    ///
    /// # Errors
    /// If there is no pair yet, or if replicates do not follow each other.
    pub fn code(&mut self, guesses: &str) -> Answer<String> {
        let mut letters = guesses.chars().map(|letter| match letter {
            'u' => Some(Guess::Up),
            's' => Some(Guess::Same),
            'd' => Some(Guess::Down),
            _ => None,
        });
        let guesses = std::array::from_fn(|_| letters.next().flatten());
        Ok(Block::of(self.comparison()?, guesses)?.code())
    }
}

impl Judge {
    fn comparison(&mut self) -> Answer<&Comparison> {
        if self.runs.is_empty() {
            return Err(JsError::new("no pair of runs has ended"));
        }
        if self.found.is_none() {
            let (kept, changed) = self.runs.values().cloned().unzip();
            self.found = Some(self.protocol.compare(vec![kept, changed], primary(), None));
        }
        self.found.as_ref().ok_or_else(|| JsError::new("no comparison"))
    }

    fn contrast(&mut self) -> Answer<&Contrast> {
        self.comparison()?.contrasts.first().ok_or_else(|| JsError::new("no comparison"))
    }
}

fn position(column: &str) -> Answer<usize> {
    grassroots::observe::column(column).ok_or_else(|| JsError::new(&format!("there is no column {column}")))
}

/// What is said of an outcome.
pub fn finding(question: Question, difference: &Difference, language: Language) -> Value {
    let notation = words::Notation::of(question.about(), difference);
    json!({
        "column": question.name(),
        "text": words::verdict(question, difference, language),
        "finding": match words::finding(difference) {
            words::Finding::Missing => "missing",
            words::Finding::Same => "same",
            words::Finding::Untold => "untold",
            words::Finding::Unclear => "unclear",
            words::Finding::Differs => "differs",
        },
        "mean": difference.mean,
        "low": difference.t.map(|(low, _)| low),
        "high": difference.t.map(|(_, high)| high),
        "agree": difference.same_sign,
        "replicates": difference.replicates,
        "factor": notation.factor,
        "unit": notation.unit,
    })
}
