//! One budget: when shares change, the payer absorbs the difference.

use toml::Value;

use super::keys::Settings;
use super::registry::Values;
use crate::error::{Place, Problem};
use crate::policy::{Budget, BudgetShare};

/// How far the sum of the shares may be from 1.
const TOLERANCE: f64 = 1e-6;

/// Computed shares are rounded to this part, so that files stay neat.
const NEAT: f64 = 1e12;

/// Settles the budget after a layer: the payer gives or takes what the layer's shares leave, or, where the layer sets
/// the payer's share itself, the shares must sum to 1. Does nothing if shares were refused.
pub(super) fn settle(values: &mut Values, layer: &Settings) -> Vec<Problem> {
    let set: Vec<&'static str> = BudgetShare::NAMES.iter().copied().filter(|name| sets(layer, name)).collect();
    if set.is_empty() || layer.refused.iter().any(|key| key.starts_with("budget.")) {
        return Vec::new();
    }
    let payer = payer(values);
    let others: f64 = BudgetShare::NAMES.iter().filter(|name| **name != payer).map(|name| share(values, name)).sum();
    if set.contains(&payer) {
        sums_to_one(others + share(values, payer), payer, &set, layer)
    } else {
        pay(1. - others, payer, &set, layer, values)
    }
}

fn key(name: &str) -> String {
    format!("budget.{name}")
}

fn sets(layer: &Settings, name: &str) -> bool {
    layer.values.contains_key(&key(name))
}

fn share(values: &Values, name: &str) -> f64 {
    values.get(&key(name)).and_then(Value::as_float).unwrap_or(0.)
}

fn payer(values: &Values) -> &'static str {
    let name = values.get("budget.payer").and_then(Value::as_str);
    BudgetShare::NAMES.iter().copied().find(|share| Some(*share) == name).unwrap_or(BudgetShare::NAMES[0])
}

fn pay(rest: f64, payer: &str, set: &[&str], layer: &Settings, values: &mut Values) -> Vec<Problem> {
    if rest < -TOLERANCE {
        let short = neat(-rest);
        let message = format!("the payer `{payer}` cannot pay for these shares: {short} is missing");
        let help = format!("lower them by {short}, or name another budget.payer");
        return problem(set, layer, message, help);
    }
    values.insert(key(payer), Value::Float(neat(rest.max(0.))));
    Vec::new()
}

/// What is wrong with a budget whose shares do not sum to 1, and what to do.
pub(super) fn unbalanced(budget: &Budget) -> Option<(String, String)> {
    let payer = budget.payer as usize;
    let shares = budget.shares();
    // Summed as in `settle`: what passes there passes here.
    let others: f64 = shares.iter().enumerate().filter(|(share, _)| *share != payer).map(|(_, share)| share).sum();
    let message = off_one(others + shares[payer])?;
    Some((message, format!("correct them; the payer is {}", budget.payer.name())))
}

fn off_one(sum: f64) -> Option<String> {
    let excess = sum - 1.;
    let word = if excess > 0. { "too much" } else { "too little" };
    let off = || format!("the shares sum to {}, {} {word}", neat(sum), neat(excess.abs()));
    (excess.abs() > TOLERANCE).then(off)
}

fn sums_to_one(sum: f64, payer: &str, set: &[&str], layer: &Settings) -> Vec<Problem> {
    let Some(message) = off_one(sum) else { return Vec::new() };
    let help = format!("correct them, or leave out the payer's share budget.{payer}: it absorbs the difference");
    problem(set, layer, message, help)
}

/// A problem at the first share that the layer sets; the others are shown too.
fn problem(set: &[&str], layer: &Settings, message: String, help: String) -> Vec<Problem> {
    let mut places: Vec<&Place> =
        set.iter().filter_map(|name| layer.values.get(&key(name))).map(|setting| &setting.place).collect();
    places.sort_by_key(|place| place.span.start);
    let Some((first, others)) = places.split_first() else { return Vec::new() };
    let related = others.iter().map(|place| place.span.clone()).collect();
    vec![Problem { related, ..first.problem(message).label("the shares set here").help(help) }]
}

/// Rounded, with no negative zero.
fn neat(share: f64) -> f64 {
    (share * NEAT).round() / NEAT + 0.
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::Scenario;

    fn shares(text: &str) -> Result<[f64; 9], String> {
        Scenario::from_toml("x", text).map(|s| s.policy.budget.shares()).map_err(|error| error.to_string())
    }

    #[test]
    fn the_payer_absorbs_what_other_shares_change() {
        assert_eq!(shares("[budget]\nlaw = 0.10").expect("paid")[0], 0.5);
        let own_payer = shares("[budget]\npayer = 'investment'\nlaw = 0.10").expect("paid");
        assert_eq!((own_payer[0], own_payer[1]), (0.55, 0.15));
    }

    #[test]
    fn shares_that_name_the_payer_too_must_sum_to_one() {
        assert!(shares("[budget]\nlaw = 0.1\nservices = 0.5").is_ok());
        let error = shares("[budget]\nlaw = 0.08\nservices = 0.55").expect_err("too much");
        assert!(error.starts_with("x:2:7: the shares sum to 1.03, 0.03 too much"), "{error}");
        let error = shares("[budget]\nservices = 0.5").expect_err("too little");
        assert!(error.contains("the shares sum to 0.95, 0.05 too little"), "{error}");
    }

    #[test]
    fn a_payer_cannot_pay_more_than_it_has() {
        let error = shares("[budget]\npayer = 'technology'\nlaw = 0.1\nvirtue = 0.2").expect_err("too much");
        assert!(error.contains("the payer `technology` cannot pay for these shares: 0.21 is missing"), "{error}");
    }

    #[test]
    fn a_refused_share_brings_no_second_error() {
        let error = shares("[budget]\nservices = 0.5\nlww = 0.1").expect_err("typo");
        assert_eq!(error.lines().count(), 1, "{error}");
    }

    #[test]
    fn each_layer_and_each_reform_settles_its_own_shares() {
        let text = "[budget]\nlaw = 0.1\n[[reforms]]\nround = 9\nbudget.law = 0.05\n\
                    [[reforms]]\nround = 3\nbudget = { payer = 'investment', technology = 0.14 }";
        let scenario = Scenario::from_toml("x", text).expect("paid");
        let at = |round| scenario.policy_at(round).budget.shares();
        assert_eq!((at(0)[0], at(3)[0], at(9)[0]), (0.5, 0.5, 0.5));
        assert_eq!((at(0)[1], at(3)[1], at(9)[1]), (0.2, 0.1, 0.15));
    }

    proptest! {
        #[test]
        fn shares_of_every_scenario_that_loads_sum_to_one(
            law in 0.0..0.6, virtue in 0.0..0.6, payer in 0usize..9, own in proptest::option::of(0.0..1.0)
        ) {
            let payer = crate::policy::BudgetShare::NAMES[payer];
            let own = own.map_or(String::new(), |share: f64| format!("services = {share:?}\n"));
            let text = format!("[budget]\npayer = '{payer}'\nlaw = {law:?}\nvirtue = {virtue:?}\n{own}");
            if let Ok(shares) = shares(&text) {
                prop_assert!((shares.iter().sum::<f64>() - 1.).abs() < 1e-6);
                prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
            }
        }
    }
}
