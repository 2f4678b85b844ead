//! Figures and the report in a folder.

use std::path::Path;

use super::{names, write_atomically};
use crate::error::Error;
use crate::render::figures::Picture;
use crate::study::comparison::Comparison;

/// Saves each figure as `NAME.svg` and `NAME.png`, whole or not at all, and gives the names of the files.
pub fn save_pictures(folder: &Path, pictures: &[Picture]) -> Result<Vec<String>, Error> {
    let mut files = Vec::new();
    for picture in pictures {
        let [svg, png] = ["svg", "png"].map(|ending| format!("{}.{ending}", picture.name()));
        write_atomically(&folder.join(&svg), picture.svg()?.as_bytes())?;
        write_atomically(&folder.join(&png), &picture.png()?)?;
        files.extend([svg, png]);
    }
    Ok(files)
}

/// Writes the report of a comparison into a folder; `command` is what makes the comparison again.
pub fn write_report(comparison: &Comparison, figures: &[Picture], folder: &Path, command: &str) -> Result<(), Error> {
    let program = format!("grassroots {}, commit {}", env!("CARGO_PKG_VERSION"), super::manifest::commit());
    let page = crate::render::report(comparison, figures, command, &program)?;
    Ok(write_atomically(&folder.join(names::REPORT), page.as_bytes())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::varied;
    use crate::render::figures::{Caption, run_pictures};

    #[test]
    fn both_kinds_of_file_are_there_and_known_by_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let files = save_pictures(folder.path(), &run_pictures(&vec![varied(0, 3)], &Caption::default()).unwrap());
        let files = files.unwrap();
        assert!(files.iter().all(|file| folder.path().join(file).metadata().unwrap().len() > 1000), "{files:?}");
        let known = |file: &String| names::FIGURES.contains(&file.rsplit_once('.').unwrap().0);
        assert!(files.len() == 12 && files.iter().all(known));
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error_with_its_path() {
        let pictures = run_pictures(&vec![varied(0, 3)], &Caption::default()).unwrap();
        let error = save_pictures(Path::new("/nowhere"), &pictures).unwrap_err();
        assert!(error.to_string().contains("/nowhere/overview.svg"), "{error}");
    }
}
