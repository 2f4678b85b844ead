//! How a parameter is declared: one entry with its meaning, type, default, range, unit and source.
//!
//! Everything else about parameters is derived from these entries: the check of a scenario file, `explain`, the JSON
//! Schema, `baseline.toml` and the table in `docs/model.md`. A mechanism declares its own with
//! [`parameters!`](crate::parameters!); [`sections!`](crate::sections!) puts sections together under one name and scope.

mod plausible;

pub use plausible::{BY_SIZE, Declared, Plausible, SUMS_TO_ONE};

use std::ops::RangeInclusive;

use crate::language::{self, Language, Words};

/// Marks a value that no study fixes.
pub const ASSUMED: &str = "assumption";

/// Any share, probability or level.
pub const SHARE: RangeInclusive<f64> = 0.0..=1.0;

/// The rate of an update `a ⇐ rate (b)`: the part of the way that one event moves a state.
pub const RATE: RangeInclusive<f64> = 0.0..=1.0;

/// A weight or coefficient that is not negative.
pub const WEIGHT: RangeInclusive<f64> = 0.0..=100.0;

/// A coefficient of either sign.
pub const COEFFICIENT: RangeInclusive<f64> = -100.0..=100.0;

/// A positive amount: a scale, a shape or a capacity that must not vanish.
pub const POSITIVE: RangeInclusive<f64> = 0.01..=1000.0;

/// Who may set a parameter, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// How long and with which seeds.
    Run,
    /// What a government can decide; a reform may change it.
    Policy,
    /// How people and things are; fixed for a run.
    World,
}

impl Scope {
    /// The word used in `explain`, in `baseline.toml` and in the docs.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Run => "run",
            Scope::Policy => "policy",
            Scope::World => "world",
        }
    }

    /// The word for people to read.
    pub fn name_in(self, language: Language) -> &'static str {
        let zh = match self {
            Scope::Run => "运行",
            Scope::Policy => "政策",
            Scope::World => "世界",
        };
        language.pick(self.name(), zh)
    }
}

/// The values that a parameter may take.
#[derive(Clone, Debug, PartialEq)]
pub enum Range {
    /// A number from `min` to `max`, both allowed.
    Real {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
    },
    /// A whole number from `min` to `max`, both allowed.
    Whole {
        /// Smallest value.
        min: u64,
        /// Largest value.
        max: u64,
    },
    /// One of these names.
    Names(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
}

impl Range {
    /// The range in words; names are as they are written in files.
    pub fn text(&self, language: Language) -> String {
        match (self, language) {
            (range, Language::En) => range.to_string(),
            (Range::Real { min, max }, Language::Zh) => format!("{min} 至 {max} 的数"),
            (Range::Whole { min, max }, Language::Zh) => format!("{min} 至 {max} 的整数"),
            (Range::Names(names), Language::Zh) => format!("{} 之一", names.join("、")),
            (Range::Flag, Language::Zh) => "true 或 false".to_owned(),
        }
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Range::Real { min, max } => write!(f, "a number from {min} to {max}"),
            Range::Whole { min, max } => write!(f, "a whole number from {min} to {max}"),
            Range::Names(names) => write!(f, "one of {}", names.join(", ")),
            Range::Flag => write!(f, "true or false"),
        }
    }
}

/// One parameter with its place in a scenario and the value it has there.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Dotted name of the table it stands in, `voice` for `voice.benefit`.
    pub section: String,
    /// Name within the section.
    pub name: &'static str,
    /// Who may set it.
    pub scope: Scope,
    /// What it means, in a sentence.
    pub meaning: Words,
    /// Unit of the value.
    pub unit: &'static str,
    /// Values allowed.
    pub range: Range,
    /// Paper or standard that the value is taken from, or [`ASSUMED`].
    pub source: &'static str,
    /// What is declared of the values that are worth a study.
    pub declared: Declared,
    /// The value; none for an optional parameter that is not set.
    pub value: Option<toml::Value>,
}

impl Parameter {
    /// The dotted name, as in `--set` and `explain`.
    pub fn key(&self) -> String {
        format!("{}.{}", self.section, self.name)
    }

    /// What it means, in a sentence.
    pub fn meaning_in(&self, language: Language) -> &'static str {
        self.meaning.text(language)
    }

    /// Unit of the value in a language.
    pub fn unit_in(&self, language: Language) -> &'static str {
        language::unit(self.unit, language)
    }
}

/// A value as a file has it; "not set" where there is none.
pub fn value_text(value: Option<&toml::Value>) -> String {
    value.map_or_else(|| "not set".to_owned(), toml::Value::to_string)
}

/// A value as a number; none of a name or a flag.
pub(crate) fn number(value: &toml::Value) -> Option<f64> {
    value.as_float().or(value.as_integer().map(|whole| whole as f64))
}

/// A type that a parameter can have.
pub trait Quantity {
    /// How its range is written in a declaration.
    type Bounds;
    /// The range as data.
    fn range(bounds: Self::Bounds) -> Range;
    /// The value as TOML.
    fn value(&self) -> Option<toml::Value>;
}

impl Quantity for f64 {
    type Bounds = RangeInclusive<f64>;
    fn range(bounds: Self::Bounds) -> Range {
        Range::Real { min: *bounds.start(), max: *bounds.end() }
    }
    fn value(&self) -> Option<toml::Value> {
        Some(toml::Value::Float(*self))
    }
}

