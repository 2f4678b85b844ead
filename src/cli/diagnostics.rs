//! Errors on the terminal: a caret under the place in the scenario, in colour only where someone looks.

use std::io::{IsTerminal, Write};
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use grassroots::Error;
use grassroots::error::{Problem, Source};

use super::failure::Failure;

/// Problems told at once; whoever has more has another trouble than their details.
const MOST: usize = 50;

/// Tells a failure on standard error.
pub fn tell(failure: &Failure) {
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    // Nobody can be told if standard error is closed.
    let _ = writeln!(std::io::stderr(), "{}", render(failure, &renderer));
}

fn render(failure: &Failure, renderer: &Renderer) -> String {
    match failure {
        Failure::Library(Error::Scenario(problems)) => {
            let reports = problems.iter().take(MOST).map(|problem| renderer.render(&[group(problem)]));
            let more = problems.len().saturating_sub(MOST);
            let rest = (more > 0).then(|| format!("... and {more} more problems"));
            reports.chain(rest).collect::<Vec<_>>().join("\n\n")
        }
        other => renderer.render(&[Group::with_title(Level::ERROR.primary_title(other.to_string()))]),
    }
}

fn group(problem: &Problem) -> Group<'_> {
    let group = match &problem.span {
        Some(span) => match shown(&problem.source.text, span) {
            Some(shown) => Level::ERROR.primary_title(problem.message.as_str()).element(snippet(problem, shown)),
            None => Group::with_title(Level::ERROR.primary_title(at(problem, span))),
        },
        None => {
            let title = format!("{}: {}", name(&problem.source), problem.message);
            Group::with_title(Level::ERROR.primary_title(title))
        }
    };
    let group = if problem.help.is_empty() { group } else { group.element(Level::HELP.message(help(problem))) };
    if problem.note.is_empty() { group } else { group.element(Level::NOTE.message(problem.note.as_str())) }
}

/// The option that gives settings over a scenario.
const SETTINGS: &str = "--set";

/// A source as whoever called the program knows it.
fn name(source: &Source) -> &str {
    if source.is_settings() { SETTINGS } else { &source.name }
}

/// The advice; an example of a setting has its option.
fn help(problem: &Problem) -> String {
    match problem.help.strip_prefix("for example ") {
        Some(example) if problem.source.is_settings() => format!("for example {SETTINGS} {example}"),
        _ => problem.help.clone(),
    }
}

/// A problem whose line is too long to be shown.
fn at(problem: &Problem, span: &Range<usize>) -> String {
    let (line, column) = problem.source.line_column(span.start);
    format!("{}:{line}:{column}: {}", name(&problem.source), problem.message)
}

/// Longest text that is handed over whole, in bytes, and longest line that is shown.
const WHOLE: usize = 1 << 16;
const LONGEST_LINE: usize = 2000;

/// The bytes of a text that are shown with a place in it, and the number of the first line of them: all of a text unless it
/// is large, else the line; none if that is too long.
fn shown(text: &str, span: &Range<usize>) -> Option<(Range<usize>, usize)> {
    let place = on_characters(text, span);
    let start = text[..place.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[place.start..].find('\n').map_or(text.len(), |newline| place.start + newline);
    let lines = || text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count();
    match (end - start > LONGEST_LINE, text.len() > WHOLE) {
        (true, _) => None,
        (false, true) => Some((start..end, lines() + 1)),
        (false, false) => Some((0..text.len(), 1)),
    }
}

fn snippet(problem: &Problem, (bytes, line): (Range<usize>, usize)) -> Snippet<'_, Annotation<'_>> {
    let text: &str = &problem.source.text;
    let label = (!problem.label.is_empty()).then_some(problem.label.as_str());
    let here = |span: &&Range<usize>| bytes.start <= span.start && span.start <= bytes.end;
    let within = |span: &Range<usize>| {
        let span = on_characters(text, span);
        span.start - bytes.start..span.end.min(bytes.end) - bytes.start
    };
    let primary = problem.span.iter().map(|span| AnnotationKind::Primary.span(within(span)).label(label));
    let related = problem.related.iter().filter(here).map(|span| AnnotationKind::Context.span(within(span)));
    let annotations: Vec<_> = primary.chain(related).collect();
    Snippet::source(&text[bytes.clone()]).line_start(line).path(name(&problem.source)).annotations(annotations)
}

/// The span widened to whole characters within the text, and cut at the end of its first line.
fn on_characters(text: &str, span: &Range<usize>) -> Range<usize> {
    let boundary = |byte: usize| (0..=byte.min(text.len())).rev().find(|&b| text.is_char_boundary(b)).unwrap_or(0);
    let start = boundary(span.start);
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |end| start + end);
    let end = (span.end..=text.len()).find(|&b| text.is_char_boundary(b)).unwrap_or(text.len());
    start..end.clamp(start, line_end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use grassroots::Scenario;

    #[test]
    fn a_caret_stands_under_what_is_wrong() {
        let error = Scenario::from_toml("city.toml", "[government]\npressure = 7 # 市\n").expect_err("out of range");
        let text = render(&error.into(), &Renderer::plain());
        assert!(text.contains("city.toml:2:12"), "{text}");
        assert!(text.contains("            ^ a number from 0 to 1"), "{text}");
    }

    #[test]
    fn settings_are_told_with_their_option() {
        let error = Scenario::load_with("baseline", &["budget.law".to_owned()]).expect_err("no value");
        let text = render(&error.into(), &Renderer::plain());
        assert!(text.contains("--set:1:1") && text.contains("for example --set budget.law=0.06"), "{text}");
    }

    #[test]
    fn of_a_large_text_the_line_is_shown_and_of_a_large_line_its_place_alone() {
        let large = format!("# a city\n[government]\npressure = 7\n{}", "# long\n".repeat(20_000));
        let error = Scenario::from_toml("city.toml", &large).expect_err("out of range");
        let text = render(&error.into(), &Renderer::plain());
        assert!(text.contains("city.toml:3:12") && text.contains("            ^ a number from 0 to 1"), "{text}");
        let wide = format!("[government]\npressure = {}\n", "7".repeat(100_000));
        let error = Scenario::from_toml("city.toml", &wide).expect_err("out of range");
        let text = render(&error.into(), &Renderer::plain());
        assert!(text.contains("city.toml:2:12: ") && text.len() < 300, "{text}");
    }

    #[test]
    fn spans_that_do_not_fit_the_text_are_made_to() {
        assert_eq!(on_characters("市a\nb", &(1..2)), 0..3);
        assert_eq!(on_characters("市a\nb", &(3..99)), 3..4);
        assert_eq!(on_characters("", &(3..99)), 0..0);
    }
}
