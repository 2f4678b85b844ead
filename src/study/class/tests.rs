use super::*;
use crate::study::comparison::Comparison;
use crate::study::comparison::testing::{compared, tiny};

const NO_GUESS: [Option<Guess>; 3] = [None; 3];

fn whole() -> Comparison {
    compared(vec![tiny("thin", ""), tiny("strict", "government.pressure = 0.9\nbudget.law = 0.2")], 12)
}

/// Some of the replicates of a comparison.
fn part(comparison: &Comparison, replicates: std::ops::Range<usize>) -> Comparison {
    let mut part = comparison.clone();
    part.arms.iter_mut().for_each(|arm| arm.runs = arm.runs[replicates.clone()].to_vec());
    part
}

fn code(comparison: &Comparison, replicates: std::ops::Range<usize>, guesses: [Option<Guess>; 3]) -> String {
    Block::of(&part(comparison, replicates), guesses).expect("a block").code()
}

#[test]
fn codes_in_any_order_give_the_bits_of_the_comparison_of_all_replicates() {
    let comparison = whole();
    let codes =
        [code(&comparison, 5..12, NO_GUESS), code(&comparison, 0..1, NO_GUESS), code(&comparison, 1..5, NO_GUESS)];
    let class = Class::read(&codes.join("\n"), None);
    assert_eq!((class.replicates(), class.refused().len()), (12, 0));
    for (question, found) in class.differences() {
        let expected = comparison.contrasts[0].answer(question).expect("an answer");
        assert_eq!(found.t, expected.t, "{}", question.name());
        let numbers = |of: &Difference| [of.mean, of.reference, of.arm, of.effect.unwrap_or(0.0), of.p.unwrap_or(0.0)];
        assert_eq!(numbers(&found).map(f64::to_bits), numbers(expected).map(f64::to_bits), "{}", question.name());
        assert_eq!((found.replicates, found.same_sign), (expected.replicates, expected.same_sign));
        assert!(found.mean != 0.0, "arms that differ in nothing show nothing");
    }
    assert_eq!(
        class.stretches(),
        Class::read(&[&codes[1], &codes[2], &codes[0]].map(String::as_str).join("\n"), None).stretches()
    );
}

#[test]
fn a_code_has_at_most_200_letters_and_comes_back_whole() {
    let block = Block::of(&whole(), [Some(Guess::Up), None, Some(Guess::Down)]).expect("a block");
    assert_eq!(block.code().len(), code::LETTERS);
    const { assert!(code::LETTERS <= 200) };
    assert_eq!(Block::read(&block.code()), Ok(block));
}

#[test]
fn the_largest_sums_fit_into_a_code() {
    let grain = 1_i128 << 40;
    let most = PairSums {
        pairs: 31,
        first: 31 * grain,
        difference: -31 * grain,
        squares: 31 * grain * grain,
        up: 0,
        down: 31,
    };
    let block = Block { outcomes: [most; 3], ..Block::of(&whole(), NO_GUESS).expect("a block") };
    let block = Block { pairs: 31, first: (1 << 16) - 31, stretches: [[Some(-31 * 512); STRETCHES]; 3], ..block };
    assert_eq!(Block::read(&block.code()), Ok(block));
}

#[test]
fn no_letter_can_be_changed_unseen() {
    let good = code(&whole(), 0..2, NO_GUESS);
    for at in 0..good.len() {
        let other = if &good[at..=at] == "A" { "B" } else { "A" };
        let damaged = format!("{}{other}{}", &good[..at], &good[at + 1..]);
        assert_eq!(Block::read(&damaged), Err(Refusal::Damaged), "letter {at}");
    }
    assert_eq!(Block::read(&good[1..]), Err(Refusal::Length(code::LETTERS - 1)));
    assert_eq!(Block::read(&good.replacen(&good[..1], "\u{4fe1}", 1)), Err(Refusal::Damaged));
}

#[test]
fn what_is_wrong_with_a_line_is_said_and_spoils_nothing() {
    let comparison = whole();
    let other = compared(vec![tiny("thin", ""), tiny("strict", "government.pressure = 0.8")], 2);
    let first = code(&comparison, 0..3, NO_GUESS);
    let lines = [
        "# our class".to_owned(),
        format!("Mei: {first}"),
        first.clone(),
        code(&comparison, 2..4, NO_GUESS),
        code(&other, 0..2, NO_GUESS),
        "hello".to_owned(),
        String::new(),
        code(&comparison, 4..12, NO_GUESS),
    ];
    let class = Class::read(&lines.join("\n"), None);
    assert_eq!((class.blocks().len(), class.replicates()), (2, 11));
    let said: Vec<(usize, &Why)> = class.refused().iter().map(|refused| (refused.line, &refused.why)).collect();
    let taken = Why::Taken { first: 2, last: 3, line: 2 };
    assert_eq!(said, [(3, &Why::Again(2)), (4, &taken), (5, &Why::Other), (6, &Why::Code(Refusal::Length(5)))]);
}

#[test]
fn a_class_is_held_to_the_scenarios_that_are_named() {
    let comparison = whole();
    let identity =
        |one: usize, two: usize| Identity::of(&comparison.arms[one].scenario, &comparison.arms[two].scenario);
    let text = code(&comparison, 0..2, NO_GUESS);
    assert_eq!(Class::read(&text, Some(identity(0, 1))).replicates(), 2);
    assert_eq!(Class::read(&text, Some(identity(1, 0))).replicates(), 0);
    let mut renamed = comparison.arms[0].scenario.clone();
    (renamed.name, renamed.description) = ("another name".to_owned(), "other words".to_owned());
    assert_eq!(Identity::of(&renamed, &comparison.arms[1].scenario), identity(0, 1));
    renamed.run.seed += 1;
    assert_ne!(Identity::of(&renamed, &comparison.arms[1].scenario), identity(0, 1));
}

#[test]
fn guesses_are_counted() {
    let comparison = whole();
    let guesses = [[Some(Guess::Up), None, Some(Guess::Same)], [Some(Guess::Up), Some(Guess::Down), Some(Guess::Same)]];
    let text = [code(&comparison, 0..2, guesses[0]), code(&comparison, 2..4, guesses[1])].join("\n");
    assert_eq!(Class::read(&text, None).guesses(), [[2, 0, 0], [0, 0, 1], [0, 2, 0]]);
}

#[test]
fn a_block_is_of_replicates_that_follow_each_other() {
    let mut comparison = whole();
    comparison.arms.iter_mut().for_each(|arm| drop(arm.runs.remove(3)));
    assert!(Block::of(&comparison, NO_GUESS).is_err());
}
