//! QR codes (ISO/IEC 18004) as SVG.

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};

use crate::DocumentError;

/// Light modules around the code that the standard asks for.
const QUIET_ZONE: usize = 4;

/// An SVG of the code for an address: one path, black on nothing, quiet zone included.
///
/// # Errors
/// When the address does not fit.
pub(crate) fn svg(address: &str) -> Result<String, DocumentError> {
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
    Ok(svg)
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn a_code_has_its_three_finder_patterns() {
        let drawn = svg("https://parvis.example/intyg/KKN-2018-0001").unwrap();
        for corner in ["M4 4h7v1h-7z", "M4 10h7v1h-7z"] {
            assert!(drawn.contains(corner), "{drawn}");
        }
        assert!(svg(&"x".repeat(5000)).is_err());
    }
}
