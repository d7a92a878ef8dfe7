import { parseExemptionList } from '../../domain/exemption/exemption-list';
import { exemptionsFrom, type Exemption } from '../../domain/exemption/exemption';
import type { AuditRules } from '../rules';

/** Reads an object of S3 as text. */
export type ReadObject = (bucket: string, key: string) => Promise<string>;

const ADDRESS = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/s;

/**
 * Reads the exemptions that stand in an object of S3.
 *
 * @param uri `s3://bucket/key`; undefined where the settings name none
 * @throws Error naming the object, and the line where it cannot be understood: then nobody is audited
 */
export async function exemptionsObject(uri: string | undefined, readObject: ReadObject): Promise<readonly Exemption[]> {
  if (uri === undefined) return [];
  try {
    const [, bucket, key] = ADDRESS.exec(uri) ?? [];
    if (bucket === undefined || key === undefined) throw new Error('expected s3://bucket/key');
    return parseExemptionList(await readObject(bucket, key));
  } catch (error) {
    throw new Error(`exemptions ${uri}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Every exemption that concerns a guardrail: those of its rules, and those of the object. @param its what one can be exempt from */
export async function everyExemption(
  { exemptions, exemptionsObject: uri }: Pick<AuditRules, 'exemptions' | 'exemptionsObject'>,
  its: readonly string[],
  readObject: ReadObject,
): Promise<readonly Exemption[]> {
  return exemptionsFrom([...exemptions, ...(await exemptionsObject(uri, readObject))], its);
}
