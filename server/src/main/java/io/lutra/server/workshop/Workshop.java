package io.lutra.server.workshop;

import io.lutra.jobs.JobQueue;

/** The models by name, and the queue that draws with them. Thread-safe. */
public record Workshop(ModelCatalog catalog, JobQueue queue) {}
