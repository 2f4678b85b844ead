//! `forest`: the differences of all outcomes with their intervals, in percent of the reference's mean so that they share an
//! axis.

use super::{arms, window};
use crate::language::Language;
use crate::observe::{COLUMNS, Subject};
use crate::render::figures::scale::{self, Axis};
use crate::render::figures::sheet::{Cell, Dot, Marker, Matrix, MatrixLine as Line, Panel, Sheet};
use crate::render::words::{Finding, Notation, amount, finding};
use crate::stats;
use crate::study::comparison::{Comparison, Contrast, Difference, Question};

/// The axis reaches to the edges of so large a share of the intervals, and to this many percent at most.
const REACHED: f64 = 0.85;
const MOST: f64 = 100.0;

/// Arms beside each other with intervals in words; of more only the differences are written.
const MOST_IN_WORDS: usize = 3;
/// Decimal places of differences that stand alone, at most.
const MOST_PLACES: usize = 4;
/// Height of a row.
const PITCH: u32 = 44;

/// Prepares the figure.
pub fn prepare(comparison: &Comparison, language: Language) -> Sheet {
    let rows = rows(comparison, language);
    let nothing = rows.iter().all(|row| row.cells.is_empty());
    let height = if nothing { 420 } else { 560 + PITCH * rows.len() as u32 };
    let panel = if nothing {
        Panel::Words(nothing_differs(comparison, language))
    } else {
        Panel::Matrix(matrix(comparison, rows, language))
    };
    Sheet {
        name: "forest",
        title: language.pick("All outcomes", "全部结果").to_owned(),
        description: arms(comparison, language),
        key: Vec::new(),
        note: if nothing { String::new() } else { note(comparison, language) },
        height,
        across: 1,
        panels: vec![panel],
    }
}

fn matrix(comparison: &Comparison, rows: Vec<Line>, language: Language) -> Matrix {
    let name = |contrast: &Contrast| Some((comparison.arms.get(contrast.arm)?.name.clone(), contrast.arm));
    let several = comparison.contrasts.len() > MOST_IN_WORDS;
    let single = comparison.arms.first().is_some_and(|arm| arm.runs.len() == 1);
    let axis = axis(&rows);
    // Narrow columns have room for few numbers at their axes.
    let (low, high) = (axis.low, axis.high);
    let ends = match language {
        _ if !several => String::new(),
        Language::En => format!("; axes from {low} to {high} %"),
        Language::Zh => format!("；各轴 {low} 至 {high} %"),
    };
    let (over, reference) = (window(comparison, language), comparison.reference());
    Matrix {
        axis,
        label: match language {
            Language::En => format!("mean of {over}: difference to {reference}, in % of its mean{ends}"),
            Language::Zh => format!("{over}的均值：与 {reference} 的差异，占其均值的 %{ends}"),
        },
        head: match (several, single) {
            (true, _) => "",
            (false, true) => language.pick("difference", "差异"),
            (false, false) => language.pick("difference, 95 % interval", "差异，95 % 置信区间"),
        }
        .to_owned(),
        columns: comparison.contrasts.iter().filter_map(name).collect(),
        rows,
    }
}

/// What is said where there is nothing to draw.
fn nothing_differs(comparison: &Comparison, language: Language) -> String {
    let found = || comparison.contrasts.iter().flat_map(|contrast| &contrast.outcomes).map(finding);
    let same = found().filter(|found| *found == Finding::Same).count();
    let missing = found().filter(|found| *found == Finding::Missing).count();
    match found().count() - same - missing {
        0 if language == Language::Zh => {
            format!("没有差异：{}的全部结果在各方案中完全相同。", window(comparison, language))
        }
        _ if language == Language::Zh => "没有结果可以表示为参照的 %：有差异的结果在参照中都为零。".to_owned(),
        0 => format!(
            "Nothing differs: all outcomes of {} are exactly the same in all arms.",
            window(comparison, language)
        ),
        _ => "No outcome can be shown in % of the reference: all that differ are zero in it.".to_owned(),
    }
}

fn note_zh(comparison: &Comparison) -> String {
    let several = comparison.contrasts.len() > 1;
    let numbers = if several { "数字：差异，比例以百分点计，其他以各自单位计。" } else { "" };
    let left_out = "未列：各方案都相同的结果，以及参照为零的结果。同一主题内差异大的在前。";
    if comparison.arms.first().is_some_and(|arm| arm.runs.len() == 1) {
        return format!("一次重复：没有区间，任何差异都可能只是偶然。箭头：超出坐标轴。{numbers}{left_out}");
    }
    format!(
        "线：95 % 置信区间。实心：区间不含零。空心：看不出差异。箭头：超出坐标轴。{numbers}{left_out}区间未按结果的数目校正。"
    )
}

fn note(comparison: &Comparison, language: Language) -> String {
    if language == Language::Zh {
        return note_zh(comparison);
    }
    let numbers = if comparison.contrasts.len() > 1 {
        " Numbers: the difference, of shares in percentage points, of others in their units."
    } else {
        ""
    };
    if comparison.arms.first().is_some_and(|arm| arm.runs.len() == 1) {
        return format!(
            "One replicate: there are no intervals, and any difference may be luck. Arrows: beyond the axis.{numbers} Left out: \
             outcomes that are the same in all arms, and those whose reference is zero. Within a subject the largest come first."
        );
    }
    format!(
        "Lines: 95 % intervals. Filled: the interval excludes zero. Hollow: no difference can be told. Arrows: beyond the axis.{numbers} \
         Left out: outcomes that are the same in all arms, and those whose reference is zero. Within a subject the largest \
         come first. Intervals are not adjusted for the number of outcomes."
    )
}

