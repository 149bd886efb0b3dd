//! What a first visit loads, and what may follow.

use super::{Files, parts, trunk};

/// The most that a first visit may load, compressed with brotli, in bytes.
pub const MOST: usize = 400 * 1024;

/// What each file weighs.
#[derive(Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Of a first visit.
    first: Vec<Size>,
    /// Loaded when somebody goes there.
    later: Vec<Size>,
}

#[derive(Debug, PartialEq, Eq)]
struct Size {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    /// Weighs a sealed console as read from its folder. Copies of the page and notices are no part
    /// of it.
    pub fn of(dist: &Files) -> Self {
        let weight = |name: &str| dist.get(name).map(Vec::len);
        let is_weighed = |name: &str| {
            let copy = name != "index.html" && name.ends_with("/index.html");
            !copy && ![".br", ".gz", ".txt"].iter().any(|ending| name.ends_with(ending))
        };
        let demo = trunk::DEMO.trim_end_matches(".wasm");
        let is_later = |size: &Size| {
            size.name.ends_with(".wasm") && parts::PARTS.iter().chain([&demo]).any(|start| size.name.starts_with(start))
        };
        let mut sizes: Vec<_> = dist
            .iter()
            .filter(|(name, _)| is_weighed(name))
            .map(|(name, bytes)| Size {
                name: name.clone(),
                raw: bytes.len(),
                gzip: weight(&format!("{name}.gz")).unwrap_or(bytes.len()),
                brotli: weight(&format!("{name}.br")).unwrap_or(bytes.len()),
            })
            .collect();
        sizes.sort_by_key(|size| std::cmp::Reverse(size.brotli));
        let (later, first) = sizes.into_iter().partition(is_later);
        Self { first, later }
    }

    /// Bytes of a first visit, compressed with brotli.
    pub fn first_load(&self) -> usize {
        self.first.iter().map(|size| size.brotli).sum()
    }

    /// A table for a person, with the total against [`MOST`].
    pub fn table(&self) -> String {
        let row = |name: &str, raw: usize, gzip: usize, brotli: usize| {
            format!("{name:<36} {raw:>10} {gzip:>10} {brotli:>10}\n")
        };
        let mut out = format!("{:<36} {:>10} {:>10} {:>10}\n", "file, bytes", "raw", "gzip", "brotli");
        let rows = |sizes: &[Size]| -> String {
            sizes.iter().map(|size| row(&size.name, size.raw, size.gzip, size.brotli)).collect()
        };
        let sum = |of: fn(&Size) -> usize| self.first.iter().map(of).sum();
        out.push_str(&rows(&self.first));
        out.push_str(&row("first load", sum(|s| s.raw), sum(|s| s.gzip), self.first_load()));
        out.push_str("when somebody goes there:\n");
        out.push_str(&rows(&self.later));
        let verdict = if self.first_load() <= MOST { "within" } else { "OVER" };
        out.push_str(&format!(
            "first load {:.1} KiB brotli, {verdict} {} KiB\n",
            self.first_load() as f64 / 1024.0,
            MOST / 1024
        ));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_visit_is_the_page_once_and_every_asset() {
        let later = ["people/index.html", "demo-1.wasm", "split_a-1.wasm", "chunk_1-1.wasm", "NOTICES.txt"];
        let names = ["index.html", "index.html.br", "a-1.wasm", "a-1.wasm.gz"].into_iter().chain(later);
        let dist =
            names.map(|name| (name.to_owned(), vec![0; if name.ends_with(".br") { 10 } else { 1000 }])).collect();
        let sizes = Sizes::of(&dist);
        let weighed: Vec<_> = sizes.first.iter().map(|size| (size.name.as_str(), size.brotli)).collect();
        assert_eq!(weighed, [("a-1.wasm", 1000), ("index.html", 10)]);
        assert_eq!(sizes.later.len(), 3);
        assert!(sizes.first_load() == 1010 && sizes.table().contains("within 400 KiB"));
    }

    #[test]
    fn too_much_is_said_to_be_too_much() {
        let size = Size { name: "a".to_owned(), raw: MOST * 2, gzip: MOST * 2, brotli: MOST + 1 };
        let sizes = Sizes { first: vec![size], later: Vec::new() };
        assert!(sizes.table().contains("OVER 400 KiB"));
    }
}
