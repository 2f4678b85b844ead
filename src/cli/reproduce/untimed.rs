//! A plan without its timeout: who runs something again wants to see how it ends.

use grassroots::streams::Seeds;
use grassroots::study::design::{Factor, Plan, Point, Stop};
use grassroots::study::outcome::Outcome;
use grassroots::{Error, Scenario};

/// The same plan, whose runs may take as long as they like.
pub struct Untimed<'a>(pub &'a dyn Plan);

impl Plan for Untimed<'_> {
    fn factors(&self) -> &[Factor] {
        self.0.factors()
    }
    fn points(&self) -> &[Point] {
        self.0.points()
    }
    fn outcomes(&self) -> &[Outcome] {
        self.0.outcomes()
    }
    fn replicates(&self) -> u32 {
        self.0.replicates()
    }
    fn scenario(&self, point: &Point) -> Result<Scenario, Error> {
        self.0.scenario(point)
    }
    fn seeds(&self, point: &Point, replicate: u32) -> Seeds {
        self.0.seeds(point, replicate)
    }
    fn stop(&self) -> Option<&Stop> {
        self.0.stop()
    }
    fn timeout(&self) -> Option<f64> {
        None
    }
}
