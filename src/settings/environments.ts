import { isObject } from './comments';
import { guardrails } from './guardrails';
import type { Settings } from './schema';

/** One environment, or without a name the settings without an overlay. */
export interface Deployable {
  readonly name: string | undefined;
  readonly settings: Settings;
}

/** A name becomes part of a file's name and of a key. */
const NAME = /^\w[\w.-]{0,63}$/;

/** The keys by which everything has a name of its own. */
const OWN_NAMES = ['namePrefix', ...guardrails.flatMap(({ nameOfItsOwn }) => nameOfItsOwn?.key ?? [])];

/** What is wrong with the names of environments. */
export function problemsOfNames(names: readonly string[]): string[] {
  return names
    .filter((name) => !NAME.test(name))
    .map(
      (name) => `environments.${name}: allowed: a name of up to 64 letters, digits and ._-, beginning without . or -`,
    );
}

/** Where the local backend puts the state of a stack, from the project's folder. */
export function localStateOf(stack: string, environment?: string): string {
  return `terraform.${stack}${environment === undefined ? '' : `.${environment}`}.tfstate`;
}

/** Gives an environment a state of its own in the bucket where the settings name no key. */
export function withStateKey(input: unknown, environment: string | undefined): unknown {
  if (environment === undefined || !isObject(input) || !isObject(input['backend'])) return input;
  const { s3 } = input['backend'];
  if (!isObject(s3) || s3['key'] !== undefined) return input;
  return { ...input, backend: { ...input['backend'], s3: { ...s3, key: stateKeyOf(environment) } } };
}

/**
 * Deployments that would undo one another.
 *
 * The settings without an overlay are deployed as soon as somebody forgets GUARDRAILS_ENV, so their state counts. By
 * name they collide with nobody: what is there already ends such a deployment before it changes anything.
 */
export function collisionsOf(all: readonly Deployable[]): string[] {
  const named = all.filter(({ name }) => name !== undefined);
  return [
    ...pairsOf(all).flatMap(([one, other]) => sharedState(one, other)),
    ...pairsOf(named).flatMap(([one, other]) =>
      sharedNames(one.settings, other.settings).flatMap((shared) =>
        onlyAccountOf(one) !== undefined && onlyAccountOf(one) === onlyAccountOf(other)
          ? [`${both(one, other)} are deployed to the account ${onlyAccountOf(one) ?? ''}, and ${shared}`]
          : [],
      ),
    ),
  ];
}

/** What one should be told of the environments; it can be deployed all the same. */
export function environmentWarnings(all: readonly Deployable[], chosen: string | undefined): string[] {
  const named = all.filter(({ name }) => name !== undefined);
  const names = named.map(({ name }) => name ?? '');
  const [example = ''] = names;
  const mixed = pairsOf(named).filter(([one, other]) => mayShareAccount(one, other) && sharesNames(one, other));
  const mixable = [...new Set(mixed.flat().map(nameOf))];
  return [
    ...(chosen === undefined && names.length > 0
      ? [
          `No environment is chosen, and there are: ${names.join(', ')}. These are the settings without an overlay, ` +
            `with a state of their own. For an environment: GUARDRAILS_ENV=${example} npm run synth.`,
        ]
      : []),
    ...(mixable.length === 0
      ? []
      : [
          `The same account may be deployed to from ${mixable.join(' and ')}, and names are the same there. ` +
            `Give each its allowedAccountIds, or ${OWN_NAMES.map((key) => `a ${key}`).join(' and ')} of its own.`,
        ]),
  ];
}

const stateKeyOf = (environment: string) => `iam-guardrails/${environment}.tfstate`;
const nameOf = ({ name }: Deployable) =>
  name === undefined ? 'the settings without an environment' : `environments.${name}`;
const both = (one: Deployable, other: Deployable) => `${nameOf(one)} and ${nameOf(other)}`;

function sharedState(one: Deployable, other: Deployable): string[] {
  const place = placeOf(one);
  if (place !== placeOf(other)) return [];
  const named = other.name ?? one.name ?? '';
  return [
    `${both(one, other)} have the same Terraform state, ${place}: deploying one would destroy what the other made; ` +
      `allowed: a backend.s3.key of its own in each, such as "${stateKeyOf(named)}" in environments.${named}, which ` +
      `is what leaving the key out of both means`,
  ];
}

/** Without the Region, for the name of a bucket is given once in all of them. */
function placeOf({ name, settings: { backend = 'local' } }: Deployable): string {
  // Not every machine tells two files apart by their case.
  if (backend === 'local') return localStateOf('iam-guardrails', name).toLowerCase();
  return `s3://${backend.s3.bucket}/${backend.s3.key}`;
}

/** What two deployments in one account would both make, by name, and what to change. */
function sharedNames(one: Settings, other: Settings): string[] {
  if (one.namePrefix === other.namePrefix) {
    return [`everything of theirs has the same name: give each a namePrefix, both have ${one.namePrefix}`];
  }
  return guardrails.flatMap(({ isOn, nameOfItsOwn }) => {
    if (nameOfItsOwn === undefined || !isOn(one) || !isOn(other)) return [];
    const { key, what, of } = nameOfItsOwn;
    return of(one) === of(other) ? [`their ${what} have the same name, ${of(one)}: give each a ${key}`] : [];
  });
}

const sharesNames = (one: Deployable, other: Deployable) => sharedNames(one.settings, other.settings).length > 0;

function onlyAccountOf({ settings: { allowedAccountIds } }: Deployable): string | undefined {
  return new Set(allowedAccountIds).size === 1 ? allowedAccountIds[0] : undefined;
}

function mayShareAccount(one: Deployable, other: Deployable): boolean {
  const [mine, theirs] = [one.settings.allowedAccountIds, other.settings.allowedAccountIds];
  return mine.length === 0 || theirs.length === 0 || mine.some((id) => theirs.includes(id));
}

function pairsOf(all: readonly Deployable[]): [Deployable, Deployable][] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other): [Deployable, Deployable] => [one, other]));
}
