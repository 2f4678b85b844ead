//! What was compared: the arms, and what each has other than the reference.

use maud::{Markup, html};

use super::settings::Named;
use super::{cells::name, events, settings};
use crate::language::Language;
use crate::scenario::description_in;
use crate::study::comparison::Comparison;

/// The section.
pub fn section(comparison: &Comparison, language: Language) -> Markup {
    let arms: Vec<Named<'_>> = comparison.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
    html! {
        section {
            h2 { (language.pick("What was compared", "比较了什么")) }
            dl {
                @for (number, (arm, scenario)) in arms.iter().enumerate() {
                    dt { (name(arm)) @if number == 0 { (language.pick(" (reference)", "（参照）")) } }
                    dd { @if scenario.description.is_empty() { (language.pick("No description.", "没有描述。")) } @else { (description_in(&scenario.description, language)) } }
                }
            }
            @if let [first, others @ ..] = arms.as_slice() { (settings::section(*first, others, language)) }
            (events::section(&arms, language))
        }
    }
}
