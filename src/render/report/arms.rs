//! What was compared: the arms, and what each has other than the reference.

use maud::{Markup, html};

use super::settings::Named;
use super::{cells::name, events, settings};
use crate::study::comparison::Comparison;

/// The section.
pub fn section(comparison: &Comparison) -> Markup {
    let arms: Vec<Named<'_>> = comparison.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
    html! {
        section {
            h2 { "What was compared" }
            dl {
                @for (number, (arm, scenario)) in arms.iter().enumerate() {
                    dt { (name(arm)) @if number == 0 { " (reference)" } }
                    dd { @if scenario.description.is_empty() { "No description." } @else { (scenario.description) } }
                }
            }
            @if let [first, others @ ..] = arms.as_slice() { (settings::section(*first, others)) }
            (events::section(&arms))
        }
    }
}
