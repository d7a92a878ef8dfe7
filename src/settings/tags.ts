import * as z from 'zod';

/**
 * IAM's rule, the strictest of the services whose resources are tagged (IAM user guide, "Rules for tagging in IAM"; API
 * reference, Tag). IAM refuses what breaks it in the middle of an apply.
 */
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const MOST = 50;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const ALLOWED_CHARACTERS = 'letters, digits, spaces and _.:/=+-@ of any language';

/** Tags on everything that can carry tags. The project puts none of its own beside them. */
export const tags = z.record(z.string(), z.string()).superRefine((given, context) => {
  const keys = Object.keys(given);
  const add = (path: readonly string[], message: string) => {
    context.addIssue({ code: 'custom', path: [...path], message });
  };
  if (keys.length > MOST) add([], `${keys.length} tags; allowed: at most ${MOST}`);
  for (const [key, value] of Object.entries(given)) {
    for (const problem of [...problemsOfKey(key), ...problemsOfValue(value)]) add([key], problem);
    const twin = keys.slice(0, keys.indexOf(key)).find((other) => other.toLowerCase() === key.toLowerCase());
    if (twin !== undefined) add([key], `IAM takes the key for the same as ${twin}; allowed: one of the two`);
  }
});

function problemsOfKey(key: string): string[] {
  return [
    ...(/^aws:/i.test(key) ? ['keys that begin with aws: are for AWS alone; allowed: another key'] : []),
    ...(key === '' || lengthOf(key) > LONGEST_KEY
      ? [`the key has ${lengthOf(key)} characters; allowed: 1 to ${LONGEST_KEY}`]
      : []),
    ...(CHARACTERS.test(key) ? [] : [`the key holds ${refusedIn(key)}; allowed: ${ALLOWED_CHARACTERS}`]),
  ];
}

function problemsOfValue(value: string): string[] {
  return [
    ...(lengthOf(value) > LONGEST_VALUE
      ? [`the value has ${lengthOf(value)} characters; allowed: at most ${LONGEST_VALUE}`]
      : []),
    ...(CHARACTERS.test(value) ? [] : [`the value holds ${refusedIn(value)}; allowed: ${ALLOWED_CHARACTERS}`]),
  ];
}

/** Characters as people count them, not as JavaScript does. */
const lengthOf = (text: string) => Array.from(text).length;

const refusedIn = (text: string) =>
  JSON.stringify(Array.from(text, (one) => (CHARACTERS.test(one) ? '' : one)).join(''));
