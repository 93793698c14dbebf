// Work in pieces, between which the page answers whoever reads it.

/**
 * The result of work in pieces that is done at once: what it would wait for it then does itself.
 * @template Result
 * @param {Generator<Promise<void>|void, Result>} work
 * @returns {Result}
 */
export function finished(work) {
  let step = work.next();
  while (!step.done) step = work.next();
  return /** @type {Result} */ (step.value);
}

const AT_ONCE_MS = 12; // work that takes no longer is done within the call
const PIECE_MS = 24; // between two looks at what the reader does

/**
 * Do work in pieces between which the page answers.
 * @template Result
 * @param {Generator<Promise<void>|void, Result>} work - a piece may be a promise, which is waited for
 * @param {(result: Result) => void} done
 * @returns {() => void} stops it
 */
export function inPieces(work, done) {
  let stopped = false;
  const go = (most) => {
    if (stopped) return;
    const until = performance.now() + most;
    let step = work.next();
    while (!step.done && !(step.value instanceof Promise) && performance.now() < until) step = work.next();
    if (step.done) done(/** @type {Result} */ (step.value));
    else Promise.resolve(step.value).then(() => setTimeout(go, 0, PIECE_MS));
  };
  go(AT_ONCE_MS);
  return () => {
    stopped = true;
  };
}