/// The primary outcomes, then the others below the heading of their subject.
fn rows(comparison: &Comparison, language: Language) -> Vec<Line> {
    let primary = comparison.primary.iter().filter_map(|&question| row(comparison, question, language));
    let primary: Vec<Line> = primary.map(|row| Line { bold: true, ..row }).collect();
    let mut rows = Vec::new();
    if !primary.is_empty() {
        rows.push(heading(language.pick("Primary outcomes", "主要结果")));
        rows.extend(primary);
    }
    for subject in Subject::ALL {
        let questions = (0..COLUMNS.len()).map(Question::of_city).filter(|other| !comparison.primary.contains(other));
        let of_subject = questions.filter(|question| question.about().subject == subject);
        let mut found: Vec<Line> = of_subject.filter_map(|question| row(comparison, question, language)).collect();
        found.sort_by(|a, b| size(b).total_cmp(&size(a)));
        if !found.is_empty() {
            rows.push(heading(subject.heading(language)));
            rows.extend(found);
        }
    }
    rows
}

fn heading(text: &str) -> Line {
    Line { label: text.to_owned(), ..Line::default() }
}

/// The largest difference of a row, of those that can be told before the others.
fn size(row: &Line) -> f64 {
    let dots = || row.cells.iter().flatten().map(|cell| cell.dot);
    let largest = |dots: &mut dyn Iterator<Item = Dot>| dots.map(|dot| dot.value.abs()).fold(0.0, f64::max);
    largest(&mut dots().filter(|dot| dot.marker.filled)).max(1e-6 * largest(&mut dots()))
}

/// The row of an outcome; none if it is the same in all arms.
fn row(comparison: &Comparison, question: Question, language: Language) -> Option<Line> {
    let answer = |contrast: &'_ Contrast| Some((contrast.arm, contrast.answer(question)?.clone()));
    let differences: Vec<(usize, Difference)> = comparison.contrasts.iter().filter_map(answer).collect();
    let arms = differences.len();
    let cell = |(arm, difference): &(usize, Difference)| {
        Some(Cell { dot: dot(*arm, difference)?, text: text(question, difference, arms, language) })
    };
    let cells: Vec<Option<Cell>> = differences.iter().map(cell).collect();
    let all_same = differences.iter().all(|(_, difference)| finding(difference) == Finding::Same);
    let shown = !all_same && cells.iter().any(Option::is_some);
    shown.then(|| Line { label: question.words(language), bold: false, cells })
}

/// The number beside a value: with less around it where there are more arms.
fn text(question: Question, difference: &Difference, arms: usize, language: Language) -> String {
    let notation = Notation::of(question.about(), difference);
    let mean = notation.signed(difference.mean);
    match (arms, finding(difference)) {
        (_, Finding::Same) => language.pick("the same", "相同").to_owned(),
        (1, _) => amount(question, difference, language),
        (2..=MOST_IN_WORDS, _) => {
            let interval = difference.t.map(|interval| format!(" {}", notation.interval(interval)));
            format!("{mean}{}", interval.unwrap_or_default())
        }
        _ => short(notation, difference.mean),
    }
}

/// A difference in few letters, that does not vanish in them.
fn short(notation: Notation, mean: f64) -> String {
    let Notation { factor, places, .. } = notation;
    let vanishes = (factor * mean).abs() < 0.5 * libm::pow(10.0, -(MOST_PLACES as f64));
    if places > MOST_PLACES && vanishes {
        return format!("{:+.0e}", factor * mean);
    }
    Notation { places: places.min(MOST_PLACES), ..notation }.signed(mean)
}

/// A difference in percent of the reference's mean; none where that is zero.
fn dot(arm: usize, difference: &Difference) -> Option<Dot> {
    let unit = 100.0 / difference.reference.abs();
    let value = difference.mean * unit;
    let filled = finding(difference) == Finding::Differs;
    let interval = difference.t.map(|(low, high)| (low * unit, high * unit));
    value.is_finite().then_some(Dot { value, interval, marker: Marker { filled, ..Marker::of(arm) } })
}

/// An axis to both sides of zero that most intervals fit on.
fn axis(rows: &[Line]) -> Axis {
    let reach = |dot: &Dot| dot.interval.map_or(dot.value.abs(), |(low, high)| low.abs().max(high.abs()));
    let reaches = |bold: bool| -> Vec<f64> {
        rows.iter()
            .filter(|row| row.bold || !bold)
            .flat_map(|row| row.cells.iter().flatten().map(|cell| reach(&cell.dot)))
            .collect()
    };
    let primary = reaches(true).into_iter().fold(0.0, f64::max);
    let most = stats::quantile(&reaches(false), REACHED).unwrap_or(1.0).max(primary).clamp(0.01, MOST);
    scale::around_zero([-most, most].into_iter())
}
