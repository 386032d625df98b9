package io.lutra.cli.doctor;

import java.util.List;

/** What is so about one thing, and what to think of it. */
public sealed interface Facts
        permits AccessFacts,
                CertificateFacts,
                ClockFacts,
                ConfigurationFacts,
                DescriptorFacts,
                FolderFacts,
                LibraryFacts,
                MemoryFacts,
                ModelFacts,
                PortFacts,
                ProcessorFacts,
                RuntimeFacts {
    /** In the order in which people should read them; empty if there is nothing to say. */
    List<Finding> findings();
}
