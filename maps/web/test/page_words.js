// Importing this first gives the modules under test the page's words, as the document does.
import { readFileSync } from "node:fs";

globalThis.DATELINE_WORDS = JSON.parse(readFileSync(new URL("../strings.en.json", import.meta.url), "utf8"));
