//! All outcomes in a table for each arm.

use maud::{Markup, html};

use super::cells::{cell, name};
use super::{contrasts, verdicts, wide};
use crate::language::Language;
use crate::observe::COLUMNS;
use crate::render::words::{Finding, Notation, finding};
use crate::study::comparison::{Arm, Comparison, Contrast, Difference, Question, Split};

/// Arms beside each other in one table; what more there are stands in the next.
const ACROSS: usize = 7;

/// An arm against the reference.
type Against<'a> = (&'a Contrast, &'a Arm);

/// The section: of one arm all numbers, of several all numbers of the primary outcomes, and of the others those that fit
/// beside each other.
pub fn section(comparison: &Comparison, language: Language) -> Markup {
    let all = language.pick("All outcomes", "全部结果");
    let contrasts: Vec<Against<'_>> = contrasts(comparison).collect();
    html! {
        section {
            h2 { (all) }
            p {
                (language.pick(
                    "What can be said of the outcomes that are not primary, and the numbers of all.",
                    "对非主要结果可以说什么，以及全部结果的数字。",
                ))
            }
            @for (contrast, arm) in &contrasts { (verdicts::others(comparison, contrast, &arm.name, language)) }
            @if contrasts.len() == 1 {
                (wide(all, &table(comparison, &contrasts, true, language)))
            } @else {
                (wide(language.pick("Primary outcomes", "主要结果"), &table(comparison, &contrasts, false, language)))
                @for arms in contrasts.chunks(ACROSS) {
                    (wide(language.pick("The other outcomes", "其他结果"), &beside(comparison, arms, language)))
                }
            }
            @if language == Language::Zh {
                p.small { (FOOT_ZH) }
            } @else {
                p.small {
                "Shares in percent and points (x 100). t and BCa: 95 % intervals of the mean paired difference, by Student's t and by \
                 bootstrap. d: mean difference over the standard deviation of the differences. Agree: seeds whose difference has the \
                 sign of the mean. Holm: p adjusted over the primary outcomes of all arms. Variance: that of the difference under \
                 common random numbers, relative to independent runs. Grey: no difference can be told. All numbers of all arms are in \
                 differences.csv."
                }
            }
        }
    }
}

/// What the heads of the table mean, in Chinese.
const FOOT_ZH: &str = "比例以百分比和百分点计（× 100）。t 与 BCa：平均配对差异的 95 % 区间，分别按学生 t 分布和自助法。d：平均差异除以差异的标准差。一致：差异与均值同号的种子。Holm：按所有方案的主要结果校正的 p。方差：公共随机数下差异的方差，相对于独立运行。灰色：看不出差异。所有方案的全部数字在 differences.csv 中。";

/// The outcomes of the city that are not primary.
fn others(comparison: &Comparison) -> impl Iterator<Item = Question> {
    (0..COLUMNS.len()).map(Question::of_city).filter(|question| !comparison.primary.contains(question))
}

/// All numbers of the primary outcomes, and of the others if `all` are wanted; a group of rows for each arm.
fn table(comparison: &Comparison, contrasts: &[Against<'_>], all: bool, language: Language) -> Markup {
    let outcomes = || contrasts.iter().flat_map(|(contrast, _)| &contrast.outcomes);
    let split = outcomes().any(|outcome| outcome.split.is_some());
    let arm = if let [(_, arm)] = contrasts { arm.name.as_str() } else { language.pick("Arm", "方案") };
    let questions: Vec<(Question, bool)> = comparison.primary.iter().map(|&question| (question, true)).collect();
    let others = others(comparison).filter(|_| all).map(|question| (question, false));
    let questions: Vec<_> = questions.into_iter().chain(others).collect();
    let names = [comparison.reference(), arm];
    html! {
        table.numbers.cards {
            thead { (head(names, split, language)) }
            @for (contrast, arm) in contrasts {
                tbody {
                    @if contrasts.len() > 1 { tr.group { th scope="rowgroup" colspan="11" { (name(&arm.name)) } } }
                    @for &(question, primary) in &questions {
                        @if let Some(difference) = contrast.answer(question) {
                            (row(question, difference, names, (primary, split), language))
                        }
                    }
                }
            }
        }
    }
}

/// The heads of a table from the second arm on.
fn heads(language: Language) -> [&'static str; 10] {
    language.pick(
        ["Outcome", "Difference", "t", "d", "Agree", "p", "Holm", "Variance", "Luck", "Ignorance"],
        ["结果", "差异", "t", "d", "一致", "p", "Holm", "方差", "偶然", "未知"],
    )
}

fn head(names: [&str; 2], split: bool, language: Language) -> Markup {
    let [outcome, difference, t, d, agree, p, holm, variance, luck, ignorance] = heads(language);
    html! {
        tr {
            th scope="col" { (outcome) }
            @for arm in names { th.name scope="col" { (name(arm)) } }
            @for text in [difference, t] { th scope="col" { (text) } }
            th.bca scope="col" { "BCa" }
            @for text in [d, agree, p, holm, variance] { th scope="col" { (text) } }
            @if split { th scope="col" { (luck) } th scope="col" { (ignorance) } }
        }
    }
}

fn row(
    question: Question,
    difference: &Difference,
    names: [&str; 2],
    (primary, split): (bool, bool),
    language: Language,
) -> Markup {
    let [_, difference_head, t, d, agree, p, holm, variance, ..] = heads(language);
    let notation = Notation::of(question.about(), difference);
    let interval = |interval: Option<(f64, f64)>| interval.map_or(NONE.to_owned(), |ends| notation.interval(ends));
    html! {
        tr class=(class(difference, primary)) {
            (outcome(question, language))
            (cell(names[0], plain(notation, difference.reference)))
            (cell(names[1], plain(notation, difference.arm)))
            (cell(difference_head, mean(notation, difference)))
            (cell(t, interval(difference.t)))
            td.bca data-label="BCa" { (interval(difference.bca)) }
            (cell(d, number(difference.effect, 2)))
            (cell(agree, format!("{}/{}", difference.same_sign, difference.replicates)))
            (cell(p, probability(difference.p)))
            (cell(holm, probability(difference.holm)))
            (cell(variance, number(difference.variance_ratio, 2)))
            @if split { (shares(difference.split, language)) }
        }
    }
}

/// The name of an outcome, with its unit.
fn outcome(question: Question, language: Language) -> Markup {
    let about = question.about();
    let unit = match (about.share_of, language) {
        (None, _) => about.unit_in(language).to_owned(),
        (Some(whole), Language::En) => format!("% of {}", whole.en),
        (Some(whole), Language::Zh) => format!("占{}的 %", whole.zh),
    };
    html! {
        th scope="row" title=(about.meaning_in(language)) { (question.words(language)) " " span.unit { (unit) } }
    }
}

fn class(difference: &Difference, primary: bool) -> &'static str {
    match (primary, finding(difference)) {
        (true, Finding::Differs) => "primary",
        (true, _) => "primary unclear",
        (false, Finding::Differs) => "",
        (false, _) => "unclear",
    }
}

