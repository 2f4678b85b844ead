//! How trust in government moved over a year: what a resident lived, and what moves everybody without anything happening.

use crate::calendar::YEAR;
use crate::language::Language;
#[cfg(test)]
use crate::math::toward;
use crate::scenario::World;

/// Parts of what trust in government moved by, and where it began.
#[derive(Clone, Debug, Default)]
pub(super) struct Year {
    began: Option<f32>,
    rounds: u32,
    lived: f32,
    drift: f32,
    heard: f32,
    grievance: f32,
}

/// Trust in government and what moves it in a round.
pub(super) struct Moved {
    /// Trust before the round.
    pub before: f32,
    /// Trust after it.
    pub after: f32,
    /// What it drifts back to.
    pub disposition: f32,
    /// Her grievance, as it was when it took from trust.
    pub grievance: f32,
    /// Whether something happened to her that her story tells.
    pub told: bool,
}

impl Year {
    /// Adds a round; in one of which something is told, all that moved is what she lived.
    pub(super) fn add(&mut self, world: &World, moved: &Moved) {
        let &Moved { before, after, disposition, grievance, told } = moved;
        self.began.get_or_insert(before);
        self.rounds += 1;
        if told {
            self.lived += after - before;
            return;
        }
        let back = world.influence.disposition as f32;
        // The drift comes last in a round, and what came before it is found by going back.
        let undrifted = if back < 1.0 { (after - back * disposition) / (1.0 - back) } else { before };
        let aggrieved = before * (1.0 - world.feedback.resentment as f32 * grievance);
        self.drift += after - undrifted;
        self.grievance += aggrieved - before;
        self.heard += undrifted - aggrieved;
    }

    /// The year in a line, if the round is its last; the next one begins.
    pub(super) fn end(&mut self, round: i32, now: f32, language: Language) -> Option<String> {
        if (round + 1).rem_euclid(YEAR as i32) != 0 {
            return None;
        }
        let Year { began, rounds, lived, drift, heard, grievance } = std::mem::take(self);
        let began = began?;
        Some(match language {
            Language::En => format!(
                "over {rounds} rounds trust in government {began:.2} -> {now:.2}: {lived:+.3} by what she lived, {heard:+.3} by what \
                 she heard, {drift:+.3} by drift to her disposition, {grievance:+.3} by grievance"
            ),
            Language::Zh => format!(
                "满一年（{rounds} 轮）政府信任 {began:.2} -> {now:.2}：亲历 {lived:+.3}，听闻 {heard:+.3}，回归倾向 {drift:+.3}，\
                 积怨 {grievance:+.3}"
            ),
        })
    }
}

/// What a silent round makes of trust, as the mechanisms do it: grievance, hearsay, then the drift.
#[cfg(test)]
fn silent(world: &World, trust: f32, grievance: f32, heard: f32, disposition: f32) -> f32 {
    let aggrieved = trust * (1.0 - world.feedback.resentment as f32 * grievance);
    toward(toward(aggrieved, world.feedback.hearsay as f32, heard), world.influence.disposition as f32, disposition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_year_are_what_the_mechanisms_did_and_sum_to_the_whole() {
        let (world, mut year) = (World::default(), Year::default());
        let (mut trust, disposition, grievance) = (0.6_f32, 0.4_f32, 0.3_f32);
        for round in 0..YEAR as i32 - 1 {
            let before = trust;
            trust = silent(&world, trust, grievance, 0.8, disposition);
            year.add(&world, &Moved { before, after: trust, disposition, grievance, told: false });
            assert_eq!(year.end(round, trust, Language::En), None);
        }
        year.add(&world, &Moved { before: trust, after: trust - 0.1, disposition, grievance, told: true });
        trust -= 0.1;
        let Year { lived, drift, heard, grievance, .. } = year.clone();
        assert!((lived + 0.1).abs() < 1e-6 && drift < 0.0 && heard > 0.0 && grievance < 0.0, "{year:?}");
        assert!((lived + drift + heard + grievance - (trust - 0.6)).abs() < 1e-4, "{year:?}");
        let told = year.end(YEAR as i32 - 1, trust, Language::En).expect("a year");
        assert!(
            told.starts_with("over 52 rounds trust in government 0.60 -> ") && told.contains("-0.100 by what"),
            "{told}"
        );
    }
}
