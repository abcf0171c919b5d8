//! What is to be seen in pictures.

use ivrbot::demo::telegram::ShownFile;

use super::{Who, World};

impl World {
    /// What the QR code in the last message holds.
    pub fn qr(&self, who: Who) -> Option<String> {
        self.last(who).file.and_then(|file| qr(&file.bytes))
    }
}

/// A file in a transcript: a QR code is read, as the phone it is held before reads it.
pub fn describe(file: &ShownFile) -> String {
    match (file.photo, qr(&file.bytes)) {
        (Some(_), Some(text)) => format!("[QR {text}]"),
        (Some(_), None) => format!("<photo {}>", file.name),
        (None, _) => format!("<document {}>", file.name),
    }
}

fn qr(bytes: &[u8]) -> Option<String> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    if info.color_type != png::ColorType::Grayscale {
        return None;
    }
    let (width, height) = (info.width as usize, info.height as usize);
    let pixel = |x, y| pixels[y * width + x];
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, pixel);
    let (_, text) = image.detect_grids().first()?.decode().ok()?;
    Some(text)
}
