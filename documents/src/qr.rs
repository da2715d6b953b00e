//! QR codes (ISO/IEC 18004) as SVG, and as PNG (ISO/IEC 15948) for letters, whose readers show no SVG.

use std::fmt::Write;
use std::io::Write as _;

use fast_qr::{ECL, QRBuilder};
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use crate::DocumentError;

/// Light modules around the code that the standard asks for.
const QUIET_ZONE: usize = 4;
/// Pixels a module is wide in a PNG: large enough for a phone to read it off another's screen.
const PIXELS: usize = 10;

/// A code as a picture.
pub(crate) struct Qr {
    /// SVG: one path, black on nothing, quiet zone included.
    pub(crate) svg: String,
    /// The share of the width that the quiet zone takes on each side.
    pub(crate) quiet_share: f64,
}

/// The code for an address.
///
/// # Errors
/// When the address does not fit.
pub(crate) fn draw(address: &str) -> Result<Qr, DocumentError> {
    let too_long = |_| DocumentError::Qr(address.to_owned());
    let code = QRBuilder::new(address).ecl(ECL::M).build().map_err(too_long)?;
    let side = code.size + 2 * QUIET_ZONE;
    let mut svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d=""#);
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = code[row][column..].iter().take_while(|module| module.value()).count();
            if run > 0 {
                let (x, y) = (column + QUIET_ZONE, row + QUIET_ZONE);
                // Writing to a String cannot fail.
                let _ = write!(svg, "M{x} {y}h{run}v1h-{run}z");
            }
            column += run.max(1);
        }
    }
    svg.push_str(r#""/></svg>"#);
    Ok(Qr { svg, quiet_share: QUIET_ZONE as f64 / side as f64 })
}

/// The code for a text as a picture: PNG, black on white, quiet zone included.
///
/// # Errors
/// When the text does not fit.
pub(crate) fn picture(text: &str) -> Result<Vec<u8>, DocumentError> {
    let too_long = |_| DocumentError::Qr(text.to_owned());
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(too_long)?;
    let side = (code.size + 2 * QUIET_ZONE) * PIXELS;
    let dark = |x: usize, y: usize| {
        let module = |at: usize| (at / PIXELS).checked_sub(QUIET_ZONE).filter(|at| *at < code.size);
        matches!((module(x), module(y)), (Some(x), Some(y)) if code[y][x].value())
    };
    let mut rows = Vec::new();
    for y in 0..side {
        // Each row begins with its filter, none; a bit per pixel, 1 is white.
        rows.push(0);
        rows.extend((0..side).step_by(8).map(|from| {
            (0..8).fold(0_u8, |byte, bit| byte << 1 | u8::from(from + bit < side && !dark(from + bit, y)))
        }));
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    let _ = packed.write_all(&rows);
    let packed = packed.finish().unwrap_or_default();
    let side = u32::try_from(side).unwrap_or(u32::MAX).to_be_bytes();
    // One bit of grey; the only methods of compression and filtering there are; not interlaced.
    let head = [side.as_slice(), side.as_slice(), &[1, 0, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", head.as_slice()), (b"IDAT", &packed), (b"IEND", &[])] {
        png.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
        let mut sum = Crc::new();
        sum.update(kind);
        sum.update(data);
        png.extend(kind);
        png.extend(data);
        png.extend(sum.sum().to_be_bytes());
    }
    Ok(png)
}

#[cfg(test)]
mod tests {
    use super::{PIXELS, QUIET_ZONE, draw, picture};

    /// Chunks with their sums, and the light of each pixel, read by another hand: only what `picture` writes is known.
    #[test]
    fn a_picture_shows_the_modules_of_the_drawing() {
        let png = picture("K7QF-2M9X").unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n") && png.len() < 2_000, "{}", png.len());
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
        let side = number(16);
        let (length, at) = (number(33), 41);
        assert_eq!(&png[37..41], b"IDAT");
        let mut sum = flate2::Crc::new();
        sum.update(&png[37..at + length]);
        assert_eq!(number(at + length), sum.sum() as usize);
        let mut rows = Vec::new();
        let mut unpacked = flate2::read::ZlibDecoder::new(&png[at..at + length]);
        std::io::Read::read_to_end(&mut unpacked, &mut rows).unwrap();
        let wide = side.div_ceil(8) + 1;
        assert_eq!(rows.len(), wide * side);
        let dark = |x: usize, y: usize| rows[y * wide + 1 + x / 8] >> (7 - x % 8) & 1 == 0;
        let drawn = draw("K7QF-2M9X").unwrap().svg;
        let modules = side / PIXELS;
        assert!(drawn.contains(&format!("viewBox=\"0 0 {modules} {modules}\"")));
        for y in 0..modules {
            let mut x = 0;
            while x < modules {
                let run = (x..modules).take_while(|x| dark(x * PIXELS + 3, y * PIXELS + 7)).count();
                assert!(run == 0 || drawn.contains(&format!("M{x} {y}h{run}v1")), "{x} {y} {run}");
                x += run.max(1);
            }
        }
        assert!(dark(QUIET_ZONE * PIXELS, QUIET_ZONE * PIXELS) && !dark(QUIET_ZONE * PIXELS - 1, 0));
    }

    #[test]
    fn a_code_has_its_three_finder_patterns() {
        let drawn = draw("https://parvis.example/intyg/KKN-2018-0001").unwrap().svg;
        for corner in ["M4 4h7v1h-7z", "M4 10h7v1h-7z"] {
            assert!(drawn.contains(corner), "{drawn}");
        }
        assert!(draw(&"x".repeat(5000)).is_err());
    }

    /// The one module that is dark in every code; were rows and columns mixed up it would lie elsewhere.
    #[test]
    fn a_code_is_drawn_the_right_way_round() {
        let drawn = draw("https://parvis.example/intyg/KKN-2018-0001").unwrap().svg;
        let side: usize =
            drawn.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        let (column, row) = (8 + QUIET_ZONE, side - QUIET_ZONE - 8);
        assert!(drawn.contains(&format!("M{column} {row}h")), "{drawn}");
    }
}
