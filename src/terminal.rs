//! The same two roles without a window: consent is asked on the terminal.
