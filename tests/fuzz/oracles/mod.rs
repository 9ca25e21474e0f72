//! What must hold for any bytes from outside, one function for each room's door. The fuzz targets call these, and the
//! ordinary tests give them every file of `tests/fuzz/corpus` (`tests/hostile_corpus.rs`). An oracle panics where
//! something does not hold.
//!
//! Beside "it answers", each asserts what the door promises: what is read can be written and read again, answers are
//! bounded, an error is final, and no message of the other end grants anything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "an oracle says with a panic that something does not hold"
)]

mod codecs;
mod graphics;
mod helper;
mod invitation;
mod machines;
mod memory;
mod pictures;
mod wire;

#[global_allocator]
static COUNTING: memory::Counting = memory::Counting;

/// An oracle, and the most bytes that it may hold while it works: its own set-up, and what the input is allowed to
/// cost.
pub struct Target {
    pub name: &'static str,
    run: fn(&[u8]),
    most_bytes: usize,
}

const MIB: usize = 1024 * 1024;

/// Every target; its corpus is the folder of the same name, its main file `fuzz_targets/NAME.rs`.
pub const TARGETS: [Target; 17] = [
    Target::new("accept", machines::accept, 8 * MIB),
    // A desktop may have 64 Mpixel; the oracle lets none above 2 come that far.
    Target::new("connect", machines::connect, 64 * MIB),
    Target::new("connection_strings", invitation::connection_strings, 16 * MIB),
    Target::new("decoder", pictures::decoder, 64 * MIB),
    Target::new("drdynvc", graphics::drdynvc, 4 * MIB),
    Target::new("encomsp", wire::encomsp, 4 * MIB),
    Target::new("frames", wire::frames, 4 * MIB),
    // A message may give the desktop 64 Mpixel; a few kilobytes of matches may unpack to the longest message.
    Target::new("graphics", graphics::graphics, (256 + 48) * MIB),
    Target::new("interleaved", pictures::interleaved, 16 * MIB),
    Target::new("key_proof", helper::key_proof, 4 * MIB),
    Target::new("lhticket", invitation::lhticket, 16 * MIB),
    Target::new("planar", codecs::planar, 4 * MIB),
    Target::new("rc4_open", wire::rc4_open, 4 * MIB),
    Target::new("remdesk", wire::remdesk, 4 * MIB),
    Target::new("remotefx", codecs::remotefx, 4 * MIB),
    Target::new("ticket", invitation::ticket, 16 * MIB),
    Target::new("zgfx", graphics::zgfx, 64 * MIB),
];

impl Target {
    const fn new(name: &'static str, run: fn(&[u8]), most_bytes: usize) -> Self {
        Self { name, run, most_bytes }
    }

    fn check(&self, input: &[u8]) {
        let ((), held) = memory::most_held(|| (self.run)(input));
        assert!(
            held <= self.most_bytes,
            "{}: {held} bytes were held for an input of {}",
            self.name,
            input.len()
        );
    }
}

/// Gives an input to the oracle of this name.
pub fn check(name: &str, input: &[u8]) {
    TARGETS
        .iter()
        .find(|target| target.name == name)
        .expect("a target of this name")
        .check(input);
}

/// Panics that the program catches behind its fence around other crates' decoders are not told: they are many, and no
/// finding. To be called before anything else; a panic that is not caught ends a fuzz target all the same.
pub fn quiet_fences() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let others = ["/ironrdp-", "/yuv-"];
        let place = panic.location().map_or("", |place| place.file());
        let fenced = others.iter().any(|package| place.contains(package));
        if !fenced {
            tell(panic);
        }
    }));
}
