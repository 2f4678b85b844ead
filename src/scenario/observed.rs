//! `[observed]`: a table of what somebody has observed outside of the model, beside which a run is drawn. Here it is a text with
//! the day of round 0; what its lines say is read where columns are known (`observe/observations.rs`). No simulation reads it.

use toml::de::{DeTable, DeValue};

use crate::calendar::Date;
use crate::error::{Error, Problem, Source};
use crate::reading::{Kind, Library, Node, Reader, Setting, Shipped, base, leaf, named, shown};

/// The keys of `[observed]`.
pub(super) const KEYS: [&str; 3] = ["file", "data", "start"];

/// A table of observed data, among texts.
pub(super) const OBSERVED: Kind =
    Kind { what: "a table of observed data", sort: None, most_bytes: Kind::DOCUMENT_BYTES, shipped: Shipped::NONE };

/// A table of observed data, as a scenario has it.
#[derive(Clone, Debug)]
pub struct ObservedData {
    /// The text: CSV.
    pub source: Source,
    /// The day on which round 0 begins.
    pub start: Option<Date>,
}

/// The same data are the same, wherever they were read from.
impl PartialEq for ObservedData {
    fn eq(&self, other: &Self) -> bool {
        (&self.source.text, self.start) == (&other.source.text, other.start)
    }
}

impl ObservedData {
    /// Reads the table of that name, of a run whose round 0 begins on the day `start`, if that is known.
    ///
    /// # Errors
    /// If there is no such text.
    pub fn read(library: &dyn Library, name: &str, start: Option<Date>) -> Result<Self, Error> {
        Ok(Self { source: named(library, name, &OBSERVED)?, start })
    }

    /// What its text is called, without the folder.
    pub fn name(&self) -> &str {
        self.source.name.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

/// What `[observed]` of a file says.
#[derive(Clone, Debug)]
pub(crate) struct ObservedEntry {
    file: Option<Setting<String>>,
    data: Option<Setting<String>>,
    start: Option<Date>,
}

impl ObservedEntry {
    /// The data, from the file itself or from the text that it names.
    pub(super) fn data(&self, library: &dyn Library) -> Result<ObservedData, Error> {
        let source = match (&self.data, &self.file) {
            (Some(data), file) => {
                let inside = format!("{} (observed.data)", data.place.source.name);
                Source::new(file.as_ref().map_or(inside, |file| file.value.clone()), data.value.as_str())
            }
            (None, Some(file)) => base(library, "the observed data", file, &OBSERVED)?,
            (None, None) => return Err(Error::Internal("[observed] without data".to_owned())),
        };
        Ok(ObservedData { source, start: self.start })
    }

    /// Whether the data stand in a text of their own.
    pub(super) fn is_apart(&self) -> bool {
        self.data.is_none()
    }
}

impl Reader<'_> {
    /// Reads `observed = "FILE"` or `[observed]`.
    pub(super) fn observed(&mut self, value: &Node<'_>) -> Option<ObservedEntry> {
        match value.get_ref() {
            DeValue::String(_) => {
                let file = self.text("observed", value)?;
                Some(ObservedEntry { file: Some(file), data: None, start: None })
            }
            DeValue::Table(table) => self.observed_table(value, table),
            other => {
                let message = format!("`observed` is the name of a file or a table, not {}", leaf::found(other));
                let help = "for example observed = \"survey.csv\"".to_owned();
                self.problem(value.span(), message, "not the name of a file", help);
                None
            }
        }
    }

    fn observed_table(&mut self, value: &Node<'_>, table: &DeTable<'_>) -> Option<ObservedEntry> {
        let before = self.problems.len();
        self.known("[observed]", table, &KEYS);
        let file = table.get("file").and_then(|file| self.text("file", file));
        let data = table.get("data").and_then(|data| self.text("data", data));
        let start = table.get("start").and_then(|start| self.date("start", start));
        if !table.contains_key("file") && !table.contains_key("data") {
            self.lacks(value.span(), "[observed]", "`file`", "add `file = \"...\"`, a CSV file");
        }
        (self.problems.len() == before).then_some(ObservedEntry { file, data, start })
    }

    /// A day, in quotes or as TOML has it, or a problem.
    fn date(&mut self, word: &str, value: &Node<'_>) -> Option<Date> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            other => leaf::found(other),
        };
        let date = Date::parse(&text);
        if date.is_none() {
            let message = format!("`{word}` must be a day such as \"2024-01-31\", not {}", shown(&text));
            self.problem(value.span(), message, "a day, YYYY-MM-DD", String::new());
        }
        date
    }
}

