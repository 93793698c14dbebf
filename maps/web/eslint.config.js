// What `npm run lint` checks: the recommended rules, and names that hide others.
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["js/**/*.js"],
    languageOptions: { globals: { ...globals.browser, L: "readonly", DATELINE_WORDS: "readonly", DatelineTiles: "readonly", DATELINE_SIGNS: "readonly" } },
    rules: { eqeqeq: ["error", "always", { null: "ignore" }], "no-shadow": "error", "no-var": "error", "prefer-const": "error", "no-implied-eval": "error" },
  },
  { files: ["test/**/*.js"], languageOptions: { globals: globals.nodeBuiltin } },
];
