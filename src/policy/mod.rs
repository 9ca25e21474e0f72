//! What an administrator forbids and what the user chose.
#![forbid(unsafe_code)]
