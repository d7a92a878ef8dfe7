import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder';

/**
 * A copy of a synthesised stack in which one action is missing from every role.
 *
 * @throws Error where no role has it
 */
export function withoutAction(action: string, templatePath: string): string {
  const text = readFileSync(templatePath, 'utf8');
  // Policies are JSON text inside the template's JSON.
  const cut = text.replaceAll(`\\"${action}\\"`, '\\"iam:NothingOfTheKind\\"');
  if (cut === text) throw new Error(`no role has ${action}`);
  const folder = temporaryFolder('cut-');
  cpSync(dirname(templatePath), folder, { recursive: true });
  writeFileSync(join(folder, 'cdk.tf.json'), cut);
  return join(folder, 'cdk.tf.json');
}
