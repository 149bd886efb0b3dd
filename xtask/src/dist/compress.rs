//! Each file once more as brotli and as gzip, for servers that hand out what lies ready.

use std::io::Write;

use super::Files;
use crate::{Explain, Result};

/// Endings of files that are compressed already.
const DENSE: [&str; 5] = ["png", "jpg", "webp", "woff2", "ico"];

/// The files with `.br` and `.gz` beside each.
///
/// # Errors
/// If compressing fails.
pub fn beside(files: Files) -> Result<Files> {
    let mut all = Files::new();
    for (name, bytes) in files {
        if !DENSE.iter().any(|ending| name.rsplit('.').next() == Some(*ending)) {
            all.insert(format!("{name}.br"), brotli(&bytes)?);
            all.insert(format!("{name}.gz"), gzip(&bytes)?);
        }
        all.insert(name, bytes);
    }
    Ok(all)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut dense = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut dense, &parameters).explain("compress with brotli")?;
    Ok(dense)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).explain("compress with gzip")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Read;

    use super::*;

    #[test]
    fn both_read_back_as_the_file() {
        let text = b"Lanyard ".repeat(500);
        let all = beside(Files::from([("a.js".to_owned(), text.clone())])).unwrap();
        assert_eq!(all.keys().collect::<Vec<_>>(), ["a.js", "a.js.br", "a.js.gz"]);
        let (mut br, mut gz) = (Vec::new(), Vec::new());
        brotli::Decompressor::new(&all["a.js.br"][..], 4096).read_to_end(&mut br).unwrap();
        flate2::read::GzDecoder::new(&all["a.js.gz"][..]).read_to_end(&mut gz).unwrap();
        assert!(br == text && gz == text);
        assert!(all["a.js.br"].len() < 100);
    }

    #[test]
    fn what_is_dense_already_stays_alone() {
        let all = beside(Files::from([("a.png".to_owned(), vec![1, 2, 3])])).unwrap();
        assert_eq!(all.len(), 1);
    }
}
