//! Claims in tiny cities, worlds by hand, and what is judged of them.

use super::attacks::Attack;
use super::structures::{NULL, STRUCTURES};
use super::*;
use crate::scenario::{Scenario, changes};
use crate::study::record::{Record, Status};
use crate::study::{Job, Rows};

const TINY: &str = r#"
claim = "More law raises security and does not lower trust"
base = "baseline"
change.budget.law = 0.08
holds = [
    { outcome = "security", sign = "up" },
    { outcome = "trust_government", sign = "not down", margin = 0.005 },
]
worlds = 16
uncertain = ["law", "needs"]
[set]
needs.scale = 0.7
population.residents = 10
"#;

fn audit(text: &str) -> Audit {
    Audit::from_toml("tiny", text, true).unwrap_or_else(|error| panic!("{error}"))
}

fn world<'a>(audit: &'a Audit, name: &str) -> &'a World {
    audit.worlds.iter().find(|world| world.name == name).unwrap_or_else(|| panic!("no world {name}"))
}

fn made(audit: &Audit, name: &str, is_changed: bool) -> Scenario {
    audit.ground.scenario_in(world(audit, name), is_changed).expect("a scenario")
}

#[test]
fn a_sign_holds_on_its_side_of_the_margin() {
    let holds = |sign: Sign| [-0.2, -0.1, 0.0, 0.1, 0.2].map(|difference| sign.holds(difference, 0.1));
    assert_eq!(holds(Sign::Up), [false, false, false, false, true]);
    assert_eq!(holds(Sign::Down), [true, false, false, false, false]);
    assert_eq!(holds(Sign::NotDown), [false, true, true, true, true]);
    assert_eq!(holds(Sign::NotUp), [true, true, true, true, false]);
    assert_eq!(holds(Sign::Same), [false, true, true, true, false]);
}

#[test]
fn what_is_set_or_changed_is_not_uncertain() {
    let keys: Vec<String> = audit(TINY).uncertain().iter().map(Parameter::key).collect();
    assert!(keys.iter().all(|key| key.starts_with("law.") || key.starts_with("needs.")), "{keys:?}");
    assert!(keys.contains(&"needs.work_median".to_owned()) && !keys.contains(&"needs.scale".to_owned()), "{keys:?}");
    let other = audit(&TINY.replace("change.budget.law = 0.08", "change.law.win = 0.6"));
    assert!(other.ground.uncertain.iter().all(|parameter| parameter.key() != "law.win"));
}

#[test]
fn doses_lie_on_the_line_from_the_base_through_the_change() {
    let audit = audit(TINY);
    let law = |name: &str| made(&audit, name, true).policy.budget.law;
    assert_eq!((law("half of the change"), law("twice the change")), (0.065, 0.11));
    assert_eq!(made(&audit, "twice the change", false).policy.budget.law, 0.05);
    // Money for services pays.
    assert!((made(&audit, "twice the change", true).policy.budget.services - 0.49).abs() < 1e-12);
    let names = self::audit(&TINY.replace("change.budget.law = 0.08", "change.consultation.format = \"hearing\""));
    let why = names.left_out.iter().find(|(attack, ..)| *attack == Attack::Dose).map(|(.., why)| why.as_str());
    assert_eq!(why, Some("no number changes"));
}

#[test]
fn a_transition_is_the_base_reformed_at_round_0() {
    let audit = audit(TINY);
    let (base, changed) = (made(&audit, "as a reform at round 0", false), made(&audit, "as a reform at round 0", true));
    assert!(base.reforms.is_empty() && changes(&base, &changed).is_empty());
    let [reform] = &changed.reforms[..] else { panic!("one reform") };
    assert_eq!((reform.round, reform.policy.budget.law), (0, 0.08));
    // What is no policy comes by no reform, and that is told.
    let of_world = self::audit(&TINY.replace("change.budget.law = 0.08", "change.law.win = 0.6"));
    let told = of_world.left_out.iter().any(|(attack, name, why)| {
        *attack == Attack::Start && name == "as a reform at round 0" && why.contains("no reform")
    });
    assert!(told, "{:?}", of_world.left_out);
}

#[test]
fn every_structure_and_the_null_are_another_model() {
    let base = Scenario::default();
    for (name, settings) in STRUCTURES.iter().copied().chain([("null", &NULL[..])]) {
        for setting in settings {
            let changed = Scenario::load_with("baseline", &[(*setting).to_owned()]);
            let changed = changed.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(changes(&base, &changed).len(), 1, "{name}: {setting} changes nothing");
        }
    }
}

#[test]
fn a_scenario_that_has_the_change_already_is_left_out() {
    let audit = audit(&TINY.replace("change.budget.law = 0.08", "change.consultation.format = \"hearing\""));
    let has_it =
        |name: &str| Scenario::load(name).is_ok_and(|base| base.policy.consultation.format.name() == "hearing");
    let left_out: Vec<&str> = audit.left_out.iter().map(|(_, name, _)| name.as_str()).collect();
    for name in crate::scenario::names() {
        assert_eq!(left_out.contains(&format!("over {name}").as_str()), has_it(name), "{name}: {left_out:?}");
    }
}

#[test]
fn over_another_base_a_number_moves_by_as_much_as_over_the_first() {
    let audit = audit(TINY);
    for name in ["legalistic", "without_law"] {
        let law = |is_changed| made(&audit, &format!("over {name}"), is_changed).policy.budget.law;
        let own = Scenario::load(name).expect(name).policy.budget.law;
        assert!((law(false) - own).abs() < 1e-12 && (law(true) - own - 0.03).abs() < 1e-9, "{name}");
    }
}

