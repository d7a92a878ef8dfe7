/** Whether a text matches a pattern of `*` (any characters, or none) and `?` (one character). */
export function globMatches(pattern: string, text: string): boolean {
  return isSpelled(pattern, text, (wanted, found) => wanted === '?' || wanted === found);
}

/**
 * Whether every text that matches one pattern matches another.
 *
 * Never true where it is not so. It may be false for patterns that say the same in two ways, such as `*?` and `?*`.
 */
export function globCovers(pattern: string, other: string): boolean {
  return isSpelled(pattern, other, (wanted, found) => found !== '*' && (wanted === '?' || wanted === found));
}

/**
 * Whether a pattern can be spread over a text, its stars over any characters or none.
 *
 * The time grows with the product of the two lengths at worst, whatever the pattern: only the latest star is tried again.
 */
function isSpelled(pattern: string, text: string, fits: (wanted: string, found: string) => boolean): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < text.length;) {
    if (pattern[at] === '*') {
      star = at++;
      resume = index;
    } else if (fits(pattern.charAt(at), text.charAt(index))) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/**
 * The same as {@link globMatches}, for a pattern that many texts are compared with.
 *
 * It is cut at its stars once; what stands between two of them is looked for where the part before it ended. The first
 * place is as good as any later one, so nothing is tried twice.
 */
export function compiledGlob(pattern: string): (text: string) => boolean {
  const [head = literal(''), ...rest] = pattern.split('*').map(literal);
  const tail = rest.pop();
  if (tail === undefined) return (text) => text.length === head.length && head.isAt(text, 0);
  const between = rest.filter(({ length }) => length > 0);
  return (text) => {
    const end = text.length - tail.length;
    if (head.length > end || !head.isAt(text, 0) || !tail.isAt(text, end)) return false;
    let at = head.length;
    for (const part of between) {
      const found = part.find(text, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= end;
  };
}

/** A part of a pattern that holds no star. */
interface Part {
  readonly length: number;
  readonly isAt: (text: string, at: number) => boolean;
  /** First place from `from` on; -1 where there is none. */
  readonly find: (text: string, from: number) => number;
}

function literal(part: string): Part {
  const { length } = part;
  if (!part.includes('?')) {
    return {
      length,
      isAt: (text, at) => text.startsWith(part, at),
      find: (text, from) => text.indexOf(part, from),
    };
  }
  const isAt = (text: string, at: number) => {
    for (let index = 0; index < length; index++) {
      const wanted = part.charAt(index);
      if (wanted !== '?' && wanted !== text.charAt(at + index)) return false;
    }
    return at + length <= text.length;
  };
  const find = (text: string, from: number) => {
    for (let at = from; at + length <= text.length; at++) if (isAt(text, at)) return at;
    return -1;
  };
  return { length, isAt, find };
}

/** Whether some text matches both of two patterns. The time grows with the product of their lengths. */
export function globsMeet(one: string, other: string): boolean {
  // meets[j]: whether the rest of one from its current character and the rest of the other from j have a text in common.
  let meets: boolean[] = [];
  for (let i = one.length; i >= 0; i--) {
    const below = meets;
    meets = [];
    for (let j = other.length; j >= 0; j--) meets[j] = restsMeet(one[i], other[j], below, meets, j);
  }
  return meets[0] === true;
}

function restsMeet(
  mine: string | undefined,
  theirs: string | undefined,
  below: readonly boolean[],
  meets: readonly boolean[],
  at: number,
): boolean {
  if (mine === undefined && theirs === undefined) return true;
  if (mine === '*' || theirs === '*') {
    // A star takes the other's next character, or takes no more.
    return (mine !== undefined && below[at] === true) || (theirs !== undefined && meets[at + 1] === true);
  }
  return mine !== undefined && (mine === theirs || mine === '?' || theirs === '?') && below[at + 1] === true;
}
