//! A line of the journal: a run and what is kept of it, behind a checksum.

use std::collections::BTreeMap;
use std::fmt;

use crate::study::design::Point;
use crate::study::sweep::{Record, Status};

/// What a point is known by, whatever its number: a hash of its settings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PointKey([u8; 16]);

impl PointKey {
    /// That of a point.
    pub fn of(point: &Point) -> Self {
        let mut key = [0; 16];
        key.copy_from_slice(&blake3::hash(point.key().as_bytes()).as_bytes()[..16]);
        Self(key)
    }

    /// The inverse of its text form.
    fn parse(text: &str) -> Option<Self> {
        let number = u128::from_str_radix(text, 16).ok().filter(|_| text.len() == 32)?;
        Some(Self(number.to_be_bytes()))
    }
}

impl fmt::Display for PointKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for PointKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a run is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunKey {
    /// Its point.
    pub point: PointKey,
    /// Its replicate.
    pub replicate: u32,
}

/// What is kept of each run.
pub type Rows = BTreeMap<RunKey, Record>;

/// The line of a run, with its end: checksum, point, replicate, status, stage, message and outcomes, with tabs between.
pub(super) fn encode(key: RunKey, record: &Record) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let Record { status, stage, message, outcomes } = record;
    let mut content =
        format!("{}\t{}\t{}\t{}\t{}", key.point, key.replicate, status.word(), quoted(stage), quoted(message));
    // The shortest text that reads back as the same number.
    outcomes.iter().for_each(|value| content.push_str(&format!("\t{value}")));
    format!("{}\t{content}\n", checksum(&content))
}

/// The run of a line without its end; none if the line is damaged.
pub(super) fn decode(line: &[u8]) -> Option<(RunKey, Record)> {
    let (sum, content) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    if sum != checksum(content) {
        return None;
    }
    let mut fields = content.split('\t');
    let mut next = || fields.next();
    let key = RunKey { point: PointKey::parse(next()?)?, replicate: next()?.parse().ok()? };
    let status = Status::parse(next()?)?;
    let (stage, message) = (serde_json::from_str(next()?).ok()?, serde_json::from_str(next()?).ok()?);
    let outcomes = fields.map(|field| field.parse().ok()).collect::<Option<Vec<f64>>>()?;
    Some((key, Record { status, stage, message, outcomes }))
}

fn checksum(content: &str) -> String {
    blake3::hash(content.as_bytes()).to_hex()[..16].to_owned()
}