/// The data of the topmost of some layers, the base first, that has any; and what is wrong with them.
pub(super) fn of_layers(
    layers: &[super::layer::Layer],
    library: &dyn Library,
) -> (Option<ObservedData>, bool, Vec<Problem>) {
    let Some(entry) = layers.iter().rev().find_map(|layer| layer.observed.as_ref()) else {
        return (None, false, Vec::new());
    };
    match entry.data(library) {
        Ok(data) => (Some(data), entry.is_apart(), Vec::new()),
        Err(Error::Scenario(problems)) => (None, false, problems),
        Err(other) => (None, false, vec![Problem::of(layers[0].source.clone(), other.to_string())]),
    }
}

/// The section as TOML, with the text itself, so that it needs no file beside it.
pub(super) fn section(observed: &ObservedData) -> String {
    let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let start = observed.start.map_or(String::new(), |start| format!("start = \"{start}\"\n"));
    let csv = &observed.source.text;
    // As it stands where TOML allows that, so that it can be read and edited.
    let plain = !csv.contains("'''") && !csv.contains(|c: char| c.is_control() && c != '\n' && c != '\t');
    let data = if plain && csv.ends_with('\n') { format!("'''\n{csv}'''") } else { text(csv) };
    format!("\n[observed]\nfile = {}\n{start}data = {data}\n", text(observed.name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scenario;
    use crate::reading::InMemory;

    const CSV: &str = "round,column,value\n3,gain,0.5\n";

    fn read(text: &str) -> Result<Scenario, String> {
        let texts = InMemory::of([
            ("cities/survey.csv", CSV),
            ("cities/base.toml", "observed = 'survey.csv'"),
            ("cities/own.toml", text),
        ]);
        Scenario::read(&texts, "cities/own.toml").map_err(|error| error.to_string())
    }

    #[test]
    fn data_are_named_from_the_folder_of_the_file_that_names_them_or_stand_in_it() {
        for text in [
            "observed = 'survey.csv'",
            "observed.file = 'survey.csv'",
            "extends = 'base.toml'",
            "observed.data = '''\nround,column,value\n3,gain,0.5\n'''",
        ] {
            let observed = read(text).expect(text).observed.expect("observed data");
            assert_eq!((&*observed.source.text, observed.start), (CSV, None), "{text}");
        }
        for start in ["\"2024-01-01\"", "2024-01-01"] {
            let scenario = read(&format!("[observed]\nfile = 'survey.csv'\nstart = {start}")).expect(start);
            assert_eq!(scenario.observed.and_then(|observed| observed.start), Date::new(2024, 1, 1));
        }
    }

    #[test]
    fn a_scenario_with_data_is_written_with_their_text_and_read_back() {
        let odd = ["", "a\r\nb", "a'''b\n", "no end", "\u{feff}round\t市\n"];
        for csv in odd.into_iter().chain([CSV]) {
            let source = Source::new("some/where.csv", csv);
            let observed = Some(ObservedData { source, start: Date::new(2024, 1, 1) });
            let scenario = Scenario { observed, ..Scenario::default() };
            let text = scenario.to_toml();
            let again = Scenario::from_toml("x", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            assert_eq!((&again, again.to_toml()), (&scenario, text));
            assert_eq!(again.observed.as_ref().map(ObservedData::name), Some("where.csv"));
        }
    }

    #[test]
    fn what_cannot_be_data_is_told_with_its_place() {
        let told = |text: &str, start: &str| {
            let error = read(text).expect_err(text);
            assert!(error.starts_with(start), "{error}, not {start}");
            error
        };
        told("observed = 3", "cities/own.toml:1:12: `observed` is the name of a file or a table, not 3");
        told("[observed]\nstart = '2024-01-01'", "cities/own.toml:1:1: [observed] needs `file`");
        let several = "[observed]\nfil = 'survey.csv'\nfile = 'survey.csv'\nstart = '2024-02-30'";
        let error = told(several, "cities/own.toml:2:1: unknown key `fil` in [observed] (did you mean `file`?)");
        assert!(error.contains("cities/own.toml:4:9: `start` must be a day such as \"2024-01-31\", not 2024-02-30"));
        let gone = "observed = 'surv.csv'\ngovernment.presure = 1";
        let error = told(gone, "cities/own.toml:2:12: unknown key");
        assert!(error.contains("cities/own.toml:1:12: the observed data, \"surv.csv\", does not exist"), "{error}");
    }
}
