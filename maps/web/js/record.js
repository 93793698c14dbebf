// Time as a moving picture: the slider's days one after another, each with date, title and legend, as a GIF or a video.

import { GIFEncoder, applyPalette, quantize } from "gifenc";

import { element, number, word } from "./core.js";
import { download } from "./export.js";
import { composePicture } from "./picture.js";

const [WIDTH, HEIGHT] = [640, 480]; // of the map alone
const FRAMES = 26;
const [FRAME_MS, LAST_MS] = [280, 2200]; // how long a day is shown, and the last one
const [COLOURS, SAMPLE] = [255, 7]; // of a GIF, one more is "as before"; every seventh pixel tells which
const VIDEOS = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm", "video/mp4"];

/** @typedef {{done: (share: number) => void, signal: AbortSignal}} Progress */

const rest = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));

/** The days of the slider, evenly, and both sides of the change that is named. @param {any} app @returns {number[]} */
function daysOf({ state, spotlight }) {
  const { from, to } = state.range;
  const even = Array.from({ length: FRAMES }, (_, n) => Math.round(from + ((to - from) * n) / (FRAMES - 1)));
  const change = spotlight?.current();
  const sides = change ? [change.day - 1, change.day].filter((day) => day >= from && day <= to) : [];
  return [...new Set([...even, ...sides])].sort((a, b) => a - b);
}

/** Draw the map around the same middle, as much of it as the page shows. */
function draw(app) {
  const { x, y } = app.map.getSize();
  const zoom = Math.max(1, app.map.getZoom() + Math.floor(2 * Math.log2(Math.min(WIDTH / x, HEIGHT / y))) / 2);
  return composePicture(app, { width: WIDTH, height: HEIGHT, zoom, ratio: 1, brief: true });
}

/**
 * Give a picture for each day; they are all of one size, whatever their legends need. The slider moves, and comes back.
 * @param {any} app
 * @param {Progress} progress
 * @returns {AsyncGenerator<HTMLCanvasElement>}
 */
async function* frames(app, { done, signal }) {
  const { state } = app;
  const { day: before, swipe } = state.values;
  const days = daysOf(app);
  try {
    state.set({ day: days[days.length - 1], swipe: null }); // when the legend has most
    const { width, height } = draw(app);
    for (const [n, day] of days.entries()) {
      await rest();
      signal.throwIfAborted();
      state.set({ day });
      const canvas = element("canvas", { width, height });
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.fillStyle = app.looks.colour("--paper");
      context.fillRect(0, 0, width, height);
      context.drawImage(draw(app), 0, 0);
      done((n + 1) / days.length);
      yield canvas;
    }
  } finally {
    state.set({ day: before, swipe });
  }
}

/** The pixels of all frames that tell the colours of all: a palette of its own for each would flicker. */
function paletteOf(images) {
  const sampled = images.map(({ data }) => new Uint32Array(data.buffer).filter((_, n) => n % SAMPLE === 0));
  const all = new Uint32Array(sampled.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const some of sampled) {
    all.set(some, at);
    at += some.length;
  }
  return quantize(new Uint8Array(all.buffer), COLOURS);
}

/**
 * Make a GIF of the slider.
 * @param {any} app
 * @param {Progress} progress
 * @returns {Promise<Blob>}
 */
export async function gif(app, progress) {
  const images = [];
  const drawn = { ...progress, done: (share) => progress.done(share / 2) };
  for await (const canvas of frames(app, drawn)) images.push(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height));
  const palette = [...paletteOf([images[0], images[images.length >> 1], images[images.length - 1]]), [0, 0, 0]];
  const encoder = GIFEncoder();
  let before = null;
  for (const [n, { data, width, height }] of images.entries()) {
    await rest();
    progress.signal.throwIfAborted();
    const index = applyPalette(data, palette.slice(0, -1));
    // What is as it was is left out: it packs to nothing.
    const changed = before ? index.map((colour, at) => (colour === before[at] ? COLOURS : colour)) : index;
    encoder.writeFrame(changed, width, height, {
      palette: n ? undefined : palette, delay: n === images.length - 1 ? LAST_MS : FRAME_MS, dispose: 1,
      transparent: n > 0, transparentIndex: palette.length - 1,
    });
    before = index;
    progress.done(0.5 + (n + 1) / images.length / 2);
  }
  encoder.finish();
  return new Blob([encoder.bytes()], { type: "image/gif" });
}

/** The kind of video that this browser makes. @returns {string|undefined} */
export const videoType = () => (typeof MediaRecorder === "undefined" ? undefined : VIDEOS.find((type) => MediaRecorder.isTypeSupported(type)));

/**
 * Make a video of the slider: it is played once, into a file.
 * @param {any} app
 * @param {Progress} progress
 * @returns {Promise<Blob>}
 */
export async function video(app, progress) {
  const pictures = [];
  const drawn = { ...progress, done: (share) => progress.done(share / 2) };
  for await (const canvas of frames(app, drawn)) pictures.push(canvas);
  const stage = element("canvas", { width: pictures[0].width, height: pictures[0].height });
  const context = stage.getContext("2d");
  const stream = stage.captureStream(0);
  const [track] = /** @type {CanvasCaptureMediaStreamTrack[]} */ (stream.getVideoTracks());
  const recorder = new MediaRecorder(stream, { mimeType: videoType(), videoBitsPerSecond: 4e6 });
  /** @type {Blob[]} */
  const parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
  recorder.start();
  try {
    for (const [n, picture] of pictures.entries()) {
      progress.signal.throwIfAborted();
      context.drawImage(picture, 0, 0);
      track.requestFrame();
      await rest(n === pictures.length - 1 ? LAST_MS : FRAME_MS);
      progress.done(0.5 + (n + 1) / pictures.length / 2);
    }
    track.requestFrame(); // so that the last day lasts
  } finally {
    recorder.stop();
    track.stop();
  }
  await stopped;
  return new Blob(parts, { type: recorder.mimeType });
}

/** What the menu has of it: a button for each kind, how far it is, and a button that ends it. @param {any} app @returns {HTMLElement} */
export function recordGroup(app) {
  const bar = element("progress", { max: 1, value: 0, "aria-label": word("record.progress") });
  const cancel = element("button.export", { type: "button", click: () => running?.abort() }, word("record.cancel"));
  const status = element("p.note", { role: "status" });
  const working = element("div.row", { hidden: "" }, bar, cancel);
  /** @type {AbortController|null} */
  let running = null;
  const make = (maker, name) => async () => {
    if (running) return;
    running = new AbortController();
    working.hidden = false;
    status.textContent = word("record.making");
    app.spotlight?.stop();
    try {
      const made = await maker(app, { signal: running.signal, done: (share) => (bar.value = share) });
      download(made, name(made));
      status.textContent = word("record.made", { size: number(Math.ceil(made.size / 1024)) });
    } catch (error) {
      if (!running.signal.aborted) throw error;
      status.textContent = word("record.cancelled");
    } finally {
      running = null;
      working.hidden = true;
    }
  };
  const button = (key, click) => element("button.export", { type: "button", click }, word(key));
  const film = videoType() ? button("record.video", make(video, ({ type }) => (type.includes("mp4") ? "map.mp4" : "map.webm"))) : "";
  return element("div.group", {}, element("div.row", {}, button("record.gif", make(gif, () => "map.gif")), film), element("p.note", {}, word("record.note")), working, status);
}
