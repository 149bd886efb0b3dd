//! QR codes as the `d` of one SVG path.

use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules around the code, which readers need to find it (ISO/IEC 18004: 4).
const QUIET: i32 = 4;

/// A QR code, ready for `<svg viewBox="0 0 {side} {side}"><path d="{path}"/></svg>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Width and height in modules, the quiet zone of 4 on each side included.
    pub side: usize,
    /// The dark modules, one unit square each, joined along a row.
    pub path: String,
}

/// The code of a text, readable with a quarter of it damaged. `None` for texts that no code holds:
/// more than about 1,600 bytes.
pub fn modules(text: &str) -> Option<Code> {
    let qr = QrCode::encode_text(text, QrCodeEcc::Quartile).ok()?;
    let size = qr.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|x| qr.get_module(*x, y)).count() as i32;
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    Some(Code { side: (size + 2 * QUIET) as usize, path })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    /// Paints the path, as a browser does.
    fn painted(code: &Code) -> Vec<Vec<bool>> {
        let mut grid = vec![vec![false; code.side]; code.side];
        for run in code.path.split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (length, rest) = rest.split_once("v1h-").unwrap();
            assert_eq!(rest, format!("{length}z"));
            let (x, y, length): (usize, usize, usize) =
                (x.parse().unwrap(), y.parse().unwrap(), length.parse().unwrap());
            grid[y][x..x + length].fill(true);
        }
        grid
    }

    /// The 7 × 7 eye in three corners, with its light border.
    fn has_finder(grid: &[Vec<bool>], left: usize, top: usize) -> bool {
        (0..7).all(|y| {
            (0..7).all(|x| {
                let ring = x == 0 || x == 6 || y == 0 || y == 6;
                let core = (2..5).contains(&x) && (2..5).contains(&y);
                grid[top + y][left + x] == (ring || core)
            })
        })
    }

    #[test]
    fn an_address_becomes_a_code_with_eyes_and_a_quiet_zone() {
        let code = modules("https://analytics.example.org/").unwrap();
        assert_eq!(code.side, 29 + 8, "version 3 holds 32 bytes at this level");
        let grid = painted(&code);
        let far = code.side - 4 - 7;
        assert!(has_finder(&grid, 4, 4) && has_finder(&grid, far, 4) && has_finder(&grid, 4, far));
        assert!(!has_finder(&grid, far, far));
        let quiet = |i: usize| i < 4 || i >= code.side - 4;
        for (y, row) in grid.iter().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                assert!(!(*dark && (quiet(x) || quiet(y))));
            }
        }
        // The timing pattern between the eyes alternates, dark first.
        assert!((12..far).all(|i| grid[10][i] == (i % 2 == 0) && grid[i][10] == (i % 2 == 0)));
    }

    #[test]
    fn what_no_code_holds_is_said() {
        assert_eq!(modules(&"x".repeat(4000)), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_path_paints_exactly_the_code(text in "\\PC{0,80}") {
            let code = modules(&text).unwrap();
            let qr = QrCode::encode_text(&text, QrCodeEcc::Quartile).unwrap();
            let grid = painted(&code);
            for y in 0..qr.size() {
                for x in 0..qr.size() {
                    prop_assert_eq!(grid[(y + 4) as usize][(x + 4) as usize], qr.get_module(x, y));
                }
            }
        }
    }
}
