#![no_main]

#[path = "../oracles/mod.rs"]
mod oracles;

libfuzzer_sys::fuzz_target!(init: oracles::quiet_fences(), |input: &[u8]| oracles::check("key_proof", input));
