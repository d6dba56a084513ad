#![no_main]
//! See `targets::claims`.

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::claims(data));
