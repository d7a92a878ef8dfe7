import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder';

/** A folder with source files, for handlers that belong to no guardrail. */
export function folderWith(files: Readonly<Record<string, string>>, prefix = 'source-'): string {
  const root = temporaryFolder(prefix);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}
