// Opens a page whose scripts and style sheets came packed, for a notebook (see maps/frame.py).
(() => {
  "use strict";

  const digits = new Uint8Array(128);
  let digit = 0;
  for (let code = 33; digit < 85; code++) if (!"\"&'<>\\`{}".includes(String.fromCharCode(code))) digits[code] = digit++;

  /** @param {string} text - five digits for four bytes, the last group cut short @returns {Uint8Array} */
  function base85(text) {
    const missing = (5 - (text.length % 5)) % 5;
    const bytes = new Uint8Array(((text.length + missing) / 5) * 4);
    for (let at = 0, to = 0; at < text.length; at += 5) {
      let word = 0;
      for (let n = at; n < at + 5; n++) word = word * 85 + (n < text.length ? digits[text.charCodeAt(n)] : 84);
      for (const shift of [24, 16, 8, 0]) bytes[to++] = word >>> shift;
    }
    return bytes.subarray(0, bytes.length - missing);
  }

  async function open() {
    const packed = base85(document.getElementById("parts").textContent);
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    for (const [kind, text] of JSON.parse(await new Response(stream).text())) {
      const made = document.createElement(kind); // the policy of the page knows the hash of each script
      made.textContent = text;
      document.head.append(made);
    }
  }

  open();
})();
