//! Pictures: values and words in, the bytes of a PNG out. Nothing here knows what a picture is
//! for, or a language: labels come already in the reader's words.
//!
//! The module is the only home of the crates that draw.

use png::{BitDepth, ColorType, Compression, Encoder};

pub mod qr;
pub mod sign;

/// Encodes an image of grey pixels, row by row; 0 is black. `None` if the pixels do not fill it.
fn grey_png(width: u32, height: u32, pixels: &[u8]) -> Option<Vec<u8>> {
    png(ColorType::Grayscale, width, height, pixels)
}

/// The same of colours: red, green and blue of each pixel.
fn rgb_png(width: u32, height: u32, pixels: &[u8]) -> Option<Vec<u8>> {
    png(ColorType::Rgb, width, height, pixels)
}

fn png(color: ColorType, width: u32, height: u32, pixels: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    // Some decoders on phones do not read fewer bits, and compressed they cost nothing.
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    encoder.write_header().ok()?.write_image_data(pixels).ok()?;
    Some(bytes)
}
