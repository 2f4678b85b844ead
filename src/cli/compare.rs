//! `grassroots compare`: scenarios under the same seeds in, differences out.

use std::path::PathBuf;

use grassroots::files::Told;
use grassroots::reading::Files;
use grassroots::render::words;
use grassroots::scenario::uncertainties;
use grassroots::study::comparison::Question;
use grassroots::study::{Precision, Study};

use super::failure::Failure;
use super::number::{seconds, whole};
use super::overrides::Overrides;
use super::text::print;
use super::work::{Done, Work};

/// What to compare, how, and where the results go.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario files, or names of shipped scenarios; the first is the reference
    #[arg(required = true, num_args = 2.., value_name = "SCENARIO")]
    scenarios: Vec<String>,
    #[command(flatten)]
    overrides: Overrides,
    /// Runs of each scenario, under the same seeds [default: 30, or 8 to begin with if --precision is given]
    #[arg(long, value_name = "N", value_parser = whole::<u32>(1, 1_000_000), allow_negative_numbers = true)]
    replicates: Option<u32>,
    /// Outcomes that the comparison is about: columns, of the city or of a group (`gain:ses_low`, `gain:district_2`) or the gap
    /// between two (`gain:ses_high-ses_low`); their p values are adjusted together [default: trust_government,
    /// participation_rate, solved_share, resolution_rate, satisfaction_rate, gain]
    #[arg(long, value_delimiter = ',', value_name = "OUTCOME,...")]
    primary: Vec<String>,
    /// Double the replicates until every difference in this outcome is known to this half width of its 95 % interval
    #[arg(long, value_name = "OUTCOME=HALFWIDTH", value_parser = parse)]
    precision: Option<(String, f64)>,
    /// Replicates that --precision does not go beyond
    #[arg(long, value_name = "N", requires = "precision", default_value_t = 1000, value_parser = whole::<u32>(2, 1_000_000), allow_negative_numbers = true)]
    max_replicates: u32,
    /// Share one history, that of the first scenario, up to this round; scenarios may then differ in policy only
    #[arg(long, value_name = "ROUND", value_parser = whole::<u32>(0, u32::MAX.into()), allow_negative_numbers = true)]
    fork: Option<u32>,
    /// A TOML file of parameters that nobody knows, such as `"feedback.loss_rate" = { from = 0.1, to = 0.2 }`, drawn anew
    /// and shared by the scenarios; two replicates share a draw, so that luck and ignorance can be told apart, and an odd
    /// number of replicates is rounded up
    #[arg(long, value_name = "FILE")]
    uncertain: Option<PathBuf>,
    /// Seconds that a run may take [default: as long as it needs]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    timeout: Option<f64>,
    #[command(flatten)]
    work: Work,
}

/// Compares the scenarios and writes the results.
pub fn execute(args: &Args) -> Result<(), Failure> {
    args.work.begin()?;
    let (study, inputs) = study(args)?;
    let folder = args.work.folder(study.plan().name());
    let request = args.work.request(folder, inputs);
    let done = args.work.run(study, &request)?;
    tell(args, &done)?;
    done.verdict()
}

/// The comparison, with the files that it was read from.
fn study(args: &Args) -> Result<(Study, Vec<PathBuf>), Failure> {
    let loaded = args.overrides.load_arms(&args.scenarios, args.work.quiet)?;
    let (scenarios, inputs): (Vec<_>, Vec<Vec<PathBuf>>) = loaded.into_iter().unzip();
    let mut study = Study::compare(scenarios)?.primary(&args.primary)?.timeout(args.timeout);
    if let Some(replicates) = args.replicates {
        study = study.replicates(replicates);
    }
    if let Some((column, half_width)) = &args.precision {
        let usual = Precision::of(column, *half_width, args.max_replicates);
        study = study.with_precision(Precision { first: args.replicates.unwrap_or(usual.first), ..usual })?;
    }
    if let Some(round) = args.fork {
        study = study.forked(round)?;
    }
    if let Some(file) = &args.uncertain {
        study = study.with_unknowns(uncertainties(&Files::new(), &file.to_string_lossy())?)?;
    }
    Ok((study, inputs.into_iter().flatten().chain(args.uncertain.clone()).collect()))
}

/// Reads `OUTCOME=HALFWIDTH`.
fn parse(text: &str) -> Result<(String, f64), String> {
    let (name, number) = text.split_once('=').ok_or("not of the form OUTCOME=HALFWIDTH, such as gain=0.005")?;
    let question = Question::parse(name).map_err(|error| error.to_string())?;
    let half_width = number.trim().parse().ok().filter(|width: &f64| *width > 0.0 && width.is_finite());
    let refusal = || format!("the half width must be a number above 0, not {}", number.escape_debug());
    Ok((question.name(), half_width.ok_or_else(refusal)?))
}

fn tell(args: &Args, done: &Done) -> Result<(), Failure> {
    let Told::Comparison(comparison) = &done.results.told else { return Ok(()) };
    if args.work.quiet {
        return Ok(());
    }
    print(&words::comparison_summary(comparison, args.work.language))?;
    print(&done.place(args.work.language))
}
