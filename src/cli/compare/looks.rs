//! How many replicates: a number given beforehand, or as many as a precision takes.

use grassroots::Error;
use grassroots::observe::find_column;
use grassroots::study::comparison::{Protocol, Stopping};

/// Replicates where nothing is said.
const DEFAULT: u32 = 30;

/// Replicates at the first look where a precision is asked for.
const FIRST_LOOK: u32 = 8;

/// How well an outcome is to be known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    column: usize,
    half_width: f64,
}

/// Reads `COLUMN=HALFWIDTH`.
pub fn parse(text: &str) -> Result<Precision, String> {
    let (name, number) = text.split_once('=').ok_or("not of the form COLUMN=HALFWIDTH, such as gain=0.005")?;
    let column = find_column(name.trim()).map_err(|error| error.to_string())?;
    let half_width = number.trim().parse().ok().filter(|width: &f64| *width > 0.0 && width.is_finite());
    Ok(Precision { column, half_width: half_width.ok_or(format!("`{number}` is not a number above 0"))? })
}

/// When to look at the results, and when it is enough.
pub struct Looks {
    first: u32,
    most: u32,
    precision: Option<Precision>,
}

impl Looks {
    /// Looks at so many replicates, or at more and more until a precision is reached.
    pub fn new(replicates: Option<u32>, precision: Option<Precision>, most: u32) -> Result<Self, Error> {
        let Some(precision) = precision else {
            let replicates = replicates.unwrap_or(DEFAULT);
            return Ok(Self { first: replicates, most: replicates, precision: None });
        };
        let first = replicates.unwrap_or(FIRST_LOOK.min(most));
        if first < 2 || first > most {
            let problem = format!("with --precision the first look is at 2 to {most} (--max-replicates), not {first}");
            return Err(Error::Option { option: "--replicates", problem });
        }
        Ok(Self { first, most, precision: Some(precision) })
    }

    /// Replicates at the last look at most.
    pub fn most(&self) -> u32 {
        self.most
    }

    /// Looks after each doubling; `reach` makes the runs of so many replicates and measures the half width of a column.
    pub fn look(
        &self,
        protocol: &Protocol,
        mut reach: impl FnMut(u32, Option<usize>) -> Result<f64, Error>,
    ) -> Result<Option<Stopping>, Error> {
        let Some(Precision { column, half_width }) = self.precision else {
            reach(protocol.replicates(self.first), None)?;
            return Ok(None);
        };
        let mut stopping = Stopping { column, wanted: half_width, looks: Vec::new(), reached: false };
        let mut replicates = self.first;
        loop {
            let wanted = protocol.replicates(replicates);
            let width = reach(wanted, Some(column))?;
            stopping.looks.push((wanted, width));
            stopping.reached = width <= half_width;
            if stopping.reached || replicates >= self.most {
                return Ok(Some(stopping));
            }
            replicates = replicates.saturating_mul(2).min(self.most);
        }
    }
}
