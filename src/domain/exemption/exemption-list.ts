import { exemptionsInJson } from './exemption-json';
import { ALL, EXEMPTIBLE, type Exemptible, type Exemption } from './exemption';
import { plain } from '../notice/notice';

/** Who answers for the entries of a plain list, which has no room for names. */
const LIST = 'the exemptions object';

const NAME = /^[\w+=.@-]{1,128}$/;
/** Exact: in a list that anybody may keep, a pattern would exempt more than is read. */
const ARN = /^arn:aws[a-z-]*:iam::\d{12}:(user|role)\/(?!.*[*?#])[\x21-\x7e]+$/;

/** A comma divides here, so a name that holds one has to be written otherwise. */
const ALLOWED =
  'allowed: names of letters, digits and _+=.@- or exact ARNs of users and roles, separated by new lines or by commas with a blank or a new line behind; # begins a comment at the beginning of a line or behind a blank; a line such as from: tags says what those below it are exempt from; a name or path with a comma or # goes into a JSON array';

/** A line that says what the entries below it are exempt from. No name and no ARN of IAM begins so. */
const HEADING = /^\s*from:(.*)$/;

/**
 * Reads a list of exemptions: names and ARNs separated by commas and new lines, as the published lists have them, or a JSON
 * array in the shape of the setting `exemptions`.
 *
 * In a plain list a line such as `from: tags` says what the entries below it are exempt from, up to the next such line;
 * entries above the first one are exempt from everything, as all entries of the published lists are.
 *
 * @throws Error naming the line, the value that is wrong and what is allowed there
 */
export function parseExemptionList(text: string): readonly Exemption[] {
  // A byte order mark, as editors on Windows write it.
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '')
    throw new Error('the object is empty; allowed: at least a comment, so that it is empty on purpose');
  return content.trimStart().startsWith('[') ? exemptionsInJson(content) : exemptionsInList(content);
}

function exemptionsInList(text: string): readonly Exemption[] {
  let from: readonly Exemptible[] = EXEMPTIBLE;
  return text.split(/\r\n|\n|\r/).flatMap((line, index) => {
    const [content = ''] = line.split(/(?:^|\s)#/);
    const [, heading] = HEADING.exec(content) ?? [];
    if (heading !== undefined) {
      from = fromIn(heading, index + 1);
      return [];
    }
    const values = dividedAtCommas(content, index + 1);
    return values.filter((value) => value !== '').map((value) => exemptionFor(value, from, index + 1));
  });
}

/** @param names what stands behind `from:` */
function fromIn(names: string, line: number): readonly Exemptible[] {
  const given = names.split(',').map((name) => name.trim());
  if (given.length === 1 && given[0] === ALL) return EXEMPTIBLE;
  const known = EXEMPTIBLE.filter((one) => given.includes(one));
  if (known.length === new Set(given).size) return known;
  const value = JSON.stringify(plain(`from: ${names.trim()}`, 100));
  throw new Error(
    `line ${line}: ${value} is not allowed; allowed: from: ${ALL}, or from: with ${EXEMPTIBLE.join(', ')} or some of them, separated by commas`,
  );
}

function dividedAtCommas(content: string, line: number): readonly string[] {
  const pieces = content.split(',');
  pieces.forEach((piece, index) => {
    const next = pieces[index + 1] ?? '';
    // Whether such a comma divides or belongs to the name or the path, nobody can tell: doe,jane may be one user or two.
    const isTight = piece.trim().startsWith('arn:') || /\S$/.test(piece);
    if (isTight && /^(?!arn:)\S/.test(next)) throw refusal(`${piece},${next}`.trim(), line);
  });
  return pieces.map((piece) => piece.trim());
}

function exemptionFor(value: string, from: readonly Exemptible[], line: number): Exemption {
  const isArn = ARN.test(value);
  if (!isArn && !NAME.test(value)) throw refusal(value, line);
  return {
    match: isArn ? { arn: value } : { name: value },
    from,
    owner: LIST,
    reason: `listed in ${LIST}`,
  };
}

function refusal(value: string, line: number): Error {
  return new Error(`line ${line}: ${JSON.stringify(plain(value, 100))} is not allowed; ${ALLOWED}`);
}
