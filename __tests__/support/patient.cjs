// Real servers, workers and back-offs: the machine decides how long they take, and one that is busy with something else
// takes five times as long. It ends what hangs, and nothing that goes on.
jest.setTimeout(900_000);
