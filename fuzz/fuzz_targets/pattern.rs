#![no_main]
//! See `targets::pattern`.

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::pattern(data));
