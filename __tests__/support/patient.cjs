// Real servers, workers and back-offs: the machine decides how long they take, and one that is busy with something else
// takes five times as long. The limit ends a test that hangs, and none that is only slow.
jest.setTimeout(900_000);
