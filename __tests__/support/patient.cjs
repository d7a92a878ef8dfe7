// Real servers, workers and back-offs: the machine decides how long they take.
jest.setTimeout(300_000);
