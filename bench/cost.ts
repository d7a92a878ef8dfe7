import { costTable } from './cost/table';

/** Prints what a deployment costs a month, as it stands in the README. */
console.log(costTable());
