//! QR codes (ISO/IEC 18004) as SVG.

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};

use crate::DocumentError;

/// Light modules around the code that the standard asks for.
const QUIET_ZONE: usize = 4;

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

#[cfg(test)]
mod tests {
    use super::{QUIET_ZONE, draw};

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
