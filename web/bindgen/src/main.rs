//! `grassroots-bindgen IN.wasm OUT`: writes the module, its JavaScript and its types into a folder.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(module), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("grassroots-bindgen IN.wasm OUT");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    let made = bindgen.input_path(module).out_name("grassroots_web").typescript(true).web(true);
    let made = made.map(|bindgen| bindgen.omit_default_module_path(true)).and_then(|bindgen| bindgen.generate(folder));
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("grassroots-bindgen: {error:?}");
            ExitCode::FAILURE
        }
    }
}
