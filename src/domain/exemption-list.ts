import { exemptionsInJson } from './exemption-json';
import { EXEMPTIBLE, type Exemption } from './exemption';
import { plain } from './notice';

/** Who answers for the entries of a plain list, which has no room for names. */
const LIST = 'the exemptions object';

const NAME = /^[\w+=.@-]{1,128}$/;
const ARN = /^arn:aws[a-z-]*:iam::\d{12}:(user|role|group)\/[\x21-\x7e]+$/;

/** A comma divides here, so a name that holds one has to be written otherwise. */
const ALLOWED =
  'allowed: names of letters, digits and _+=.@- or ARNs of users, roles and groups, separated by commas or new lines; # begins a comment; a name with a comma goes into a JSON array';

/**
 * Reads a list of exemptions: names and ARNs separated by commas and new lines, as the published lists have them, or a JSON
 * array in the shape of the setting `exemptions`.
 *
 * @throws Error naming the line, the value that is wrong and what is allowed there
 */
export function parseExemptionList(text: string): readonly Exemption[] {
  // A byte order mark, as editors on Windows write it.
  const content = text.replace(/^\uFEFF/, '');
  return content.trimStart().startsWith('[') ? exemptionsInJson(content) : exemptionsInList(content);
}

function exemptionsInList(text: string): readonly Exemption[] {
  return text.split(/\r\n|\n|\r/).flatMap((line, index) => {
    const [content = ''] = line.split('#');
    const values = content.split(',').map((value) => value.trim());
    return values.filter((value) => value !== '').map((value) => exemptionFor(value, index + 1));
  });
}

function exemptionFor(value: string, line: number): Exemption {
  const isArn = ARN.test(value);
  if (!isArn && !NAME.test(value))
    throw new Error(`line ${line}: ${JSON.stringify(plain(value, 100))} is not allowed; ${ALLOWED}`);
  return {
    match: isArn ? { arn: value } : { name: value },
    from: EXEMPTIBLE,
    owner: LIST,
    reason: `listed in ${LIST}`,
  };
}
