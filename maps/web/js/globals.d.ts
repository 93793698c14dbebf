// What the document defines before the bundle (maps/offline.py), and types that JSDoc cannot write.
declare const DATELINE_WORDS: Record<string, string>;

/** The element that "div" or "div.class.other" makes. */
type ElementOf<Tag extends string> = Tag extends `${infer Name}.${string}`
  ? ElementOf<Name>
  : Tag extends keyof HTMLElementTagNameMap
    ? HTMLElementTagNameMap[Tag]
    : HTMLElement;
