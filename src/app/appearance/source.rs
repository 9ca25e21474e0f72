//! What one source says of how programs shall look.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct AppearanceSource {
    pub dark: Option<bool>,
    pub still: Option<bool>,
}
