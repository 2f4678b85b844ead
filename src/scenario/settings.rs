//! Settings over a scenario: `key=value`, all of them together one layer over its texts.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::Allowed;
use super::layer::Layer;
use crate::error::{Origin, Problem, Source};
use crate::reading::{Reader, entries, shown};

/// Reads the settings; the source has a setting per line. The last one of a key counts.
pub(crate) fn read(settings: &[String]) -> (Layer, Vec<Problem>) {
    let lines: Vec<String> = settings.iter().map(|setting| setting.replace(['\n', '\r'], " ")).collect();
    let source = Source { origin: Origin::Settings, ..Source::new("settings", lines.join("\n")) };
    if let Some(layer) = at_once(&source, &lines) {
        return (layer, Vec::new());
    }
    let mut layer = Layer::empty(source.clone());
    let mut reader = Reader::of(&source);
    let mut start = 0;
    for line in &lines {
        setting(&mut reader, start, line, &mut layer);
        start += line.len() + 1;
    }
    (layer, reader.problems)
}

/// The settings read as one document, which is fast where there are hundreds of them, as at the points of a screening. Nothing
/// where that does not do: a name without quotes, a key that is set twice, anything that is wrong.
fn at_once(source: &Source, lines: &[String]) -> Option<Layer> {
    if lines.iter().any(|line| refused(line.split('=').next().unwrap_or_default().trim()).is_some()) {
        return None;
    }
    let document = DeTable::parse(&source.text).ok()?;
    let (mut layer, mut reader) = (Layer::empty(source.clone()), Reader::of(source));
    for (key, value) in entries(document.get_ref()) {
        reader.child("", key.get_ref(), (key, value), Allowed::All, &mut layer.settings);
    }
    (reader.problems.is_empty() && layer.settings.values.len() == lines.len()).then_some(layer)
}

fn setting(reader: &mut Reader<'_>, start: usize, line: &str, layer: &mut Layer) {
    let span = start..start + line.len();
    let Some((key, value)) = line.split_once('=') else {
        let message = format!("`{}` is not of the form key=value", shown(line));
        return reader.problem(span, message, "no `=`", "for example budget.law=0.06".to_owned());
    };
    let path = key.trim();
    if let Some(message) = refused(path) {
        let help = "write a file that extends the scenario".to_owned();
        return reader.problem(span, message, "", help);
    }
    // Padded, so that spans are those of the whole source.
    let padded = format!("{}{line}", " ".repeat(start));
    if let Ok(document) = DeTable::parse(&padded) {
        for (key, value) in entries(document.get_ref()) {
            reader.child("", key.get_ref(), (key, value), Allowed::All, &mut layer.settings);
        }
    } else {
        let key = start..start + key.len();
        let word = Spanned::new(key.end + 1..span.end, DeValue::String(value.trim().into()));
        reader.node(path, key, &word, Allowed::All, &mut layer.settings);
    }
}

fn refused(path: &str) -> Option<String> {
    match path.split(['.', '[']).next() {
        Some("reforms" | "shocks") => Some("reforms and shocks cannot be set here".to_owned()),
        Some("observed") => Some("observed data cannot be set here".to_owned()),
        Some("extends" | "name" | "description") => Some(format!("`{path}` cannot be set here")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(settings: &[&str]) -> (Layer, Vec<String>) {
        let settings: Vec<String> = settings.iter().map(|&s| s.to_owned()).collect();
        let (layer, problems) = read(&settings);
        (layer, problems.iter().map(Problem::to_string).collect())
    }

    #[test]
    fn values_are_toml_and_names_need_no_quotes() {
        let (layer, problems) =
            layer(&["run.seed=5", "consultation.format=minipublic", "budget.law = 0.06", "budget.payer=\"law\""]);
        assert_eq!(problems, [""; 0]);
        let value = |key: &str| layer.settings.values[key].value.to_string();
        assert_eq!(value("run.seed"), "5");
        assert_eq!(value("consultation.format"), "\"minipublic\"");
        assert_eq!(value("budget.law"), "0.06");
        assert_eq!(value("budget.payer"), "\"law\"");
    }

    #[test]
    fn settings_read_at_once_are_those_read_one_by_one() {
        let each = ["run.seed=5", "consultation.format=\"minipublic\"", "budget.law = 0.06"].map(str::to_owned);
        // A name without quotes makes that the others are read one by one.
        let other = [each[0].clone(), "consultation.format=minipublic".to_owned(), each[2].clone()];
        let (at_once, one_by_one) = (read(&each).0.settings, read(&other).0.settings);
        assert!(at_once.values.keys().eq(one_by_one.values.keys()));
        let texts = |settings: &crate::scenario::keys::Settings| {
            settings.values.values().map(|setting| setting.value.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(texts(&at_once), texts(&one_by_one));
        assert_eq!(at_once.values["budget.law"].place.span, 57..61);
    }

    #[test]
    fn what_is_wrong_is_shown_with_the_setting_itself() {
        let (_, problems) = layer(&["run.seed=5", "budget.lww=0.1", "budget.law=.06", "budget.law", "reforms.round=3"]);
        assert!(problems[0].starts_with("settings budget.lww=0.1: unknown key `lww` in [budget]"), "{}", problems[0]);
        assert!(problems[1].contains("a digit before its point"), "{}", problems[1]);
        assert!(problems[2].contains("not of the form key=value"), "{}", problems[2]);
        assert!(problems[3].contains("reforms and shocks cannot be set"), "{}", problems[3]);
        assert_eq!(problems.len(), 4);
    }
}
