package io.lutra.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lutra.server", "io.lutra.api");

    @Test
    void onlyHttpSeesVertx() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lutra.server.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(SERVER);
    }

    @Test
    void onlyMetricsSeesPrometheusAndOnlyTracingSeesOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lutra.server.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.prometheus..")
                .check(SERVER);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lutra.server.tracing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(SERVER);
    }

    @Test
    void nobodySeesLibtorch() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(SERVER);
    }

    @Test
    void theServerKnowsNothingOfAmazonsLibraries() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(SERVER);
    }

    @Test
    void theApiKnowsNothingOfTheServer() {
        noClasses()
                .that()
                .resideInAPackage("io.lutra.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lutra.server..", "io.lutra.jobs..", "io.lutra.engine..", "java.nio.file..")
                .check(SERVER);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching("io.lutra.(*).(*)..").should().beFreeOfCycles().check(SERVER);
    }
}
