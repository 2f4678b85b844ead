//! Prints the digest of this machine.

fn main() {
    println!("{:016x}", grassroots_wasm_check::digest());
}
