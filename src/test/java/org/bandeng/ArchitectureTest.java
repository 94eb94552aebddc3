package org.bandeng;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms of the house and the doors between them. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.bandeng");

    @Test
    void eachRoomKnowsOnlyTheRoomsThatItSays() {
        ApplicationModules.of(BandengApplication.class).verify();
    }

    @Test
    void theDialogEngineIsPure() {
        classes()
                .that()
                .resideInAPackage("org.bandeng.dialog")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.bandeng.dialog",
                        "org.bandeng.chinese",
                        "java.lang",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "java.text",
                        "org.jspecify.annotations",
                        "org.springframework.modulith")
                .check(MAIN);
    }

    @Test
    void theEngineAsksNoClockAndNoChance() {
        noClasses()
                .that()
                .resideInAPackage("org.bandeng.dialog")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .check(MAIN);
    }

    @Test
    void onlyTheEdgesSpeakHttp() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.bandeng.dialog..",
                        "org.bandeng.understanding..",
                        "org.bandeng.community..",
                        "org.bandeng.ticket..",
                        "org.bandeng.survey..",
                        "org.bandeng.conversation..",
                        "org.bandeng.outbox..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "io.netty..")
                .check(MAIN);
    }
}
