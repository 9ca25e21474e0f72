//! What the helper sees, as a PNG file.

use std::io::{BufWriter, Write};
use std::path::Path;

use image::ImageEncoder;
use image::codecs::png::PngEncoder;

use crate::private_file;
use crate::session::expert::Canvas;
use crate::t;
use crate::texts::said::system;

#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    #[error("no whole picture has arrived yet")]
    NotWhole,
    #[error("the picture cannot be written: {0}")]
    Encode(#[from] image::ImageError),
    #[error("the file cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

impl SnapshotError {
    /// Why, as a part of a sentence for people.
    #[must_use]
    pub fn clause(&self) -> String {
        match self {
            Self::NotWhole => t!("snapshot-not-whole"),
            Self::Encode(image::ImageError::IoError(error)) | Self::Write(error) => system(error),
            Self::Encode(_) => t!("system-unnamed"),
        }
    }
}

/// Writes the picture, without the pointer. The file appears whole or not at all; an older one of that name is
/// replaced.
pub fn write(canvas: &Canvas, file: &Path) -> Result<(), SnapshotError> {
    if !canvas.is_whole() {
        return Err(SnapshotError::NotWhole);
    }
    let mut beside = tempfile::NamedTempFile::new_in(private_file::dir_of(file)?)?;
    let mut buffered = BufWriter::new(beside.as_file_mut());
    PngEncoder::new(&mut buffered).write_image(
        &canvas.to_rgba(),
        u32::from(canvas.width),
        u32::from(canvas.height),
        image::ExtendedColorType::Rgba8,
    )?;
    buffered.flush()?;
    drop(buffered);
    Ok(private_file::put_in_place(beside, file)?)
}
