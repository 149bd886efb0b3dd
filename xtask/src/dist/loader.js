{
  const say = (sentence) => {
    const place = document.getElementById("boot") ?? document.body.appendChild(document.createElement("p"));
    place.textContent = sentence;
  };
  const parsed = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  if (window.top !== window.self) {
    parsed.then(() => say("Lanyard does not run inside another page. Open it in a tab of its own."));
  } else {
    const active = /<\s*(script|iframe|object|embed)\b|<[^>]*[\s"'\/]on\w+\s*=|<[^>]*javascript:/i;
    window.trustedTypes?.createPolicy("default", {
      createHTML(html) {
        if (active.test(html)) throw new TypeError("refused markup that could run a script");
        return html;
      },
    });
    const wasm = fetch("@WASM@", { integrity: "@WASM_INTEGRITY@" });
    Promise.all([import("./@SCRIPT@"), parsed])
      .then(([console]) => console.default({ module_or_path: wasm }))
      .then(() => document.getElementById("boot")?.remove())
      .catch((why) => say(`Lanyard could not start: ${why}. Reload the page; if that does not help, the files on the server are incomplete, changed, or too new for this browser.`));
  }
}
