//! How the comparison was made, how to read it, and how to make it again.

use maud::{Markup, html};

use super::cells::name;
use super::{Made, counted, listed, wide};
use crate::language::Language;
use crate::scenario::Schedule;
use crate::study::comparison::{Comparison, Stopping, Unknown};

/// Replicates, rounds and window in a sentence.
pub fn in_short(comparison: &Comparison, language: Language) -> String {
    let rounds = comparison.arms.first().map_or(0, |arm| arm.scenario.run.rounds) as usize;
    if language == Language::Zh {
        let (arms, replicates, window) = (comparison.arms.len(), replicates(comparison), comparison.window);
        return format!("{arms} 个方案各 {replicates} 次重复，每次 {rounds} 轮；结果是最后 {window} 轮的均值。");
    }
    format!(
        "{} of {} for each of {}; outcomes are means over the last {}.",
        counted(replicates(comparison), "replicate"),
        counted(rounds, "round"),
        counted(comparison.arms.len(), "arm"),
        counted(comparison.window as usize, "round")
    )
}

fn replicates(comparison: &Comparison) -> usize {
    comparison.arms.first().map_or(0, |arm| arm.runs.len())
}

/// How to read it, in three sentences.
pub fn reading(comparison: &Comparison, language: Language) -> Markup {
    match language {
        Language::En => reading_en(comparison),
        Language::Zh => reading_zh(comparison),
    }
}

fn reading_zh(comparison: &Comparison) -> Markup {
    html! {
        section {
            h2 { "怎样阅读" }
            p {
                "各方案在相同的种子下运行，每个差异都是运气相同的一对运行之差，“+”表示高于 " (comparison.reference()) "。"
                @if replicates(comparison) == 1 {
                    "只有一次重复，因此没有区间，任何差异都可能只是偶然：多做几次才能判断。"
                } @else {
                    "方括号是平均差异的 95 % 置信区间：其中含零，则看不出差异，但这不等于没有差异；重复越多，区间越窄。\
                     区间说明的是模型中的偶然有多大，而不是模型与真实城市有多相符。"
                }
                @if !comparison.unknowns.is_empty() {
                    "这里的区间也包含未知：每两次重复重新抽取 " (keys(comparison).join("、"))
                    "，区间按抽取计数，而非按重复。其宽度取决于所给的分布，对未抽取的参数不作说明。"
                }
            }
        }
    }
}

fn reading_en(comparison: &Comparison) -> Markup {
    let reference = comparison.reference();
    html! {
        section {
            h2 { "How to read it" }
            p {
                "Every arm was run under the same seeds, so that each difference is that of a pair of runs which share their luck, and \
                 \u{201c}+\u{201d} means more than in " (reference) ". "
                @if replicates(comparison) == 1 {
                    "There is one replicate, so that there are no intervals, and any difference may be luck: \
                     run more of them to tell. "
                } @else {
                "The brackets hold the 95 % interval of the mean difference: where they hold zero, no difference can be told, which is \
                 not to say that there is none; more replicates make them narrower. \
                 The intervals tell how much is due to chance in this model, not how well the model fits a real city."
                }
                @if !comparison.unknowns.is_empty() {
                    " Here they also cover what nobody knows: each pair of replicates has another draw of "
                    (listed(&keys(comparison))) ", and the intervals count draws, not replicates. They are as wide as the \
                    distributions that were given, and say nothing of parameters that were not drawn."
                }
            }
        }
    }
}

/// The section.
pub fn section(comparison: &Comparison, made: &Made<'_>) -> Markup {
    let language = made.language;
    html! {
        section {
            h2 { (language.pick("How it was made", "如何得出")) }
            p { (seeds(comparison, language)) }
            @if let Some(stopping) = &comparison.stopping { p { (stopped(stopping, language)) } }
            @if !comparison.unknowns.is_empty() { (unknowns(comparison, language)) }
            h3 { (language.pick("How to make it again", "如何再次得出")) }
            (made.again())
        }
    }
}

fn seeds(comparison: &Comparison, language: Language) -> String {
    let Some(arm) = comparison.arms.first() else { return String::new() };
    let fork = comparison.fork.map(|round| match language {
        Language::En => format!(" All arms share the history of {} up to round {round}.", arm.name),
        Language::Zh => format!("第 {round} 轮之前，各方案共有 {} 的历史。", arm.name),
    });
    format!("{}{}", schedule(&arm.scenario.run, replicates(comparison), language), fork.unwrap_or_default())
}

/// Seeds and rounds of replicates in a sentence or two.
pub fn schedule(run: &Schedule, replicates: usize, language: Language) -> String {
    let Schedule { seed, city_seed, rounds, warm_up, .. } = *run;
    if language == Language::Zh {
        let last = replicates.saturating_sub(1);
        let city = match city_seed {
            Some(seed) => format!("各次的城市相同，由种子 {seed} 决定"),
            None => "各次的城市不同".to_owned(),
        };
        return format!("种子 {seed}，重复 0 至 {last}；{city}。{warm_up} 轮预热期之后 {rounds} 轮；一轮为一周。");
    }
    let numbers = if replicates == 1 { "0".to_owned() } else { format!("0 to {}", replicates.saturating_sub(1)) };
    let city = match city_seed {
        Some(seed) => format!("the city is the same in all of them, by seed {seed}"),
        None => "the city is another in each of them".to_owned(),
    };
    format!(
        "Seed {seed}, replicates {numbers}; {city}. {rounds} rounds after a warm-up of {warm_up}; a round is a week."
    )
}

