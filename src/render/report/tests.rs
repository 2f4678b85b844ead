//! The whole page, read by a parser of browsers.

use std::sync::LazyLock;

use scraper::{Html, Selector};

use super::*;
use crate::study::comparison::testing::{compared, tiny, with_everything};

const MARKUP: &str = "<b>&\"'</b>";

/// A page with everything in it, of arms whose names and descriptions are markup.
static WHOLE: LazyLock<String> = LazyLock::new(|| {
    let mut odd = tiny("odd", "budget.law = 0.2\nbudget.per_resident = 1.5\n[[reforms]]\nround = 15\nbudget.law = 0.3");
    odd.name = MARKUP.to_owned();
    odd.description = "<script>alert(1)</script>".to_owned();
    let shock =
        "[[shocks]]\nround = 3\ncategory = 'health'\ndistricts = [1]\nmagnitude = 0.4\nduration = 5\nintensity = 3.0";
    let comparison = with_everything(compared(vec![tiny("thin", ""), odd, tiny("struck", shock)], 4));
    let figures = crate::render::figures::comparison_pictures(&comparison, Language::En).unwrap();
    report(&comparison, &figures, ("grassroots compare thin '<b>' --replicates 4", "grassroots 0"), Language::En)
        .unwrap()
});

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|element| element.text().collect::<String>()).collect()
}

fn count(page: &Html, selector: &str) -> usize {
    page.select(&Selector::parse(selector).unwrap()).count()
}

#[test]
fn the_page_is_well_formed_needs_nothing_beside_it_and_escapes_what_users_write() {
    let text = WHOLE.as_str();
    let page = Html::parse_document(text);
    assert_eq!(page.errors, Vec::<std::borrow::Cow<'static, str>>::new());
    assert!(!text.contains("http://") && !text.contains("https://") && !text.contains("url("));
    assert_eq!(count(&page, "script, link, img, iframe, b"), 0);
    assert!(texts(&page, "h1")[0].contains(MARKUP));
    assert!(texts(&page, "dd").contains(&"<script>alert(1)</script>".to_owned()));
    assert_eq!(texts(&page, "pre"), ["grassroots compare thin '<b>' --replicates 4"]);
    assert_eq!(count(&page, "html[lang], meta[charset], meta[name=viewport], title"), 4);
}

#[test]
fn figures_are_inlined_with_words_for_those_who_do_not_see_them() {
    let page = Html::parse_document(&WHOLE);
    assert_eq!((count(&page, "figure"), count(&page, "figure [role=img][aria-label]")), (5, 5));
    assert!(count(&page, ".panels svg") > 3 * 6, "a panel for each primary outcome, and the forest");
    assert_eq!(count(&page, "svg[width], svg[height], svg:not([viewBox])"), 0);
    assert!(texts(&page, "figcaption").iter().any(|text| text.contains("Primary outcomes")));
    assert!(texts(&page, "ul.key li").iter().any(|label| label.trim() == "low ses"));
}

#[test]
fn every_outcome_has_a_verdict_and_a_row_for_every_arm() {
    let page = Html::parse_document(&WHOLE);
    let columns = crate::COLUMNS.len();
    assert_eq!(count(&page, "table.numbers:not(.beside) tbody tr:not(.group)"), 12);
    assert_eq!(texts(&page, "tr.group th"), [MARKUP, "struck"]);
    assert_eq!(count(&page, "table.beside tbody tr"), columns - 6);
    assert_eq!(count(&page, "table.beside tbody td[data-label]"), 3 * (columns - 6));
    assert_eq!(count(&page, "tr.primary"), 12);
    let told = count(&page, "ul.verdicts:not(.others) li");
    assert_eq!(told, 12);
    let alone =
        report(&compared(vec![tiny("thin", ""), tiny("b", "budget.law = 0.2")], 2), &[], ("", ""), Language::En)
            .unwrap();
    assert_eq!(count(&Html::parse_document(&alone), "table.numbers tbody tr"), columns, "one arm has all numbers");
    assert!(texts(&page, "ul.verdicts li").iter().all(|verdict| verdict.contains(": ")));
    assert_eq!(count(&page, "table th:not([scope])"), 0);
}

#[test]
fn settings_are_told_as_differences_and_reforms_and_shocks_with_their_arms() {
    let page = Html::parse_document(&WHOLE);
    let keys = texts(&page, "[aria-label='Settings that differ'] tbody th");
    assert_eq!(keys, ["budget.per_resident", "budget.services", "budget.law"]);
    let first = texts(&page, "[aria-label='Settings that differ'] tbody tr:first-child td");
    assert_eq!(first[..3], ["1.0", "1.5", "="]);
    let meanings = texts(&page, "[aria-label='Settings that differ'] tbody tr.meaning td[colspan='4']");
    assert!(meanings.len() == 3 && meanings[2].contains("courts"), "{meanings:?}");
    let events = texts(&page, "[aria-label='Reforms and shocks'] tbody tr");
    assert!(events[0].starts_with("3shockstruckhealth in district 1:"), "{}", events[0]);
    assert!(events[1].starts_with(&format!("15reform{MARKUP}budget.services: 0.4")), "{}", events[1]);
}

#[test]
fn money_stopping_and_unknowns_are_told() {
    let page = Html::parse_document(&WHOLE);
    let warnings = texts(&page, ".warning");
    assert!(warnings.len() == 1 && warnings[0].contains("different totals"), "{warnings:?}");
    let all = texts(&page, "body")[0].clone();
    for part in [
        "sequential stopping",
        "was not reached",
        "up to round 10",
        "Luck and ignorance",
        "70\u{a0}%",
        "feedback.loss_rate",
    ] {
        assert!(all.contains(part), "{part}");
    }
}

#[test]
fn identical_arms_are_said_to_be_the_same_without_figures_too() {
    let comparison = compared(vec![tiny("thin", ""), tiny("thin-2", "")], 2);
    let text = report(&comparison, &[], ("", ""), Language::En).unwrap();
    assert!(text.contains("exactly the same in every outcome") && text.contains("No setting differs at the start"));
    assert!(!text.contains("<h2>Figures"));
}

#[test]
fn names_are_listed_as_in_a_sentence() {
    assert_eq!([listed(&[]), listed(&["a"]), listed(&["a", "b", "c"])], ["", "a", "a, b and c"]);
    assert_eq!([counted(1, "round"), counted(3, "round")], ["1 round", "3 rounds"]);
}
