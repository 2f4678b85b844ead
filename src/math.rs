//! Elementary functions that give the same bits on every platform, and the updates that the model is written in.
//!
//! The functions of std differ between platforms; everything that reaches a result is written here in additions and
//! multiplications, or comes from the crate libm. `clippy.toml` forbids the others.

/// Natural exponential, within two units in the last place.
///
/// Range reduction to `[-ln 2 / 2, ln 2 / 2]` and the polynomial of Cephes' `expf` (Moshier 1989), without a branch, so
/// that a loop over a column is worked on several residents at a time. Too much is infinite, too little is 0.
#[inline]
pub fn exp(x: f32) -> f32 {
    /// Adding and taking off 1.5 x 2^23 rounds to the nearest whole number.
    const ROUND: f32 = 12_582_912.0;
    /// ln 2 as the sum of a short number, whose product with an exponent is exact, and the rest.
    const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    const TERMS: [f32; 6] = [1.987_569_2e-4, 1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_65, 0.500_000_06];
    let x = x.clamp(-104.0, 89.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let exponent = shifted.to_bits() as i32 - ROUND.to_bits() as i32;
    let whole = shifted - ROUND;
    let rest = x - whole * LN_2[0] - whole * LN_2[1];
    let series = TERMS.iter().fold(0.0, |sum, term| sum * rest + term);
    // In two steps, because 2^exponent itself may be no number of single precision.
    let half = exponent >> 1;
    (series * rest * rest + rest + 1.0) * two_to(half) * two_to(exponent - half)
}

/// A power of two within the range of normal numbers.
#[inline]
fn two_to(exponent: i32) -> f32 {
    f32::from_bits(((exponent + 127) << 23) as u32)
}

/// Natural logarithm.
pub fn ln(x: f32) -> f32 {
    libm::logf(x)
}

/// The logistic function `1 / (1 + e^-x)`.
#[inline]
pub fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The bracket `[x]` of the equations: clamps to `[0, 1]`.
#[inline]
pub fn unit(x: f32) -> f32 {
    x.clamp(0.0, 1.0)
}

/// The update `state ⇐ rate (target)`: moves a state the part `rate` of the way towards `target`.
#[inline]
pub fn toward(state: f32, rate: f32, target: f32) -> f32 {
    state + rate * (target - state)
}

/// The same after `events` events of mean `target` in one round: `state + (1 - (1 - rate)^events) (target - state)`.
pub fn toward_each(state: f32, rate: f32, events: u32, target: f32) -> f32 {
    toward(state, 1.0 - power(1.0 - rate, events), target)
}

/// A whole power by repeated multiplication, the same on every platform.
pub fn power(base: f32, exponent: u32) -> f32 {
    (0..exponent).fold(1.0, |product, _| product * base)
}

/// The mean of some values, none for no values; summed in order in double precision.
pub fn mean(values: impl IntoIterator<Item = f32>) -> Option<f32> {
    let (count, sum) = values.into_iter().fold((0u32, 0.0f64), |(n, sum), x| (n + 1, sum + f64::from(x)));
    (count > 0).then(|| (sum / f64::from(count)) as f32)
}

/// Values that are summed in single precision before the sum is taken over into double precision.
const BLOCK: usize = 512;

/// The sum of a column: blocks in sixteen fixed lanes of single precision, their sums in double precision. As fast as it
/// can be read, always the same, and for states between 0 and 1 as exact as single precision tells them apart.
pub fn sum(column: &[f32]) -> f64 {
    sum_of(column, |value| value)
}

/// The sum of a function of a column's values, in the same way.
pub fn sum_of(column: &[f32], of: impl Fn(f32) -> f32) -> f64 {
    column.chunks(BLOCK).map(|block| f64::from(sum_block(block, &of))).sum()
}

#[inline]
fn sum_block(block: &[f32], of: &impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; 16];
    let (rows, rest) = block.as_chunks::<16>();
    for row in rows {
        (0..16).for_each(|lane| lanes[lane] += of(row[lane]));
    }
    lanes.iter_mut().zip(rest).for_each(|(lane, &value)| *lane += of(value));
    across(lanes)
}

