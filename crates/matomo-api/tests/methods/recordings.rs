//! What Matomo 5.3.1 and 5.8.0 answered, recorded from live servers; tokens and passwords masked.

use matomo_api::Answer;
use serde_json::Value;
use std::{fs, path::Path, sync::LazyLock};

/// All of them, in the order in which they were made.
pub static RECORDINGS: LazyLock<Vec<Recording>> = LazyLock::new(read_all);

pub struct Recording {
    pub version: &'static str,
    pub method: String,
    pub params: Value,
    pub answer: Answer,
}

fn read_all() -> Vec<Recording> {
    let mut all = Vec::new();
    for version in ["5.3.1", "5.8.0"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(version);
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        for file in files {
            all.extend(fs::read_to_string(file).unwrap().lines().map(|line| read(version, line)));
        }
    }
    all
}

fn read(version: &'static str, line: &str) -> Recording {
    let line: Value = serde_json::from_str(line).unwrap();
    // A text stands for a body that was no JSON: Matomo never answers with a bare text.
    let body = match &line["body"] {
        Value::String(text) => text.clone(),
        json => json.to_string(),
    };
    let status = u16::try_from(line["status"].as_u64().unwrap()).unwrap();
    Recording {
        version,
        method: line["method"].as_str().unwrap().to_owned(),
        params: line["params"].clone(),
        answer: Answer { status, body: body.into_bytes() },
    }
}
