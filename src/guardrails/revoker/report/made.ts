import { inBrief, plain } from '../../../domain/notice/notice';
import type { Impact, Field, IamWrite, Thing, Whom } from '../iam-writes/shape';
import { IAM_WRITES } from '../iam-writes/table';
import type { Call } from '../judge/parse';
import { isRead } from '../judge/read-only';
import { valueWords } from '../judge/value-words';

/** What a call did that succeeded: in words for people, and as data for whatever undoes it. */
export interface Deed {
  /** `unknown` where this version does not know the call. */
  readonly impact: Impact | 'unknown';
  /** In the past tense, such as `created access key AKIA… for user bob`. */
  readonly words: string;
  readonly thing?: Thing;
  readonly name?: string;
  /** Unique id of what was made. */
  readonly id?: string;
  /** Name or ARN of whom it was done to; absent where that is the caller itself. */
  readonly whom?: string;
  /** What that is; absent where what is named is all that is touched. */
  readonly whomKind?: Whom['kind'];
}

/** @returns undefined where the call was refused, or only reads */
export function deedOf(call: Call): Deed | undefined {
  const { eventName, failedWith } = call;
  if (failedWith) return undefined;
  const known = Object.hasOwn(IAM_WRITES, eventName) ? IAM_WRITES[eventName] : undefined;
  if (known !== undefined) return knownDeed(call, known);
  return isRead(call) ? undefined : unknownDeed(call);
}

function knownDeed(call: Call, write: IamWrite): Deed {
  const { impact, says } = write.by?.values[valueWords(call.parameters?.[write.by.parameter]) ?? ''] ?? write;
  const { thing, id: idField, name: fields = [], whom: target } = write;
  const name = firstOf(call, fields);
  const whom = target && firstOf(call, target.fields);
  const id = idField && at(call, idField);
  return {
    impact,
    words: fill(says, call, { name: name ?? UNNAMED, whom: target ? whomInWords(target, whom) : UNNAMED }),
    thing,
    ...(name !== undefined && { name }),
    ...(id !== undefined && { id }),
    ...(whom !== undefined && { whom }),
    ...(target !== undefined && { whomKind: target.kind }),
  };
}

function unknownDeed({ eventName, parameters = {} }: Call): Deed {
  const named = Object.entries(parameters).map(
    ([name, value]) => `${name}: ${plain(valueWords(value) ?? 'null', LONGEST)}`,
  );
  const rest = named.length === 0 ? '' : `, with ${plain(named.join(', '), LONGEST)}`;
  return { impact: 'unknown', words: `did what this version does not know, ${plain(eventName)}${rest}` };
}

/** Longest text of an event in a sentence: an ARN with an ordinary path. */
const LONGEST = 200;

const UNNAMED = '(the event does not name it)';

function whomInWords({ kind, orCaller = false }: Whom, whom: string | undefined): string {
  if (whom !== undefined) return `${kind} ${inBrief(whom, LONGEST)}`;
  return orCaller ? 'the caller' : `a ${kind} ${UNNAMED}`;
}

/** Fills a sentence of the table. What stands in brackets is left out where the event does not say it. */
function fill(says: string, call: Call, named: Readonly<Record<'name' | 'whom', string>>): string {
  const valueOf = (token: string) =>
    token === 'whom' ? named.whom : token === 'name' ? inBrief(named.name, LONGEST) : ofField(call, token);
  return says
    .split(/(\[[^\]]*\])/)
    .map((part) => {
      const optional = part.startsWith('[');
      const tokens = [...part.matchAll(/\{([^}]+)\}/g)].map(([, token = '']) => token);
      if (optional && tokens.some((token) => valueOf(token) === undefined)) return '';
      const words = optional ? part.slice(1, -1) : part;
      return words.replace(/\{([^}]+)\}/g, (_, token: string) => valueOf(token) ?? UNNAMED);
    })
    .join('');
}

function ofField(call: Call, field: string): string | undefined {
  const value = at(call, field);
  return value === undefined ? undefined : inBrief(value, LONGEST);
}

function firstOf(call: Call, fields: readonly Field[]): string | undefined {
  return fields.map((field) => at(call, field)).find((value) => value !== undefined);
}

function at({ parameters, response }: Call, field: string): string | undefined {
  const value = field
    .split('.')
    .reduce<unknown>(
      (object, name) =>
        typeof object === 'object' && object !== null
          ? Object.getOwnPropertyDescriptor(object, name)?.value
          : undefined,
      { parameters, response },
    );
  return valueWords(value);
}