impl Quantity for u32 {
    type Bounds = RangeInclusive<u32>;
    fn range(bounds: Self::Bounds) -> Range {
        Range::Whole { min: (*bounds.start()).into(), max: (*bounds.end()).into() }
    }
    fn value(&self) -> Option<toml::Value> {
        Some(toml::Value::Integer((*self).into()))
    }
}

impl Quantity for u64 {
    type Bounds = RangeInclusive<u64>;
    fn range(bounds: Self::Bounds) -> Range {
        Range::Whole { min: *bounds.start(), max: *bounds.end() }
    }
    fn value(&self) -> Option<toml::Value> {
        // What is too large for TOML is in no range; it is not to pass for unset.
        Some(i64::try_from(*self).map_or(toml::Value::Float(*self as f64), toml::Value::Integer))
    }
}

impl Quantity for Option<u64> {
    type Bounds = RangeInclusive<u64>;
    fn range(bounds: Self::Bounds) -> Range {
        u64::range(bounds)
    }
    fn value(&self) -> Option<toml::Value> {
        self.and_then(|value| value.value())
    }
}

impl Quantity for bool {
    type Bounds = std::ops::RangeFull;
    fn range(_: Self::Bounds) -> Range {
        Range::Flag
    }
    fn value(&self) -> Option<toml::Value> {
        Some(toml::Value::Boolean(*self))
    }
}

/// Something made of parameters that can list them with their values.
pub trait Describe {
    /// Adds the parameters below the table `path`, in order of declaration.
    fn describe(&self, path: &str, scope: Scope, out: &mut Vec<Parameter>);
}

/// Declares a table of parameters as a struct: `name: type = default, range, unit, source;`, its meaning as doc comment and
/// in Chinese as `#[zh = "..."]`. After the source may stand which values are worth a study, see [`Declared`].
#[macro_export]
macro_rules! parameters {
    (@declared) => { $crate::parameters::Declared::Usual };
    (@declared $plausible:expr) => { $plausible };
    ($(#[$outer:meta])* pub struct $name:ident {
        $($(#[doc = $doc:literal])+ #[zh = $zh:literal]
            $field:ident: $type:ty = $default:expr, $range:expr, $unit:literal, $source:expr $(, $plausible:expr)?;)*
    }) => {
        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name { $($(#[doc = $doc])+ pub $field: $type,)* }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl $crate::parameters::Describe for $name {
            fn describe(&self, path: &str, scope: $crate::parameters::Scope, out: &mut Vec<$crate::parameters::Parameter>) {
                use $crate::parameters::Quantity;
                $(out.push($crate::parameters::Parameter {
                    section: path.to_owned(),
                    name: stringify!($field),
                    scope,
                    meaning: $crate::language::Words::new(concat!($($doc),+).trim_ascii(), $zh),
                    unit: $unit,
                    range: <$type as Quantity>::range($range),
                    source: $source,
                    declared: $crate::parameters!(@declared $($plausible)?),
                    value: self.$field.value(),
                });)*
            }
        }
    };
}

/// Puts tables of parameters together under one name: `table: Type;`, with the default of the type or `= value`.
#[macro_export]
macro_rules! sections {
    ($(#[$outer:meta])* pub struct $name:ident {
        $($(#[doc = $doc:literal])+ $field:ident: $type:ty $(= $default:expr)?;)*
    }) => {
        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name { $($(#[doc = $doc])+ pub $field: $type,)* }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $crate::sections!(@default $type $(, $default)?),)* }
            }
        }

        impl $crate::parameters::Describe for $name {
            fn describe(&self, path: &str, scope: $crate::parameters::Scope, out: &mut Vec<$crate::parameters::Parameter>) {
                let below = |table: &str| if path.is_empty() { table.to_owned() } else { format!("{path}.{table}") };
                $(self.$field.describe(&below(stringify!($field)), scope, out);)*
            }
        }
    };
    (@default $type:ty) => { <$type>::default() };
    (@default $type:ty, $default:expr) => { $default };
}

/// Declares an enum whose values are written as names in a scenario: `Variant = "name" "Chinese name"`.
#[macro_export]
macro_rules! names {
    ($(#[$outer:meta])* $vis:vis enum $name:ident {
        $($(#[doc = $doc:literal])+ $variant:ident = $text:literal $zh:literal),* $(,)?
    }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        $vis enum $name { $($(#[doc = $doc])+ #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// All values, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];
            /// Their names, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($text,)*];

            /// The name used in scenarios, columns and labels.
            pub fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }
        }

        impl $crate::language::Named for $name {
            fn name_in(self, language: $crate::language::Language) -> &'static str {
                const CHINESE: &[&str] = &[$($zh,)*];
                language.pick($name::NAMES[self as usize], CHINESE[self as usize])
            }
        }

        impl $crate::parameters::Quantity for $name {
            type Bounds = std::ops::RangeFull;
            fn range(_: Self::Bounds) -> $crate::parameters::Range {
                $crate::parameters::Range::Names(Self::NAMES)
            }
            fn value(&self) -> Option<toml::Value> {
                Some(toml::Value::String(self.name().to_owned()))
            }
        }
    };
}
