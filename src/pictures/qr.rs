//! QR codes that a phone reads from another screen.

use std::iter::repeat_n;

use qrcode::{Color, EcLevel, QrCode};

use crate::pictures::grey_png;

/// The empty border the standard demands, in modules (ISO/IEC 18004 §9.1).
const QUIET: usize = 4;
/// The side aimed at, in pixels: Telegram shows up to 1280 as they are, and a chat on a phone is
/// about this wide.
const SIDE: usize = 720;
/// The least pixels a module has: Telegram makes a JPEG of it, which blurs its edges.
const SCALE_LEAST: usize = 4;

/// The text does not fit in a QR code: 2,331 bytes at this error correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too long for a QR code")]
pub struct TooLong;

/// The QR code of a text as a PNG. A module is a whole number of pixels, so that its edges stay
/// sharp; a seventh of the code may be damaged (level M).
///
/// # Errors
/// [`TooLong`] when no QR code holds the text.
pub fn png(text: &str) -> Result<Vec<u8>, TooLong> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TooLong)?;
    let modules = code.width();
    let wide = modules + 2 * QUIET;
    let scale = (SIDE / wide).max(SCALE_LEAST);
    let side = wide * scale;
    let colors = code.into_colors();
    let is_dark = |x: usize, y: usize| {
        let (Some(x), Some(y)) = (x.checked_sub(QUIET), y.checked_sub(QUIET)) else { return false };
        x < modules && colors.get(y * modules + x) == Some(&Color::Dark)
    };
    let pixel = |x: usize, y: usize| if is_dark(x, y) { 0 } else { u8::MAX };
    let mut pixels = Vec::with_capacity(side * side);
    for y in 0..wide {
        let row: Vec<u8> = (0..wide).flat_map(|x| repeat_n(pixel(x, y), scale)).collect();
        pixels.extend(row.repeat(scale));
    }
    let side = u32::try_from(side).map_err(|_| TooLong)?;
    grey_png(side, side, &pixels).ok_or(TooLong)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An image as another program reads it: its side, its pixels, and the one text in it.
    fn read(bytes: &[u8]) -> (usize, Vec<u8>, String) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.width, info.color_type), (info.height, png::ColorType::Grayscale));
        let side = info.width as usize;
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        let (meta, text) = grids[0].decode().unwrap();
        assert_eq!(meta.ecc_level, 0, "0 is how the standard writes level M");
        (side, pixels, text)
    }

    #[test]
    fn what_was_drawn_is_read_back() {
        let texts = [
            "1",
            "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE",
            "bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq?amount=0.00123456&label=Top-up",
            "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7/transfer?uint256=1e6",
            "écran 屏幕 स्क्रीन",
            &"x".repeat(2_331),
        ];
        for text in texts {
            let bytes = png(text).unwrap();
            let (side, pixels, back) = read(&bytes);
            assert_eq!(back, text);
            assert!((500..=900).contains(&side), "{side}");
            assert!(bytes.len() < 40_000, "{}", bytes.len());
            assert_border(side, &pixels);
        }
    }

    /// Four modules of white all round, every module a square of whole pixels.
    fn assert_border(side: usize, pixels: &[u8]) {
        let dark = |at: &usize| pixels[*at] == 0;
        let first = (0..pixels.len()).find(dark).unwrap();
        let (left, top) = (first % side, first / side);
        assert_eq!((left, left % QUIET), (top, 0));
        let scale = left / QUIET;
        assert!(scale >= SCALE_LEAST && side.is_multiple_of(scale), "{scale}");
        let finder = (first..).take_while(|at| dark(at)).count();
        assert_eq!(finder, 7 * scale);
        let last = (0..pixels.len()).rfind(dark).unwrap();
        assert_eq!(last / side, side - 1 - top);
    }

    #[test]
    fn a_text_beyond_the_largest_code_is_refused() {
        assert_eq!(png(&"x".repeat(2_332)), Err(TooLong));
    }
}
