// bzip2, unpacked: browsers know gzip only, which makes long texts a quarter larger.

const BLOCK = 0x314159; // the first half of a block's mark, from the digits of pi
const GROUP = 50; // symbols that one table decodes
const QUICK = 10; // bits of a code that are looked up at once
const LONGEST = 20; // bits of a code

/** Bits of a stream, the highest first. */
class Bits {
  constructor(bytes, at) {
    Object.assign(this, { bytes, at, held: 0, count: 0 });
  }

  /** Make sure that so many bits, 24 at most, can be looked at; beyond the end there are zeros. */
  need(count) {
    while (this.count < count) {
      this.held = (this.held << 8) | this.bytes[this.at++];
      this.count += 8;
    }
  }

  take(count) {
    this.need(count);
    this.count -= count;
    return (this.held >>> this.count) & ((1 << count) - 1);
  }
}

/** The symbols of a Huffman code from the lengths of their codes. */
class Code {
  constructor(lengths) {
    this.quick = new Uint16Array(1 << QUICK); // symbol and length of the code that so many bits begin with
    this.symbols = [];
    this.end = new Int32Array(LONGEST + 1).fill(-1); // for each length the first number that is no code of it
    this.skip = new Int32Array(LONGEST + 1); // from a number to its symbol's place
    let code = 0;
    for (let length = 1; length <= LONGEST; length++) {
      this.skip[length] = code - this.symbols.length;
      lengths.forEach((own, symbol) => {
        if (own !== length) return;
        if (length <= QUICK) this.quick.fill((symbol << 5) | length, code << (QUICK - length), (code + 1) << (QUICK - length));
        this.symbols.push(symbol);
        code++;
      });
      this.end[length] = code;
      code <<= 1;
    }
  }

  read(bits) {
    bits.need(LONGEST);
    const found = this.quick[(bits.held >>> (bits.count - QUICK)) & ((1 << QUICK) - 1)];
    if (found) {
      bits.count -= found & 31;
      return found >> 5;
    }
    for (let length = QUICK + 1; length <= LONGEST; length++) {
      const code = (bits.held >>> (bits.count - length)) & ((1 << length) - 1);
      if (code >= this.end[length]) continue;
      bits.count -= length;
      return this.symbols[code - this.skip[length]];
    }
    throw new Error("damaged texts");
  }
}

/**
 * @param {Uint8Array} bytes - a whole bzip2 file
 * @returns {Uint8Array}
 */
export function bunzip(bytes) {
  const size = (bytes[3] - 48) * 100000; // "BZh9": most bytes of a block before its runs are written out
  const bits = new Bits(bytes, 4);
  const parts = [];
  while (bits.take(24) === BLOCK) parts.push(readBlock(bits, size));
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function readBlock(bits, size) {
  bits.take(24); // the other half of the mark
  bits.take(16); // a checksum of 32 bits
  bits.take(16);
  if (bits.take(1)) throw new Error("damaged texts"); // an order that no packer writes any more
  const origin = bits.take(24);
  const used = usedBytes(bits);
  const tables = bits.take(3);
  const selectors = readSelectors(bits, tables);
  const codes = Array.from({ length: tables }, () => readCode(bits, used.length + 2));
  const order = readSymbols(bits, used, selectors, codes, size);
  return writeRuns(order, origin);
}

/** The bytes that occur, in order. */
function usedBytes(bits) {
  const rows = bits.take(16);
  const used = [];
  for (let row = 0; row < 16; row++) {
    if (!((rows >> (15 - row)) & 1)) continue;
    const columns = bits.take(16);
    for (let column = 0; column < 16; column++) if ((columns >> (15 - column)) & 1) used.push(row * 16 + column);
  }
  return used;
}

/** Which table decodes each group of symbols. */
function readSelectors(bits, tables) {
  const recent = Array.from({ length: tables }, (_, n) => n);
  return Uint8Array.from({ length: bits.take(15) }, () => {
    let at = 0;
    while (bits.take(1)) at++;
    recent.unshift(...recent.splice(at, 1));
    return recent[0];
  });
}

function readCode(bits, count) {
  let length = bits.take(5);
  return new Code(Array.from({ length: count }, () => {
    while (bits.take(1)) length += bits.take(1) ? -1 : 1;
    return length;
  }));
}

/**
 * Read the last column of the sorted rotations.
 * @returns {Uint32Array} bytes, with room above them for `writeRuns`
 */
function readSymbols(bits, used, selectors, codes, size) {
  const recent = Uint8Array.from(used);
  const last = used.length + 1; // the symbol that ends a block
  const order = new Uint32Array(size);
  let count = 0;
  let run = 0;
  let weight = 1;
  for (const selector of selectors) {
    const code = codes[selector];
    for (let n = 0; n < GROUP; n++) {
      const symbol = code.read(bits);
      if (symbol < 2) { // a digit of how often the most recent byte comes, lowest first: 1 or 2
        run += weight << symbol;
        weight <<= 1;
        continue;
      }
      if (run) {
        order.fill(recent[0], count, count + run);
        count += run;
        run = 0;
        weight = 1;
      }
      if (symbol === last) return order.subarray(0, count);
      const byte = recent[symbol - 1];
      recent.copyWithin(1, 0, symbol - 1);
      recent[0] = byte;
      order[count++] = byte;
    }
  }
  throw new Error("damaged texts");
}

/** Put the bytes back into their order, and write out runs: after four equal bytes follows how many more there are. */
function writeRuns(order, origin) {
  const next = new Uint32Array(256);
  for (const byte of order) next[byte]++;
  let sum = 0;
  next.forEach((count, byte) => {
    next[byte] = sum;
    sum += count;
  });
  for (let n = 0; n < order.length; n++) order[next[order[n] & 255]++] |= n << 8;
  let made = new Uint8Array(order.length + 1000);
  let at = order[origin] >>> 8;
  let count = 0;
  let same = 0;
  let before = -1;
  for (let n = 0; n < order.length; n++) {
    const byte = order[at] & 255;
    at = order[at] >>> 8;
    if (count + 256 > made.length) {
      const wider = new Uint8Array(made.length * 2);
      wider.set(made);
      made = wider;
    }
    if (same === 4) {
      made.fill(before, count, count + byte);
      count += byte;
      same = 0;
      before = -1;
      continue;
    }
    same = byte === before ? same + 1 : 1;
    before = byte;
    made[count++] = byte;
  }
  return made.subarray(0, count);
}

