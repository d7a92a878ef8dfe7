/** `new Date()` and `Date()` read the clock; with an argument, `new Date` reads none. */
const noClock = {
  create: (context) => {
    const report = (node) => context.report({ node, message: 'Take `now` as an argument.' });
    return {
      "NewExpression[callee.name='Date'][arguments.length=0]": report,
      "CallExpression[callee.name='Date']": report,
    };
  },
};

/** What oxlint has no rule for. */
export default { meta: { name: 'own' }, rules: { 'no-clock': noClock } };
