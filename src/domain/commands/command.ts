/**
 * One word of a command.
 *
 * A text is a value: it may come from anywhere, and is checked. `quoted` is the same in quotes, for what somebody outside
 * the deployment named. `json` is an object whose values are checked. `ours` stands as it is written: a placeholder, or an
 * expression of Terraform that names something of this deployment.
 */
export type Word = string | { readonly quoted: string } | { readonly json: Payload } | Ours;

/** A text of this project's own, which nobody else can choose. */
export interface Ours {
  readonly ours: string;
}

/** A payload of a function, or the input of an execution. */
export type Payload = Readonly<Record<string, string | true | Ours>>;

/**
 * What every shell reads as itself, bare and in quotes (POSIX, Shell Command Language, 2.2 Quoting), and the AWS CLI too:
 * a value that begins with a hyphen would be an option, and one that begins with `file:` the name of a file to be read.
 *
 * A path of IAM may hold any of `!` to `~` (IAM API reference, CreateUser), quotes, `$` and `;` among them, so an ARN is
 * not harmless by being one.
 */
const HARMLESS = /^(?!fileb?:)[A-Za-z0-9_/][A-Za-z0-9+=,.@_/:-]*$/;

/** Whether a text may stand in a command. */
export function isHarmless(text: string): boolean {
  return HARMLESS.test(text);
}

/**
 * Words a command of the AWS CLI. No other module does.
 *
 * @param name such as `lambda invoke`
 * @param options by name, without hyphens; `true` for one that takes no value
 * @param operands what follows the options
 * @returns undefined when a value holds anything a shell could read: such a value is never put into a command
 */
export function command(
  name: string,
  options: Readonly<Record<string, Word | true>>,
  ...operands: readonly Word[]
): string | undefined {
  const given = Object.entries(options).flatMap(([option, value]) => [
    `--${option}`,
    ...(value === true ? [] : [wordOf(value)]),
  ]);
  const words = [`aws ${name}`, ...given, ...operands.map(wordOf)];
  return words.includes(undefined) ? undefined : words.join(' ');
}

/**
 * Words a command that is known to be harmless: its values are this project's own, or were checked.
 *
 * @throws Error for what cannot stand in a command
 */
export function ownCommand(...words: Parameters<typeof command>): string {
  const line = command(...words);
  if (line === undefined) throw new Error(`${JSON.stringify(words)} cannot stand in a command`);
  return line;
}

function wordOf(word: Word): string | undefined {
  if (typeof word === 'string') return isHarmless(word) ? word : undefined;
  if ('ours' in word) return word.ours;
  if ('quoted' in word) return isHarmless(word.quoted) ? `'${word.quoted}'` : undefined;
  const values = Object.values(word.json);
  if (values.some((value) => typeof value === 'string' && !isHarmless(value))) return undefined;
  const payload = Object.entries(word.json).map(([key, value]) => [
    key,
    typeof value === 'object' ? value.ours : value,
  ]);
  return `'${JSON.stringify(Object.fromEntries(payload))}'`;
}
