//! The page around what a report says: nothing beside it is needed, no network and no scripts.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::language::Language;

/// How the page looks: on a screen, on a telephone and on paper.
const STYLE: &str = include_str!("style.css");

/// What made the results of a report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Made<'a> {
    /// The language that it is told in.
    pub language: Language,
    /// The command that makes them again; empty if none is known.
    pub command: &'a str,
    /// Name, version and build of the program.
    pub program: &'a str,
}

impl Made<'_> {
    /// How the results are made again.
    pub fn again(&self) -> Markup {
        html! {
            @if !self.command.is_empty() { pre tabindex="0" { code { (self.command) } } }
            p { (self.program) (self.language.pick(". The same command gives the same numbers, to the bit.", "。同一命令给出逐位相同的数字。")) }
        }
    }
}

/// A page with a title, a sentence below it, and sections.
pub fn page(title: &str, lead: &str, sections: &Markup, language: Language) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(language.pick("en", "zh-Hans")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (super::cells::name(title)) }
                    p.lead { (lead) }
                    (sections)
                }
            }
        }
    };
    page.into_string()
}

/// A description, and a sentence behind it.
pub fn lead(description: &str, sentence: &str, language: Language) -> String {
    let description = description.trim().trim_end_matches(['.', '。']);
    if description.is_empty() {
        sentence.to_owned()
    } else {
        format!("{description}{}{sentence}", language.pick(". ", "。"))
    }
}
