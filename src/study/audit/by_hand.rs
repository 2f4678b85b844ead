//! Audits of a city with more rounds than a year: windows, doses of whole numbers, later reforms, intervals worked out by hand.

use std::collections::BTreeSet;

use super::attacks::Attack;
use super::*;
use crate::scenario::Scenario;
use crate::scenario::registry::registry;
use crate::study::{Job, Memory, Plan, Record, Rows, Status, Study};

/// A claim in a city that runs in a moment, with a change.
fn claim(change: &str, more: &str) -> Audit {
    claim_in(change, more, "")
}

/// The same with something set in all worlds.
fn claim_in(change: &str, more: &str, set: &str) -> Audit {
    let text = format!(
        "claim = 'of a test'\nbase = 'baseline'\nchange.{change}\nworlds = 16\nuncertain = ['needs', 'feedback']\n{more}\n\
         [set]\npopulation.residents = 5\npopulation.communities = 2\nrun.rounds = 60\nrun.warm_up = 2\n{set}\n"
    );
    Audit::from_toml("test", &text, true).unwrap_or_else(|error| panic!("{error}"))
}

/// Security goes up by more than a tenth, and trust down by no more than a twentieth.
const HOLDS: &str = "holds = [{ outcome = 'security', sign = 'up', margin = 0.1 }, \
                     { outcome = 'trust_government', sign = 'not down', margin = 0.05 }]";

fn more_law() -> Audit {
    claim("budget.law = 0.08", HOLDS)
}

/// The first world with this attack and name.
fn number_of(audit: &Audit, attack: Attack, name: &str) -> usize {
    let found = audit.worlds().iter().position(|world| world.attack == attack && world.name == name);
    found.unwrap_or_else(|| panic!("no world {name} in {:?}", audit.left_out()))
}