/// The sums of some columns over the members of three groups, in the same way; a member is a 1 in her group's column,
/// else a 0. Two columns at a time are the fastest: they share the members, and their lanes fit the registers.
pub fn sums_of_groups<const N: usize>(members: [&[f32]; 3], columns: [&[f32]; N]) -> [[f64; 3]; N] {
    let mut sums = [[0.0; 3]; N];
    for from in (0..members[0].len()).step_by(BLOCK) {
        let to = members[0].len().min(from + BLOCK);
        let more = sums_block(members.map(|group| &group[from..to]), columns.map(|column| &column[from..to]));
        sums.iter_mut().zip(more).for_each(|(sums, more)| (0..3).for_each(|g| sums[g] += f64::from(more[g])));
    }
    sums
}

fn sums_block<const N: usize>(members: [&[f32]; 3], blocks: [&[f32]; N]) -> [[f32; 3]; N] {
    let members = members.map(<[f32]>::as_chunks::<8>);
    let blocks = blocks.map(<[f32]>::as_chunks::<8>);
    let mut lanes = sums_of_rows(members.map(|(rows, _)| rows), blocks.map(|(rows, _)| rows));
    for (lanes, (_, values)) in lanes.iter_mut().zip(&blocks) {
        lanes.iter_mut().zip(&members).for_each(|(lanes, (_, rest))| add_products(lanes, rest, values));
    }
    lanes.map(|lanes| lanes.map(across))
}

/// The lanes of whole rows. Apart from the rest of the block, which would keep the lanes out of the registers.
#[inline(never)]
fn sums_of_rows<const N: usize>(members: [&[[f32; 8]]; 3], blocks: [&[[f32; 8]]; N]) -> [[[f32; 8]; 3]; N] {
    let mut lanes = [[[0.0f32; 8]; 3]; N];
    for number in 0..members[0].len() {
        let rows = members.map(|rows| rows[number]);
        for (lanes, values) in lanes.iter_mut().zip(&blocks) {
            lanes.iter_mut().zip(&rows).for_each(|(lanes, row)| add_products(lanes, row, &values[number]));
        }
    }
    lanes
}

#[inline]
fn add_products(lanes: &mut [f32; 8], member: &[f32], values: &[f32]) {
    lanes.iter_mut().zip(member.iter().zip(values)).for_each(|(lane, (member, value))| *lane += member * value);
}

/// How many of each of three groups something holds of; in bytes, of which a processor adds many at a time.
pub fn counts_of_groups<T>(groups: &[u8], states: &[T], holds: impl Fn(&T) -> bool) -> [u32; 3] {
    const MOST: usize = u8::MAX as usize;
    let mut counts = [0; 3];
    for (groups, states) in groups.chunks(MOST).zip(states.chunks(MOST)) {
        let mut few = [0u8; 3];
        for (&group, state) in groups.iter().zip(states) {
            let holds = u8::from(holds(state));
            (0..3).for_each(|own| few[own] += holds & u8::from(group == own as u8));
        }
        (0..3).for_each(|group| counts[group] += u32::from(few[group]));
    }
    counts
}

/// The sum of the lanes, half added to half. Apart from the loops before it, which are else compiled to two lanes at a time.
#[inline(never)]
fn across<const N: usize>(mut lanes: [f32; N]) -> f32 {
    let mut half = N / 2;
    while half > 0 {
        (0..half).for_each(|lane| lanes[lane] += lanes[lane + half]);
        half /= 2;
    }
    lanes[0]
}

/// The positions below `count` at which something holds, in order; found without a branch, which a processor would often
/// guess wrong.
#[inline]
pub fn positions(count: usize, holds: impl Fn(usize) -> bool) -> Vec<u32> {
    let mut found = vec![0; count];
    let mut number = 0;
    for position in 0..count {
        found[number] = position as u32;
        number += usize::from(holds(position));
    }
    found.truncate(number);
    found
}

