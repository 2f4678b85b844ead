//! A design: the points of an experiment, each a set of settings over the base, and the runs that they ask for.

mod axis;
mod grid;
mod latin_hypercube;
mod morris;
mod random;
mod saltelli;
mod sensitivity;
mod simplex;
mod sobol;

pub(crate) use axis::{Axis, Interval, Scale};
pub(crate) use grid::{factorial, zip};
pub(crate) use latin_hypercube::latin_hypercube;
pub(crate) use random::random;
pub use sensitivity::{Blocks, Scheme, Trajectory, Unit};
pub(crate) use simplex::Simplex;
pub(crate) use sobol::{MOST_DIMENSIONS, MOST_POINTS as MOST_SOBOL_POINTS, sobol};

use crate::study::outcome::Condition;

crate::names! {
    /// What a factor is in an experiment.
    pub enum Role {
        /// What a government can choose.
        Lever = "lever" "可选项",
        /// What nobody knows.
        Uncertainty = "uncertainty" "未知量",
    }
}

/// A column of the design: a key, and what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// The dotted key of the scenario.
    pub key: String,
    /// Lever or uncertainty.
    pub role: Role,
}

/// A point of the design: a value for each factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Position in the design, from 0.
    pub number: usize,
    /// The values, in the order of the factors.
    pub values: Vec<toml::Value>,
    /// The settings `key=value` over the base that make its scenario.
    pub settings: Vec<String>,
}

crate::names! {
    /// How the points of a design are laid out.
    pub enum DesignKind {
        /// Every level of every factor with every level of every other, the first factor slowest.
        Factorial = "factorial" "全因子",
        /// The first level of each factor together, then the second, and so on.
        Zip = "zip" "逐位配对",
        /// Random points with just one in each of as many equal slices of every factor (McKay, Beckman & Conover 1979).
        LatinHypercube = "latin_hypercube" "拉丁超立方",
        /// Points of a Sobol sequence, Owen-scrambled: even in all factors together (Sobol 1967, Owen 1995).
        Sobol = "sobol" "索博尔序列",
        /// Points independent of each other.
        Random = "random" "随机",
        /// Points listed in a file.
        Table = "table" "列表",
        /// Trajectories of elementary effects (Morris 1991).
        Morris = "morris" "莫里斯",
        /// Blocks of points for variance-based indices (Saltelli 2002).
        Saltelli = "saltelli" "萨尔泰利",
    }
}

impl DesignKind {
    /// Whether points are drawn, so that their number and a seed can be asked for.
    pub fn is_drawn(self) -> bool {
        matches!(self, DesignKind::LatinHypercube | DesignKind::Sobol | DesignKind::Random) || self.is_sensitivity()
    }

    /// Whether indices of sensitivity are made of its runs.
    pub fn is_sensitivity(self) -> bool {
        matches!(self, DesignKind::Morris | DesignKind::Saltelli)
    }
}

impl Point {
    /// What the point is, whatever its number: the same settings have the same key.
    pub fn key(&self) -> String {
        self.settings.join("\n")
    }
}

/// When a run is ended before its last round.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Stop {
    /// Position of the column looked at, for the city.
    pub column: usize,
    /// What must hold.
    pub condition: Condition,
    /// For how many rounds in a row.
    pub rounds: u32,
}
