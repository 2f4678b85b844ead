//! `grassroots audit`: a claim in, how often and where it holds out.

use std::path::Path;

use grassroots::files::Told;
use grassroots::render::words;
use grassroots::study::{Audit, Plan, Shard, Study};

use super::failure::Failure;
use super::number::whole;
use super::sweep::dry_run;
use super::text::{counts, print};
use super::work::{Done, Work};

/// What to attack, how, and where the results go.
#[derive(clap::Args)]
pub struct Args {
    /// A claim file, or the name of a shipped claim
    #[arg(value_name = "CLAIM")]
    claim: String,
    /// Fewer worlds: 64 draws of the parameters, none of them alone, fewer sizes and seeds
    #[arg(long)]
    quick: bool,
    /// Say how many runs there are and what they will take of time and disk, and run none
    #[arg(long)]
    dry_run: bool,
    /// Run a part, such as the third of eight; `grassroots merge` joins the parts
    #[arg(long, value_name = "K/N", default_value = "1/1", hide_default_value = true)]
    shard: Shard,
    /// Pairs of runs in each world, 2 at least [default: as in the claim]
    #[arg(long, value_name = "N", value_parser = whole::<u32>(2, 10_000), allow_negative_numbers = true)]
    replicates: Option<u32>,
    /// Seconds that a run may take [default: as long as it needs]
    #[arg(long, value_name = "SECONDS", value_parser = super::number::seconds, allow_negative_numbers = true)]
    timeout: Option<f64>,
    #[command(flatten)]
    work: Work,
}

/// Runs what is missing of the worlds and tells how far the claim holds.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let threads = args.work.begin()?;
    let audit = Audit::load(&args.claim, args.quick)?;
    let inputs = audit.sources().files().map(Path::to_owned).collect();
    let folder = args.work.folder(&args.shard.folder_of(&format!("{}-audit", audit.name())));
    let replicates = args.replicates.unwrap_or(audit.replicates());
    let study = Study::audit(audit).replicates(replicates).shard(args.shard).timeout(args.timeout);
    if args.dry_run {
        return dry_run::tell(&study, &folder, threads);
    }
    let done = args.work.run(study, &args.work.request(folder, inputs))?;
    if !args.work.quiet {
        print(&text(&done))?;
    }
    done.verdict()
}

/// What came of it.
fn text(done: &Done) -> String {
    let study = done.session.study();
    let summary = counts(study, &done.found.rows, None);
    let answer = match (&done.results.told, study.claim()) {
        (Told::Audit(answer), Some(audit)) => words::audit_summary(audit, answer),
        _ => String::new(),
    };
    format!("{summary}\n{answer}{}", done.place(grassroots::Language::En))
}
