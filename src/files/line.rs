//! A line of the journal, behind a checksum: what is studied, or a run and what is kept of it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::study::design::Point;
use crate::study::{Record, Status};

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

impl fmt::Display for RunKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.point, self.replicate)
    }
}

/// What a journal keeps of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// How it ended, and its outcomes.
    pub record: Record,
    /// The hash of the file of its rounds, where they are kept.
    pub rounds: Option<blake3::Hash>,
}

/// What the first line of a journal begins with behind its checksum.
const STUDY: &str = "study";

/// The line that says what is studied.
pub(super) fn encode_study<T: Serialize>(study: &T) -> Result<String, serde_json::Error> {
    let content = format!("{STUDY}\t{}", serde_json::to_string(study)?);
    Ok(format!("{}\t{content}\n", checksum("", &content)))
}

/// What a line without its end says is studied; none if it says nothing of that or is damaged.
pub(super) fn decode_study<T: for<'de> Deserialize<'de>>(line: &[u8]) -> Option<T> {
    let (sum, content) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    let text = content.strip_prefix(STUDY)?.strip_prefix('\t')?;
    (sum == checksum("", content)).then(|| serde_json::from_str(text).ok())?
}

/// The line of a run, with its end: checksum, point, replicate, status, stage, message, rounds and outcomes, with tabs
/// between. The checksum is that of a journal of this identity, so that lines of another one do not fit.
pub(super) fn encode(identity: &str, key: RunKey, entry: &Entry) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let Record { status, stage, message, outcomes } = &entry.record;
    let rounds = entry.rounds.map_or("-".to_owned(), |hash| hash.to_hex().to_string());
    let mut content = format!(
        "{}\t{}\t{}\t{}\t{}\t{rounds}",
        key.point,
        key.replicate,
        status.word(),
        quoted(stage),
        quoted(message)
    );
    // The shortest text that reads back as the same number.
    outcomes.iter().for_each(|value| content.push_str(&format!("\t{value}")));
    format!("{}\t{content}\n", checksum(identity, &content))
}

/// The run of a line without its end; none if the line is damaged or of a journal of another identity.
pub(super) fn decode(identity: &str, line: &[u8]) -> Option<(RunKey, Entry)> {
    let (sum, content) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    if sum != checksum(identity, content) {
        return None;
    }
    let mut fields = content.split('\t');
    let mut next = || fields.next();
    let key = RunKey { point: PointKey::parse(next()?)?, replicate: next()?.parse().ok()? };
    let status = Status::parse(next()?)?;
    let (stage, message) = (serde_json::from_str(next()?).ok()?, serde_json::from_str(next()?).ok()?);
    let rounds = match next()? {
        "-" => None,
        hash => Some(blake3::Hash::from_hex(hash).ok()?),
    };
    let outcomes = fields.map(|field| field.parse().ok()).collect::<Option<Vec<f64>>>()?;
    Some((key, Entry { record: Record { status, stage, message, outcomes }, rounds }))
}

fn checksum(identity: &str, content: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(identity.as_bytes()).update(content.as_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}
