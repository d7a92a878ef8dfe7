import { SettingsError } from '../../settings/error';
import { type Sized, sizesOf } from './sizes';
import { resourcesOf } from './template';

/** A setting is named where it makes up at least this share of what is too long. */
const NAMED_FROM = 0.05;

/**
 * Refuses settings that make a policy, or another text that AWS limits, too long: AWS says so in the middle of an apply.
 *
 * @param json the stack as it is synthesised
 * @throws SettingsError naming what is too long, and the settings that lengthen it most
 */
export function withinLimits(json: unknown, settings: object): void {
  const problems = sizesOf(resourcesOf(json))
    .filter(({ length, most }) => length > most)
    .map((one) => problemOf(one, settings));
  if (problems.length > 0) throw new SettingsError(problems);
}

function problemOf({ what, length, most, text }: Sized, settings: object): string {
  const shares = [...sharesOf(text, settings)]
    .filter(([, share]) => share >= NAMED_FROM * length)
    .sort(([, one], [, other]) => other - one)
    .map(([key, share]) => `${key} (${inWords(share)} characters of it)`);
  return (
    `${what} can have ${inWords(length)} characters; AWS allows ${inWords(most)}. Shorten ${shares.join(', ')}. ` +
    'What only a deployment knows, such as an id, is counted at its longest.'
  );
}

const inWords = (count: number) => count.toLocaleString('en-US');

/** How many characters of a text come from which setting. The longest are looked for first: one may be in another. */
function sharesOf(text: string, settings: object): Map<string, number> {
  const shares = new Map<string, number>();
  let rest = text;
  for (const [key, value] of textsIn(settings).sort(([, one], [, other]) => other.length - one.length)) {
    // As it stands in JSON, and for an object of S3 as it stands in an ARN.
    const written = JSON.stringify(value.replace(/^s3:\/\//, '')).slice(1, -1);
    if (written === '') continue;
    const pieces = rest.split(written);
    rest = pieces.join('\0');
    if (pieces.length > 1) shares.set(key, (shares.get(key) ?? 0) + (pieces.length - 1) * written.length);
  }
  return shares;
}

/** Every text of the settings with its key; the entries of a list have the key of the list. */
function textsIn(value: unknown, key = '', isListed = false): [key: string, text: string][] {
  if (typeof value === 'string') return [[key, value]];
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, key, true));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const below = key === '' ? name : `${key}.${name}`;
    return textsIn(one, isListed ? key : below, isListed);
  });
}
