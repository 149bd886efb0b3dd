//! What a page holds in memory. Chromium only.

use serde_json::{Value, json};

use super::{Page, Trouble, command};

/// Bytes that are held when everything that nothing reaches was collected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heap {
    /// Objects of scripts.
    pub script: f64,
    /// The page's elements, styles and whatever else the browser keeps for it in its own heap.
    pub page: f64,
    /// The linear memories of WebAssembly, as large as they have ever become: they never shrink.
    pub wasm: f64,
}

impl Page {
    /// From the next address on, memories of WebAssembly are noted, which scripts keep to themselves.
    pub async fn notes_memories(&self) -> Result<(), Trouble> {
        let note = json!({ "source": NOTE });
        command::devtools(&self.client(), "Page.addScriptToEvaluateOnNewDocument", note).await.map(drop)
    }

    /// What it holds now.
    pub async fn heap(&self) -> Result<Heap, Trouble> {
        let client = self.client();
        // What the first round lets go of, the second collects.
        for _ in 0..2 {
            command::devtools(&client, "HeapProfiler.collectGarbage", json!({})).await?;
        }
        let usage = command::devtools(&client, "Runtime.getHeapUsage", json!({})).await?;
        let wasm = self.run("return [...globalThis.memories].map(memory => memory.buffer.byteLength)", vec![]).await?;
        let wasm = wasm.as_array().map(|sizes| sizes.iter().filter_map(Value::as_f64).sum());
        match (usage["usedSize"].as_f64(), usage["embedderHeapUsedSize"].as_f64(), wasm) {
            (Some(script), Some(page), Some(wasm)) if wasm > 0.0 => Ok(Heap { script, page, wasm }),
            _ => Err(Trouble::new(format!("the browser does not tell what is held: {usage}, {wasm:?}"))),
        }
    }
}

const NOTE: &str = "const memories = globalThis.memories = new Set();
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const own = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            const made = await own.apply(WebAssembly, given);
            for (const value of Object.values((made.instance ?? made).exports)) {
                if (value instanceof WebAssembly.Memory) memories.add(value);
            }
            return made;
        };
    }";
