//! A broad strip with a sign on it, in the place of a code that is over: the card stays where it
//! is, and nobody scans it again.

use crate::chat::picture::Sign;
use crate::pictures::rgb_png;

/// The strip, in pixels: as wide as a code is drawn, and low.
const WIDTH: i64 = 720;
const HEIGHT: i64 = 200;
/// Where the sign's middle is.
const MIDDLE: (i64, i64) = (WIDTH / 2, HEIGHT / 2);
/// Half the breadth of a stroke.
const PEN: i64 = 9;
/// White strokes on it stay readable in both of Telegram's themes.
const INK: [u8; 3] = [255, 255, 255];

/// A stroke, from the sign's middle.
enum Stroke {
    /// A straight line from here to there.
    Line((i64, i64), (i64, i64)),
    /// A ring around here, with this radius.
    Ring((i64, i64), i64),
}

/// The sign as a PNG; `None` never, unless a picture of this size cannot be written.
pub fn png(sign: Sign) -> Option<Vec<u8>> {
    let (paper, strokes) = drawn(sign);
    let pixels = (0..WIDTH * HEIGHT).flat_map(|at| {
        let point = (at % WIDTH - MIDDLE.0, at / WIDTH - MIDDLE.1);
        if strokes.iter().any(|stroke| stroke.covers(point)) { INK } else { paper }
    });
    let (width, height) = (u32::try_from(WIDTH).ok()?, u32::try_from(HEIGHT).ok()?);
    rgb_png(width, height, &pixels.collect::<Vec<u8>>())
}

fn drawn(sign: Sign) -> ([u8; 3], Vec<Stroke>) {
    let line = |from, to| Stroke::Line(from, to);
    let dot = |x| line((x, 0), (x, 0));
    match sign {
        Sign::OnTheWay => ([51, 144, 236], vec![dot(-50), dot(0), dot(50)]),
        Sign::Done => ([47, 180, 87], vec![line((-50, 5), (-15, 40)), line((-15, 40), (50, -35))]),
        Sign::LookedAt => {
            ([214, 140, 30], vec![Stroke::Ring((-10, -10), 38), line((20, 20), (50, 50))])
        }
        Sign::Over => {
            ([120, 130, 140], vec![line((-38, -38), (38, 38)), line((-38, 38), (38, -38))])
        }
    }
}

impl Stroke {
    fn covers(&self, (x, y): (i64, i64)) -> bool {
        match self {
            Stroke::Ring((cx, cy), radius) => {
                let away = square(x - cx) + square(y - cy);
                (square(radius - PEN)..=square(radius + PEN)).contains(&away)
            }
            Stroke::Line((x1, y1), (x2, y2)) => {
                let (dx, dy, px, py) = (x2 - x1, y2 - y1, x - x1, y - y1);
                let (length, along) = (square(dx) + square(dy), px * dx + py * dy);
                // Beside its ends the nearest point is the end; between them, the perpendicular's.
                if along <= 0 || length == 0 {
                    return square(px) + square(py) <= square(PEN);
                }
                if along >= length {
                    return square(x - x2) + square(y - y2) <= square(PEN);
                }
                square(px * dy - py * dx) <= square(PEN) * length
            }
        }
    }
}

fn square(x: i64) -> i64 {
    x * x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_a_small_picture_of_its_own() {
        let mut all: Vec<Vec<u8>> = Sign::ALL.iter().map(|sign| png(*sign).unwrap()).collect();
        assert!(all.iter().all(|bytes| bytes.starts_with(b"\x89PNG") && bytes.len() < 20_000));
        all.dedup();
        assert_eq!(all.len(), Sign::ALL.len());
    }
}
