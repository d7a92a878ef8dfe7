import type { EvidenceStore } from '../../aws/evidence-store';
import { canonical } from '../../domain/policy/policy-document';
import type { Subject } from '../../domain/identity/subject';
import { KEYS } from '../contract';
import { subjectsOf, type SubjectForm } from '../payloads/subjects';
import { PayloadError } from '../reading';

/**
 * Makes sure that a batch is about those whom the inventory has listed, as it has listed them.
 *
 * Whoever may invoke the function can say what they like of somebody, and that nothing protects them; the manifest is
 * written by the project's own roles alone (THREATS T6).
 *
 * @param prefix of the run's objects
 * @param form how somebody is read; what it leaves out is not compared
 * @throws PayloadError naming the first who is not, or is otherwise, in the manifest
 */
export async function checkListed<S extends Subject>(
  subjects: readonly S[],
  prefix: string,
  { store, form }: { readonly store: EvidenceStore; readonly form: SubjectForm<S> },
): Promise<void> {
  const key = `${prefix}/${KEYS.manifest}`;
  const listed = new Map(subjectsOf(await store.getJson(key), key, form).map((subject) => [subject.id, subject]));
  for (const subject of subjects) {
    const found = listed.get(subject.id);
    if (found !== undefined && canonical(found) === canonical(subject)) continue;
    const what = found === undefined ? 'does not list' : 'says something else of';
    throw new PayloadError(`input of a batch: ${key} ${what} ${subject.arn}`);
  }
}
