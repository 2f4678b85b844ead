//! What is set over a whole experiment: `key=value` for all points.

use super::file::File;
use crate::error::Problem;
use crate::scenario::layer::Layer;
use crate::scenario::settings;

/// The settings as a layer; those of factors and of replicates are refused, for the file has another place for them.
pub(super) fn layer(texts: &[String], file: &File) -> (Layer, Vec<Problem>) {
    let (layer, mut problems) = settings::read(texts);
    for (key, setting) in &layer.settings.values {
        let is_factor = file.factors.iter().flat_map(|entry| &entry.factors).any(|factor| factor.key == *key);
        let (message, help) = if is_factor {
            (format!("`{key}` is a factor of the experiment: setting it for all points would erase that"), "")
        } else if key == "run.replicates" {
            (format!("`{key}` cannot be set here"), "the number of replicates is asked for apart")
        } else {
            continue;
        };
        problems.push(setting.place.problem(message).label("set for all points").help(help));
    }
    (layer, problems)
}