fn scenarios(audit: &Audit, world: usize) -> [Scenario; 2] {
    let of = |is_changed: bool| audit.ground.scenario_in(&audit.worlds()[world], is_changed);
    [false, true].map(|is_changed| of(is_changed).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn doses_go_half_of_the_way_and_twice_as_far() {
    let audit = claim("budget.law = 0.08", &format!("change.government.deadline = 8\n{HOLDS}"));
    for (name, law, deadline) in [("half of the change", 0.065, 6), ("twice the change", 0.11, 12)] {
        let [base, changed] = scenarios(&audit, number_of(&audit, Attack::Dose, name));
        assert_eq!((base.policy.budget.law, base.policy.government.deadline), (0.05, 4), "{name}");
        assert_eq!((changed.policy.budget.law, changed.policy.government.deadline), (law, deadline), "{name}");
        let paid = base.policy.budget.services - changed.policy.budget.services;
        assert!((paid - (law - 0.05)).abs() < 1e-9, "{name}: {paid}");
    }
    let why = |change: &str, name: &str| {
        let audit = claim(change, HOLDS);
        audit.left_out().iter().find(|(_, what, _)| what == name).map(|(_, _, why)| why.clone())
    };
    let (half, twice) = ("half of the change", "twice the change");
    assert_eq!(why("consultation.format = 'talks'", half).as_deref(), Some("no number changes"));
    let odd = "`government.deadline` would be 4.5, and there is no whole number between 4 and 5";
    assert_eq!(
        (why("government.deadline = 5", half).as_deref(), why("government.deadline = 5", twice)),
        (Some(odd), None)
    );
    let far = "`government.pressure` would be 1.3, and it must be a number from 0 to 1";
    assert_eq!(why("government.pressure = 0.9", twice).as_deref(), Some(far));
    assert!(why("budget.law = 0.5", twice).is_some_and(|why| why.contains("cannot pay")));
}

#[test]
fn a_transition_is_looked_at_in_the_year_after_it_too() {
    let audit = more_law();
    let number = number_of(&audit, Attack::Start, "as a reform at round 0");
    let [base, reformed] = scenarios(&audit, number);
    let [_, changed] = scenarios(&audit, number_of(&audit, Attack::Luck, "seeds 0"));
    assert_eq!((&base.policy, base.reforms.len()), (&reformed.policy, 0));
    assert_eq!((reformed.reforms.len(), reformed.reforms[0].round), (1, 0));
    assert_eq!((&reformed.reforms[0].policy, &reformed.world), (&changed.policy, &base.world));
    assert_ne!(reformed.reforms[0].policy, base.policy);
    // The year after a reform is looked at in a world of the same kind, in a window of its own.
    let year = &audit.worlds()[number_of(&audit, Attack::Time, "in the first year after a reform")];
    assert_eq!((year.transition, year.window), (true, 1));
    let names: Vec<&str> = audit.outcomes().iter().map(|outcome| outcome.name.as_str()).collect();
    assert_eq!(names, ["0_security", "0_security_rounds_0_51", "1_trust_government", "1_trust_government_rounds_0_51"]);
    // What no reform makes has no such world.
    let world = claim("voice.noise = 0.3", HOLDS);
    assert!(world.worlds().iter().all(|world| !world.transition));
}

#[test]
fn later_reforms_of_the_base_stay_with_the_change_in_them() {
    let texts = crate::reading::InMemory::of([
        ("city", "extends = 'baseline'\nrun.rounds = 60\n[[reforms]]\nround = 9\ngovernment.pressure = 0.9"),
        (
            "claim",
            "claim = 'x'\nbase = 'city'\nchange.budget.law = 0.08\nholds = [{ outcome = 'gain', sign = 'up' }]\nworlds = 16",
        ),
    ]);
    let audit = Audit::read(&texts, "claim", true).unwrap_or_else(|error| panic!("{error}"));
    let [base, reformed] = scenarios(&audit, number_of(&audit, Attack::Start, "as a reform at round 0"));
    let rounds = |scenario: &Scenario| scenario.reforms.iter().map(|reform| reform.round).collect::<Vec<_>>();
    assert_eq!((rounds(&base), rounds(&reformed)), (vec![9], vec![0, 9]));
    let law = reformed.reforms.iter().map(|reform| reform.policy.budget.law).collect::<Vec<_>>();
    assert_eq!((law, reformed.reforms[1].policy.government.pressure), (vec![0.08, 0.08], 0.9));
}

#[test]
fn a_draw_sets_what_it_drew_in_both_arms() {
    let audit = more_law();
    let number = number_of(&audit, Attack::Parameters, "draw 7");
    let position = audit.uncertain().iter().position(|parameter| parameter.key() == "needs.scale").expect("a key");
    let drawn = audit.worlds()[number].drawn[position].as_float().expect("a number");
    let [base, changed] = scenarios(&audit, number);
    assert_eq!([base.world.needs.scale, changed.world.needs.scale], [drawn; 2]);
    assert_eq!((base.policy.budget.law, changed.policy.budget.law), (0.05, 0.08));
}

#[test]
fn replicates_of_a_world_are_disjoint_and_stay_when_there_are_more() {
    let seeds = |audit: &Audit, numbers: &[usize]| -> Vec<u32> {
        let of = |&world: &usize| (0..audit.replicates()).map(move |replicate| Job { point: 2 * world, replicate });
        numbers.iter().flat_map(of).map(|job| audit.seeds(job).replicate).collect()
    };
    let mut audit = more_law();
    let of = |audit: &Audit, attack: Attack, name: &str| -> Vec<usize> {
        let own =
            |number: &usize| audit.worlds()[*number].attack == attack && audit.worlds()[*number].name.starts_with(name);
        (0..audit.worlds().len()).filter(own).collect()
    };
    let (parts, luck) = (of(&audit, Attack::Null, ""), of(&audit, Attack::Luck, "seeds"));
    let draws = of(&audit, Attack::Parameters, "draw");
    assert_eq!((parts.len(), luck.len(), draws.len()), (2, 8, 16));
    let before = audit.worlds().iter().enumerate().map(|(world, _)| seeds(&audit, &[world])).collect::<Vec<_>>();
    assert_eq!(seeds(&audit, &parts), [0, 1, 2, 3]);
    assert_eq!(seeds(&audit, &luck), (0..16).collect::<Vec<_>>());
    assert_eq!(seeds(&audit, &draws[..2]), [0, 1, 0, 1], "draws share their luck");
    for replicates in [3, 5] {
        audit.set_replicates(replicates);
        for numbers in [&parts, &luck] {
            let found = seeds(&audit, numbers);
            assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "{found:?}");
        }
        let now = (0..audit.worlds().len()).map(|world| seeds(&audit, &[world])[..2].to_vec()).collect::<Vec<_>>();
        assert_eq!(now, before);
    }
    // Both sides of a pair have the same seeds.
    let sides = [0, 1].map(|side| audit.seeds(Job { point: 2 * luck[3] + side, replicate: 1 }));
    assert_eq!(sides[0], sides[1]);
}

#[test]
fn worlds_that_undo_the_change_or_lack_the_district_are_left_out() {
    let why = |audit: &Audit, name: &str| {
        assert!(audit.worlds().iter().all(|world| world.name != name), "{name}");
        audit.left_out().iter().find(|(_, what, _)| what == name).map(|(_, _, why)| why.clone()).expect("a reason")
    };
    let hearsay = claim("feedback.hearsay = 0.4", HOLDS);
    assert_eq!(
        why(&hearsay, "without hearsay about government"),
        "it sets `feedback.hearsay`, which the claim is about"
    );
    let of_district = claim("budget.law = 0.08", "holds = [{ outcome = 'gain', group = 'district_4', sign = 'up' }]");
    assert_eq!(why(&of_district, "2 districts"), "it has no district 4");
    assert!(of_district.worlds().iter().any(|world| world.name == "8 districts"));
    let order: Vec<usize> = hearsay.left_out().iter().map(|(attack, ..)| *attack as usize).collect();
    assert!(order.is_sorted(), "{:?}", hearsay.left_out());
}

/// Rows in which the differences of a world, by condition and pair of runs, are these; in the pairs of its parts they go on.
fn by_hand(audit: &Audit, differences: impl Fn(&World, usize) -> [f64; 2]) -> Rows {
    let mut rows = Rows::none(audit);
    for (number, world) in audit.worlds().iter().enumerate() {
        for replicate in 0..audit.replicates() {
            let found = differences(world, (world.part * audit.replicates() + replicate) as usize);
            for side in [0, 1] {
                // Each condition has the mean of the last year, and of the only year that the run has.
                let outcomes = found.iter().flat_map(|difference| [0.5 + f64::from(side) * difference; 2]).collect();
                let record = Record { status: Status::Done, stage: String::new(), message: String::new(), outcomes };
                rows.insert(Job { point: 2 * number + side as usize, replicate }, record);
            }
        }
    }
    rows
}

fn near(found: Option<(f64, f64)>, expected: (f64, f64)) {
    let (low, high) = found.expect("an interval");
    assert!((low - expected.0).abs() < 1e-4 && (high - expected.1).abs() < 1e-4, "{low} {high}");
}

#[test]
fn worlds_are_judged_as_by_hand() {
    let audit = more_law();
    let security = |world: &World, pair: usize| match (world.attack, world.name.as_str()) {
        (Attack::Luck, "seeds 1") => [0.3, -0.2][pair],
        (Attack::Null, _) => -0.2,
        (Attack::Dose, "half of the change") => [0.09, 0.11, 0.1, 0.08][pair],
        (Attack::Dose, _) => [0.2, 0.4, 0.1, 0.3][pair],
        _ => 0.3,
    };
    let answer = Answer::of(&audit, &by_hand(&audit, |world, pair| [security(world, pair), 0.0]));
    assert_eq!(answer.judged.len(), audit.tried());
    let judged = |attack, name: &str| answer.world(number_of(&audit, attack, name)).expect("a world").clone();

    // Of 0.2, 0.4, 0.1 and 0.3 the mean is 0.25, the standard error 0.0645497, and t of three degrees of freedom 3.182446.
    let twice = judged(Attack::Dose, "twice the change");
    assert!(twice.holds && !twice.reversed && (twice.verdicts[0].mean - 0.25).abs() < 1e-12);
    near(twice.verdicts[0].interval, (0.25 - 0.205426, 0.25 + 0.205426));
    near(twice.verdicts[1].interval, (0.0, 0.0));
    // The mean of 0.09, 0.11, 0.1 and 0.08 is below the margin, its interval reaches beyond it.
    let half = judged(Attack::Dose, "half of the change");
    assert!(!half.holds && !half.reversed && (half.verdicts[0].mean - 0.095).abs() < 1e-12, "{half:?}");
    let null = judged(Attack::Null, "nothing is learnt, no pillar works");
    assert!(!null.holds && null.reversed && null.verdicts[1].holds);
    // Of 0.3 and -0.2 the standard error is 0.25, and t of one degree of freedom, 12.7062, reaches far.
    let luck = judged(Attack::Luck, "seeds 1");
    assert!(!luck.holds && !luck.reversed);
    near(luck.verdicts[0].interval, (0.05 - 3.17655, 0.05 + 3.17655));

    let chapter = |attack| answer.chapter(attack).expect("a chapter");
    assert_eq!((chapter(Attack::Luck).held, chapter(Attack::Luck).of), (15, 16), "pair by pair");
    // Wilson's interval of 16 of 16.
    near(chapter(Attack::Parameters).interval, (0.806392, 1.0));
    assert_eq!((chapter(Attack::Dose).held, chapter(Attack::Dose).of, chapter(Attack::Dose).interval), (1, 2, None));
    assert_eq!(chapter(Attack::Dose).failed, [number_of(&audit, Attack::Dose, "half of the change")]);
    assert_eq!((chapter(Attack::Null).held, chapter(Attack::Null).reversed.len()), (0, 1));
    assert!(answer.failing.is_none() && answer.chapter(Attack::Alone).is_none());
}

#[test]
fn a_condition_that_is_within_bounds_is_reversed_beyond_both_of_them() {
    let audit = claim(
        "budget.law = 0.08",
        "holds = [{ outcome = 'security', sign = 'same', margin = 0.1 }, { outcome = 'gain', sign = 'not up' }]",
    );
    let far = |world: &World, pair: usize| match (world.attack, world.name.as_str()) {
        (Attack::Parameters, "draw 0") => [0.0, 0.0],
        (Attack::Parameters, "draw 1") => [0.3, 0.0],
        (Attack::Parameters, "draw 2") => [-0.3, 0.0],
        (Attack::Parameters, "draw 3") => [[-0.9, 1.3][pair], 0.0],
        (Attack::Parameters, "draw 4") => [[0.3, 0.5][pair], 0.0],
        (Attack::Parameters, "draw 5") => [0.0, 0.2],
        // Less than what is told from nothing.
        (Attack::Parameters, "draw 6") => [0.0, 1e-9],
        _ => [f64::NAN, 0.0],
    };
    let answer = Answer::of(&audit, &by_hand(&audit, far));
    let verdict = |draw: usize| {
        let judged = answer.world(number_of(&audit, Attack::Parameters, &format!("draw {draw}"))).expect("a world");
        (judged.holds, judged.reversed)
    };
    let expected =
        [(true, false), (false, true), (false, true), (false, false), (false, false), (false, true), (true, false)];
    assert_eq!(std::array::from_fn(verdict), expected);
    // Without a value nothing holds, and nothing is known for sure.
    let missing = answer.world(number_of(&audit, Attack::Parameters, "draw 7")).expect("a world");
    assert_eq!((missing.holds, missing.reversed, missing.verdicts[0].interval), (false, false, None));
    assert!(missing.verdicts[0].mean.is_nan());
}

#[test]
fn a_world_that_lacks_a_run_has_no_part_in_the_answer() {
    let audit = more_law();
    let whole = by_hand(&audit, |_, _| [0.3, 0.0]);
    let number = number_of(&audit, Attack::Null, "nothing is learnt, no pillar works");
    // A run of its second part failed, and one of a draw has not ended.
    let (failed, open) = (
        Job { point: 2 * number + 3, replicate: 1 },
        Job { point: 2 * number_of(&audit, Attack::Parameters, "draw 2"), replicate: 0 },
    );
    let mut rows = Rows::none(&audit);
    whole.iter().filter(|(job, _)| *job != open).for_each(|(job, record)| rows.insert(job, record.clone()));
    let record =
        Record { status: Status::Failed, stage: "build".to_owned(), message: "no".to_owned(), outcomes: Vec::new() };
    rows.insert(failed, record);
    let answer = Answer::of(&audit, &rows);
    let counts = |attack| answer.chapter(attack).map(|chapter| (chapter.held, chapter.of, chapter.missing));
    assert_eq!((counts(Attack::Null), counts(Attack::Parameters)), (Some((0, 0, 1)), Some((15, 15, 1))));
    assert!(answer.world(number).is_none());
    assert!(Answer::of(&audit, &Rows::none(&audit)).judged.is_empty());
}

#[test]
fn runs_that_were_made_are_judged_by_their_outcomes() {
    let text = "claim = 'x'\nbase = 'baseline'\nchange.budget.law = 0.1\nholds = [{ outcome = 'security', sign = 'up' }]\n\
                worlds = 16\nuncertain = 'needs'\n[set]\npopulation.residents = 3\npopulation.communities = 1\n\
                run.rounds = 2\nrun.warm_up = 1\n";
    let study = Study::audit(Audit::from_toml("x", text, true).unwrap_or_else(|error| panic!("{error}")));
    let found = study.run(&Memory::default(), &crate::study::testing::go_on).expect("runs");
    let audit = study.claim().expect("a claim");
    assert_eq!((found.broken, found.failed()), (false, 0));
    let answer = Answer::of(audit, &found.rows);
    assert_eq!(answer.judged.len(), audit.tried());
    let number = number_of(audit, Attack::Parameters, "draw 5");
    let value = |side: usize, replicate: u32| {
        let record = found.rows.get(Job { point: 2 * number + side, replicate }).expect("a run");
        record.outcomes[0]
    };
    let expected = (0..2).map(|replicate| value(1, replicate) - value(0, replicate)).sum::<f64>() / 2.0;
    let mean = answer.world(number).expect("a world").verdicts[0].mean;
    assert!((mean - expected).abs() < 2e-6, "{mean} {expected}");
}

#[test]
fn every_shipped_claim_can_be_read_and_told_in_both_languages() {
    use crate::language::Language;
    for name in names() {
        let audit = Audit::load(name, true).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!audit.claim().is_empty() && !audit.changes().is_empty());
        let told = [Language::En, Language::Zh].map(|language| description_in(&audit, language).to_owned());
        assert!(told[0] == audit.claim() && told[0] != told[1], "{name}: {told:?}");
    }
}

#[test]
fn names_and_flags_are_numbered_by_their_places() {
    let format = registry().get("consultation.format").expect("a key");
    let crate::parameters::Plausible::Among(values) = format.plausible() else { panic!("names") };
    let found: Vec<f64> = values.iter().map(|value| as_number(format, value)).collect();
    assert_eq!(found, (0..values.len()).map(|place| place as f64).collect::<Vec<_>>());
    assert!(as_number(format, &Value::String("none".to_owned())).is_nan());
    assert_eq!(as_number(registry().get("needs.scale").expect("a key"), &Value::Integer(3)), 3.0);
}
