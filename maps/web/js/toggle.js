// A switch of the legend.

import { element, number } from "./core.js";

/**
 * A switch with a picture, a name and a count.
 * @param {{label: string|Node, icon?: Node, checked?: boolean, change: (on: boolean) => void, count?: boolean, title?: string}} options
 */
export function toggle({ label, icon, checked = true, change, count, title }) {
  const total = count ? element("span.number", {}, "") : null;
  const box = element("input", { type: "checkbox", checked, change: (event) => change(event.target.checked) });
  const made = element("label.toggle", { title }, box, icon ?? "", element("span", {}, label), total ?? "");
  return { made, box, tell: (n) => total && (total.textContent = number(n)) };
}
