//! The report of an audit: the claim, one line, a table of the attacks, figures, and what was run.

use maud::{Markup, html};

use super::cells::{cell, name};
use super::page::{lead, page};
use super::{Figure, counted, figures, wide};
use crate::language::Language;
use crate::parameters::value_text;
use crate::render::Result;
use crate::render::figures::Picture;
use crate::render::words::{attack_row, audit_line};
use crate::study::Plan;
use crate::study::audit::{Answer, Audit, description_in};

/// The report of an audit, with figures of it, as a page of HTML; `program` is what ran it: its name, version and build.
pub fn audit_report(
    audit: &Audit,
    answer: &Answer,
    pictures: &[Picture],
    program: &str,
    language: Language,
) -> Result<String> {
    let drawn = pictures.iter().map(|picture| Figure::of(picture, false, language)).collect::<Result<Vec<_>>>()?;
    let sections = html! {
        (attacks(audit, answer))
        (figures::section(&drawn, language))
        (failing(audit, answer))
        (how(audit, program))
    };
    let lead = lead(description_in(audit, language), &format!("It {}.", audit_line(audit, answer)), Language::En);
    Ok(page(audit.name(), &lead, &sections, language))
}

fn attacks(audit: &Audit, answer: &Answer) -> Markup {
    html! {
        section {
            h2 { "Attacks" }
            (wide("Attacks", &html! {
                table.cards.beside {
                    thead { tr { th.name scope="col" { "attack" } th.name scope="col" { "holds in" } th.name scope="col" { "where not" } } }
                    tbody {
                        @for chapter in &answer.chapters {
                            @let row = attack_row(audit, chapter);
                            tr {
                                (cell("attack", name(&row[0])))
                                (cell("holds in", html! { (row[1]) }))
                                (cell("where not", html! { (row[2]) }))
                            }
                        }
                    }
                }
            }))
            p.small {
                "The claim asks for: " (conditions(audit)) ". Each world is run without and with the change under the same seeds, at least "
                (counted(audit.replicates() as usize, "time")) ". It holds where all conditions hold of the mean difference; it is "
                "reversed where a condition holds nowhere in the 95 % interval of its difference. Under luck every pair of cities is "
                "judged by itself. Intervals of shares are Wilson's."
            }
            @if !audit.left_out().is_empty() {
                p { "Not tried:" }
                ul { @for (attack, what, why) in audit.left_out() { li { (attack.name()) ", " (what) ": " (why) } } }
            }
        }
    }
}

fn conditions(audit: &Audit) -> String {
    audit.conditions().iter().map(|condition| condition.text()).collect::<Vec<_>>().join("; ")
}

fn failing(audit: &Audit, answer: &Answer) -> Markup {
    let end = |bound: Option<f64>| bound.map_or("\u{2013}".to_owned(), |bound| format!("{bound:.4}"));
    html! {
        section {
            h2 { "Where it fails" }
            @match &answer.failing {
                None => p { "No box of parameter values was found in which the claim fails more often than chance would have it." },
                Some(found) => {
                    (wide("The box", &html! {
                        table.numbers.cards.beside {
                            thead { tr {
                                @for head in ["parameter", "from", "to", "quasi-p", "reproducibility"] { th.name scope="col" { (head) } }
                            } }
                            tbody {
                                @for limits in &found.limits {
                                    tr {
                                        (cell("parameter", name(&audit.uncertain()[answer.sought[limits.bounds.variable]].key())))
                                        (cell("from", html! { (end(limits.bounds.low)) }))
                                        (cell("to", html! { (end(limits.bounds.high)) }))
                                        (cell("quasi-p", html! { (format!("{:.3}", limits.quasi_p)) }))
                                        (cell("reproducibility", html! { (format!("{:.0} %", 100.0 * limits.reproducibility)) }))
                                    }
                                }
                            }
                        }
                    }))
                    p.small {
                        "Coverage " (format!("{:.2}", found.fit.coverage)) ": the part of all failures that lie in the box. Density "
                        (format!("{:.2}", found.fit.density)) ": the part of the box's worlds that are failures. Found by PRIM (Friedman & "
                        "Fisher 1999; Bryant & Lempert 2010) among the " (answer.sought.len()) " parameters that go most with the "
                        "difference; p " (format!("{:.2}", found.p)) " by a permutation test of the whole search. A quasi-p is too hopeful "
                        "after a search; reproducibility is how often searches of half of the worlds restrict the parameter, too."
                    }
                }
            }
        }
    }
}

fn how(audit: &Audit, program: &str) -> Markup {
    let file = audit.name();
    let quick = if audit.is_quick() { " --quick" } else { "" };
    html! {
        section {
            h2 { "What was run, and how to run it again" }
            p { "The change:" }
            ul {
                @for change in audit.changes() {
                    li { code { (change.key) } ": " (value_text(change.from.as_ref())) " \u{2192} " (value_text(change.to.as_ref())) }
                }
            }
            p { (counted(audit.tried(), "world")) ", " (counted(audit.uncertain().len(), "uncertain parameter")) "." }
            pre tabindex="0" { code { (audit.sources().experiment.text) } }
            p { code { "grassroots audit " (file) ".toml" (quick) } " runs it again, where this text is in a file of that name." }
            p { (program) ". The same program gives the same numbers, to the bit." }
        }
    }
}