/// How many replicates it took, and what it means that they were not fixed beforehand.
fn stopped(stopping: &Stopping, language: Language) -> String {
    if language == Language::Zh {
        let (replicates, width) = stopping.looks.last().copied().unwrap_or((0, f64::NAN));
        return format!(
            "重复次数没有事先固定（序贯停止）：不断加倍，直到每个方案{}的 95 % 区间的半宽不超过 {}。{}：{replicates} 次重复，半宽 {width:.4}，\
             共查看 {} 次。由于停止取决于区间本身，区间包含真实差异的机会略低于 95 %。",
            stopping.question.words(language),
            stopping.wanted,
            if stopping.reached { "已达到" } else { "未达到" },
            stopping.looks.len()
        );
    }
    let column = stopping.question.words(Language::En);
    let (replicates, width) = stopping.looks.last().copied().unwrap_or((0, f64::NAN));
    let looks = counted(stopping.looks.len(), "look");
    let end = if stopping.reached { "was reached with" } else { "was not reached with the most allowed," };
    format!(
        "The number of replicates was not fixed beforehand (sequential stopping): they were doubled until the half width of every \
         arm's 95 % interval for {column} was at most {}. It {end} {replicates} replicates, at the half width {width:.4}, after \
         {looks}. As stopping looks at the intervals themselves, they hold the true difference a little less often than in 95 % of \
         such comparisons; most so after few replicates.",
        stopping.wanted
    )
}

/// The unknowns, and how much of the variance they make.
fn unknowns(comparison: &Comparison, language: Language) -> Markup {
    let heads = ["Luck and ignorance", "Unknowns", "Rank correlations"];
    let [both, unknowns, ranks] = language.pick(heads, ["偶然与未知", "未知量", "秩相关"]);
    html! {
        h3 { (both) }
        p {
            "Nobody knows the value of " (listed(&keys(comparison))) ": it was drawn anew, the same for all arms, and each draw was lived \
             through by two lucks. The intervals cover both. Of the variance of the difference, for the primary outcomes:"
        }
        (wide(both, &split_table(comparison, language)))
        (wide(unknowns, &unknowns_table(&comparison.unknowns, language)))
        p {
            "Which of them goes with the difference: Spearman's rank correlation of the draws with the difference, with its 95 % interval. It tells \
             an order, no cause; unknowns that are names have none."
        }
        (wide(ranks, &associations(comparison, language)))
    }
}

fn keys(comparison: &Comparison) -> Vec<&str> {
    comparison.unknowns.iter().map(|unknown| unknown.key.as_str()).collect()
}

fn associations(comparison: &Comparison, language: Language) -> Markup {
    let heads = ["Outcome", "Arm", "Unknown", "Rank correlation", "95 % interval"];
    let heads = language.pick(heads, ["结果", "方案", "未知量", "秩相关", "95 % 区间"]);
    let none = || "\u{2013}".to_owned();
    html! {
        table {
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody {
                @for (contrast, arm) in super::contrasts(comparison) {
                    @for found in comparison.associations(contrast) {
                        tr {
                            th scope="row" { (found.question.words(language)) }
                            td { (arm.name) }
                            td { code { (found.unknown.key) } }
                            td { (format!("{:+.2}", found.rank.rho)) }
                            td { (found.rank.interval.map_or_else(none, |(low, high)| format!("[{low:.2}, {high:.2}]"))) }
                        }
                    }
                }
            }
        }
    }
}

fn split_table(comparison: &Comparison, language: Language) -> Markup {
    let heads = language.pick(["Outcome", "Arm", "Luck", "Ignorance"], ["结果", "方案", "偶然", "未知"]);
    let percent =
        |share: f64| if share.is_finite() { format!("{:.0}\u{a0}%", share * 100.0) } else { "\u{2013}".to_owned() };
    html! {
        table {
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody {
                @for &question in &comparison.primary {
                    @for (contrast, arm) in super::contrasts(comparison) {
                        @if let Some(split) = contrast.answer(question).and_then(|answer| answer.split) {
                            tr {
                                th scope="row" { (question.words(language)) }
                                td { (name(&arm.name)) }
                                td { (percent(split.luck)) }
                                td { (percent(split.ignorance)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn unknowns_table(unknowns: &[Unknown], language: Language) -> Markup {
    let heads = ["Unknown", "Drawn from", "Lowest draw", "Highest draw"];
    let heads = language.pick(heads, ["未知量", "抽取自", "最低", "最高"]);
    let ends = |unknown: &Unknown| {
        let ends = (f64::INFINITY, f64::NEG_INFINITY);
        unknown.draws.iter().fold(ends, |(low, high): (f64, f64), &draw| (low.min(draw), high.max(draw)))
    };
    html! {
        table {
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody {
                @for unknown in unknowns {
                    tr {
                        th scope="row" { code { (unknown.key) } }
                        td { (unknown.distribution) }
                        td { (format!("{:.4}", ends(unknown).0)) }
                        td { (format!("{:.4}", ends(unknown).1)) }
                    }
                }
            }
        }
    }
}
