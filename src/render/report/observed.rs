//! How far the model is from observed data, in the report of a run.

use maud::{Markup, html};

use super::cells::{cell, name};
use super::wide;
use crate::language::Language;
use crate::observe::COLUMNS;
use crate::render::words::{DISTANCE_HEADS, distance_cells};
use crate::study::Distance;

/// The section; nothing where nothing was observed. `source` is what the data are called.
pub fn section(source: &str, distances: &[Distance], language: Language) -> Markup {
    let head = DISTANCE_HEADS[0].text(language);
    html! {
        @if !distances.is_empty() {
            section {
                h2 { (head) }
                (wide(head, &table(distances, language)))
                p.small { (name(source)) (language.pick(". ", "。")) (reading(language)) }
            }
        }
    }
}

/// What the numbers are.
fn reading(language: Language) -> &'static str {
    language.pick(
        "RMSE: the root mean squared difference between the observed values and the mean over replicates, week by week; of \
         shares in percentage points. The model's band is from the 5 % to the 95 % quantile of replicates. A model that was \
         fitted to these data is near them for that reason, and one that was not may be near them by luck. Each observation \
         beside the model is in observed_by_round.csv.",
        "均方根误差：观测值与各次重复均值逐周之差的均方根；比例以百分点计。模型区间为各次重复的 5 % 至 95 % 分位数。\
         若模型曾按这些数据拟合，接近是自然的；若没有，接近也可能出于偶然。逐条对照见 observed_by_round.csv。",
    )
}

fn table(distances: &[Distance], language: Language) -> Markup {
    let heads = DISTANCE_HEADS.map(|head| head.text(language));
    let [_, observations, rmse, _, in_band, in_observed] = heads;
    html! {
        table.numbers.cards {
            thead {
                tr {
                    th scope="col" { (language.pick("Outcome", "结果")) }
                    @for head in [observations, rmse, in_band, in_observed] { th scope="col" { (head) } }
                }
            }
            tbody {
                @for (cells, distance) in distance_cells(distances, language).iter().zip(distances) {
                    tr {
                        th scope="row" title=(COLUMNS[distance.column].meaning_in(language)) {
                            (cells.label) " " span.unit { (cells.unit) }
                        }
                        (cell(observations, &cells.observations))
                        (cell(rmse, &cells.rmse))
                        (cell(in_band, &cells.in_band))
                        (cell(in_observed, &cells.in_observed))
                    }
                }
            }
        }
    }
}
