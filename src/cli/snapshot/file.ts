import { readFileSync } from 'node:fs';
import { snapshotForm, type Snapshot } from './form';
import { wrongIn } from './wrong';

/** A file that is no snapshot of this version. */
export class SnapshotError extends Error {
  public override readonly name = 'SnapshotError';
}

const LONGEST_VALUE = 60;

/** So many wrong keys are named: one mistake may be in every principal. */
const MOST_WRONG = 5;

/** Reads the file of a snapshot. @throws SnapshotError */
export function snapshotAt(file: string): Snapshot {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SnapshotError(`${file} cannot be read: ${why}`, { cause: error });
  }
  return snapshotIn(json, file);
}

/** @throws SnapshotError naming the first keys that are wrong, what stands there, and what is allowed */
function snapshotIn(json: string, file: string): Snapshot {
  const value = parsed(json, file);
  const read = snapshotForm.safeParse(value);
  if (read.success) return read.data;
  const wrong = read.error.issues
    .flatMap(wrongIn)
    .slice(0, MOST_WRONG)
    .map(({ path, message }) => {
      const found = path.reduce<unknown>(
        (at, key) => new Map<PropertyKey, unknown>(Object.entries(Object(at) as object)).get(String(key)),
        value,
      );
      return `${path.map(String).join('.') || 'the document'} is ${shown(found)}: ${message}`;
    });
  throw new SnapshotError(`${file} is no snapshot that this version reads:\n  ${wrong.join('\n  ')}`);
}

function parsed(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new SnapshotError(`${file} is no JSON`, { cause: error });
  }
}

function shown(value: unknown): string {
  const said = value === undefined ? 'missing' : JSON.stringify(value);
  return said.length <= LONGEST_VALUE ? said : `${said.slice(0, LONGEST_VALUE)}…`;
}
