//! Fonts of the machine, for letters that the program's own lacks: Chinese, Japanese, Korean, pictures. They are looked for only
//! where a figure has such letters, so that all others are the same bytes on every machine.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::render::figures::{Face, Letters, Picture, lacking};

/// Names another list of folders to look in, parted as in `PATH`; an empty one for none.
pub const FOLDERS: &str = "GRASSROOTS_FONTS";

/// Folders within folders, fonts, and bytes of them, that are looked at.
const DEPTH: usize = 6;
const MOST_FONTS: usize = 400;
const MOST_BYTES: u64 = 1 << 29;
/// A font of more bytes is passed over.
const LARGEST: u64 = 1 << 27;

/// Parts of names of fonts with many letters, in small letters and without what is no letter: those first are tried first.
const FIRST: [&str; 22] = [
    "notosanscjk",
    "notosanssc",
    "sourcehansans",
    "pingfang",
    "msyh",
    "hiraginosansgb",
    "stheiti",
    "simhei",
    "wqy",
    "droidsansfallback",
    "yugoth",
    "hiragino",
    "meiryo",
    "ipag",
    "malgun",
    "applesdgothic",
    "nanumgothic",
    "notosans",
    "arialunicode",
    "notoemoji",
    "symbola",
    "seguiemj",
];

/// What a font is called that is to be taken last: another style of one that is there upright too.
const LAST: [&str; 8] = ["bold", "black", "heavy", "italic", "oblique", "light", "thin", "mono"];

/// The letters of pictures that the program's font lacks, and where they come from.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The fonts.
    pub(super) letters: Letters,
    /// The letters that are needed.
    pub(super) lacking: BTreeSet<char>,
}

impl Found {
    /// What pictures need.
    pub(super) fn of(pictures: &[Picture]) -> crate::render::Result<Self> {
        let mut needed = BTreeSet::new();
        for picture in pictures {
            needed.extend(lacking(&picture.svg()?));
        }
        Ok(if needed.is_empty() {
            Self::default()
        } else {
            Self { letters: find(&folders(), &needed), lacking: needed }
        })
    }

    /// What stands beside the figures.
    pub(super) fn note(&self) -> String {
        let listed = |letters: &BTreeSet<char>| -> String {
            letters.iter().map(|letter| format!("  {letter}  U+{:04X}\n", *letter as u32)).collect()
        };
        let missing = self.letters.missing(&self.lacking);
        let mut text = "Figures here have letters that the font of the program lacks. In SVGs and in the report they are drawn by \
             whoever shows these; in PNGs and PDFs they are drawn here.\n"
            .to_owned();
        let names: String = self.letters.names().map(|name| format!("  {name}\n")).collect();
        if !names.is_empty() {
            text += &format!(
                "\nFonts of this machine that were taken, so that PNGs may be other bytes elsewhere:\n{names}"
            );
        }
        if !missing.is_empty() {
            text += &format!(
                "\nLetters that no font of this machine has; they stand as their numbers:\n{}",
                listed(&missing)
            );
        }
        text
    }

    /// What is told to the user: that letters are missing.
    pub(super) fn told(&self) -> Option<String> {
        let missing = self.letters.missing(&self.lacking);
        let some: String = missing.iter().take(8).collect();
        (!missing.is_empty()).then(|| {
            let more = if missing.len() > 8 { "\u{2026}" } else { "" };
            format!(
                "no font of this machine has {some}{more}: in PNGs these letters stand as their numbers. SVGs are right. With a font \
                 that has them, such as Noto Sans CJK, in a folder of fonts or in one that {FOLDERS} names, `grassroots plot` draws them"
            )
        })
    }
}

/// Fonts for all of these letters, as few as will do in the order in which they are tried.
fn find(folders: &[PathBuf], letters: &BTreeSet<char>) -> Letters {
    let mut needed = letters.clone();
    let mut faces = Vec::new();
    let mut bytes = 0;
    for path in candidates(folders).into_iter().take(MOST_FONTS) {
        let size = std::fs::metadata(&path).map_or(0, |data| data.len());
        if size > LARGEST || bytes + size > MOST_BYTES {
            continue;
        }
        bytes += size;
        let Some(face) = read(&path) else { continue };
        let before = needed.len();
        needed.retain(|&letter| !face.has(letter));
        if needed.len() < before {
            faces.push(face);
        }
        if needed.is_empty() {
            break;
        }
    }
    Letters::new(faces)
}

