//! The columns of residents as one list, which moving in, checks, snapshots and prefetching ask.

use super::{Civic, Community, Newcomer, PerCategory, Population, Traits, Trust, Wellbeing};

/// What stands in a column of residents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Shares, which never leave 0 to 1.
    Share,
    /// Other numbers that a snapshot shows.
    Number,
    /// What rounds need and a snapshot does not show.
    Inner,
    /// What few rounds need, and a snapshot does not show.
    Rare,
}

/// What a value is in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Any number.
    Real,
    /// A whole number.
    Whole,
    /// True or false.
    Flag,
}

/// A value of one resident in a column.
pub trait Value: Copy + Default {
    /// What it is in a snapshot.
    const FORM: Form;

    /// As a snapshot shows it.
    fn number(self) -> f64;

    /// Some of its bits.
    fn bits(self) -> u32;
}

impl Value for f32 {
    const FORM: Form = Form::Real;

    fn number(self) -> f64 {
        self.into()
    }

    fn bits(self) -> u32 {
        self.to_bits()
    }
}

/// A third of ses, which readers count from 1.
impl Value for u8 {
    const FORM: Form = Form::Whole;

    fn number(self) -> f64 {
        f64::from(self) + 1.0
    }

    fn bits(self) -> u32 {
        self.into()
    }
}

impl Value for bool {
    const FORM: Form = Form::Flag;

    fn number(self) -> f64 {
        u8::from(self).into()
    }

    fn bits(self) -> u32 {
        self.into()
    }
}

/// A round.
impl Value for i32 {
    const FORM: Form = Form::Whole;

    fn number(self) -> f64 {
        self.into()
    }

    fn bits(self) -> u32 {
        self as u32
    }
}

/// More than one number, and so none that could be shown.
impl Value for PerCategory {
    const FORM: Form = Form::Real;

    fn number(self) -> f64 {
        f64::NAN
    }

    fn bits(self) -> u32 {
        self[0].to_bits()
    }
}

/// Reads the columns of a community, one after the other.
pub trait Look {
    /// Looks at a column: its name in files, what stands in it, a value per resident.
    fn column<T: Value>(&mut self, name: &'static str, kind: ColumnKind, values: &[T]);
}

/// Changes the length of columns, one after the other.
trait Change {
    fn column<T: Value>(&mut self, values: &mut Vec<T>);
}

/// The columns of residents that a newcomer enters.
pub struct Columns<'a> {
    /// What she brings along.
    pub traits: &'a mut Traits,
    /// Whom she trusts.
    pub trust: &'a mut Trust,
    /// How she takes part.
    pub civic: &'a mut Civic,
    /// How she is.
    pub wellbeing: &'a mut Wellbeing,
}

/// Declares the columns: what stands in each, its name in files and where it is.
macro_rules! columns {
    ($($kind:ident $name:ident: $group:ident $(.$field:ident)+;)*) => {
        impl Community {
            /// Shows the columns of its residents, in the order of a snapshot.
            pub fn look(&self, eye: &mut impl Look) {
                $(eye.column(stringify!($name), ColumnKind::$kind, &self.$group$(.$field)+);)*
            }
        }

        impl Columns<'_> {
            fn change(&mut self, hand: &mut impl Change) {
                $(hand.column(&mut self.$group$(.$field)+);)*
            }
        }
    };
}

columns! {
    Share ses: traits.ses;
    Number ses_third: traits.third;
    Number age: traits.age;
    Share digital: traits.digital;
    Number threshold: traits.threshold;
    Share trust_government: trust.government;
    Share trust_organisations: trust.organisations;
    Share trust_neighbours: trust.neighbours;
    Share trust_government_disposition: traits.trust.government;
    Share trust_organisations_disposition: traits.trust.organisations;
    Share trust_neighbours_disposition: traits.trust.neighbours;
    Share duty: civic.duty;
    Share duty_disposition: traits.duty;
    Share efficacy: civic.efficacy;
    Share efficacy_disposition: traits.efficacy;
    Share activity: civic.activity;
    Share legal_awareness: civic.legal;
    Share legal_disposition: traits.legal;
    Number burden: traits.burden;
    Number reluctance: traits.reluctance;
    Number habit: civic.habit;
    Number adopter: civic.adopter;
    Share expectation: wellbeing.expectation;
    Share gain: wellbeing.gain;
    Share happiness: wellbeing.happiness;
    Share security: wellbeing.security;
    Share grievance: wellbeing.grievance;
    Inner active: civic.active;
    Rare concern: traits.concern;
}

impl Columns<'_> {
    /// Makes room for as many residents and no more: what a column has to spare, a large city pays for.
    pub fn reserve(&mut self, residents: usize) {
        self.change(&mut Room(residents));
    }

    /// Adds a resident at the end of the columns; her third of ses is set by the caller.
    pub fn push(&mut self, newcomer: &Newcomer, population: &Population) {
        self.change(&mut OneMore);
        let last = self.traits.ses.len() - 1;
        self.settle(last, newcomer, population);
    }
}

/// Makes room for as many residents.
struct Room(usize);

impl Change for Room {
    fn column<T: Value>(&mut self, values: &mut Vec<T>) {
        values.reserve_exact(self.0);
    }
}

/// Adds a row for one resident, to be settled.
struct OneMore;

impl Change for OneMore {
    fn column<T: Value>(&mut self, values: &mut Vec<T>) {
        values.push(T::default());
    }
}
