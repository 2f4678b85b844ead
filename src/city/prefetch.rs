//! Bringing a district into the cache before it lives through a round.
//!
//! A round of a large city finds every district in main memory. Phases that look at few residents, here and there, would
//! wait for each of them, and the columns of a community are too short for the processor to guess what comes next.
//! Reading one value of each cache line of all columns first, with nothing that depends on what is read, keeps dozens of
//! lines under way at once. It changes nothing: the values are thrown away.

use std::hint::black_box;

use super::{Case, Cases, ColumnKind, Community, District, Look, Needs, Officials, Organisation, Ties, Value};

/// Bytes of a cache line.
const LINE: usize = 64;

impl District {
    /// Reads a value of every cache line that a round needs of the district.
    pub fn prefetch(&self) {
        let communities = self.communities.iter().fold(0, |all, community| all ^ read_community(community));
        black_box(communities ^ read_ties(&self.ties) ^ read_work(&self.officials, &self.organisations, &self.cases));
    }
}

/// One value of each line of a column, joined to one so that no read is left out.
fn read<T: Copy>(column: &[T], bits: impl Fn(T) -> u32) -> u32 {
    let lines = column.iter().step_by((LINE / size_of::<T>()).max(1));
    lines.fold(0, |all, &value| all ^ bits(value))
}

fn read_community(community: &Community) -> u32 {
    let mut lines = Lines(0);
    community.look(&mut lines);
    lines.0 ^ read_needs(&community.needs)
}

/// Reads the columns that every round needs.
struct Lines(u32);

impl Look for Lines {
    fn column<T: Value>(&mut self, _: &'static str, kind: ColumnKind, values: &[T]) {
        if kind != ColumnKind::Rare {
            self.0 ^= read(values, T::bits);
        }
    }
}

fn read_needs(needs: &Needs) -> u32 {
    let (stages, slots, open) = needs.tables();
    read(stages, |stage| stage as u32) ^ read(slots, |slot| slot) ^ read(open, |need| need.severity.to_bits())
}

fn read_ties(ties: &Ties) -> u32 {
    ties.tables().into_iter().fold(0, |all, table| all ^ read(table, |position| position))
}

/// Officials, organisations and cases, with the queues of the ones and those behind the others.
fn read_work(officials: &Officials, organisations: &[Organisation], cases: &Cases) -> u32 {
    let first = |list: &[u32]| list.first().copied().unwrap_or(0);
    let queues = officials.offices.iter().map(|office| &office.queue);
    let queues = queues.chain(organisations.iter().map(|organisation| &organisation.queue));
    queues.fold(0, |all, queue| all ^ first(queue)) ^ cases.iter().fold(0, |all, (_, case)| all ^ read_case(case))
}

/// Both ends of a case, and those behind it.
fn read_case(case: &Case) -> u32 {
    case.behind.iter().fold(0, |all, &who| all ^ who) ^ case.id as u32 ^ u32::from(case.workable) ^ case.left.to_bits()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::city::testing::district;

    #[test]
    fn one_value_of_each_line_is_read() {
        let reads = Cell::new(0);
        let count = |bits| {
            reads.set(reads.get() + 1);
            bits
        };
        assert_eq!(read(&[1.0f32; 33], |value| count(value.to_bits())), 1.0f32.to_bits(), "three lines: odd");
        assert_eq!(read(&[7u8; 65], |value| count(value.into())), 0, "two lines: even");
        assert_eq!(read(&[[0u32; 20]; 4], |value| count(value[0])), 0, "larger than a line");
        assert_eq!(read(&[], |value: u32| count(value)), 0);
        assert_eq!(reads.get(), 3 + 2 + 4);
    }

    #[test]
    fn a_district_without_cases_and_with_few_residents_can_be_read() {
        district(1, 1).prefetch();
    }
}
