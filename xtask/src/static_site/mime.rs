//! Media types of what the console is made of.

/// The media type by the ending of a file's name.
pub fn of(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm_has_the_type_that_streaming_compilation_wants() {
        assert_eq!(of("lanyard_bg-1.wasm"), "application/wasm");
        assert_eq!(of("people/index.html"), "text/html; charset=utf-8");
        assert_eq!(of("x.unknown"), "application/octet-stream");
    }
}
