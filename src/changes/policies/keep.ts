import type { Clock } from '../../domain/clock';
import type { ManagedPolicies } from '../../aws/iam/managed-policies';
import { isIntact, type Sha256 } from '../../domain/policy/content-name';
import { ownPolicyArnOf, policyNameOf, type OwnPolicies } from '../../domain/policy/own-policies';
import { settled } from '../settled';

/** Texts of the project's policies, kept for good. */
export interface PolicyTexts {
  /** @returns undefined where none is kept; what is kept may have been altered as well */
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
}

/** What making and restoring policies takes. */
export interface PolicyPorts {
  readonly policies: ManagedPolicies;
  readonly texts: PolicyTexts;
  readonly own: OwnPolicies;
  readonly sha256: Sha256;
  /** For the waits between two looks. */
  readonly clock: Clock;
}

/**
 * What became of a policy that was to be made. `altered`: it exists and says something else. `foreign`: IAM knows the name,
 * and not on the project's path. `refused`: the account has no room for it.
 */
export type Made = 'made' | 'stands' | 'altered' | 'foreign' | 'refused';

/**
 * Makes a policy of the project, and keeps its text before. It may be repeated after a termination at any point.
 *
 * @throws Error where the text is not that of the name: nothing is written then
 */
export async function makePolicy(
  { name, text }: { readonly name: string; readonly text: string },
  ports: PolicyPorts,
): Promise<Made> {
  const { policies, texts, own } = ports;
  if (!says(name, text, ports)) throw new Error(`the text of ${name} is not the one that its name stands for`);
  await texts.write(name, text);
  const attempt = await policies.create(name, text);
  if (attempt === 'made') return attempt;

  const arn = ownPolicyArnOf(name, own);
  // A full account may refuse what it has already.
  if (attempt === 'refused' && (await policies.read(arn)) === undefined) return attempt;
  let found: Awaited<ReturnType<ManagedPolicies['read']>>;
  // One that was made a moment ago may not be shown yet.
  await settled(async () => (found = await policies.read(arn)) !== undefined, ports.clock);
  if (found === undefined) return 'foreign';
  return says(name, found.text, ports) ? 'stands' : 'altered';
}

/** Whether a policy says again what its name stands for, and why not. */
export type Restored = { readonly restored: true } | { readonly restored: false; readonly why: string };

/**
 * Gives a policy its text back: an older version of its own, the text that is kept, or one that a run means; only ever one
 * that its name stands for (THREATS R3). It may be repeated after a termination at any point.
 *
 * @param meant what a run means by the policy, as canonical text. @default nothing
 */
export async function restorePolicy(arn: string, ports: PolicyPorts, meant?: string): Promise<Restored> {
  const { policies, texts, clock } = ports;
  const name = policyNameOf(arn);
  const isBack = async () => {
    const found = await policies.read(arn);
    return found !== undefined && says(name, found.text, ports);
  };
  if (await isBack()) return { restored: true };

  const versions = await policies.versions(arn);
  if (versions.length === 0) return { restored: false, why: 'the policy is gone' };
  const whole = await wholeVersion(arn, ports);
  if (whole === undefined) {
    const text = [await texts.read(name), meant].find((one) => one !== undefined && says(name, one, ports));
    if (text === undefined) return { restored: false, why: 'nobody knows what it said' };
    await makeRoom(arn, policies);
    await policies.createVersion(arn, text);
  } else await policies.setDefault(arn, whole);
  const isDone = await settled(isBack, clock);
  return isDone ? { restored: true } : { restored: false, why: 'IAM does not show its text after 15 s' };
}

/** What collecting policies takes. */
export interface Collecting {
  readonly policies: ManagedPolicies;
  /** ARNs of those that are meant for somebody. */
  readonly kept: ReadonlySet<string>;
  /**
   * Only what is older is deleted: another run may be about to put what is younger.
   *
   * @default - whatever its age
   */
  readonly madeBefore?: Date;
}

/** Policies of the project that nobody uses, and that may be deleted: ARNs in the order of the alphabet. */
export async function collectable({ policies, kept, madeBefore }: Collecting): Promise<readonly string[]> {
  const isOld = (createdAt: string) => madeBefore === undefined || Date.parse(createdAt) < madeBefore.getTime();
  const unused = await policies.unused();
  return unused.flatMap(({ arn, createdAt }) => (kept.has(arn) || !isOld(createdAt) ? [] : [arn])).sort();
}

/** Deletes the policies of the project that nobody uses. @returns ARNs of those that are gone now */
export async function collectPolicies(collecting: Collecting): Promise<readonly string[]> {
  const collected: string[] = [];
  for (const arn of await collectable(collecting)) {
    if (await collecting.policies.delete(arn)) collected.push(arn);
  }
  return collected;
}

/** @returns id of a version that says what the name stands for */
async function wholeVersion(arn: string, ports: PolicyPorts): Promise<string | undefined> {
  for (const { versionId, isDefault } of await ports.policies.versions(arn)) {
    if (isDefault) continue;
    const text = await ports.policies.textOf(arn, versionId);
    if (text !== undefined && says(policyNameOf(arn), text, ports)) return versionId;
  }
  return undefined;
}

/** None of the versions says what the name stands for, so the oldest may go. */
async function makeRoom(arn: string, policies: ManagedPolicies): Promise<void> {
  const { versionsPerPolicyQuota } = await policies.quotas();
  const versions = await policies.versions(arn);
  if (versions.length < versionsPerPolicyQuota) return;
  const spare = versions.filter(({ isDefault }) => !isDefault);
  const oldest = spare.sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))[0];
  if (oldest !== undefined) await policies.deleteVersion(arn, oldest.versionId);
}

const says = (name: string, text: string, { own, sha256 }: PolicyPorts) => isIntact(name, text, own.namePrefix, sha256);
