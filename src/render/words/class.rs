//! What the codes of a class say together.

use super::verdict;
use crate::language::{Language, Words};
use crate::study::class::{Class, GUESSED, Refusal, Refused, Why};

/// The verdicts of all codes that were taken, what they rest on, what was guessed, and what was not taken.
pub fn class_summary(class: &Class, language: Language) -> String {
    let mut text = String::new();
    for (question, difference) in class.differences() {
        text += &format!("  {}\n", verdict(question, &difference, language));
    }
    text += &format!("{}\n{}", counts(class, language), guesses(class, language));
    for refused in class.refused() {
        text += &match language {
            Language::En => format!("Line {}: {}.\n", refused.line, refusal(refused, language)),
            Language::Zh => format!("第 {} 行：{}。\n", refused.line, refusal(refused, language)),
        };
    }
    text
}

fn counts(class: &Class, language: Language) -> String {
    let (pairs, codes, which) = (class.replicates(), class.blocks().len(), replicates(class, language));
    match language {
        Language::En => {
            let plural = |number: usize| if number == 1 { "" } else { "s" };
            format!("{pairs} replicate{} from {codes} code{}: {which}.", plural(pairs as usize), plural(codes))
        }
        Language::Zh => format!("{codes} 个分享码，共 {pairs} 次重复：{which}。"),
    }
}

/// Which replicates there are, in stretches without a gap: "replicates 0 to 59 and 80 to 99".
fn replicates(class: &Class, language: Language) -> String {
    let mut blocks: Vec<(u32, u32)> = class.blocks().iter().map(|block| block.replicates()).collect();
    blocks.sort_unstable();
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for (first, last) in blocks {
        match stretches.last_mut() {
            Some(stretch) if stretch.1 + 1 == first => stretch.1 = last,
            _ => stretches.push((first, last)),
        }
    }
    let (to, and) = language.pick((" to ", " and "), (" 至 ", "、"));
    let told: Vec<String> = stretches.iter().map(|(first, last)| format!("{first}{to}{last}")).collect();
    match (told.is_empty(), language) {
        (true, _) => language.pick("none", "没有可用的").to_owned(),
        (false, Language::En) => format!("replicates {}", told.join(and)),
        (false, Language::Zh) => format!("第 {} 次", told.join(and)),
    }
}

/// What was guessed, a line for each outcome about which anyone did.
fn guesses(class: &Class, language: Language) -> String {
    let told = GUESSED.iter().zip(class.guesses()).filter(|(_, guesses)| guesses.iter().sum::<usize>() > 0);
    told.map(|(name, [up, same, down])| {
        let column = crate::observe::column(name).map(|at| crate::observe::COLUMNS[at].title(language));
        let title = column.unwrap_or_default();
        match language {
            Language::En => {
                format!("Guesses about {}: {up} up, {same} the same, {down} down.\n", title.to_lowercase())
            }
            Language::Zh => format!("对“{title}”的猜测：上升 {up}，不变 {same}，下降 {down}。\n"),
        }
    })
    .collect()
}

/// Why a line was not taken.
pub fn refusal(refused: &Refused, language: Language) -> String {
    let words = match &refused.why {
        Why::Other => Words::new(
            "this code is of another comparison: other scenarios, rules or another seed",
            "这是另一个比较的分享码：情景、规则或随机种子不同",
        ),
        Why::Again(_) => Words::new("this code is the same as that of line {line}", "与第 {line} 行的分享码相同"),
        Why::Taken { .. } => Words::new(
            "replicates {first} to {last} were already counted in line {line}: two pupils have one number",
            "第 {first} 至 {last} 次重复已在第 {line} 行计入：两名学生用了同一个号码",
        ),
        Why::Code(Refusal::Length(_)) => Words::new(
            "this is no code: a code has 192 letters, digits, - and _, and this has {length}",
            "这不是分享码：分享码由 192 个字母、数字、- 和 _ 组成，而这里有 {length} 个字符",
        ),
        Why::Code(Refusal::Damaged) => Words::new("this code is damaged: copy it again", "分享码已损坏：请重新复制"),
        Why::Code(Refusal::Form) => Words::new(
            "this code is of another version of grassroots, with another form of codes",
            "这是另一版本 grassroots 的分享码，格式不同",
        ),
        Why::Code(Refusal::Version) => Words::new(
            concat!("this code is of another version of grassroots than ", env!("CARGO_PKG_VERSION")),
            concat!("这个分享码不是 grassroots ", env!("CARGO_PKG_VERSION"), " 版的"),
        ),
    };
    let numbers = match &refused.why {
        Why::Again(line) => vec![("{line}", *line)],
        Why::Taken { first, last, line } => {
            vec![("{first}", *first as usize), ("{last}", *last as usize), ("{line}", *line)]
        }
        Why::Code(Refusal::Length(length)) => vec![("{length}", *length)],
        _ => Vec::new(),
    };
    let text = language.pick(words.en, words.zh).to_owned();
    numbers.iter().fold(text, |text, (name, number)| text.replace(name, &number.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_told_in_both_languages() {
        let all = [
            Why::Other,
            Why::Again(3),
            Why::Taken { first: 20, last: 39, line: 2 },
            Why::Code(Refusal::Length(7)),
            Why::Code(Refusal::Damaged),
            Why::Code(Refusal::Form),
            Why::Code(Refusal::Version),
        ];
        for why in all {
            let refused = Refused { line: 1, why };
            let [en, zh] = Language::ALL.map(|language| refusal(&refused, language));
            assert!(!en.contains('{') && !zh.contains('{') && en != zh && en.is_ascii(), "{en} {zh}");
        }
    }
}
