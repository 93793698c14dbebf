// What the document defines before the bundle (maps/offline.py), and types that JSDoc cannot write.
/** The second bundle, in pages with a basemap of the user's own. */
declare const DatelineTiles: typeof import("./tiles/index.js");
declare const DATELINE_WORDS: Record<string, string>;

/** The element that "div" or "div.class.other" makes. */
type ElementOf<Tag extends string> = Tag extends `${infer Name}.${string}`
  ? ElementOf<Name>
  : Tag extends keyof HTMLElementTagNameMap
    ? HTMLElementTagNameMap[Tag]
    : HTMLElement;
