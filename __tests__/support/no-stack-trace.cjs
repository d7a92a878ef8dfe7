// Stands for cdktf's module of this name (jest.config.cjs). Every token notes where it was made, for an error that no test
// asks for, and jest looks every line of that up in a source map: a quarter of what a synth takes in a test.
exports.captureStackTrace = () => [];