/// A font; of a collection for several languages the Chinese one, whose forms most of its letters have.
fn read(path: &Path) -> Option<Face> {
    let file = path.file_name()?.to_string_lossy().into_owned();
    let bytes = std::fs::read(path).ok()?;
    let name = format!("{file} (BLAKE3 {})", &blake3::hash(&bytes).to_hex()[..16]);
    let chinese = simple(&file).contains("cjk").then(|| Face::read(&name, bytes.clone(), CHINESE)).flatten();
    chinese.or_else(|| Face::read(&name, bytes, 0))
}

/// Number of the simplified Chinese font in the collections of Noto: behind the Japanese and the Korean one.
const CHINESE: u32 = 2;

/// All fonts in folders, those to be tried first before the others.
fn candidates(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    folders.iter().for_each(|folder| collect(folder, DEPTH, &mut found));
    let rank = |path: &PathBuf| {
        let name = simple(&path.file_stem().unwrap_or_default().to_string_lossy());
        let first = FIRST.iter().position(|part| name.contains(part)).unwrap_or(FIRST.len());
        let last = LAST.iter().any(|part| name.contains(part));
        (first, last, name, path.clone())
    };
    found.sort_by_cached_key(rank);
    found.dedup();
    found
}

fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        // What a link leads to may be above it, or no file.
        let Ok(kind) = std::fs::metadata(&path) else { continue };
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match (kind.is_dir(), kind.is_file()) {
            (true, _) if depth > 0 => collect(&path, depth - 1, found),
            (_, true) if ["ttf", "otf", "ttc", "otc"].contains(&ending.as_str()) => found.push(path),
            _ => {}
        }
    }
}

/// A name in small letters, without what is no letter.
fn simple(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The folders of fonts: those that the environment names, else those of Linux, macOS and Windows.
fn folders() -> Vec<PathBuf> {
    if let Some(named) = std::env::var_os(FOLDERS) {
        return std::env::split_paths(&named).filter(|path| !path.as_os_str().is_empty()).collect();
    }
    let fixed = ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts"];
    let below = |variable: &str, rest: &str| Some(PathBuf::from(std::env::var_os(variable)?).join(rest));
    let own = [
        below("HOME", ".local/share/fonts"),
        below("HOME", ".fonts"),
        below("HOME", "Library/Fonts"),
        below("WINDIR", "Fonts"),
        below("LOCALAPPDATA", "Microsoft/Windows/Fonts"),
    ];
    fixed.into_iter().map(PathBuf::from).chain(own.into_iter().flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_found_within_folders_and_taken_only_for_what_is_lacking() {
        let place = tempfile::tempdir().expect("a folder");
        let inner = place.path().join("truetype/one");
        std::fs::create_dir_all(&inner).expect("a folder");
        std::fs::write(inner.join("Some-Regular.TTF"), dejavu::sans::regular()).expect("a file");
        std::fs::write(inner.join("damaged.ttf"), b"no font").expect("a file");
        std::fs::write(inner.join("readme.txt"), b"text").expect("a file");
        let folders = [place.path().to_owned(), place.path().join("gone")];
        let found = find(&folders, &['a'].into());
        assert!(found.names().all(|name| name.starts_with("Some-Regular.TTF (BLAKE3 ")) && found.names().count() == 1);
        assert_eq!(find(&folders, &['\u{4fe1}'].into()).names().count(), 0);
    }

    #[test]
    fn fonts_with_many_letters_are_tried_first_and_upright_ones_before_others() {
        let place = tempfile::tempdir().expect("a folder");
        for name in ["Zapf.ttf", "NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc"] {
            std::fs::write(place.path().join(name), b"").expect("a file");
        }
        let names = candidates(&[place.path().to_owned()]);
        let names: Vec<_> = names.iter().filter_map(|path| path.file_name()?.to_str()).collect();
        assert_eq!(names, ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", "wqy-zenhei.ttc", "Zapf.ttf"]);
    }

    #[test]
    fn what_is_missing_is_told_once_and_in_full_beside_the_figures() {
        let found = Found { letters: Letters::default(), lacking: ['\u{4fe1}', '\u{4efb}'].into() };
        assert!(found.told().expect("a note").contains("\u{4efb}\u{4fe1}"));
        assert!(found.note().contains("\u{4fe1}  U+4FE1"));
    }
}
