//! `gaps`: the primary outcomes by third of ses in each arm, and the gap between high and low.

use super::{arms, height, window};
use crate::language::{self, Language, Words};
use crate::observe::{COLUMNS, Group};
use crate::render::figures::canvas::Shape;
use crate::render::figures::scale;
use crate::render::figures::sheet::{Dot, Dots, Entry, Marker, Panel, Row, Sheet};
use crate::render::words::Notation;
use crate::study::comparison::{Arm, Comparison, Contrast, Question, Whom};

/// The thirds: label, number of the colour, shape.
const THIRDS: [(Words, usize, Shape); 3] = [
    (Words::new("low ses", "低地位组"), 2, Shape::Down),
    (Words::new("middle ses", "中地位组"), 0, Shape::Diamond),
    (Words::new("high ses", "高地位组"), 1, Shape::Up),
];

/// Prepares the figure.
pub fn prepare(comparison: &Comparison, language: Language) -> Sheet {
    let mut columns: Vec<usize> = Vec::new();
    for column in comparison.primary.iter().map(|question| question.column) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    let panels: Vec<Panel> = columns.into_iter().map(|column| panel(comparison, column, language)).collect();
    let rows = comparison.arms.len() as u32;
    Sheet {
        name: "gaps",
        title: language.pick("Gaps by ses", "地位组之间的差距").to_owned(),
        description: arms(comparison, language),
        key: key(language),
        note: note(comparison, language),
        height: height(panels.len()).max(400 + panels.len().div_ceil(2) as u32 * (200 + 64 * rows)),
        across: 2,
        panels,
    }
}

fn note(comparison: &Comparison, language: Language) -> String {
    let replicates = comparison.arms.first().map_or(0, |arm| arm.runs.len());
    let (over, reference) = (window(comparison, language), comparison.reference());
    match language {
        Language::En => format!(
            "Mean of {} by third of ses, {}; lines link the same third.{} At the right: high minus low of {}, and how much that \
             changes in the others (\u{394}), paired by replicate.",
            over,
            replicates_text(replicates),
            intervals(replicates, reference),
            reference
        ),
        Language::Zh => {
            let drawn = if replicates == 1 {
                ""
            } else {
                "区间（95 %）：与参照的配对差异，画在方案的值周围。"
            };
            format!(
                "{over}的均值，按地位组；{replicates} 次重复；线连接同一组。{drawn}右侧：{reference} 中高地位组减低地位组，以及其他方案中它的\
                 变化（\u{394}），按重复配对。"
            )
        }
    }
}

fn replicates_text(replicates: usize) -> String {
    if replicates == 1 { "one replicate".to_owned() } else { format!("{replicates} replicates") }
}

/// What the intervals are; one replicate has none.
fn intervals(replicates: usize, reference: &str) -> String {
    if replicates == 1 {
        return String::new();
    }
    format!(" Intervals (95 %): of the paired difference to {reference}, drawn around the arm.")
}

fn key(language: Language) -> Vec<Entry> {
    let entry = |(label, style, shape): &(Words, usize, Shape)| Entry {
        label: label.text(language).to_owned(),
        marker: Marker { style: *style, shape: *shape, filled: true },
    };
    THIRDS.iter().map(entry).collect()
}

fn panel(comparison: &Comparison, column: usize, language: Language) -> Panel {
    let rows: Vec<Row> = comparison.arms.iter().enumerate().map(|arm| row(comparison, arm, column, language)).collect();
    let reach = |dot: &Dot| dot.interval.map_or([dot.value, dot.value], |(low, high)| [low, high]);
    let unit = COLUMNS[column].unit;
    // Of few replicates an interval reaches to where no value can be: the axis does not.
    let possible = |end: f64| if scale::is_bounded(unit) { end.clamp(0.0, 1.0) } else { end };
    let values = rows.iter().flat_map(|row| row.dots.iter().flat_map(reach)).map(possible);
    let axis = scale::near(unit, values);
    Panel::Dots(Dots {
        title: COLUMNS[column].title(language),
        unit: language::unit(unit, language).to_owned(),
        label: String::new(),
        axis,
        zero: false,
        linked: true,
        head: match COLUMNS[column].is_share() {
            true => language.pick("gap in points; \u{394} change", "差距（百分点）；\u{394} 变化"),
            false => language.pick("gap; \u{394} change", "差距；\u{394} 变化"),
        }
        .to_owned(),
        rows,
    })
}

/// An arm: a marker for each third with the interval of its paired difference to the reference, and the gap in words.
fn row(comparison: &Comparison, (number, arm): (usize, &Arm), column: usize, language: Language) -> Row {
    let contrast = comparison.contrasts.iter().find(|contrast| contrast.arm == number);
    let dots = THIRDS.iter().zip(0..).map(|(&(_, style, shape), third)| {
        let question = Question { column, whom: Whom::Group(Group::Third(third)) };
        let value = comparison.mean_of(arm, question).mean;
        let answer = contrast.and_then(|contrast| contrast.answer(question));
        // The interval of the difference, moved to the arm.
        let interval = answer.and_then(|answer| Some((answer.t?, answer.mean)));
        let interval = interval.map(|((low, high), mean)| (value + low - mean, value + high - mean));
        Dot { value, interval, marker: Marker { style, shape, filled: true } }
    });
    let text = gap_text(comparison, arm, contrast, column, language);
    Row { label: arm.name.clone(), bold: contrast.is_none(), text, joined: true, dots: dots.collect() }
}

/// "\u{394} -0.003 [-0.010, 0.004]": the change of the gap with its interval; of the reference "+0.041 [0.032, 0.050]", the gap
/// itself. Shares in points.
fn gap_text(
    comparison: &Comparison,
    arm: &Arm,
    contrast: Option<&Contrast>,
    column: usize,
    language: Language,
) -> String {
    let question = Question { column, whom: Whom::GAP_OF_SES };
    let (sign, mean, interval) = match contrast.and_then(|contrast| contrast.answer(question)) {
        Some(answer) => ("\u{394} ", answer.mean, answer.t),
        None => {
            let gap = comparison.mean_of(arm, question);
            ("", gap.mean, gap.interval)
        }
    };
    if mean.is_nan() {
        return language.pick("no values", "没有数值").to_owned();
    }
    let notation = Notation::fitting(question.about(), mean.abs(), mean, interval);
    let interval = interval.map(|interval| format!(" {}", notation.interval(interval))).unwrap_or_default();
    format!("{sign}{}{interval}", notation.signed(mean))
}