fn plain(notation: Notation, value: f64) -> String {
    if value.is_nan() { NONE.to_owned() } else { notation.plain(value) }
}

fn mean(notation: Notation, difference: &Difference) -> String {
    if difference.mean.is_nan() { NONE.to_owned() } else { notation.signed(difference.mean) }
}

/// The other outcomes of several arms beside each other: the difference of each, and its interval below it.
fn beside(comparison: &Comparison, arms: &[Against<'_>], language: Language) -> Markup {
    let reference = comparison.reference();
    html! {
        table.numbers.cards.beside {
            caption {
                (language.pick("Other outcomes: difference to ", "其他结果：与 "))
                (name(reference))
                (language.pick(", 95 % interval by Student's t", " 的差异，按学生 t 分布的 95 % 区间"))
            }
            thead {
                tr {
                    th scope="col" { (language.pick("Outcome", "结果")) }
                    th.name scope="col" { (name(comparison.reference())) }
                    @for (_, arm) in arms { th.name scope="col" { (name(&arm.name)) } }
                }
            }
            tbody {
                @for question in others(comparison) { (row_beside(comparison, arms, question, language)) }
            }
        }
    }
}

fn row_beside(comparison: &Comparison, arms: &[Against<'_>], question: Question, language: Language) -> Markup {
    let answers: Vec<_> = arms.iter().filter_map(|(contrast, arm)| Some((contrast.answer(question)?, arm))).collect();
    let reference = answers.first().map(|(answer, _)| plain(Notation::of(question.about(), answer), answer.reference));
    html! {
        tr {
            (outcome(question, language))
            (cell(comparison.reference(), reference.unwrap_or_default()))
            @for (answer, arm) in &answers {
                td class=(class(answer, false)) data-label=(arm.name) { (difference_beside(question, answer, language)) }
            }
        }
    }
}

fn difference_beside(question: Question, difference: &Difference, language: Language) -> Markup {
    let notation = Notation::of(question.about(), difference);
    let interval = difference.t.filter(|_| !matches!(finding(difference), Finding::Same | Finding::Missing));
    html! {
        @match finding(difference) {
            Finding::Missing => (NONE),
            Finding::Same => (language.pick("same", "相同")),
            _ => (mean(notation, difference)),
        }
        @if let Some(ends) = interval { " " span.interval { (notation.interval(ends)) } }
    }
}

/// What stands where there is no value.
const NONE: &str = "\u{2013}";

fn number(value: Option<f64>, places: usize) -> String {
    value.filter(|value| value.is_finite()).map_or(NONE.to_owned(), |value| format!("{value:.places$}"))
}

fn probability(p: Option<f64>) -> String {
    match p {
        Some(p) if p < 0.001 => "<\u{a0}0.001".to_owned(),
        other => number(other, 3),
    }
}

fn shares(split: Option<Split>, language: Language) -> Markup {
    let [.., luck, ignorance] = heads(language);
    let share = |of: fn(Split) -> f64| {
        let share = split.map(of).filter(|share| share.is_finite());
        share.map_or(NONE.to_owned(), |share| format!("{:.0}\u{a0}%", share * 100.0))
    };
    html! { (cell(luck, share(|split| split.luck))) (cell(ignorance, share(|split| split.ignorance))) }
}
