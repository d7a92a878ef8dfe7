import type * as z from 'zod';

/** What is wrong with a document, and where. */
interface Wrong {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/**
 * Says what is wrong, key by key.
 *
 * Where a value may have one of several forms, zod itself says no more than that it has none of them. It is held against the
 * form that it was meant to have, which is known by its keys, or against each where that is not clear.
 */
export function wrongIn(issue: Issue): readonly Wrong[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const meant = nearestOf(issue.errors);
  if (meant === undefined) return [{ path: issue.path, message: issue.errors.map(inWords).join(', or ') }];
  return meant.flatMap((inner) => wrongIn({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** @returns undefined where several forms are as near as each other, or the value is of another type than all of them */
function nearestOf(forms: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const least = Math.min(...forms.map(strangenessOf));
  const [nearest, ...others] = forms.filter((form) => strangenessOf(form) === least);
  return least < Infinity && others.length === 0 ? nearest : undefined;
}

/** How many keys a form does not know; Infinity where the value is of another type. */
const strangenessOf = (form: readonly Issue[]): number =>
  form
    .filter(({ path }) => path.length === 0)
    .reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : Infinity), 0);

const inWords = (form: readonly Issue[]): string =>
  form.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');
