// Work in pieces, between which the page answers whoever reads it.

/** The result of work in pieces that is done at once. @template Result @param {Generator<void, Result>} work @returns {Result} */
export function finished(work) {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

const AT_ONCE_MS = 12; // work that takes no longer is done within the call
const PIECE_MS = 24; // between two looks at what the reader does

/**
 * Do work in pieces between which the page answers.
 * @template Result
 * @param {Generator<void, Result>} work
 * @param {(result: Result) => void} done
 * @returns {() => void} stops it
 */
export function inPieces(work, done) {
  let waiting = 0;
  const go = (most) => {
    const until = performance.now() + most;
    let step = work.next();
    while (!step.done && performance.now() < until) step = work.next();
    if (step.done) done(step.value);
    else waiting = setTimeout(go, 0, PIECE_MS);
  };
  go(AT_ONCE_MS);
  return () => clearTimeout(waiting);
}
