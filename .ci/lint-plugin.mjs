/** `new Date()` and `Date()` read the clock; with an argument, `new Date` only turns a time into another form. */
const clock = {
  create: (context) => {
    const report = (node) => context.report({ node, message: 'Take `now` as an argument.' });
    return {
      "NewExpression[callee.name='Date'][arguments.length=0]": report,
      "CallExpression[callee.name='Date']": report,
    };
  },
};

/** What oxlint has no rule for. */
export default { meta: { name: 'own' }, rules: { clock } };
