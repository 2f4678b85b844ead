//! `grassroots classroom`: the page in which the model runs, as a file or from this machine to its own browser.

use std::path::{Path, PathBuf};

use tiny_http::{Header, Response, Server};

use super::failure::Failure;
use super::number::whole;
use super::text::{note, print, write_new};

/// The page, as it was built from `web/`.
const PAGE: &[u8] = include_bytes!("../../web/dist/classroom.html");

/// What to do with the page.
#[derive(clap::Args)]
pub struct Args {
    /// The file to write
    #[arg(default_value = "classroom.html")]
    file: PathBuf,
    /// Open it in a browser
    #[arg(long)]
    open: bool,
    /// Write no file: serve the page to browsers of this machine only, at this port, until Ctrl-C; 0 takes a free one
    #[arg(long, value_name = "PORT", num_args = 0..=1, default_missing_value = "8000", conflicts_with = "file",
          value_parser = whole::<u16>(0, u16::MAX.into()))]
    serve: Option<u16>,
}

/// Writes the page, or serves it.
pub fn execute(args: &Args) -> Result<(), Failure> {
    match args.serve {
        Some(port) => serve(port, args.open),
        None => write(&args.file, args.open),
    }
}

fn write(file: &Path, open: bool) -> Result<(), Failure> {
    // The same page that was written before is left as it is.
    if std::fs::read(file).ok().as_deref() != Some(PAGE) {
        write_new(file, |out| out.write_all(PAGE))?;
    }
    let place = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    print(&format!(
        "{} is the classroom: open it in a browser, or hand it on; it needs no network\n",
        place.display()
    ))?;
    if open { shown(&place.to_string_lossy()) } else { Ok(()) }
}

fn serve(port: u16, open: bool) -> Result<(), Failure> {
    let failed = |problem: String| Failure::Option { name: "serve", problem };
    let server = Server::http(("127.0.0.1", port))
        .map_err(|error| failed(format!("port {port} cannot be had ({error}): name another")))?;
    let address = format!("http://{}/", server.server_addr());
    print(&format!("{address} is the classroom, for browsers of this machine only, until Ctrl-C\n"))?;
    if open {
        shown(&address)?;
    }
    let headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")];
    let headers: Vec<Header> =
        headers.iter().filter_map(|(name, value)| Header::from_bytes(*name, *value).ok()).collect();
    for request in server.incoming_requests() {
        let answer = if request.url().split(['?', '#']).next() == Some("/") {
            headers.iter().fold(Response::from_data(PAGE), |answer, header| answer.with_header(header.clone()))
        } else {
            Response::from_data(&b"there is nothing but /\n"[..]).with_status_code(404)
        };
        // A browser that goes away harms nobody.
        if let Err(error) = request.respond(answer) {
            note(&format!("note: a browser went away: {error}"));
        }
    }
    Ok(())
}

fn shown(what: &str) -> Result<(), Failure> {
    open::that_detached(what)
        .map_err(|error| Failure::Unmet(format!("no browser could be started ({error}): open {what} by hand")))
}