/// The mean of a column, `otherwise` if it is empty.
pub fn mean_of(column: &[f32], otherwise: f32) -> f32 {
    if column.is_empty() { otherwise } else { (sum(column) / column.len() as f64) as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_events_equal_the_same_event_repeated() {
        let repeated = (0..5).fold(0.3, |state, _| toward(state, 0.1, 0.8));
        assert!((toward_each(0.3, 0.1, 5, 0.8) - repeated).abs() < 1e-6);
        assert_eq!(toward_each(0.3, 0.1, 0, 0.8), 0.3);
    }

    #[test]
    fn the_exponential_is_right_everywhere() {
        for step in -104_000..=89_000i32 {
            let x = step as f32 / 1000.0;
            let exact = libm::exp(f64::from(x));
            let error = (f64::from(exp(x)) - exact).abs();
            assert!(error <= 2.5e-7 * exact || error < 3e-45 || exact > f64::from(f32::MAX), "exp({x}) is {}", exp(x));
        }
        assert_eq!([exp(0.0), exp(-1e30), exp(f32::NEG_INFINITY)], [1.0, 0.0, 0.0]);
        assert_eq!([exp(89.0), exp(f32::INFINITY)], [f32::INFINITY; 2]);
        assert!(exp(f32::NAN).is_nan());
    }

    #[test]
    fn the_logistic_function_is_bounded_and_symmetric() {
        assert_eq!(logistic(0.0), 0.5);
        assert!(logistic(-200.0) >= 0.0 && logistic(200.0) <= 1.0);
        assert!((logistic(1.3) + logistic(-1.3) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_sum_in_lanes_is_the_sum() {
        let column: Vec<f32> = (0..1021).map(|i| i as f32).collect();
        assert_eq!(sum(&column), 520_710.0);
        assert_eq!(sum_of(&column, |x| 2.0 * x), 1_041_420.0);
        let members: [Vec<f32>; 3] =
            std::array::from_fn(|group| (0..1021).map(|i| f32::from(u8::from(i % 3 == group))).collect());
        let expected: [f64; 3] = std::array::from_fn(|group| (0..1021).skip(group).step_by(3).map(f64::from).sum());
        let ones = vec![1.0; 1021];
        let sums = sums_of_groups(members.each_ref().map(Vec::as_slice), [&column, &ones]);
        assert_eq!(sums, [expected, [341.0, 340.0, 340.0]]);
        assert_eq!(sums_of_groups([&[1.0], &[0.0], &[0.0]], [&[0.5]]), [[0.5, 0.0, 0.0]]);
        assert_eq!(mean_of(&column, 0.0), 510.0);
        assert_eq!(mean_of(&[], 0.5), 0.5);
    }

    #[test]
    fn members_of_groups_are_counted_in_any_number() {
        let groups: Vec<u8> = (0..1021).map(|i| (i % 3) as u8).collect();
        assert_eq!(counts_of_groups(&groups, &groups, |_| true), [341, 340, 340]);
        let numbers: Vec<u32> = (0..1021).collect();
        assert_eq!(counts_of_groups(&groups, &numbers, |&number| number < 4), [2, 1, 1]);
        assert_eq!(counts_of_groups(&[2; 600], &[(); 600], |()| true), [0, 0, 600]);
    }

    #[test]
    fn positions_are_those_where_it_holds_in_order() {
        assert_eq!(positions(7, |position| position % 3 == 0), [0, 3, 6]);
        assert_eq!(positions(3, |_| true), [0, 1, 2]);
        assert!(positions(0, |_| true).is_empty() && positions(9, |_| false).is_empty());
    }

    #[test]
    fn the_mean_of_nothing_is_missing() {
        assert_eq!(mean([]), None);
        assert_eq!(mean([0.25, 0.75]), Some(0.5));
    }
}