#[test]
fn replicates_of_luck_and_of_the_parts_of_a_world_are_others_also_when_more_are_asked_for() {
    let audit = audit(TINY);
    let of = |name: &str, replicates: u32| {
        let own = audit.worlds.iter().filter(|world| world.name == name);
        own.map(|world| (0..replicates).map(|own| world.replicate(own, 2)).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    assert_eq!(of("half of the change", 2), [[0, 1], [2, 3]]);
    assert_eq!(of("half of the change", 4), [[0, 1, 4, 5], [2, 3, 6, 7]]);
    assert_eq!(
        (of("seeds 0", 2), of("seeds 7", 2), of("draw 5", 2)),
        (vec![vec![0, 1]], vec![vec![14, 15]], vec![vec![0, 1]])
    );
    let parts = audit.worlds.iter().filter(|world| world.part > 0).count();
    assert_eq!(audit.tried() + parts, audit.worlds.len());
}

/// Rows in which the outcomes of a world differ as told: by world number, condition and replicate.
fn rows(audit: &Audit, difference: impl Fn(usize, usize, u32) -> f64) -> Rows {
    let mut rows = Rows::none(audit);
    let windows = audit.outcomes.len() / audit.conditions.len();
    for point in 0..audit.points.len() {
        for replicate in 0..audit.replicates {
            let of =
                |condition: usize| 0.5 + if point % 2 == 1 { difference(point / 2, condition, replicate) } else { 0.0 };
            let outcomes = (0..audit.outcomes.len()).map(|at| of(at / windows)).collect();
            let (stage, message) = (String::new(), String::new());
            rows.insert(Job { point, replicate }, Record { status: Status::Done, stage, message, outcomes });
        }
    }
    rows
}

#[test]
fn worlds_are_judged_by_the_mean_and_reversed_by_the_interval() {
    let audit = audit(TINY);
    let number = |name: &str| audit.worlds.iter().position(|world| world.name == name).expect("a world");
    let (wobbly, broken) =
        (number("20 residents a community").min(number("half of the change")), number("twice the change"));
    let found = Answer::of(
        &audit,
        &rows(&audit, |world, condition, replicate| match (condition, world) {
            // The mean is below zero, and its interval reaches above it.
            (0, world) if (wobbly..wobbly + 2).contains(&world) => -0.01 + 0.1 * (f64::from(replicate) - 0.5),
            (1, world) if (broken..broken + 2).contains(&world) => -0.02 - 0.001 * f64::from(replicate),
            (0, _) => 0.03 + 0.001 * f64::from(replicate),
            _ => -0.004,
        }),
    );
    let judged = |world: usize| found.world(world).expect("it has ended");
    assert_eq!((judged(wobbly).holds, judged(wobbly).reversed), (false, false));
    assert_eq!((judged(broken).holds, judged(broken).reversed), (false, true));
    let [security, trust] = judged(broken).verdicts[..] else { panic!("two conditions") };
    assert!(security.holds && !trust.holds && (trust.mean + 0.0205).abs() < 1e-12);
    let chapter = found.chapter(Attack::Luck).expect("luck");
    assert_eq!((chapter.held, chapter.of), (16, 16), "eight worlds of two pairs, each judged by itself");
    assert_eq!(found.chapter(Attack::Dose).map(|dose| dose.reversed.clone()), Some(vec![broken]));
    assert!(found.failing.is_none(), "it fails in no draw");
}

#[test]
fn what_is_less_than_a_millionth_is_no_difference() {
    let audit = audit(TINY);
    let found = Answer::of(&audit, &rows(&audit, |_, condition, _| if condition == 0 { 9e-7 } else { 0.0 }));
    assert!(found.judged.iter().all(|judged| !judged.holds && judged.verdicts[0].mean == 0.0));
}

#[test]
fn worlds_that_lack_a_run_are_counted_and_not_judged() {
    let audit = audit(TINY);
    let rows = Rows::none(&audit);
    let found = Answer::of(&audit, &rows);
    assert!(found.judged.is_empty() && found.chapters.iter().all(|chapter| chapter.missing > 0 && chapter.of == 0));
}

#[test]
fn the_parameter_that_turns_the_claim_drives_it_and_makes_the_box() {
    let text = TINY.replace("worlds = 16", "worlds = 64");
    let audit = audit(&text);
    let at = audit
        .ground
        .uncertain
        .iter()
        .position(|parameter| parameter.key() == "needs.work_median")
        .expect("a parameter");
    // From 0.5 to 1.5: above 1 more law is of no use.
    let value = |world: usize| audit.worlds[world].drawn.get(at).and_then(toml::Value::as_float).unwrap_or(0.5);
    let found =
        Answer::of(&audit, &rows(&audit, |world, condition, _| if condition == 0 { 1.0 - value(world) } else { 0.0 }));
    assert_eq!(found.drivers[0].parameter, at);
    assert!(found.drivers[0].rank.rho < -0.99, "{:?}", found.drivers[0]);
    let failing = found.failing.expect("a box");
    let [limits] = &failing.limits[..] else { panic!("{failing:?}") };
    assert_eq!(found.sought[limits.bounds.variable], at);
    assert!(
        limits.bounds.low.is_some_and(|low| (0.95..1.05).contains(&low)) && limits.bounds.high.is_none(),
        "{limits:?}"
    );
    assert!(failing.fit.coverage > 0.9 && failing.fit.density > 0.9, "{:?}", failing.fit);
}
